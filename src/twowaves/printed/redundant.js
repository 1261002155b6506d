/**
 * Figures that a table prints twice in other words, as `twowaves.printed.redundant`.
 */

import templates from "./redundant.json" with { type: "json" };
import rules from "./redundant_rules.json" with { type: "json" };
import { dfOf, judged, pairsOf, sizeOf, sizeOfWave } from "./judgement.js";
import { correlationsOf } from "./implied.js";
import { sidesOf } from "./conventions.js";
import { unitOf } from "./number.js";
import { unitsBetween } from "./readings.js";
import { weight } from "./sums.js";
import { Untestable } from "./table.js";
import { logGammaHalfStep, tCritical } from "../_base/distributions.js";
import { minus, toFloat } from "../_base/fraction.js";
import { bare, fixed, span } from "../_base/numbers.js";
import { sentences } from "../_base/sentences.js";
import { listed } from "../_base/words.js";

/** @import { Row } from "./table.js" */
/** @import { Context, Judgement, Time } from "./judgement.js" */
/** @typedef {{low: number, high: number}} Between */
/** @typedef {{what: string, value: Between, printed: string, unit: number}} Figure what a printed figure comes to */
/** @typedef {{low: Between, high: Between, after: string}} Ends of an interval of confidence, and what its columns end with */

const say = sentences(templates);

const SLACK = 1e-9; // what floats may lose
const MOST_T = 1e6; // a p that may be zero leaves t without an end
const LEVEL = 0.95;
const MANY = 1e9; // degrees of freedom of a normal distribution
const SOURCES = {
  means: say("means"),
  change_and_t: say("change_and_t"),
  se_change: say("se_of_change"),
  sd_change: say("sd_of_change"),
};

/** The absolute values of the numbers in an interval. @param {Between} of @returns {Between} */
function sizeIn({ low, high }) {
  return low >= 0 ? { low, high } : { low: Math.max(0, -high), high: Math.max(-low, high) };
}

/** The quotients of numbers that are not negative. @param {Between} above @param {Between} below @returns {Between} */
function ratio(above, below) {
  const high = below.low <= 0 ? Infinity : above.high / below.low;
  return { low: below.high ? above.low / below.high : 0, high };
}

/** @param {Between} of @param {number} factor @returns {Between} */
function scaled({ low, high }, factor) {
  return { low: low * factor, high: high * factor };
}

/** Have two intervals a number in common, but for what floats lose? @param {Between} first @param {Between} second */
function touch(first, second) {
  const slack = SLACK * (1 + Math.min(Math.abs(first.high), Math.abs(second.high)));
  return first.low <= second.high + slack && second.low <= first.high + slack;
}

/** How far two intervals lie apart; below zero where they overlap. @param {Between} first @param {Between} second */
function gap(first, second) {
  return Math.max(first.low - second.high, second.low - first.high);
}

/** @param {Between} of @returns {Between} */
function turned({ low, high }) {
  return { low: -high, high: -low };
}

// What follows from what

/** |t| as printed, or where no t is printed, as p leaves it on any of its sides. @returns {Between} */
function sizeOfT(row, context) {
  if (row.has("statistic") || !row.has("pvalue")) {
    const { low, high } = row.sizeOfT();
    return { low: toFloat(low), high: toFloat(high) };
  }
  const p = row.between("pvalue");
  const printed = row.need("pvalue");
  if (printed.relation === ">") throw new Untestable(say("p_leaves_t_open", { p: printed.text }));
  const df = Number(dfOf(row, context));
  const ends = sidesOf(row.conventions).map((side) => tsOf(p, df, side));
  return { low: Math.min(...ends.map(([low]) => low)), high: Math.max(...ends.map(([, high]) => high)) };
}

/** The lowest and the highest |t| with such a p. */
function tsOf(p, df, side) {
  let [low, high] = [Math.max(p.low, 0), Math.min(p.high, 1)];
  if (side === "two_tailed") [low, high] = [low / 2, high / 2];
  if (side === "against") [low, high] = [1 - high, 1 - low];
  return [tAbove(high, df), tAbove(low, df)];
}

/** The t above which a tail lies, from 0 to the most that is reckoned with. */
function tAbove(tail, df) {
  if (tail >= 0.5) return 0;
  return tail > 0 ? Math.min(MOST_T, tCritical(tail, df)) : MOST_T;
}

/** The mean change as printed, or post minus pre where both waves are of the pairs. @returns {Between} */
function changeOf(row, context) {
  if (row.has("mean_change")) return row.between("mean_change");
  pairsOf(row, context);
  return differenceOf(row);
}

