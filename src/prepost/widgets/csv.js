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

function csvCell(text) {
  const runs = /^\s*[=+\-@]/.test(text) && !/^([+-]?(\d+(\.\d*)?|\.\d+)|-)$/.test(text);
  const safe = runs ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
