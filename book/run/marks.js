/** The line above an output that says whose it is: the book's, or made here, and by which text. */

import { element } from "./elements.js";

/**
 * @typedef {object} Marked
 * @property {HTMLElement} stored what the book shows
 * @property {HTMLElement} fresh what was made here
 * @property {HTMLElement} mark
 * @property {() => string} source what would run now
 * @property {string} made the text that what is shown was made by
 */

/** @param {HTMLElement} output what the line stands above */
export function addMark(output) {
  const mark = element("p", "run-mark");
  output.before(mark);
  return mark;
}

/** Say whose output is shown. @param {Marked} cell */
export function tellWhose({ stored, fresh, mark, source, made }) {
  const isHere = !fresh.hidden;
  const isStale = source() !== made;
  const whose = isHere ? "Made here" : "The book’s output";
  mark.textContent = isStale ? `${whose}; the code is edited since, and not yet run` : whose;
  mark.toggleAttribute("data-stale", isStale);
  mark.hidden = !isStale && !(isHere ? fresh : stored).childElementCount;
}
