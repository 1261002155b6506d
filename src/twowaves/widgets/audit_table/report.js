/**
 * What an audit found, to take along: a file, and a page to read and print.
 */

import { howFar } from "./findings.js";
import { COLUMN } from "./grid.js";
import { ORDER, readAs, titleOf } from "./state.js";
import { whatMatters } from "./words.js";
import { asCsv } from "../../_base/cells.js";
import { level } from "../../_base/numbers.js";
import { fillTable, make } from "../kit/controls.js";
import { LABELS, finding, headline } from "../../printed/findings.js";

/** @import { State } from "./state.js" */
/** @import { Found } from "../../printed/judgement.js" */
/** @import { Row } from "../../printed/table.js" */
/** @typedef {{state: State, rows: Row[], found: Found[]}} Audit a table, and what was found in it */

const HEADS = ["outcome", "check", "verdict", "expected", "printed", "detail", "reading", "distance"];
/**
 * One line a check; how the table was read stands beside each.
 * @param {Audit} audit
 */
export function reportAsCsv(audit) {
  const { alpha, stated_n: sizes, unused } = audit.state;
  const read = {
    alpha: `${alpha}`,
    further_n: sizes,
    read_as: readAs(audit.state),
    columns_not_used: unused.join(", "),
  };
  const lines = checksOf(audit).map((each) => [...HEADS.map((name) => `${each[name] ?? ""}`), ...Object.values(read)]);
  return asCsv([[...HEADS, ...Object.keys(read)], ...lines]);
}

/** Every check of every row. @param {Audit} audit */
function checksOf({ rows, found }) {
  const made = (i) => Object.keys(LABELS).filter((check) => check in found[i]);
  return rows.flatMap(({ outcome }, i) => made(i).map((check) => ({ outcome, check, ...found[i][check] })));
}

/**
 * The same as a page of plain HTML. Its look is in its markup: no policy of a host forbids that.
 * @param {Audit} audit
 * @param {Record<string, any>} examples
 */
export function reportAsPage(audit, examples) {
  const { state, rows, found } = audit;
  const page = document.implementation.createHTMLDocument("Audit of a printed table");
  page.documentElement.lang = "en";
  make("meta", { charset: "utf-8" }, page.head);
  make("meta", { name: "viewport", content: "width=device-width" }, page.head);
  make("meta", { name: "color-scheme", content: "light dark" }, page.head);
  const body = make("main", {}, page.body);
  make("h1", {}, body, page.title);
  make("p", {}, body, titleOf(state, examples));
  make("strong", {}, make("p", {}, body), headline(found));
  make("p", {}, body, whatMatters(rows, found, state.unused));
  readings(body, audit);
  printed(body, audit);
  checks(body, audit);
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}

/** How the table was read, and what of it was not. */
function readings(body, { state, rows }) {
  make("h2", {}, body, "How it was read");
  const list = make("ul", {}, body);
  make("li", {}, list, `Significance level: α = ${level(state.alpha)}.`);
  make("li", {}, list, `Further n that the text states: ${state.stated_n || "none"}.`);
  make("li", {}, list, readAs(state));
  make("li", {}, list, `Columns not used: ${state.unused.join(", ") || "none"}.`);
  const problems = rows.flatMap((row) => Object.values(row.problems));
  for (const problem of problems.length ? problems : ["All cells can be read."]) make("li", {}, list, problem);
}

function printed(body, { state, rows }) {
  const filled = ORDER.filter((column) => column === "outcome" || state.table.some((row) => row[column]));
  const lines = state.table.map((row, i) =>
    filled.map((column) => (column === "outcome" ? rows[i].outcome : (row[column] ?? ""))),
  );
  make("h2", {}, body, "The table as printed");
  const heads = filled.map((column) => COLUMN[column][0]);
  table(body, heads, lines);
}

/** A finding an outcome, with the checks that were made; at last those that were not. */
function checks(body, audit) {
  make("h2", {}, body, "What was found");
  audit.rows.forEach(({ outcome }, i) => {
    const found = audit.found[i];
    make("h3", {}, body, outcome);
    make("p", {}, body, finding(found).sentence);
    const made = Object.entries(found).filter(([, { verdict }]) => verdict !== "untestable");
    const lines = made.map(([check, each]) => [LABELS[check], verdictInWords(each), each.detail]);
    table(body, ["Check", "Verdict", "In words"], lines);
  });
  make("h2", {}, body, "What was not checked");
  const left = checksOf(audit).filter(({ verdict }) => verdict === "untestable");
  const lines = left.map(({ outcome, check, detail }) => [outcome, LABELS[check], detail]);
  table(body, ["Outcome", "Check", "Reason"], lines);
}

function verdictInWords({ verdict, distance, reading }) {
  return [verdict, ...howFar(distance), reading && ", read ", reading].join("");
}

/** A table with a rule below each line, or a word where it has none. */
function table(body, heads, lines) {
  if (!lines.length) return void make("p", {}, body, "Nothing.");
  const box = make("table", { rules: "rows", cellpadding: "5" }, body);
  const head = make("tr", {}, make("thead", {}, box));
  for (const text of heads) make("th", { scope: "col" }, head, text);
  fillTable(make("tbody", { valign: "top" }, box), lines);
  for (const cell of box.querySelectorAll("th")) cell.setAttribute("align", "left");
}
