/**
 * What there is to find in a student's own people: the same figures, by the same names, as
 * `twowaves.answer_key` gives.
 */

/**
 * @typedef {Object} Tests what `twowaves.paired` has for the page
 * @property {typeof import("../../src/twowaves/paired/ttest.js").pairedTest} pairedTest
 * @property {typeof import("../../src/twowaves/paired/ttest.js").whyUntestable} whyUntestable
 * @property {typeof import("../../src/twowaves/paired/rank_tests.js").signFlipTest} signFlipTest
 * @property {typeof import("../../src/twowaves/paired/rank_tests.js").signedRankTest} signedRankTest
 */

/**
 * What there is to find in people, by the names of `answer_key`.
 * @param {number[]} pre
 * @param {number[]} post
 * @param {Tests} tests
 * @returns {Record<string, number>}
 */
export function figuresOf(pre, post, { pairedTest, whyUntestable, signFlipTest, signedRankTest }) {
  const test = pairedTest(pre, post);
  const change = post.map((score, i) => score - pre[i]);
  const others = change.map((_, i) => [pre, post].map((scores) => scores.filter((_, j) => j !== i)));
  const without = others
    .filter(([one, other]) => !whyUntestable(one, other))
    .map((pair) => pairedTest(pair[0], pair[1]).pvalue);
  return {
    mean_pre: test.meanPre,
    sd_pre: test.sdPre,
    mean_post: test.meanPost,
    sd_post: test.sdPost,
    mean_change: test.meanChange,
    sd_change: test.sdChange,
    se_change: test.sdChange / Math.sqrt(test.n),
    statistic: test.statistic,
    df: test.df,
    pvalue: test.pvalue,
    d_z: test.d_z,
    d_av: test.d_av,
    r: test.r,
    p_signed_rank: signedRankTest(change, "two-sided"),
    p_sign_flips: signFlipTest(change, "two-sided"),
    n_rose: change.filter((d) => d > 0).length,
    n_fell: change.filter((d) => d < 0).length,
    p_without_one_low: Math.min(...without),
    p_without_one_high: Math.max(...without),
  };
}
