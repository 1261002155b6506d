/**
 * Where a whole table comes in: a box to paste it into, and a file.
 */

import { textOf } from "../../_base/files.js";
import { button, fold, labelled, note } from "../kit/controls.js";
import { FileDoor, GOES, STAYS } from "../kit/file_door.js";
import { whyTooLong } from "../kit/pasted.js";

const LABEL = "A table as it was printed, or sentences with their statistics";
const SHAPES =
  "Copied from a paper, a PDF, Word, Excel or a page, or as CSV or Markdown: with the names of its columns, " +
  "however many lines these take. Cells without names go into the columns below, in their order.";
const SAVE_AS = "copy the table out of it, or save it as text in UTF-8";

/**
 * @typedef {object} Hand what becomes of a text
 * @property {(text: string, html: string) => void} bringIn
 * @property {(problem: string) => void} refuse in a sentence
 */

/**
 * @param {HTMLElement} root of the figure
 * @param {boolean} isPage a published page, not a notebook
 * @param {Hand} hand
 */
export function buildIntake(root, isPage, hand) {
  const part = fold(root, "Bring in your own table");
  const bringIn = (text, html = "") => {
    const tooLong = whyTooLong(text);
    if (tooLong) hand.refuse(tooLong);
    else hand.bringIn(text, html);
  };
  const input = labelled(part, LABEL, "textarea", { rows: "6", spellcheck: "false" });
  const copied = { text: "", html: "" }; // of what was pasted last, which in HTML has its merged cells
  input.addEventListener("paste", ({ clipboardData }) => {
    Object.assign(copied, { text: clipboardData.getData("text/plain"), html: clipboardData.getData("text/html") });
  });
  button(part, "Use this table", () => {
    const text = input.value;
    bringIn(text, withoutBlanks(text) === withoutBlanks(copied.text) ? copied.html : "");
  });
  note(part, SHAPES);
  const door = new FileDoor(root, part, {
    label: "Or a file of it, here or dropped anywhere on this figure",
    accept: ".csv,.tsv,.txt,.md,.html,.htm,text/*",
    promise: isPage ? STAYS : GOES,
    onFile: async (file) => {
      try {
        bringIn(textOf(new Uint8Array(await file.arrayBuffer()), file.name, SAVE_AS));
      } catch (error) {
        hand.refuse(`${error.message}.`);
      }
    },
    onMany: (count) => hand.refuse(`${count} files were dropped; the figure takes one, with one table in it.`),
  });
  return door;
}

function withoutBlanks(text) {
  return text.replace(/\s+/gu, "");
}
