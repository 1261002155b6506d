/**
 * What a filled-in form says: the sentences of `ScoreSheet` in Python.
 */

import { MINUS, fixed, whole } from "./number_text.js";
import { bandOf, counts, isStopped, problemsOf, rangeOf, scoresOf } from "./scoring.js";
import { listed } from "./words.js";

/** @typedef {import("./scoring.js").Answer} Answer */
/** @typedef {import("./scoring.js").Form} Form */
/** @typedef {import("./scoring.js").Result} Result */
/** @typedef {import("./scoring.js").Score} Score */
/** @typedef {import("./sheet_state.js").State} State */

const MOST_NAMES = 4;
export const GUIDE = "A band is a rough guide, not a diagnosis.";

/** The scores that may be read without caution, or all if there is none. @param {Form} form */
export function mainScores(form) {
  const main = form.scores.filter(({ caution }) => !caution);
  return main.length ? main : form.scores;
}

/** "sum" or "mean". @param {Score} score */
export function kindOf({ scoring }) {
  return scoring === "total" ? "sum" : "mean";
}

/** A number without decimals if it is whole, and with two otherwise. @param {number} value */
export function short(value) {
  return fixed(value, Number.isInteger(value) ? 0 : 2);
}

/** A score in print: means with two decimals. @param {number} value @param {Score} score */
export function points(value, score) {
  return score.scoring === "mean" ? fixed(value, 2) : short(value);
}

/**
 * Which form this is, and whose answers.
 * @param {State} state
 * @param {Form} form
 */
export function titleOf(state, form) {
  return `${form.name}: ${form.n_items} items, answers ${whole(form.response_min)} to ${whole(form.response_max)}. ${whose(state, form)}`;
}

function whose({ answers, private: byHand }, form) {
  const distinct = new Set(answers);
  if (distinct.size === 1)
    return answers[0] === null ? "No answers yet." : `Every item is answered ${whole(answers[0])}.`;
  if (isExample(answers, form)) return "Synthetic answers, made up as an example.";
  return byHand ? "Answers set by hand." : "Answers as given.";
}

/** Are these the synthetic answers of the form? @param {Answer[]} answers @param {Form} form */
export function isExample(answers, form) {
  return answers.length === form.example.length && answers.every((answer, i) => answer === form.example[i]);
}

/**
 * What is wrong with the answers, if anything, and what they score.
 * @param {State} state
 * @param {Form} form
 * @returns {[string, string]} the first sentence, which matters most, and the others
 */
export function sentencesOf(state, form) {
  const { answers } = state;
  if (answers.every((answer) => answer === null)) return ["No item is answered, so there is no score.", ""];
  const stopped = isStopped(answers, form, state);
  const results = scoresOf(answers, form, state).filter(({ score }) => mainScores(form).includes(score));
  const scores = stopped ? ["", ""] : scoresInWords(results, state, form);
  const before = [outside(state, form), unanswered(answers, form)].filter(Boolean);
  const [first, ...others] = [...before, ...scores, trap(results, answers, form)].filter(Boolean);
  return [first, others.join(" ")];
}

function outside({ answers, out_of_range: rule }, form) {
  const problems = problemsOf(answers, form);
  if (!problems.length) return "";
  const span = `outside ${whole(form.response_min)} to ${whole(form.response_max)}`;
  const one = problems.length === 1;
  const items = itemsInWords(
    problems.map(({ item }) => item),
    form,
  );
  const said = one
    ? `Item ${problems[0].item} is answered ${whole(problems[0].value)}, which is ${span}`
    : `${items} are answered ${span}`;
  if (rule === "raise") return `${said}, so nothing is scored.`;
  return `${said}, and ${one ? "counts" : "count"} as missing.`;
}

function unanswered(answers, form) {
  const items = answers.flatMap((answer, i) => (answer === null ? [i + 1] : []));
  return items.length ? `${itemsInWords(items, form)} ${items.length === 1 ? "has" : "have"} no answer.` : "";
}

/** A few items by number, many by how many they are. */
function itemsInWords(items, form) {
  if (items.length > MOST_NAMES) return `${items.length} of ${form.n_items} items`;
  return `Item${items.length === 1 ? "" : "s"} ${listed(items)}`;
}

function scoresInWords(results, state, form) {
  const named = results.slice(0, MOST_NAMES);
  const more = results.length - named.length;
  const told = named.map((result) => scoreInWords(result, state, form));
  const text = [...told, ...(more ? [`${more} more scores stand below`] : [])].join("; ");
  const [initial] = text;
  const banded = named.some(({ score, value }) => bandOf(value, score, state.convention));
  return [`${initial.toUpperCase()}${text.slice(initial.length)}.`, banded ? GUIDE : ""];
}

function scoreInWords(result, state, form) {
  const { score, value, gaps, stand } = result;
  if (value === null) return `${score.name} has no score (${whyNone(result, state)})`;
  const stands = gaps.length ? `, with ${short(stand)} for each missing answer` : "";
  const band = bandOf(value, score, state.convention);
  const meaning = band ? `: ${band} by the bands of '${state.convention}'` : "";
  return `${score.name} is ${points(value, score)} (${kindOf(score)}, ${rangeInWords(score, form)})${stands}${meaning}`;
}

/** Why there is no score: how many answers are missing. @param {Result} result @param {State} state */
export function whyNone({ score, gaps, most }, { missing }) {
  const allowed = missing === "prorate" ? `; ${most} may be` : "";
  return `${gaps.length} of ${score.items.length} answers missing${allowed}`;
}

/** @param {Score} score @param {Form} form */
export function rangeInWords(score, form) {
  return rangeOf(score, form).map(whole).join(" to ");
}

/** The same answer everywhere, where half of the items are reversed. */
function trap(results, answers, form) {
  if (new Set(answers).size > 1 || problemsOf(answers, form).length) return "";
  return results
    .slice(0, MOST_NAMES)
    .filter(({ score, value }) => value !== null && 2 * score.reversed.length === score.items.length)
    .map(
      ({ score, value }) =>
        `Whoever answers every item alike gets ${points(value, score)} in ${score.name}, whichever answer it is: half of its items are reversed.`,
    )
    .join(" ");
}

/**
 * What an answer counts in one score, in words.
 * @param {Answer} answer
 * @param {number} item
 * @param {Result} result
 * @param {Form} form
 */
export function useInWords(answer, item, { score, gaps, value, stand }, form) {
  const ends = whole(form.response_min + form.response_max);
  const turned = score.reversed.includes(item);
  if (gaps.includes(item)) {
    const becomes = value === null ? "not counted" : `${short(stand)} stands for it`;
    return turned ? `reversed, ${ends} ${MINUS} x; ${becomes}` : becomes;
  }
  const counted = whole(counts(answer, item, score, form));
  return turned ? `reversed, ${ends} ${MINUS} ${whole(answer)} = ${counted}` : counted;
}
