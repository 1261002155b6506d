/**
 * What the audit of a table comes to, in a sentence or two: as `AuditTable.sentence` in Python.
 */

import { CHECKS } from "./audit.js";
import { notUsed } from "./audit_rows.js";
import { RULES, say } from "./audit_state.js";
import { few, listed } from "./words.js";

/** @typedef {Record<string, import("./audit.js").Judgement>} Found what each check finds in one row */

const COUNT = Object.keys(CHECKS).length;

/** The checks in a reader's words. */
export const LABELS = {
  df: "df and n",
  sign: "sign of t",
  p_two_tailed: "p, two-tailed",
  p_one_tailed: "p, one-tailed",
  threshold_two_tailed: "p as a bound, two-tailed",
  threshold_one_tailed: "p as a bound, one-tailed",
  decision_two_tailed: "claim, two-tailed",
  decision_one_tailed: "claim, one-tailed",
  grim_pre: "mean before (GRIM)",
  grim_post: "mean after (GRIM)",
  grimmer_pre: "SD before (GRIMMER)",
  grimmer_post: "SD after (GRIMMER)",
  range_pre: "scale, before",
  range_post: "scale, after",
  implied_r: "implied correlation",
  granularity: "all figures at this n",
};

/** How many checks came out how. @param {Found[]} found */
export function counted(found) {
  const counts = { consistent: 0, inconsistent: 0, untestable: 0 };
  for (const row of found) for (const check in row) counts[row[check].verdict] += 1;
  return say(found.length === 1 ? "counts_of_one" : "counts", { outcomes: found.length, checks: COUNT, ...counts });
}

/**
 * What a reader would want to hear of first.
 * @param {import("./audit_rows.js").Row[]} rows
 * @param {Found[]} found
 * @param {string[]} unused columns of the source
 */
export function whatMatters(rows, found, unused) {
  const problems = rows.flatMap((row) => Object.values(row.problems));
  const unread = problems.length ? [say("unread", { n: problems.length, first: problems[0] })] : [];
  return [...notUsed(unused), ...unread, ...findings(rows, found)].join(" ");
}

function findings(rows, found) {
  const words = found.flatMap((row) => Object.values(row).map(({ verdict }) => verdict));
  const made = words.filter((word) => word !== "untestable").length;
  if (!made) return [say("nothing_yet")];
  if (!words.includes("inconsistent")) return [say("nothing_at_odds", { made, all: words.length })];
  const said = [];
  for (const kind of RULES.kinds) {
    const names = rows.filter((_, i) => isOf(kind, found[i])).map(({ outcome }) => outcome);
    if (names.length) said.push(say("kind", { kind: kind.says, outcomes: listed(few(names, RULES.most_names)) }));
  }
  return said.length ? said.slice(0, RULES.most_kinds) : [say("another_reading")];
}

/** Is a row of a kind: does one check fail, do some hold, and others not? */
function isOf({ fails, holds, unless }, found) {
  const says = (word) => (check) => found[check].verdict === word;
  return fails.some(says("inconsistent")) && holds.every(says("consistent")) && !unless.some(says("consistent"));
}
