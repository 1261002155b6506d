/**
 * Two columns pasted from a spreadsheet: every line that cannot be read is named, the others are used.
 */

import { button, fold, freshId, keepKeys, make } from "./controls.js";
import { parsePairs } from "./sample.js";

const FEW = 6;

/**
 * The part of a figure where a reader pastes numbers.
 * @param {Element} parent
 * @param {number} most how many people the figure takes
 * @param {(pairs: {pre: number[], post: number[]}, notUsed: string) => void} use
 */
export function pastePanel(parent, most, use) {
  const part = fold(parent, "Use your own numbers");
  const id = freshId();
  make("label", { for: id }, part, "Paste two columns, before and after, one person a line");
  const input = /** @type {HTMLTextAreaElement} */ (
    keepKeys(make("textarea", { id, rows: "5", spellcheck: "false" }, part))
  );
  button(part, "Use these numbers", () => {
    const { pre, post, problems } = parsePairs(input.value);
    if (pre.length > most) {
      problems.push(`lines after the first ${most} good ones: this figure draws ${most} people at the most`);
    }
    list.hidden = problems.length === 0;
    list.replaceChildren(...problems.map((problem) => make("li", {}, undefined, problem)));
    use({ pre: pre.slice(0, most), post: post.slice(0, most) }, notUsed(problems));
  });
  make("p", { class: "pp-note" }, part, "They stay in this page. With a tab or semicolon between the columns a comma is a decimal comma; otherwise a comma separates.");
  // a long list scrolls, so the keyboard must be able to reach it
  const list = keepKeys(make("ul", { class: "pp-problems", tabindex: "0", "aria-label": "Lines not used", hidden: "" }, part));
}

/** A sentence short enough to listen to: the first problems, and how many more there are. */
function notUsed(problems) {
  if (!problems.length) return "";
  if (problems.length <= FEW) return ` Not used: ${problems.join("; ")}.`;
  const named = problems.slice(0, FEW - 1).join("; ");
  return ` Not used: ${named}; and ${problems.length - FEW + 1} more lines, listed below.`;
}
