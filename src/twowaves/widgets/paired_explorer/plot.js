/**
 * The picture of the paired explorer: slopes, changes with their interval, the t distribution, and p.
 *
 * One SVG with four panels, laid out by width, low enough to stay in sight above the controls. `paint` only writes the attributes that changed.
 */

import { draw, hatching, linear, path, roundDomain, set, ticks, write } from "../kit/drawing.js";
import { keepKeys } from "../kit/controls.js";
import { markOf } from "../kit/p_axis.js";
import { PRuler } from "../kit/p_ruler.js";
import { fixed, level, percent, pIs, shortest } from "../../_base/numbers.js";
import { tCritical, tDensity } from "../../_base/distributions.js";

const WIDE = 640;
const NARROW = 340; // pixels, where a unit no longer fits beside a title
const CURVE_POINTS = 91;
const DIGIT = 7.2; // pixels
const REACH = 12.5; // radius of a handle, which a finger can hit, in pixels

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
      height: 322,
      slopes: { x: 40 + scores, y: 34, width: left * 0.62 - 52 - scores, height: 246 },
      change: { x: left * 0.62 + 44 + changes, y: 34, width: left * 0.38 - 54 - changes, height: 246 },
      curve: { x: left + 30, y: 34, width: curve - 14, height: 136 },
      ruler: { x: left + 34, y: 240, width: curve - 24 },
    };
  }
  const left = width * (width < NARROW ? 0.66 : 0.6);
  const half = width * 0.53;
  return {
    width,
    height: 302,
    slopes: { x: 44 + scores, y: 26, width: left - 60 - scores, height: 124 },
    change: { x: left + 44 + changes, y: 26, width: width - left - 52 - changes, height: 124 },
    curve: { x: 12, y: 194, width: half - 24, height: 70 },
    ruler: { x: half + 8, y: 194, width: width - half - 18 },
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
 * @property {Start | undefined} start how it was, where it is another now
 * @property {(value: number) => string} format
 */

/** @typedef {{pre: number[], post: number[], test: import("../../paired/ttest.js").PairedTest}} Start */

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
    this.curve = this.#panel("t if no change");
    this.ruler = this.#panel("p");
    /** @type {Person[]} */
    this.people = [];
    /** @type {[number, number]} */
    this.room = [0, 0];
    this.#buildSlopes();
    this.#buildChange();
    this.#buildCurve();
    this.pRuler = new PRuler(this.ruler.frame);
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
    this.ghosts = ["pp-ghost", "pp-ghost is-mean"].map((name) => draw("path", { class: name }, frame));
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
    this.changeDots = draw("g", {}, frame);
    this.interval = draw("path", { class: "pp-interval" }, frame);
    this.meanChange = draw("rect", { class: "pp-mean-end", width: 12, height: 12 }, frame);
    this.intervalLabel = draw("text", { class: "pp-axis-label" }, frame);
  }

  #buildCurve() {
    const { frame } = this.curve;
    this.tail = draw("path", { class: "pp-region", fill: `url(#${this.hatchId})` }, frame);
    this.density = draw("path", { class: "pp-density" }, frame);
    this.curveBase = draw("line", { class: "pp-column" }, frame);
    this.curveAxis = draw("g", { class: "pp-axis" }, frame);
    this.critical = [0, 1].map(() => draw("line", { class: "pp-critical" }, frame));
    this.alphas = [0, 1].map(() => draw("text", { class: "pp-alpha", "text-anchor": "middle" }, frame, "α"));
    this.tGhost = draw("line", { class: "pp-ghost" }, frame);
    this.regionLabel = draw("text", { class: "pp-far" }, frame);
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
    for (const name of ["slopes", "change", "curve", "ruler"]) {
      const box = this.at[name];
      const aside = { slopes: 32 + this.room[0], change: 32 + this.room[1] }[name] ?? 0;
      set(this[name].title, { x: box.x - aside, y: box.y - 12 });
    }
  }

  /**
   * Choose the ranges of all axes; called when data come in and when a hand lets go, never under it.
   * @param {{pre: number[], post: number[], scale: [number, number], alpha: number, alternative: string}} scores
   * @param {import("../../paired/ttest.js").PairedTest} test
   */
  frame({ pre, post, scale, alpha, alternative }, { low, high, statistic, df }) {
    this.domain = roundDomain([...scale, ...pre, ...post]);
    const limits = [low, high].filter(Number.isFinite);
    this.changes = roundDomain([0, ...pre.map((score, i) => post[i] - score), ...limits], 5);
    const limit = tCritical(alternative === "two-sided" ? alpha / 2 : alpha, df);
    const far = Math.max(Math.min(limit * 1.25, 12), Math.min(Math.abs(statistic) * 1.12, 40));
    this.reach = Math.max(4, Math.ceil(far));
    this.room = [roomFor(this.domain), roomFor(this.changes)];
    this.resize(this.at.width);
  }

  /** @param {Scene} scene */
  paint(scene) {
    this.#enlist(scene.pre.length);
    this.#paintSlopes(scene);
    this.#paintChange(scene);
    this.#paintCurve(scene);
    const { test, start, alpha, significant } = scene;
    this.pRuler.paint({ p: test.pvalue, alpha, significant, start: start?.test.pvalue }, this.at.ruler);
    write(this.ruler.title, pIs(test.pvalue, [alpha]));
  }

  /** How many values lie beyond their axis, as long as a hand holds it still. */
  #beyond({ pre, post }) {
    const beyond = (value, [low, high]) => value < low - 1e-9 || value > high + 1e-9;
    const scores = [...pre, ...post].filter((score) => beyond(score, this.domain)).length;
    return scores + pre.filter((score, i) => beyond(post[i] - score, this.changes)).length;
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
    this.scoreScale = linear(this.domain, [box.y + box.height, box.y]);
    const y = within(this.scoreScale, box);
    const inset = scene.format(this.domain[1]).length > 3 ? 41 : 36; // for the number beside a handle
    const x = [box.x + inset, box.x + box.width - inset];
    this.#axis(this.slopeAxis, y, ticks(this.domain, 5), box, true);
    this.columns.forEach(({ line, text }, i) => {
      set(line, { x1: x[i], x2: x[i], y1: box.y, y2: box.y + box.height });
      set(text, { x: x[i], y: box.y + box.height + 17, "text-anchor": "middle" });
      write(text, scene.ends[i]);
    });
    const isWide = this.at.width >= WIDE;
    set(this.scoreLabel, { x: box.x + box.width / 2, y: box.y + box.height + 34, "text-anchor": "middle" });
    write(this.scoreLabel, isWide ? withUnit("score", scene.unit) : "");
    const beyond = this.#beyond(scene);
    write(this.slopes.title, beyond ? `${beyond} beyond the axes` : "Each line is one person");
    this.people.forEach((person, i) => this.#paintPerson(person, i, scene, x, y));
    const means = [scene.test.meanPre, scene.test.meanPost].map(y);
    set(this.meanLine, { x1: x[0], x2: x[1], y1: means[0], y2: means[1] });
    this.meanEnds.forEach((end, i) => set(end, { x: x[i] - 5, y: means[i] - 5 }));
    this.#paintValues(scene, x, y);
    this.#paintGhosts(scene.start, x, y);
  }

  /** The people and their mean as they were, where they are others now. */
  #paintGhosts(start, x, y) {
    const line = (before, after) => `M${x[0]} ${y(before).toFixed(1)}L${x[1]} ${y(after).toFixed(1)}`;
    const { pre, post, test } = start ?? { pre: [], post: [], test: undefined };
    set(this.ghosts[0], { d: pre.map((score, i) => line(score, post[i])).join("") });
    set(this.ghosts[1], { d: test ? line(test.meanPre, test.meanPost) : "" });
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
    const domain = this.changes;
    const y = within(linear(domain, [box.y + box.height, box.y]), box);
    const end = (limit) => (Number.isFinite(limit) ? y(limit) : limit > 0 ? box.y : box.y + box.height);
    this.#axis(this.changeAxis, y, ticks(domain, 5), box, true);
    set(this.zero, { x1: box.x, x2: box.x + box.width, y1: y(0), y2: y(0) });
    write(this.change.title, withUnit("Change", this.at.width < NARROW ? "" : scene.unit));
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
    set(this.intervalLabel, { x: box.x + box.width, y: box.y + box.height + 17, "text-anchor": "end" });
    write(this.intervalLabel, `${percent(1 - scene.alpha)} interval`);
  }

  #paintCurve(scene) {
    const box = this.at.curve;
    const { df } = scene.test;
    const { reach } = this;
    const x = linear([-reach, reach], [box.x, box.x + box.width]);
    const floor = box.y + box.height;
    const pdf = tDensity(df);
    const y = linear([0, pdf(0)], [floor, box.y + 18]);
    const key = [this.at.width, df, reach, scene.alpha, scene.alternative].join();
    if (key !== this.curveKey) this.#paintDensity(scene, x, (t) => y(pdf(t)));
    this.curveKey = key; // the curve does not depend on the data: a drag seldom redraws it
    this.#paintTails(scene, x, (t) => y(pdf(t)));
    this.#paintT(scene, box, x);
  }

  #paintDensity({ test: { df }, alpha, alternative }, x, y) {
    const box = this.at.curve;
    const { reach } = this;
    const floor = box.y + box.height;
    const limit = tCritical(alternative === "two-sided" ? alpha / 2 : alpha, df);
    set(this.density, { d: path(points(-reach, reach, x, y)) });
    let isShown = false;
    [-limit, limit].forEach((edge, i) => {
      const used = alternative === "two-sided" || (alternative === "greater") === (i === 1);
      const shown = used && Math.abs(edge) < reach;
      isShown ||= shown;
      const top = box.y + box.height * 0.55;
      const visibility = shown ? "visible" : "hidden";
      set(this.critical[i], { x1: x(edge), x2: x(edge), y1: floor, y2: top, visibility });
      set(this.alphas[i], { x: x(edge), y: top - 4, visibility });
    });
    set(this.curveBase, { x1: box.x, x2: box.x + box.width, y1: floor, y2: floor });
    this.#axis(this.curveAxis, x, ticks([-reach, reach], 6), box, false);
    set(this.curveLabel, { x: box.x + box.width / 2, y: floor + 33, "text-anchor": "middle" });
    write(this.curveLabel, `${df} degree${df === 1 ? "" : "s"} of freedom`);
    set(this.regionLabel, { x: box.x + box.width, y: box.y + 4, "text-anchor": "end" });
    const far = `p < ${level(alpha)} lies beyond ${alternative === "two-sided" ? "±" : ""}${fixed(alternative === "less" ? -limit : limit, 1)}`;
    write(this.regionLabel, isShown ? "hatched: p" : far);
  }

  /** What p is: the part of the curve that is at least as far out as t. */
  #paintTails({ test: { statistic: t }, alternative }, x, y) {
    const { reach } = this;
    const floor = this.at.curve.y + this.at.curve.height;
    const away = Math.abs(t);
    const sides = {
      "two-sided": [
        [-reach, -away],
        [away, reach],
      ],
      greater: [[t, reach]],
      less: [[-reach, t]],
    };
    const areas = sides[alternative].map(([from, to]) => {
      const [low, high] = [Math.max(from, -reach), Math.min(to, reach)];
      return low < high ? `${path([[x(low), floor], ...points(low, high, x, y), [x(high), floor]])}Z` : "";
    });
    set(this.tail, { d: areas.join("") });
  }

  #paintT(scene, box, x) {
    const { reach } = this;
    const t = scene.test.statistic;
    const floor = box.y + box.height;
    const at = x(Math.max(-reach, Math.min(reach, t)));
    const top = box.y + box.height * 0.42;
    set(this.tLine, { x1: at, x2: at, y1: floor, y2: top });
    set(this.tMark, markOf(at, top, scene.significant));
    const was = scene.start?.test.statistic ?? NaN;
    const ghost = Math.abs(was) <= reach ? x(was) : 0;
    set(this.tGhost, { x1: ghost, x2: ghost, y1: floor, y2: top, visibility: ghost ? "visible" : "hidden" });
    const label = `t = ${fixed(t, 2)}`;
    const half = label.length * 4.3;
    const labelX = Math.max(box.x + half, Math.min(box.x + box.width - half, at));
    set(this.tLabel, { x: labelX, y: top - 12, "text-anchor": "middle" });
    write(this.tLabel, label);
  }
}

/** A scale that ends where its box does: what is beyond stands at the edge. */
function within(scale, { y, height }) {
  return (value) => Math.max(y, Math.min(y + height, scale(value)));
}

/** Points along a curve. @param {number} from @param {number} to @returns {[number, number][]} */
function points(from, to, x, y) {
  return Array.from({ length: CURVE_POINTS }, (_, i) => {
    const t = from + ((to - from) * i) / (CURVE_POINTS - 1);
    return [x(t), y(t)];
  });
}
