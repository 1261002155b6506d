/**
 * A number as printed: its text, its decimals, and the interval it may have been rounded from.
 *
 * The rules are those of `twowaves.printed.number`, white space included.
 */

import { stripped } from "../_base/words.js";

/** @import { Fraction } from "../_base/fraction.js" */
/** @typedef {{low: Fraction | null, high: Fraction | null, closedLow: boolean, closedHigh: boolean}} Interval an end is null where there is none */
/** @typedef {{text: string, value: Fraction, decimals: number, relation: "=" | "<" | ">"}} Printed */

const NUMBER = /^([+\-\u2212]?)([0-9]+(?:\.[0-9]+)?|\.[0-9]+)$/;

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

/** @typedef {"nearest" | "truncate" | "up" | "twice" | "either"} Rounding */

/**
 * The true values that may have been printed so. A tie may have been rounded either way.
 * @param {Printed} printed
 * @param {Rounding} rounding
 * @returns {Interval}
 */
export function intervalOf({ value, relation }, rounding = "nearest") {
  if (relation === "<") return { low: null, high: value, closedLow: false, closedHigh: false };
  if (relation === ">") return { low: value, high: null, closedLow: false, closedHigh: false };
  return ROUNDINGS[rounding](value);
}

/** From how far below the value to how far above it, in hundredths of its last digit. */
function around({ p, q }, below, above, closedLow = true, closedHigh = true) {
  const end = (hundredths) => ({ p: 100n * p + hundredths, q: 100n * q });
  return { low: end(-below), high: end(above), closedLow, closedHigh };
}

/** @type {Record<Rounding, (value: Fraction) => Interval>} */
const ROUNDINGS = {
  nearest: ({ p, q }) => ({
    low: { p: 2n * p - 1n, q: 2n * q },
    high: { p: 2n * p + 1n, q: 2n * q },
    closedLow: true,
    closedHigh: true,
  }),
  // digits were cut off, towards zero; a zero may have lost them on both sides
  truncate: (value) => {
    const { p, q } = value;
    const low = p > 0n ? value : { p: p - 1n, q };
    const high = p < 0n ? value : { p: p + 1n, q };
    return { low, high, closedLow: p > 0n, closedHigh: p < 0n };
  },
  // away from zero; only zero itself gives zero
  up: (value) => around(value, value.p > 0n ? 100n : 0n, value.p < 0n ? 100n : 0n, value.p <= 0n, value.p >= 0n),
  twice: (value) => around(value, 55n, 55n),
  either: (value) => {
    const [below, above] = [value.p > 0n ? 50n : 100n, value.p < 0n ? 50n : 100n];
    return around(value, below, above, value.p > 0n, value.p < 0n);
  },
};

/** One step of the last printed digit. @param {Printed} printed */
export function unitOf({ decimals }) {
  return Number(`1e-${decimals}`);
}
