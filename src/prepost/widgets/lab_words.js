/**
 * What many studies show, in words: as `prepost.widgets.limitations_lab`.
 */

import { fixed, shortest } from "./number_text.js";
import { listed } from "./words.js";

/** @typedef {import("./lab_studies.js").Settings} Settings */
/** @typedef {import("./lab_studies.js").Summary & {claims: number}} Summary */

/**
 * What is drawn.
 * @param {Settings} settings
 * @returns {string}
 */
export function titleInWords(settings) {
  const change = settings.true_change ? `a true change of ${shortest(settings.true_change)}` : "no true change";
  const threats = /** @type {[string, boolean][]} */ ([
    ["selection", settings.selected < 1],
    ["history", settings.history > 0],
    ["social desirability", settings.desirability > 0],
    ["drop-out", settings.drop_out > 0],
    [`${settings.outcomes} outcomes`, settings.outcomes > 1],
    [`tail ${settings.tails}`, settings.tails === "chosen afterwards" && !settings.control],
    ["skewed scores", settings.skewed],
  ]).filter(([, on]) => on);
  const group = settings.control ? ", with a control group" : "";
  const threat = threats.length ? listed(threats.map(([name]) => name)) : "no threat";
  return `2,000 synthetic studies of ${settings.n} people each${group}: ${change}, ${threat}.`;
}

/**
 * How many studies are significant.
 * @param {Summary} summary
 * @returns {string}
 */
export function verdictInWords({ significant, studies }) {
  return `${fixed((100 * significant) / studies, 1)} % of the studies are significant.`;
}

/**
 * What that means, and how far they lie from the truth.
 * @param {Summary} summary
 * @param {number} truth
 * @returns {string}
 */
export function meaningInWords({ claims, wrong, exaggeration, mean, untested }, truth) {
  const lost = untested ? ` ${untested} could not be tested.` : "";
  const found = claimInWords({ claims, wrong, exaggeration }, truth);
  return `${found} On average the studies find ${fixed(mean, 1)} points; the truth is ${shortest(truth)}.${lost}`;
}

function claimInWords({ claims, wrong, exaggeration }, truth) {
  if (!truth) return "The module does nothing here: each of them is a false alarm. 5 % are to be expected.";
  if (!claims) return "None of them finds the change that is there.";
  const larger = `its change is ${fixed(exaggeration, 1)} times the true one on average`;
  return `Where the first outcome is significant, ${larger}, and ${fixed((100 * wrong) / claims, 1)} % have the wrong sign.`;
}
