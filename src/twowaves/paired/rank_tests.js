/**
 * Exact paired tests that count: sign flips, signed ranks and signs. The same as `rank_tests.py`.
 */

/** @typedef {"two-sided" | "greater" | "less"} Alternative */

/**
 * p of the permutation test on the sum of whole-number changes.
 * @param {number[]} change
 * @param {Alternative} alternative
 */
export function signFlipTest(change, alternative) {
  const total = change.reduce((sum, d) => sum + Math.abs(d), 0);
  const rises = change.reduce((sum, d) => sum + Math.max(d, 0), 0);
  // the chance that those who rise add up to 0, 1, 2, … points
  let chances = new Float64Array(total + 1);
  chances[0] = 1;
  for (const d of change) {
    const size = Math.abs(d);
    const next = new Float64Array(total + 1);
    for (let sum = 0; sum <= total; sum += 1) {
      next[sum] = (chances[sum] + (sum >= size ? chances[sum - size] : 0)) / 2;
    }
    chances = next;
  }
  const upTo = (sum) => chances.subarray(0, sum + 1).reduce((all, chance) => all + chance, 0);
  return fromTails(upTo(total - rises), upTo(rises), alternative);
}

/**
 * p of Wilcoxon's signed-rank test: zeros left out, equal sizes share the mean of their ranks.
 * @param {number[]} change
 * @param {Alternative} alternative
 */
export function signedRankTest(change, alternative) {
  const moved = change.filter((d) => d !== 0);
  const sizes = moved.map(Math.abs);
  // twice the mean rank, a whole number
  const ranks = moved.map((d) => {
    const size = Math.abs(d);
    const twice = sizes.filter((other) => other < size).length + sizes.filter((other) => other <= size).length + 1;
    return Math.sign(d) * twice;
  });
  return signFlipTest(ranks, alternative);
}

/**
 * p of the sign test: of those who changed, how many rose.
 * @param {number[]} change
 * @param {Alternative} alternative
 */
export function signTest(change, alternative) {
  return signFlipTest(change.filter((d) => d !== 0).map(Math.sign), alternative);
}

/** p from the chances of at least and at most what was observed. */
function fromTails(more, fewer, alternative) {
  if (alternative === "greater") return more;
  if (alternative === "less") return fewer;
  return Math.min(1, 2 * Math.min(more, fewer));
}
