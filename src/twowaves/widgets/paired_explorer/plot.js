/**
 * The picture of the paired explorer: slopes, changes with their interval, and the t distribution.
 *
 * One SVG with three panels, laid out by width. `paint` only writes the attributes that changed.
 */

import { draw, hatching, linear, path, roundDomain, set, ticks, write } from "../kit/drawing.js";
import { keepKeys } from "../kit/controls.js";
import { fixed, level, percent, shortest } from "../../_base/numbers.js";
import { tCritical, tDensity } from "../../_base/distributions.js";

const WIDE = 640;
const CURVE_POINTS = 121;
const DIGIT = 7.2; // pixels
const REACH = 12; // radius of a handle, which a finger can hit, in pixels

/**
 * Where the panels lie at this width.
 * @param {number} width
 * @param {[number, number]} room that the numbers at the two score axes take beyond the usual
 */
function layout(width, [scores, changes]) {
  if (width >= WIDE) {
    const curve = Math.round(width * 0.36);
    const left = width - curve - 24;
    return {
      width,
      height: 330,
      slopes: { x: 40 + scores, y: 34, width: left * 0.62 - 52 - scores, height: 254 },
      change: { x: left * 0.62 + 44 + changes, y: 34, width: left * 0.38 - 54 - changes, height: 254 },
      curve: { x: left + 30, y: 34, width: curve - 14, height: 254 },
    };
  }
  const left = width * 0.6;
  return {
    width,
    height: 520,
    slopes: { x: 44 + scores, y: 34, width: left - 60 - scores, height: 224 },
    change: { x: left + 44 + changes, y: 34, width: width - left - 52 - changes, height: 224 },
    curve: { x: 16, y: 330, width: width - 32, height: 140 },
  };
}

/** The width that numbers of more than four characters take beyond it. */
function roomFor(domain) {
  const longest = Math.max(...ticks(domain, 5).map((tick) => String(tick).length));
  return Math.max(0, longest - 4) * DIGIT;
}

/**
 * @typedef {object} Scene what there is to draw
 * @property {number[]} pre
 * @property {number[]} post
 * @property {boolean[]} out who is left out
 * @property {Set<number>} pivotal whose removal flips the verdict
 * @property {number} selected
 * @property {import("../../paired/ttest.js").PairedTest} test
 * @property {number} alpha
 * @property {"two-sided" | "greater" | "less"} alternative
 * @property {string} unit
 * @property {[string, string]} ends what the two measurements are called
 * @property {boolean} significant
 * @property {(value: number) => string} format
 */

/** The classes that say how a person stands: selected, left out, deciding. */
function stateOf(scene, i) {
  const parts = [i === scene.selected && "is-selected", scene.out[i] && "is-out", scene.pivotal.has(i) && "is-pivotal"];
  return parts
    .filter(Boolean)
    .map((name) => ` ${name}`)
    .join("");
}

/** An axis label, with the unit where there is one. */
function withUnit(name, unit) {
  return unit ? `${name} (${unit})` : name;
}

/** @typedef {{line: SVGElement, dots: SVGElement[], hits: SVGElement[], change: SVGElement}} Person how one is drawn */

/** The drawing, its elements and how to repaint them. */
export class PairedPlot {
  /** @param {HTMLElement} parent @param {string} label what a screen reader calls the drawing */
  constructor(parent, label) {
    this.svg = draw("svg", { class: "pp-plot", role: "group", "aria-label": label }, parent);
    this.hatchId = hatching(this.svg);
    this.slopes = this.#panel("Each line is one person");
    this.change = this.#panel("Change");
    this.curve = this.#panel("t, if there were no change");
    /** @type {Person[]} */
    this.people = [];
    /** @type {[number, number]} */
    this.room = [0, 0];
    this.#buildSlopes();
    this.#buildChange();
    this.#buildCurve();
    this.resize(680);
  }

