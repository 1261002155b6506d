/**
 * Cells into the rows of a draft, column by column: as `twowaves.printed.filling`.
 */

import { IS_FIGURE, isMissing, isSimple, needsAWave, pairOf, readerOf } from "./columns.js";
import { plain } from "./numerals.js";
import { tell } from "./reading_words.js";
import { named } from "./waves.js";

/** @import { Body } from "./body.js" */
/** @import { Column, Found, Hints } from "./columns.js" */
/** @import { Draft, Star } from "./draft.js" */

const ALONE = new Set(["statistic", "df", "pvalue", "d", "r", "sd", "se", "n"]); // beside no spread
const NO_NUMBERS = new Set(["n", "n_pre", "n_post", "df", "n_items", "claim"]); // counts have no decimals
const SOME = 40; // cells that tell whether they fit

/**
 * Put the cells of all lines into their rows; the marks in them are returned.
 * @param {Draft} draft
 * @param {Body} body
 * @param {Hints} hints
 * @returns {Star[]}
 */
export function fill(draft, body, hints) {
  /** @type {Star[]} */
  const stars = [];
  for (const column of draft.columns) {
    if (column.kind === "figures" && column.wave !== "later") fillColumn(draft, body, column, hints, stars);
    else if (column.kind === "figures" || column.kind === "unused") leave(draft, body, column);
  }
  draft.unused.sort((first, second) => first[0] - second[0] || first[1] - second[1]);
  return stars;
}

/** List the cells of a column that is not used. */
function leave(draft, body, { place, why }) {
  for (const { number, cells } of body.lines) {
    if (cells[place - 1]) draft.unused.push([number, place, cells[place - 1], why]);
  }
}

/**
 * @param {Draft} draft
 * @param {Body} body
 * @param {Column} column
 * @param {Hints} hints
 * @param {Star[]} stars the marks in its cells are added to them
 */
function fillColumn(draft, body, column, hints, stars) {
  const { place } = column;
  if (doNotFit(body, column)) {
    Object.assign(column, { kind: "unused", why: tell("do_not_fit") });
    leave(draft, body, column);
    return;
  }
  const read = readerOf(column, hints);
  const figure = column.figures.length === 1 ? column.figures[0] : "";
  const quick = quickly(draft, column);
  body.lines.forEach((line, k) => {
    const [text, wave, row] = [line.cells[place - 1], body.waves[k], body.targets[k]];
    if (!text || (quick && !wave && quick(plain(text), row)) || isMissing(text)) return;
    const found = read(text, wave);
    put(draft, column, line, row, found);
    for (const mark of found.marks) stars.push({ line: line.number, column: place, row, mark, figure });
  });
}

/** Do a mean and its SD stand under a name for one number of another kind? */
function doNotFit(body, { figures, whys, place }) {
  if (whys.size || figures.length !== 1 || !ALONE.has(figures[0])) return false;
  const some = body.lines.map(({ cells }) => cells[place - 1]).slice(0, SOME).filter(Boolean); // biome-ignore format: short
  const pairs = some.filter((cell) => pairOf(plain(cell))?.[1].includes("."));
  return pairs.length * 2 > some.length;
}

/**
 * What puts the commonest cells into a row and tells whether it did, in no time: one number under one name,
 * and a mean with its spread or a t with its df.
 * @param {Draft} draft
 * @param {Column} column
 * @returns {((text: string, row: number) => boolean) | null}
 */
function quickly(draft, column) {
  if (needsAWave(column)) return null;
  const names = column.figures.map((figure) => named(figure, column.wave));
  const [name, second] = names;
  if (names.length === 1 && IS_FIGURE.has(name) && !NO_NUMBERS.has(name)) {
    const values = draft.column(name);
    return (text, row) => {
      const takes = !values[row] && isSimple(text);
      if (takes) values[row] = text;
      return takes;
    };
  }
  const isSpread = names.length === 2 && name.startsWith("mean") && /^s[de]/.test(second);
  if (!isSpread && names.join() !== "statistic,df") return null;
  const [values, others] = [draft.column(name), draft.column(second)];
  return (text, row) => {
    const pair = values[row] || others[row] ? null : pairOf(text);
    if (!pair || (!isSpread && !/^[0-9]+$/.test(pair[1]))) return false;
    [values[row], others[row]] = pair;
    return true;
  };
}

/**
 * @param {Draft} draft
 * @param {Column} column
 * @param {import("./body.js").Line} line
 * @param {number} row
 * @param {Found} found
 */
function put(draft, column, line, row, found) {
  for (const [name, text] of found.figures) {
    const values = draft.column(name);
    if (values[row] && values[row] !== text) {
      const why = tell("twice", { figure: name, value: values[row] });
      draft.unused.push([line.number, column.place, text, why]);
      continue;
    }
    values[row] = text;
    if (!column.whys.has(name)) column.whys.set(name, column.why);
  }
  for (const [text, why] of found.left) draft.unused.push([line.number, column.place, text, why]);
  for (const doubt of found.doubts) {
    if (!draft.doubts.includes(doubt)) draft.doubts.push(doubt);
  }
  if (found.doubts.includes("se")) column.whys.set(found.figures.at(-1)[0], tell("spread"));
}
