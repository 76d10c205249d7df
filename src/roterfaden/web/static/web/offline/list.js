/** The cards of this device as a list: what waits, what has been sent, what was refused, and what one can do about it. */
import { isDone } from "./store.js";

/**
 * @typedef {Object} Acts what the page does when a button of a row is pressed
 * @property {(card: import("./store.js").Card) => void} again send once more
 * @property {(card: import("./store.js").Card) => void} edit bring the words back into the form
 * @property {(card: import("./store.js").Card) => void} separate send as a card of its own
 * @property {(card: import("./store.js").Card) => void} settle leave it as the server has it
 * @property {(card: import("./store.js").Card) => void} slip take back a card that was typed wrongly
 */

/**
 * @param {HTMLElement} list @param {HTMLTemplateElement} template one row
 * @param {import("./store.js").Card[]} cards newest first @param {Object<string, string>} words @param {Acts} acts
 */
export function showCards(list, template, cards, words, acts) {
  const active = document.activeElement?.closest("[data-order]")?.dataset.order;
  list.replaceChildren(...cards.map((card) => row(template, card, words, acts)));
  if (active) list.querySelector(`[data-order="${active}"] button`)?.focus();
}

function row(template, card, words, acts) {
  const item = template.content.firstElementChild.cloneNode(true);
  const part = (name) => item.querySelector(`[data-part="${name}"]`);
  item.dataset.order = card.order;
  item.dataset.state = card.photoState === "refused" && card.state === "sent" ? "refused" : card.state;
  const text = part("text");
  text.textContent = card.fields.text;
  text.lang = card.fields.language ?? "";
  part("state").textContent = stateWords(card, words);
  showLink(part("link"), card, words);
  const buttons = part("buttons");
  for (const [name, label] of offers(card, words)) {
    const button = part("button").cloneNode(true);
    button.hidden = false;
    button.textContent = label;
    button.dataset.act = name;
    button.addEventListener("click", () => acts[name](card));
    buttons.append(button);
  }
  return item;
}

function stateWords(card, words) {
  if (card.state === "waiting") return words.waiting;
  if (card.state === "conflict") return `${words.conflict} ${card.problem}`;
  if (card.state === "refused") return `${words.refused} ${card.problem || words.gone}`;
  if (card.photoState === "waiting") return words.photoWaiting;
  if (card.photoState === "refused") return `${words.photoRefused} ${card.problem}`;
  return card.receipt?.code ? words.sent : words.taken;
}

/** Where the card can be seen: its page in the office, or for everybody the page its code opens. */
function showLink(link, card, words) {
  const receipt = card.state === "sent" ? card.receipt : null;
  link.hidden = !(receipt?.page ?? receipt?.code);
  if (link.hidden) return;
  link.href = receipt.page ?? receipt.address;
  link.textContent = receipt.page ? words.number.replace("%(number)s", receipt.number) : receipt.code;
}

/** @returns {[keyof Acts, string][]} */
function offers(card, words) {
  if (card.state === "waiting") return [["again", words.again], ["edit", words.edit]];
  if (card.state === "refused") return [["again", words.again], ["edit", words.edit]];
  if (card.state === "conflict") return [["separate", words.separate], ["settle", words.settle]];
  if (card.receipt?.slip && card.receipt.code && isDone(card)) return [["slip", words.slip]];
  return [];
}
