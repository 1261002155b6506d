/**
 * The picture of the reported tests: every p against α, and the sample sizes that are possible.
 */

import { draw, set, write } from "../kit/drawing.js";
import { markOf, PAxis } from "../kit/p_axis.js";

const TOP = 46;
const WIDE = 600;

/**
 * @typedef {object} ReportedRow what there is to draw of one outcome
 * @property {string} outcome
 * @property {number} p as recomputed, before correction
 * @property {number} adjusted
 * @property {number} other the same by the other number of tails
 * @property {boolean} significant
 * @property {[number, number]} printed the p values that the printed one stands for
 * @property {boolean[]} possible for each n
 */

/** One SVG with two panels; the table beside it says the same in words. */
export class ReportedPlot {
  /**
   * @param {HTMLElement} parent
   * @param {number} count of outcomes
   * @param {readonly number[]} sizes the n's to choose from
   */
  constructor(parent, count, sizes) {
    this.count = count;
    this.sizes = sizes;
    this.svg = draw("svg", { class: "pp-plot", "aria-hidden": "true" }, parent);
    this.titles = ["p of each test", "Possible n"].map((title) =>
      draw("text", { class: "pp-panel-title" }, this.svg, title),
    );
    this.band = draw("rect", { class: "pp-p-side" }, this.svg);
    this.words = ["significant", "not"].map((text) => draw("text", { class: "pp-p-word" }, this.svg, text));
    this.axis = new PAxis(this.svg, "");
    this.chosen = draw("rect", { class: "pp-chosen", rx: 5 }, this.svg);
    this.heads = sizes.map((n) => draw("text", { "text-anchor": "middle" }, this.svg, `${n}`));
    this.rows = Array.from({ length: count }, () => this.#row());
    this.resize(680);
  }

  #row() {
    const mark = (tag, look) => draw(tag, { class: look }, this.svg);
    return {
      name: mark("text", "pp-column-label"),
      printed: mark("rect", "pp-printed"),
      trail: mark("line", "pp-ghost"),
      other: mark("circle", "pp-ghost"),
      step: mark("line", "pp-step"),
      raw: mark("circle", "pp-raw"),
      mark: mark("path", "pp-t-mark"),
      cells: this.sizes.map(() => mark("path", "pp-cell")),
    };
  }

  /** Lay the panels out beside each other, low enough to stay in sight. */
  resize(width) {
    const wide = width >= WIDE;
    const row = wide ? 34 : 37;
    const names = wide ? 118 : 0;
    const grid = Math.round(width * (wide ? 0.33 : 0.42));
    this.at = {
      width,
      wide,
      row,
      height: TOP + this.count * row + 22,
      p: { x: names + 12, y: TOP, width: width - grid - names - (wide ? 46 : 26) },
      grid: { x: width - grid, y: TOP, width: grid },
    };
    set(this.svg, { viewBox: `0 0 ${width} ${this.at.height}`, width, height: this.at.height });
  }

  /** @param {ReportedRow[]} rows @param {{n: number, alpha: number}} state */
  paint(rows, { n, alpha }) {
    const { p: box, grid, wide, row: tall } = this.at;
    const floor = box.y + this.count * tall;
    const ends = /** @type {[number, number]} */ ([box.x, box.x + box.width]);
    set(this.titles[0], { x: wide ? box.x : 0, y: 14 });
    set(this.titles[1], { x: grid.x, y: 14 });
    const x = this.axis.paint(alpha, { ends, top: box.y, floor, word: box.y - 6 });
    set(this.band, { x: box.x, y: box.y, width: x(alpha) - box.x, height: floor - box.y });
    set(this.words[0], { x: wide ? box.x : 0, y: box.y - 6 });
    set(this.words[1], { x: ends[1] + 6, y: box.y - 6, "text-anchor": "end" });
    rows.forEach((row, i) => this.#paintP(this.rows[i], row, box.y + i * tall, x));
    this.#paintGrid(rows, n);
  }

  #paintP(marks, row, top, x) {
    const { wide, row: tall } = this.at;
    const y = top + (wide ? tall / 2 : tall * 0.66);
    set(marks.name, wide ? { x: 0, y: y + 4 } : { x: 0, y: top + 12 });
    write(marks.name, row.outcome);
    const [low, high] = row.printed.map(x);
    set(marks.printed, { x: low, y: y - 9, width: Math.max(3, high - low), height: 18 });
    set(marks.trail, { x1: x(row.other), x2: x(row.adjusted), y1: y, y2: y });
    set(marks.other, { cx: x(row.other), cy: y, r: 5 });
    set(marks.step, { x1: x(row.p), x2: x(row.adjusted), y1: y, y2: y });
    set(marks.raw, { cx: x(row.p), cy: y, r: 3 });
    set(marks.mark, markOf(x(row.adjusted), y, row.significant));
  }

  #paintGrid(rows, n) {
    const { grid, wide, row: tall } = this.at;
    const column = grid.width / this.sizes.length;
    const middle = (i) => grid.x + (i + 0.5) * column;
    const floor = grid.y + this.count * tall;
    const chosen = this.sizes.indexOf(n);
    set(this.chosen, {
      x: middle(chosen) - column / 2 + 2,
      y: grid.y - 4,
      width: column - 4,
      height: floor - grid.y + 26,
    });
    this.heads.forEach((head, i) => set(head, { x: middle(i), y: floor + 16 }));
    rows.forEach((row, k) => {
      const top = grid.y + k * tall;
      const y = top + (wide ? tall / 2 : tall * 0.66);
      this.rows[k].cells.forEach((cell, i) => {
        const x = middle(i);
        set(cell, {
          d: row.possible[i]
            ? `M${x - 6} ${y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0`
            : `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`,
          class: row.possible[i] ? "pp-cell is-possible" : "pp-cell",
        });
      });
    });
  }
}
