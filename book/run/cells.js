/**
 * The cells of a page, once a reader has pressed *Run*: they run here, and can be changed.
 *
 * What the book stores stays until the new output is there, and a line says which of the two it is.
 */

import { Engine } from "./engine.js";
import { printed, shown, wrong } from "./shown.js";

/** What a page fetches only where its cells ask for it. @type {Record<string, RegExp>} */
const ASKED_BY = { pictures: /\b(matplotlib|seaborn|plots?|plt|sns)\b/, models: /\b(statsmodels|patsy)\b/ };
const MEGABYTE = 1e6;
const VIEW = "application/vnd.jupyter.widget-view+json";
/** What takes the values that Python sets, by the name of the model. @type {Map<string, (values: object) => void>} */
const models = new Map();
const engine = new Engine();

/**
 * One cell of the page.
 * @typedef {object} Cell
 * @property {HTMLElement} place
 * @property {HTMLDetailsElement} code
 * @property {string} original
 * @property {HTMLTextAreaElement} [editor]
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} bar
 * @property {HTMLElement} status what is going on, for everybody to hear
 * @property {HTMLElement} stored what the book shows
 * @property {HTMLElement} fresh
 * @property {boolean} hasRun
 */

/** @type {Cell[]} */
const cells = [...document.querySelectorAll("details.code")].map(cellOf);
const packs = Object.keys(ASKED_BY).filter((name) => cells.some(({ original }) => ASKED_BY[name].test(original)));
/** @type {Promise<boolean> | null} */
let booting = null;

