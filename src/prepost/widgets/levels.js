/**
 * The significance levels that figures take.
 */

import { said } from "./words.js";

/** As a slider's ends and step. */
export const LEVELS = { min: 0.001, max: 0.2, step: 0.001 };

/** Why a level cannot be shown, or nothing. @param {unknown} alpha */
export function whyNoLevel(alpha) {
  const fits = typeof alpha === "number" && alpha >= LEVELS.min && alpha <= LEVELS.max;
  return fits ? "" : `α would be ${said(alpha)}; it lies from .001 to .2.`;
}
