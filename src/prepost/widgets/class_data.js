/**
 * A class's file in the page: checked, scored, paired, tested, drawn and written up.
 *
 * The page reads the file itself. Nothing of it leaves the page: not by a request, not in the
 * address, not in a link.
 */

import { ClassInput, KeyChoice } from "./class_input.js";
import { likelyKeys } from "./class_keys.js";
import { ClassPlot } from "./class_plot.js";
import { scoresInFull, workingOut } from "./class_results.js";
import { Doubts, TestTable, WriteUp } from "./class_tables.js";
import { download, fill, make, select, slider, switchBox } from "./controls.js";
import { asCsv } from "./csv.js";
import { standaloneSvg, write } from "./figure.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { percent } from "./number_text.js";
import { decoded, readingResponses } from "./responses.js";
import { bringIntoView, copy, followLink, forgetAddress } from "./share.js";
import { ShareRow } from "./share_row.js";
import { atOnce, inSlices } from "./slices.js";
import { testsInFull } from "./waves.js";

/** @typedef {import("./class_keys.js").Keys} Keys */
/** @typedef {import("./responses.js").Table} Table */
/** @typedef {Keys & {csv: string, missing: string, max_missing: number, out_of_range: string, checked: boolean, private: boolean}} State */
/** @typedef {{state: State, table: Table, name: string, synthetic: boolean}} Given what is to be shown */

const KEYS = /** @type {const} */ ([
  "csv",
  "person",
  "wave",
  "before",
  "after",
  "missing",
  "max_missing",
  "out_of_range",
  "checked",
  "private",
]);
const TEXTS = /** @type {const} */ (["csv", "person", "wave", "before", "after"]);
const GUESS = { person: "", wave: "", before: "", after: "" };
const MOST = 20_000_000;
const QUICK = 200_000; // letters that are read and scored in one go
const EXAMPLE = "Synthetic answers of fifteen made-up people, before and after.";
const CHECKED = "I have checked this: give the verdict and the paragraph";
const NOTHING_TO_COPY = "There is no paragraph to copy until what stands in doubt is checked.";
const MISSING = /** @type {[string, string][]} */ ([
  ["strict", "Strict: no score"],
  ["prorate", "Prorate: the others stand in"],
]);
const OUTSIDE = /** @type {[string, string][]} */ ([
  ["missing", "Name it, count it as missing"],
  ["raise", "Name it and stop"],
]);

