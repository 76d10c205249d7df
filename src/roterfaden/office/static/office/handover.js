/* The desk of a municipality by keyboard. Without this file the same page does everything with its links and buttons. */

const form = document.getElementById("antwort-form");
const bar = document.querySelector("[data-desk]");
const toggle = document.querySelector("[data-keys]");
const OFF = "roterfaden.keys.off";

const isOff = () => window.localStorage.getItem(OFF) === "1";
const isTyping = (node) => node.closest("textarea, select, input:not([type=radio]):not([type=checkbox])") !== null;

/* Going on would lose what is typed: ask the browser to warn while the form is changed. */
let changed = false;
form?.addEventListener("input", () => { changed = true; });
form?.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

function choose(number) {
  const choice = form?.querySelectorAll("input[name=answer]")[number - 1];
  if (!choice) return;
  choice.checked = true;
  choice.focus();
  choice.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.contains(event.target)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=weiter]"));
    return;
  }
  if (event.key === "Escape" && form?.contains(event.target)) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOff()) return;
  const key = event.key.toLowerCase();
  if (key === "j") bar?.querySelector("[data-after]")?.click();
  else if (key === "k") bar?.querySelector("[data-before]")?.click();
  else if (key === "r") form?.querySelector("textarea[name=reason]")?.focus();
  else if (/^[1-4]$/.test(key)) choose(Number(key));
  else return;
  event.preventDefault();
});

/* Single keys can be switched off (WCAG 2.1.4), for people who speak to their computer. */
function show() {
  toggle.checked = !isOff();
  document.querySelector("[data-keys-help]").hidden = isOff();
}

if (toggle) {
  toggle.closest("[data-keys-bar]").hidden = false;
  toggle.addEventListener("change", () => {
    if (toggle.checked) window.localStorage.removeItem(OFF);
    else window.localStorage.setItem(OFF, "1");
    show();
  });
  show();
}
