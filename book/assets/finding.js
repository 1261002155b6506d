/**
 * What fits a search: sections of the book, and the glossary's entries.
 * Whole words count, then their beginnings, and where a word is nowhere in the book, those that it may
 * be a misspelling of. Nothing here touches the page.
 *
 * @typedef {{address: string, title: string, kind: string, sections: [string, string, string, string, boolean][]}} Page
 * @typedef {{text: string, start: number, word: string}} Word a word as written, its place, and as it is compared
 * @typedef {{page: Page, id: string, title: string, prose: string, isTerm: boolean, named: string[],
 *   core: string[], size: number, line: string}} Entry a place; `named` are the words of its title
 * @typedef {{entry: Entry, score: number, found: Set<string>}} Hit
 * @typedef {{hits: Hit[], instead: [string, string][]}} Answer hits, and what was read instead of a word
 * @typedef {{entries: Entry[], places: Map<string, Map<number, [number, number]>>}} Index how often each word
 *   stands in which entry's title and text
 */

// Latin and Greek letters, and digits
const WORD = /[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u1e00-\u1eff]+(?:['’]s\b)?/gu;
const GREEK = { α: "alpha", β: "beta", κ: "kappa", μ: "mu", σ: "sigma", δ: "delta", χ: "chi" };
const EMPTY = new Set(
  "a an and are as at be by can do does for from how in is it of on or that the this to was what when which why with".split(
    " ",
  ),
);
const WEIGHTS = { chapter: 1, page: 0.8, exercises: 0.6 };
const TERMS_FIRST = 3;

/** A word as it is compared: small, without accents, in the singular. */
const plain = (/** @type {string} */ text) => {
  const letters = text
    .toLowerCase()
    .replace(/['’]s$/u, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[α-ω]/gu, (letter) => GREEK[letter] ?? letter);
  return letters.length > 3 ? letters.replace(/(?<![siu])s$/u, "") : letters;
};

/** The words of a text, with their places. @returns {Word[]} */
export const wordsOf = (/** @type {string} */ text) =>
  [...text.matchAll(WORD)].map((found) => ({ text: found[0], start: found.index, word: plain(found[0]) }));

const plainWords = (/** @type {string} */ text) => wordsOf(text).map(({ word }) => word);

/** How many letters must be changed, added, left out or swapped with the next to make a word of another. */
export function distance(/** @type {string} */ a, /** @type {string} */ b) {
  let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        row[j] + 1,
        next[j - 1] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? before[j - 2] + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** Make of the book's pages what a search reads. @returns {Index} */
export function indexOf(/** @type {Page[]} */ pages) {
  const entries = pages.flatMap((page) => page.sections.map((section) => entryOf(page, section)));
  const places = new Map();
  const put = (word, number, place) => {
    if (!places.has(word)) places.set(word, new Map());
    const here = places.get(word);
    if (!here.has(number)) here.set(number, [0, 0]);
    here.get(number)[place] += 1;
  };
  entries.forEach((entry, number) => {
    for (const word of entry.named) put(word, number, 0);
    for (const word of entry.line.split(" ")) if (word) put(word, number, 1);
  });
  return { entries, places };
}

/** @returns {Entry} */
function entryOf(page, [id, title, prose, tables, isTerm]) {
  const said = plainWords(`${prose} ${tables}`);
  return {
    page,
    id,
    title,
    prose,
    isTerm,
    named: plainWords(title),
    core: plainWords(title.replace(/\([^()]*\)/gu, "")),
    size: said.length,
    line: ` ${said.join(" ")} `,
  };
}

/** Answer a search. @returns {Answer} */
export function find(/** @type {Index} */ index, /** @type {string} */ query) {
  const all = wordsOf(query);
  const full = all.filter(({ word }) => !EMPTY.has(word));
  const asked = full.length ? full : all;
  /** @type {[string, string][]} */
  const instead = [];
  const meant = asked.map(({ text, word }) => {
    const like = alike(index, word);
    if (like.guess) instead.push([text, like.guess]);
    return like.words;
  });
  const hits = rated(index, meant).sort((a, b) => b.score - a.score);
  return { hits: termsFirst(hits), instead };
}

/** The book's words that a word may mean, each with its weight, and the best of mere guesses. */
function alike({ places }, word) {
  /** @type {Map<string, number>} */
  const words = new Map(places.has(word) ? [[word, 1]] : []);
  if (word.length > 2) {
    for (const other of places.keys()) {
      if (other !== word && other.startsWith(word)) words.set(other, (0.6 * word.length) / other.length);
    }
  }
  if (words.size || word.length < 4) return { words, guess: null };
  return guesses(places, word);
}

/** Words at the smallest distance, one letter or in long words two. */
function guesses(places, word) {
  let nearest = word.length > 7 ? 2 : 1;
  let near = [];
  for (const [other, where] of places) {
    if (Math.abs(other.length - word.length) > nearest) continue;
    const steps = distance(word, other);
    if (steps < nearest) near = [];
    if (steps <= nearest) near.push([other, where.size]);
    nearest = Math.min(nearest, steps);
  }
  const [guess] = near.sort((a, b) => b[1] - a[1])[0] ?? [null];
  return { words: new Map(near.map(([other]) => [other, 0.5])), guess };
}

/** Rate the entries that have as many of the words as any has. @returns {Hit[]} */
function rated(index, meant) {
  const most = index.entries.length;
  const sums = new Map();
  for (const words of meant) {
    /** @type {Map<number, [number, string, boolean]>} */
    const best = new Map();
    for (const [word, weight] of words) {
      const where = index.places.get(word);
      for (const [number, [named, said]] of where) {
        const { size } = index.entries[number];
        const often = said / (said + 0.6 + size / 250);
        const value = weight * Math.log(1 + most / where.size) * ((named ? 2.5 : 0) + often);
        if (value > (best.get(number)?.[0] ?? 0)) best.set(number, [value, word, named > 0]);
      }
    }
    for (const [number, one] of best) sums.set(number, [...(sums.get(number) ?? []), one]);
  }
  const full = Math.max(0, ...[...sums.values()].map((each) => each.length));
  return [...sums].flatMap(([number, parts]) => {
    const hit = hitOf(index.entries[number], parts);
    return parts.length === full || isCalled(hit) ? [hit] : [];
  });
}

/** @returns {Hit} */
function hitOf(entry, parts) {
  const words = parts.map(([, word]) => word);
  const sum = parts.reduce((total, [value]) => total + value, 0);
  const together = ` ${words.join(" ")} `;
  const phrase = words.length > 1 && ` ${entry.named.join(" ")} ${entry.line}`.includes(together) ? 1.4 : 1;
  const hit = { entry, score: sum * phrase * WEIGHTS[entry.page.kind], found: new Set(words) };
  // all that was asked is in the entry's name, or the name is in what was asked
  if (isCalled(hit)) hit.score = 1000 + sum;
  else if (entry.isTerm && parts.every(([, , named]) => named)) hit.score = 100 + sum / entry.core.length;
  return hit;
}

/** Tell whether a term of the glossary stands in what was searched for as a whole. */
const isCalled = ({ entry, found }) => entry.isTerm && entry.core.every((word) => found.has(word));

/** Put at most a few of the glossary's entries before the sections. */
function termsFirst(/** @type {Hit[]} */ hits) {
  const terms = hits.filter(({ entry, score }) => entry.isTerm && score >= 100);
  const first = terms.slice(0, Math.max(TERMS_FIRST, terms.filter(isCalled).length));
  return [...first, ...hits.filter((hit) => !first.includes(hit))];
}

/**
 * A piece of an entry's prose around what was found, in parts, of which the found words are marked.
 * @returns {{text: string, marked: boolean}[]}
 */
export function excerpt(/** @type {Hit} */ { entry, found }, length = 180) {
  const { prose } = entry;
  const places = wordsOf(prose).filter(({ word }) => found.has(word));
  const start = startOf(prose, places, length);
  const end = prose.length <= start + length ? prose.length : prose.lastIndexOf(" ", start + length);
  const parts = [{ text: start ? "… " : "", marked: false }];
  let here = start;
  for (const { text, start: place } of places) {
    if (place < start || place + text.length > end) continue;
    parts.push({ text: prose.slice(here, place), marked: false }, { text, marked: true });
    here = place + text.length;
  }
  parts.push({ text: prose.slice(here, end) + (end < prose.length ? " …" : ""), marked: false });
  return parts.filter(({ text }) => text);
}

/** Where a piece begins that holds as many of the different words as one can. */
function startOf(prose, places, length) {
  let [most, start] = [0, 0];
  for (let i = 0; i < places.length; i++) {
    const held = new Set();
    for (let j = i; places[j]?.start < places[i].start + length - 40; j++) held.add(places[j].word);
    if (held.size > most) [most, start] = [held.size, places[i].start];
  }
  if (start < 60) return 0;
  const sentence = prose.lastIndexOf(". ", start) + 2;
  return start - sentence < 60 ? sentence : prose.lastIndexOf(" ", start - 30) + 1;
}
