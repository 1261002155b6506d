/**
 * The figure where significance shifts: drag people, move sliders, watch t, p and the verdict.
 *
 * State is the model's: `pre`, `post`, `left_out`, `alpha`, `alternative`, `preset`, `private`, and
 * the people as they came (`given_pre`, `given_post`), to whom "Start again" leads.
 * Everything a reader sees is computed here; a state that cannot be tested is told in the live
 * region and never drawn, so the last good picture stays.
 */

import { button, download, exampleChoice, fill, fold, make, numberField, select, slider } from "../kit/controls.js";
import { draw, roundStep, write } from "../kit/drawing.js";
import { key, significance } from "../kit/stage.js";
import { LEVELS } from "../../_base/levels.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { valuesOf } from "../kit/model.js";
import { fixed, interval, level, percent, pIs, shortest, sizedP, typed } from "../../_base/numbers.js";
import { PairedHand, snap } from "./hand.js";
import { PairedPlot } from "./plot.js";
import {
  FIELDS,
  MOST,
  OWN,
  QUESTIONS,
  asGiven,
  captionOf,
  givenIn,
  linkFields,
  nameOf,
  offered,
  ownDigits,
  ownLook,
  pivotalPeople,
  samePeople,
  say,
  stateFromLink,
  tested,
  whyImpossible,
} from "./state.js";
import { pInPlainWords, resultInWords } from "./words.js";
import { pastePanel } from "./paste.js";
import { readNumber } from "../kit/read_number.js";
import { resized, withCorrelation, withMeanChange, withSdChange } from "./sample.js";
import { pairedTest, whyUntestable } from "../../paired/ttest.js";

/** @import { State } from "./state.js" */

const FEWEST = 2;
const KEYS = ["pre", "post", "given_pre", "given_post", "left_out", "alpha", "alternative", "preset", "private"];
const HELP =
  "Drag an end of a line, or use keys on it: arrows move it (with Shift ten steps), " +
  "Home and End go to the ends of the axis, Page Up and Page Down to another person, Delete leaves the person out or puts them back.";

/** One figure: its parts on the page, its state, and what a reader's hand does to it. */
class PairedExplorer extends LiveFigure {
  static keys = KEYS;
  static label = "Paired explorer";
  static look = "pp-explorer";

  build() {
    this.presets = this.model.get("presets");
    this.selected = 0;
    const label = "Scores before and after, their changes, the t distribution, and p";
    this.plot = new PairedPlot(this.buildStage(), label);
    this.#buildMain();
    this.#buildMore();
    this.#listen();
    this.#allow(false);
  }

  whyImpossible(state) {
    return whyImpossible(state, this.presets);
  }

  stays() {
    return this.state ? `The figure shows ${this.shown.verdict}` : "";
  }

