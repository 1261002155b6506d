/**
 * What papers and programs call figures and waves, and what a header says by these names: as
 * `twowaves.printed.names`.
 */

import { RULES } from "./reading_rules.js";
import { plain } from "./numerals.js";

/**
 * @typedef {object} Head what a header says
 * @property {string} text as printed, with its spanners
 * @property {string[]} figures in the order in which a cell holds them, without their waves: mean, sd
 * @property {string} wave before, after, later, change or the number of a wave
 * @property {string} n a number in the header: (N = 41)
 * @property {string} level another: 95 %
 * @property {string} df another: t(19)
 * @property {string} group a name for one of several groups
 * @property {string} other a figure that no check here takes, such as F
 * @property {string[]} rest words that are no name of anything
 */

const TOKEN = /[\p{L}\p{Nl}\p{No}]+[0-9]*|[0-9]+|[%±]/gu;
const CAMEL = /(?<=[a-zà-ÿ])(?=[A-Z])/g;
const N = /(?<![\p{L}\p{N}_])[nN] ?= ?([0-9]{1,9}(?![0-9]|\.[0-9]))/gu;
const LEVEL = /(?<![0-9.])([0-9]{2}(?:\.[0-9]{1,2})?) ?%/g;
const ONLY_IN_CAPITALS = new Set(RULES.only_in_capitals);
const DF = /(?<![\p{L}\p{N}_])[tT] ?\( ?([0-9]{1,9}) ?\)/gu;
const RAISED = /[⁰¹²³⁴⁵⁶⁷⁸⁹]/g; // marks of notes
const LONGEST = 6; // words of a name
const KEPT = 4096; // headers

/** What each name stands for: kinds and values, such as a figure, or wave:before. */
const NAMES = namesOf();

function namesOf() {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  const put = (words, means) => {
    for (const word of words) names.set(word, means);
  };
  put(["", ...RULES.fillers], ["filler"]);
  put(RULES.others, ["other"]);
  put(RULES.groups, ["group"]);
  for (const [wave, words] of Object.entries(RULES.waves)) put(words, [`wave:${wave}`]);
  for (const [figure, words] of Object.entries(RULES.heads)) put(words, [figure]);
  for (const [word, means] of Object.entries(RULES.several)) {
    put(
      [word],
      means.map((each) => (Object.hasOwn(RULES.waves, each) ? `wave:${each}` : each)),
    );
  }
  for (const figure of RULES.figures) {
    if (!/_(?:pre|post|change)$/.test(figure)) put([figure.replaceAll("_", " ")], [figure]); // those are two names, as "M pre" is
  }
  return names;
}

/** A header that says nothing. @param {string} text @returns {Head} */
export function blankHead(text) {
  return { text, figures: [], wave: "", n: "", level: "", df: "", group: "", other: "", rest: [] };
}

/** Has nothing in a header a meaning here? @param {Head} head */
export function saysNothing({ figures, wave, group, other }) {
  return !(figures.length || wave || group || other);
}

/** Is this the one figure that a header or a column names? @param {string[]} figures @param {string} figure */
export function isOnly(figures, figure) {
  return figures.length === 1 && figures[0] === figure;
}

/** @type {Map<string, Head>} */
const heads = new Map();

/** What the text of a header says. @param {string} text */
export function headOf(text) {
  let head = heads.get(text);
  if (!head) {
    if (heads.size >= KEPT) heads.clear();
    head = readHead(text);
    heads.set(text, head);
  }
  return head;
}

/** @param {string} text @returns {Head} */
function readHead(text) {
  let bare = plain(text);
  const numbers = [N, LEVEL, DF].map((pattern) => {
    const [found] = bare.matchAll(pattern);
    bare = bare.replace(pattern, pattern === DF ? " t " : " ");
    return found?.[1] ?? "";
  });
  /** @type {Record<string, string[]>} */
  const said = { figure: [], wave: [], group: [], other: [], rest: [] };
  for (const [words, means] of phrases(wordsOf(bare))) {
    for (const each of means) {
      const [kind, value] = each.split(":");
      if (kind === "filler") continue;
      const key = kind !== "figure" && kind in said ? kind : "figure";
      said[key].push(value ?? (key === "figure" ? kind : words));
    }
  }
  const [n, level, df] = numbers;
  const [figures, wave] = [inOrder(said.figure), waveOfHead(said.wave)];
  return {
    text,
    figures,
    wave,
    n,
    level,
    df,
    group: said.group.join(" "),
    other: said.other.join(" "),
    rest: said.rest,
  };
}

/**
 * What a text is if it is one name and no more: a figure, a wave, or both.
 * @param {string} text
 * @returns {"" | "figure" | "wave" | "both"}
 */
export function kindOf(text) {
  const bare = plain(text).replace(N, " ").replace(DF, " t ").replace(LEVEL, " ");
  const names = [...phrases(wordsOf(bare))].map(([, means]) => means).filter((means) => !isOnly(means, "filler"));
  if (names.length !== 1 || ["rest", "outcome", "group"].some((name) => isOnly(names[0], name))) return "";
  const waves = names[0].filter((each) => each.startsWith("wave:")).length;
  if (waves === 0) return names[0].length === 1 ? "figure" : "";
  return waves === names[0].length ? "wave" : "both";
}

/** The figures of a header once each; the interval of a mean is no mean beside it. */
function inOrder(figures) {
  const once = [...new Set(figures)];
  if (!once[0]?.startsWith("ci")) return once;
  const ends = once.filter((each) => each === "ci_low" || each === "ci_high");
  return ends.length ? ends : once.slice(0, 1);
}

/** The wave that is meant: of "change from baseline", or "post - pre", the change. @param {string[]} waves */
export function oneWave(waves) {
  const kinds = new Set(waves);
  if (kinds.has("change") || kinds.size > 1) return kinds.size < 3 ? "change" : "";
  return waves[0] ?? "";
}

/** The wave of a header; that of two waves without a word for their change is none. */
function waveOfHead(waves) {
  if (waves.includes("change")) return "change";
  return new Set(waves).size === 1 ? waves[0] : "";
}

/** The words in small letters; some are names in capitals alone, as DE is and de not. @param {string} text */
export function wordsOf(text) {
  const words = text.replace(CAMEL, " ").replace(RAISED, " ").match(TOKEN) ?? [];
  return words.map((each) => (words.length > 1 && ONLY_IN_CAPITALS.has(each) ? "" : each.toLowerCase()));
}

/**
 * The longest names one after another, each with what it stands for.
 * @param {string[]} words
 * @returns {Generator<[string, string[]]>}
 */
export function* phrases(words) {
  let at = 0;
  while (at < words.length) {
    let length = Math.min(LONGEST, words.length - at);
    let phrase = words.slice(at, at + length).join(" ");
    while (length > 1 && !NAMES.has(phrase)) {
      length -= 1;
      phrase = words.slice(at, at + length).join(" ");
    }
    yield [phrase, NAMES.get(phrase) ?? ["rest"]];
    at += length;
  }
}

/** Where the words of a text begin and end. @param {string} text @returns {[number, number][]} */
export function placesOfWords(text) {
  return [...text.matchAll(TOKEN)].map((each) => [each.index, each.index + each[0].length]);
}
