/**
 * A class's picture: of one outcome every person a thin line from before to after, and the means;
 * and of all outcomes where p lies, with the level as the threshold.
 */

import { draw, linear, roundDomain, set, ticks, write } from "../kit/drawing.js";
import { markOf, PAxis } from "../kit/p_axis.js";
import { fixed, shortest } from "../../_base/numbers.js";
import { ALPHA } from "../../forms/waves.js";
import { mean } from "../../paired/ttest.js";

const WIDE = 600;
const MANY = 60; // above this many lines each is drawn thinner
const NAMES = 106; // room for the name of an outcome
const SIDES = [
  { word: "Before", aside: -10, anchor: "end" },
  { word: "After", aside: 10, anchor: "start" },
];

/** @typedef {{outcome: string, pre: number[], post: number[], test: {pvalue: number} | null, holm: number}} Row */

/** Where the parts lie at this width, of so many outcomes. */
function layout(width, count) {
  const isWide = width >= WIDE;
  const left = isWide ? Math.round(width * 0.45) : width;
  const row = isWide ? 30 : 18;
  const slopes = { x: 0, y: 46, width: left, floor: isWide ? 240 : 128 };
  const p = isWide ? { x: left + 16, y: 46, width: width - left - 16, title: 15 } : { x: 0, y: 172, width, title: 166 };
  const floor = p.y + count * row;
  return { width, row, slopes, p, floor, height: Math.max(slopes.floor + 24, floor + 20) };
}

