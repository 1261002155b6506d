/**
 * A table while it is read: what was found, what was not used, and what is in doubt; as `twowaves.printed.draft`.
 */

/** @import { Column } from "./columns.js" */
/** @typedef {[line: number, column: number, text: string, reason: string]} Unused */
/**
 * @typedef {object} Star a mark behind a figure
 * @property {number} line
 * @property {number} column
 * @property {number} row
 * @property {string} mark
 * @property {string} figure that of its column
 */

/** A table as it is read. */
export class Draft {
  /** @param {number} rows how many there are */
  constructor(rows = 0) {
    this.rows = rows;
    /** @type {Map<string, string[]>} each figure's column, by its name; empty where nothing stands */
    this.texts = new Map();
    /** @type {Column[]} what each source column is */
    this.columns = [];
    /** @type {[header: string, figure: string, why: string][]} what is known from elsewhere */
    this.extra = [];
    /** @type {Unused[]} each cell, or part of one, that is in no figure */
    this.unused = [];
    /** @type {string[]} keys of choices that the source leaves open, such as se */
    this.doubts = [];
    /** @type {number[]} the first line of each row */
    this.lines = [];
    /** @type {Map<number, number[]>} the rows that each line of figures went into */
    this.rowsOf = new Map();
    /** @type {string[]} what whoever uses the figures should know */
    this.notes = [];
  }

  /** A line of figures went into a row. @param {number} line @param {number} row */
  goes(line, row) {
    const rows = this.rowsOf.get(line) ?? [];
    rows.push(row);
    this.rowsOf.set(line, rows);
  }

  /** A figure's column, made if it is new. @param {string} name */
  column(name) {
    const texts = this.texts.get(name) ?? Array(this.rows).fill("");
    this.texts.set(name, texts);
    return texts;
  }
}
