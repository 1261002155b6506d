/**
 * The stage of a figure: one line that says how things stand, and the picture below it.
 *
 * It stays in sight while the controls below it are moved, so that cause and effect are on one
 * screen; where a window is too low for both, the line alone stays.
 * What a screen reader hears is short, comes after the last of many moves, and tells a flip.
 */

import { button, make } from "./controls.js";
import { draw, set, write } from "./drawing.js";

const QUIET = 700; // milliseconds after a move until a screen reader hears where it led
const MOST = 12; // words of news that are heard
const LARGER = 1.8; // times, on a full screen
const FULL = "Full screen";
const CLAUSE = /[.:;]$/; // ends here

/**
 * How things stand. Without `holds` there is nothing that could flip, nor is it a flip where what it is `about` is
 * something else than before; `now` is what is heard where it no longer holds, unless "no longer" says it; `also` is
 * heard after it, and not seen.
 * @typedef {{lead: string, holds?: boolean, yes?: string, no?: string, about?: string, now?: string, also?: string}} Standing
 */

/** Whether p lies below the level, as a standing. @param {string} lead @param {boolean} holds @returns {Standing} */
export function significance(lead, holds) {
  return { lead, holds, yes: "significant", no: "not significant" };
}

/** The line, the place of the picture, and what is heard of them. */
export class Stage {
  /** @param {HTMLElement} root of the figure */
  constructor(root) {
    this.root = root;
    this.box = make("div", { class: "pp-stage" }, root);
    const head = (this.head = make("div", { class: "pp-head" }, this.box));
    this.line = make("p", { class: "pp-headline" }, head);
    this.sign = make("span", { class: "pp-sign", "aria-hidden": "true" }, this.line);
    this.text = make("strong", {}, this.line);
    this.live = make("p", { class: "pp-unseen", "aria-live": "polite", "aria-atomic": "true" }, head);
    if (root.requestFullscreen && document.fullscreenEnabled) this.#buildFull(head);
    root.addEventListener("focusin", ({ target }) => this.#uncover(/** @type {Element} */ (target)));
  }

  /** Whoever comes by keyboard sees the whole picture, and what is below it not under it. @param {Element} target */
  #uncover(target) {
    if (!target.matches(":focus-visible")) return;
    const part = this.box.contains(target) ? this.box : target;
    part.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** The whole screen for the figure, in type that a lecture hall can read. */
  #buildFull(head) {
    const toggle = () => (this.isFull ? document.exitFullscreen() : this.root.requestFullscreen());
    this.full = button(head, FULL, () => toggle().catch(() => {})); // a frame may not be allowed to
    this.full.className = "pp-full";
    this.root.addEventListener("fullscreenchange", () => write(this.full, this.isFull ? "Leave full screen" : FULL));
  }

  get isFull() {
    return document.fullscreenElement === this.root || this.root.matches(":fullscreen");
  }

  /** The pixels that a drawing has; on a full screen fewer and larger ones. */
  get width() {
    const width = this.box.clientWidth || this.root.clientWidth; // in a low window the box has none
    return this.isFull ? width / LARGER : width;
  }

  /** Tell the controls how much of the window the stage takes, so that none with the focus is under it. */
  measure() {
    this.root.style.setProperty("--pp-stage", `${this.box.offsetHeight || this.head.offsetHeight}px`);
  }

  /** Say how things stand: sign, word and shape at once. @param {Standing} standing */
  show(standing) {
    const { lead, holds, yes, no } = (this.standing = standing);
    const [word, sign, look] = holds ? [yes, "✓", "is-held"] : [no, "✗", "is-not"];
    const isOpen = holds === undefined;
    write(this.text, isOpen ? lead : `${lead} · ${word}`);
    write(this.sign, isOpen ? "" : sign);
    set(this.line, { class: `pp-headline ${isOpen ? "" : look}` });
    this.heard ??= standing;
    this.#hearSoon();
  }

  /** While something plays by itself nothing of it is heard, and then where it led. @param {boolean} isHushed */
  hush(isHushed) {
    this.isHushed = isHushed;
    if (!isHushed && this.standing) this.#hearSoon();
  }

  #hearSoon() {
    clearTimeout(this.waiting);
    if (!this.isHushed) this.waiting = setTimeout(() => this.announce(""), QUIET);
  }

  /** Let something be heard now, and with it where it led. @param {string} news */
  announce(news) {
    clearTimeout(this.waiting);
    const parts = [inBrief(news), this.standing ? lineOf(this.standing, this.heard) : ""].filter(Boolean);
    this.heard = this.standing;
    if (parts.length) write(this.live, parts.join(" "));
  }

  destroy() {
    clearTimeout(this.waiting);
  }
}

/**
 * What is heard of long news: the parts of its sentence that are short enough; the whole stands there to be read.
 * @param {string} news
 */
function inBrief(news) {
  const words = news.split(" ");
  if (words.length <= MOST) return news;
  const end = words.slice(0, MOST).findLastIndex((word) => CLAUSE.test(word));
  const part = words.slice(0, end < 0 ? MOST - 1 : end + 1).join(" ");
  return end < 0 ? `${part} …` : part.replace(CLAUSE, ".");
}

/** A standing in at most twelve words, if it is another than before. @param {Standing} now @param {Standing} before */
function lineOf(now, before) {
  const isSame = ["lead", "holds", "yes", "no", "also"].every((name) => now[name] === before[name]);
  if (isSame) return "";
  const line = turnOf(now, before);
  return now.also ? `${line}. ${now.also}.` : line;
}

/** What is heard of it, with a word for a flip. @param {Standing} now @param {Standing} before */
function turnOf({ lead, holds, yes, no, about, now }, before) {
  if (holds === undefined) return lead;
  const isFlip = before.holds !== undefined && holds !== before.holds && about === before.about;
  if (!isFlip) return `${lead}, ${holds ? yes : no}`;
  if (holds || now) return `${lead}, now ${holds ? yes : now}`;
  return `${lead}, no longer ${yes}`;
}

/**
 * A key to a picture: each sign drawn as in the picture, and what it means.
 * @param {Element} parent
 * @param {[SVGElement[], string][]} entries signs within 22 × 14 pixels
 */
export function key(parent, entries) {
  const list = make("ul", { class: "pp-key" }, parent);
  for (const [signs, words] of entries) {
    const item = make("li", {}, list);
    draw("svg", { width: 22, height: 14, "aria-hidden": "true" }, item).append(...signs);
    item.append(words);
  }
  return list;
}
