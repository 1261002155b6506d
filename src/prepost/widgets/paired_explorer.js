/**
 * The figure where significance shifts: drag people, move sliders, watch t, p and the verdict.
 *
 * State is the model's: `pre`, `post`, `left_out`, `alpha`, `alternative`, `preset`, `private`.
 * Everything a reader sees is computed here; a state that cannot be tested is told in the live
 * region and never drawn, so the last good picture stays.
 */

import { button, download, fill, fold, keepKeys, make, numberField, select, slider } from "./controls.js";
import { roundStep, standaloneSvg, write } from "./figure.js";
import { PairedPlot } from "./paired_plot.js";
import { MOST, asCsv, linkFields, pivotalPeople, stateFromLink, tested, whyImpossible } from "./paired_state.js";
import { TAILS, fixed, printedTest, resultInWords } from "./paired_words.js";
import { parsePairs, readNumber, resized, withCorrelation, withMeanChange, withSdChange } from "./sample.js";
import { addressOf, copy, forgetAddress, rememberInAddress, stateInAddress } from "./share.js";
import { pairedTest, whyUntestable } from "./stats.js";

const FEWEST = 2;
const KEYS = ["pre", "post", "left_out", "alpha", "alternative", "preset", "private"];
const ALTERNATIVES = [
  ["two-sided", "Two tails: any change"],
  ["greater", "One tail: scores rise"],
  ["less", "One tail: scores fall"],
];

/** One figure: its parts on the page, its state, and what a reader's hand does to it. */
class PairedExplorer {
  constructor({ model, el, page }) {
    this.model = model;
    this.page = page; // only on a published page; anywidget's own `host` is something else
    this.presets = model.get("presets");
    this.selected = 0;
    this.dragging = false;
    this.root = make("div", { class: "prepost pp-explorer", role: "group", "aria-label": "Paired explorer" }, el);
    this.#buildTop();
    this.plot = new PairedPlot(this.root, "Scores before and after, their changes, and the t distribution");
    this.#buildBottom();
    this.#listen();
    this.#start();
  }

  /** @returns {import("./paired_state.js").State} */
  get state() {
    return /** @type {import("./paired_state.js").State} */ (Object.fromEntries(KEYS.map((key) => [key, this.model.get(key)])));
  }

  get preset() {
    return this.presets[this.model.get("preset")] ?? this.presets.blank;
  }

