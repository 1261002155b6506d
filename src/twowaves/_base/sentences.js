/**
 * Sentences that Python and the page share, each subject's in its own file: as `twowaves._base.sentences`.
 */

/** A place in a template, `{n}`, or one with two words, `{n:person|people}`: a number and its word. */
const PLACE = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g;

/**
 * What says a subject's sentences, by their keys, with a part for each place.
 * @param {Record<string, string>} templates
 * @returns {(key: string, parts?: Record<string, string | number | bigint>) => string}
 */
export function sentences(templates) {
  return (key, parts = {}) =>
    templates[key].replace(PLACE, (_, name, one, many) => {
      const part = `${parts[name]}`;
      return one === undefined ? part : `${part} ${part === "1" ? one : many}`;
    });
}
