/**
 * The life of a figure, the same for all of them: it starts, follows links and Python, is changed
 * by hand, undone and redone, refuses what it cannot show, fits its width, and ends.
 *
 * A figure extends it and states only what is its own: what it is called, its parts, how a state
 * is shown and why one cannot be, and what a link says.
 */

import { button, download, make, select } from "./controls.js";
import { set, write } from "./drawing.js";
import { valuesOf, watch, writeValues } from "./model.js";
import { bringIntoView, followLink, NO_LINK } from "./share.js";
import { ShareRow } from "./share_row.js";
import { Stage } from "./stage.js";
import { UndoHistory } from "./undo_history.js";

const NARROWEST = 280; // pixels that a drawing needs
const QUIET = 700; // milliseconds after a key until a screen reader hears the result
const STEPS = /** @type {const} */ ({ undo: ["Undo", "Undone."], redo: ["Redo", "Redone."] });

/** What a figure extends. */
export class LiveFigure {
  /** The model's values that make up the state. @type {readonly string[]} */
  static keys = [];
  /** What a screen reader calls the figure. */
  static label = "";
  /** Its class in the style sheets. */
  static look = "";

  /** @param {import("./model.js").Place} place */
  constructor({ model, el, page }) {
    const { keys, label, look } = /** @type {typeof LiveFigure} */ (this.constructor);
    this.model = model;
    this.page = page;
    this.keys = keys;
    /** What the figure's own keys hold. @type {any} */
    this.state = undefined;
    /** The drawing, where there is one. @type {any} */
    this.plot = undefined;
    /** What a notebook shows in its place where no figure can live. @type {HTMLElement | undefined} */
    this.table = undefined;
    this.history = new UndoHistory();
    this.root = make("div", { class: `twowaves pp-figure ${look}`, role: "group", "aria-label": label }, el);
    this.ended = new AbortController();
  }

  /* What a figure states. */

  /** Make the parts, in their order on the page: `buildResult` and `buildShare` among them. */
  build() {}

  /** Show `this.state`. */
  show() {}

  /** Draw again what is shown, at another width. */
  paint() {}

  /** Show `this.state`, all of which may be another. */
  showAnew() {
    this.show();
  }

  /** Why a state cannot be shown, or nothing. @returns {string} */
  whyImpossible(_state) {
    return "";
  }

  /** What is said after a refusal. */
  stays() {
    return "The figure stays as it was.";
  }

  /** What a link says of the state. @param {boolean} _withData whether a reader's own data may enter it */
  fields(_withData) {
    return Object.fromEntries(this.keys.map((key) => [key, `${this.state[key]}`]));
  }

  /** The names of the fields that a link can have, and the letters of the longest. */
  linkLimits() {
    return { known: this.keys };
  }

  /** What a field of a link says. @returns {unknown} */
  read(_key, text) {
    return text;
  }

  /** The state that a link asks for; throws one sentence where that is no state at all. */
  stateFrom(fields) {
    const state = { ...this.atFirst };
    for (const key of this.keys) if (fields.has(key)) state[key] = this.read(key, fields.get(key));
    return state;
  }

  /** Open what a link asks for; throws one sentence where it is impossible. @param {URLSearchParams} fields */
  openLink(fields) {
    const state = this.stateFrom(fields);
    const problem = this.whyImpossible(state);
    if (problem) throw new Error(problem);
    this.begin(state);
  }

  /** A link that cannot be shown leads to the figure as without one. */
  refuseLink(problem) {
    this.begin(this.atFirst);
    this.say(problem, NO_LINK);
  }

  /** Take on what Python gave, or say why not. */
  takeGiven(given) {
    const problem = this.whyImpossible(given);
    if (problem) return this.say(problem);
    this.state = this.atFirst = given;
    this.forget();
    this.showAnew();
  }

  /** What is to be kept of the present, so that it can come back. */
  kept() {
    return this.state;
  }

  /** The present is again what was kept. @returns {void | Promise<void>} */
  bringBack(kept) {
    this.open(kept);
    this.showAnew();
  }

  /* What every figure does. */

  /** The headline and the place of the picture, which stay in sight; what is heard comes from here. */
  buildStage(parent = this.root) {
    this.stage = new Stage(parent);
    return this.stage.box;
  }

  /** The verdict and more words; without a stage the polite region, and what a screen reader alone hears. */
  buildResult() {
    const live = this.stage ? {} : { "aria-live": "polite", "aria-atomic": "true" };
    this.live = make("p", { class: "pp-result", ...live }, this.root);
    this.news = make("span", { class: "pp-unseen" }, this.live);
    this.verdict = make("strong", {}, this.live);
    this.words = make("span", {}, this.live);
  }

