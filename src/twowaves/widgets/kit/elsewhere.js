/**
 * A figure on a page that is neither the book's nor a notebook's: in Jupyter Book 2, in a learning
 * platform, on a page of one's own. What it is not told of its state is as in the book.
 */

import { make } from "./controls.js";

/**
 * @param {Record<string, unknown>} atFirst the state in the book
 * @param {{ render: (place: import("./model.js").Place) => () => void }} figure
 */
export function startingWith(atFirst, figure) {
  return {
    /** @param {import("./model.js").Place} place */
    render({ model, el }) {
      for (const [name, value] of Object.entries(atFirst)) if (model.get(name) === undefined) model.set(name, value);
      return figure.render({ model, el: make("div", { class: "twowaves-frame" }, el) });
    },
  };
}
