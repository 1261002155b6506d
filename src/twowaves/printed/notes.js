/**
 * What captions and notes around a table say of it: n, stars, and what stands in brackets; as
 * `twowaves.printed.notes`.
 */

import { isLonger, stripped } from "../_base/words.js";
import { headOf } from "./names.js";
import { plain } from "./numerals.js";

const N = /(?<![\p{L}\p{N}_])[nN] ?= ?([0-9]{1,9})(?![0-9]|\.[0-9])/gu;
const STARS = /(?<![*†‡§])([*†‡§]{1,5}) ?(?:[A-Za-z ]{0,40} )?[pP] ?(?:-? ?[vV]alues?)? ?([<=]{1,2} ?0?\.[0-9]{1,9})/g;
const NOTE = /^(?:notes?|abbreviations?|source|values are|data are|anmerkung(?:en)?|nota)(?![\p{L}\p{N}_])/iu;
const LONG = 60; // letters that no outcome's name has
const READ = 2000; // letters of a note

/** Does a line say something of the table, and is no outcome? @param {string} text */
export function isNote(text) {
  const bare = stripped(plain(text));
  return NOTE.test(bare) || "*†‡§^".includes(bare.slice(0, 1)) || isLonger(bare, LONG);
}

/** The n that the notes name, if it is one. @param {string[]} notes */
export function nOf(notes) {
  const found = new Set(notes.flatMap((note) => [...plain(note).matchAll(N)].map(([, n]) => n)));
  return found.size === 1 ? [...found][0] : "";
}

/** What stars stand for; those that stand for two things are left out. @param {string[]} notes */
export function starsOf(notes) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const note of notes) {
    for (const [, stars, level] of plain(note).matchAll(STARS)) {
      if (!level.startsWith("<")) continue;
      const bound = `< ${level.slice(level.search(/[0-9.]/))}`;
      found.set(stars, found.has(stars) && found.get(stars) !== bound ? "" : bound);
    }
  }
  return new Map([...found].filter(([, bound]) => bound));
}

/**
 * What stands in brackets or behind ±, if the texts around a table name one kind.
 * @param {string[]} texts
 * @returns {"" | "sd" | "se"}
 */
export function spreadOf(texts) {
  const figures = new Set(texts.flatMap((text) => headOf(beginning(text)).figures));
  if (figures.has("sd") === figures.has("se")) return "";
  return figures.has("sd") ? "sd" : "se";
}

function beginning(text) {
  return text.length > READ ? [...text.slice(0, 2 * READ)].slice(0, READ).join("") : text;
}
