/**
 * A grid of cells as figures: columns are told apart, cells read, and what is left is listed; as
 * `twowaves.printed.drafts`.
 */

import { assigned, columnsOf, onlyOf, refuseDoubles, settleWaves, tellWaves } from "./assigning.js";
import { fromHeaders, fromNames, fromNotes, tellGroups } from "./beside.js";
import { bodyOf, isData } from "./body.js";
import { needsAWave } from "./columns.js";
import { Draft } from "./draft.js";
import { fill } from "./filling.js";
import { headsOf } from "./headers.js";
import { blankHead } from "./names.js";
import { isNote, spreadOf } from "./notes.js";
import { tell } from "./reading_words.js";

/** @import { Mapping } from "./assigning.js" */
/** @import { Body, Numbered } from "./body.js" */
/** @import { Column, Hints } from "./columns.js" */
/** @import { Grid } from "./layout.js" */
/** @import { Head } from "./names.js" */

/**
 * What a grid says.
 * @param {Grid} grid its numbers with points for the decimals
 * @param {Mapping} mapping what a reader says of columns
 * @param {string} doubt which of a first reading's doubts is decided otherwise: se or comma
 * @param {string} group whose columns are read, if there are several groups
 */
export function draftOf(grid, mapping, doubt, group) {
  const { notes, header, lines } = partsOf(grid);
  const heads = headsIn(header, grid);
  const texts = notes.map(([, text]) => text);
  const below = lines.filter(({ cells }) => isNote(cells[0]) && !cells.slice(1).some(Boolean));
  const hints = hintsOf(heads, [...texts, ...below.map(({ cells }) => cells[0])], doubt);
  const columns = assigned(columnsOf(heads, lines), mapping);
  if (group) onlyOf(columns, group);
  const names = columns.filter(({ kind }) => kind === "name" || kind === "time").map(({ place }) => place - 1);
  const body = bodyOf(lines, names, columns.some(needsAWave));
  tellWaves(columns, body);
  settleWaves(columns, body);
  refuseDoubles(columns);
  const draft = begun(body, columns, group);
  const stars = fill(draft, body, hints);
  fromHeaders(draft);
  fromNames(draft);
  const beside = [...notes, ...body.notes];
  fromNotes(draft, beside, stars, beside.map(([, text]) => text)); // biome-ignore format: short
  tellGroups(draft);
  for (const [number, text] of body.headings) draft.unused.push([number, 1, text, tell("heading")]);
  return draft;
}

/**
 * A draft with its rows' names.
 * @param {Body} body
 * @param {Column[]} columns
 * @param {string} group
 */
function begun(body, columns, group) {
  const rows = (body.targets.at(-1) ?? -1) + 1;
  const draft = new Draft(rows);
  draft.columns = columns;
  const outcomes = draft.column("outcome");
  draft.lines = Array(rows).fill(0);
  body.lines.forEach((line, k) => {
    const row = body.targets[k];
    draft.goes(line.number, row);
    if (draft.lines[row]) return;
    draft.lines[row] = line.number;
    outcomes[row] = group ? `${body.outcomes[k]}: ${group}` : body.outcomes[k];
  });
  return draft;
}

/** Captions and notes, the header's lines, and those below it. @param {Grid} grid */
function partsOf({ lines, heads, around }) {
  const first = lines.findIndex(isData);
  /** @type {Numbered[]} */
  const notes = [...around];
  const isAlone = ({ cells }) => cells[0] && !cells.slice(1).some(Boolean);
  const end = first < 0 ? heads : Math.max(heads, first);
  let begin = 0;
  for (; begin < end && isAlone(lines[begin]); begin += 1) notes.push([lines[begin].number, lines[begin].cells[0]]);
  let at = end;
  // a name alone just above the figures is a heading of theirs
  while (at - begin > Math.max(heads, 1) && !lines[at - 1].cells.slice(1).some(Boolean)) at -= 1;
  return { notes, header: lines.slice(begin, at), lines: lines.slice(at) };
}

/** What the header of each of a grid's columns says. @param {Grid} grid */
export function gridHeads(grid) {
  return headsIn(partsOf(grid).header, grid);
}

/** @returns {Head[]} */
function headsIn(header, { lines, joined }) {
  if (!header.length) return (lines[0]?.cells ?? []).map(() => blankHead(""));
  return headsOf(
    header.map(({ cells }) => cells),
    joined,
  );
}

/**
 * What the texts say of numbers in brackets, all headers and notes together.
 * @param {Head[]} heads
 * @param {string[]} notes
 * @param {string} doubt
 * @returns {Hints}
 */
function hintsOf(heads, notes, doubt) {
  const said = spreadOf([...notes, ...heads.map(({ text }) => text)]);
  const intervals = heads.some(({ figures }) => figures.includes("ci")) || notes.some((note) => note.includes("CI"));
  const spread = said || (doubt === "se" ? "se" : "sd");
  return { spread, spreadIsNamed: said !== "", intervals, oddCommas: doubt === "comma" };
}
