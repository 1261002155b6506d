/**
 * Which whole-number sums can stand behind printed means, SDs and a paired t.
 *
 * The same steps as `twowaves.printed.sums`, which explains them; exact, in whole numbers (BigInt).
 * n people; S and Q are the sum and the sum of squares of one measurement, s and D those of the
 * changes (post minus pre), all in totals of items.
 */

import rules from "./sums_rules.json" with { type: "json" };
import { compare, floorDivide, minus, plus, times } from "../_base/fraction.js";
import { atOnce } from "../_base/slices.js";

/** @import { Fraction } from "../_base/fraction.js" */
/** @typedef {{low: Fraction, high: Fraction, closedLow: boolean, closedHigh: boolean}} Bounds */
/** @typedef {{lowest: bigint, highest: bigint}} Limits the lowest and highest total of one person */
/** @typedef {[bigint, bigint]} Ends the lowest and the highest */
/**
 * @typedef {object} Figures
 * @property {Bounds} meanPre
 * @property {Bounds} meanPost
 * @property {Bounds | null} sdPre
 * @property {Bounds | null} sdPost
 * @property {Bounds | null} statistic
 * @property {Limits | null} limits
 * @property {SdKind} [sdKind] what the SDs are; with denominator n − 1 where nothing is said
 */
/** @typedef {"sample" | "population" | "se"} SdKind */
/** @typedef {{start: bigint, stop: bigint, step: bigint}} Range from start to below stop */

const ZERO = { p: 0n, q: 1n };

export const MOST_STEPS = rules.most_steps; // of a search that somebody waits for: a fraction of a second
export const MOST_TOTALS = BigInt(rules.most_totals); // beyond, a search would take seconds

/** A search was given up: it did not end within the steps that it was given. */
export class TooLong extends Error {}

/** How many steps a search may take: each looks at one sum, or at one pair of sums. */
export class Steps {
  constructor(most = Infinity) {
    this.left = most;
  }

  /** Take one, or throw. */
  take() {
    if (--this.left < 0) throw new TooLong();
  }
}

/**
 * The interval with its ends multiplied by a factor above 0.
 * @param {any} interval
 * @param {bigint} factor
 * @param {bigint} over its denominator
 */
export function boundsOf(interval, factor = 1n, over = 1n) {
  const times = ({ p, q }) => ({ p: p * factor, q: q * over });
  return { ...interval, low: times(interval.low), high: times(interval.high) };
}

/** The absolute values of the numbers in the interval. @param {Bounds} bounds @returns {Bounds} */
export function magnitude(bounds) {
  const { low, high, closedLow, closedHigh } = bounds;
  if (low.p >= 0n) return bounds;
  const turned = { p: -low.p, q: low.q };
  if (high.p <= 0n)
    return { low: { p: -high.p, q: high.q }, high: turned, closedLow: closedHigh, closedHigh: closedLow };
  const order = compare(turned, high);
  // of two ends equally far from zero, one that belongs is enough
  const closed = order > 0 ? closedLow : order < 0 ? closedHigh : closedLow || closedHigh;
  return { low: ZERO, high: order > 0 ? turned : high, closedLow: true, closedHigh: closed };
}

/** The part of the interval that is not negative, as SDs are not. @param {Bounds} bounds @returns {Bounds} */
export function aboveZero(bounds) {
  return bounds.low.p >= 0n ? bounds : { ...bounds, low: ZERO, closedLow: true };
}

/**
 * Every sum of n whole numbers whose mean lies within the bounds: the GRIM test.
 * @param {Bounds} mean
 * @param {bigint} n
 * @param {Limits | null} limits
 * @returns {Range}
 */
export function totals(mean, n, limits = null) {
  let low = atLeast(n * mean.low.p, mean.low.q, mean.closedLow);
  let high = atMost(n * mean.high.p, mean.high.q, mean.closedHigh);
  if (limits) [low, high] = [larger(low, n * limits.lowest), smaller(high, n * limits.highest)];
  return { start: low, stop: larger(low, high + 1n), step: 1n };
}

/** What a printed SD's square is multiplied with to give the sum of squares around S/n. @param {bigint} n @param {SdKind} kind */
export function weight(n, kind = "sample") {
  if (kind === "sample") return n - 1n;
  return kind === "population" ? n : n * (n - 1n);
}

/**
 * The sums of squares that go with a sum and an SD: the GRIMMER test.
 * @param {bigint} total
 * @param {Bounds} sd
 * @param {bigint} n
 * @param {Limits | null} limits
 * @param {SdKind} kind
 * @returns {Range}
 */
