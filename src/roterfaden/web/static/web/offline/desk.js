/** The scribe's form: keyboard only. Ctrl+Enter saves from everywhere, Alt+1 … Alt+9 chooses the kind. */

const EMPTIED = ["text", "weight", "code", "alt", "photo"];

export class Desk {
  /** @param {{form: HTMLFormElement, keep: () => Promise<void>, say: (sentence: string) => void, words: Object}} capture */
  constructor(capture) {
    this.capture = capture;
    this.form = capture.form;
    this.text = this.form.elements.text;
  }

  begin() {
    document.addEventListener("keydown", (event) => this.key(event));
    this.focus();
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.submit();
    }
    const kinds = [...this.form.elements.kind];
    const kind = event.altKey && !event.ctrlKey && /^Digit[1-9]$/.test(event.code) && kinds[event.code.slice(5) - 1];
    if (kind) {
      event.preventDefault();
      kind.checked = true;
      this.text.focus();
    }
  }

  submit() {
    const { kind } = this.form.elements;
    const missing = !this.text.value.trim() ? this.text : !kind.value ? kind[0] : null;
    if (!missing) return this.capture.keep();
    this.capture.say(missing === this.text ? this.capture.words.noText : this.capture.words.noKind);
    return missing.focus();
  }

  /** Ready for the next card: table, kind, group and the rest stay as they are. */
  next() {
    for (const name of EMPTIED) if (this.form.elements[name]) this.form.elements[name].value = "";
    this.focus();
  }

  /** @param {Object<string, string>} fields */
  fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      if (this.form.elements[name] && name !== "photo") this.form.elements[name].value = value;
    }
    this.focus();
  }

  focus() {
    this.text.focus();
  }
}
