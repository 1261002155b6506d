/**
 * A number as a person writes it: in a field, in a pasted table, in a link.
 */

const MOST_LETTERS = 400; // what is longer is no number that anybody writes
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** One number as a person writes it, or NaN. @param {string} text @param {boolean} decimalComma */
export function readNumber(text, decimalComma = false) {
  let plain = text.trim().replace("\u2212", "-");
  if (plain.length > MOST_LETTERS) return NaN;
  if (decimalComma && plain.includes(",")) {
    if (plain.includes(".")) return NaN; // 1.234,5 or 1,234.5: which mark is which cannot be known
    plain = plain.replace(",", ".");
  }
  return NUMBER.test(plain) ? Number(plain) : NaN;
}