export function squares(total, sd, n, limits = null, kind = "sample") {
  const around = n * weight(n, kind); // Q = S²/n + (n - 1) SD²
  const bound = ({ p, q }) => [(total * q) ** 2n + around * p * p, n * q * q];
  const [lowP, lowQ] = bound(sd.low);
  const [highP, highQ] = bound(sd.high);
  const high = atMost(highP, highQ, sd.closedHigh);
  const low = larger(atLeast(lowP, lowQ, sd.closedLow), fewest(total, n));
  return ofParity(total, low, limits ? smaller(high, most(total, n, limits)) : high);
}

/**
 * The lowest and highest sum of squared changes that |t| leaves for a sum of changes.
 * @param {bigint} change
 * @param {Bounds | null} statistic
 * @param {bigint} n
 * @param {Limits | null} limits
 * @returns {[bigint, bigint | null]} the second is null where nothing limits it
 */
export function squaresOfChange(change, statistic, n, limits = null) {
  let low = fewest(change, n);
  /** @type {bigint | null} */
  let high = null;
  if (statistic && change === 0n) {
    const none = statistic.low.p > 0n || !statistic.closedLow; // without a change t is zero
    [low, high] = none ? [2n, 0n] : [2n, null];
  } else if (statistic && !statistic.high.p) {
    [low, high] = [2n, 0n]; // of figures rounded up only zero is printed so
  } else if (statistic) {
    // D = s²/n · (1 + (n - 1)/t²)
    /** @param {Fraction} end */
    const bound = ({ p, q }) => [change * change * (p * p + (n - 1n) * q * q), n * p * p];
    const [leastP, leastQ] = bound(statistic.high);
    low = larger(low, atLeast(leastP, leastQ, statistic.closedHigh));
    const [mostP, mostQ] = bound(statistic.low);
    if (statistic.low.p) high = atMost(mostP, mostQ, statistic.closedLow);
  }
  if (limits) {
    const span = limits.highest - limits.lowest;
    const reach = most(change, n, { lowest: -span, highest: span });
    high = high === null ? reach : smaller(high, reach);
  }
  return [low + odd(low - change), high];
}

/**
 * A pair of sums (s, D) that the printed figures leave possible, or the first obstacle.
 * @param {Figures} figures
 * @param {number | bigint} people at least 2
 * @param {Steps} steps how long to search
 * @returns {{sums: [bigint, bigint] | null, obstacle: string | null}}
 * @throws {TooLong} if the search does not end within its steps
 */
export function examine(figures, people, steps = new Steps()) {
  return atOnce(examining(figures, people, steps));
}

/**
 * The same, as work that may be interrupted.
 * @param {Figures} figures
 * @param {number | bigint} people
 * @param {Steps} steps
 * @returns {Generator<undefined, {sums: [bigint, bigint] | null, obstacle: string | null}>}
 */
export function* examining(figures, people, steps) {
  const search = new Search(figures, BigInt(people), steps);
  const obstacle = search.obstacle();
  if (obstacle) return { sums: null, obstacle };
  for (const change of numbers(search.changes())) {
    yield;
    for (const squared of numbers(search.squaredChanges(change))) {
      yield;
      if (search.completes(change, squared)) return { sums: [change, squared], obstacle: null };
    }
  }
  return { sums: null, obstacle: "together" };
}

/**
 * Do means, SDs and t leave a correlation within ±1, each anywhere in its interval?
 * @param {Figures} figures
 * @param {bigint} n
 */
export function correlationIsPossible({ meanPre, meanPost, sdPre, sdPost, statistic: t, sdKind }, n) {
  if (!t || !sdPre || !sdPost) return true;
  const change = magnitude(meanChange({ meanPre, meanPost }));
  /** @param {Fraction} end */
  const square = ({ p, q }, factor = 1n) => ({ p: factor * p * p, q: q * q });
  const m = (n * (n - 1n)) / weight(n, sdKind);
  const tooNarrow = compare(square(change.high, m), square(times(gap(sdPre, sdPost), t.low))) < 0;
  const tooWide = compare(square(change.low, m), square(times(plus(sdPre.high, sdPost.high), t.high))) > 0;
  return !(tooNarrow || tooWide);
}

/** The interval of post minus pre. @param {{meanPre: Bounds, meanPost: Bounds}} figures */
export function meanChange({ meanPre, meanPost }) {
  return {
    low: minus(meanPost.low, meanPre.high),
    high: minus(meanPost.high, meanPre.low),
    closedLow: true,
    closedHigh: true,
  };
}

/**
 * Every sum of changes, post minus pre, that the two printed means allow.
 * @param {Figures} figures
 * @param {bigint} n
 * @returns {Range}
 */
export function changes({ meanPre, meanPost, limits }, n) {
  return differences(totals(meanPre, n, limits), totals(meanPost, n, limits));
}

