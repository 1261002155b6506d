/** What comes from a cell while it runs, in place of what stood there before. */

import { hostOf } from "./alive.js";
import { engine, models } from "./session.js";
import { printed, shown, wrong } from "./shown.js";

const VIEW = "application/vnd.jupyter.widget-view+json";

/**
 * Where a cell's output stands.
 * @typedef {object} Outputs
 * @property {HTMLElement} place the cell
 * @property {HTMLElement} stored what the book shows
 * @property {HTMLElement} fresh what has come here
 */

/** Take in what a cell hands over. @param {Outputs} at @param {HTMLElement[]} outputs @param {any} message */
export function take(at, outputs, message) {
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
  if (view && outputs.length) outputs.at(-1).dataset.model = view.model_id; // a widget's view follows its figure
  if (!made) return;
  const last = outputs.at(-1);
  if (message.type === "stream" && last?.className === made.className) last.querySelector("pre").append(message.text);
  else outputs.push(made);
  if (message.type === "stream") settle(at, outputs); // who waits for long sees how far it is
}

/** Show what has come in place of what was there. @param {Outputs} at @param {HTMLElement[]} outputs */
export function settle(at, outputs) {
  at.fresh.replaceChildren(...outputs);
  const drawn = [...at.stored.querySelectorAll("img[alt], svg[aria-label]")];
  const words = drawn.map((each) => each.getAttribute("alt") ?? each.getAttribute("aria-label"));
  [...at.fresh.querySelectorAll("svg.pp-drawing, canvas")].forEach((each, i) => {
    each.setAttribute("aria-label", `Drawn here. ${words[i] ? `As the book has it: ${words[i]}` : ""}`.trim());
  });
  for (const figure of at.fresh.querySelectorAll("figure[data-widget]:not([data-waking])"))
    wakeFigure(/** @type {HTMLElement} */ (figure));
  at.stored.hidden = true;
  at.fresh.hidden = false;
  at.place.dataset.output = "here";
  at.fresh.dispatchEvent(new Event("shown", { bubbles: true })); // the page sees to what is wide
}

/** Show again what the book has. @param {Outputs} at */
export function goBack(at) {
  at.fresh.hidden = true;
  at.stored.hidden = false;
  delete at.place.dataset.output;
}

/** Bring a figure to life that a cell has made: Python sees what a reader sets in it. @param {HTMLElement} figure */
async function wakeFigure(figure) {
  figure.dataset.waking = "";
  figure.id += "-here"; // the stored one has the name
  const { wake } = await hostOf(figure);
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
