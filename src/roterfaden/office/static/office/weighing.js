/* The workbench by keyboard, and nothing typed is lost. Without this file the same page does everything with its
   links and buttons. */

const form = document.getElementById("antwort-form");
const bar = document.querySelector("[data-weigh]");
const OFF = "roterfaden.keys.off";

/* --- keeping what is typed ------------------------------------------------------------------------------------ */

let changed = false;
let waiting = 0;

function keep() {
  window.clearTimeout(waiting);
  if (!changed || !form) return Promise.resolve();
  changed = false;
  const data = new FormData(form);
  data.set("entwurf", "1");
  return fetch(window.location.href, {
    method: "POST", body: data, headers: { "X-Quiet": "1" }, keepalive: true, redirect: "error",
  }).then((response) => tell(response.ok), () => tell(false));
}

function tell(kept) {
  if (!kept) changed = true;
  const line = document.querySelector("[data-kept]");
  if (!line) return;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  line.textContent = kept ? `${line.dataset.kept} ${clock.format(new Date())}` : line.dataset.notKept;
  line.hidden = false;
}

form?.addEventListener("input", () => {
  changed = true;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(keep, 1500);
});
form?.addEventListener("submit", () => {
  changed = false;
  window.clearTimeout(waiting);
});
window.addEventListener("pagehide", () => { keep(); });

/* --- keys ------------------------------------------------------------------------------------------------------ */

const isTyping = (node) => node.closest("textarea, select, input:not([type=radio]):not([type=checkbox])") !== null;

function follow(where) {
  const link = bar?.querySelector(`[data-${where}]`);
  if (link) keep().then(() => { window.location.href = link.href; });
}

function choose(number) {
  const choice = form?.querySelectorAll("input[name=outcome]")[number - 1];
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
  if (key === "j") follow("after");
  else if (key === "k") follow("before");
  else if (key === "r") form?.querySelector("textarea[name=plain_reason]")?.focus();
  else if (/^[1-5]$/.test(key)) choose(Number(key));
  else return;
  event.preventDefault();
});

/* Single keys can be switched off (WCAG 2.1.4), for people who speak to their computer. */
const toggle = document.querySelector("[data-keys]");
const isOff = () => window.localStorage.getItem(OFF) === "1";

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
