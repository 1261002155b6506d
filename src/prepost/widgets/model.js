/**
 * A figure's line to its model: Python's in a live front end, the page's own otherwise.
 */

/**
 * The named values of a model.
 * @param {{get: (name: string) => unknown}} model
 * @param {readonly string[]} names
 */
export function valuesOf(model, names) {
  return Object.fromEntries(names.map((name) => [name, model.get(name)]));
}

/**
 * Write the named values and tell Python.
 * @param {{set: Function, save_changes: () => void}} model
 * @param {readonly string[]} names
 * @param {Record<string, unknown>} values
 */
export function writeValues(model, names, values) {
  for (const name of names) model.set(name, values[name]);
  model.save_changes();
}

/**
 * Call back once for all that changes together; returns what ends it.
 * @param {{on: Function, off: Function}} model
 * @param {readonly string[]} names
 * @param {() => void} changed
 */
export function watch(model, names, changed) {
  let waiting = false;
  const listener = () => {
    if (waiting) return;
    waiting = true; // several values of one update from Python, then one picture
    queueMicrotask(() => {
      waiting = false;
      changed();
    });
  };
  for (const name of names) model.on(`change:${name}`, listener);
  return () => {
    for (const name of names) model.off(`change:${name}`, listener);
  };
}
