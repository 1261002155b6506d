/**
 * The ways to read a printed p, as `twowaves.printed.readings`.
 */

import { asThreshold, isMeant, pvalues, readingOf } from "./implied.js";

/** @import { Printed } from "./number.js" */
/** @import { Bounds } from "./sums.js" */
/** @typedef {"two_tailed" | "one_tailed" | "against"} Side */
/** @typedef {{low: number, high: number}} Between */
/** @typedef {{side: Side, bound: boolean, meant: import("./implied.js").Reading, found: Between, fits: boolean}} Way */

/** One tail is the one on the side of the change; a tail chosen beforehand may lie against it. @type {Side[]} */
export const SIDES = ["two_tailed", "one_tailed", "against"];

const SLACK = 1e-9; // what floats may lose where a whole number of units lies between

/**
 * The p values of every |t| in an interval, on that side of the change, from the lowest df to the highest.
 * @param {Bounds} size @param {number[]} dfs @param {Side} side
 * @returns {Between}
 */
export function onSide(size, dfs, side) {
  if (side === "two_tailed") return between(size, dfs, 2);
  const one = between(size, dfs, 1);
  return side === "one_tailed" ? one : { low: 1 - one.high, high: 1 - one.low };
}

/** @param {Bounds} size @param {number[]} dfs @param {1 | 2} tails */
function between(size, dfs, tails) {
  const [lowest, highest] = dfs;
  const [most, least] = [pvalues(size, lowest, tails), pvalues(size, highest, tails)];
  return { low: Math.min(most.low, least.low), high: Math.max(most.high, least.high) };
}

/**
 * The ways to read a printed p, the plainest first.
 * @param {Printed} printed @param {Bounds} size of |t| @param {number[]} dfs @param {Side[]} sides
 * @param {import("./number.js").Rounding} rounding
 * @returns {Way[]}
 */
export function readings(printed, size, dfs, sides = SIDES, rounding = "nearest") {
  // against the change p is above .5, so a bound says nothing there, and nobody means one
  const meantSides = sides.filter((side) => side !== "against" || printed.relation === "=" || sides.length === 1);
  const found = meantSides.map((side) => /** @type {const} */ ([side, onSide(size, dfs, side)]));
  const way =
    (bound, meant) =>
    (/** @type {readonly [Side, Between]} */ [side, p]) => ({
      ...{ side, bound, meant, found: p },
      fits: isMeant(meant, p),
    });
  const plain = found.map(way(false, readingOf(printed, rounding)));
  const meant = asThreshold(printed);
  if (!meant || printed.relation !== "=") return plain;
  return [...plain, ...found.filter(([side]) => side !== "against").map(way(true, meant))];
}

/** By how many units of its last digit a figure would have to differ. @param {Between} meant @param {Between} found @param {number} unit */
export function unitsBetween(meant, found, unit) {
  const gap = Math.max(found.low - meant.high, meant.low - found.high);
  return Math.max(1, Math.ceil(gap / unit - SLACK));
}
