// Digits tick the topics of a talk, wherever the focus is, except where digits are typed. Without this, Tab and the
// space bar do it, or the access keys.
const place = document.querySelector("[data-digits]");
const typed = "input:not([type=checkbox]):not([type=radio]), select, textarea";
if (place) {
  place.querySelector("[data-digits-hint]").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(typed)) return;
    const box = /^[1-9]$/.test(event.key) && place.querySelector(`[data-digit="${event.key}"]`);
    if (box) box.click();
    else if (event.key === "Enter" && event.target === document.body) place.querySelector("form.rf-form").requestSubmit();
  });
}
