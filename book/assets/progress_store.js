/**
 * What a reader asked this browser to keep: which questions and exercises were answered, and how.
 * Nothing is written before somebody switches it on, and nothing is left when it is erased.
 */

import { asCsv } from "./twowaves/_base/cells.js";

const KEPT = "twowaves-progress";
const VERSION = 1;
const FORBIDDEN = "This browser lets the page keep nothing, so progress cannot be kept.";
const FULL = "This answer was not kept: the browser's store is full.";

/**
 * @typedef {{right: boolean, tries: number, date: string}} Answered the tries are those up to the right one
 * @typedef {Object} Progress
 * @property {"off" | "on" | "unreadable" | "forbidden"} state
 * @property {Map<string, Answered>} answered
 * @property {number} lost entries that could not be read
 */

/**
 * What is kept. Whatever stands there, this returns something that a page can show.
 * @returns {Progress}
 */
export function kept() {
  let text;
  try {
    text = localStorage.getItem(KEPT);
  } catch {
    return progress("forbidden");
  }
  return text === null ? progress("off") : parsed(text);
}

/**
 * @param {Progress["state"]} state
 * @param {[string, Answered][]} entries
 * @returns {Progress}
 */
function progress(state, entries = [], lost = 0) {
  return { state, answered: new Map(entries), lost };
}

/** @param {string} text */
function parsed(text) {
  try {
    const { version, answered } = JSON.parse(text);
    if (version !== VERSION) return progress("unreadable");
    const all = Object.entries(answered);
    const sound = all.filter(([, entry]) => isAnswered(entry));
    return progress("on", /** @type {[string, Answered][]} */ (sound), all.length - sound.length);
  } catch {
    return progress("unreadable");
  }
}

/** @param {any} entry */
function isAnswered(entry) {
  if (typeof entry?.right !== "boolean" || !/^\d{4}-\d\d-\d\d$/.test(entry.date)) return false;
  return Number.isSafeInteger(entry.tries) && entry.tries > 0;
}

/**
 * Begin to keep progress.
 * @returns {string} why that cannot be, or nothing
 */
export function begin() {
  return write(new Map(), FORBIDDEN);
}

/**
 * Note an answer, if progress is kept. What is right already stays as it is.
 * @param {string} item
 * @param {boolean} right
 * @returns {string} why it was not kept, or nothing
 */
export function note(item, right) {
  const { state, answered } = kept();
  const before = answered.get(item);
  if (state !== "on" || before?.right) return "";
  answered.set(item, { right, tries: (before?.tries ?? 0) + 1, date: today() });
  return write(answered, FULL);
}

/** Leave nothing. */
export function erase() {
  localStorage.removeItem(KEPT);
}

/**
 * @param {Map<string, Answered>} answered
 * @param {string} problem
 */
function write(answered, problem) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ version: VERSION, answered: Object.fromEntries(answered) }));
    return "";
  } catch {
    return problem;
  }
}

/** The reader's own day, as 2026-11-30. */
export function today() {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, "0"));
  return [now.getFullYear(), ...parts].join("-");
}

/**
 * What is kept as a table for a spreadsheet: each question and exercise of the book a row.
 * @param {Progress} progress
 * @param {Chapter[]} chapters
 * @param {{book: string, edition: string}} of
 */
export function asTable({ answered }, chapters, { book, edition }) {
  const head = [
    "book",
    "edition",
    "saved on",
    "chapter",
    "question or exercise",
    "answer",
    "tries",
    "last answered on",
  ];
  const rows = chapters.flatMap(({ title, items }) =>
    items.map(({ id, name }) => {
      const one = answered.get(id);
      const answer = one ? (one.right ? "right" : "not right yet") : "not answered";
      return [book, edition, today(), title, name, answer, `${one?.tries ?? ""}`, one?.date ?? ""];
    }),
  );
  return asCsv([head, ...rows]);
}

/**
 * @typedef {{id: string, name: string}} Item
 * @typedef {{title: string, items: Item[]}} Chapter
 */
