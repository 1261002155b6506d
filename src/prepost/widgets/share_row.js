/**
 * The row of buttons under a figure: copy a link, download, start again.
 *
 * Numbers that a reader pasted enter a link only after an explicit choice.
 */

import { button, keepKeys, make } from "./controls.js";
import { addressOf, copy, forgetAddress, rememberInAddress } from "./share.js";

const PASTED = {
  question: "You pasted these numbers. A link with them can be read by everyone who has it.",
  give: "Copy link with my numbers",
  keep: "Copy link without them",
  kept: "Link copied, without your numbers.",
};
const PAUSE = 250; // milliseconds without a change before the address follows

/** Copy link, downloads, start again, and the question before pasted numbers leave the page. */
export class ShareRow {
  /**
   * @param {Element} parent
   * @param {object} options
   * @param {{id: string} | undefined} options.page the published page; a notebook has no links
   * @param {(withData: boolean) => Record<string, string>} options.fields what a link says
   * @param {() => boolean} options.isPrivate whether a reader pasted the numbers
   * @param {{question: string, give: string, keep: string, kept: string}} [options.words] how they are called
   * @param {[string, () => void][]} options.actions further buttons
   * @param {(news: string) => void} options.announce
   */
  constructor(parent, { page, fields, isPrivate, actions, announce, words = PASTED }) {
    Object.assign(this, { page, fields, isPrivate, announce, words });
    this.row = make("div", { class: "pp-share" }, parent);
    if (page) this.linkButton = button(this.row, "Copy link", () => this.#askOrCopy());
    for (const [text, onClick] of actions) button(this.row, text, onClick);
    this.warning = keepKeys(make("div", { class: "pp-warning", role: "group", tabindex: "-1", hidden: "" }, parent));
    this.warning.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#closeWarning();
    });
    this.note = make("p", { class: "pp-note pp-share-note" }, parent);
  }

  /** Put the state into the address bar once the reader pauses. */
  remember() {
    this.note.textContent = ""; // a link that stood here would be an old one
    if (!this.page) return;
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      if (this.isPrivate()) forgetAddress(this.page.id);
      else rememberInAddress(this.page.id, this.fields(false));
    }, PAUSE);
  }

  /** The numbers are others now: what was said about a link no longer holds. */
  reset() {
    this.#closeWarning();
    this.note.textContent = "";
  }

  destroy() {
    clearTimeout(this.remembering);
  }

  #askOrCopy() {
    if (!this.isPrivate()) return this.#copy(false, "Link copied.");
    this.warning.replaceChildren();
    const { question, give, keep, kept } = this.words;
    make("p", {}, this.warning, question);
    this.warning.setAttribute("aria-label", question);
    button(this.warning, give, () => this.#copy(true, "Link copied."));
    button(this.warning, keep, () => this.#copy(false, kept));
    button(this.warning, "Cancel", () => this.#closeWarning());
    this.warning.hidden = false;
    this.warning.focus();
    return undefined;
  }

  async #copy(withData, done) {
    const address = addressOf(this.page.id, this.fields(withData));
    this.#closeWarning();
    const news = (await copy(address)) ? done : `Copy this link: ${address}`;
    this.note.textContent = news;
    this.announce(news);
  }

  #closeWarning() {
    const hadFocus = this.warning.contains(document.activeElement);
    this.warning.hidden = true;
    if (hadFocus) this.linkButton.focus();
  }
}
