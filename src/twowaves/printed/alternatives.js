/**
 * Which convention, not declared, would let every figure of a row agree, as `twowaves.printed.alternatives`.
 */

import templates from "./alternatives.json" with { type: "json" };
import { CONVENTIONS } from "./conventions.js";
import { wavesOf } from "./judgement.js";
import { sentences } from "../_base/sentences.js";

/** @import { Row } from "./table.js" */
/** @import { Found, Judgement } from "./judgement.js" */
/** @typedef {(check: string, row: Row) => Generator<undefined, Judgement>} Judge */

const say = sentences(templates);

const ROUNDINGS = { twice: say("twice"), truncate: say("truncate"), either: say("either"), up: say("up") };
const SDS = { population: say("population"), se: say("se") };

/**
 * The judgements of a row, those at odds with the convention that would explain them.
 * @param {Row} row
 * @param {Found} found
 * @param {Judge} judge
 * @returns {Generator<undefined, Found>}
 */
export function* withAlternative(row, found, judge) {
  const odds = Object.keys(found).filter((check) => found[check].verdict === "inconsistent");
  if (!odds.length) return found;
  const groups = odds.includes("df") && twoGroups(row);
  if (groups) {
    const paired = odds.filter((check) => CONVENTIONS.of_pairs.includes(check));
    return { ...found, ...Object.fromEntries(paired.map((check) => [check, told(found[check], groups)])) };
  }
  const checks = [...odds, ...Object.keys(found).filter((check) => !odds.includes(check))];
  for (const [words, other] of [...conventionsOf(row), ...withMorePeople(row, odds)]) {
    if (yield* explains(other, checks, judge)) {
      return { ...found, ...Object.fromEntries(odds.map((check) => [check, told(found[check], words)])) };
    }
  }
  return found;
}

/** The words for a test of separate groups, if df is theirs; else nothing. @param {Row} row */
function twoGroups(row) {
  const [pre, post] = wavesOf(row);
  if (post === undefined || row.need("df") !== pre + post - 2n) return "";
  return say("groups", { pre, post });
}

/** A judgement of figures at odds with what would explain it. @param {Judgement} judgement @param {string} words @returns {Judgement} */
function told(judgement, words) {
  const detail = say("unless", { detail: judgement.detail.replace(/\.$/, ""), words });
  return { ...judgement, verdict: "alternative", detail, reading: words };
}

/** Is nothing at odds in the row so read? @param {Row} other @param {string[]} checks @param {Judge} judge */
function* explains(other, checks, judge) {
  for (const check of checks) {
    if ((yield* judge(check, other)).verdict === "inconsistent") return false;
  }
  return true;
}

/** The row as other conventions read it, the more usual ones first. @param {Row} row @returns {[string, Row][]} */
function conventionsOf(row) {
  const said = row.conventions;
  const usual = Object.values(said.roundings).every((rounding) => rounding === "nearest");
  const roundings = usual ? Object.entries(ROUNDINGS) : [];
  const sds = said.sd === "sample" ? Object.entries(SDS) : [];
  return [
    ...roundings.map(([rounding, words]) => as(row, words, { roundings: { "": rounding } })),
    ...sds.map(([sd, words]) => as(row, words, { sd })),
  ];
}

/** @returns {[string, Row]} */
function as(row, words, other) {
  return [words, row.with({ conventions: { ...row.conventions, ...other } })];
}

/**
 * The row with more people in the waves than df has pairs, where that can explain it.
 * @param {Row} row @param {string[]} odds
 * @returns {[string, Row][]}
 */
function withMorePeople(row, odds) {
  const { n, df } = row.cells;
  if (!odds.every((check) => CONVENTIONS.of_people.includes(check)) || n === undefined || df === undefined) return [];
  const pairs = df + 1n;
  if (pairs < 2n || pairs >= n) return [];
  const isOne = pairs === n - 1n; // df is n − 2
  const words = isOne ? say("fewer_pairs_or_groups", { n, pairs }) : say("fewer_pairs", { n, pairs });
  return [[words, row.with({ cells: { n_pre: n, n_post: n, n: pairs } })]];
}
