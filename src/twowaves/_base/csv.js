/**
 * Separated text as lines of cells: as `twowaves._base.csv`, which leaves the splitting to Python's own module.
 */

import { isLonger, stripped } from "./words.js";

/** Letters of a cell. */
export const LONGEST = 131_072;
// Excel's own first line, which says what separates the cells of the others
const SEPARATOR_LINE = /^"?sep=([,;\t])"?[,;\t ]*(?=[\r\n]|$)/iu;

/**
 * A table's text, the first line emptied if it is Excel's, and what that line says.
 * @param {string} text
 */
export function withoutSeparatorLine(text) {
  const found = SEPARATOR_LINE.exec(text);
  return found ? { text: text.slice(found[0].length), said: found[1] } : { text, said: "" };
}

/**
 * Every line's number, that in which it ends, and its cells; null where quotes are not closed, something
 * stands behind them, or a cell is too long.
 * @param {string} text
 * @param {string} separator
 * @returns {{number: number, cells: string[]}[] | null}
 */
export function linesOf(text, separator) {
  const raw = text.split("\n");
  if (raw.at(-1) === "") raw.pop();
  const found = [];
  for (let at = 0; at < raw.length; at += 1) {
    const record = new Record(separator, true);
    record.read(raw[at]);
    while (record.state === "quoted" && at + 1 < raw.length) {
      at += 1;
      record.cell += "\n";
      record.read(raw[at]);
    }
    if (record.state === "quoted" || record.isWrong || record.cells.some(isTooLong)) return null;
    found.push({ number: at + 1, cells: record.cells.map(stripped) });
  }
  return found;
}

/**
 * The cells of one line by itself, whose quotes end with it at the latest.
 * @param {string} line
 * @param {string} separator
 * @returns {string[]}
 */
export function cellsOf(line, separator) {
  const record = new Record(separator, false);
  record.read(line);
  if (record.state === "quoted") record.end();
  return record.cells.map(stripped);
}

const isTooLong = (cell) => isLonger(cell, LONGEST);

/** The cells of a record, line by line; within quotes it goes on with the next one. */
class Record {
  /** @param {string} separator @param {boolean} strict whether quotes begin a cell and end it, or blanks may stand around them */
  constructor(separator, strict) {
    this.separator = separator;
    this.strict = strict;
    /** @type {string[]} */
    this.cells = [];
    this.cell = "";
    this.state = "start"; // of a cell, or plain, quoted, or after the quotes
    this.isWrong = false;
  }

  /** @param {string} line without its end */
  read(line) {
    if (this.state === "start" && !line.includes('"')) {
      this.cells = line ? line.split(this.separator) : [];
      return;
    }
    for (const letter of line) this.#take(letter);
    if (this.state !== "quoted") this.end();
  }

  end() {
    this.cells.push(this.cell);
    this.cell = "";
    this.state = "start";
  }

  #take(letter) {
    if (this.state === "quoted" && letter !== '"') this.cell += letter;
    else if (this.state === "quoted") this.state = "after";
    else if (letter === this.separator) this.end();
    else if (letter === '"' && this.state !== "plain") this.#quote();
    else if (this.state !== "start" || letter !== " " || this.strict) this.#letter(letter);
  }

  /** A quote begins a cell, or is one of two within it. */
  #quote() {
    if (this.state === "after") this.cell += '"';
    this.state = "quoted";
  }

  #letter(letter) {
    if (this.state === "after" && this.strict) this.isWrong = true;
    this.cell += letter;
    this.state = "plain";
  }
}