/** @param {Row} row @returns {Between} */
function differenceOf(row) {
  const [pre, post] = [row.bounds("mean_pre"), row.bounds("mean_post")];
  return { low: toFloat(minus(post.low, pre.high)), high: toFloat(minus(post.high, pre.low)) };
}

/** An SD with denominator n − 1, whatever its kind as printed. @param {Row} row @param {string} column @param {bigint} n @returns {Between} */
function sdOf(row, column, n) {
  const { low, high } = row.between(column);
  const factor = Math.sqrt(Number(weight(n, row.conventions.sd)) / Number(n - 1n));
  return { low: Math.max(0, low) * factor, high: high * factor };
}

/** The SD of the change: as printed, by its standard error, or by change and t. @returns {Between} */
function spreadOfChange(row, context) {
  const n = sizeOf(row, context);
  if (row.has("sd_change")) return sdOf(row, "sd_change", n);
  const root = Math.sqrt(Number(n));
  if (row.has("se_change")) return scaled(sizeIn(row.between("se_change")), root);
  const t = sizeOfT(row, context);
  return scaled(ratio(sizeIn(changeOf(row, context)), t), root);
}

function sourceOfSpread(row) {
  return SOURCES[["sd_change", "se_change"].find((name) => row.has(name)) ?? "change_and_t"];
}

/** The correlations that the SDs leave, with the SD of the change. @param {Row} row @param {Context} context @returns {Between} */
export function correlationLeft(row, context) {
  const n = pairsOf(row, context);
  const [first, second] = [sdOf(row, "sd_pre", n), sdOf(row, "sd_post", n)];
  if (first.low <= 0 || second.low <= 0) throw new Untestable(say("sd_may_be_zero"));
  const spread = spreadOfChange(row, context);
  const ends = [first, second].map(({ low, high }) => [low, high]);
  const [low, high] = correlationsOf(ends[0], ends[1], spread.low, spread.high);
  return { low, high };
}

// The checks

/** @param {Row} row @param {string} column @param {string} what @returns {Figure} */
function asItStands(row, column, what) {
  const printed = row.need(column);
  return { what, value: row.between(column), printed: printed.text, unit: unitOf(printed) };
}

/**
 * Hold a printed figure against what follows from others.
 * @param {Figure} found
 * @param {Between} expected
 * @param {string} source
 * @param {number} decimals
 * @param {string} reading
 * @returns {Judgement}
 */
function held({ what, value, printed, unit }, expected, source, decimals, reading = "") {
  const text = spanOf(expected, decimals);
  const detail = say("follows", { source, what, expected: text, printed });
  const told = judged(touch(value, expected), text, printed, detail, unitsBetween(value, expected, unit));
  return { ...told, reading: told.verdict === "consistent" ? reading : "" };
}

/** @param {Row} row @param {string} column @returns {number} */
function decimalsOf(row, column) {
  return row.need(column).decimals + 1;
}

function spanOf({ low, high }, decimals) {
  if (high === Infinity) return say("or_more", { low: fixed(low, decimals) });
  return span(fixed(low, decimals), fixed(high, decimals));
}

function checkChange(row, context) {
  const found = asItStands(row, "mean_change", say("what_change"));
  pairsOf(row, context);
  const rise = differenceOf(row);
  const same = gap(found.value, rise) <= gap(found.value, turned(rise));
  const word = same ? say("post_minus_pre") : say("pre_minus_post");
  return held(found, same ? rise : turned(rise), SOURCES.means, decimalsOf(row, "mean_change"), word);
}

function checkT(row, context) {
  const found = asItStands(row, "statistic", say("what_t"));
  if (!row.has("sd_change") && !row.has("se_change")) row.need("sd_change");
  const spread = spreadOfChange(row, context);
  const root = Math.sqrt(Number(sizeOf(row, context)));
  const size = scaled(ratio(sizeIn(changeOf(row, context)), spread), root);
  const { low, high } = row.sizeOfT();
  const value = { low: toFloat(low), high: toFloat(high) };
  return held({ ...found, value }, size, sourceOfSpread(row), decimalsOf(row, "statistic"));
}

function checkSeOfChange(row, context) {
  const found = asItStands(row, "se_change", say("what_se"));
  const n = sizeOf(row, context);
  row.need("sd_change");
  const expected = scaled(sdOf(row, "sd_change", n), 1 / Math.sqrt(Number(n)));
  return held(found, expected, SOURCES.sd_change, decimalsOf(row, "se_change"));
}

/** The two ends of an interval of confidence, the lower one first. @param {Row} row @param {string} after @returns {Ends} */
function endsOf(row, after = "") {
  const [low, high] = [row.between(`ci_low${after}`), row.between(`ci_high${after}`)];
  return low.low <= high.low ? { low, high, after } : { low: high, high: low, after };
}

