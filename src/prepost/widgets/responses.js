/**
 * Answers from a file: as `prepost.read_responses` and `check_responses`, sentence for sentence.
 */

import { readAnswer } from "./scoring.js";
import { listed } from "./words.js";

/** @typedef {import("./scoring.js").Form} Form */
/** @typedef {{columns: string[], rows: string[][]}} Table */

const CALLED = { ",": "a comma", ";": "a semicolon", "\t": "a tab" };

/**
 * A file's bytes as text; throws a sentence where they are none.
 * @param {ArrayBuffer} bytes
 * @param {string} name
 */
export function decoded(bytes, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${name} is not UTF-8; save the file as CSV UTF-8`);
  }
}

/**
 * CSV text as columns and rows, every cell as it stands.
 * @param {string} text
 * @param {string} [name] what the text is called in a sentence
 * @returns {Table}
 */
export function readResponses(text, name = "the text") {
  const plain = text.replace(/^\ufeff/, "");
  checkNoNul(plain, name);
  const separator = separatorOf(plain);
  const filled = records(plain, separator, name)
    .map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell));
  if (filled.length < 2) {
    throw new Error(`${name} has no rows; give a line of column names, and below it one line a form`);
  }
  const [columns, ...rows] = ofOneWidth(filled, separator, name);
  checkHeader(columns, name);
  return { columns, rows };
}

function checkNoNul(text, name) {
  const at = text.indexOf("\0");
  if (at < 0) return;
  const line = text.slice(0, at).split("\n").length;
  throw new Error(`${name}, line ${line} holds a NUL byte, which no text has; save the file as CSV UTF-8`);
}

/** What stands most often between the cells of the first line that holds any. */
function separatorOf(text) {
  const first = text.split(/\r\n|\r|\n/).find((line) => line.replace(/[,;\t ]/g, "")) ?? "";
  const unquoted = first.replace(/"[^"]*"/g, "");
  const count = (separator) => unquoted.split(separator).length - 1;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** The lines of a CSV, cell by cell; a quoted cell may hold separators, line ends and doubled quotes. */
function records(text, separator, name) {
  const plain = new RegExp(`[^${separator}\r\n]*`, "y");
  const found = [];
  let [cells, at, line] = [[], 0, 1];
  const wrong = (what) => new Error(`${name}, line ${line}: ${what}; check the quotes`);
  while (at < text.length) {
    let cell;
    if (text[at] === '"') {
      [cell, at, line] = quoted(text, at, line, wrong);
      if (at < text.length && ![separator, "\r", "\n"].includes(text[at])) throw wrong(`'${separator}' expected after '"'`);
    } else {
      plain.lastIndex = at;
      [cell] = plain.exec(text);
      at += cell.length;
    }
    cells.push(cell);
    if (text[at] === separator) {
      at += 1;
      if (at === text.length || text[at] === "\r" || text[at] === "\n") cells.push("");
    }
    if (at >= text.length || text[at] === "\r" || text[at] === "\n") {
      found.push({ line, cells });
      at += text.startsWith("\r\n", at) ? 2 : 1;
      [cells, line] = [[], line + 1];
    }
  }
  return found;
}

function quoted(text, start, line, wrong) {
  let [at, cell] = [start + 1, ""];
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) throw wrong("unexpected end of data");
    const part = text.slice(at, end);
    line += part.split(/\r\n|\r|\n/).length - 1;
    cell += part;
    if (text[end + 1] !== '"') return [cell, end + 1, line];
    cell += '"';
    at = end + 2;
  }
}

function ofOneWidth(filled, separator, name) {
  const width = widthOf(filled[0].cells);
  for (const { line, cells } of filled) {
    if (widthOf(cells) <= width && cells.length >= width) continue;
    const counted = (count, word) => `${count} ${word}${count > 1 ? "s" : ""}`;
    throw new Error(
      `${name}, line ${line} has ${counted(cells.length, "cell")} for ${counted(width, "column")}; ` +
        `${CALLED[separator]} stands between two cells, and decimals take a point`,
    );
  }
  return filled.map(({ cells }) => cells.slice(0, width));
}

/** How many cells are left without the empty ones at the end, which Excel may add. */
function widthOf(cells) {
  return cells.findLastIndex((cell) => cell) + 1;
}

function checkHeader(columns, name) {
  columns.forEach((column, i) => {
    if (!column) throw new Error(`${name}: column ${i + 1} has no name; write one into the first line`);
    if (columns.indexOf(column) !== columns.lastIndexOf(column)) {
      throw new Error(`${name}: the column '${column}' stands twice; give each its own name`);
    }
  });
}

/** The first columns, for a sentence. @param {string[]} columns */
export function firstColumns(columns) {
  return listed(columns.slice(0, 6).map(quotedName));
}

/** A text in quotes, as Python's `repr`. */
function quotedName(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

/**
 * Where the answers to a form stand; throws a sentence where a column is missing.
 * @param {string[]} columns
 * @param {Form} form
 * @param {string[]} keys columns that say whose form it is
 */
export function placesOf(columns, form, keys) {
  const absent = form.columns.filter((column) => !columns.includes(column));
  if (absent.length) {
    const others = columns.filter((column) => !keys.includes(column));
    const more = absent.length > 3 ? ` and ${absent.length - 3} more` : "";
    throw new Error(
      `${form.id} has ${form.n_items} items, and the data lacks the column ` +
        `${absent.slice(0, 3).map(quotedName).join(", ")}${more}; the first columns are ${firstColumns(others)}`,
    );
  }
  return form.columns.map((column) => columns.indexOf(column));
}

/**
 * One form's answers as numbers, missing where they are or where no form has them, and what is wrong.
 * @param {string[]} row
 * @param {number[]} places
 * @param {Form} form
 * @param {string} whose
 */
export function answersOf(row, places, form, whose) {
  const problems = [];
  const answers = places.map((place, i) => {
    const cell = row[place];
    const digit = cell.length === 1 ? cell.charCodeAt(0) - 48 : -1;
    if (digit >= form.response_min && digit <= form.response_max && digit >= 0 && digit <= 9) return digit; // nearly all
    try {
      const answer = readAnswer(cell, form);
      if (answer === null || (answer >= form.response_min && answer <= form.response_max)) return answer;
      const hint = form.outside[`${answer}`];
      throw new Error(`${answer} is outside ${form.response_min} to ${form.response_max}${hint ? `; ${hint}` : ""}`);
    } catch (error) {
      problems.push(`${whose}, item ${i + 1} (${form.columns[i]}): ${error.message}`);
      return null;
    }
  });
  return { answers, problems };
}
