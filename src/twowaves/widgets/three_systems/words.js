/**
 * The three systems in words: which balance three levels make, as `ThreeSystems` in Python.
 *
 * Every word comes from `model.json`, which comes with the state, or `words.json`.
 */

import templates from "./words.json" with { type: "json" };
import { sentences } from "../../_base/sentences.js";

/** @typedef {{threat: number, drive: number, soothing: number}} Levels */
/** @typedef {Levels & {name: string, begins: string, event: string, old: string, new: string, round: string}} Scene */
/** @typedef {{name: string, note: string, parts: {name: string, means: string}[]}} Ring */
/** @typedef {{name: "threat" | "drive" | "soothing", short: string} & Record<string, string>} System */
/**
 * @typedef {object} Words
 * @property {string} caution what the figure is not
 * @property {{name: string, from: number, to: number}[]} levels
 * @property {System[]} systems
 * @property {Record<string, any>[]} balance
 * @property {{key: string, name: string}[]} steps
 * @property {Scene[]} scenes
 * @property {Ring[]} rings
 */

const say = sentences(templates);
export const SYSTEMS = /** @type {const} */ (["threat", "drive", "soothing"]);
export const MOST = 10;

/** A level from 0 to 10 as a word. @param {Words} words @param {number} level */
export function levelName({ levels }, level) {
  return levels.find(({ from, to }) => from <= level && level <= to).name;
}

/** The one rule that holds for these levels. @param {Words} words @param {Levels} levels */
export function balanceOf(words, levels) {
  return words.balance.find((rule) => SYSTEMS.every((name) => rule[name].includes(levelName(words, levels[name]))));
}

/** The scene of this name, or nothing. @param {Words} words @param {string} name */
export function sceneOf(words, name) {
  return words.scenes.find((scene) => scene.name === name);
}

/**
 * Which scene is shown, and whether with its own levels.
 * @param {Words} words
 * @param {Levels & {scene: string}} state
 */
export function titleInWords(words, state) {
  const own = sceneOf(words, state.scene);
  const changed = SYSTEMS.some((name) => own[name] !== state[name]);
  return say(changed ? "title_of_other_levels" : "title", { scene: state.scene });
}

/**
 * How active each system is: "Threat is high (8 of 10), drive low (3), soothing low (2)."
 * @param {Words} words
 * @param {Levels} levels
 */
export function levelsInWords(words, { threat, drive, soothing }) {
  const name = (level) => levelName(words, level);
  return say("levels", {
    threat: `${name(threat)} (${threat} of ${MOST})`,
    drive: `${name(drive)} (${drive})`,
    soothing: `${name(soothing)} (${soothing})`,
  });
}