  #panel(title) {
    const group = draw("g", {}, this.svg);
    return {
      group,
      frame: draw("g", { "aria-hidden": "true" }, group),
      title: draw("text", { class: "pp-panel-title", "aria-hidden": "true" }, group, title),
      /** @type {SVGElement[]} */
      marks: [],
    };
  }

  #buildSlopes() {
    const { group, frame } = this.slopes;
    this.slopeAxis = draw("g", { class: "pp-axis" }, frame);
    this.columns = [0, 1].map(() => ({
      line: draw("line", { class: "pp-column" }, frame),
      text: draw("text", { class: "pp-column-label" }, frame),
    }));
    this.scoreLabel = draw("text", { class: "pp-axis-label" }, frame);
    this.personLines = draw("g", { "aria-hidden": "true" }, group);
    this.meanLine = draw("line", { class: "pp-mean", "aria-hidden": "true" }, group);
    this.meanEnds = [0, 1].map(() =>
      draw("rect", { class: "pp-mean-end", width: 10, height: 10, "aria-hidden": "true" }, group),
    );
    this.valueLabels = [0, 1].map(() => draw("text", { class: "pp-value", "aria-hidden": "true" }, group));
    this.handles = draw("g", {}, group);
  }

  #buildChange() {
    const { frame } = this.change;
    this.changeAxis = draw("g", { class: "pp-axis" }, frame);
    this.zero = draw("line", { class: "pp-zero" }, frame);
    this.changeLabel = draw("text", { class: "pp-axis-label" }, frame);
    this.changeDots = draw("g", {}, frame);
    this.interval = draw("path", { class: "pp-interval" }, frame);
    this.meanChange = draw("rect", { class: "pp-mean-end", width: 12, height: 12 }, frame);
    this.intervalLabel = draw("text", { class: "pp-axis-label" }, frame);
  }

  #buildCurve() {
    const { frame } = this.curve;
    this.region = draw("path", { class: "pp-region", fill: `url(#${this.hatchId})` }, frame);
    this.density = draw("path", { class: "pp-density" }, frame);
    this.curveBase = draw("line", { class: "pp-column" }, frame);
    this.curveAxis = draw("g", { class: "pp-axis" }, frame);
    this.critical = [0, 1].map(() => draw("line", { class: "pp-critical" }, frame));
    this.regionLabel = draw("text", { class: "pp-region-label" }, frame);
    this.tLine = draw("line", { class: "pp-t" }, frame);
    this.tMark = draw("path", { class: "pp-t-mark" }, frame);
    this.tLabel = draw("text", { class: "pp-t-label" }, frame);
    this.curveLabel = draw("text", { class: "pp-axis-label" }, frame);
  }

  /** The elements of one person. @param {number} index @returns {Person} */
  #person(index) {
    const look = { class: "pp-hit", r: REACH, role: "slider", "aria-orientation": "vertical" };
    const hit = (end) => keepKeys(draw("circle", { ...look, "data-person": index, "data-end": end }, this.handles));
    const dot = (className) => draw("circle", { class: className, r: 4.5, "aria-hidden": "true" }, this.handles);
    return {
      line: draw("line", { class: "pp-person" }, this.personLines),
      dots: [dot("pp-before"), dot("pp-after")],
      hits: [hit("pre"), hit("post")],
      change: draw("circle", { class: "pp-after", r: 4 }, this.changeDots),
    };
  }

  /** Have as many people as the scene. */
  #enlist(count) {
    while (this.people.length > count) {
      const { line, dots, hits, change } = this.people.pop();
      for (const element of [line, ...dots, ...hits, change]) element.remove();
    }
    while (this.people.length < count) this.people.push(this.#person(this.people.length));
  }

  /** @param {number} width */
  resize(width) {
    this.at = layout(Math.max(280, Math.round(width)), this.room);
    const { height } = this.at;
    set(this.svg, { viewBox: `0 0 ${this.at.width} ${height}`, width: this.at.width, height });
    for (const name of ["slopes", "change", "curve"]) {
      const box = this.at[name];
      const x = name === "curve" ? box.x : box.x - 32 - this.room[name === "slopes" ? 0 : 1];
      set(this[name].title, { x, y: box.y - 16 });
    }
  }

  /**
   * Choose the range of the score axis; called when data come in, never while a hand is dragging.
   * @param {{pre: number[], post: number[], scale: [number, number]}} scores
   */
  frameScores({ pre, post, scale }) {
    this.domain = roundDomain([...scale, ...pre, ...post]);
    const reach = roundDomain([0, ...pre.map((score, i) => post[i] - score)], 5);
    this.room = [roomFor(this.domain), roomFor(reach)];
    this.resize(this.at.width);
  }

  /** @param {Scene} scene */
  paint(scene) {
    this.#enlist(scene.pre.length);
    this.#paintSlopes(scene);
    this.#paintChange(scene);
    this.#paintCurve(scene);
  }

  /** @param {number} clientY @returns {number} the score at this height of the window */
  scoreAt(clientY) {
    const box = this.svg.getBoundingClientRect();
    return this.scoreScale.invert(((clientY - box.top) * this.at.height) / box.height);
  }

  /**
   * The handle nearest to a pointer where several overlap; the selected person's at a tie.
   * @param {string} end
   * @param {number} clientY
   * @param {number} selected
   */
  nearest(end, clientY, selected) {
    const side = end === "post" ? 1 : 0;
    const distance = ({ hits }) => {
      const box = hits[side].getBoundingClientRect();
      return Math.abs((box.top + box.bottom) / 2 - clientY);
    };
    let best = this.people[selected];
    for (const person of this.people) {
      if (distance(person) < distance(best) - 0.5) best = person;
    }
    return best.hits[side];
  }

  /** Write tick marks into an axis group, reusing what is there. */
  #axis(group, scale, values, box, vertical) {
    while (group.children.length > values.length) group.lastChild.remove();
    while (group.children.length < values.length) {
      const tick = draw("g", {}, group);
      draw("line", {}, tick);
      draw("text", {}, tick);
    }
    values.forEach((value, i) => {
      const [line, text] = group.children[i].children;
      const at = scale(value);
      if (vertical) {
        set(line, { x1: box.x, x2: box.x + box.width, y1: at, y2: at });
        set(text, { x: box.x - 8, y: at + 4, "text-anchor": "end" });
      } else {
        set(line, { x1: at, x2: at, y1: box.y + box.height, y2: box.y + box.height + 5 });
        set(text, { x: at, y: box.y + box.height + 18, "text-anchor": "middle" });
      }
      write(text, shortest(value));
    });
  }

  #paintSlopes(scene) {
    const box = this.at.slopes;
    const y = linear(this.domain, [box.y + box.height, box.y]);
    const x = [box.x + 36, box.x + box.width - 36];
    this.scoreScale = y;
    this.#axis(this.slopeAxis, y, ticks(this.domain, 5), box, true);
    this.columns.forEach(({ line, text }, i) => {
      set(line, { x1: x[i], x2: x[i], y1: box.y, y2: box.y + box.height });
      set(text, { x: x[i], y: box.y + box.height + 20, "text-anchor": "middle" });
      write(text, scene.ends[i]);
    });
    set(this.scoreLabel, { x: box.x + box.width / 2, y: box.y + box.height + 36, "text-anchor": "middle" });
    write(this.scoreLabel, withUnit("score", scene.unit));
    this.people.forEach((person, i) => this.#paintPerson(person, i, scene, x, y));
    const means = [scene.test.meanPre, scene.test.meanPost].map(y);
    set(this.meanLine, { x1: x[0], x2: x[1], y1: means[0], y2: means[1] });
    this.meanEnds.forEach((end, i) => set(end, { x: x[i] - 5, y: means[i] - 5 }));
    this.#paintValues(scene, x, y);
  }

  #paintPerson({ line, dots, hits }, i, scene, x, y) {
    const ends = [y(scene.pre[i]), y(scene.post[i])];
    const state = stateOf(scene, i);
    set(line, { x1: x[0], x2: x[1], y1: ends[0], y2: ends[1], class: `pp-person${state}` });
    const classes = ["pp-before", "pp-after"];
    [scene.pre[i], scene.post[i]].forEach((value, end) => {
      set(dots[end], { cx: x[end], cy: ends[end], class: `${classes[end]}${state}` });
      set(hits[end], {
        cx: x[end],
        cy: ends[end],
        tabindex: i === scene.selected ? 0 : -1,
        "aria-label": `Person ${i + 1}, ${scene.ends[end].toLowerCase()}${scene.out[i] ? ", left out" : ""}`,
        "aria-valuemin": `${this.domain[0]}`,
        "aria-valuemax": `${this.domain[1]}`,
        "aria-valuenow": `${value}`,
        "aria-valuetext": scene.format(value),
      });
    });
  }

  #paintValues(scene, x, y) {
    const values = [scene.pre[scene.selected], scene.post[scene.selected]];
    this.valueLabels.forEach((label, end) => {
      const anchor = end ? "start" : "end";
      const aside = REACH + 2; // clear of the ring around a handle that has the focus
      set(label, { x: x[end] + (end ? aside : -aside), y: y(values[end]) + 4, "text-anchor": anchor });
      write(label, scene.format(values[end]));
    });
  }

  #paintChange(scene) {
    const box = this.at.change;
    const { low, high, meanChange } = scene.test;
    const changes = scene.pre.map((score, i) => scene.post[i] - score);
    const shown = [low, high].filter(Number.isFinite);
    const domain = roundDomain([0, ...changes, ...shown], 5);
    const y = linear(domain, [box.y + box.height, box.y]);
    const end = (limit) => (Number.isFinite(limit) ? y(limit) : limit > 0 ? box.y : box.y + box.height);
    this.#axis(this.changeAxis, y, ticks(domain, 5), box, true);
    set(this.zero, { x1: box.x, x2: box.x + box.width, y1: y(0), y2: y(0) });
    const labelY = box.y + box.height + 36;
    set(this.changeLabel, { x: box.x + box.width / 2, y: labelY, "text-anchor": "middle" });
    write(this.changeLabel, withUnit("change", scene.unit));
    const dotX = box.x + box.width * 0.3;
    this.people.forEach(({ change }, i) => {
      const aside = ((i * 7) % 5) * 4 - 8;
      set(change, { cx: dotX + aside, cy: y(changes[i]), class: `pp-after${stateOf(scene, i)}` });
    });
    const x = box.x + box.width * 0.72;
    const caps = [low, high].map((limit) => {
      const at = end(limit);
      return Number.isFinite(limit) ? `M${x - 7} ${at.toFixed(1)}h14` : "";
    });
    set(this.interval, { d: `M${x} ${end(low).toFixed(1)}V${end(high).toFixed(1)}${caps.join("")}` });
    set(this.meanChange, { x: x - 6, y: y(meanChange) - 6 });
    set(this.intervalLabel, { x: box.x + box.width, y: box.y + box.height + 20, "text-anchor": "end" });
    write(this.intervalLabel, `${percent(1 - scene.alpha)} interval`);
  }

  #paintCurve(scene) {
    const box = this.at.curve;
    const { statistic, df } = scene.test;
    const { alpha, alternative } = scene;
    const limit = tCritical(alternative === "two-sided" ? alpha / 2 : alpha, df);
    const far = Math.max(Math.min(limit * 1.25, 12), Math.min(Math.abs(statistic) * 1.12, 40));
    const reach = Math.max(4, Math.ceil(far));
    const x = linear([-reach, reach], [box.x, box.x + box.width]);
    const key = [this.at.width, df, reach, alpha, alternative].join();
    if (key !== this.curveKey) this.#paintDensity(scene, x, limit, reach);
    this.curveKey = key; // the curve does not depend on the data: a drag seldom redraws it
    this.#paintT(scene, box, x, box.y + box.height, reach);
  }

  #paintDensity({ test: { df }, alpha, alternative }, x, limit, reach) {
    const box = this.at.curve;
    const floor = box.y + box.height;
    const pdf = tDensity(df);
    const y = linear([0, pdf(0)], [floor, box.y + 26]);
    const curve = (from, to) => {
      const points = [];
      for (let i = 0; i < CURVE_POINTS; i += 1) {
        const t = from + ((to - from) * i) / (CURVE_POINTS - 1);
        points.push([x(t), y(pdf(t))]);
      }
      return points;
    };
    const area = (from, to) => (from < to ? `${path([[x(from), floor], ...curve(from, to), [x(to), floor]])}Z` : "");
    const lower = alternative === "greater" ? "" : area(-reach, -limit);
    const upper = alternative === "less" ? "" : area(limit, reach);
    set(this.density, { d: path(curve(-reach, reach)) });
    set(this.region, { d: `${lower}${upper}` || "M0 0" });
    [-limit, limit].forEach((edge, i) => {
      const used = alternative === "two-sided" || (alternative === "greater") === (i === 1);
      const shown = used && Math.abs(edge) < reach;
      const at = { x1: x(edge), x2: x(edge), y1: floor, y2: box.y + box.height * 0.55 };
      set(this.critical[i], { ...at, visibility: shown ? "visible" : "hidden" });
    });
    set(this.curveBase, { x1: box.x, x2: box.x + box.width, y1: floor, y2: floor });
    this.#axis(this.curveAxis, x, ticks([-reach, reach], 6), box, false);
    set(this.curveLabel, { x: box.x + box.width / 2, y: floor + 36, "text-anchor": "middle" });
    write(this.curveLabel, `t with ${df} degree${df === 1 ? "" : "s"} of freedom`);
    set(this.regionLabel, { x: box.x + box.width / 2, y: box.y + 4, "text-anchor": "middle" });
    const far = `p < ${level(alpha)} lies beyond ${alternative === "two-sided" ? "±" : ""}${fixed(alternative === "less" ? -limit : limit, 1)}`;
    write(this.regionLabel, lower || upper ? `hatched: p < ${level(alpha)}` : far);
  }

  #paintT(scene, box, x, floor, reach) {
    const t = scene.test.statistic;
    const shown = Math.max(-reach, Math.min(reach, t));
    const at = x(shown);
    set(this.tLine, { x1: at, x2: at, y1: floor, y2: box.y + box.height * 0.42 });
    const top = box.y + box.height * 0.42;
    set(this.tMark, {
      d: scene.significant ? `M${at - 6} ${top - 6}h12l-6 10z` : `M${at - 5} ${top - 5}h10v10h-10z`,
      class: scene.significant ? "pp-t-mark is-significant" : "pp-t-mark",
    });
    const label = `t = ${fixed(t, 2)}`;
    const half = label.length * 4.3;
    const labelX = Math.max(box.x + half, Math.min(box.x + box.width - half, at));
    set(this.tLabel, { x: labelX, y: top - 12, "text-anchor": "middle" });
    write(this.tLabel, label);
  }
}
