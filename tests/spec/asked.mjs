/**
 * What the pages' modules are asked in each case, and how their answer is held against Python's.
 *
 * `run.mjs` asks in Node; the tests in browsers ask the same modules where the book is served.
 */

import { audit as auditing } from "../../src/twowaves/printed/audit.js";
import * as further from "../../src/twowaves/printed/redundant.js";
import { finding, headline } from "../../src/twowaves/printed/findings.js";
import { workingOut } from "../../src/twowaves/widgets/class_data/results.js";
import { firstCell, safeCell } from "../../src/twowaves/_base/cells.js";
import { asText } from "../../src/twowaves/_base/fraction.js";
import * as sums from "../../src/twowaves/printed/sums.js";
import * as lab from "../../src/twowaves/widgets/limitations_lab/words.js";
import * as distributions from "../../src/twowaves/_base/distributions.js";
import * as numbers from "../../src/twowaves/_base/numbers.js";
import { intervalOf, parsePrinted } from "../../src/twowaves/printed/number.js";
import { readPrinted } from "../../src/twowaves/printed/reading.js";
import * as ranks from "../../src/twowaves/paired/rank_tests.js";
import { reported } from "../../src/twowaves/widgets/reported_tests/figure.js";
import { readingResponses } from "../../src/twowaves/forms/responses.js";
import { problemsOf, scoresOf } from "../../src/twowaves/forms/scoring.js";
import * as sheets from "../../src/twowaves/widgets/score_sheet/words.js";
import { atOnce } from "../../src/twowaves/_base/slices.js";
import * as stats from "../../src/twowaves/paired/ttest.js";
import * as systems from "../../src/twowaves/widgets/three_systems/words.js";
import { testAsTexts } from "../../src/twowaves/forms/waves.js";
import { testsInFull } from "../../src/twowaves/forms/waves_in_full.js";
import { agreementOf } from "../../book/assets/agreement.js";
import { answerText } from "../../book/assets/exercise_answer.js";
import { figuresOf as figuresOfPeople } from "../../book/assets/own_figures.js";

const audit = (table, options) => auditing(table, { ...options, further });

const RELATIVE = 1e-10;
// others, relative and absolute: almost constant changes keep few digits, counts keep all
const TOLERANCES = {
  ...{ edges: [1e-8, 1e-14], edge_sds: [1e-8, 0], critical: [1e-12, 0] },
  ...{ sign_flip_test: [1e-12, 0], signed_rank_test: [1e-12, 0], sign_test: [1e-12, 0], adjusted: [0, 1e-12] },
};

const FIGURES = [
  ...["n", "df", "statistic", "pvalue", "meanPre", "sdPre", "meanPost", "sdPost", "meanChange", "sdChange"],
  ...["r", "d_z", "d_av", "d_rm", "g_av", "low", "high"],
];
const REASONS = { "would not vary": "no change", "SD of change": "too small", "too large": "too large" };

const fractionOf = (text) => {
  const [p, q = "1"] = text.split("/");
  return { p: BigInt(p), q: BigInt(q) };
};
const boundsOf = ([low, high, closedLow, closedHigh]) => ({
  low: fractionOf(low),
  high: fractionOf(high),
  closedLow,
  closedHigh,
});
const endsOf = ({ low, high, closedLow, closedHigh }) => [
  low && asText(low),
  high && asText(high),
  closedLow,
  closedHigh,
];
const limitsOf = (given) => given && { lowest: BigInt(given[0]), highest: BigInt(given[1]) };
const textsOf = (all) => all.map((number) => (number === null ? null : `${number}`));
const rangeOf = (range) => (sums.isEmpty(range) ? [] : textsOf([range.start, range.stop]));
const plain = (number) => (Number.isFinite(number) ? number : pythonsName(number));
const pythonsName = (number) => (Number.isNaN(number) ? "nan" : number < 0 ? "-inf" : "inf");

const recordOf = ({ check, verdict, expected, printed, detail, reading, distance }) => [
  ...[check, verdict, expected, printed, detail, reading],
  distance,
];

/** @type {Map<string, any>} the keys of the forms, as a file of cases hands them over */
const forms = new Map();
/** @type {Map<string, any>} those of score sheets, and the words of the three systems */
const kept = new Map();

