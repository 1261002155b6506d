/**
 * The paired test and its effect sizes, computed in the page.
 *
 * The formulas are those of `twowaves.paired.ttest`; a test holds every function against SciPy.
 * Change is post minus pre throughout.
 */

import rules from "./ttest_rules.json" with { type: "json" };
import { logGammaHalfStep, tCritical, tPvalue } from "../_base/distributions.js";
import { general } from "../_base/numbers.js";

const LARGEST = rules.largest_score; // leaves room for the limits of an interval below the largest float, 1.8e308
const SMALLEST_SD = rules.smallest_sd; // a smaller SD of change loses digits: floats below 1e-308 have fewer of them
const ROUNDING = rules.rounding * Number.EPSILON; // values that differ by less, as a share of the largest, do not vary

/**
 * Is a t further out than the critical value, on the side or sides that count?
 * @param {number} t
 * @param {number} df
 * @param {number} alpha
 * @param {"two-sided" | "greater" | "less"} alternative
 */
export function isSignificant(t, df, alpha, alternative) {
  if (alternative === "two-sided") return Math.abs(t) > tCritical(alpha / 2, df);
  return (alternative === "greater" ? t : -t) > tCritical(alpha, df);
}

/**
 * Hedges' exact correction J(m) for small samples; it does not exist for m = 1.
 * @param {number} m degrees of freedom
 */
export function hedgesCorrection(m) {
  if (m < 2) return NaN;
  return Math.exp(logGammaHalfStep((m - 1) / 2)) / Math.sqrt(m / 2);
}

/**
 * The sum, added in the order in which NumPy adds, so that both round alike: eight running sums,
 * and halves of what is longer than 128.
 * @param {number[]} values
 * @returns {number}
 */
export function total(values, from = 0, to = values.length) {
  const n = to - from;
  if (n > 128) {
    const middle = from + (n >> 1) - ((n >> 1) % 8);
    return total(values, from, middle) + total(values, middle, to);
  }
  if (n < 8) return values.slice(from, to).reduce((a, b) => a + b, 0);
  const sums = values.slice(from, from + 8);
  const whole = to - (n % 8);
  for (let i = from + 8; i < whole; i += 8) for (let k = 0; k < 8; k += 1) sums[k] += values[i + k];
  const [a, b, c, d, e, f, g, h] = sums;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < to; i += 1) sum += values[i];
  return sum;
}

/** @param {number[]} values */
export function mean(values) {
  return total(values) / values.length;
}

/**
 * Sum of products of the distances from two means.
 * @param {number[]} first
 * @param {number[]} second
 */
export function crossProduct(first, second) {
  const distances = fromMean(first);
  const others = first === second ? distances : fromMean(second);
  let sum = 0;
  for (let i = 0; i < distances.length; i += 1) sum += distances[i] * others[i];
  return sum;
}

/** The distances from the mean, without what rounding left of the mean in them. */
function fromMean(values) {
  const centre = mean(values);
  const distances = values.map((value) => value - centre);
  const rest = mean(distances);
  return rest ? distances.map((distance) => distance - rest) : distances;
}

/**
 * The smallest and the largest value of any number of them.
 * @param {number[]} values at least one
 * @returns {[number, number]}
 */
export function extremes(values) {
  let [low, high] = [values[0], values[0]];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Do the values vary by more than the rounding of floating point? @param {number[]} values */
function varies(values) {
  const [low, high] = extremes(values);
  return high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high));
}

/**
 * Do the changes vary by more than the scores are rounded? The one rule of `twowaves.paired_ttest`.
 * @param {number[]} pre
 * @param {number[]} post
 */
export function changesVary(pre, post) {
  if (!varies(pre) && !varies(post)) return false; // what rounding left in both can add up
  const [low, high] = extremes(changesOf(pre, post));
  return high - low > ROUNDING * Math.max(...[pre, post].flatMap(extremes).map(Math.abs));
}

/** Post minus pre. @param {number[]} pre @param {number[]} post */
export function changesOf(pre, post) {
  return pre.map((score, i) => post[i] - score);
}

/**
 * Standard deviation with denominator n - 1; exactly 0 where the values do not vary.
 * @param {number[]} values
 */
export function sd(values) {
  if (!varies(values)) return values.length > 1 ? 0 : NaN;
  return spread(values);
}

/** The same of values that do vary, be it little beside what they were computed from. */
function spread(values) {
  const { near, power } = nearOne(values);
  return Math.sqrt(crossProduct(near, near) / (values.length - 1)) / power;
}

/** Values times a power of two, which is exact, so that their squares are plain numbers. */
function nearOne(values) {
  const size = Math.max(...extremes(values).map(Math.abs));
  if (size === 0 || (size > 1e-100 && size < 1e100)) return { near: values, power: 1 };
  const power = 2 ** Math.min(1000, -Math.floor(Math.log2(size)));
  return { near: values.map((value) => value * power), power };
}

