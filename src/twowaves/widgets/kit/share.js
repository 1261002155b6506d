/**
 * A figure's state in the part of the address after `#`, which no server ever sees.
 *
 * `#figure=paired-explorer&v=1&preset=hated+self&alpha=.01`: readable, and safe to edit by hand,
 * because whoever reads it checks every value.
 */

import { quoted } from "../../_base/words.js";

const VERSION = "1";

/** What is said after the reason why a link cannot be shown. */
export const NO_LINK = "The figure is shown as without a link.";
const LONGEST = 2000; // letters of a field, unless a figure takes more

/** @typedef {{id: string, ids: string[], figure: HTMLElement, embed: string}} Page a figure's place: its name, all figures' names, its embed page */

/**
 * Follow the address to this figure, if it is a link to it; tells whether it is.
 * @param {Page | undefined} page
 * @param {object} options
 * @param {readonly string[]} options.known the fields that a link to this figure can have
 * @param {number} [options.longest] letters of the longest field
 * @param {(fields: URLSearchParams) => void} options.open throws a sentence where they ask for something impossible
 * @param {(problem: string) => void} options.refuse opens the figure as without a link, and says why
 */
export function followLink(page, { known, longest = LONGEST, open, refuse }) {
  const fields = page && fieldsFor(page);
  if (!fields) return false;
  try {
    check(fields, page.id, known, longest);
    open(fields);
  } catch (error) {
    refuse(`This link cannot be shown: ${error.message.replace(/\.$/, "")}.`);
  }
  return true;
}

/** Show a figure that a link leads to; within a frame the page around it must not move. @param {Page} page */
export function bringIntoView({ figure }) {
  if (window.parent === window) figure.scrollIntoView({ block: "nearest" });
}

/**
 * The fields of a link to this figure, or null. A link to a figure that is not on this page is
 * answered by the first one: somebody must say it.
 * @param {Page} page
 */
function fieldsFor({ id, ids }) {
  const fields = new URLSearchParams(location.hash.slice(1));
  if (!fields.has("figure") && !fields.has("v")) return null; // a heading's name, or nothing
  const name = fields.get("figure") ?? "";
  return name === id || (id === ids[0] && !ids.includes(name)) ? fields : null;
}

/** Refuse what no link of this version has, before any of its values is read. */
function check(fields, id, known, longest) {
  whole(location.hash);
  const names = [...fields.keys()];
  if (new Set(names).size < names.length) {
    const seen = new Set();
    throw new Error(`it has ${quoted(names.find((name) => seen.size === seen.add(name).size))} twice`);
  }
  if (!fields.has("figure")) throw new Error("it does not say which figure it is for");
  if (fields.get("figure") !== id)
    throw new Error(`it is for a figure ${quoted(fields.get("figure"))}, which is not on this page`);
  if (!fields.has("v")) throw new Error("it does not say its version");
  if (fields.get("v") !== VERSION)
    throw new Error(`it is of version ${quoted(fields.get("v"))}; this page reads version ${VERSION}`);
  const strange = names.find((name) => ![...known, "figure", "v"].includes(name));
  if (strange !== undefined) throw new Error(`it has ${quoted(strange)}, which this figure does not know`);
  const long = known.find((name) => (fields.get(name) ?? "").length > longest);
  if (long) throw new Error(`its ${quoted(long)} has ${fields.get(long).length} letters; ${longest} are the most`);
}

/** A percent sign that stands for no letter is a sign of damage; the address reads on in silence. */
function whole(text) {
  try {
    decodeURIComponent(text);
  } catch {
    throw new Error("it has a percent sign that stands for no letter");
  }
}

/**
 * The address of a page, by default this one, with a figure's state in it.
 * @param {string} id
 * @param {Record<string, string>} fields
 * @param {string} [page]
 */
export function addressOf(id, fields, page = location.href) {
  const fragment = new URLSearchParams({ figure: id, v: VERSION, ...fields });
  return `${page.split("#")[0]}#${fragment}`;
}

/**
 * The HTML that shows an embed page within another page.
 * @param {string} address with the figure's state
 * @param {string} title what a screen reader calls the frame
 * @param {number} height in pixels, until the frame tells its own
 */
export function embedCode(address, title, height) {
  const [src, name] = [address, title].map(escaped);
  return `<iframe src="${src}" title="${name}" width="100%" height="${height}" style="border: 0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>`;
}

function escaped(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (letter) => names[letter]);
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
  if (new URLSearchParams(location.hash.slice(1)).get("figure") === id)
    history.replaceState(history.state, "", location.href.split("#")[0]);
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
