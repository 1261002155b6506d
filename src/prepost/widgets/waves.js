/**
 * Two waves of forms: paired, compared and written up, as `prepost.waves`, word for word.
 */

import { fixed, general, interval, pIs, printedP } from "./number_text.js";
import { adjusted, changesVary, mean, pairedTest, sd } from "./stats.js";
import { listed } from "./words.js";

const ALPHA = 0.05;

/** @typedef {{person: string, wave: string, scores: (number | null)[]}} Scored one form */
/** @typedef {{outcome: string, people: {person: string, pre: number | null, post: number | null}[]}} Pairs */

/**
 * Each outcome's scores before and after, person by person; throws a sentence where it cannot tell.
 * @param {Scored[]} forms
 * @param {string[]} outcomes
 * @param {import("./class_keys.js").Keys} keys what the columns and the waves are called
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
    if (!person) throw new Error(`form ${i + 1} has no ${keys.person}; write who it is from`);
    if (wave !== keys.before && wave !== keys.after) {
      throw new Error(
        `form ${i + 1} (${person}): ${keys.wave} is '${wave}'; it must be '${keys.before}' or '${keys.after}'`,
      );
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
  ].map(([side, word]) => {
    const lacking = pairs.filter(({ people }) => people[i][side] === null).map(({ outcome }) => outcome);
    if (lacking.length === pairs.length) return `no score ${word}`;
    return lacking.length ? `no score ${word} for ${listed(lacking)}` : "";
  });
  return parts.filter((part) => part).join("; ");
}

/**
 * The paired t test of every outcome.
 * @param {Pairs[]} pairs
 */
export function compareWaves(pairs) {
  const rows = pairs.map(({ outcome, people }) => compared(outcome, people));
  const tested = rows.filter(({ test }) => test);
  const holm = adjusted(
    tested.map(({ test }) => test.pvalue),
    "holm",
  );
  tested.forEach((row, i) => (row.holm = holm[i]));
  return rows;
}

function compared(outcome, people) {
  const complete = people.filter(({ pre, post }) => pre !== null && post !== null);
  const [pre, post] = [complete.map((each) => each.pre), complete.map((each) => each.post)];
  const row = {
    outcome,
    n: complete.length,
    leftOut: people.length - complete.length,
    pre,
    post,
    note: "",
    test: null,
    holm: NaN,
  };
  if (row.n < 2) return { ...row, note: `${row.n} complete pair(s); a paired t test needs 2 or more` };
  if (!changesVary(pre, post)) {
    return {
      ...row,
      note: `the differences do not vary: every change is ${general(mean(changesOf(row)))}, so t is undefined`,
    };
  }
  return { ...row, test: pairedTest(pre, post) };
}

function changesOf({ pre, post }) {
  return pre.map((score, i) => post[i] - score);
}

/** One test as texts: outcome, pairs, before, after, change, t, p, p by Holm. */
export function testAsTexts({ outcome, n, pre, post, test, holm }) {
  const waves = [pre, post].map((scores) => (n > 1 ? `${fixed(mean(scores), 2)} (${fixed(sd(scores), 2)})` : "–"));
  const head = [outcome, `${n}`, ...waves];
  if (!test) {
    const change = n > 1 ? fixed(mean(changesOf({ pre, post })), 2) : "–";
    return [...head, change, "–", "–", "–"];
  }
  const change = `${fixed(test.meanChange, 2)} (${interval(test.low, test.high, 2)})`;
  return [
    ...head,
    change,
    `t(${test.df}) = ${fixed(test.statistic, 2)}`,
    printedP(test.pvalue, [ALPHA]),
    printedP(holm, [ALPHA]),
  ];
}

const FIGURES = [
  ["mean_pre", "meanPre"],
  ["sd_pre", "sdPre"],
  ["mean_post", "meanPost"],
  ["sd_post", "sdPost"],
  ["mean_change", "meanChange"],
  ["sd_change", "sdChange"],
  ["r", "r"],
  ["statistic", "statistic"],
  ["df", "df"],
  ["pvalue", "pvalue"],
  ["ci_low", "low"],
  ["ci_high", "high"],
  ["d_z", "d_z"],
  ["d_av", "d_av"],
  ["g_av", "g_av"],
];

