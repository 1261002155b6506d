/**
 * Which printed figures of a pre/post table agree with one another, and which cannot.
 *
 * The checks, verdicts and sentences are those of `twowaves.audit`, which explains them. Every figure
 * is taken as the interval that it was rounded from. What only further columns call for stands in
 * `redundant.js`, which whoever audits hands in: a page loads it where a table has such columns.
 */

import { withAlternative } from "./alternatives.js";
import { conventions, roundingOf, sidesOf } from "./conventions.js";
import { asThreshold, correlationsOf, readingOf } from "./implied.js";
import {
  allArePaired,
  dfsOf,
  judged,
  least,
  pairsOf,
  sizeOf,
  sizeOfWave,
  statedIn,
  unitsTo,
  wavesOf,
} from "./judgement.js";
import { unitOf } from "./number.js";
import { onSide, readings, unitsBetween } from "./readings.js";
import { aboveZero, correlationIsPossible, magnitude, meanChange, weight } from "./sums.js";
import { FURTHER } from "./known.js";
import { Untestable, readRow } from "./table.js";
import { checkGrim, checkGrimmer, checkingGranularity } from "./whole_numbers.js";
import {
  TAILS,
  cited,
  correlation,
  df,
  eachTail,
  noReading,
  pIs,
  pValue,
  pvalue,
  readingInWords,
  say,
  scaleInWords,
  sign,
} from "./wording.js";
import { compare, minus, plus, times, toFloat } from "../_base/fraction.js";
import { fixed, level, span } from "../_base/numbers.js";
import { atOnce } from "../_base/slices.js";
import { listed } from "../_base/words.js";

/** @import { Row, Cells } from "./table.js" */
/** @import { Context, Found, Further, Judgement } from "./judgement.js" */
/** @typedef {{alpha?: number, n?: number[], further: Further} & Parameters<typeof conventions>[0]} Options n as the text states, conventions */

const ORDERS = [say("post_minus_pre"), say("pre_minus_post")];

/**
 * Hold the printed figures of a table against one another.
 * @param {Cells[]} table
 * @param {Options} options
 * @returns {(Judgement & {outcome: string, check: string})[]}
 */
export function audit(table, { alpha = 0.05, n = [], further, ...declared }) {
  const said = conventions(declared);
  const rows = table.map((cells, i) => readRow(cells, i + 1, said));
  const context = contextOf(rows, { alpha, n, further });
  const names = checksOf(rows, further);
  return rows.flatMap((row) => {
    const found = atOnce(judgingRow(row, names, context));
    return names.map((check) => ({ outcome: row.outcome, check, ...found[check] }));
  });
}

/** Does a table print what only the further checks look at? @param {Row[]} rows */
export function needsFurther(rows) {
  return rows.some((row) => FURTHER.some((column) => row.has(column)) || (row.has("pvalue") && !row.has("statistic")));
}

/** The checks of a table: the usual ones, and those of what few tables print. @param {Row[]} rows @param {Further | null} further */
export function checksOf(rows, further) {
  const isPrinted = (column) => rows.some((row) => row.has(column));
  const checks = Object.entries(further?.FURTHER_CHECKS ?? {});
  return [...Object.keys(CHECKS), ...checks.filter(([, [columns]]) => columns.some(isPrinted)).map(([name]) => name)];
}

/**
 * What the checks find in a row, with the convention that would explain it: as work that may be interrupted.
 * @param {Row} row
 * @param {string[]} names
 * @param {Context} context
 * @returns {Generator<undefined, Found>}
 */
export function* judgingRow(row, names, context) {
  /** @type {Found} */
  const found = {};
  for (const name of names) {
    found[name] = yield* judging(name, row, context);
    yield;
  }
  return yield* withAlternative(row, found, (name, other) => judging(name, other, context));
}

/**
 * What a check knows beside its own row.
 * @param {Row[]} rows
 * @param {{alpha: number, n: number[], further: Further | null}} options
 * @returns {Context}
 */
export function contextOf(rows, { alpha, n, further }) {
  const orders = new Map();
  const shown = rows.map((row) => /** @type {const} */ ([row, orderOf(row)])).filter(([, order]) => order);
  for (const [, order] of shown) orders.set(order, (orders.get(order) ?? 0) + 1);
  const bothWays = new Set(shown.map(([row]) => directionOf(row))).size === 2;
  const unsigned = bothWays && shown.every(([row]) => row.cells.statistic.value.p > 0n);
  return { alpha, sizes: n.map(BigInt), orders, unsigned, further };
}

/**
 * What one check finds in one row.
 * @param {string} check
 * @param {Row} row
 * @param {Context} context
 * @returns {Judgement}
 */
