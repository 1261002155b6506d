/**
 * Cells without names, such as a part of a spreadsheet, and where in the grid they go.
 */

import { cellsOf } from "../../_base/csv.js";

/** @import { Cells } from "../../printed/table.js" */

const LINE_ENDS = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/;
const FILLED = /[^ ,;\t]/;
const FIGURE = /^[<>=]?\s*[+\-\u2212]?(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)$/;

/**
 * The cells of a text, line by line; null if its first line holds no figure by itself, as names of columns
 * hold none and neither do sentences.
 * @param {string} text
 * @returns {string[][] | null}
 */
export function blockOf(text) {
  const lines = text.split(LINE_ENDS).filter((line) => FILLED.test(line));
  const separator = ["\t", ";", ","].find((mark) => lines.some((line) => line.includes(mark))) ?? "\t";
  const [first, ...rest] = lines.length ? [cellsOf(lines[0], separator), ...lines.slice(1)] : [[]];
  if (!first.some((cell) => FIGURE.test(cell))) return null;
  return [first, ...rest.map((line) => cellsOf(/** @type {string} */ (line), separator))];
}

/**
 * The table with a block of cells put into these columns; throws one sentence where it does not fit.
 * @param {Cells[]} table
 * @param {string[][]} block
 * @param {number} top
 * @param {string[]} columns
 * @returns {Cells[]}
 */
export function filled(table, block, top, columns) {
  const room = columns.length;
  const wide = block.findIndex((cells) => cells.slice(room).some(Boolean));
  if (wide >= 0) {
    throw new Error(
      `Line ${wide + 1} has ${block[wide].length} cells, and from here on there are ${room} columns; nothing was pasted.`,
    );
  }
  const result = table.map((row) => ({ ...row }));
  block.forEach((cells, k) => {
    const row = (result[top + k] ??= {});
    delete row.unreadable;
    cells.slice(0, room).forEach((cell, c) => {
      const column = columns[c];
      if (cell) row[column] = cell;
      else delete row[column];
    });
  });
  return result;
}
