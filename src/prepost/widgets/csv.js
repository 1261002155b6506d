/**
 * Lines of cells as a file that a spreadsheet opens and does not run.
 */

/**
 * Rows as a file. A cell that a spreadsheet would run is kept as text by an apostrophe before it.
 * @param {string[][]} lines
 */
export function asCsv(lines) {
  return `\ufeff${lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

// a sign that a spreadsheet takes for the start of a formula, fullwidth ones too, or white space
// and control characters that it may drop before one; a number with a sign is no formula
const STARTS = /^(?:[\t\r\n]|[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|-)$/;

function csvCell(text) {
  const runs = STARTS.test(text) && !NUMBER.test(text);
  const safe = runs ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
