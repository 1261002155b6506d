/**
 * Where a file comes in: a button, and anywhere on the figure to drop it.
 */

import { freshId, labelled, make } from "./controls.js";

export const STAYS =
  "It stays on your machine: the page reads it, sends it nowhere, and forgets it when you close the tab.";
export const GOES = "It goes to the Python that runs this notebook, which may be on another machine, and nowhere else.";

/** The button of one file, with what becomes of it. */
export class FileDoor {
  /**
   * @param {HTMLElement} root of the figure
   * @param {Element} parent
   * @param {object} options
   * @param {string} options.label
   * @param {string} options.accept
   * @param {string} options.promise what becomes of it
   * @param {(file: File) => void} options.onFile
   * @param {(count: number) => void} options.onMany more than one file was dropped
   */
  constructor(root, parent, { label, accept, promise, onFile, onMany }) {
    const id = freshId();
    this.onFile = onFile;
    this.onMany = onMany;
    this.box = make("div", { class: "pp-load" }, parent);
    this.field = labelled(this.box, label, "input", { type: "file", accept, "aria-describedby": id });
    this.field.addEventListener("click", () => this.reset()); // the same file may be mended and loaded again
    this.field.addEventListener("change", () => this.#take(this.field.files));
    make("p", { id, class: "pp-note" }, this.box, promise);
    this.#takeDrops(root);
  }

  /** A file may be dropped anywhere on the figure; a dragged text is left to the browser. */
  #takeDrops(root) {
    const mark = (isOver) => this.box.classList.toggle("is-over", isOver);
    const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
    root.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(true);
    });
    root.addEventListener("dragleave", () => mark(false));
    root.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(false);
      this.#take(event.dataTransfer.files);
    });
  }

  #take(files) {
    if (files.length > 1) this.onMany(files.length);
    else if (files.length) this.onFile(files[0]);
  }

  /** No file is named any more. */
  reset() {
    this.field.value = "";
  }
}
