/**
 * One outcome of a class: every person a thin line from before to after, and the means.
 */

import { offer, select } from "./controls.js";
import { draw, linear, roundDomain, set, ticks, write } from "./figure.js";
import { fixed, shortest } from "./number_text.js";
import { mean } from "./stats.js";

const [WIDTH, HEIGHT] = [340, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [112, 244, 48, 264];
const SIDES = [
  { x: LEFT, word: "Before", aside: -10, anchor: "end" },
  { x: RIGHT, word: "After", aside: 10, anchor: "start" },
];
const MANY = 60; // above this many lines each is drawn thinner

/** The drawing; it is redrawn as a whole, since a file is loaded far less often than a slider moves. */
export class ClassPlot {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.input = select(parent, { label: "Picture of", options: [], onChange: () => this.#draw() });
    const look = { class: "pp-plot pp-class-plot", role: "img", viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
    this.svg = draw("svg", look, parent);
    this.title = draw("text", { class: "pp-panel-title", x: 4, y: 16 }, this.svg);
    this.note = draw("text", { class: "pp-axis-label", x: 4, y: 34 }, this.svg);
    this.body = draw("g", {}, this.svg);
  }

  /**
   * @param {{outcome: string, pre: number[], post: number[]}[]} rows scores of the people who have both
   */
  show(rows) {
    this.rows = rows;
    this.#offer(rows.map(({ outcome }) => outcome));
    this.#draw();
  }

  /** The choice stays with an outcome that is there again. */
  #offer(outcomes) {
    const offered = [...this.input.options].map(({ value }) => value);
    if (offered.join("\n") === outcomes.join("\n")) return;
    const chosen = this.input.value;
    offer(this.input, outcomes);
    if (outcomes.includes(chosen)) this.input.value = chosen;
  }

  #draw() {
    const { outcome, pre, post } = this.rows.find((row) => row.outcome === this.input.value);
    this.body.replaceChildren();
    const n = pre.length;
    write(this.title, `${outcome} (points)`);
    write(this.note, n ? `each line is one of ${n} ${n === 1 ? "person" : "people"}` : "nobody has both scores");
    set(this.svg, { "aria-label": n ? inWords(outcome, pre, post) : `${outcome}: nobody has both scores.` });
    if (!n) return;
    const domain = roundDomain([...pre, ...post]);
    const scale = linear(domain, [BOTTOM, TOP]);
    this.#axes(scale, domain);
    this.#people(scale, pre, post);
    this.#means(scale, [mean(pre), mean(post)]);
  }

  #axes(scale, domain) {
    const axis = draw("g", { class: "pp-axis" }, this.body);
    for (const value of ticks(domain, 5)) {
      draw("line", { x1: 30, x2: WIDTH - 30, y1: scale(value), y2: scale(value) }, axis);
      draw("text", { x: 26, y: scale(value) + 4, "text-anchor": "end" }, axis, shortest(value));
    }
    for (const { x, word } of SIDES) {
      draw("line", { class: "pp-column", x1: x, x2: x, y1: TOP, y2: BOTTOM }, this.body);
      draw("text", { class: "pp-column-label", x, y: BOTTOM + 22, "text-anchor": "middle" }, this.body, word);
    }
  }

  /** People with the same two scores lie on one line, so of thousands few are to be drawn. */
  #people(scale, pre, post) {
    const group = draw("g", { class: pre.length > MANY ? "pp-class-line is-many" : "pp-class-line" }, this.body);
    const drawn = new Set();
    pre.forEach((score, i) => {
      const [from, to] = [scale(score), scale(post[i])].map((y) => Math.round(y * 10) / 10);
      if (drawn.has(`${from} ${to}`)) return;
      drawn.add(`${from} ${to}`);
      draw("line", { x1: LEFT, x2: RIGHT, y1: from, y2: to }, group);
    });
  }

  #means(scale, means) {
    const [from, to] = means.map(scale);
    draw("line", { class: "pp-mean", x1: LEFT, x2: RIGHT, y1: from, y2: to }, this.body);
    SIDES.forEach(({ x, aside, anchor }, i) => {
      const y = scale(means[i]);
      draw("rect", { class: "pp-mean-end", x: x - 5, y: y - 5, width: 10, height: 10 }, this.body);
      const place = { x: x + aside, y: y + 4, "text-anchor": anchor, "paint-order": "stroke" };
      draw("text", { class: "pp-value", ...place }, this.body, `mean ${fixed(means[i], 2)}`);
    });
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
