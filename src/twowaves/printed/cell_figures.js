/**
 * What one printed cell, or sentence, holds: numbers, each with the place or the name it has there, as
 * `twowaves.printed.cell_figures` tells it.
 *
 * `2.8 (0.8)` is a value and one in brackets, `[−1.38, −0.76]` two ends, and `t(19) = 2.51*` a statistic,
 * its df and a mark. What these are is the column's to say, unless the cell does.
 */

import { RULES } from "./reading_rules.js";
import { plain, writtenOut } from "./numerals.js";

/**
 * @typedef {object} Atom a number, mark or word of a cell
 * @property {string} slot value, bracket, spread (behind ±), low and high, numbers (more than two in
 *   brackets), level, mark or words; or the figure that a label in the cell names, such as pvalue
 * @property {string} text as it is read: a number with its sign and relation
 * @property {number} at its place in the text
 */
/** @typedef {{kind: string, text: string, start: number, end: number}} Token */

export const LABELS = new Map(Object.entries(RULES.labels));
const RANGES = new Set(RULES.ranges);

const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/y;
// digits, words, marks, and every other sign by itself
const TOKEN =
  /((?:[0-9]{1,3}(?:,[0-9]{3}){1,9}(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)|([\p{L}\p{Nl}\p{No}]+)|([*†‡§¶#]+)|(.)/suy;
const KINDS = ["number", "word", "mark", "sign"];
const POWER = /[eE]([+-]?[0-9]{1,3})(?![0-9A-Za-z])| {0,2}x {0,2}10(?: ?\^ ?([+-]?[0-9]{1,3})| ?(-[0-9]{1,3}))/y;
const PLUS_MINUS = /\+ ?\/ ?-|\+-/g;
const VALUES = ["value", "values", "val"];

/** @param {string} text @returns {Token[]} */
function tokensOf(text) {
  const found = [];
  for (let each = tokenAt(text, 0); each; each = tokenAt(text, each.end)) found.push(each);
  return found;
}

/** The token behind the blanks at a place; null at the end. @returns {Token | null} */
function tokenAt(text, at) {
  BLANKS.lastIndex = at;
  BLANKS.exec(text);
  TOKEN.lastIndex = BLANKS.lastIndex;
  const each = TOKEN.exec(text);
  if (!each) return null;
  const [start, end] = [each.index, TOKEN.lastIndex];
  const place = each[1] ? 0 : each[2] ? 1 : each[3] ? 2 : 3;
  if (place) return { kind: KINDS[place], text: each[0], start, end };
  const number = each[0].replaceAll(",", "");
  POWER.lastIndex = end;
  const power = POWER.exec(text);
  if (!power) return { kind: "number", text: number, start, end };
  return { kind: "number", text: writtenOut(number, power[1] || power[2] || power[3]), start, end: POWER.lastIndex };
}

/** A text as `atomsOf` reads it, to which the places of atoms belong. @param {string} text */
export function asRead(text) {
  return plain(text).replace(PLUS_MINUS, "±");
}

/**
 * What a cell holds, in its order.
 * @param {string} text the cell, with points for the decimals
 * @param {boolean} [strict] take a word for a label only if a sign such as = follows it, as in sentences
 * @returns {Atom[]}
 */
export function atomsOf(text, strict = false) {
  const reader = new Cell(tokensOf(asRead(text)), strict);
  reader.read();
  return reader.found;
}

const END = { kind: "end", text: "", start: -1, end: -1 };
const START = { kind: "start", text: "", start: -1, end: -1 };

/** A cell as it is read, token by token. */
class Cell {
  /** @param {Token[]} tokens @param {boolean} strict */
  constructor(tokens, strict) {
    this.tokens = tokens;
    this.strict = strict;
    /** @type {Atom[]} */
    this.found = [];
    this.at = 0;
    this.open = ""; // the bracket that the cell stands in
    /** @type {[text: string, isSpread: boolean, at: number][]} */
    this.inside = [];
    this.interval = false; // the text has named one that is to come
    this.#forget();
  }

  /** What was said of a number that is to come holds no longer. */
  #forget() {
    this.label = "";
    this.relation = "";
    this.sign = "";
    this.afterPlusMinus = false;
    this.ranging = false;
  }

  read() {
    for (; this.at < this.tokens.length; this.at += 1) {
      const token = this.tokens[this.at];
      if (token.kind === "number") this.#number(token);
      else if (token.kind === "word") this.#word(token);
      else if (token.kind === "mark") this.#add("mark", token.text, token.start);
      else this.#sign(token);
    }
    this.#close();
  }

  #add(slot, text, at) {
    this.found.push({ slot, text, at });
  }

  #next(places = 1) {
    return this.tokens[this.at + places] ?? END;
  }

  #before() {
    return this.tokens[this.at - 1] ?? START;
  }

  #number(token) {
    const size = `${this.sign}${token.text}`;
    const text = this.relation === "<" || this.relation === ">" ? `${this.relation} ${size}` : size;
    if (this.#next().text === "%" && isInterval(this.#next(2))) {
      this.#add("level", text, token.start);
      this.at += 1;
    } else if (this.label) {
      this.#add(this.label, text, token.start);
    } else if (this.open) {
      this.inside.push([text, this.afterPlusMinus, token.start]);
    } else if (this.afterPlusMinus) {
      this.#add("spread", text, token.start);
    } else {
      this.#value(text, token.start);
    }
    this.#forget();
  }

  /** Take a number that nothing names: the end of a range, if one has begun. */
  #value(text, at) {
    if (this.ranging && this.found.at(-1)?.slot === "value") {
      const low = this.found.pop();
      this.#ends([low.text, low.at], [text, at]);
    } else {
      this.#add("value", text, at);
    }
  }

  #ends(low, high) {
    const named = this.interval ? "ci_" : "";
    this.#add(`${named}low`, ...low);
    this.#add(`${named}high`, ...high);
    this.interval = false;
  }

  #word(token) {
    const word = token.text.toLowerCase();
    const label = LABELS.get(word) ?? "";
    if (label) this.#skipValue();
    if (RANGES.has(word) && (this.inside.length || this.#before().kind === "number")) {
      this.ranging = true;
    } else if (label === "ci" || word === "confidence") {
      this.interval = true;
    } else if (label && this.#namesANumber()) {
      this.label = label;
      this.#degrees(label);
    } else if (token.start === this.#before().end && this.#before().kind === "number") {
      this.#add("mark", token.text, token.start);
    } else {
      this.#add("words", token.text, token.start);
      if (this.strict) this.#reachNoFurther();
    }
  }

  /** Within a sentence nothing reaches over a word. */
  #reachNoFurther() {
    this.label = this.relation = this.sign = "";
    this.afterPlusMinus = false;
  }

  /** Pass over what goes on with a label: p-value. */
  #skipValue() {
    const dash = this.#next().text === "-" ? 1 : 0;
    if (VALUES.includes(this.#next(1 + dash).text.toLowerCase())) this.at += 1 + dash;
  }

  /** Does a number follow that a word may be the name of? */
  #namesANumber() {
    const follows = this.#next();
    if (follows.text === "(") return this.#next(2).kind === "number";
    if (["=", "<", ">", ":"].includes(follows.text)) return true;
    return !this.strict && (follows.kind === "number" || follows.text === "-" || follows.text === ".");
  }

  /** Take the degrees of freedom in brackets behind t; of F and others they are not ours. */
  #degrees(label) {
    if (this.#next().text !== "(") return;
    this.at += 2;
    for (; this.at < this.tokens.length && this.tokens[this.at].text !== ")"; this.at += 1) {
      const token = this.tokens[this.at];
      if (token.kind === "number") this.#add(label === "statistic" ? "df" : "other", token.text, token.start);
    }
    const follows = this.#next();
    const isTold = follows.kind === "number" || ["=", "<", ">", ":", "-"].includes(follows.text);
    if (this.strict && !isTold) this.label = ""; // as in "t(19) is told for 20 people"
  }

  #sign(token) {
    const { text } = token;
    if (text === "(" || text === "[") {
      this.#close();
      this.open = text;
    } else if (text === ")" || text === "]") {
      this.#close();
    } else if (text === "±") {
      this.afterPlusMinus = true;
    } else if ("=<>:".includes(text)) {
      this.#relate(text);
    } else if (text === "-") {
      this.#dash(token);
    } else if (text === "," || text === ";") {
      this.ranging = false;
      this.label = this.relation = this.sign = "";
    } else if (text === "%") {
      this.#add("mark", text, token.start);
    }
  }

  /** Take a relation; of two signs, as in <=, the first one says it. */
  #relate(text) {
    if (text === ":") this.relation = "";
    else if (text !== "=" || !this.relation) this.relation = text;
  }

  /** Take a dash for a minus, or for what stands between the ends of a range. */
  #dash(token) {
    const [before, follows] = [this.#before(), this.#next()];
    const isTight = follows.start === token.end;
    if (before.kind === "number" && (token.start === before.end || !isTight)) this.ranging = true;
    else if (before.kind !== "word" || token.start !== before.end || !isTight) this.sign = "-"; // no hyphen, as in PCL-5
  }

  /** Say what stood in the brackets that end here. */
  #close() {
    const { inside } = this;
    this.inside = [];
    const spreads = inside.filter(([, isSpread]) => isSpread).length;
    if (inside.length === 2 && !spreads) {
      const [[low, , first], [high, , second]] = inside;
      this.#ends([low, first], [high, second]);
    } else {
      for (const [text, isSpread, at] of inside) {
        const slot = isSpread ? "spread" : "bracket";
        this.#add(inside.length <= 1 + spreads ? slot : "numbers", text, at);
      }
    }
    this.open = "";
    this.#forget();
  }
}

/** Is a token the name of an interval? @param {Token} token */
function isInterval({ text }) {
  const word = text.toLowerCase();
  return LABELS.get(word) === "ci" || word === "confidence";
}
