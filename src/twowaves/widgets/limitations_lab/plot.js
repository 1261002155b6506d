/**
 * Two histograms of many studies: where p falls, and how far the estimates lie from the truth.
 *
 * Below the level lies the side of p that is called significant, as on the ruler of p.
 * The axes stand still under a hand: as long as it moves something, they grow and never shrink.
 */

import { draw, hatching, linear, path, set, ticks, write } from "../kit/drawing.js";
import { fixed, level as printedLevel, shortest } from "../../_base/numbers.js";
import { extremes } from "../../paired/ttest.js";

const TOP = 58;
const NOTES = 46; // where small words above the bars stand
const SIDES = 32; // where the two sides of p are named
const WIDE = 600;
const SIZES = { wide: { tall: 176, foot: 40 }, narrow: { tall: 84, foot: 24 } };
const BARS = 36; // of estimates, about
const LEFT = 42; // room for a count of four digits
const RIGHT = 8;
const NOTE = 54; // where the word "studies" has ended
const ROUND = [1, 1.5, 2, 3, 4, 5, 7.5, 10];

/** The end of an axis that holds so many. */
function endFor(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return ROUND.find((factor) => factor * power >= most) * power;
}

/**
 * @typedef {object} Bars what there is to draw of one histogram
 * @property {[number, number]} domain
 * @property {number[]} counts
 * @property {number[]} hits how many of each are significant
 * @property {number[]} [start] how many there were at the start
 * @property {[number, string][]} labels of the axis
 * @property {[number, string]} mark a value with a line and a word
 */

/** A row of bars on an axis of its own, each with a part that is significant. */
class Histogram {
  constructor(svg, title, axis, hatch) {
    this.group = draw("g", {}, svg);
    this.title = draw("text", { class: "pp-panel-title", x: 0 }, this.group, title);
    this.note = draw("text", { class: "pp-axis-label", x: 0, y: NOTES }, this.group, "studies");
    this.side = draw("rect", { class: "pp-p-side", y: TOP - 4 }, this.group);
    this.sides = [0, 1].map(() => draw("text", { class: "pp-p-word", y: SIDES }, this.group));
    this.scale = draw("g", { class: "pp-axis" }, this.group);
    this.body = draw("path", { class: "pp-studies" }, this.group);
    this.hits = draw("path", { class: "pp-studies is-significant" }, this.group);
    this.hatched = draw("path", { fill: `url(#${hatch})` }, this.group);
    this.ghost = draw("path", { class: "pp-ghost" }, this.group);
    this.line = draw("line", { class: "pp-critical", y1: TOP - 4 }, this.group);
    this.word = draw("text", { class: "pp-region-label", y: NOTES }, this.group);
    this.label = draw("text", { class: "pp-axis-label", "text-anchor": "middle" }, this.group, axis);
    this.most = 1;
  }

  /** @param {{x: number, y: number, title: number, width: number, tall: number, isLabelled: boolean}} box */
  place(box) {
    this.box = box;
    set(this.group, { transform: `translate(${box.x} ${box.y})` });
    set(this.title, { y: box.title });
    set(this.label, { visibility: box.isLabelled ? "visible" : "hidden" });
  }

  /** @param {Bars} bars @param {boolean} isHeld */
  show({ domain, counts, hits, start = [], labels, mark }, isHeld) {
    const { width, tall } = this.box;
    const across = (this.across = linear(domain, [LEFT, width - RIGHT]));
    const end = endFor(Math.max(...counts, ...start, 1));
    this.most = isHeld ? Math.max(end, this.most) : end;
    const up = linear([0, this.most], [TOP + tall, TOP]);
    const step = (domain[1] - domain[0]) / counts.length;
    const ends = (i) =>
      /** @type {[number, number]} */ ([across(domain[0] + i * step) + 0.5, across(domain[0] + (i + 1) * step) - 0.5]);
    const shape = (sizes) => sizes.map((size, i) => barOf(ends(i), up(0), up(size))).join("");
    set(this.body, { d: shape(counts) });
    for (const part of [this.hits, this.hatched]) set(part, { d: shape(hits) });
    set(this.ghost, {
      d: path(start.flatMap((size, i) => ends(i).map((x) => /** @type {[number, number]} */ ([x, up(size)])))),
    });
    this.#axis(up, labels);
    this.#mark(mark);
  }

  /** Which side of the level is which, and how much lies there. @param {number} level @param {[string, string]} words */
  showSides(level, words) {
    const { width, tall } = this.box;
    set(this.side, { x: LEFT, width: this.across(level) - LEFT, height: tall + 4 });
    words.forEach((word, i) => write(this.sides[i], word));
    set(this.sides[1], { x: width - RIGHT, "text-anchor": "end" });
  }

