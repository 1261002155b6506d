/**
 * Doubts about the answers in a file, to be shown before any number that follows from them.
 * As `twowaves.forms.doubts`, word for word.
 */

import templates from "./doubts.json" with { type: "json" };
import rules from "./doubts_rules.json" with { type: "json" };
import { fixed, whole } from "../_base/numbers.js";
import { inQuotes } from "./responses.js";
import { LARGEST } from "./scoring.js";
import { sentences } from "../_base/sentences.js";
import { fBelow, tPvalue } from "../_base/distributions.js";
import { listed } from "../_base/words.js";

/** @import { Form, Score } from "./scoring.js" */
/** @typedef {{kind: string, question: string, stops: boolean}} Doubt */
/** @typedef {{counts: Uint32Array, others: number}} Given how often each whole answer was given, and how many answers are none */
/** @typedef {{wave: string, n: number, alpha: number, unturned: number, isTogether: boolean}} Agreement */

const say = sentences(templates);

/**
 * Which items are there that a form does not have; "" if there are none.
 * @param {string[]} columns
 * @param {Form} form
 */
export function otherForm(columns, form) {
  const found = new Map();
  for (const column of columns) {
    const number = itemNumber(column, form.stem);
    if (number > form.n_items) found.set(number, column);
  }
  if (!found.size) return "";
  const numbers = [...found.keys()].sort((a, b) => a - b);
  const names = numbers.slice(0, 3).map((number) => inQuotes(found.get(number)));
  return say("items", {
    name: form.abbreviation,
    items: form.n_items,
    found: itemSpan(numbers),
    names: names.join(", "),
    more: numbers.length > 3 ? say("more", { n: numbers.length - 3 }) : "",
    last: numbers.at(-1),
  });
}

/** Which item a column looks like, as scs13, SCS_13 and scs.013 do; 0 if none. */
function itemNumber(column, [before, after]) {
  const name = column.toLowerCase();
  if (!(name.startsWith(before) && name.endsWith(after))) return 0;
  const number = bare(name.slice(before.length, name.length - after.length));
  return /^\d{1,3}$/.test(number) ? Number(number) : 0;
}

