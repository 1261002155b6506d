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

/**
 * What chapters with pictures import. A first picture is drawn, which takes longer than any after it,
 * and the files of letters are closed that matplotlib would keep open.
 */
export const PREPARE_PICTURES = `
import gc, page_displays, matplotlib.font_manager, matplotlib.pyplot, seaborn, twowaves.plots
matplotlib.pyplot.subplots()[1].plot([0, 1], label="1")
page_displays.drawn(matplotlib.pyplot.gcf())
page_displays.close_figures()
matplotlib.font_manager._get_font.cache_clear()
gc.collect()
`;

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
