/**
 * The state of the audited table: what is possible, how it travels in a link, and as a file.
 */

import rules from "./rules.json" with { type: "json" };
import templates from "./words.json" with { type: "json" };
import { COLUMNS, FURTHER, KNOWN } from "../../printed/known.js";
import { stepOf } from "../../printed/conventions.js";
import { asCsv } from "../../_base/cells.js";
import { whyNoLevel } from "../../_base/levels.js";
import { numberOrText } from "../kit/link_values.js";
import { sentences } from "../../_base/sentences.js";
import { asSentence, said, whyNoChoice } from "../../_base/words.js";

/** @import { Cells } from "../../printed/table.js" */
/** @typedef {{outcome: string, problems: Record<string, string>}} Shown what is shown of a row beside its cells */
/** @typedef {{rounding: string, sd: string, tail: string, step: string}} Declared how the figures were printed */
/** @typedef {{table: Cells[], alpha: number, stated_n: string, example: string, private: boolean, unused: string[]} & Declared} State */

/** How figures may have been printed, in words; the first of each is taken if nothing is declared. @type {Record<string, Record<string, string>>} */
export const CONVENTIONS = rules.conventions;
const DECLARED = Object.keys(CONVENTIONS);
/** What is taken if nothing is declared. */
export const USUALLY = /** @type {Declared} */ (
  Object.fromEntries(DECLARED.map((name) => [name, Object.keys(CONVENTIONS[name])[0]]))
);
export const KEYS = /** @type {const} */ ([
  ...["table", "alpha", "stated_n", "example", "private", "unused"],
  ...DECLARED,
]);
export const RULES = rules;
export const OWN = "own";
/** Letters of a table in a link. */
export const MOST_LETTERS = 20000;
/** What a link to this figure can say. */
export const FIELDS = ["example", "alpha", "n", "table", ...DECLARED];
const PLACES = [...COLUMNS, "unreadable", ...FURTHER]; // in this order links have them
/** What says of which scale the figures are. */
export const SCALE = rules.scale;
const FIGURES = COLUMNS.filter((column) => !SCALE.includes(column));
/** The columns as they stand on the page: the figures, what few tables print, and their scale. */
export const ORDER = [...FIGURES, ...FURTHER, ...SCALE];
/** Those that stand there if nothing is in them. */
export const USUAL = [...FIGURES, ...SCALE];

export const say = sentences(templates);

/**
 * The sample sizes that a text names; throws one sentence. As `parse_sizes` in Python.
 * @param {string} text
 */
export function parseSizes(text) {
  const words = text.split(/[\s,;]+/).filter(Boolean);
  for (const word of words) {
    if (!/^[0-9]{1,15}$/.test(word) || Number(word) < 2) throw new Error(say("no_size", { word }));
  }
  const [count, most] = [words.length, rules.most_sizes];
  if (count > most) throw new Error(say("too_many_sizes", { count, most }));
  return words.map(Number);
}

/** Are these the same cells? @param {Cells[]} first @param {Cells[]} second */
function sameTable(first, second) {
  const same = (one, two) => PLACES.every((column) => (one[column] ?? "") === (two[column] ?? ""));
  return first.length === second.length && first.every((row, i) => same(row, second[i]));
}

/**
 * The state with another table, typed or pasted. An example's name and its further n go with it
 * only as far as it is that example: the name with every cell, the n with most cells of any row.
 * @param {State} state
 * @param {Cells[]} table
 * @param {Record<string, any>} examples
 * @returns {State}
 */
export function withTable(state, table, examples) {
  const same = Object.keys(examples).find((key) => sameTable(examples[key].table, table));
  const source = sourceOfSizes(state, examples);
  const stated_n = !source || sharesRow(table, examples[source].table) ? state.stated_n : "";
  return { ...state, table, stated_n, example: same ?? OWN, private: !same };
}

/**
 * The state with another table in its table's place. What belonged to the rows before goes with
 * them, unless these are theirs, mended, or there were none.
 * @param {State} state
 * @param {Cells[]} table
 * @param {string[] | undefined} unused the names of its source's columns that are not used, if it has a source
 * @param {Record<string, any>} examples
 * @returns {State}
 */
export function replaced(state, table, unused, examples) {
  const next = withTable(state, table, examples);
  if (sharesRow(table, state.table) || !state.table.some(isFilled)) return { ...next, unused: unused ?? state.unused };
  return { ...next, ...USUALLY, unused: unused ?? [], stated_n: examples[next.example]?.stated_n ?? "" };
}

function isFilled(row) {
  return PLACES.some((column) => row[column]);
}

/** The example whose further n stand there beside rows of its own, if any. */
function sourceOfSizes({ table, stated_n: sizes }, examples) {
  return Object.keys(examples).find(
    (key) => sizes && examples[key].stated_n === sizes && sharesRow(table, examples[key].table),
  );
}

/** Whose table this is. @param {State} state @param {Record<string, any>} examples */
export function titleOf({ table, stated_n, example, private: isPrivate }, examples) {
  if (example !== OWN) return examples[example].caption;
  const title = say("title", { whose: isPrivate ? "Your own table" : "A table", n: table.length });
  const source = sourceOfSizes({ table, stated_n }, examples);
  return source ? `${title} ${say("further_n", { label: examples[source].label })}` : title;
}

