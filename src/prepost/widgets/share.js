/**
 * A figure's state in the part of the address after `#`, which no server ever sees.
 *
 * `#figure=paired-explorer&v=1&preset=hated+self&alpha=.01`: readable, and safe to edit by hand,
 * because whoever reads it checks every value.
 */

const VERSION = "1";

/**
 * What the address says about this figure, or null.
 * @param {string} id
 * @returns {URLSearchParams | null}
 */
export function stateInAddress(id) {
  const fields = new URLSearchParams(location.hash.slice(1));
  return fields.get("figure") === id && fields.get("v") === VERSION ? fields : null;
}

/**
 * The address of this page with a figure's state in it.
 * @param {string} id
 * @param {Record<string, string>} fields
 * @returns {string}
 */
export function addressOf(id, fields) {
  const fragment = new URLSearchParams({ figure: id, v: VERSION, ...fields });
  return `${location.href.split("#")[0]}#${fragment}`;
}

/**
 * Put the state into the address bar without a new entry in the history.
 * The address has room for one figure: it is the one that a hand moved last, so that a reload
 * brings back what the reader did last. It also takes the place of a heading's name.
 * @param {string} id
 * @param {Record<string, string>} fields
 */
export function rememberInAddress(id, fields) {
  history.replaceState(history.state, "", addressOf(id, fields));
}

/**
 * Take this figure's state out of the address bar again; what else stands there is left alone.
 * @param {string} id
 */
export function forgetAddress(id) {
  if (stateInAddress(id)) history.replaceState(history.state, "", location.href.split("#")[0]);
}

/**
 * Put text on the clipboard; false where the browser does not allow it.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
