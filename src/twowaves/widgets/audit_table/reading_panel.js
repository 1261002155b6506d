/**
 * How a printed table was read, over the grid: what each column was taken for, and what was not used. A
 * menu for each column says otherwise, and the table is read again.
 */

import { textOf } from "../../_base/files.js";
import { readPrinted } from "../../printed/reading.js";
import { fold, keepKeys, make, note, scrollTable, select } from "../kit/controls.js";
import { write } from "../kit/drawing.js";
import { asSentence, listed, quoted, shortened } from "../../_base/words.js";
import { whyTooLong } from "../kit/pasted.js";
import { blockOf, filled } from "./block.js";
import { COLUMN } from "./grid.js";
import { USUAL } from "./state.js";

/** @import { Mapping } from "../../printed/assigning.js" */
/** @import { Printed } from "../../printed/reading.js" */
/** @import { Cells } from "../../printed/table.js" */
/** @typedef {{text?: string, html?: string, file?: File, at?: {row: number, column: string}}} Given what comes in, and the cell it goes to */
/**
 * @typedef {object} Source a text, and what a reader said of it
 * @property {string} text
 * @property {Mapping} mapping what columns are, by their numbers
 * @property {"." | ","} [decimal] what separates decimals
 * @property {number} reading which of the possible ones
 */
/**
 * @typedef {object} Hand
 * @property {() => Cells[]} table that stands there
 * @property {(table: Cells[], unused: string[], source: Source | null) => void} take another one
 * @property {(table: Cells[], columns: string[]) => void} fill cells of it
 * @property {(problem: string) => void} refuse in a sentence
 * @property {(question: string, source: Source) => void} ask
 */

const LAYOUTS = { sentences: "as sentences", HTML: "as HTML" };
const SAVE_AS = "copy the table out of it, or save it as text in UTF-8";
const MOST_BYTES = 1_000_000; // more than the letters that are read can take
const AS_READ = "";
const LEFT_OUT = "left out";
const MOST_LINES = 200; // of cells that were not used: the rest is counted
const COMMAS = { "": "not said", ",": "decimals", ".": "thousands" };

/** One table's reading. */
export class ReadingPanel {
  /** @param {Element} place @param {Hand} hand */
  constructor(place, hand) {
    this.hand = hand;
    /** @type {{source: Source, whole: Printed} | undefined} what was read last */
    this.last = undefined;
    /** @type {Source | null | undefined} whose reading stands there */
    this.shown = undefined;
    this.part = fold(place, "");
    this.summary = this.part.querySelector("summary");
    this.body = make("div", { class: "pp-reading" }, this.part);
    this.show(null);
  }

  /**
   * Take on what somebody brings in: cells without names as they are, all else as papers print it.
   * @param {Given} given
   * @param {string[]} columns of the grid
   */
  async take({ file, text = "", html = "", at }, columns) {
    try {
      const given = file ? await textIn(file) : text;
      const problem = whyTooLong(given);
      if (problem) return this.hand.refuse(problem);
      const block = blockOf(given);
      if (!block) return this.#readFirst(/<table/i.test(html) ? html : given, given);
      if (!at) return this.hand.take(filled([], block, 0, USUAL), [], null);
      const from = columns.slice(columns.indexOf(at.column));
      const used = from.filter((_, i) => block.some((cells) => cells[i]));
      return this.hand.fill(filled(this.hand.table(), block, at.row, from), used);
    } catch (error) {
      if (error.constructor !== Error) throw error; // ours, and no sentence
      return this.hand.refuse(error.message.replace(/\.?$/, "."));
    }
  }

  /** Read a text, or another one of the same table where that leaves less to ask. @param {string} text @param {string} other */
  #readFirst(text, other) {
    const [first, second] = [text, other].map((each) => ({ text: each, mapping: new Map(), reading: 0 }));
    return this.read(this.#wholeOf(first).question ? second : first);
  }

  /** Read a source: hand over its table, or what has to be said first. @param {Source} source */
  read(source) {
    const whole = this.#wholeOf(source);
    if (whole.question) return this.hand.ask(asSentence(whole.question), source);
    const { table, columns } = chosenOf(whole, source);
    const left = columns.filter(([place, , figure]) => place && !figure);
    const names = left.map(([place, header]) => header || `column ${place}`);
    return this.hand.take(table.rows, names, source);
  }

