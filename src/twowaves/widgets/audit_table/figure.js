/**
 * Any printed pre/post table: type or paste its rows, and see every check at once.
 *
 * State is the model's: `table`, `alpha`, `stated_n`, `example`, `private`, `unused`. A keystroke
 * checks the row that it changed; of the others only the sign of t depends on it. What lasts is
 * done in slices, and the page answers meanwhile.
 */

import { Matrix, Sentences, inShort, standingOf } from "./findings.js";
import { AuditGrid, columnHelp } from "./grid.js";
import { buildIntake } from "./intake.js";
import { reportInPage } from "./page_report.js";
import {
  CONVENTIONS,
  FIELDS,
  KEYS,
  MOST_LETTERS,
  OWN,
  RULES,
  SCALE,
  USUALLY,
  asSeen,
  inWords,
  linkFields,
  parseSizes,
  replaced,
  stateFromLink,
  tableAsCsv,
  titleOf,
  whyImpossible,
  whyNoTable,
  withTable,
} from "./state.js";
import { whatMatters } from "./words.js";
import { headline } from "../../printed/findings.js";
import { download, exampleChoice, fill, fold, freshId, labelled, make, note, select, slider } from "../kit/controls.js";
import { set, write } from "../kit/drawing.js";
import { LEVELS } from "../../_base/levels.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { level } from "../../_base/numbers.js";
import { inSlices, slice } from "../../_base/slices.js";

/** @import { Given, Source } from "./reading_panel.js" */
/** @import { Cells } from "../../printed/table.js" */
/** @import { Shown, State } from "./state.js" */

const ALL = "all";
const AT_ONCE = 50; // milliseconds of checking before the page may answer; most tables take a few
const NOT_LOADED = "A part of this figure could not be loaded; it is tried again as you go on.";
const TYPED = { own: "You typed or pasted this table.", mine: "my table", yours: "your table", them: "it" };

/** One figure. */
class AuditTable extends LiveFigure {
  static keys = KEYS;
  static label = "Audit of a table";
  static look = "pp-audit";

  build() {
    this.examples = this.model.get("examples");
    this.chosen = 0; // the row whose sentences are shown
    this.showsAll = false;
    this.turn = 0; // of the checking: a later one takes the place of any other
    /** @type {WeakMap<object, Source>} what tables were read from, those that were */
    this.sources = new WeakMap();
    this.inPage = reportInPage(this.page?.figure, this.model.get("table").length);
    /** @type {import("./reading_panel.js").ReadingPanel | undefined} */
    this.panel = undefined;
    /** @type {import("./auditor.js").Auditor | undefined} once something had to be checked */
    this.auditor = undefined;
    /** @type {Shown[]} */
    this.rows = [];
    const comes = () => this.#loadAuditor().catch(() => {}); // the change that follows says so
    for (const event of ["pointerenter", "focusin"]) this.root.addEventListener(event, comes, { once: true });
    this.#buildNow();
    this.#buildTop();
    this.#buildTable();
    this.#buildSettings();
    this.#buildFindings();
    this.buildShare(
      [
        ["Download report (CSV)", () => this.#downloadReport()],
        ["Open report to print", () => this.#openReport()],
        ["Download table (CSV)", () => download("audit-table.csv", tableAsCsv(this.state.table), "text/csv")],
        ["Start again", () => this.replace({ ...this.home, alpha: this.atFirst.alpha })],
      ],
      { words: TYPED },
    );
  }

  stays() {
    return "The table stays as it was.";
  }

  whyImpossible(state) {
    return whyImpossible(state, this.examples);
  }

  fields(withData) {
    return linkFields(this.state, withData);
  }

  linkLimits() {
    return { known: FIELDS, longest: MOST_LETTERS };
  }

  stateFrom(fields) {
    return stateFromLink(fields, this.examples, this.atFirst);
  }

  kept() {
    return { state: this.state, home: this.home };
  }

  bringBack({ state, home }) {
    this.open(state);
    this.home = home;
    this.#showSource();
    this.share.reset();
    this.chosen = Math.min(this.chosen, state.table.length - 1);
    this.show();
  }

  /** In sight, whatever is typed: what was found in the table, and in the row under the hand. */
  #buildNow() {
    this.now = make("p", { class: "pp-audit-now" }, this.buildStage());
    this.nowSign = make("span", { class: "pp-glyph", "aria-hidden": "true" }, this.now);
    this.nowName = make("strong", {}, this.now);
    this.nowWords = make("span", {}, this.now);
  }

  #buildTop() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    const own = { own: OWN, word: "own table", onChange: (key) => this.#load(key) };
    this.exampleInput = exampleChoice(box, this.examples, own);
    this.caption = make("p", { class: "pp-caption" }, this.root);
  }

