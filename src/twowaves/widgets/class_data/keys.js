/**
 * Whose forms a file holds and from when: its columns and words, given or guessed.
 * As `twowaves.widgets.class_data.keys`.
 */

import templates from "./words.json" with { type: "json" };
import rules from "./rules.json" with { type: "json" };
import { firstColumns, inQuotes } from "../../forms/responses.js";
import { sentences } from "../../_base/sentences.js";
import { listed } from "../../_base/words.js";

/** @import { Table } from "../../forms/responses.js" */
/** @typedef {import("../../forms/waves.js").Keys} Keys "" where it is to be guessed */

export const say = sentences(templates);

/**
 * The columns and words of this file; throws a sentence where they do not do.
 * @param {Table} table
 * @param {Keys} given
 * @returns {Keys}
 */
export function keysOf({ columns, rows }, given) {
  const person = columnOf("person", columns, given.person);
  const wave = columnOf("wave", columns, given.wave);
  if (person === wave) throw new Error(say("same_column", { column: inQuotes(person) }));
  const place = columns.indexOf(wave);
  const [before, after] = guessedWaves(wordsIn(rows, place));
  const keys = { person, wave, before: given.before || before, after: given.after || after };
  if (keys.before === keys.after) throw new Error(say("same_word", { word: inQuotes(keys.before) }));
  return keys;
}

/**
 * The same as far as it goes, "" where there is none: for a file whose columns are yet to be chosen.
 * @param {Keys} given
 * @param {Table} table
 * @returns {Keys}
 */
export function likelyKeys(given, { columns, rows }) {
  const person = given.person || (guessedColumn("person", columns) ?? "");
  const wave = given.wave || (guessedColumn("wave", columns) ?? "");
  const place = columns.indexOf(wave);
  const [before, after] = place < 0 ? ["", ""] : guessedWaves(wordsIn(rows, place));
  return { person, wave, before: given.before || before, after: given.after || after };
}

/** What stands in a column, each text once. @param {string[][]} rows @param {number} place */
export function wordsIn(rows, place) {
  const words = new Set();
  for (const row of rows) words.add(row[place]); // there may be millions
  return words;
}

function columnOf(key, columns, given) {
  const found = given ? columns.find((column) => column === given) : guessedColumn(key, columns);
  if (found !== undefined) return found;
  throw new Error(say("no_column", { column: inQuotes(given || key), there: firstColumns(columns) }));
}

/** The first column that is called as such columns often are, or undefined. */
function guessedColumn(key, columns) {
  const names = rules.columns[key];
  const longest = Math.max(...names.map((name) => name.length));
  const likely = columns.filter((column) => column.length <= longest && names.includes(column.toLowerCase()));
  const first = names.find((name) => likely.some((column) => column.toLowerCase() === name));
  return likely.includes(first) ? first : likely.find((column) => column.toLowerCase() === first);
}

/** The first pair of words of which the file has both, or else one; or else before and after. */
function guessedWaves(values) {
  const spelt = new Map();
  for (const value of values) if (!spelt.has(value.toLowerCase())) spelt.set(value.toLowerCase(), value);
  for (const word of values) if (word === word.toLowerCase()) spelt.set(word, word); // as it is, before any other case
  const has = (word) => spelt.has(word);
  const { waves } = rules;
  const pair = waves.find((words) => words.every(has)) ?? waves.find((words) => words.some(has)) ?? waves[0];
  return pair.map((word) => spelt.get(word) ?? word);
}

/**
 * What was guessed, in a sentence; "" where the file is named as expected.
 * @param {Keys} keys
 * @param {Keys} given
 */
export function guessInWords(keys, given) {
  const said = Object.entries(rules.means)
    .filter(([key]) => !given[key] && keys[key] !== key)
    .map(([key, means]) => `${inQuotes(keys[key])} ${means}`);
  return said.length ? say("guessed", { guesses: listed(said) }) : "";
}
