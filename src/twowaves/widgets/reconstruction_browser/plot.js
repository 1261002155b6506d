/**
 * The picture of one reconstruction: its people from before to after, and the p values of tests.
 *
 * What stands still from one data set to the next, means, SDs and t, is drawn heavily and written out.
 */

import { draw, linear, path, roundDomain, set, ticks, write } from "../kit/drawing.js";
import { fixed, shortest } from "../../_base/numbers.js";
import { PAxis, markOf } from "../kit/p_axis.js";
import { changesOf, mean, sd } from "../../paired/ttest.js";

const WIDE = 600;
const WITHOUT = "t test without each person";

/**
 * @typedef {object} Picture what there is to draw
 * @property {number[]} pre in points of the score
 * @property {number[]} post
 * @property {[string, number][]} tests a name and a p each
 * @property {number[]} without p of the t test without each person
 * @property {boolean[]} deciding who alone decides the verdict
 * @property {[number, number]} span of all scores of this outcome and n
 * @property {Record<string, number>} decimals of what is printed
 */

/** Where everything lies at this width. @param {number} width */
export function layout(width) {
  if (width >= WIDE) {
    const left = Math.round(width * 0.42);
    const tests = { x: left + 24, y: 40, width: width - left - 34, row: 38 };
    return { width, height: 276, pairs: { x: 44, y: 30, width: left - 60, height: 184 }, tests };
  }
  const left = Math.round(width * 0.5);
  const tests = { x: left + 10, y: 52, width: width - left - 18, row: 34 };
  return { width, height: 256, pairs: { x: 30, y: 26, width: left - 34, height: 160 }, tests };
}

/** One SVG with two panels; the tables beside it say the same in words. */
export class ReconstructionPlot {
  /** @param {HTMLElement} parent @param {number} alpha */
  constructor(parent, alpha) {
    this.alpha = alpha;
    this.svg = draw("svg", { class: "pp-plot", "aria-hidden": "true" }, parent);
    this.titles = [0, 1].map(() => draw("text", { class: "pp-panel-title" }, this.svg));
    this.scale = draw("g", { class: "pp-axis" }, this.svg);
    this.columns = ["before", "after"].map((label) => ({
      line: draw("line", { class: "pp-column" }, this.svg),
      label: draw("text", { class: "pp-column-label", "text-anchor": "middle" }, this.svg, label),
      spread: draw("path", { class: "pp-still" }, this.svg),
      said: [0, 1].map(() => draw("text", { class: "pp-value", "text-anchor": "middle" }, this.svg)),
    }));
    this.people = draw("g", {}, this.svg);
    this.means = draw("path", { class: "pp-mean-line" }, this.svg);
    this.t = draw("text", { class: "pp-value", "text-anchor": "middle" }, this.svg);
    this.#buildTests();
    this.resize(680);
  }

