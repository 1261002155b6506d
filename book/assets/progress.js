/**
 * Progress, for readers who switch it on: a quiet map of the chapters, a line at a chapter's end, a file.
 */

import { element, JUDGED } from "./answer_form.js";
import { asTable, begin, erase, kept, note, today } from "./progress_store.js";

/**
 * @typedef {import("./progress_store.js").Progress} Progress
 * @typedef {import("./progress_store.js").Chapter} Chapter
 */

const OFFERED =
  "Nothing is kept now. If you wish, this browser remembers which questions and exercises you answered: " +
  "in itself, sent nowhere, until you erase it.";
const UNREADABLE = "What this browser kept cannot be read; perhaps another edition wrote it. None of it is counted.";
const FORBIDDEN = "This browser lets the page keep nothing, so progress cannot be kept here.";
const map = /** @type {HTMLElement | null} */ (document.querySelector(".progress-map"));
const boxes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".question[data-item]")]);
/** @type {HTMLElement} */
const own = document.querySelector("script[data-progress]");

// ---- the map ----------------------------------------------------------------------------------

/** @returns {Chapter[]} */
const chapters = () => JSON.parse(map.dataset.chapters);

/** Show what is kept, and leave the live line alone, which a reader may be listening to. */
function draw() {
  const progress = kept();
  const parts = { off: offered, on: shown, unreadable, forbidden: () => [element("p", {}, FORBIDDEN)] };
  map.querySelector(".progress-body").replaceChildren(...parts[progress.state](progress));
}

/**
 * @param {string} text
 * @param {() => string} act and what is said of it
 */
function button(text, act) {
  const made = element("button", { type: "button", textContent: text });
  made.addEventListener("click", () => {
    const said = act();
    draw();
    map.querySelector(".progress-said").textContent = said;
    /** @type {HTMLElement} */ (map.querySelector("button"))?.focus(); // the one that had the focus may be gone
  });
  return made;
}

const eraser = (/** @type {string} */ text) =>
  button(text, () => {
    erase();
    return "Erased. This browser keeps nothing of the book now.";
  });

function offered() {
  const start = () => begin() || "Progress is kept in this browser from now on.";
  return [element("p", {}, OFFERED), button("Keep my progress in this browser", start)];
}

function unreadable() {
  return [element("p", {}, UNREADABLE), eraser("Erase it")];
}

/** @param {Progress} progress */
function shown(progress) {
  const all = chapters();
  const known = new Set(all.flatMap(({ items }) => items.map(({ id }) => id)));
  const old = [...progress.answered.keys()].filter((id) => !known.has(id)).length;
  const notes = [
    old ? `Not counted: ${old} of another edition's questions that this one does not ask.` : "",
    progress.lost ? `Not counted: ${progress.lost} that cannot be read.` : "",
  ];
  const list = element("ol", { className: "progress-chapters" }, ...all.map((chapter) => rowOf(chapter, progress)));
  const buttons = element("div", { className: "question-buttons" }, saver(progress), eraser("Erase, and keep nothing"));
  return [list, ...notes.filter(Boolean).map((text) => element("p", {}, text)), buttons];
}

/**
 * @param {Chapter} chapter
 * @param {Progress} progress
 */
function rowOf({ title, address, exercises, items }, { answered }) {
  const states = items.map(({ id }) => stateOf(answered.get(id)));
  const dots = states.map((state) => element("span", { className: `progress-dot progress-${state}` }));
  const count = `${states.filter((state) => state !== "open").length} of ${items.length} answered`;
  const right = `${states.filter((state) => state === "right").length} right`;
  const more = exercises
    ? [", ", element("a", { href: exercises, ariaLabel: `Exercises of ${title}` }, "exercises")]
    : [];
  return element(
    "li",
    {},
    element("a", { href: address }, title),
    element("span", { className: "progress-dots", ariaHidden: "true" }, ...dots),
    element("span", { className: "progress-count" }, `${count}, ${right}`, ...more),
  );
}

/** @param {import("./progress_store.js").Answered | undefined} one */
const stateOf = (one) => (one ? (one.right ? "right" : "answered") : "open");

/** @param {Progress} progress */
function saver(progress) {
  return button("Save as a file", () => {
    const { book, edition } = own.dataset;
    const file = new Blob([asTable(progress, chapters(), { book, edition })], { type: "text/csv" });
    const link = element("a", { href: URL.createObjectURL(file), download: `progress-${today()}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    return "Saved as a file with a row for each question.";
  });
}

function drawMap() {
  const said = element("p", { className: "progress-said", role: "status" });
  map.append(element("div", { className: "progress-body" }), said);
  draw();
  addEventListener("storage", draw); // another tab
}

// ---- a chapter's end --------------------------------------------------------------------------

const line = element("p", { className: "progress-line" });

/** Say which of the page's questions are answered, below the last of them. */
function drawLine() {
  const { state, answered } = kept();
  line.hidden = state !== "on";
  if (line.hidden) return;
  const named = (/** @type {string} */ which, /** @type {string} */ said) => {
    const found = boxes.filter((box) => stateOf(answered.get(box.dataset.item)) === which);
    return found.length ? `${said}: ${found.map((box) => box.dataset.name).join(", ")}. ` : "";
  };
  line.replaceChildren(
    "Kept in this browser. ",
    named("right", "Right"),
    named("answered", "Not right yet"),
    named("open", "Open"),
    element("a", { href: own.dataset.progress }, "All chapters"),
  );
}

/** @param {Event} event */
function keep(event) {
  const { item, right, box } = /** @type {CustomEvent} */ (event).detail;
  const problem = note(item, right);
  if (problem) box.querySelector(".question-reasons").append(element("p", { className: "progress-problem" }, problem));
  drawLine();
}

if (map) drawMap();
if (boxes.length) {
  boxes.at(-1).closest("section").append(line);
  drawLine();
  document.addEventListener(JUDGED, keep);
  addEventListener("storage", drawLine);
}