function bare(text) {
  let [start, end] = [0, text.length];
  while (start < end && rules.between.includes(text[start])) start += 1;
  while (end > start && rules.between.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function itemSpan(numbers) {
  const [first, last, n] = [numbers[0], numbers.at(-1), numbers.length];
  if (n === 1) return say("one_item", { item: first });
  if (last - first === n - 1) return say("items_in_a_row", { first, last });
  return n > 3 ? say("many_items", { n, first, last }) : say("few_items", { items: listed(numbers) });
}

/** What the answers of one wave to one form add up to, so far as doubts ask. */
export class Tally {
  /** @param {Form} form */
  constructor(form) {
    this.counts = new Uint32Array(2 * LARGEST + 1);
    this.others = 0;
    this.sums = form.scores.map((score) => new Sums(score, form));
  }

  /** @param {(number | null | undefined)[]} answers whole numbers; null where one is missing, undefined where it is no whole number */
  add(answers) {
    for (const answer of answers) {
      if (answer === undefined) this.others += 1;
      else if (answer !== null) this.counts[answer + LARGEST] += 1;
    }
    for (const each of this.sums) each.add(answers);
  }
}

/** Sums over the complete forms, from which all variances follow. */
class Sums {
  /** @param {Score} score @param {Form} form */
  constructor({ items, reversed }, { response_min: low, response_max: high }) {
    const k = items.length;
    this.low = low;
    this.high = high;
    this.places = items.map((item) => item - 1);
    this.turned = items.map((item) => reversed.includes(item));
    this.n = 0;
    this.items = new Float64Array(k);
    this.squares = new Float64Array(k);
    this.p = 0; // sums over people of the plain items and of the reversed ones, of their squares and products
    this.r = 0;
    this.pp = 0;
    this.rr = 0;
    this.pr = 0;
  }

  add(answers) {
    const { places, turned, low, high } = this;
    for (const place of places) {
      const answer = answers[place];
      if (answer === null || !(answer >= low && answer <= high)) return;
    }
    let [p, r] = [0, 0];
    for (let i = 0; i < places.length; i += 1) {
      const answer = answers[places[i]];
      this.items[i] += answer;
      this.squares[i] += answer * answer;
      if (turned[i]) r += answer;
      else p += answer;
    }
    this.n += 1;
    this.p += p;
    this.r += r;
    this.pp += p * p;
    this.rr += r * r;
    this.pr += p * r;
  }
}

/**
 * What makes it doubtful that the answers are those of this form.
 * @param {Map<string, Tally>} waves
 * @param {Form} form
 * @returns {Doubt[]}
 */
export function findDoubts(waves, form) {
  const coding = codingDoubts(waves, form);
  if (coding.some(({ stops }) => stops)) return coding;
  return [...coding, ...form.scores.flatMap((score, k) => scoreDoubts(waves, score, k))];
}

/** How the answers look coded, where that is not as on the form. */
function codingDoubts(waves, form) {
  const found = new Map();
  for (const [word, given] of waves) {
    const coding = codingOf(given, form);
    if (!coding) continue;
    const same = found.get(`${coding}`) ?? { coding, words: [] };
    same.words.push(word);
    found.set(`${coding}`, same);
  }
  const told = [...found.values()].map(({ coding, words }) => {
    const given = together(words.map((word) => waves.get(word)));
    const named = listed(words.map(inQuotes));
    const where =
      words.length === waves.size ? form.abbreviation : say("in_waves", { form: form.abbreviation, waves: named });
    return { kind: "coding", question: codingInWords(given, coding, form, where), stops: true };
  });
  return told.length ? told : unusedDoubts(together([...waves.values()]), form);
}

/** @param {Given[]} parts @returns {Given} */
function together(parts) {
  const counts = new Uint32Array(2 * LARGEST + 1);
  for (const part of parts) part.counts.forEach((count, i) => (counts[i] += count));
  return { counts, others: parts.reduce((sum, { others }) => sum + others, 0) };
}

/** How many answers lie between two ends. */
function within({ counts }, low, high) {
  let sum = 0;
  for (let value = Math.max(low, -LARGEST); value <= Math.min(high, LARGEST); value += 1)
    sum += counts[value + LARGEST];
  return sum;
}

function totalOf(given) {
  return within(given, -LARGEST, LARGEST) + given.others;
}

/**
 * From where to where answers look coded, [] if in another way; null if as on the form.
 * Answers far from all others, such as −99 for a missing one, are left aside.
 * @returns {number[] | null}
 */
function codingOf(given, { response_min: low, response_max: high }) {
  const width = high - low;
  const run = longestRun(given);
  const [first, last] = [run[0], run.at(-1)];
  const outside = run.length
    ? within(given, first, last) - within(given, Math.max(first, low), Math.min(last, high))
    : 0;
  const total = totalOf(given);
  if (outside > 1) {
    const start = last > high ? last - width : first;
    const end = start + width;
    const both = within(given, Math.max(low, start), Math.min(high, end));
    if (Math.max(1, width - 1) <= last - first && last - first <= width && within(given, low, high) === both)
      return [start, end];
    if (last - first > width && run.length === last - first + 1 && 20 * outside >= total) return [first, last];
  }
  return 4 * (total - within(given, low, high)) > total ? [] : null;
}

/** The answers among which no two neighbours lie more than 2 apart, most often given. */
function longestRun({ counts }) {
  const runs = [];
  let last = -Infinity;
  counts.forEach((count, i) => {
    if (!count) return;
    if (i - last > 2) runs.push({ values: [], size: 0 });
    const run = runs.at(-1);
    run.values.push(i - LARGEST);
    run.size += count;
    last = i;
  });
  return runs.reduce((best, run) => (run.size > best.size ? run : best), { values: [], size: 0 }).values;
}

/** @param {string} where the form's name, with the waves if not all are meant */
function codingInWords(given, coding, { response_min: low, response_max: high }, where) {
  const parts = { form: where, total: totalOf(given), low, high };
  if (!coding.length) {
    const off = parts.total - within(given, low, high);
    return say(off === 1 ? "one_off_form" : "off_form", { ...parts, off });
  }
  const [first, last] = coding;
  const outside = within(given, first, last) - within(given, Math.max(first, low), Math.min(last, high));
  const looks = say("looks", { first: whole(first), last: whole(last), low, high });
  if (last - first > high - low) return say("outside", { ...parts, outside, looks });
  const [unused, there] =
    last > high
      ? [valuesInWords(low, Math.min(first - 1, high)), valuesInWords(Math.max(high + 1, first), last)]
      : [valuesInWords(Math.max(last + 1, low), high), valuesInWords(first, Math.min(low - 1, last))];
  return say("shifted", { form: where, unused, outside, there, looks });
}

function valuesInWords(first, last) {
  return first === last ? whole(first) : say("from_to", { first: whole(first), last: whole(last) });
}

/** One end of the form's range never occurs: all may be one off, unseen. */
function unusedDoubts(given, { abbreviation, response_min: low, response_max: high }) {
  const [lowest, highest] = [within(given, low, low), within(given, high, high)];
  if (within(given, low, high) < rules.enough || Boolean(lowest) === Boolean(highest)) return [];
  const [end, other, step] = highest ? [low, high, 1] : [high, low, -1];
  const count = lowest || highest;
  const question = say("unused", {
    form: abbreviation,
    end,
    others: say(count === 1 ? "one_other" : "others", { count, total: totalOf(given), other }),
    first: whole(low + step),
    last: whole(high + step),
    far: say(step > 0 ? "too_high" : "too_low"),
  });
  return [{ kind: "unused", question, stops: false }];
}

/** Whether the items of a score contradict each other, in the waves in which they do. */
function scoreDoubts(waves, score, place) {
  const k = score.items.length;
  if (k < 2) return [];
  const found = [...waves].map(([wave, { sums }]) => agreementOf(wave, sums[place], k));
  const turned = found.filter(({ isTogether }) => isTogether);
  const negative = found.filter(({ alpha, isTogether }) => alpha < 0 && !isTogether);
  const told = [];
  if (turned.length) told.push({ kind: "reversed", question: reversedInWords(turned, score), stops: true });
  if (negative.length) {
    const stops = !negative.every((each) => isChance(each, k));
    told.push({ kind: "alpha", question: negativeInWords(negative, score, stops), stops });
  }
  return told;
}

/** @returns {Agreement} */
function agreementOf(wave, { n, items, squares, p, r, pp, rr, pr }, k) {
  // n times the sums of squares are whole numbers, so that a variance of 0 is one
  const single = squares.reduce((sum, square, i) => sum + (n * square - items[i] * items[i]), 0);
  const [straight, turned, common] = [n * pp - p * p, n * rr - r * r, n * pr - p * r];
  const [alpha, unturned] = [-1, 1].map((sign) => alphaOf(k, single, straight + turned + sign * 2 * common));
  return { wave, n, alpha, unturned, isTogether: runTogether(n, straight, turned, common) };
}

/** Cronbach's α; NaN if nothing varies. */
function alphaOf(k, single, total) {
  if (total === 0) return single ? -Infinity : NaN;
  return (k / (k - 1)) * (1 - single / total);
}

/** Do two sums rise together by more than chance? r, one-sided. */
function runTogether(n, first, second, common) {
  if (n < 3 || common <= 0) return false;
  const square = (common * common) / (first * second);
  return square >= 1 || tPvalue(Math.sqrt(((n - 2) * square) / (1 - square)), n - 2, "greater") < rules.reversed;
}

/** Does Feldt's interval reach what a mediocre score has? */
function isChance({ n, alpha }, k) {
  return fBelow((1 - rules.mediocre) / (1 - alpha), n - 1, (n - 1) * (k - 1)) >= 0.005;
}

function reversedInWords(found, { name: score, reversed }) {
  const items = listed([...reversed].sort((a, b) => a - b));
  const unturned = listed(found.map((each) => fixed(each.unturned, 2)));
  const key = reversed.length === 1 ? "item_reversed" : "items_reversed";
  return say(key, { score, alphas: alphasInWords(found), unturned, items });
}

function negativeInWords(found, { name: score }, stops) {
  return say(stops ? "contradiction" : "chance", { score, alphas: alphasInWords(found) });
}

function alphasInWords(found) {
  return listed(found.map(({ alpha, wave }) => say("alpha", { alpha: fixed(alpha, 2), wave: inQuotes(wave) })));
}
