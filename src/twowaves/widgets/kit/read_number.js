/**
 * A number as a person writes it: in a field, in a pasted table, in a link.
 */

const MOST_LETTERS = 400; // what is longer is no number that anybody writes
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const WIDE = /[\uff0b-\uff0e\uff10-\uff19]/g; // signs, marks and digits as a Japanese keyboard writes them
const halfWidth = (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0);

/** One number as a person writes it, or NaN. @param {string} text @param {boolean} decimalComma */
export function readNumber(text, decimalComma = false) {
  let plain = text.trim().replace("\u2212", "-").replace(WIDE, halfWidth);
  if (plain.length > MOST_LETTERS) return NaN;
  if (decimalComma && plain.includes(",")) {
    if (plain.includes(".")) return NaN; // 1.234,5 or 1,234.5: which mark is which cannot be known
    plain = plain.replace(",", ".");
  }
  return NUMBER.test(plain) ? Number(plain) : NaN;
}
