/**
 * Any printed pre/post table: type or paste its rows, and see every check at once.
 *
 * State is the model's: `table`, `alpha`, `stated_n`, `example`, `private`. A keystroke checks the
 * row that it changed; of the others only the sign of t depends on it.
 */

import { CHECKS, contextOf, judge } from "./audit.js";
import { Matrix, Sentences } from "./audit_findings.js";
import { AuditGrid, columnHelp } from "./audit_grid.js";
import { readRow } from "./audit_rows.js";
import { FIELDS, KEYS, MOST_LETTERS, MOST_ROWS, OWN, linkFields, parseSizes, sameTable, stateFromLink, tableAsCsv, whyImpossible, whyNoTable } from "./audit_state.js";
import { counted, whatMatters } from "./audit_summary.js";
import { button, download, fill, fold, freshId, keepKeys, make, select, slider } from "./controls.js";
import { asCsv } from "./csv.js";
import { set, write } from "./figure.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { level } from "./number_text.js";
import { bringIntoView, followLink, NO_LINK } from "./share.js";
import { ShareRow } from "./share_row.js";

/** @typedef {import("./audit_state.js").State} State */

const NAMES = Object.keys(CHECKS);
const ALL = "all";
const QUIET = 700; // milliseconds after a keystroke until a screen reader hears the result
const TYPED = { own: "You typed or pasted this table.", mine: "my table", yours: "your table", them: "it" };

/** One figure. */
class AuditTable {
  constructor({ model, el, page }) {
    Object.assign(this, { model, page });
    this.examples = model.get("examples");
    this.chosen = 0; // the row whose sentences are shown
    this.showsAll = false;
    this.root = make("div", { class: "prepost pp-figure pp-audit", role: "group", "aria-label": "Audit of a table" }, el);
    this.#buildTop();
    this.#buildTable();
    this.#buildFindings();
    this.#buildShare();
    this.unwatch = watch(model, KEYS, () => this.#receive());
    this.onAddress = () => this.#followAddress();
    if (page) addEventListener("hashchange", this.onAddress);
    this.#start();
  }

  #buildTop() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    const options = Object.entries(this.examples).map(([key, { label }]) => /** @type {[string, string]} */ ([key, label]));
    this.exampleInput = select(box, { label: "Example", options, onChange: (key) => this.#load(key) });
    // shown while the table is somebody's own, but there is nothing in it to choose
    make("option", { value: OWN, disabled: "", hidden: "" }, this.exampleInput, "own table");
    this.alphaSlider = slider(box, { label: "Significance level (α)", min: 0.001, max: 0.2, step: 0.001, onInput: (alpha) => this.#change({ alpha }) });
    this.#buildSizes(box);
    this.caption = make("p", { class: "pp-caption" }, this.root);
  }

  #buildSizes(parent) {
    const id = freshId();
    const box = make("div", { class: "pp-select" }, parent);
    make("label", { for: id }, box, "Further n that the text states");
    this.sizesInput = /** @type {HTMLInputElement} */ (keepKeys(make("input", { id, type: "text", autocomplete: "off" }, box)));
    this.sizesInput.addEventListener("input", () => this.#typeSizes(this.sizesInput.value));
    this.sizesProblem = make("p", { class: "pp-audit-problem", id: freshId(), hidden: "" }, box);
  }

  #buildTable() {
    this.grid = new AuditGrid(this.root, {
      table: () => this.state.table,
      edit: (row, column, text) => this.#edit(row, column, text),
      replace: (table) => this.#replace(table),
      refuse: (problem) => this.#say(problem),
      add: () => this.#replace([...this.state.table, {}]),
      remove: (row) => this.#remove(row),
      focused: (row) => this.#choose(row),
    });
    const part = fold(this.root, "Paste a whole table");
    const id = freshId();
    make("label", { for: id }, part, "Rows from a spreadsheet or a CSV file, with a line of column names or in the order above");
    const input = /** @type {HTMLTextAreaElement} */ (keepKeys(make("textarea", { id, rows: "5", spellcheck: "false" }, part)));
    button(part, "Use this table", () => this.grid.paste(input.value, 0, undefined, []));
    make("p", { class: "pp-note" }, part, "Tabs, semicolons or commas separate the cells; decimals have a point. What you type or paste stays in this page.");
    columnHelp(fold(this.root, "What goes into which column"));
  }

  #buildFindings() {
    // below the table: whatever its length, the cell under the caret stays where it is
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("strong", {}, this.live);
    this.words = make("span", {}, this.live);
    this.matrix = new Matrix(this.root, (row) => {
      this.showsAll = false;
      this.#choose(row);
    });
    this.rowInput = select(this.root, { label: "Sentences for", options: [[ALL, "all rows"]], onChange: (value) => this.#chooseValue(value) });
    this.sentences = new Sentences(this.root);
  }

  #buildShare() {
    this.share = new ShareRow(this.root, {
      page: this.page,
      fields: (withData) => linkFields(this.state, withData),
      isPrivate: () => this.state.private,
      words: TYPED,
      actions: [
        ["Download report (CSV)", () => download("audit-report.csv", this.#report(), "text/csv")],
        ["Download table (CSV)", () => download("audit-table.csv", tableAsCsv(this.state.table), "text/csv")],
        ["Start again", () => this.#startAgain()],
      ],
      announce: (news) => write(this.news, `${news} `),
    });
  }

  #start() {
    this.state = this.written = this.atFirst = /** @type {State} */ (valuesOf(this.model, KEYS));
    this.#takeOn();
    if (this.#followAddress()) bringIntoView(this.page);
  }

  #followAddress() {
    const show = (state) => {
      this.#write(state);
      this.#takeOn();
    };
    return followLink(this.page, {
      known: FIELDS,
      longest: MOST_LETTERS,
      open: (fields) => show(stateFromLink(fields, this.examples, this.atFirst)),
      refuse: (problem) => {
        show(this.atFirst);
        this.#say(problem, NO_LINK);
      },
    });
  }

  /** Python changed something. */
  #receive() {
    const given = /** @type {State} */ (valuesOf(this.model, KEYS));
    if (KEYS.every((key) => given[key] === this.written[key])) return; // our own change, come back
    this.written = given;
    const problem = whyImpossible(given, this.examples);
    if (problem) return this.#say(problem);
    this.state = this.atFirst = given;
    this.#takeOn();
  }

  #write(state) {
    this.state = this.written = state;
    writeValues(this.model, KEYS, state);
  }

  /** Take on another table. */
  #takeOn() {
    this.home = this.state; // where "Start again" leads
    this.share.reset();
    this.chosen = 0;
    this.#check();
    this.#show();
  }

  #load(key) {
    const { table, stated_n } = this.examples[key];
    this.#write({ ...this.state, table, stated_n, example: key, private: false });
    this.#takeOn();
    this.share.remember();
  }

  #startAgain() {
    this.#write({ ...this.home, alpha: this.atFirst.alpha });
    this.#takeOn();
    this.share.remember();
  }

