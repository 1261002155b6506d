/**
 * The figure where significance shifts: drag people, move sliders, watch t, p and the verdict.
 *
 * State is the model's: `pre`, `post`, `left_out`, `alpha`, `alternative`, `preset`, `private`, and
 * the people as they came (`given_pre`, `given_post`), to whom "Start again" leads.
 * Everything a reader sees is computed here; a state that cannot be tested is told in the live
 * region and never drawn, so the last good picture stays.
 */

import { button, download, fill, make, numberField, select, slider } from "./controls.js";
import { roundStep, standaloneSvg, write } from "./figure.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { fixed, interval, level, percent, shortest, sizedP, typed } from "./number_text.js";
import { PairedHand, snap } from "./paired_hand.js";
import { PairedPlot } from "./paired_plot.js";
import {
  FIELDS,
  MOST,
  OWN,
  QUESTIONS,
  asGiven,
  captionOf,
  dataAsCsv,
  givenIn,
  linkFields,
  ownDigits,
  ownLook,
  pivotalPeople,
  samePeople,
  stateFromLink,
  tested,
  whyImpossible,
} from "./paired_state.js";
import { resultInWords } from "./paired_words.js";
import { pastePanel } from "./paste_panel.js";
import { readNumber, resized, withCorrelation, withMeanChange, withSdChange } from "./sample.js";
import { bringIntoView, followLink } from "./share.js";
import { ShareRow } from "./share_row.js";
import { pairedTest, whyUntestable } from "./stats.js";

/** @typedef {import("./paired_state.js").State} State */

const FEWEST = 2;
const KEYS = ["pre", "post", "given_pre", "given_post", "left_out", "alpha", "alternative", "preset", "private"];
const HELP =
  "Drag an end of a line, or use keys on it: arrows move it (with Shift ten steps), Home and End go to the ends of the axis, Page Up and Page Down to another person, Delete leaves the person out or puts them back.";

/** One figure: its parts on the page, its state, and what a reader's hand does to it. */
class PairedExplorer {
  constructor({ model, el, page }) {
    this.model = model;
    this.page = page; // only on a published page; anywidget's own `host` is something else
    this.presets = model.get("presets");
    this.selected = 0;
    /** @type {State | null} the last state that could be tested: what is shown */
    this.state = null;
    this.root = make(
      "div",
      { class: "prepost pp-figure pp-explorer", role: "group", "aria-label": "Paired explorer" },
      el,
    );
    this.#buildTop();
    this.plot = new PairedPlot(this.root, "Scores before and after, their changes, and the t distribution");
    this.#buildBottom();
    this.#listen();
    this.#start();
  }