  #mark([value, word]) {
    const { width, tall } = this.box;
    const at = this.across(value);
    set(this.line, { x1: at, x2: at, y2: TOP + tall });
    const isLate = at > width - 80;
    set(this.word, { x: isLate ? at - 5 : Math.max(at + 5, NOTE), "text-anchor": isLate ? "end" : "start" });
    write(this.word, word);
  }

  #axis(up, labels) {
    const { width, tall } = this.box;
    const floor = TOP + tall;
    this.scale.replaceChildren();
    for (const count of ticks([0, this.most], tall < 120 ? 2 : 4)) {
      draw("line", { x1: LEFT, x2: width - RIGHT, y1: up(count), y2: up(count) }, this.scale);
      draw("text", { x: LEFT - 5, y: up(count) + 4, "text-anchor": "end" }, this.scale, `${count}`);
    }
    for (const [value, text] of labels)
      draw("text", { x: this.across(value), y: floor + 16, "text-anchor": "middle" }, this.scale, text);
    set(this.label, { x: (LEFT + width - RIGHT) / 2, y: floor + 34 });
  }
}

function barOf([left, right], floor, top) {
  return top === floor ? "" : `M${left.toFixed(1)} ${floor}V${top.toFixed(1)}H${right.toFixed(1)}V${floor}Z`;
}

/** One SVG with both; the sentence says the same in words. */
export class LabPlot {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.svg = draw("svg", { class: "pp-plot pp-lab-plot", role: "img" }, parent);
    const hatch = hatching(this.svg);
    this.p = new Histogram(this.svg, "Where p falls", "p", hatch);
    this.estimates = new Histogram(this.svg, "What the studies find", "mean change (points)", hatch);
    this.resize(680);
  }

  /** Lay the panels out beside or below each other. */
  resize(width) {
    const isWide = width >= WIDE;
    const { tall, foot } = isWide ? SIZES.wide : SIZES.narrow;
    const half = isWide ? Math.floor(width / 2) - 8 : width;
    const high = TOP + tall + foot;
    const shift = isWide ? 0 : high - SIDES + 15; // below each other the second needs no line for sides
    const height = high + shift;
    this.at = { width, isWide };
    const box = { width: half, tall, isLabelled: isWide };
    this.p.place({ x: 0, y: 0, title: 15, ...box });
    this.estimates.place({ x: isWide ? half + 16 : 0, y: shift, title: isWide ? 15 : SIDES, ...box });
    set(this.svg, { viewBox: `0 0 ${width} ${height}`, width, height });
  }

  /**
   * @param {{ps: Int32Array, significant: number, untested: number, estimates: Float64Array, hits: Uint8Array}} found
   * @param {{n: number, truth: number, outcomes: number, control: boolean, level: number}} shown
   * @param {{said: string, start?: Int32Array, isHeld: boolean}} more the same in words; where p fell at the start; whether a hand moves something
   */
  show(found, { n, truth, outcomes, control, level }, { said, start, isHeld }) {
    set(this.svg, { "aria-label": `Two histograms. ${said}` });
    write(this.p.title, outcomes > 1 ? `Where the smallest p of ${outcomes} falls` : "Where p falls");
    const what = control ? "difference from the control group" : "mean change";
    write(this.estimates.title, this.at.isWide ? "What the studies find" : `Found: ${what} (points)`);
    write(this.estimates.label, `${what} (points)`);
    this.#showP(found, level, start, isHeld);
    this.#showEstimates(found, truth, n, isHeld);
  }

  #showP({ ps, significant, untested, hits }, level, start, isHeld) {
    const counts = [...ps];
    const labels = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
      (value) => /** @type {[number, string]} */ ([value, printedLevel(value)]),
    );
    const bars = {
      domain: /** @type {[number, number]} */ ([0, 1]),
      counts,
      hits: counts.map((_, i) => (i === 0 ? significant : 0)),
      start: start && [...start],
      labels,
      mark: /** @type {[number, string]} */ ([level, `α = ${printedLevel(Number(level.toPrecision(2)))}`]),
    };
    this.p.show(bars, isHeld);
    const share = (count) => `${fixed((100 * count) / hits.length, 1)} %`;
    this.p.showSides(level, [
      `✓ ${share(significant)} significant`,
      `✗ ${share(hits.length - significant - untested)} not`,
    ]);
    this.p.sides.forEach((word, i) => word.classList.toggle("is-so", (i === 0) === significant > hits.length / 2));
  }

  #showEstimates({ estimates, hits }, truth, n, isHeld) {
    const known = [...estimates].filter((value) => !Number.isNaN(value));
    const [low, high] = extremes([...known, truth, 0, ...((isHeld && this.span) || [])]);
    this.span = [low, high];
    const grid = 1 / n; // a mean of n whole numbers is a multiple of it, and lies inside a bar
    const step = Math.max(1, Math.round((high - low) / BARS / grid)) * grid;
    const from = (Math.round(low / grid) - 0.5) * grid;
    const domain = /** @type {[number, number]} */ ([from, from + (Math.floor((high - from) / step) + 1) * step]);
    const size = Math.round((domain[1] - domain[0]) / step);
    const [counts, claimed] = [new Array(size).fill(0), new Array(size).fill(0)];
    estimates.forEach((value, study) => {
      if (Number.isNaN(value)) return;
      const bin = Math.floor((value - domain[0]) / step);
      counts[bin] += 1;
      claimed[bin] += hits[study];
    });
    const labels = ticks(domain, 6).map((value) => /** @type {[number, string]} */ ([value, shortest(value)]));
    const mark = /** @type {[number, string]} */ ([truth, `truth: ${shortest(truth)}`]);
    this.estimates.show({ domain, counts, hits: claimed, labels, mark }, isHeld);
  }
}
