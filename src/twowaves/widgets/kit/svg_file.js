/**
 * A drawing as a file of its own: what a figure imports when somebody asks for it.
 */

import { draw, set, SVG } from "./drawing.js";

const LINE = 15; // pixels from a line of text to the next
const KEPT = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "fill-opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
  "paint-order",
];

/**
 * The drawing as a file of its own: styles written into it, a background, a title, no controls.
 * @param {SVGSVGElement} svg
 * @param {string} title
 * @param {string[]} lines to stand below it: what it shows, where it is from
 */
export function standaloneSvg(svg, title, lines = []) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const live = svg.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, i) => {
    const style = getComputedStyle(live[i]);
    if (style.display === "none" || live[i].classList.contains("pp-hit")) {
      element.setAttribute("data-drop", "");
      return;
    }
    for (const name of KEPT) element.setAttribute(name, style.getPropertyValue(name));
    for (const name of [...element.getAttributeNames()]) {
      if (/^(aria-|data-|role|tabindex|class)/.test(name)) element.removeAttribute(name);
    }
  });
  copy.querySelectorAll("[data-drop]").forEach((element) => element.remove());
  for (const name of [...copy.getAttributeNames()]) {
    if (!["viewBox", "width", "height"].includes(name)) copy.removeAttribute(name);
  }
  const { width, height: drawn } = svg.viewBox.baseVal;
  const height = drawn + LINE * lines.length + (lines.length && 6);
  set(copy, { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  const { fill } = getComputedStyle(svg.querySelector("text"));
  lines.forEach((line, i) => {
    const place = { x: 4, y: drawn + LINE * (i + 1), "font-size": 11, "font-family": "system-ui, sans-serif" };
    draw("text", { ...place, fill }, copy, line);
  });
  const paper = draw("rect", { width, height, fill: getComputedStyle(svg).backgroundColor });
  copy.prepend(draw("title", {}, undefined, title), paper);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
