/**
 * What a class's file comes to, in lists and a paragraph.
 */

import { freshId, keepKeys, make } from "./controls.js";

const FEW = 100;
const MOST_LETTERS = 10_000;

/**
 * Lists of what is amiss: impossible answers, people left out, outcomes without a test.
 * @param {HTMLElement} box
 * @param {[string, string[], number?][]} lists each under its title, and how long it is if not all is there; an empty one is left out
 */
export function showLists(box, lists) {
  box.replaceChildren();
  for (const [title, lines, count] of lists) if (lines.length) list(box, title, lines, count ?? lines.length);
}

function list(box, title, lines, count) {
  const id = freshId();
  make("p", { id, class: "pp-class-head" }, box, title);
  const items = keepKeys(make("ul", { class: "pp-problems", tabindex: "0", "aria-labelledby": id }, box));
  for (const line of lines.slice(0, FEW)) make("li", {}, items, line);
  if (count > FEW) make("li", {}, items, `and ${count - FEW} more`);
}

/** As much of a paragraph as can be shown: of thousands of people the names are too many. @param {string} paragraph */
export function beginning(paragraph) {
  const rest = paragraph.length - MOST_LETTERS;
  return rest > 0 ? `${paragraph.slice(0, MOST_LETTERS)} … and ${rest} letters more, which a copy has.` : paragraph;
}
