/**
 * What a field of a link has: a number where it is one, and otherwise the very text, so that
 * whoever refuses it can say what it is.
 */

import { readNumber } from "./read_number.js";
import { quoted } from "./words.js";

/** The number that a text is, or the text itself. @param {string} text @returns {any} */
export function numberOrText(text) {
  const number = readNumber(text);
  return Number.isFinite(number) ? number : text;
}

/**
 * The numbers that a field lists; throws a sentence that says which is none.
 * @param {URLSearchParams} fields
 * @param {string} name
 * @returns {number[]}
 */
export function numbersIn(fields, name) {
  const texts = (fields.get(name) || null)?.split(",") ?? [];
  const numbers = texts.map(numberOrText);
  const bad = numbers.findIndex((number) => typeof number === "string");
  if (bad < 0) return numbers;
  throw new Error(
    `number ${bad + 1} of its ${quoted(name)} is ${quoted(texts[bad])}; it takes numbers with commas between them, such as 2,3.5`,
  );
}
