/**
 * A table of printed figures, read with every decimal and with every doubt named.
 *
 * The rules and sentences are those of `twowaves.printed.table`; cells are text, as typed or pasted.
 */

import rules from "./table_rules.json" with { type: "json" };
import templates from "./table.json" with { type: "json" };
import { asText, compare, floorDivide, times, toFloat } from "../_base/fraction.js";
import { aboveZero, boundsOf, magnitude } from "./sums.js";
import { intervalOf, parsePrinted } from "./number.js";
import { CONVENTIONS, USUAL, ofRow, roundingOf, stepOf } from "./conventions.js";
import { sentences } from "../_base/sentences.js";
import { stripped } from "../_base/words.js";

/** @import { Fraction } from "../_base/fraction.js" */
/** @import { Printed } from "./number.js" */
/** @import { Conventions } from "./conventions.js" */
/** @typedef {Record<string, string>} Cells the text of each column that holds any */

const say = sentences(templates);
const [SCORINGS, CLAIMS] = [rules.scorings, rules.claims].map((words) => new Map(Object.entries(words)));
const [ROUNDINGS, SD_KINDS, TAIL_WORDS, D_KINDS] = [
  CONVENTIONS.roundings,
  CONVENTIONS.sd_kinds,
  CONVENTIONS.tails,
  CONVENTIONS.d_kinds,
].map((words) => new Map(Object.entries(words)));
const ONE = 1n;

/** Why a check has nothing to judge, in one sentence. */
export class Untestable {
  /** @param {string} reason */
  constructor(reason) {
    this.reason = reason;
  }
}

/** Why a cell cannot be read: the rest of a sentence. */
class Unreadable {
  constructor(why) {
    this.why = why;
  }
}

/** One outcome as printed; made by `readRow`. */
export class Row {
  /** @param {number} number from 1 @param {string} outcome */
  constructor(number, outcome) {
    this.number = number;
    this.outcome = outcome;
    /** @type {Record<string, any>} */
    this.cells = {};
    /** @type {Record<string, string>} */
    this.problems = {};
    this.conventions = USUAL;
  }

  /** The same row with other cells, or as other conventions read it. @param {{cells?: Record<string, any>, conventions?: Conventions}} other */
  with({ cells = {}, conventions = this.conventions }) {
    const row = new Row(this.number, this.outcome);
    row.cells = { ...this.cells, ...cells };
    row.problems = this.problems;
    row.conventions = conventions;
    return row;
  }

  /** Does the column hold anything, readable or not? */
  has(column) {
    return column in this.cells || column in this.problems;
  }

  /** What the column holds; throws the reason where it holds nothing that can be read. */
  need(column) {
    const problem = this.problems.row ?? this.problems[column];
    if (problem) throw new Untestable(problem);
    if (!(column in this.cells)) throw new Untestable(say("missing", { column }));
    return this.cells[column];
  }

  /** How many whole numbers one score is the mean of: 1 for totals. */
  items() {
    return this.need("scoring") === "total" ? ONE : this.need("n_items");
  }

  /** What a figure was rounded from. */
  interval(column) {
    return intervalOf(this.need(column), roundingOf(this.conventions, column));
  }

  /** The same with floats as ends. @returns {{low: number, high: number}} */
  between(column) {
    const { low, high } = this.interval(column);
    return { low: low ? toFloat(low) : -Infinity, high: high ? toFloat(high) : Infinity };
  }

  /** The intervals of the figures in totals of that many items; means are needed. */
  figures(items, { scale = true } = {}) {
    return {
      meanPre: this.bounds("mean_pre", items),
      meanPost: this.bounds("mean_post", items),
      sdPre: this.#spread("sd_pre", items),
      sdPost: this.#spread("sd_post", items),
      statistic: this.has("statistic") ? this.sizeOfT() : null,
      limits: scale && items !== null ? this.#limits(items) : null,
      sdKind: this.conventions.sd,
    };
  }

  /** The interval of a printed figure, in totals of items, and those in steps of the score. @param {string} column @param {bigint | null} items */
  bounds(column, items = null) {
    const { p, q } = this.conventions.step;
    return items === null ? boundsOf(this.interval(column)) : boundsOf(this.interval(column), items * q, p);
  }

  /** The interval of |t|. */
  sizeOfT() {
    return magnitude(this.bounds("statistic"));
  }

  #spread(column, items) {
    return this.has(column) ? aboveZero(this.bounds(column, items)) : null;
  }

  /** The lowest and highest total of one person, where both are given. */
  #limits(items) {
    if (!(this.has("scale_min") && this.has("scale_max"))) return null;
    const { step } = this.conventions;
    const factor = { p: items * step.q, q: step.p };
    const [low, high] = [times(this.need("scale_min"), factor), times(this.need("scale_max"), factor)];
    const [lowest, highest] = [-floorDivide(-low.p, low.q), floorDivide(high.p, high.q)];
    return lowest < highest ? { lowest, highest } : null;
  }
}

