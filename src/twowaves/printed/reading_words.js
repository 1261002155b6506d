/**
 * What is said of a table that was read: why a column is what it is, why a cell was not used.
 */

import templates from "./reading.json" with { type: "json" };
import { sentences } from "../_base/sentences.js";

export const tell = sentences(templates);

/** A table that cannot be read as it stands, and what is asked about it. */
export class Question extends Error {}
