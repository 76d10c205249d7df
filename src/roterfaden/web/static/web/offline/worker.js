/**
 * The service worker: keeps the pages for capturing cards so that they open without network, and sends waiting cards in
 * the background where the browser can. It touches nothing else.
 *
 * What it keeps: the style sheets, scripts and fonts it is given (`assets`), and for each capturing page its shell – the
 * page as an empty form, with nobody's name and nobody's words.
 */
import { sendWaiting } from "./send.js";

const FAMILY = "faden-";
const PATIENCE = 4_000; // the network of a community centre: after this the kept page is better than waiting
const PROXY_FAULTS = [502, 503, 504];

/**
 * @param {{version: string, assets: string[]}} given
 */
export function start({ version, assets }) {
  const mine = FAMILY + version;
  const kept = new Set(assets.map((asset) => new URL(asset, location.href).href));

  self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(mine).then((cache) => cache.addAll(assets)).then(() => self.skipWaiting()));
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil(moveIn(mine).then(() => self.clients.claim()));
  });

  self.addEventListener("message", (event) => {
    const { keep, shell } = event.data ?? {};
    if (keep) event.waitUntil(keepShell(mine, keep, shell));
  });

  self.addEventListener("sync", (event) => {
    event.waitUntil(sendWaiting().then((stopped) => {
      if (stopped.size) throw new Error("cards still wait"); // the browser tries again later
    }));
  });

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    if (kept.has(url.href)) event.respondWith(keptFirst(request));
    else if (request.mode === "navigate") event.respondWith(networkFirst(mine, request, url.pathname));
  });
}

/** The empty form of a page, under the address of the page. */
async function keepShell(cache, page, shell) {
  try {
    const answer = await fetch(shell, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (answer.ok) await (await caches.open(cache)).put(page, answer);
    return answer.ok;
  } catch {
    return false;
  }
}

/** Take over from older versions: fetch their pages anew; what cannot be fetched now keeps its old version. */
async function moveIn(mine) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(FAMILY) || name === mine) continue;
    const old = await caches.open(name);
    let all = true;
    for (const request of await old.keys()) {
      const page = await old.match(request);
      if (!page?.headers.get("Content-Type")?.startsWith("text/html")) continue;
      all = (await keepShell(mine, request.url, page.headers.get("X-Faden-Shell") ?? request.url)) && all;
    }
    if (all) await caches.delete(name);
  }
}

const keptFirst = async (request) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request);

/** A page that is kept comes from the network, if that answers in time; every other page always does. */
async function networkFirst(mine, request, path) {
  const newest = await caches.open(mine);
  const shell = (await newest.match(path, { ignoreVary: true })) ?? (await caches.match(path, { ignoreVary: true }));
  if (!shell) return fetch(request);
  const fromNetwork = fetch(request);
  fromNetwork.catch(() => undefined);
  try {
    const answer = await Promise.race([fromNetwork, tooLate()]);
    return PROXY_FAULTS.includes(answer.status) ? shell : answer;
  } catch {
    return shell;
  }
}

const tooLate = () => new Promise((_resolve, reject) => { setTimeout(() => reject(new Error("too late")), PATIENCE); });
