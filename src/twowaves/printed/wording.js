/**
 * The sentences of the audit, from `audit.json`, and how numbers stand in them: those of
 * `twowaves.printed.wording`.
 */

import templates from "./audit.json" with { type: "json" };
import { toFloat } from "../_base/fraction.js";
import { bare, decimal, general, span, toldApart, whole } from "../_base/numbers.js";
import { intervalOf } from "./number.js";
import { sentences } from "../_base/sentences.js";
import { listed } from "../_base/words.js";

/** @import { Row } from "./table.js" */
/** @import { Printed } from "./number.js" */
/** @import { Range } from "./sums.js" */
/** @import { Way } from "./readings.js" */
/** @typedef {{low: number, high: number}} PValues */

export const say = sentences(templates);

/** The sides of a p in words. */
export const TAILS = { two_tailed: say("two_tailed"), one_tailed: say("one_tailed"), against: say("against") };

/** The ends of a range of whole numbers: −36 to −34. @param {Range} range */
export function wholes({ start, stop, step }) {
  return span(whole(start), whole(start + ((stop - 1n - start) / step) * step));
}

/**
 * Recomputed p values to four decimals, or to as many as tell them from the levels: .0654 to .0662.
 * @param {PValues} p
 * @param {number[]} levels
 */
export function pvalue({ low, high }, levels) {
  if (high < 0.00005 && !levels.some((level) => level > 0 && level < 0.0001)) return say("p_below");
  return span(toldApart(low, levels, 4), toldApart(high, levels, 4));
}

/** The same as a part of a sentence: p = .0654 to .0662. */
export function pIs(p, levels) {
  const text = pvalue(p, levels);
  return say(text === say("p_below") ? "p_bound" : "p_is", { p: text });
}

/** An interval of r to two decimals: −.07 to .74. */
export function correlation(low, high) {
  return span(bare(low, 2), bare(high, 2));
}

/** The printed t without its sign. @param {Row} row */
function magnitude(row) {
  return row.cells.statistic.text.replace(/^[+\-\u2212 =]+/, "");
}

/** How many people, and how many items each if that is more than one. */
export function peopleInWords(n, items) {
  return items === 1n ? say("people", { n }) : say("people_with_items", { n, items });
}

/** The ends of a scale, which are whole numbers or have few decimals. */
export function scaleInWords(low, high) {
  return say("scale", { low: general(toFloat(low)), high: general(toFloat(high)) });
}

/** Why n people cannot have these figures. @param {string} what @param {Row} row @param {bigint} n @param {Range} changes */
export function obstacle(what, row, n, changes) {
  const { cells } = row;
  if (what === "mean_pre" || what === "mean_post") return say("no_mean", { n, name: what, mean: cells[what].text });
  if (what === "sd_pre" || what === "sd_post") {
    const name = what.replace("sd", "mean");
    return say("no_sd", { n, name: what, sd: cells[what].text, mean_name: name, mean: cells[name].text });
  }
  if (what === "statistic") return say("no_statistic", { n, changes: wholes(changes), t: magnitude(row) });
  return say(what === "correlation" ? "no_correlation" : "not_together", { n });
}

/** The sentence about the first stated n, and how the others fare. */
export function withOtherSizes(text, fates) {
  const met = fates.filter(([, sizes]) => sizes.length);
  const told = met.map(([fate, sizes]) => say("size_fate", { sizes: listed(sizes), fate }));
  return told.length ? say("other_sizes", { text: text.replace(/\.$/, ""), fates: told.join(", ") }) : text;
}

/** How the printed df goes with the stated n. @param {bigint} printed @param {bigint[]} stated */
export function df(printed, stated) {
  const [pairs, alone] = [printed + 1n, stated.length === 1];
  const parts = { df: printed, pairs, stated: listed(stated) };
  if (stated.includes(pairs)) return say(alone ? "df_stated" : "df_among_stated", parts);
  return say(alone ? "df_not_stated" : "df_not_among_stated", parts);
}

/** Which order of subtraction the sign of t shows, and how many rows agree. */
export function sign(row, direction, order, same, other) {
  const { statistic } = row.cells;
  const kind = statistic.value.p < 0n ? "negative" : "positive";
  const count = same + other;
  const parts = { direction, t: statistic.text, kind, order, count, same, other };
  if (count === 1) return say("sign", parts);
  if (same === other) return say("sign_of_half", parts);
  return say(same > other ? "sign_of_most" : "sign_unlike_most", parts);
}

/** A way to read a printed p in words. @param {Way} way */
export function readingInWords({ side, bound }) {
  return bound ? say("as_bound", { tails: TAILS[side] }) : TAILS[side];
}

/** The recomputed p beside what the printed one means in a reading that fits. @param {Row} row @param {bigint} at @param {Way} way */
export function pValue(row, at, { side, bound, meant, found }) {
  const printed = row.cells.pvalue;
  const tails = TAILS[side];
  if (!bound) return beside(recomputed(row, at, found, tails, levelsOf(printed)), printed);
  const text = printed.text.replace(/^[= ]+/, "");
  return say("threshold_fits", { recomputed: recomputed(row, at, found, tails, [meant.high]), bound: text });
}

/** The recomputed p of both tails beside a printed one that is neither. */
export function noReading(row, at, two, one) {
  const printed = row.cells.pvalue;
  const levels = levelsOf(printed);
  const found = recomputed(row, at, two, TAILS.two_tailed, levels);
  return beside(say("in_both_tails", { recomputed: found, other: pIs(one, levels) }), printed);
}

/** The recomputed p of both tails: .0654 two-tailed or .0327 one-tailed. */
export function inBothTails(two, one, levels) {
  return say("either_tail", { two: pvalue(two, levels), one: pvalue(one, levels) });
}

/** The finite ends of what a printed p stands for. @param {Printed} printed */
function levelsOf(printed) {
  const { low, high } = intervalOf(printed);
  return [low, high].filter((end) => end).map(toFloat);
}

/** What was found beside what is printed. */
function beside(found, printed) {
  if (printed.relation !== "=") return say("p_is_a_bound", { recomputed: found, p: printed.text });
  const { low, high } = intervalOf(printed);
  const ends = { low: end(low, printed), high: end(high, printed) };
  return say("p_stands_for", { recomputed: found, p: printed.text, ...ends });
}

/** An end of a printed p, not below zero; it counts halves of the last digit. */
function end({ p }, { decimals }) {
  return p <= 0n ? "0" : decimal(5n * p, decimals + 1).replace(/^0/, "");
}

/** The p that follows from the printed t. */
function recomputed(row, at, p, tails, levels) {
  return say("recomputed", { df: at, t: magnitude(row), p_is: pIs(p, levels), tails });
}
