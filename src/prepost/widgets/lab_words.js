/**
 * What many studies show, in words: as `prepost.widgets.limitations_lab`.
 */

import templates from "../shared/lab.json" with { type: "json" };
import { fixed, shortest } from "./number_text.js";
import { sentences } from "./sentences.js";
import { listed } from "./words.js";

/** @import { Settings } from "./lab_studies.js" */
/** @typedef {import("./lab_studies.js").Summary & {claims: number}} Summary */

const say = sentences(templates);

/** What is drawn. @param {Settings} settings */
export function titleInWords(settings) {
  const { n, true_change: change, outcomes, tails } = settings;
  const threats = /** @type {[string, boolean][]} */ ([
    ["selection", settings.selected < 1],
    ["history", settings.history > 0],
    [say("desirability"), settings.desirability > 0],
    ["drop-out", settings.drop_out > 0],
    [say("outcomes", { n: outcomes }), outcomes > 1],
    [say("tail", { tails }), tails === "chosen afterwards" && !settings.control],
    [say("skewed"), settings.skewed],
  ]).filter(([, on]) => on);
  return say("title", {
    n,
    group: settings.control ? say("group") : "",
    change: change ? say("change", { change: shortest(change) }) : say("no_change"),
    threats: threats.length ? listed(threats.map(([name]) => name)) : say("no_threat"),
  });
}

/** How many studies are significant. @param {Summary} summary */
export function verdictInWords({ significant, studies }) {
  return say("significant", { percent: fixed((100 * significant) / studies, 1) });
}

/**
 * What that means, and how far they lie from the truth.
 * @param {Summary} summary
 * @param {number} truth
 */
export function meaningInWords({ claims, wrong, exaggeration, mean, untested }, truth) {
  const means = claimInWords({ claims, wrong, exaggeration }, truth);
  const found = say("found", { mean: fixed(mean, 1), truth: shortest(truth) });
  return [means, found, ...(untested ? [say("untested", { n: untested })] : [])].join(" ");
}

function claimInWords({ claims, wrong, exaggeration }, truth) {
  if (!truth) return say("false_alarm");
  if (!claims) return say("never_found");
  return say("exaggerated", { times: fixed(exaggeration, 1), wrong: fixed((100 * wrong) / claims, 1) });
}
