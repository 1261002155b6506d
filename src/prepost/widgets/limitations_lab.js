/**
 * The limitations lab: switch threats on, and 2,000 synthetic studies are drawn anew in the page.
 */

import { download, fill, make, select, slider, switchBox } from "./controls.js";
import { asCsv } from "./csv.js";
import { standaloneSvg, write } from "./figure.js";
import { LabPlot } from "./lab_plot.js";
import { ALPHA, STUDIES, Studies } from "./lab_studies.js";
import { meaningInWords, titleInWords, verdictInWords } from "./lab_words.js";
import { numberOrText } from "./link_values.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { percent, shortest } from "./number_text.js";
import { bringIntoView, followLink, NO_LINK } from "./share.js";
import { ShareRow } from "./share_row.js";
import { said } from "./words.js";

/** @typedef {import("./lab_studies.js").Settings} Settings */

/** Sliders: label, ends, step and the value in words. */
const SLIDERS = {
  n: ["People in a study (n)", 2, 60, 1, (n) => `${n}`],
  true_change: ["True change", 0, 8, 0.5, points],
  history: ["History: what happens to everybody", 0, 8, 0.5, points],
  desirability: ["Social desirability: answers that please", 0, 8, 0.5, points],
  selected: [
    "Selection: the lowest scores take part",
    0.05,
    1,
    0.05,
    (share) => (share === 1 ? "everybody" : percent(share)),
  ],
  drop_out: ["Drop-out: those who gained least leave", 0, 0.6, 0.05, (share) => (share ? percent(share) : "nobody")],
  outcomes: ["Outcomes tested", 1, 8, 1, (k) => `${k}`],
};
const CHOICES = {
  tails: { two: "Two", one: "One, as predicted", "chosen afterwards": "One, chosen afterwards" },
  correction: { none: "None", holm: "Holm" },
};
const SWITCHES = { control: "A control group beside it", skewed: "Skewed scores near the floor" };
const WHOLE = ["n", "outcomes", "seed"];
const KEYS = [...Object.keys(SLIDERS), ...Object.keys(CHOICES), ...Object.keys(SWITCHES), "seed"];
const MOST_SEEDS = 9999;

function points(value) {
  return value === 1 ? "1 point" : `${shortest(value)} points`;
}

/** Why settings cannot be shown, or nothing. */
function whyImpossible(settings) {
  const limits = {
    ...Object.fromEntries(Object.entries(SLIDERS).map(([name, [, low, high]]) => [name, [low, high]])),
    seed: [1, MOST_SEEDS],
  };
  for (const [name, [low, high]] of Object.entries(limits)) {
    const value = settings[name];
    const kind = WHOLE.includes(name) ? "a whole number" : "a number";
    const fits =
      typeof value === "number" && value >= low && value <= high && (!WHOLE.includes(name) || Number.isInteger(value));
    if (!fits) return `${name} would be ${said(value)}; it is ${kind} from ${low} to ${high}.`;
  }
  const bad = Object.keys(CHOICES).find((name) => !Object.hasOwn(CHOICES[name], settings[name]));
  if (bad) return `${bad} would be ${said(settings[bad])}; it must be one of ${Object.keys(CHOICES[bad]).join(", ")}.`;
  const loose = Object.keys(SWITCHES).find((name) => typeof settings[name] !== "boolean");
  return loose ? `${loose} would be ${said(settings[loose])}; it must be true or false.` : "";
}

/** A field of a link as a setting; what is no value at all becomes one that is refused. */
function setting(name, text) {
  if (Object.hasOwn(CHOICES, name)) return text;
  if (Object.hasOwn(SWITCHES, name)) return { true: true, false: false }[text] ?? text;
  return numberOrText(text);
}

/** One figure. */
class LimitationsLab {
  constructor({ model, el, page }) {
    Object.assign(this, { model, page });
    this.studies = new Studies();
    this.root = make("div", { class: "prepost pp-figure pp-lab", role: "group", "aria-label": "Limitations lab" }, el);
    this.caption = make("p", { class: "pp-caption" }, this.root);
    this.#buildControls();
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("strong", {}, this.live);
    this.words = make("span", {}, this.live);
    this.plot = new LabPlot(this.root);
    make(
      "p",
      { class: "pp-note" },
      this.root,
      "Each bar counts synthetic studies; the hatched part of it is significant. The score runs from 0 to 52 points, with an SD of 8 before and a correlation of .5.",
    );
    this.#buildShare();
    this.unwatch = watch(model, KEYS, () => this.#receive());
    this.onAddress = () => this.#followAddress();
    if (page) addEventListener("hashchange", this.onAddress);
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this.root);
    this.#start();
  }

