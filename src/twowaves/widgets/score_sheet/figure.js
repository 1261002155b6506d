/**
 * One filled-in form: set answers item by item, and see what each does to the scores.
 *
 * State is the model's; the keys of the forms come with it, so that they are typed once.
 */

import {
  button,
  download,
  fill,
  fold,
  freshId,
  keepKeys,
  make,
  offer,
  select,
  slider,
  switchBox,
} from "../kit/controls.js";
import { write } from "../kit/drawing.js";
import { liveFigure, LiveFigure } from "../kit/live_figure.js";
import { percent, whole } from "../../_base/numbers.js";
import { isStopped, problemsOf, scoresOf, SHARES } from "../../forms/scoring.js";
import { Items, helpFor } from "./items.js";
import { Scores } from "./scores.js";
import {
  CHOICES,
  FIELDS,
  KEYS,
  answersAsCsv,
  conventionFor,
  frameFields,
  linkFields,
  scoresAsCsv,
  stateFromLink,
  whyImpossible,
} from "./state.js";
import { inShort, isExample, sentencesOf, titleOf } from "./words.js";

/** @import { Answer, Form } from "../../forms/scoring.js" */
/** @import { State } from "./state.js" */

const MOST_FILLS = 11;
const WORDS = { own: "You gave these answers.", mine: "my answers", yours: "your answers", them: "them" };

/** One figure. */
class ScoreSheet extends LiveFigure {
  static keys = KEYS;
  static label = "Score sheet";
  static look = "pp-sheet";

  build() {
    /** @type {Record<string, Form>} */
    this.forms = this.model.get("instruments");
    this.scores = { box: make("div", {}, this.buildStage()), further: make("div") };
    this.#buildTop();
    this.items = { box: make("div", {}, this.root) };
    this.help = make("p", { class: "pp-note pp-keys" }, this.root);
    this.buildResult();
    this.root.append(this.scores.further);
    this.#buildRules();
    this.key = fold(this.root, "Where this key comes from");
    this.keyText = make("div", { class: "pp-key" }, this.key);
    this.#buildButtons();
  }

  stays() {
    return "The sheet stays as it was.";
  }

  whyImpossible(state) {
    return whyImpossible(state, this.forms);
  }

  fields(withData) {
    return linkFields(this.state, this.form, withData);
  }

  linkLimits() {
    return { known: FIELDS };
  }

  stateFrom(fields) {
    return stateFromLink(fields, this.forms, this.atFirst);
  }

  get form() {
    return this.forms[this.state.instrument];
  }

  #buildTop() {
    const options = Object.entries(this.forms).map(
      ([key, { id, name }]) =>
        /** @type {[string, string]} */ ([key, `${key === id ? key.toUpperCase() : key}: ${name}`]),
    );
    this.instrumentInput = select(this.root, { label: "Questionnaire", options, onChange: (key) => this.#load(key) });
    const fills = make("div", { class: "pp-fills" }, this.root);
    const id = freshId();
    make("span", { id, class: "pp-note" }, fills, "Answer every item");
    this.alike = make("div", { class: "pp-alike", role: "group", "aria-labelledby": id }, fills);
    button(fills, "An example", () => this.#answerAll(this.form.example));
    button(fills, "Clear", () => this.#answerAll(this.form.example.map(() => null)));
    this.caption = make("p", { class: "pp-caption" }, this.root);
  }

  #buildRules() {
    const box = make("div", { class: "pp-sliders" }, this.root);
    this.missingInput = this.choice(box, "If an answer is missing", "missing", CHOICES.missing);
    this.shareSlider = slider(box, { ...SHARES, onInput: (share) => this.change({ max_missing: share }) });
    this.outsideInput = this.choice(box, "An answer that is not on the form", "out_of_range", CHOICES.out_of_range);
    this.conventionInput = this.choice(box, "Bands as drawn by", "convention", {});
    this.conventionNote = make("p", { class: "pp-note pp-convention" }, this.root);
    this.offerInput = switchBox(this.root, { label: "", onChange: (offered) => this.change({ offered }) });
  }

  #buildButtons() {
    const file = (what, text) => download(`${this.form.id}-${what}.csv`, text, "text/csv");
    this.buildShare(
      [
        ["Download answers (CSV)", () => file("answers", answersAsCsv(this.state, this.form))],
        ["Download scores (CSV)", () => file("scores", scoresAsCsv(this.state, this.form))],
        ["Start again", () => this.replace(this.atFirst)],
      ],
      {
        frame: () => frameFields(this.state, this.form),
        kept: "Embed code copied, without answers: the frame opens with the synthetic example.",
        words: WORDS,
      },
    );
  }

  /** Another form, or other answers as a whole. */
  showAnew() {
    this.share.reset();
    if (this.form !== this.shownForm) this.#buildForm();
    this.show();
  }

  #load(key) {
    const form = this.forms[key];
    const convention = conventionFor(this.state.convention, form);
    this.replace({ instrument: key, answers: form.example, convention, private: false });
  }

