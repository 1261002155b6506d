/**
 * What a class's file comes to: forms checked, scored, paired, tested and written up.
 */

import { answersOf, firstColumns, placesOf, readResponses } from "./responses.js";
import { scoresOf } from "./scoring.js";
import { compareWaves, incompletePeople, pairWaves, verdictOf, writeUp } from "./waves.js";
import { listed } from "./words.js";

/** @typedef {import("./scoring.js").Form} Form */
/** @typedef {ReturnType<typeof classResults>} Results */

const KEYS = ["person", "wave"];

/**
 * Everything that follows from a file; throws a sentence where nothing does.
 * @param {string} text CSV
 * @param {Form[]} forms the questionnaires that a file may hold
 * @param {{missing: string, max_missing: number}} rule
 * @param {string} [name] what the file is called
 */
export function classResults(text, forms, rule, name = "the text") {
  const table = readResponses(text, name);
  const [who, when] = KEYS.map((key) => keyPlace(key, table.columns));
  const used = usedForms(table.columns, forms);
  const people = table.rows.map((row) => ({ person: row[who], wave: row[when] }));
  const problems = [];
  const scored = used.map((form) => scoreForms(table, people, form, rule, problems));
  const outcomes = used.flatMap((form) => form.scores.map((score) => score.name));
  const all = people.map((each, i) => ({ ...each, scores: scored.flatMap((forms) => forms[i]) }));
  const pairs = pairWaves(all, outcomes);
  const [rows, incomplete] = [compareWaves(pairs), incompletePeople(pairs)];
  const sentence = inWords(all.length, pairs[0].people.length, problems.length, incomplete.length, rows);
  return { forms: all, outcomes, problems, pairs, rows, incomplete, sentence, paragraph: writeUp(rows, incomplete) };
}

function keyPlace(key, columns) {
  if (columns.includes(key)) return columns.indexOf(key);
  throw new Error(`there is no column '${key}'; the first columns are ${firstColumns(columns)}`);
}

/** The questionnaires of which the file has at least one column. */
function usedForms(columns, forms) {
  const used = forms.filter((form) => form.columns.some((column) => columns.includes(column)));
  if (used.length) return used;
  throw new Error(`no column belongs to a questionnaire; answers stand under ${listed(forms.map(({ columns: [first] }) => first), "or")}`);
}

/** The scores of every form on one questionnaire; what no form has goes into `problems`. */
function scoreForms(table, people, form, rule, problems) {
  const places = placesOf(table.columns, form, KEYS);
  checkDoubled(people);
  return table.rows.map((row, i) => {
    const { person, wave } = people[i];
    const found = answersOf(row, places, form, `person ${person}, wave ${wave}`);
    for (const problem of found.problems) problems.push(problem);
    return scoresOf(found.answers, form, { ...rule, out_of_range: "missing" }).map(({ value }) => value);
  });
}

function checkDoubled(people) {
  const counts = new Map();
  const names = people.map(({ person, wave }) => `person ${person}, wave ${wave}`);
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Set();
  for (const name of names) {
    if (seen.has(name)) {
      throw new Error(`${name} has ${counts.get(name)} rows; keep one row for every form, or tell the forms apart, for example by a column for the wave`);
    }
    seen.add(name);
  }
}

function inWords(forms, people, bad, leftOut, rows) {
  const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
  return [
    `${count(forms, "form")} from ${count(people, "person", "people")}.`,
    bad ? `${count(bad, "answer")} that no form has ${bad === 1 ? "counts" : "count"} as missing.` : "",
    leftOut ? `${count(leftOut, "person", "people")} cannot be compared on every outcome.` : "",
    verdictOf(rows) || "No outcome can be tested.",
  ].filter((part) => part).join(" ");
}
