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
  offer,
  scrollTable,
  select,
  slider,
  switchBox,
} from "../kit/controls.js";
import { asCsv } from "../../_base/cells.js";
import { draw, write } from "../kit/drawing.js";
import { markOf } from "../kit/p_axis.js";
import { key } from "../kit/stage.js";
import { numberOrText } from "../kit/link_values.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { fixed, level, pIs, printedP, whole } from "../../_base/numbers.js";
import { signFlipTest, signTest, signedRankTest } from "../../paired/rank_tests.js";
import { FlipBook, Flight, STILL } from "./flip_book.js";
import { ReconstructionPlot } from "./plot.js";
import { SHOWN, SideBySide } from "./side_by_side.js";
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

/** How many people decide each alone: without one of them the verdict is another. */
function decidingIn({ tests, without }) {
  const isSignificant = tests[0][1] < ALPHA;
  return without.map((p) => !Number.isNaN(p) && p < ALPHA !== isSignificant);
}

/**
 * How things stand, in a line.
 * @param {State} state
 * @param {number} count of the data sets
 * @param {ReturnType<typeof examined>} found
 * @returns {import("../kit/stage.js").Standing}
 */
function standingOf({ which }, count, { tests, deciding }) {
  const people = deciding.filter(Boolean).length;
  const hangs = people === 1 ? "hangs on one person" : `hangs on any of ${people}`;
  const p = Number.isNaN(tests[0][1]) ? "no p" : pIs(tests[0][1], [ALPHA]);
  return {
    lead: `${which} of ${count}: ${p}`,
    holds: people === 0,
    yes: "hangs on nobody",
    no: hangs,
    now: hangs,
  };
}

/** One figure. */
class ReconstructionBrowser extends LiveFigure {
  static keys = KEYS;
  static label = "Reconstructions";
  static look = "pp-reconstruction";

