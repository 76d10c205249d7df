/** The form on somebody's telephone: one question at a time. The server does the same where scripts do not run. */

const EMPTIED = ["text", "alt", "photo"];

export class Steps {
  /** @param {{form: HTMLFormElement, keep: () => Promise<void>, say: (sentence: string) => void, words: Object}} capture */
  constructor(capture) {
    this.capture = capture;
    this.form = capture.form;
    this.steps = [...this.form.querySelectorAll("[data-step]")];
    this.again = document.querySelector('[data-cards-part="again"]');
    this.bar = document.querySelector('[data-cards-part="steps"]');
  }

  begin() {
    this.form.querySelector('[name="zurueck"]').addEventListener("click", (event) => {
      event.preventDefault();
      this.go(this.before(this.current));
    });
    this.again.addEventListener("click", () => this.start());
    this.show(this.current);
  }

  get current() {
    return this.steps.find((step) => !step.hidden);
  }

  /** Steps that are asked: the kind only where the chosen question does not say it already. */
  get asked() {
    const { kinds } = this.capture.words;
    const question = this.form.elements.question?.value;
    const says = question ? kinds[question] : Object.keys(kinds).length;
    return this.steps.filter((step) => step.dataset.step !== "art" || !says);
  }

  before = (step) => this.asked[this.asked.indexOf(step) - 1];
  after = (step) => this.asked[this.asked.indexOf(step) + 1];

  submit() {
    const step = this.current;
    const missing = this.missing(step.dataset.step);
    if (missing) {
      this.capture.say(missing);
      step.querySelector("input, textarea, select").focus();
      return;
    }
    this.capture.say("");
    const next = this.after(step);
    if (next) this.go(next);
    else this.capture.keep();
  }

  /** What is missing in a step, as a sentence. */
  missing(name) {
    const { elements } = this.form;
    const { words } = this.capture;
    if (name === "frage" && !elements.question.value) return words.noQuestion;
    if (name === "art" && !elements.kind.value) return words.noKind;
    if (name === "text" && !elements.text.value.trim()) return words.noText;
    return name === "gruppe" && elements.actor_group.required && !elements.actor_group.value ? words.noGroup : "";
  }

  go(step) {
    if (!step) return;
    this.show(step);
    this.focus();
  }

  show(step) {
    for (const each of this.steps) each.hidden = each !== step;
    const place = this.asked.indexOf(step);
    const back = this.form.querySelector('[name="zurueck"]');
    back.hidden = place === 0;
    this.form.querySelector('[name="weiter"] .kern-label').textContent =
      place === this.asked.length - 1 ? this.capture.words.submit : this.capture.words.next;
    this.bar.textContent = this.capture.words.step
      .replace("%(current)s", place + 1).replace("%(total)s", this.asked.length);
  }

  /** The card is kept: thanks instead of the form, until somebody writes another one. */
  next() {
    for (const name of EMPTIED) if (this.form.elements[name]) this.form.elements[name].value = "";
    this.form.hidden = this.bar.hidden = true;
    this.again.hidden = false;
    this.again.focus();
  }

  start() {
    this.form.hidden = this.bar.hidden = false;
    this.again.hidden = true;
    this.capture.parts.panel.hidden = true;
    this.capture.awaited = null;
    this.capture.say("");
    this.go(this.steps[0]);
  }

  /** @param {Object<string, string>} fields */
  fill(fields) {
    this.start();
    for (const [name, value] of Object.entries(fields)) {
      if (this.form.elements[name] && name !== "photo") this.form.elements[name].value = value;
    }
    this.go(this.steps.find((step) => step.dataset.step === "text"));
  }

  focus() {
    this.current?.querySelector("input:checked, input, textarea, select")?.focus();
  }
}
