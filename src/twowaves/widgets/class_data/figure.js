/**
 * A class's file in the page: checked, scored, paired, tested, drawn and written up.
 *
 * The page reads the file itself. Nothing of it leaves the page: not by a request, not in the
 * address, not in a link.
 */

import { ClassInput, KeyChoice } from "./input.js";
import { likelyKeys, say } from "./keys.js";
import { ClassPlot } from "./plot.js";
import { scoresInFull, workingOut } from "./results.js";
import { beginning, showLists } from "./tables.js";
import {
  download,
  fill,
  fillTable,
  fold,
  make,
  offer,
  scrollTable,
  select,
  slider,
  switchBox,
} from "../kit/controls.js";
import { asCsv } from "../../_base/cells.js";
import { draw, write } from "../kit/drawing.js";
import { markOf } from "../kit/p_axis.js";
import { key, significance } from "../kit/stage.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { watch } from "../kit/model.js";
import { pIs, percent } from "../../_base/numbers.js";
import { MOST_LETTERS } from "../../_base/files.js";
import { decoded, readingResponses } from "../../forms/responses.js";
import { SHARES } from "../../forms/scoring.js";
import { copy, forgetAddress } from "../kit/share.js";
import { atOnce, inSlices } from "../../_base/slices.js";
import { ALPHA, HEADS, testAsTexts } from "../../forms/waves.js";

/** @import { Keys } from "./keys.js" */
/** @import { Table } from "../../forms/responses.js" */
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
const QUICK = 200_000; // letters that are read and scored in one go
const CHECKED = "I have checked this: give the verdict and the paragraph";
const STAYED = "What is shown stayed as it was.";
const NOTHING_TO_COPY = "Nothing to copy while something stands in doubt.";
const MISSING = /** @type {[string, string][]} */ ([
  ["strict", "Strict: no score"],
  ["prorate", "Prorate: the others stand in"],
]);
const OUTSIDE = /** @type {[string, string][]} */ ([
  ["missing", "Name it, count it as missing"],
  ["raise", "Name it and stop"],
]);

/** One figure: what a hand gives it is read and worked through before it is shown, or refused. */
class ClassData extends LiveFigure {
  static keys = KEYS;
  static label = "A class's data";
  static look = "pp-class";

