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

const rows = map ? /** @type {HTMLElement[]} */ ([...map.querySelectorAll(".progress-chapters > li")]) : [];
const dotsOf = (/** @type {Element} */ row) =>
  /** @type {HTMLElement[]} */ ([...row.querySelectorAll(".progress-dot")]);

/** The chapters, as the map lists them. @returns {Chapter[]} */
const chapters = () =>
  rows.map((row) => ({
    title: row.querySelector("a").textContent,
    items: dotsOf(row).map(({ dataset }) => ({ id: dataset.item, name: dataset.name })),
  }));

/** Show what is kept, and leave the live line alone, which a reader may be listening to. */
function draw() {
  const progress = kept();
  for (const row of rows) fill(row, progress);
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
  const known = new Set(chapters().flatMap(({ items }) => items.map(({ id }) => id)));
  const old = [...progress.answered.keys()].filter((id) => !known.has(id)).length;
  const notes = [
    old ? `Not counted: ${old} of another edition's questions that this one does not ask.` : "",
    progress.lost ? `Not counted: ${progress.lost} that cannot be read.` : "",
  ];
  const buttons = element("div", { className: "question-buttons" }, saver(progress), eraser("Erase, and keep nothing"));
  return [...notes.filter(Boolean).map((text) => element("p", {}, text)), buttons];
}

/**
 * Fill in what is kept of a chapter, or say how much there is to answer.
 * @param {HTMLElement} row
 * @param {Progress} progress
 */
function fill(row, { state, answered }) {
  const dots = dotsOf(row);
  const states = dots.map((dot) => stateOf(answered.get(dot.dataset.item)));
  for (const [i, dot] of dots.entries()) dot.className = `progress-dot progress-${states[i]}`;
  const count = states.filter((each) => each !== "open").length;
  const right = states.filter((each) => each === "right").length;
  row.querySelector(".progress-count > span").textContent =
    state === "on" ? `${count} of ${dots.length} answered, ${right} right` : `${dots.length} to answer`;
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
