/**
 * What can be undone and redone: the states before, and those that were taken back.
 *
 * A drag, or keys and letters in quick succession, are one step.
 */

const PAUSE = 700; // milliseconds after which the same hand begins another step
const MOST = 200; // steps that are kept

/** @template State */
export class UndoHistory {
  /** @type {State[]} */
  #past = [];
  /** @type {State[]} */
  #future = [];
  #kind = "";
  #last = 0;
  #held = false;

  /** There is nothing before the present. */
  clear() {
    this.#past = [];
    this.#future = [];
    this.#kind = "";
  }

  /** A pointer goes down: what it moves until it is lifted is one step. @param {boolean} isDown */
  hold(isDown) {
    if (isDown) this.#kind = "";
    this.#held = isDown;
  }

  /**
   * The present is about to change.
   * @param {State} now
   * @param {string} kind what changes: the same again belongs to the same step; "" is always one of its own
   * @param {number} [time] in milliseconds
   */
  push(now, kind, time = performance.now()) {
    const goesOn = kind && kind === this.#kind && (this.#held || time - this.#last < PAUSE);
    if (!goesOn) this.#past = [...this.#past, now].slice(-MOST);
    this.#future = [];
    this.#kind = kind;
    this.#last = time;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** @param {State} now @returns {State | undefined} what was before */
  undo(now) {
    return this.#move(this.#past, this.#future, now);
  }

  /** @param {State} now @returns {State | undefined} what was taken back */
  redo(now) {
    return this.#move(this.#future, this.#past, now);
  }

  #move(from, to, now) {
    if (!from.length) return undefined;
    this.#kind = "";
    to.push(now);
    return from.pop();
  }
}
