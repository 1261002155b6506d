/**
 * The six reported tests: choose n, tails, level, correction and how p is read, and see what stays.
 */

import rules from "./rules.json" with { type: "json" };
import templates from "./words.json" with { type: "json" };
import { download, fill, make, slider, stackedTable } from "../kit/controls.js";
import { asCsv } from "../../_base/cells.js";
import { draw, write } from "../kit/drawing.js";
import { markOf } from "../kit/p_axis.js";
import { key } from "../kit/stage.js";
import { toFloat } from "../../_base/fraction.js";
import { boundsOf, examine, magnitude } from "../../printed/sums.js";
import { LEVELS, whyNoLevel } from "../../_base/levels.js";
import { numberOrText } from "../kit/link_values.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { level, printedP, typed } from "../../_base/numbers.js";
import { intervalOf, parsePrinted } from "../../printed/number.js";
import { asThreshold, isMeant, pvalue, pvalues, readingOf } from "../../printed/implied.js";
import { figuresOf } from "../../printed/reported.js";
import { ReportedPlot } from "./plot.js";
import { sentences } from "../../_base/sentences.js";
import { adjusted } from "../../paired/ttest.js";
import { listed, said, whyNoChoice } from "../../_base/words.js";

/** @typedef {{n: number, tails: "two" | "one", alpha: number, correction: "none" | "holm" | "bh", reading: "rounded" | "threshold"}} State */

const KEYS = /** @type {const} */ (["n", "tails", "alpha", "correction", "reading"]);
const SIZES = rules.sizes;
const CHOICES = {
  tails: { two: "Two: any change", one: "One: in the predicted direction" },
  correction: { none: "None", holm: "Holm", bh: "Benjamini and Hochberg" },
  reading: { rounded: "rounded: .05 is .045 to .055", threshold: "a level: .05 is below .05" },
};
const ASKED = { tails: "Tails", correction: "Correction for six tests", reading: "A printed p is" };
const HEADS = ["Outcome", "t as printed", "p", "p corrected", "Result", "Paper", "p as printed", "Do they fit?"];

const say = sentences(templates);

/**
 * What each test says in a state: the same as `ReportedTests.result` in Python.
 * @param {Record<string, any>[]} rows
 * @param {State} state
 */
export function reported(rows, { n, tails, alpha, correction, reading }) {
  const sides = tails === "two" ? 2 : 1;
  const tests = rows.map((row) => {
    const t = parsePrinted(row.statistic);
    const size = magnitude(boundsOf(intervalOf(t))); // |t| is anywhere in it
    return { row, p: pvalue(Math.abs(toFloat(t.value)), n - 1, sides), possible: pvalues(size, n - 1, sides) };
  });
  const single = tests.map(({ p }) => p);
  const corrected = adjusted(single, correction);
  return tests.map(({ row, p, possible }, i) => {
    const meant = meaning(row.pvalue, reading);
    return {
      outcome: row.outcome,
      p,
      adjusted: corrected[i],
      significant: corrected[i] < alpha,
      claimed: row.claim === "significant",
      printed: /** @type {[number, number]} */ ([Math.max(0, meant.low), Math.min(1, meant.high)]),
      fits: isMeant(meant, possible),
    };
  });
}

/** The p values that a printed one stands for. */
function meaning(text, reading) {
  const printed = parsePrinted(text);
  return (reading === "threshold" && asThreshold(printed)) || readingOf(printed);
}

/** Why a state cannot be shown, or nothing. */
function whyImpossible({ n, alpha, ...choices }) {
  if (!SIZES.includes(n)) return `n would be ${said(n)}; it is a whole number from ${SIZES[0]} to ${SIZES.at(-1)}.`;
  return whyNoLevel(alpha) || whyNoChoice(choices, CHOICES);
}

/** One figure. */
class ReportedTests extends LiveFigure {
  static keys = KEYS;
  static label = "Reported tests";
  static look = "pp-reported";