/** Each kind of question, asked of the page. */
const ASKED = {
  audit: {
    audit: (table, alpha, n) =>
      audit(table, { alpha, n }).map(recordOf),
    declared: (table, options) => audit(table, options).map(recordOf),
    findings: (table, alpha, n) => {
      const report = audit(table, { alpha, n });
      const count = report.length / table.length;
      const rows = table.map((_, i) =>
        Object.fromEntries(report.slice(i * count, (i + 1) * count).map((found) => [found.check, found])),
      );
      const told = rows.map(finding).map((found) => [
        ...[found.verdict, found.at_odds, found.sentence],
        ...[found.distance, found.made, found.checks],
      ]);
      return [...told, headline(rows)];
    },
  },
  answers: {
    answer_text: (given, kind, decimals) => answerText(given, { kind, decimals }).text ?? null,
    own_figures: (pre, post, names) => {
      const found = figuresOfPeople(pre, post, { ...stats, ...ranks });
      return names.map((name) => found[name]);
    },
    kappa: (one, other) => agreementOf(one.map((code, i) => [code, other[i]])).kappa,
  },
  cells: { safe: safeCell, first: firstCell },
  forms: {
    form: (form) => forms.set(form.id, form).get(form.id).id,
    scores: (id, answers, rules) => scoresOf(answers, forms.get(id), rules).map(({ value }) => value),
    class: classFigures,
  },
  numbers: Object.fromEntries(Object.entries(numbers).map(([name, print]) => [pythonsSpelling(name), print])),
  printed: {
    parse_printed: (text) => {
      const found = parsePrinted(text);
      return found && [found.text, asText(found.value), found.decimals, found.relation];
    },
    interval: (text, rounding) => endsOf(intervalOf(parsePrinted(text), rounding)),
    fits: (statistic, pvalue, n, tails, reading) =>
      reported([{ statistic, pvalue }], { n, tails, alpha: 0.05, correction: "none", reading })[0].fits,
  },
  reading: {
    read: (text, { mapping, decimal }) => readAs(readPrinted(`${text}\n`, { mapping: new Map(mapping), decimal })),
  },
  responses: {
    reading: (text) => orMessage(() => cellsOf(text)),
  },
  sums: {
    magnitude: (bounds) => endsOf(sums.magnitude(boundsOf(bounds))),
    above_zero: (bounds) => endsOf(sums.aboveZero(boundsOf(bounds))),
    totals: (mean, n, limits) => rangeOf(sums.totals(boundsOf(mean), BigInt(n), limitsOf(limits))),
    squares: (total, sd, n, limits) => rangeOf(sums.squares(BigInt(total), boundsOf(sd), BigInt(n), limitsOf(limits))),
    squares_of_change: (change, t, n, limits) =>
      textsOf(sums.squaresOfChange(BigInt(change), boundsOf(t), BigInt(n), limitsOf(limits))),
    closes: (n, spread, before, after) =>
      sums.closes(BigInt(n), BigInt(spread), before.map(BigInt), after.map(BigInt), new sums.Steps()),
    root: (number) => `${sums.root(BigInt(number))}`,
    examine: examined,
    examine_rounded: examined,
  },
  ttest: {
    p_two_tailed: distributions.tTwoTailed,
    p: distributions.tPvalue,
    critical: distributions.tCritical,
    density: (t, df) => distributions.tDensity(df)(t),
    hedges: (df) => plain(stats.hedgesCorrection(df)),
    paired_ttest: (pre, post, alternative, alpha) => figuresOf(pre, post, FIGURES, { alternative, alpha }),
    testable,
    edges: (pre, post) => figuresOf(pre, post, ["statistic", "pvalue", "r", "d_z"]),
    edge_sds: (pre, post) => figuresOf(pre, post, ["sdPre", "sdPost"]),
  },
  rank_tests: {
    sign_flip_test: ranks.signFlipTest,
    signed_rank_test: ranks.signedRankTest,
    sign_test: ranks.signTest,
    adjusted: stats.adjusted,
  },
  said: {
    form: (key, form) => kept.set(key, form) && key,
    sheet: (key, state) => sheetInWords(state, kept.get(key)),
    lab: (summary, truth) => `${lab.verdictInWords(summary)} ${lab.meaningInWords(summary, truth)}`,
    lab_title: lab.titleInWords,
    systems_words: (words) => kept.set("systems", words) && words.systems.length,
    systems: (state) => systemsInWords(kept.get("systems"), state),
  },
};
/** told_apart for toldApart. */
function pythonsSpelling(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The steps that a search takes, the obstacle and the sums, or that it is too long. */
function examined(n, given) {
  const steps = new sums.Steps(sums.MOST_STEPS);
  const bounds = (name) => given[name] && boundsOf(given[name]);
  const figures = {
    meanPre: bounds("mean_pre"),
    meanPost: bounds("mean_post"),
    sdPre: bounds("sd_pre"),
    sdPost: bounds("sd_post"),
    statistic: bounds("statistic"),
    limits: limitsOf(given.limits),
  };
  try {
    const { sums: pair, obstacle } = sums.examine(figures, n, steps);
    return [sums.MOST_STEPS - steps.left, obstacle, pair && textsOf(pair)];
  } catch (error) {
    if (!(error instanceof sums.TooLong)) throw error;
    return "too long";
  }
}

function figuresOf(pre, post, names, options) {
  const test = stats.pairedTest(pre, post, options);
  return names.map((name) => plain(test[name]));
}

/** Title, sentences, problems, and what the answer to each item counts in every score. */
function sheetInWords(state, form) {
  const results = scoresOf(state.answers, form, state);
  const uses = state.answers.map((answer, i) => {
    const used = results.filter(({ score }) => score.items.includes(i + 1));
    const told = used.map((one) => `${one.score.name}: ${sheets.useInWords(answer, i + 1, one, form)}`);
    return told.join("; ") || sheets.say("in_no_score");
  });
  const sentence = sheets.sentencesOf(state, form).filter(Boolean).join(" ");
  return [sheets.titleOf(state, form), sentence, problemsOf(state.answers, form).map(({ problem }) => problem), uses];
}

function systemsInWords(words, state) {
  const { head, says } = systems.balanceOf(words, state);
  return [systems.titleInWords(words, state), `${head}. ${systems.levelsInWords(words, state)} ${says}`];
}

/** What a printed table is read as, without what it lacks, or the question that is asked. */
function readAs({ table, readings, question, headers, samples, ...told }) {
  if (question) return question;
  const rows = table.rows.map((row) => table.columns.map((name) => row[name] ?? ""));
  const all = { ...told, table: [table.columns, ...rows], readings: readings.map(readAs) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value.length));
}

