/**
 * How papers write numbers: their dashes, blanks and commas, brought into one form, as
 * `twowaves.printed.numerals` does. Nothing is rounded here: every decimal stays as it was printed.
 */

import { RULES } from "./reading_rules.js";

export const MISSING = new Set(RULES.missing);

const ASCII = /^[\x00-\x7f]*$/;
// letters, and the one that stands for each of them here
const FORMS = [
  ["\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"],
  ["\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " "],
  ["\u200b\u200c\u200d\u2060\ufeff\u00ad", ""], // nobody sees them
  ["\uff1c\u2264\u2a7d", "<"],
  ["\uff1e\u2265\u2a7e", ">"],
  ["\u2217\u204e\uff0a", "*"],
  ...[..."\uff0e.\uff0c,\uff1d=\uff08(\uff09)\u00d7x".matchAll(/../g)].map(([pair]) => [pair[0], pair[1]]),
  ...Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(0xff10 + digit), `${digit}`]),
];
const FORM_OF = new Map(FORMS.flatMap(([letters, form]) => [...letters].map((letter) => [letter, form])));
const FORM =
  /[\u00a0\u00ad\u00d7\u2002-\u200d\u2010-\u2015\u202f\u204e\u2060\u2212\u2217\u2264\u2265\u2a7d\u2a7e\ufe63\ufeff\uff08-\uff1e]/g;
const THIN = /(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))/g;
const RAISED = /(?<=10)[\u207a\u207b]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}/g;
const RARE = /[\u00a0\u2009\u202f⁰¹²³⁴⁵⁶⁷⁸⁹]/;
const RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹\u207a\u207b";

const POINT = /[0-9]\.[0-9]|(?<![0-9A-Za-z])\.[0-9]/;
// within square brackets a comma stands between two ends
const COMMA = /(?<![0-9.,[])(?:[0-9]{1,12}(?:\.[0-9]{3}){0,4})?,[0-9]{1,9}(?![0-9]|[.,][0-9])/g;
const THOUSANDS = /^[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}$/;
const DOTTED = /(?<=[0-9])\.(?=[0-9]{3}(?:[^0-9]|$))/g;
const DECIMAL_COMMA = /(?<=[0-9]),(?=[0-9])|(?<![0-9]),(?=[0-9])/g;

/** Text with one kind of dash, blank and digit; thin blanks join thousands. @param {string} text */
export function plain(text) {
  if (ASCII.test(text)) return text;
  const joined = RARE.test(text) ? text.replace(THIN, "").replace(RAISED, lowered) : text;
  return joined.replace(FORM, (letter) => FORM_OF.get(letter) ?? letter);
}

function lowered(raised) {
  return `^${raised.replace(/./g, (letter) => "0123456789+-"[RAISED_DIGITS.indexOf(letter)])}`;
}

/**
 * What commas within the numbers of a table stand for.
 * @param {string[]} cells
 * @returns {"decimals" | "thousands" | "either"}
 */
export function commasOf(cells) {
  const text = cells.join("\n");
  const commas = text.match(COMMA) ?? [];
  const odd = commas.filter((each) => !THOUSANDS.test(each));
  if (POINT.test(odd.some((each) => each.includes(".")) ? text.replace(DOTTED, "") : text)) return "thousands";
  if (odd.length) return "decimals";
  return commas.length ? "either" : "thousands";
}

/** The cells that hold a number with a comma. @param {string[]} cells */
export function withCommas(cells) {
  return cells.filter((cell) => cell.search(COMMA) >= 0);
}

/**
 * Where commas stand in numbers and separate no thousands, as places from and to.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function oddCommas(text) {
  if (!text.includes(",")) return [];
  const found = [...text.matchAll(COMMA)].filter(([comma]) => !THOUSANDS.test(comma));
  return found.map((each) => [each.index, each.index + each[0].length]);
}

/** Text with points where it has decimal commas, and without points between thousands. @param {string} text */
export function withPoints(text) {
  return text.replace(DOTTED, "").replace(DECIMAL_COMMA, ".");
}

/** A number times a power of ten with all its digits. @param {string} number @param {string} power */
export function writtenOut(number, power) {
  const [head, decimals = ""] = number.split(".");
  let [digits, point] = [head + decimals, head.length + Number(power)];
  if (point <= 0) [digits, point] = ["0".repeat(1 - point) + digits, 1];
  digits = digits.padEnd(point, "0");
  const behind = digits.length > point ? `.${digits.slice(point)}` : "";
  return `${digits.slice(0, point).replace(/^0+/, "") || "0"}${behind}`;
}

/** A count without the decimals that programs print behind it. @param {string} text */
export function whole(text) {
  const at = text.indexOf(".");
  return at > 0 && !/[^0]/.test(text.slice(at + 1)) ? text.slice(0, at) : text;
}
