/**
 * What the checks find: every verdict of every row at once, and the sentences of the row in question.
 */

import { LABELS, finding } from "../../printed/findings.js";
import { few, listed } from "../../_base/words.js";
import { button, make, note, scrollTable } from "../kit/controls.js";
import { set, write } from "../kit/drawing.js";
import { asSeen } from "./state.js";

/** @import { Found } from "../../printed/judgement.js" */

const GLYPHS = { consistent: "✓", inconsistent: "✗", untestable: "–", note: "•", alternative: "≈" };

const SIGNS = { "at odds": "✗", "fits otherwise": "≈", fits: "✓", "hardly checked": "–" };
const SAYS = { fits: "nothing at odds", "fits otherwise": "fits under another convention" };
const FEW = 2; // checks that are named in a line

/**
 * What was found in one outcome, in a sign and a few words.
 * @param {Found} found
 * @returns {{sign: string, verdict: string, words: string, heard: string}}
 */
export function inShort(found) {
  const { verdict, at_odds: odds } = finding(found);
  const names = odds.split(", ").map((check) => LABELS[check]);
  const isAtOdds = verdict === "at odds";
  const words = isAtOdds ? `at odds: ${listed(few(names, FEW))}` : (SAYS[verdict] ?? verdict);
  const count = names.length === 1 ? "1 check" : `${names.length} checks`;
  return { sign: SIGNS[verdict], verdict, words, heard: isAtOdds ? `${count} at odds` : words };
}

/**
 * How the table stands, in a line.
 * @param {Found[]} rows
 * @returns {import("../kit/stage.js").Standing}
 */
export function standingOf(rows) {
  const verdicts = rows.map((found) => finding(found).verdict);
  const odds = verdicts.filter((verdict) => ["at odds", "fits otherwise"].includes(verdict)).length;
  const n = rows.length === 1 ? "1 outcome" : `${rows.length} outcomes`;
  if (!odds && verdicts.includes("hardly checked")) return { lead: `${n}: hardly anything could be checked` };
  return { lead: n, holds: !odds, yes: "nothing at odds", no: `${odds} at odds`, now: `${odds} at odds` };
}

/** How far off a figure is: words, a number, words. @param {number | null} distance in units of the last digit */
export function howFar(distance) {
  if (distance === null) return ["", "", ""];
  return [" by ", `${distance}`, ` ${distance === 1 ? "unit" : "units"} of the last digit`];
}

/** A verdict as a sign, a word and how far off, in an element that can change it. */
class Verdict {
  constructor(parent) {
    this.box = parent;
    this.glyph = make("span", { class: "pp-glyph", "aria-hidden": "true" }, parent);
    this.word = make("span", { class: "pp-word" }, parent);
    const far = make("span", { class: "pp-far" }, parent);
    this.by = make("span", { class: "pp-by" }, far);
    this.units = make("span", {}, far);
    this.of = make("span", { class: "pp-of" }, far);
  }

  /** @param {string} verdict @param {number | null} [distance] in units of the last digit */
  show(verdict, distance = null) {
    write(this.glyph, GLYPHS[verdict] ?? "…");
    write(this.word, verdict);
    const [by, units, of] = howFar(distance);
    write(this.by, by);
    write(this.units, units);
    write(this.of, of);
    set(this.box, { "data-verdict": verdict });
  }
}

/** The verdicts as a table: a line a check, a column an outcome. */
export class Matrix {
  /** @param {Element} parent @param {(row: number) => void} choose */
  constructor(parent, choose) {
    this.choose = choose;
    const options = { label: "What each check finds", heads: ["Check"], look: "pp-table pp-matrix" };
    const { head, body } = scrollTable(parent, options);
    this.head = head;
    note(
      parent,
      "✓ consistent, ✗ inconsistent and by how many units of the last digit, " +
        "≈ an alternative convention fits, – untestable, • a note. Choose an outcome to read its sentences below.",
    );
    this.body = body;
    /** @type {string[]} the checks: few tables call for all */
    this.names = [];
    this.lines = [];
    this.columns = [];
  }

