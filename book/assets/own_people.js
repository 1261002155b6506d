/**
 * People of a student's own, from the file that the notebooks and a class's folders hold them in.
 */

import { cellsOf, withoutSeparatorLine } from "./twowaves/_base/csv.js";

const MOST_LETTERS = 20_000;
const MOST_PEOPLE = 200;
const NUMBER = /^-?\d+$/;
const SEPARATORS = [",", ";", "\t"];

/**
 * Reads a table with the columns pre and post, whole numbers, a person a line.
 * @param {string} text
 * @returns {{pre: number[], post: number[]} | {problem: string}}
 */
export function readPeople(text) {
  if (text.length > MOST_LETTERS) return { problem: "That file is too long for people before and after." };
  const { text: plain, said } = withoutSeparatorLine(text.replace(/^\ufeff/, ""));
  const lines = plain.split(/\r\n|\r|\n/);
  const head = Math.max(
    0,
    lines.findIndex((line) => line.trim()),
  );
  const mark = said || (SEPARATORS.find((each) => lines[head].includes(each)) ?? ",");
  const rows = lines.map((line) => cellsOf(line, mark));
  const [pre, post] = ["pre", "post"].map((name) => rows[head].indexOf(name));
  if (pre < 0 || post < 0) return { problem: "That file has no columns called pre and post." };
  const people = rows.map((cells, i) => ({ line: i + 1, pre: cells[pre], post: cells[post] })).slice(head + 1);
  const given = people.filter(({ line }) => lines[line - 1].trim());
  const bad = given.find((person) => !NUMBER.test(person.pre) || !NUMBER.test(person.post));
  if (bad) return { problem: `Line ${bad.line} there has no whole number in pre or post.` };
  if (given.length < 3 || given.length > MOST_PEOPLE)
    return { problem: `That file has ${given.length} people; it takes 3 to ${MOST_PEOPLE}.` };
  return { pre: given.map((person) => Number(person.pre)), post: given.map((person) => Number(person.post)) };
}