/** Does some row of a table still say most of what a row of the example says? */
function sharesRow(table, example) {
  return table.some((row) =>
    example.some((other) => {
      const said = PLACES.filter((column) => other[column]);
      return 2 * said.filter((column) => row[column] === other[column]).length > said.length;
    }),
  );
}

/** Why a table cannot be shown, or nothing. @param {Cells[]} table */
export function whyNoTable(table) {
  if (!Array.isArray(table)) return "The table is no list of rows.";
  const [count, most] = [table.length, rules.most_rows];
  if (!(count >= 1 && count <= most)) return asSentence(say("no_such_count", { count, most }));
  const bad = table.findIndex((row) => !isRow(row));
  return bad < 0 ? "" : `Row ${bad + 1} has a cell that is no text.`;
}

function isRow(row) {
  return typeof row === "object" && row !== null && PLACES.every((column) => typeof (row[column] ?? "") === "string");
}

/** Why a state cannot be shown, or nothing. @param {State} state @param {Record<string, any>} examples */
export function whyImpossible(state, examples) {
  const { table, alpha, stated_n: sizes, example, unused } = state;
  const noLevel = whyNoLevel(alpha);
  if (noLevel) return noLevel;
  if (typeof sizes !== "string") return "The further n are no text.";
  if (example !== OWN && !Object.hasOwn(examples, example)) return `There is no example called ${said(example)}.`;
  try {
    parseSizes(sizes);
  } catch (error) {
    return `${error.message}.`;
  }
  const noConvention = whyNoConvention(state);
  if (noConvention) return noConvention;
  if (!Array.isArray(unused) || unused.some((name) => typeof name !== "string"))
    return "The unused columns are no list of names.";
  return whyNoTable(table);
}

/** Why figures cannot have been printed as a state says, or nothing. */
function whyNoConvention(state) {
  const { step: _, ...choices } = CONVENTIONS;
  const problem = whyNoChoice(state, choices);
  if (problem) return problem;
  return stepOf(`${state.step}`) ? "" : asSentence(say("no_step", { step: `${state.step}` }));
}

/** A convention in words. @param {string} name @param {string} value */
export function inWords(name, value) {
  return CONVENTIONS[name][value] ?? say("step", { step: value });
}

/** How the figures are read, in words. @param {State} state */
export function readAs(state) {
  return say("read_as", { conventions: DECLARED.map((name) => inWords(name, state[name])).join("; ") });
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
  for (const name of DECLARED) if (state[name] !== USUALLY[name]) fields[name] = state[name];
  fields.n = state.stated_n;
  if (state.example === OWN) fields.table = state.table.map(asLine).join("\n");
  return fields;
}

function asLine(row) {
  const cells = PLACES.map((column) => (row[column] ?? "").replace(/[\t\r\n]+/g, " "));
  return cells.slice(0, cells.findLastIndex(Boolean) + 1).join("\t");
}

/**
 * The state that a link asks for, which may be impossible.
 * @param {URLSearchParams} fields
 * @param {Record<string, any>} examples
 * @param {State} rest the figure as it was made
 * @returns {State}
 */
export function stateFromLink(fields, examples, rest) {
  const example = fields.get("example") ?? (fields.has("table") ? OWN : rest.example);
  const own =
    example === OWN && fields.has("table") ? { table: tableOf(fields.get("table")), stated_n: "", unused: [] } : rest;
  const { table, stated_n, unused = [] } = Object.hasOwn(examples, example) ? examples[example] : own;
  const state = { ...rest, ...USUALLY, example, private: false, table, unused, stated_n: fields.get("n") ?? stated_n };
  for (const name of DECLARED) if (fields.has(name)) state[name] = fields.get(name);
  if (fields.has("alpha")) state.alpha = numberOrText(fields.get("alpha"));
  return state;
}

function tableOf(text) {
  return text.split("\n").map((line) => rowOf(line.split("\t")));
}

/** Cells in the order of the columns as a row. @param {string[]} cells @returns {Cells} */
function rowOf(cells) {
  const pairs = PLACES.map((column, i) => [column, cells[i] ?? ""]);
  return Object.fromEntries(pairs.filter(([, cell]) => cell));
}

/** The table as a file that `read_table` reads. @param {Cells[]} table */
export function tableAsCsv(table) {
  // "= .05" and ".05" are the same figure, and only one of them is a formula
  const plain = (text) => text.replace(/^\s*=\s*(?=[+\-\u2212]?[0-9.]+\s*$)/, "");
  const columns = KNOWN.filter((column) => COLUMNS.includes(column) || table.some((row) => row[column]));
  return asCsv([columns, ...table.map((row) => columns.map((column) => plain(row[column] ?? "")))]);
}

/** A sentence about a column, which it calls as the table on the page does. @param {string} text */
export function asSeen(text) {
  return text.replace(/(, |column )([a-z_]+)(?=: | is missing)/g, (all, before, column) =>
    Object.hasOwn(RULES.columns, column) ? before + RULES.columns[column][0] : all,
  );
}
