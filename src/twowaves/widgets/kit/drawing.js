/**
 * What every drawing shares: scales, ticks and SVG elements.
 */

import { extremes } from "../../paired/ttest.js";

export const SVG = "http://www.w3.org/2000/svg";

/** What each element was last given: comparing here is ten times quicker than asking the DOM. */
const given = new WeakMap();

function givenTo(element) {
  let last = given.get(element);
  if (!last) given.set(element, (last = {}));
  return last;
}

/**
 * Set the attributes that changed; the rest of the element is left alone.
 * @param {Element} element
 * @param {Record<string, string | number>} attributes numbers are rounded to a tenth of a pixel
 */
export function set(element, attributes) {
  const last = givenTo(element);
  for (const name in attributes) {
    const value = attributes[name];
    const rounded = typeof value === "number" ? Math.round(value * 10) / 10 : value;
    if (last[name] === rounded) continue;
    last[name] = rounded;
    element.setAttribute(name, String(rounded));
  }
}

/**
 * Write text into an element if it is not there already.
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  const last = givenTo(element);
  if (last[""] === text) return;
  last[""] = text;
  element.textContent = text;
}

/**
 * Make an SVG element, put it into its parent and return it.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {Element} [parent]
 * @param {string} [text]
 */
export function draw(tag, attributes = {}, parent = undefined, text = "") {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  if (text) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

/**
 * Define slanted lines to fill an area with, so that it stands out without its colour.
 * The style sheet gives `.pp-hatch` its stroke.
 * @param {SVGElement} svg
 * @returns {string} the pattern's id
 */
export function hatching(svg) {
  const id = `pp-hatch-${Math.random().toString(36).slice(2)}`;
  const slanted = { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const pattern = draw("pattern", slanted, draw("defs", {}, svg));
  draw("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "pp-hatch" }, pattern);
  return id;
}

/**
 * A linear scale from data to pixels, with its inverse.
 * @param {[number, number]} domain
 * @param {[number, number]} range
 */
export function linear([low, high], [from, to]) {
  const slope = (to - from) / (high - low);
  const scale = (value) => from + (value - low) * slope;
  scale.invert = (pixel) => low + (pixel - from) / slope;
  return scale;
}

/**
 * The round step (1, 2 or 5 times a power of ten) that cuts a span into about `count` pieces.
 * @param {number} span
 * @param {number} count
 */
export function roundStep(span, count) {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999);
  return factor * power;
}

/**
 * Round numbers inside a domain.
 * @param {[number, number]} domain
 * @param {number} count about how many
 * @returns {number[]}
 */
export function ticks([low, high], count) {
  const step = roundStep(high - low, count);
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i += 1) {
    values.push(Number((i * step).toPrecision(12)));
  }
  return values;
}

/**
 * A domain that holds all values, ends on round numbers and is never empty.
 * @param {number[]} values
 * @param {number} count
 * @returns {[number, number]}
 */
export function roundDomain(values, count = 5) {
  let [low, high] = extremes(values);
  if (low === high) [low, high] = [low - 1, high + 1];
  const step = roundStep(high - low, count);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** A path through points. @param {[number, number][]} points */
export function path(points) {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