/** @param {Row} row @param {Ends} ends @returns {Figure} */
function middleOf(row, { low, high, after }) {
  const value = { low: (low.low + high.low) / 2, high: (low.high + high.high) / 2 };
  const unit = unitOf(row.need(`ci_low${after}`));
  return { what: say("what_middle"), value, printed: printedInterval(row, after), unit };
}

function printedInterval(row, after) {
  return say("ci", { low: row.need(`ci_low${after}`).text, high: row.need(`ci_high${after}`).text });
}

function checkMiddle(row, context) {
  const found = middleOf(row, endsOf(row));
  const change = changeOf(row, context);
  const same = gap(found.value, change) <= gap(found.value, turned(change));
  const word = same ? say("as_the_change") : say("turned");
  const source = row.has("mean_change") ? say("change") : SOURCES.means;
  return held(found, same ? change : turned(change), source, decimalsOf(row, "ci_low"), word);
}

function checkWidth(row, context) {
  const ends = endsOf(row);
  const n = sizeOf(row, context);
  const error = scaled(spreadOfChange(row, context), 1 / Math.sqrt(Number(n)));
  return width(row, ends, error, dfOf(row, context), sourceOfSpread(row));
}

/**
 * Half the width of an interval of confidence against a standard error.
 * @param {Row} row @param {Ends} ends @param {Between} error @param {bigint} df @param {string} source
 */
function width(row, { low, high, after }, error, df, source) {
  const half = { low: Math.max(0, high.low - low.high) / 2, high: (high.high - low.low) / 2 };
  const tail = (1 - (row.has("ci_level") ? row.need("ci_level") : LEVEL)) / 2;
  const byT = scaled(error, tCritical(tail, Number(df)));
  const byZ = scaled(error, tCritical(tail, MANY));
  const normal = !touch(half, byT) && touch(half, byZ);
  const column = `ci_low${after}`;
  const unit = unitOf(row.need(column));
  const found = { what: say("what_half"), value: half, printed: printedInterval(row, after), unit };
  const word = normal ? say("by_normal") : say("by_t");
  return held(found, normal ? byZ : byT, source, decimalsOf(row, column), word);
}

/** @param {Row} row @param {Context} context @param {Time} time */
function checkSeOfWave(row, context, time) {
  const found = asItStands(row, `se_${time}`, say("what_se"));
  const n = sizeOfWave(row, context, time);
  const expected = scaled(sdOf(row, `sd_${time}`, n), 1 / Math.sqrt(Number(n)));
  return held(found, expected, say("sd"), decimalsOf(row, `se_${time}`));
}

/** The interval of a mean against mean and SD: its middle, then its width. @param {Row} row @param {Context} context @param {Time} time */
function checkWave(row, context, time) {
  const ends = endsOf(row, `_${time}`);
  const decimals = decimalsOf(row, `ci_low_${time}`);
  const told = held(middleOf(row, ends), row.between(`mean_${time}`), say("mean"), decimals);
  if (told.verdict !== "consistent" || !row.has(`sd_${time}`)) return told;
  const n = sizeOfWave(row, context, time);
  const error = scaled(sdOf(row, `sd_${time}`, n), 1 / Math.sqrt(Number(n)));
  return width(row, ends, error, n - 1n, say("sd"));
}

function checkR(row, context) {
  const found = asItStands(row, "r", say("what_r"));
  const expected = correlationLeft(row, context);
  const source = sourceOfSpread(row);
  const text = span(bare(expected.low, 2), bare(expected.high, 2));
  const told = held(found, expected, source, 2);
  const parts = { what: found.what, expected: text, printed: found.printed };
  return { ...told, expected: text, detail: say("follows", { source, ...parts }) };
}

/**
 * Every standardised change that the other figures leave, and the kinds that they do not.
 * @param {Row} row @param {Context} context
 */
function sizesOf(row, context) {
  const n = sizeOf(row, context);
  const correction = hedges(Number(n) - 1);
  const wanted = row.has("d_kind") ? row.need("d_kind") : "any";
  const names = Object.keys(MAKERS).filter((name) => wanted === "any" || rules.kinds[wanted].includes(name));
  const made = names.map((name) => ({ name, value: orNothing(() => MAKERS[name](row, context, n)) }));
  const sizes = made.flatMap(({ name, value }) => (value ? ofKind(name, value, correction, wanted) : []));
  return { sizes, lacking: made.filter(({ value }) => !value).map(({ name }) => name) };
}