  /** A choice that sets one part of the state. @param {Record<string, string>} words for what there is to choose from */
  choice(parent, label, name, words) {
    const options = Object.entries(words);
    return select(parent, { label, options, onChange: (value) => this.change({ [name]: value }) });
  }

  /** The ways back, as a row of their own. @param {[string, () => void][]} actions further ones before them */
  buildSteps(actions) {
    const row = make("div", { class: "pp-share" }, this.root);
    const buttons = [...actions, ...this.#steps()].map(([text, onClick]) => button(row, text, onClick));
    this.stepButtons = buttons.slice(actions.length);
    return row;
  }

  /** @returns {[string, () => void][]} */
  #steps() {
    const names = /** @type {("undo" | "redo")[]} */ (Object.keys(STEPS));
    return names.map((step) => [STEPS[step][0], () => this.takeStep(step)]);
  }

  /**
   * The row of buttons that share what is shown, with the ways back where these have no row yet.
   * @param {[string, () => void][]} actions
   * @param {object} [options] of the share row, where they are others
   * @param {Element} [parent]
   */
  buildShare(actions, options = {}, parent = this.root) {
    const steps = this.stepButtons ? [] : this.#steps();
    const { label: title } = /** @type {typeof LiveFigure} */ (this.constructor);
    this.share = new ShareRow(parent, {
      page: this.page,
      title,
      fields: (withData) => this.fields(withData),
      isPrivate: () => this.state.private ?? false,
      actions: [...actions, ...steps],
      announce: (news) => this.announce(news),
      ...options,
    });
    this.stepButtons ??= this.share.buttons.slice(-steps.length);
  }

  /**
   * Hand out the drawing as a file with what it shows; what makes it is loaded then.
   * @param {string} name
   * @param {string[]} sentences
   * @param {boolean} [isOurs] whether it shows nothing that a reader brought
   */
  async savePicture(name, sentences, isOurs) {
    const { pictureFile } = await import("./svg_file.js");
    download(`${name}.svg`, pictureFile(this.plot.svg, sentences, isOurs), "image/svg+xml");
  }

