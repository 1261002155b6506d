/**
 * Any printed table of figures, read as papers print it, with nothing dropped: as `twowaves.read_printed`.
 *
 * A text is a table as it is copied from a paper, a program or a page, or sentences. What is said of each
 * column and cell is what Python says; where Python raises an error, the result asks its question.
 */

import { RULES } from "./reading_rules.js";
import { grouped } from "../_base/numbers.js";
import { few, isLonger, listed, splitAtBlanks } from "../_base/words.js";
import { inWords } from "./assigning.js";
import { blocksOf, groupsOf, together } from "./blocks.js";
import { FIGURES } from "./columns.js";
import { draftOf, gridHeads } from "./drafts.js";
import { Draft } from "./draft.js";
import { gridOf, turned } from "./layout.js";
import { headOf, isOnly, saysNothing } from "./names.js";
import { commasOf, plain, withCommas, withPoints } from "./numerals.js";
import { proseOf } from "./prose.js";
import { Question, tell } from "./reading_words.js";
import { named } from "./waves.js";

/** @import { Mapping } from "./assigning.js" */
/** @import { Column } from "./columns.js" */
/** @import { Unused } from "./draft.js" */
/** @import { Grid } from "./layout.js" */
/** @import { Cells } from "./table.js" */
/**
 * @typedef {object} Printed a printed table as it was understood
 * @property {{columns: string[], rows: Cells[]}} table one row an outcome, the figures as text under the names
 *   that a table of our own has for them; a row has those that are printed
 * @property {[column: number, header: string, figure: string, why: string][]} columns what each column of the
 *   source was taken for, from 1, or 0 for what stands elsewhere; a figure is empty if it was not used
 * @property {[row: number, column: number, text: string, reason: string][]} unused every cell, or part of one,
 *   that is in no figure
 * @property {Printed[]} readings other ways to read the source, if it leaves something open
 * @property {string} said what this reading takes for granted, if the source leaves something open
 * @property {string[]} notes what whoever uses the figures should know
 * @property {string} layout what separates the cells
 * @property {string} question what has to be said before the source can be read; else empty
 * @property {string[]} headers those of all columns, for whoever answers the question
 * @property {string[]} samples a cell of each column, for where a header says little
 */
/** @typedef {{mapping?: Mapping, decimal?: "." | ","}} Options what columns are, and what separates decimals */

const MOST = RULES.most_letters;
const MOST_COLUMNS = RULES.most_columns;
// what a doubt is decided for, in the first reading and in another
const TAKEN = { se: tell("first_se"), comma: tell("first_comma"), order: tell("first_order") };
const OTHERWISE = { se: tell("second_se"), comma: tell("second_comma"), order: tell("second_order") };
const DIGITS = /[0-9]+/g;
// thousands and decimals of a count are not written as they were, nor are powers of ten
const WITHOUT_VALUE = /,(?=[0-9]{3})|\.0{1,9}(?![0-9])/g;
const POWER = /[0-9][eE][+-]?[0-9]|x {0,2}10 ?\^? ?[+-]?[0-9]/;

/**
 * The figures of a printed table, with what each column and cell was taken for.
 * @param {string} source
 * @param {Options} [options]
 * @returns {Printed}
 */
export function readPrinted(source, { mapping = new Map(), decimal } = {}) {
  /** @type {Pick<Printed, "headers" | "samples">} */
  let sides = { headers: [], samples: [] };
  try {
    const text = textOf(source);
    const grid = gridOf(text);
    if (!grid) return readProse(text, decimal);
    if (!grid.lines.length) throw new Question(tell("no_figures"));
    const columns = grid.lines[0].cells.length;
    if (columns > MOST_COLUMNS) throw new Question(tell("too_wide", { columns, most: MOST_COLUMNS }));
    settleCommas(grid, decimal);
    const table = namesFiguresInLines(grid) ? turned(grid) : grid;
    sides = sidesOf(table);
    return { ...readGrid(table, grid, mapping), ...sides };
  } catch (error) {
    if (!(error instanceof Question)) throw error;
    return { ...printed(new Draft(), ""), question: error.message, ...sides };
  }
}

