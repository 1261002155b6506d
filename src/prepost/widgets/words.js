/**
 * Words in a sentence: as `prepost._text`.
 */

/**
 * Words as a list: 10, 11 and 15.
 * @param {(string | number)[]} words at least one
 * @returns {string}
 */
export function listed(words, last = "and") {
  const rest = words.slice(0, -1);
  return rest.length ? `${rest.join(", ")} ${last} ${words.at(-1)}` : `${words[0]}`;
}

const SHORT = 40; // letters of somebody's text that a sentence repeats

/**
 * Somebody's text as a sentence repeats it.
 * @param {string} text
 */
export function quoted(text) {
  return `“${text.length > SHORT ? `${text.slice(0, SHORT)}…` : text}”`;
}

/**
 * A value as a refusal says it: what is no number stands between quotation marks.
 * @param {unknown} value
 */
export function said(value) {
  if (typeof value === "string") return quoted(value);
  return typeof value === "object" && value !== null ? quoted(JSON.stringify(value)) : `${value}`;
}