/**
 * One row of a table, with what is wrong with it.
 * @param {Cells} cells
 * @param {number} number its place in the table, from 1
 * @param {Conventions} declared for the table; a row's own columns go before it
 */
export function readRow(cells, number, declared = USUAL) {
  const name = cells.outcome ?? "";
  const row = new Row(number, isMissing(name) ? `row ${number}` : stripped(name));
  if (!isMissing(cells.unreadable ?? "")) row.problems.row = cells.unreadable;
  for (const [column, read] of READERS) {
    const text = cells[column] ?? "";
    if (!isMissing(text)) fillIn(row, column, stripped(text), read);
  }
  checkScale(row);
  row.conventions = ofRow(declared, row.cells);
  return row;
}

function fillIn(row, column, text, read) {
  try {
    row.cells[column] = read(text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    row.problems[column] = sentence(row, column, `'${text}' ${error.why}`);
  }
}

function checkScale(row) {
  const { scale_min: low, scale_max: high } = row.cells;
  if (!low || !high || compare(low, high) < 0) return;
  delete row.cells.scale_max;
  const what = say("scale_ends", { high: asText(high), low: asText(low) });
  row.problems.scale_max = sentence(row, "scale_max", what);
}

function sentence({ number: row, outcome }, column, what) {
  return say(outcome === `row ${row}` ? "cell" : "cell_of", { row, outcome, column, what });
}

function isMissing(text) {
  return rules.missing.includes(stripped(text));
}

function number(text) {
  if (/^[^,]*[0-9],[0-9][^,]*$/.test(text)) throw new Unreadable(say("comma"));
  if (!parsePrinted(text)) throw new Unreadable(say("no_number"));
  refuseLong(text);
  return parsePrinted(text.replace(/^=/, ""));
}

function refuseLong(text) {
  const most = rules.most_digits;
  if (text.replace(/[^0-9]/g, "").length > most) throw new Unreadable(say("too_long", { most }));
}

/** A figure that is printed itself, not a bound of it. */
function figure(text) {
  const printed = number(text);
  if (printed.relation === "=") return printed;
  throw new Unreadable(say("bound"));
}

function spread(text) {
  const printed = figure(text);
  if (printed.value.p < 0n) throw new Unreadable(say("negative"));
  return printed;
}

function probability(text) {
  if (CLAIMS.has(text.toLowerCase())) throw new Unreadable(say("verdict"));
  const printed = number(text);
  const { p, q } = printed.value;
  if (p < 0n || p > q) throw new Unreadable(say("no_probability"));
  return printed;
}

function count(lowest, what) {
  return (text) => {
    if (!/^[0-9]+$/.test(text)) throw new Unreadable(say("not_whole", { what }));
    refuseLong(text);
    const whole = BigInt(text);
    if (whole < lowest) throw new Unreadable(say("too_low", { lowest, what }));
    return whole;
  };
}

/** A level of confidence, printed in per cent or as a share. */
function confidence(text) {
  const plain = stripped(text.replace(/%$/, ""));
  const value = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  const share = value > 1 ? value / 100 : value;
  if (!(share >= 0.5 && share < 1)) throw new Unreadable(say("write_level"));
  return share;
}

function coefficient(text) {
  const printed = figure(text);
  const { p, q } = printed.value;
  if (p > q || -p > q) throw new Unreadable(say("no_correlation"));
  return printed;
}

/** In what steps answers go. */
function step(text) {
  const found = stepOf(text);
  if (!found) throw new Unreadable(say("write_step"));
  return found;
}

function word(accepted, what) {
  return (text) => {
    const meant = accepted.get(text.toLowerCase());
    if (!meant) throw new Unreadable(say("not_known", { what }));
    return meant;
  };
}

const limit = (text) => figure(text).value; // exact, not rounded

/** @type {Map<string, (text: string) => any>} */
const READERS = new Map(
  Object.entries({
    n: count(2n, say("take_pairs")),
    n_items: count(1n, say("give_items")),
    scoring: word(SCORINGS, say("write_scoring")),
    scale_min: limit,
    scale_max: limit,
    mean_pre: figure,
    sd_pre: spread,
    mean_post: figure,
    sd_post: spread,
    statistic: figure,
    df: count(1n, say("take_df")),
    pvalue: probability,
    claim: word(CLAIMS, say("write_claim")),
    n_pre: count(2n, say("take_people")),
    n_post: count(2n, say("take_people")),
    mean_change: figure,
    sd_change: spread,
    se_change: spread,
    ci_low: figure,
    ci_high: figure,
    ci_level: confidence,
    se_pre: spread,
    se_post: spread,
    ci_low_pre: figure,
    ci_high_pre: figure,
    ci_low_post: figure,
    ci_high_post: figure,
    r: coefficient,
    d: figure,
    d_kind: word(D_KINDS, say("write_d_kind")),
    unit: step,
    rounding: word(ROUNDINGS, say("write_rounding")),
    sd_kind: word(SD_KINDS, say("write_sd_kind")),
    tail: word(TAIL_WORDS, say("write_tail")),
  }),
);
