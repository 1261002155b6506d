/**
 * How much pasted text a figure takes: more than any table that it draws, and read at once.
 */

const MOST_LETTERS = 200_000;
const MOST_LINES = 10_000;

/** Why a text is not read, in one sentence; nothing if it is short enough. @param {string} text */
export function whyTooLong(text) {
  const refused = (count, what, most) => `The text has ${count} ${what}; the figure takes ${most} at the most.`;
  if (text.length > MOST_LETTERS) return refused(text.length, "letters", MOST_LETTERS);
  const lines = text.split(/\r\n|\r|\n/).length;
  return lines > MOST_LINES ? refused(lines, "lines", MOST_LINES) : "";
}
