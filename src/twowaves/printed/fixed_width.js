/**
 * Tables that only blanks hold apart, as they come from a PDF or a terminal: as `twowaves.printed.fixed_width`.
 */

import { isFigure } from "./body.js";

/** @import { Line, Numbered } from "./body.js" */
/** @typedef {{start: number, end: number, text: string}} Segment what stands between two places of a line */
/** @typedef {{start: number, end: number}} Span a column's place */

// Python's white space has no byte-order mark, and some more signs
const SEGMENT = /(?:[^\s\x1c-\x1f\x85]|\ufeff)(?: ?(?:[^\s\x1c-\x1f\x85]|\ufeff))*/gu;
const RULE = /^[-_=─━—–│ ]*$/;
const PAIR = /[\ud800-\udbff]/;
const TAB = 8; // places
const SPARE = 8; // places that a line of text reaches beyond the first column

/**
 * What two blanks or more separate, each with its place, in letters.
 * @param {string} line
 * @returns {Segment[]}
 */
export function segmentsOf(line) {
  const placeOf = PAIR.test(line) ? (at) => [...line.slice(0, at)].length : (at) => at;
  return [...line.matchAll(SEGMENT)].map(({ index, 0: text }) => {
    const start = placeOf(index);
    return { start, end: start + lengthOf(text), text };
  });
}

function lengthOf(text) {
  return PAIR.test(text) ? [...text].length : text.length;
}

/** A line with blanks for its tabs. @param {string} line */
function withoutTabs(line) {
  if (!line.includes("\t")) return line;
  let [found, places] = ["", 0];
  for (const letter of line) {
    const blanks = TAB - (places % TAB);
    found += letter === "\t" ? " ".repeat(blanks) : letter;
    places += letter === "\t" ? blanks : 1;
  }
  return found;
}

/**
 * Rows of cells by the gaps that lines have in common, and the lines around them; null if there are none.
 * @param {Numbered[]} lines
 * @returns {{lines: Line[], around: Numbered[]} | null}
 */
export function byGaps(lines) {
  const all = lines.map(([number, line]) => ({ number, segments: segmentsOf(withoutTabs(line)) }));
  const split = all.filter(({ segments }) => segments.length);
  const data = split.map(({ segments }) => segments).filter(isData);
  const several = split.filter(({ segments }) => segments.length > 1).length;
  if (!data.length || data.length * 2 < several - 3) return null;
  const columns = columnsOf(data);
  if (columns.length < 3) return null;
  const first = split.findIndex(({ segments }) => isData(segments));
  for (const each of split.slice(first)) each.segments = cut(each.segments, columns);
  return sorted(split, first, columns);
}

/** Lines of cells, and the other lines. */
function sorted(split, first, columns) {
  const lowest = split.findLastIndex(({ segments }, k) => k < first && segments.length > 1);
  const left = split.slice(first).reduce((least, { segments }) => Math.min(least, segments[0].start), Infinity);
  /** @type {Line[]} */
  const lines = [];
  /** @type {Numbered[]} */
  const around = [];
  split.forEach(({ number, segments }, k) => {
    if (RULE.test(segments.map(({ text }) => text).join(""))) return;
    const [{ start, end, text }] = segments;
    const isSpanner = k < first && start > columns[0].end;
    if (segments.length === 1 && (k < first || end > columns[0].end + SPARE) && !isSpanner) {
      around.push([number, text]);
      return;
    }
    const cells = k >= lowest ? placed(segments, columns) : over(segments, columns);
    lines.push({ number, cells, indent: cells[0] ? Math.max(start - left, 0) : 0 });
  });
  return { lines, around };
}

function isData(segments) {
  return segments.length > 2 && segments.slice(1).some(({ text }) => isFigure(text));
}

/** The columns' places, by the lines with most cells and then by all. */
function columnsOf(data) {
  const most = data.reduce((longest, { length }) => Math.max(longest, length), 0);
  const fullest = data.filter(({ length }) => length === most);
  if (fullest.length * 4 < data.length) return spansOf(data);
  const columns = spansOf(fullest);
  return spansOf(data.map((segments) => cut(segments, columns)));
}

/** A line's segments, cut where one blank stands in a gap between two columns. */
function cut(segments, columns) {
  /** @type {Segment[]} */
  const found = [];
  for (let segment of segments) {
    for (let k = 1; k < columns.length; k += 1) {
      const parts = partsAt(segment, columns[k - 1].end, columns[k].start);
      if (parts) {
        found.push(parts[0]);
        segment = parts[1];
      }
    }
    found.push(segment);
  }
  return found;
}

/** A segment as two, if it reaches from one column into the next with a blank in the gap between them. */
function partsAt({ start, end, text }, left, right) {
  if (start >= left || right >= end) return null;
  const letters = PAIR.test(text) ? [...text] : text;
  let at = Math.min(right - start, letters.length) - 1;
  while (at >= left - start && letters[at] !== " ") at -= 1;
  if (at < left - start) return null;
  const [head, rest] = [letters.slice(0, at), letters.slice(at + 1)].map((part) => [...part].join(""));
  return [
    { start, end: start + at, text: head },
    { start: start + at + 1, end, text: rest },
  ];
}

/** The columns' places: segments that overlap from line to line are one column. @returns {Span[]} */
function spansOf(data) {
  /** @type {Span[]} */
  const columns = [];
  for (const { start, end } of data.flat().sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = columns.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else columns.push({ start, end });
  }
  return columns;
}

/** The column that a segment shares most with, or is closest to. */
function nearest({ start, end }, columns) {
  let [found, most, least] = [0, -Infinity, Infinity];
  columns.forEach((column, place) => {
    const overlap = Math.min(end, column.end) - Math.max(start, column.start);
    const distance = Math.abs(start + end - (column.start + column.end));
    if (overlap > most || (overlap === most && distance < least)) [found, most, least] = [place, overlap, distance];
  });
  return found;
}

/** Each text in the column that it stands over, none of two in one if there is room. */
function placed(segments, columns) {
  if (segments.length === columns.length) return segments.map(({ text }) => text);
  const cells = Array(columns.length).fill("");
  let before = -1;
  for (const segment of segments) {
    let place = nearest(segment, columns);
    if (place <= before && before < columns.length - 1) place = before + 1;
    cells[place] = cells[place] ? `${cells[place]} ${segment.text}` : segment.text;
    before = place;
  }
  return cells;
}

/** A header's line: one text a column, or spanners over all that they reach. */
function over(segments, columns) {
  if (segments.length === columns.length - 1) return placed(segments, columns);
  const owns = segments.map((segment) => nearest(segment, columns));
  if (new Set(owns).size < owns.length) return placed(segments, columns);
  const cells = Array(columns.length).fill("");
  const centres = segments.map(({ start, end }) => (start + end) / 2);
  segments.forEach(({ start, end, text }, k) => {
    const sides = [centres[k] - centres[k - 1], centres[k + 1] - centres[k]].filter((side) => !Number.isNaN(side));
    const reach = sides.length ? Math.min(...sides) / 2 : (end - start) / 2;
    columns.forEach((column, place) => {
      const isOwn = place === owns[k];
      const isNear = Math.abs((column.start + column.end) / 2 - centres[k]) < reach;
      if (isOwn) cells[place] = cells[place] ? `${cells[place]} ${text}` : text;
      else if (isNear) cells[place] ||= text;
    });
  });
  return cells;
}
