/**
 * What the paired explorer says: the test as a paper prints it, and what would flip the verdict.
 */

import { pairsNeeded } from "./stats.js";

export const TAILS = { "two-sided": "two-tailed", greater: "one-tailed", less: "one-tailed" };

/** A number with this many decimals, and no minus sign before a zero. */
export function fixed(value, decimals) {
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

/** A list of people in words: "person 4", "persons 4 and 7". */
function namesOf(people) {
  const numbers = people.map((i) => i + 1);
  if (numbers.length === 1) return `person ${numbers[0]}`;
  return `any one of persons ${numbers.slice(0, -1).join(", ")} or ${numbers.at(-1)}`;
}

/** The result in sentences. */
export function resultInWords(state, test, pivotal, preset) {
  const significant = test.pvalue < state.alpha;
  const alpha = String(state.alpha).replace(/^0/, "");
  const verdict = `${printedTest(test)}, ${TAILS[state.alternative]}: ${significant ? "" : "not "}significant at α = ${alpha}.`;
  const decimals = preset.decimals + 1;
  const way = test.meanChange < 0 ? "fell" : "rose";
  const limits = [test.low, test.high].map((limit) =>
    Number.isFinite(limit) ? fixed(limit, decimals) : limit > 0 ? "no upper limit" : "no lower limit",
  );
  const percent = Number(((1 - state.alpha) * 100).toPrecision(4));
  const size = `On average scores ${way} by ${fixed(Math.abs(test.meanChange), decimals)} ${preset.unit} (${percent} % interval of the change: ${limits[0]} to ${limits[1]}).`;
  return { significant, verdict, size, flip: flipInWords(state, test, significant, pivotal) };
}

/** What would flip the verdict. */
function flipInWords(state, test, significant, pivotal) {
  const needed = pairsNeeded(test.d_z, state.alpha, state.alternative);
  const count = needed < 1000 ? `${needed}` : needed.toLocaleString("en");
  let pairs = `An effect of this size would take at least ${count} pairs.`;
  if (significant) pairs = `An effect of this size is significant from ${count} pairs on.`;
  if (needed === Infinity) {
    const wrongWay = state.alternative !== "two-sided" && (state.alternative === "greater") === test.meanChange < 0;
    pairs = wrongWay
      ? "Against the predicted direction no number of pairs would make it significant."
      : "An effect this small would take more than 100,000 pairs.";
  }
  if (!pivotal.size) return `${pairs} No single person decides the verdict.`;
  const outcome = significant ? "would lose significance" : "would make it significant";
  return `${pairs} Leaving out ${namesOf([...pivotal])} ${outcome}.`;
}
