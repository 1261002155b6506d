/**
 * Brings every `figure[data-widget]` of a published page to life, without a kernel.
 *
 * The figure's state stands in its `data-state`; the module named like the widget draws it,
 * with the same `render` that JupyterLab calls. If anything fails, the table that was there stays.
 */

/** @import { Model } from "./model.js" */

/**
 * A stand-in for the model that a kernel would hold: same calls, state in the page.
 * @param {Record<string, unknown>} state
 * @returns {Model}
 */
export function pageModel(state) {
  const values = new Map(Object.entries(state));
  /** @type {Map<string, Set<() => void>>} */
  const listeners = new Map();
  return {
    get: (name) => values.get(name),
    set(name, value) {
      if (values.get(name) === value) return;
      values.set(name, value);
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    save_changes() {},
    on(name, listener) {
      if (!listeners.has(name)) listeners.set(name, new Set());
      listeners.get(name).add(listener);
    },
    off: (name, listener) => listeners.get(name)?.delete(listener),
  };
}

/**
 * The figure's tables, for paper: they hold until somebody moves what they say.
 * @param {HTMLElement} figure
 * @param {Model} model
 */
function paperOf(figure, model) {
  const paper = document.createElement("div");
  paper.className = "pp-on-paper";
  paper.append(...[...figure.querySelectorAll("table")].map((table) => table.cloneNode(true)));
  const state = JSON.parse(figure.dataset.state);
  const isAsItWas = (name) => JSON.stringify(model.get(name)) === JSON.stringify(state[name]);
  for (const name of Object.keys(state)) {
    model.on(`change:${name}`, () => {
      paper.hidden = !Object.keys(state).every(isAsItWas);
    });
  }
  return paper;
}

/**
 * Bring one figure to life.
 * @param {HTMLElement} figure
 * @param {string[]} ids of all figures on this page
 * @returns {Promise<Model>}
 */
export async function wake(figure, ids) {
  const name = figure.dataset.widget;
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new Error(`"${name}" is no widget's name`);
  const { default: widget } = await import(`./${name.replaceAll("-", "_")}.js`);
  const embed = new URL(`../../embed/${name}.html`, import.meta.url).href;
  const live = document.createElement("div");
  live.style.width = `${figure.clientWidth}px`;
  const model = pageModel(JSON.parse(figure.dataset.state));
  const paper = paperOf(figure, model);
  /** @type {import("./model.js").Place} */
  const place = { model, el: live, page: { id: figure.id, ids, figure, embed } };
  widget.render(place);
  live.style.width = "";
  if (!live.querySelector("table")) live.append(paper);
  figure.replaceChildren(live);
  figure.dataset.live = "";
  return model;
}

/** @type {Map<string, number>} */
const seen = new Map();
const figures = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("figure[data-widget]")]);
for (const figure of figures) {
  const base = figure.id || figure.dataset.widget;
  const count = (seen.get(base) ?? 0) + 1;
  seen.set(base, count);
  figure.id = count === 1 ? base : `${base}-${count}`; // two figures of one kind: the second needs a name of its own
}
for (const figure of figures) {
  wake(
    figure,
    figures.map(({ id }) => id),
  ).catch((error) => console.error(`The figure ${figure.id} stays a table:`, error));
}
