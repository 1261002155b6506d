/**
 * The limitations lab: switch threats on, and 2,000 synthetic studies are drawn anew in the page.
 */

import { download, fill, make, note, slider, switchBox } from "./controls.js";
import { asCsv } from "./csv.js";
import { standaloneSvg, write } from "./figure.js";
import { LabPlot } from "./lab_plot.js";
import { ALPHA, LIMITS, STUDIES, Studies } from "./lab_studies.js";
import { meaningInWords, titleInWords, verdictInWords } from "./lab_words.js";
import { numberOrText } from "./link_values.js";
import { liveFigure, LiveFigure } from "./live_figure.js";
import { percent, shortest } from "./number_text.js";
import { said, whyNoChoice } from "./words.js";

/** @import { Settings } from "./lab_studies.js" */

/** Sliders: label, step and the value in words. */
/** @type {Record<string, [string, number, (value: number) => string]>} */
const SLIDERS = {
  n: ["People in a study (n)", 1, (n) => `${n}`],
  true_change: ["True change", 0.5, points],
  history: ["History: what happens to everybody", 0.5, points],
  desirability: ["Social desirability: answers that please", 0.5, points],
  selected: ["Selection: the lowest scores take part", 0.05, (share) => (share === 1 ? "everybody" : percent(share))],
  drop_out: ["Drop-out: those who gained least leave", 0.05, (share) => (share ? percent(share) : "nobody")],
  outcomes: ["Outcomes tested", 1, (k) => `${k}`],
};
const CHOICES = {
  tails: { two: "Two", one: "One, as predicted", "chosen afterwards": "One, chosen afterwards" },
  correction: { none: "None", holm: "Holm" },
};
const SWITCHES = { control: "A control group beside it", skewed: "Skewed scores near the floor" };
const WHOLE = ["n", "outcomes", "seed"];
const KEYS = [...Object.keys(SLIDERS), ...Object.keys(CHOICES), ...Object.keys(SWITCHES), "seed"];

function points(value) {
  return value === 1 ? "1 point" : `${shortest(value)} points`;
}

/** Why settings cannot be shown, or nothing. */
function whyImpossible(settings) {
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const value = settings[name];
    const kind = WHOLE.includes(name) ? "a whole number" : "a number";
    const fits =
      typeof value === "number" && value >= low && value <= high && (!WHOLE.includes(name) || Number.isInteger(value));
    if (!fits) return `${name} would be ${said(value)}; it is ${kind} from ${low} to ${high}.`;
  }
  if (whyNoChoice(settings, CHOICES)) return whyNoChoice(settings, CHOICES);
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
class LimitationsLab extends LiveFigure {
  static keys = KEYS;
  static label = "Limitations lab";
  static look = "pp-lab";

  build() {
    this.studies = new Studies();
    this.caption = make("p", { class: "pp-caption" }, this.root);
    this.#buildControls();
    this.buildResult();
    this.plot = new LabPlot(this.root);
    note(
      this.root,
      "Each bar counts synthetic studies; the hatched part of it is significant. " +
        "The score runs from 0 to 52 points, with an SD of 8 before and a correlation of .5.",
    );
    const picture = () => standaloneSvg(this.plot.svg, `${titleInWords(this.state)} ${verdictInWords(this.found)}`);
    this.buildShare([
      ["Draw other studies", () => this.change({ seed: (this.state.seed % LIMITS.seed[1]) + 1 }, "")],
      ["Download data (CSV)", () => download("synthetic-studies.csv", this.#csv(), "text/csv")],
      ["Download picture (SVG)", () => download("synthetic-studies.svg", picture(), "image/svg+xml")],
      ["Start again", () => this.replace(this.atFirst)],
    ]);
  }

  whyImpossible(state) {
    return whyImpossible(state);
  }

  read(key, text) {
    return setting(key, text);
  }

  #buildControls() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.sliders = Object.entries(SLIDERS).map(([name, [label, step]]) => {
      const [min, max] = LIMITS[name];
      return slider(box, { label, min, max, step, onInput: (value) => this.change({ [name]: value }) });
    });
    this.choices = {
      tails: this.choice(box, "Tails", "tails", CHOICES.tails),
      correction: this.choice(box, "Correction for several outcomes", "correction", CHOICES.correction),
    };
    this.switches = Object.entries(SWITCHES).map(([name, label]) =>
      switchBox(box, { label, onChange: (on) => this.change({ [name]: on }) }),
    );
  }

  show() {
    const { state } = this;
    this.found = this.studies.run(state);
    write(this.caption, titleInWords(state));
    Object.entries(SLIDERS).forEach(([name, [, , inWords]], i) =>
      this.sliders[i].show(state[name], inWords(state[name])),
    );
    for (const [name, input] of Object.entries(this.choices)) fill(input, state[name]);
    this.choices.tails.parentElement.inert = state.control; // Welch's test of two groups has two tails here
    this.choices.correction.parentElement.inert = state.outcomes === 1;
    Object.keys(SWITCHES).forEach((name, i) => (this.switches[i].checked = state[name]));
    this.tell(verdictInWords(this.found), meaningInWords(this.found, state.true_change));
    this.paint();
  }

  paint() {
    const { n, true_change: truth, outcomes, control, correction } = this.state;
    const level = correction === "holm" ? ALPHA / outcomes : ALPHA;
    const words = `${verdictInWords(this.found)} ${meaningInWords(this.found, truth)}`;
    this.plot.show(this.found, { n, truth, outcomes, control, level }, words);
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
}

export default liveFigure(LimitationsLab);
