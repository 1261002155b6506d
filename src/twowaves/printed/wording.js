/**
 * The sentences of the audit, from `audit.json`, and how numbers stand in them: those of
 * `twowaves.printed.wording`.
 */

import templates from "./audit.json" with { type: "json" };
import { toFloat } from "../_base/fraction.js";
import { bare, general, span, toldApart, whole, withPoint } from "../_base/numbers.js";
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

/** The recomputed p beside what the printed one means in a reading that fits. @param {Row} row @param {string} at @param {Way} way */
export function pValue(row, at, { side, bound, meant, found }) {
  const printed = row.cells.pvalue;
  const tails = TAILS[side];
  if (!bound) return beside(recomputed(row, at, found, tails, levelsOf(row)), row);
  const text = printed.text.replace(/^[= ]+/, "");
  return say("threshold_fits", { recomputed: recomputed(row, at, found, tails, [meant.high]), bound: text });
}

/** The recomputed p of each side beside a printed one that is none of them. @param {Row} row @param {string} at @param {Way[]} tried */
export function noReading(row, at, [first, ...others]) {
  const levels = levelsOf(row);
  let found = recomputed(row, at, first.found, TAILS[first.side], levels);
  for (const { side, found: p } of others)
    found = say("in_both_tails", { recomputed: found, other: pIs(p, levels), tails: TAILS[side] });
  return beside(found, row);
}

/** The recomputed p of each side: .0654 two-tailed or .0327 one-tailed. @param {Way[]} tried @param {number[]} levels */
export function eachTail(tried, levels) {
  return listed(
    tried.map(({ side, found }) => say("in_tail", { p: pvalue(found, levels), tails: TAILS[side] })),
    "or",
  );
}

/** The finite ends of what a printed p stands for. @param {Row} row */
function levelsOf(row) {
  const { low, high } = row.interval("pvalue");
  return [low, high].filter((end) => end).map(toFloat);
}

/** What was found beside what is printed. @param {string} found @param {Row} row */
function beside(found, row) {
  const printed = row.cells.pvalue;
  if (printed.relation !== "=") return say("p_is_a_bound", { recomputed: found, p: printed.text });
  const { low, high } = row.interval("pvalue");
  return say("p_stands_for", { recomputed: found, p: cited(printed), low: end(low), high: end(high) });
}

/** A printed p, and how it should be printed if it is a zero, which no p is. @param {Printed} p */
export function cited({ text, value, decimals }) {
  if (value.p || !decimals) return text;
  return say("p_of_zero", { p: text, bound: end({ p: 1n, q: value.q }) });
}

/** An end of a printed p, not below zero: its denominator says its decimals. @param {{p: bigint, q: bigint}} end */
function end({ p, q }) {
  if (p <= 0n) return "0";
  const tens = `${q}`.length - (/^10*$/.test(`${q}`) ? 1 : 0);
  const text = withPoint((p * 10n ** BigInt(tens)) / q, tens);
  let last = text.length;
  while (text.includes(".") && text[last - 1] === "0") last -= 1;
  return text
    .slice(0, last)
    .replace(/\.$/, "")
    .replace(/^0(?=.)/, "");
}

/** The p that follows from the printed t. */
function recomputed(row, at, p, tails, levels) {
  return say("recomputed", { df: at, t: magnitude(row), p_is: pIs(p, levels), tails });
}