  build() {
    this.rows = this.model.get("rows");
    this.possible = this.rows.map((row) => {
      const figures = figuresOf(row);
      return SIZES.map((n) => examine(figures, n).sums !== null);
    });
    this.plot = new ReportedPlot(this.buildStage(), this.rows.length, SIZES);
    this.#buildControls();
    key(this.root, this.#signs());
    this.buildResult();
    const outcomes = this.rows.map(({ outcome }) => outcome);
    this.cells = stackedTable(this.root, { label: "The tests as a table", heads: HEADS, rows: outcomes });
    this.buildShare([
      ["Download table (CSV)", () => download("reported-tests.csv", this.#csv(), "text/csv")],
      ["Download picture (SVG)", () => this.savePicture("reported-tests", this.#inWords())],
      ["Start again", () => this.replace(this.atFirst)],
    ]);
  }

  /** What is drawn, and what it means. @returns {[SVGElement[], string][]} */
  #signs() {
    const triangle = draw("path", markOf(11, 8, true));
    const dot = draw("circle", { class: "pp-raw", cx: 11, cy: 7, r: 3 });
    const cross = draw("path", { class: "pp-cell", d: "M6 2l10 10m0 -10l-10 10" });
    return [
      [[triangle], "significant"],
      [[draw("path", markOf(11, 7, false))], "not"],
      [[draw("rect", { class: "pp-printed", x: 3, y: 0, width: 16, height: 14 })], "p as printed"],
      [[draw("circle", { class: "pp-ghost", cx: 11, cy: 7, r: 5 })], "by the other number of tails"],
      [[draw("line", { class: "pp-step", x1: 2, x2: 20, y1: 7, y2: 7 }), dot], "before correction"],
      [[draw("circle", { class: "pp-cell is-possible", cx: 11, cy: 7, r: 5 })], "this n is possible"],
      [[cross], "it is not"],
    ];
  }

  whyImpossible(state) {
    return whyImpossible(state);
  }

  read(key, text) {
    return ["n", "alpha"].includes(key) ? numberOrText(text) : text;
  }

  #buildControls() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.nSlider = slider(box, {
      label: "Number of pairs (n)",
      min: SIZES[0],
      max: SIZES.at(-1),
      step: 1,
      onInput: (n) => this.change({ n }),
    });
    this.alphaSlider = slider(box, { ...LEVELS, onInput: (alpha) => this.change({ alpha }) });
    this.inputs = {
      tails: this.choice(box, ASKED.tails, "tails", CHOICES.tails),
      correction: this.choice(box, ASKED.correction, "correction", CHOICES.correction),
      reading: this.choice(box, ASKED.reading, "reading", CHOICES.reading),
    };
  }

  show() {
    const { state } = this;
    this.tests = reported(this.rows, state);
    this.others = reported(this.rows, { ...state, tails: state.tails === "two" ? "one" : "two" });
    this.nSlider.show(state.n, `${state.n}`);
    this.alphaSlider.show(state.alpha, level(state.alpha));
    for (const [name, input] of Object.entries(this.inputs)) fill(input, state[name]);
    this.stage.show(standingOf(this.tests));
    this.tell(verdictOf(this.tests), `${this.#sizeInWords()} ${fitInWords(this.tests)}`);
    this.paint();
    this.tests.forEach((test, i) => this.#line(test, i).forEach((text, column) => write(this.cells[i][column], text)));
  }

  paint() {
    this.plot.paint(
      this.tests.map((test, i) => ({ ...test, other: this.others[i].adjusted, possible: this.possible[i] })),
      this.state,
    );
  }

  /** Which outcomes could have been printed from whole totals of this many people. */
  #sizeInWords() {
    const column = SIZES.indexOf(this.state.n);
    const not = this.rows.filter((_, i) => !this.possible[i][column]).map(({ outcome }) => outcome);
    const start = `With whole-number answers, n = ${this.state.n}`;
    if (!not.length) return `${start} can give the printed means, SDs and t of every outcome.`;
    return `${start} cannot give the printed figures of ${listed(not)}.`;
  }

  /** A line of the table, in its words. */
  #line({ p, adjusted: corrected, significant, claimed, fits }, i) {
    const { statistic, pvalue } = this.rows[i];
    const short = (value) => printedP(value, [this.state.alpha], 4); // the third is often what a verdict hangs on
    const says = (yes) => (yes ? "significant" : "not significant");
    return [
      statistic.replace("-", "\u2212"),
      short(p),
      short(corrected),
      says(significant),
      says(claimed),
      pvalue,
      fits ? "yes" : "no",
    ];
  }

  #csv() {
    const how = KEYS.map((name) => `${this.state[name]}`);
    const rows = this.tests.map((test, i) => [test.outcome, ...this.#line(test, i).map(typed), ...how]);
    return asCsv([[...HEADS, ...KEYS], ...rows]);
  }

  /** What the picture shows, and of which choices. */
  #inWords() {
    const { n, tails, alpha, correction, reading } = this.state;
    const chosen = { tails, correction, reading };
    const said = Object.entries(chosen).map(([name, value]) => `${ASKED[name]}: ${CHOICES[name][value]}`);
    const how = `n = ${n}; α = ${level(alpha)}; ${said.join("; ")}.`;
    return [verdictOf(this.tests), how];
  }
}

/** How many are significant, and whether they are the paper's. @returns {import("../kit/stage.js").Standing} */
function standingOf(tests) {
  const count = tests.filter(({ significant }) => significant).length;
  const holds = tests.every(({ significant, claimed }) => significant === claimed);
  return { lead: `${count} of ${tests.length} significant`, holds, yes: "as in the paper", no: "unlike the paper" };
}

function verdictOf(tests) {
  const names = tests.filter(({ significant }) => significant).map(({ outcome }) => outcome);
  const which = names.length ? ` (${listed(names)})` : "";
  const n = names.length;
  const count = say(n === 1 ? "one_significant" : "significant", { n, outcomes: tests.length, which });
  if (tests.every((test) => test.significant === test.claimed)) return say("as_claimed", { count });
  return say("unlike_claimed", { count, claimed: tests.filter(({ claimed }) => claimed).length });
}

function fitInWords(tests) {
  const not = tests.filter(({ fits }) => !fits).map(({ outcome }) => outcome);
  return not.length ? `The printed p does not fit for ${listed(not)}.` : "Every printed p fits.";
}

export default liveFigure(ReportedTests);
