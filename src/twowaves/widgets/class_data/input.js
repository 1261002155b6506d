/**
 * Where a class's file comes in: a button, a place to drop it, a box to paste it, and its columns.
 */

import { wordsIn } from "./keys.js";
import { button, fold, labelled, make, select } from "../kit/controls.js";
import { FileDoor, GOES, STAYS } from "../kit/file_door.js";
import { write } from "../kit/drawing.js";

/** @import { Keys } from "./keys.js" */

const MOST_COLUMNS = 500; // that are offered: more would take seconds, and nobody finds one of them
const MOST_WORDS = 50;

/** The file button and the paste box. */
export class ClassInput {
  /**
   * @param {HTMLElement} root where a file may be dropped
   * @param {HTMLElement} parent
   * @param {object} options
   * @param {boolean} options.isPage a published page, not a notebook
   * @param {(file: File) => void} options.onFile
   * @param {(text: string) => void} options.onText
   * @param {(count: number) => void} options.onMany more than one file was dropped
   */
  constructor(root, parent, { isPage, onFile, onText, onMany }) {
    const part = fold(parent, "Load your own class");
    part.classList.add("pp-class-door");
    this.door = new FileDoor(root, part, {
      label: "Load a CSV file, or drop it here",
      accept: ".csv,.tsv,.txt,text/csv",
      promise: isPage ? STAYS : GOES,
      onFile,
      onMany,
    });
    const label = "Or paste a table: one line of column names, then one line a form";
    const area = labelled(part, label, "textarea", { rows: "6", spellcheck: "false" });
    button(part, "Use this table", () => onText(area.value));
  }

  /** No file is named any more. */
  reset() {
    this.door.reset();
  }
}

/** Which columns and words say whose form it is and from when. */
export class KeyChoice {
  /** @param {HTMLElement} parent @param {(keys: Keys) => void} onChange */
  constructor(parent, onChange) {
    this.part = fold(parent, "Columns and waves of the file");
    this.title = this.part.querySelector("summary");
    const box = make("div", { class: "pp-sliders" }, this.part);
    const choice = (key, label) => select(box, { label, options: [], onChange: () => onChange(this.#after(key)) });
    this.inputs = {
      person: choice("person", "Column that says who"),
      wave: choice("wave", "Column that says when"),
      before: choice("before", "Word for before"),
      after: choice("after", "Word for after"),
    };
    this.words = [];
  }

  /**
   * The choice after one of the four was changed: another column has other words, and of two words
   * one leaves the other.
   * @param {keyof Keys} changed
   * @returns {Keys}
   */
  #after(changed) {
    const { person, wave, before, after } = this.inputs;
    const keys = { person: person.value, wave: wave.value, before: before.value, after: after.value };
    if (changed === "wave") return { ...keys, before: "", after: "" };
    const other = changed === "before" ? "after" : "before";
    const isOpen =
      changed !== "person" &&
      this.words.length === 2 &&
      !(this.words.includes(keys[other]) && keys[other] !== keys[changed]);
    return isOpen ? { ...keys, [other]: this.words.find((word) => word !== keys[changed]) } : keys;
  }

  /**
   * Offer what a file has, and show what is chosen.
   * @param {import("../../forms/responses.js").Table} table
   * @param {Keys} chosen "" where nothing is
   * @param {Set<string>} items columns that hold answers
   * @param {string} waiting the file's name if it cannot be shown as it is
   */
  show({ columns, rows }, chosen, items, waiting) {
    write(
      this.title,
      waiting ? `Columns and waves of ${waiting}, which is not shown yet` : "Columns and waves of the file",
    );
    if (waiting) this.part.setAttribute("open", "");
    const others = columns.filter((column) => !items.has(column));
    this.#offer("person", others, chosen.person, MOST_COLUMNS);
    this.#offer("wave", others, chosen.wave, MOST_COLUMNS);
    const place = columns.indexOf(chosen.wave);
    this.words = place < 0 ? [] : [...wordsIn(rows, place)].filter((word) => word);
    this.#offer("before", this.words, chosen.before, MOST_WORDS);
    this.#offer("after", this.words, chosen.after, MOST_WORDS);
  }

  #offer(key, words, chosen, most) {
    const input = this.inputs[key];
    const [offered, rest] = [words.slice(0, most), words.length - most];
    input.replaceChildren();
    if (!offered.includes(chosen))
      make("option", { value: chosen }, input, words.includes(chosen) ? chosen : absent(chosen));
    for (const word of offered) make("option", { value: word }, input, word);
    if (rest > 0) make("option", { disabled: "" }, input, `and ${rest} more`);
    input.value = chosen;
  }
}

function absent(word) {
  return word ? `${word} (not in the file)` : "choose";
}
