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

/**
 * How many checks came out how.
 * @param {Found[]} found
 */
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
  const every = new Set(found.flatMap((row) => Object.values(row).map(({ verdict }) => verdict)));
  if (every.size === 1 && every.has("untestable")) return [say("nothing_yet")];
  if (!every.has("inconsistent")) {
    const made = found.flatMap((row) => Object.values(row)).filter(({ verdict }) => verdict !== "untestable").length;
    return [say("nothing_at_odds", { made, all: found.length * COUNT })];
  }
  const where = (fits) => {
    const names = rows.filter((_, i) => fits((check) => found[i][check].verdict)).map(({ outcome }) => outcome);
    return names.length ? listed(few(names, RULES.most_names)) : "";
  };
  const fails =
    (...checks) =>
    (says) =>
      checks.some((check) => says(check) === "inconsistent");
  const follows = (two, one) => (says) => says("decision_two_tailed") === two && says("decision_one_tailed") === one;
  const unexplained = (says) =>
    fails(...RULES.readings)(says) && !RULES.readings.some((check) => says(check) === "consistent");
  const kinds = [
    [say("neither_tail"), where(follows("inconsistent", "inconsistent"))],
    [say("one_tail_only"), where(follows("inconsistent", "consistent"))],
    [say("no_reading"), where(unexplained)],
    [say("no_whole_numbers"), where(fails(...RULES.whole_numbers))],
    [say("off_scale"), where(fails("range_pre", "range_post"))],
    [say("beyond_one"), where(fails("implied_r"))],
    [say("no_such_df"), where(fails("df"))],
    [say("other_sign"), where(fails("sign"))],
  ];
  const said = kinds.filter(([, outcomes]) => outcomes).map(([kind, outcomes]) => say("kind", { kind, outcomes }));
  return said.length ? said.slice(0, RULES.most_kinds) : [say("another_reading")];
}
