/**
 * The state of a score sheet: what is possible, how it travels in a link, and as a file.
 */

import { asCsv } from "../../_base/cells.js";
import { numberOrText } from "../kit/link_values.js";
import { typed } from "../../_base/numbers.js";
import { bandOf, LARGEST, scoresOf } from "../../forms/scoring.js";
import { isExample, kindOf, rangeInWords, say } from "./words.js";
import { quoted, said, whyNoChoice } from "../../_base/words.js";

/** @import { Answer, Form } from "../../forms/scoring.js" */
/**
 * @typedef {object} State
 * @property {string} instrument
 * @property {Answer[]} answers
 * @property {string} missing
 * @property {number} max_missing
 * @property {string} out_of_range
 * @property {string} convention
 * @property {boolean} offered
 * @property {boolean} private
 */

export const KEYS = /** @type {const} */ ([
  "instrument",
  "answers",
  "missing",
  "max_missing",
  "out_of_range",
  "convention",
  "offered",
  "private",
]);
/** What a link to this figure can say. */
export const FIELDS = ["instrument", "answers", "missing", "max", "outside", "bands", "offered"];
export const CHOICES = {
  missing: { strict: "Strict: no score", prorate: "Prorate: the others' mean stands in" },
  out_of_range: { missing: "counts as missing", raise: "stops the scoring" },
};

/**
 * Why a state cannot be shown, or nothing.
 * @param {State} state
 * @param {Record<string, Form>} forms
 */
export function whyImpossible(state, forms) {
  if (!Object.hasOwn(forms, state.instrument)) return noInstrument(state.instrument);
  const form = forms[state.instrument];
  if (!Array.isArray(state.answers)) return "The answers are no list.";
  if (state.answers.length !== form.n_items)
    return `There are ${state.answers.length} answers; ${form.abbreviation} has ${form.n_items} items.`;
  const bad = state.answers.findIndex(
    (answer) => answer !== null && !(Number.isInteger(answer) && Math.abs(answer) <= LARGEST),
  );
  if (bad >= 0) return `Item ${bad + 1} has an answer that is no whole number from -${LARGEST} to ${LARGEST}.`;
  const share = state.max_missing;
  if (!(typeof share === "number" && share >= 0 && share <= 1))
    return `The share that may be missing would be ${said(share)}; it lies from 0 to 1.`;
  if (whyNoChoice(state, CHOICES)) return whyNoChoice(state, CHOICES);
  const known = form.conventions;
  return known.length && !known.includes(state.convention)
    ? `bands would be ${said(state.convention)}; it must be one of ${known.join(", ")}.`
    : "";
}

function noInstrument(name) {
  return `There is no instrument called ${said(name)}.`;
}

/** The first convention of a form, unless it has the one that is chosen. @param {string} convention @param {Form} form */
export function conventionFor(convention, { conventions }) {
  return conventions.includes(convention) || !conventions.length ? convention : conventions[0];
}

/**
 * The fields of a link.
 * @param {State} state
 * @param {Form} form
 * @param {boolean} withData whether answers that a reader gave may enter it
 */
export function linkFields(state, form, withData) {
  /** @type {Record<string, string>} */
  const fields = { instrument: state.instrument };
  const answers = state.private && !withData ? form.example.map(() => null) : state.answers;
  if (!isExample(answers, form)) fields.answers = answers.map((answer) => answer ?? "").join(".");
  if (state.missing !== "strict") fields.missing = state.missing;
  if (state.max_missing !== 0.2) fields.max = `${state.max_missing}`;
  if (state.out_of_range !== "missing") fields.outside = state.out_of_range;
  if (form.conventions.length && state.convention !== form.conventions[0]) fields.bands = state.convention;
  if (state.offered) fields.offered = "yes";
  return fields;
}

/** The fields of a frame on another page: never answers, whoever gave them. */
export function frameFields(state, form) {
  const { answers, ...rules } = linkFields(state, form, false);
  return rules;
}

/**
 * The state that a link asks for; throws one sentence where it asks for something impossible.
 * @param {URLSearchParams} fields
 * @param {Record<string, Form>} forms
 * @param {State} rest the figure as it was made
 * @returns {State}
 */
export function stateFromLink(fields, forms, rest) {
  const instrument = fields.get("instrument") ?? rest.instrument;
  if (!Object.hasOwn(forms, instrument)) throw new Error(noInstrument(instrument));
  const form = forms[instrument];
  return {
    instrument,
    answers: fields.has("answers") ? answersIn(fields.get("answers"), form) : form.example,
    missing: fields.get("missing") ?? "strict",
    max_missing: fields.has("max") ? numberOrText(fields.get("max")) : 0.2,
    out_of_range: fields.get("outside") ?? "missing",
    convention: fields.get("bands") ?? form.conventions[0] ?? rest.convention,
    offered: isOffered(fields.get("offered") ?? "no"),
    private: false,
  };
}

function isOffered(text) {
  if (["yes", "no"].includes(text)) return text === "yes";
  throw new Error(`offered would be ${quoted(text)}; it must be yes or no.`);
}

function answersIn(text, form) {
  const cells = text.split(".", form.n_items + 1);
  return cells.map((cell, i) => {
    if (cell === "") return null;
    if (!/^-?[0-9]{1,3}$/.test(cell))
      throw new Error(
        `Item ${i + 1} has the answer ${quoted(cell)}, which is no whole number from -${LARGEST} to ${LARGEST}.`,
      );
    return Number(cell) + 0;
  });
}

/**
 * The answers as a file that `read_responses` reads, and `score` scores.
 * @param {State} state
 * @param {Form} form
 */
export function answersAsCsv({ answers }, form) {
  const who = isExample(answers, form) ? "synthetic example" : "this form";
  return asCsv([
    ["person", ...form.columns],
    [who, ...answers.map((answer) => `${answer ?? ""}`)],
  ]);
}

/** The scores as a file. @param {State} state @param {Form} form */
export function scoresAsCsv(state, form) {
  const lines = scoresOf(state.answers, form, state).map(({ score, value, gaps }) => [
    score.name,
    value === null ? "" : `${value}`,
    kindOf(score),
    typed(rangeInWords(score, form)),
    `${score.items.length}`,
    `${gaps.length}`,
    bandOf(value, score, state.convention),
    score.caution,
  ]);
  return asCsv([["score", "value", "made_as", "range", "items", "not_counted", say("band"), "caution"], ...lines]);
}
