/**
 * A sample of pairs, and how a slider or a spreadsheet changes it.
 *
 * Every function returns a new sample and leaves the given one alone.
 */

import { changesOf, correlation, crossProduct, mean, sd } from "../../paired/ttest.js";

/** @typedef {{pre: number[], post: number[], left_out?: number[]}} Sample */

/** The moments of a sample that a paired test depends on. @param {Sample} sample */
function moments({ pre, post }) {
  const change = changesOf(pre, post);
  return {
    meanPre: mean(pre),
    sdPre: sd(pre),
    meanPost: mean(post),
    sdPost: sd(post),
    r: correlation(pre, post),
    meanChange: mean(change),
    sdChange: sd(change),
  };
}

/**
 * Random numbers from a normal distribution, the same for the same seed (mulberry32, Box-Muller).
 * @param {number} seed
 */
function normals(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * The values with mean 0 and SD 1; seeded random ones where they do not vary.
 * @param {number[]} values
 * @param {number} seed
 */
function standardised(values, seed) {
  const spread = sd(values);
  const centre = mean(values);
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  if (spread > 1e-9 * size) return values.map((value) => (value - centre) / spread);
  const next = normals(seed);
  const others = values.map(() => next());
  return standardised(others, seed + 1);
}

/**
 * What is left of the second sample once the first is accounted for, with mean 0 and SD 1.
 * @param {number[]} first standardised
 * @param {number[]} second
 */
function residual(first, second) {
  const remove = (values) => {
    const slope = crossProduct(first, values) / crossProduct(first, first);
    return values.map((value, i) => value - slope * first[i]);
  };
  const rest = remove(second);
  const next = normals(7);
  const varies = sd(rest) > 1e-9 * Math.max(sd(second), Number.MIN_VALUE);
  const usable = varies ? rest : remove(first.map(() => next()));
  // once more, so that rounding leaves no trace of the first
  return standardised(remove(standardised(usable, 8)), 9);
}

/**
 * The sample bent so that its means, SDs and correlation are exactly these.
 * Two pairs always correlate at 1 or -1, so there the change keeps its mean and SD instead.
 * @param {Sample} sample
 * @param {ReturnType<typeof moments>} target
 * @returns {Sample}
 */
function withMoments({ pre, post }, target) {
  const first = standardised(pre, 1);
  const before = first.map((z) => target.meanPre + target.sdPre * z);
  if (pre.length === 2) {
    const sign = target.sdPost >= target.sdPre ? 1 : -1;
    const after = before.map((score, i) => score + target.meanChange + sign * target.sdChange * first[i]);
    return { pre: before, post: after };
  }
  const second = residual(first, post);
  const r = Number.isFinite(target.r) ? target.r : 0;
  const own = Math.sqrt(1 - r * r);
  const after = first.map((z, i) => target.meanPost + target.sdPost * (r * z + own * second[i]));
  return { pre: before, post: after };
}

/**
 * The sample with another number of people and the same means, SDs and correlation.
 * New people are random but always the same; the last ones leave first.
 * @param {Sample} sample
 * @param {number} n
 * @returns {Sample}
 */
export function resized(sample, n) {
  const size = sample.pre.length;
  if (n === size) return { pre: [...sample.pre], post: [...sample.post] };
  const target = moments(sample);
  const next = normals(20210407);
  const pre = sample.pre.slice(0, n);
  const post = sample.post.slice(0, n);
  while (pre.length < n) {
    pre.push(target.meanPre + target.sdPre * next());
    post.push(target.meanPost + target.sdPost * next());
  }
  return withMoments({ pre, post }, target);
}

/**
 * Everyone's second score moved by the same amount, so that the mean change is this.
 * @param {Sample} sample
 * @param {Sample} tested the people who count
 * @param {number} meanChange
 * @returns {Sample}
 */
export function withMeanChange({ pre, post }, tested, meanChange) {
  const shift = meanChange - moments(tested).meanChange;
  return { pre: [...pre], post: post.map((score) => score + shift) };
}

/**
 * Everyone's change drawn towards the mean change or away from it, so that its SD is this.
 * @param {Sample} sample
 * @param {Sample} tested the people who count
 * @param {number} sdChange
 * @returns {Sample}
 */
export function withSdChange({ pre, post }, tested, sdChange) {
  const now = moments(tested);
  const factor = sdChange / now.sdChange;
  const change = pre.map((score, i) => now.meanChange + (post[i] - score - now.meanChange) * factor);
  return { pre: [...pre], post: pre.map((score, i) => score + change[i]) };
}

/**
 * The second scores turned so that they correlate at r with the first; means and SDs stay.
 * @param {Sample} sample
 * @param {Sample} tested the people who count, at least three, with scores that vary
 * @param {number} r above -1, below 1
 * @returns {Sample}
 */
export function withCorrelation({ pre, post, left_out: leftOut = [] }, tested, r) {
  const now = moments(tested);
  if (1 - now.r * now.r < 1e-12) {
    // nothing of the second score is left to turn: those who count get something of their own
    const bent = withMoments(tested, { ...now, r }).post;
    let counted = 0;
    return { pre: [...pre], post: post.map((score, i) => (leftOut.includes(i) ? score : bent[counted++])) };
  }
  const stretch = Math.sqrt((1 - r * r) / (1 - now.r * now.r));
  const turned = pre.map((score, i) => {
    const z = (score - now.meanPre) / now.sdPre;
    const own = post[i] - now.meanPost - now.r * now.sdPost * z;
    return now.meanPost + r * now.sdPost * z + stretch * own;
  });
  return { pre: [...pre], post: turned };
}
