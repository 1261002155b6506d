/**
 * What a filled-in form says: the sentences of `ScoreSheet` in Python.
 */

import templates from "./words.json" with { type: "json" };
import { fixed, whole } from "../../_base/numbers.js";
import { bandOf, counts, isStopped, MOST_NAMED, problemsOf, rangeOf, scoresOf, spanOf } from "../../forms/scoring.js";
import { sentences } from "../../_base/sentences.js";
import { listed } from "../../_base/words.js";

/** @import { Answer, Form, Result, Score } from "../../forms/scoring.js" */
/** @import { State } from "./state.js" */

export const say = sentences(templates);

/** The scores that may be read without caution, or all if there is none. @param {Form} form */
export function mainScores(form) {
  const main = form.scores.filter(({ caution }) => !caution);
  return main.length ? main : form.scores;
}

/** Those of them that stay in sight, whatever is answered: so few that there is room. @param {Form} form */
export function inSight(form) {
  return mainScores(form).slice(0, MOST_NAMED);
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

/** Which form this is, and whose answers. @param {State} state @param {Form} form */
export function titleOf(state, form) {
  return say("title", { name: form.name, items: form.n_items, span: spanOf(form), whose: whose(state, form) });
}

function whose({ answers, private: byHand }, form) {
  const distinct = new Set(answers);
  if (distinct.size === 1) return answers[0] === null ? say("no_answers") : say("alike", { answer: whole(answers[0]) });
  if (isExample(answers, form)) return say("example");
  return say(byHand ? "by_hand" : "as_given");
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
  if (answers.every((answer) => answer === null)) return [say("unanswered"), ""];
  const stopped = isStopped(answers, form, state);
  const results = scoresOf(answers, form, state).filter(({ score }) => mainScores(form).includes(score));
  const scores = stopped ? ["", ""] : scoresInWords(results, state, form);
  const before = [outside(state, form), unanswered(answers, form)].filter(Boolean);
  const [first, ...others] = [...before, ...scores, trap(results, answers, form)].filter(Boolean);
  return [first, others.join(" ")];
}

/** The same in a line. @param {State} state @param {Form} form */
export function inShort(state, form) {
  const { answers } = state;
  if (answers.every((answer) => answer === null)) return "No answers, no score";
  if (isStopped(answers, form, state)) return "Nothing is scored";
  const results = scoresOf(answers, form, state).filter(({ score }) => inSight(form).includes(score));
  const parts = results.map(({ score, value }) => {
    const band = bandOf(value, score, state.convention);
    const shown = value === null ? "no score" : points(value, score);
    return [`${score.name} ${shown}`, band].filter(Boolean).join(": ");
  });
  const text = parts.join(", ");
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

function outside({ answers, out_of_range: rule }, form) {
  const problems = problemsOf(answers, form);
  if (!problems.length) return "";
  const [one, span, [{ item, value }]] = [problems.length === 1, spanOf(form), problems];
  const items = problems.map((each) => each.item);
  const answered = one
    ? say("one_outside", { item, answer: whole(value), span })
    : say("outside", { items: named(items, form), span });
  if (rule === "raise") return say("stops", { answered });
  return say(one ? "counts" : "count", { answered });
}

function unanswered(answers, form) {
  const items = answers.flatMap((answer, i) => (answer === null ? [i + 1] : []));
  if (items.length === 1) return say("has_no_answer", { item: items[0] });
  return items.length ? say("have_no_answer", { items: named(items, form) }) : "";
}

/** Two or a few items by number, many by how many they are. */
function named(items, form) {
  if (items.length > MOST_NAMED) return say("many_items", { n: items.length, all: form.n_items });
  return say("items", { items: listed(items) });
}

function scoresInWords(results, state, form) {
  const named = results.slice(0, MOST_NAMED);
  const more = results.length - named.length;
  const told = named.map((result) => scoreInWords(result, state, form));
  const text = [...told, ...(more ? [say("more_scores", { n: more })] : [])].join("; ");
  const [initial] = text;
  const banded = named.some(({ score, value }) => bandOf(value, score, state.convention));
  return [`${initial.toUpperCase()}${text.slice(initial.length)}.`, banded ? say("guide") : ""];
}

function scoreInWords(result, state, form) {
  const { score, value, gaps, stand } = result;
  if (value === null) return say("no_score", { score: score.name, why: whyNone(result, state) });
  const band = bandOf(value, score, state.convention);
  return say("score", {
    score: score.name,
    value: points(value, score),
    kind: kindOf(score),
    span: rangeInWords(score, form),
    stands: gaps.length ? say("stands", { stand: short(stand) }) : "",
    by: band ? say("by", { band, convention: state.convention }) : "",
  });
}

/** Why there is no score: how many answers are missing. @param {Result} result @param {State} state */
export function whyNone({ score, gaps, most }, { missing }) {
  const key = missing === "prorate" ? "missing_of_most" : "missing";
  return say(key, { gaps: gaps.length, items: score.items.length, most });
}

/** @param {Score} score @param {Form} form */
export function rangeInWords(score, form) {
  return rangeOf(score, form).map(whole).join(" to ");
}

/** The same answer everywhere, where half of the items are reversed. */
function trap(results, answers, form) {
  if (new Set(answers).size > 1 || problemsOf(answers, form).length) return "";
  return results
    .slice(0, MOST_NAMED)
    .filter(({ score, value }) => value !== null && 2 * score.reversed.length === score.items.length)
    .map(({ score, value }) => say("trap", { value: points(value, score), score: score.name }))
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
    const becomes = value === null ? say("not_counted") : say("stands_for_it", { stand: short(stand) });
    return turned ? say("turned_gap", { ends, becomes }) : becomes;
  }
  const counted = whole(counts(answer, item, score, form));
  return turned ? say("turned", { ends, answer: whole(answer), counts: counted }) : counted;
}
