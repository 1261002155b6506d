/**
 * From the answers of one form to its scores: as `twowaves.score`, `check_responses` and `bands`.
 *
 * The key of the form comes from Python as JSON, so that it is typed once.
 */

import templates from "./scoring.json" with { type: "json" };
import rules from "./scoring_rules.json" with { type: "json" };
import { general, shortest, span, whole } from "../_base/numbers.js";
import { sentences } from "../_base/sentences.js";
import { listed, oneLine, stripped } from "../_base/words.js";

/** @typedef {{name: string, start: number, end: number, open_end: boolean}} Band */
/** @typedef {{convention: string, source: string, bands: Band[]}} Bands */
/** @typedef {{name: string, items: number[], reversed: number[], scoring: "total" | "mean", more_means: string, caution: string, bands: Bands[]}} Score */
/**
 * @typedef {object} Form
 * @property {string} id
 * @property {string} name
 * @property {number} n_items
 * @property {number} response_min
 * @property {number} response_max
 * @property {string[]} columns
 * @property {[string, string]} stem
 * @property {Score[]} scores
 * @property {Record<string, string>} outside
 * @property {string[]} conventions
 * @property {Answer[]} example
 * @property {number} extra
 * @property {string} source
 * @property {string} abbreviation as sentences call it
 * @property {string} confidence
 * @property {string} form
 */
/** @typedef {number | null} Answer */
/** @typedef {{missing: string, max_missing: number, out_of_range: string}} Rules */
/** @typedef {{item: number, column: string, value: number, problem: string}} Problem */
/** @typedef {{score: Score, value: number | null, gaps: number[], stand: number | null, most: number}} Result `stand` stands for each missing answer */

const FORM = "this form";
/** An answer beyond is no code of a form. */
export const LARGEST = rules.largest;
/** So many impossible answers are told in a sentence, and so many scores or items named. */
export const MOST_PROBLEMS = rules.most_problems;
export const MOST_NAMED = rules.most_named;
export const say = sentences(templates);
/** Of a slider for how much of a score may be missing. */
export const SHARES = { label: "Share of a score that may be missing", min: 0, max: 1, step: 0.05 };

/** Is this answer on the form? @param {number} answer @param {Form} form */
export function isOnForm(answer, form) {
  return answer >= form.response_min && answer <= form.response_max;
}

/**
 * Every answer that the form does not have, with its sentence.
 * @param {Answer[]} answers
 * @param {Form} form
 * @returns {Problem[]}
 */
export function problemsOf(answers, form) {
  return answers.flatMap((value, i) => {
    if (value === null || isOnForm(value, form)) return [];
    const [item, column] = [i + 1, form.columns[i]];
    return [{ item, column, value, problem: say("problem", { form: FORM, item, column, fault: fault(value, form) }) }];
  });
}

/** What is wrong with a whole number. @param {number} value @param {Form} form */
export function fault(value, form) {
  const parts = { answer: Math.abs(value) < 1e16 ? whole(value) : general(value), span: spanOf(form) };
  if (!Object.hasOwn(form.outside, `${value}`)) return say("outside", parts);
  return say("outside_with_hint", { ...parts, hint: form.outside[value] });
}

/** From where to where the answers on a form go. @param {Form} form */
export function spanOf({ response_min: low, response_max: high }) {
  return span(whole(low), whole(high));
}

/**
 * A typed answer as a number, or null if it is missing; throws one sentence where it is neither.
 * @param {string} typed
 * @param {Form} form
 * @returns {Answer}
 */
export function readAnswer(typed, form) {
  const text = stripped(typed);
  if (rules.missing.includes(text)) return null;
  if (!/^[+-]?(\d{1,300}(\.0*)?|\d{0,15}\.\d{1,15})$/.test(text)) throw new Error(unreadable(text, form));
  const number = Number(text);
  if (!Number.isInteger(number)) throw new Error(say("not_whole", { answer: shortest(number), span: spanOf(form) }));
  if (Math.abs(number) > LARGEST) throw new Error(fault(number, form));
  return number + 0;
}

function unreadable(text, form) {
  const answer = `'${[...oneLine(text)].slice(0, rules.most_letters).join("")}'`;
  const hasComma = /^[+-]?\p{Nd}+,\p{Nd}*$/u.test(text);
  return say(hasComma ? "comma" : "no_number", { answer, span: spanOf(form) });
}

/**
 * What an answer counts in a score: turned, if the item is reversed there.
 * @param {number} answer
 * @param {number} item
 * @param {Score} score
 * @param {Form} form
 */
export function counts(answer, item, score, form) {
  return score.reversed.includes(item) ? form.response_min + form.response_max - answer : answer;
}

/** Does an answer that is not on the form stop the scoring? @param {Answer[]} answers @param {Form} form @param {Rules} rules */
export function isStopped(answers, form, rules) {
  return rules.out_of_range === "raise" && problemsOf(answers, form).length > 0;
}

/**
 * Every score of the form.
 * @param {Answer[]} answers
 * @param {Form} form
 * @param {Rules} rules
 * @returns {Result[]}
 */
export function scoresOf(answers, form, rules) {
  const stopped = isStopped(answers, form, rules);
  const known = answers.map((answer) => (answer !== null && isOnForm(answer, form) ? answer : null));
  const share = rules.missing === "prorate" ? rules.max_missing : 0;
  return form.scores.map((score) => {
    const result = scored(known, score, form, share);
    return stopped ? { ...result, value: null } : result;
  });
}

/** @returns {Result} */
function scored(known, score, form, share) {
  const k = score.items.length;
  const gaps = score.items.filter((item) => known[item - 1] === null);
  const there = score.items.filter((item) => known[item - 1] !== null);
  const total = there.map((item) => counts(known[item - 1], item, score, form)).reduce((a, b) => a + b, 0);
  const most = Math.min(Math.floor(k * share + 1e-9), k - 1);
  const stand = there.length ? total / there.length : null;
  if (gaps.length > most) return { score, gaps, stand, most, value: null };
  // multiplied first and divided once, as in the package: the nearest number there is
  return { score, gaps, stand, most, value: (total * (score.scoring === "mean" ? 1 : k)) / there.length };
}

/** The lowest and the highest value of a score. @param {Score} score @param {Form} form */
export function rangeOf(score, form) {
  const times = score.scoring === "total" ? score.items.length : 1;
  return [times * form.response_min, times * form.response_max];
}

/**
 * The band of a value in words, or "" where the score has none by this convention.
 * @param {number | null} value
 * @param {Score} score
 * @param {string} convention
 */
export function bandOf(value, score, convention) {
  const drawn = score.bands.find((each) => each.convention === convention);
  return drawn && value !== null ? inBands(value, drawn.bands) : "";
}

/** @param {number} value @param {Band[]} bands */
function inBands(value, bands) {
  const held = bands.filter(
    ({ start, end, open_end: open }) => start <= value && (value < end || (value === end && !open)),
  );
  if (held.length === 1) return held[0].name;
  if (held.length) return say("on_edge", { bands: listed(held.map(({ name }) => name)) });
  const below = bands.filter(({ end }) => end <= value).at(-1);
  const above = bands.find(({ start }) => start > value);
  return below && above ? say("between", { bands: listed([below.name, above.name]) }) : say("in_no_band");
}
