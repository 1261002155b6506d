/**
 * The columns that a table may have, and what is said of others: as `twowaves.printed.known`.
 */

import rules from "./known_rules.json" with { type: "json" };
import templates from "./known.json" with { type: "json" };
import { sentences } from "../_base/sentences.js";
import { few, listed } from "../_base/words.js";

const say = sentences(templates);

/** The columns of `load_outcomes`, which most tables have some of. @type {string[]} */
export const COLUMNS = rules.columns;
/** What some tables print beside those, and what a row says of its conventions. @type {string[]} */
export const FURTHER = rules.further;
export const KNOWN = [...COLUMNS, ...FURTHER];

/** Which columns were not used, if any. @param {string[]} columns */
export function notUsed(columns) {
  return columns.length
    ? [say("not_used", { n: columns.length, columns: listed(few(columns, rules.most_names)) })]
    : [];
}
