/**
 * The people as a file that a reader takes along, with what they are, source and licence.
 */

import { asCsv } from "../../_base/cells.js";
import { SOURCE } from "../kit/svg_file.js";
import { OWN } from "./state.js";

/** @import { State } from "./state.js" */
/** @typedef {[string, string, string]} File its name, its text, its type */

/** Whether nobody measured these numbers, and nobody brought them. */
function isSynthetic({ preset }, caption) {
  return preset !== OWN && /made.up|synthetic/i.test(caption);
}

/** The data: the numbers at full length, and what they are. @param {State} state @param {string} caption @returns {File} */
export function dataOf(state, caption) {
  const isMadeUp = isSynthetic(state, caption);
  const word = isMadeUp ? "synthetic " : "";
  const rows = state.pre.map((score, i) => [
    `${word}${i + 1}`,
    `${score}`,
    `${state.post[i]}`,
    state.left_out.includes(i) ? "yes" : "no",
    i ? "" : `${caption} ${state.preset === OWN ? "" : SOURCE}`.trim(),
  ]);
  const text = asCsv([["person", "pre", "post", "left_out", "source"], ...rows]);
  return [isMadeUp ? "synthetic-pairs.csv" : "pairs.csv", text, "text/csv"];
}