function orMessage(work) {
  try {
    return work();
  } catch (error) {
    return error.message;
  }
}

function cellsOf(text) {
  const { columns, rows } = atOnce(readingResponses(text));
  return [columns, ...rows];
}

/** All that follows from a class's file, or the sentence in which it is refused. */
function classFigures(text, rules) {
  const all = orMessage(() => atOnce(workingOut(atOnce(readingResponses(text)), [...forms.values()], rules)));
  if (typeof all === "string") return { refused: all };
  return {
    sentence: all.sentence,
    paragraph: all.paragraph,
    problems: all.problems,
    incomplete: all.incomplete.map(({ person, reason }) => [person, reason]),
    scores: all.forms.map(({ scores }) => scores),
    doubts: all.doubts.map(({ kind, question, stops }) => [kind, question, stops]),
    tests: all.rows.map(testAsTexts),
    full: testsInFull(all.rows).map((cells) => cells.map(asNumber)),
  };
}

/** A table's cell as the number that it is, where it is one. */
function asNumber(cell) {
  return cell !== "" && Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

/** "" where these pairs can be tested, else the reason in two words. */
function testable(pre, post) {
  const why = stats.whyUntestable(pre, post);
  if (!why.includes("too large") && stats.changesVary(pre, post) === why.includes("would not vary"))
    return "two answers";
  return why && REASONS[Object.keys(REASONS).find((words) => why.includes(words))];
}

/**
 * Where what the page says is not what the package says, "" if it is the same. Numbers may differ in
 * their last digits.
 */
function difference(expected, found, tolerance, place = "") {
  if (expected && found && typeof expected === "object" && typeof found === "object") {
    const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
    for (const name of names) {
      const inside = difference(expected[name], found[name], tolerance, `${place}[${name}]`);
      if (inside) return inside;
    }
    return "";
  }
  return isNear(expected, found, tolerance)
    ? ""
    : `${JSON.stringify(expected)} in Python, ${JSON.stringify(found)} here${place && ` at ${place}`}`;
}

function isNear(expected, found, [relative, absolute]) {
  if (typeof expected !== "number" || typeof found !== "number") return expected === found;
  return expected === found || Math.abs(found - expected) <= Math.max(relative * Math.abs(expected), absolute);
}

/**
 * What is wrong with the cases of a subject, one sentence each; none if all is well.
 * @param {string} subject
 * @param {Record<string, any[][]>} casesByKind in each case what is given, and last what Python answers
 */
export function* differences(subject, casesByKind) {
  for (const [kind, cases] of Object.entries(casesByKind)) {
    const ask = ASKED[subject]?.[kind];
    if (!ask)
      throw new Error(`${subject}: no module of the page is asked about ${kind}; add it to tests/spec/asked.mjs`);
    for (const each of cases) {
      const given = each.slice(0, -1);
      const wrong = difference(each.at(-1), ask(...given), TOLERANCES[kind] ?? [RELATIVE, 0]);
      if (wrong) yield `${subject} ${kind}: ${wrong}, for ${JSON.stringify(given)}`;
    }
  }
}