  fields(withData) {
    return linkFields(this.state, this.#peopleWithoutLink(), withData, this.presets);
  }

  linkLimits() {
    return { known: FIELDS };
  }

  /** What the figure shows without the link is said as well. */
  refuseLink(problem) {
    this.begin(this.atFirst);
    this.say(problem);
  }

  stateFrom(fields) {
    return stateFromLink(fields, this.presets, this.atFirst);
  }

  #buildMain() {
    this.plain = make("p", { class: "pp-plain" }, this.root);
    this.sliders = make("div", { class: "pp-sliders" }, this.root);
    const onRelease = () => this.state && this.#adapt();
    const add = (label, min, max, step, onInput) => slider(this.sliders, { label, min, max, step, onInput, onRelease });
    this.nSlider = add("Number of pairs (n)", FEWEST, MOST, 1, (n) => this.#setSize(n));
    this.meanSlider = add("Mean change", -1, 1, 0.01, (value) => this.#bend(withMeanChange, value));
    this.sdSlider = add("Spread of change (SD)", 0.01, 1, 0.01, (value) => this.#bend(withSdChange, value));
    this.rSlider = add("Correlation of before and after (r)", -0.99, 0.99, 0.01, (r) => this.#correlate(r));
    this.alphaSlider = slider(this.sliders, { ...LEVELS, onInput: (alpha) => this.#try({ alpha }), onRelease });
    this.buildSteps([["Start again", () => this.#startAgain()]]);
    this.caption = make("p", { class: "pp-caption" }, this.root);
    key(this.root, this.#signs());
    this.buildResult();
    const keys = make("p", { class: "pp-note pp-keys", id: `${this.plot.hatchId}-keys` }, this.root, HELP);
    this.plot.svg.setAttribute("aria-describedby", keys.id);
  }

  /** What is drawn, and what it means. @returns {[SVGElement[], string][]} */
  #signs() {
    const line = (look) => draw("line", { class: look, x1: 2, x2: 20, y1: 7, y2: 7 });
    const dot = (look) => draw("circle", { class: look, cx: 11, cy: 7, r: 4.5 });
    return [
      [[line("pp-mean")], "mean"],
      [[line("pp-person is-selected")], "selected person"],
      [[dot("pp-before"), dot("pp-after is-pivotal")], "without this one the verdict flips"],
      [[line("pp-ghost")], "at the start"],
    ];
  }

  #buildMore() {
    const people = fold(this.root, "Other people, another question");
    const top = make("div", { class: "pp-top" }, people);
    const own = { own: OWN, word: "own numbers", onChange: (key) => this.#load(key) };
    this.presetInput = exampleChoice(top, offered(this.presets), own);
    this.tailsInput = select(top, {
      label: "Question",
      options: Object.entries(QUESTIONS),
      onChange: (alternative) => this.#try({ alternative }, "alternative", true),
    });
    this.personRow = this.#buildPerson(fold(this.root, "One person: type, leave out, add"));
    this.paste = pastePanel(
      this.root,
      MOST,
      (pairs, notUsed) => this.#paste(pairs, notUsed),
      (problem) => this.#refuse(problem),
    );
    const more = fold(this.root, "Effect sizes, link, downloads");
    this.numbers = make("dl", { class: "pp-numbers" }, more);
    this.buildShare(
      [
        ["Download data (CSV)", () => this.#download("dataOf")],
        ["Download picture (SVG)", () => this.#download("pictureOf")],
      ],
      { frame: (withData) => linkFields(this.state, this.presets[this.state.preset], withData, this.presets) },
      more,
    );
  }

  #buildPerson(parent) {
    const row = make("div", { class: "pp-person-row", role: "group", "aria-label": "The selected person" }, parent);
    const step = (sign, by, name) => button(row, sign, () => this.#pass(by)).setAttribute("aria-label", name);
    step("‹", -1, "Previous person");
    this.personLabel = make("span", { class: "pp-person-label" }, row);
    step("›", 1, "Next person");
    this.scoreFields = ["pre", "post"].map((end) =>
      numberField(row, { label: end, onChange: (text) => this.#type(end, text) }),
    );
    this.leaveOut = button(row, "Leave out", () => this.#toggleOut(this.selected));
    button(row, "Remove", () => this.#remove(this.selected));
    button(row, "Add a person", () => this.#add());
    return row;
  }

  #listen() {
    this.hand = new PairedHand(this.plot, this.root, {
      step: () => this.look.step,
      score: (person, end) => this.state[end][person],
      move: (person, end, value) => this.#setScore(person, end, value),
      selected: () => this.selected,
      select: (person, end) => this.#select(person, end),
      toggleOut: (person) => this.#toggleOut(person),
      released: () => {
        this.#reference();
        this.#adapt();
      },
    });
  }

  /** The people whom a link shows that names nobody: an example's, or those that the page came with. */
  #peopleWithoutLink() {
    const { preset } = this.state;
    if (preset !== OWN) return this.presets[preset];
    return this.atFirst.preset === OWN ? givenIn(this.atFirst) : undefined;
  }

  /** Other people: look, axis and sliders fit them. */
  showAnew() {
    const problem = this.whyImpossible(this.state);
    if (problem) return this.#showNobody(problem);
    const { state, shown } = this;
    this.selected = Math.min(this.selected, state.pre.length - 1);
    this.look = this.presets[state.preset] ?? ownLook([...state.given_pre, ...state.given_post]);
    this.#reference();
    this.#frame();
    if (!shown || !samePeople(shown, state) || shown.preset !== state.preset) {
      this.hand.letGo();
      this.share.reset();
      this.paste.reset();
      this.#allow(true);
      this.#setSpans();
    }
    return this.show();
  }

  /** Python gave scores that cannot be tested, at the start: there is nothing to draw yet. */
  #showNobody(problem) {
    this.#showChoices(this.state);
    this.state = null;
    this.say(problem);
  }

  /** Until there is something to draw, most controls have nothing to work on. */
  #allow(allowed) {
    for (const part of [this.plot.svg, this.personRow, this.sliders, this.share.row])
      part.toggleAttribute("inert", !allowed);
  }

  /**
   * Take on a change of the state if it can be tested; else say why not and keep the last.
   * @param {Record<string, unknown>} part
   * @param {string} [kind] as for `change`
   */
  #try(part, kind = Object.keys(part).join(), reframe = false) {
    if (!this.state) return this.#firstOf(part);
    const next = { ...this.state, ...part };
    const problem = this.whyImpossible(next);
    if (problem) return this.#refuse(problem);
    this.remember(next, kind);
    this.selected = Math.max(0, Math.min(this.selected, next.pre.length - 1));
    if (reframe) this.#frame();
    this.show();
    return true;
  }

  /** With nothing to draw, a question can still be chosen, or people who can be tested. */
  #firstOf(part) {
    this.open({ ...valuesOf(this.model, KEYS), ...part });
    this.showAnew();
    return this.state !== null;
  }

  #refuse(problem) {
    if (this.state) this.show();
    this.say(problem);
    return false;
  }

  /** The sample from which the n slider adds and removes people. */
  #reference() {
    this.origin = tested(this.state);
  }

  /** Other people, with nobody left out, if they can be tested. */
  #takePeople(part) {
    if (!this.state) return this.#firstOf(part);
    const problem = this.whyImpossible({ ...this.state, ...part });
    if (problem) return this.#refuse(problem);
    this.selected = 0;
    this.replace(part);
    return true;
  }

  #load(key) {
    this.#takePeople({ ...asGiven(this.presets[key]), preset: key, private: false });
  }

  /** Back to where these people came from: an example, Python, a link or a paste. */
  #startAgain() {
    const { alpha, alternative } = this.atFirst;
    this.#takePeople({ ...asGiven(givenIn(this.state)), alpha, alternative });
  }

  /** Another number of people who count; those who are left out stay, at the end of the list. */
  #setSize(n) {
    const { pre, post, left_out: out } = this.state;
    if (n + out.length > MOST) return this.#refuse(`With ${out.length} left out, n goes up to ${MOST - out.length}.`);
    const people = resized(this.origin, n);
    return this.#try(
      {
        pre: [...people.pre, ...out.map((i) => pre[i])],
        post: [...people.post, ...out.map((i) => post[i])],
        left_out: out.map((_, k) => n + k),
      },
      "n",
    );
  }

  #bend(how, value) {
    if (this.#try(how(this.state, tested(this.state), value), how.name)) this.#reference();
  }

  #correlate(r) {
    const now = tested(this.state);
    if (now.pre.length < 3)
      return this.#refuse("With two pairs the correlation is always 1 or −1; add a person to vary it.");
    if (!Number.isFinite(pairedTest(now.pre, now.post).r)) {
      return this.#refuse("There is no correlation to vary: everyone has the same score before, or after.");
    }
    return this.#bend(withCorrelation, r);
  }

  #setScore(person, end, value) {
    const scores = [...this.state[end]];
    scores[person] = value;
    return this.#try({ [end]: scores }, `${person} ${end}`);
  }

  #type(end, text) {
    const value = readNumber(text, true);
    if (!Number.isFinite(value))
      return this.#refuse(`“${text.slice(0, 30)}” cannot be read as one number; the score stays as it was.`);
    if (this.#setScore(this.selected, end, value)) this.#settle();
    return true;
  }

  #toggleOut(person) {
    const { left_out: out } = this.state;
    const next = out.includes(person) ? out.filter((i) => i !== person) : [...out, person].sort((a, b) => a - b);
    if (!this.#try({ left_out: next }, "")) return;
    this.#settle();
    this.announce(`Person ${person + 1} ${next.length > out.length ? "is left out" : "counts again"}.`);
  }

  #remove(person) {
    const keep = (_, i) => i !== person;
    const { pre, post, left_out: out } = this.state;
    const leftOut = out.filter((i) => i !== person).map((i) => (i > person ? i - 1 : i));
    if (this.#try({ pre: pre.filter(keep), post: post.filter(keep), left_out: leftOut }, "")) {
      this.#settle();
      this.announce(`Person ${person + 1} removed.`);
    }
  }

