/**
 * What an audit comes to: one finding an outcome, one sentence about the table, as `twowaves.printed.findings`.
 */

import rules from "./findings_rules.json" with { type: "json" };
import templates from "./findings.json" with { type: "json" };
import { sentences } from "../_base/sentences.js";
import { few, listed } from "../_base/words.js";

/** @import { Found } from "./judgement.js" */

const say = sentences(templates);
const ODDS = ["inconsistent", "alternative"];

/** The checks in a reader's words. @type {Record<string, string>} */
export const LABELS = rules.labels;

/**
 * What an audit found in one outcome.
 * @param {Found} found
 * @returns {{verdict: string, at_odds: string, distance: number | null, made: number, checks: number, sentence: string}}
 */
export function finding(found) {
  const tally = tallyOf([found]);
  const odds = Object.keys(found).filter((check) => ODDS.includes(found[check].verdict));
  const distances = odds.map((check) => found[check].distance).filter((distance) => distance !== null);
  return {
    verdict: verdictOf(found),
    at_odds: odds.join(", "),
    distance: distances.length ? Math.max(...distances) : null,
    made: tally.made,
    checks: tally.checks,
    sentence: sentence(found, odds, tally),
  };
}

/** The word for one outcome. @param {Found} found */
function verdictOf(found) {
  const words = Object.values(found).map(({ verdict }) => verdict);
  if (words.includes("inconsistent")) return "at odds";
  if (words.includes("alternative")) return "fits otherwise";
  return isEnough(tallyOf([found])) ? "fits" : "hardly checked";
}

/** How many outcomes are at odds, and how much could be checked. @param {Found[]} rows */
export function headline(rows) {
  const tally = tallyOf(rows);
  if (!tally.made) return say("unchecked", { reason: mostOften(tally.reasons) });
  const verdicts = rows.map(verdictOf);
  const [n, made] = [rows.length, madeInWords(tally)];
  const other = verdicts.filter((verdict) => verdict === "fits otherwise").length;
  const odds = verdicts.filter((verdict) => verdict === "at odds").length + other;
  if (other) return say("outcomes_otherwise", { odds, n, other, made });
  if (odds) return say("outcomes_at_odds", { odds, n, made });
  return verdicts.includes("hardly checked") ? say("hardly", { made }) : say("outcomes_fit", { n, made });
}

/** How many checks could be made, and why the others could not. @param {Found[]} rows */
function tallyOf(rows) {
  const all = rows.flatMap((row) => Object.values(row));
  const reasons = all.filter(({ verdict }) => verdict === "untestable").map(({ detail }) => detail);
  return { made: all.length - reasons.length, checks: all.length, reasons };
}

function isEnough({ made }) {
  return made >= rules.enough;
}

function madeInWords({ made, checks, reasons }) {
  if (made === checks) return say("all_made", { checks });
  return say("made", { left: checks - made, checks, reason: mostOften(reasons) });
}

function sentence(found, checks, tally) {
  const made = madeInWords(tally);
  const verdict = verdictOf(found);
  const odds = listed(
    few(
      checks.map((check) => far(check, found[check].distance)),
      rules.most_names,
    ),
  );
  if (verdict === "at odds") return say("at_odds", { odds, made });
  if (verdict === "fits otherwise") return say("otherwise", { odds, words: found[checks[0]].reading, made });
  if (!tally.made) return say("unchecked", { reason: mostOften(tally.reasons) });
  return verdict === "fits" ? say("fits", { made }) : say("hardly", { made });
}

/** A check in words, and how far its figure is from what would fit. */
function far(check, distance) {
  const what = LABELS[check];
  return distance === null ? what : say("by_units", { what, units: distance });
}

/** The most frequent reason, the first of several. @param {string[]} reasons */
function mostOften(reasons) {
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts.keys()].find((reason) => counts.get(reason) === most).replace(/\.$/, "");
}
