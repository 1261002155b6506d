/**
 * What a check knows and what it finds, as `twowaves.printed.judgement`.
 */

import { Untestable } from "./table.js";
import { say } from "./wording.js";
import { unitOf } from "./number.js";
import { unitsBetween } from "./readings.js";

/** @import { Row } from "./table.js" */
/**
 * @typedef {object} Judgement
 * @property {"consistent" | "inconsistent" | "untestable" | "note" | "alternative"} verdict
 * @property {string} expected
 * @property {string} printed
 * @property {string} detail
 * @property {string} reading how a p or a claim was read, or what would explain the row; else empty
 * @property {number | null} distance in units of the figure's last digit
 */
/** @typedef {typeof import("./redundant.js")} Further */
/** @typedef {{alpha: number, sizes: bigint[], orders: Map<string, number>, unsigned: boolean, further: Further | null}} Context */
/** @typedef {"pre" | "post"} Time */
/** @typedef {Record<string, Judgement>} Found what each check finds in one row */

/**
 * What a check found; the distance counts only where the figures are at odds.
 * @param {boolean} fits @param {string} expected @param {string} printed @param {string} detail
 * @param {number | null} distance in units of the last digit
 * @returns {Judgement}
 */
export function judged(fits, expected, printed, detail, distance = null) {
  const verdict = fits ? "consistent" : "inconsistent";
  return { verdict, expected, printed, detail, reading: "", distance: fits ? null : distance };
}

/** How far the nearest of some values lies, in units of the figure's last digit. @param {Row} row @param {string} column @param {number[]} near */
export function unitsTo(row, column, near) {
  const meant = row.between(column);
  const unit = unitOf(row.need(column));
  return Math.min(...near.map((value) => unitsBetween(meant, { low: value, high: value }, unit)));
}

/** Every n that the text states for a row, its own first. @param {Row} row @param {Context} context @returns {bigint[]} */
export function statedIn(row, { sizes }) {
  const own = ["n", "n_pre", "n_post"].filter((name) => row.has(name)).map((name) => row.need(name));
  const stated = [...new Set([...own, ...sizes])];
  if (!stated.length) throw new Untestable(say("no_n"));
  return stated;
}

/** The n that are printed of the waves. @param {Row} row @returns {bigint[]} */
export function wavesOf(row) {
  return ["n_pre", "n_post"].filter((name) => row.has(name)).map((name) => row.need(name));
}

/** Are two waves of one size all that tells the pairs? @param {Row} row */
export function allArePaired(row) {
  if (row.has("n") || row.has("df")) return false;
  const [pre, post] = wavesOf(row);
  return post !== undefined && pre === post;
}

/**
 * The number of pairs: the row's own, or the first stated. Where the waves have their own n, the
 * pairs are those of df, or without it all people of two waves of one size; else nothing tells them.
 * @param {Row} row @param {Context} context @returns {bigint}
 */
export function sizeOf(row, context) {
  if (row.has("n")) return row.need("n");
  const waves = wavesOf(row);
  if (!waves.length) return statedIn(row, context)[0];
  if (row.has("df")) return row.need("df") + 1n;
  if (allArePaired(row)) return waves[0];
  const [pre, post] = waves;
  if (post === undefined) throw new Untestable(say("pairs_open", { most: pre }));
  throw new Untestable(say("pairs_of_waves_open", { pre, post }));
}

/** @param {bigint[]} sizes */
export function least(sizes) {
  return sizes.reduce((first, second) => (second < first ? second : first));
}

/** How many people stand behind the mean and the SD of a wave. @param {Row} row @param {Context} context @param {Time} time @returns {bigint} */
export function sizeOfWave(row, context, time) {
  if (row.has(`n_${time}`)) return row.need(`n_${time}`);
  if (!row.has("n") && wavesOf(row).length) throw new Untestable(say("wave_open"));
  return sizeOf(row, context);
}

/** The number of pairs if both waves are of just these people. @param {Row} row @param {Context} context */
export function pairsOf(row, context) {
  const n = sizeOf(row, context);
  const [pre, post] = [sizeOfWave(row, context, "pre"), sizeOfWave(row, context, "post")];
  if (n !== pre || n !== post) throw new Untestable(say("waves_differ", { pre, post, n }));
  return n;
}

/** The printed df, or n − 1. @param {Row} row @param {Context} context @returns {bigint} */
export function dfOf(row, context) {
  return row.has("df") ? row.need("df") : sizeOf(row, context) - 1n;
}

/** The lowest and the highest df: any of them where nothing tells the pairs. @param {Row} row @param {Context} context @returns {[bigint, bigint]} */
export function dfsOf(row, context) {
  if (row.has("n") || row.has("df") || allArePaired(row) || !wavesOf(row).length) {
    const df = dfOf(row, context);
    return [df, df];
  }
  return [1n, least(wavesOf(row)) - 1n];
}
