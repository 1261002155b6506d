/**
 * Threat, drive and soothing: set how active each is, choose a scene, and read what it means.
 *
 * A map for teaching, which measures nothing. Every word comes with the state, from
 * `three_systems.json`, so that the table without scripts says the same.
 */

import { download, fill, make, select, slider } from "./controls.js";
import { standaloneSvg, write } from "./figure.js";
import { numberOrText } from "./link_values.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { bringIntoView, followLink, NO_LINK } from "./share.js";
import { ShareRow } from "./share_row.js";
import { SystemsPlot } from "./systems_plot.js";
import { SystemsRings } from "./systems_rings.js";
import { balanceOf, levelName, levelsInWords, MOST, sceneOf, SYSTEMS, titleInWords } from "./systems_words.js";
import { said } from "./words.js";

/** @typedef {import("./systems_words.js").Levels & {scene: string, part: string}} State */

const KEYS = /** @type {const} */ (["threat", "drive", "soothing", "scene", "part"]);
const CAUTION =
  "A map for teaching: it measures nothing, the levels are made up, and the study measured none of the three systems.";
const ASPECTS = { does: "What it does", body: "Body", attention: "Attention", feeling: "Feeling" };

/** Why a state cannot be shown, or nothing. */
function whyImpossible(words, state) {
  const bad = SYSTEMS.find((name) => !(Number.isInteger(state[name]) && state[name] >= 0 && state[name] <= MOST));
  if (bad) return `${bad} would be ${said(state[bad])}; it is a whole number from 0 to ${MOST}.`;
  if (!sceneOf(words, state.scene)) return `there is no scene called ${said(state.scene)}.`;
  const parts = words.rings.flatMap((ring) => ring.parts.map(({ name }) => name));
  return state.part === "none" || parts.includes(state.part) ? "" : `there is no part called ${said(state.part)}.`;
}

/** One figure. */
class ThreeSystems {
  constructor({ model, el, page }) {
    Object.assign(this, { model, page });
    this.words = model.get("words");
    this.root = make("div", { class: "prepost pp-figure pp-three", role: "group", "aria-label": "Three systems" }, el);
    make("p", { class: "pp-note" }, this.root, CAUTION);
    this.#buildSettings();
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("strong", {}, this.live);
    this.rest = make("span", {}, this.live);
    this.#buildLoop();
    this.#buildSystems();
    this.#head("What compassion is made of");
    this.rings = new SystemsRings(this.root, this.words.rings, (part) => this.#change({ part }));
    this.#buildShare();
    this.unwatch = watch(model, KEYS, () => this.#receive());
    this.onAddress = () => this.#followAddress();
    if (page) addEventListener("hashchange", this.onAddress);
    this.#start();
  }

  #head(text) {
    return make("p", { class: "pp-three-head" }, this.root, text);
  }

  #buildSettings() {
    const box = make("div", { class: "pp-three-settings" }, this.root);
    const controls = make("div", {}, box);
    const options = this.words.scenes.map(({ name }) => /** @type {[string, string]} */ ([name, name]));
    this.sceneInput = select(controls, { label: "A scene", options, onChange: (scene) => this.#choose(scene) });
    this.sliders = SYSTEMS.map((name) => {
      const label = name[0].toUpperCase() + name.slice(1);
      const part = make("div", { class: `is-${name}` }, controls);
      return slider(part, { label, min: 0, max: MOST, step: 1, onInput: (level) => this.#change({ [name]: level }) });
    });
    this.plot = new SystemsPlot(box, this.words.systems);
  }

  #buildLoop() {
    this.loopHead = this.#head("");
    this.loopHead.classList.add("pp-loop-head");
    const list = make("ol", { class: "pp-loop" }, this.root);
    this.steps = this.words.steps.map(({ key, name }) => {
      const item = make("li", { class: `is-${key}` }, list);
      make("strong", {}, item, name);
      return make("span", {}, item);
    });
  }

  #buildSystems() {
    const box = make("div", { class: "pp-three-systems" }, this.root);
    for (const system of this.words.systems) {
      const part = make("div", { class: `is-${system.name}` }, box);
      make("p", { class: "pp-three-head" }, part, system.name);
      const list = make("dl", {}, part);
      for (const [key, name] of Object.entries(ASPECTS)) {
        make("dt", {}, list, name);
        make("dd", {}, list, system[key]);
      }
    }
  }

  #buildShare() {
    const picture = () => standaloneSvg(this.plot.svg, `${titleInWords(this.words, this.state)} ${CAUTION}`);
    this.share = new ShareRow(this.root, {
      page: this.page,
      fields: () => Object.fromEntries(KEYS.map((key) => [key, `${this.state[key]}`])),
      isPrivate: () => false,
      actions: [
        ["Download picture (SVG)", () => download("three-systems.svg", picture(), "image/svg+xml")],
        ["Start again", () => this.#change(this.atFirst)],
      ],
      announce: (news) => write(this.news, `${news} `),
    });
  }

  #start() {
    this.state = this.written = this.atFirst = /** @type {State} */ (valuesOf(this.model, KEYS));
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
    for (const key of KEYS) {
      if (fields.has(key)) state[key] = SYSTEMS.includes(key) ? numberOrText(fields.get(key)) : fields.get(key);
    }
    const problem = whyImpossible(this.words, state);
    if (problem) throw new Error(problem);
    this.#change(state);
  }

  /** Python changed something. */
  #receive() {
    const given = /** @type {State} */ (valuesOf(this.model, KEYS));
    if (KEYS.every((key) => given[key] === this.written[key])) return;
    this.written = given;
    const problem = whyImpossible(this.words, given);
    if (problem) return this.#say(problem);
    this.state = this.atFirst = given;
    this.#show();
  }

  /** A scene brings its own levels. */
  #choose(name) {
    const { threat, drive, soothing } = sceneOf(this.words, name);
    this.#change({ scene: name, threat, drive, soothing });
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
    write(this.rest, ` ${rest}`);
  }

  #show() {
    const { state, words } = this;
    const scene = sceneOf(words, state.scene);
    const rule = balanceOf(words, state);
    const levels = levelsInWords(words, state);
    fill(this.sceneInput, state.scene);
    SYSTEMS.forEach((name, i) =>
      this.sliders[i].show(state[name], `${state[name]} of ${MOST}, ${levelName(words, state[name])}`),
    );
    this.plot.show(state, levels);
    write(this.news, "");
    write(this.verdict, `${rule.head}.`);
    write(this.rest, ` ${levels} ${rule.says}`);
    write(this.loopHead, `${titleInWords(words, state)} It begins with ${scene.begins}.`);
    words.steps.forEach(({ key }, i) => write(this.steps[i], ` ${scene[key]}`));
    this.rings.show(state.part);
  }

  destroy() {
    this.share.destroy();
    removeEventListener("hashchange", this.onAddress);
    this.unwatch();
  }
}

export default {
  /** anywidget's entry, and the page's: draw this model into this element. */
  render({ model, el, page }) {
    const figure = new ThreeSystems({ model, el, page });
    return () => figure.destroy();
  },
};
