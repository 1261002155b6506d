/**
 * Whose forms a file holds and from when: its columns and words, given or guessed.
 * As `prepost.widgets._class_keys`.
 */

import { firstColumns, inQuotes } from "./responses.js";
import { listed } from "./words.js";

/** @typedef {{person: string, wave: string, before: string, after: string}} Keys "" where it is to be guessed */
/** @typedef {import("./responses.js").Table} Table */

const COLUMNS = {
  person: ["person", "id", "participant", "code", "student", "name"],
  wave: ["wave", "time", "occasion", "session", "measurement"],
};
const WAVES = [
  ["before", "after"],
  ["pre", "post"],
  ["t1", "t2"],
  ["t0", "t1"],
  ["1", "2"],
  ["0", "1"],
];

/**
 * The columns and words of this file; throws a sentence where they do not do.
 * @param {Table} table
 * @param {Keys} given
 * @returns {Keys}
 */
export function keysOf({ columns, rows }, given) {
  const person = columnOf("person", columns, given.person);
  const wave = columnOf("wave", columns, given.wave);
  if (person === wave) throw new Error(`person and wave are both ${inQuotes(person)}; they are two columns`);
  const place = columns.indexOf(wave);
  const [before, after] = guessedWaves(wordsIn(rows, place));
  const keys = { person, wave, before: given.before || before, after: given.after || after };
  if (keys.before === keys.after)
    throw new Error(`before and after are both ${inQuotes(keys.before)}; they are two waves`);
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
  throw new Error(`there is no column ${inQuotes(given || key)}; the first columns are ${firstColumns(columns)}`);
}

/** The first column that is called as such columns often are, or undefined. */
function guessedColumn(key, columns) {
  const names = COLUMNS[key];
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
  const pair = WAVES.find((words) => words.every(has)) ?? WAVES.find((words) => words.some(has)) ?? WAVES[0];
  return pair.map((word) => spelt.get(word) ?? word);
}

/**
 * What was guessed, in a sentence; "" where the file is named as expected.
 * @param {Keys} keys
 * @param {Keys} given
 */
export function guessInWords(keys, given) {
  const said = [
    ["person", "is the person"],
    ["wave", "is the wave"],
    ["before", "is before"],
    ["after", "is after"],
  ]
    .filter(([key]) => !given[key] && keys[key] !== key)
    .map(([key, words]) => `${inQuotes(keys[key])} ${words}`);
  return said.length ? `Guessed: ${listed(said)}.` : "";
}