/** A standardised change, and the same with Hedges' correction, as far as it is wanted. */
function ofKind(name, value, correction, wanted) {
  const corrected = { low: value.low * correction.low, high: value.high * correction.high };
  const both = [
    { kind: `d_${name}`, value },
    { kind: `g_${name}`, value: corrected },
  ];
  return both.filter(({ kind }) => wanted === "any" || wanted[0] === kind[0]);
}

/** What is made, or nothing where a figure for it is missing. @template T @param {() => T} make @returns {T | undefined} */
function orNothing(make) {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Untestable)) throw error;
    return undefined;
  }
}

/** Hedges' correction, by the gamma function and as it is mostly approximated. @param {number} df @returns {Between} */
function hedges(df) {
  const near = 1 - 3 / (4 * df - 1);
  if (df < 2) return { low: 0, high: Math.max(near, 0) };
  const exact = Math.exp(logGammaHalfStep((df - 1) / 2)) / Math.sqrt(df / 2);
  return { low: Math.min(near, exact), high: Math.max(near, exact) };
}

function byZ(row, context, n) {
  if (row.has("statistic")) {
    const { low, high } = row.sizeOfT();
    return scaled({ low: toFloat(low), high: toFloat(high) }, 1 / Math.sqrt(Number(n)));
  }
  return ratio(sizeIn(changeOf(row, context)), spreadOfChange(row, context));
}

/** The two SDs. @returns {[Between, Between]} */
function waves(row, context) {
  const sd = (/** @type {Time} */ time) => sdOf(row, `sd_${time}`, sizeOfWave(row, context, time));
  return [sd("pre"), sd("post")];
}

function byAverage(row, context) {
  const [first, second] = waves(row, context);
  const mean = { low: (first.low + second.low) / 2, high: (first.high + second.high) / 2 };
  return ratio(sizeIn(anyChange(row)), mean);
}

function byPooled(row, context) {
  const [first, second] = waves(row, context);
  const pooled = (end) => Math.hypot(first[end], second[end]) / Math.sqrt(2);
  return ratio(sizeIn(anyChange(row)), { low: pooled("low"), high: pooled("high") });
}

function byFirst(row, context) {
  return ratio(sizeIn(anyChange(row)), waves(row, context)[0]);
}

function byRepeated(row, context, n) {
  const r = row.has("r") ? row.between("r") : correlationLeft(row, context);
  const z = byZ(row, context, n);
  const factor = (end) => Math.sqrt(Math.max(0, 2 * (1 - end)));
  return { low: z.low * factor(r.high), high: z.high * factor(r.low) };
}

function anyChange(row) {
  return row.has("mean_change") ? row.between("mean_change") : differenceOf(row);
}

/** @type {Record<string, (row: Row, context: Context, n: bigint) => Between>} */
const MAKERS = { z: byZ, av: byAverage, rm: byRepeated, pooled: byPooled, pre: byFirst };

function checkD(row, context) {
  const printed = row.need("d");
  const found = sizeIn(row.between("d"));
  const { sizes, lacking } = sizesOf(row, context);
  if (!sizes.length) throw new Untestable(say("no_d"));
  const fits = sizes.find(({ value }) => touch(found, value));
  if (lacking.length && !fits)
    throw new Untestable(say("d_of_another_kind", { kinds: listed(lacking.map((name) => `d_${name}`)) }));
  const told = (fits ? [fits] : sizes).map(({ kind, value }) =>
    say("d_of_kind", { kind, expected: spanOf(value, printed.decimals + 1) }),
  );
  const expected = listed(told, "or");
  const detail = say("d", { expected, printed: printed.text });
  const far = Math.min(...sizes.map(({ value }) => unitsBetween(found, value, unitOf(printed))));
  return { ...judged(Boolean(fits), expected, printed.text, detail, far), reading: fits?.kind ?? "" };
}

/**
 * The checks of figures that few tables print, each with the columns of which one calls for it.
 * @type {Record<string, [string[], (row: Row, context: Context) => Judgement]>}
 */
export const FURTHER_CHECKS = {
  change: [["mean_change"], checkChange],
  t: [["sd_change", "se_change"], checkT],
  se_change: [["se_change"], checkSeOfChange],
  ci_middle: [["ci_low", "ci_high"], checkMiddle],
  ci_width: [["ci_low", "ci_high"], checkWidth],
  se_pre: [["se_pre"], (row, context) => checkSeOfWave(row, context, "pre")],
  se_post: [["se_post"], (row, context) => checkSeOfWave(row, context, "post")],
  ci_pre: [["ci_low_pre", "ci_high_pre"], (row, context) => checkWave(row, context, "pre")],
  ci_post: [["ci_low_post", "ci_high_post"], (row, context) => checkWave(row, context, "post")],
  r: [["r"], checkR],
  d: [["d"], checkD],
};
