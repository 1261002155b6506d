/**
 * The state of the paired explorer: who counts, what is possible, and how it travels in a link.
 */

import rules from "./rules.json" with { type: "json" };
import templates from "./words.json" with { type: "json" };
import { roundStep } from "../kit/drawing.js";
import { whyNoLevel } from "../../_base/levels.js";
import { numberOrText, numbersIn } from "../kit/link_values.js";
import { sentences } from "../../_base/sentences.js";
import { crossProduct, isSignificant, mean, whyUntestable } from "../../paired/ttest.js";
import { quoted, said } from "../../_base/words.js";

export const MOST = rules.most_people;
/** What a link to this figure can say. */
export const FIELDS = ["preset", "people", "pre", "post", "out", "alpha", "alternative"];
/** The alternatives, and the question that each asks. */
export const QUESTIONS = {
  "two-sided": "Two tails: any change",
  greater: "One tail: scores rise",
  less: "One tail: scores fall",
};
/** Not an example but somebody's own numbers: from Python, from a link or pasted. */
export const OWN = "own";
const DIGITS = rules.digits; // of the spread, that a score shows
// behind the names of people who print a row to the last digit; links without `people` mean those
const EXACT = rules.exact;
const WHOLE = "answers";
const NOT_NUMBERS = "The scores must be two lists of numbers.";

export const say = sentences(templates);

/**
 * @typedef {object} State
 * @property {number[]} pre
 * @property {number[]} post
 * @property {number[]} given_pre
 * @property {number[]} given_post
 * @property {number[]} left_out
 * @property {number} alpha
 * @property {"two-sided" | "greater" | "less"} alternative
 * @property {string} preset
 * @property {boolean} private
 */

/**
 * How scores are shown and moved.
 * @typedef {{scale: number[], unit: string, ends: string[], step: number, decimals: number, fine_decimals: number}} Look
 */

/**
 * How somebody's own scores are moved; their digits follow from `ownDigits`.
 * @param {number[]} scores
 * @returns {Look}
 */
export function ownLook(scores) {
  const digits = ownDigits(scores);
  const step = Math.max(Number(`1e-${digits.decimals}`), roundStep(spreadOf(scores), 100));
  return { scale: [], unit: "", ends: ["Before", "After"], step, ...digits };
}

/**
 * How many decimals somebody's own scores show, and their mean change; `_own_look` in Python follows
 * the same rule.
 * @param {number[]} scores
 */
export function ownDigits(scores) {
  const magnitude = Math.floor(Math.log10(spreadOf(scores)));
  const decimals = Math.min(Math.max(0, DIGITS - 1 - magnitude), Math.max(...scores.map(decimalsOf)));
  return { decimals, fine_decimals: Math.max(decimals + 1, 2 - magnitude) };
}

