/**
 * Two columns pasted from a spreadsheet: every line that cannot be read is named, the others are used.
 */

import { button, fold, keepKeys, labelled, make, note } from "../kit/controls.js";
import { whyTooLong } from "../kit/pasted.js";
import { readNumber } from "../kit/read_number.js";

const FEW = 6;
const MOST_LISTED = 1000;

/**
 * The part of a figure where a reader pastes numbers.
 * @param {Element} parent
 * @param {number} most how many people the figure takes
 * @param {(pairs: {pre: number[], post: number[]}, notUsed: string) => void} use
 * @param {(problem: string) => void} refuse
 */
export function pastePanel(parent, most, use, refuse) {
  const part = fold(parent, "Use your own numbers");
  const label = "Paste two columns, before and after, one person a line";
  const input = labelled(part, label, "textarea", { rows: "5", spellcheck: "false" });
  const show = (problems, limit = "") => {
    const rest = problems.length - MOST_LISTED;
    const listed = [...problems.slice(0, MOST_LISTED), rest > 0 ? `and ${rest} more` : "", limit].filter(Boolean);
    list.hidden = listed.length === 0;
    list.replaceChildren(...listed.map((problem) => make("li", {}, undefined, problem)));
  };
  button(part, "Use these numbers", () => {
    const tooLong = whyTooLong(input.value);
    if (tooLong) {
      show([]);
      refuse(tooLong);
      return;
    }
    const { pre, post, problems } = parsePairs(input.value);
    const limit =
      pre.length > most
        ? `the ${pre.length - most} good lines after the first ${most}: this figure draws ${most} people at the most`
        : "";
    use({ pre: pre.slice(0, most), post: post.slice(0, most) }, notUsed(problems, limit));
    show(problems, limit);
  });
  note(
    part,
    "They stay in this page. With a tab or semicolon between the columns a comma is a decimal comma; otherwise a comma separates.",
  );
  // a long list scrolls, so the keyboard must be able to reach it
  const list = keepKeys(
    make("ul", { class: "pp-problems", tabindex: "0", "aria-label": "Lines not used", hidden: "" }, part),
  );
  return { /** Other people are shown: what was said of the paste no longer holds. */ reset: () => show([]) };
}

/** A sentence short enough to listen to: the first problems, how many more there are, and the limit. */
function notUsed(problems, limit) {
  const few = problems.length <= FEW;
  const named = few
    ? problems
    : [...problems.slice(0, FEW - 1), `${problems.length - FEW + 1} more bad lines, listed below`];
  const parts = limit ? [...named, limit] : named;
  return parts.length ? ` Not used: ${parts.join("; ")}.` : "";
}

/**
 * The cells of one pasted line.
 * A tab or semicolon separates and leaves the comma for decimals; else a comma separates; else blanks.
 * @param {string} line
 * @returns {{cells: string[], decimalComma: boolean}}
 */
function cellsOf(line) {
  const strong = line.includes("\t") ? "\t" : line.includes(";") ? ";" : "";
  if (strong) return { cells: line.split(strong), decimalComma: true };
  const cells = line.includes(",") ? line.split(",") : line.trim().split(/\s+/);
  return { cells, decimalComma: false };
}

const NAMED = "3 values where two are expected, before and after";

/**
 * What is wrong with one pasted line, or nothing.
 * @param {string[]} cells
 * @param {number[]} numbers
 * @returns {string}
 */
function fault(cells, numbers) {
  if (cells.length === 3) return NAMED;
  if (cells.length !== 2) {
    const count = cells.length === 1 ? "one value" : `${cells.length} values`;
    return `${count} where two are expected, before and after`;
  }
  const bad = numbers.findIndex((number) => !Number.isFinite(number));
  if (bad < 0) return "";
  const cell = cells[bad].trim().slice(0, 30);
  return cell ? `“${cell}” cannot be read as one number` : "a value is missing";
}

/**
 * Two columns pasted from a spreadsheet: the good lines as pairs, the others by number and reason.
 * @param {string} text
 * @returns {import("./sample.js").Sample & {problems: string[]}}
 */
export function parsePairs(text) {
  const pre = [];
  const post = [];
  const problems = [];
  text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .forEach((line, i) => {
      if (!line.trim()) return;
      const { cells, decimalComma } = cellsOf(line);
      const numbers = cells.map((cell) => readNumber(cell, decimalComma));
      const reason = fault(cells, numbers);
      if (reason) {
        problems.push(`line ${i + 1}: ${reason}`);
      } else {
        pre.push(numbers[0]);
        post.push(numbers[1]);
      }
    });
  // where a comma may be a decimal one, three values may be two
  const isNamed = /[\t;]/.test(text) && problems.length > 1 && problems.every((each) => each.endsWith(NAMED));
  return { pre, post, problems: isNamed && !pre.length ? [`${NAMED}; leave out the column that says who`] : problems };
}
