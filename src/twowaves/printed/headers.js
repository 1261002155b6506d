/**
 * What the headers of a table's columns say, spanners and all: as `twowaves.printed.headers`.
 *
 * Headers of several lines are read from below: what the last line leaves open, the lines above it say, also
 * for the empty cells to the right of a spanner.
 */

import { headOf } from "./names.js";
import { OF_A_WAVE } from "./waves.js";

/** @import { Head } from "./names.js" */

/**
 * What the header of each column says.
 * @param {string[][]} lines the header's lines of cells, all of one length, the uppermost first
 * @param {boolean} joined whether spanners stand in each of the cells that they span, as in HTML; else they
 *   stand in the first, and the others are empty
 * @returns {Head[]}
 */
export function headsOf(lines, joined) {
  const above = lines.map((line) => (joined ? line : spread(line)));
  return lines[0].map((_, place) => columnHead(lines, above, place));
}

/**
 * A line with its spanners in the empty cells to their right. Nobody says how far the last one reaches: no
 * further than the widest of those before it. Two waves reach equally far: what stands behind the shorter
 * one is of no wave.
 * @param {string[]} line
 */
function spread(line) {
  const starts = line.flatMap((cell, place) => (cell ? [place] : []));
  const isWave = starts.map((start) => headOf(line[start]).wave !== "");
  let widths = starts.map((start, k) => (starts[k + 1] ?? line.length) - start);
  const last = widths.length - 1;
  if (last > 0) widths[last] = Math.min(widths[last], Math.max(...widths.slice(0, -1)));
  if (isWave.filter(Boolean).length > 1) {
    const narrow = Math.min(...widths.filter((_, k) => isWave[k]));
    widths = widths.map((width, k) => (isWave[k] ? Math.min(width, narrow) : width));
  }
  const found = [...line];
  starts.forEach((start, k) => found.fill(line[start], start, start + widths[k]));
  return found;
}

/** What a column's own cells say, and the spanners over it where they leave it open. */
function columnHead(lines, above, place) {
  const own = [...new Set(lines.map((line) => line[place]).filter(Boolean))].join(" ");
  let head = headOf(own);
  for (let k = lines.findLastIndex((line) => line[place]) - 1; k >= 0; k -= 1) {
    if (!lines[k][place] && above[k][place]) head = under(head, headOf(above[k][place]));
  }
  return head;
}

/**
 * A head with what a spanner over it adds: a wave or figures that it lacks itself.
 * @param {Head} head
 * @param {Head} spanner
 * @returns {Head}
 */
function under(head, spanner) {
  const isInterval = head.figures.some((figure) => figure.startsWith("ci"));
  const addsWave = Boolean(spanner.wave) && !head.wave && head.figures.every((figure) => OF_A_WAVE.has(figure));
  const addsFigures = spanner.figures.length > 0 && !head.figures.length && Boolean(head.wave || head.group);
  const addsGroup = Boolean(spanner.group) && !head.group;
  if (!(addsWave || addsFigures || addsGroup || (spanner.level && isInterval))) return head;
  return {
    ...head,
    text: `${spanner.text} ${head.text}`,
    figures: addsFigures ? spanner.figures : head.figures,
    wave: addsWave ? spanner.wave : head.wave,
    group: addsGroup ? spanner.group : head.group,
    n: head.n || (addsWave ? spanner.n : ""),
    level: head.level || (isInterval ? spanner.level : ""),
  };
}
