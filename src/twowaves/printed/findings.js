/**
 * What an audit comes to: one finding an outcome, one sentence about the table, as `twowaves.printed.findings`.
 */

import rules from "./findings_rules.json" with { type: "json" };
import templates from "./findings.json" with { type: "json" };
import { sentences } from "../_base/sentences.js";
import { few, listed } from "../_base/words.js";

/** @import { Judgement } from "./audit.js" */
/** @typedef {Record<string, Judgement>} Found what each check finds in one row */

const say = sentences(templates);

/** The checks in a reader's words. @type {Record<string, string>} */
export const LABELS = rules.labels;

/**
 * What an audit found in one outcome.
 * @param {Found} found
 * @returns {{verdict: string, at_odds: string, distance: number | null, made: number, checks: number, sentence: string}}
 */
export function finding(found) {
  const tally = tallyOf([found]);
  const odds = Object.keys(found).filter((check) => found[check].verdict === "inconsistent");
  const distances = odds.map((check) => found[check].distance).filter((distance) => distance !== null);
  return {
    verdict: odds.length ? "at odds" : isEnough(tally) ? "fits" : "hardly checked",
    at_odds: odds.join(", "),
    distance: distances.length ? Math.max(...distances) : null,
    made: tally.made,
    checks: tally.checks,
    sentence: sentence(
      tally,
      odds.map((check) => far(check, found[check].distance)),
    ),
  };
}

/** How many outcomes are at odds, and how much could be checked. @param {Found[]} rows */
export function headline(rows) {
  const tally = tallyOf(rows);
  const odds = rows.filter((row) => Object.values(row).some(({ verdict }) => verdict === "inconsistent")).length;
  if (!tally.made) return say("unchecked", { reason: mostOften(tally.reasons) });
  if (odds) return say("outcomes_at_odds", { odds, n: rows.length, made: madeInWords(tally) });
  if (rows.every((row) => isEnough(tallyOf([row])))) {
    return say("outcomes_fit", { n: rows.length, made: madeInWords(tally) });
  }
  return say("hardly", { made: madeInWords(tally) });
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

function sentence(tally, told) {
  const made = madeInWords(tally);
  if (told.length) return say("at_odds", { odds: listed(few(told, rules.most_names)), made });
  if (!tally.made) return say("unchecked", { reason: mostOften(tally.reasons) });
  return isEnough(tally) ? say("fits", { made }) : say("hardly", { made });
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
