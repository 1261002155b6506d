/**
 * Sentences in APA form, "from M = 18.35 (SD = 6.20) to M = 22.10 (SD = 5.84), t(19) = 2.51": as
 * `twowaves.printed.prose`.
 */

import { shortened, splitAtBlanks, stripped } from "../_base/words.js";
import { asRead, atomsOf } from "./cell_figures.js";
import { IS_FIGURE, newColumn } from "./columns.js";
import { Draft } from "./draft.js";
import { blankHead } from "./names.js";
import { spreadOf } from "./notes.js";
import { oddCommas, whole } from "./numerals.js";
import { tell } from "./reading_words.js";
import { named, waveOf, waveTold } from "./waves.js";

/** @import { Atom } from "./cell_figures.js" */
/** @import { Unused } from "./draft.js" */

const SENTENCE =
  /[.!?][)\]]?[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000](?=[A-ZÄÖÜ])|\n\n/g;
const LABEL = /[([]|(?<![\p{L}\p{N}_])(?:[A-Za-z]{1,4} ?[=<>]|[A-Za-z] ?\()/u;
const DEGREES = /[A-Za-z] ?\($/;
const BEFORE_A_SPREAD = ["value", "bracket", "mean"];
const OF_A_MEAN = new Set(["sd", "se", "n", "ci_low", "ci_high"]);
const OF_A_TEST = new Set(["df", "statistic", "pvalue", "d", "r"]);
const OF_BOTH = new Set([...OF_A_MEAN, ...OF_A_TEST, "mean_change", "level"]);
const COUNTS = ["df", "n", "n_pre", "n_post"];
const LONGEST = 60; // letters of an outcome's name
const READ = 400; // letters before a test's first number
const READ_BEFORE = 300; // letters before a mean

/** What sentences say of one test. */
class Test {
  /** @param {number} start where they begin */
  constructor(start) {
    this.start = start;
    /** @type {Atom[][]} each mean with what goes with it; the first ones go with none */
    this.means = [];
    /** @type {Atom[]} t, its df and p, and what else is of the change */
    this.test = [];
    this.atAMean = false; // what was read last goes with a mean
  }

  isTested() {
    return this.test.some(({ slot }) => OF_A_TEST.has(slot));
  }

  has(wanted) {
    return this.test.some(({ slot }) => slot === wanted);
  }
}

/**
 * What sentences say of tests, one row each, or null if they say none.
 * @param {string} text the sentences
 * @param {string} [doubt] order if means that nothing else tells apart are told the last one first, se if what
 *   stands behind ± is a standard error, comma if a comma where other numbers have points is one too
 */
export function proseOf(text, doubt = "") {
  const { bare, odd } = withoutOddCommas(asRead(text), doubt === "comma");
  const said = spreadOf([bare]);
  const spread = said || (doubt === "se" ? "se" : "sd");
  const { atoms, unnamed } = withSpreads(atomsOf(bare, true), spread);
  if (!atoms.some(({ slot }) => slot === "mean" || slot === "statistic" || slot === "mean_change")) return null;
  const { tests, left } = testsIn(bare, atoms);
  const lines = [...bare.matchAll(/\n/g)].map(({ index }) => index);
  const lineOf = (at) => placeIn(lines, at) + 1;
  const draft = new Draft(tests.length);
  draft.texts.set("outcome", tests.map((test) => nameOf(bare, test))); // biome-ignore format: short
  draft.lines = tests.map(({ start }) => lineOf(start));
  tests.forEach((test, row) => {
    for (const atom of fillRow(draft, row, test, { text: bare, unnamed }, doubt)) left.push(atom);
  });
  draft.unused = left.map((atom) => /** @type {Unused} */ ([lineOf(atom.at), 1, atom.text, tell("in_sentence")]));
  for (const [number, at] of odd) draft.unused.push([lineOf(at), 1, number, tell("comma")]);
  if (odd.length) draft.doubts.push("comma");
  draft.unused.sort((first, second) => first[0] - second[0]);
  if (!said && [...draft.texts.keys()].some((name) => name.startsWith(`${spread}_`))) draft.doubts.push("se");
  dropEmptyRows(draft);
  return draft;
}

/**
 * Sentences without the numbers whose comma may separate decimals, or with points there. Degrees of freedom,
 * F(1,19), are no such number.
 * @param {string} text
 * @param {boolean} points
 */
function withoutOddCommas(text, points) {
  /** @type {[number: string, at: number][]} */
  const odd = [];
  const pieces = [];
  let last = 0;
  for (const [start, end] of oddCommas(text)) {
    const before = text.slice(Math.max(start - 3, 0), start);
    if (DEGREES.test(before)) continue;
    const begin = before.endsWith("-") ? start - 1 : start; // its sign goes with it
    const number = text.slice(begin, end);
    odd.push([number, begin]);
    pieces.push(text.slice(last, begin), points ? number.replaceAll(",", ".") : " ".repeat(number.length));
    last = end;
  }
  return { bare: pieces.join("") + text.slice(last), odd: points ? [] : odd };
}

/** Keep the rows that hold a figure; what others might have held is told. @param {Draft} draft */
function dropEmptyRows(draft) {
  const figures = [...draft.texts].filter(([name]) => name !== "outcome");
  const isKept = (_, row) => figures.some(([, values]) => values[row]);
  draft.lines = draft.lines.filter(isKept);
  draft.texts = new Map([...draft.texts].map(([name, values]) => [name, values.filter(isKept)]));
  draft.rows = draft.lines.length;
}

/**
 * Atoms in which a mean stands before each ±, and where those stand that are not named. Behind it stands the
 * spread, by its name.
 * @param {Atom[]} all
 * @param {string} spread
 */
function withSpreads(all, spread) {
  /** @type {Atom[]} */
  const atoms = [];
  /** @type {Set<number>} */
  const unnamed = new Set();
  for (const atom of all) {
    const before = atoms.at(-1);
    if (atom.slot !== "spread" || !BEFORE_A_SPREAD.includes(before?.slot)) {
      atoms.push(atom);
      continue;
    }
    if (before.slot !== "mean") unnamed.add(before.at);
    atoms.splice(-1, 1, { ...before, slot: "mean" }, { ...atom, slot: spread });
  }
  return { atoms, unnamed };
}

/** How many of the places, in their order, are not above a place. */
function placeIn(places, at) {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The tests that sentences tell of, and numbers that are in none. @param {string} text @param {Atom[]} atoms */
function testsIn(text, atoms) {
  const starts = [0, ...[...text.matchAll(SENTENCE)].map(({ index, 0: end }) => index + end.length)];
  const tests = [new Test(0)];
  /** @type {Atom[]} */
  const left = [];
  let sentence = -1;
  for (const atom of atoms) {
    if (atom.slot === "words" || atom.slot === "mark") continue;
    const at = placeIn(starts, atom.at) - 1;
    if (at !== sentence) {
      sentence = at;
      tests.at(-1).atAMean = false;
      if (tests.at(-1).isTested()) tests.push(new Test(starts[at]));
    }
    if (begins(tests.at(-1), atom)) tests.push(new Test(atom.at));
    if (!add(tests.at(-1), atom)) left.push(atom);
  }
  return { tests: tests.filter(({ test, means }) => test.length || means.length), left };
}

/** Is a number within a sentence of a further test? */
function begins(test, { slot }) {
  if (slot === "mean") return test.means.length > 1 && test.isTested();
  return (slot === "df" || slot === "statistic") && test.has(slot);
}

/** Add a number to a test; false if it is of none. */
function add(test, atom) {
  const { slot } = atom;
  if (slot === "mean") {
    test.means.push([atom]);
    test.atAMean = true;
  } else if (OF_A_MEAN.has(slot) && test.atAMean) {
    test.means.at(-1).push(atom);
  } else if (OF_BOTH.has(slot)) {
    test.test.push(atom);
    test.atAMean &&= slot === "level";
  } else {
    return false;
  }
  return true;
}

/** The words before a test's first number. */
function nameOf(text, { start, test, means }) {
  const numbers = [...test, ...means.map(([mean]) => mean)];
  const first = numbers.reduce((least, { at }) => Math.min(least, at), Infinity);
  const before = firstLetters(text.slice(start, first), READ);
  const label = LABEL.exec(before);
  let words = splitAtBlanks(label ? before.slice(0, label.index) : before).join(" ");
  while (/[,;: ]$/.test(words)) words = words.slice(0, -1);
  words = stripped(words.endsWith(" from") ? words.slice(0, -" from".length) : words);
  for (const link of [" from ", " at "]) {
    const at = words.lastIndexOf(link); // the first wave
    if (at > 0 && waveOf(words.slice(at + link.length))) words = words.slice(0, at);
  }
  return shortened(words, LONGEST);
}

function firstLetters(text, most) {
  return [...text.slice(0, 2 * most)].slice(0, most).join("");
}

function lastLetters(text, most) {
  return [...text.slice(-2 * most)].slice(-most).join("");
}

/**
 * Put a test's numbers into its row; those that have no place are returned. Means that nothing names are of a
 * wave only if the words say so, not by their order.
 * @param {Draft} draft
 * @param {number} row
 * @param {Test} test
 * @param {{text: string, unnamed: Set<number>}} source
 * @param {string} doubt
 */
function fillRow(draft, row, test, source, doubt) {
  /** @type {Atom[]} */
  const left = [];
  let [waves, why] = [wavesOf(test, source), tell("sentence")];
  const areNamed = test.means.every(([{ at }]) => !source.unnamed.has(at));
  if (waves.length === 2 && !waves.every(Boolean) && areNamed) {
    [waves, why] = [doubt === "order" ? ["post", "pre"] : ["pre", "post"], tell("order")];
    if (!draft.doubts.includes("order")) draft.doubts.push("order");
  }
  test.means.forEach((atoms, k) => {
    for (const atom of atoms) {
      if (!put(draft, row, atom, waves[k] ? named(atom.slot, waves[k]) : "", why)) left.push(atom);
    }
  });
  for (const atom of test.test) {
    const slot = atom.slot === "level" ? "ci_level" : atom.slot;
    if (!put(draft, row, atom, named(slot, "change"), tell("sentence"))) left.push(atom);
  }
  return left;
}

/** The wave of each mean by the words before it, as far as they tell. */
function wavesOf({ start, means }, { text, unnamed }) {
  const ends = [start, ...means.map((atoms) => atoms.at(-1).at)];
  const told = means.map(([{ at }], k) => {
    const words = lastLetters(text.slice(Math.max(ends[k], at - 2 * READ_BEFORE), at), READ_BEFORE);
    return waveTold(unnamed.has(at) ? words : withoutLabel(words));
  });
  if (told.length === 1) return [told[0] === "change" ? "change" : ""];
  const areBoth = told.length === 2 && told.includes("pre") && told.includes("post");
  return areBoth ? told : told.map(() => "");
}

/** The words before a mean without its own name. */
function withoutLabel(words) {
  let end = words.length;
  while (end && " =:".includes(words[end - 1])) end -= 1;
  return words.slice(0, Math.max(words.lastIndexOf(" ", end - 1), 0));
}

/** Put a number into a row; false if it has no place there. */
function put(draft, row, atom, name, why) {
  if (!IS_FIGURE.has(name)) return false;
  const values = draft.column(name);
  const text = COUNTS.includes(name) ? whole(atom.text) : atom.text;
  if (values[row] && values[row] !== text) return false;
  values[row] = text;
  if (!draft.columns.some(({ whys }) => whys.has(name))) {
    draft.columns.push({ ...newColumn(0, blankHead("")), kind: "figures", whys: new Map([[name, why]]) });
  }
  return true;
}