  #buildTests() {
    this.band = draw("rect", { class: "pp-p-side" }, this.svg);
    this.words = ["significant", "not"].map((text) => draw("text", { class: "pp-p-word" }, this.svg, text));
    this.axis = new PAxis(this.svg, "");
    this.rows = [];
    this.dots = draw("g", {}, this.svg);
  }

  /** Lay the panels out beside each other. */
  resize(width) {
    this.at = layout(width);
    set(this.svg, { viewBox: `0 0 ${width} ${this.at.height}`, width, height: this.at.height });
  }

  /** @param {Picture} picture */
  paint(picture) {
    this.#paintPeople(picture);
    this.#paintTests(picture);
  }

  #paintPeople({ pre, post, deciding, span, decimals }) {
    const { x, y, width, height } = this.at.pairs;
    const domain = roundDomain(span, 5);
    const score = linear(domain, [y + height, y + 4]);
    const ends = /** @type {[number, number]} */ ([x + width * 0.2, x + width * 0.8]);
    write(this.titles[0], this.at.width >= WIDE ? "The people (score in points)" : "The people");
    set(this.titles[0], { x: 0, y: 14 });
    this.#paintScale(domain, score);
    paintGroup(this.people, this.means, { pre, post, deciding }, ends, score);
    this.#paintStill([pre, post], ends, score, decimals);
    const t = mean(changesOf(pre, post)) / (sd(changesOf(pre, post)) / Math.sqrt(pre.length));
    const line = this.at.width >= WIDE ? 18 : 64; // between the columns there is no room on a phone
    set(this.t, { x: (ends[0] + ends[1]) / 2, y: y + height + line });
    write(this.t, Number.isFinite(t) ? `t = ${fixed(Math.abs(t), decimals.statistic)}` : "");
  }

  #paintScale(domain, score) {
    const { x, width } = this.at.pairs;
    const key = [domain, this.at.width].join();
    if (key === this.scaled) return; // it stands still while people move
    this.scaled = key;
    this.scale.replaceChildren();
    for (const value of ticks(domain, 5)) {
      draw("line", { x1: x, x2: x + width, y1: score(value), y2: score(value) }, this.scale);
      draw("text", { x: x - 6, y: score(value) + 4, "text-anchor": "end" }, this.scale, shortest(value));
    }
  }

  /** Means and SDs, as brackets beside the people and in figures. */
  #paintStill(waves, ends, score, decimals) {
    const { y, height } = this.at.pairs;
    const floor = y + height;
    this.columns.forEach(({ line, label, spread, said }, i) => {
      const [middle, size] = [mean(waves[i]), sd(waves[i])];
      set(line, { x1: ends[i], x2: ends[i], y1: y + 4, y2: floor });
      set(label, { x: ends[i], y: floor + 18 });
      const aside = ends[i] + (i ? 15 : -15);
      set(spread, { d: bracket(aside, score, middle, size) });
      const names = i ? ["mean_post", "sd_post"] : ["mean_pre", "sd_pre"];
      const texts = [`M ${fixed(middle, decimals[names[0]])}`, `SD ${fixed(size, decimals[names[1]])}`];
      said.forEach((text, k) => {
        set(text, { x: ends[i], y: floor + 34 + 15 * k });
        write(text, texts[k]);
      });
    });
  }

  #paintTests({ tests, without }) {
    const { x, y, width, row } = this.at.tests;
    const isWide = this.at.width >= WIDE;
    const rows = [...tests, [isWide ? WITHOUT : "t without each", NaN]];
    const floor = y + rows.length * row + 4;
    write(this.titles[1], isWide ? "p of each test, and without each person" : "p of each test");
    set(this.titles[1], { x: x - 4, y: 14 });
    const ends = /** @type {[number, number]} */ ([x + 6, x + width - 6]);
    const p = this.axis.paint(this.alpha, { ends, top: y, floor, word: isWide ? y - 6 : y - 20 });
    set(this.band, { x: ends[0], y, width: p(this.alpha) - ends[0], height: floor - y });
    set(this.words[0], { x: ends[0], y: y - 6 });
    set(this.words[1], { x: ends[1], y: y - 6, "text-anchor": "end" });
    this.words.forEach((word, i) => word.classList.toggle("is-so", tests[0][1] < this.alpha === (i === 0)));
    rows.forEach(([name, value], i) => this.#paintTest(i, name, value, x + 8, p));
    const middle = y + tests.length * row + 25;
    fitTo(this.dots, without.length, () => draw("circle", { r: 4.5 }, this.dots));
    without.forEach((value, i) => {
      const isKnown = !Number.isNaN(value);
      const look = value < this.alpha ? "pp-without is-significant" : "pp-without";
      const place = isKnown ? { cx: p(value), cy: middle } : {};
      set(this.dots.children[i], { ...place, class: look, visibility: isKnown ? "visible" : "hidden" });
    });
  }

  #paintTest(i, name, value, x, p) {
    const row = (this.rows[i] ??= {
      name: draw("text", { class: "pp-column-label" }, this.svg),
      mark: draw("path", {}, this.svg),
    });
    const top = this.at.tests.y + i * this.at.tests.row;
    set(row.name, { x, y: top + 14 });
    write(row.name, name);
    set(row.mark, Number.isNaN(value) ? { d: "", class: "" } : markOf(p(value), top + 25, value < this.alpha));
  }
}

/** The bracket of a mean and an SD. @param {(value: number) => number} score */
export function bracket(aside, score, middle, size) {
  const [low, high, at] = [middle - size, middle + size, middle].map((value) => score(value).toFixed(1));
  return `M${aside} ${low}V${high}M${aside - 4} ${low}h8M${aside - 4} ${high}h8M${aside - 7} ${at}h14`;
}

/** A line from one column to the other. @param {[number, number]} ends */
function slope(ends, heights) {
  return path([
    [ends[0], heights[0]],
    [ends[1], heights[1]],
  ]);
}

/** Have so many children, no more and no fewer. @param {Element} parent @param {number} count @param {() => void} add */
export function fitTo(parent, count, add) {
  while (parent.children.length > count) parent.lastElementChild.remove();
  while (parent.children.length < count) add();
}

/**
 * The people of a data set and their mean.
 * @param {Element} group
 * @param {Element} means
 * @param {{pre: number[], post: number[], deciding: boolean[]}} people
 * @param {[number, number]} ends of the lines
 * @param {(value: number) => number} score
 */
export function paintGroup(group, means, { pre, post, deciding }, ends, score) {
  const rose = mean(post) >= mean(pre);
  fitTo(group, pre.length, () => personIn(group));
  pre.forEach((before, i) => {
    const change = post[i] - before;
    const isAgainst = Math.abs(change) > 1e-9 && change > 0 !== rose;
    paintPerson(group.children[i], ends, [before, post[i]].map(score), isAgainst, deciding[i]);
  });
  set(means, { d: slope(ends, [mean(pre), mean(post)].map(score)) });
}

function personIn(parent) {
  const person = draw("g", {}, parent);
  draw("path", {}, person);
  for (const look of ["is-before", "is-after"]) draw("circle", { class: look, r: 4 }, person);
}

/** A person: broken where it moves against the mean, hollow where it alone decides the verdict. */
function paintPerson(person, ends, heights, isAgainst, isDeciding) {
  set(person, { class: `pp-pair${isAgainst ? " is-against" : ""}${isDeciding ? " is-deciding" : ""}` });
  const [line, ...dots] = person.children;
  set(line, { d: slope(ends, heights) });
  dots.forEach((dot, i) => set(dot, { cx: ends[i], cy: heights[i] }));
}
