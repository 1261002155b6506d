/**
 * Numbers as Python writes them: rounded at their exact value, from the middle to the even digit.
 */

import { exactly, nearest } from "./fraction.js";

const MINUS = "\u2212";

/**
 * A number with so many decimals and a true minus sign: −3.13. As Python's `:z.2f`.
 * @param {number} x
 * @param {number} decimals
 */
export function fixed(x, decimals) {
  if (!Number.isFinite(x)) return x < 0 ? `${MINUS}∞` : "∞";
  const { p, q } = exactly(Math.abs(x));
  const units = nearest({ p: p * 10n ** BigInt(decimals), q });
  return `${x < 0 && units ? MINUS : ""}${withPoint(units, decimals)}`;
}

/**
 * A number in six digits at the most, without trailing zeros. As Python's `:g`.
 * @param {number} x
 */
export function general(x) {
  if (x === 0) return "0";
  const { p, q } = exactly(Math.abs(x));
  let exponent = Math.floor(Math.log10(Math.abs(x)));
  let digits = sixDigits({ p, q }, exponent);
  // the logarithm may be a hair off, and rounding may carry over
  if (digits.length > 6) digits = sixDigits({ p, q }, (exponent += 1));
  if (digits.length < 6) digits = sixDigits({ p, q }, (exponent -= 1));
  const sign = x < 0 ? "-" : "";
  if (exponent >= -4 && exponent < 6) return `${sign}${trimmed(withPoint(BigInt(digits), 5 - exponent))}`;
  const power = `${Math.abs(exponent)}`.padStart(2, "0");
  return `${sign}${trimmed(`${digits[0]}.${digits.slice(1)}`)}e${exponent < 0 ? "-" : "+"}${power}`;
}

/**
 * A decimal number, which may be exact where no float is. As Python's `str` of a Decimal.
 * @param {bigint} units not negative
 * @param {number} decimals
 */
export function decimal(units, decimals) {
  const digits = `${units}`;
  const exponent = digits.length - 1 - decimals;
  if (exponent >= -6) return withPoint(units, decimals);
  return `${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}E${exponent}`;
}

/**
 * A whole number of the last decimal's units with the point put in.
 * @param {bigint} units not negative
 * @param {number} decimals
 */
export function withPoint(units, decimals) {
  if (!decimals) return `${units}`;
  const digits = `${units}`.padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function sixDigits({ p, q }, exponent) {
  const shift = 5 - exponent;
  const scaled = shift >= 0 ? { p: p * 10n ** BigInt(shift), q } : { p, q: q * 10n ** BigInt(-shift) };
  return `${nearest(scaled)}`;
}

function trimmed(text) {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text[end - 1] === "0") end -= 1;
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}
