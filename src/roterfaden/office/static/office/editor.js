/* The working page of the draft by keyboard. The focus stays where one works, and nothing typed is lost. Without this
   file the same page does everything with its links and buttons. */

const editor = document.querySelector("[data-editor]");
const form = document.getElementById("wortlaut");
const OFF = "roterfaden.keys.off";
const PLACE = "roterfaden.editor.focus";
const DRAFT = `roterfaden.editor.draft.${window.location.pathname}`;

/* --- the outline -------------------------------------------------------------------------------------------------- */

const outline = document.querySelector("[data-outline]");
if (outline) {
  outline.open = window.matchMedia("(min-width: 75rem)").matches;
  const here = outline.querySelector("[aria-current]");
  const list = here?.closest("ol");
  if (list) list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 3;
}

/* --- what is typed ------------------------------------------------------------------------------------------------
   Kept in this tab until it is saved, also over a sign-in in between: the browser forgets it when the tab is closed. */

const KEPT = "textarea, input:not([type=hidden]), select, input[name=expected_revision]";

function typed() {
  return [...form.querySelectorAll(KEPT)].filter((field) => field.name).map((field) => (
    [field.name, field.value, field.checked === true]
  ));
}

function fields(name, value) {
  const same = [...form.querySelectorAll(KEPT)].filter((field) => field.name === name);
  return same.length > 1 ? same.filter((field) => field.value === value) : same;
}

function put(rows) {
  for (const [name, value, checked] of rows) {
    for (const field of fields(name, value)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
      else field.value = value;
    }
  }
}

function offer() {
  const box = document.querySelector("[data-draft]");
  const kept = JSON.parse(window.sessionStorage.getItem(DRAFT) ?? "null");
  if (!kept || !box) return;
  if (kept.sent && !document.querySelector(".rf-error-summary, .kern-alert--danger") && isSaved()) {
    window.sessionStorage.removeItem(DRAFT);
    return;
  }
  if (JSON.stringify(kept.rows) === JSON.stringify(typed()) || isAnswered()) return;
  const line = box.querySelector("[data-draft-line]");
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  line.textContent = `${line.dataset.words} ${clock.format(new Date(kept.at))}.`;
  box.hidden = false;
  box.querySelector("[data-draft-take]").addEventListener("click", () => {
    put(kept.rows);
    box.hidden = true;
    form.querySelector("[name=title]").focus();
  });
  box.querySelector("[data-draft-drop]").addEventListener("click", () => {
    window.sessionStorage.removeItem(DRAFT);
    box.hidden = true;
    form.querySelector("[name=title]").focus();
  });
}

/* The page after a saved wording has a newer revision than the one that was sent. */
function isSaved() {
  const kept = JSON.parse(window.sessionStorage.getItem(DRAFT) ?? "null");
  const sent = kept?.rows.find(([name]) => name === "expected_revision")?.[1];
  const now = form.querySelector("[name=expected_revision]")?.value;
  return Boolean(document.querySelector("[data-editor]") && Number(now) > Number(sent) && !isAnswered());
}

/* The server has given back what was typed: with errors, or beside another text. */
function isAnswered() {
  return form.querySelector("[name^='meins-'], .rf-field--error") !== null;
}

if (form && editor) {
  offer();
  const keep = (sent) => window.sessionStorage.setItem(DRAFT, JSON.stringify({ at: Date.now(), rows: typed(), sent }));
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
}

/* --- where one works ---------------------------------------------------------------------------------------------- */

const stepOf = (node) => node?.closest("form[data-step]")?.dataset.step;

function remember(node) {
  const place = { editor: editor.dataset.editor, id: node?.id ?? "", step: stepOf(node) ?? "" };
  window.sessionStorage.setItem(PLACE, JSON.stringify(place));
}

function findAgain() {
  const place = JSON.parse(window.sessionStorage.getItem(PLACE) ?? "null");
  window.sessionStorage.removeItem(PLACE);
  if (!place || place.editor !== editor.dataset.editor) return;
  const field = place.id ? document.getElementById(place.id) : null;
  const step = document.querySelector(`form[data-step="${place.step}"] button`);
  const other = place.step ? document.querySelector("form[data-step] button") : null;
  (step ?? field ?? other)?.focus();
}

if (editor) {
  findAgain();
  editor.addEventListener("submit", (event) => {
    remember(stepOf(event.target) ? event.target.querySelector("button") : document.activeElement);
  });
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "into", ArrowLeft: "out" };
const isTyping = (node) => node.closest("textarea, select, input:not([type=radio]):not([type=checkbox])") !== null;
const isOff = () => window.localStorage.getItem(OFF) === "1";

function act(event) {
  const step = event.shiftKey && ARROWS[event.key];
  if (step) {
    document.querySelector(`form[data-step="${step}"]`)?.requestSubmit();
    return true;
  }
  if (event.shiftKey) return false;
  const key = event.key.toLowerCase();
  if (key === "e") form?.querySelector("[name=title]")?.focus();
  else {
    const link = /^[a-z]$/.test(key) && editor?.querySelector(`a[data-key="${key}"]`);
    if (!link) return false;
    link.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.contains(event.target)) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (event.key === "Escape" && form?.contains(event.target)) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOff()) return;
  if (act(event)) event.preventDefault();
});

/* Single keys can be switched off (WCAG 2.1.4), for people who speak to their computer. */
const toggle = document.querySelector("[data-keys]");

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
