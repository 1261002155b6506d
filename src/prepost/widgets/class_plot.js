/**
 * One outcome of a class: every person a thin line from before to after, and the means.
 */

import { draw, linear, roundDomain, set, ticks, write } from "./figure.js";
import { extremes, mean } from "./stats.js";

const [WIDTH, HEIGHT] = [420, 280];
const [LEFT, RIGHT, TOP, BOTTOM] = [120, 300, 44, 250];
const MANY = 60; // above this many lines each is drawn thinner
const MOST = 400; // of more people an even choice is drawn

/** The drawing; it is redrawn as a whole, since a file is loaded far less often than a slider moves. */
export class ClassPlot {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.svg = /** @type {SVGSVGElement} */ (draw("svg", { class: "pp-plot pp-class-plot", role: "img", viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, parent));
    this.title = draw("text", { class: "pp-panel-title", x: 8, y: 18 }, this.svg);
    this.body = draw("g", {}, this.svg);
  }

  /**
   * @param {string} outcome
   * @param {number[]} pre of the people who have both scores
   * @param {number[]} post
   */
  show(outcome, pre, post) {
    this.body.replaceChildren();
    const n = pre.length;
    write(this.title, titleOf(outcome, n));
    if (!n) return set(this.svg, { "aria-label": `${outcome}: nobody has both scores.` });
    const domain = roundDomain([...extremes(pre), ...extremes(post)]);
    const scale = linear(domain, [BOTTOM, TOP]);
    this.#axes(scale, domain, outcome);
    const people = draw("g", { class: n > MANY ? "pp-class-line is-many" : "pp-class-line" }, this.body);
    for (let i = 0; i < n; i += Math.ceil(n / MOST)) draw("line", { x1: LEFT, x2: RIGHT, y1: scale(pre[i]), y2: scale(post[i]) }, people);
    const [before, after] = [mean(pre), mean(post)];
    draw("line", { class: "pp-mean", x1: LEFT, x2: RIGHT, y1: scale(before), y2: scale(after) }, this.body);
    for (const [x, value] of [[LEFT, before], [RIGHT, after]]) {
      draw("rect", { class: "pp-mean-end", x: x - 5, y: scale(value) - 5, width: 10, height: 10 }, this.body);
    }
    draw("text", { class: "pp-value", x: RIGHT + 12, y: scale(after) + 4 }, this.body, `mean ${after.toFixed(2)}`);
    draw("text", { class: "pp-value", x: LEFT - 12, y: scale(before) + 4, "text-anchor": "end" }, this.body, `mean ${before.toFixed(2)}`);
    const rose = pre.filter((score, i) => post[i] > score).length;
    const fell = pre.filter((score, i) => post[i] < score).length;
    set(this.svg, { "aria-label": `${outcome} before and after, one line a person: of ${n} people the score of ${rose} rose and of ${fell} fell; the mean went from ${before.toFixed(2)} to ${after.toFixed(2)}.` });
    return undefined;
  }

  #axes(scale, domain, outcome) {
    const axis = draw("g", { class: "pp-axis" }, this.body);
    for (const value of ticks(domain, 5)) {
      draw("line", { x1: 44, x2: WIDTH - 90, y1: scale(value), y2: scale(value) }, axis);
      draw("text", { x: 38, y: scale(value) + 4, "text-anchor": "end" }, axis, `${value}`);
    }
    for (const [x, word] of [[LEFT, "Before"], [RIGHT, "After"]]) {
      draw("line", { class: "pp-column", x1: x, x2: x, y1: TOP, y2: BOTTOM }, this.body);
      draw("text", { class: "pp-column-label", x, y: BOTTOM + 20, "text-anchor": "middle" }, this.body, word);
    }
    draw("text", { class: "pp-axis-label", x: 8, y: 34 }, this.body, `${outcome} (points)`);
  }
}

function titleOf(outcome, n) {
  if (!n) return `${outcome}: nobody has both scores`;
  const drawn = Math.ceil(n / Math.ceil(n / MOST));
  return drawn < n ? `${outcome}: each line is one of ${drawn} of ${n} people` : `${outcome}: each line is one of ${n} people`;
}