/**
 * Pearson's correlation; NaN where one of the two does not vary.
 * @param {number[]} first
 * @param {number[]} second
 */
export function correlation(first, second) {
  if (!varies(first) || !varies(second)) return NaN;
  const [one, other] = [first, second].map((values) => nearOne(values).near);
  const r = crossProduct(one, other) / (Math.sqrt(crossProduct(one, one)) * Math.sqrt(crossProduct(other, other)));
  return Math.max(-1, Math.min(1, r));
}

/**
 * The sentence that says why these pairs cannot be tested, or nothing.
 * @param {number[]} pre
 * @param {number[]} post
 */
export function whyUntestable(pre, post) {
  if (pre.length !== post.length) {
    return `There are ${pre.length} scores before and ${post.length} after; a paired test needs one of each for every person.`;
  }
  if (pre.length < 2) return `A paired t test needs at least 2 pairs; there would be ${pre.length}.`;
  for (const [name, scores] of /** @type {[string, number[]][]} */ ([
    ["before", pre],
    ["after", post],
  ])) {
    const bad = scores.findIndex((score) => !Number.isFinite(score));
    if (bad >= 0) return `Person ${bad + 1}, ${name}: ${scores[bad]} is not a finite number.`;
    const large = scores.findIndex((score) => Math.abs(score) >= LARGEST);
    if (large >= 0)
      return `Person ${large + 1}, ${name}: ${general(scores[large])} is too large; every score must be below 1e290 in size.`;
  }
  const change = changesOf(pre, post);
  if (!changesVary(pre, post)) {
    return `The differences would not vary: every change would be ${general(mean(change))}, so t is undefined.`;
  }
  const sdChange = spread(change);
  if (sdChange < SMALLEST_SD)
    return `The SD of change would be ${general(sdChange)}; below 1e\u2212290 digits are lost.`;
  return "";
}

/** @typedef {ReturnType<typeof pairedTest>} PairedTest */

/**
 * The paired t test of testable pairs, with the two-sided or one-sided interval at 1 - alpha.
 * @param {number[]} pre
 * @param {number[]} post
 * @param {{alternative?: "two-sided" | "greater" | "less", alpha?: number}} options
 */
export function pairedTest(pre, post, { alternative = "two-sided", alpha = 0.05 } = {}) {
  const n = pre.length;
  const df = n - 1;
  const change = changesOf(pre, post);
  const meanChange = mean(change);
  const sdChange = spread(change);
  const standardError = sdChange / Math.sqrt(n);
  const statistic = meanChange / standardError;
  const [sdPre, sdPost] = [sd(pre), sd(post)];
  const r = correlation(pre, post);
  const dAv = meanChange / ((sdPre + sdPost) / 2);
  const twoSided = alternative === "two-sided";
  const margin = standardError * tCritical(twoSided ? alpha / 2 : alpha, df);
  return {
    n,
    df,
    statistic,
    pvalue: tPvalue(statistic, df, alternative),
    meanPre: mean(pre),
    sdPre,
    meanPost: mean(post),
    sdPost,
    meanChange,
    sdChange,
    r,
    low: alternative === "less" ? -Infinity : meanChange - margin,
    high: alternative === "greater" ? Infinity : meanChange + margin,
    d_z: meanChange / sdChange,
    d_av: dAv,
    d_rm: (meanChange / sdChange) * Math.sqrt(2 * (1 - r)),
    g_av: dAv * hedgesCorrection(df),
  };
}

/**
 * The smallest number of pairs at which this d_z is significant, or Infinity where none is.
 * @param {number} dz
 * @param {number} alpha
 * @param {"two-sided" | "greater" | "less"} alternative
 */
export function pairsNeeded(dz, alpha, alternative) {
  const limit = 100000;
  const significant = (n) => isSignificant(dz * Math.sqrt(n), n - 1, alpha, alternative);
  if (!significant(limit)) return Infinity;
  let [low, high] = [1, 2];
  while (!significant(high)) [low, high] = [high, Math.min(limit, high * 2)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (significant(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * p values adjusted for several tests, in the order given.
 * Holm's method steps down from the smallest p; Benjamini and Hochberg's steps up from the largest.
 * @param {number[]} pvalues
 * @param {"none" | "holm" | "bh"} method
 */
export function adjusted(pvalues, method) {
  const count = pvalues.length;
  const order = pvalues.map((_, i) => i).sort((i, j) => pvalues[i] - pvalues[j]);
  const result = [...pvalues];
  let bound = method === "holm" ? 0 : 1;
  if (method === "holm") {
    order.forEach((i, rank) => (result[i] = bound = Math.max(bound, Math.min(1, (count - rank) * pvalues[i]))));
  } else if (method === "bh") {
    order.reverse().forEach((i, rank) => (result[i] = bound = Math.min(bound, (pvalues[i] * count) / (count - rank))));
  }
  return result;
}
