/**
 * The tests of two waves in full, as a file has them: what a figure imports when somebody asks for it.
 */

import { changesOf, mean, sd } from "../paired/ttest.js";
import { FIGURES } from "./waves.js";

/** The tests in full, as `compare_waves` returns them; a cell is empty where there is no figure. */
export function testsInFull(rows) {
  const names = FIGURES.map(([name]) => name);
  const at = names.indexOf("ci_low");
  const before = ["outcome", "n", "n_left_out", ...names.slice(0, at)];
  const heads = [...before, "pvalue_holm", ...names.slice(at), "note", "confidence_level"];
  const lines = rows.map((row) => {
    const figures = FIGURES.map(([, key]) => figuresOf(row)[key]);
    const cells = [row.n, row.leftOut, ...figures.slice(0, at), row.holm, ...figures.slice(at)];
    const texts = cells.map((figure) => (Number.isFinite(figure) ? `${figure}` : ""));
    return [row.outcome, ...texts, row.note, "0.95"];
  });
  return [heads, ...lines];
}

/** The figures of a row; without a test, means and SDs. */
function figuresOf({ n, pre, post, test }) {
  if (test || n < 2) return test ?? {};
  return {
    meanPre: mean(pre),
    sdPre: sd(pre),
    meanPost: mean(post),
    sdPost: sd(post),
    meanChange: mean(changesOf(pre, post)),
  };
}
