/**
 * A reader's hand on the drawing: mouse, finger, pen and keys move the ends of a person's line.
 */

/** The nearest score that a person could have. @param {number} value @param {number} step */
export function snap(value, step) {
  return Number((Math.round(value / step) * step).toPrecision(15));
}

/**
 * @typedef {object} Figure what a hand can do
 * @property {() => number} step of a score
 * @property {(person: number, end: string) => number} score
 * @property {(person: number, end: string, value: number) => void} move
 * @property {() => number} selected
 * @property {(person: number, focus?: string) => void} select
 * @property {(person: number) => void} toggleOut
 * @property {() => void} released after a drag or a key
 */

/** Listens to the drawing and tells the figure. */
export class PairedHand {
  /**
   * @param {import("./plot.js").PairedPlot} plot
   * @param {HTMLElement} root
   * @param {Figure} figure
   */
  constructor(plot, root, figure) {
    this.plot = plot;
    this.figure = figure;
    /** @type {{pointer: number, person: number, end: string} | null} */
    this.drag = null;
    const { svg } = plot;
    svg.addEventListener("pointerdown", (event) => this.#grab(event));
    svg.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      svg.addEventListener(name, (event) => this.#release(/** @type {PointerEvent} */ (event)));
    }
    // a finger on a handle drags it; anywhere else it scrolls the page (touch-action is not enough)
    svg.addEventListener("touchstart", (event) => isHandle(event) && event.preventDefault(), { passive: false });
    svg.addEventListener("keydown", (event) => this.#key(event));
    // on the HTML root: an SVG element that listens for focus would take part in the tab order
    root.addEventListener("focusin", (event) => {
      const person = Number(/** @type {SVGElement} */ (event.target).dataset?.person ?? NaN);
      if (Number.isInteger(person) && person !== figure.selected()) figure.select(person);
    });
  }

  /** The people are others now: a drag that was under way has lost its person. */
  letGo() {
    this.drag = null;
  }

  #grab(event) {
    if (this.drag || !isHandle(event) || event.button > 0) return; // one finger at a time
    event.preventDefault();
    const target = this.plot.nearest(event.target.dataset.end, event.clientY, this.figure.selected());
    const person = Number(target.dataset.person);
    this.drag = { pointer: event.pointerId, person, end: target.dataset.end };
    this.plot.svg.setPointerCapture(event.pointerId);
    this.figure.select(person);
    target.focus({ preventScroll: true });
  }

  #move(event) {
    if (this.drag?.pointer !== event.pointerId) return;
    const { person, end } = this.drag;
    const value = this.#onAxis(snap(this.plot.scoreAt(event.clientY), this.figure.step()));
    if (value !== this.figure.score(person, end)) this.figure.move(person, end, value);
  }

  #onAxis(value) {
    const [low, high] = this.plot.domain;
    return Math.max(low, Math.min(high, value));
  }

  #release(event) {
    if (this.drag?.pointer !== event.pointerId) return;
    this.drag = null;
    this.figure.released();
  }

  #key(event) {
    if (!isHandle(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { figure } = this;
    const { end } = event.target.dataset;
    const person = Number(event.target.dataset.person);
    const to = this.#target(event, figure.score(person, end));
    if (to !== undefined) figure.move(person, end, to);
    else if (event.key === "PageUp") figure.select(person - 1, end);
    else if (event.key === "PageDown") figure.select(person + 1, end);
    else if (event.key === "Delete" || event.key === "Backspace") figure.toggleOut(person);
    else return;
    figure.released();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Where a key moves a score, or undefined if it moves none. */
  #target({ key, shiftKey }, now) {
    const step = this.figure.step();
    const size = shiftKey ? 10 * step : step;
    const [low, high] = this.plot.domain;
    // from the score that is shown, so that no step changes the test and leaves what is shown as it was
    if (key === "ArrowUp" || key === "ArrowRight") return Math.min(high, snap(snap(now, step) + size, step));
    if (key === "ArrowDown" || key === "ArrowLeft") return Math.max(low, snap(snap(now, step) - size, step));
    return { Home: low, End: high }[key];
  }
}

function isHandle({ target }) {
  return /** @type {SVGElement} */ (target).classList.contains("pp-hit");
}
