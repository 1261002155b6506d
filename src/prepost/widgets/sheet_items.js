/**
 * The items of a form: native radio buttons, one group an item, with what each answer counts.
 *
 * Keys: arrows choose within an item, a digit answers and goes on to the next, Delete takes away.
 */

import { fill, freshId, keepKeys, labelled, make } from "./controls.js";
import { set, write } from "./figure.js";
import { whole } from "./number_text.js";
import { isOnForm, readAnswer, spanOf } from "./scoring.js";
import { say, useInWords } from "./sheet_words.js";

/** @import { Answer, Form, Problem, Result } from "./scoring.js" */
/** @typedef {{fieldset: HTMLFieldSetElement, choices: Choices, uses: Use[], problem: HTMLElement}} Row */
/** @typedef {{place: number, line: HTMLElement, text: HTMLElement}} Use `place` among the scores */

const MOST_BUTTONS = 11;

/** The items of one form. */
export class Items {
  /**
   * @param {Element} parent
   * @param {Form} form
   * @param {(item: number, answer: Answer) => void} onAnswer items count from 1
   */
  constructor(parent, form, onAnswer) {
    this.form = form;
    this.onAnswer = onAnswer;
    this.box = make("div", { class: "pp-items" }, parent);
    /** @type {Row[]} */
    this.rows = form.columns.map((_, i) => this.#makeRow(i + 1));
    this.box.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * @param {Answer[]} answers
   * @param {Result[]} results
   * @param {Problem[]} problems
   * @param {boolean} offered whether one answer more than the form has is offered
   */
  show(answers, results, problems, offered) {
    const told = new Map(problems.map(({ item, problem }) => [item, problem]));
    this.box.classList.toggle("has-extra", offered || told.size > 0);
    this.rows.forEach((row, i) => {
      row.choices.show(answers[i], offered || told.size > 0);
      showProblem(row, told.get(i + 1) ?? "");
      for (const use of row.uses) this.#showUse(use, answers[i], i + 1, results[use.place]);
    });
  }

  #showUse({ line, text }, answer, item, result) {
    set(line, { class: result.gaps.includes(item) ? "pp-use is-open" : "pp-use" });
    write(text, useInWords(answer, item, result, this.form));
  }

  /** @returns {Row} */
  #makeRow(item) {
    const fieldset = make("fieldset", { class: "pp-item", "data-item": `${item}` }, this.box);
    const legend = make("legend", {}, fieldset, `Item ${item}`);
    const used = this.form.scores
      .map((score, place) => ({ score, place }))
      .filter(({ score }) => score.items.includes(item));
    const names = used.map(({ score }) => `${score.name}${score.reversed.includes(item) ? " (reversed)" : ""}`);
    make("span", { class: "pp-unseen" }, legend, ` ${names.join(", ") || say("in_no_score")}`);
    const answer = (given) => this.onAnswer(item, given);
    const choices = new (hasButtons(this.form) ? Buttons : Field)(fieldset, this.form, item, answer);
    const list = make("ul", { class: "pp-uses" }, fieldset);
    const uses = used.map(({ score, place }) => makeUse(list, score, item, place));
    if (!uses.length) make("li", { class: "pp-use is-open" }, list, say("in_no_score"));
    const problem = make("p", { class: "pp-item-problem", id: freshId(), hidden: "" }, fieldset);
    return { fieldset, choices, uses, problem };
  }

  #press(event) {
    const row = this.rows.findIndex(({ fieldset }) => fieldset.contains(event.target));
    if (row < 0 || event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key) && takesDigits(this.form)) {
      this.onAnswer(row + 1, Number(event.key));
      this.rows[Math.min(row + 1, this.rows.length - 1)].choices.focus();
    } else if (["Delete", "Backspace"].includes(event.key)) {
      this.onAnswer(row + 1, null);
      this.rows[row].choices.focus();
    } else return;
    event.preventDefault();
  }
}

/** Are the answers few enough for a button each? @param {Form} form */
function hasButtons({ response_min: low, response_max: high }) {
  return high - low < MOST_BUTTONS;
}

/** Is every answer one key? @param {Form} form */
function takesDigits({ response_max: high }) {
  return high <= 9;
}

/** How to answer by keys. @param {Form} form */
export function helpFor(form) {
  const { response_min: low, response_max: high, scores } = form;
  const turned = scores.some(({ reversed }) => reversed.length);
  const mark = turned ? ` \u21c4 marks a reversed item: it counts ${whole(low + high)} \u2212 its answer.` : "";
  if (!hasButtons(form)) return `Type a whole number from ${spanOf(form)}, or leave the field empty.${mark}`;
  const digits = takesDigits(form) ? "a digit answers and goes on to the next item, " : "";
  return `Keys: ${digits}arrows choose within an item, Delete leaves it without an answer, Tab goes on.${mark}`;
}

