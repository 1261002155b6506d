/**
 * Which printed figures of a pre/post table agree with one another, and which cannot.
 *
 * The checks, verdicts and sentences are those of `twowaves.audit`, which explains them. Every figure
 * is taken as the interval that it was rounded from.
 */

import { Untestable, readRow } from "./table.js";
import {
  TAILS,
  correlation,
  df,
  inBothTails,
  noReading,
  obstacle,
  peopleInWords,
  pIs,
  pValue,
  pvalue,
  readingInWords,
  say,
  scaleInWords,
  sign,
  wholes,
  withOtherSizes,
} from "./wording.js";
import { compare, minus, plus, times, toFloat } from "../_base/fraction.js";
import {
  MOST_STEPS,
  MOST_TOTALS,
  Steps,
  TooLong,
  aboveZero,
  changes,
  correlationIsPossible,
  examining,
  fewest,
  isEmpty,
  magnitude,
  meanChange,
  squares,
  totals,
} from "./sums.js";
import { fixed, level, whole, withPoint } from "../_base/numbers.js";
import { intervalOf, unitOf } from "./number.js";
import { readingOf } from "./implied.js";
import { SIDES, onSide, readings, unitsBetween } from "./readings.js";
import { atOnce } from "../_base/slices.js";
import { listed } from "../_base/words.js";

/** @import { Row, Cells } from "./table.js" */
/** @import { Range } from "./sums.js" */
/**
 * @typedef {object} Judgement
 * @property {"consistent" | "inconsistent" | "untestable" | "note"} verdict
 * @property {string} expected
 * @property {string} printed
 * @property {string} detail
 * @property {string} reading how a p or a claim was read; else empty
 * @property {number | null} distance in units of the figure's last digit
 */
/** @typedef {{alpha: number, sizes: bigint[], orders: Map<string, number>, unsigned: boolean}} Context */

const FATES = [say("would_fit"), say("would_not_fit"), say("would_stay_open")];
const ORDERS = [say("post_minus_pre"), say("pre_minus_post")];

/**
 * Hold the printed figures of a table against one another.
 * @param {Cells[]} table
 * @param {{alpha?: number, n?: number[]}} options every further n that the text states
 * @returns {(Judgement & {outcome: string, check: string})[]}
 */
export function audit(table, { alpha = 0.05, n = [] } = {}) {
  const rows = table.map((cells, i) => readRow(cells, i + 1));
  const context = contextOf(rows, { alpha, n });
  return rows.flatMap((row) =>
    Object.keys(CHECKS).map((check) => ({ outcome: row.outcome, check, ...judge(check, row, context) })),
  );
}

/**
 * What a check knows beside its own row.
 * @param {Row[]} rows
 * @param {{alpha: number, n: number[]}} options
 * @returns {Context}
 */
export function contextOf(rows, { alpha, n }) {
  const orders = new Map();
  const shown = rows.map((row) => /** @type {const} */ ([row, orderOf(row)])).filter(([, order]) => order);
  for (const [, order] of shown) orders.set(order, (orders.get(order) ?? 0) + 1);
  const bothWays = new Set(shown.map(([row]) => directionOf(row))).size === 2;
  const unsigned = bothWays && shown.every(([row]) => row.cells.statistic.value.p > 0n);
  return { alpha, sizes: n.map(BigInt), orders, unsigned };
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
    const found = CHECKS[check](row, context);
    return "next" in found ? yield* found : found;
  } catch (error) {
    if (!(error instanceof Untestable)) throw error;
    const nothing = { expected: "", printed: "", reading: "", distance: null };
    return { verdict: "untestable", ...nothing, detail: error.reason };
  }
}

/**
 * What a check found; the distance counts only where the figures are at odds.
 * @param {boolean} fits @param {string} expected @param {string} printed @param {string} detail
 * @param {number | null} distance in units of the last digit
 * @returns {Judgement}
 */
function judged(fits, expected, printed, detail, distance = null) {
  const verdict = fits ? "consistent" : "inconsistent";
  return { verdict, expected, printed, detail, reading: "", distance: fits ? null : distance };
}