/** The drawing. */
export class ClassPlot {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.svg = draw("svg", { class: "pp-plot pp-class-plot", role: "img" }, parent);
    this.title = draw("text", { class: "pp-panel-title", x: 0, y: 15 }, this.svg);
    this.note = draw("text", { class: "pp-axis-label", x: 0, y: 32 }, this.svg);
    this.body = draw("g", {}, this.svg);
    this.ruler = draw("g", {}, this.svg);
    this.band = draw("rect", { class: "pp-p-side" }, this.ruler);
    this.axis = new PAxis(this.ruler, "");
    this.head = draw("text", { class: "pp-panel-title" }, this.ruler, "p of each test");
    this.words = ["significant", "not"].map((word) => draw("text", { class: "pp-p-word" }, this.ruler, word));
    this.tests = draw("g", {}, this.ruler);
    /** @type {Row[]} */
    this.rows = [];
    this.resize(680);
  }

  /** Lay the parts out beside or below each other. */
  resize(width) {
    this.at = layout(width, this.rows.length);
    const { height } = this.at;
    set(this.svg, { viewBox: `0 0 ${width} ${height}`, width, height });
  }

  /**
   * @param {Row[]} rows scores of the people who have both, and their test
   * @param {string} chosen the outcome whose people are drawn
   * @param {{isStopped: boolean, start: Map<string, number>}} more whether no verdict is given; p of each outcome at the start
   */
  show(rows, chosen, { isStopped, start }) {
    this.rows = rows;
    this.resize(this.at.width);
    this.#showPeople(rows.find(({ outcome }) => outcome === chosen));
    this.#showTests(chosen, isStopped, start);
  }

  #showPeople({ outcome, pre, post }) {
    this.body.replaceChildren();
    const n = pre.length;
    write(this.title, `${outcome} (points)`);
    write(this.note, n ? `each line is one of ${n} ${n === 1 ? "person" : "people"}` : "nobody has both scores");
    set(this.svg, { "aria-label": n ? inWords(outcome, pre, post) : `${outcome}: nobody has both scores.` });
    if (!n) return;
    const { y, floor, width } = this.at.slopes;
    const domain = roundDomain([...pre, ...post]);
    const scale = linear(domain, [floor, y]);
    const columns = /** @type {[number, number]} */ ([width * 0.36, width * 0.68]);
    this.#axes(scale, domain, columns);
    this.#people(scale, columns, pre, post);
    this.#means(scale, columns, [mean(pre), mean(post)]);
  }

  #axes(scale, domain, columns) {
    const { y, floor, width } = this.at.slopes;
    const axis = draw("g", { class: "pp-axis" }, this.body);
    for (const value of ticks(domain, floor - y < 150 ? 3 : 5)) {
      draw("line", { x1: 30, x2: width - 16, y1: scale(value), y2: scale(value) }, axis);
      draw("text", { x: 26, y: scale(value) + 4, "text-anchor": "end" }, axis, shortest(value));
    }
    SIDES.forEach(({ word }, i) => {
      const x = columns[i];
      draw("line", { class: "pp-column", x1: x, x2: x, y1: y, y2: floor }, this.body);
      draw("text", { class: "pp-column-label", x, y: floor + 17, "text-anchor": "middle" }, this.body, word);
    });
  }

  /** People with the same two scores lie on one line, so of thousands few are to be drawn. */
  #people(scale, [left, right], pre, post) {
    const group = draw("g", { class: pre.length > MANY ? "pp-class-line is-many" : "pp-class-line" }, this.body);
    const drawn = new Set();
    pre.forEach((score, i) => {
      const [from, to] = [scale(score), scale(post[i])].map((y) => Math.round(y * 10) / 10);
      if (drawn.has(`${from} ${to}`)) return;
      drawn.add(`${from} ${to}`);
      draw("line", { x1: left, x2: right, y1: from, y2: to }, group);
    });
  }

  #means(scale, columns, means) {
    const [from, to] = means.map(scale);
    draw("line", { class: "pp-mean", x1: columns[0], x2: columns[1], y1: from, y2: to }, this.body);
    SIDES.forEach(({ aside, anchor }, i) => {
      const [x, y] = [columns[i], scale(means[i])];
      draw("rect", { class: "pp-mean-end", x: x - 5, y: y - 5, width: 10, height: 10 }, this.body);
      const place = { x: x + aside, y: y + 4, "text-anchor": anchor, "paint-order": "stroke" };
      draw("text", { class: "pp-value", ...place }, this.body, `mean ${fixed(means[i], 2)}`);
    });
  }

  #showTests(chosen, isStopped, start) {
    const { p, floor, row } = this.at;
    const ends = /** @type {[number, number]} */ ([p.x + NAMES, p.x + p.width - 12]);
    const x = this.axis.paint(ALPHA, { ends, top: p.y, floor, word: p.y - 6 });
    set(this.head, { x: p.x, y: p.title });
    set(this.band, { x: ends[0], y: p.y, width: x(ALPHA) - ends[0], height: floor - p.y });
    set(this.words[0], { x: ends[0], y: p.y - 6 });
    set(this.words[1], { x: ends[1], y: p.y - 6, "text-anchor": "end" });
    this.tests.replaceChildren();
    this.rows.forEach((test, i) => {
      const place = { left: p.x, y: p.y + (i + 0.5) * row, x };
      this.#name(test.outcome, test.outcome === chosen, place);
      if (!isStopped && test.test) this.#marks(test, start.get(test.outcome), place);
      else draw("text", { x: ends[0] + 6, y: place.y + 4 }, this.tests, isStopped ? "to be checked" : "no test");
    });
  }

  #name(outcome, isChosen, { left, y }) {
    if (isChosen) {
      const { row, width, slopes } = this.at;
      const right = width - (this.at.p.x ? slopes.width + 16 : 0);
      draw("rect", { class: "pp-class-row", x: left, y: y - row / 2, width: right, height: row, rx: 4 }, this.tests);
    }
    draw("text", { class: "pp-column-label", x: left + 4, y: y + 4 }, this.tests, outcome);
  }

  /** The test's p, where it was at the start, and what Holm's method makes of it. */
  #marks({ test: { pvalue }, holm }, start, { y, x }) {
    if (start !== undefined && Math.abs(x(start) - x(pvalue)) >= 1)
      draw("circle", { class: "pp-ghost", cx: x(start), cy: y, r: 4.5 }, this.tests);
    draw("line", { class: "pp-class-step", x1: x(pvalue), x2: x(holm), y1: y, y2: y }, this.tests);
    draw("circle", { class: "pp-class-holm", cx: x(holm), cy: y, r: 3 }, this.tests);
    draw("path", markOf(x(pvalue), y, pvalue < ALPHA), this.tests);
  }
}

function inWords(outcome, pre, post) {
  const rose = pre.filter((score, i) => post[i] > score).length;
  const fell = pre.filter((score, i) => post[i] < score).length;
  return (
    `${outcome} before and after, one line a person. Of ${pre.length}, ${rose} rose, ${fell} fell and ` +
    `${pre.length - rose - fell} stayed as they were; the mean went from ${fixed(mean(pre), 2)} to ${fixed(mean(post), 2)}.`
  );
}
