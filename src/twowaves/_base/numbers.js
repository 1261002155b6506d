/**
 * Numbers as a reader sees them: one value has one text, here and in `twowaves._base.numbers`.
 *
 * A number is rounded half away from zero at its exact value, has a true minus sign (U+2212), and
 * none before a zero. Files for machines (CSV) hold the language's own numbers, with ASCII hyphens.
 */

import { exactly } from "./fraction.js";

const MINUS = "\u2212";
const MOST_DECIMALS = 20; // with more, a number is told by a power of ten

/** A number with so many decimals: −3.13. @param {number} x @param {number} decimals */
export function fixed(x, decimals) {
  if (!Number.isFinite(x)) return withoutDigits(x);
  if (decimals > MOST_DECIMALS) return signed(x, Math.abs(x).toExponential(3));
  return signed(x, rounded(x, decimals));
}

/** A number below 1 as papers print it, without the zero before the point: −.07. */
export function bare(x, decimals) {
  return withoutZero(fixed(x, decimals));
}

/** A number in six digits at the most, without zeros at its end: −2, 1.23457e+6. @param {number} x */
export function general(x) {
  if (!Number.isFinite(x)) return withoutDigits(x);
  const [digits, power] = Math.abs(x).toExponential(5).split("e");
  const exponent = Number(power);
  if (exponent > -5 && exponent < 6) return signed(x, trimmed(rounded(x, 5 - exponent)));
  return signed(x, `${trimmed(digits)}e${power}`);
}

/** A number in the fewest digits that tell it from every other: −0.5. @param {number} x */
export function shortest(x) {
  return Number.isFinite(x) ? signed(x, `${Math.abs(x)}`) : withoutDigits(x);
}

/** α as papers print it, without the zero before the point: .05. @param {number} alpha */
export function level(alpha) {
  return withoutZero(general(alpha));
}

/** A share in percent: 95 %. @param {number} share */
export function percent(share) {
  return `${general(100 * share)} %`;
}

/** A whole number: −38. @param {number | bigint} number */
export function whole(number) {
  return `${number}`.replace("-", MINUS);
}

/** A whole number with a comma between its thousands: 12,345. @param {number} number */
export function grouped(number) {
  return number.toLocaleString("en").replace("-", MINUS);
}

/** Two ends as one phrase, or the one number that both show. @param {string} low @param {string} high */
export function span(low, high) {
  return low === high ? low : `${low} to ${high}`;
}

/** A printed number as a keyboard types it, for a field and for a file. @param {string} text */
export function typed(text) {
  return text.replaceAll(MINUS, "-");
}

/** The two limits of an interval: −1.04 to 0.33. */
export function interval(low, high, decimals) {
  return `${fixed(low, decimals)} to ${fixed(high, decimals)}`;
}

/**
 * p with so many decimals, and with more where it takes more to tell it from a level: what is
 * printed lies on the same side of each level as p does.
 * @param {number} p
 * @param {number[]} levels
 * @param {number} decimals
 */
export function toldApart(p, levels, decimals) {
  if (Number.isNaN(p)) return withoutDigits(p);
  const inside = levels.filter(isInside);
  for (let digits = decimals; ; digits += 1) {
    const text = rounded(p, digits);
    if (lieAlike(Number(text), p, inside)) return withoutZero(text);
  }
}

/**
 * A p value as papers print it, with as many decimals as tell it from each level, or the bound
 * beyond which there are no digits to tell: .046, < .001, > .999.
 * @param {number} p from 0 to 1
 * @param {number[]} levels what p is compared with beside its text, above all α; those not between 0 and 1 tell nothing
 * @param {number} decimals as many at the least
 */
export function printedP(p, levels, decimals = 3) {
  if (Number.isNaN(p)) return withoutDigits(p);
  const inside = levels.filter(isInside);
  for (let digits = decimals; ; digits += 1) {
    const text = withDecimals(p, inside, digits);
    if (text) return text;
  }
}

/** The same as a part of a sentence: p = .046, p < .001. */
export function pIs(p, levels, decimals = 3) {
  const text = printedP(p, levels, decimals);
  return /^[<>]/.test(text) ? `p ${text}` : `p = ${text}`;
}

/**
 * A p value with four decimals or more, a smaller one with a power of ten: .0200, 1.23e−5.
 * @param {number} p
 * @param {number[]} levels
 */
export function sizedP(p, levels) {
  if (!(p < 0.0001)) return toldApart(p, levels, 4);
  const inside = levels.filter(isInside);
  for (let digits = 2; ; digits += 1) {
    const text = p.toExponential(digits);
    if (lieAlike(Number(text), p, inside)) return text.replace("-", MINUS);
  }
}

/** p with so many decimals, or a bound; nothing where they do not tell it from a level. */
function withDecimals(p, levels, decimals) {
  const text = rounded(p, decimals);
  const least = `${"0.".padEnd(decimals + 1, "0")}1`;
  const most = `0.${"9".repeat(decimals)}`;
  if (p < Number(least)) return levels.every((alpha) => Number(least) <= alpha) ? `< ${withoutZero(least)}` : "";
  if (Number(text) === 1) return levels.every((alpha) => alpha <= Number(most)) ? `> ${withoutZero(most)}` : "";
  return lieAlike(Number(text), p, levels) ? withoutZero(text) : "";
}

/** Does a printed p lie on p's side of each level, or on the level where p does? */
function lieAlike(shown, p, levels) {
  return levels.every((alpha) => shown < alpha === p < alpha && shown > alpha === p > alpha);
}

/** Can p lie on either side of it? */
function isInside(alpha) {
  return alpha > 0 && alpha < 1;
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

/** The size of a number with so many decimals; `toFixed` is exact as far as it goes, and rounds up a half. */
function rounded(x, decimals) {
  const size = Math.abs(x);
  if (size < 1e21 && decimals <= 100) return size.toFixed(decimals);
  const { p, q } = exactly(size);
  return withPoint((2n * p * 10n ** BigInt(decimals) + q) / (2n * q), decimals);
}

/** The text of a size with the sign of the number, unless it shows a zero. */
function signed(x, size) {
  const showsZero = /^[0.]*(?:e|$)/.test(size);
  return `${x < 0 && !showsZero ? MINUS : ""}${size.replace("-", MINUS)}`;
}

function withoutDigits(x) {
  if (Number.isNaN(x)) return "not defined";
  return x < 0 ? `${MINUS}∞` : "∞";
}

/** The text of a number without the zero before its point. */
function withoutZero(text) {
  return text.replace(/^(\u2212?)0\./, "$1.");
}

function trimmed(text) {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text[end - 1] === "0") end -= 1;
  return text.slice(0, text[end - 1] === "." ? end - 1 : end);
}
