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
