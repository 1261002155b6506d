/**
 * What the audit of a table comes to, in a sentence or two: as `AuditTable.sentence` in Python.
 */

import { notUsed } from "../../printed/known.js";
import { RULES, say } from "./state.js";
import { few, listed } from "../../_base/words.js";

/** @import { Found } from "../../printed/judgement.js" */

/**
 * What a reader would want to hear of first.
 * @param {import("./state.js").Shown[]} rows
 * @param {Found[]} found
 * @param {string[]} unused columns of the source
 */
export function whatMatters(rows, found, unused) {
  const problems = rows.flatMap((row) => Object.values(row.problems));
  const unread = problems.length ? [say("unread", { n: problems.length, first: problems[0] })] : [];
  return [...notUsed(unused), ...unread, ...kindsOf(rows, found)].join(" ");
}

/** A sentence for each kind of finding, the first kinds only. */
function kindsOf(rows, found) {
  const said = [];
  for (const kind of RULES.kinds) {
    const names = rows.filter((_, i) => isOf(kind, found[i])).map(({ outcome }) => outcome);
    if (names.length) said.push(say("kind", { kind: kind.says, outcomes: listed(few(names, RULES.most_names)) }));
  }
  return said.slice(0, RULES.most_kinds);
}

/** Is a row of a kind: has one of its checks, or of all, its verdict in its reading? */
function isOf({ checks, verdict, reading }, found) {
  const names = checks.length ? checks : Object.keys(found);
  return names.some((check) => found[check].verdict === verdict && found[check].reading.startsWith(reading));
}
