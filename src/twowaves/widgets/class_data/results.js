/**
 * What a class's file comes to: forms checked, scored, paired, tested and written up.
 * As `twowaves.widgets.class_data.results`.
 */

import { guessInWords, keysOf, say } from "./keys.js";
import { findDoubts, otherForm, Tally } from "../../forms/doubts.js";
import { firstColumns, inQuotes, say as sayOfFile } from "../../forms/responses.js";
import { fault, isOnForm, MOST_PROBLEMS, readAnswer, say as sayOfAnswer, scoresOf } from "../../forms/scoring.js";
import { compareWaves, incompletePeople, pairDoubts, pairingWaves, verdictOf, writeUp } from "../../forms/waves.js";
import { listed } from "../../_base/words.js";

/** @import { Form } from "../../forms/scoring.js" */
/** @import { Table } from "../../forms/responses.js" */
/** @import { Keys } from "./keys.js" */
/** @typedef {Keys & {missing: string, max_missing: number, out_of_range: string, checked: boolean}} Rules */
/** @typedef {{person: string, wave: string}} Whose */

const MOST_TOLD = 1000; // of the wrong answers to a questionnaire: millions would fill the memory
const PAUSE = 200; // forms between two chances to interrupt

/** Why a file is not shown, with the first answers that are to blame, and how many there are. */
class Refused extends Error {
  /** @param {string} message @param {string[]} problems @param {number} count */
  constructor(message, problems, count) {
    super(message);
    this.problems = problems;
    this.count = count;
  }
}

/**
 * Everything that follows from a file; throws a sentence where nothing does.
 * @param {Table} table
 * @param {Form[]} forms the questionnaires that a file may hold
 * @param {Rules} rules
 */
export function* workingOut(table, forms, rules) {
  const keys = keysOf(table, rules);
  checkUnlikeScores(keys, forms);
  const items = table.columns.filter((column) => column !== keys.person && column !== keys.wave);
  const { used, lacking } = sorted(items, forms);
  const people = peopleOf(table, keys);
  yield* checkDoubled(people, keys);
  const checked = [];
  for (const form of used) checked.push(yield* checkedForms(table, people, form, keys));
  if (rules.out_of_range === "raise") refuseProblems(checked);
  const problems = checked.flatMap((each) => each.problems);
  const problemCount = countOf(checked);
  const scored = yield* allScored(people, used, checked, rules);
  const outcomes = used.flatMap((form) => form.scores.map((score) => score.name));
  const pairs = yield* pairingWaves(scored, outcomes, keys);
  yield;
  const rows = compareWaves(pairs);
  yield;
  const incomplete = incompletePeople(pairs);
  yield;
  const doubts = [...used.flatMap((form, k) => findDoubts(checked[k].waves, form)), ...pairDoubts(rows)];
  const isStopped = !rules.checked && doubts.some(({ stops }) => stops);
  const told = {
    keys,
    forms: scored,
    outcomes,
    used,
    lacking,
    problems,
    problemCount,
    pairs,
    rows,
    incomplete,
    doubts,
    isStopped,
  };
  return { ...told, sentence: inWords(told, guessInWords(keys, rules)), paragraph: paragraphOf(told) };
}

function paragraphOf({ rows, incomplete, doubts, used, isStopped }) {
  const questions = doubts.map(({ question }) => question);
  return isStopped ? say("no_paragraph") : writeUp(rows, incomplete, questions, used);
}

function checkUnlikeScores({ person, wave }, forms) {
  const names = forms.flatMap(({ scores }) => scores.map(({ name }) => name));
  const alike = [person, wave].find((column) => names.includes(column));
  if (alike) throw new Error(say("score_name", { column: inQuotes(alike) }));
}

/** The questionnaires that can be scored, and why others that are begun cannot. */
function sorted(columns, forms) {
  const there = new Set(columns);
  const begun = forms.filter((form) => form.columns.some((column) => there.has(column)));
  if (!begun.length) {
    const firsts = forms.map((form) => form.columns[0]);
    throw new Error(say("no_questionnaire", { columns: listed(firsts, "or") }));
  }
  const lacks = begun.map((form) => lackOf(form, columns, there) || otherForm(columns, form));
  const lacking = lacks.filter((lack) => lack);
  const used = begun.filter((_, i) => !lacks[i]);
  if (!used.length) throw new Error(lacking.join("; "));
  return { used, lacking };
}

function lackOf(form, columns, there) {
  const absent = form.columns.filter((column) => !there.has(column));
  if (!absent.length) return "";
  return sayOfFile("lacks", {
    whose: sayOfFile("whose", { form: form.abbreviation, items: form.n_items }),
    columns: absent.slice(0, 3).map(inQuotes).join(", "),
    more: absent.length > 3 ? sayOfFile("more", { n: absent.length - 3 }) : "",
    there: firstColumns(columns),
  });
}