  #buildTop() {
    const top = make("div", { class: "pp-top" }, this.root);
    const examples = Object.entries(this.presets).map(
      ([key, { label }]) => /** @type {[string, string]} */ ([key, label]),
    );
    this.presetInput = select(top, { label: "Example", options: examples, onChange: (key) => this.#load(key) });
    // shown while somebody's own numbers are, but there is nothing in it to choose
    make("option", { value: OWN, disabled: "", hidden: "" }, this.presetInput, "own numbers");
    this.tailsInput = select(top, {
      label: "Question",
      options: Object.entries(QUESTIONS),
      onChange: (alternative) => this.#change({ alternative }),
    });
    this.caption = make("p", { class: "pp-caption" }, this.root);
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("strong", {}, this.live);
    this.words = make("span", {}, this.live);
  }

  #buildBottom() {
    const keys = make("p", { class: "pp-note pp-keys", id: `${this.plot.hatchId}-keys` }, this.root, HELP);
    this.plot.svg.setAttribute("aria-describedby", keys.id);
    this.personRow = this.#buildPerson();
    this.sliders = make("div", { class: "pp-sliders" }, this.root);
    const add = (label, min, max, step, onInput) => slider(this.sliders, { label, min, max, step, onInput });
    this.nSlider = add("Number of pairs (n)", FEWEST, MOST, 1, (n) => this.#resize(n));
    this.meanSlider = add("Mean change", -1, 1, 0.01, (value) => this.#bend(withMeanChange, value));
    this.sdSlider = add("Spread of change (SD)", 0.01, 1, 0.01, (value) => this.#bend(withSdChange, value));
    this.rSlider = add("Correlation of before and after (r)", -0.99, 0.99, 0.01, (r) => this.#correlate(r));
    this.alphaSlider = add("Significance level (α)", 0.001, 0.2, 0.001, (alpha) => this.#change({ alpha }));
    this.numbers = make("dl", { class: "pp-numbers" }, this.root);
    this.paste = pastePanel(
      this.root,
      MOST,
      (pairs, notUsed) => this.#paste(pairs, notUsed),
      (problem) => this.#refuse(problem),
    );
    this.share = new ShareRow(this.root, {
      page: this.page,
      fields: (withData) => linkFields(this.state, this.#peopleWithoutLink(), withData),
      frame: (withData) => linkFields(this.state, this.presets[this.state.preset], withData),
      isPrivate: () => this.state.private,
      actions: [
        ["Download data (CSV)", () => download("pairs.csv", dataAsCsv(this.state), "text/csv")],
        ["Download picture (SVG)", () => this.#downloadPicture()],
        ["Start again", () => this.#startAgain()],
      ],
      announce: (news) => write(this.news, `${news} `),
    });
  }

  #buildPerson() {
    const row = make("div", { class: "pp-person-row", role: "group", "aria-label": "The selected person" }, this.root);
    button(row, "‹", () => this.#select(this.selected - 1)).setAttribute("aria-label", "Previous person");
    this.personLabel = make("span", { class: "pp-person-label" }, row);
    button(row, "›", () => this.#select(this.selected + 1)).setAttribute("aria-label", "Next person");
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
      grabbed: () => this.live.setAttribute("aria-busy", "true"), // a screen reader hears the end, not every step
      released: () => {
        this.live.removeAttribute("aria-busy");
        this.#reference();
      },
    });
    this.unwatch = watch(this.model, KEYS, () => this.#receive());
    this.onAddress = () => this.#followAddress();
    if (this.page) addEventListener("hashchange", this.onAddress);
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this.root);
  }

  /** What Python or the page holds, whether or not it can be tested. */
  #given() {
    return /** @type {State} */ (valuesOf(this.model, KEYS));
  }

  #start() {
    const width = this.page?.figure.clientWidth || this.root.clientWidth;
    if (width) this.plot.resize(width);
    this.written = this.atFirst = this.#given();
    this.#allow(false);
    const problem = whyImpossible(this.atFirst, this.presets);
    if (problem) {
      this.#say(problem); // Python gave scores that cannot be tested: nothing to draw yet
      this.#showChoices(this.atFirst);
    } else {
      this.#takeOn(this.atFirst);
    }
    if (this.#followAddress()) bringIntoView(this.page);
  }

  /** The state in the address, if there is one; tells whether there was. */
  #followAddress() {
    return followLink(this.page, {
      known: FIELDS,
      open: (fields) => this.#write(this.#takeOn(stateFromLink(fields, this.presets, this.atFirst))),
      refuse: (problem) => {
        this.#write(this.#takeOn(this.atFirst));
        this.#say(problem);
      },
    });
  }

  /** Python changed something. */
  #receive() {
    const given = this.#given();
    if (KEYS.every((key) => given[key] === this.written[key])) return; // our own change, come back
    this.written = this.atFirst = given;
    const problem = whyImpossible(given, this.presets);
    if (problem) {
      this.refused = problem; // said until the model and the picture agree again
      this.#say(problem);
    } else {
      this.#takeOn(given);
    }
  }

  /** The people whom a link shows that names nobody: an example's, or those that the page came with. */
  #peopleWithoutLink() {
    const { preset } = this.state;
    if (preset !== OWN) return this.presets[preset];
    return this.atFirst.preset === OWN ? givenIn(this.atFirst) : undefined;
  }

  #write(state) {
    this.written = state; // before Python hears of it and answers
    writeValues(this.model, KEYS, state);
    this.written = this.#given();
  }

  /** Take on other people, who can be tested: look, axis and sliders fit them. */
  #takeOn(state) {
    const before = this.state;
    this.state = state;
    this.refused = "";
    this.selected = Math.min(this.selected, state.pre.length - 1);
    this.look = this.presets[state.preset] ?? ownLook([...state.given_pre, ...state.given_post]);
    this.#reference();
    if (!before || !samePeople(before, state) || before.preset !== state.preset) {
      this.hand.letGo();
      this.share.reset();
      this.paste.reset();
      this.#allow(true);
      this.#frame();
      this.#setSpans();
    }
    this.#show();
    return state;
  }

  /** Until there is something to draw, most controls have nothing to work on. */
  #allow(allowed) {
    for (const part of [this.plot.svg, this.personRow, this.sliders, this.share.row])
      part.toggleAttribute("inert", !allowed);
  }

  /** Take on a change of the state if it can be tested; else say why not and keep the last. */
  #change(part, reframe = false) {
    const next = { ...(this.state ?? this.#given()), ...part };
    const problem = whyImpossible(next, this.presets);
    if (!problem || !this.state) this.#write(next); // with nothing to draw, a question can still be chosen
    if (problem) return this.#refuse(problem);
    if (!this.state) this.#takeOn(next);
    this.state = next;
    this.refused = "";
    this.selected = Math.max(0, Math.min(this.selected, next.pre.length - 1));
    if (reframe) this.#frame();
    this.#show();
    this.share.remember();
    return true;
  }

  #refuse(problem) {
    if (this.state) this.#show();
    this.#say(problem);
    return false;
  }

