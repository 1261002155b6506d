/**
 * How the figures of a table came to be printed, as `twowaves.printed.conventions`.
 */

import rules from "./conventions_rules.json" with { type: "json" };

/** @import { Fraction } from "../_base/fraction.js" */
/** @import { Rounding } from "./number.js" */
/** @import { SdKind } from "./sums.js" */
/** @import { Side } from "./readings.js" */
/**
 * @typedef {object} Conventions
 * @property {Record<string, Rounding>} roundings by column; `""` stands for those that are not named
 * @property {SdKind} sd
 * @property {"any" | "two" | "one" | "against"} tail
 * @property {Fraction} step
 */

/** The words for conventions, and what depends on them. */
export const CONVENTIONS = rules;

/** What is taken where nothing is declared. @type {Conventions} */
export const USUAL = { roundings: {}, sd: "sample", tail: "any", step: { p: 1n, q: 1n } };

/**
 * What a caller declares.
 * @param {{rounding?: Rounding | Record<string, Rounding>, sd?: SdKind, step?: string, tail?: Conventions["tail"]}} declared
 * @returns {Conventions}
 */
export function conventions({ rounding, sd = "sample", step, tail = "any" } = {}) {
  const named = typeof rounding === "object" ? Object.entries(rounding) : [["", rounding ?? "nearest"]];
  const roundings = Object.fromEntries(named.map(([name, word]) => [rules.figures[name] ?? name, word]));
  return { roundings, sd, tail, step: (step && stepOf(step)) || USUAL.step };
}

/** How the figure of a column was rounded. @param {Conventions} said @param {string} column @returns {Rounding} */
export function roundingOf({ roundings }, column) {
  return roundings[column] ?? roundings[""] ?? "nearest";
}

/** The sides of the change on which a p may count. @param {Conventions} said @returns {Side[]} */
export function sidesOf({ tail }) {
  return /** @type {Side[]} */ (rules.sides[tail]);
}

/**
 * The same with what a row says of itself.
 * @param {Conventions} said
 * @param {Record<string, any>} cells
 * @returns {Conventions}
 */
export function ofRow(said, { rounding, sd_kind: sd, tail, unit: step }) {
  const own = { ...(rounding && { roundings: { "": rounding } }), ...(sd && { sd }), ...(tail && { tail }) };
  return { ...said, ...own, ...(step && { step }) };
}

/** The step that a text names: 0.5, 1/2 or 100/3; null if it names none. @param {string} text @returns {Fraction | null} */
export function stepOf(text) {
  const match = /^\+?(?:([0-9]+)\/([0-9]+)|([0-9]*)(?:\.([0-9]*))?)$/.exec(text);
  if (!match || text.length > 15) return null;
  const [, above, below, whole = "", rest = ""] = match;
  if (!above && !whole && !rest) return null;
  const p = BigInt(above ?? whole + rest);
  const q = above ? BigInt(below) : 10n ** BigInt(rest.length);
  if (!p || !q) return null;
  const common = divisor(p, q);
  const step = { p: p / common, q: q / common };
  return step.p < 10n ** 6n * step.q && step.q <= 10n ** 6n ? step : null;
}

function divisor(first, second) {
  return second ? divisor(second, first % second) : first;
}