/** One figure. */
class ClassData {
  constructor({ model, el, page }) {
    Object.assign(this, { model, page, turn: 0 });
    this.forms = model.get("forms");
    this.items = new Set(this.forms.flatMap(({ columns }) => columns));
    this.root = make("div", { class: "prepost pp-figure pp-class", role: "group", "aria-label": "A class's data" }, el);
    this.#build();
    this.unwatch = watch(model, [...KEYS, "synthetic"], () => this.#receive());
    this.#start();
  }

  #build() {
    this.input = new ClassInput(this.root, {
      isPage: this.page !== undefined,
      onFile: (file) => this.#loadFile(file),
      onText: (text) => this.#loadText(text, "the text"),
      onMany: (count) => this.#refuse(`${count} files were dropped; the figure takes one, with both waves in it`),
    });
    this.caption = make("p", { class: "pp-caption" }, this.root);
    this.live = make("p", { class: "pp-result", "aria-live": "polite", "aria-atomic": "true" }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("span", {}, this.live);
    this.checkedBox = switchBox(this.root, { label: CHECKED, onChange: (checked) => this.#change({ checked }) });
    this.keyChoice = new KeyChoice(this.root, (keys) => this.#change(keys));
    this.#buildRules();
    const columns = make("div", { class: "pp-class-columns" }, this.root);
    this.doubts = new Doubts(columns);
    this.plot = new ClassPlot(make("div", {}, columns));
    this.tests = new TestTable(this.root);
    this.writeUp = new WriteUp(this.root);
    this.#buildShare();
  }

  #buildRules() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.missingInput = select(box, {
      label: "If an answer is missing",
      options: MISSING,
      onChange: (missing) => this.#change({ missing }),
    });
    this.outsideInput = select(box, {
      label: "If an answer is on no form",
      options: OUTSIDE,
      onChange: (rule) => this.#change({ out_of_range: rule }),
    });
    this.shareSlider = slider(box, {
      label: "Share of a score that may be missing",
      min: 0,
      max: 1,
      step: 0.05,
      onInput: (share) => this.#change({ max_missing: share }),
    });
  }

  #buildShare() {
    const picture = () => standaloneSvg(this.plot.svg, this.plot.title.textContent);
    this.share = new ShareRow(this.root, {
      page: this.page,
      fields: undefined, // no link: what was loaded must stay out of it
      frame: () => ({}),
      kept: "Embed code copied, without answers: the frame opens with the synthetic example.",
      isPrivate: () => true,
      actions: [
        ["Copy the paragraph", () => this.#copyParagraph()],
        ["Download scores (CSV)", () => download("scores.csv", asCsv(scoresInFull(this.results)), "text/csv")],
        ["Download tests (CSV)", () => download("tests.csv", asCsv(testsInFull(this.results.rows)), "text/csv")],
        ["Download picture (SVG)", () => download("before-and-after.svg", picture(), "image/svg+xml")],
        ["Start again", () => this.#startAgain()],
      ],
      announce: (news) => write(this.news, `${news} `),
    });
  }

  #start() {
    const state = /** @type {State} */ (valuesOf(this.model, KEYS));
    this.written = state;
    this.synthetic = this.model.get("synthetic");
    this.shown = this.atFirst = {
      state,
      table: atOnce(readingResponses(state.csv)),
      name: "the text",
      synthetic: this.synthetic,
    };
    this.results = atOnce(this.#work(this.shown));
    this.#show();
    this.onAddress = () => this.#followAddress();
    if (this.page) addEventListener("hashchange", this.onAddress);
    if (this.#followAddress()) bringIntoView(this.page);
  }

  /** A link leads to this figure and says nothing of its state. */
  #followAddress() {
    const isLink = followLink(this.page, { known: [], open: () => {}, refuse: (problem) => this.#refuseLink(problem) });
    if (isLink) forgetAddress(this.page.id);
    return isLink;
  }

  /** What is shown stays: it may be a class's answers, and no link has others. */
  #refuseLink(problem) {
    this.live.classList.add("is-problem");
    write(this.news, "");
    write(this.verdict, `${problem} What is shown stayed as it was.`);
  }

  /** @param {Given} given */
  #work({ table, state }) {
    return workingOut(table, this.forms, state);
  }

  /** @param {File} file */
  async #loadFile(file) {
    if (file.size > MOST)
      return this.#refuse(`${file.name} has ${file.size} bytes; the figure takes ${MOST} at the most`);
    const turn = this.#begin(file.name);
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return turn === this.turn ? await this.#loadText(decoded(bytes, file.name), file.name) : undefined;
    } catch (error) {
      return turn === this.turn ? this.#refuse(error.message) : undefined;
    }
  }

