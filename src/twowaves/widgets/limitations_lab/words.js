/**
 * What many studies show, in words: as `twowaves.widgets.limitations_lab.figure`.
 */

import templates from "./words.json" with { type: "json" };
import { fixed, shortest } from "../../_base/numbers.js";
import { sentences } from "../../_base/sentences.js";
import { listed } from "../../_base/words.js";
import { ALPHA } from "../../studies/simulation.js";

/** @import { Settings } from "../../studies/simulation.js" */
/** @typedef {import("../../studies/simulation.js").Summary & {claims: number}} Summary */

const say = sentences(templates);
/** How far above α the share of false alarms may lie: two standard errors of 2,000 studies. */
const CHANCE = 0.01;

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

/**
 * How things stand: without a true change against what α allows, chance included; with one, whether
 * more studies than not are significant.
 * @param {Summary} summary
 * @param {number} truth
 * @returns {import("../kit/stage.js").Standing}
 */
export function standingOf({ significant, studies }, truth) {
  const lead = `${fixed((100 * significant) / studies, 1)} %`;
  const share = significant / studies;
  if (truth) return { lead: `${lead} significant`, holds: share > 0.5, yes: "most", no: "not most" };
  const words = { yes: "within α", no: "above α", about: "false alarms" };
  return { lead: `${lead} false alarms`, holds: share <= ALPHA + CHANCE, ...words };
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
