/**
 * Answers from a file: as `twowaves.read_responses`, sentence for sentence.
 */

import templates from "./responses.json" with { type: "json" };
import rules from "./responses_rules.json" with { type: "json" };
import { textOf } from "../_base/files.js";
import { sentences } from "../_base/sentences.js";
import { listed, stripped } from "../_base/words.js";

/** @typedef {{columns: string[], rows: string[][]}} Table every cell as it stands */
/** @typedef {{line: number, cells: string[]}} Line with the number that it has in the file */

const PLAIN = { ",": /[^,\r\n]*/y, ";": /[^;\r\n]*/y, "\t": /[^\t\r\n]*/y }; // a cell without quotes
const LONGEST = 131072; // what Python's csv module takes
// Excel's own first line, which says what separates the cells of the others
const SEPARATOR_LINE = /^"?sep=([,;\t])"?[,;\t ]*(?=[\r\n]|$)/i;
const STEPS = 100_000; // from letter to letter between two chances to interrupt
const PAUSE = 5000; // cells between two chances to interrupt

export const say = sentences(templates);

/**
 * A file's bytes as text with plain line ends; throws a sentence where they are none.
 * @param {Uint8Array} bytes
 * @param {string} name
 */
export const decoded = (bytes, name) => textOf(bytes, name, say("save_as"));

/**
 * CSV text as columns and rows; throws a sentence where it is none.
 * @param {string} text
 * @param {string} [name] what the text is called in a sentence
 * @returns {Generator<undefined, Table>}
 */
export function* readingResponses(text, name = "the text") {
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  checkNoNul(plain, name);
  const first = SEPARATOR_LINE.exec(plain);
  const bare = first ? plain.slice(first[0].length) : plain;
  const separator = first?.[1] ?? (yield* separatorOf(bare));
  const lines = yield* filledLines(bare, separator, name);
  if (lines.length < 2) throw new Error(say("no_rows", { name }));
  const [columns, ...rows] = yield* ofOneWidth(lines, separator, name);
  yield* checkHeader(columns, name);
  return { columns, rows };
}

function checkNoNul(text, name) {
  const at = text.indexOf("\0");
  if (at < 0) return;
  let line = 1;
  for (let end = text.indexOf("\n"); end >= 0 && end < at; end = text.indexOf("\n", end + 1)) line += 1;
  throw new Error(say("nul", { name, line, save_as: say("save_as") }));
}

/** What stands most often between the cells of the first line that holds any, quotes apart. */
function* separatorOf(text) {
  const line = firstFilled(text);
  const counts = new Uint32Array(65536);
  for (let [i, steps] = [0, 1]; i < line.length; i += 1, steps += 1) {
    const end = line[i] === '"' ? line.indexOf('"', i + 1) : -1;
    if (end < 0) counts[line.charCodeAt(i)] += 1;
    else i = end;
    if (steps % STEPS === 0) yield;
  }
  const count = (separator) => counts[separator.charCodeAt(0)];
  return Object.keys(rules.separators).reduce((best, each) => (count(each) > count(best) ? each : best));
}

function firstFilled(text) {
  const at = text.search(/[^,;\t \r\n]/);
  if (at < 0) return "";
  const start = Math.max(text.lastIndexOf("\n", at), text.lastIndexOf("\r", at)) + 1;
  const length = text.slice(start).search(/[\r\n]/);
  return text.slice(start, length < 0 ? undefined : start + length);
}

/** Every line that holds anything, its cells without blanks around them. */
function* filledLines(text, separator, name) {
  const reader = new Reader(text, separator, name);
  const found = [];
  for (let read = 0; !reader.isDone; ) {
    const next = reader.next();
    if (next?.isFilled) found.push({ line: next.line, cells: next.cells });
    if (found.length > rules.most_lines) throw new Error(say("many_lines", { name, most: rules.most_lines }));
    read += next ? next.cells.length : PAUSE;
    if (read < PAUSE) continue;
    yield;
    read = 0;
  }
  return found;
}

/** Most cells have no blanks around them; looking first is quicker. */
function bared(cell) {
  const [first, last] = [cell.charCodeAt(0), cell.charCodeAt(cell.length - 1)];
  return first > 32 && last > 32 && first < 127 && last < 127 ? cell : stripped(cell);
}