  /** What can be read in a source: read once, and shown. @param {Source} source @returns {Printed} */
  #wholeOf(source) {
    const { text, mapping, decimal } = source;
    if (this.last?.source !== source) this.last = { source, whole: readPrinted(text, { mapping, decimal }) };
    return this.last.whole;
  }

  /** Show how a source was read, or nothing. @param {Source | null} source */
  show(source) {
    if (source === this.shown) return;
    this.shown = source;
    this.part.hidden = !source;
    this.body.replaceChildren();
    if (!source) return;
    const whole = this.#wholeOf(source);
    const shown = chosenOf(whole, source);
    write(this.summary, titleOf(whole, shown));
    this.part.setAttribute("open", "");
    if (whole.question) note(this.body, `Nothing was taken over yet: ${whole.question}.`);
    for (const text of shown.notes) note(this.body, asSentence(text));
    this.#offerReadings(whole, source);
    this.#offerCommas(whole, source);
    this.#showColumns(whole, shown, source);
    this.#showUnused(shown);
  }

  /** The same source, read otherwise; the menu that said so keeps the focus. @param {Source} source @param {string} label */
  #readAgain(source, label) {
    this.read(source);
    const menus = /** @type {HTMLElement[]} */ ([...this.body.querySelectorAll("select")]);
    menus.find((menu) => menu.getAttribute("data-menu") === label)?.focus();
  }

  #menu(parent, label, options, value, onChange) {
    const input = select(parent, { label, options, onChange });
    input.setAttribute("data-menu", label);
    input.value = value;
    return input;
  }

  #offerReadings({ said, readings }, source) {
    if (!readings.length) return;
    const label = "The source can be read in more ways than one";
    const options = [said, ...readings.map((each) => each.said)].map((text, i) => [`${i}`, text]);
    this.#menu(this.body, label, options, `${source.reading}`, (value) =>
      this.#readAgain({ ...source, reading: Number(value) }, label),
    );
    note(this.body, options[source.reading][1]); // a menu may be too narrow for it
  }

  #offerCommas({ question }, source) {
    if (!source.decimal && !question.startsWith("the commas in")) return;
    const label = "What a comma in a number separates";
    this.#menu(this.body, label, Object.entries(COMMAS), source.decimal ?? "", (value) =>
      this.#readAgain({ ...source, decimal: value || undefined, reading: 0 }, label),
    );
  }

  /** Each column of the source: its header, a menu of what it may be, and why it is that. */
  #showColumns({ headers, samples, question }, { columns }, source) {
    const { body } = scrollTable(this.body, {
      label: "The columns of the source",
      heads: ["Column", "Taken for"],
    });
    headers.forEach((header, i) => {
      const place = i + 1;
      const found = columns.filter(([at]) => at === place);
      if (!question && !header && !found.length && !source.mapping.has(place)) return;
      const line = make("tr", {}, body);
      make("th", { scope: "row" }, line, `${place}. ${shortened(header) || "without a name"}`);
      const cell = make("td", {}, line);
      this.#columnMenu(cell, place, found, source);
      const whys = new Set(found.map(([, , , why]) => why));
      if (whys.size) note(cell, asSentence(listed([...whys])));
      else if (question && samples[i]) note(cell, `It holds, for one, ${quoted(samples[i])}.`);
    });
    for (const [place, header, figure, why] of columns) {
      if (headers.length && place) continue; // has its menu
      const line = make("tr", {}, body);
      make("th", { scope: "row" }, line, shortened(header));
      note(make("td", {}, line, nameOf(figure)), asSentence(why));
    }
    if (!body.children.length) body.closest(".pp-scroll").remove();
  }

  #columnMenu(parent, place, found, source) {
    const label = `Column ${place} is`;
    const assigned = source.mapping.get(place);
    const figures = found.filter(([, , figure]) => figure).map(([, , figure]) => nameOf(figure));
    const read = figures.length ? listed(figures) : "not used";
    const asRead = source.mapping.has(place) ? "as its header says" : read;
    const options = [
      [AS_READ, asRead],
      [LEFT_OUT, LEFT_OUT],
      ...Object.keys(COLUMN).map((name) => [name, nameOf(name)]),
    ];
    const value = assigned === undefined ? AS_READ : (assigned ?? LEFT_OUT);
    const menu = this.#menu(parent, label, options, `${value}`, (chosen) => {
      const mapping = new Map(source.mapping);
      if (chosen === AS_READ) mapping.delete(place);
      else mapping.set(place, chosen === LEFT_OUT ? null : chosen);
      this.#readAgain({ ...source, mapping, reading: 0 }, label);
    });
    menu.previousElementSibling.className = "pp-unseen";
  }

  #showUnused({ unused }) {
    if (!unused.length) return;
    note(this.body, "Not used:");
    const frame = keepKeys(
      make(
        "div",
        { class: "pp-scroll pp-reading-left", tabindex: "0", role: "region", "aria-label": "Cells not used" },
        this.body,
      ),
    );
    const list = make("ul", {}, frame);
    for (const [line, column, text, reason] of unused.slice(0, MOST_LINES)) {
      const place = column ? `Line ${line}, column ${column}` : `Line ${line}`;
      make("li", {}, list, `${place}, “${shortened(text)}”: ${reason}.`);
    }
    const rest = unused.length - MOST_LINES;
    if (rest > 0) make("li", {}, list, `… and ${rest} more.`);
  }
}

/** The text of a file; throws one sentence where it is none, or far too long. @param {File} file */
async function textIn(file) {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} has ${file.size} bytes; the figure takes ${MOST_BYTES}`);
  return textOf(new Uint8Array(await file.arrayBuffer()), file.name, SAVE_AS);
}

/** The reading that is chosen of those that a source allows. @param {Printed} whole @param {Source} source */
function chosenOf(whole, { reading }) {
  return whole.readings[reading - 1] ?? whole;
}

/** A figure as the grid calls it. @param {string} figure */
function nameOf(figure) {
  return figure in COLUMN ? COLUMN[figure][0] : "not used";
}

/** How a source was read, in a line. @param {Printed} whole @param {Printed} shown */
function titleOf(whole, { table, unused }) {
  if (whole.question) return "How your table was read: something has to be said first";
  const rows = table.rows.length === 1 ? "1 row" : `${table.rows.length} rows`;
  const layout = LAYOUTS[whole.layout] ?? `with ${whole.layout} between the cells`;
  const left = unused.length === 1 ? "1 cell was not used" : `${unused.length || "no"} cells were not used`;
  return `How your table was read: ${rows}, ${layout}; ${left}`;
}