export function judge(check, row, context) {
  return atOnce(judging(check, row, context));
}

/**
 * The same, as work that may be interrupted.
 * @param {string} check
 * @param {Row} row
 * @param {Context} context
 * @returns {Generator<undefined, Judgement>}
 */
export function* judging(check, row, context) {
  try {
    const found = (CHECKS[check] ?? context.further.FURTHER_CHECKS[check][1])(row, context);
    return "next" in found ? yield* found : found;
  } catch (error) {
    if (!(error instanceof Untestable)) throw error;
    const nothing = { expected: "", printed: "", reading: "", distance: null };
    return { verdict: "untestable", ...nothing, detail: error.reason };
  }
}

// df and sign

function checkDf(row, context) {
  if (allArePaired(row)) {
    const n = sizeOf(row, context);
    const found = judged(true, `${n - 1n}`, "", say("all_paired", { n, df: n - 1n }));
    return { ...found, verdict: /** @type {const} */ ("note") };
  }
  if (!row.has("n") && wavesOf(row).length) return checkDfOfWaves(row, context);
  const printed = row.need("df");
  const stated = statedIn(row, context);
  const expected = stated.map((n) => n - 1n);
  const distance = Math.min(...expected.map((each) => Math.abs(Number(printed - each))));
  return judged(stated.includes(printed + 1n), listed(expected, "or"), `${printed}`, df(printed, stated), distance);
}

/** df against the waves: no more people are paired than the smaller one has. @param {Row} row @param {Context} context */
function checkDfOfWaves(row, { sizes }) {
  const printed = row.need("df");
  const most = least(wavesOf(row));
  const fits = printed < most || sizes.includes(printed + 1n);
  const detail = say(fits ? "df_of_waves" : "df_beyond_waves", { df: printed, pairs: printed + 1n, most });
  return judged(fits, say("df_at_most", { most: most - 1n }), `${printed}`, detail, Number(printed + 1n - most));
}

/** Whether the score rose or fell; throws where the means cannot tell. */
function directionOf(row) {
  const [before, after] = [row.interval("mean_pre"), row.interval("mean_post")];
  // means that only touch differ, unless t is zero, and then it has no sign either
  if (compare(after.low, before.high) >= 0) return "rose";
  if (compare(after.high, before.low) <= 0) return "fell";
  throw new Untestable(say("no_direction", { pre: row.need("mean_pre").text, post: row.need("mean_post").text }));
}

/** The order of subtraction that the sign of t shows, null if it shows none. */
function orderOf(row) {
  try {
    const rose = directionOf(row) === "rose";
    const { low, high } = row.interval("statistic");
    if (low.p < 0n && high.p > 0n) return null;
    return rose === high.p > 0n ? ORDERS[0] : ORDERS[1];
  } catch (error) {
    if (!(error instanceof Untestable)) throw error;
    return null;
  }
}

function checkSign(row, { orders, unsigned }) {
  const printed = row.need("statistic");
  const direction = directionOf(row);
  const order = orderOf(row);
  if (order === null) throw new Untestable(say("t_may_be_zero", { t: printed.text }));
  if (unsigned) throw new Untestable(say("unsigned"));
  const [same, other] = [order, ORDERS.find((each) => each !== order)].map((each) => orders.get(each) ?? 0);
  const detail = sign(row, direction, order, same, other);
  if (same === other) throw new Untestable(detail);
  const isUsual = same > other;
  const positive = ((order === ORDERS[0]) === isUsual) === (direction === "rose");
  const expected = positive ? "positive" : "negative";
  const found = judged(true, expected, printed.text, detail);
  return isUsual ? found : { ...found, verdict: /** @type {const} */ ("note") };
}

// p in each of its readings, and what it decides

function readingsOf(row, context) {
  const printed = row.need("pvalue");
  const size = row.sizeOfT();
  const said = row.conventions;
  return readings(printed, size, dfsOf(row, context).map(Number), sidesOf(said), roundingOf(said, "pvalue"));
}

function checkP(row, context) {
  const printed = row.need("pvalue");
  const [lowest, highest] = dfsOf(row, context);
  const at = span(`${lowest}`, `${highest}`);
  const tried = readingsOf(row, context);
  const fitting = tried.find(({ fits }) => fits);
  if (!fitting) {
    const [{ meant }] = tried;
    const distance = Math.min(...tried.map((way) => unitsBetween(way.meant, way.found, unitOf(printed))));
    const told = tried.filter(({ side, bound }) => !bound && (side !== "against" || tried.length === 1));
    const expected = eachTail(told, [meant.low, meant.high]);
    return judged(false, expected, printed.text, noReading(row, at, told), distance);
  }
  const levels = fitting.bound ? [fitting.meant.high] : [fitting.meant.low, fitting.meant.high];
  const found = judged(true, pvalue(fitting.found, levels), printed.text, pValue(row, at, fitting));
  return { ...found, reading: readingInWords(fitting) };
}