/** What a reader knows each column by. @param {Grid} grid */
function sidesOf(grid) {
  const headers = gridHeads(grid).map(({ text }) => text);
  const samples = headers.map((_, place) => grid.lines.findLast(({ cells }) => cells[place])?.cells[place] ?? "");
  return { headers, samples };
}

function textOf(source) {
  const text = source.replace(/^\ufeff/, "");
  if (isLonger(text, MOST)) throw new Question(tell("too_long", { most: grouped(MOST) }));
  if (text.includes("\0")) throw new Question(tell("binary"));
  return text.replace(/\r\n?/g, "\n");
}

/** Write points for decimal commas, if the table has these. @param {Grid} grid @param {"." | ","} [decimal] */
function settleCommas(grid, decimal) {
  const cells = grid.lines.flatMap((line) => line.cells);
  if (!hasDecimalCommas(cells, decimal)) return;
  for (const line of grid.lines) line.cells.splice(0, line.cells.length, ...line.cells.map(withPoints));
}

/** Do commas separate decimals, as somebody says or all the numbers tell? @param {string[]} words @param {"." | ","} [decimal] */
function hasDecimalCommas(words, decimal) {
  if (decimal) return decimal === ",";
  const numbers = words.filter((word) => word.includes(",") || word.includes("."));
  const found = commasOf(numbers);
  if (found === "either") {
    const some = withCommas(numbers).map((word) => `'${word}'`);
    throw new Question(tell("comma_question", { cells: listed(few(some, 3)) }));
  }
  return found === "decimals";
}

function readProse(source, decimal) {
  const words = splitAtBlanks(source).map(withoutEnd);
  const text = hasDecimalCommas(words, decimal) ? withPoints(source) : source;
  const first = proseOf(text);
  if (!first || !hasFigures(first)) throw new Question(tell("no_figures"));
  return withOthers(first, (doubt) => proseOf(text, doubt), "sentences");
}

/** A word without the signs behind it. @param {string} word */
function withoutEnd(word) {
  let end = word.length;
  while (end && ".,;:)]".includes(word[end - 1])) end -= 1;
  return word.slice(0, end);
}

/**
 * A reading with the others that its doubts leave.
 * @param {Draft} first
 * @param {(doubt: string) => Draft} draft
 * @param {string} kind
 * @returns {Printed}
 */
function withOthers(first, draft, kind) {
  const readings = first.doubts.map((doubt) => ({ ...printed(draft(doubt), kind), said: OTHERWISE[doubt] }));
  return { ...printed(first, kind), readings, said: first.doubts.map((doubt) => TAKEN[doubt]).join(" ") };
}

/**
 * @param {Grid} grid its columns in columns
 * @param {Grid} source the same as it was printed
 * @param {Mapping} mapping
 */
function readGrid(grid, source, mapping) {
  const { blocks, unused } = blocksOf(grid);
  const draft = (doubt = "") => {
    const drafts = blocks.flatMap((block) => {
      const groups = groupsOf(gridHeads(block));
      return (groups.length ? groups : [""]).map((group) => draftOf(block, mapping, doubt, group));
    });
    const whole = together(drafts);
    for (const each of unused) whole.unused.push(each);
    account(grid, whole);
    if (grid !== source) whole.unused = whole.unused.map((each) => turnedBack(each, source));
    return whole;
  };
  const first = draft();
  refuseNothing(first);
  return withOthers(first, draft, grid.kind);
}

/** @param {Unused} unused @param {Grid} source @returns {Unused} */
function turnedBack([line, place, text, why], source) {
  return place ? [source.lines[place - 1].number, line, text, why] : [line, 0, text, why];
}

/** Do the first cells name figures, and the header does not? @param {Grid} grid */
function namesFiguresInLines(grid) {
  const { length } = grid.lines;
  const isNone = (head) => saysNothing(head) || isOnly(head.figures, "outcome");
  if (length < 3 || length > MOST_COLUMNS || !gridHeads(grid).slice(1).every(isNone)) return false;
  const names = grid.lines.filter(({ cells }) => cells[0]).map(({ cells }) => headOf(cells[0]));
  const figures = names.filter((head) => head.figures.length && !isOnly(head.figures, "outcome"));
  return figures.length * 2 > names.length;
}

