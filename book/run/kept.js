/**
 * A reader's notebook between two visits: in this tab as long as it is open, and in this browser if the
 * reader has switched it on. Nothing of it is sent, and one button erases it.
 */

const PREFIX = "twowaves-notebook ";
const FORBIDDEN = "This browser lets the page keep nothing, so the notebook cannot be kept.";
const FULL = "What you wrote last is not kept: the browser's store is full. Download the notebook.";
const OUT_OF_REACH =
  "The browser's store is full, and the page cannot reach what it keeps there: clear this site's data in the browser's settings.";
const WITHOUT = "Kept in this browser without its outputs, for which the browser's store is too small.";

/** @param {string} name of the notebook @param {(key: string) => void} changedElsewhere called when another tab has written */
export function keeper(name, changedElsewhere) {
  const key = PREFIX + name;
  addEventListener("storage", (event) => event.key === key && changedElsewhere(event.newValue));
  const mine = (work) => {
    try {
      return work();
    } catch {
      return undefined; // forbidden
    }
  };
  const isOn = () => mine(() => localStorage.getItem(key)) != null;

  /** Whether this is the browser's own store: where it is forbidden or full, first.js stands in for it. */
  const lasts = () => localStorage instanceof Storage;

  /** @param {() => string} whole @param {() => string} bare without outputs @returns {string} what is to be said of it */
  function write(whole, bare) {
    if (!lasts()) return FULL;
    try {
      localStorage.setItem(key, whole());
      return "";
    } catch {}
    try {
      localStorage.setItem(key, bare());
      return WITHOUT;
    } catch {
      return FULL;
    }
  }

  return {
    isOn,
    /** What is there from before. @returns {string | null} */
    text: () => mine(() => localStorage.getItem(key)) ?? mine(() => sessionStorage.getItem(key)) ?? null,
    /** @param {() => string} whole @param {() => string} bare */
    begin(whole, bare) {
      const problem = write(whole, bare);
      if (problem !== FULL) mine(() => sessionStorage.removeItem(key));
      return problem === FULL && !isOn() ? FORBIDDEN : problem;
    },
    /** Note what is written, wherever it is kept. @param {() => string} whole @param {() => string} bare */
    note(whole, bare) {
      if (isOn()) return write(whole, bare);
      mine(() => sessionStorage.setItem(key, bare()));
      return "";
    },
    /** @returns {string} why that cannot be, or nothing */
    erase() {
      for (const store of [() => localStorage, () => sessionStorage]) mine(() => store().removeItem(key));
      return lasts() ? "" : OUT_OF_REACH;
    },
  };
}
