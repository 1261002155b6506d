/**
 * A source's text as a grid of cells: what separates them, and which line each stands in; as
 * `twowaves.printed.layout`.
 */

import { LONGEST, cellsOf, linesOf, withoutSeparatorLine } from "../_base/csv.js";
import { stripped } from "../_base/words.js";
import { byWords } from "./by_words.js";
import { atomsOf } from "./cell_figures.js";
import { byGaps } from "./fixed_width.js";
import { htmlRows, isHtml, isRule, pipeCells } from "./markup.js";
import { headOf, saysNothing } from "./names.js";
import { Question, tell } from "./reading_words.js";

/** @import { Line, Numbered } from "./body.js" */
/**
 * @typedef {object} Grid a table's lines, and what stands around it
 * @property {string} kind what separates the cells, in words
 * @property {Line[]} lines those that hold anything, all of one length
 * @property {boolean} joined whether a header's spanners stand in each of the cells that they span
 * @property {number} heads how many lines are the header, if the source says so; else 0
 * @property {Numbered[]} around lines outside the table: captions and notes
 */

const NUMBER = /^(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)$/;
const FEW = 50; // lines that tell what separates the cells
const SOME = 1000; // lines that tell whether they are sentences
const FILLED = /[^ \t,;|]/;
const NAMED = ["mean", "statistic", "sd", "df", "pvalue"];

/**
 * The table in a text, or null if it is sentences.
 * @param {string} source
 * @returns {Grid | null}
 */
export function gridOf(source) {
  if (isHtml(source)) return fromHtml(source);
  const lines = filledLines(source);
  if (mostHave(lines, "|", 2)) return fromPipes(lines);
  const tabs = lines.filter(([, line]) => stripped(line).includes("\t")).length;
  if (tabs > Math.min(1, lines.length - 1)) return separated(source, "\t", "tabs");
  const { text, said } = withoutSeparatorLine(source);
  for (const [separator, kind] of [
    [";", "semicolons"],
    [",", "commas"],
  ]) {
    // biome-ignore format: short
    if (said ? said === separator : isSeparated(lines, separator)) return separated(text, separator, kind);
  }
  return withoutSeparators(lines);
}

/** @returns {Numbered[]} */
function filledLines(text) {
  const lines = text.split("\n").map((line, k) => /** @type {Numbered} */ ([k + 1, line]));
  return lines.filter(([, line]) => FILLED.test(line));
}

/** Do most lines hold a sign so many times? */
function mostHave(lines, sign, times) {
  const few = lines.slice(0, FEW);
  return few.filter(([, line]) => line.split(sign).length > times).length * 2 > few.length;
}

/** Does a sign separate cells: as many in most lines, below a header that says so? */
function isSeparated(lines, separator) {
  const few = lines.slice(0, FEW).map(([, line]) => cellsOf(line.slice(0, LONGEST), separator));
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { length } of few) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width, times] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0]);
  if (width < 2 || few.length < 2 || times * 2 < few.length) return false;
  return few.slice(0, 4).some(namesColumns);
}

function namesColumns(cells) {
  return cells.filter((cell) => !cell.includes("=") && !saysNothing(headOf(cell))).length > 1;
}

/** @returns {Grid} */
function separated(text, separator, kind) {
  const raw = text.split("\n");
  // else a quote is part of a cell, such as an inch
  const split =
    linesOf(text, separator) ?? raw.map((line, k) => ({ number: k + 1, cells: line.split(separator).map(stripped) }));
  const filled = split.filter(({ cells }) => cells.some(Boolean));
  if (separator === ",") refuseWide(filled);
  return gridWith(
    kind,
    filled.map(({ number, cells }) => ({ number, cells, indent: indentOf(raw[number - 1]) })),
  );
}

/** Refuse a line of more cells than names, the last a number: a decimal comma may part it. */
function refuseWide(lines) {
  const header = lines.slice(0, 4).find(({ cells }) => namesColumns(cells));
  if (!header) return;
  const columns = widthOf(header.cells);
  for (const { number, cells } of lines) {
    const width = widthOf(cells);
    if (width > columns && number > header.number && NUMBER.test(cells[width - 1])) {
      throw new Question(tell("wide_line", { line: number, cells: width, columns }));
    }
  }
}

/** How many cells a line has, without the empty ones at its end. @param {string[]} cells */
function widthOf(cells) {
  return cells.findLastIndex(Boolean) + 1;
}

function indentOf(line) {
  return /^"*([ \u00a0\u2002\u2003\u2007\u2009\u3000]*)/.exec(line)[1].length;
}

/**
 * A grid of lines of one length, without empty cells that all of them end in.
 * @param {string} kind
 * @param {Line[]} lines
 * @param {Partial<Grid>} [more]
 * @returns {Grid}
 */
function gridWith(kind, lines, more = {}) {
  const width = lines.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  for (const { cells } of lines) while (cells.length < width) cells.push("");
  return { kind, lines, joined: false, heads: 0, around: [], ...more };
}

/** @param {Numbered[]} lines */
function fromPipes(lines) {
  const isInside = ([, line]) => line.split("|").length > 2 || isRule(line);
  const inside = lines.filter(isInside);
  const around = lines
    .filter((each) => !isInside(each))
    .map(([k, line]) => /** @type {Numbered} */ ([k, stripped(line)]));
  const rules = inside.flatMap(([, line], place) => (isRule(line) ? [place] : []));
  const last = rules.find((rule) => rule) ?? 0;
  const heads = last - rules.filter((rule) => rule < last).length; // a rule above the header
  const cells = inside.filter(([, line]) => !isRule(line)).map(([number, line]) => ({ number, ...pipeCells(line) }));
  return gridWith("Markdown", cells, { heads: Math.max(heads, 0), around });
}

function fromHtml(text) {
  const { lines, heads, around } = htmlRows(text);
  const filled = lines.filter(({ cells }) => cells.some(Boolean));
  return gridWith("HTML", filled, { joined: true, heads, around });
}

/** A table that only blanks hold apart, or null if there is none. @param {Numbered[]} lines */
function withoutSeparators(lines) {
  const gaps = byGaps(lines);
  if (gaps) return gridWith("blanks", gaps.lines, { joined: true, around: gaps.around });
  const words = lines.slice(0, SOME).some(([, line]) => isSentence(line)) ? null : byWords(lines);
  return words && gridWith("single blanks", words.lines, { around: words.around });
}

/** Does a line name several figures: t(19) = 2.51, p = .021? */
function isSentence(line) {
  if (line.split(/[=<]/).length < 3) return false;
  const slots = atomsOf(line, true).map(({ slot }) => slot);
  const areNamed = slots.filter((slot) => NAMED.includes(slot)).length > 1;
  return areNamed && (slots.includes("mean") || slots.includes("statistic"));
}

/** A grid with its columns as lines. @param {Grid} grid @returns {Grid} */
export function turned({ kind, lines, around }) {
  const columns = lines[0].cells.map((_, place) => lines.map(({ cells }) => cells[place]));
  const [corner] = columns[0]; // it names the names of the figures
  columns[0][0] = "";
  /** @type {Numbered[]} */
  const beside = corner ? [...around, [lines[0].number, corner]] : around;
  return gridWith(
    kind,
    columns.map((cells, place) => ({ number: place + 1, cells, indent: 0 })),
    { joined: true, around: beside },
  );
}
