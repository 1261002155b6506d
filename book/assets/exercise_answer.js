/**
 * Whether an answer to an exercise is right, told as `twowaves.check` tells it: the answer becomes a
 * text, and its slow, salted hash is looked up among those of the right answer and of typical wrong ones.
 */

import { readNumber } from "./number_answer.js";

/**
 * @typedef {"number" | "whole" | "word" | "words"} Kind
 * @typedef {Object} Key what the page knows of an exercise
 * @property {Kind} kind
 * @property {number} decimals
 * @property {string[]} choices which words there are to choose from; none if they are typed
 * @property {string} hint what is said to an answer that nobody foresaw
 * @property {string[]} right hashes
 * @property {Record<string, string>} wrong what to say, under the hash of a typical wrong answer
 * @property {string} salt in hexadecimal digits
 * @property {number} rounds
 * @property {{figure: string, wrong: Record<string, string>, within: number}} [own] where people of one's own
 *   count: which of their figures is right, and what to say of those that are not
 *
 * @typedef {{text: string, note: string}} Given an answer as the text that counts
 * @typedef {import("./answer_form.js").Unanswered} Unanswered
 */

/** Whether this browser makes such hashes here: it does on https and on one's own machine. */
export const canJudge = () => Boolean(globalThis.crypto?.subtle);

/**
 * An answer as the text that is compared, as in `twowaves.classroom.given`.
 * @param {string[]} given what was typed, or what was chosen
 * @param {Pick<Key, "kind" | "decimals">} key
 * @returns {Given | Unanswered}
 */
export function answerText(given, { kind, decimals }) {
  if (kind === "number" || kind === "whole") return numberText(given[0], kind, decimals);
  const words = [...new Set(given.map(plainWord).filter(Boolean))].sort();
  return words.length ? { text: words.join("; "), note: "" } : { problem: "Answer first." };
}

/**
 * @param {string} typed
 * @param {Kind} kind
 * @param {number} decimals
 * @returns {Given | Unanswered}
 */
function numberText(typed, kind, decimals) {
  const read = readNumber(typed);
  if ("problem" in read) return read;
  if (kind === "whole" && !Number.isInteger(read.value))
    return { problem: "That has decimals.", more: "This exercise asks for a whole number." };
  return { text: rounded(read.digits, kind === "whole" ? 0 : decimals), note: read.note };
}

/**
 * Digits rounded to so many decimals, halves to the even digit, as Python does it.
 * @param {string} digits with a point, if any, and a sign, if any
 * @param {number} decimals
 */
export function rounded(digits, decimals) {
  const [, sign, whole, behind = ""] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(digits);
  const kept = BigInt(`0${whole}${behind.slice(0, decimals).padEnd(decimals, "0")}`);
  const rest = behind.slice(decimals);
  const half = `5${"0".repeat(Math.max(0, rest.length - 1))}`;
  const up = rest > half || (rest === half && kept % 2n === 1n);
  const units = kept + (up ? 1n : 0n);
  const text = `${units}`.padStart(decimals + 1, "0");
  const point = text.length - decimals;
  const shown = decimals ? `${text.slice(0, point)}.${text.slice(point)}` : text;
  return sign === "-" && units ? `-${shown}` : shown;
}

/**
 * A word without what people write now one way, now another.
 * @param {string} text
 */
function plainWord(text) {
  const word = text.normalize("NFKC").toLowerCase().trim().replace(/\s+/g, " ");
  let end = word.length;
  while (word[end - 1] === ".") end -= 1;
  return word.slice(0, end);
}

/**
 * What there is to say of an answer's text.
 * @param {string} text
 * @param {Key} key
 * @returns {Promise<{right: boolean, hint: string}>}
 */
export async function judged(text, key) {
  const code = await hashed(text, key);
  const right = key.right.includes(code);
  return { right, hint: right ? "" : (key.wrong[code] ?? key.hint) };
}

/**
 * The same for people of one's own, whose figures are known, as `twowaves.check` does with a name.
 * @param {string} text
 * @param {Key} key
 * @param {Record<string, number>} figures
 */
export function judgedByFigures(text, { own, decimals, hint }, figures) {
  const textOf = (/** @type {string} */ figure) => roundedNumber(figureOf(figure, figures), decimals);
  const truth = textOf(own.figure);
  const units = (/** @type {string} */ each) => BigInt(each.replace(".", ""));
  const off = units(text) - units(truth);
  if (off <= BigInt(own.within) && -off <= BigInt(own.within)) return { right: true, hint: "" };
  const slip = Object.keys(own.wrong).findLast((figure) => textOf(figure) === text);
  const short = decimals && `${rounded(truth, decimals - 1)}${decimals === 1 ? ".0" : "0"}`;
  const tooShort = text === short ? `That has too few decimals; give ${decimals}.` : undefined;
  return { right: false, hint: own.wrong[slip] ?? tooShort ?? hint };
}

/**
 * A figure by its name: r, -mean_change, pvalue / 2.
 * @param {string} name
 * @param {Record<string, number>} figures
 */
function figureOf(name, figures) {
  const [, sign, figure, half] = /^(-?)(\w+)( \/ 2)?$/.exec(name);
  return (figures[figure] * (sign ? -1 : 1)) / (half ? 2 : 1);
}

/**
 * @param {number} x
 * @param {number} decimals
 */
function roundedNumber(x, decimals) {
  const digits = `${x}`;
  return rounded(digits.includes("e") ? x.toFixed(20) : digits, decimals);
}

/**
 * PBKDF2 with HMAC-SHA-256, as `twowaves.classroom.keys` makes it.
 * @param {string} text
 * @param {Pick<Key, "salt" | "rounds">} key
 */
export async function hashed(text, { salt, rounds }) {
  const password = await crypto.subtle.importKey("raw", new TextEncoder().encode(text), "PBKDF2", false, [
    "deriveBits",
  ]);
  const bytes = Uint8Array.from(salt.match(/../g), (pair) => Number.parseInt(pair, 16));
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes, iterations: rounds };
  const code = new Uint8Array(await crypto.subtle.deriveBits(how, password, 128));
  return [...code].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
