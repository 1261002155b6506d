/**
 * Thousands of synthetic studies of one design, each with its t test: the model is that of
 * `twowaves.Design` and its threats, and a test holds both against each other.
 *
 * Random numbers are drawn once for each seed and size; a slider moves the same people.
 */

import rules from "./simulation_rules.json" with { type: "json" };
import { fillNormals, normalQuantile, uniforms } from "./random.js";
import { tCritical, tTwoTailed } from "../_base/distributions.js";

/**
 * @typedef {object} Settings
 * @property {number} n
 * @property {number} true_change
 * @property {number} history
 * @property {number} desirability
 * @property {number} selected
 * @property {number} drop_out
 * @property {number} outcomes
 * @property {"two" | "one" | "chosen afterwards"} tails
 * @property {"none" | "holm"} correction
 * @property {boolean} control
 * @property {boolean} skewed
 * @property {number} seed
 */
/** @typedef {{studies: number, untested: number, significant: number, mean: number, wrong: number, exaggeration: number}} Summary */

export const STUDIES = rules.studies;
export const ALPHA = rules.alpha;
/** From where to where each number goes. */
export const LIMITS = rules.limits;
const BINS = 20;
/** That of `twowaves.widgets.limitations_lab.figure`; the other numbers are defaults of `twowaves.Design`. */
const MODEL = { ...rules.model, reliability: 0.5, r_outcomes: 0.5, scale: [0, 52] };

/** Random numbers of one group: a share and a liability a person, and normals a person and outcome. */
class Draws {
  constructor(settings, group) {
    const people = STUDIES * settings.n;
    const uniform = uniforms(settings.seed * 2 + group);
    this.share = Float64Array.from({ length: people }, uniform);
    this.liability = new Float64Array(people);
    this.before = new Float64Array(people * (settings.outcomes - 1));
    this.after = new Float64Array(people * settings.outcomes);
    for (const array of [this.liability, this.before, this.after]) fillNormals(array, uniform);
  }
}

/** The studies of the latest settings. */
export class Studies {
  /** @param {Settings} settings */
  run(settings) {
    this.#draw(settings);
    const { outcomes } = settings;
    const groups = this.draws.map((draws, group) => changesOf(settings, draws, group === 1));
    const t = new Float64Array(STUDIES * outcomes);
    const df = new Float64Array(STUDIES * outcomes);
    const estimate = new Float64Array(STUDIES * outcomes);
    for (let i = 0; i < t.length; i += 1) {
      [t[i], df[i], estimate[i]] = settings.control ? welch(groups, i) : paired(groups[0], i);
    }
    return summed(settings, { t, df, estimate });
  }

  /** New random numbers where the seed or the size of the studies is new. */
  #draw(settings) {
    const { seed, n, outcomes, control } = settings;
    const key = [seed, n, outcomes, control].join();
    if (key === this.key) return;
    this.key = key;
    this.draws = (control ? [0, 1] : [0]).map((group) => new Draws(settings, group));
  }
}

/** Mean, variance and number of the changes of one group, by study and outcome. */
function changesOf(settings, draws, isControl) {
  const { n, outcomes, selected, drop_out: leaving } = settings;
  const { mean, sd } = settings.skewed ? MODEL.skewed : MODEL.normal;
  const shape = settings.skewed ? skewer(MODEL.skewed.skew) : null;
  const root = rootOf(outcomes);
  const r = MODEL.reliability;
  const own = Math.sqrt(1 - r * r);
  const gain = isControl ? 0 : settings.true_change;
  const shift = gain + settings.history + (isControl ? 0 : settings.desirability);
  const sdChange = sd * Math.sqrt(2 * (1 - r));
  const cut = leaving > 0 ? normalQuantile(1 - leaving) : Infinity;
  const chance = Math.sqrt(1 - MODEL.strength ** 2);
  const result = {
    mean: new Float64Array(STUDIES * outcomes),
    variance: new Float64Array(STUDIES * outcomes),
    n: new Float64Array(STUDIES),
  };
  const [before, after, change] = [0, 0, 0].map(() => new Float64Array(outcomes));
  const sums = new Float64Array(outcomes);
  const squares = new Float64Array(outcomes);
  for (let study = 0; study < STUDIES; study += 1) {
    sums.fill(0);
    squares.fill(0);
    let stay = 0;
    for (let i = study * n; i < (study + 1) * n; i += 1) {
      before[0] = normalQuantile(draws.share[i] * selected);
      for (let k = 1; k < outcomes; k += 1) before[k] = draws.before[i * (outcomes - 1) + k - 1];
      for (let k = 0; k < outcomes; k += 1) after[k] = draws.after[i * outcomes + k];
      correlate(root, before);
      correlate(root, after);
      for (let k = 0; k < outcomes; k += 1) {
        const standard = r * before[k] + own * after[k];
        const pre = onScale(mean + sd * (shape ? shape(before[k]) : before[k]));
        change[k] = onScale(mean + shift + sd * (shape ? shape(standard) : standard)) - pre;
      }
      const liability = chance * draws.liability[i] + (MODEL.strength * (change[0] - gain)) / sdChange;
      if (liability > cut) continue;
      stay += 1;
      for (let k = 0; k < outcomes; k += 1) {
        sums[k] += change[k];
        squares[k] += change[k] * change[k]; // whole numbers: nothing is lost
      }
    }
    result.n[study] = stay;
    for (let k = 0; k < outcomes; k += 1) {
      result.mean[study * outcomes + k] = sums[k] / stay;
      result.variance[study * outcomes + k] = (squares[k] - (sums[k] * sums[k]) / stay) / (stay - 1);
    }
  }
  return result;
}

