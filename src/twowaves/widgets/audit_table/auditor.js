/**
 * What checks AuditTable's rows: loaded as soon as something is to be checked that the page does not say.
 */

import { checksOf, contextOf, judge, judgingRow, needsFurther } from "../../printed/audit.js";
import { conventions } from "../../printed/conventions.js";
import { Row, readRow } from "../../printed/table.js";
import { parseSizes } from "./state.js";

/** @import { Found, Further } from "../../printed/judgement.js" */
/** @import { Shown, State } from "./state.js" */

/** The checks of one figure. */
export class Auditor {
  constructor() {
    /** @type {Further | null} the checks of what few tables print */
    this.further = null;
  }

  /** They come when a table prints it. */
  async loadFurther() {
    this.further = await import("../../printed/redundant.js");
  }

  /**
   * The rows as they are read: all anew, or one.
   * @param {State} state
   * @param {Shown[]} before
   * @param {number} [only]
   * @returns {Row[]}
   */
  read(state, before, only) {
    const declared = conventions(/** @type {any} */ (state)); // of which it takes the four
    return state.table.map((cells, i) => {
      const row = before[i];
      return only === undefined || only === i || !(row instanceof Row) ? readRow(cells, i + 1, declared) : row;
    });
  }

  /** The names of the checks that a table calls for. @param {Row[]} rows */
  checks(rows) {
    return checksOf(rows, this.further);
  }

  /** Does a table call for checks that are not there? @param {Row[]} rows */
  lacks(rows) {
    return !this.further && needsFurther(rows);
  }

  /**
   * Check the rows that are not checked; of the others only the sign of t may look different.
   * @param {State} state
   * @param {Row[]} rows
   * @param {string[]} names
   * @param {(Found | undefined)[]} found to be filled
   */
  *checking({ alpha, stated_n: sizes }, rows, names, found) {
    const context = contextOf(rows, { alpha, n: parseSizes(sizes), further: this.further });
    for (const [i, row] of rows.entries()) {
      if (found[i]) found[i].sign = judge("sign", row, context);
      else found[i] = yield* judgingRow(row, names, context);
    }
    return true;
  }
}
