/**
 * A number as printed: its text, its decimals, and the interval it may have been rounded from.
 *
 * The rules are those of `prepost.printed`, white space included.
 */

/** @import { Fraction } from "./fraction.js" */
/** @typedef {{low: Fraction | null, high: Fraction | null, closedLow: boolean, closedHigh: boolean}} Interval an end is null where there is none */
/** @typedef {{text: string, value: Fraction, decimals: number, relation: "=" | "<" | ">"}} Printed */

// Python's white space, which is not quite that of `trim` and `\s`
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const NUMBER = /^([+\-\u2212]?)([0-9]+(?:\.[0-9]+)?|\.[0-9]+)$/;

/**
 * The text without the white space around it. A pattern that ends in the end of the text would
 * look at every blank again for each one before it.
 * @param {string} text
 */
export function stripped(text) {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text[start])) start += 1;
  while (end > start && BLANK.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The text with one blank wherever there is white space. @param {string} text */
export function oneLine(text) {
  return text.replace(BLANKS, " ");
}

/** The number that a text prints, or null. @param {string} text @returns {Printed | null} */
export function parsePrinted(text) {
  const plain = stripped(text);
  const relation = /^[=<>]/.exec(plain)?.[0] ?? "";
  const match = NUMBER.exec(stripped(plain.slice(relation.length)));
  if (!match) return null;
  const [, sign, digits] = match;
  const [whole, rest = ""] = digits.split(".");
  const size = BigInt(whole + rest);
  const value = { p: sign && sign !== "+" ? -size : size, q: 10n ** BigInt(rest.length) };
  return { text: plain, value, decimals: rest.length, relation: /** @type {any} */ (relation || "=") };
}

/**
 * The true values that may have been printed so. A tie may have been rounded either way.
 * @param {Printed} printed
 * @param {"nearest" | "truncate"} rounding
 * @returns {Interval}
 */
export function intervalOf({ value, relation }, rounding = "nearest") {
  if (relation === "<") return { low: null, high: value, closedLow: false, closedHigh: false };
  if (relation === ">") return { low: value, high: null, closedLow: false, closedHigh: false };
  const { p, q } = value;
  if (rounding === "nearest") {
    return {
      low: { p: 2n * p - 1n, q: 2n * q },
      high: { p: 2n * p + 1n, q: 2n * q },
      closedLow: true,
      closedHigh: true,
    };
  }
  // digits were cut off, towards zero; a zero may have lost them on both sides
  const low = p > 0n ? value : { p: p - 1n, q };
  const high = p < 0n ? value : { p: p + 1n, q };
  return { low, high, closedLow: p > 0n, closedHigh: p < 0n };
}
