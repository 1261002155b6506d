/**
 * Lines of cells as a file that a spreadsheet opens and does not run, by the rule of `twowaves._base.cells`.
 */

/**
 * Rows as a file. A cell that a spreadsheet would run is kept as text by an apostrophe before it.
 * @param {string[][]} lines
 */
export function asCsv(lines) {
  return `\ufeff${lines.map(([first, ...rest]) => [firstCell(first), ...rest.map(safeCell)].map(quoted).join(",")).join("\r\n")}\r\n`;
}

// behind any quotes: a sign that a spreadsheet takes for the start of a formula, fullwidth ones too,
// or white space and control characters that it may drop before one
const STARTS = /^['\u2019]*(?:[\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;
// in a cell of its own it does no harm
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-)$/;

/** A text that a spreadsheet shows and does not run: with an apostrophe in front. @param {string} text */
export function safeCell(text) {
  return STARTS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** A cell that begins a line, which a spreadsheet with other separators does not end. */
export function firstCell(text) {
  return STARTS.test(text) ? `'${text}` : text;
}

function quoted(text) {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
