/**
 * Data sets that print the same row, one after the other, and what other tests make of each.
 */

import rules from "./rules.json" with { type: "json" };
import templates from "./words.json" with { type: "json" };
import {
  button,
  download,
  fill,
  fillTable,
  fold,
  make,
  note,
  offer,
  scrollTable,
  select,
  slider,
} from "../kit/controls.js";
import { asCsv } from "../../_base/cells.js";
import { numberOrText } from "../kit/link_values.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { fixed, level, printedP, whole } from "../../_base/numbers.js";
import { signFlipTest, signTest, signedRankTest } from "../../paired/rank_tests.js";
import { ReconstructionPlot } from "./plot.js";
import { sentences } from "../../_base/sentences.js";
import { changesOf, mean, sd } from "../../paired/ttest.js";
import { tPvalue } from "../../_base/distributions.js";
import { listed, said, whyNoChoice } from "../../_base/words.js";

/** @typedef {{outcome: string, n: number, which: number, tails: "two" | "one"}} State */
/** @typedef {{outcome: string, n: number, n_items: number, printed: Record<string, string>, pre: number[][], post: number[][]}} Group */

const KEYS = /** @type {const} */ (["outcome", "n", "which", "tails"]);
const ALPHA = rules.alpha;
const TAILS = { two: "Two: any change", one: "One: in the direction of the mean change" };
const TABLES = {
  figures: ["Figure", "Printed", "This data set"],
  tests: ["Test", "p", "Result"],
  people: ["Person", "Before", "After", "Change", "p of t without"],
};

const say = sentences(templates);

/**
 * What there is to say of one data set: the same as `ReconstructionBrowser` in Python.
 * @param {Group} group
 * @param {State} state
 */
export function examined(group, { which, tails }) {
  const [pre, post] = [group.pre[which - 1], group.post[which - 1]];
  const change = changesOf(pre, post);
  const alternative = tails === "two" ? "two-sided" : mean(change) >= 0 ? "greater" : "less";
  const pOf = (changes) => {
    const t = tOf(changes);
    return Number.isFinite(t) ? tPvalue(t, changes.length - 1, alternative) : NaN;
  };
  const pvalues = [pOf(change), ...[signedRankTest, signFlipTest, signTest].map((test) => test(change, alternative))];
  const tests = /** @type {[string, number][]} */ (rules.tests.map((name, i) => [name, pvalues[i]]));
  const without = change.map((_, i) => pOf(change.filter((__, j) => j !== i)));
  const points = (wave) => wave.map((total) => total / group.n_items);
  const figures = {
    mean_pre: mean(pre) / group.n_items,
    sd_pre: sd(pre) / group.n_items,
    mean_post: mean(post) / group.n_items,
    sd_post: sd(post) / group.n_items,
    statistic: Math.abs(tOf(change)),
  };
  return { pre: points(pre), post: points(post), change: points(change), tests, without, figures };
}

/** t of changes that vary; of others it is infinite or none. */
function tOf(change) {
  return mean(change) / (sd(change) / Math.sqrt(change.length));
}

/**
 * The result in a sentence, as Python says it.
 * @param {ReturnType<typeof examined>} found
 * @param {State} state
 */
export function inWords({ tests, without }, { tails }) {
  const names = (wanted) => tests.filter(([, p]) => p < ALPHA === wanted).map(([name]) => name);
  const [yes, no] = [names(true), names(false)];
  let by = say(yes.length ? "by_all" : "by_none");
  if (yes.length && no.length) by = say("by_some", { some: listed(yes), others: listed(no, "or") });
  const result = say(tails === "two" ? "two_tailed" : "one_tailed", { alpha: level(ALPHA), by });
  const known = without.filter((p) => !Number.isNaN(p));
  if (!known.length) return say("no_test", { result });
  const [low, high] = [Math.min(...known), Math.max(...known)].map(pInWords);
  return say("without_one", { result, low, high, who: leftOut(without) });
}

function leftOut(without) {
  const significant = without.filter((p) => p < ALPHA).length;
  if (significant === without.length) return say("whoever");
  if (!significant) return say("not_whoever");
  return say("without_some", { some: significant, people: without.length });
}

function pInWords(p) {
  // without a p, the changes of those who are left do not vary
  return Number.isNaN(p) ? "none" : printedP(p, [ALPHA], 4);
}

/** One figure. */
class ReconstructionBrowser extends LiveFigure {
  static keys = KEYS;
  static label = "Reconstructions";
  static look = "pp-reconstruction";

