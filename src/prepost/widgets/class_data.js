/**
 * A class's file in the page: checked, scored, paired, tested, drawn and written up.
 *
 * The page reads the file itself. Nothing of it leaves the page: not by a request, not in the
 * address, not in a link.
 */

import { ClassPlot } from "./class_plot.js";
import { classResults } from "./class_results.js";
import { button, download, fill, fold, freshId, keepKeys, make, select, slider } from "./controls.js";
import { asCsv } from "./csv.js";
import { standaloneSvg, write } from "./figure.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { decoded } from "./responses.js";
import { copy, forgetAddress, stateInAddress } from "./share.js";
import { ShareRow } from "./share_row.js";
import { testAsTexts } from "./waves.js";

const KEYS = /** @type {const} */ (["csv", "missing", "max_missing", "private"]);
const MOST = 20_000_000;
const FEW = 100;
const HEADS = ["outcome", "pairs", "before", "after", "mean change", "t", "p", "p (Holm)"];

/** One figure. */
class ClassData {
  constructor({ model, el, page }) {
    Object.assign(this, { model, page });
    this.forms = model.get("forms");
    this.root = make("div", { class: "prepost pp-figure pp-class", role: "group", "aria-label": "A class's data" }, el);
    this.#buildInput();
    this.#buildResult();
    this.#buildTables();
    this.#buildShare();
    this.#takeDrops();
    this.unwatch = watch(model, KEYS, () => this.#receive());
    this.#start();
  }

  #buildInput() {
    const box = make("div", { class: "pp-load" }, this.root);
    const id = freshId();
    make("label", { for: id }, box, "Load a CSV file, or drop it here. It stays on your machine.");
    this.fileInput = /** @type {HTMLInputElement} */ (keepKeys(make("input", { id, type: "file", accept: ".csv,.tsv,.txt,text/csv" }, box)));
    this.fileInput.addEventListener("change", () => this.#loadFile(this.fileInput.files[0]));
    const part = fold(this.root, "Or paste a table");
    const area = freshId();
    make("label", { for: area }, part, "One line of column names, then one line a form");
    this.pasted = /** @type {HTMLTextAreaElement} */ (keepKeys(make("textarea", { id: area, rows: "6", spellcheck: "false" }, part)));
    button(part, "Use this table", () => this.#use(this.pasted.value, "the table"));
    this.caption = make("p", { class: "pp-caption" }, this.root);
  }

  #buildResult() {
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("span", {}, this.live);
    const box = make("div", { class: "pp-sliders" }, this.root);
    const rules = /** @type {[string, string][]} */ ([["strict", "Strict: no score"], ["prorate", "Prorate: the others stand in"]]);
    this.missingInput = select(box, { label: "If an answer is missing", options: rules, onChange: (missing) => this.#change({ missing }) });
    this.shareSlider = slider(box, { label: "Share of a score that may be missing", min: 0, max: 1, step: 0.05, onInput: (share) => this.#change({ max_missing: share }) });
    this.outcomeInput = select(this.root, { label: "Picture of", options: [], onChange: () => this.#showPlot() });
    this.plot = new ClassPlot(this.root);
  }

  #buildTables() {
    const frame = keepKeys(make("div", { class: "pp-scroll", tabindex: "0", role: "region", "aria-label": "The tests as a table" }, this.root));
    const table = make("table", { class: "pp-table" }, frame);
    make("caption", {}, table, "Tests of after against before: M (SD), change with its 95 % interval");
    const heads = make("tr", {}, make("thead", {}, table));
    for (const head of HEADS) make("th", { scope: "col" }, heads, head);
    this.tests = make("tbody", {}, table);
    this.lists = make("div", {}, this.root);
    make("p", { class: "pp-class-head" }, this.root, "In a paragraph");
    this.paragraph = make("p", { class: "pp-paragraph" }, this.root);
  }

  #buildShare() {
    this.share = new ShareRow(this.root, {
      page: undefined, // a link would say nothing: what was loaded stays out of it
      fields: () => ({}),
      isPrivate: () => false,
      actions: [
        ["Copy the paragraph", () => this.#copyParagraph()],
        ["Download scores (CSV)", () => download("scores.csv", this.#scoresAsCsv(), "text/csv")],
        ["Download tests (CSV)", () => download("tests.csv", asCsv([HEADS, ...this.results.rows.map(testAsTexts)]), "text/csv")],
        ["Download picture (SVG)", () => download("before-and-after.svg", standaloneSvg(this.plot.svg, this.plot.title.textContent), "image/svg+xml")],
        ["Start again", () => this.#startAgain()],
      ],
      announce: (news) => write(this.news, `${news} `),
    });
  }

  /** A file may be dropped anywhere on the figure. */
  #takeDrops() {
    this.root.addEventListener("dragover", (event) => event.preventDefault());
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) this.#loadFile(file);
    });
  }

  #start() {
    this.state = this.written = this.atFirst = valuesOf(this.model, KEYS);
    this.synthetic = this.model.get("synthetic");
    this.name = "the text";
    this.results = this.#resultsOf(this.state);
    this.#show();
    if (this.page && stateInAddress(this.page.id)) forgetAddress(this.page.id); // nothing of this figure stands in a link
  }

  #resultsOf(state, name = this.name) {
    return classResults(state.csv, this.forms, state, name);
  }

  /** @param {File | undefined} file */
  async #loadFile(file) {
    if (!file) return;
    if (file.size > MOST) {
      this.#refuse(`${file.name} has ${file.size} bytes; the figure takes ${MOST} at the most`);
      return;
    }
    write(this.news, `Reading ${file.name}. `);
    await new Promise((resolve) => setTimeout(resolve)); // let the page show it first
    try {
      this.#use(decoded(await file.arrayBuffer(), file.name), file.name);
    } catch (error) {
      this.#refuse(error.message);
    }
    this.fileInput.value = ""; // the same file may be mended and loaded again
  }

  /** Take on another table, or say why not and keep the last. */
  #use(csv, name) {
    try {
      const state = { ...this.state, csv, private: true };
      this.results = this.#resultsOf(state, name);
      this.name = name;
      this.#write(state);
      this.#show();
    } catch (error) {
      this.#refuse(error.message);
    }
  }

  #change(part) {
    this.#write({ ...this.state, ...part });
    this.results = this.#resultsOf(this.state);
    this.#show();
  }

