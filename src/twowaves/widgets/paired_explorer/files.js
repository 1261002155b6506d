/**
 * The files that a reader takes along: the data and the picture, with what they are, source and licence.
 */

import { asCsv } from "../../_base/cells.js";
import { standaloneSvg } from "../kit/drawing.js";
import { OWN } from "./state.js";

/** @import { State } from "./state.js" */
/** @typedef {{caption: string, verdict: string, svg: SVGSVGElement}} Shown what the figure shows */
/** @typedef {[string, string, string]} File its name, its text, its type */

const SOURCE = "Compassion, Before and After, CC BY 4.0";

/** Whether nobody measured these numbers, and nobody brought them. */
function isSynthetic({ preset }, caption) {
  return preset !== OWN && /made.up|synthetic/i.test(caption);
}

/** The data: the numbers at full length, and what they are. @param {State} state @param {Shown} shown @returns {File} */
export function dataOf(state, { caption }) {
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

/** The picture, with what it shows below it. @param {State} state @param {Shown} shown @returns {File} */
export function pictureOf(state, { caption, verdict, svg }) {
  const source = state.preset === OWN ? [] : [SOURCE];
  const lines = [...inLines(caption, svg.viewBox.baseVal.width / 6), verdict, ...source];
  return ["paired-explorer.svg", standaloneSvg(svg, `${caption} ${verdict}`, lines), "image/svg+xml"];
}

/** A text in lines of at most so many letters. @param {string} text @param {number} most */
function inLines(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (lines[last].length + word.length < most) lines[last] = `${lines[last]} ${word}`.trim();
    else lines.push(word);
  }
  return lines;
}
