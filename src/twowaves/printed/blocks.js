/**
 * Tables one below the other in one source, as programs print them, and what they say together: as
 * `twowaves.printed.blocks`.
 */

import { isData } from "./body.js";
import { headOf, saysNothing } from "./names.js";
import { tell } from "./reading_words.js";

/** @import { Line } from "./body.js" */
/** @import { Draft, Unused } from "./draft.js" */
/** @import { Grid } from "./layout.js" */
/** @import { Head } from "./names.js" */

const PAIR = /^(?:pair|paaren|par|paire) ?[0-9]{1,4}/i;

/**
 * A grid's tables, each with a header of its own, and headers that stand there again.
 * @param {Grid} grid
 * @returns {{blocks: Grid[], unused: Unused[]}}
 */
export function blocksOf(grid) {
  const { starts, again } = startsOf(grid);
  const repeated = new Set(again);
  const kept = (lines) => lines.filter((line) => !repeated.has(line));
  const unused = again.flatMap(({ number, cells }) =>
    cells.flatMap((cell, place) =>
      cell ? [/** @type {Unused} */ ([number, place + 1, cell, tell("header_again")])] : [],
    ),
  );
  const blocks = [0, ...starts].map((start, k) => {
    const lines = kept(grid.lines.slice(start, starts[k]));
    return k ? { ...grid, lines, heads: 0, around: [] } : { ...grid, lines };
  });
  return { blocks, unused };
}

/** Where tables begin behind the first one, and lines that repeat a header. @param {Grid} grid */
function startsOf({ lines, heads }) {
  const found = lines.findIndex(isData);
  const first = Math.max(found < 0 ? lines.length : found, heads);
  const header = new Set(lines.slice(0, first).filter(isHeader).map(asKey));
  /** @type {number[]} */
  const starts = [];
  /** @type {Line[]} */
  const again = [];
  let inHeader = false;
  for (let k = first; k < lines.length; k += 1) {
    const line = lines[k];
    if (isData(line) || !isHeader(line)) {
      inHeader &&= !isData(line);
    } else if (header.has(asKey(line))) {
      again.push(line);
    } else if (!inHeader) {
      inHeader = true;
      starts.push(withCaption(lines, k));
    }
  }
  return { starts, again };
}

function asKey({ cells }) {
  return cells.join("\0");
}

/** Does a line name figures or waves in several cells? */
function isHeader(line) {
  const filled = line.cells.filter(Boolean);
  if (filled.length < 2 || isData(line)) return false;
  const behind = line.cells.slice(1).filter((cell) => cell && !saysNothing(headOf(cell)));
  const others = filled.length - (line.cells[0] ? 1 : 0);
  return behind.length > 1 || (behind.length === others && others > 0);
}

/** Where a table begins whose header begins at a line: at the caption above it. */
function withCaption(lines, line) {
  let at = line;
  while (at && !lines[at - 1].cells.slice(1).some(Boolean)) at -= 1;
  return at;
}

/**
 * The groups that have columns of both waves each, if there are several.
 * @param {Head[]} heads
 * @returns {string[]}
 */
export function groupsOf(heads) {
  /** @type {Map<string, Set<string>>} */
  const waves = new Map();
  for (const { group, wave } of heads) {
    if (group && wave && wave !== "change") waves.set(group, (waves.get(group) ?? new Set()).add(wave));
  }
  return waves.size > 1 && [...waves.values()].every(({ size }) => size > 1) ? [...waves.keys()] : [];
}

/**
 * Several tables' figures as one: rows of one outcome, or pair, are one row.
 * @param {Draft[]} drafts
 */
export function together([whole, ...others]) {
  for (const other of others) join(whole, other);
  return whole;
}

/** @param {Draft} whole @param {Draft} other */
function join(whole, other) {
  const targets = targetsIn(whole, other);
  for (const [name, values] of other.texts) {
    if (name === "outcome") continue;
    const column = whole.column(name);
    values.forEach((text, k) => {
      const there = column[targets[k]];
      if (text && there && there !== text) {
        whole.unused.push([other.lines[k], 0, text, tell("twice", { figure: name, value: there })]);
      } else if (text) {
        column[targets[k]] = text;
      }
    });
  }
  for (const [line, rows] of other.rowsOf) for (const row of rows) whole.goes(line, targets[row]);
  const told = new Set(whole.unused.map((each) => JSON.stringify(each)));
  whole.columns.push(...other.columns);
  whole.extra.push(...other.extra);
  for (const each of other.unused) if (!told.has(JSON.stringify(each))) whole.unused.push(each);
  for (const note of other.notes) whole.notes.push(note);
  for (const doubt of other.doubts) if (!whole.doubts.includes(doubt)) whole.doubts.push(doubt);
}

/** The row of each of another table's rows; those that are new get one. */
function targetsIn(whole, other) {
  /** @type {Map<string, number>} */
  const places = new Map();
  whole.texts.get("outcome").forEach((name, k) => {
    if (!places.has(keyOf(name))) places.set(keyOf(name), k);
  });
  return other.texts.get("outcome").map((outcome, k) => {
    const place = places.get(keyOf(outcome));
    if (place !== undefined) return place;
    for (const [name, values] of whole.texts) values.push(name === "outcome" ? outcome : "");
    whole.lines.push(other.lines[k]);
    whole.rows += 1;
    return whole.rows - 1;
  });
}

/** What two tables call an outcome alike; SPSS numbers its pairs. */
function keyOf(outcome) {
  const found = PAIR.exec(outcome);
  return found ? found[0].toLowerCase().replace(" ", "") : outcome.toLowerCase();
}
