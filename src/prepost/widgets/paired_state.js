/**
 * The state of the paired explorer: who counts, what is possible, and how it travels in a link.
 */

import { readNumber } from "./sample.js";
import { crossProduct, isSignificant, mean, whyUntestable } from "./stats.js";

export const MOST = 60;
const ALTERNATIVES = ["two-sided", "greater", "less"];

/** @typedef {{pre: number[], post: number[], left_out: number[], alpha: number, alternative: "two-sided" | "greater" | "less", preset: string, private: boolean}} State */

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

/** The fields of a link: only what differs from the preset at rest. */
export function linkFields(state, preset, withData) {
  const fields = { preset: withData || !state.private ? state.preset : "blank" };
  if (state.alpha !== 0.05) fields.alpha = `${state.alpha}`;
  if (state.alternative !== "two-sided") fields.alternative = state.alternative;
  if (state.private && !withData) return fields;
  if (!sameNumbers(state.pre, preset.pre) || !sameNumbers(state.post, preset.post)) {
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
 * @param {State} rest
 * @returns {State}
 */
export function stateFromLink(fields, presets, rest) {
  const preset = fields.get("preset") ?? rest.preset;
  if (!Object.hasOwn(presets, preset)) throw new Error("it names an example that does not exist");
  const { pre, post } = presets[preset];
  const state = { ...rest, pre, post, left_out: [], preset, private: false };
  const numbers = (name) => (fields.get(name) ?? "").split(",").map((text) => readNumber(text));
  if (fields.has("pre") || fields.has("post")) {
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
  if (!ALTERNATIVES.includes(alternative)) return "The alternative must be two-sided, greater or less.";
  if (leftOut.some((i) => !Number.isInteger(i) || i < 0 || i >= pre.length)) return "A person who is left out does not exist.";
  const everyone = pre.length === post.length ? tested(state) : { pre, post };
  return whyUntestable(everyone.pre, everyone.post);
}

