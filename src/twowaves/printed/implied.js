/**
 * What a printed t says of p, and which values of p a printed p stands for, as `twowaves.printed.implied`.
 */

import { toFloat } from "../_base/fraction.js";
import { intervalOf } from "./number.js";
import { CUSTOMARY } from "../_base/levels.js";
import { tTwoTailed } from "../_base/distributions.js";

/** @import { Printed } from "./number.js" */
/** @typedef {{low: number, high: number, closedLow: boolean, closedHigh: boolean}} Reading */

/** p of |t|. @param {number} t @param {number} df @param {1 | 2} tails */
export function pvalue(t, df, tails) {
  return (tTwoTailed(t, df) * tails) / 2;
}

/**
 * The lowest and the highest p of every |t| in an interval.
 * @param {import("./sums.js").Bounds} size of |t|
 * @param {number} df
 * @param {1 | 2} tails
 */
export function pvalues({ low, high }, df, tails) {
  return { low: pvalue(toFloat(high), df, tails), high: pvalue(toFloat(low), df, tails) };
}

/**
 * The values that a printed p stands for; a bound has one open end.
 * @param {Printed} printed
 * @param {import("./number.js").Rounding} rounding
 * @returns {Reading}
 */
export function readingOf(printed, rounding = "nearest") {
  const { low, high, closedLow, closedHigh } = intervalOf(printed, rounding);
  return { low: low ? toFloat(low) : -Infinity, high: high ? toFloat(high) : Infinity, closedLow, closedHigh };
}

/** A p printed at a customary level as the bound that it may stand for, else null. @param {Printed} printed */
export function asThreshold({ value, relation }) {
  const high = toFloat(value);
  if (relation === ">" || (relation === "=" && !CUSTOMARY.includes(high))) return null;
  return { low: -Infinity, high, closedLow: false, closedHigh: false };
}

/** Is some recomputed p meant? @param {Reading} reading @param {{low: number, high: number}} p */
export function isMeant({ low, high, closedLow, closedHigh }, p) {
  return (closedHigh ? p.low <= high : p.low < high) && (closedLow ? p.high >= low : p.high > low);
}

/**
 * The correlations that two SDs leave, the SD of the change from narrow to wide.
 * @param {number[]} first
 * @param {number[]} second
 * @param {number} narrow
 * @param {number} wide
 * @returns {[number, number]}
 */
export function correlationsOf(first, second, narrow, wide) {
  const corners = (change) => first.flatMap((a) => second.map((b) => (a * a + b * b - change * change) / (2 * a * b)));
  const high = Math.max(...corners(narrow));
  if (wide === Infinity) return [-Infinity, high];
  return [Math.min(...corners(wide), ...onEdges(first, second, wide), ...onEdges(second, first, wide), high), high];
}

/** The minima along the edges on which the second SD stays at an end. */
function onEdges(first, second, change) {
  return second
    .map((b) => [b, b * b - change * change])
    .filter(([, square]) => first[0] ** 2 < square && square < first[1] ** 2)
    .map(([b, square]) => Math.sqrt(square) / b);
}
