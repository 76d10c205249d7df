/* The board: drag with mouse or finger, carry with the keyboard, tick a range with Shift. Without this file the same
   form does everything. Nothing is built in strings: cards are moved as they are. */

const board = document.querySelector("[data-board]");
const form = document.getElementById("sort");
const ticks = () => [...document.querySelectorAll('input[name="cards"]')];

/* --- ticking ------------------------------------------------------------------------------------------------- */

let lastTick = null;

document.addEventListener("click", (event) => {
  const tick = event.target.closest('input[name="cards"]');
  if (!tick) return;
  const all = ticks();
  if (event.shiftKey && lastTick && lastTick !== tick) {
    const [from, to] = [all.indexOf(lastTick), all.indexOf(tick)].sort((a, b) => a - b);
    const list = tick.closest("[data-cards]");
    for (const other of all.slice(from, to + 1)) {
      if (other.closest("[data-cards]") === list) other.checked = tick.checked;
    }
  }
  lastTick = tick;
  tellCount();
});

function tellCount() {
  const line = form?.querySelector("[data-count]");
  const chosen = ticks().filter((tick) => tick.checked).length;
  if (!line || !board) return;
  line.textContent = fill(board.dataset.saidCount, { count: chosen });
  line.hidden = false;
  form.hidden = chosen === 0;
}

function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
}

/* --- places -------------------------------------------------------------------------------------------------- */

const places = board ? [...board.querySelectorAll("[data-place]")] : [];
const placeOf = (node) => node?.closest?.("[data-place]") ?? null;
const listOf = (place) => place.querySelector("[data-cards]");
const numberOf = (card) => card.querySelector(".office-note__head a").textContent.trim();
let carried = null;

function carry(card) {
  const tick = card.querySelector('input[name="cards"]');
  const together = tick.checked ? ticks().filter((other) => other.checked).map((other) => other.closest("[data-card]")) : [card];
  carried = { card, cards: together, from: placeOf(card), over: null };
  for (const one of together) one.classList.add("is-carried");
}

function aim(place) {
  if (!carried || carried.over === place) return;
  carried.over?.classList.remove("is-target");
  carried.over = place;
  place?.classList.add("is-target");
}

function release() {
  carried?.over?.classList.remove("is-target");
  for (const card of carried?.cards ?? []) card.classList.remove("is-carried", "is-held");
  carried = null;
}

/* --- sending ------------------------------------------------------------------------------------------------- */

/** Show the cards in their new place at once, ask the server, and put back whatever it refuses. */
async function drop(place) {
  const { card, cards } = carried;
  const held = document.activeElement?.closest?.("[data-grip]");
  release();
  const moving = cards.filter((one) => placeOf(one) !== place);
  if (moving.length === 0) return;
  const homes = new Map(moving.map((one) => [one, { list: one.parentElement, next: one.nextElementSibling }]));
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("do", "move");
  body.set("theme", place.dataset.place);
  for (const one of moving) body.append("cards", one.querySelector('input[name="cards"]').value);
  for (const one of [...moving].reverse()) {
    one.classList.add("is-moving");
    listOf(place).prepend(one);
  }
  if (held) card.querySelector("[data-grip]").focus();
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    answer = await response.json();
  } catch {
    answer = { done: "", moved: {}, refused: moving.map((one) => ({ card: one.dataset.card, reason: board.dataset.saidOffline })), undo: "" };
  }
  settle(place, moving, homes, answer);
  if (held) card.querySelector("[data-grip]").focus();
}

function settle(place, moving, homes, answer) {
  for (const one of [...moving].reverse()) {
    one.classList.remove("is-moving");
    const tick = one.querySelector('input[name="cards"]');
    const key = answer.moved[one.dataset.card];
    if (key) {
      tick.value = key;
      tick.checked = false;
    } else {
      const { list, next } = homes.get(one);
      list.insertBefore(one, next?.parentElement === list ? next : null);
    }
  }
  bringFellows(place, moving, answer.moved);
  for (const other of places) {
    const total = other.querySelector("[data-total]");
    const count = answer.counts?.[other.dataset.place];
    if (total && count !== undefined) total.textContent = count.toLocaleString(document.documentElement.lang);
  }
  const reasons = [...new Set(answer.refused.map((one) => one.reason))];
  say([answer.done, ...reasons].filter(Boolean).join(" "), answer.undo);
  tellCount();
}

/** A card that leads a group brings along the cards that lay beside it. */
function bringFellows(place, moving, moved) {
  const known = new Set(moving.map((one) => one.dataset.card));
  for (const [name, key] of Object.entries(moved)) {
    const fellow = known.has(name) ? null : board.querySelector(`[data-card="${CSS.escape(name)}"]`);
    if (!fellow) continue;
    fellow.querySelector('input[name="cards"]').value = key;
    listOf(place).append(fellow);
  }
}

