/**
 * Sending what waits. Used by pages and, where the browser syncs in the background, by the service worker.
 *
 * A card keeps its identifier however often it is sent; the server keeps it once and answers with the same receipt. So
 * whatever stays unanswered is simply sent again.
 */
import { isWaiting, put, waiting } from "./store.js";

const LOCK = "faden-cards";
const PATIENCE = 20_000;

/** Why cards of a place still wait. */
export class Stopped extends Error {
  /** @param {"offline"|"server"|"later"|"signIn"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("faden-cards") : null;
let sending = Promise.resolve();

/** Tell all other tabs (and from the service worker: all tabs) that the cards of this device have changed. */
export const tell = () => channel?.postMessage("changed");

/** @param {() => void} react called when another tab or the service worker has changed something */
export const hear = (react) => channel?.addEventListener("message", react);

/**
 * Do something alone: no other tab and no worker sends, edits or removes cards meanwhile.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
export function alone(work) {
  if (navigator.locks) return navigator.locks.request(LOCK, work);
  const mine = sending.then(work); // without locks (no HTTPS): alone in this tab; the server does the rest
  sending = mine.catch(() => undefined);
  return mine;
}

/**
 * Send everything that waits, in the order it was written.
 * @returns {Promise<Map<string, string>>} place → why its cards still wait; empty when all were answered
 */
export const sendWaiting = () => alone(async () => {
  /** @type {Map<string, Object>} */
  const tickets = new Map();
  /** @type {Map<string, string>} */
  const stopped = new Map();
  for (const card of await waiting()) {
    if (stopped.has(card.place)) continue;
    try {
      if (!tickets.has(card.place)) tickets.set(card.place, await fetchTicket(card.place));
      await sendOne(card, tickets.get(card.place));
      tell();
    } catch (error) {
      stopped.set(card.place, error instanceof Stopped ? error.why : "offline");
    }
  }
  return stopped;
});

/** What the server wants to see with each card: a token of the device or of the form. */
async function fetchTicket(place) {
  const answer = await ask(place, { method: "GET" });
  if (answer.status !== 200) throw new Stopped(answer.status === 404 ? "server" : reasonToWait(answer));
  return answer.json();
}

/** @param {import("./store.js").Card} card */
async function sendOne(card, ticket) {
  if (card.state === "waiting") {
    const words = new FormData();
    for (const [name, value] of Object.entries(card.fields)) words.append(name, value);
    words.append("client_id", card.id);
    await settle(card, await post(card.place, words, ticket));
  }
  if (card.state === "sent" && isWaiting(card)) {
    const words = new FormData();
    words.append("photo", card.photo, "foto.jpg");
    words.append("alt", card.fields.alt ?? "");
    await settlePhoto(card, await post(`${card.place}${card.id}/foto/`, words, ticket));
  }
}

async function settle(card, answer) {
  if (answer.status === 200 || answer.status === 201) {
    card.receipt = await answer.json();
    card.state = "sent";
    card.problem = "";
  } else if (answer.status === 409) {
    const said = await answer.json();
    card.state = "conflict";
    card.receipt = said.receipt;
    card.problem = sentences(said);
  } else if (answer.status === 422 || answer.status === 404) {
    card.state = "refused";
    card.problem = answer.status === 422 ? sentences(await answer.json()) : "";
  } else {
    throw new Stopped(reasonToWait(answer));
  }
  await put(card);
}

async function settlePhoto(card, answer) {
  if (answer.ok) {
    card.photoState = "sent";
    card.photo = null; // the server has it; the device needs the room
  } else if ([404, 409, 413, 422].includes(answer.status)) {
    card.photoState = "refused";
    card.problem = answer.status === 422 ? sentences(await answer.json()) : "";
  } else {
    throw new Stopped(reasonToWait(answer));
  }
  await put(card);
}

const sentences = (said) => said.errors.map((error) => error.message).join(" ");

/** 401 and a redirect (to the sign-in page) mean the same; 403 is a token that is too old: the next try fetches one. */
function reasonToWait(answer) {
  if (answer.status === 401 || answer.type === "opaqueredirect") return "signIn";
  return answer.status === 429 ? "later" : "server";
}

const post = (place, body, ticket) => ask(place, {
  method: "POST",
  body,
  headers: { "X-CSRFToken": ticket.csrf ?? "", "X-Faden-Device": ticket.device ?? "" },
});

async function ask(place, options) {
  try {
    return await fetch(place, {
      ...options, credentials: "same-origin", redirect: "manual", cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Stopped("offline");
  }
}
