/**
 * The lines below a header: which are figures, which headings or notes, and whose figures they are; as
 * `twowaves.printed.body`.
 *
 * Headings and indented lines become part of an outcome's name. Where the waves stand in lines, one below
 * the other, the lines of an outcome become one row.
 */

import { isLonger } from "../_base/words.js";
import { atomsOf } from "./cell_figures.js";
import { isMissing, isSimple, pairOf } from "./columns.js";
import { headOf, saysNothing } from "./names.js";
import { isNote } from "./notes.js";
import { plain } from "./numerals.js";
import { splitWave, waveOf } from "./waves.js";

/**
 * @typedef {object} Line a line of cells
 * @property {number} number of the line in the text, from 1; of an HTML table, of the row
 * @property {string[]} cells without blanks around them
 * @property {number} indent how far the first cell is indented
 */
/** @typedef {[number: number, text: string]} Numbered a line of text */
/**
 * @typedef {object} Body the lines of figures, each with its outcome and wave, and the row that it belongs to
 * @property {Line[]} lines those that hold figures
 * @property {string[]} outcomes of each line
 * @property {string[]} waves of each line; one that the line does not name is empty
 * @property {number[]} targets the row of each line, from 0
 * @property {Numbered[]} notes lines that say something of the table
 * @property {Numbered[]} headings lines with a name alone that no line of figures follows
 * @property {string[]} waveNames what lines call the waves
 */
/** @typedef {{indent: number, text: string, number: number, used: boolean}} Name a heading, or a line less indented */

const BEGINS = /^(?:[([]? ?[<>=]{0,2} ?[-+±]? ?\.?[0-9]|[A-Za-z]{1,4} ?[(=<>])/;
const NO_FIGURES = new Set(["mark", "n", "level"]); // by themselves
const LONGEST = 80; // letters of a cell of figures

/** Does a cell hold figures and no words, as below a header? @param {string} text */
export function isFigure(text) {
  const bare = plain(text);
  if (isSimple(bare) || pairOf(bare)) return true;
  if (!BEGINS.test(bare) || isLonger(bare, LONGEST)) return false;
  const slots = atomsOf(bare).map(({ slot }) => slot);
  return slots.some((slot) => !NO_FIGURES.has(slot)) && !slots.includes("words") && !isName(bare);
}

function isName(text) {
  const head = headOf(text);
  return !saysNothing(head) && !head.rest.length;
}

/** Does a line hold figures behind its first cell? @param {Line} line */
export function isData({ cells }) {
  return cells.some((cell, place) => place > 0 && cell && isFigure(cell));
}

/**
 * What the lines below a header are.
 * @param {Line[]} lines all of them
 * @param {number[]} names the places of columns that hold names
 * @param {boolean} waves whether lines have to name their wave, since the columns do not
 * @returns {Body}
 */
export function bodyOf(lines, names, waves) {
  /** @type {Body} */
  const body = { lines: [], outcomes: [], waves: [], targets: [], notes: [], headings: [], waveNames: [] };
  const last = lines.findLastIndex((line) => holdsMore(line, names));
  const nested = new Set(lines.slice(0, last + 1).map(({ indent }) => indent)).size > 1;
  /** @type {Name[]} headings, and lines less indented, over the next ones */
  const above = [];
  lines.forEach((line, k) => {
    if (!holdsMore(line, names)) {
      nameAlone(body, line, above, nested, k > last);
      return;
    }
    const own = namesIn(line, names, body.lines.at(-1));
    if (nested) leave(body, above, line.indent);
    body.lines.push(line);
    body.outcomes.push([...above.map(({ text }) => text), ...own].join(": "));
    for (const each of above) each.used = true;
    if (nested && own.length) above.push({ indent: line.indent, text: own[0], number: line.number, used: true });
  });
  leave(body, above, -1);
  body.waves = body.lines.map(() => "");
  if (waves) takeWaves(body);
  aim(body);
  return body;
}

/** Does a line hold more than a name? */
function holdsMore({ cells }, names) {
  return cells.some((cell, place) => cell && !names.includes(place));
}

/** Leave the headings that a line so far to the left is not under; list the unused ones. */
function leave(body, above, indent) {
  const left = above.filter((each) => each.indent >= indent && !each.used);
  for (const each of left) body.headings.push([each.number, each.text]);
  above.splice(0, above.length, ...above.filter((each) => each.indent < indent));
}

function nameAlone(body, line, above, nested, isLast) {
  const text = line.cells.filter(Boolean).join(" ");
  if (isNote(text)) {
    body.notes.push([line.number, text]);
  } else if (isLast) {
    body.headings.push([line.number, text]);
  } else {
    leave(body, above, nested ? line.indent : -1);
    above.push({ indent: line.indent, text, number: line.number, used: false });
  }
}

/** The names of a line; one that stands for several lines is carried down. */
function namesIn(line, names, before) {
  const own = names.map((place) => line.cells[place]);
  if (before && own.length > 1 && !own[0] && own.some(Boolean)) {
    own[0] = before.cells[names[0]];
    line.cells[names[0]] = own[0];
  }
  return [...new Set(own)].filter((each) => each && !isMissing(each));
}

/** Take the waves out of the lines' names, if there are several. */
function takeWaves(body) {
  const split = body.outcomes.map(waveIn);
  const areChanges = split.length > 0 && split.every(({ wave }) => wave === "change");
  const waves = new Set(split.map(({ wave }) => wave).filter(Boolean));
  if (waves.size < 2 && !areChanges) return;
  body.waveNames = [...new Set(split.map(({ word }) => word).filter(Boolean))];
  let outcome = "";
  split.forEach(({ name, wave }, k) => {
    outcome = name || (wave ? outcome : "");
    body.outcomes[k] = outcome;
    body.waves[k] = wave;
  });
}

/** A name without the wave in it, the wave, and the words for it. */
function waveIn(name) {
  const parts = name.split(": ");
  for (let k = parts.length - 1; k >= 0; k -= 1) {
    const wave = waveOf(parts[k]);
    if (wave) return { name: parts.toSpliced(k, 1).join(": "), wave, word: parts[k] };
  }
  const word = parts.at(-1);
  const [rest, wave] = splitWave(word);
  if (!wave) return { name, wave: "", word: "" };
  return { name: [...parts.slice(0, -1), ...(rest ? [rest] : [])].join(": "), wave, word };
}

/** Give each line its row: lines of one outcome and several waves share one. */
function aim(body) {
  let [row, seen, outcome] = [-1, new Set([""]), null];
  body.outcomes.forEach((name, k) => {
    const wave = body.waves[k];
    if (!wave || seen.has(wave) || name !== outcome) {
      row += 1;
      seen = new Set();
    }
    seen.add(wave);
    outcome = name;
    body.targets.push(row);
  });
}
