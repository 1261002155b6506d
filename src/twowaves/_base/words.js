/**
 * Words in a sentence: as `twowaves._base.words`.
 */

/** Words as a list: 10, 11 and 15. @param {(string | number | bigint)[]} words at least one */
export function listed(words, last = "and") {
  const rest = words.slice(0, -1);
  return rest.length ? `${rest.join(", ")} ${last} ${words.at(-1)}` : `${words[0]}`;
}

/**
 * Words that a sentence can hold: the first ones, and how many more there are.
 * @param {string[]} words
 */
export function few(words, most = 6, longest = 40) {
  const shown = words.length <= most + 1 ? words : words.slice(0, most); // a name is no longer than "1 more"
  const rest = words.length - shown.length;
  return [...shown.map((word) => shortened(word, longest)), ...(rest ? [`${rest} more`] : [])];
}

/** A word that a sentence can hold: its beginning, if it is long. @param {string} word */
export function shortened(word, longest = 40) {
  const letters = [...word];
  return letters.length <= longest ? word : `${letters.slice(0, longest).join("")}…`;
}

/** Somebody's text as a sentence repeats it. @param {string} text */
export function quoted(text) {
  return `“${shortened(text)}”`;
}

/**
 * A value as a refusal says it: what is no number stands between quotation marks.
 * @param {unknown} value
 */
export function said(value) {
  if (typeof value === "string") return quoted(value);
  return typeof value === "object" && value !== null ? quoted(JSON.stringify(value)) : `${value}`;
}

/** What an error says as a sentence of its own. @param {string} text */
export function asSentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`;
}

/**
 * Why what is chosen cannot be, or nothing.
 * @param {Record<string, unknown>} state
 * @param {Record<string, object>} choices what there is to choose from, by the name of each choice
 */
export function whyNoChoice(state, choices) {
  const bad = Object.keys(choices).find((name) => !Object.hasOwn(choices[name], /** @type {any} */ (state[name])));
  return bad ? `${bad} would be ${said(state[bad])}; it must be one of ${Object.keys(choices[bad]).join(", ")}.` : "";
}

// Python's white space, which is not quite that of `trim` and `\s`
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * The text without the white space around it. A pattern that ends in the end of the text would
 * look at every blank again for each one before it.
 * @param {string} text
 */
export function stripped(text) {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text[start])) start += 1;
  while (end > start && BLANK.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The text without any of such letters around it. @param {string} text @param {string} letters */
export function strippedOf(text, letters) {
  let [start, end] = [0, text.length];
  while (start < end && letters.includes(text[start])) start += 1;
  while (end > start && letters.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The words of a text: what white space holds apart. @param {string} text */
export function splitAtBlanks(text) {
  const bare = stripped(text);
  return bare ? bare.split(BLANKS) : [];
}

/** Has a text more letters? A letter outside the first plane is one, not two. @param {string} text @param {number} most */
export function isLonger(text, most) {
  return text.length > most && (text.length > 2 * most || [...text].length > most);
}

/** The text with one blank wherever there is white space. @param {string} text */
export function oneLine(text) {
  return text.replace(BLANKS, " ");
}
