/**
 * A ruler of p with the level as its threshold: where p stands, where it began, and which side is which.
 */

import { draw, set } from "./drawing.js";
import { markOf, PAxis } from "./p_axis.js";

const BAND = 26; // pixels high
const NARROW = 200; // pixels

/**
 * What there is to show; without `start` there is no ghost.
 * @typedef {{p: number, alpha: number, significant: boolean, start?: number}} Reading
 */

/** The ruler as a part of a drawing. */
export class PRuler {
  /** @param {SVGElement} parent */
  constructor(parent) {
    this.group = draw("g", { "aria-hidden": "true" }, parent);
    this.band = draw("rect", { class: "pp-p-side", height: BAND }, this.group);
    this.axis = new PAxis(this.group, "");
    this.words = ["significant", "not"].map((text) => draw("text", { class: "pp-p-word" }, this.group, text));
    this.trail = draw("line", { class: "pp-ghost" }, this.group);
    this.ghost = draw("circle", { class: "pp-ghost", r: 4.5 }, this.group);
    this.mark = draw("path", {}, this.group);
  }

  /**
   * @param {Reading} reading
   * @param {{x: number, y: number, width: number}} box its upper left corner, and its width
   */
  paint({ p, alpha, significant, start = p }, { x, y, width }) {
    const line = width < NARROW ? 13 : 0; // the words have a line of their own
    const top = y + 20 + line;
    const floor = top + BAND;
    const at = this.axis.paint(alpha, { ends: [x, x + width], top, floor, word: top - 8 });
    set(this.band, { x, y: top, width: at(alpha) - x });
    set(this.words[0], { x, y: y + 12 });
    set(this.words[1], { x: x + width, y: y + 12, "text-anchor": "end" });
    for (const word of this.words) word.classList.toggle("is-so", (word === this.words[0]) === significant);
    const middle = (top + floor) / 2;
    const [from, to] = [at(start), at(p)];
    const visibility = Math.abs(to - from) < 1 ? "hidden" : "visible";
    set(this.trail, { x1: from, x2: to, y1: middle, y2: middle, visibility });
    set(this.ghost, { cx: from, cy: middle, visibility });
    set(this.mark, markOf(to, middle, significant));
  }
}
