/**
 * A file's text, or one sentence why there is none: as `twowaves._base.files`.
 */

import templates from "./files.json" with { type: "json" };
import rules from "./files_rules.json" with { type: "json" };
import { sentences } from "./sentences.js";

/** Of a text, or bytes of a file. */
export const MOST_LETTERS = rules.most_letters;

const say = sentences(templates);

/**
 * A file's bytes as text with plain line ends; throws a sentence where they are none.
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {string} saveAs what a file of another encoding is to be saved as, for the sentence
 */
export function textOf(bytes, name, saveAs) {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = marked ? bytes.subarray(3) : bytes;
  try {
    return decode(text).replace(/\r\n?/g, "\n");
  } catch {
    throw new Error(say("not_utf8", { name, byte: firstBadByte(text), save_as: saveAs }));
  }
}

function decode(bytes, stream = false) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
}

/** Where the first character begins that is none. */
function firstBadByte(bytes) {
  const fits = (length, stream) => {
    try {
      decode(bytes.subarray(0, length), stream);
      return true;
    } catch {
      return false;
    }
  };
  let [low, high] = [0, bytes.length]; // so many bytes are fine; more cannot be
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle, true)) low = middle;
    else high = middle - 1;
  }
  while (!fits(low, false)) low -= 1; // the last character may be half there
  return low;
}
