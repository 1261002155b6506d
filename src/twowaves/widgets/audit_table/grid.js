/**
 * The table as native text inputs: type, paste from a spreadsheet, move with arrows.
 */

import { button, fill, freshId, labelled, make, select, switchBox } from "../kit/controls.js";
import { set, write } from "../kit/drawing.js";
import { FURTHER } from "../../printed/known.js";
import { ORDER, RULES, SCALE, USUAL, asSeen } from "./state.js";

/** @import { Cells } from "../../printed/table.js" */
/** @import { Given } from "./reading_panel.js" */
/** @import { Shown } from "./state.js" */

/** What each column is called, and what goes into it. @type {Record<string, string[]>} */
export const COLUMN = RULES.columns;

/**
 * @typedef {object} Hand what a grid tells its figure
 * @property {(row: number, column: string, text: string) => void} edit
 * @property {(given: Given) => void} bringIn cells, a table with names of its own, or sentences
 * @property {() => void} add
 * @property {() => void} redraw
 * @property {(row: number) => void} remove
 * @property {(row: number) => void} focused
 * @property {() => Cells[]} table
 */

/** A grid of inputs, a row an outcome. */
export class AuditGrid {
  /** @param {Element} parent @param {Hand} hand */
  constructor(parent, hand) {
    this.hand = hand;
    this.scaleSwitch = switchBox(parent, { label: "", onChange: (on) => this.showScale(on) });
    this.scaleLabel = this.scaleSwitch.nextElementSibling;
    this.frame = make("div", { class: "pp-audit-frame" }, parent);
    this.heads = make("div", { class: "pp-audit-line pp-audit-heads", "aria-hidden": "true" }, this.frame);
    /** @type {string[]} the usual columns, and those of the others that hold anything or were asked for */
    this.columns = [];
    /** @type {Set<string>} those that were asked for */
    this.added = new Set();
    this.body = make("div", {}, this.frame);
    this.showScale(false);
    const row = make("div", { class: "pp-share pp-audit-adders" }, parent);
    this.adder = button(row, "Add a row", () => {
      hand.add();
      this.lines.at(-1)?.inputs.outcome.focus();
    });
    this.columnAdder = select(row, {
      label: "Add a column",
      options: [["", ""], ...FURTHER.map((column) => /** @type {[string, string]} */ ([column, COLUMN[column][0]]))],
      onChange: (column) => this.#addColumn(column),
    });
    this.problems = make(
      "ul",
      { class: "pp-audit-problems", "aria-label": "Cells that cannot be read", hidden: "" },
      parent,
    );
    this.lines = [];
    this.told = new Map();
    this.#listen();
  }

  /** Show the columns of the scale, or leave room for the figures. @param {boolean} on */
  showScale(on) {
    this.scaleSwitch.checked = on;
    set(this.frame, { "data-scale": `${on}` });
  }