  /** One of the settings: the rows stay as they are. */
  #change(part) {
    this.#write({ ...this.state, ...part });
    this.#check();
    this.#show();
    this.share.remember();
  }

  #typeSizes(text) {
    let problem = "";
    try {
      parseSizes(text);
    } catch (error) {
      problem = `${error.message}.`;
    }
    set(this.sizesInput, { "aria-invalid": `${Boolean(problem)}`, "aria-describedby": problem ? this.sizesProblem.id : "" });
    write(this.sizesProblem, problem);
    this.sizesProblem.hidden = !problem;
    this.#hush();
    if (!problem) this.#change({ stated_n: text });
  }

  /** Whose table this is: an example's only while it is the example's. */
  #own(table) {
    const same = Object.entries(this.examples).find(([, each]) => sameTable(each.table, table));
    return same ? { example: same[0], private: false } : { example: OWN, private: true };
  }

  /** A keystroke in one cell. */
  #edit(i, column, text) {
    const { unreadable, ...row } = this.state.table[i];
    if (text) row[column] = text;
    else delete row[column];
    const table = this.state.table.map((each, k) => (k === i ? row : each));
    this.#hush();
    this.#write({ ...this.state, table, ...this.#own(table) });
    this.#checkRow(i);
    this.#showAfterEdit(i);
    this.share.remember();
  }

  #remove(i) {
    const { table } = this.state;
    this.#replace(table.length === 1 ? [{}] : table.filter((_, k) => k !== i));
  }

  /** Other rows by hand: added, removed or pasted. */
  #replace(table) {
    const problem = whyNoTable(table);
    if (problem) return this.#say(problem);
    this.share.reset();
    this.chosen = Math.min(this.chosen, table.length - 1);
    return this.#change({ table, ...this.#own(table) });
  }

  /** A screen reader hears the end of the typing, not every letter. */
  #hush() {
    this.live.setAttribute("aria-busy", "true");
    clearTimeout(this.hushed);
    this.hushed = setTimeout(() => this.live.removeAttribute("aria-busy"), QUIET);
  }

  /** Read and check every row. */
  #check() {
    this.rows = this.state.table.map((cells, i) => readRow(cells, i + 1));
    this.#setContext();
    this.found = this.rows.map((row) => Object.fromEntries(NAMES.map((check) => [check, judge(check, row, this.context)])));
  }

  /** Read and check one row; of the others only the sign of t may look different now. */
  #checkRow(i) {
    this.rows[i] = readRow(this.state.table[i], i + 1);
    this.#setContext();
    for (const check of NAMES) this.found[i][check] = judge(check, this.rows[i], this.context);
    this.rows.forEach((row, k) => (this.found[k].sign = judge("sign", row, this.context)));
  }

  #setContext() {
    this.context = contextOf(this.rows, { alpha: this.state.alpha, n: parseSizes(this.state.stated_n) });
  }

  #show() {
    const { state } = this;
    fill(this.exampleInput, state.example);
    this.alphaSlider.show(state.alpha, level(state.alpha));
    this.#showSizes();
    this.grid.show(state.table, this.rows);
    this.grid.adder.disabled = state.table.length >= MOST_ROWS;
    this.matrix.resize(this.rows.length);
    this.rows.forEach((row, i) => this.matrix.show(i, row.outcome, this.found[i]));
    this.#showWords();
    this.#showRowNames();
    this.#showSentences();
  }

  #showSizes() {
    if (this.sizesInput.getAttribute("aria-invalid") === "true" && document.activeElement === this.sizesInput) return;
    fill(this.sizesInput, this.state.stated_n);
    set(this.sizesInput, { "aria-invalid": "false", "aria-describedby": "" });
    this.sizesProblem.hidden = true;
  }

  #showAfterEdit(i) {
    fill(this.exampleInput, this.state.example);
    this.grid.showRow(i, this.rows[i], true, this.rows);
    this.matrix.show(i, this.rows[i].outcome, this.found[i]);
    this.found.forEach(({ sign }, k) => this.matrix.showOne(k, "sign", sign.verdict));
    this.#showWords();
    this.#showRowNames();
    this.#showSentences();
  }

  #showWords() {
    const { example, table } = this.state;
    this.live.classList.remove("is-problem");
    const rows = `${table.length} row${table.length === 1 ? "" : "s"}`;
    write(this.caption, example === OWN ? `${this.state.private ? "Your own table" : "A table"} of ${rows}.` : this.examples[example].caption);
    write(this.news, "");
    write(this.verdict, counted(this.found));
    write(this.words, ` ${whatMatters(this.rows, this.found)}`);
  }

  #showRowNames() {
    const options = this.rowInput.options;
    while (options.length > this.rows.length + 1) options[options.length - 1].remove();
    while (options.length < this.rows.length + 1) make("option", { value: `${options.length - 1}` }, this.rowInput);
    this.rows.forEach(({ outcome }, i) => write(options[i + 1], outcome));
    fill(this.rowInput, this.showsAll ? ALL : `${this.chosen}`);
    this.matrix.mark(this.showsAll ? -1 : this.chosen);
  }

  #showSentences() {
    const shown = this.showsAll ? this.rows.map((_, i) => i) : [this.chosen];
    this.sentences.resize(shown.length);
    shown.forEach((i, k) => this.sentences.show(k, this.rows[i].outcome, this.found[i]));
  }

  #chooseValue(value) {
    this.showsAll = value === ALL;
    this.#choose(this.showsAll ? this.chosen : Number(value));
  }

  #choose(row) {
    this.chosen = row;
    this.#showRowNames();
    this.#showSentences();
  }

  #say(problem, rest = "The table stays as it was.") {
    this.live.classList.add("is-problem");
    write(this.news, "");
    write(this.verdict, problem);
    write(this.words, ` ${rest}`);
  }

  #report() {
    const lines = this.rows.flatMap((row, i) =>
      NAMES.map((check) => {
        const { verdict, expected, printed, detail } = this.found[i][check];
        return [row.outcome, check, verdict, expected, printed, detail];
      }),
    );
    return asCsv([["outcome", "check", "verdict", "expected", "printed", "detail"], ...lines]);
  }

  destroy() {
    clearTimeout(this.hushed);
    this.share.destroy();
    removeEventListener("hashchange", this.onAddress);
    this.unwatch();
  }
}

export default {
  /** anywidget's entry, and the page's: draw this model into this element. */
  render({ model, el, page }) {
    const figure = new AuditTable({ model, el, page });
    return () => figure.destroy();
  },
};