  #buildSettings() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.alphaSlider = slider(box, { ...LEVELS, onInput: (alpha) => this.change({ alpha }) });
    this.#buildSizes(box);
    columnHelp(fold(this.root, "What goes into which column"));
    this.#buildConventions(fold(this.root, "How the figures were printed"));
  }

  #buildSizes(parent) {
    const box = make("div", { class: "pp-select" }, parent);
    this.sizesInput = labelled(box, "Further n that the text states", "input", { type: "text" });
    this.sizesInput.addEventListener("input", () => this.#typeSizes(this.sizesInput.value));
    this.sizesProblem = make("p", { class: "pp-audit-problem", id: freshId(), hidden: "" }, box);
  }

  #buildTable() {
    const [bringIn, refuse] = [(given) => this.#bringIn(given), (problem) => this.say(problem)];
    buildIntake(this.root, Boolean(this.page), { bringIn, refuse });
    this.readingPlace = make("div", {}, this.root);
    this.grid = new AuditGrid(this.root, {
      table: () => this.state.table,
      edit: (row, column, text) => this.#edit(row, column, text),
      bringIn,
      add: () => this.#takeRows([...this.state.table, {}]),
      redraw: () => this.grid.show(this.state.table, this.rows),
      remove: (row) => this.#remove(row),
      focused: (row) => this.#choose(row),
    });
  }

  /** What a paper does not say is taken as usual; who knows better declares it. */
  #buildConventions(part) {
    const box = make("div", { class: "pp-sliders" }, part);
    const labels = { rounding: "Rounding", sd: "Kind of SD", tail: "Tails of p", step: "Answers" };
    this.conventionInputs = Object.entries(labels).map(
      ([name, label]) => /** @type {const} */ ([name, this.choice(box, label, name, CONVENTIONS[name])]),
    );
    note(part, "For one row, a column of the table says it: rounding, sd_kind, tail or unit, the step of its answers.");
  }

  #showConventions() {
    for (const [name, input] of this.conventionInputs) {
      const value = this.state[name];
      const isOffered = [...input.options].some((option) => option.value === value);
      if (!isOffered) make("option", { value }, input, inWords(name, value));
      fill(input, value);
    }
  }

  #buildFindings() {
    // below the table: whatever its length, the cell under the caret stays where it is
    this.buildResult();
    this.matrix = new Matrix(this.root, (row) => {
      this.showsAll = false;
      this.#choose(row);
    });
    this.rowInput = select(this.root, {
      label: "Sentences for",
      options: [[ALL, "all rows"]],
      onChange: (value) => this.#chooseValue(value),
    });
    this.sentences = new Sentences(this.root);
  }

  /** Take on another table. */
  showAnew() {
    this.#showSource();
    this.home = this.state; // where "Start again" leads
    this.share.reset();
    this.#saySizes(""); // what is wrong with the n of the table before
    this.chosen = 0;
    this.show();
  }

  #load(key) {
    const { table, stated_n } = this.examples[key];
    this.replace({ table, stated_n, example: key, private: false, unused: [], ...USUALLY });
  }

  /** After one of the settings the rows are those that they were. */
  show() {
    this.#showTable();
    this.#check();
  }

  #typeSizes(text) {
    let problem = "";
    try {
      parseSizes(text);
    } catch (error) {
      problem = `${error.message}.`;
    }
    this.#saySizes(problem);
    this.hush();
    if (!problem) this.change({ stated_n: text });
  }

  #saySizes(problem) {
    set(this.sizesInput, { "aria-invalid": `${Boolean(problem)}` });
    this.#tellOfSizes(problem);
  }

  #tellOfSizes(words) {
    set(this.sizesInput, { "aria-describedby": words ? this.sizesProblem.id : "" });
    write(this.sizesProblem, words);
    this.sizesProblem.hidden = !words;
  }

  /** A keystroke in one cell. */
  #edit(i, column, text) {
    const { unreadable, ...row } = this.state.table[i];
    if (text) row[column] = text;
    else delete row[column];
    const table = this.#mended(this.state.table.map((each, k) => (k === i ? row : each)));
    this.hush();
    const before = this.state.stated_n;
    this.remember(withTable(this.state, table, this.examples), `${i} ${column}`);
    fill(this.exampleInput, this.state.example);
    if (this.state.stated_n !== before) this.#showSizes();
    this.#check(this.state.stated_n === before ? i : undefined);
  }

  /** The table with other cells: it is still that which was read. @param {Cells[]} table */
  #mended(table) {
    const source = this.sources.get(this.state.table);
    if (source) this.sources.set(table, source);
    return table;
  }

  /** How the table was read stands over it, if it was. */
  #showSource() {
    this.panel?.show(this.sources.get(this.state.table) ?? null);
  }

  #remove(i) {
    const { table } = this.state;
    this.#takeRows(table.length === 1 ? [{}] : table.filter((_, k) => k !== i));
  }

  /** Other rows by hand: added, removed or pasted among those that are there. */
  #takeRows(table) {
    const problem = whyNoTable(table);
    if (problem) return this.say(problem);
    this.share.reset();
    this.chosen = Math.min(this.chosen, table.length - 1);
    return this.change(replaced(this.state, this.#mended(table), undefined, this.examples), "");
  }

  /** Somebody's cells, table or sentences: what reads them comes when there is something to read. @param {Given} given */
  async #bringIn(given) {
    this.root.setAttribute("aria-busy", "true");
    const panel = await this.#loadPanel();
    if (this.ended.signal.aborted) return undefined;
    this.root.removeAttribute("aria-busy");
    return panel ? panel.take(given, this.grid.columns) : this.say(NOT_LOADED);
  }

  async #loadPanel() {
    try {
      const { ReadingPanel } = await import("./reading_panel.js");
      this.panel ??= new ReadingPanel(this.readingPlace, {
        table: () => this.state.table,
        take: (table, unused, source) => this.#takeTable(table, unused, source),
        fill: (table, columns) => {
          this.#takeRows(table);
          if (columns.some((column) => SCALE.includes(column))) this.grid.showScale(true);
        },
        refuse: (problem) => this.say(problem),
        ask: (question, source) => {
          this.say(question);
          this.panel.show(source);
        },
      });
      return this.panel;
    } catch {
      return undefined;
    }
  }

  /** Another table by hand, with the columns of its source that are not used, and the source if it was read. */
  #takeTable(table, unused, source) {
    const problem = whyNoTable(table);
    if (problem) return this.say(problem);
    const before = this.state.stated_n;
    if (source) this.sources.set(table, source);
    this.replace(replaced(this.state, table, unused, this.examples));
    if (before && !this.state.stated_n) this.#tellOfSizes(`Those of the table before, ${before}, went with it.`);
    return undefined;
  }

  /** Read the table, and check one row of it or all: what is quick at once. */
  #check(row) {
    this.turn += 1;
    this.isRefused = false;
    this.#checkOn(row);
  }

  /** The same, once what it takes has come: what was refused meanwhile stands there. */
  #checkOn(row) {
    this.isCut = false;
    if (!this.auditor) return this.#showPage();
    const waited = this.found.includes(undefined); // others may get done now
    if (row === undefined) this.found = this.state.table.map(() => undefined);
    else this.found[row] = undefined;
    const rows = this.auditor.read(this.state, this.rows, row);
    this.rows = rows;
    const before = this.names;
    this.names = this.auditor.checks(rows);
    if (`${before}` !== `${this.names}`) this.found = this.found.map(() => undefined);
    this.#showRows(row);
    if (this.auditor.lacks(rows)) return this.#checkWith(this.auditor.loadFurther());
    const work = this.auditor.checking(this.state, rows, this.names, this.found);
    if (slice(work, AT_ONCE).done) return this.#showFound(waited ? undefined : row);
    this.#showWaiting();
    this.checked = inSlices(work, this.#goesOn()).then((done) => done && this.#showFound());
    return undefined;
  }

  /** As long as the table is that of the page, the page says what is found in it. */
  #showPage() {
    const { table } = this.state;
    const said = this.state === this.atFirst ? this.inPage : null;
    const name = ({ outcome }, i) => outcome || `row ${i + 1}`;
    this.rows = table.map((cells, i) => ({ outcome: said ? said[i].outcome : name(cells, i), problems: {} }));
    this.found = said ? said.map(({ found }) => found) : table.map(() => undefined);
    this.names = said ? Object.keys(said[0].found) : [];
    this.#showRows();
    if (said) this.#showFound();
    else this.#checkWith(this.#loadAuditor());
  }

  /** Check all rows once what that takes is there. @param {Promise<unknown>} loading */
  #checkWith(loading) {
    const goesOn = this.#goesOn();
    this.found = this.state.table.map(() => undefined);
    this.#showWaiting();
    this.checked = loading.then(
      () => goesOn() && this.#checkOn(),
      () => {
        if (!goesOn()) return;
        this.isCut = true;
        this.tell(NOT_LOADED, "");
      },
    );
  }

  /** Tells, later, whether what is shown is still what it was. */
  #goesOn() {
    const { turn } = this;
    return () => turn === this.turn && !this.ended.signal.aborted;
  }

  /** What checks comes with the first hand on the figure. */
  async #loadAuditor() {
    const { Auditor } = await import("./auditor.js");
    this.auditor ??= new Auditor();
  }

  /** What was typed: before anything is known of it. */
  #showTable() {
    const { state } = this;
    fill(this.exampleInput, state.example);
    this.alphaSlider.show(state.alpha, level(state.alpha));
    this.#showConventions();
    this.#showSizes();
  }

  /** The cells, and what cannot be read in them. */
  #showRows(row) {
    if (row !== undefined) this.grid.showRow(row, this.rows[row], true, this.rows);
    else this.grid.show(this.state.table, this.rows);
    write(this.caption, titleOf(this.state, this.examples));
    this.grid.adder.disabled = this.state.table.length >= RULES.most_rows;
    this.matrix.have(this.names);
    this.sentences.have(this.names);
    this.matrix.resize(this.rows.length);
    this.#showRowNames();
  }

  /** What was found: everything, or what one row has changed. */
  #showFound(row) {
    this.root.removeAttribute("aria-busy");
    this.found.forEach((found, i) => {
      if (row === undefined || row === i) this.matrix.show(i, this.rows[i].outcome, found);
      else this.matrix.showOne(i, "sign", found.sign.verdict);
    });
    const also = `Row ${this.chosen + 1}: ${inShort(this.found[this.chosen]).heard}`;
    this.stage.show({ ...standingOf(this.found), also });
    this.#showWords();
    this.#showSentences();
  }

  /** No verdict stands there that may not be that of the cells. */
  #showWaiting() {
    this.root.setAttribute("aria-busy", "true");
    this.stage.show({ lead: "Checking …" });
    this.tell("Checking …", "");
    this.rows.forEach((row, i) => this.found[i] || this.matrix.wait(i, row.outcome));
    this.#showSentences();
  }

  #showSizes() {
    if (this.sizesInput.getAttribute("aria-invalid") === "true" && document.activeElement === this.sizesInput) return;
    fill(this.sizesInput, this.state.stated_n);
    this.#saySizes("");
  }

  /** What was refused stands there until something else is checked. */
  #showWords() {
    if (!this.isRefused)
      this.tell(asSeen(headline(this.found)), asSeen(whatMatters(this.rows, this.found, this.state.unused)));
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
    const shown = (this.showsAll ? this.rows.map((_, i) => i) : [this.chosen]).filter((i) => this.found[i]);
    this.sentences.resize(shown.length);
    shown.forEach((i, k) => this.sentences.show(k, this.rows[i].outcome, this.found[i]));
    this.#showShort();
  }

  /** What was found beside each row, and in sight that of the row under the hand. */
  #showShort() {
    const short = this.found.map((found) => (found ? inShort(found) : { sign: "…", verdict: "", words: "checking" }));
    this.grid.showFound(short);
    const { sign, verdict, words } = short[this.chosen];
    set(this.now, { "data-finding": verdict });
    write(this.nowSign, sign);
    write(this.nowName, this.rows[this.chosen].outcome);
    write(this.nowWords, `: ${words}`);
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

  /** The table and what was found in it, once all of it is checked; nothing if it cannot be, or the figure has ended. */
  async #audit() {
    const { signal } = this.ended;
    while (this.found.includes(undefined) && !signal.aborted && !this.isCut) await this.checked;
    return signal.aborted || this.isCut ? undefined : { state: this.state, rows: this.rows, found: this.found };
  }

  /** Hand an audit, and what makes reports, to who wants them. */
  async #report(make) {
    const loaded = import("./report.js").catch(() => this.say(NOT_LOADED));
    const [audit, report] = await Promise.all([this.#audit(), loaded]);
    if (audit && report) make(report, audit);
  }

  #downloadReport() {
    return this.#report(({ reportAsCsv }, audit) => download("audit-report.csv", reportAsCsv(audit), "text/csv"));
  }

  /** In a tab of its own, or as a file where no tab may open. */
  #openReport() {
    return this.#report(({ reportAsPage }, audit) => {
      const page = reportAsPage(audit, this.examples);
      const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
      this.ended.signal.addEventListener("abort", () => URL.revokeObjectURL(address));
      if (!window.open(address)) download("audit-report.html", page, "text/html");
    });
  }
}

export default liveFigure(AuditTable);
