/** What Python is told in which order: the same in a page, and in the tests. */

/** What most chapters import; a memory that has it done is kept for the next page. */
export const PREPARE = `
import sys
sys.path[:0] = ["/src", "/more"]
import page_session
import IPython.display
import numpy, pandas, scipy.special, scipy.stats
import twowaves.widgets
`;

/** What chapters with pictures import; the first picture takes longest, since letters are looked for. */
export const PREPARE_PICTURES = `
import io
import matplotlib.pyplot, seaborn, twowaves.plots
matplotlib.pyplot.subplots()[1].set_title("letters")
matplotlib.pyplot.savefig(io.BytesIO(), format="svg")
matplotlib.pyplot.close("all")
`;

/** What makes a session of this reader's own out of that. */
export const BEGIN = '__import__("page_session").begin_here()';
