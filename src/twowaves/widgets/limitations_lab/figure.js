/**
 * The limitations lab: switch threats on, and 2,000 synthetic studies are drawn anew in the page.
 */

import { download, fill, make, note, slider, switchBox } from "../kit/controls.js";
import { asCsv } from "../../_base/cells.js";
import { draw, write } from "../kit/drawing.js";
import { key } from "../kit/stage.js";
import { LabPlot } from "./plot.js";
import { ALPHA, LIMITS, STUDIES, Studies } from "../../studies/simulation.js";
import { meaningInWords, standingOf, titleInWords, verdictInWords } from "./words.js";
import { numberOrText } from "../kit/link_values.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { percent, shortest } from "../../_base/numbers.js";
import { said, whyNoChoice } from "../../_base/words.js";

/** @import { Settings } from "../../studies/simulation.js" */

const OFF = "off";
/** What does nothing, of each threat. @type {Record<string, number>} */
const OFF_AT = { history: 0, desirability: 0, selected: 1, drop_out: 0 };
/** A share of which the slider counts the rest, so that it is off at its left end as the others are. */
const TURNED = "selected";
const turned = (share) => Math.round((1 - share) * 100) / 100;
/** Sliders: label, step and the value in words. */
/** @type {Record<string, [string, number, (value: number) => string]>} */
const SLIDERS = {
  n: ["People in a study (n)", 1, (n) => `${n}`],
  true_change: ["True change", 0.5, points],
  history: ["History: what happens to everybody", 0.5, points],
  desirability: ["Desirability: answers that please", 0.5, points],
  selected: ["Selection: lowest scores take part", 0.05, percent],
  drop_out: ["Drop-out: who gained least leaves", 0.05, percent],
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
    this.plot = new LabPlot(this.buildStage());
    const controls = make("div", { class: "pp-controls" }, this.root);
    this.#buildControls(controls);
    const steps = this.buildSteps([
      ["Draw other studies", () => this.change({ seed: (this.state.seed % LIMITS.seed[1]) + 1 }, "")],
      ["Start again", () => this.replace(this.atFirst)],
    ]);
    controls.append(steps);
    const words = make("div", { class: "pp-words" }, this.root);
    this.caption = make("p", { class: "pp-caption" }, words);
    this.buildResult();
    words.append(this.live);
    key(words, this.#signs());
    note(
      words,
      "Each bar counts synthetic studies. " +
        "The score runs from 0 to 52 points, with an SD of 8 before and a correlation of .5.",
    );
    this.buildShare([
      ["Download data (CSV)", () => download("synthetic-studies.csv", this.#csv(), "text/csv")],
      ["Download picture (SVG)", () => this.#downloadPicture()],
    ]);
  }

  /** What is drawn, and what it means. @returns {[SVGElement[], string][]} */
  #signs() {
    const bar = { x: 5, y: 1, width: 12, height: 12 };
    const hatch = this.plot.p.hatched.getAttribute("fill");
    return [
      [[draw("rect", { ...bar, class: "pp-studies" })], "studies"],
      [
        [draw("rect", { ...bar, class: "pp-studies is-significant" }), draw("rect", { ...bar, fill: hatch })],
        "significant ones",
      ],
      [[draw("line", { class: "pp-critical", x1: 11, x2: 11, y1: 0, y2: 14 })], "α; the truth"],
      [[draw("line", { class: "pp-ghost", x1: 2, x2: 20, y1: 7, y2: 7 })], "at the start"],
    ];
  }

  whyImpossible(state) {
    return whyImpossible(state);
  }

  read(key, text) {
    return setting(key, text);
  }

  #buildControls(parent) {
    const box = make("div", { class: "pp-sliders" }, parent);
    this.sliders = Object.entries(SLIDERS).map(([name, [label, step]]) => {
      const [min, max] = LIMITS[name];
      const [low, high] = name === TURNED ? [0, turned(min)] : [min, max];
      const onInput = (value) => this.#move(name, name === TURNED ? turned(value) : value);
      return slider(box, { label, min: low, max: high, step, onInput, onRelease: () => this.#letGo() });
    });
    this.choices = {
      tails: this.choice(box, "Tails", "tails", CHOICES.tails),
      correction: this.choice(box, "Correction for several outcomes", "correction", CHOICES.correction),
    };
    this.switches = Object.entries(SWITCHES).map(([name, label]) =>
      switchBox(box, { label, onChange: (on) => this.change({ [name]: on }) }),
    );
  }

  /** The axes stand still until a hand lets go. */
  #move(name, value) {
    this.isHeld = true;
    this.change({ [name]: value });
  }

  #letGo() {
    this.isHeld = false;
    this.paint();
  }

  /** Where p fell at the start, where the studies are others now. */
  #ghost() {
    if (this.areSame(this.state, this.atFirst)) return undefined;
    if (this.begun?.of !== this.atFirst) this.begun = { of: this.atFirst, ps: new Studies().run(this.atFirst).ps };
    return this.begun.ps;
  }

  show() {
    const { state } = this;
    this.found = this.studies.run(state);
    write(this.caption, titleInWords(state));
    Object.entries(SLIDERS).forEach(([name, [, , inWords]], i) => {
      const isOff = state[name] === OFF_AT[name];
      const value = name === TURNED ? turned(state[name]) : state[name];
      this.sliders[i].show(value, isOff ? OFF : inWords(state[name]));
      this.sliders[i].input.parentElement.classList.toggle("is-off", isOff);
    });
    for (const [name, input] of Object.entries(this.choices)) fill(input, state[name]);
    this.choices.tails.parentElement.inert = state.control; // Welch's test of two groups has two tails here
    this.choices.correction.parentElement.inert = state.outcomes === 1;
    Object.keys(SWITCHES).forEach((name, i) => (this.switches[i].checked = state[name]));
    this.stage.show(standingOf(this.found, state.true_change));
    this.tell(verdictInWords(this.found), meaningInWords(this.found, state.true_change));
    this.paint();
  }

  paint() {
    const { n, true_change: truth, outcomes, control, correction } = this.state;
    const level = correction === "holm" ? ALPHA / outcomes : ALPHA;
    const said = `${verdictInWords(this.found)} ${meaningInWords(this.found, truth)}`;
    const more = { said, start: this.#ghost(), isHeld: this.isHeld ?? false };
    this.plot.show(this.found, { n, truth, outcomes, control, level }, more);
  }

  #downloadPicture() {
    return this.savePicture("synthetic-studies", [titleInWords(this.state), verdictInWords(this.found)]);
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
