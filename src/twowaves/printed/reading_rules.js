/**
 * What papers and programs call things: the rules that `read_printed` and the page share.
 */

import rules from "./reading_rules.json" with { type: "json" };

export const RULES = rules;