  #buildControls() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.sliders = Object.entries(SLIDERS).map(([name, [label, min, max, step]]) =>
      slider(box, { label, min, max, step, onInput: (value) => this.#change({ [name]: value }) }),
    );
    const choose = (label, name) =>
      select(box, {
        label,
        options: Object.entries(CHOICES[name]),
        onChange: (value) => this.#change({ [name]: value }),
      });
    this.choices = {
      tails: choose("Tails", "tails"),
      correction: choose("Correction for several outcomes", "correction"),
    };
    this.switches = Object.entries(SWITCHES).map(([name, label]) =>
      switchBox(box, { label, onChange: (on) => this.#change({ [name]: on }) }),
    );
  }

  #buildShare() {
    const picture = () => standaloneSvg(this.plot.svg, `${titleInWords(this.state)} ${verdictInWords(this.found)}`);
    this.share = new ShareRow(this.root, {
      page: this.page,
      fields: () => Object.fromEntries(KEYS.map((key) => [key, `${this.state[key]}`])),
      isPrivate: () => false,
      actions: [
        ["Draw other studies", () => this.#change({ seed: (this.state.seed % MOST_SEEDS) + 1 })],
        ["Download data (CSV)", () => download("synthetic-studies.csv", this.#csv(), "text/csv")],
        ["Download picture (SVG)", () => download("synthetic-studies.svg", picture(), "image/svg+xml")],
        ["Start again", () => this.#change(this.atFirst)],
      ],
      announce: (news) => write(this.news, `${news} `),
    });
  }

  #start() {
    const width = this.page?.figure.clientWidth || this.root.clientWidth;
    if (width) this.plot.resize(Math.max(280, Math.round(width)));
    this.state = this.written = this.atFirst = /** @type {Settings} */ (valuesOf(this.model, KEYS));
    this.#show();
    if (this.#followAddress()) bringIntoView(this.page);
  }

  #followAddress() {
    const refuse = (problem) => {
      this.#open(this.atFirst);
      this.#say(problem, NO_LINK);
    };
    return followLink(this.page, { known: KEYS, open: (fields) => this.#openLink(fields), refuse });
  }

  /** The state that a link asks for; throws one sentence where it asks for something impossible. */
  #openLink(fields) {
    const state = { ...this.atFirst };
    for (const key of KEYS) if (fields.has(key)) state[key] = setting(key, fields.get(key));
    const problem = whyImpossible(state);
    if (problem) throw new Error(problem);
    this.#change(state);
  }

  /** Python changed something. */
  #receive() {
    const given = /** @type {Settings} */ (valuesOf(this.model, KEYS));
    if (KEYS.every((key) => given[key] === this.written[key])) return;
    this.written = given;
    const problem = whyImpossible(given);
    if (problem) return this.#say(problem);
    this.state = this.atFirst = given;
    this.#show();
  }

  #change(part) {
    this.#open({ ...this.state, ...part });
    this.share.remember();
  }

  #open(state) {
    this.state = this.written = state;
    writeValues(this.model, KEYS, state);
    this.#show();
  }

  #say(problem, rest = "The figure stays as it was.") {
    write(this.verdict, problem);
    write(this.words, ` ${rest}`);
  }

  #show() {
    const { state } = this;
    this.found = this.studies.run(state);
    write(this.caption, titleInWords(state));
    Object.entries(SLIDERS).forEach(([name, [, , , , inWords]], i) =>
      this.sliders[i].show(state[name], inWords(state[name])),
    );
    for (const [name, input] of Object.entries(this.choices)) fill(input, state[name]);
    this.choices.tails.parentElement.inert = state.control; // Welch's test of two groups has two tails here
    this.choices.correction.parentElement.inert = state.outcomes === 1;
    Object.keys(SWITCHES).forEach((name, i) => (this.switches[i].checked = state[name]));
    write(this.news, "");
    write(this.verdict, verdictInWords(this.found));
    write(this.words, ` ${meaningInWords(this.found, state.true_change)}`);
    this.#paint();
  }

  #paint() {
    const { n, true_change: truth, outcomes, control, correction } = this.state;
    const level = correction === "holm" ? ALPHA / outcomes : ALPHA;
    this.plot.show(
      this.found,
      { n, truth, outcomes, control, level },
      `${verdictInWords(this.found)} ${meaningInWords(this.found, truth)}`,
    );
  }

  #csv() {
    const { estimates, hits } = this.found;
    const rows = Array.from({ length: STUDIES }, (_, i) => [
      `${i + 1}`,
      Number.isNaN(estimates[i]) ? "" : `${estimates[i]}`,
      hits[i] ? "yes" : "no",
    ]);
    return asCsv([["synthetic study", this.state.control ? "difference" : "mean change", "significant"], ...rows]);
  }

  #fit() {
    const width = Math.max(280, Math.round(this.root.clientWidth));
    if (!this.root.clientWidth || width === this.plot.at.width) return;
    this.plot.resize(width);
    this.#paint();
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
    const figure = new LimitationsLab({ model, el, page });
    return () => figure.destroy();
  },
};