/** How far the nearest of some values lies, in units of the figure's last digit. @param {number[]} near */
function unitsTo(printed, near) {
  const meant = readingOf(printed);
  return Math.min(...near.map((value) => unitsBetween(meant, { low: value, high: value }, unitOf(printed))));
}

/** Every n that the text states for a row, its own first. */
function statedIn(row, { sizes }) {
  const stated = [...new Set([...(row.has("n") ? [row.need("n")] : []), ...sizes])];
  if (!stated.length) throw new Untestable(say("no_n"));
  return stated;
}

function sizeOf(row, context) {
  return statedIn(row, context)[0];
}

// df and sign

function checkDf(row, context) {
  const printed = row.need("df");
  const stated = statedIn(row, context);
  const expected = stated.map((n) => n - 1n);
  const distance = Math.min(...expected.map((each) => Math.abs(Number(printed - each))));
  return judged(stated.includes(printed + 1n), listed(expected, "or"), `${printed}`, df(printed, stated), distance);
}

/** Whether the score rose or fell; throws where the means cannot tell. */
function directionOf(row) {
  const [pre, post] = [row.need("mean_pre"), row.need("mean_post")];
  const [before, after] = [intervalOf(pre), intervalOf(post)];
  // means that only touch differ, unless t is zero, and then it has no sign either
  if (compare(after.low, before.high) >= 0) return "rose";
  if (compare(after.high, before.low) <= 0) return "fell";
  throw new Untestable(say("no_direction", { pre: pre.text, post: post.text }));
}

