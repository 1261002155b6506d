/**
 * The state of the audited table: what is possible, how it travels in a link, and as a file.
 */

import { COLUMNS } from "./audit_rows.js";
import { asCsv } from "./csv.js";
import { readNumber } from "./sample.js";

/** @typedef {import("./audit_rows.js").Cells} Cells */
/** @typedef {{table: Cells[], alpha: number, stated_n: string, example: string, private: boolean}} State */

export const KEYS = /** @type {const} */ (["table", "alpha", "stated_n", "example", "private"]);
export const MOST_ROWS = 60;
export const OWN = "own";
const MOST_SIZES = 20;
/** Letters of a table in a link. */
export const MOST_LETTERS = 20000;
/** What a link to this figure can say. */
export const FIELDS = ["example", "alpha", "n", "table"];
const PLACES = [...COLUMNS, "unreadable"];

/**
 * The sample sizes that a text names; throws one sentence. As `parse_sizes` in Python.
 * @param {string} text
 * @returns {number[]}
 */
export function parseSizes(text) {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  for (const word of words) {
    if (!/^[0-9]{1,15}$/.test(word) || Number(word) < 2) {
      throw new Error(`stated_n has '${word}'; write whole numbers of 2 or more pairs with commas between them, such as 11, 15`);
    }
  }
  if (words.length > MOST_SIZES) throw new Error(`stated_n has ${words.length} numbers; the figure takes ${MOST_SIZES}`);
  return words.map(Number);
}

/** Are these the same cells? @param {Cells[]} first @param {Cells[]} second */
export function sameTable(first, second) {
  const same = (one, two) => PLACES.every((column) => (one[column] ?? "") === (two[column] ?? ""));
  return first.length === second.length && first.every((row, i) => same(row, second[i]));
}

/** Why a table cannot be shown, or nothing. @param {Cells[]} table */
export function whyNoTable(table) {
  if (!Array.isArray(table)) return "The table is no list of rows.";
  if (!(table.length >= 1 && table.length <= MOST_ROWS)) return `The table has ${table.length} rows; the figure takes 1 to ${MOST_ROWS}.`;
  const bad = table.findIndex((row) => !isRow(row));
  return bad < 0 ? "" : `Row ${bad + 1} has a cell that is no text.`;
}

function isRow(row) {
  return typeof row === "object" && row !== null && PLACES.every((column) => typeof (row[column] ?? "") === "string");
}

/** Why a state cannot be shown, or nothing. @param {State} state @param {Record<string, any>} examples */
export function whyImpossible({ table, alpha, stated_n: sizes, example }, examples) {
  if (!(alpha >= 0.001 && alpha <= 0.2)) return `α would be ${alpha}; it lies from .001 to .2.`;
  if (typeof sizes !== "string") return "The further n are no text.";
  if (example !== OWN && !Object.hasOwn(examples, example)) return "It names an example that does not exist.";
  try {
    parseSizes(sizes);
  } catch (error) {
    return `${error.message}.`;
  }
  return whyNoTable(table);
}

/**
 * The fields of a link.
 * @param {State} state
 * @param {boolean} withData whether a table that a reader typed or pasted may enter it
 */
export function linkFields(state, withData) {
  const leaveOut = state.private && !withData;
  /** @type {Record<string, string>} */
  const fields = { example: leaveOut ? "empty" : state.example };
  if (state.alpha !== 0.05) fields.alpha = `${state.alpha}`;
  if (leaveOut) return fields;
  fields.n = state.stated_n;
  if (state.example === OWN) fields.table = state.table.map(asLine).join("\n");
  return fields;
}

function asLine(row) {
  const cells = PLACES.map((column) => (row[column] ?? "").replace(/[\t\r\n]+/g, " "));
  return cells.slice(0, cells.findLastIndex(Boolean) + 1).join("\t");
}

/**
 * The state that a link asks for; throws one sentence where it asks for something impossible.
 * @param {URLSearchParams} fields
 * @param {Record<string, any>} examples
 * @param {State} rest the figure as it was made
 * @returns {State}
 */
export function stateFromLink(fields, examples, rest) {
  const example = fields.get("example") ?? rest.example;
  const known = Object.hasOwn(examples, example) ? examples[example] : rest;
  const state = { ...rest, example, private: false, table: known.table, stated_n: fields.get("n") ?? known.stated_n };
  if (fields.has("alpha")) state.alpha = readNumber(fields.get("alpha"));
  if (example === OWN && fields.has("table")) state.table = tableOf(fields.get("table"));
  const problem = whyImpossible(state, examples);
  if (problem) throw new Error(problem);
  return state;
}

function tableOf(text) {
  return text.split("\n").map((line) => rowOf(line.split("\t")));
}

/** Cells in the order of the columns as a row. @param {string[]} cells @returns {Cells} */
export function rowOf(cells) {
  const pairs = PLACES.map((column, i) => [column, cells[i] ?? ""]);
  return Object.fromEntries(pairs.filter(([, cell]) => cell));
}

/** The table as a file that `read_table` reads. @param {Cells[]} table */
export function tableAsCsv(table) {
  // "= .05" and ".05" are the same figure, and only one of them is a formula
  const plain = (text) => text.replace(/^\s*=\s*(?=[+\-\u2212]?[0-9.]+\s*$)/, "");
  return asCsv([COLUMNS, ...table.map((row) => COLUMNS.map((column) => plain(row[column] ?? "")))]);
}