  #add() {
    const { pre, post } = this.state;
    if (pre.length >= MOST)
      return this.#refuse(`There are ${MOST} people already, which is as many as this figure draws.`);
    const { meanPre, meanPost } = this.shown.test;
    const { step } = this.look;
    if (!this.#try({ pre: [...pre, snap(meanPre, step)], post: [...post, snap(meanPost, step)] }, "")) return false;
    this.selected = pre.length;
    this.#settle();
    return this.announce(`Person ${pre.length + 1} added.`);
  }

  #paste(pairs, notUsed) {
    const problem = whyUntestable(pairs.pre, pairs.post);
    if (problem) return this.#refuse(`${problem}${notUsed}`);
    if (this.#takePeople({ ...asGiven(pairs), preset: OWN, private: true }) && notUsed) {
      this.tell(`${pairs.pre.length} pairs are in use.${notUsed}`, this.stays());
    }
    return true;
  }

  /** After a hand has moved people: the axis and the n slider start from here. */
  #settle() {
    this.#reference();
    this.#frame();
    this.show();
    return true;
  }

  #select(person, end = "") {
    const count = this.state.pre.length;
    this.selected = (person + count) % count;
    this.show();
    if (end) this.plot.people[this.selected].hits[end === "post" ? 1 : 0].focus();
  }

  /** Go to another person, and say who it is. */
  #pass(by) {
    this.#select(this.selected + by);
    const { pre, post } = this.state;
    const [before, after] = [pre, post].map((scores) => this.shown.format(scores[this.selected]));
    const [first, second] = this.shown.ends.map((end) => end.toLowerCase());
    this.announce(`Person ${this.selected + 1} of ${pre.length}: ${before} ${first}, ${after} ${second}.`);
  }

  /** Hand out a file; what makes it is loaded when it is wanted. @param {"dataOf" | "pictureOf"} what */
  async #download(what) {
    const { verdict } = this.shown;
    const caption = captionOf(this.state, this.presets);
    const files = await import("./files.js");
    download(...files[what](this.state, { caption, verdict, svg: this.plot.svg }));
  }

  /** A hand let go: the axes follow, and nothing else. */
  #adapt() {
    this.#frame();
    this.paint();
  }

  #frame() {
    const { pre, post } = tested(this.state);
    this.plot.frame({ ...this.state, scale: this.look.scale }, pairedTest(pre, post, this.state));
  }

  /** How it was at the start, where it is another now. */
  #begun() {
    const given = givenIn(this.state);
    if (samePeople(given, this.state) && !this.state.left_out.length) return undefined;
    if (whyUntestable(given.pre, given.post)) return undefined;
    return { ...given, test: pairedTest(given.pre, given.post, this.state) };
  }

  /** Ends of the sliders that fit the people: wide enough to play, fine enough to aim. */
  #setSpans() {
    const { pre, post } = tested(this.state);
    const { meanChange, sdChange } = pairedTest(pre, post);
    const reach = Math.max(4 * sdChange, 2 * Math.abs(meanChange));
    const step = roundStep(reach, 300);
    const top = Math.ceil(reach / step) * step;
    this.meanSlider.span(-top, top, step);
    this.sdSlider.span(step, top, step);
  }

  paint() {
    if (this.shown) this.plot.paint(this.shown);
  }

  show() {
    const { state } = this;
    const own = state.preset === OWN;
    // the digits of somebody's own scores follow the scores; an example has its own
    const look = own ? { ...this.look, ...ownDigits([...state.pre, ...state.post]) } : this.look;
    const { pre, post } = tested(state);
    const test = pairedTest(pre, post, state);
    const pivotal = pivotalPeople(state, test.pvalue < state.alpha);
    const words = resultInWords(state, test, pivotal, look);
    const format = (value) => fixed(value, look.decimals);
    const focused = this.plot.svg.contains(document.activeElement);
    this.shown = {
      ...state,
      test,
      verdict: words.verdict,
      pivotal,
      selected: this.selected,
      out: state.pre.map((_, i) => state.left_out.includes(i)),
      unit: look.unit,
      ends: look.ends,
      significant: words.significant,
      start: this.#begun(),
      format,
    };
    this.plot.paint(this.shown);
    // whoever had the focus may be gone
    if (focused && !this.plot.svg.contains(document.activeElement)) this.plot.people[this.selected].hits[0].focus();
    this.#showWords(words);
    this.#showChoices(state);
    this.#showControls(test, look, format);
    this.#showNumbers(test, look);
    // what Python gave and cannot be shown is said until model and picture agree again
    if (!this.areSame(this.written, state)) this.say(this.whyImpossible(this.written));
  }

  #showWords({ verdict, size, flip }) {
    const result = `${size} ${flip}`;
    const people = this.state.left_out.map((i) => i + 1).join(", ");
    const { test, significant, alpha, alternative } = this.shown;
    this.stage.show(significance(pIs(test.pvalue, [alpha]), significant));
    write(this.plain, pInPlainWords(test, alternative));
    this.tell(verdict, people ? say("left_out", { result, people }) : result);
    write(this.caption, `${captionOf(this.state, this.presets)}${this.#beyondScale()}`);
  }

  #beyondScale() {
    const [low, high] = this.look.scale;
    if (low === undefined) return "";
    const count = [...this.state.pre, ...this.state.post].filter((s) => s < low - 1e-9 || s > high + 1e-9).length;
    return count
      ? ` ${count} score${count > 1 ? "s" : ""} now lie${count > 1 ? "" : "s"} outside the scale (${shortest(low)} to ${shortest(high)}).`
      : "";
  }

  #showChoices({ preset, alternative, alpha }) {
    fill(this.presetInput, nameOf(preset));
    fill(this.tailsInput, alternative);
    this.alphaSlider.show(alpha, level(alpha));
  }

  #showControls(test, look, format) {
    const { state } = this;
    this.nSlider.show(test.n, `${test.n}`);
    this.meanSlider.show(test.meanChange, fixed(test.meanChange, look.fine_decimals));
    this.sdSlider.show(test.sdChange, fixed(test.sdChange, look.fine_decimals));
    this.rSlider.show(Number.isFinite(test.r) ? test.r : 0, Number.isFinite(test.r) ? fixed(test.r, 2) : "none");
    write(this.personLabel, `Person ${this.selected + 1} of ${state.pre.length}`);
    this.scoreFields.forEach((field, end) => {
      fill(field, typed(format((end ? state.post : state.pre)[this.selected])));
      write(field.previousElementSibling, `Person ${this.selected + 1}, ${look.ends[end].toLowerCase()}`);
    });
    write(this.leaveOut, state.left_out.includes(this.selected) ? "Put back" : "Leave out");
  }

  #showNumbers(test, look) {
    const rows = [
      ["t", fixed(test.statistic, 3)],
      ["df", `${test.df}`],
      ["p", sizedP(test.pvalue, [this.state.alpha])],
      [`${percent(1 - this.state.alpha)} interval`, interval(test.low, test.high, look.fine_decimals)],
      ["d_z", fixed(test.d_z, 2)],
      ["d_av", fixed(test.d_av, 2)],
      ["d_rm", fixed(test.d_rm, 2)],
      ["g_av", fixed(test.g_av, 2)],
    ];
    if (!this.numbers.children.length) {
      for (const [name] of rows) {
        const box = make("div", {}, this.numbers);
        const term = make("dt", {}, box);
        const [letter, index] = name.split("_");
        term.append(letter);
        if (index) make("sub", {}, term, index);
        make("dd", {}, box);
      }
    }
    rows.forEach(([name, text], i) => {
      const [term, value] = this.numbers.children[i].children;
      if (i === 3) write(term, name); // the level follows α; the other names stay
      write(value, text);
    });
  }
}

export default liveFigure(PairedExplorer);
