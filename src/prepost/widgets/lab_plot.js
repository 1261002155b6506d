/**
 * Two histograms of many studies: where p falls, and how far the estimates lie from the truth.
 */

import { draw, hatching, linear, set, ticks, write } from "./figure.js";
import { level as printedLevel, shortest } from "./number_text.js";
import { extremes } from "./stats.js";

const TOP = 40;
const TALL = 190;
const FOOT = 44;
const WIDE = 600;
const BARS = 36; // of estimates, about
const LEFT = 42; // room for a count of four digits
const RIGHT = 8;
const NOTE = 54; // where the word "studies" has ended

/** A row of bars on an axis of its own, each with a part that is significant. */
class Histogram {
  constructor(svg, title, axis, hatch) {
    this.group = draw("g", {}, svg);
    this.title = draw("text", { class: "pp-panel-title", x: 0, y: 16 }, this.group, title);
    this.note = draw("text", { class: "pp-axis-label", x: 0, y: 33 }, this.group, "studies");
    this.scale = draw("g", { class: "pp-axis" }, this.group);
    this.body = draw("path", { class: "pp-studies" }, this.group);
    this.hits = draw("path", { class: "pp-studies is-significant" }, this.group);
    this.hatched = draw("path", { fill: `url(#${hatch})` }, this.group);
    this.marks = draw("g", {}, this.group);
    this.label = draw("text", { class: "pp-axis-label", "text-anchor": "middle" }, this.group, axis);
  }

  /**
   * @param {{x: number, y: number, width: number}} at left end, top and width in pixels
   * @param {[number, number]} domain
   * @param {number[]} counts
   * @param {number[]} hits how many of each are significant
   * @param {[number, string][]} labels of the axis
   * @param {[number, string][]} marks values with a line and a word
   */
  show({ x, y, width }, domain, counts, hits, labels, marks) {
    set(this.group, { transform: `translate(${x} ${y})` });
    const across = linear(domain, [LEFT, width - RIGHT]);
    const most = Math.max(...counts, 1);
    const up = linear([0, most], [TOP + TALL, TOP]);
    const step = (domain[1] - domain[0]) / counts.length;
    const bars = (sizes) =>
      sizes
        .map((size, i) => {
          if (!size) return "";
          const [left, right] = [across(domain[0] + i * step) + 0.5, across(domain[0] + (i + 1) * step) - 0.5];
          return `M${left.toFixed(1)} ${up(0)}V${up(size).toFixed(1)}H${right.toFixed(1)}V${up(0)}Z`;
        })
        .join("");
    set(this.body, { d: bars(counts) });
    const significant = bars(hits);
    for (const shape of [this.hits, this.hatched]) set(shape, { d: significant });
    this.#axis(across, up, most, labels, width);
    this.marks.replaceChildren();
    for (const [value, word] of marks) {
      const at = across(value);
      draw("line", { class: "pp-critical", x1: at, x2: at, y1: TOP - 4, y2: TOP + TALL }, this.marks);
      const [x, anchor] = at > width - 80 ? [at - 5, "end"] : [Math.max(at + 5, NOTE), "start"];
      draw("text", { class: "pp-region-label", x, y: TOP - 7, "text-anchor": anchor }, this.marks, word);
    }
  }

  #axis(across, up, most, labels, width) {
    this.scale.replaceChildren();
    for (const count of ticks([0, most], 4)) {
      draw("line", { x1: LEFT, x2: width - RIGHT, y1: up(count), y2: up(count) }, this.scale);
      draw("text", { x: LEFT - 5, y: up(count) + 4, "text-anchor": "end" }, this.scale, `${count}`);
    }
    for (const [value, text] of labels) {
      draw("text", { x: across(value), y: TOP + TALL + 17, "text-anchor": "middle" }, this.scale, text);
    }
    set(this.label, { x: (LEFT + width - RIGHT) / 2, y: TOP + TALL + 37 });
  }
}

/** One SVG with both; the sentence above says the same in words. */
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
    const wide = width >= WIDE;
    const half = wide ? Math.floor(width / 2) - 8 : width;
    const tall = TOP + TALL + FOOT;
    this.at = {
      width,
      p: { x: 0, y: 0, width: half },
      estimates: { x: wide ? half + 16 : 0, y: wide ? 0 : tall + 8, width: half },
    };
    const height = wide ? tall : 2 * tall + 8;
    set(this.svg, { viewBox: `0 0 ${width} ${height}`, width, height });
  }

  /**
   * @param {{ps: Int32Array, significant: number, estimates: Float64Array, hits: Uint8Array}} found
   * @param {{n: number, truth: number, outcomes: number, control: boolean, level: number}} shown
   * @param {string} said the same in words
   */
  show(found, { n, truth, outcomes, control, level }, said) {
    set(this.svg, { "aria-label": `Two histograms. ${said}` });
    write(this.p.title, outcomes > 1 ? `Where the smallest p of ${outcomes} falls` : "Where p falls");
    write(this.estimates.label, control ? "difference from the control group (points)" : "mean change (points)");
    const ps = [...found.ps];
    const labels = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
      (value) => /** @type {[number, string]} */ ([value, printedLevel(value)]),
    );
    this.p.show(
      this.at.p,
      [0, 1],
      ps,
      ps.map((_, i) => (i === 0 ? found.significant : 0)),
      labels,
      [[level, `α = ${printedLevel(Number(level.toPrecision(2)))}`]],
    );
    this.#showEstimates(found, truth, n);
  }

  #showEstimates({ estimates, hits }, truth, n) {
    const known = [...estimates].filter((value) => !Number.isNaN(value));
    const [low, high] = extremes([...known, truth, 0]);
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
    this.estimates.show(this.at.estimates, domain, counts, claimed, labels, [[truth, `truth: ${shortest(truth)}`]]);
  }
}
