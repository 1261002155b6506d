/**
 * Two waves of forms: paired, compared and written up, as `twowaves.forms.waves`, word for word.
 */

import templates from "./waves.json" with { type: "json" };
import rules from "./waves_rules.json" with { type: "json" };
import { fixed, general, interval, level, percent, pIs, printedP } from "../_base/numbers.js";
import { sentences } from "../_base/sentences.js";
import { adjusted, changesOf, changesVary, mean, pairedTest, sd } from "../paired/ttest.js";
import { listed } from "../_base/words.js";

/** The package's names of the figures of a test, each with the page's. */
export const FIGURES = Object.entries(rules.figures);
/** The level of every test. */
export const ALPHA = rules.alpha;
const say = sentences(templates);
/** Over the texts of `testAsTexts`. */
export const HEADS = rules.heads;

/** @typedef {{person: string, wave: string, before: string, after: string}} Keys what the columns and the waves are called */
/** @typedef {{person: string, wave: string, scores: (number | null)[]}} Scored one form */
/** @typedef {{outcome: string, people: {person: string, pre: number | null, post: number | null}[]}} Pairs */

/**
 * Each outcome's scores before and after, person by person; throws a sentence where it cannot tell.
 * @param {Scored[]} forms
 * @param {string[]} outcomes
 * @param {Keys} keys what the columns and the waves are called
 * @returns {Generator<undefined, Pairs[]>}
 */
export function* pairingWaves(forms, outcomes, keys) {
  checkWaves(forms, keys);
  yield;
  const people = [...new Set(forms.map(({ person }) => person))];
  yield;
  const sides = [];
  for (const name of [keys.before, keys.after]) {
    sides.push(new Map(forms.filter(({ wave }) => wave === name).map((form) => [form.person, form.scores])));
    yield;
  }
  const [before, after] = sides.map((side) => people.map((person) => side.get(person)));
  const pairs = [];
  for (const [k, outcome] of outcomes.entries()) {
    yield;
    const pairOf = (person, i) => ({ person, pre: before[i]?.[k] ?? null, post: after[i]?.[k] ?? null });
    pairs.push({ outcome, people: people.map(pairOf) });
  }
  return pairs;
}

function checkWaves(forms, keys) {
  forms.forEach(({ person, wave }, i) => {
    const { before, after } = keys;
    if (!person) throw new Error(say("no_person", { form: i + 1, column: keys.person }));
    if (wave !== before && wave !== after) {
      const found = `'${wave}'`;
      throw new Error(say("no_wave", { form: i + 1, person, column: keys.wave, found, before, after }));
    }
  });
}

/**
 * Who cannot be compared on which outcomes, and why.
 * @param {Pairs[]} pairs
 * @returns {{person: string, reason: string}[]}
 */
export function incompletePeople(pairs) {
  const found = [];
  pairs[0].people.forEach(({ person }, i) => {
    const isWhole = pairs.every(({ people }) => people[i].pre !== null && people[i].post !== null);
    if (!isWhole) found.push({ person, reason: reasonOf(pairs, i) });
  });
  return found;
}

function reasonOf(pairs, i) {
  const parts = [
    ["pre", "before"],
    ["post", "after"],
  ].map(([side, wave]) => {
    const lacking = pairs.filter(({ people }) => people[i][side] === null).map(({ outcome }) => outcome);
    if (lacking.length === pairs.length) return say("no_score", { wave });
    return lacking.length ? say("no_score_for", { wave, outcomes: listed(lacking) }) : "";
  });
  return parts.filter((part) => part).join("; ");
}

/** The paired t test of every outcome. @param {Pairs[]} pairs */
export function compareWaves(pairs) {
  const rows = pairs.map(({ outcome, people }) => compared(outcome, people));
  const tested = rows.filter(({ test }) => test);
  const pvalues = tested.map(({ test }) => test.pvalue);
  const holm = adjusted(pvalues, "holm");
  tested.forEach((row, i) => (row.holm = holm[i]));
  return rows;
}

function compared(outcome, people) {
  const complete = people.filter(({ pre, post }) => pre !== null && post !== null);
  const [pre, post] = [complete.map((each) => each.pre), complete.map((each) => each.post)];
  const [n, leftOut] = [complete.length, people.length - complete.length];
  const row = { outcome, n, leftOut, pre, post, note: "", test: null, holm: NaN };
  if (n < 2) return { ...row, note: say("few_forms", { n }) };
  if (!changesVary(pre, post)) {
    const change = general(mean(changesOf(pre, post)));
    return { ...row, note: `the differences do not vary: every change is ${change}, so t is undefined` };
  }
  return { ...row, test: pairedTest(pre, post) };
}

