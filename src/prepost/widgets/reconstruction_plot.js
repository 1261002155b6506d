/**
 * The picture of one reconstruction: its people from before to after, and the p values of tests.
 */

import { draw, linear, path, roundDomain, set, ticks, write } from "./figure.js";
import { shortest } from "./number_text.js";
import { PAxis, markOf } from "./p_axis.js";
import { mean } from "./stats.js";

const TOP = 34;
const PAIRS = 262;
const ROW = 40;
const WIDE = 600;

/**
 * @typedef {object} Picture what there is to draw
 * @property {number[]} pre in points of the score
 * @property {number[]} post
 * @property {[string, number][]} tests a name and a p each
 * @property {number[]} without p of the t test without each person
 * @property {[number, number]} span of all scores of this outcome and n
 */

/** One SVG with two panels; the tables beside it say the same in words. */
export class ReconstructionPlot {
  /** @param {HTMLElement} parent @param {number} alpha */
  constructor(parent, alpha) {
    this.alpha = alpha;
    this.svg = draw("svg", { class: "pp-plot", "aria-hidden": "true" }, parent);
    this.titles = ["The people", "p of each test, and without each person"].map((title) =>
      draw("text", { class: "pp-panel-title" }, this.svg, title),
    );
    this.scale = draw("g", { class: "pp-axis" }, this.svg);
    this.columns = ["before", "after"].map((label) => ({
      line: draw("line", { class: "pp-column" }, this.svg),
      label: draw("text", { class: "pp-column-label", "text-anchor": "middle" }, this.svg, label),
    }));
    this.scoreLabel = draw("text", { class: "pp-axis-label", "text-anchor": "middle" }, this.svg, "score (points)");
    this.people = draw("g", {}, this.svg);
    this.means = draw("path", { class: "pp-mean-line" }, this.svg);
    this.axis = new PAxis(this.svg);
    this.rows = [];
    this.dots = draw("g", {}, this.svg);
    this.resize(680);
  }

  /** Lay the panels out beside or below each other. */
  resize(width) {
    const wide = width >= WIDE;
    const left = wide ? Math.round(width * 0.4) : width;
    const tall = TOP + PAIRS + 30;
    this.at = {
      width,
      height: wide ? tall : 2 * tall + 8,
      pairs: { x: 46, y: TOP, width: left - 46 - (wide ? 30 : 12) },
      tests: { x: wide ? left + 14 : 10, y: wide ? TOP : tall + 8 + TOP, width: (wide ? width - left : width) - 28 },
    };
    set(this.svg, { viewBox: `0 0 ${width} ${this.at.height}`, width, height: this.at.height });
  }

  /** @param {Picture} picture */
  paint(picture) {
    this.#paintPeople(picture);
    this.#paintTests(picture);
  }

  #paintPeople({ pre, post, span }) {
    const { x, y, width } = this.at.pairs;
    const floor = y + PAIRS - 14;
    const domain = roundDomain(span, 5);
    const score = linear(domain, [floor, y + 6]);
    const [from, to] = [x + width * 0.12, x + width * 0.88];
    const line = (before, after) =>
      path([
        [from, score(before)],
        [to, score(after)],
      ]);
    set(this.titles[0], { x: 0, y: y - 18 });
    this.scale.replaceChildren();
    for (const value of ticks(domain, 5)) {
      draw("line", { x1: x, x2: x + width, y1: score(value), y2: score(value) }, this.scale);
      draw("text", { x: x - 8, y: score(value) + 4, "text-anchor": "end" }, this.scale, shortest(value));
    }
    this.columns.forEach(({ line, label }, i) => {
      const at = i ? to : from;
      set(line, { x1: at, x2: at, y1: y + 6, y2: floor });
      set(label, { x: at, y: floor + 18 });
    });
    set(this.scoreLabel, { x: 12, y: y + PAIRS / 2, transform: `rotate(-90 12 ${y + PAIRS / 2})` });
    this.people.replaceChildren();
    const rose = post.reduce((sum, after, i) => sum + after - pre[i], 0) >= 0;
    pre.forEach((before, i) => {
      const against = post[i] !== before && post[i] > before !== rose;
      const person = draw("g", { class: against ? "pp-pair is-against" : "pp-pair" }, this.people);
      draw("path", { d: line(before, post[i]) }, person);
      draw("circle", { class: "is-before", cx: from, cy: score(before), r: 4 }, person);
      draw("circle", { cx: to, cy: score(post[i]), r: 4 }, person);
    });
    set(this.means, { d: line(mean(pre), mean(post)) });
  }

  #paintTests({ tests, without }) {
    const { x, y, width } = this.at.tests;
    const rows = [...tests, ["t test without each person", NaN]];
    const floor = y + rows.length * ROW + 12;
    set(this.titles[1], { x: x - 4, y: y - 18 });
    const p = this.axis.paint(this.alpha, { ends: [x + 8, x + width - 8], top: y + 6, floor, word: y - 2 });
    rows.forEach(([name, value], i) => {
      const row = (this.rows[i] ??= {
        name: draw("text", { class: "pp-column-label" }, this.svg),
        mark: draw("path", {}, this.svg),
      });
      const middle = y + i * ROW + 28;
      set(row.name, { x, y: middle - 11 });
      write(row.name, name);
      set(row.mark, Number.isNaN(value) ? { d: "", class: "" } : markOf(p(value), middle + 2, value < this.alpha));
    });
    const middle = y + tests.length * ROW + 28;
    this.dots.replaceChildren();
    for (const value of without) {
      const kind = value < this.alpha ? "pp-without is-significant" : "pp-without";
      draw("circle", { class: kind, cx: p(value), cy: middle + 3, r: 4.5 }, this.dots);
    }
  }
}
