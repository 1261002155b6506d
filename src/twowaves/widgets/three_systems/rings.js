/**
 * The three flows, six attributes and six skills: buttons that say what they are when one comes to
 * them, in rings where there is room and in rows where there is not.
 */

import { button, freshId, make } from "../kit/controls.js";
import { write } from "../kit/drawing.js";

export const NONE = "none";

/** The rings and the line below that explains one part. */
export class SystemsRings {
  /**
   * @param {HTMLElement} parent
   * @param {import("./words.js").Ring[]} rings
   * @param {(part: string) => void} onChoose
   */
  constructor(parent, rings, onChoose) {
    this.parts = rings.flatMap((ring) => ring.parts);
    this.onChoose = onChoose;
    this.buttons = new Map();
    const box = (this.box = make("div", { class: "pp-rings" }, parent));
    for (const ring of rings) this.#ring(box, ring);
    this.panel = make("p", { class: "pp-part", "aria-hidden": "true" }, box); // each button says its own
    this.name = make("strong", {}, this.panel);
    this.means = make("span", {}, this.panel);
  }

  #ring(box, { name, note, parts }) {
    const id = freshId();
    const ring = make("div", { class: `pp-ring is-${name.split(" ")[1]}` }, box);
    const head = make("p", { id, class: "pp-ring-head" }, ring);
    make("strong", {}, head, name);
    make("span", { class: "pp-note" }, head, ` (${note})`);
    const list = make("ul", { "aria-labelledby": id, role: "list" }, ring);
    parts.forEach((part, i) => this.#part(list, part, i / parts.length));
  }

  #part(list, { name, means }, turn) {
    const id = freshId();
    const item = make("li", {}, list);
    item.style.setProperty("--x", Math.sin(2 * Math.PI * turn).toFixed(4));
    item.style.setProperty("--y", (-Math.cos(2 * Math.PI * turn)).toFixed(4));
    const element = button(item, name, () => this.onChoose(this.chosen === name ? NONE : name));
    element.setAttribute("aria-describedby", id);
    make("span", { id, class: "pp-unseen" }, item, means);
    element.addEventListener("focus", () => this.#explain(name));
    element.addEventListener("blur", () => this.#explain(this.chosen));
    element.addEventListener("pointerenter", () => this.#explain(name));
    element.addEventListener("pointerleave", () => this.#explain(this.chosen));
    this.buttons.set(name, element);
  }

  #explain(name) {
    const part = this.parts.find((each) => each.name === name);
    write(this.name, part ? `${name} ` : "");
    write(this.means, part ? part.means : "Choose a part, or come to it by Tab, and read here what it is.");
  }

  /** @param {string} chosen the part that stays explained */
  show(chosen) {
    this.chosen = chosen;
    for (const [name, element] of this.buttons) element.setAttribute("aria-pressed", `${name === chosen}`);
    this.#explain(chosen);
  }
}
