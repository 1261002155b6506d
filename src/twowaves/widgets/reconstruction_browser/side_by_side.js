/**
 * Several data sets beside each other, for whoever wants nothing to move: what stands still is alike in all.
 */

import { draw, linear, roundDomain, set, write } from "../kit/drawing.js";
import { PAxis, markOf } from "../kit/p_axis.js";
import { mean, sd } from "../../paired/ttest.js";
import { bracket, layout, paintGroup } from "./plot.js";

/** @import { Picture } from "./plot.js" */

export const SHOWN = 6;
const ACROSS = 3;
const TESTS = 36; // pixels high
const AROUND = 20 + 6 + TESTS + 18; // what of a panel is not its people

/** One SVG with as many panels as are shown at once. */
export class SideBySide {
  /** @param {HTMLElement} parent @param {number} alpha */
  constructor(parent, alpha) {
    this.alpha = alpha;
    this.svg = draw("svg", { class: "pp-plot", "aria-hidden": "true" }, parent);
    this.panels = Array.from({ length: SHOWN }, () => this.#panel());
    this.resize(680);
  }

  #panel() {
    const group = draw("g", {}, this.svg);
    return {
      group,
      frame: draw("rect", { class: "pp-chosen", rx: 4 }, group),
      title: draw("text", { class: "pp-panel-title" }, group),
      people: draw("g", {}, group),
      means: draw("path", { class: "pp-mean-line" }, group),
      spreads: [0, 1].map(() => draw("path", { class: "pp-still" }, group)),
      band: draw("rect", { class: "pp-p-side" }, group),
      axis: new PAxis(group, ""),
      marks: Array.from({ length: 4 }, () => draw("path", {}, group)),
    };
  }

  /** As high as the other picture, so that the controls below stay where they are. */
  resize(width) {
    const { height } = layout(width);
    const tall = height / (SHOWN / ACROSS);
    this.at = { width, height, tall, people: tall - AROUND };
    set(this.svg, { viewBox: `0 0 ${width} ${this.at.height}`, width, height: this.at.height });
  }

  /** @param {Picture[]} pictures @param {number} first the number of the first of them @param {number} chosen */
  paint(pictures, first, chosen) {
    const width = this.at.width / ACROSS;
    this.panels.forEach((panel, i) => {
      set(panel.group, { visibility: pictures[i] ? "visible" : "hidden" });
      const place = { x: (i % ACROSS) * width + 6, y: Math.floor(i / ACROSS) * this.at.tall, width: width - 12 };
      if (pictures[i]) this.#paintPanel(panel, pictures[i], place, first + i, first + i === chosen);
    });
  }

  #paintPanel(panel, picture, { x, y, width }, number, isChosen) {
    const { pre, post, deciding, span } = picture;
    const { tall, people } = this.at;
    const count = deciding.filter(Boolean).length;
    write(panel.title, `${number}${count === 1 ? ": one decides" : ""}`);
    set(panel.title, { x, y: y + 14 });
    set(panel.frame, { x: x - 5, y, width: width + 10, height: tall - 1, visibility: isChosen ? "inherit" : "hidden" });
    const score = linear(roundDomain(span, 5), [y + 20 + people, y + 22]);
    const ends = /** @type {[number, number]} */ ([x + width * 0.22, x + width * 0.78]);
    paintGroup(panel.people, panel.means, { pre, post, deciding }, ends, score);
    [pre, post].forEach((wave, i) => {
      set(panel.spreads[i], { d: bracket(ends[i] + (i ? 15 : -15), score, mean(wave), sd(wave)) });
    });
    this.#paintTests(panel, picture, { x, y: y + 26 + people, width });
  }

  #paintTests({ band, axis, marks }, { tests }, { x, y, width }) {
    const p = axis.paint(this.alpha, { ends: [x + 4, x + width - 4], top: y, floor: y + TESTS, word: y - 100 });
    const ends = [axis.alphaLabel, axis.grid[0].group.lastChild, axis.grid[3].group.lastChild];
    for (const text of ends) set(text, { visibility: "hidden" }); // they would touch those of the next panel
    set(band, { x: x + 4, y, width: p(this.alpha) - x - 4, height: TESTS });
    tests.forEach(([, value], i) => {
      const isKnown = !Number.isNaN(value);
      set(marks[i], isKnown ? markOf(p(value), y + 6 + 8 * i, value < this.alpha) : { d: "", class: "" });
    });
  }
}
