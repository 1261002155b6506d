/**
 * What the paired explorer says: the test as a paper prints it, and what would flip the verdict.
 */

import { pairsNeeded } from "./stats.js";

export const TAILS = { "two-sided": "two-tailed", greater: "one-tailed", less: "one-tailed" };

/** A number with this many decimals, and no minus sign before a zero; a tiny one with a power of ten. */
export function fixed(value, decimals) {
  if (decimals > 20) return value.toExponential(3);
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** A probability as papers print it, without the zero before the point. */
export function printedP(p) {
  if (p < 0.001) return "p < .001";
  if (p > 0.9995) return "p > .999";
  return `p = ${p.toFixed(3).replace(/^0/, "")}`;
}

/** The test as a paper prints it. */
export function printedTest(test) {
  return `t(${test.df}) = ${fixed(test.statistic, 2)}, ${printedP(test.pvalue)}`;
}

/** The level of the interval in percent. */
export function percentOf(alpha) {
  return `${Number(((1 - alpha) * 100).toPrecision(4))} %`;
}

/** A level as papers print it. */
export function printedAlpha(alpha) {
  return String(alpha).replace(/^0/, "");
}

/** One of several people in words: "person 4", "any one of persons 4 or 7". */
function namesOf(people) {
  const numbers = people.map((i) => i + 1);
  if (numbers.length === 1) return `person ${numbers[0]}`;
  return `any one of persons ${numbers.slice(0, -1).join(", ")} or ${numbers.at(-1)}`;
}

/**
 * The result in sentences.
 * @param {import("./paired_state.js").State} state
 * @param {import("./stats.js").PairedTest} test
 * @param {Set<number>} pivotal whose removal alone would flip the verdict
 * @param {import("./paired_state.js").Look} look
 */
export function resultInWords(state, test, pivotal, look) {
  const significant = test.pvalue < state.alpha;
  const verdict = `${printedTest(test)}, ${TAILS[state.alternative]}: ${significant ? "" : "not "}significant at α = ${printedAlpha(state.alpha)}.`;
  const limits = [test.low, test.high].map((limit) =>
    Number.isFinite(limit) ? fixed(limit, look.fine_decimals) : limit > 0 ? "no upper limit" : "no lower limit",
  );
  const size = `${changeInWords(test, look)} (${percentOf(state.alpha)} interval of the change: ${limits[0]} to ${limits[1]}).`;
  return { significant, verdict, size, flip: flipInWords(state, test, significant, pivotal) };
}

/** How far scores rose or fell. */
function changeInWords({ meanChange }, { fine_decimals: decimals, unit }) {
  const amount = fixed(Math.abs(meanChange), decimals);
  if (Number(amount) === 0) return `On average scores changed by ${amount}${unit && ` ${unit}`}`;
  return `On average scores ${meanChange < 0 ? "fell" : "rose"} by ${amount}${unit && ` ${unit}`}`;
}

/** What would flip the verdict. */
function flipInWords(state, test, significant, pivotal) {
  const pairs = pairsInWords(state, test, significant);
  if (!pivotal.size) return `${pairs} No single person decides the verdict.`;
  const outcome = significant ? "would lose significance" : "would make it significant";
  return `${pairs} Leaving out ${namesOf([...pivotal])} ${outcome}.`;
}

/** How many pairs an effect of this size takes. */
function pairsInWords({ alpha, alternative }, test, significant) {
  const needed = pairsNeeded(test.d_z, alpha, alternative);
  if (needed < Infinity) {
    const count = needed < 1000 ? `${needed}` : needed.toLocaleString("en");
    if (significant) return `An effect of this size is significant from ${count} pairs on.`;
    return `An effect of this size would take at least ${count} pairs.`;
  }
  if (Math.abs(test.d_z) < 1e-12) return "With no change on average, no number of pairs would make it significant.";
  const wrongWay = alternative !== "two-sided" && (alternative === "greater") === test.meanChange < 0;
  if (wrongWay) return "Against the predicted direction no number of pairs would make it significant.";
  return "An effect this small would take more than 100,000 pairs.";
}