/** The claim against p in the readings that fit it, or in both tails if none does. */
function checkClaim(row, context) {
  const { alpha } = context;
  if (row.has("claim") && row.has("pvalue") && !row.has("statistic")) return checkClaimByP(row, alpha);
  const fitting = fittingOf(row, context);
  const { source, said } = saidOf(row, alpha, fitting);
  const dfs = dfsOf(row, context).map(Number);
  const sides = fitting.length ? [...new Set(fitting.map(({ side }) => side))] : likely(sidesOf(row.conventions));
  const tried = sides.map((side) => ({ side, p: onSide(row.sizeOfT(), dfs, side) }));
  const follows = tried.find(({ p }) => [said, null].includes(decided(p, alpha)));
  const { side, p } = follows ?? tried[0];
  const found = decided(p, alpha) ?? say("either");
  const parts = { alpha: level(alpha), p_is: pIs(p, [alpha]), tails: TAILS[side] };
  const detail = say("decision", { ...parts, found, source, said });
  return { ...judged(Boolean(follows), found, said, detail), reading: follows ? TAILS[side] : "" };
}

/** The claim against the printed p where no t is printed: as rounded, or as a bound. */
function checkClaimByP(row, alpha) {
  const printed = row.need("pvalue");
  const said = row.need("claim");
  const bound = asThreshold(printed);
  const meant = [readingOf(printed, roundingOf(row.conventions, "pvalue")), ...(bound ? [bound] : [])];
  const words = meant.map((each) => decided(each, alpha));
  const fitting = words.filter((word) => word === said || word === null);
  const found = (fitting.length ? fitting : words)[0] ?? say("either");
  return judged(
    fitting.length > 0,
    found,
    said,
    say("claim_by_p", { p: cited(printed), alpha: level(alpha), found, said }),
  );
}

/** The sides without that against the change, unless it is the only one. */
function likely(sides) {
  const usual = sides.filter((side) => side !== "against");
  return usual.length ? usual : sides;
}

/** The readings that explain the printed p; none where it cannot be read. */
function fittingOf(row, context) {
  try {
    return readingsOf(row, context).filter(({ fits }) => fits);
  } catch (error) {
    if (!(error instanceof Untestable)) throw error;
    return [];
  }
}

/** The word for a p that lies wholly on one side of α, null if it does not. */
function decided({ low, high, closedHigh = true }, alpha) {
  if (high < alpha || (high === alpha && !closedHigh)) return "significant";
  return low >= alpha ? "not significant" : null;
}

/** Who claims what: the text, or without it the printed p. */
function saidOf(row, alpha, fitting) {
  if (row.has("claim")) return { source: say("claim"), said: row.need("claim") };
  const printed = row.need("pvalue");
  const said = decided(
    fitting.length ? fitting[0].meant : readingOf(printed, roundingOf(row.conventions, "pvalue")),
    alpha,
  );
  if (!said) throw new Untestable(say("undecided", { p: printed.text, alpha: level(alpha) }));
  return { source: say(printed.relation === "=" ? "p_is" : "p_bound", { p: printed.text }), said };
}

// The scale, and the figures together

function checkRange(row, context, time) {
  const [mean, low, high] = [`mean_${time}`, "scale_min", "scale_max"].map((column) => row.need(column));
  const between = row.bounds(`mean_${time}`);
  const scale = scaleInWords(low, high);
  if (compare(between.high, low) < 0 || compare(between.low, high) > 0) {
    const distance = unitsTo(row, `mean_${time}`, [low, high].map(toFloat));
    return judged(false, scale, mean.text, say("off_scale", { mean: mean.text, scale }), distance);
  }
  const sd = row.need(`sd_${time}`);
  const n = sizeOfWave(row, context, time);
  const least = aboveZero(row.bounds(`sd_${time}`)).low;
  // the largest sum of squares around a mean M is that of people at the two ends only:
  // n · (M − min)(max − M), which is largest where M is nearest to the middle
  const centre = times(plus(low, high), { p: 1n, q: 2n });
  const inside = compare(between.low, centre) >= 0 ? between.low : centre;
  const middle = compare(inside, between.high) <= 0 ? inside : between.high;
  const largest = times(times(minus(middle, low), minus(high, middle)), {
    p: n,
    q: weight(n, row.conventions.sd),
  });
  const fits = compare(times(least, least), largest) <= 0;
  const most = fixed(Math.sqrt(toFloat(largest)), sd.decimals + 1);
  const parts = { scale, n, mean: mean.text, most, sd: sd.text };
  const detail = say(fits ? "sd_on_scale" : "sd_too_large", parts);
  const distance = fits ? null : unitsTo(row, `sd_${time}`, [Math.sqrt(toFloat(largest))]);
  return judged(fits, say("sd_at_most", { most }), `${mean.text} (${sd.text})`, detail, distance);
}