function spreadOf(scores) {
  return Math.max(...scores) - Math.min(...scores) || 1;
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
 */
export function captionOf(state, presets) {
  const moved = !samePeople(state, givenIn(state));
  if (state.preset !== OWN) return presets[state.preset][moved ? "changed" : "caption"];
  const whose = state.private ? "Your own numbers" : say("scores", { n: state.pre.length });
  return say(moved ? "changed" : "as_given", { whose });
}

/** The people as they came, before a hand moved them. @param {State} state */
export function givenIn({ given_pre: pre, given_post: post }) {
  return { pre, post };
}

/** A state's part that says who there is, as given, with nobody left out. */
export function asGiven({ pre, post }) {
  return { pre, post, given_pre: pre, given_post: post, left_out: [] };
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

/**
 * The fields of a link; people only where they differ from those whom it would show without them.
 * @param {State} state
 * @param {{pre: number[], post: number[]} | undefined} people
 * @param {boolean} withData whether numbers that a reader pasted may enter it
 * @param {Record<string, any>} presets
 */
export function linkFields(state, people, withData, presets) {
  /** @type {Record<string, string>} */
  const fields = { preset: withData || !state.private ? nameOf(state.preset) : "blank" };
  if (Object.hasOwn(presets, `${fields.preset}${EXACT}`) && fields.preset === state.preset) fields.people = WHOLE;
  fields.alpha = `${state.alpha}`;
  fields.alternative = state.alternative;
  if (state.private && !withData) return fields;
  if (!people || !samePeople(state, people)) {
    fields.pre = state.pre.join(",");
    fields.post = state.post.join(",");
  }
  if (state.left_out.length) fields.out = state.left_out.map((i) => i + 1).join(",");
  return fields;
}

/** What a menu calls an example. @param {string} preset */
export function nameOf(preset) {
  return preset.replace(EXACT, "");
}

/** The examples that a menu offers. @param {Record<string, any>} presets */
export function offered(presets) {
  return Object.fromEntries(Object.entries(presets).filter(([name]) => !name.endsWith(EXACT)));
}

/** The example that a link means: links were handed out before there were people with whole-number answers. */
function presetOf(fields, presets, rest) {
  const name = fields.get("preset");
  const people = fields.get("people");
  if (people !== null && people !== WHOLE)
    throw new Error(`its “people” are ${quoted(people)}; they can be “${WHOLE}”`);
  if (name === null) return rest;
  return people === null && Object.hasOwn(presets, `${name}${EXACT}`) ? `${name}${EXACT}` : name;
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
  const preset = presetOf(fields, presets, rest.preset);
  const hasScores = fields.has("pre") || fields.has("post");
  if (preset === OWN ? !(hasScores || rest.preset === OWN) : !Object.hasOwn(presets, preset)) {
    throw new Error(
      preset === OWN
        ? "it names nobody's own scores: it has neither “pre” nor “post”"
        : `there is no example called ${quoted(preset)}`,
    );
  }
  const people = preset === OWN ? givenIn(rest) : presets[preset];
  const state = { ...rest, ...asGiven(people), preset, private: false };
  if (hasScores) {
    Object.assign(state, { pre: numbersIn(fields, "pre"), post: numbersIn(fields, "post") });
    if (Math.max(state.pre.length, state.post.length) > MOST) throw new Error(`it has more than ${MOST} people`);
    // numbers that only the link has: it is where they come from
    if (preset === OWN && rest.preset !== OWN) Object.assign(state, asGiven(state));
  }
  if (fields.has("out")) state.left_out = [...new Set(numbersIn(fields, "out").map((person) => person - 1))];
  if (fields.has("alpha")) state.alpha = numberOrText(fields.get("alpha"));
  if (fields.has("alternative")) state.alternative = /** @type {any} */ (fields.get("alternative"));
  return state;
}

/**
 * Why a state cannot be shown, or nothing.
 * @param {State} state
 * @param {Record<string, any>} presets
 */
export function whyImpossible(state, presets) {
  if (state.preset !== OWN && !Object.hasOwn(presets, state.preset))
    return `There is no example called ${said(state.preset)}.`;
  const { pre, post, left_out: leftOut, alpha, alternative } = state;
  if (![pre, post, state.given_pre, state.given_post].every(isNumbers)) return NOT_NUMBERS;
  if (!isNumbers(leftOut) || new Set(leftOut).size < leftOut.length)
    return "Who is left out must be a list of people, each once.";
  const noLevel = whyNoLevel(alpha);
  if (noLevel) return noLevel;
  if (!Object.hasOwn(QUESTIONS, alternative))
    return `The alternative would be ${said(alternative)}; it is two-sided, greater or less.`;
  const nobody = leftOut.find((i) => !Number.isInteger(i) || i < 0 || i >= pre.length);
  if (nobody !== undefined)
    return `Person ${nobody + 1} would be left out; there are ${pre.length} people, numbered from 1.`;
  if (Math.max(pre.length, post.length) > MOST) return `There would be more than ${MOST} people.`;
  const everyone = pre.length === post.length ? tested(state) : { pre, post };
  return whyUntestable(everyone.pre, everyone.post);
}

function isNumbers(list) {
  return Array.isArray(list) && list.every((value) => typeof value === "number");
}