/** @returns {Whose[]} */
function peopleOf({ columns, rows }, keys) {
  const [who, when] = [columns.indexOf(keys.person), columns.indexOf(keys.wave)];
  return rows.map((row) => ({ person: row[who], wave: row[when] }));
}

function nameOf({ person, wave }, keys) {
  return `${keys.person} ${person}, ${keys.wave} ${wave}`;
}

function* checkDoubled(people, keys) {
  const seen = new Set();
  for (const [i, whose] of people.entries()) {
    const code = codeOf(whose);
    if (seen.has(code)) {
      const count = people.filter((other) => codeOf(other) === code).length;
      throw new Error(sayOfFile("rows", { form: nameOf(whose, keys), count }));
    }
    seen.add(code);
    if (i % (10 * PAUSE) === 0) yield;
  }
}

/** No cell holds a NUL. */
function codeOf({ person, wave }) {
  return `${person}\0${wave}`;
}

/** The answers of every form on one questionnaire, what is wrong with the first, how many are, and what each wave adds up to. */
function* checkedForms({ columns, rows }, people, form, keys) {
  const index = new Map(columns.map((column, place) => [column, place]));
  const places = form.columns.map((column) => index.get(column));
  const problems = [];
  const answers = [];
  const waves = new Map();
  let count = 0;
  for (const [i, row] of rows.entries()) {
    const tell = (item, problem) => {
      count += 1;
      if (count > MOST_TOLD) return;
      const place = { form: nameOf(people[i], keys), item, column: form.columns[item - 1] };
      problems.push(sayOfAnswer("problem", { ...place, fault: problem() }));
    };
    const given = answersOf(row, places, form, tell);
    waveOf(people[i], waves, form, keys)?.add(given);
    answers.push(given);
    if (i % PAUSE === 0) yield;
  }
  return { answers, problems, count, waves };
}

/** The sums of a form's wave; of no other word, of which there may be thousands. */
function waveOf({ wave }, waves, form, { before, after }) {
  if (!waves.has(wave) && (wave === before || wave === after)) waves.set(wave, new Tally(form));
  return waves.get(wave);
}

function countOf(checked) {
  return checked.reduce((sum, { count }) => sum + count, 0);
}

/** One form's answers as numbers, on the form or not; null where one is missing, undefined where it is no whole number. */
function answersOf(row, places, form, tell) {
  return places.map((place, i) => {
    const { answer, problem } = answerIn(row[place], form);
    if (problem) tell(i + 1, problem);
    return answer;
  });
}

/** A problem is said by a function: of millions few are told. @returns {{answer?: number | null, problem?: () => string}} */
function answerIn(cell, form) {
  try {
    // nearly every answer is one digit
    const answer = /^\d$/.test(cell) ? Number(cell) : readAnswer(cell, form);
    return answer === null || isOnForm(answer, form) ? { answer } : { answer, problem: () => fault(answer, form) };
  } catch (error) {
    return { problem: () => error.message };
  }
}

/** The first answers that a form does not have stop the scoring, as in `twowaves.score`. */
function refuseProblems(checked) {
  const first = checked.find(({ count }) => count);
  if (!first) return;
  const told = first.problems.slice(0, MOST_PROBLEMS).join("; ");
  const all = checked.flatMap(({ problems }) => problems);
  const more = first.count - MOST_PROBLEMS;
  throw new Refused(more > 0 ? sayOfAnswer("problems", { told, n: more }) : told, all, countOf(checked));
}

function* allScored(people, used, checked, rules) {
  const found = [];
  const counted = { ...rules, out_of_range: "missing" };
  for (const [i, whose] of people.entries()) {
    const scores = used.flatMap((form, k) => scoresOf(checked[k].answers[i], form, counted).map(({ value }) => value));
    found.push({ ...whose, scores });
    if (i % PAUSE === 0) yield;
  }
  return found;
}

/**
 * Every form's scores, as cells; empty where there is no score.
 * @param {{keys: Keys, forms: import("../../forms/waves.js").Scored[], outcomes: string[]}} results
 */
export function scoresInFull({ keys, forms, outcomes }) {
  const rows = forms.map(({ person, wave, scores }) => [
    person,
    wave,
    ...scores.map((score) => (score === null ? "" : `${score}`)),
  ]);
  return [[keys.person, keys.wave, ...outcomes], ...rows];
}

function inWords({ forms, pairs, problemCount: bad, incomplete, rows, lacking, doubts, isStopped }, guess) {
  const leftOut = incomplete.length;
  return [
    say("forms", { forms: forms.length, people: pairs[0].people.length }),
    guess,
    lacking.length ? say("not_scored", { reasons: lacking.join("; ") }) : "",
    bad ? say(bad === 1 ? "answer_counts" : "answers_count", { n: bad }) : "",
    leftOut ? say("left_out", { n: leftOut }) : "",
    ...doubts.map(({ question }) => question),
    isStopped ? say("no_verdict") : verdictOf(rows) || say("no_test"),
  ]
    .filter((part) => part)
    .join(" ");
}
