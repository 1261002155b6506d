/**
 * Which figures a table's columns are: by their headers, their cells, the lines, or a reader; as
 * `twowaves.printed.assigning`.
 */

import { few, listed, shortened } from "../_base/words.js";
import { isFigure } from "./body.js";
import { FIGURES, IS_FIGURE, isMissing, needsAWave, newColumn } from "./columns.js";
import { isOnly, saysNothing } from "./names.js";
import { Question, tell } from "./reading_words.js";
import { named, twoWaves, waveOf } from "./waves.js";

/** @import { Body, Line } from "./body.js" */
/** @import { Column } from "./columns.js" */
/** @import { Head } from "./names.js" */
/** @typedef {Map<number | string, string | string[] | null>} Mapping what columns are, by their number or header */

const SOME = 100; // cells that tell what a column holds

/**
 * What headers and cells say of columns.
 * @param {Head[]} heads of all columns
 * @param {Line[]} lines those below the header
 * @returns {Column[]}
 */
export function columnsOf(heads, lines) {
  const hasOutcome = heads.some((head) => isOnly(head.figures, "outcome"));
  let atNames = true; // whether no column so far holds figures
  return heads.map((head, place) => {
    const cells = lines.map((line) => line.cells[place]);
    const column = newColumn(place + 1, head);
    const ofNames = atNames && areNames(head, cells);
    if (ofNames && place > 0 && cells.some(waveOf)) {
      Object.assign(column, { kind: "time", why: tell("time") });
    } else if (isOnly(head.figures, "outcome") || (ofNames && !(hasOutcome && head.text))) {
      Object.assign(column, { kind: "name", figures: ["outcome"], why: tell("name") });
    } else if (areFigures(head, cells)) {
      takeHead(column);
    } else if (cells.some(Boolean)) {
      column.why = tell(head.other ? "other_figure" : "unknown_column", { what: head.other });
    }
    atNames &&= column.kind !== "figures";
    return column;
  });
}

function areNames(head, cells) {
  return (saysNothing(head) || isOnly(head.figures, "outcome")) && shareOfFigures(cells) < 0.5;
}

/** Does a header name figures, or a wave whose figures the cells are? */
function areFigures(head, cells) {
  if (head.figures.length) return true;
  if (head.other) return false;
  return (head.wave && shareOfFigures(cells) > 0) || sayThemselves(cells);
}

/**
 * Leave the columns of other groups out, and those that are of none but names.
 * @param {Column[]} columns all of them
 * @param {string} group whose columns are read
 */
export function onlyOf(columns, group) {
  for (const column of columns) {
    if (column.kind !== "figures" || column.head.group === group) continue;
    if (column.head.group) column.kind = "elsewhere";
    else Object.assign(column, { kind: "unused", figures: [], why: tell("of_no_group") });
  }
}

function shareOfFigures(cells) {
  const filled = cells.slice(0, SOME).filter(Boolean);
  return filled.length ? filled.filter(isFigure).length / filled.length : 0;
}

/** Do cells name their figures: t(19) = 2.51? */
function sayThemselves(cells) {
  const filled = cells.slice(0, SOME).filter((cell) => cell && !isMissing(cell));
  return filled.length > 0 && filled.every((cell) => cell.includes("=") && isFigure(cell));
}

/** @param {Column} column */
function takeHead(column) {
  const { figures, wave } = column.head;
  column.kind = "figures";
  column.figures = figures;
  if (figures.length) column.why = tell("named");
  else if (!wave) column.why = tell("own");
  else column.why = tell("shape", { what: wave === "change" ? "its mean" : "means" });
}

// what a reader says

/**
 * The columns as a reader says that they are.
 * @param {Column[]} columns
 * @param {Mapping} mapping
 */
export function assigned(columns, mapping) {
  for (const [key, value] of mapping) {
    const column = meant(columns, key);
    Object.assign(column, { figures: [], wave: "" });
    if (value === null) {
      Object.assign(column, { kind: "unused", why: tell("left_out") });
      continue;
    }
    const names = typeof value === "string" ? [value] : value;
    if (!names.length || names.some((name) => !IS_FIGURE.has(name))) {
      throw new Question(tell("no_figure_name", { value: shown(value), figures: FIGURES.join(", ") }));
    }
    const split = names.map(splitName);
    column.kind = isOnly(names, "outcome") ? "name" : "figures";
    column.why = tell("assigned");
    column.figures = split.map(([base]) => base);
    column.wave = split.find(([, wave]) => wave)?.[1] ?? "";
    column.whys = new Map(names.map((name) => [name, tell("assigned")]));
  }
  return columns;
}

/** A figure without its wave, and the wave. @returns {[string, string]} */
function splitName(name) {
  const found = /^(.*)_(pre|post|change)$/.exec(name);
  if (found) return [found[1], found[2]];
  return [name, name === "ci_low" || name === "ci_high" ? "change" : ""];
}

