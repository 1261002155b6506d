/**
 * A number that somebody typed, read openly: what cannot be read in one way only is not guessed.
 */

const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const COMMA = /^([+-]?)(\d*),(\d+)$/;
const MOST_LETTERS = 400;
const MOST_QUOTED = 16; // single letters with blanks between them are eight words
const TAKEN = "Write digits, with a point for decimals, such as 12, 0.5 or \u22123.";

/**
 * @typedef {{value: number, digits: string, note: string}} Read what it is, the same with a point, and
 *   how it was read if that is not plain
 * @typedef {{problem: string, more?: string}} Unread why it was not read, in a few words, and what would be
 */

/**
 * Reads a number with a point, or with a comma that can only stand for the point.
 * The question's own unit may follow it.
 * @param {string} typed
 * @param {string} unit
 * @returns {Read | Unread}
 */
export function readNumber(typed, unit = "") {
  const text = withoutUnit(typed.trim(), unit).replace("\u2212", "-");
  if (!text) return { problem: "Type a number first." };
  if (text.length > MOST_LETTERS)
    return {
      problem: `${quoted(typed)} was not read.`,
      more: `It has ${text.length} letters, and an answer has ${MOST_LETTERS} at the most.`,
    };
  if (PLAIN.test(text)) return { value: Number(text), digits: text, note: "" };
  const [, sign, whole, decimals] = COMMA.exec(text) ?? [];
  if (decimals === undefined) return { problem: `${quoted(typed)} was not read.`, more: hint(text) };
  if (decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) {
    const size = `${sign.replace("-", "\u2212")}${whole}`;
    return {
      problem: `${quoted(typed)} may be ${size}.${decimals} or ${size}${decimals}.`,
      more: "Write it as one of these.",
    };
  }
  const read = `${sign}${whole || "0"}.${decimals}`;
  return { value: Number(read), digits: read, note: `Read as ${read.replace("-", "\u2212")}. ` };
}

/**
 * Which of some numbers this one is, or -1. Decimals have no exact binary form: hence the hair more.
 * @param {number} value
 * @param {number[]} numbers
 * @param {number} within
 */
export function placeOf(value, numbers, within) {
  return numbers.findIndex((number) => Math.abs(value - number) <= within + 1e-9 * Math.max(1, Math.abs(number)));
}

/**
 * @param {string} text
 * @param {string} unit
 */
function withoutUnit(text, unit) {
  return unit && text.endsWith(unit) ? text.slice(0, -unit.length).trim() : text;
}

/** @param {string} text */
function hint(text) {
  return text.endsWith("%") ? "Write a share as a decimal: 0.25 for 25 %." : TAKEN;
}

/** @param {string} typed */
function quoted(typed) {
  const text = typed.trim();
  const shown = text.length > MOST_QUOTED ? `${text.slice(0, MOST_QUOTED)}\u2026` : text;
  return `\u201c${shown}\u201d`;
}