  build() {
    this.turn = 0; // of the work: a later one takes the place of any other
    /** What could not be shown, so that its columns can be chosen. @type {Given | undefined} */
    this.draft = undefined;
    this.forms = this.model.get("forms");
    this.items = new Set(this.forms.flatMap(({ columns }) => columns));
    this.plot = new ClassPlot(this.buildStage());
    const controls = make("div", { class: "pp-controls" }, this.root);
    this.caption = make("p", { class: "pp-caption" }, controls);
    this.input = new ClassInput(this.root, controls, {
      isPage: this.page !== undefined,
      onFile: (file) => this.#loadFile(file),
      onText: (text) => this.#loadText(text, "the text"),
      onMany: (count) => this.#refuse(`${count} files were dropped; the figure takes one, with both waves in it`),
    });
    this.keyChoice = new KeyChoice(controls, (keys) => this.#choose(keys));
    this.#buildRules(controls);
    const words = make("div", { class: "pp-words" }, this.root);
    this.buildResult();
    words.append(this.live);
    this.checkedBox = switchBox(words, { label: CHECKED, onChange: (checked) => this.#choose({ checked }) });
    key(words, this.#signs());
    this.#buildMore();
    this.#buildButtons();
    const unwatch = watch(this.model, ["synthetic"], () => this.#receiveSynthetic());
    this.ended.signal.addEventListener("abort", unwatch);
  }

  /** What is drawn, and what it means. @returns {[SVGElement[], string][]} */
  #signs() {
    const dot = (look, r) => draw("circle", { class: look, cx: 11, cy: 7, r });
    return [
      [[draw("line", { class: "pp-mean", x1: 2, x2: 20, y1: 7, y2: 7 })], "mean"],
      [[draw("path", markOf(11, 7, true))], "p"],
      [[dot("pp-class-holm", 3)], "p adjusted by Holm’s method"],
      [[dot("pp-ghost", 4.5)], "p as the file was read first"],
    ];
  }

  /** What stands in doubt, the tests in figures, and the paragraph. */
  #buildMore() {
    const more = make("div", { class: "pp-class-more" }, this.root);
    this.doubts = make("div", {}, more);
    this.tests = scrollTable(more, { label: "The tests as a table", heads: HEADS });
    this.tests.table.createCaption().textContent =
      "Tests of after against before: M (SD), change with its 95 % interval";
    this.paragraph = make("p", { class: "pp-paragraph" }, fold(more, "All tests in a paragraph, to copy"));
  }

  #buildRules(parent) {
    const box = make("div", { class: "pp-sliders" }, parent);
    this.outcomeInput = select(box, { label: "Picture of", options: [], onChange: () => this.paint() });
    this.missingInput = select(box, {
      label: "If an answer is missing",
      options: MISSING,
      onChange: (missing) => this.#choose({ missing }),
    });
    this.outsideInput = select(box, {
      label: "If an answer is on no form",
      options: OUTSIDE,
      onChange: (rule) => this.#choose({ out_of_range: rule }),
    });
    this.shareSlider = slider(box, { ...SHARES, onInput: (share) => this.#choose({ max_missing: share }) });
  }

  #buildButtons() {
    this.buildShare(
      [
        ["Copy the paragraph", () => this.#copyParagraph()],
        ["Download scores (CSV)", () => download("scores.csv", asCsv(scoresInFull(this.results)), "text/csv")],
        ["Download tests (CSV)", () => this.#downloadTests()],
        ["Download picture (SVG)", () => this.#downloadPicture()],
        ["Start again", () => this.#startAgain()],
      ],
      {
        fields: undefined, // no link: what was loaded must stay out of it
        frame: () => ({}),
        kept: "Embed code copied, without answers: the frame opens with the synthetic example.",
        isPrivate: () => true,
      },
    );
  }

  async #downloadTests() {
    const { testsInFull } = await import("../../forms/waves_in_full.js");
    download("tests.csv", asCsv(testsInFull(this.results.rows)), "text/csv");
  }

  #downloadPicture() {
    return this.savePicture("before-and-after", [this.plot.title.textContent], !this.state.private);
  }

  /** At the start: what Python gave. */
  showAnew() {
    const { state } = this;
    this.synthetic = this.model.get("synthetic");
    const table = atOnce(readingResponses(state.csv));
    this.shown = this.home = { state, table, name: "the text", synthetic: this.synthetic };
    this.results = atOnce(this.#work(this.shown));
    this.show();
  }

  linkLimits() {
    return { known: [] };
  }

  /** A link leads to this figure and says nothing of its state. */
  openLink() {
    forgetAddress(this.page.id);
  }

  /** What is shown stays: it may be a class's answers, and no link has others. */
  refuseLink(problem) {
    this.tell("", `${problem} ${STAYED}`, true);
    this.announce(problem);
    forgetAddress(this.page.id);
  }

  /** @param {Given} given */
  #work({ table, state }) {
    return workingOut(table, this.forms, state);
  }

  /** @param {File} file */
  async #loadFile(file) {
    if (file.size > MOST_LETTERS)
      return this.#refuse(`${file.name} has ${file.size} bytes; the figure takes ${MOST_LETTERS} at the most`);
    const turn = this.#startWork(file.name);
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return this.#isOn(turn) ? await this.#loadText(decoded(bytes, file.name), file.name) : undefined;
    } catch (error) {
      return this.#isOn(turn) ? this.#refuse(error.message) : undefined;
    }
  }

  /** Read a text, and take it on with its columns guessed. */
  async #loadText(csv, name) {
    if (csv.length > MOST_LETTERS) return this.#refuse(say("too_long", { name, n: csv.length, most: MOST_LETTERS }));
    const turn = this.#startWork(name);
    try {
      const work = readingResponses(csv, name);
      const table = csv.length < QUICK ? atOnce(work) : await inSlices(work, () => this.#isOn(turn));
      if (!table || !this.#isOn(turn)) return undefined;
      const fresh = { ...GUESS, csv, checked: false, private: true };
      const state = { ...(this.draft ?? this.shown).state, ...this.waiting, ...fresh };
      return await this.#take({ state, table, name, synthetic: false }, (next) => this.remember(next, ""));
    } catch (error) {
      return this.#refuse(error.message);
    }
  }

  /** Work starts that takes the place of any other; returns its number. */
  #startWork(name) {
    this.turn += 1;
    this.waiting ??= {}; // rules that are changed while a file is read
    this.root.setAttribute("aria-busy", "true");
    write(this.caption, `Reading ${name === "the text" ? "the table" : name} …`);
    return this.turn;
  }

  /**
   * Show this, or say why not and keep the last; its columns can be chosen either way.
   * @param {Given} given
   * @param {(state: State) => void} [take] takes the state on, once it can be shown
   */
  async #take(given, take = (state) => this.open(state)) {
    const turn = this.#startWork(given.name);
    Object.assign(this, { draft: given, waiting: undefined });
    this.#showControls();
    try {
      const work = this.#work(given);
      const results = given.state.csv.length < QUICK ? atOnce(work) : await inSlices(work, () => this.#isOn(turn));
      if (!results || !this.#isOn(turn)) return;
      take(given.state);
      Object.assign(this, { shown: given, draft: undefined, results });
      this.show();
    } catch (error) {
      this.#refuse(error.message, error);
    }
  }

  /** Nothing has taken the place of this work. */
  #isOn(turn) {
    return turn === this.turn && !this.ended.signal.aborted;
  }

  /** A choice holds for what is shown, for the file that could not be, or for the one being read. */
  #choose(part) {
    const given = this.draft ?? this.shown;
    const take = (state) => this.remember(state, Object.keys(part).join());
    if (this.waiting) Object.assign(this.waiting, part);
    else this.#take({ ...given, state: { ...given.state, ...part } }, take);
  }

  #startAgain() {
    this.input.reset();
    this.#take(this.home, (next) => this.remember(next, ""));
  }

  /** Where the next step leads from: from where the last one leads, if it is still on its way. */
  kept() {
    return this.returning ?? this.shown;
  }

  async bringBack(given) {
    this.returning = given;
    this.input.reset();
    await this.#take(given);
    if (this.returning === given) this.returning = undefined;
  }

  async takeGiven(state) {
    this.#receiveSynthetic();
    const odd = TEXTS.find((name) => typeof state[name] !== "string");
    if (odd) return void this.#refuse(`${odd} is no text`);
    try {
      const isSame = state.csv === this.shown.state.csv;
      const { table, name } = isSame ? this.shown : { table: atOnce(readingResponses(state.csv)), name: "the text" };
      const given = { state, table, name, synthetic: this.synthetic && !state.private };
      await this.#take(given, () => {
        this.state = state;
        this.forget();
      });
      const isReaders = isSame && state.private;
      if (this.shown === given && !isReaders) this.home = given;
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
    this.tell("", `${problem}. ${STAYED}`, true);
    this.announce(`${problem}.`);
    this.#showTitle();
    this.#showControls(this.draft?.name);
    this.#showDoubts(answers.problems, answers.count);
  }