  build() {
    this.groups = /** @type {Group[]} */ (this.model.get("sets"));
    this.names = [...new Set(this.groups.map(({ outcome }) => outcome))];
    const stage = this.buildStage();
    this.moving = new ReconstructionPlot(stage, ALPHA);
    this.still = new SideBySide(stage, ALPHA);
    this.plot = this.moving;
    this.flight = new Flight();
    this.book = new FlipBook(this.root, { turn: () => this.#turn(), changed: (plays) => this.#showPlaying(plays) });
    this.#buildTurns();
    key(this.root, this.#signs());
    this.#buildControls();
    this.buildResult();
    this.#buildTables();
    this.buildShare([
      ["Download data (CSV)", () => download("synthetic-reconstruction.csv", this.#csv(), "text/csv")],
      ["Download picture (SVG)", () => this.savePicture("synthetic-reconstruction", this.#inTwoSentences())],
      ["Start again", () => this.replace(this.atFirst)],
    ]);
    this.ended.signal.addEventListener("abort", () => this.#close());
    this.#lookAt(Boolean(STILL?.matches)); // as a reader wants it who asked for less motion
    STILL?.addEventListener("change", () => this.#lookAt(STILL.matches), { signal: this.ended.signal });
  }

  /** Through the data sets: by themselves, one by one, or to any. */
  #buildTurns() {
    const steps = make("div", { class: "pp-steps" }, this.root);
    this.player = button(steps, "Play", () => (this.book.isPlaying ? this.#pause() : this.#play()));
    this.player.className = "pp-play";
    for (const [name, by] of /** @type {const} */ ([
      ["Previous", -1],
      ["Next", 1],
    ]))
      button(steps, name, () => this.#step(by)).setAttribute("aria-label", `${name} data set`);
    const box = make("div", { class: "pp-sliders" }, this.root);
    const onInput = (which) => this.#byHand({ which });
    this.slider = slider(box, { label: "Data set", min: 1, max: 20, step: 1, onInput });
    const switches = make("div", { class: "pp-switches" }, this.root);
    this.stop = switchBox(switches, { label: "Stop where it hangs on one person", onChange: () => {} });
    this.beside = switchBox(switches, { label: "Side by side", onChange: (isSo) => this.#lookAt(isSo) });
  }

  /** What is drawn, and what it means. @returns {[SVGElement[], string][]} */
  #signs() {
    const line = (look) => draw("path", { class: look, d: "M2 7H20" });
    const person = (look) => {
      const group = draw("g", { class: `pp-pair ${look}` });
      draw("path", { d: "M2 7H20" }, group);
      if (look === "is-deciding") draw("circle", { cx: 11, cy: 7, r: 4 }, group);
      return group;
    };
    return [
      [[person("")], "synthetic person"],
      [[person("is-against")], "moved against the mean"],
      [[person("is-deciding")], "without this one the verdict flips"],
      [[line("pp-mean-line")], "mean, and SD as a bracket: they stand still"],
      [[draw("path", markOf(11, 8, true))], "significant"],
      [[draw("path", markOf(11, 7, false))], "not"],
    ];
  }

  #buildControls() {
    const box = make("div", { class: "pp-sliders" }, fold(this.root, "Another row of the paper, one tail"));
    this.outcomes = select(box, {
      label: "Outcome",
      options: this.names.map((name) => [name, name]),
      onChange: (outcome) => this.#choose(outcome),
    });
    this.sizes = select(box, {
      label: "Number of people (n)",
      options: [],
      onChange: (n) => this.#byHand({ n: Number(n), which: 1 }),
    });
    this.tails = select(box, {
      label: "Tails",
      options: Object.entries(TAILS),
      onChange: (tails) => this.#byHand({ tails }),
    });
  }

  #buildTables() {
    this.tables = {
      figures: scrollTable(this.root, { label: say("rows"), heads: TABLES.figures }),
      tests: scrollTable(fold(this.root, "The tests as a table"), { label: "The tests", heads: TABLES.tests }),
      people: scrollTable(fold(this.root, "The people as a table"), { label: "The people", heads: TABLES.people }),
    };
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

  /** The number of the data set some steps further on, round and round. */
  #further(by) {
    const count = this.#group(this.state).pre.length;
    return ((this.state.which - 1 + by + count) % count) + 1;
  }

  #step(by) {
    this.#byHand({ which: this.#further(by) }, "");
  }

  /** A hand takes the book over. */
  #byHand(part, kind = undefined) {
    this.book.pause();
    this.change(part, kind);
  }

  #play() {
    this.end = this.state.which; // once round
    this.stage.hush(true);
    this.announce("Playing.");
    this.book.play();
  }

  #pause() {
    this.book.pause();
    this.#showStanding(); // of where the people are on their way to
    this.announce("Paused.");
  }

  /** The next data set, unless this is where the book ends. */
  #turn() {
    this.change({ which: this.#further(1) }, "play");
  }

  #showStanding() {
    this.stage.show(standingOf(this.state, this.found.group.pre.length, this.found));
  }

  /** The people stand: while it plays say how now, and go on, or stop. */
  #arrive() {
    this.moving.svg.toggleAttribute("data-on-the-way", false);
    if (!this.book.isPlaying) return;
    this.#showStanding();
    const { deciding } = this.found;
    const isOne = this.stop.checked && deciding.filter(Boolean).length === 1;
    if (isOne || this.state.which === this.end) this.book.pause();
    else this.book.rest();
  }

  #showPlaying(isPlaying) {
    write(this.player, isPlaying ? "Pause" : "Play");
    if (!isPlaying) this.stage.hush(false);
  }

  /** One after the other, or several side by side. */
  #lookAt(isBeside) {
    this.book.pause();
    this.flight.land();
    this.beside.checked = isBeside;
    this.plot = isBeside ? this.still : this.moving;
    this.player.hidden = this.stop.parentElement.hidden = isBeside || Boolean(STILL?.matches);
    for (const plot of [this.moving, this.still]) plot.svg.toggleAttribute("hidden", plot !== this.plot);
    if (!this.found) return; // the figure is only being made
    this.fit();
    this.paint();
  }

  /** Another outcome may not have been reconstructed for this n. */
  #choose(outcome) {
    const n = this.#group({ outcome, n: this.state.n }) ? this.state.n : this.#sizesOf(outcome)[0];
    this.#byHand({ outcome, n, which: 1 });
  }

  /** What the picture shows. */
  #inTwoSentences() {
    return [this.#title(), inWords(this.found, this.state)];
  }

  #title() {
    const { outcome, n, which } = this.state;
    return say("title", { which, count: this.#group(this.state).pre.length, outcome, n });
  }

  show() {
    const { state } = this;
    const group = this.#group(state);
    const before = this.found;
    this.found = this.#look(group, state);
    this.#offerSizes();
    fill(this.outcomes, state.outcome);
    fill(this.sizes, `${state.n}`);
    fill(this.tails, state.tails);
    if (this.slider.input.max !== `${group.pre.length}`) this.slider.span(1, group.pre.length, 1);
    this.slider.show(state.which, `${state.which} of ${group.pre.length}`);
    this.tell(this.#title(), inWords(this.found, state));
    if (!this.book.isPlaying) this.#showStanding(); // a hand sees at once what it did
    this.#go(before);
    for (const [name, lines] of Object.entries(this.#lines())) fillTable(this.tables[name].body, lines);
  }

  /** What there is to say and to draw of one data set. */
  #look(group, state) {
    const found = examined(group, state);
    return { ...found, group, which: state.which, deciding: decidingIn(found) };
  }

  /** From what is drawn to what was found, step by step where that is the same row. @param {any} before */
  async #go(before) {
    const { found } = this;
    this.flight.end();
    const isNear = before?.group === found.group && this.drawn && this.plot === this.moving && !STILL?.matches;
    if (!isNear || before.which === found.which) return this.#stand();
    this.moving.svg.toggleAttribute("data-on-the-way", true);
    const moving = await import("./moving.js").catch(() => null);
    if (this.found !== found || this.ended.signal.aborted) return undefined; // a later hand goes on from here
    if (!moving || this.plot !== this.moving) return this.#stand();
    const { matched, wayBetween } = moving;
    const from = this.drawn;
    const order = matched(from, found);
    const to = inOrder(found, order);
    const way = wayBetween(from, to);
    const at = (part) => this.#draw(part < 1 ? { ...onTheWay(from, to, part), ...way(part) } : to);
    return this.flight.take(at, () => this.#arrive());
  }

  /** Be there at once. */
  #stand() {
    this.drawn = this.found;
    this.paint();
    this.#arrive();
  }

  #draw(picture) {
    this.drawn = picture;
    this.paint();
  }

  /** Nothing moves after the end. */
  #close() {
    this.flight.end();
    this.book.destroy();
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
    const span = [Math.min(...all) / group.n_items, Math.max(...all) / group.n_items];
    const decimals = decimalsOf(group.printed);
    const picture = (found) => ({ ...found, span, decimals });
    if (this.plot === this.moving) return this.moving.paint(picture(this.drawn));
    const first = Math.max(1, Math.min(this.state.which - 1, group.pre.length - SHOWN + 1));
    const numbers = group.pre.map((_, i) => i + 1).slice(first - 1, first - 1 + SHOWN);
    const pictures = numbers.map((which) => picture(this.#look(group, { ...this.state, which })));
    return this.still.paint(pictures, first, this.state.which);
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

/** How many decimals the printed figures have; two where none is known. */
function decimalsOf(printed) {
  const names = Object.keys(rules.figures);
  return Object.fromEntries(names.map((name) => [name, printed[name]?.split(".")[1]?.length ?? 2]));
}

/** The same data set with its people in another order. */
function inOrder(found, order) {
  const put = (values) => order.map((i) => values[i]);
  const { pre, post, without, deciding } = found;
  return { ...found, pre: put(pre), post: put(post), without: put(without), deciding: put(deciding) };
}

/** The p values on the way from one data set to the next, and who decides, as before. */
function onTheWay(from, to, part) {
  const mix = (one, other) =>
    Number.isNaN(one) || Number.isNaN(other) ? other : Math.exp(Math.log(one) * (1 - part) + Math.log(other) * part);
  return {
    ...from,
    tests: to.tests.map(([name, p], i) => [name, mix(from.tests[i][1], p)]),
    without: to.without.map((p, i) => mix(from.without[i], p)),
  };
}

export default liveFigure(ReconstructionBrowser);