  #startAgain() {
    this.name = "the text";
    this.#change(this.atFirst);
  }

  #write(state) {
    this.state = this.written = state;
    writeValues(this.model, KEYS, state);
  }

  /** Python changed something. */
  #receive() {
    const given = valuesOf(this.model, KEYS);
    if (KEYS.every((key) => given[key] === this.written[key])) return; // our own change, come back
    this.written = given;
    try {
      this.results = this.#resultsOf(given, "the text");
      [this.state, this.atFirst, this.name, this.synthetic] = [given, given, "the text", this.model.get("synthetic")];
      this.#show();
    } catch (error) {
      this.#refuse(error.message);
    }
  }

  #refuse(problem) {
    this.live.classList.add("is-problem");
    write(this.news, "");
    write(this.verdict, `${problem}. What is shown stayed as it was.`);
  }

  #show() {
    const { state, results } = this;
    this.live.classList.remove("is-problem");
    write(this.news, "");
    write(this.verdict, results.sentence);
    write(this.caption, this.#title());
    fill(this.missingInput, state.missing);
    this.shareSlider.show(state.max_missing, `${Math.round(state.max_missing * 1000) / 10} %`);
    this.shareSlider.input.parentElement.inert = state.missing === "strict";
    this.#showOutcomes();
    this.#showPlot();
    this.#showTests();
    this.#showLists();
    write(this.paragraph, results.paragraph);
  }

  #title() {
    if (this.state.private) return `Answers from ${this.name}.`;
    return this.synthetic ? "Synthetic answers of fifteen made-up people, before and after." : "Answers from a file.";
  }

  #showOutcomes() {
    const { outcomes } = this.results;
    const shown = [...this.outcomeInput.options].map(({ value }) => value);
    if (shown.join("\n") === outcomes.join("\n")) return;
    const chosen = this.outcomeInput.value;
    this.outcomeInput.replaceChildren();
    for (const outcome of outcomes) make("option", { value: outcome }, this.outcomeInput, outcome);
    if (outcomes.includes(chosen)) this.outcomeInput.value = chosen;
  }

  #showPlot() {
    const row = this.results.rows.find(({ outcome }) => outcome === this.outcomeInput.value);
    this.plot.show(row.outcome, row.pre, row.post);
  }

  #showTests() {
    this.tests.replaceChildren();
    for (const result of this.results.rows) {
      const [first, ...cells] = testAsTexts(result);
      const line = make("tr", {}, this.tests);
      make("th", { scope: "row" }, line, first);
      for (const cell of cells) make("td", {}, line, cell);
      if (result.note) line.lastElementChild.title = result.note;
    }
  }

  #showLists() {
    const { incomplete, problems } = this.results;
    this.lists.replaceChildren();
    this.#list("People who cannot be compared on every outcome", incomplete.map(({ person, reason }) => `${person}: ${reason}`));
    this.#list("Answers that no form has", problems);
  }

  #list(title, lines) {
    if (!lines.length) return;
    const id = freshId();
    make("p", { id, class: "pp-class-head" }, this.lists, title);
    const list = keepKeys(make("ul", { class: "pp-problems", tabindex: "0", "aria-labelledby": id }, this.lists));
    for (const line of lines.slice(0, FEW)) make("li", {}, list, line);
    if (lines.length > FEW) make("li", {}, list, `and ${lines.length - FEW} more`);
  }

  async #copyParagraph() {
    const done = await copy(this.results.paragraph);
    const news = done ? "Paragraph copied." : "The browser does not allow copying; select the paragraph instead.";
    this.share.note.textContent = news;
    write(this.news, `${news} `);
  }

  #scoresAsCsv() {
    const { forms, outcomes } = this.results;
    const rows = forms.map(({ person, wave, scores }) => [person, wave, ...scores.map((score) => (score === null ? "" : `${score}`))]);
    return asCsv([["person", "wave", ...outcomes], ...rows]);
  }

  destroy() {
    this.share.destroy();
    this.unwatch();
  }
}

export default {
  /** anywidget's entry, and the page's: draw this model into this element. */
  render({ model, el, page }) {
    const figure = new ClassData({ model, el, page });
    return () => figure.destroy();
  },
};
