/**
 * The form of a question or an exercise: fields, what judges them, and what is said of an answer.
 *
 * A verdict is said aloud in a few words; its reasons stand beside it, to be read when one wants to.
 * What is judged is told to the page as an event, for whoever keeps a reader's progress.
 */

/**
 * @typedef {{right: boolean, heading: string, reasons: (Node | string)[]}} Verdict
 * @typedef {{problem: string, more?: string}} Unanswered
 * @typedef {Verdict | Unanswered | Promise<Verdict | Unanswered>} Judged
 */

/** What a page hears of each judged answer: the item, and whether it was right. */
export const JUDGED = "answer-judged";

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/**
 * Puts a form into a box.
 * @param {HTMLElement} box
 * @param {Object} parts
 * @param {string} parts.which its name, which tells the buttons of a page apart in a list of them
 * @param {(Node | string)[]} parts.controls
 * @param {(Node | string)[]} parts.beside what stands before the buttons
 * @param {Node | null} parts.before where the form goes; at the end if null
 * @param {(form: HTMLFormElement) => Judged} parts.judge
 */
export function putForm(box, { which, controls, beside, before, judge }) {
  const check = named("submit", "Check", `Check ${which}`);
  const again = named("reset", "Try again", `Try again, ${which}`);
  again.hidden = true;
  const buttons = element("div", { className: "question-buttons" }, ...beside, check, again);
  const form = element("form", { autocomplete: "off", noValidate: true }, ...controls, buttons);
  const said = element("p", { className: "question-said", ariaLive: "polite", ariaAtomic: "true" });
  const reasons = element("div", { className: "question-reasons" });
  box.insertBefore(form, before);
  box.insertBefore(element("div", { className: "question-feedback" }, said, reasons), before);

  let asked = 0; // a judgement that takes a while is dropped if the answer changed meanwhile
  const clear = () => {
    asked += 1;
    delete box.dataset.verdict;
    said.replaceChildren();
    reasons.replaceChildren();
    again.hidden = true;
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    const mine = asked;
    const verdict = await judge(form);
    if (mine === asked) tell(verdict);
  });
  /** @param {Verdict | Unanswered} verdict */
  const tell = (verdict) => {
    const isJudged = "right" in verdict;
    box.dataset.verdict = isJudged ? (verdict.right ? "right" : "wrong") : "none";
    said.append(...heading(verdict));
    reasons.append(...(isJudged ? verdict.reasons : [verdict.more ?? ""]));
    again.hidden = !isJudged;
    if (isJudged) report(box, verdict.right);
  };
  form.addEventListener("input", clear);
  form.addEventListener("reset", () => {
    clear();
    form.querySelector("input").focus(); // the button that had the focus is gone
  });
}

/**
 * @param {"submit" | "reset"} type
 * @param {string} textContent
 * @param {string} ariaLabel
 */
function named(type, textContent, ariaLabel) {
  return element("button", { type, textContent, ariaLabel });
}

/**
 * @param {HTMLElement} box
 * @param {boolean} right
 */
function report(box, right) {
  document.dispatchEvent(new CustomEvent(JUDGED, { detail: { item: box.dataset.item, right, box } }));
}

/** @param {Verdict | Unanswered} verdict */
function heading(verdict) {
  if ("problem" in verdict) return [verdict.problem];
  const sign = element("span", { ariaHidden: "true" }, verdict.right ? "\u2713 " : "\u2717 ");
  return [element("strong", {}, sign, verdict.heading)];
}
