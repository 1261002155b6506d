/**
 * GRIM, GRIMMER and all figures together, as `twowaves.printed.whole_numbers`.
 */

import { judged, pairsOf, sizeOfWave, statedIn, unitsTo } from "./judgement.js";
import {
  MOST_STEPS,
  MOST_TOTALS,
  Steps,
  TooLong,
  aboveZero,
  changes,
  examining,
  fewest,
  isEmpty,
  larger,
  smaller,
  squares,
  totals,
  weight,
} from "./sums.js";
import { Untestable } from "./table.js";
import { obstacle, peopleInWords, say, wholes, withOtherSizes } from "./wording.js";
import { toFloat } from "../_base/fraction.js";
import { fixed, whole, withPoint } from "../_base/numbers.js";
import { listed } from "../_base/words.js";

/** @import { Row } from "./table.js" */
/** @import { Figures, Range, SdKind } from "./sums.js" */
/** @import { Context, Judgement, Time } from "./judgement.js" */

const FATES = [say("would_fit"), say("would_not_fit"), say("would_stay_open")];

/** Is there a whole-number total with the mean of a wave? @param {Row} row @param {Context} context @param {Time} time */
export function checkGrim(row, context, time) {
  const mean = row.need(`mean_${time}`);
  const items = row.items();
  const n = sizeOfWave(row, context, time);
  const people = peopleInWords(n, items);
  const { step } = row.conventions;
  if (n * items * step.q >= step.p * 10n ** BigInt(mean.decimals))
    throw new Untestable(say("grim_is_blind", { people, decimals: mean.decimals }));
  const possible = totals(row.bounds(`mean_${time}`, items), n);
  if (!isEmpty(possible)) {
    const total = wholes(possible);
    return judged(true, say("total", { total }), mean.text, say("grim", { people, total, mean: mean.text }));
  }
  const means = nearest(possible).map((total) => ({ p: total * step.p, q: n * items * step.q }));
  const near = means.map((each) => asMean(each, mean));
  const detail = say("not_grim", { people, mean: mean.text, near: listed(near) });
  return judged(false, listed(near, "or"), mean.text, detail, unitsTo(row, `mean_${time}`, means.map(toFloat)));
}

/** The totals on both sides of an empty range. @param {Range} none */
const nearest = ({ start }) => [start - 1n, start];

/** A mean with the decimals of the printed one, ties away from zero. */
function asMean({ p, q }, { decimals }) {
  const size = p < 0n ? -p : p;
  const units = (2n * size * 10n ** BigInt(decimals) + q) / (2n * q);
  return `${p < 0n && units ? "\u2212" : ""}${withPoint(units, decimals)}`;
}

/** Is there a whole-number sum of squares with the SD of a wave? @param {Row} row @param {Context} context @param {Time} time */
export function checkGrimmer(row, context, time) {
  const [mean, sd] = [row.need(`mean_${time}`), row.need(`sd_${time}`)];
  const items = row.items();
  const n = sizeOfWave(row, context, time);
  const { start, stop } = totalsOf(row, `mean_${time}`, n, items);
  const bounds = aboveZero(row.bounds(`sd_${time}`, items));
  const { sd: kind, step } = row.conventions;
  const printed = `${mean.text} (${sd.text})`;
  if (start >= stop) return judged(false, "", printed, say("no_total", { n, mean: mean.text }));
  const tried = [];
  for (let total = start; total < stop; total += 1n) {
    const possible = squares(total, bounds, n, null, kind);
    if (!isEmpty(possible)) {
      const detail = say("grimmer", { n, total: whole(total), squared: possible.start, sd: sd.text });
      return judged(true, say("total", { total: whole(total) }), printed, detail);
    }
    tried.push([total, possible]);
  }
  const sds = nearestSds(tried, n, kind).map((each) => each * (toFloat(step) / Number(items)));
  const near = listed(
    sds.map((each) => fixed(each, sd.decimals + 1)),
    "or",
  );
  const detail = say("not_grimmer", { n, mean: mean.text, sd: sd.text, near });
  return judged(false, near, printed, detail, unitsTo(row, `sd_${time}`, sds));
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
 * @param {SdKind} kind
 * @returns {number[]}
 */
function nearestSds(tried, n, kind) {
  const above = tried.map(([total, { start }]) => n * start - total * total);
  const below = tried
    .filter(([total, { start }]) => start - 2n >= fewest(total, n))
    .map(([total, { start }]) => n * (start - 2n) - total * total);
  const largest = below.reduce((first, second) => (second > first ? second : first), below[0]);
  const smallest = above.reduce((first, second) => (second < first ? second : first));
  return [...(below.length ? [largest] : []), smallest].map((spread) =>
    Math.sqrt(toFloat({ p: spread, q: n * weight(n, kind) })),
  );
}

/** @param {Row} row @param {Context} context @returns {Generator<undefined, Judgement>} */
export function* checkingGranularity(row, context) {
  const printed = row.need("statistic");
  const items = row.items();
  const figures = row.figures(items);
  const n = pairsOf(row, context);
  const others = statedIn(row, context).filter((size) => size !== n);
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
  const far = distanceOf(row, found.obstacle, figures, n);
  return judged(!found.obstacle, expected, printed.text, withOtherSizes(detail, fates), far);
}

/**
 * How far a mean is from the nearest one of n people on the scale, null for what is no mean.
 * @param {Row} row @param {string | null | undefined} obstacle @param {Figures} figures @param {bigint} n
 */
function distanceOf(row, obstacle, { meanPre, meanPost, limits }, n) {
  if (obstacle !== "mean_pre" && obstacle !== "mean_post") return null;
  const none = totals(obstacle === "mean_pre" ? meanPre : meanPost, n);
  const near = nearest(none).map((total) =>
    limits ? larger(n * limits.lowest, smaller(total, n * limits.highest)) : total,
  );
  const { p, q } = row.conventions.step;
  const means = near.map((total) => toFloat({ p: total * p, q: n * row.items() * q }));
  return unitsTo(row, obstacle, means);
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
