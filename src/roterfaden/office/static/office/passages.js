// Selecting words with the mouse or the keyboard puts them into the field below. Without this, one copies and pastes.
for (const place of document.querySelectorAll("[data-passages-of]")) {
  const field = document.querySelector(`[name="${place.dataset.passagesOf}"]`);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kern-btn kern-btn--secondary";
  button.disabled = true;
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = place.dataset.label;
  button.append(label);
  place.append(button);

  const selected = () => {
    const selection = document.getSelection();
    const text = selection.toString().trim();
    return text && place.contains(selection.anchorNode) && place.contains(selection.focusNode) ? text : "";
  };
  document.addEventListener("selectionchange", () => { button.disabled = !selected(); });
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const text = selected().replace(/\s+/g, " ");
    if (!text) return;
    field.value = [...field.value.split("\n").filter((line) => line.trim()), text].join("\n");
    document.getSelection().removeAllRanges();
    field.focus();
  });
}
