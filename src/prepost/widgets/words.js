/**
 * Words in a sentence: as `prepost._text`.
 */

const LONGEST = 41; // letters of somebody's text that a sentence repeats

/**
 * Words as a list: 10, 11 and 15.
 * @param {(string | number)[]} words at least one
 * @returns {string}
 */
export function listed(words, last = "and") {
  const rest = words.slice(0, -1);
  return rest.length ? `${rest.join(", ")} ${last} ${words.at(-1)}` : `${words[0]}`;
}

/**
 * At most so many words as a list: a, b and 3 others; empty if there are none.
 * @param {string[]} words
 * @param {number} most
 */
export function few(words, most) {
  if (words.length <= most) return words.length ? listed(words) : "";
  return listed([...words.slice(0, most - 1), `${words.length - most + 1} others`]);
}

/**
 * A word that a sentence can hold: its first letters, if there are more.
 * @param {string} word
 * @param {number} most
 */
export function short(word, most) {
  const letters = [...word];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : word;
}

/**
 * Somebody's text as a sentence repeats it.
 * @param {string} text
 */
export function quoted(text) {
  return `“${short(text, LONGEST)}”`;
}

/**
 * A value as a refusal says it: what is no number stands between quotation marks.
 * @param {unknown} value
 */
export function said(value) {
  if (typeof value === "string") return quoted(value);
  return typeof value === "object" && value !== null ? quoted(JSON.stringify(value)) : `${value}`;
}
