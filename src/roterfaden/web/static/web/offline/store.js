/**
 * Cards of this device, in the browser's own database: nothing is lost when tab or browser is closed.
 *
 * @typedef {Object} Card
 * @property {number} [order] given by the database; cards are sent in this order
 * @property {string} id drawn once, so that the server keeps the card once however often it is sent
 * @property {string} event which list it belongs to: audience and event
 * @property {string} place address it is sent to
 * @property {Object<string, string>} fields what was typed, by the names of the form
 * @property {Blob|null} photo scaled picture, or none
 * @property {"waiting"|"sent"|"refused"|"conflict"} state
 * @property {""|"waiting"|"sent"|"refused"} photoState
 * @property {string} problem why the server refused, in the words it answered
 * @property {string} written moment of writing, ISO 8601
 * @property {Receipt|null} receipt what the server answered
 *
 * @typedef {Object} Receipt
 * @property {number} number
 * @property {string} code as it is read aloud; empty when it was taken back
 * @property {string} address page of the card
 * @property {string} qr the QR code of that page as SVG
 * @property {string} [page] page of the card in the office
 * @property {string} [slip] address that takes the card back as a slip
 */

const NAME = "faden";
const CARDS = "cards";

/** @type {Promise<IDBDatabase>|undefined} */
let opened;

/** Open the database once; rejects where the browser keeps nothing (some private windows). */
export function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const cards = request.result.createObjectStore(CARDS, { keyPath: "order", autoIncrement: true });
      cards.createIndex("event", "event");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
  });
  return opened;
}

/** A card is written when this resolves: on the disk, not only in memory ("strict"). */
async function write(work) {
  const transaction = (await open()).transaction(CARDS, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  const request = work(transaction.objectStore(CARDS));
  await done;
  return request.result;
}

async function read(work) {
  const store = (await open()).transaction(CARDS, "readonly").objectStore(CARDS);
  return new Promise((resolve, reject) => {
    const request = work(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {Card} card @returns {Promise<number>} its place in the order */
export const add = (card) => write((cards) => cards.add(card));

/** @param {Card} card */
export const put = (card) => write((cards) => cards.put(card));

/** @param {number} order */
export const remove = (order) => write((cards) => cards.delete(order));

/** @param {number} order @returns {Promise<Card|undefined>} */
export const get = (order) => read((cards) => cards.get(order));

/** @param {string} event @returns {Promise<Card[]>} all cards of one event, oldest first */
export const cardsOf = (event) => read((cards) => cards.index("event").getAll(event));

/** @param {Card} card whether something of it has still to be sent */
export const isWaiting = (card) => card.state === "waiting" || (card.state === "sent" && card.photoState === "waiting");

/** @param {Card} card whether the server has everything of it */
export const isDone = (card) => card.state === "sent" && card.photoState !== "waiting";

/** @returns {Promise<Card[]>} what has to be sent, of all events, in the order it was written */
export const waiting = async () => (await read((cards) => cards.getAll())).filter(isWaiting);
