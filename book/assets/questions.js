/**
 * Makes a form of every question of a page: choose or type, check, read why, try again.
 *
 * All of it stands in the page already, and stays there for those who have no scripts.
 * What a reader answers is sent nowhere, and kept nowhere unless the reader asked for that.
 */

import { element, putForm } from "./answer_form.js";
import { placeOf, readNumber } from "./number_answer.js";

/**
 * @typedef {import("./answer_form.js").Verdict} Verdict
 * @typedef {import("./answer_form.js").Unanswered} Unanswered
 */

/** @param {HTMLElement} question */
function enliven(question) {
  const isNumber = "numbers" in question.dataset;
  putForm(question, {
    which: question.querySelector(".question-number").textContent.toLowerCase(),
    controls: isNumber ? numberControls(question) : choiceControls(question),
    beside: isNumber ? [numberField(question), question.dataset.unit] : [],
    before: question.querySelector(".question-answer"),
    judge: (form) => (isNumber ? judgeNumber : judgeChoice)(question, form),
  });
}

/**
 * The choices as radio buttons, with the question as their legend.
 * @param {HTMLElement} question
 */
function choiceControls(question) {
  const { asked, more } = takenOut(question);
  const list = question.querySelector(".question-choices");
  const choices = [...list.children].map((item, i) => {
    const radio = element("input", { type: "radio", name: question.id, value: `${i}` });
    const text = element("span", {}, ...item.querySelector("p").childNodes);
    return element("label", { className: "question-choice" }, radio, text);
  });
  list.remove();
  const legend = element("legend", { className: "question-asked" }, ...asked);
  return [element("fieldset", {}, legend, ...more, ...choices)];
}

/**
 * The question as the label of its field.
 * @param {HTMLElement} question
 */
function numberControls(question) {
  const { asked, more } = takenOut(question);
  return [element("label", { className: "question-asked", htmlFor: `${question.id}-number` }, ...asked), ...more];
}

/**
 * A field of text: one of type number would drop what it cannot read.
 * @param {HTMLElement} question
 */
function numberField(question) {
  const inputMode = question.dataset.numbers.includes("-") ? "text" : "decimal"; // some keypads have no minus
  return element("input", { type: "text", id: `${question.id}-number`, inputMode });
}

/**
 * Takes the question's text out of the page, to be put where it names the controls.
 * @param {HTMLElement} question
 */
function takenOut(question) {
  const paragraph = question.querySelector(".question-asked");
  const more = [];
  for (let next = paragraph.nextElementSibling; !next.matches(".question-choices, .question-answer"); ) {
    more.push(next);
    next = next.nextElementSibling;
  }
  paragraph.remove();
  return { asked: [...paragraph.childNodes], more };
}

/**
 * @param {HTMLElement} question
 * @param {HTMLFormElement} form
 * @returns {Verdict | Unanswered}
 */
function judgeChoice(question, form) {
  const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector("input:checked"));
  if (!chosen) return { problem: "Choose an answer first." };
  return verdictOn(question, Number(chosen.value), "");
}

/**
 * @param {HTMLElement} question
 * @param {HTMLFormElement} form
 * @returns {Verdict | Unanswered}
 */
function judgeNumber(question, form) {
  const { numbers, within, unit } = question.dataset;
  const read = readNumber(form.querySelector("input").value, unit);
  if ("problem" in read) return read;
  const known = numbers.split(" ").map(Number);
  const place = placeOf(read.value, known, Number(within));
  return verdictOn(question, place < 0 ? known.length : place, read.note);
}

/**
 * @param {HTMLElement} question
 * @param {number} place of the answer among the reasons
 * @param {string} note
 * @returns {Verdict}
 */
function verdictOn(question, place, note) {
  const right = place === Number(question.dataset.right);
  const reason = question.querySelectorAll(".question-answer > dl > dd")[place];
  const copy = /** @type {HTMLElement} */ (reason.cloneNode(true));
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id"); // each id stands once
  const reasons = [...copy.childNodes];
  return { right, heading: `${note}${right ? "Right." : "Not right."}`, reasons };
}

/** Paper cannot be opened: it gets the answers, and the page is as it was afterwards. */
function openForPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    const closed = document.querySelectorAll("details.question-answer:not([open])");
    opened = /** @type {HTMLDetailsElement[]} */ ([...closed]);
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

for (const question of document.querySelectorAll(".question")) enliven(/** @type {HTMLElement} */ (question));
openForPrint();