  #buildTop() {
    const top = make("div", { class: "pp-top" }, this.root);
    this.presetInput = select(top, {
      label: "Example",
      options: Object.entries(this.presets).map(([key, { label }]) => [key, label]),
      onChange: (key) => this.#load(key),
    });
    this.tailsInput = select(top, {
      label: "Question",
      options: /** @type {[string, string][]} */ (ALTERNATIVES),
      onChange: (alternative) => this.#change({ alternative }),
    });
    this.caption = make("p", { class: "pp-caption" }, this.root);
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.verdict = make("strong", {}, this.live);
    this.words = make("span", {}, this.live);
  }

  #buildBottom() {
    this.#buildPerson();
    const sliders = make("div", { class: "pp-sliders" }, this.root);
    const add = (label, min, max, step, onInput) => slider(sliders, { label, min, max, step, onInput });
    this.nSlider = add("Number of pairs (n)", FEWEST, MOST, 1, (n) => this.#resize(n));
    this.meanSlider = add("Mean change", -1, 1, 0.01, (value) => this.#bend(withMeanChange, value));
    this.sdSlider = add("Spread of change (SD)", 0.01, 1, 0.01, (value) => this.#bend(withSdChange, value));
    this.rSlider = add("Correlation of before and after (r)", -0.99, 0.99, 0.01, (r) => this.#correlate(r));
    this.alphaSlider = add("Significance level (α)", 0.001, 0.2, 0.001, (alpha) => this.#change({ alpha }));
    this.numbers = make("dl", { class: "pp-numbers" }, this.root);
    this.#buildPaste();
    this.#buildShare();
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
  }

  #buildPaste() {
    const part = fold(this.root, "Use your own numbers");
    const id = `pp-paste-${Math.random().toString(36).slice(2)}`;
    make("label", { for: id }, part, "Paste two columns, before and after, one person a line");
    this.pasteInput = /** @type {HTMLTextAreaElement} */ (
      keepKeys(make("textarea", { id, rows: "5", spellcheck: "false" }, part))
    );
    button(part, "Use these numbers", () => this.#paste());
    make("p", { class: "pp-note" }, part, "They stay in this page. With a tab or semicolon between the columns a comma is a decimal comma; otherwise a comma separates.");
    this.pasteProblems = make("ul", { class: "pp-problems" }, part);
  }

  #buildShare() {
    const row = make("div", { class: "pp-share" }, this.root);
    if (this.page) this.linkButton = button(row, "Copy link", () => this.#copyLink(false));
    button(row, "Download data (CSV)", () => download("pairs.csv", asCsv(this.state), "text/csv"));
    button(row, "Download picture (SVG)", () => this.#downloadPicture());
    button(row, "Start again", () => this.#startAgain());
    this.warning = make("p", { class: "pp-warning", hidden: "" }, this.root);
    this.shareNote = make("p", { class: "pp-note pp-share-note" }, this.root);
  }

  #listen() {
    const { svg } = this.plot;
    svg.addEventListener("pointerdown", (event) => this.#grab(event));
    svg.addEventListener("pointermove", (event) => this.#drag(event));
    for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => this.#release());
    // a finger on a handle drags it; anywhere else it scrolls the page (touch-action is not enough)
    const onHandle = (event) => {
      if (/** @type {SVGElement} */ (event.target).classList.contains("pp-hit")) event.preventDefault();
    };
    svg.addEventListener("touchstart", onHandle, { passive: false });
    svg.addEventListener("keydown", (event) => this.#key(event));
    // on the HTML root: an SVG element that listens for focus would take part in the tab order
    this.root.addEventListener("focusin", (event) => {
      const person = Number(/** @type {SVGElement} */ (event.target).dataset?.person ?? NaN);
      if (Number.isInteger(person) && person !== this.selected) this.#select(person, false);
    });
    let waiting = false;
    for (const key of KEYS) {
      this.model.on(`change:${key}`, () => {
        if (waiting) return;
        waiting = true; // both lists of one update from Python, then one picture
        queueMicrotask(() => {
          waiting = false;
          this.#receive();
        });
      });
    }
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this.root);
  }

  #start() {
    this.shown = null;
    this.written = this.state;
    const width = this.page?.figure.clientWidth || this.root.clientWidth;
    if (width) this.plot.resize(width);
    const fields = this.page && stateInAddress(this.page.id);
    let problem = "";
    if (fields) {
      try {
        this.#write(stateFromLink(fields, this.presets, this.state));
      } catch (error) {
        problem = `This link cannot be shown: ${error.message}`;
      }
      this.page.figure.scrollIntoView?.({ block: "nearest" });
    }
    const impossible = whyImpossible(this.state);
    if (impossible) {
      this.#say(impossible); // Python gave scores that cannot be tested: there is nothing to draw yet
    } else {
      this.#reference();
      this.#frame();
      this.#show();
    }
    if (problem) this.#say(problem);
    if (this.page) addEventListener("hashchange", () => this.#followAddress());
  }

  #followAddress() {
    const fields = stateInAddress(this.page.id);
    if (!fields) return;
    try {
      if (!this.#change(stateFromLink(fields, this.presets, this.state), true)) return;
      this.#reference();
      this.#setSpans();
      this.#show();
    } catch (error) {
      this.#say(`This link cannot be shown: ${error.message}`);
    }
  }

  /** Python changed something. */
  #receive() {
    const { state, written } = this;
    if (KEYS.every((key) => state[key] === written[key])) return; // our own change, come back
    this.written = state;
    const impossible = whyImpossible(state);
    if (impossible) return this.#say(impossible);
    this.selected = Math.min(this.selected, state.pre.length - 1);
    this.#reference();
    this.#frame();
    this.#show();
  }

  #write(state) {
    for (const key of KEYS) {
      if (key in state) this.model.set(key, state[key]);
    }
    this.written = this.state;
    this.model.save_changes();
  }

  /** Take on a new state if it can be tested; else say why not and keep the last. */
  #change(part, reframe = false) {
    const next = { ...this.state, ...part };
    const problem = whyImpossible(next);
    if (problem) return this.#refuse(problem);
    this.#write(next);
    this.selected = Math.max(0, Math.min(this.selected, next.pre.length - 1));
    if (reframe) this.#frame();
    this.#show();
    this.#remember();
    return true;
  }

  #refuse(problem) {
    if (this.shown) this.#show();
    this.#say(problem);
    return false;
  }

  /** The sample from which the n slider adds and removes people. */
  #reference() {
    this.origin = tested(this.state);
  }

  #load(key, rest = {}) {
    const { pre, post } = this.presets[key];
    this.#takeOn({ pre, post, preset: key, private: false, ...rest });
  }

  /** Take on other people: nobody is left out, and axis and sliders fit them. */
  #takeOn(part) {
    this.selected = 0;
    if (!this.#change({ left_out: [], ...part }, true)) return;
    this.#reference();
    this.#setSpans();
    this.#show();
  }

  /** Back to the example, or to the numbers that the reader pasted, with two tails at .05. */
  #startAgain() {
    const rest = { alpha: 0.05, alternative: "two-sided" };
    if (!this.state.private || !this.pasted) this.#load(this.model.get("preset"), rest);
    else this.#takeOn({ ...this.pasted, ...rest });
  }

  #resize(n) {
    const sample = resized(this.origin, n);
    this.#change({ ...sample, left_out: [] }, true);
  }

  #bend(how, value) {
    if (this.#change(how(this.state, tested(this.state), value), true)) this.#reference();
  }

  #correlate(r) {
    const now = tested(this.state);
    if (now.pre.length < 3) return this.#refuse("With two pairs the correlation is always 1 or −1; add a person to vary it.");
    if (!Number.isFinite(pairedTest(now.pre, now.post).r)) {
      return this.#refuse("There is no correlation to vary: everyone has the same score before, or after.");
    }
    return this.#bend(withCorrelation, r);
  }

  #setScore(person, end, value) {
    const scores = [...this.model.get(end)];
    scores[person] = value;
    return this.#change({ [end]: scores });
  }

  #type(end, text) {
    const value = readNumber(text, true);
    if (!Number.isFinite(value)) return this.#refuse(`“${text.slice(0, 30)}” cannot be read as one number; the score stays as it was.`);
    if (this.#setScore(this.selected, end, value)) this.#settle();
    return true;
  }

  #toggleOut(person) {
    const out = this.model.get("left_out");
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
    if (pre.length >= MOST) return this.#refuse(`There are ${MOST} people already, which is as many as this figure draws.`);
    const test = this.shown.test;
    const round = (value) => this.#snap(value);
    this.selected = pre.length;
    if (this.#change({ pre: [...pre, round(test.meanPre)], post: [...post, round(test.meanPost)] })) this.#settle();
    return true;
  }

  #paste() {
    const { pre, post, problems } = parsePairs(this.pasteInput.value);
    if (pre.length > MOST) {
      problems.push(`lines after the first ${MOST} good ones: this figure draws ${MOST} people at the most`);
    }
    this.pasteProblems.replaceChildren();
    for (const problem of problems) make("li", {}, this.pasteProblems, problem);
    const kept = { pre: pre.slice(0, MOST), post: post.slice(0, MOST) };
    const counted = problems.length ? ` Not used: ${problems.join("; ")}.` : "";
    const problem = whyUntestable(kept.pre, kept.post);
    if (problem) return this.#refuse(`${problem}${counted}`);
    this.pasted = { ...kept, preset: "blank", private: true };
    this.#takeOn(this.pasted);
    if (counted) this.#say(`${kept.pre.length} pairs are in use.${counted}`, true);
    return true;
  }

  /** After a hand has moved people: the axis and the n slider start from here. */
  #settle() {
    this.#reference();
    this.#frame();
    this.#show();
  }

  #select(person, focus = false) {
    const count = this.model.get("pre").length;
    this.selected = (person + count) % count;
    this.#show();
    if (focus) this.plot.people[this.selected].hits[focus === "post" ? 1 : 0].focus();
  }

  /** The nearest score that a person could have. */
  #snap(value) {
    const { step } = this.preset;
    return Number((Math.round(value / step) * step).toPrecision(12));
  }

  #grab(event) {
    const touched = /** @type {SVGElement} */ (event.target);
    if (!touched.classList.contains("pp-hit") || event.button > 0) return;
    event.preventDefault();
    const target = this.plot.nearest(touched.dataset.end, event.clientY, this.selected);
    this.dragging = { person: Number(target.dataset.person), end: target.dataset.end };
    this.plot.svg.setPointerCapture(event.pointerId);
    this.live.setAttribute("aria-busy", "true"); // a screen reader hears the end, not every step
    this.selected = this.dragging.person;
    this.#show();
    target.focus({ preventScroll: true });
  }

  #drag(event) {
    if (!this.dragging) return;
    const { person, end } = this.dragging;
    const [low, high] = this.plot.domain;
    const score = this.plot.scoreAt(event.clientY);
    const value = this.#snap(Math.max(low, Math.min(high, score)));
    if (value !== this.model.get(end)[person]) this.#setScore(person, end, value);
  }

  #release() {
    if (!this.dragging) return;
    this.dragging = false;
    this.live.removeAttribute("aria-busy");
    this.#reference();
  }

  #key(event) {
    const target = /** @type {SVGElement} */ (event.target);
    if (!target.classList.contains("pp-hit") || event.ctrlKey || event.metaKey || event.altKey) return;
    const { end } = target.dataset;
    const person = Number(target.dataset.person);
    const { step } = this.preset;
    const now = this.model.get(end)[person];
    const size = event.shiftKey ? 10 * step : step;
    const [low, high] = this.plot.domain;
    const up = Math.min(high, this.#snap(Math.floor(now / step + 1e-9) * step + size));
    const down = Math.max(low, this.#snap(Math.ceil(now / step - 1e-9) * step - size));
    const moves = { ArrowUp: up, ArrowRight: up, ArrowDown: down, ArrowLeft: down, Home: low, End: high };
    if (event.key in moves) this.#setScore(person, end, moves[event.key]);
    else if (event.key === "PageUp") this.#select(person - 1, end);
    else if (event.key === "PageDown") this.#select(person + 1, end);
    else if (event.key === "Delete" || event.key === "Backspace") this.#toggleOut(person);
    else return;
    this.#reference();
    event.preventDefault();
    event.stopPropagation();
  }

  async #copyLink(withData) {
    if (this.state.private && !withData) return this.#askAboutData();
    const address = addressOf(this.page.id, linkFields(this.state, this.preset, withData));
    this.warning.hidden = true;
    const copied = await copy(address);
    this.shareNote.textContent = copied ? "Link copied." : `Copy this link: ${address}`;
    return address;
  }

  #askAboutData() {
    this.warning.hidden = false;
    this.warning.replaceChildren("You pasted these numbers. A link with them can be read by everyone who has it. ");
    button(this.warning, "Copy link with my numbers", () => this.#copyLink(true));
    button(this.warning, "Copy link without them", async () => {
      const fields = linkFields(this.state, this.preset, false);
      this.warning.hidden = true;
      const address = addressOf(this.page.id, fields);
      this.shareNote.textContent = (await copy(address)) ? "Link copied, without your numbers." : `Copy this link: ${address}`;
    });
  }

  #remember() {
    if (!this.page) return;
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      if (this.state.private) forgetAddress();
      else rememberInAddress(this.page.id, linkFields(this.state, this.preset, false));
    }, 250);
  }

  #downloadPicture() {
    const text = standaloneSvg(this.plot.svg, `${this.caption.textContent} ${this.verdict.textContent}`);
    download("paired-explorer.svg", text, "image/svg+xml");
  }

  #frame() {
    this.plot.frameScores({ ...this.state, scale: this.preset.scale });
    if (!this.spansSet) this.#setSpans();
  }

  /** Ends of the sliders that fit the example: wide enough to play, fine enough to aim. */
  #setSpans() {
    this.spansSet = true;
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
    const { state, preset } = this;
    const { pre, post } = tested(state);
    const test = pairedTest(pre, post, state);
    const pivotal = pivotalPeople(state, test.pvalue < state.alpha);
    const words = resultInWords(state, test, pivotal, preset);
    const format = (value) => fixed(value, preset.decimals);
    this.shown = {
      ...state,
      test,
      pivotal,
      selected: this.selected,
      out: state.pre.map((_, i) => state.left_out.includes(i)),
      scale: preset.scale,
      unit: preset.unit,
      ends: preset.ends,
      significant: words.significant,
      format,
    };
    this.plot.paint(this.shown);
    this.#showWords(words);
    this.#showControls(test, format);
    this.#showNumbers(test);
  }

  #showWords({ verdict, size, flip }) {
    this.live.classList.remove("is-problem");
    const out = this.state.left_out.map((i) => i + 1);
    const left = out.length ? ` Left out: ${out.join(", ")}.` : "";
    write(this.verdict, verdict);
    write(this.words, ` ${size} ${flip}${left}`);
    const beyond = this.#beyondScale();
    const caption = this.state.private ? "Your own numbers." : this.preset.caption;
    write(this.caption, `${caption}${beyond}`);
  }

  #beyondScale() {
    const [low, high] = this.preset.scale;
    if (low === undefined || this.state.private) return "";
    const count = [...this.state.pre, ...this.state.post].filter((s) => s < low - 1e-9 || s > high + 1e-9).length;
    return count ? ` ${count} score${count > 1 ? "s" : ""} now lie${count > 1 ? "" : "s"} outside the scale (${low} to ${high}).` : "";
  }

  /** Say a problem in the live region; the picture stays as it is. */
  #say(problem, isNews = false) {
    this.live.classList.toggle("is-problem", !isNews);
    write(this.verdict, problem);
    if (!this.shown) return;
    const { test } = this.shown;
    write(this.words, ` The figure shows ${printedTest(test)}, ${TAILS[this.state.alternative]}.`);
  }

  #showControls(test, format) {
    const { state } = this;
    fill(this.presetInput, state.preset);
    fill(this.tailsInput, state.alternative);
    const decimals = this.preset.decimals + 1;
    this.nSlider.show(test.n, `${test.n}`);
    this.meanSlider.show(test.meanChange, fixed(test.meanChange, decimals));
    this.sdSlider.show(test.sdChange, fixed(test.sdChange, decimals));
    this.rSlider.show(Number.isFinite(test.r) ? test.r : 0, Number.isFinite(test.r) ? fixed(test.r, 2) : "none");
    this.alphaSlider.show(state.alpha, String(state.alpha).replace(/^0/, ""));
    write(this.personLabel, `Person ${this.selected + 1} of ${state.pre.length}`);
    this.scoreFields.forEach(({ input, label }, end) => {
      fill(input, format((end ? state.post : state.pre)[this.selected]));
      write(label, this.preset.ends[end]);
    });
    write(this.leaveOut, state.left_out.includes(this.selected) ? "Put back" : "Leave out");
  }

  #showNumbers(test) {
    const decimals = this.preset.decimals + 1;
    const limit = (value) => (Number.isFinite(value) ? fixed(value, decimals) : value > 0 ? "∞" : "−∞");
    const percent = Number(((1 - this.state.alpha) * 100).toPrecision(4));
    const effect = (value) => (Number.isFinite(value) ? fixed(value, 2) : "not defined");
    const rows = [
      ["t", fixed(test.statistic, 3)],
      ["df", `${test.df}`],
      ["p", test.pvalue < 1e-4 ? test.pvalue.toExponential(2) : fixed(test.pvalue, 4).replace(/^0/, "")],
      [`${percent} % interval`, `${limit(test.low)} to ${limit(test.high)}`],
      ["d_z", effect(test.d_z)],
      ["d_av", effect(test.d_av)],
      ["d_rm", effect(test.d_rm)],
      ["g_av", effect(test.g_av)],
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
  }
}

export default {
  /** anywidget's entry, and the page's: draw this model into this element. */
  render({ model, el, page }) {
    const explorer = new PairedExplorer({ model, el, page });
    return () => explorer.destroy();
  },
};
