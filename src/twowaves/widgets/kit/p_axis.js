/**
 * A logarithmic axis of p values from .001 to 1, with the level among them.
 */

import { draw, linear, set, write } from "./drawing.js";
import { level } from "../../_base/numbers.js";

const LOWEST = 0.001;

/** A filled triangle for a significant test, a hollow square for another. */
export function markOf(x, y, isSignificant) {
  return isSignificant
    ? { d: `M${x - 6} ${y - 6}h12l-6 11z`, class: "pp-t-mark is-significant" }
    : { d: `M${x - 5} ${y - 5}h10v10h-10z`, class: "pp-t-mark" };
}

/** Lines at the powers of ten, and one at α. */
export class PAxis {
  /** @param {SVGElement} svg @param {string} label below the axis */
  constructor(svg, label = "p (logarithmic scale)") {
    const middle = { "text-anchor": "middle" };
    this.grid = [LOWEST, 0.01, 0.1, 1].map((value) => {
      const group = draw("g", { class: "pp-axis" }, svg);
      draw("line", {}, group);
      draw("text", middle, group, level(value));
      return { value, group };
    });
    this.alpha = draw("line", { class: "pp-critical" }, svg);
    this.alphaLabel = draw("text", { class: "pp-region-label", ...middle }, svg);
    this.label = draw("text", { class: "pp-axis-label", ...middle }, svg, label);
  }

  /**
   * Lay it out; returns where a p lies.
   * @param {number} alpha
   * @param {{ends: [number, number], top: number, floor: number, word: number}} at the last for the word α
   * @returns {(p: number) => number}
   */
  paint(alpha, { ends, top, floor, word }) {
    const log = linear([Math.log10(LOWEST), 0], ends);
    const x = (p) => log(Math.log10(Math.max(LOWEST, Math.min(1, p))));
    for (const { value, group } of this.grid) {
      set(group.children[0], { x1: x(value), x2: x(value), y1: top, y2: floor });
      set(group.children[1], { x: x(value), y: floor + 16 });
    }
    set(this.alpha, { x1: x(alpha), x2: x(alpha), y1: top - 4, y2: floor });
    set(this.alphaLabel, { x: x(alpha), y: word });
    write(this.alphaLabel, `α = ${level(alpha)}`);
    set(this.label, { x: (ends[0] + ends[1]) / 2, y: floor + 34 });
    return x;
  }
}