/**
 * List each cell with digits that are nowhere in what is told of its line: a look for losses. A line that
 * became no row, as a header or heading, may be told anywhere.
 * @param {Grid} grid
 * @param {Draft} draft
 */
function account(grid, draft) {
  const anywhere = digitsIn(draft.columns.map(({ head, why }) => head.text + why));
  const told = toldOfLines(draft);
  const everything = digitsIn([...draft.texts.values(), ...told.values()].flatMap((texts) => [...texts]));
  for (const { number, cells } of grid.lines) {
    const own = told.get(number) ?? new Set();
    if (cells.every((cell) => !cell || own.has(cell))) continue;
    const known = draft.rowsOf.has(number) ? digitsIn(own) : everything;
    cells.forEach((cell, place) => {
      const text = own.has(cell) ? "" : plain(cell).replace(WITHOUT_VALUE, "");
      const isKnown = (text.match(DIGITS) ?? []).every((digits) => known.has(digits) || anywhere.has(digits));
      if (!isKnown && !POWER.test(text)) draft.unused.push([number, place + 1, cell, tell("part")]);
    });
  }
}

/**
 * The texts of each line's rows, and what is not used of it.
 * @param {Draft} draft
 * @returns {Map<number, Set<string>>}
 */
function toldOfLines({ texts, rowsOf, unused }) {
  const columns = [...texts.values()];
  const told = new Map();
  for (const [number, rows] of rowsOf) {
    told.set(number, new Set(rows.flatMap((row) => columns.map((values) => values[row]))));
  }
  for (const [number, , text] of unused) told.set(number, (told.get(number) ?? new Set()).add(text));
  return told;
}

function digitsIn(texts) {
  return new Set(plain([...texts].join("\n")).match(DIGITS));
}

/** Refuse a table of which nothing is understood. @param {Draft} draft */
function refuseNothing(draft) {
  if (!draft.rows) throw new Question(tell("no_figures"));
  if (hasFigures(draft)) return;
  throw new Question(tell("nothing", { columns: inWords(draft.columns) }));
}

function hasFigures(draft) {
  return [...draft.texts].some(([name, values]) => name !== "outcome" && values.some(Boolean));
}

/** @param {Draft} draft @param {string} layout @returns {Printed} */
function printed(draft, layout) {
  const filled = FIGURES.filter((name) => name !== "outcome" && draft.texts.get(name)?.some(Boolean));
  const columns = ["outcome", ...filled];
  const rows = Array.from({ length: draft.rows }, (_, row) => {
    const cells = columns.map((name) => [name, draft.texts.get(name)[row]]);
    return Object.fromEntries(cells.filter(([, text]) => text));
  });
  const told = draft.columns.flatMap((column) => toldOf(column, columns));
  for (const [header, figure, why] of draft.extra) if (columns.includes(figure)) told.push([0, header, figure, why]);
  const once = new Map(told.map((each) => [JSON.stringify(each), each]));
  return {
    ...{ table: { columns, rows }, columns: [...once.values()], unused: draft.unused },
    ...{ readings: [], said: "", notes: draft.notes, layout, question: "", headers: [], samples: [] },
  };
}

/**
 * A row for each figure of a column, or one that says why it has none.
 * @param {Column} column
 * @param {string[]} names
 * @returns {Printed["columns"]}
 */
function toldOf({ place, head: { text }, kind, figures, wave, why, whys }, names) {
  if (kind === "name") return [[place, text, "outcome", why]];
  if (kind === "elsewhere" || !(text || why || whys.size)) return []; // it is told with its group, or nothing stands there
  const found = new Map(whys);
  for (const figure of figures) {
    const name = named(figure, wave);
    if (names.includes(name) && !found.has(name)) found.set(name, why);
  }
  const used = [...found].filter(([name]) => names.includes(name));
  return used.length ? used.map(([name, reason]) => [place, text, name, reason]) : [[place, text, "", why]];
}
