/**
 * The waves of a table: where names tell of them, which is before, and what a figure is called; as
 * `twowaves.printed.waves`.
 */

import { RULES } from "./reading_rules.js";
import { splitAtBlanks, strippedOf } from "../_base/words.js";
import { headOf, oneWave, phrases, placesOfWords, wordsOf } from "./names.js";

export const OF_A_WAVE = new Set(RULES.of_a_wave);

const TOLD = new Map(
  Object.entries({ before: "pre", after: "post", later: "post", 1: "pre", 2: "post", change: "change" }),
);
const AT_ENDS = " -\u2013_:,."; // of a name without its wave
const ORDER = ["before", "0", "1", "2", "3", "4", "after", "later"];

/** The wave that a cell names and nothing else, or nothing. @param {string} text */
export function waveOf(text) {
  const head = headOf(text);
  return head.figures.length || head.rest.length || head.other || head.wave === "change" ? "" : head.wave;
}

/**
 * A name without the words for a wave in it, and the wave.
 * @param {string} text
 * @returns {[string, string]}
 */
export function splitWave(text) {
  const spans = placesOfWords(text);
  const words = spans.map(([start, end]) => text.slice(start, end).toLowerCase());
  let at = 0;
  /** @type {string[]} */
  const waves = [];
  /** @type {[number, number][]} */
  const cut = [];
  for (const [phrase, means] of phrases(words)) {
    const length = phrase.split(" ").length;
    if (means.every((each) => each.startsWith("wave:"))) {
      waves.push(means[0].slice("wave:".length));
      cut.unshift([spans[at][0], spans[at + length - 1][1]]);
    }
    at += length;
  }
  let kept = text;
  for (const [start, end] of cut) kept = kept.slice(0, start) + kept.slice(end);
  return waves.length ? [strippedOf(kept.replaceAll("()", ""), AT_ENDS), oneWave(waves)] : [text, ""];
}

/** The wave that words before a mean tell of: pre, post, change, or none for sure. @param {string} words */
export function waveTold(words) {
  const means = [...phrases(wordsOf(words))].flatMap(([, each]) => each);
  const waves = means.filter((each) => each.startsWith("wave:")).map((each) => each.slice("wave:".length));
  const told = waves.map((each) => TOLD.get(each) ?? "");
  const kinds = new Set(told);
  if (kinds.size === 1 || (kinds.size === 2 && kinds.has("change"))) return told.at(-1); // as in "a difference in scores before"
  const last = splitAtBlanks(words).at(-1)?.toLowerCase();
  if (kinds.size) return "";
  return last === "from" ? "pre" : last === "to" ? "post" : "";
}

/**
 * The column of a figure of a wave; nothing where the wave has to be known and is not.
 * @param {string} figure
 * @param {string} wave
 */
export function named(figure, wave) {
  if (!OF_A_WAVE.has(figure)) return figure;
  const ofOne = wave === "pre" || wave === "post";
  if (figure === "ci_low" || figure === "ci_high" || figure === "n") return ofOne ? `${figure}_${wave}` : figure;
  return wave ? `${figure}_${wave}` : "";
}

/**
 * Which of a table's waves is before and which after; null if they are more and it cannot be told.
 * @param {string[]} waves
 * @returns {Map<string, string> | null}
 */
export function twoWaves(waves) {
  const found = new Set(waves.filter((wave) => wave && wave !== "change"));
  if (found.has("before") && found.has("after")) return new Map([["before", "pre"], ["after", "post"]]); // biome-ignore format: two pairs
  const ranked = ORDER.filter((each) => found.has(each));
  if (ranked.length > 2) return null;
  if (ranked.length === 2) return new Map([[ranked[0], "pre"], [ranked[1], "post"]]); // biome-ignore format: two pairs
  return new Map(ranked.map((each) => [each, /[0-9]/.test(each) ? "" : TOLD.get(each)])); // one number alone tells nothing
}
