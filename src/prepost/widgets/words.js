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

/**
 * Words that a sentence can hold: the first ones, and how many more there are.
 * @param {string[]} words
 */
export function few(words, most = 6) {
  const first = words.slice(0, most).map((word) => shortened(word));
  return words.length > most ? [...first, `${words.length - most} more`] : first;
}

/**
 * A word that a sentence can hold: its beginning, if it is long.
 * @param {string} word
 */
export function shortened(word, longest = 40) {
  const letters = [...word];
  return letters.length <= longest ? word : `${letters.slice(0, longest).join("")}…`;
}