  /** The sample from which the n slider adds and removes people. */
  #reference() {
    this.origin = tested(this.state);
  }

  /** Other people, with nobody left out, if they can be tested. */
  #replace(part) {
    const next = { ...(this.state ?? this.#given()), ...part };
    const problem = whyImpossible(next, this.presets);
    if (problem) return this.#refuse(problem);
    this.selected = 0;
    this.#write(this.#takeOn(next));
    this.share.remember();
    return true;
  }

  #load(key) {
    this.#replace({ ...asGiven(this.presets[key]), preset: key, private: false });
  }

  /** Back to where these people came from: an example, Python, a link or a paste. */
  #startAgain() {
    const { alpha, alternative } = this.atFirst;
    this.#replace({ ...asGiven(givenIn(this.state)), alpha, alternative });
  }

  /** Another number of people who count; those who are left out stay, at the end of the list. */
  #resize(n) {
    const { pre, post, left_out: out } = this.state;
    if (n + out.length > MOST) return this.#refuse(`With ${out.length} left out, n goes up to ${MOST - out.length}.`);
    const people = resized(this.origin, n);
    return this.#change(
      {
        pre: [...people.pre, ...out.map((i) => pre[i])],
        post: [...people.post, ...out.map((i) => post[i])],
        left_out: out.map((_, k) => n + k),
      },
      true,
    );
  }

  #bend(how, value) {
    if (this.#change(how(this.state, tested(this.state), value), true)) this.#reference();
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
    return this.#change({ [end]: scores });
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
    if (this.#change({ left_out: next })) this.#reference();
  }

  #remove(person) {
    const keep = (_, i) => i !== person;
    const { pre, post, left_out: out } = this.state;
    const leftOut = out.filter((i) => i !== person).map((i) => (i > person ? i - 1 : i));
    if (this.#change({ pre: pre.filter(keep), post: post.filter(keep), left_out: leftOut })) this.#settle();
  }

  #add() {
    const { pre, post } = this.state;
    if (pre.length >= MOST)
      return this.#refuse(`There are ${MOST} people already, which is as many as this figure draws.`);
    const { meanPre, meanPost } = this.shown.test;
    const { step } = this.look;
    if (!this.#change({ pre: [...pre, snap(meanPre, step)], post: [...post, snap(meanPost, step)] })) return false;
    this.selected = pre.length;
    return this.#settle();
  }

  #paste(pairs, notUsed) {
    const problem = whyUntestable(pairs.pre, pairs.post);
    if (problem) return this.#refuse(`${problem}${notUsed}`);
    if (this.#replace({ ...asGiven(pairs), preset: OWN, private: true }) && notUsed) {
      this.#say(`${pairs.pre.length} pairs are in use.${notUsed}`, true);
    }
    return true;
  }

  /** After a hand has moved people: the axis and the n slider start from here. */
  #settle() {
    this.#reference();
    this.#frame();
    this.#show();
    return true;
  }

  #select(person, end = "") {
    const count = this.state.pre.length;
    this.selected = (person + count) % count;
    this.#show();
    if (end) this.plot.people[this.selected].hits[end === "post" ? 1 : 0].focus();
  }

  #downloadPicture() {
    const text = standaloneSvg(this.plot.svg, `${this.caption.textContent} ${this.shown.verdict}`);
    download("paired-explorer.svg", text, "image/svg+xml");
  }

  #frame() {
    this.plot.frameScores({ ...this.state, scale: this.look.scale });
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

  #fit() {
    const width = this.root.clientWidth;
    if (!width || Math.round(width) === this.plot.at.width) return;
    this.plot.resize(width);
    if (this.shown) this.plot.paint(this.shown);
  }

  #show() {
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
      format,
    };
    this.plot.paint(this.shown);
    // whoever had the focus may be gone
    if (focused && !this.plot.svg.contains(document.activeElement)) this.plot.people[this.selected].hits[0].focus();
    this.#showWords(words);
    this.#showChoices(state);
    this.#showControls(test, look, format);
    this.#showNumbers(test, look);
    if (this.refused) this.#say(this.refused);
  }

  #showWords({ verdict, size, flip }) {
    this.live.classList.remove("is-problem");
    const out = this.state.left_out.map((i) => i + 1);
    const left = out.length ? ` Left out: ${out.join(", ")}.` : "";
    write(this.news, "");
    write(this.verdict, verdict);
    write(this.words, ` ${size} ${flip}${left}`);
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

  /** Say a problem in the live region; the picture stays as it is. */
  #say(problem, isNews = false) {
    this.live.classList.toggle("is-problem", !isNews);
    write(this.news, "");
    write(this.verdict, problem);
    if (!this.state) return;
    write(this.words, ` The figure shows ${this.shown.verdict}`);
  }

  #showChoices({ preset, alternative, alpha }) {
    fill(this.presetInput, preset);
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
    this.scoreFields.forEach(({ input, label }, end) => {
      fill(input, typed(format((end ? state.post : state.pre)[this.selected])));
      write(label, look.ends[end]);
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

  destroy() {
    this.observer.disconnect();
    this.share.destroy();
    removeEventListener("hashchange", this.onAddress);
    this.unwatch();
  }
}

export default {
  /** anywidget's entry, and the page's: draw this model into this element. */
  render({ model, el, page }) {
    const explorer = new PairedExplorer({ model, el, page });
    return () => explorer.destroy();
  },
};
