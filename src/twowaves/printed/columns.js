/**
 * What each column of a printed table is, and what its cells hold then: as `twowaves.printed.columns`.
 */

import { RULES } from "./reading_rules.js";
import { isLonger, splitAtBlanks, stripped } from "../_base/words.js";
import { atomsOf } from "./cell_figures.js";
import { isOnly } from "./names.js";
import { MISSING, oddCommas, plain, whole } from "./numerals.js";
import { tell } from "./reading_words.js";
import { OF_A_WAVE, named } from "./waves.js";

/** @import { Atom } from "./cell_figures.js" */
/** @import { Head } from "./names.js" */
/**
 * @typedef {object} Column a column and what it was taken for
 * @property {number} place from 1
 * @property {Head} head what its header says
 * @property {"figures" | "name" | "time" | "unused" | "elsewhere"} kind what is read with another group's
 *   rows stands elsewhere
 * @property {string[]} figures in the order in which a cell holds them, without waves
 * @property {string} wave pre, post, change, or nothing if the rows say so or nobody
 * @property {string} why how it is known, in words; or why it is not used
 * @property {Map<string, string>} whys the same for single figures, by their names in the table
 */
/**
 * @typedef {object} Hints what the rest of the table says of numbers that a header leaves open
 * @property {string} spread
 * @property {boolean} spreadIsNamed
 * @property {boolean} intervals whether some header or note names one
 * @property {boolean} oddCommas whether a comma where other numbers have points is one too
 */
/**
 * @typedef {object} Found what a cell holds
 * @property {[name: string, text: string][]} figures
 * @property {[text: string, why: string][]} left
 * @property {string[]} marks
 * @property {string[]} doubts what another reading takes otherwise
 */