function checkImpliedR(row, context) {
  if (row.has("pvalue") && !row.has("statistic")) return checkImpliedByP(row, context);
  for (const column of ["sd_pre", "sd_post", "statistic"]) row.need(column);
  const figures = row.figures(null, { scale: false });
  const n = pairsOf(row, context);
  if (!(figures.sdPre.low.p > 0n && figures.sdPost.low.p > 0n)) {
    throw new Untestable(say("sd_may_be_zero"));
  }
  const fits = correlationIsPossible(figures, n);
  const interval = correlation(...correlations(figures, n));
  const detail = say(fits ? "implied_r" : "implied_r_beyond", { n, r: interval, what: "t" });
  const printed = row.need("statistic");
  const { low, high } = figures.statistic;
  const meant = { low: toFloat(low), high: toFloat(high) };
  const distance = unitsBetween(meant, sizesOfT(figures, n), unitOf(printed));
  return judged(fits, interval, printed.text, detail, distance);
}

/** The same where no t is printed: |t| is what p leaves of it. */
function checkImpliedByP(row, context) {
  const n = pairsOf(row, context);
  const { low, high } = context.further.correlationLeft(row, context);
  const fits = low <= 1 && high >= -1;
  const interval = correlation(low, high);
  const detail = say(fits ? "implied_r" : "implied_r_beyond", { n, r: interval, what: "p" });
  return judged(fits, interval, row.need("pvalue").text, detail);
}

/** The |t| that means and SDs leave possible, with a correlation from −1 to 1. */
function sizesOfT(figures, n) {
  const change = magnitude(meanChange(figures));
  const root = rootOf(figures, n);
  const ends = ({ low, high }) => [toFloat(low), toFloat(high)];
  const [[low, high], [least, most]] = [ends(figures.sdPre), ends(figures.sdPost)];
  const gap = Math.max(low - most, least - high, 0);
  const furthest = gap === 0 ? Infinity : (toFloat(change.high) * root) / gap;
  return { low: (toFloat(change.low) * root) / (high + most), high: furthest };
}

/**
 * The lowest and highest correlation that means, SDs and t imply: those of `twowaves.printed.implied`.
 * r falls as the SD of the change grows; its minimum may lie on an edge of the two SDs' intervals.
 * @returns {[number, number]}
 */
function correlations(figures, n) {
  const ends = ({ low, high }) => [toFloat(low), toFloat(high)];
  const [first, second] = [ends(figures.sdPre), ends(figures.sdPost)];
  const [narrow, wide] = sdsOfChange(figures, n);
  return correlationsOf(first, second, narrow, wide);
}

/** What a mean change is multiplied with, by t, to give a figure of the SDs' kind. */
function rootOf({ sdKind }, n) {
  return Math.sqrt(Number((n * (n - 1n)) / weight(n, sdKind)));
}

/** The lowest and highest SD of the change that means and t allow. */
function sdsOfChange(figures, n) {
  const change = magnitude(meanChange(figures));
  const { low, high } = figures.statistic;
  const root = rootOf(figures, n);
  const wide = low.p === 0n ? Infinity : (toFloat(change.high) * root) / toFloat(low);
  if (high.p === 0n) return [change.low.p ? Infinity : 0, wide];
  return [(toFloat(change.low) * root) / toFloat(high), wide];
}

/**
 * What lasts is work that may be interrupted.
 * @type {Record<string, (row: Row, context: Context) => Judgement | Generator<undefined, Judgement>>}
 */
export const CHECKS = {
  df: checkDf,
  sign: checkSign,
  p: checkP,
  claim: checkClaim,
  grim_pre: (row, context) => checkGrim(row, context, "pre"),
  grim_post: (row, context) => checkGrim(row, context, "post"),
  grimmer_pre: (row, context) => checkGrimmer(row, context, "pre"),
  grimmer_post: (row, context) => checkGrimmer(row, context, "post"),
  range_pre: (row, context) => checkRange(row, context, "pre"),
  range_post: (row, context) => checkRange(row, context, "post"),
  implied_r: checkImpliedR,
  granularity: checkingGranularity,
};