/** Reads a CSV line by line; a quoted cell may hold separators, line ends and doubled quotes. */
class Reader {
  constructor(text, separator, name) {
    this.text = text;
    this.separator = separator;
    this.name = name;
    this.at = 0;
    this.line = 0;
    /** @type {string[] | undefined} */
    this.cells = undefined;
    this.isFilled = false;
    this.plain = PLAIN[separator];
  }

  get isDone() {
    return this.at >= this.text.length && !this.cells;
  }

  /**
   * The next line, or nothing where a long one goes on: it is read by parts.
   * @returns {(Line & {isFilled: boolean}) | undefined}
   */
  next() {
    if (!this.cells) this.#begin();
    const most = this.cells.length + PAUSE;
    for (;;) {
      const cell = bared(this.#cell());
      this.cells.push(cell);
      this.isFilled ||= cell !== "";
      if (this.text[this.at] !== this.separator) break;
      this.at += 1;
      if (this.cells.length === most) return undefined;
    }
    this.at += this.text[this.at] === "\r" && this.text[this.at + 1] === "\n" ? 2 : 1;
    const { line, cells, isFilled } = this;
    this.cells = undefined;
    return { line, cells, isFilled };
  }

  #begin() {
    this.line += 1;
    this.cells = [];
    this.isFilled = false;
  }

  #cell() {
    const cell = this.text[this.at] === '"' ? this.#quoted() : this.#unquoted();
    if (cell.length > LONGEST) throw this.#wrong(`field larger than field limit (${LONGEST})`);
    return cell;
  }

  #unquoted() {
    this.plain.lastIndex = this.at;
    const [cell] = this.plain.exec(this.text);
    this.at += cell.length;
    return cell;
  }

  #quoted() {
    let cell = "";
    for (;;) {
      const end = this.text.indexOf('"', this.at + 1);
      const part = this.text.slice(this.at + 1, end < 0 ? undefined : end);
      this.line += (part.match(/\r\n?|\n/g) ?? []).length;
      if (end < 0) throw this.#unended(part);
      this.at = end + 1;
      cell += part;
      if (cell.length > LONGEST) return cell;
      if (this.text[this.at] !== '"') break;
      cell += '"';
    }
    const next = this.text[this.at];
    if (next && ![this.separator, "\r", "\n"].includes(next))
      throw this.#wrong(`'${this.separator}' expected after '"'`);
    return cell;
  }

  /** Python counts lines, not line ends: the last one needs none. */
  #unended(part) {
    if (/[\r\n]$/.test(part)) this.line -= 1;
    return this.#wrong("unexpected end of data");
  }

  #wrong(what) {
    return new Error(say("quotes", { name: this.name, line: this.line, error: what }));
  }
}

/** @param {Line[]} lines */
function* ofOneWidth(lines, separator, name) {
  const width = widthOf(lines[0].cells);
  const between = rules.separators[separator];
  const often = Math.ceil((10 * PAUSE) / width);
  const found = [];
  for (const { line, cells } of lines) {
    if (widthOf(cells) > width || cells.length < width)
      throw new Error(say("width", { name, line, cells: cells.length, columns: width, separator: between }));
    found.push(cells.length === width ? cells : cells.slice(0, width));
    if (found.length % often === 0) yield;
  }
  return found;
}

/** How many cells are left without the empty ones at the end, which Excel may add. */
function widthOf(cells) {
  return cells.findLastIndex((cell) => cell) + 1;
}

function* checkHeader(columns, name) {
  const counts = new Map();
  for (const [i, column] of columns.entries()) {
    counts.set(column, (counts.get(column) ?? 0) + 1);
    if (i % PAUSE === 0) yield;
  }
  const bad = columns.findIndex((column) => !column || counts.get(column) > 1);
  if (bad < 0) return;
  if (!columns[bad]) throw new Error(say("no_name", { name, place: bad + 1 }));
  throw new Error(say("two_columns", { name, column: columns[bad] }));
}

/** The first columns, for a sentence. @param {string[]} columns */
export function firstColumns(columns) {
  return columns.length ? listed(columns.slice(0, 6).map(inQuotes)) : "none";
}

/** A text in quotes, as Python's `repr`. @param {string} text */
export function inQuotes(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inside = text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return quote + inside.replace(/[\p{C}\p{Z}]/gu, escaped) + quote;
}

const SHORT = { "\n": "\\n", "\r": "\\r", "\t": "\\t", " ": " " };

function escaped(character) {
  const code = character.codePointAt(0);
  const hex = (digits) => code.toString(16).padStart(digits, "0");
  return SHORT[character] ?? (code < 0x100 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`);
}