/** The tests in full, as `compare_waves` returns them; a cell is empty where there is no figure. */
export function testsInFull(rows) {
  const names = FIGURES.map(([name]) => name);
  const at = names.indexOf("ci_low");
  const heads = [
    "outcome",
    "n",
    "n_left_out",
    ...names.slice(0, at),
    "pvalue_holm",
    ...names.slice(at),
    "note",
    "confidence_level",
  ];
  const lines = rows.map((row) => {
    const figures = FIGURES.map(([, key]) => figuresOf(row)[key]);
    const cells = [row.n, row.leftOut, ...figures.slice(0, at), row.holm, ...figures.slice(at)];
    const texts = cells.map((figure) => (Number.isFinite(figure) ? `${figure}` : ""));
    return [row.outcome, ...texts, row.note, "0.95"];
  });
  return [heads, ...lines];
}

/** The figures of a row; without a test, means and SDs. */
function figuresOf({ n, pre, post, test }) {
  if (test || n < 2) return test ?? {};
  return {
    meanPre: mean(pre),
    sdPre: sd(pre),
    meanPost: mean(post),
    sdPost: sd(post),
    meanChange: mean(changesOf({ pre, post })),
  };
}

/**
 * What is significant at .05, before and after Holm's adjustment.
 * @param {ReturnType<typeof compareWaves>} rows
 */
export function verdictOf(rows) {
  const tested = rows.filter(({ test }) => test);
  if (!tested.length) return "";
  const said = `At α = .05, ${significant(tested.filter(({ test }) => test.pvalue < ALPHA))}`;
  if (tested.length === 1) return `${said}.`;
  return `${said}; adjusted for ${tested.length} tests by Holm's method, ${significant(tested.filter(({ holm }) => holm < ALPHA))}.`;
}

function significant(rows) {
  if (!rows.length) return "no change is significant";
  const many = rows.length > 1;
  return `the change${many ? "s" : ""} in ${listed(rows.map(({ outcome }) => outcome))} ${many ? "are" : "is"} significant`;
}

/**
 * The comparison in a paragraph.
 * @param {ReturnType<typeof compareWaves>} rows
 * @param {{person: string, reason: string}[]} incomplete
 * @param {string[]} doubts in sentences
 * @param {{id: string, confidence: string}[]} forms of which it is said how sure the keys are
 */
export function writeUp(rows, incomplete, doubts, forms) {
  const leftOut = incomplete.map(({ person, reason }) => `${person} (${reason})`);
  return [
    whoInWords(rows),
    ...rows.map(outcomeInWords),
    verdictOf(rows),
    leftOut.length ? `Not in every test: ${leftOut.join(", ")}.` : "",
    ...doubts,
    ...forms.map(({ id, confidence }) => `On ${id}: ${confidence}`),
    "Without a control group, a change cannot be credited to what happened in between.",
  ]
    .filter((sentence) => sentence)
    .join(" ");
}

function whoInWords(rows) {
  if (!rows.length) return "No outcome was compared.";
  const sizes = rows.map(({ n }) => n);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const one = high === 1 ? "1 person" : `${high} people`;
  const people = low < high ? `${low} to ${high} people, depending on the outcome,` : one;
  const count = rows.filter(({ test }) => test).length;
  if (!count) return `${people} had scores before and after (no paired t test was possible).`;
  const tests = count === 1 ? "1 paired t test" : `${count} paired t tests`;
  return `${people} had scores before and after (${tests}, two-sided).`;
}

function outcomeInWords({ outcome, test, note }) {
  const name = outcome[0].toUpperCase() + outcome.slice(1);
  if (!test) return `${name} could not be tested: ${note}.`;
  const { meanChange } = test;
  const verb = meanChange > 0 ? "rose" : meanChange < 0 ? "fell" : "did not change on average: it went";
  return (
    `${name} ${verb} from M = ${fixed(test.meanPre, 2)} (SD = ${fixed(test.sdPre, 2)}) ` +
    `to M = ${fixed(test.meanPost, 2)} (SD = ${fixed(test.sdPost, 2)}), ` +
    `t(${test.df}) = ${fixed(test.statistic, 2)}, ${pIs(test.pvalue, [ALPHA])}, ` +
    `mean change ${fixed(meanChange, 2)}, 95 % CI ${interval(test.low, test.high, 2)}, ` +
    `d_z = ${fixed(test.d_z, 2)}.`
  );
}
