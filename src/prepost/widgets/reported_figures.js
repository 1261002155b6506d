/**
 * The figures of a published row as whole-number sums are held against them.
 */

import { aboveZero, boundsOf, magnitude } from "./granularity.js";
import { intervalOf, parsePrinted } from "./printed.js";

/** @import { Figures } from "./granularity.js" */

/**
 * The intervals of an outcome's printed figures in totals of items; the two means are needed.
 * @param {Record<string, any>} row a row of `load_outcomes`
 * @returns {Figures}
 */
export function figuresOf(row) {
  const items = row.scoring === "mean" ? BigInt(row.n_items) : 1n;
  const bounds = (name, factor = items) => {
    const printed = row[name] ? parsePrinted(row[name]) : null;
    return printed && boundsOf(intervalOf(printed), factor);
  };
  const [sdPre, sdPost, t] = [bounds("sd_pre"), bounds("sd_post"), bounds("statistic", 1n)];
  const hasScale = Number.isFinite(row.scale_min) && Number.isFinite(row.scale_max);
  return {
    meanPre: bounds("mean_pre"),
    meanPost: bounds("mean_post"),
    sdPre: sdPre && aboveZero(sdPre),
    sdPost: sdPost && aboveZero(sdPost),
    statistic: t && magnitude(t),
    limits: hasScale
      ? {
          lowest: BigInt(Math.ceil(row.scale_min * Number(items))),
          highest: BigInt(Math.floor(row.scale_max * Number(items))),
        }
      : null,
  };
}