  /** Have a line for each of these checks. @param {string[]} names */
  have(names) {
    if (`${names}` === `${this.names}`) return;
    this.resize(0);
    this.names = names;
    for (const line of this.lines) line.remove();
    this.lines = names.map((name) => {
      const line = make("tr", {}, this.body);
      make("th", { scope: "row" }, line, LABELS[name]);
      return line;
    });
  }

  /** Have as many columns as there are rows. @param {number} count */
  resize(count) {
    while (this.columns.length > count) {
      const { head, cells } = this.columns.pop();
      for (const cell of [head, ...cells]) cell.remove();
    }
    while (this.columns.length < count) this.columns.push(this.#makeColumn(this.columns.length));
  }

  #makeColumn(i) {
    const head = make("th", { scope: "col" }, this.head);
    const name = button(head, "", () => this.choose(i));
    const cells = this.lines.map((line) => make("td", {}, line));
    return { head, name, cells, verdicts: cells.map((cell) => new Verdict(cell)) };
  }

  /** @param {number} i @param {string} outcome @param {Found} found */
  show(i, outcome, found) {
    const { name, verdicts } = this.columns[i];
    write(name, outcome);
    this.names.forEach((check, k) => verdicts[k].show(found[check].verdict, found[check].distance));
  }

  /** A row that is being checked has no verdicts yet. @param {number} i @param {string} outcome */
  wait(i, outcome) {
    const { name, verdicts } = this.columns[i];
    write(name, outcome);
    for (const verdict of verdicts) verdict.show("");
  }

  /** @param {number} i @param {string} check @param {string} verdict */
  showOne(i, check, verdict) {
    this.columns[i].verdicts[this.names.indexOf(check)].show(verdict);
  }

  /** Mark the outcome whose sentences are shown. @param {number} chosen none if below 0 */
  mark(chosen) {
    this.columns.forEach(({ head, name }, i) => {
      set(head, { "data-chosen": `${i === chosen}` });
      set(name, { "aria-pressed": `${i === chosen}` });
    });
  }
}

/** The sentences of one row after another. */
export class Sentences {
  /** @param {Element} parent */
  constructor(parent) {
    this.box = make("div", { class: "pp-audit-sentences" }, parent);
    this.groups = [];
    /** @type {string[]} */
    this.names = [];
  }

  /** Have a sentence for each of these checks. @param {string[]} names */
  have(names) {
    if (`${names}` === `${this.names}`) return;
    this.resize(0);
    this.names = names;
  }

  /** @param {number} count */
  resize(count) {
    while (this.groups.length > count) this.groups.pop().box.remove();
    while (this.groups.length < count) this.groups.push(this.#makeGroup());
  }

  #makeGroup() {
    const box = make("div", {}, this.box);
    const title = make("p", { class: "pp-audit-title" }, box);
    const list = make("ul", { class: "pp-audit-list" }, box);
    const items = this.names.map((check) => {
      const item = make("li", {}, list);
      const head = make("p", {}, item);
      make("strong", {}, head, LABELS[check]);
      const verdict = new Verdict(make("span", { class: "pp-audit-verdict" }, head));
      const detail = make("p", {}, item);
      const figures = note(item, "");
      return { verdict, detail, figures };
    });
    return { box, title, items };
  }

  /** @param {number} k @param {string} outcome @param {Found} found */
  show(k, outcome, found) {
    const { title, items } = this.groups[k];
    write(title, outcome);
    this.names.forEach((check, i) => {
      const { verdict, expected, printed, detail, reading, distance } = found[check];
      const { verdict: mark, detail: words, figures } = items[i];
      mark.show(verdict, distance);
      write(words, asSeen(detail));
      const said = [
        expected && `What follows: ${expected}`,
        printed && `printed: ${printed}`,
        reading && `read: ${reading}`,
      ].filter(Boolean);
      write(figures, said.join("; "));
      figures.hidden = !said.length;
    });
  }
}
