/**
 * HTML as texts and tags, one after another, as far as tables need it: by the rules of `twowaves.printed.tags`.
 *
 * A browser's own parser is not asked: what it makes of a text runs in the page, and Node has none.
 */

import rules from "./tags_rules.json" with { type: "json" };

/**
 * @typedef {object} Piece a text or a tag
 * @property {"text" | "start" | "end"} kind which of them, and whether a tag begins or ends something
 * @property {string} text with its letters as they are meant; of a tag its name, in small letters
 * @property {string} inside what else stands in a tag
 * @property {number} line that on which a text begins, from 1
 */

/** The tags that end a paragraph. */
export const PARAGRAPHS = new Set(rules.paragraphs);

const ENTITIES = new Map(Object.entries(rules.entities));
const WINDOWS = rules.windows_letters; // what old programs mean by the numbers 128 to 159
const NAME = /<(\/?)([A-Za-z][A-Za-z0-9:-]{0,40})/y;
const SPECIAL = /[>"']/g;
const REFERENCE = /&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,20}));?/g;
const END_OF_SILENCE = /<\/(?:script|style)/gi;

/**
 * The texts and tags in HTML; comments, scripts and styles are left out.
 * @param {string} html
 * @returns {Generator<Piece>}
 */
export function* piecesOf(html) {
  const last = html.lastIndexOf(">");
  let [begin, at, line, counted] = [0, html.indexOf("<"), 1, 0];
  /** @returns {Piece} */
  const textTo = (end) => {
    line += newlines(html, counted, begin);
    counted = begin;
    return { kind: "text", text: decoded(html.slice(begin, end)), inside: "", line };
  };
  while (at >= 0 && at < last) {
    const mark = markAt(html, at);
    if (mark) {
      if (begin < at) yield textTo(at);
      if (mark.name) yield { kind: mark.closes ? "end" : "start", text: mark.name, inside: mark.inside, line };
      begin = isSilent(mark) ? endOfSilence(html, mark.end) : mark.end;
    }
    at = html.indexOf("<", mark ? begin : at + 1); // without a mark it is a sign, as in "p < .05"
  }
  if (begin < html.length) yield textTo(html.length);
}

function newlines(text, start, end) {
  let count = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function isSilent({ name, closes }) {
  return !closes && (name === "script" || name === "style");
}

function endOfSilence(html, begin) {
  END_OF_SILENCE.lastIndex = begin;
  return END_OF_SILENCE.exec(html)?.index ?? html.length;
}

/** What begins at an angle bracket, and where it ends; a comment has no name, a sign among words is null. */
function markAt(html, at) {
  if (html.startsWith("<!--", at)) {
    const end = html.indexOf("-->", at + 4);
    return { name: "", inside: "", closes: false, end: end < 0 ? html.length : end + 3 };
  }
  NAME.lastIndex = at;
  const found = NAME.exec(html);
  if (found) {
    const begin = NAME.lastIndex;
    const end = endOfTag(html, begin);
    return { name: found[2].toLowerCase(), inside: html.slice(begin, end), closes: found[1] !== "", end: end + 1 };
  }
  if (!["!", "?", "/"].includes(html[at + 1])) return null;
  return { name: "", inside: "", closes: false, end: html.indexOf(">", at) + 1 };
}

/** Where a tag's bracket closes; one in an attribute's quotes does not close it. */
function endOfTag(html, begin) {
  SPECIAL.lastIndex = begin;
  for (let found = SPECIAL.exec(html); found; found = SPECIAL.exec(html)) {
    if (found[0] === ">") return found.index;
    const end = html[found.index - 1] === "=" ? html.indexOf(found[0], found.index + 1) : -1;
    if (end >= 0) SPECIAL.lastIndex = end + 1;
  }
  return html.indexOf(">", begin);
}

/** A text with the letters that stand in it by name or number. */
function decoded(text) {
  return text.includes("&") ? text.replace(REFERENCE, letterOf) : text;
}

function letterOf(reference, decimal, hexadecimal, name) {
  if (name) return ENTITIES.get(name) ?? reference;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  if (code >= 0x80 && code < 0xa0) return WINDOWS[code - 0x80];
  if (!code || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return "\ufffd";
  return String.fromCodePoint(code);
}
