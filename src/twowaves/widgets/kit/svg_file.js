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
 * @param {string[]} lines to stand below it
 */
function standaloneSvg(svg, title, lines) {
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
  const height = drawn + LINE * lines.length + 6;
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

/** Where what is ours is from, and under which licence. */
export const SOURCE = "Compassion, Before and After, CC BY 4.0";
const LETTER = 6; // pixels that one takes in those lines

/**
 * The drawing as a file, with what it shows below it, and where it is from unless a reader brought it.
 * @param {SVGSVGElement} svg
 * @param {string[]} sentences
 * @param {boolean} [isOurs]
 */
export function pictureFile(svg, sentences, isOurs = true) {
  const most = svg.viewBox.baseVal.width / LETTER;
  const lines = [...sentences, ...(isOurs ? [SOURCE] : [])].flatMap((text) => inLines(text, most));
  return standaloneSvg(svg, sentences.join(" "), lines);
}

/** A text in lines of at most so many letters. @param {string} text @param {number} most */
function inLines(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (lines[last].length + word.length < most) lines[last] = `${lines[last]} ${word}`.trim();
    else lines.push(word);
  }
  return lines;
}
