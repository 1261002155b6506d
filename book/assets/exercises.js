/**
 * Makes a field of every exercise that can be checked: type or choose, check, read what is said.
 * The page holds hashes of the answers only. Nothing is sent, and nothing kept unless the reader asked.
 */

import { element, putForm } from "./answer_form.js";
import { answerText, canJudge, judged, judgedByFigures } from "./exercise_answer.js";

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
  const { right, hint } =
    key.own && figures ? judgedByFigures(answer.text, key, figures) : await judged(answer.text, key);
  return { right, heading: `${answer.note}${right ? "Right." : "Not yet."}`, reasons: hint ? [hint] : [] };
}

// ---- people of one's own ----------------------------------------------------------------------

/**
 * What there is to find in the reader's own people, once their file was opened.
 * @type {Record<string, number> | null}
 */
let figures = null;

/** Let the page ask about other people than the example's. */
function offerOwnPeople(/** @type {HTMLElement} */ box) {
  const names = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".people-name")]);
  const example = names[0].textContent;
  const file = element("input", { type: "file", accept: ".csv,text/csv", id: "own-people" });
  const back = element("button", { type: "button", textContent: `Back to ${example}`, hidden: true });
  const said = element("p", { className: "question-said", ariaLive: "polite" });
  const ask = (/** @type {Record<string, number> | null} */ about, /** @type {string} */ words) => {
    figures = about;
    for (const name of names) name.textContent = about ? file.files[0].name : example;
    back.hidden = !about;
    said.textContent = words;
    // verdicts were on other people
    for (const form of document.querySelectorAll(".answer-field form")) form.dispatchEvent(new Event("input"));
  };
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    const { problem, about, n } = await peopleIn(file.files[0]);
    if (problem) said.textContent = problem;
    else ask(about, `${n} people read. The page asks about them now.`);
  });
  back.addEventListener("click", () => {
    ask(null, `The page asks about the people of ${example} again.`);
    file.value = "";
    file.focus();
  });
  const label = element("label", { htmlFor: file.id }, "File of your own people, data.csv:");
  box.append(label, element("div", { className: "question-buttons" }, file, back), said);
}

/**
 * What there is to find in the people of a file, or why they cannot be used.
 * @param {File} file
 * @returns {Promise<{problem?: string, about?: Record<string, number>, n?: number}>}
 */
async function peopleIn(file) {
  const { readPeople } = await import("./own_people.js");
  const people = readPeople(await file.text());
  if ("problem" in people) return people;
  const [{ figuresOf }, ttest, ranks] = await Promise.all([
    import("./own_figures.js"),
    import("./twowaves/paired/ttest.js"),
    import("./twowaves/paired/rank_tests.js"),
  ]);
  const { pre, post } = people;
  const about = ttest.whyUntestable(pre, post) ? null : figuresOf(pre, post, { ...ttest, ...ranks });
  return about ? { about, n: pre.length } : { problem: "These people all change alike, so there is no test of them." };
}

for (const box of document.querySelectorAll(".people-box")) offerOwnPeople(/** @type {HTMLElement} */ (box));
for (const box of document.querySelectorAll(".answer-field")) enliven(/** @type {HTMLElement} */ (box));