export const FIGURES = RULES.figures;
export const IS_FIGURE = new Set(FIGURES);
const CLAIMS = new Map(Object.entries(RULES.claims));
const MOST_IN_A_CELL = RULES.most_in_a_cell;
const WHOLE = new Set(["n", "n_pre", "n_post", "n_items", "df"]);
const NEEDED = new Set([...OF_A_WAVE].filter((figure) => !["n", "ci", "ci_low", "ci_high"].includes(figure)));
const SIMPLE = /^-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})$/;
const PAIR =
  /^(-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})) ?(?:\(|\(?± ?)([0-9]{0,15}(?:[0-9]|\.[0-9]{1,15}))\)?$/;

/**
 * A column before anything is known of it.
 * @param {number} place
 * @param {Head} head
 * @returns {Column}
 */
export function newColumn(place, head) {
  return { place, head, kind: "unused", figures: [], wave: "", why: "", whys: new Map() };
}

/** Is a text a number and nothing else? @param {string} text */
export function isSimple(text) {
  return SIMPLE.test(text);
}

/**
 * The two numbers of a cell that holds nothing else, as most hold a mean and its SD.
 * @param {string} text
 * @returns {[string, string] | null}
 */
export function pairOf(text) {
  const found = PAIR.exec(text);
  return found && [found[1], found[2]];
}

/** Is a cell empty, as papers write it? @param {string} text */
export function isMissing(text) {
  return MISSING.has(stripped(plain(text)).toLowerCase());
}

/**
 * What reads the cells of a column, each text once.
 * @param {Column} column
 * @param {Hints} hints
 * @returns {(text: string, wave: string) => Found}
 */
export function readerOf(column, hints) {
  /** @type {Map<string, Found>} */
  const known = new Map();
  return (text, wave) => {
    const key = `${wave}\n${text}`;
    const found = known.get(key) ?? readCell(text, column, column.wave || wave, hints);
    known.set(key, found);
    return found;
  };
}

/**
 * What a cell holds that is not empty.
 * @returns {Found}
 */
function readCell(text, column, wave, hints) {
  const { figures } = column;
  /** @type {Found} */
  const found = { figures: [], left: [], marks: [], doubts: [] };
  const claim = CLAIMS.get(splitAtBlanks(plain(text).toLowerCase()).join(" "));
  if (isLonger(text, MOST_IN_A_CELL)) {
    found.left.push([text, tell("longer", { most: MOST_IN_A_CELL })]);
  } else if (claim && (!figures.length || isOnly(figures, "pvalue") || isOnly(figures, "claim"))) {
    found.figures.push(["claim", claim]);
  } else if (isOnly(figures, "claim")) {
    found.left.push([text, tell("no_claim")]);
  } else if (isOnly(figures, "unit") || isOnly(figures, "scoring")) {
    found.figures.push([figures[0], text]);
  } else {
    new Taking(column, wave, hints, found).take(atomsOf(withoutDoubts(text, hints, found)));
  }
  return found;
}

/** A cell without the numbers whose comma may separate decimals, or with points there. */
function withoutDoubts(text, hints, found) {
  let bare = plain(text);
  for (const [first, end] of oddCommas(bare).reverse()) {
    const start = bare[first - 1] === "-" ? first - 1 : first; // its sign goes with it
    const number = bare.slice(start, end);
    if (!hints.oddCommas) {
      found.left.push([number, tell("comma")]);
      found.doubts.push("comma");
    }
    bare = bare.slice(0, start) + (hints.oddCommas ? number.replaceAll(",", ".") : "") + bare.slice(end);
  }
  return bare;
}

/** Numbers of a cell on their way to the figures that its header promises. */
class Taking {
  /** @param {Column} column @param {string} wave @param {Hints} hints @param {Found} found */
  constructor(column, wave, hints, found) {
    this.column = column;
    this.wave = wave;
    this.hints = hints;
    this.found = found;
    /** @type {string[]} */
    this.open = [];
    /** @type {string[]} */
    this.words = [];
    /** @type {string[]} */
    this.tooMany = [];
    this.withEnds = false; // the interval's ends stand together, behind a number
  }

  /** @param {Atom[]} atoms */
  take(atoms) {
    this.withEnds = hasValueAndEnds(atoms);
    this.open = [...this.column.figures];
    if (this.wave && (!this.open.length || (isOnly(this.open, "ci") && this.withEnds))) this.open.unshift("mean");
    if (isOneInBrackets(atoms) && this.open[0] !== "ci" && this.column.figures.length !== 1) this.open.shift(); // the first is missing, or was not read
    for (const atom of atoms) this.#takeOne(atom);
    if (this.tooMany.length) {
      const all = [...this.found.figures.map(([, text]) => text), ...this.tooMany];
      for (const text of all) this.#leave(text, tell("too_many"));
      this.found.figures.length = 0;
      this.found.doubts.length = 0;
    }
    if (this.words.length) this.#leave(this.words.join(" "), tell("words"));
  }

  #takeOne({ slot, text }) {
    if (slot === "mark") this.found.marks.push(text);
    else if (slot === "words" || slot === "numbers") this.words.push(text);
    else if (slot === "level") this.#put("ci_level", text);
    else if (slot === "other") this.#leave(text, tell("other_figure", { what: this.column.head.text || text }));
    else if (slot === "low" || slot === "high") this.#end(slot, text);
    else if (slot === "value" || slot === "bracket" || slot === "spread") this.#number(slot, text);
    else this.#put(slot, text);
  }

  /** Put a number under its name, if the wave that this takes is known. */
  #put(figure, text) {
    const name = named(figure, this.wave);
    if (!IS_FIGURE.has(name)) {
      this.#leave(text, tell("no_wave"));
      return;
    }
    const place = this.open.indexOf(figure);
    if (place >= 0) this.open.splice(place, 1);
    this.found.figures.push([name, WHOLE.has(name) ? whole(text) : text]);
  }

  #leave(text, why) {
    this.found.left.push([text, why]);
  }

  #end(slot, text) {
    const { figures } = this.column;
    if (figures.includes("scale")) this.#put(slot === "low" ? "scale_min" : "scale_max", text);
    else if (figures.includes("ci") || this.hints.intervals || !this.open.length) this.#put(`ci_${slot}`, text);
    else this.#leave(text, tell("unnamed"));
  }

  /** Put a number where the header expects it next. */
  #number(slot, text) {
    const [next] = this.open;
    const spread = this.open.find((each) => each === "sd" || each === "se");
    if (slot === "spread" && spread) this.#put(spread, text);
    else if (slot === "spread" || (slot === "bracket" && this.#isBesideAMean() && !next)) this.#unnamedSpread(text);
    else if (next && next !== "ci" && next !== "scale") this.#put(next, text);
    else if (next && !this.withEnds) this.#oneEnd(text);
    else if (slot === "value") this.tooMany.push(text);
    else this.#leave(text, tell("unnamed"));
  }

  /** Take the ends of an interval that only a comma separates. */
  #oneEnd(text) {
    const isSecond = this.found.figures.some(([name]) => name.startsWith("ci_low") || name.startsWith("scale_min"));
    if (this.open[0] === "scale") this.#put(isSecond ? "scale_max" : "scale_min", text);
    else this.#put(isSecond ? "ci_high" : "ci_low", text);
  }

  #isBesideAMean() {
    return this.found.figures.at(-1)?.[0].startsWith("mean") ?? false;
  }

  #unnamedSpread(text) {
    if (!this.#isBesideAMean()) {
      this.#leave(text, tell("unnamed"));
      return;
    }
    if (!this.hints.spreadIsNamed) this.found.doubts.push("se");
    this.#put(this.hints.spread, text);
  }
}

/** Does the only number of a cell stand in brackets: – (0.8)? @param {Atom[]} atoms */
function isOneInBrackets(atoms) {
  const numbers = atoms.filter(({ slot }) => slot !== "mark" && slot !== "words");
  return numbers.length === 1 && numbers[0].slot === "bracket";
}

/** Does a cell hold a number before an interval: 3.75 [0.62, 6.88]? @param {Atom[]} atoms */
function hasValueAndEnds(atoms) {
  const slots = new Set(atoms.map(({ slot }) => slot));
  return slots.has("value") && (slots.has("low") || slots.has("ci_low"));
}

/** Do the rows have to say of which wave a column's figures are? @param {Column} column */
export function needsAWave({ kind, wave, figures }) {
  return kind === "figures" && !wave && figures.some((figure) => NEEDED.has(figure));
}