/** @param {Column[]} columns @param {number | string} key */
function meant(columns, key) {
  const column = typeof key === "number" ? columns[key - 1] : undefined;
  if (column) return column;
  const found = columns.filter(({ head }) => head.text === key);
  if (found.length > 1) throw new Question(tell("key_twice", { key: shown(key) }));
  if (found.length) return found[0];
  throw new Question(tell("no_column", { key: shown(key), columns: inWords(columns) }));
}

/** Columns as a sentence lists them, by their numbers, and headers if they have some. @param {Column[]} columns */
export function inWords(columns) {
  const nameOf = ({ place, head: { text } }) => (text ? `${place} ('${shortened(text, 30)}')` : `${place}`);
  return listed(few(columns.map(nameOf), 11, 50));
}

/** What was said, as Python would write it. */
function shown(value) {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  return typeof value === "string" ? `'${value}'` : `${value}`;
}

// waves

/**
 * Say of the column that names the waves how it calls them.
 * @param {Column[]} columns
 * @param {Body} body
 */
export function tellWaves(columns, body) {
  if (!body.waves.some(Boolean)) return;
  const names = columns.filter(({ kind }) => kind === "time" || kind === "name");
  const place = names.find(({ kind }) => kind === "time") ?? names.at(-1);
  const waves = listed(few(body.waveNames.map((name) => `'${name}'`)));
  const told = tell("line_waves", { waves });
  place.why = place.kind === "time" ? told : `${place.why}; ${told}`;
}

/**
 * Say of each column and line which of the two waves it is of.
 * @param {Column[]} columns
 * @param {Body} body
 */
export function settleWaves(columns, body) {
  const figures = columns.filter(({ kind }) => kind === "figures");
  const said = figures.filter(({ whys }) => !whys.size).map(({ head }) => head.wave);
  const found = [...new Set([...said, ...body.waves])].filter(Boolean);
  const names = twoWaves(found);
  if (!names) throw tooMany(found, figures);
  names.set("change", "change");
  refuseGroups(columns);
  for (const column of figures) {
    if (column.whys.size || !column.head.wave) continue;
    column.wave = names.get(column.head.wave) ?? "later";
    if (column.wave === "later") column.why = tell("third_wave", { what: column.head.text });
  }
  body.waves = body.waves.map((wave) => (wave ? (names.get(wave) ?? "later") : ""));
  takeDifferences(figures, body);
  refuseUnnamed(figures, body);
}

function tooMany(found, figures) {
  const waves = found.filter((wave) => wave !== "change");
  const shownHeads = figures.filter(({ head }) => waves.includes(head.wave)).map(({ head }) => head.text);
  const names = shownHeads.length ? [...new Set(shownHeads)] : waves;
  return new Question(tell("many_waves", { n: waves.length, waves: listed(few(names)) }));
}

/** Take a single mean for that of the change where all lines name differences, as SPSS does. */
function takeDifferences(figures, body) {
  const open = figures.filter(needsAWave);
  const means = open.filter((column) => column.figures.includes("mean"));
  if (means.length !== 1 || !body.outcomes.length || !body.outcomes.every((name) => name.includes(" - "))) return;
  for (const column of open) Object.assign(column, { wave: "change", why: tell("difference") });
}

/** Refuse columns of several waves where nothing says which is which. */
function refuseUnnamed(figures, body) {
  if (body.waves.some(Boolean)) return;
  const means = figures.filter(({ figures: own, wave, whys }) => own.includes("mean") && !wave && !whys.size);
  if (means.length < 2) return;
  throw new Question(tell("no_waves", { first: means[0].place, second: means[1].place }));
}

/** Refuse columns of groups where no header says what was before and after. */
function refuseGroups(columns) {
  const ofGroups = columns.filter(
    ({ head, whys, kind, figures }) =>
      head.group && !head.wave && !whys.size && kind !== "name" && (!figures.length || figures.includes("mean")),
  );
  if (new Set(ofGroups.map(({ head }) => head.group)).size < 2) return;
  throw new Question(tell("groups", { columns: listed(few(ofGroups.map(({ head }) => `'${head.text}'`))) }));
}

/** Refuse two columns for one figure. @param {Column[]} columns */
export function refuseDoubles(columns) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const column of columns) {
    if (column.kind !== "figures" || column.wave === "later" || needsAWave(column)) continue;
    for (const figure of column.figures.length ? column.figures : column.wave ? ["mean"] : []) {
      const name = named(figure, column.wave);
      const first = seen.get(name);
      if (first !== undefined) {
        throw new Question(tell("same_twice", { first, second: column.place, figure: name }));
      }
      seen.set(name, column.place);
    }
  }
}
