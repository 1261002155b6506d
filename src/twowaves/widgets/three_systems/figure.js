/**
 * Threat, drive and soothing: set how active each is, choose a scene, and read what it means.
 *
 * A map for teaching, which measures nothing. Every word comes with the state, from
 * `model.json`, so that the table without scripts says the same.
 */

import { fill, fold, make, select, slider } from "../kit/controls.js";
import { write } from "../kit/drawing.js";
import { numberOrText } from "../kit/link_values.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { SystemsPlot } from "./plot.js";
import { NONE, SystemsRings } from "./rings.js";
import { balanceOf, levelName, levelsInWords, MOST, sceneOf, SYSTEMS, titleInWords } from "./words.js";
import { said } from "../../_base/words.js";

/** @typedef {import("./words.js").Levels & {scene: string, part: string}} State */

const KEYS = /** @type {const} */ (["threat", "drive", "soothing", "scene", "part"]);
const ASPECTS = { does: "What it does", body: "Body", attention: "Attention", feeling: "Feeling" };

/** Why a state cannot be shown, or nothing. */
function whyImpossible(words, state) {
  const bad = SYSTEMS.find((name) => !(Number.isInteger(state[name]) && state[name] >= 0 && state[name] <= MOST));
  if (bad) return `${bad} would be ${said(state[bad])}; it is a whole number from 0 to ${MOST}.`;
  if (!sceneOf(words, state.scene)) return `there is no scene called ${said(state.scene)}.`;
  const parts = words.rings.flatMap((ring) => ring.parts.map(({ name }) => name));
  return state.part === NONE || parts.includes(state.part) ? "" : `there is no part called ${said(state.part)}.`;
}

/** One figure. */
class ThreeSystems extends LiveFigure {
  static keys = KEYS;
  static label = "Three systems";
  static look = "pp-three";

  build() {
    this.texts = this.model.get("words");
    const map = make("div", { class: "twowaves pp-figure pp-three-map" }, this.root);
    this.plot = new SystemsPlot(this.buildStage(map), this.texts.systems);
    this.#buildSettings(map);
    const words = make("div", { class: "pp-words" }, map);
    make("p", { class: "pp-note" }, words, this.texts.caution);
    this.buildResult();
    words.append(this.live);
    this.#buildLoop(map);
    this.#buildSystems(fold(map, "What each system does, in body, attention and feeling"));
    this.#head(this.root, "What compassion is made of");
    this.rings = new SystemsRings(this.root, this.texts.rings, (part) => this.change({ part }, ""));
    this.buildShare([
      ["Download picture (SVG)", () => this.#downloadPicture()],
      ["Start again", () => this.replace(this.atFirst)],
    ]);
  }

  /** A link to a part of compassion leads to the rings, which may lie below the window. */
  openLink(fields) {
    super.openLink(fields);
    if (this.state.part !== NONE && window.parent === window)
      requestAnimationFrame(() => this.rings.box.scrollIntoView({ block: "center" }));
  }

  whyImpossible(state) {
    return whyImpossible(this.texts, state);
  }

  read(key, text) {
    return SYSTEMS.includes(key) ? numberOrText(text) : text;
  }

  #head(parent, text) {
    return make("p", { class: "pp-three-head" }, parent, text);
  }

  #buildSettings(parent) {
    const controls = make("div", { class: "pp-controls pp-three-settings" }, parent);
    const options = this.texts.scenes.map(({ name }) => /** @type {[string, string]} */ ([name, name]));
    this.sceneInput = select(controls, { label: "A scene", options, onChange: (scene) => this.#choose(scene) });
    this.sliders = SYSTEMS.map((name) => {
      const label = name[0].toUpperCase() + name.slice(1);
      const part = make("div", { class: `is-${name}` }, controls);
      return slider(part, { label, min: 0, max: MOST, step: 1, onInput: (level) => this.change({ [name]: level }) });
    });
  }

  #buildLoop(parent) {
    this.loopHead = this.#head(parent, "");
    this.loopHead.classList.add("pp-loop-head");
    const list = make("ol", { class: "pp-loop" }, parent);
    this.steps = this.texts.steps.map(({ key, name }) => {
      const item = make("li", { class: `is-${key}` }, list);
      make("strong", {}, item, name);
      return make("span", {}, item);
    });
  }

  #buildSystems(parent) {
    const box = make("div", { class: "pp-three-systems" }, parent);
    for (const system of this.texts.systems) {
      const part = make("div", { class: `is-${system.name}` }, box);
      make("p", { class: "pp-three-head" }, part, system.name);
      const list = make("dl", {}, part);
      for (const [key, name] of Object.entries(ASPECTS)) {
        make("dt", {}, list, name);
        make("dd", {}, list, system[key]);
      }
    }
  }

  #downloadPicture() {
    return this.savePicture("three-systems", [titleInWords(this.texts, this.state), this.texts.caution]);
  }

  /** A scene brings its own levels. */
  #choose(name) {
    const { threat, drive, soothing } = sceneOf(this.texts, name);
    this.change({ scene: name, threat, drive, soothing });
  }

  show() {
    const { state, texts: words } = this;
    const scene = sceneOf(words, state.scene);
    const rule = balanceOf(words, state);
    const levels = levelsInWords(words, state);
    fill(this.sceneInput, state.scene);
    SYSTEMS.forEach((name, i) =>
      this.sliders[i].show(state[name], `${state[name]} of ${MOST}, ${levelName(words, state[name])}`),
    );
    this.plot.show(state, levels);
    this.stage.show({ lead: rule.head });
    this.tell(`${rule.head}.`, `${levels} ${rule.says}`);
    write(this.loopHead, `${titleInWords(words, state)} It begins with ${scene.begins}.`);
    words.steps.forEach(({ key }, i) => write(this.steps[i], ` ${scene[key]}`));
    this.rings.show(state.part);
  }
}

export default liveFigure(ThreeSystems);
