/**
 * The sentences of the audit, and how numbers stand in them: those of `prepost._wording`.
 */

import { toFloat } from "./fraction.js";
import { bare, decimal, general, level, span, toldApart, whole } from "./number_text.js";
import { intervalOf } from "./printed.js";
import { listed } from "./words.js";

/** @typedef {import("./audit_rows.js").Row} Row */
/** @typedef {import("./printed.js").Printed} Printed */
/** @typedef {import("./granularity.js").Range} Range */
/** @typedef {{low: number, high: number}} PValues */

const TAILS = { 1: "one-tailed", 2: "two-tailed" };
export const EITHER = "significant or not";
export const UNSIGNED = "No t of the table is negative though scores rose and fell: t may be printed unsigned.";

/** The ends of a range of whole numbers: −36 to −34. @param {Range} range */
function wholes({ start, stop, step }) {
  return span(whole(start), whole(start + ((stop - 1n - start) / step) * step));
}

/**
 * Recomputed p values to four decimals, or to as many as tell them from the levels: .0654 to .0662.
 * @param {PValues} p
 * @param {number[]} levels
 */
export function pvalue({ low, high }, levels) {
  if (high < 0.00005 && !levels.some((level) => level > 0 && level < 0.0001)) return "below .0001";
  return span(toldApart(low, levels, 4), toldApart(high, levels, 4));
}

/** The same as a part of a sentence: p = .0654 to .0662. */
function pIs(p, levels) {
  const text = pvalue(p, levels);
  return text.startsWith("below") ? `p ${text}` : `p = ${text}`;
}

/** An interval of r to two decimals: −.07 to .74. */
export function correlation(low, high) {
  return span(bare(low, 2), bare(high, 2));
}

/** The printed t without its sign. @param {Row} row */
function magnitude(row) {
  return row.cells.statistic.text.replace(/^[+\-\u2212 =]+/, "");
}

/** Why n people cannot have these figures. @param {string} what @param {Row} row @param {bigint} n @param {Range} changes */
export function obstacle(what, row, n, changes) {
  const people = `n = ${n}: `;
  if (what === "mean_pre" || what === "mean_post") {
    return `${people}no whole-number total gives ${what} = ${row.cells[what].text}.`;
  }
  if (what === "sd_pre" || what === "sd_post") {
    const mean = what.replace("sd", "mean");
    return `${people}no whole-number sum of squares gives ${what} = ${row.cells[what].text} with a total that ${mean} = ${row.cells[mean].text} allows.`;
  }
  if (what === "statistic") {
    return `${people}the means allow Σd = ${wholes(changes)}, and no whole-number Σd² of the same parity gives |t| = ${magnitude(row)}.`;
  }
  if (what === "correlation") return `${people}means, SDs and t would need a correlation beyond ±1.`;
  return `${people}each figure by itself is possible, but no whole numbers give all of them.`;
}

/** The two sums over people of the changes and of their squares. */
export function sums([change, squared]) {
  return `Σd = ${whole(change)}, Σd² = ${squared}`;
}

/** That a pair of sums fits n people. */
export function witness(n, pair) {
  return `n = ${n}: ${pair} fit all the printed figures.`;
}

/** The sentence about the first stated n, and how the others fare. */
export function withOtherSizes(text, fates) {
  const parts = fates.map(([fate, sizes]) => `n = ${listed(sizes)} ${fate}`);
  return parts.length ? `${text.replace(/\.$/, "")}; also stated: ${parts.join(", ")}.` : text;
}

/** How the printed df goes with the stated n. @param {bigint} printed @param {bigint[]} stated */
export function df(printed, stated) {
  const pairs = printed + 1n;
  const text = `df = ${printed} takes ${pairs} pairs`;
  if (stated.length === 1 && stated[0] === pairs) return `${text}, the stated n.`;
  if (stated.includes(pairs)) return `${text}, one of the stated n of ${listed(stated)}.`;
  return `${text}; the stated n ${stated.length === 1 ? "is" : "are"} ${listed(stated)}.`;
}

/** Which order of subtraction the sign of t shows, and how many rows agree. */
export function sign(row, direction, order, same, other) {
  const { statistic } = row.cells;
  const kind = statistic.value.p < 0n ? "negative" : "positive";
  const text = `The score ${direction} and t = ${statistic.text} is ${kind}: t is of ${order}`;
  const count = same + other;
  if (count === 1) return `${text}.`;
  if (same === other) return `${text}, as in half of the ${count} rows, so which order is meant cannot be told.`;
  if (same > other) return `${text}, as in ${same} of the ${count} rows.`;
  return `${text}, unlike in ${other} of the ${count} rows; either order is customary, but a table keeps to one.`;
}

