/**
 * Where a whole table comes in: a box to paste it into, and a file.
 */

import { button, fold, labelled, note } from "../kit/controls.js";
import { FileDoor, GOES, STAYS } from "../kit/file_door.js";

const LABEL = "A table as it was printed, or sentences with their statistics";
const SHAPES =
  "Copied from a paper, a PDF, Word, Excel or a page, or as CSV or Markdown: with the names of its columns, " +
  "however many lines these take. Cells without names go into the columns below, in their order.";

/** @import { Given } from "./reading_panel.js" */
/**
 * @typedef {object} Hand what becomes of it
 * @property {(given: Given) => void} bringIn
 * @property {(problem: string) => void} refuse in a sentence
 */

/**
 * @param {HTMLElement} root of the figure
 * @param {boolean} isPage a published page, not a notebook
 * @param {Hand} hand
 */
export function buildIntake(root, isPage, hand) {
  const part = fold(root, "Bring in your own table");
  const input = labelled(part, LABEL, "textarea", { rows: "6", spellcheck: "false" });
  const copied = { text: "", html: "" }; // of what was pasted last, which in HTML has its merged cells
  input.addEventListener("paste", ({ clipboardData }) => {
    Object.assign(copied, { text: clipboardData.getData("text/plain"), html: clipboardData.getData("text/html") });
  });
  button(part, "Use this table", () => {
    const text = input.value;
    hand.bringIn({ text, html: withoutBlanks(text) === withoutBlanks(copied.text) ? copied.html : "" });
  });
  note(part, SHAPES);
  new FileDoor(root, part, {
    label: "Or a file of it, here or dropped anywhere on this figure",
    accept: ".csv,.tsv,.txt,.md,.html,.htm,text/*",
    promise: isPage ? STAYS : GOES,
    onFile: (file) => hand.bringIn({ file }),
    onMany: (count) => hand.refuse(`${count} files were dropped; the figure takes one, with one table in it.`),
  });
}

function withoutBlanks(text) {
  return text.replace(/\s+/gu, "");
}
