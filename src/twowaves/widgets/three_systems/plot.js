/**
 * Three overlapping circles, each as large as its system is active, always with its name.
 */

import { draw, set, write } from "../kit/drawing.js";
import { MOST, SYSTEMS } from "./words.js";

const [WIDTH, HEIGHT] = [360, 320];
const [SMALLEST, LARGEST] = [38, 86]; // radius at 0 and at 10; the area between grows with the level
const PLACES = {
  threat: { x: 104, y: 110, side: -1 },
  drive: { x: 256, y: 110, side: -1 },
  soothing: { x: 180, y: 208, side: 1 },
};

/** The radius whose circle has an area that grows evenly with the level. */
function radiusOf(level) {
  return Math.sqrt(SMALLEST ** 2 + (level / MOST) * (LARGEST ** 2 - SMALLEST ** 2));
}

/** The drawing. */
export class SystemsPlot {
  /** @param {HTMLElement} parent @param {import("./words.js").System[]} systems */
  constructor(parent, systems) {
    const look = { class: "pp-plot pp-systems-plot", role: "img", viewBox: `0 0 ${WIDTH} ${HEIGHT}` };
    this.svg = draw("svg", look, parent);
    this.circles = SYSTEMS.map((name) => this.#circle(name));
    this.labels = systems.map((system) => this.#label(system)); // above all circles
  }

  #circle(name) {
    const { x, y } = PLACES[name];
    return draw("circle", { class: `pp-system is-${name}`, cx: x, cy: y }, this.svg);
  }

  /** @param {import("./words.js").System} system */
  #label({ name, short }) {
    const { x, y } = PLACES[name];
    const centre = { x, "text-anchor": "middle" };
    draw("text", { ...centre, class: "pp-system-name", y }, this.svg, name);
    const level = draw("text", { ...centre, class: "pp-system-level", y: y + 17 }, this.svg);
    return { level, short: draw("text", { ...centre, class: "pp-system-short" }, this.svg, short) };
  }

  /** @param {import("./words.js").Levels} levels @param {string} said the same in words */
  show(levels, said) {
    SYSTEMS.forEach((name, i) => {
      const r = radiusOf(levels[name]);
      const { y, side } = PLACES[name];
      set(this.circles[i], { r });
      write(this.labels[i].level, `${levels[name]} of ${MOST}`);
      set(this.labels[i].short, { y: side < 0 ? y - r - 7 : y + r + 16 }); // what it does stands outside
    });
    set(this.svg, { "aria-label": `Three overlapping circles, larger the more active a system is. ${said}` });
  }
}
