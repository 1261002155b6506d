/**
 * A notebook to write in: the student's of a chapter, or an empty one. Its cells are edited and run
 * here; it is downloaded, opened and kept as the .ipynb that Jupyter has.
 */

import { addCell, cells, runAll } from "./cell.js";
import { addEditor } from "./editor.js";
import { act, addStyles, element } from "./elements.js";
import { chooser, download, filesPlace } from "./files.js";
import { keeper } from "./kept.js";
import * as format from "./notebook.js";
import { settle, take } from "./outputs.js";

/** @typedef {import("./notebook.js").NotebookCell} NotebookCell */

const PROMPT = "*Your answer:*"; // as `twowaves.classroom` knows it
const WAIT = 500; // milliseconds after the last key until it is kept
const CANNOT_READ = "What this browser kept of this notebook cannot be read, and is left as it is until you write.";

const KEPT = "Kept in this browser, sent nowhere, until you erase it.";
const NOT_KEPT =
  "Nothing is kept once this tab is closed. If you wish, this browser remembers the notebook: in itself, sent nowhere, until you erase it.";

const head = /** @type {HTMLElement} */ (document.querySelector(".workbook"));
/** @type {import("./notebook.js").Notebook} */
const own = JSON.parse(head.dataset.notebook);
const isEmpty = "files" in head.dataset; // begins without exercises, and takes any notebook
let notebook = structuredClone(own);
/** What shows a cell, by its id. @type {Map<string, { place: HTMLElement, run?: import("./cell.js").Cell, editor: HTMLTextAreaElement }>} */
const views = new Map();
/** The places that the book has for cells. @type {Map<string, HTMLElement>} */
const slots = new Map(
  /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".workbook-cell")]).map((slot) => [
    slot.dataset.cell,
    slot,
  ]),
);
const files = isEmpty ? filesPlace() : null;

// ---- what is kept -------------------------------------------------------------------------------

const keep = keeper(head.dataset.name, (text) => {
  drawKeep();
  if (text !== null) say("Another tab has changed this notebook: reload to see it. What you write here replaces it.");
});
const whole = () => format.written(notebook);
const bare = () => format.written(format.withoutOutputs(notebook));
let waiting;
let problem = "";

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(note, WAIT);
}

function note() {
  if (!waiting) return;
  clearTimeout(waiting);
  waiting = undefined;
  const said = keep.note(whole, bare);
  if (said && said !== problem) say(said);
  problem = said;
}
addEventListener("pagehide", note);

// ---- a cell -------------------------------------------------------------------------------------

/** Show a cell in its place. @param {NotebookCell} cell @param {HTMLElement} place */
function show(cell, place) {
  const anchor = element("div", "cell_input");
  const button = act("Run", () => {});
  place.replaceChildren(anchor, button);
  const view = { place, editor: undefined, run: undefined };
  const isCode = cell.cell_type === "code";
  view.editor = (isCode ? addEditor : addProse)(anchor, {
    name: "",
    text: isCode ? cell.source : withoutPrompt(cell),
    run: isCode ? () => runAndGoOn(cell.id) : () => goOn(cell.id),
    changed: (text) => {
      cell.source = isCode ? text : withPrompt(cell, text);
      changed();
    },
  });
  views.set(cell.id, view);
  const last = isCode ? runStatus(cell, view, button) : textBar(button);
  last.before(
    act("Add a cell below", () => add(cell.id)),
    ...(slots.has(cell.id) ? [] : ownButtons(cell.id)),
  );
}

/**
 * As `addEditor`, for an answer in words: Tab leaves it.
 * @param {HTMLElement} anchor
 * @param {{ text: string, run: () => void, changed: (text: string) => void }} of
 */
function addProse(anchor, { text, run, changed }) {
  const area = Object.assign(document.createElement("textarea"), { className: "workbook-prose", value: text });
  area.addEventListener("input", () => changed(area.value));
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.shiftKey) return;
    event.preventDefault();
    run();
  });
  anchor.replaceWith(area);
  return area;
}

/** @param {NotebookCell} cell @param {any} view @param {HTMLButtonElement} button */
function runStatus(cell, view, button) {
  view.run = addCell(view.place, button, "", () => view.editor.value);
  cell.outputs ??= [];
  let fresh = [];
  view.run.hear = (message) => {
    if (message.type === "begin") fresh = [];
    else if (message.type === "ended") end(message.count);
    else format.store(fresh, message);
  };
  const end = (count) => {
    if (!count) return; // stopped: what the notebook has stays
    for (const each of fresh) if ("execution_count" in each) each.execution_count = count;
    Object.assign(cell, { outputs: fresh, execution_count: count });
    changed();
    files?.look();
  };
  if (cell.outputs.length) {
    const shown = [];
    for (const each of cell.outputs) take(view.run, shown, format.told(each));
    settle(view.run, shown);
    view.run.status.textContent = "The output that the notebook has.";
  }
  return view.run.status;
}

