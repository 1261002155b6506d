/**
 * The state of the paired explorer: who counts, what is possible, and how it travels in a link.
 */

import { roundStep } from "./figure.js";
import { readNumber } from "./sample.js";
import { crossProduct, isSignificant, mean, whyUntestable } from "./stats.js";

export const MOST = 60;
/** The alternatives, and the question that each asks. */
export const QUESTIONS = {
  "two-sided": "Two tails: any change",
  greater: "One tail: scores rise",
  less: "One tail: scores fall",
};
/** Not an example but somebody's own numbers: from Python, from a link or pasted. */
export const OWN = "own";
const DIGITS = 4; // of the spread, that a score shows

/** @typedef {{pre: number[], post: number[], left_out: number[], alpha: number, alternative: "two-sided" | "greater" | "less", preset: string, private: boolean}} State */

/**
 * How scores are shown and moved.
 * @typedef {{scale: number[], unit: string, ends: string[], step: number, decimals: number, fine_decimals: number}} Look
 */

/**
 * How somebody's own scores are shown; `_own_look` in Python follows the same rule.
 * @param {number[]} scores
 * @returns {Look}
 */
export function ownLook(scores) {
  const spread = Math.max(...scores) - Math.min(...scores) || 1;
  const magnitude = Math.floor(Math.log10(spread));
  const room = Math.min(20, Math.max(0, DIGITS - 1 - magnitude));
  const decimals = Math.min(room, Math.max(...scores.map(decimalsOf)));
  return {
    scale: [],
    unit: "",
    ends: ["Before", "After"],
    step: Math.max(Number(`1e-${decimals}`), roundStep(spread, 100)),
    decimals,
    fine_decimals: Math.max(decimals + 1, 2 - magnitude),
  };
}

/** How many decimals a score has when twelve digits of it are written out. */
function decimalsOf(score) {
  const [digits, exponent] = Number(score.toPrecision(12)).toExponential().split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(exponent));
}

/**
 * Whose scores these are; an example is named as such only while nobody has moved its people.
 * @param {State} state
 * @param {Record<string, any>} presets
 * @param {State} home where the reader began
 */
export function captionOf(state, presets, home) {
  if (state.preset !== OWN) {
    const preset = presets[state.preset];
    return samePeople(state, preset) ? preset.caption : preset.changed;
  }
  const whose = state.private ? "Your own numbers" : `Scores of ${state.pre.length} people`;
  return samePeople(state, home) ? `${whose}, before and after.` : `${whose}, changed here.`;
}

/** Are these the same people with the same scores? */
export function samePeople(first, second) {
  return sameNumbers(first.pre, second.pre) && sameNumbers(first.post, second.post);
}

/** The people who count. @param {State} state */
export function tested({ pre, post, left_out: leftOut }) {
  const stays = (_, i) => !leftOut.includes(i);
  return { pre: pre.filter(stays), post: post.filter(stays) };
}

/**
 * Whose removal alone would flip the verdict.
 * One pass over sums instead of one test a person: this runs at every step of a drag.
 * @param {State} state
 * @param {boolean} significant
 */
export function pivotalPeople(state, significant) {
  const people = state.pre.map((_, i) => i).filter((i) => !state.left_out.includes(i));
  const changes = people.map((i) => state.post[i] - state.pre[i]);
  const n = people.length;
  const centre = mean(changes);
  const squares = crossProduct(changes, changes);
  if (n < 3) return new Set();
  const flips = people.filter((_, k) => {
    const away = changes[k] - centre;
    const left = squares - (away * away * n) / (n - 1);
    if (left <= 1e-12 * squares) return false; // the others would not vary: no test
    const t = (centre - away / (n - 1)) / Math.sqrt(left / (n - 2) / (n - 1));
    return isSignificant(t, n - 2, state.alpha, state.alternative) !== significant;
  });
  return new Set(flips);
}

/** The data as a file: the numbers at full length. */
export function asCsv(state) {
  const rows = state.pre.map((score, i) => [i + 1, score, state.post[i], state.left_out.includes(i) ? "yes" : "no"]);
  return [["person", "pre", "post", "left_out"], ...rows].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

/** Twelve digits; a score near zero in plain decimals, because a link takes no exponent. */
function linkNumber(score) {
  const text = String(Number(score.toPrecision(12)));
  return text.includes("e-") ? score.toFixed(30) : text;
}

/**
 * The fields of a link: only what differs from the people whom the link would show without them.
 * @param {State} state
 * @param {{pre: number[], post: number[]} | undefined} people
 * @param {boolean} withData whether numbers that a reader pasted may enter it
 */
export function linkFields(state, people, withData) {
  /** @type {Record<string, string>} */
  const fields = { preset: withData || !state.private ? state.preset : "blank" };
  if (state.alpha !== 0.05) fields.alpha = `${state.alpha}`;
  if (state.alternative !== "two-sided") fields.alternative = state.alternative;
  if (state.private && !withData) return fields;
  if (!people || !samePeople(state, people)) {
    // twelve digits: p on the other side agrees to more than anyone prints
    fields.pre = state.pre.map(linkNumber).join(",");
    fields.post = state.post.map(linkNumber).join(",");
  }
  if (state.left_out.length) fields.out = state.left_out.map((i) => i + 1).join(",");
  return fields;
}

function sameNumbers(first, second) {
  return first.length === second.length && first.every((value, i) => value === second[i]);
}

/**
 * The state that a link asks for; throws one sentence where it asks for something impossible.
 * @param {URLSearchParams} fields
 * @param {Record<string, any>} presets
 * @param {State} rest the figure as it was made
 * @returns {State}
 */
export function stateFromLink(fields, presets, rest) {
  const preset = fields.get("preset") ?? rest.preset;
  const hasScores = fields.has("pre") || fields.has("post");
  if (preset === OWN ? !(hasScores || rest.preset === OWN) : !Object.hasOwn(presets, preset)) {
    throw new Error("it names an example that does not exist");
  }
  const { pre, post } = preset === OWN ? rest : presets[preset];
  const state = { ...rest, pre, post, left_out: [], preset, private: false };
  const numbers = (name) => (fields.get(name) ?? "").split(",").map((text) => readNumber(text));
  if (hasScores) {
    Object.assign(state, { pre: numbers("pre"), post: numbers("post") });
    if (Math.max(state.pre.length, state.post.length) > MOST) throw new Error(`it has more than ${MOST} people`);
  }
  if (fields.has("out")) state.left_out = [...new Set(numbers("out").map((person) => person - 1))];
  if (fields.has("alpha")) state.alpha = readNumber(fields.get("alpha"));
  if (fields.has("alternative")) state.alternative = /** @type {any} */ (fields.get("alternative"));
  const problem = whyImpossible(state);
  if (problem) throw new Error(problem);
  return state;
}

/** Why a state cannot be shown, or nothing. @param {State} state */
export function whyImpossible(state) {
  const { pre, post, left_out: leftOut, alpha, alternative } = state;
  if (!(alpha >= 0.001 && alpha <= 0.2)) return `α would be ${alpha}; it lies from .001 to .2.`;
  if (!Object.hasOwn(QUESTIONS, alternative)) return "The alternative must be two-sided, greater or less.";
  if (leftOut.some((i) => !Number.isInteger(i) || i < 0 || i >= pre.length)) return "A person who is left out does not exist.";
  const everyone = pre.length === post.length ? tested(state) : { pre, post };
  return whyUntestable(everyone.pre, everyone.post);
}