/** @param {Range} pre @param {Range} post @returns {Range} */
function differences(pre, post) {
  if (isEmpty(pre) || isEmpty(post)) return { start: 0n, stop: 0n, step: 1n };
  return { start: post.start - pre.stop + 1n, stop: post.stop - pre.start, step: 1n };
}

/** The least difference between two numbers, each within its bounds. @param {Bounds} first @param {Bounds} second */
function gap(first, second) {
  return [ZERO, minus(first.low, second.high), minus(second.low, first.high)].reduce((a, b) =>
    compare(a, b) < 0 ? b : a,
  );
}

/** The sums that are possible for one outcome at one n, found as they are asked for. */
class Search {
  /** @param {Figures} figures @param {bigint} n @param {Steps} steps */
  constructor(figures, n, steps) {
    this.figures = figures;
    this.n = n;
    this.steps = steps;
    this.pre = totals(figures.meanPre, n, figures.limits);
    this.post = totals(figures.meanPost, n, figures.limits);
    this.known = { sdPre: new Map(), sdPost: new Map() };
    /** @type {bigint[] | undefined} */
    this.withSd = undefined;
    /** @type {Bounds | undefined} */
    this.reach = undefined;
  }

  /** The first thing that is impossible by itself. */
  obstacle() {
    const { figures, pre, post } = this;
    if (isEmpty(pre)) return "mean_pre";
    if (isEmpty(post)) return "mean_post";
    if (!some(pre, (total) => !isEmpty(this.squares("sdPre", total)))) return "sd_pre";
    if (!some(post, (total) => !isEmpty(this.squares("sdPost", total)))) return "sd_post";
    const fits = (change) => {
      this.steps.take();
      const [low, high] = squaresOfChange(change, figures.statistic, this.n, figures.limits);
      return high === null || low <= high;
    };
    if (!some(this.changes(), fits)) return "statistic";
    return correlationIsPossible(figures, this.n) ? null : "correlation";
  }

  /** Every sum of changes that the two means allow. */
  changes() {
    return differences(this.pre, this.post);
  }

  /** The sums of squares of one measurement; what no SD limits is not listed but never empty. */
  squares(which, total) {
    const sd = this.figures[which];
    if (!sd) {
      const start = fewest(total, this.n);
      return { start, stop: start + 1n, step: 2n };
    }
    const known = this.known[which];
    if (!known.has(total)) {
      this.steps.take();
      known.set(total, squares(total, sd, this.n, this.figures.limits, this.figures.sdKind));
    }
    return known.get(total);
  }

  /** Every total before that has an SD, in ascending order. */
  get #withSd() {
    this.withSd ??= [...numbers(this.pre)].filter((total) => !isEmpty(this.squares("sdPre", total)));
    return this.withSd;
  }

  /** The sums of squared changes that |t| allows and the two SDs can reach. */
  squaredChanges(change) {
    this.steps.take();
    const { sdPre, sdPost, statistic, limits } = this.figures;
    const { n } = this;
    let [low, high] = squaresOfChange(change, statistic, n, limits);
    if (sdPre && sdPost) {
      // the SD of a change lies between the difference and the sum of the two SDs
      this.reach ??= {
        low: gap(sdPre, sdPost),
        high: plus(sdPre.high, sdPost.high),
        closedLow: true,
        closedHigh: true,
      };
      const { start, stop } = squares(change, this.reach, n, null, this.figures.sdKind);
      low = larger(low, start);
      high = high === null ? stop - 1n : smaller(high, stop - 1n);
    }
    const stop = high === null ? low + 1n : larger(low, high + 1n);
    const none = low >= stop || this.#totalsWith(change).next().done;
    return { start: low, stop: none ? low : stop, step: 2n };
  }

  /** Do sums of both measurements exist that go with this change? */
  completes(change, squared) {
    for (const total of this.#totalsWith(change)) {
      if (this.pairFits(total, change, squared)) return true;
    }
    return false;
  }

  /** The totals before that have an SD, and with this change one after too. */
  *#totalsWith(change) {
    const start = larger(this.pre.start, this.post.start - change);
    const stop = smaller(this.pre.stop, this.post.stop - change);
    const all = this.#withSd;
    for (let i = placeOf(all, start); i < all.length && all[i] < stop; i += 1) {
      this.steps.take();
      if (!isEmpty(this.squares("sdPost", all[i] + change))) yield all[i];
    }
  }

  /** @param {bigint} total @param {bigint} change @param {bigint} squared */
  pairFits(total, change, squared) {
    const { n } = this;
    const [before, after] = [this.squares("sdPre", total), this.squares("sdPost", total + change)];
    if (!this.figures.sdPre || !this.figures.sdPost) return true;
    const spread = n * squared - change * change;
    return closes(n, spread, spreads(n, total, before), spreads(n, total + change, after), this.steps);
  }
}