  /** Read a text, and take it on with its columns guessed. */
  async #loadText(csv, name) {
    if (csv.length > MOST)
      return this.#refuse(`${name} has ${csv.length} characters; the figure takes ${MOST} at the most`);
    const turn = this.#begin(name);
    try {
      const work = readingResponses(csv, name);
      const table = csv.length < QUICK ? atOnce(work) : await inSlices(work, () => turn === this.turn);
      if (!table || turn !== this.turn) return undefined;
      const state = {
        ...(this.draft ?? this.shown).state,
        ...this.waiting,
        ...GUESS,
        csv,
        checked: false,
        private: true,
      };
      return await this.#take({ state, table, name, synthetic: false });
    } catch (error) {
      return this.#refuse(error.message);
    }
  }

  /** Work starts that takes the place of any other; returns its number. */
  #begin(name) {
    this.turn += 1;
    this.waiting ??= {}; // rules that are changed while a file is read
    write(this.news, "");
    this.root.setAttribute("aria-busy", "true");
    write(this.caption, `Reading ${name === "the text" ? "the table" : name} …`);
    return this.turn;
  }

  /**
   * Show this, or say why not and keep the last; its columns can be chosen either way.
   * @param {Given} given
   */
  async #take(given, tell = true) {
    const turn = this.#begin(given.name);
    Object.assign(this, { draft: given, waiting: undefined });
    this.#showControls();
    try {
      const work = this.#work(given);
      const results = given.state.csv.length < QUICK ? atOnce(work) : await inSlices(work, () => turn === this.turn);
      if (!results || turn !== this.turn) return;
      Object.assign(this, { shown: given, draft: undefined, results });
      if (tell) this.#write(given.state);
      this.#show();
    } catch (error) {
      this.#refuse(error.message, error);
    }
  }

  /** A choice holds for what is shown, for the file that could not be, or for the one being read. */
  #change(part) {
    const given = this.draft ?? this.shown;
    if (this.waiting) Object.assign(this.waiting, part);
    else this.#take({ ...given, state: { ...given.state, ...part } });
  }

  #startAgain() {
    this.input.reset();
    this.#take(this.atFirst);
  }

  #write(state) {
    this.written = state;
    writeValues(this.model, KEYS, state);
  }

  /** Python changed something. */
  async #receive() {
    const state = /** @type {State} */ (valuesOf(this.model, KEYS));
    this.#receiveSynthetic();
    if (KEYS.every((key) => state[key] === this.written[key])) return; // our own change, come back
    this.written = state;
    const odd = TEXTS.find((name) => typeof state[name] !== "string");
    if (odd) return void this.#refuse(`${odd} is no text`);
    try {
      const isSame = state.csv === this.shown.state.csv;
      const { table, name } = isSame ? this.shown : { table: atOnce(readingResponses(state.csv)), name: "the text" };
      const given = { state, table, name, synthetic: this.synthetic && !state.private };
      await this.#take(given, false);
      const isReaders = isSame && state.private;
      if (this.shown === given && !isReaders) this.atFirst = given;
    } catch (error) {
      this.#refuse(error.message);
    }
  }

  /** Whether the answers are the example may come after them. */
  #receiveSynthetic() {
    const synthetic = this.model.get("synthetic");
    if (synthetic === this.synthetic) return;
    this.synthetic = synthetic;
    this.shown.synthetic = synthetic && !this.shown.state.private;
    this.#showTitle();
  }

  /**
   * @param {string} problem
   * @param {{problems?: string[], count?: number}} [answers] those that are to blame
   */
  #refuse(problem, answers = {}) {
    this.turn += 1;
    this.waiting = undefined;
    this.live.classList.add("is-problem");
    write(this.news, "");
    write(this.verdict, `${problem}. What is shown stayed as it was.`);
    this.#showTitle();
    this.#showControls(this.draft?.name);
    this.#showDoubts(answers.problems, answers.count);
  }

  #show() {
    this.live.classList.toggle("is-problem", this.results.isStopped);
    write(this.news, "");
    write(this.verdict, this.results.sentence);
    this.share.reset();
    this.#showTitle();
    this.#showControls();
    this.#showDoubts();
    this.plot.show(this.results.rows);
    this.tests.show(this.results.rows);
    this.writeUp.show(this.results.paragraph);
  }

  #showTitle() {
    const { name, synthetic } = this.shown;
    const fromFile = `Answers from ${name === "the text" ? "a file" : name}.`;
    write(this.caption, synthetic ? EXAMPLE : fromFile);
    this.root.removeAttribute("aria-busy");
  }

  /**
   * Columns and rules: of the file that is shown, or of the one that is worked through.
   * @param {string} [refused] the latter's name if it could not be shown
   */
  #showControls(refused = "") {
    const { state, table } = this.draft ?? this.shown;
    const keys = this.draft ? likelyKeys(state, table) : this.results.keys;
    this.keyChoice.show(table, keys, this.items, refused);
    this.checkedBox.checked = state.checked;
    this.checkedBox.parentElement.hidden = this.draft !== undefined || !this.results.doubts.some(({ stops }) => stops);
    fill(this.missingInput, state.missing);
    fill(this.outsideInput, state.out_of_range);
    this.shareSlider.show(state.max_missing, percent(state.max_missing));
    this.shareSlider.input.parentElement.inert = state.missing === "strict";
  }

  /**
   * @param {string[]} [refused] the answers that keep another file from being shown
   * @param {number} [count] how many they are
   */
  #showDoubts(refused = [], count = 0) {
    const { rows, incomplete, problems, problemCount, used } = this.results;
    this.doubts.show([
      ["Answers that stopped the scoring", refused, count],
      ["Answers that no form has", refused.length ? [] : problems, problemCount],
      [
        "People who cannot be compared on every outcome",
        incomplete.map(({ person, reason }) => `${person}: ${reason}`),
      ],
      [
        "Outcomes that could not be tested",
        rows.filter(({ note }) => note).map(({ outcome, note }) => `${outcome}: ${note}`),
      ],
      ["How sure the keys are", used.map(({ id, confidence }) => `${id}: ${confidence}`)],
    ]);
  }

  async #copyParagraph() {
    const news = this.results.isStopped ? NOTHING_TO_COPY : await this.#copied();
    this.share.note.textContent = news;
    write(this.news, `${news} `);
  }

  async #copied() {
    const done = await copy(this.results.paragraph);
    return done ? "Paragraph copied." : "The browser does not allow copying; select the paragraph instead.";
  }

  destroy() {
    this.turn += 1; // what is being read is not wanted any more
    this.share.destroy();
    removeEventListener("hashchange", this.onAddress);
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
