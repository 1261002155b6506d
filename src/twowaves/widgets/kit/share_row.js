/**
 * The row of buttons under a figure: copy a link or the code of a frame, download, start again.
 *
 * Numbers that a reader pasted enter a link only after an explicit choice.
 */

import { button, keepKeys, make } from "./controls.js";
import { addressOf, copy, embedCode, forgetAddress, rememberInAddress } from "./share.js";

/** @typedef {{own: string, mine: string, yours: string, them: string}} Words how a reader's own data are called */

const PASTED = { own: "You pasted these numbers.", mine: "my numbers", yours: "your numbers", them: "them" };
const FRAME = 90; // pixels that an embed page has beside its figure
const LINK = { name: "link", start: "A link", copied: "Link copied", textOf: (row, withData) => row.link(withData) };
const CODE = {
  name: "embed code",
  start: "Embed code",
  copied: "Embed code copied",
  textOf: (row, withData) => row.code(withData),
};
const PAUSE = 350; // milliseconds between two addresses: Safari refuses the 101st in half a minute

/** Copy link, downloads, start again, and the question before pasted numbers leave the page. */
export class ShareRow {
  /**
   * @param {Element} parent
   * @param {object} options
   * @param {import("./share.js").Page | undefined} options.page the published page; a notebook has no links
   * @param {string} options.title what a screen reader calls the figure in a frame
   * @param {((withData: boolean) => Record<string, string>) | undefined} options.fields what a link says; undefined where there is none
   * @param {(withData: boolean) => Record<string, string>} [options.frame] what the code of a frame says, if something else
   * @param {string} [options.kept] what is said when a frame's code leaves the reader's own out without asking
   * @param {() => boolean} options.isPrivate whether a reader pasted the numbers
   * @param {Words} [options.words]
   * @param {[string, () => void][]} options.actions further buttons
   * @param {(news: string) => void} options.announce
   */
  constructor(
    parent,
    { page, title, fields, frame = fields, kept = "", isPrivate, actions, announce, words = PASTED },
  ) {
    this.page = page;
    this.fields = fields;
    this.frame = frame;
    this.kept = kept;
    this.isPrivate = isPrivate;
    this.announce = announce;
    this.words = words;
    this.title = title;
    this.row = make("div", { class: "pp-share" }, parent);
    if (page && fields) button(this.row, "Copy link", ({ currentTarget }) => this.#askOrCopy(LINK, currentTarget));
    if (page) button(this.row, "Copy embed code", ({ currentTarget }) => this.#askOrCopy(CODE, currentTarget));
    this.buttons = actions.map(([text, onClick]) => button(this.row, text, onClick));
    this.warning = keepKeys(make("div", { class: "pp-warning", role: "group", tabindex: "-1", hidden: "" }, parent));
    this.warning.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#closeWarning();
    });
    this.note = make("p", { class: "pp-note pp-share-note" }, parent);
    this.held = -PAUSE; // when the address followed last
  }

  /** Put the state into the address bar: the first change at once, so that a reload keeps it, then one in a while. */
  remember() {
    this.note.textContent = ""; // a link that stood here would be an old one
    if (!this.page || !this.fields) return;
    clearTimeout(this.remembering);
    const wait = this.held + PAUSE - performance.now();
    if (wait <= 0) this.#hold();
    else this.remembering = setTimeout(() => this.#hold(), wait);
  }

  #hold() {
    this.held = performance.now();
    if (this.isPrivate()) forgetAddress(this.page.id);
    else rememberInAddress(this.page.id, this.fields(false));
  }

  /** The numbers are others now: what was said about a link no longer holds. */
  reset() {
    this.#closeWarning();
    this.note.textContent = "";
  }

  destroy() {
    clearTimeout(this.remembering);
  }

  /** @param {typeof LINK} what @param {EventTarget} asked the button */
  #askOrCopy(what, asked) {
    this.asked = /** @type {HTMLElement} */ (asked);
    if (what === CODE && this.kept) return this.#copy(what, false, this.kept);
    if (!this.isPrivate()) return this.#copy(what, false, `${what.copied}.`);
    const { own, mine, yours, them } = this.words;
    const question = `${own} ${what.start} with ${them} can be read by everyone who has it.`;
    this.warning.replaceChildren();
    make("p", {}, this.warning, question);
    this.warning.setAttribute("aria-label", question);
    button(this.warning, `Copy ${what.name} with ${mine}`, () => this.#copy(what, true, `${what.copied}.`));
    button(this.warning, `Copy ${what.name} without ${them}`, () =>
      this.#copy(what, false, `${what.copied}, without ${yours}.`),
    );
    button(this.warning, "Cancel", () => this.#closeWarning());
    this.warning.hidden = false;
    this.warning.focus();
    return undefined;
  }

  async #copy(what, withData, done) {
    const text = what.textOf(this, withData);
    this.#closeWarning();
    const isCopied = await copy(text);
    this.note.textContent = isCopied ? done : `Copy this ${what.name}: ${text}`;
    this.announce(isCopied ? done : `Copying is not allowed here; the ${what.name} stands below.`);
  }

  /** This page with the figure's state. */
  link(withData) {
    return addressOf(this.page.id, this.fields(withData));
  }

  /** The code of a frame with this figure alone. */
  code(withData) {
    const height = Math.ceil(this.page.figure.getBoundingClientRect().height) + FRAME;
    const name = this.page.figure.dataset.widget; // its name in links, where it is the only one
    return embedCode(addressOf(name, this.frame(withData), this.page.embed), this.title, height);
  }

  #closeWarning() {
    const hadFocus = this.warning.contains(document.activeElement);
    this.warning.hidden = true;
    if (hadFocus) this.asked.focus();
  }
}