  show() {
    this.tell("", this.results.sentence, this.results.isStopped);
    this.share.reset();
    this.#showTitle();
    this.#showControls();
    this.#showDoubts();
    this.#offerOutcomes(this.results.rows.map(({ outcome }) => outcome));
    this.#keepFirst();
    this.paint();
    fillTable(this.tests.body, this.results.rows.map(testAsTexts));
    write(this.paragraph, beginning(this.results.paragraph));
  }

  /** The choice stays with an outcome that is there again. */
  #offerOutcomes(outcomes) {
    const { value, options } = this.outcomeInput;
    if ([...options].map((option) => option.value).join("\n") === outcomes.join("\n")) return;
    offer(this.outcomeInput, outcomes);
    if (outcomes.includes(value)) this.outcomeInput.value = value;
  }

  /** Of each file, what its first reading came to. */
  #keepFirst() {
    const { csv } = this.shown.state;
    if (this.first?.csv === csv) return;
    const tested = this.results.rows.filter(({ test }) => test);
    this.first = { csv, start: new Map(tested.map(({ outcome, test }) => [outcome, test.pvalue])) };
  }

  paint() {
    if (!this.results) return;
    const { rows, isStopped } = this.results;
    const chosen = this.outcomeInput.value;
    this.plot.show(rows, chosen, { isStopped, start: this.first.start });
    this.stage.show(standingOf(rows, chosen, isStopped));
  }

  #showTitle() {
    const { name, synthetic } = this.shown;
    const file = name === "the text" ? "a file" : name;
    write(this.caption, synthetic ? say("example") : say("source", { file }));
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
    showLists(this.doubts, [
      ["Answers that stopped the scoring", refused, count],
      [say("problems"), refused.length ? [] : problems, problemCount],
      [say("incomplete"), incomplete.map(({ person, reason }) => `${person}: ${reason}`)],
      [say("untested"), rows.filter(({ note }) => note).map(({ outcome, note }) => `${outcome}: ${note}`)],
      [say("keys"), used.map(({ abbreviation, confidence }) => `${abbreviation}: ${confidence}`)],
    ]);
  }

  async #copyParagraph() {
    const news = this.results.isStopped ? NOTHING_TO_COPY : await this.#copied();
    this.share.note.textContent = news;
    this.announce(news);
  }

  async #copied() {
    const done = await copy(this.results.paragraph);
    return done ? "Paragraph copied." : "The browser does not allow copying; select the paragraph instead.";
  }
}

/** How the test of an outcome stands. @returns {import("../kit/stage.js").Standing} */
function standingOf(rows, outcome, isStopped) {
  const { test } = rows.find((row) => row.outcome === outcome);
  if (isStopped) return { lead: "No verdict until this is checked" };
  if (!test) return { lead: `${outcome}: no test` };
  const lead = `${outcome}: ${pIs(test.pvalue, [ALPHA])}`;
  return { ...significance(lead, test.pvalue < ALPHA), about: outcome };
}

export default liveFigure(ClassData);
