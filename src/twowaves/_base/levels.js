/**
 * The significance levels that a figure takes, and the p values that papers print as bounds.
 */

import rules from "./levels.json" with { type: "json" };
import { level } from "./numbers.js";
import { said } from "./words.js";

/** As `twowaves.printed.implied` has them: "= .05" may mean "< .05". */
export const CUSTOMARY = rules.customary;

/** Of a slider for α. */
export const LEVELS = { label: "Significance level (α)", min: rules.lowest, max: rules.highest, step: 0.001 };

/** Why a level cannot be taken, or nothing. @param {unknown} alpha */
export function whyNoLevel(alpha) {
  const { lowest, highest } = rules;
  if (typeof alpha === "number" && alpha >= lowest && alpha <= highest) return "";
  return `α would be ${said(alpha)}; it lies from ${level(lowest)} to ${level(highest)}.`;
}