/** One test as texts: outcome, pairs, before, after, change, t, p, p by Holm. */
export function testAsTexts({ outcome, n, pre, post, test, holm }) {
  const waves = [pre, post].map((scores) => (n > 1 ? `${fixed(mean(scores), 2)} (${fixed(sd(scores), 2)})` : "–"));
  const head = [outcome, `${n}`, ...waves];
  if (!test) {
    const change = n > 1 ? fixed(mean(changesOf(pre, post)), 2) : "–";
    return [...head, change, "–", "–", "–"];
  }
  const change = `${fixed(test.meanChange, 2)} (${interval(test.low, test.high, 2)})`;
  return [...head, change, testInWords(test), printedP(test.pvalue, [ALPHA]), printedP(holm, [ALPHA])];
}

/**
 * What is significant at .05, before and after Holm's adjustment.
 * @param {ReturnType<typeof compareWaves>} rows
 */
export function verdictOf(rows) {
  const tested = rows.filter(({ test }) => test);
  if (!tested.length) return "";
  const [alpha, single] = [level(ALPHA), significant(tested.filter(({ test }) => test.pvalue < ALPHA))];
  if (tested.length === 1) return say("verdict", { alpha, single });
  const kept = significant(tested.filter(({ holm }) => holm < ALPHA));
  return say("verdict_of_several", { alpha, single, n: tested.length, kept });
}

function significant(rows) {
  if (!rows.length) return say("none_significant");
  const outcomes = listed(rows.map(({ outcome }) => outcome));
  return say(rows.length === 1 ? "one_significant" : "several_significant", { outcomes });
}

/**
 * The comparison in a paragraph.
 * @param {ReturnType<typeof compareWaves>} rows
 * @param {{person: string, reason: string}[]} incomplete
 * @param {string[]} doubts in sentences
 * @param {{abbreviation: string, confidence: string}[]} forms of which it is said how sure the keys are
 */
export function writeUp(rows, incomplete, doubts, forms) {
  const leftOut = incomplete.map(({ person, reason }) => `${person} (${reason})`);
  return [
    whoInWords(rows),
    ...rows.map(outcomeInWords),
    verdictOf(rows),
    leftOut.length ? say("left_out", { people: leftOut.join(", ") }) : "",
    ...doubts,
    ...forms.map(({ abbreviation: form, confidence }) => say("key", { form, confidence })),
    say("no_control"),
  ]
    .filter((sentence) => sentence)
    .join(" ");
}

function whoInWords(rows) {
  if (!rows.length) return say("nobody");
  const sizes = rows.map(({ n }) => n);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const people = low < high ? say("people_by_outcome", { low, high }) : say("people", { n: high });
  const count = rows.filter(({ test }) => test).length;
  return count ? say("who", { people, tests: say("tests", { n: count }) }) : say("who_untested", { people });
}

function outcomeInWords({ outcome, test, note }) {
  const name = outcome[0].toUpperCase() + outcome.slice(1);
  if (!test) return say("untested", { name, note });
  const { meanChange: change } = test;
  return say("outcome", {
    name,
    verb: say(change > 0 ? "rose" : change < 0 ? "fell" : "stayed"),
    before: meanInWords(test.meanPre, test.sdPre),
    after: meanInWords(test.meanPost, test.sdPost),
    test: testInWords(test),
    p: pIs(test.pvalue, [ALPHA]),
    change: fixed(change, 2),
    level: percent(0.95),
    interval: interval(test.low, test.high, 2),
    d_z: fixed(test.d_z, 2),
  });
}

function meanInWords(m, s) {
  return say("mean", { mean: fixed(m, 2), sd: fixed(s, 2) });
}

function testInWords({ df, statistic }) {
  return say("test", { df, t: fixed(statistic, 2) });
}

/**
 * Which tests rest on fewer than half of the people, or on fewer than 3.
 * @param {ReturnType<typeof compareWaves>} rows
 * @returns {import("./doubts.js").Doubt[]}
 */
export function pairDoubts(rows) {
  const groups = new Map();
  for (const row of rows) {
    const { n, leftOut, test } = row;
    const key = `${n} ${leftOut}`;
    if (test && (n < leftOut || n < 3)) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const [{ n, leftOut }] = group;
    const outcomes = listed(group.map(({ outcome }) => outcome));
    return { kind: "pairs", question: say("few_pairs", { n, total: n + leftOut, outcomes }), stops: true };
  });
}
