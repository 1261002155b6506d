/**
 * What the audit of a table comes to, in a sentence or two: as `AuditTable.sentence` in Python.
 */

import { CHECKS } from "./audit.js";
import { notUsed } from "./audit_rows.js";
import { few, listed } from "./words.js";

/** @typedef {Record<string, import("./audit.js").Judgement>} Found what each check finds in one row */

const MOST_NAMES = 3;
const MOST_KINDS = 4;
const READINGS = ["p_two_tailed", "p_one_tailed", "threshold_two_tailed", "threshold_one_tailed"];
const WHOLE = ["grim_pre", "grim_post", "grimmer_pre", "grimmer_post", "granularity"];
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
  const said = Object.entries(counts).map(([word, count]) => `${count} ${word}`);
  const size = found.length === 1 ? `1 outcome, ${COUNT} checks` : `${found.length} outcomes, ${COUNT} checks each`;
  return `${size}: ${said.join(", ")}.`;
}

/**
 * What a reader would want to hear of first.
 * @param {import("./audit_rows.js").Row[]} rows
 * @param {Found[]} found
 * @param {string[]} unused columns of the source
 */
export function whatMatters(rows, found, unused) {
  const problems = rows.flatMap((row) => Object.values(row.problems));
  const count = problems.length === 1 ? "1 cell" : `${problems.length} cells`;
  const unread = problems.length ? [`${count} cannot be read: ${problems[0]}`] : [];
  return [...notUsed(unused), ...unread, ...findings(rows, found)].join(" ");
}

function findings(rows, found) {
  const every = new Set(found.flatMap((row) => Object.values(row).map(({ verdict }) => verdict)));
  if (every.size === 1 && every.has("untestable")) return ["There is nothing to check yet."];
  if (!every.has("inconsistent")) {
    const made = found.flatMap((row) => Object.values(row)).filter(({ verdict }) => verdict !== "untestable").length;
    return [`Nothing is at odds in what could be checked: ${made} of ${found.length * COUNT} checks.`];
  }
  const where = (fits) => names(rows.filter((_, i) => fits((check) => found[i][check].verdict)));
  const fails =
    (...checks) =>
    (says) =>
      checks.some((check) => says(check) === "inconsistent");
  const follows = (two, one) => (says) => says("decision_two_tailed") === two && says("decision_one_tailed") === one;
  const unexplained = (says) => fails(...READINGS)(says) && !READINGS.some((check) => says(check) === "consistent");
  const kinds = [
    ["The claim follows in neither tail for", where(follows("inconsistent", "inconsistent"))],
    ["The claim follows one-tailed only for", where(follows("inconsistent", "consistent"))],
    ["No reading of the printed p fits for", where(unexplained)],
    ["At the first stated n, no whole numbers give the figures of", where(fails(...WHOLE))],
    ["Mean or SD does not fit on the scale for", where(fails("range_pre", "range_post"))],
    ["The correlation would lie beyond ±1 for", where(fails("implied_r"))],
    ["df goes with no stated n for", where(fails("df"))],
    ["The sign of t is unlike the others for", where(fails("sign"))],
  ];
  const said = kinds.filter(([, who]) => who).map(([kind, who]) => `${kind} ${who}.`);
  return said.length ? said.slice(0, MOST_KINDS) : ["What is inconsistent is another reading of the same p."];
}

/** The names of some rows, and how many more there are. */
function names(rows) {
  return rows.length
    ? listed(
        few(
          rows.map(({ outcome }) => outcome),
          MOST_NAMES,
        ),
      )
    : "";
}