function say(words, undo = "") {
  const box = document.querySelector("[data-said]");
  box.hidden = false;
  box.querySelector("[data-words]").textContent = words;
  const back = box.querySelector("[data-undo]");
  back.hidden = !undo;
  if (undo) back.action = undo;
}

/* --- mouse and finger ---------------------------------------------------------------------------------------- */

const THRESHOLD = 6;
const EDGE = 70;
let press = null;

function startPress(event) {
  const card = event.target.closest("[data-card]");
  if (!card || event.button !== 0 || carried) return;
  const onGrip = event.target.closest("[data-grip]");
  // A finger scrolls the page; it drags only by the grip. A mouse may take the card anywhere but on its controls.
  if (!onGrip && (event.pointerType !== "mouse" || event.target.closest("a, input, button, .office-note__text"))) return;
  press = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId, ghost: null, timer: 0 };
  if (onGrip) onGrip.setPointerCapture(event.pointerId);
}

function movePress(event) {
  if (!press || event.pointerId !== press.pointer) return;
  if (!press.ghost) {
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < THRESHOLD) return;
    carry(press.card);
    press.ghost = press.card.cloneNode(true);
    press.ghost.classList.add("office-note--ghost");
    press.ghost.setAttribute("aria-hidden", "true");
    for (const field of press.ghost.querySelectorAll("input, button, a")) field.remove();
    document.body.append(press.ghost);
    document.documentElement.classList.add("is-dragging");
    press.timer = setInterval(scrollAtEdge, 30);
  }
  press.x = event.clientX;
  press.y = event.clientY;
  press.ghost.style.left = `${press.x + 8}px`;
  press.ghost.style.top = `${press.y + 8}px`;
  aim(placeOf(document.elementFromPoint(press.x, press.y)));
}

function scrollAtEdge() {
  const up = press.y < EDGE ? -14 : press.y > innerHeight - EDGE ? 14 : 0;
  const side = press.x < EDGE ? -14 : press.x > innerWidth - EDGE ? 14 : 0;
  if (up) window.scrollBy(0, up);
  if (side) board.querySelector(".office-board__fields").scrollBy(side, 0);
  if (up || side) aim(placeOf(document.elementFromPoint(press.x, press.y)));
}

function endPress(event) {
  if (!press || event.pointerId !== press.pointer) return;
  const { ghost, timer } = press;
  press = null;
  if (!ghost) return;
  clearInterval(timer);
  ghost.remove();
  document.documentElement.classList.remove("is-dragging");
  const target = event.type === "pointerup" ? carried.over : null;
  if (target && target !== carried.from) drop(target);
  else release();
}

/* --- keyboard ------------------------------------------------------------------------------------------------ */

function onKey(event) {
  const grip = event.target.closest?.("[data-grip]");
  if (event.key === "Escape" && carried) return cancel(event);
  if (!grip) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (!carried) return pickUp(grip.closest("[data-card]"));
    if (carried.over && carried.over !== carried.from) return drop(carried.over);
    return cancel(event);
  }
  if (carried && event.key.startsWith("Arrow")) {
    event.preventDefault();
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else jump(event.key === forward ? 1 : -1);
  }
}

function pickUp(card) {
  carry(card);
  card.classList.add("is-held");
  aim(carried.from);
  say(fill(board.dataset.saidPicked, { number: numberOf(card) }));
}

/** The next or previous place. */
function step(by) {
  reach(places[(places.indexOf(carried.over) + by + places.length) % places.length]);
}

/** The first place of the next or previous column. */
function jump(by) {
  const columns = [...new Set(places.map((place) => place.closest(".office-field") ?? place))];
  const here = columns.indexOf(carried.over.closest(".office-field") ?? carried.over);
  const column = columns[(here + by + columns.length) % columns.length];
  reach(column.matches("[data-place]") ? column : column.querySelector("[data-place]"));
}

function reach(place) {
  aim(place);
  place.scrollIntoView({ block: "nearest", inline: "nearest" });
  say(fill(board.dataset.saidOver, { place: place.dataset.name }));
}

function cancel(event) {
  event.preventDefault();
  const pressed = press;
  press = null;
  if (pressed?.ghost) {
    clearInterval(pressed.timer);
    pressed.ghost.remove();
    document.documentElement.classList.remove("is-dragging");
  }
  release();
  say(board.dataset.saidCancelled);
}

if (board) {
  for (const grip of board.querySelectorAll("[data-grip]")) grip.hidden = false;
  document.querySelector("[data-how]").hidden = false;
  document.addEventListener("pointerdown", startPress);
  document.addEventListener("pointermove", movePress);
  document.addEventListener("pointerup", endPress);
  document.addEventListener("pointercancel", endPress);
  document.addEventListener("keydown", onKey);
  board.addEventListener("focusout", (event) => {
    if (carried && !press && event.target.closest("[data-grip]") && document.hasFocus() && event.relatedTarget) {
      release();
      say(board.dataset.saidCancelled);
    }
  });
}
tellCount();