/** What an answer counts in one score. @returns {Use} */
function makeUse(list, score, item, place) {
  const line = make("li", { class: "pp-use" }, list);
  const sign = score.reversed.includes(item) ? "\u21c4" : "";
  make("span", { class: "pp-use-mark", "aria-hidden": "true" }, line, sign);
  make("span", { class: "pp-use-name" }, line, `${score.name}: `);
  return { place, line, text: make("span", { class: "pp-use-text" }, line) };
}

function showProblem({ fieldset, problem }, text) {
  write(problem, text);
  problem.hidden = !text;
  if (text) fieldset.setAttribute("aria-describedby", problem.id);
  else fieldset.removeAttribute("aria-describedby");
}

/** @typedef {Buttons | Field} Choices */

/** A radio button for every answer, one for none, and one for an answer that the form does not have. */
class Buttons {
  /**
   * @param {Element} parent
   * @param {Form} form
   * @param {number} _item
   * @param {(answer: Answer) => void} onAnswer
   */
  constructor(parent, form, _item, onAnswer) {
    this.form = form;
    this.onAnswer = onAnswer;
    const box = make("div", { class: "pp-answers" }, parent);
    const name = freshId();
    /** @type {Map<Answer, HTMLInputElement>} */
    this.inputs = new Map();
    for (let answer = form.response_min; answer <= form.response_max; answer += 1) {
      this.inputs.set(answer, this.#button(box, name, answer, whole(answer)).input);
    }
    this.outside = this.#button(box, name, form.extra, whole(form.extra), "is-outside");
    make("span", { class: "pp-unseen" }, this.outside.label, " not on the form");
    this.none = this.#button(box, name, null, "missing", "is-none");
    this.extra = form.extra;
  }

  #button(parent, name, answer, text, kind = "") {
    const label = make("label", { class: `pp-answer ${kind}` }, parent);
    const input = keepKeys(make("input", { type: "radio", name, value: text }, label));
    const shown = make("span", {}, label, text);
    input.addEventListener("change", () => this.onAnswer(kind === "is-outside" ? this.extra : answer));
    return { label, input, shown };
  }

  /** @param {Answer} answer @param {boolean} offered */
  show(answer, offered) {
    const isOutside = answer !== null && !isOnForm(answer, this.form);
    this.extra = isOutside ? answer : this.form.extra;
    write(this.outside.shown, whole(this.extra));
    set(this.outside.input, { value: `${this.extra}` });
    this.outside.label.hidden = !offered;
    this.#chosen(answer, isOutside).checked = true;
  }

  #chosen(answer, isOutside) {
    if (isOutside) return this.outside.input;
    return answer === null ? this.none.input : this.inputs.get(answer);
  }

  focus() {
    const all = [...this.inputs.values(), this.outside.input, this.none.input];
    all.find(({ checked }) => checked)?.focus();
  }
}

/** A field for a form with too many answers for buttons. */
class Field {
  /**
   * @param {Element} parent
   * @param {Form} form
   * @param {number} item
   * @param {(answer: Answer) => void} onAnswer
   */
  constructor(parent, form, item, onAnswer) {
    this.form = form;
    this.onAnswer = onAnswer;
    const box = make("div", { class: "pp-answers" }, parent);
    this.input = labelled(box, `Item ${item}, ${spanOf(form)}`, "input", { type: "text", inputmode: "numeric" });
    this.input.previousElementSibling.className = "pp-unseen";
    this.wrong = make("span", { class: "pp-field-problem", id: freshId() }, box);
    this.input.addEventListener("change", () => this.#read());
  }

  #read() {
    try {
      const answer = readAnswer(this.input.value, this.form);
      this.#say("");
      this.onAnswer(answer);
    } catch (error) {
      this.#say(`${error.message}.`);
    }
  }

  #say(problem) {
    write(this.wrong, problem);
    this.input.setAttribute("aria-invalid", `${Boolean(problem)}`);
    this.input.setAttribute("aria-describedby", this.wrong.id);
  }

  /** @param {Answer} answer */
  show(answer) {
    const isReading = this.input.getAttribute("aria-invalid") === "true" && document.activeElement === this.input;
    if (isReading) return;
    fill(this.input, answer === null ? "" : `${answer}`);
    this.#say("");
  }

  focus() {
    this.input.focus();
  }
}