  /** What is folded away is counted; a cell that cannot be read is not folded away. */
  #tellOfScale(rows) {
    const cells = this.hand.table().flatMap((row) => SCALE.filter((column) => row[column]));
    const count = cells.length === 1 ? "1 cell" : `${cells.length || "no"} cells`;
    write(this.scaleLabel, `Columns of the scale: items, scoring, lowest and highest score (${count} filled)`);
    if (rows.some(({ problems }) => SCALE.some((column) => column in problems))) this.showScale(true);
  }

  /** Show a table, and its problems. @param {Cells[]} table @param {Shown[]} rows */
  show(table, rows) {
    this.#haveColumns(table);
    while (this.lines.length > table.length) this.lines.pop().line.remove();
    while (this.lines.length < table.length) this.lines.push(this.#makeLine(this.lines.length));
    this.lines.forEach(({ inputs }, i) => {
      for (const column of this.columns) fill(inputs[column], table[i][column] ?? "");
    });
    rows.forEach((row, i) => this.showRow(i, row, false));
    this.#listProblems(rows);
  }

  /** Have a column for what few tables print only where this one does. @param {Cells[]} table */
  #haveColumns(table) {
    const isWanted = (column) => this.added.has(column) || table.some((row) => row[column]) || this.#isInUse(column);
    const columns = ORDER.filter((column) => USUAL.includes(column) || isWanted(column));
    if (`${columns}` === `${this.columns}`) return;
    this.columns = columns;
    for (const { line } of this.lines.splice(0)) line.remove();
    this.heads.replaceChildren();
    for (const column of columns) make("span", { "data-column": column }, this.heads, COLUMN[column][0]);
  }

  /** One of the further columns, to be typed into. @param {string} column */
  #addColumn(column) {
    this.columnAdder.value = "";
    if (!column) return;
    this.added.add(column);
    this.hand.redraw();
    this.lines[0].inputs[column].focus();
  }

  /** A cell that is being emptied stays. */
  #isInUse(column) {
    return this.lines.some(({ inputs }) => inputs[column] && inputs[column] === document.activeElement);
  }

  /** Show what is wrong with one row. @param {number} i @param {Shown} row */
  showRow(i, row, alone = true, rows = []) {
    const { line, inputs } = this.lines[i];
    set(line, { "aria-label": row.outcome === `row ${i + 1}` ? `Row ${i + 1}` : `Row ${i + 1}, ${row.outcome}` });
    for (const column of this.columns) {
      const bad = column in row.problems;
      set(inputs[column], {
        "aria-invalid": `${bad}`,
        "aria-describedby": bad ? this.#idOf(i, column) : row.problems.row ? this.#idOf(i, "row") : "",
      });
    }
    if (alone) this.#listProblems(rows);
  }

  #idOf(i, column) {
    const key = `${i} ${column}`;
    if (!this.told.has(key)) this.told.set(key, freshId());
    return this.told.get(key);
  }

  #listProblems(rows) {
    this.#tellOfScale(rows);
    const wanted = rows.flatMap((row, i) =>
      Object.entries(row.problems).map(([column, text]) => [this.#idOf(i, column), asSeen(text)]),
    );
    const items = [...this.problems.children];
    if (
      wanted.length === items.length &&
      wanted.every(([id, text], k) => items[k].id === id && items[k].textContent === text)
    )
      return;
    this.problems.replaceChildren(...wanted.map(([id, text]) => make("li", { id }, undefined, text)));
    this.problems.hidden = !wanted.length;
  }

  #makeLine(i) {
    const line = make("div", { class: "pp-audit-line", role: "group" }, this.body);
    /** @type {Record<string, HTMLInputElement>} */
    const inputs = {};
    for (const column of this.columns) {
      const [label] = COLUMN[column];
      const box = make("div", { class: "pp-audit-cell", "data-column": column }, line);
      const place = { "data-row": `${i}`, "data-column": column };
      const input = labelled(box, "", "input", { type: "text", spellcheck: "false", autocapitalize: "off", ...place });
      make("span", {}, input.previousElementSibling, label);
      make("span", { class: "pp-unseen" }, input.previousElementSibling, `, row ${i + 1}`);
      inputs[column] = input;
    }
    const remove = button(line, "", () => this.#remove(i));
    make("span", { class: "pp-audit-cross", "aria-hidden": "true" }, remove);
    make("span", { class: "pp-audit-remove" }, remove, "Remove");
    make("span", { class: "pp-unseen" }, remove, ` row ${i + 1}`);
    const found = make("p", { class: "pp-audit-found", id: freshId() }, line);
    const sign = make("span", { class: "pp-glyph", "aria-hidden": "true" }, found);
    const words = make("span", { class: "pp-audit-words" }, found);
    line.setAttribute("aria-describedby", found.id);
    return { line, inputs, found, sign, words };
  }

  /** Show what was found beside each row. @param {{sign: string, verdict: string, words: string}[]} all */
  showFound(all) {
    all.forEach(({ sign, verdict, words }, i) => {
      const line = this.lines[i];
      set(line.found, { "data-finding": verdict });
      write(line.sign, sign);
      write(line.words, words);
    });
  }

  #remove(i) {
    this.hand.remove(i);
    const next = this.lines[Math.min(i, this.lines.length - 1)];
    next.line.querySelector("button").focus();
  }

  #listen() {
    const placeOf = ({ target }) => ({ i: Number(target.dataset.row), column: target.dataset.column });
    const isCell = ({ target }) => target instanceof HTMLInputElement;
    this.body.addEventListener("input", (event) => {
      if (!isCell(event)) return;
      const { i, column } = placeOf(event);
      this.hand.edit(i, column, /** @type {HTMLInputElement} */ (event.target).value);
    });
    this.body.addEventListener("focusin", (event) => {
      const line = this.lines.findIndex((each) => each.line.contains(/** @type {Node} */ (event.target)));
      if (line >= 0) this.hand.focused(line);
    });
    this.body.addEventListener("keydown", (event) => {
      if (!isCell(event) || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
      if (!step) return;
      const { i, column } = placeOf(event);
      event.preventDefault();
      const next = this.lines[i + step]?.inputs[column];
      next?.focus();
      next?.select();
    });
    this.body.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!isCell(event) || !/[\t\r\n]/.test(text.trim())) return; // one cell: as in any input
      event.preventDefault();
      const { i, column } = placeOf(event);
      this.hand.bringIn({ text, html: event.clipboardData.getData("text/html"), at: { row: i, column } });
    });
  }
}

/** The columns as a list of terms. @param {Element} parent */
export function columnHelp(parent) {
  const list = make("dl", { class: "pp-audit-columns" }, parent);
  for (const column of ORDER) {
    const [label, what] = COLUMN[column];
    const term = make("dt", {}, list, `${label} `);
    make("code", {}, term, column);
    make("dd", {}, list, what);
  }
}
