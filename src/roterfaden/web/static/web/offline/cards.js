/**
 * Capturing cards with or without network. The form works without this script; with it every card is first kept on the
 * device and then sent, so that a lost connection, a closed tab or a restarted server loses nothing.
 */
import { small } from "./photo.js";
import { showReceipt } from "./receipt.js";
import { showCards } from "./list.js";
import { alone, hear, sendWaiting, tell } from "./send.js";
import { add, cardsOf, get, isDone, isWaiting, open, put, remove } from "./store.js";
import { Desk } from "./desk.js";
import { Steps } from "./steps.js";

const EVERY = 4_000;
const SCATTER = 3_000; // three hundred phones shall not all come back in the same moment
const NOT_SENT = ["csrfmiddlewaretoken", "photo", "geraet", "schritt"];

class Capture {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.event = form.dataset.cards;
    this.place = form.dataset.place;
    this.words = JSON.parse(document.getElementById("cards-words").textContent);
    const part = (name) => document.querySelector(`[data-cards-part="${name}"]`);
    this.parts = Object.fromEntries(
      ["panel", "list", "row", "box", "count", "message", "clear", "without"].map((name) => [name, part(name)]),
    );
    this.way = form.dataset.way === "desk" ? new Desk(this) : new Steps(this);
    /** @type {number|null} the card written last on this page: its code is shown large when it has arrived */
    this.awaited = null;
    this.editing = null;
  }

  begin() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.way.submit();
    });
    this.parts.clear.addEventListener("click", () => this.clear());
    if (this.parts.without) this.parts.without.hidden = true;
    hear(() => this.show());
    for (const name of ["online", "pageshow", "focus"]) window.addEventListener(name, () => this.send());
    setInterval(() => this.sendIfWaiting(), EVERY + Math.random() * SCATTER);
    this.way.begin();
    this.keepPage();
    this.show();
    this.send();
  }

  // --- writing ------------------------------------------------------------------------------------------------------

  /** Keep what stands in the form; the form is free for the next card as soon as the device has it. */
  async keep() {
    const data = new FormData(this.form);
    const fields = Object.fromEntries([...data].filter(([name]) => !NOT_SENT.includes(name)));
    const file = data.get("photo");
    const photo = file?.size ? await small(file) : null;
    if (file?.size && !photo) return this.say(this.words.noPhoto);
    const card = {
      id: newId(), event: this.event, place: this.place, fields, photo, photoState: photo ? "waiting" : "",
      state: "waiting", problem: "", written: new Date().toISOString(), receipt: null,
    };
    const edited = this.editing;
    try {
      card.order = await alone(async () => {
        const still = edited && await get(edited.order);
        if (!still) return add(card);
        // Only what the server never answered keeps its identifier: it may have it already, and then tells.
        await put({ ...card, order: edited.order, id: still.state === "waiting" ? edited.id : card.id });
        return edited.order;
      });
    } catch {
      return this.say(this.words.full); // the words stay in the form
    }
    this.editing = null;
    this.parts.panel.hidden = true;
    this.awaited = card.order;
    await this.told();
    this.say(this.words.kept);
    this.way.next();
    navigator.storage?.persist?.();
    // Not awaited: where no worker could be registered, it is never ready.
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("cards")).catch(() => undefined);
    this.send();
  }

  // --- sending ------------------------------------------------------------------------------------------------------

  async sendIfWaiting() {
    if ((await cardsOf(this.event)).some(isWaiting)) this.send();
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    try {
      const stopped = await sendWaiting();
      const why = stopped.get(this.place);
      if (why) this.say(this.words[why], why === "signIn" ? this.form.dataset.signIn : "");
      this.stopped = Boolean(why);
    } finally {
      this.busy = false;
    }
    await this.told();
  }

  /** Something changed: show it here and in the other tabs. */
  async told() {
    tell();
    await this.show();
  }

  // --- showing ------------------------------------------------------------------------------------------------------

  async show() {
    const cards = (await cardsOf(this.event)).reverse();
    const { list, row, box, count, clear, panel } = this.parts;
    box.hidden = cards.length === 0;
    showCards(list, row, cards, this.words, this.acts);
    const open = cards.filter((card) => !isDone(card)).length;
    count.textContent = open ? this.words.open.replace("%(count)s", open) : this.words.allSent;
    clear.disabled = open > 0;
    if (this.stopped && !cards.some(isWaiting)) {
      this.stopped = false;
      this.say("");
    }
    const newest = cards.find((card) => card.order === this.awaited);
    if (newest?.state === "sent" && newest.receipt?.code && panel.hidden) {
      showReceipt(panel, newest, this.words);
      this.say("");
      this.way.arrived?.();
    }
  }

  /** One sentence for everybody, also for those who hear the page. */
  say(sentence, href = "") {
    const { message } = this.parts;
    if (message.dataset.said === sentence + href) return;
    message.dataset.said = sentence + href;
    message.hidden = !sentence;
    message.textContent = sentence;
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = this.words.signInLink;
    message.append(" ", link);
  }

  get acts() {
    return {
      again: (card) => this.change(card, { state: "waiting", problem: "" }),
      separate: (card) => this.change(card, { state: "waiting", problem: "", receipt: null, id: newId() }),
      settle: (card) => this.change(card, { state: "sent", problem: "" }),
      edit: (card) => {
        this.editing = card;
        this.way.fill(card.fields);
        this.say(this.words.editing);
      },
      slip: (card) => this.takeBack(card),
    };
  }

  async change(card, values) {
    await alone(async () => {
      const still = await get(card.order);
      if (still && !isDone(still)) await put({ ...still, ...values });
    });
    await this.told();
    this.send();
  }

  /** A slip of the typing finger: the server sets the card aside, its words come back into the form. */
  async takeBack(card) {
    try {
      const ticket = await (await fetch(this.place, { cache: "no-store" })).json();
      const answer = await fetch(card.receipt.slip, {
        method: "POST", headers: { "X-CSRFToken": ticket.csrf, Accept: "application/json" }, redirect: "manual",
      });
      if (!answer.ok) return this.say((await answer.json()).errors.map((error) => error.message).join(" "));
    } catch {
      return this.say(this.words.slipLater);
    }
    await put({ ...card, receipt: { ...card.receipt, code: "", slip: "" } });
    this.way.fill(card.fields);
    this.say(this.words.slipDone);
    await this.told();
  }

  async clear() {
    if (!window.confirm(this.words.clearAsk)) return;
    await alone(async () => {
      for (const card of await cardsOf(this.event)) if (isDone(card)) await remove(card.order);
    });
    this.parts.panel.hidden = true;
    await this.told();
    this.way.focus();
  }

  // --- the page itself ----------------------------------------------------------------------------------------------

  /** Ask the service worker to keep this page, as an empty form, for when there is no network. */
  async keepPage() {
    const { worker, shell } = this.form.dataset;
    if (!navigator.serviceWorker) return;
    try {
      await navigator.serviceWorker.register(worker, { type: "module" });
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage({ keep: location.pathname, shell });
    } catch {
      // An older browser: cards are kept all the same, only the page itself needs the network to open.
    }
  }
}

/** A random identifier (UUID version 4); `randomUUID` exists only on pages with HTTPS. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const form = document.querySelector("form[data-cards]");
if (form && "indexedDB" in window) {
  open().then(() => new Capture(form).begin(), () => undefined); // a browser that keeps nothing sends the form itself
}
