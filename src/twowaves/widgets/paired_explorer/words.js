/**
 * What the paired explorer says: the test as a paper prints it, and what would flip the verdict.
 */

import { fixed, grouped, level, pIs, percent, typed } from "../../_base/numbers.js";
import { pairsNeeded } from "../../paired/ttest.js";
import { listed } from "../../_base/words.js";

const TAILS = { "two-sided": "two-tailed", greater: "one-tailed", less: "one-tailed" };

/** What p says, for somebody who never heard of it. */
export function pInPlainWords({ pvalue, statistic }, alternative) {
  const count = pvalue < 0.0005 ? "fewer than 1" : `about ${grouped(Math.round(pvalue * 1000))}`;
  const far = {
    "two-sided": "a t at least this far out",
    greater: "a t at least this high",
    less: "a t at least this low",
  };
  return Number.isFinite(statistic)
    ? `If nothing had changed, ${count} of 1,000 such studies would show ${far[alternative]}.`
    : "";
}

/** One of several people in words: "person 4", "any one of persons 4 or 7". */
function namesOf(people) {
  const numbers = people.map((i) => i + 1);
  return people.length === 1 ? `person ${numbers[0]}` : `any one of persons ${listed(numbers, "or")}`;
}

/**
 * The result in sentences.
 * @param {import("./state.js").State} state
 * @param {import("../../paired/ttest.js").PairedTest} test
 * @param {Set<number>} pivotal whose removal alone would flip the verdict
 * @param {import("./state.js").Look} look
 */
export function resultInWords(state, test, pivotal, look) {
  const significant = test.pvalue < state.alpha;
  const printed = `t(${test.df}) = ${fixed(test.statistic, 2)}, ${pIs(test.pvalue, [state.alpha])}`;
  const verdict = `${printed}, ${TAILS[state.alternative]}: ${significant ? "" : "not "}significant at α = ${level(state.alpha)}.`;
  const limits = [test.low, test.high].map((limit) =>
    Number.isFinite(limit) ? fixed(limit, look.fine_decimals) : limit > 0 ? "no upper limit" : "no lower limit",
  );
  const size = `${changeInWords(test, look)} (${percent(1 - state.alpha)} interval of the change: ${limits[0]} to ${limits[1]}).`;
  return { significant, verdict, size, flip: flipInWords(state, test, significant, pivotal) };
}

/** How far scores rose or fell. */
function changeInWords({ meanChange }, { fine_decimals: decimals, unit }) {
  const size = fixed(Math.abs(meanChange), decimals);
  const amount = unit ? `${size} ${unit}` : size;
  if (Number(typed(size)) === 0) return `On average scores changed by ${amount}`;
  return `On average scores ${meanChange < 0 ? "fell" : "rose"} by ${amount}`;
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
    if (significant) return `An effect of this size is significant from ${grouped(needed)} pairs on.`;
    return `An effect of this size would take at least ${grouped(needed)} pairs.`;
  }
  if (Math.abs(test.d_z) < 1e-12) return "With no change on average, no number of pairs would make it significant.";
  const wrongWay = alternative !== "two-sided" && (alternative === "greater") === test.meanChange < 0;
  if (wrongWay) return "Against the predicted direction no number of pairs would make it significant.";
  return "An effect this small would take more than 100,000 pairs.";
}
