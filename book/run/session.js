/** The one Python of a page: loaded when a reader has agreed to how much that is, and ended by a stop. */

import { act, element } from "./elements.js";
import { elsewhere, lack, reason } from "./elsewhere.js";
import { Engine } from "./engine.js";
import { packsOf } from "./order.js";

const MEGABYTE = 1e6;

export const engine = new Engine();
/** What takes the values that Python sets, by the name of the model. @type {Map<string, (values: object) => void>} */
export const models = new Map();
/** What is to be done in each new Python before a cell runs. @type {(() => Promise<void>)[]} */
export const firsts = [];
/** @type {Promise<boolean> | null} */
let booting = null;

/**
 * Where a page speaks of Python with its reader.
 * @typedef {object} Place
 * @property {HTMLElement} bar what a question follows
 * @property {HTMLButtonElement} button where a reader who says no is again
 * @property {HTMLElement} status what is going on, for everybody to hear
 */

/**
 * Whether Python is there, or was started now.
 * @param {Place} place where it is said
 * @param {string[]} sources all cells of the page, which may ask for more than others
 */
export async function started(place, sources) {
  if (engine.isReady) return true;
  booting ??= boot(place, packsOf(sources.join("\n"))).finally(() => {
    booting = null;
  });
  return booting;
}

/** End it: its variables are gone. */
export function end() {
  engine.stop();
  models.clear();
}

/** @param {Place} place @param {string[]} packs */
async function boot(place, packs) {
  const say = (words) => {
    place.status.textContent = words;
  };
  const lacks = lack();
  if (lacks) return cannot(place, lacks);
  say("Starting Python …");
  try {
    const { missing, keeps } = await engine.ask(packs);
    if (missing) say("");
    if (missing && !(await agreed(place, missing, keeps))) return false;
    say("Starting Python …");
    await engine.boot(packs, ({ type, loaded, total }) => {
      if (type === "progress" && missing) say(`Loading Python: ${inMegabytes(loaded)} of ${inMegabytes(total)} MB`);
      if (type === "starting") say("Starting Python …");
    });
    for (const first of firsts) await first();
    return true;
  } catch (failure) {
    engine.stop();
    if (!failure.isLoading) return cannot(place, reason(failure.message));
    say("The connection broke. What has come is kept: press Run to go on.");
    return false;
  }
}

/** Say that it does not run here, and where it does. @param {Place} place @param {string} why */
function cannot({ status }, why) {
  status.replaceChildren(`Python cannot run here: ${why}. What the book shows stays.`, ...elsewhere());
  return false;
}

const inMegabytes = (bytes) => Math.ceil(bytes / MEGABYTE);

/** @param {Place} place @param {number} bytes @param {boolean} keeps @returns {Promise<boolean>} */
function agreed(place, bytes, keeps) {
  const kept = keeps ? "your browser keeps it for the next time" : "your browser will not keep it";
  const question = element("div", "run-question");
  const words = element("p", "");
  words.textContent = `To run code, this page loads Python: ${inMegabytes(bytes)} MB; ${kept}. What you write stays on this machine.`;
  return new Promise((answer) => {
    const choose = (yes) => () => {
      question.remove();
      if (!yes) place.button.focus();
      answer(yes);
    };
    const load = act("Load and run", choose(true));
    question.append(words, load, act("Not now", choose(false)));
    place.bar.after(question);
    load.focus();
  });
}
