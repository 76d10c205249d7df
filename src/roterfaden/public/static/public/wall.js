/**
 * The wall: asks every second what is new. A new card takes the place of the oldest one; all others stay where they are.
 *
 * @typedef {{number: number, text: string, lang: string, dir: string, kind: string, group: string}} WallCard
 */

const EVERY = 1000;
const PLACES = { 1: 8, 2: 3, 3: 3, 4: 3 }; // places of a group by the number of groups; more groups show their newest card
const NEW_FOR = 12_000;

const part = (name) => document.querySelector(`[data-wall="${name}"]`);

class Wall {
  constructor() {
    this.groups = part("groups");
    this.words = part("words").dataset;
    /** @type {Map<number, WallCard>} every card the wall may show */
    this.cards = new Map(JSON.parse(document.getElementById("wall-cards").textContent).map((card) => [card.number, card]));
    this.state = `"${this.groups.dataset.state}"`;
    this.paused = false;
  }

  begin() {
    this.arrange();
    const pause = part("pause");
    pause.hidden = false;
    pause.addEventListener("click", () => this.pause(pause));
    document.addEventListener("keydown", (event) => {
      if (event.key === " " && !event.target.closest("a, button")) {
        event.preventDefault();
        this.pause(pause);
      }
    });
    const full = part("full");
    full.hidden = !document.fullscreenEnabled;
    full.addEventListener("click", () => document.documentElement.requestFullscreen());
    this.ask();
  }

  pause(button) {
    this.paused = !this.paused;
    button.setAttribute("aria-pressed", String(this.paused));
    button.textContent = this.paused ? this.words.go : this.words.pause;
  }

  async ask() {
    if (!this.paused && !document.hidden) await this.look();
    setTimeout(() => this.ask(), EVERY);
  }

  async look() {
    const newest = Math.max(0, ...this.cards.keys());
    const { cards, by } = this.groups.dataset;
    try {
      const answer = await fetch(`${cards}?nach=${by}&seit=${newest}`, {
        headers: { "If-None-Match": this.state }, cache: "no-store", signal: AbortSignal.timeout(5000),
      });
      if (answer.status !== 200) return; // 304: nothing new; anything else: ask again in a second
      this.state = answer.headers.get("ETag");
      this.take(await answer.json());
    } catch {
      // no network for a moment: the wall keeps what it shows
    }
  }

  /** @param {{shown: Object<string, string>, cards: WallCard[]}} told */
  take(told) {
    for (const card of told.cards) this.cards.set(card.number, card);
    for (const [number, card] of this.cards) {
      if (!(number in told.shown)) this.cards.delete(number);
      else card.group = told.shown[number];
    }
    this.arrange();
  }

  /** Bring the places up to date: who went leaves an empty place, who came takes it, or that of the oldest. */
  arrange() {
    const byGroup = new Map();
    const newestFirst = [...this.cards.values()].sort((a, b) => b.number - a.number);
    for (const card of newestFirst) byGroup.set(card.group, [...(byGroup.get(card.group) ?? []), card]);
    for (const name of byGroup.keys()) if (!this.group(name)) this.addGroup(name);
    const groups = [...this.groups.children];
    const places = PLACES[groups.length] ?? 1;
    this.groups.dataset.count = groups.length;
    for (const group of groups) this.fill(group, byGroup.get(group.dataset.group) ?? [], places);
    const count = this.cards.size;
    part("count").textContent = count === 1 ? this.words.one : this.words.many.replace("%(count)s", count);
    part("empty")?.toggleAttribute("hidden", count > 0);
  }

  group = (name) => [...this.groups.children].find((group) => group.dataset.group === name);

  addGroup(name) {
    const group = part("group").content.firstElementChild.cloneNode(true);
    group.dataset.group = name;
    if (!name) group.querySelector("h2").remove();
    else {
      const count = Object.assign(document.createElement("span"), { className: "wall-group__count" });
      group.querySelector("h2").append(name, " ", count);
    }
    this.groups.append(group);
  }

  fill(group, cards, places) {
    const list = group.querySelector("ul");
    const count = group.querySelector(".wall-group__count");
    if (count) count.textContent = cards.length;
    const wanted = new Map(cards.slice(0, places).map((card) => [String(card.number), card]));
    const free = [];
    for (const place of [...list.children]) {
      if (wanted.has(place.dataset.number)) wanted.delete(place.dataset.number);
      else free.push(place);
    }
    free.sort((a, b) => (a.dataset.number || 0) - (b.dataset.number || 0));
    for (const card of [...wanted.values()].sort((a, b) => a.number - b.number)) {
      const place = free.shift();
      if (place) place.replaceWith(this.place(card));
      else list.append(this.place(card));
    }
    for (const place of free) place.remove();
  }

  /** @param {WallCard} card */
  place(card) {
    const place = part("card").content.firstElementChild.cloneNode(true);
    place.dataset.number = card.number;
    const words = place.querySelector("blockquote");
    Object.assign(words, { lang: card.lang, dir: card.dir, textContent: card.text });
    place.querySelector("p").textContent = this.groups.dataset.by === "art" ? "" : card.kind;
    place.classList.add("is-new");
    setTimeout(() => place.classList.remove("is-new"), NEW_FOR);
    return place;
  }
}

new Wall().begin();