  /** Begin to live: once the figure is made, so that its own methods are there. */
  start() {
    this.build();
    const { signal } = this.ended;
    this.unwatch = watch(this.model, this.keys, () => this.receive());
    if (this.page) addEventListener("hashchange", () => this.followAddress(), { signal });
    this.root.addEventListener("pointerdown", () => this.history.hold(true), { capture: true });
    for (const name of ["pointerup", "pointercancel"])
      addEventListener(name, () => this.history.hold(false), { capture: true, signal });
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.root);
    if (this.stage) this.observer.observe(this.stage.box); // on a full screen it changes after the figure
    this.resize(this.page?.figure.clientWidth || this.root.clientWidth);
    this.state = this.written = this.atFirst = valuesOf(this.model, this.keys);
    this.showSteps();
    this.showAnew();
    if (this.followAddress()) bringIntoView(this.page);
  }

  /** The state in the address, if there is one; tells whether there was. */
  followAddress() {
    return followLink(this.page, {
      ...this.linkLimits(),
      open: (fields) => this.openLink(fields),
      refuse: (problem) => this.refuseLink(problem),
    });
  }

  /** Python changed something. */
  receive() {
    const given = valuesOf(this.model, this.keys);
    if (this.areSame(given, this.written)) return; // our own change, come back
    this.written = given;
    this.takeGiven(given);
  }

  /** A state from a link: nothing was before it. */
  begin(state) {
    this.open(state);
    this.forget();
    this.showAnew();
  }

  /**
   * A hand changed something.
   * @param {Record<string, unknown>} part of the state
   * @param {string} [kind] what of it: the same again belongs to the same step
   */
  change(part, kind = Object.keys(part).join()) {
    this.remember({ ...this.state, ...part }, kind);
    this.show();
  }

  /** A hand took on something else as a whole. @param {Record<string, unknown>} part of the state */
  replace(part) {
    this.remember({ ...this.state, ...part }, "");
    this.showAnew();
  }

  /** Open a state that a hand made, with the way back. */
  remember(state, kind) {
    if (!this.areSame(state, this.state)) this.history.push(this.kept(), kind);
    this.open(state);
    this.showSteps();
    this.share.remember();
  }

  /** Take a state on, and tell Python. */
  open(state) {
    this.state = this.written = state;
    writeValues(this.model, this.keys, state);
  }

  areSame(one, other) {
    return this.keys.every((key) => isSame(one[key], other[key]));
  }

  /** @param {keyof typeof STEPS} step */
  async takeStep(step) {
    const kept = this.history[step](this.kept());
    const [name, done] = STEPS[step];
    if (!kept) return this.announce(`There is nothing to ${name.toLowerCase()}.`);
    const hadFocus = this.root.contains(document.activeElement);
    this.showSteps();
    await this.bringBack(kept);
    // what had the focus may be gone or out of use, and the next key must be heard here
    const isHeard = this.root.contains(document.activeElement) && !document.activeElement.closest("[inert], [hidden]");
    if (hadFocus && !isHeard) this.stepButtons[0].focus({ preventScroll: true });
    this.share.remember();
    this.announce(done);
  }

  /** No way leads back from here. */
  forget() {
    this.history.clear();
    this.showSteps();
  }

  /** A button without a step keeps the focus and its place: whoever pressed it last is still there. */
  showSteps() {
    const [undo, redo] = this.stepButtons;
    set(undo, { "aria-disabled": `${!this.history.canUndo}` });
    set(redo, { "aria-disabled": `${!this.history.canRedo}` });
  }

  /** The keys that undo and redo, unless what is typed has an undo of its own. */
  press(event) {
    const step = stepOf(event);
    if (!step || isTyped(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    this.takeStep(step);
  }

  /** Say something before the result, for a screen reader alone. */
  announce(news) {
    if (this.stage) this.stage.announce(news);
    else write(this.news, `${news} `);
  }

  /** The result in words. */
  tell(verdict, words, isProblem = false) {
    this.isRefused = isProblem;
    this.live.classList.toggle("is-problem", isProblem);
    write(this.news, "");
    write(this.verdict, verdict);
    write(this.words, words && ` ${words}`);
  }

  /** Say why something is refused; what is shown stays. */
  say(problem, rest = this.stays()) {
    this.tell(problem, rest, true);
    this.stage?.announce(problem);
  }

  /** A screen reader hears the end of the typing, not every letter. */
  hush() {
    if (this.stage) return; // it waits by itself
    this.live.setAttribute("aria-busy", "true");
    clearTimeout(this.hushed);
    this.hushed = setTimeout(() => this.live.removeAttribute("aria-busy"), QUIET);
  }

  /** Another width is another drawing; the first is the figure's place in the document. */
  fit() {
    if (!this.page) this.hideTable(true);
    if (this.resize(this.stage ? this.stage.width : this.root.clientWidth)) this.paint();
    this.stage?.measure();
  }

  /** Give the drawing its width, if it has to have another; tells whether. */
  resize(width) {
    const wanted = Math.max(NARROWEST, Math.round(width));
    if (!width || !this.plot?.resize || wanted === this.plot.at.width) return false;
    this.plot.resize(wanted);
    return true;
  }

  /** The figure takes the place of the table, as long as it lives. */
  hideTable(isHidden) {
    this.table ??= tableBefore(this.root);
    if (this.table) this.table.hidden = isHidden;
  }

  destroy() {
    this.hideTable(false);
    this.observer.disconnect();
    clearTimeout(this.hushed);
    this.stage?.destroy();
    this.share.destroy();
    this.ended.abort();
    this.unwatch();
  }
}

/**
 * The last table of a figure before a place in the outputs of the same cell.
 * @param {HTMLElement} place
 * @returns {HTMLElement | undefined}
 */
function tableBefore(place) {
  const outputs = /** @type {ParentNode} */ (place.closest(".jp-OutputArea") ?? place.getRootNode());
  const tables = /** @type {HTMLElement[]} */ ([
    ...outputs.querySelectorAll(".twowaves-frame:has(> figure[data-widget])"),
  ]);
  return tables.findLast((table) => table.compareDocumentPosition(place) === Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Whether two values are the same, lists and tables too. */
function isSame(one, other) {
  if (one === other || typeof one !== "object" || typeof other !== "object") return one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {KeyboardEvent} event @returns {"undo" | "redo" | ""} */
function stepOf({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  if (altKey || !(ctrlKey || metaKey)) return "";
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && ctrlKey && !shiftKey ? "redo" : "";
}

/** @param {EventTarget} target */
function isTyped(target) {
  return target instanceof HTMLElement && target.matches('textarea, input[type="text"]');
}

/**
 * anywidget's entry, and the page's: draw a model into an element; what it returns ends that.
 * @param {typeof LiveFigure} Figure
 */
export function liveFigure(Figure) {
  return {
    render(given) {
      const figure = new Figure(given);
      figure.start();
      return () => figure.destroy();
    },
  };
}