/** @param {Element} code @returns {Cell} */
function cellOf(code) {
  const place = /** @type {HTMLElement} */ (code.closest(".cell"));
  const button = /** @type {HTMLButtonElement} */ (place.querySelector(".run-code"));
  const bar = element("div", "run-bar");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Running ${code.getAttribute("aria-label").toLowerCase()}`);
  button.replaceWith(bar);
  const status = element("span", "run-status");
  status.setAttribute("role", "status");
  let stored = /** @type {HTMLElement} */ (place.querySelector(".cell_output"));
  if (!stored) place.append((stored = element("div", "cell_output")));
  const fresh = element("div", "cell_output run-output");
  fresh.hidden = true;
  stored.after(fresh);
  const original = code.querySelector("pre").textContent.replace(/\n$/, "");
  const details = /** @type {HTMLDetailsElement} */ (code);
  const cell = { place, code: details, original, button, bar, status, stored, fresh, hasRun: false };
  bar.append(
    button,
    act("Edit", () => edit(cell)),
    status,
  );
  return cell;
}

/** A button of a cell was pressed. @param {HTMLButtonElement} button */
export async function press(button) {
  const cell = cells.find((each) => each.button === button);
  if (button.textContent === "Stop") stop();
  else await runAll([cell]);
}

for (const cell of cells) cell.button.addEventListener("click", () => press(cell.button));

/** @param {Cell[]} some */
async function runAll(some) {
  if (!(await started(some[0]))) return;
  // each is asked for at once and waits its turn, so that a stop ends them all
  await Promise.all(some.map(run));
}

/** @param {Cell} cell */
async function run(cell) {
  if (cell.button.textContent === "Stop") return; // it runs or waits already: forty presses are one
  cell.button.textContent = "Stop";
  say(cell, "Waiting for the cells before it …");
  const outputs = [];
  let began = false;
  const hear = (message) => {
    if (!began) say(cell, "Running …");
    began = true;
    take(cell, outputs, message);
  };
  const timer = setTimeout(() => say(cell, "Running …"), 200);
  let end;
  try {
    end = await engine.run(sourceOf(cell), hear);
  } catch (failure) {
    end = { failed: failure.message };
  }
  clearTimeout(timer);
  cell.button.textContent = "Run";
  if (!end.stopped && !end.failed) settle(cell, outputs);
  say(cell, saidOf(cell, end));
}

/** @param {Cell} cell @param {any} end */
function saidOf(cell, end) {
  if (end.stopped) return "Stopped. Variables are gone: run the cells above again.";
  if (end.failed) return `Python ended (${end.failed}). Variables are gone: run the cells above again.`;
  cell.hasRun = true;
  const time = end.seconds < 0.1 ? "" : ` in ${end.seconds.toFixed(1)} s`;
  if (end.ok) return `Run here${time}.`;
  const above = cells.slice(0, cells.indexOf(cell)).filter(({ hasRun }) => !hasRun).length;
  const why = above ? ` Not all cells above it have been run.` : "";
  return `Run here: it ended with an error.${why}`;
}

/** @param {Cell} cell @param {HTMLElement[]} outputs @param {any} message */
function take(cell, outputs, message) {
  if (message.type === "clear_output") outputs.length = 0;
  const made = {
    stream: () => printed(message.text, message.name),
    cut: () => wrong({ traceback: "", advice: "Only the first million letters of what this cell prints are shown." }),
    error: () => wrong(message),
    model: () => void models.get(message.name)?.(message.values),
    display_data: () => shown(message.data),
    execute_result: () => shown(message.data),
  }[message.type]?.();
  const view = message.data?.[VIEW];
  if (view) outputs.at(-1).dataset.model = view.model_id; // a widget's view follows its figure
  if (!made) return;
  const last = outputs.at(-1);
  if (message.type === "stream" && last?.className === made.className)
    last.querySelector("pre").textContent += message.text;
  else outputs.push(made);
  if (message.type === "stream") settle(cell, outputs); // who waits for long sees how far it is
}

/** Show what has come in place of what was there. @param {Cell} cell @param {HTMLElement[]} outputs */
function settle(cell, outputs) {
  cell.fresh.replaceChildren(...outputs);
  const drawn = [...cell.stored.querySelectorAll("img[alt], svg[aria-label]")];
  const words = drawn.map((each) => each.getAttribute("alt") ?? each.getAttribute("aria-label"));
  [...cell.fresh.querySelectorAll("svg.pp-drawing, canvas")].forEach((each, i) => {
    each.setAttribute("aria-label", `Drawn here. ${words[i] ? `As the book has it: ${words[i]}` : ""}`.trim());
  });
  for (const figure of cell.fresh.querySelectorAll("figure[data-widget]:not([data-waking])"))
    wakeFigure(/** @type {HTMLElement} */ (figure));
  cell.stored.hidden = true;
  cell.fresh.hidden = false;
  cell.place.dataset.output = "here";
}

/** Bring a figure to life that a cell has made: Python sees what a reader sets in it. @param {HTMLElement} figure */
async function wakeFigure(figure) {
  figure.dataset.waking = "";
  figure.id += "-here"; // the stored one has the name
  const host = /** @type {HTMLScriptElement} */ (document.querySelector("script[src*='/figures/host.js']"));
  if (!host) return; // this page has no figures, and not their look: the tables stay
  const { wake } = await import(host.src);
  const model = await wake(figure, [figure.id]);
  const name = /** @type {HTMLElement} */ (figure.closest("[data-model]"))?.dataset.model;
  if (name) link(model, name, Object.keys(JSON.parse(figure.dataset.state)));
}

/** @param {any} model @param {string} name @param {string[]} values */
function link(model, name, values) {
  let changed = {};
  const send = () => {
    engine.set(name, changed);
    changed = {};
  };
  let isHeard = true;
  for (const each of values) {
    model.on(`change:${each}`, () => {
      if (!isHeard) return;
      if (!Object.keys(changed).length) queueMicrotask(send);
      changed[each] = model.get(each);
    });
  }
  models.set(name, (news) => {
    isHeard = false; // what comes from Python need not go back
    for (const each of Object.keys(news)) model.set(each, news[each]);
    isHeard = true;
  });
}

/** @param {Cell} cell @param {string} words */
function say(cell, words) {
  cell.status.textContent = words;
}

/**
 * Whether Python is there: it is loaded when a reader has agreed to how much that is.
 * @param {Cell} cell where it is said
 */
async function started(cell) {
  if (engine.isReady) return true;
  booting ??= boot(cell).finally(() => {
    booting = null;
  });
  return booting;
}

/** @param {Cell} cell */
async function boot(cell) {
  say(cell, "Starting Python …");
  try {
    const { missing, keeps } = await engine.ask(packs);
    if (missing) say(cell, "");
    if (missing && !(await agreed(cell, missing, keeps))) {
      return false;
    }
    say(cell, "Starting Python …");
    await engine.boot(packs, ({ type, loaded, total }) => {
      if (type === "progress" && missing)
        say(cell, `Loading Python: ${inMegabytes(loaded)} of ${inMegabytes(total)} MB`);
      if (type === "starting") say(cell, "Starting Python …");
    });
    addPageBar();
    return true;
  } catch (failure) {
    say(cell, whyNot(failure));
    return false;
  }
}

/** @param {{ isLoading?: boolean, message?: string }} failure */
function whyNot({ isLoading, message }) {
  if (isLoading) return "The connection broke. What has come is kept: press Run to go on.";
  engine.stop();
  const why = /unsafe-eval/.test(message) ? "the host of this book forbids it to pages" : message;
  return `Python cannot run here (${why}). The outputs of the book stay, and Binder runs its notebooks.`;
}

const inMegabytes = (bytes) => Math.ceil(bytes / MEGABYTE);

/** @param {Cell} cell @param {number} bytes @param {boolean} keeps @returns {Promise<boolean>} */
function agreed(cell, bytes, keeps) {
  const kept = keeps ? "your browser keeps it for the next time" : "your browser will not keep it";
  const question = element("div", "run-question");
  const words = element("p", "");
  words.textContent = `To run code, this page loads Python: ${inMegabytes(bytes)} MB; ${kept}. What you write stays on this machine.`;
  return new Promise((answer) => {
    const choose = (yes) => () => {
      question.remove();
      if (!yes) cell.button.focus();
      answer(yes);
    };
    const load = act("Load and run", choose(true));
    question.append(words, load, act("Not now", choose(false)));
    cell.bar.after(question);
    load.focus();
  });
}

/** Let a reader change a cell. @param {Cell} cell */
function edit(cell) {
  cell.code.open = true;
  if (!cell.editor) addEditor(cell);
  cell.editor.focus();
}

/** @param {Cell} cell */
function addEditor(cell) {
  const number = cells.indexOf(cell) + 1;
  const editor = Object.assign(document.createElement("textarea"), { value: cell.original, spellcheck: false });
  editor.className = "run-editor";
  editor.rows = cell.original.split("\n").length + 1;
  editor.setAttribute("aria-label", `Code ${number}`);
  for (const [name, value] of Object.entries({ autocapitalize: "off", autocomplete: "off", wrap: "off" }))
    editor.setAttribute(name, value);
  const hint = element("p", "run-hint");
  hint.id = `run-hint-${number}`;
  hint.textContent = "Shift+Enter runs it. Tab moves the code in; to leave by Tab, press Escape first.";
  editor.setAttribute("aria-describedby", hint.id);
  editor.addEventListener("keydown", (event) => typed(event, cell));
  editor.addEventListener("input", () => {
    editor.rows = editor.value.split("\n").length + 1;
    keep(cell);
  });
  const input = /** @type {HTMLElement} */ (cell.code.querySelector(".cell_input"));
  input.hidden = true;
  input.after(editor, hint);
  cell.editor = editor;
  cell.status.before(act("Original text", () => restore(cell)));
}

/** What is written outlives a page that is left by mistake. @param {Cell} cell */
const keptAs = (cell) => `code ${location.pathname} ${cells.indexOf(cell) + 1}`;

/** @param {Cell} cell */
function keep(cell) {
  const { value } = cell.editor;
  if (value === cell.original) sessionStorage.removeItem(keptAs(cell));
  else sessionStorage.setItem(keptAs(cell), value);
}

let leaves = false;

/** @param {KeyboardEvent} event @param {Cell} cell */
function typed(event, cell) {
  const { editor } = cell;
  if (event.key === "Enter" && event.shiftKey) {
    event.preventDefault();
    runAll([cell]);
  } else if (event.key === "Tab" && !event.shiftKey && !leaves) {
    event.preventDefault();
    editor.setRangeText("    ", editor.selectionStart, editor.selectionEnd, "end");
  }
  leaves = event.key === "Escape";
}

/** @param {Cell} cell */
function restore(cell) {
  cell.editor.value = cell.original;
  cell.editor.rows = cell.original.split("\n").length + 1;
  cell.fresh.hidden = true;
  cell.stored.hidden = false;
  delete cell.place.dataset.output;
  keep(cell);
  say(cell, "The book's text and output.");
  cell.editor.focus();
}

/** @param {Cell} cell */
function sourceOf({ editor, original }) {
  return editor?.value ?? original;
}

/** What is for all cells stands beside the first of them that was run, and in each cell's bar. */
function addPageBar() {
  for (const cell of cells) {
    if (cell.bar.querySelector(".run-all")) continue;
    const above = act("Run all above", () => runAll(cells.slice(0, cells.indexOf(cell) + 1)));
    above.classList.add("run-all");
    cell.status.before(above, act("Restart", restart));
  }
}

function stop() {
  engine.stop();
  models.clear();
  for (const cell of cells) cell.hasRun = false;
}

function restart() {
  stop();
  for (const cell of cells) if (cell.status.textContent) say(cell, "Restarted. Variables are gone.");
}

/** @param {string} name @param {() => void} work */
function act(name, work) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    textContent: name,
    className: "btn btn-sm",
  });
  button.addEventListener("click", work);
  return button;
}

/** @param {string} tag @param {string} className */
function element(tag, className) {
  return Object.assign(document.createElement(tag), { className });
}

for (const cell of cells) {
  const text = sessionStorage.getItem(keptAs(cell));
  if (text === null) continue;
  addEditor(cell);
  cell.code.open = true;
  cell.editor.value = text;
}
