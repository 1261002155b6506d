/**
 * Cells of tables in HTML and Markdown: as `twowaves.printed.markup`.
 */

import { RULES } from "./reading_rules.js";
import { splitAtBlanks, stripped, strippedOf } from "../_base/words.js";
import { isFigure } from "./body.js";
import { Question, tell } from "./reading_words.js";
import { PARAGRAPHS, piecesOf } from "./tags.js";

/** @import { Line, Numbered } from "./body.js" */
/** @import { Piece } from "./tags.js" */
/** @typedef {{text: string, right: number, down: number, indent: number}} Spanning a cell, and how far it reaches */

const MOST = RULES.most_columns;
const MOST_ROWS = 10_000; // that a cell reaches down
const RAISED = /[-0-9\u2212\u2013]/g;
const RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const BLANKS = " \t\r\n\u00a0\u2002\u2003";
const SPAN = /\b(colspan|rowspan) {0,9}= {0,9}["']? {0,9}([0-9]{1,8})(?![0-9.%])/gi;
const WORD = /^[A-Za-z][\x00-\x7f]*$/;
const RULE = /^[|:\-+= \t]*$/;
const MARKS = ["**", "__", "*", "_", "`"];
const [HEADS, ENDS] = [new Set(["thead", "tbody", "tfoot"]), new Set(["td", "th", "tr", "table", "thead"])];

/** Does a text hold a table's marks? @param {string} text */
export function isHtml(text) {
  if (!text.includes("<")) return false;
  const lower = text.toLowerCase();
  return lower.includes("<tr") && (lower.includes("<td") || lower.includes("<th"));
}

/** Does a line of a Markdown table only separate others? @param {string} line */
export function isRule(line) {
  return RULE.test(line) && (line.includes("--") || line.includes("==") || line.includes(":-"));
}

/**
 * The cells of a line between pipes without the marks of bold, and its indentation.
 * @param {string} line
 * @returns {{cells: string[], indent: number}}
 */
export function pipeCells(line) {
  let bare = stripped(line);
  if (bare.startsWith("|")) bare = bare.slice(1);
  if (bare.endsWith("|") && !bare.endsWith("\\|")) bare = bare.slice(0, -1);
  const cells = bare.replaceAll("\\|", "\0").replaceAll("&nbsp;", "\u00a0").split("|");
  const first = cells[0].startsWith(" ") ? cells[0].slice(1) : cells[0];
  return { cells: cells.map(withoutMarks), indent: strippedOf(first, BLANKS) ? leading(first, BLANKS) : 0 };
}

/** How many such letters a text begins with. */
function leading(text, letters) {
  let at = 0;
  while (at < text.length && letters.includes(text[at])) at += 1;
  return at;
}

/** A cell without bold and italics; stars behind a figure stay. */
function withoutMarks(text) {
  let cell = strippedOf(text.replaceAll("\0", "|"), BLANKS).replaceAll("\\*", "\u2217").replaceAll("<br>", " ");
  for (const mark of MARKS) {
    const isMarked = cell.length > 2 * mark.length && cell.startsWith(mark) && cell.endsWith(mark);
    if (isMarked) cell = stripped(cell.slice(mark.length, -mark.length));
  }
  return cell.replaceAll("\u2217", "*");
}

/**
 * An HTML table's rows, how many are its header, and the texts around it.
 *
 * A cell that spans others stands in each of them in the header, and in each row that it spans below; to the
 * right it stands once there, and so does one that has a row of its own. Where no cell is marked as a header's,
 * as in Word and Excel, it ends before the first figures.
 * @param {string} text
 */
export function htmlRows(text) {
  const reader = new Table();
  reader.read(text);
  const body = reader.isHead.indexOf(false);
  const heads = body < 0 ? reader.isHead.length : body;
  return { lines: filled(reader.rows, heads || aboveFigures(reader.rows)), heads, around: reader.around };
}

/** How many rows stand above the first that holds figures behind its first cell. @param {Spanning[][]} rows */
function aboveFigures(rows) {
  const first = rows.findIndex((cells) => cells.slice(1).some(({ text }) => isFigure(text)));
  return first < 0 ? rows.length : first;
}

/**
 * @param {Spanning[][]} rows
 * @param {number} heads
 * @returns {Line[]}
 */
function filled(rows, heads) {
  /** @type {Map<number, {text: string, more: number}>} what stands in a column for how many rows more */
  const open = new Map();
  return rows.map((spanning, k) => filledLine(spanning, open, k + 1, k < heads));
}

function filledLine(spanning, open, number, isHead) {
  /** @type {string[]} */
  const cells = [];
  let [next, indent] = [0, 0];
  const spreads = isHead && (spanning.length > 1 || open.size > 0);
  const reach = Math.max(-1, ...open.keys()); // what this line adds reaches no further than its own cells
  while (next < spanning.length || cells.length <= reach) {
    const place = cells.length;
    if (place >= MOST) throw new Question(tell("row_too_wide", { most: MOST }));
    const above = open.get(place);
    if (above) {
      cells.push(above.text);
      above.more -= 1;
      if (!above.more) open.delete(place);
      continue;
    }
    const { text, right, down, indent: own } = spanning[next] ?? { text: "", right: 1, down: 1, indent: 0 };
    next += 1;
    if (place === 0) indent = own;
    for (let k = 0; k < Math.min(right, MOST - place); k += 1) {
      const shown = k === 0 || spreads ? text : "";
      cells.push(shown);
      if (down > 1) open.set(place + k, { text: shown, more: down - 1 });
    }
  }
  return { number, cells, indent };
}

/** The rows of all tables in a text, as cells with how far they reach. */
class Table {
  constructor() {
    /** @type {Spanning[][]} */
    this.rows = [];
    /** @type {boolean[]} */
    this.isHead = [];
    /** @type {Numbered[]} */
    this.around = [];
    /** @type {string[] | null} */
    this.cell = null;
    this.spans = { right: 1, down: 1 };
    this.inHead = false;
    this.raised = false;
    /** @type {string[]} a text around the table, up to the end of its paragraph */
    this.beside = [];
    this.line = 0;
  }

  /** Read all pieces. @param {string} text */
  read(text) {
    for (const piece of piecesOf(text)) {
      if (piece.kind === "text") {
        this.#text(piece);
        continue;
      }
      if (PARAGRAPHS.has(piece.text)) this.#endBeside();
      if (piece.kind === "start") this.#start(piece);
      else this.#end(piece.text);
    }
    this.#endCell();
    this.#endBeside();
  }

  /** Begin a row or cell. @param {Piece} piece */
  #start({ text: tag, inside }) {
    if (tag === "tr") {
      this.#endCell();
      this.#row();
    } else if (tag === "td" || tag === "th") {
      this.#endCell();
      if (!this.rows.length) this.#row();
      this.cell = [];
      this.spans = { right: spanOf("colspan", inside), down: spanOf("rowspan", inside) };
      this.isHead[this.isHead.length - 1] &&= this.inHead || tag === "th";
    } else if (HEADS.has(tag)) {
      this.#endCell();
      this.inHead = tag === "thead";
    } else if (tag === "sup") {
      this.raised = true;
    } else if (this.cell && ["br", "p", "div", "li"].includes(tag)) {
      this.cell.push(" ");
    }
  }

  #row() {
    this.rows.push([]);
    this.isHead.push(true);
  }

  /** End a cell. @param {string} tag */
  #end(tag) {
    if (ENDS.has(tag)) {
      this.#endCell();
      this.inHead &&= tag !== "thead" && tag !== "table";
    } else if (tag === "sup") {
      this.raised = false;
    }
  }

  /** Keep text, within a cell or around the table. @param {Piece} piece */
  #text({ text, line }) {
    const shown = this.raised ? raised(text) : text;
    if (this.cell) {
      this.cell.push(shown);
    } else if (this.beside.length || stripped(shown)) {
      if (!this.beside.length) this.line = line;
      this.beside.push(shown);
    }
  }

  #endBeside() {
    const words = splitAtBlanks(this.beside.join("")).join(" ");
    if (words) this.around.push([this.line, words]);
    this.beside = [];
  }

  /** Put the cell that was read into its row. */
  #endCell() {
    if (!this.cell) return;
    const text = this.cell.join("");
    const indent = leading(text.slice(leading(text, "\n\r\t ")), "\u00a0\u2002\u2003\u2009");
    const words = text.includes("\n") ? splitAtBlanks(text).join(" ") : strippedOf(text, BLANKS);
    this.rows.at(-1).push({ text: words, ...this.spans, indent });
    this.cell = null;
  }
}

/** A text that is raised: a power, or a mark that is no part of the word before it. */
function raised(text) {
  const shown = text.replace(RAISED, (letter) => RAISED_DIGITS[letter] ?? "\u207b");
  return WORD.test(shown) ? ` ${shown}` : shown;
}

/** Over how many columns or rows a cell reaches, as its tag says. */
function spanOf(name, inside) {
  const found = [...inside.matchAll(SPAN)].find((each) => each[1].toLowerCase() === name);
  return found ? Math.min(Math.max(Number(found[2]), 1), MOST_ROWS) : 1;
}