/** The order of subtraction that the sign of t shows, null if it shows none. */
function orderOf(row) {
  try {
    const rose = directionOf(row) === "rose";
    const { low, high } = intervalOf(row.need("statistic"));
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

/** The printed df, or n − 1. */
function dfOf(row, context) {
  return row.has("df") ? row.need("df") : sizeOf(row, context) - 1n;
}

function readingsOf(row, context) {
  const printed = row.need("pvalue");
  const size = row.sizeOfT();
  return readings(printed, size, Number(dfOf(row, context)), SIDES);
}

function checkP(row, context) {
  const printed = row.need("pvalue");
  const at = dfOf(row, context);
  const tried = readingsOf(row, context);
  const fitting = tried.find(({ fits }) => fits);
  if (!fitting) {
    const [{ found: two, meant }, { found: one }] = tried;
    const distance = Math.min(...tried.map((way) => unitsBetween(way.meant, way.found, unitOf(printed))));
    const expected = inBothTails(two, one, [meant.low, meant.high]);
    return judged(false, expected, printed.text, noReading(row, at, two, one), distance);
  }
  const levels = fitting.bound ? [fitting.meant.high] : [fitting.meant.low, fitting.meant.high];
  const found = judged(true, pvalue(fitting.found, levels), printed.text, pValue(row, at, fitting));
  return { ...found, reading: readingInWords(fitting) };
}

/** The claim against p in the readings that fit it, or in both tails if none does. */
function checkClaim(row, context) {
  const { alpha } = context;
  const fitting = fittingOf(row, context);
  const { source, said } = saidOf(row, alpha, fitting);
  const at = Number(dfOf(row, context));
  const sides = fitting.length ? [...new Set(fitting.map(({ side }) => side))] : SIDES.slice(0, 2);
  const tried = sides.map((side) => ({ side, p: onSide(row.sizeOfT(), at, side) }));
  const follows = tried.find(({ p }) => [said, null].includes(decided(p, alpha)));
  const { side, p } = follows ?? tried[0];
  const found = decided(p, alpha) ?? say("either");
  const parts = { alpha: level(alpha), p_is: pIs(p, [alpha]), tails: TAILS[side] };
  const detail = say("decision", { ...parts, found, source, said });
  return { ...judged(Boolean(follows), found, said, detail), reading: follows ? TAILS[side] : "" };
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
  const said = decided(fitting.length ? fitting[0].meant : readingOf(printed), alpha);
  if (!said) throw new Untestable(say("undecided", { p: printed.text, alpha: level(alpha) }));
  return { source: say(printed.relation === "=" ? "p_is" : "p_bound", { p: printed.text }), said };
}

// Whole numbers

function checkGrim(row, context, time) {
  const mean = row.need(`mean_${time}`);
  const items = row.items();
  const n = sizeOf(row, context);
  const people = peopleInWords(n, items);
  if (n * items >= 10n ** BigInt(mean.decimals))
    throw new Untestable(say("grim_is_blind", { people, decimals: mean.decimals }));
  const possible = totals(row.bounds(`mean_${time}`, items), n);
  if (!isEmpty(possible)) {
    const total = wholes(possible);
    return judged(true, say("total", { total }), mean.text, say("grim", { people, total, mean: mean.text }));
  }
  // the nearest totals lie on both sides of the empty range
  const nearest = [possible.start - 1n, possible.start];
  const count = /** @type {bigint} */ (/** @type {unknown} */ (n * items));
  const near = nearest.map((total) => asMean(total, count, mean));
  const detail = say("not_grim", { people, mean: mean.text, near: listed(near) });
  const distance = unitsTo(
    mean,
    nearest.map((total) => toFloat({ p: total, q: count })),
  );
  return judged(false, listed(near, "or"), mean.text, detail, distance);
}

/** A mean with the decimals of the printed one, ties away from zero. */
function asMean(total, count, { decimals }) {
  const size = total < 0n ? -total : total;
  const units = (2n * size * 10n ** BigInt(decimals) + count) / (2n * count);
  return `${total < 0n && units ? "\u2212" : ""}${withPoint(units, decimals)}`;
}

function checkGrimmer(row, context, time) {
  const [mean, sd] = [row.need(`mean_${time}`), row.need(`sd_${time}`)];
  const items = row.items();
  const n = sizeOf(row, context);
  const { start, stop } = totalsOf(row, `mean_${time}`, n, items);
  const bounds = aboveZero(row.bounds(`sd_${time}`, items));
  const printed = `${mean.text} (${sd.text})`;
  if (start >= stop) return judged(false, "", printed, say("no_total", { n, mean: mean.text }));
  const tried = [];
  for (let total = start; total < stop; total += 1n) {
    const possible = squares(total, bounds, n);
    if (!isEmpty(possible)) {
      const detail = say("grimmer", { n, total: whole(total), squared: possible.start, sd: sd.text });
      return judged(true, say("total", { total: whole(total) }), printed, detail);
    }
    tried.push([total, possible]);
  }
  const sds = nearestSds(tried, n, items);
  const near = listed(
    sds.map((each) => fixed(each, sd.decimals + 1)),
    "or",
  );
  const detail = say("not_grimmer", { n, mean: mean.text, sd: sd.text, near });
  return judged(false, near, printed, detail, unitsTo(sd, sds));
}

/** The totals that give the mean, if they can be gone through one by one. */
function totalsOf(row, column, n, items) {
  const possible = totals(row.bounds(column, items), n);
  if (possible.stop - possible.start > MOST_TOTALS)
    throw new Untestable(
      say("too_many", { people: peopleInWords(n, items), most: MOST_TOTALS, mean: row.cells[column].text }),
    );
  return possible;
}

/**
 * The nearest possible SDs below and above, over all totals; the ranges are empty.
 * @param {[bigint, Range][]} tried
 * @param {bigint} n
 * @param {bigint} items
 * @returns {number[]}
 */
function nearestSds(tried, n, items) {
  const above = tried.map(([total, { start }]) => n * start - total * total);
  const below = tried
    .filter(([total, { start }]) => start - 2n >= fewest(total, n))
    .map(([total, { start }]) => n * (start - 2n) - total * total);
  const largest = below.reduce((first, second) => (second > first ? second : first), below[0]);
  const smallest = above.reduce((first, second) => (second < first ? second : first));
  return [...(below.length ? [largest] : []), smallest].map(
    (spread) => Math.sqrt(toFloat({ p: spread, q: n * (n - 1n) })) / Number(items),
  );
}

// The scale, and the figures together

function checkRange(row, context, time) {
  const [mean, low, high] = [`mean_${time}`, "scale_min", "scale_max"].map((column) => row.need(column));
  const between = row.bounds(`mean_${time}`);
  const scale = scaleInWords(low, high);
  if (compare(between.high, low) < 0 || compare(between.low, high) > 0) {
    const distance = unitsTo(mean, [low, high].map(toFloat));
    return judged(false, scale, mean.text, say("off_scale", { mean: mean.text, scale }), distance);
  }
  const sd = row.need(`sd_${time}`);
  const n = sizeOf(row, context);
  const least = aboveZero(row.bounds(`sd_${time}`)).low;
  // the largest variance at a mean M is that of people at the two ends only:
  // n/(n − 1) · (M − min)(max − M), which is largest where M is nearest to the middle
  const centre = times(plus(low, high), { p: 1n, q: 2n });
  const inside = compare(between.low, centre) >= 0 ? between.low : centre;
  const middle = compare(inside, between.high) <= 0 ? inside : between.high;
  const largest = times(times(minus(middle, low), minus(high, middle)), { p: n, q: n - 1n });
  const fits = compare(times(least, least), largest) <= 0;
  const most = fixed(Math.sqrt(toFloat(largest)), sd.decimals + 1);
  const parts = { scale, n, mean: mean.text, most, sd: sd.text };
  const detail = say(fits ? "sd_on_scale" : "sd_too_large", parts);
  const distance = fits ? null : unitsTo(sd, [Math.sqrt(toFloat(largest))]);
  return judged(fits, say("sd_at_most", { most }), `${mean.text} (${sd.text})`, detail, distance);
}

function checkImpliedR(row, context) {
  for (const column of ["sd_pre", "sd_post", "statistic"]) row.need(column);
  const figures = row.figures(1n, { scale: false });
  const n = sizeOf(row, context);
  if (!(figures.sdPre.low.p > 0n && figures.sdPost.low.p > 0n)) {
    throw new Untestable(say("sd_may_be_zero"));
  }
  const fits = correlationIsPossible(figures, n);
  const interval = correlation(...correlations(figures, n));
  const detail = say(fits ? "implied_r" : "implied_r_beyond", { n, r: interval });
  const printed = row.need("statistic");
  const { low, high } = figures.statistic;
  const meant = { low: toFloat(low), high: toFloat(high) };
  const distance = unitsBetween(meant, sizesOfT(figures, n), unitOf(printed));
  return judged(fits, interval, printed.text, detail, distance);
}

/** The |t| that means and SDs leave possible, with a correlation from −1 to 1. */
function sizesOfT(figures, n) {
  const change = magnitude(meanChange(figures));
  const root = Math.sqrt(Number(n));
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

/** The lowest and highest SD of the change that means and t allow. */
function sdsOfChange(figures, n) {
  const change = magnitude(meanChange(figures));
  const { low, high } = figures.statistic;
  const root = Math.sqrt(Number(n));
  const wide = low.p === 0n ? Infinity : (toFloat(change.high) * root) / toFloat(low);
  return [(toFloat(change.low) * root) / toFloat(high), wide];
}

/** @param {Row} row @param {Context} context @returns {Generator<undefined, Judgement>} */
function* checkingGranularity(row, context) {
  const printed = row.need("statistic");
  const items = row.items();
  const figures = row.figures(items);
  const [n, ...others] = statedIn(row, context);
  for (const size of [n, ...others]) for (const column of ["mean_pre", "mean_post"]) totalsOf(row, column, size, items);
  const steps = new Steps(MOST_STEPS); // for all sizes together, the first one first
  const found = yield* orTooLong(examining(figures, n, steps));
  if (!found) throw new Untestable(say("too_long", { n, steps: MOST_STEPS }));
  const fates = FATES.map((fate) => /** @type {[string, bigint[]]} */ ([fate, []]));
  for (const size of others) {
    const other = yield* orTooLong(examining(figures, size, steps));
    fates[other ? (other.sums ? 0 : 1) : 2][1].push(size);
  }
  const [change, squared] = found.sums ?? [];
  const expected = found.sums ? say("sums", { change: whole(change), squared }) : "";
  const detail = found.obstacle
    ? obstacle(found.obstacle, row, n, changes(figures, n))
    : say("fit_all", { n, sums: expected });
  return judged(!found.obstacle, expected, printed.text, withOtherSizes(detail, fates));
}

/**
 * What the work comes to, undefined where it takes too long.
 * @template T
 * @param {Generator<undefined, T>} work
 * @returns {Generator<undefined, T | undefined>}
 */
function* orTooLong(work) {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    return undefined;
  }
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