/** @param {HTMLButtonElement} button */
function textBar(button) {
  const bar = element("div", "run-bar");
  bar.setAttribute("role", "group");
  button.replaceWith(bar);
  const last = element("span", "");
  bar.append(last);
  return last;
}

/** @param {NotebookCell} cell */
const withoutPrompt = ({ source, id }) =>
  id.endsWith("-yours") && source.startsWith(PROMPT) ? source.slice(PROMPT.length).trim().replace(/^…$/, "") : source;

/** @param {NotebookCell} cell @param {string} text */
const withPrompt = ({ id }, text) => (id.endsWith("-yours") ? `${PROMPT} ${text || "…"}` : text);

/** The cells that can be written in, in their order. */
const shown = () => notebook.cells.filter(({ id }) => views.has(id));

/** @param {string} id */
function goOn(id) {
  const all = shown();
  const next = all[all.findIndex((cell) => cell.id === id) + 1];
  views.get(next?.id)?.editor.focus();
}

/** @param {string} id */
function runAndGoOn(id) {
  runAll([views.get(id).run]);
  goOn(id);
}

// ---- cells of one's own ---------------------------------------------------------------------------

/** @param {string} id */
function ownButtons(id) {
  const up = act("Move up", () => move(id, -1, up, down));
  const down = act("Move down", () => move(id, 1, down, up));
  const gone = act("Remove", () => remove(id));
  for (const [name, button] of Object.entries({ up, down, gone })) button.dataset.own = name;
  return [up, down, gone];
}

/** Add a cell for the reader to write in. @param {string} [after] the id of a cell */
function add(after) {
  views.get(made(after, "")).editor.focus();
}

/** @param {string | undefined} after the id of a cell @param {string} source @returns {string} the new cell's id */
function made(after, source) {
  const id = format.newId(new Set(notebook.cells.map((cell) => cell.id)));
  /** @type {NotebookCell} */
  const cell = { cell_type: "code", id, metadata: {}, source, outputs: [], execution_count: null };
  insert(cell, notebook.cells.findIndex((each) => each.id === after) + 1, newPlace());
  changed();
  return id;
}

function newPlace() {
  return element("div", "cell workbook-cell");
}

/** Put a cell into the notebook and on the page. @param {NotebookCell} cell @param {number} index @param {HTMLElement} place */
function insert(cell, index, place) {
  notebook.cells.splice(index, 0, cell);
  stand(index, place);
  if (!place.hasChildNodes()) show(cell, place);
  order();
}

/** Have a place stand behind that of the cell before it. @param {number} index @param {HTMLElement} place */
function stand(index, place) {
  const before = notebook.cells.slice(0, index).findLast(({ id }) => views.has(id));
  const place_ = before && views.get(before.id).place;
  if (place_) place_.after(place);
  else if (slots.size) slots.values().next().value.before(place);
  else head.after(place);
}

/** @param {string} id */
function takeAway(id) {
  const index = notebook.cells.findIndex((cell) => cell.id === id);
  const [cell] = notebook.cells.splice(index, 1);
  const view = views.get(id);
  view.place.remove();
  views.delete(id);
  return { cell, index, view };
}

/** @param {string} id */
function remove(id) {
  const { cell, index, view } = takeAway(id);
  order();
  changed();
  offer("The cell is removed.", () => {
    views.set(id, view);
    insert(cell, index, view.place);
    changed();
    view.editor.focus();
  });
}

/** @param {string} id @param {1 | -1} way @param {HTMLButtonElement} button @param {HTMLButtonElement} other */
function move(id, way, button, other) {
  const all = shown();
  const neighbour = all[all.findIndex((cell) => cell.id === id) + way];
  const [cell] = notebook.cells.splice(
    notebook.cells.findIndex((each) => each.id === id),
    1,
  );
  const index = notebook.cells.indexOf(neighbour) + (way > 0 ? 1 : 0);
  const { place } = views.get(id);
  const beside = views.get(neighbour.id).place;
  notebook.cells.splice(index, 0, cell);
  if (way > 0) beside.after(place);
  else beside.before(place);
  order();
  changed();
  (button.disabled ? other : button).focus();
}

/** Have all know the order: what is run above a cell, and what cells are called. */
function order() {
  const all = shown();
  cells.splice(0, cells.length, ...all.map(({ id }) => views.get(id).run).filter(Boolean));
  let code = 0;
  let text = 0;
  for (const [i, { id }] of all.entries()) {
    const { run, editor, place } = views.get(id);
    const answer = id.endsWith("-yours") ? `Your answer to ${id.slice(0, -"-yours".length)}` : "";
    const name = run ? `Code ${++code}` : answer || `Text ${++text}`;
    editor.setAttribute("aria-label", name);
    place.querySelector(".run-bar").setAttribute("aria-label", run ? `Running code ${code}` : name);
    const isUseless = { up: i === 0, down: i === all.length - 1, gone: all.length === 1 };
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (place.querySelectorAll("[data-own]")))
      button.disabled = isUseless[button.dataset.own];
  }
}