/** The recomputed p beside the values that the printed one stands for. */
export function pValue(row, at, p, tails) {
  const printed = row.cells.pvalue;
  const meant =
    printed.relation === "="
      ? `${printed.text} stands for ${ends(printed).join(" to ")}`
      : `${printed.text} is a bound`;
  const { low, high } = intervalOf(printed);
  const levels = [low, high].filter((end) => end).map(toFloat);
  return `${recomputed(row, at, p, tails, levels)}; ${meant}.`;
}

/** The ends of a printed p, none below zero. @param {Printed} printed */
function ends(printed) {
  const { low, high } = intervalOf(printed);
  return [low, high].map(({ p }) => {
    if (p <= 0n) return "0";
    return decimal(5n * p, printed.decimals + 1).replace(/^0/, ""); // p counts halves of the last digit
  });
}

/** The p that follows from the printed t. */
function recomputed(row, at, p, tails, levels) {
  return `At df = ${at}, |t| = ${magnitude(row)} gives ${pIs(p, levels)} ${TAILS[tails]}`;
}

/** Whether the printed p makes sense as a bound. */
export function threshold(row, at, p, tails, fits) {
  const { text, value } = row.cells.pvalue;
  const bound = text.replace(/^[=< ]+/, "");
  return `${recomputed(row, at, p, tails, [toFloat(value)])}, which ${fits ? "fits" : "does not fit"} p < ${bound}.`;
}

/** What p says at α beside what the paper says. */
export function decision(p, tails, alpha, found, { source, said }) {
  return `At α = ${level(alpha)}, ${pIs(p, [alpha])} ${TAILS[tails]} is ${found}; ${source} says ${said}.`;
}

/** Why a p is not read as the bound below which it lies. @param {Printed} printed */
export function noThreshold({ relation, text }) {
  if (relation === ">") return `p ${text} is a bound from below.`;
  return `p = ${text} is none of the levels .1, .05, .01, .005 and .001 that stand for bounds.`;
}

/** That no claim is made. @param {Printed} printed @param {number} alpha */
export function undecided({ text }, alpha) {
  return `There is no claim, and p printed as ${text} may lie on either side of ${level(alpha)}.`;
}

/** The totals of all people. @param {Range} possible */
export function totals(possible) {
  return `Σ = ${wholes(possible)}`;
}

function people(n, items) {
  return items === 1n ? `${n} people` : `${n} people with ${items} items each`;
}

/** That every mean is possible. */
export function grimIsBlind(n, items, decimals) {
  return `For ${people(n, items)} every mean with ${decimals} decimal${decimals === 1 ? "" : "s"} is possible, so GRIM has nothing to judge.`;
}

/** The total that gives the mean. */
export function grim(mean, n, items, possible) {
  return `For ${people(n, items)} a total of ${wholes(possible)} gives the mean ${mean.text}.`;
}

/** That no total gives the mean, and the nearest that one gives. */
export function notGrim(mean, n, items, near) {
  return `For ${people(n, items)} no whole-number total gives the mean ${mean.text}; the nearest means are ${listed(near)}.`;
}

/** That there is nothing to take the SD of. */
export function noTotal(mean, n) {
  return `No whole-number total of ${n} people gives the mean ${mean.text}, so no SD goes with it.`;
}

/** The sums that give the SD. */
export function grimmer(sd, n, total, squared) {
  return `For ${n} people a total of ${whole(total)} and a sum of squares of ${squared} give the SD ${sd.text}.`;
}

/** That no sum of squares gives the SD. */
export function notGrimmer(mean, sd, n, near) {
  return `For ${n} people with the mean ${mean.text} no whole-number sum of squares gives the SD ${sd.text}; nearest is ${near}.`;
}

/** The ends of a scale. */
export function scale(low, high) {
  return `${plain(low)} to ${plain(high)}`;
}

function plain(fraction) {
  return general(toFloat(fraction));
}

/** That the mean lies outside the scale. */
export function offScale(mean, low, high) {
  return `The mean ${mean.text} lies outside the scale from ${scale(low, high)}.`;
}

/** How the SD compares with the largest on the scale. */
export function onScale(mean, sd, n, between, { most, fits }) {
  return `On the scale from ${between} the SD of ${n} people with the mean ${mean.text} is at most ${most}; ${sd.text} is ${fits ? "possible" : "too large"}.`;
}

/** That the totals are not gone through. */
export function tooMany(mean, n, items, most) {
  return `For ${people(n, items)} more than ${most} whole-number totals give the mean ${mean.text}: too many to go through one by one.`;
}

/** That the sums are not gone through. */
export function tooLong(n, steps) {
  return `At n = ${n} these figures leave more whole-number sums than ${steps} steps go through, so whether they fit together is left open.`;
}

/** The correlations that the figures imply. */
export function impliedR(interval, n, fits) {
  return `With n = ${n}, means, SDs and t imply a correlation of pre and post of ${interval}${fits ? "" : ", beyond ±1"}.`;
}
