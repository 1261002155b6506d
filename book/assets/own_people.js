/**
 * People of a student's own, from the file that the notebooks and a class's folders hold them in, and
 * what there is to find in them: the same figures, by the same names, as `twowaves.answer_key` gives.
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

/**
 * @typedef {Object} Tests what `twowaves.paired` has for the page
 * @property {typeof import("../../src/twowaves/paired/ttest.js").pairedTest} pairedTest
 * @property {typeof import("../../src/twowaves/paired/ttest.js").whyUntestable} whyUntestable
 * @property {typeof import("../../src/twowaves/paired/rank_tests.js").signFlipTest} signFlipTest
 * @property {typeof import("../../src/twowaves/paired/rank_tests.js").signedRankTest} signedRankTest
 */

/**
 * What there is to find in people, by the names of `answer_key`.
 * @param {number[]} pre
 * @param {number[]} post
 * @param {Tests} tests
 * @returns {Record<string, number>}
 */
export function figuresOf(pre, post, { pairedTest, whyUntestable, signFlipTest, signedRankTest }) {
  const test = pairedTest(pre, post);
  const change = post.map((score, i) => score - pre[i]);
  const others = change.map((_, i) => [pre, post].map((scores) => scores.filter((_, j) => j !== i)));
  const without = others
    .filter(([one, other]) => !whyUntestable(one, other))
    .map((pair) => pairedTest(pair[0], pair[1]).pvalue);
  return {
    mean_pre: test.meanPre,
    sd_pre: test.sdPre,
    mean_post: test.meanPost,
    sd_post: test.sdPost,
    mean_change: test.meanChange,
    sd_change: test.sdChange,
    se_change: test.sdChange / Math.sqrt(test.n),
    statistic: test.statistic,
    df: test.df,
    pvalue: test.pvalue,
    d_z: test.d_z,
    d_av: test.d_av,
    r: test.r,
    p_signed_rank: signedRankTest(change, "two-sided"),
    p_sign_flips: signFlipTest(change, "two-sided"),
    n_rose: change.filter((d) => d > 0).length,
    n_fell: change.filter((d) => d < 0).length,
    p_without_one_low: Math.min(...without),
    p_without_one_high: Math.max(...without),
  };
}
