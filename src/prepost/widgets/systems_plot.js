/**
 * Three overlapping circles, each as large as its system is active, always with its name.
 */

import { make } from "./controls.js";
import { draw, set, write } from "./figure.js";
import { MOST, SYSTEMS } from "./systems_words.js";

const [WIDTH, HEIGHT] = [360, 320];
const [SMALLEST, LARGEST] = [40, 94]; // radius at 0 and at 10; the area between grows with the level
const PLACES = {
  threat: { x: 108, y: 104, word: -14 },
  drive: { x: 252, y: 104, word: -14 },
  soothing: { x: 180, y: 218, word: 6 },
};

/** The radius whose circle has an area that grows evenly with the level. */
function radiusOf(level) {
  return Math.sqrt(SMALLEST ** 2 + (level / MOST) * (LARGEST ** 2 - SMALLEST ** 2));
}

/** The drawing. */
export class SystemsPlot {
  /**
   * @param {HTMLElement} parent
   * @param {Record<string, string>[]} systems
   */
  constructor(parent, systems) {
    const box = make("div", { class: "pp-systems-picture" }, parent);
    this.svg = /** @type {SVGSVGElement} */ (
      draw("svg", { class: "pp-plot pp-systems-plot", role: "img", viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, box)
    );
    this.circles = SYSTEMS.map((name) => this.#circle(name));
    this.labels = systems.map((system) => this.#label(system)); // above all circles
  }

  #circle(name) {
    const { x, y } = PLACES[name];
    return draw("circle", { class: `pp-system is-${name}`, cx: x, cy: y }, this.svg);
  }

  #label({ name, short }) {
    const { x, y, word } = PLACES[name];
    const centre = { x, "text-anchor": "middle" };
    draw("text", { ...centre, class: "pp-system-name", y: y + word }, this.svg, name);
    const level = draw("text", { ...centre, class: "pp-system-level", y: y + word + 17 }, this.svg);
    draw("text", { ...centre, class: "pp-system-short", y: y + word + 33 }, this.svg, short);
    return level;
  }

  /**
   * @param {import("./systems_words.js").Levels} levels
   * @param {string} said the same in words
   */
  show(levels, said) {
    SYSTEMS.forEach((name, i) => {
      set(this.circles[i], { r: radiusOf(levels[name]) });
      write(this.labels[i], `${levels[name]} of ${MOST}`);
    });
    set(this.svg, { "aria-label": `Three overlapping circles, larger the more active a system is. ${said}` });
  }
}
