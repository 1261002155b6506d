/** One cell: its bar, and what happens while it runs. */

import { act, element } from "./elements.js";
import { addMark, tellWhose } from "./marks.js";
import { settle, take } from "./outputs.js";
import { end, engine, started } from "./session.js";

/**
 * @typedef {object} Cell
 * @property {HTMLElement} place
 * @property {HTMLButtonElement} button runs it, and stops it while it runs
 * @property {HTMLElement} bar
 * @property {HTMLElement} status what is going on, for everybody to hear
 * @property {HTMLElement} stored what the book shows
 * @property {HTMLElement} fresh
 * @property {HTMLElement} mark says whose the output is
 * @property {() => string} source what would run now
 * @property {string} made the text that what is shown was made by
 * @property {boolean} hasRun in the Python that is there now
 * @property {(told: any) => void} [hear] what is told of each run, `begin` and `ended` included
 */

/** The cells of the page, from top to bottom. @type {Cell[]} */
export const cells = [];

/**
 * Give a cell its bar and the place of its output.
 * @param {HTMLElement} place
 * @param {HTMLButtonElement} button
 * @param {string} name as in "Running NAME"
 * @param {() => string} source
 * @returns {Cell}
 */
export function addCell(place, button, name, source) {
  const bar = element("div", "run-bar");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Running ${name}`);
  button.replaceWith(bar);
  const status = element("span", "run-status");
  status.setAttribute("role", "status");
  bar.append(button, ...more(), status);
  let stored = /** @type {HTMLElement} */ (place.querySelector(".cell_output"));
  if (!stored) place.append((stored = element("div", "cell_output")));
  const fresh = element("div", "cell_output run-output");
  fresh.hidden = true;
  stored.after(fresh);
  const mark = addMark(stored);
  const cell = { place, button, bar, status, stored, fresh, mark, source, made: source(), hasRun: false };
  tellWhose(cell);
  button.addEventListener("click", () => press(cell));
  cells.push(cell);
  return cell;
}

/** Where further buttons stand, which on a phone is behind one that opens them. */
function more() {
  const opener = act("More", () => {
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    opener.setAttribute("aria-expanded", String(!isOpen));
  });
  opener.classList.add("run-opener");
  opener.setAttribute("aria-expanded", "false");
  opener.hidden = true; // as long as there is nothing behind it
  return [opener, element("span", "run-more")];
}

/** Put further buttons into a cell's bar. @param {Cell} cell @param {HTMLElement[]} buttons */
export function addMore({ bar }, ...buttons) {
  bar.querySelector(".run-more").append(...buttons);
  /** @type {HTMLElement} */ (bar.querySelector(".run-opener")).hidden = false;
}

/** The button of a cell was pressed. @param {Cell} cell */
export async function press(cell) {
  if (cell.button.textContent === "Stop") stop();
  else await runAll([cell]);
}

/** @param {Cell[]} some */
export async function runAll(some) {
  const sources = cells.map((cell) => cell.source());
  if (!(await started(some[0], sources))) return;
  addWholePage();
  // each is asked for at once and waits its turn, so that a stop ends them all
  await Promise.all(some.map(run));
}

/** @param {Cell} cell @param {string} words */
export function say(cell, words) {
  cell.status.textContent = words;
}

/** @param {Cell} cell */
async function run(cell) {
  if (cell.button.textContent === "Stop") return; // it runs or waits already: forty presses are one
  cell.button.textContent = "Stop";
  say(cell, "Waiting for the cells before it …");
  const outputs = [];
  const source = cell.source();
  let began = false;
  cell.hear?.({ type: "begin" });
  const hear = (message) => {
    if (!began) say(cell, "Running …");
    began = true;
    cell.hear?.(message);
    take(cell, outputs, message);
    if (message.type === "stream") made(cell, source);
  };
  const timer = setTimeout(() => say(cell, "Running …"), 200);
  let ended;
  try {
    ended = await engine.run(source, hear);
  } catch (failure) {
    stop(); // no cell has run in the Python that comes next
    ended = { failed: failure.message };
  }
  clearTimeout(timer);
  cell.button.textContent = "Run";
  if (!ended.stopped && !ended.failed) {
    settle(cell, outputs);
    made(cell, source);
  }
  say(cell, saidOf(cell, ended));
  cell.hear?.({ type: "ended", count: ended.count });
}

/** What is shown was made by a text. @param {Cell} cell @param {string} source */
export function made(cell, source) {
  cell.made = source;
  tellWhose(cell);
}

/** @param {Cell} cell @param {any} ended */
function saidOf(cell, ended) {
  if (ended.stopped) return "Stopped. Variables are gone: run the cells above again.";
  if (ended.failed) return `Python ended (${ended.failed}). Variables are gone: run the cells above again.`;
  cell.hasRun = true;
  const time = ended.seconds < 0.1 ? "" : ` in ${ended.seconds.toFixed(1)} s`;
  if (ended.ok) return `Run here${time}.`;
  const above = cells.slice(0, cells.indexOf(cell)).filter(({ hasRun }) => !hasRun).length;
  const why = above ? ` Not all cells above it have been run.` : "";
  return `Run here: it ended with an error.${why}`;
}

/** What is for all cells stands in each cell's bar, once there is a Python to use it on. */
function addWholePage() {
  for (const cell of cells) {
    if (cell.bar.querySelector(".run-all")) continue;
    const above = act("Run all above", () => runAll(cells.slice(0, cells.indexOf(cell) + 1)));
    above.classList.add("run-all");
    addMore(cell, above, act("Restart", restart));
  }
}

function stop() {
  end();
  for (const cell of cells) cell.hasRun = false;
}

function restart() {
  stop();
  for (const cell of cells) if (cell.status.textContent) say(cell, "Restarted. Variables are gone.");
}
