/** What Python is brought and told in which order: the same in a page, in its worker, and in the tests. */

/** What most chapters import; a memory that has it done is kept for the next page. */
export const PREPARE = `
import sys
sys.path[:0] = ["/src", "/more"]
import page_session
import IPython.display
import numpy, pandas, scipy.special, scipy.stats
import twowaves.widgets
`;

/** What chapters with pictures import. Nothing is drawn yet: matplotlib would keep files of letters open. */
export const PREPARE_PICTURES = "import matplotlib.pyplot, seaborn, twowaves.plots";

/** What makes a session of this reader's own out of that. */
export const BEGIN = '__import__("page_session").begin_here()';

/** What is fetched only where a cell asks for it. @type {Record<string, RegExp>} */
const ASKED_BY = {
  pictures: /\b(matplotlib|seaborn|plots?|plt|sns)\b/,
  models: /\b(statsmodels|patsy)\b/,
};

/** The packs that a source asks for. @param {string} source */
export function packsOf(source) {
  return Object.keys(ASKED_BY).filter((name) => ASKED_BY[name].test(source));
}