  build() {
    this.groups = /** @type {Group[]} */ (this.model.get("sets"));
    this.names = [...new Set(this.groups.map(({ outcome }) => outcome))];
    this.#buildControls();
    this.buildResult();
    this.plot = new ReconstructionPlot(this.root, ALPHA);
    note(
      this.root,
      "Each thin line is one synthetic person, broken where the person moved against the mean; the thick line is the mean. Filled: significant; hollow: not.",
    );
    this.tables = {
      figures: scrollTable(this.root, { label: say("rows"), heads: TABLES.figures }),
      tests: scrollTable(fold(this.root, "The tests as a table"), { label: "The tests", heads: TABLES.tests }),
      people: scrollTable(fold(this.root, "The people as a table"), { label: "The people", heads: TABLES.people }),
    };
    this.buildShare([
      ["Download data (CSV)", () => download("synthetic-reconstruction.csv", this.#csv(), "text/csv")],
      ["Download picture (SVG)", () => this.#downloadPicture()],
      ["Start again", () => this.replace(this.atFirst)],
    ]);
  }

  #buildControls() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.outcomes = select(box, {
      label: "Outcome",
      options: this.names.map((name) => [name, name]),
      onChange: (outcome) => this.#choose(outcome),
    });
    this.sizes = select(box, {
      label: "Number of people (n)",
      options: [],
      onChange: (n) => this.change({ n: Number(n), which: 1 }),
    });
    this.tails = this.choice(box, "Tails", "tails", TAILS);
    this.slider = slider(box, {
      label: "Data set",
      min: 1,
      max: 20,
      step: 1,
      onInput: (which) => this.change({ which }),
    });
    const steps = make("div", { class: "pp-steps" }, this.root);
    button(steps, "Previous data set", () => this.#step(-1));
    button(steps, "Next data set", () => this.#step(1));
  }

  /** The data sets of an outcome and n, if there are any. */
  #group({ outcome, n }) {
    return this.groups.find((group) => group.outcome === outcome && group.n === n);
  }

  /** Why a state cannot be shown, or nothing. */
  whyImpossible(state) {
    if (!this.names.includes(state.outcome))
      return `the outcome would be ${said(state.outcome)}; it must be one of ${listed(this.names, "or")}.`;
    const group = this.#group(state);
    if (!group)
      return `n would be ${said(state.n)}; for ${state.outcome} it is ${listed(this.#sizesOf(state.outcome).map(String), "or")}.`;
    const count = group.pre.length;
    if (!(Number.isInteger(state.which) && state.which >= 1 && state.which <= count)) {
      return `the data set would be number ${said(state.which)}; there are ${count}.`;
    }
    return whyNoChoice(state, { tails: TAILS });
  }

  #sizesOf(outcome) {
    return this.groups.filter((group) => group.outcome === outcome).map(({ n }) => n);
  }

  read(key, text) {
    return ["n", "which"].includes(key) ? numberOrText(text) : text;
  }

  #step(by) {
    const count = this.#group(this.state).pre.length;
    this.change({ which: ((this.state.which - 1 + by + count) % count) + 1 }, "");
  }

  /** Another outcome may not have been reconstructed for this n. */
  #choose(outcome) {
    const n = this.#group({ outcome, n: this.state.n }) ? this.state.n : this.#sizesOf(outcome)[0];
    this.change({ outcome, n, which: 1 });
  }

  async #downloadPicture() {
    const { standaloneSvg } = await import("../kit/svg_file.js");
    download("synthetic-reconstruction.svg", standaloneSvg(this.plot.svg, this.#title()), "image/svg+xml");
  }

  #title() {
    const { outcome, n, which } = this.state;
    return say("title", { which, count: this.#group(this.state).pre.length, outcome, n });
  }

  show() {
    const { state } = this;
    const group = this.#group(state);
    this.found = examined(group, state);
    this.#offerSizes();
    fill(this.outcomes, state.outcome);
    fill(this.sizes, `${state.n}`);
    fill(this.tails, state.tails);
    if (this.slider.input.max !== `${group.pre.length}`) this.slider.span(1, group.pre.length, 1);
    this.slider.show(state.which, `${state.which} of ${group.pre.length}`);
    this.tell(this.#title(), inWords(this.found, state));
    this.paint();
    for (const [name, lines] of Object.entries(this.#lines())) fillTable(this.tables[name].body, lines);
  }

  #offerSizes() {
    const sizes = this.#sizesOf(this.state.outcome);
    if (this.offered === `${sizes}`) return;
    this.offered = `${sizes}`;
    offer(this.sizes, sizes.map(String));
  }

  paint() {
    const group = this.#group(this.state);
    const all = [...group.pre, ...group.post].flat();
    /** @type {[number, number]} */
    const span = [Math.min(...all) / group.n_items, Math.max(...all) / group.n_items];
    this.plot.paint({ ...this.found, span });
  }

  /** The lines of the tables, in their words. */
  #lines() {
    const { pre, post, change, tests, without, figures } = this.found;
    const { printed, n_items: items } = this.#group(this.state);
    const score = (value) => (items === 1 ? whole(value) : fixed(value, 2));
    return {
      figures: Object.entries(rules.figures).map(([key, name]) => [
        name,
        printed[key] ?? "not known",
        Number.isFinite(figures[key]) ? fixed(figures[key], 4) : "none",
      ]),
      tests: tests.map(([name, p]) => [name, pInWords(p), p < ALPHA ? "significant" : "not"]),
      people: pre.map((_, i) => [`${i + 1}`, score(pre[i]), score(post[i]), score(change[i]), pInWords(without[i])]),
    };
  }

  #csv() {
    const people = this.found.pre.map((_, i) => [`${i + 1}`, `${this.found.pre[i]}`, `${this.found.post[i]}`]);
    return asCsv([["synthetic person", "pre", "post"], ...people]);
  }
}

export default liveFigure(ReconstructionBrowser);
