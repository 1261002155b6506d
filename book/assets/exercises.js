/**
 * Makes a field of every exercise that can be checked: type or choose, check, read what is said.
 * The page holds hashes of the answers only. Nothing is sent, and nothing kept unless the reader asked.
 */

import { element, putForm } from "./answer_form.js";
import { answerText, canJudge, judged } from "./exercise_answer.js";

/**
 * @typedef {import("./answer_form.js").Verdict} Verdict
 * @typedef {import("./answer_form.js").Unanswered} Unanswered
 * @typedef {import("./exercise_answer.js").Key} Key
 */

const CANNOT =
  "This page came over http from another machine, and there a browser does not make the hashes that judge an answer. " +
  "Over https, or from your own machine, it does; the solution stands below in any case.";

/** @param {HTMLElement} box */
function enliven(box) {
  /** @type {Key} */
  const key = JSON.parse(box.dataset.sealed);
  const list = box.querySelector(".question-choices");
  const note = box.querySelector(".answer-note");
  if (!canJudge()) {
    list?.remove();
    box.append(element("p", {}, CANNOT));
    return;
  }
  const asked = [...takenFrom(box.querySelector(".question-asked"))];
  putForm(box, {
    which: `answer to ${box.dataset.item}`,
    controls: list ? choices(box, list, asked, key) : [label(box, asked)],
    beside: list ? [] : [field(box, key)],
    before: note,
    judge: (form) => verdict(form, key),
  });
}

/** The content of an element that leaves the page. */
function takenFrom(/** @type {Element} */ held) {
  held.remove();
  return held.childNodes;
}

/**
 * @param {HTMLElement} box
 * @param {Node[]} asked
 */
function label(box, asked) {
  return element("label", { className: "question-asked", htmlFor: `${box.id}-field` }, ...asked);
}

/**
 * @param {HTMLElement} box
 * @param {Key} key
 */
function field(box, { kind }) {
  const inputMode = kind === "whole" ? "numeric" : "text"; // keypads with decimals may lack the minus
  const className = kind.startsWith("word") ? "answer-words" : "";
  return element("input", { type: "text", id: `${box.id}-field`, inputMode, className });
}

/**
 * One of several words, or as many of them as are right.
 * @param {HTMLElement} box
 * @param {Element} list
 * @param {Node[]} asked
 * @param {Key} key
 */
function choices(box, list, asked, { kind, choices }) {
  list.remove();
  const type = kind === "words" ? "checkbox" : "radio";
  const fields = choices.map((value) =>
    element("label", { className: "question-choice" }, element("input", { type, name: box.id, value }), value),
  );
  return [element("fieldset", {}, element("legend", { className: "question-asked" }, ...asked), ...fields)];
}

/**
 * @param {HTMLFormElement} form
 * @param {Key} key
 * @returns {Promise<Verdict | Unanswered>}
 */
async function verdict(form, key) {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input")]);
  const given = fields.filter((each) => each.type === "text" || each.checked).map((each) => each.value);
  const answer = answerText(given, key);
  if ("problem" in answer) return answer;
  const { right, hint } = await judged(answer.text, key);
  return { right, heading: `${answer.note}${right ? "Right." : "Not yet."}`, reasons: hint ? [hint] : [] };
}

for (const box of document.querySelectorAll(".answer-field")) enliven(/** @type {HTMLElement} */ (box));