// ---- the whole ------------------------------------------------------------------------------------

/** Show a notebook in place of the one that is there. @param {import("./notebook.js").Notebook} other */
function use(other) {
  notebook = structuredClone(other);
  for (const [id, { place }] of views) if (!slots.has(id)) place.remove();
  views.clear();
  cells.length = 0;
  const known = new Set(own.cells.map(({ id }) => id));
  for (const [index, cell] of notebook.cells.entries()) {
    const slot = slots.get(cell.id);
    if (!slot && known.has(cell.id) && !isEmpty) continue; // the book's own words
    const place = slot ?? newPlace();
    if (!slot) stand(index, place);
    show(cell, place);
  }
  order();
  if (!views.size && isEmpty) made(undefined, "");
}

/** Replace all of it, with a way back. @param {import("./notebook.js").Notebook} other @param {string} words */
function replace(other, words) {
  const before = structuredClone(notebook);
  use(other);
  changed();
  offer(words, () => {
    use(before);
    changed();
  });
}

const status = element("p", "run-status");
status.setAttribute("role", "status");
const undo = element("span", "");
let keepButton = document.createElement("button");
const keeping = element("p", "run-hint");

/** @param {string} words */
function say(words) {
  status.textContent = words;
  undo.replaceChildren();
}

/** Say what was done, and offer to undo it. @param {string} words @param {() => void} back */
function offer(words, back) {
  say(words);
  const button = act("Undo", () => {
    back();
    say("Undone.");
  });
  undo.replaceChildren(button);
  button.focus();
}

/** @param {File[]} files one of them */
async function open([file]) {
  if (!file) return;
  try {
    format.checkSize(file.name, file.size);
    const text = await file.text().catch(() => {
      throw new format.NotOpened(`“${file.name}” cannot be read.`);
    });
    const other = format.parsed(text, file.name);
    replace(isEmpty ? other : format.filledIn(own, other, file.name), `“${file.name}” is open.`);
  } catch (why) {
    if (!(why instanceof format.NotOpened)) throw why;
    say(why.message);
  }
}

function save() {
  download(new Blob([whole()], { type: "application/x-ipynb+json" }), head.dataset.name);
  say(`Downloaded as “${head.dataset.name}”.`);
}

function drawKeep() {
  const button = keep.isOn()
    ? act("Erase, and keep nothing", () => {
        const why = keep.erase();
        drawKeep();
        say(why || "Erased. This browser keeps nothing of this notebook now.");
      })
    : act("Keep it in this browser", () => {
        const why = keep.begin(whole, bare);
        drawKeep();
        say(why || "The notebook is kept in this browser from now on.");
      });
  const before = keepButton;
  const hadFocus = before === document.activeElement;
  keepButton = button;
  before.replaceWith(button);
  if (hadFocus) button.focus();
  keeping.textContent = keep.isOn() ? KEPT : NOT_KEPT;
}

function drawHead() {
  const bar = element("div", "run-bar");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "The notebook");
  bar.append(
    act("Download", save),
    chooser("Open a notebook …", ".ipynb", open),
    act("Begin anew", () => replace(own, "The notebook is as it was at first.")),
    keepButton,
  );
  const said = element("div", "run-bar workbook-said");
  said.append(status, undo);
  head.replaceChildren(bar, keeping, said); // in place of what is said where no script runs
  if (files) head.append(files.place);
  drawKeep();
}

/** Let a beginning be put into the notebook. @param {HTMLElement} place */
function offerBeginning(place) {
  const sources = [...place.querySelectorAll("pre")].map((each) => each.textContent.replace(/\n$/, ""));
  const bar = element("div", "run-bar");
  place.append(bar);
  bar.append(
    act("Begin with this", () => {
      const before = structuredClone(notebook);
      const blank = notebook.cells.every(({ source }) => !source.trim());
      if (blank) for (const { id } of shown()) takeAway(id);
      const ids = sources.map((source) => made(notebook.cells.at(-1)?.id, source));
      offer(`Its cells are in the notebook.`, () => {
        use(before);
        changed();
      });
      const { editor } = views.get(ids[0]);
      editor.setSelectionRange(0, 0);
      editor.focus();
    }),
  );
}

function restored() {
  const text = keep.text();
  if (text === null) return own;
  try {
    const kept = format.parsed(text, head.dataset.name);
    return isEmpty ? kept : format.filledIn(own, kept, head.dataset.name);
  } catch {
    say(CANNOT_READ);
    return own;
  }
}

addStyles("cells.css", "workbook.css");
drawHead();
use(restored());
for (const place of document.querySelectorAll(".workbook-beginning"))
  offerBeginning(/** @type {HTMLElement} */ (place));
