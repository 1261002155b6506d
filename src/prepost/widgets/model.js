/**
 * A figure's line to its model: Python's in a live front end, the page's own otherwise.
 *
 * Front ends without a kernel, such as Jupyter Book 2, lack a part of the model or throw that it is
 * "not implemented yet". A figure needs nobody to hear of its values, and lives on.
 */

/**
 * What a figure may ask of its model, as anywidget's offers it; the page's own offers the same.
 * @typedef {object} Model
 * @property {(name: string) => any} get what a trait of Python has, as JSON
 * @property {(name: string, value: any) => void} set
 * @property {() => void} [save_changes]
 * @property {(event: string, listener: () => void) => void} on such as `change:alpha`
 * @property {(event: string, listener: () => void) => void} [off]
 */

/**
 * What a front end hands to a figure's `render`.
 * @typedef {object} Place
 * @property {Model} model
 * @property {HTMLElement} el where to draw
 * @property {import("./share.js").Page} [page] the published page; a notebook has none
 */

/** The named values of a model. @param {Model} model @param {readonly string[]} names */
export function valuesOf(model, names) {
  return Object.fromEntries(names.map((name) => [name, model.get(name)]));
}

/**
 * Write the named values and tell Python.
 * @param {Model} model
 * @param {readonly string[]} names
 * @param {Record<string, unknown>} values
 */
export function writeValues(model, names, values) {
  for (const name of names) model.set(name, values[name]);
  ifItCan(() => model.save_changes?.());
}

/**
 * Call back once for all that changes together; returns what ends it.
 * @param {Model} model
 * @param {readonly string[]} names
 * @param {() => void} changed
 */
export function watch(model, names, changed) {
  let waiting = false;
  let ended = false; // where a front end cannot forget the listener, it hears but says nothing
  const listener = () => {
    if (waiting || ended) return;
    waiting = true; // several values of one update from Python, then one picture
    queueMicrotask(() => {
      waiting = false;
      if (!ended) changed();
    });
  };
  for (const name of names) model.on(`change:${name}`, listener);
  return () => {
    ended = true;
    for (const name of names) ifItCan(() => model.off?.(`change:${name}`, listener));
  };
}

/** Do what a front end may not have implemented. @param {() => void} work */
function ifItCan(work) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("not implemented"))) throw error;
  }
}
