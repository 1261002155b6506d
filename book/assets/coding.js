/**
 * Excerpts to be coded: four codes under each, and how well the reader agrees with two made-up coders.
 * What is chosen is sent nowhere and kept nowhere: it is gone with the page.
 */

import { agreementOf } from "./agreement.js";
import { element } from "./answer_form.js";
import { fixed } from "./twowaves/_base/numbers.js";

const YOU = "you";
const CODERS = ["coder 1", "coder 2"];
const UNTOLD = "not to be told: one code throughout";

const box = /** @type {HTMLElement} */ (document.querySelector(".coding"));
/** @type {string[]} */
const codes = JSON.parse(box.dataset.codes);
/** @type {string[][]} */
const coders = JSON.parse(box.dataset.coders);
const excerpts = [...box.querySelectorAll("li > p")].map((excerpt) => excerpt.textContent);
/** @type {(string | null)[]} */
const mine = excerpts.map(() => null);

const live = element("p", { className: "coding-live", role: "status" });
const rows = element("tbody");
const parting = element("details", { className: "coding-parting" });
const forNotebook = element("details", { className: "coding-python" });

/** The codes under one excerpt, as radio buttons that are named by it. */
function choicesFor(/** @type {Element} */ item, /** @type {number} */ i) {
  const id = `excerpt-${i + 1}`;
  item.querySelector("p").id = id;
  const fields = codes.map((code) => {
    const radio = element("input", { type: "radio", name: id, value: code });
    radio.addEventListener("change", () => {
      mine[i] = code;
      tell();
    });
    return element("label", {}, radio, element("span", {}, code));
  });
  const group = element("div", { className: "coding-codes", role: "radiogroup" }, ...fields);
  group.setAttribute("aria-labelledby", id);
  item.append(group);
}

/** @param {number | null} kappa */
const kappaText = (kappa) => (kappa === null ? UNTOLD : fixed(kappa, 2));

/** Say how well everybody agrees on the excerpts that are coded so far. */
function tell() {
  const coded = mine.map((_, i) => i).filter((i) => mine[i]);
  const all = [mine, ...coders];
  const between = (/** @type {number} */ one, /** @type {number} */ other) =>
    agreementOf(coded.map((i) => /** @type {[string, string]} */ ([all[one][i], all[other][i]])));
  const names = [YOU, ...CODERS];
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ];
  rows.replaceChildren(
    ...pairs.map(([one, other]) => {
      const { n, same, kappa } = between(one, other);
      const cells = [`${same} of ${n}`, n ? kappaText(kappa) : ""];
      const head = element("th", { scope: "row" }, `${names[one]} and ${names[other]}`);
      return element("tr", {}, head, ...cells.map((cell) => element("td", {}, cell)));
    }),
  );
  live.textContent = inShort(coded.length, between(0, 1).kappa, between(0, 2).kappa);
  part(coded);
  writeCode(coded.length);
}

/** Twelve words at the most: a live region reads them out. */
function inShort(/** @type {number} */ n, /** @type {number | null} */ first, /** @type {number | null} */ second) {
  const count = `${n} of ${mine.length} coded.`;
  if (first === null || second === null) return count;
  return `${count} Kappa with coder 1: ${fixed(first, 2)}, coder 2: ${fixed(second, 2)}.`;
}

/** List where the reader parts from a coder. */
function part(/** @type {number[]} */ coded) {
  const apart = coded.filter((i) => coders.some((coder) => coder[i] !== mine[i]));
  const items = apart.map((i) => {
    const who = coders.map((coder, k) => `${CODERS[k]} ${coder[i]}`).join(", ");
    return element("li", { value: i + 1 }, `${excerpts[i]} `, element("em", {}, `You ${mine[i]}, ${who}.`));
  });
  parting.querySelector("summary").textContent = `Where you part from a coder: ${apart.length}`;
  parting.querySelector("ol").replaceChildren(...items);
}

/** Write the codes as the chapter's notebook takes them, once there is one for each excerpt. */
function writeCode(/** @type {number} */ n) {
  forNotebook.hidden = n < mine.length;
  const code = `excerpts["mine"] = """\n${mine.join(" ")}\n""".split()`;
  forNotebook.querySelector("code").textContent = code;
}

/** The table of who agrees with whom. */
function table() {
  const heads = ["", "same code", "Cohen's kappa"].map((text) =>
    text ? element("th", { scope: "col" }, text) : element("td"),
  );
  const caption = element("caption", {}, "Agreement on the excerpts that you have coded");
  return element("table", {}, caption, element("thead", {}, element("tr", {}, ...heads)), rows);
}

[...box.querySelectorAll("li")].forEach(choicesFor);
parting.append(element("summary"), element("ol"));
forNotebook.append(element("summary", {}, "Your codes for the notebook"), element("pre", {}, element("code")));
box.prepend(live);
box.append(table(), parting, forNotebook);
tell();