function onScale(score) {
  return Math.max(MODEL.scale[0], Math.min(MODEL.scale[1], Math.round(score)));
}

/** The Cholesky factor of outcomes that all correlate alike, row by row. */
function rootOf(k) {
  const root = Array.from({ length: k }, () => new Float64Array(k));
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = i === j ? 1 : MODEL.r_outcomes;
      for (let m = 0; m < j; m += 1) rest -= root[i][m] * root[j][m];
      root[i][j] = i === j ? Math.sqrt(rest) : rest / root[j][j];
    }
  }
  return root;
}

/** Multiply in place, from the last row to the first, so that nothing is needed twice. */
function correlate(root, values) {
  for (let i = values.length - 1; i > 0; i -= 1) {
    let sum = 0;
    for (let j = 0; j <= i; j += 1) sum += root[i][j] * values[j];
    values[i] = sum;
  }
}

/** A shifted lognormal of mean 0, SD 1 and this skewness, as `twowaves.studies.shapes`. */
function skewer(skew) {
  const u = 2 * Math.sinh(Math.asinh(skew / 2) / 3);
  const sigma = Math.sqrt(Math.log1p(u * u));
  const centre = Math.exp((sigma * sigma) / 2);
  const scale = centre * Math.sqrt(Math.expm1(sigma * sigma));
  return (standard) => (Math.exp(sigma * standard) - centre) / scale;
}

/** t, df and mean change of one study and outcome; NaN where there is no test. */
function paired(group, i) {
  const n = group.n[Math.floor((i * group.n.length) / group.mean.length)];
  const variance = group.variance[i];
  const t = n > 1 && variance > 0 ? group.mean[i] / Math.sqrt(variance / n) : NaN;
  return [t, n - 1, group.mean[i]];
}

/** Welch's t, df and the difference of the mean changes. @param {ReturnType<typeof changesOf>[]} groups @param {number} i */
function welch([module, control], i) {
  const study = Math.floor((i * module.n.length) / module.mean.length);
  const [n, m] = [module.n[study], control.n[study]];
  const [a, b] = [module.variance[i] / n, control.variance[i] / m];
  const difference = module.mean[i] - control.mean[i];
  if (!(n > 1 && m > 1 && a + b > 0)) return [NaN, NaN, difference];
  return [difference / Math.sqrt(a + b), (a + b) ** 2 / (a ** 2 / (n - 1) + b ** 2 / (m - 1)), difference];
}

/** What the studies show together, with the bins of the two pictures. */
function summed(settings, { t, df, estimate }) {
  const { outcomes, correction, true_change: truth } = settings;
  const tails = settings.control ? "two" : settings.tails;
  const level = correction === "holm" ? ALPHA / outcomes : ALPHA;
  const isSignificant = significance(level, tails);
  const ps = new Int32Array(BINS);
  const summary = { studies: STUDIES, untested: 0, significant: 0, mean: 0, wrong: 0, exaggeration: NaN };
  let [tested, claims, sizes] = [0, 0, 0];
  const hits = new Uint8Array(STUDIES);
  for (let study = 0; study < STUDIES; study += 1) {
    let least = 2;
    for (let i = study * outcomes; i < (study + 1) * outcomes; i += 1) {
      if (Number.isNaN(t[i])) continue;
      if (isSignificant(t[i], df[i])) hits[study] = 1;
      least = Math.min(least, pvalueBin(t[i], df[i], tails));
    }
    if (least === 2) summary.untested += 1;
    else ps[Math.round(least * BINS)] += 1;
    summary.significant += hits[study];
    const first = study * outcomes;
    if (Number.isNaN(estimate[first])) continue;
    tested += 1;
    summary.mean += estimate[first];
    if (!(isSignificant(t[first], df[first]) && truth > 0)) continue;
    claims += 1;
    sizes += Math.abs(estimate[first]) / truth;
    if (estimate[first] < 0) summary.wrong += 1;
  }
  summary.mean /= tested;
  summary.exaggeration = claims ? sizes / claims : NaN;
  const firsts = Float64Array.from({ length: STUDIES }, (_, study) => estimate[study * outcomes]);
  return { ...summary, claims, ps, estimates: firsts, hits };
}

/** A function that says whether t is significant; critical values are remembered by df. */
function significance(level, tails) {
  const tail = tails === "two" ? level / 2 : level;
  const criticals = new Map();
  return (t, df) => {
    if (!Number.isInteger(df)) return tTwoTailed(t, df) < level; // Welch's, of two tails
    if (!criticals.has(df)) criticals.set(df, tCritical(tail, df));
    return (tails === "one" ? t : Math.abs(t)) > criticals.get(df);
  };
}

/** Edges of p by df: the |t| beyond which 1/40, 2/40 ... of one tail lie. */
const edges = new Map();

/** The lower end of the bin that p lies in, as a share: 0, .05, ... .95. */
function pvalueBin(t, df, tails) {
  if (!Number.isInteger(df)) return Math.min(BINS - 1, Math.floor(tTwoTailed(t, df) * BINS)) / BINS;
  if (!edges.has(df))
    edges.set(
      df,
      Array.from({ length: BINS - 1 }, (_, i) => tCritical((i + 1) / (2 * BINS), df)),
    );
  const limits = edges.get(df);
  const size = Math.abs(t);
  let [low, high] = [0, limits.length]; // the limits fall
  while (low < high) {
    const middle = (low + high) >> 1;
    if (size > limits[middle]) high = middle;
    else low = middle + 1;
  }
  if (tails === "two") return low / BINS;
  const half = low >> 1;
  return (tails === "one" && t <= 0 ? BINS - 1 - half : half) / BINS;
}