/**
 * The lowest and highest n Q − S² of these sums of squares.
 * @param {bigint} n
 * @param {bigint} total
 * @param {Range} squares
 * @returns {Ends}
 */
function spreads(n, total, { start, stop, step }) {
  const last = start + ((stop - 1n - start) / step) * step;
  return [n * start - total * total, n * last - total * total];
}

/**
 * Does some spread of each measurement give, with that of the change, a correlation within ±1?
 * @param {bigint} n
 * @param {bigint} spread
 * @param {Ends} before
 * @param {Ends} after
 * @param {Steps} steps
 */
export function closes(n, spread, before, after, steps) {
  const step = 2n * n;
  const [lowest, highest] = after;
  const [from, to] = reachable(spread, after);
  const stop = smaller(before[1], to);
  for (let a = before[0] + step * larger(0n, atLeast(from - before[0], step)); a <= stop; a += step) {
    steps.take();
    const reach = root(4n * a * spread);
    const b = lowest + step * larger(0n, atLeast(a + spread - reach - lowest, step));
    if (b <= smaller(highest, a + spread + reach)) return true;
  }
  return false;
}

/**
 * The ends between which a spread closes with this change and some other spread.
 * @param {bigint} spread
 * @param {Ends} ends
 * @returns {Ends}
 */
function reachable(spread, [low, high]) {
  let start = 0n;
  if (spread < low) start = low + spread - root(4n * low * spread);
  else if (spread > high) start = high + spread - root(4n * high * spread);
  return [start, high + spread + root(4n * high * spread)];
}

/** The sum of squares of n whole numbers that are as equal as this sum allows. @param {bigint} total @param {bigint} n */
export function fewest(total, n) {
  const each = floorDivide(total, n);
  return n * each * each + (total - each * n) * (2n * each + 1n);
}

/**
 * The sum of squares of n values of this sum that lie at the ends, all but one.
 * @param {bigint} total
 * @param {bigint} n
 * @param {Limits} limits
 */
function most(total, n, { lowest, highest }) {
  const span = highest - lowest;
  const atTop = floorDivide(total - n * lowest, span);
  const rest = total - n * lowest - atTop * span;
  return atTop * span * span + rest * rest + 2n * lowest * total - n * lowest * lowest;
}

/**
 * The numbers from low to high that are even or odd as the total is.
 * @param {bigint} total
 * @param {bigint} low
 * @param {bigint} high
 * @returns {Range}
 */
function ofParity(total, low, high) {
  const start = low + odd(low - total);
  return { start, stop: larger(start, high + 1n), step: 2n };
}

/** @param {bigint} number */
function odd(number) {
  return number & 1n;
}

/** The smallest whole number not below the fraction, or above it. @param {bigint} numerator @param {bigint} denominator */
function atLeast(numerator, denominator, closed = true) {
  return closed ? -floorDivide(-numerator, denominator) : floorDivide(numerator, denominator) + 1n;
}

/** The largest whole number not above the fraction, or below it. @param {bigint} numerator @param {bigint} denominator */
function atMost(numerator, denominator, closed = true) {
  return closed ? floorDivide(numerator, denominator) : -floorDivide(-numerator, denominator) - 1n;
}

/**
 * The whole part of a square root, by Newton's method: from any start above it, each step comes
 * nearer from above, until one does not.
 * @param {bigint} number at least 0
 */
export function root(number) {
  if (number < 2n) return number;
  for (let guess = aboveRoot(number); ; ) {
    const next = (guess + number / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** A whole number above the root, as near as a float tells. */
function aboveRoot(number) {
  const near = Math.sqrt(Number(number)) * (1 + 2 ** -50); // more than two roundings can take away
  return near < Infinity ? BigInt(Math.ceil(near)) : 1n << BigInt(2 * number.toString(16).length);
}

/** Where in an ascending list the first number stands that is not below another. */
function placeOf(list, number) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {bigint} first @param {bigint} second */
export function larger(first, second) {
  return first > second ? first : second;
}

/** @param {bigint} first @param {bigint} second */
export function smaller(first, second) {
  return first < second ? first : second;
}

/** @param {Range} range */
export function isEmpty({ start, stop }) {
  return start >= stop;
}

/** Each number of a range. @param {Range} range */
function* numbers({ start, stop, step }) {
  for (let number = start; number < stop; number += step) yield number;
}

function some(range, test) {
  for (const number of numbers(range)) {
    if (test(number)) return true;
  }
  return false;
}