  #answerAll(answers) {
    this.replace({ answers, private: false });
  }

  /** One answer by hand. */
  #answer(item, answer) {
    const answers = this.state.answers.map((each, i) => (i === item - 1 ? answer : each));
    const open = isExample(answers, this.form) || answers.every((each) => each === null);
    this.hush();
    this.share.reset();
    this.change({ answers, private: !open }, `answer ${item}`);
  }

  /** Make the parts that another form has others of. */
  #buildForm() {
    const { form } = this;
    this.shownForm = form;
    const holder = make("div");
    const items = new Items(holder, form, (item, answer) => this.#answer(item, answer));
    const scores = new Scores(holder, form);
    this.items.box.replaceWith(items.box);
    for (const part of ["box", "further"]) this.scores[part].replaceWith(scores[part]);
    Object.assign(this, { items, scores });
    this.#buildFills(form);
    offer(this.conventionInput, form.conventions);
    this.conventionInput.parentElement.hidden = this.conventionNote.hidden = !form.conventions.length;
    write(this.offerInput.nextElementSibling, `Offer ${form.extra} as well, which is not on the form`);
    write(this.help, helpFor(form));
    this.#buildKey(form);
  }

  #buildFills({ response_min: low, response_max: high, example }) {
    const all = Array.from({ length: Math.min(high - low + 1, MOST_FILLS + 1) }, (_, i) => low + i);
    const shown = all.length > MOST_FILLS ? [low, high] : all;
    this.alike.replaceChildren();
    for (const answer of shown) button(this.alike, whole(answer), () => this.#answerAll(example.map(() => answer)));
  }

  #buildKey({ source, confidence, form }) {
    this.keyText.replaceChildren();
    for (const text of [source, confidence]) make("p", {}, this.keyText, text);
    const last = make("p", {}, this.keyText, "The form, with its wording: ");
    if (/^https?:\/\//.test(form)) keepKeys(make("a", { href: form, rel: "noreferrer" }, last, form));
    else last.append(form);
  }

  show() {
    const { state, form } = this;
    const problems = problemsOf(state.answers, form);
    const results = scoresOf(state.answers, form, state);
    this.#showRules();
    write(this.caption, titleOf(state, form));
    const [first, others] = sentencesOf(state, form);
    this.stage.show({ lead: inShort(state, form) });
    this.tell(first, others, problems.length > 0);
    this.scores.show(results, state, isStopped(state.answers, form, state));
    this.items.show(state.answers, results, problems, state.offered);
  }

  #showRules() {
    const { state, form } = this;
    fill(this.instrumentInput, state.instrument);
    fill(this.missingInput, state.missing);
    fill(this.outsideInput, state.out_of_range);
    if (form.conventions.length) fill(this.conventionInput, state.convention);
    this.shareSlider.show(state.max_missing, percent(state.max_missing));
    this.shareSlider.input.parentElement.inert = state.missing === "strict";
    this.offerInput.checked = state.offered;
    const drawn = form.scores.flatMap(({ bands }) => bands).find(({ convention }) => convention === state.convention);
    write(this.conventionNote, drawn ? `Bands of the ${drawn.convention}: ${drawn.source}` : "");
  }
}

export default liveFigure(ScoreSheet);
