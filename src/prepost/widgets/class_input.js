/**
 * Where a class's file comes in: a button, a place to drop it, a box to paste it, and its columns.
 */

import { button, fold, freshId, keepKeys, make, select } from "./controls.js";

/** @typedef {import("./class_keys.js").Keys} Keys */

const STAYS = "It stays on your machine: the page reads it, sends it nowhere, and forgets it when you close the tab.";
const GOES = "It goes to the Python that runs this notebook, which may be on another machine, and nowhere else.";
const MOST_WORDS = 50;

/** The file button and the paste box. */
export class ClassInput {
  /**
   * @param {HTMLElement} root
   * @param {object} options
   * @param {boolean} options.isPage a published page, not a notebook
   * @param {(file: File) => void} options.onFile
   * @param {(text: string) => void} options.onText
   */
  constructor(root, { isPage, onFile, onText }) {
    this.onFile = onFile;
    this.#buildFile(root, isPage ? STAYS : GOES);
    this.#buildPaste(root, onText);
    this.#takeDrops(root);
  }

  #buildFile(root, promise) {
    const [id, noteId] = [freshId(), freshId()];
    this.box = make("div", { class: "pp-load" }, root);
    make("label", { for: id }, this.box, "Load a CSV file, or drop it here");
    this.field = /** @type {HTMLInputElement} */ (
      keepKeys(make("input", { id, type: "file", accept: ".csv,.tsv,.txt,text/csv", "aria-describedby": noteId }, this.box))
    );
    this.field.addEventListener("change", () => this.#take(this.field.files));
    make("p", { id: noteId, class: "pp-note" }, this.box, promise);
  }

  #buildPaste(root, onText) {
    const part = fold(root, "Or paste a table");
    const id = freshId();
    make("label", { for: id }, part, "One line of column names, then one line a form");
    const area = /** @type {HTMLTextAreaElement} */ (
      // without autocomplete="off" some browsers write what was pasted to disk, for a restart
      keepKeys(make("textarea", { id, rows: "6", spellcheck: "false", autocomplete: "off" }, part))
    );
    button(part, "Use this table", () => onText(area.value));
  }

  /** A file may be dropped anywhere on the figure. */
  #takeDrops(root) {
    const mark = (isOver) => this.box.classList.toggle("is-over", isOver);
    root.addEventListener("dragover", (event) => {
      event.preventDefault();
      mark(true);
    });
    root.addEventListener("dragleave", () => mark(false));
    root.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      this.#take(event.dataTransfer.files);
    });
  }

  #take(files) {
    const [file] = files;
    if (file) this.onFile(file);
  }

  /** The same file may be mended and loaded again. */
  reset() {
    this.field.value = "";
  }
}

/** Which columns and words say whose form it is and from when. */
export class KeyChoice {
  /**
   * @param {HTMLElement} root
   * @param {(keys: Keys) => void} onChange
   */
  constructor(root, onChange) {
    this.part = fold(root, "Columns and waves of the file");
    const box = make("div", { class: "pp-sliders" }, this.part);
    const told = () => onChange(this.keys());
    const choice = (label) => select(box, { label, options: [], onChange: told });
    this.inputs = {
      person: choice("Column that says who"),
      wave: choice("Column that says when"),
      before: choice("Word for before"),
      after: choice("Word for after"),
    };
  }

  /** @returns {Keys} */
  keys() {
    return /** @type {Keys} */ (Object.fromEntries(Object.entries(this.inputs).map(([key, { value }]) => [key, value])));
  }

  /**
   * Offer what a file has, and show what is chosen.
   * @param {import("./responses.js").Table} table
   * @param {Keys} chosen "" where nothing is
   * @param {Set<string>} items columns that hold answers
   */
  show({ columns, rows }, chosen, items) {
    const others = columns.filter((column) => !items.has(column));
    this.#offer("person", others, chosen.person);
    this.#offer("wave", others, chosen.wave);
    const place = columns.indexOf(chosen.wave);
    const words = place < 0 ? [] : [...new Set(rows.map((row) => row[place]))].slice(0, MOST_WORDS);
    this.#offer("before", words, chosen.before);
    this.#offer("after", words, chosen.after);
  }

  #offer(key, words, chosen) {
    const input = this.inputs[key];
    const offered = words.includes(chosen) ? words : [chosen, ...words];
    input.replaceChildren();
    for (const word of offered) {
      const text = words.includes(word) ? word || "(empty)" : word ? `${word} (not in the file)` : "choose";
      make("option", { value: word }, input, text);
    }
    input.value = chosen;
  }
}
