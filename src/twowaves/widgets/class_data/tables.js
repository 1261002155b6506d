/**
 * What a class's file comes to, in tables, lists and a paragraph.
 */

import { freshId, keepKeys, make } from "../kit/controls.js";
import { write } from "../kit/drawing.js";
import { HEADS, testAsTexts } from "../../forms/waves.js";

/** @typedef {ReturnType<typeof import("../../forms/waves.js").compareWaves>[number]} Row */

const FEW = 100;
const MOST_LETTERS = 10_000;

/** Lists of what is amiss: impossible answers, people left out, outcomes without a test. */
export class Doubts {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.box = make("div", { class: "pp-doubts" }, root);
  }

  /** @param {[string, string[], number?][]} lists each under its title, and how long it is if not all is there; an empty one is left out */
  show(lists) {
    this.box.replaceChildren();
    for (const [title, lines, count] of lists) if (lines.length) this.#list(title, lines, count ?? lines.length);
  }

  #list(title, lines, count) {
    const id = freshId();
    make("p", { id, class: "pp-class-head" }, this.box, title);
    const list = keepKeys(make("ul", { class: "pp-problems", tabindex: "0", "aria-labelledby": id }, this.box));
    for (const line of lines.slice(0, FEW)) make("li", {}, list, line);
    if (count > FEW) make("li", {}, list, `and ${count - FEW} more`);
  }
}

/** The table of tests. */
export class TestTable {
  /** @param {HTMLElement} root */
  constructor(root) {
    const frame = keepKeys(
      make("div", { class: "pp-scroll", tabindex: "0", role: "region", "aria-label": "The tests as a table" }, root),
    );
    const table = make("table", { class: "pp-table" }, frame);
    make("caption", {}, table, "Tests of after against before: M (SD), change with its 95 % interval");
    const heads = make("tr", {}, make("thead", {}, table));
    for (const head of HEADS) make("th", { scope: "col" }, heads, head);
    this.body = make("tbody", {}, table);
  }

  /** @param {Row[]} rows */
  show(rows) {
    this.body.replaceChildren();
    for (const row of rows) {
      const [first, ...cells] = testAsTexts(row);
      const line = make("tr", {}, this.body);
      make("th", { scope: "row" }, line, first);
      for (const cell of cells) make("td", {}, line, cell);
    }
  }
}

/** The paragraph, to read and to copy. */
export class WriteUp {
  /** @param {HTMLElement} root */
  constructor(root) {
    make("p", { class: "pp-class-head" }, root, "In a paragraph");
    this.text = make("p", { class: "pp-paragraph" }, root);
  }

  /** @param {string} paragraph of thousands of people the names are too many to show */
  show(paragraph) {
    const rest = paragraph.length - MOST_LETTERS;
    write(
      this.text,
      rest > 0 ? `${paragraph.slice(0, MOST_LETTERS)} … and ${rest} letters more, which a copy has.` : paragraph,
    );
  }
}
