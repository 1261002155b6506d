/**
 * What stands beside a table's cells: numbers in headers and names, notes, stars; as `twowaves.printed.beside`.
 */

import { listed } from "../_base/words.js";
import { headOf } from "./names.js";
import { nOf, starsOf } from "./notes.js";
import { tell } from "./reading_words.js";
import { named } from "./waves.js";

/** @import { Numbered } from "./body.js" */
/** @import { Draft, Star } from "./draft.js" */

const WHOLE = /^[0-9]+$/;

/** Take n and the level of an interval from headers. @param {Draft} draft */
export function fromHeaders(draft) {
  for (const { head, wave, kind, figures } of draft.columns) {
    if (head.n && wave !== "later" && (kind === "figures" || kind === "name")) {
      everywhere(draft, named("n", wave), head.n, head.text, tell("in_header"));
    }
    if (head.level && figures.some((figure) => figure.startsWith("ci"))) {
      everywhere(draft, "ci_level", head.level, head.text, tell("in_header"));
    }
    if (head.df && figures.includes("statistic")) everywhere(draft, "df", head.df, head.text, tell("in_header"));
  }
}

/** Take n from outcomes' names, where no column has it: PHQ-9 (n = 38). @param {Draft} draft */
export function fromNames(draft) {
  if (draft.texts.has("n") || !draft.rows) return;
  const found = draft.texts.get("outcome").map((name) => (name.includes("=") ? headOf(name).n : ""));
  if (!found.some(Boolean)) return;
  draft.texts.set("n", found);
  draft.extra.push(["", "n", tell("name_n")]);
}

/** Tell of rows whose df is that of two groups. @param {Draft} draft */
export function tellGroups(draft) {
  const { texts, notes } = draft;
  const ns = texts.get("n") ?? [];
  const [befores, afters] = [texts.get("n_pre") ?? ns, texts.get("n_post") ?? ns];
  (texts.get("df") ?? []).forEach((df, k) => {
    const numbers = [df, befores[k] ?? "", afters[k] ?? ""];
    if (!numbers.every((each) => WHOLE.test(each))) return;
    const [total, pre, post] = numbers.map(BigInt);
    if (total !== pre + post - 2n || total + 1n === pre || total + 1n === post) return;
    const told = tell("two_groups", { df, pre, post });
    notes.push(`${texts.get("outcome")[k] || `row ${k + 1}`}: ${told}.`);
  });
}

/** @param {Draft} draft */
function everywhere(draft, name, text, header, why) {
  if (draft.texts.has(name)) return;
  draft.texts.set(name, Array(draft.rows).fill(text));
  draft.extra.push([header, name, why]);
}

/**
 * Take n and thresholds from notes, and list the notes.
 * @param {Draft} draft
 * @param {Numbered[]} notes
 * @param {Star[]} stars
 * @param {string[]} texts
 */
export function fromNotes(draft, notes, stars, texts) {
  /** @type {string[]} */
  const read = [];
  const n = nOf(texts);
  if (n && !["n", "n_pre", "n_post"].some((name) => draft.texts.has(name))) {
    everywhere(draft, "n", n, `N = ${n}`, tell("note_n"));
    read.push("n");
  }
  if (takeThresholds(draft, stars, starsOf(texts))) read.push("stars");
  for (const [number, text] of notes) {
    const used = read.filter((each) => speaksOf(each, text));
    draft.unused.push([number, 0, text, used.length ? tell("note_read", { what: listed(used) }) : tell("note")]);
  }
}

function speaksOf(what, text) {
  return what === "n" ? nOf([text]) !== "" : starsOf([text]).size > 0;
}

/**
 * Take stars for bounds of p where a note says so and no p is printed; list the others.
 * @param {Draft} draft
 * @param {Star[]} stars
 * @param {Map<string, string>} levels
 */
function takeThresholds(draft, stars, levels) {
  const printed = [...(draft.texts.get("pvalue") ?? [])];
  /** @type {Map<number, Set<string>>} */
  const ofRow = new Map();
  for (const { row, mark, figure } of stars) {
    if (levels.has(mark) && figure !== "r") ofRow.set(row, (ofRow.get(row) ?? new Set()).add(mark));
  }
  let used = false;
  for (const star of stars) {
    const why = whyNoBound(star, levels, printed[star.row], ofRow);
    if (why) {
      draft.unused.push([star.line, star.column, star.mark, why]);
      continue;
    }
    if (!draft.texts.has("pvalue")) draft.extra.push([star.mark, "pvalue", tell("note_stars")]);
    draft.column("pvalue")[star.row] = levels.get(star.mark);
    used = true;
  }
  return used;
}

/** Why a star is no bound of p, or nothing if it is one. */
function whyNoBound({ row, mark, figure }, levels, printed, ofRow) {
  if (!levels.has(mark)) return tell("mark");
  if (figure === "r") return tell("star_of_r");
  if (printed) return tell("star_and_p");
  return ofRow.get(row).size > 1 ? tell("stars_differ") : "";
}
