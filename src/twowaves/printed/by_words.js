/**
 * Tables whose cells only single blanks hold apart, as some PDFs give them: as `twowaves.printed.by_words`.
 *
 * A line's figures are what stands in a row at its end; the words before are its name. The header's names are
 * told apart by what they mean, and stand over the figures if there are as many.
 */

import { stripped } from "../_base/words.js";
import { headOf, kindOf } from "./names.js";
import { isNote } from "./notes.js";
import { plain } from "./numerals.js";
import { OF_A_WAVE } from "./waves.js";

/** @import { Line, Numbered } from "./body.js" */
/** @typedef {{number: number, line: string, name: string, figures: string[]}} Split a line's name and the figures at its end */

// what stands in brackets belongs together, and so do a relation, a sign and its number
const PIECE =
  /\[[^[\]]{0,60}\]|\([^()]{0,60}\)|[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const FIGURE = /^(?:[([]?[<>=]{0,2}[-+±]?\.?[0-9][^A-Za-z]{0,60}(?:[a-z][*†‡]{0,4})?|[-–—*±]|[<>=]{1,2}|ns|n\.s\.)$/u;
const WHOLE = /^[0-9]+$/;
const JOINS = ["±", "<", ">", "="];
const MOST_WORDS = 4; // of a name in a header

/**
 * Rows of cells and the lines around them, or null if the lines are no table.
 * @param {Numbered[]} lines
 * @returns {{lines: Line[], around: Numbered[]} | null}
 */
export function byWords(lines) {
  const split = lines.map(splitLine);
  const common = widthOf(split);
  if (!common) return null;
  const first = split.findIndex(({ figures }) => figures.length === common);
  const data = split.filter(({ figures }) => figures.length === common);
  const { rows, used } = headsOver(lines.slice(0, first), data);
  const width = rows.length ? rows[rows.length - 1].cells.length - 1 : common;
  const around = lines
    .slice(0, first - used)
    .map(([number, line]) => /** @type {Numbered} */ ([number, stripped(line)]));
  return { lines: [...rows, ...split.slice(first).map((each) => lineOf(each, width))], around };
}

/** How many figures most lines hold, of those that hold several; 0 if none do. */
function widthOf(split) {
  /** @type {Map<number, number>} */
  const times = new Map();
  for (const { figures } of split) {
    if (figures.length > 1) times.set(figures.length, (times.get(figures.length) ?? 0) + 1);
  }
  return [...times].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
}

/** A line's name and figures as so many cells and one. @param {Split} split @param {number} width @returns {Line} */
function lineOf({ number, line, name, figures }, width) {
  let [cells, extra] = [figures, Math.max(figures.length - width, 0)]; // a name may end in a number
  if (extra > 1 || (extra && !WHOLE.test(plain(figures[0])))) [cells, extra] = [[figures.join(" ")], 0]; // which is what, nobody says
  let own = stripped([name, ...cells.slice(0, extra)].join(" "));
  cells = cells.slice(extra);
  if (cells.length < width && isNote(line)) [own, cells] = [stripped(line), []];
  else if (cells.length && cells.length < width) cells = [cells.join(" ")]; // which are missing, nobody says
  return { number, cells: [own, ...cells, ...Array(width - cells.length).fill("")], indent: 0 };
}

/** Do all names end in a number: Item 1, Item 2? @param {Split[]} data */
function areNumbered(data) {
  return (
    data.length > 1 &&
    new Set(data.map(({ name }) => name)).size === 1 &&
    data.every(({ figures }) => WHOLE.test(plain(figures[0])))
  );
}

/** @param {Numbered} line @returns {Split} */
function splitLine([number, line]) {
  const pieces = line.match(PIECE) ?? [];
  let at = pieces.length;
  while (at && FIGURE.test(plain(pieces[at - 1]))) at -= 1;
  return { number, line, name: pieces.slice(0, at).join(" "), figures: joined(pieces.slice(at)) };
}

/** Figures as cells: round brackets, ± and relations belong to a number beside them. */
function joined(pieces) {
  /** @type {string[]} */
  const cells = [];
  for (const piece of pieces) {
    const last = cells.at(-1);
    const isBehind = last && (JOINS.includes(last.at(-1)) || last === "(" || last === "[");
    if (last && (isBehind || piece.startsWith("(") || piece.startsWith("±"))) cells.push(`${cells.pop()} ${piece}`);
    else cells.push(piece);
  }
  return cells;
}

/**
 * The header's lines over the figures, and how many lines they are.
 * @param {Numbered[]} lines
 * @param {Split[]} data
 * @returns {{rows: Line[], used: number}}
 */
function headsOver(lines, data) {
  if (!lines.length) return { rows: [], used: 0 };
  let width = data[0].figures.length;
  let places = Array.from({ length: width }, (_, k) => k);
  let intervals = places.filter((k) => data.every(({ figures }) => figures[k].startsWith("[")));
  const [number, line] = lines[lines.length - 1];
  const { outcome, names } = namesIn(line);
  if (areNumbered(data) && names.length < width) {
    places.pop();
    width -= 1;
    intervals = intervals.map((k) => k - 1);
  }
  if (names.length === places.length - intervals.length) places = places.filter((k) => !intervals.includes(k));
  if (names.length !== places.length) return { rows: [], used: 0 };
  const cells = Array(width).fill("");
  places.forEach((place, k) => {
    cells[place] = names[k];
  });
  const row = { number, cells: [outcome, ...cells], indent: 0 };
  const above = lines.at(-2);
  const over = above ? spanners(above[1], cells, intervals) : [];
  if (!over.length) return { rows: [row], used: 1 };
  return { rows: [{ number: above[0], cells: ["", ...over], indent: 0 }, row], used: 2 };
}

/**
 * The name over the outcomes, and the others one by one. A wave belongs to the figure behind it where the
 * header begins with one, else to that before.
 * @param {string} line
 */
export function namesIn(line) {
  const all = kindsIn(line);
  const begin = all.findIndex(({ kind }) => kind !== "rest");
  const own = begin < 0 ? all : all.slice(0, begin);
  const names = begin < 0 ? [] : all.slice(begin);
  const order = names[0]?.kind === "wave" ? "wave figure" : "figure wave";
  /** @type {{kind: string, text: string}[]} */
  const found = [];
  for (const { kind, text } of names) {
    const last = found.at(-1);
    const joins = kind === "wave" || headOf(text).figures.every((figure) => figure !== "ci" && OF_A_WAVE.has(figure));
    if (kind === "rest" || (joins && last && `${last.kind} ${kind}` === order)) {
      last.text = `${last.text} ${text}`;
      if (kind !== "rest") last.kind = "both";
    } else {
      found.push({ kind, text });
    }
  }
  return { outcome: stripped(own.map(({ text }) => text).join(" ")), names: found.map(({ text }) => text) };
}

/** The names in a header, longest first, each as a figure, a wave or the rest. */
function kindsIn(line) {
  /** @type {{word: string, text: string}[]} a word, and it with the brackets behind it */
  const pieces = [];
  for (const piece of line.match(PIECE) ?? []) {
    const last = pieces.at(-1);
    if (last && piece.startsWith("(")) last.text = `${last.text} ${piece}`;
    else pieces.push({ word: piece, text: piece });
  }
  const found = [];
  for (let at = 0; at < pieces.length; ) {
    const { kind, length } = longestName(pieces, at);
    const text = pieces.slice(at, at + length).map((each) => each.text).join(" "); // biome-ignore format: short
    found.push({ kind: kind || "rest", text });
    at += length;
  }
  return found;
}

function longestName(pieces, at) {
  for (let length = Math.min(MOST_WORDS, pieces.length - at); length > 0; length -= 1) {
    const some = pieces.slice(at, at + length);
    const isBroken = some.slice(0, -1).some(({ word, text }) => word !== text);
    const kind = isBroken ? "" : nameKind(some.map(({ word }) => word).join(" "));
    if (kind || length === 1) return { kind, length };
  }
  return { kind: "", length: 1 };
}

/** What words are if they are one name; "Mean difference" is one, "SD post" is two. */
function nameKind(text) {
  const areTwoWaves = text.includes(" ") && text.split(" ").every((word) => kindOf(word) === "wave");
  const kind = areTwoWaves || text.endsWith("%") ? "" : kindOf(text);
  return kind === "both" && headOf(text).wave !== "change" ? "" : kind;
}

/** A line of spanners over the figures of their waves, each over its first. */
function spanners(line, below, intervals) {
  const { names } = namesIn(line);
  const waves = names.filter((name) => headOf(name).wave);
  const means = below.flatMap((text, k) => (headOf(text).figures.includes("mean") ? [k] : []));
  if (waves.length < 2 || waves.length !== means.length) return [];
  const cells = Array(below.length).fill("");
  means.forEach((place, k) => {
    cells[place] = waves[k];
  });
  const other = names.find((name) => headOf(name).figures.includes("ci")) ?? "CI";
  for (const place of intervals) cells[place] = other;
  return cells;
}
