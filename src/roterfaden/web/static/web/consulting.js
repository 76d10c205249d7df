// Selecting words in the text takes them as the passage. Without this, one chooses a sentence from the list.
const text = document.querySelector("[data-seen]");
const hint = document.querySelector("[data-selecting]");
const passage = document.querySelector("select[name='passage']");
const quote = document.querySelector("input[name='quote']");
const proposed = document.querySelector("textarea[name='proposed']");

if (text && hint && passage && quote) {
  const length = (words) => [...words].length; // characters as Python counts them, not UTF-16 units
  const seen = text.textContent;

  const selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const start = length(before.toString()) + length(words) - length(words.trimStart());
    const kept = words.trim();
    return kept ? { start, end: start + length(kept), words: kept } : null;
  };

  const button = document.createElement("button");
  button.type = "button";
  button.className = "kern-btn kern-btn--secondary";
  button.disabled = true;
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = hint.dataset.label;
  button.append(label);
  hint.after(button);
  hint.hidden = false;

  document.addEventListener("selectionchange", () => { button.disabled = !selected(); });
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const found = selected();
    if (!found) return;
    const key = `${found.start}-${found.end}`;
    if (![...passage.options].some((option) => option.value === key)) {
      passage.add(new Option(found.words.length > 110 ? `${found.words.slice(0, 109)}…` : found.words, key));
    }
    passage.value = key;
    passage.dispatchEvent(new Event("change"));
    document.getSelection().removeAllRanges();
    passage.focus();
  });

  // The words of the passage: checked again on the server, and the beginning of a proposal.
  passage.addEventListener("change", () => {
    const [start, end] = passage.value.split("-").map(Number);
    const before = quote.value;
    quote.value = passage.value ? [...seen].slice(start, end).join("") : "";
    if (proposed && (!proposed.value.trim() || proposed.value === before)) proposed.value = quote.value;
  });
}
