/**
 * Native inputs with labels, made the same way in every figure.
 *
 * JupyterLab takes arrow keys away from a focused input unless the element says otherwise,
 * so every focusable element carries `data-lm-suppress-shortcuts`.
 */

import { set, write } from "./drawing.js";

// What people put in may be theirs. Unless told otherwise browsers keep it, text and choices alike:
// Firefox writes them to disk for a restart, and others offer them to whoever comes next.
const KEPT = ["input", "textarea", "select"];

/**
 * Make an HTML element, put it into its parent and return it; no browser keeps what is put into it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {Element} [parent]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, parent = undefined, text = "") {
  const element = document.createElement(tag);
  if (KEPT.includes(tag)) element.setAttribute("autocomplete", "off");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

/**
 * @template {HTMLElement | SVGElement} Kind
 * @param {Kind} element
 */
export function keepKeys(element) {
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  return element;
}

/** A remark below something. @param {Element} parent @param {string} text */
export function note(parent, text) {
  return make("p", { class: "pp-note" }, parent, text);
}

/**
 * A table that scrolls by itself, by keys too: the row of its heads, and its body.
 * @param {Element} parent
 * @param {{label: string, heads: string[], look?: string}} options
 */
export function scrollTable(parent, { label, heads, look = "pp-table" }) {
  const frame = make("div", { class: "pp-scroll", tabindex: "0", role: "region", "aria-label": label }, parent);
  const table = make("table", { class: look }, keepKeys(frame));
  const head = make("tr", {}, make("thead", {}, table));
  for (const text of heads) make("th", { scope: "col" }, head, text);
  return { table, head, body: make("tbody", {}, table) };
}

/**
 * A table whose lines, where it is narrow, stand below one another, each cell behind its head.
 * What it is stays said in words that a browser may not forget over its look.
 * @param {Element} parent
 * @param {{label: string, heads: string[], rows: string[]}} options the heads of its lines as well
 * @returns {HTMLElement[][]} the cells, line by line
 */
export function stackedTable(parent, { label, heads, rows }) {
  const { table, head, body } = scrollTable(parent, { label, heads, look: "pp-table is-stacked" });
  const roles = { table: [table], rowgroup: [head.parentElement, body], row: [head], columnheader: [...head.children] };
  for (const [role, elements] of Object.entries(roles))
    for (const element of elements) element.setAttribute("role", role);
  return rows.map((name) => {
    const line = make("tr", { role: "row" }, body);
    make("th", { scope: "row", role: "rowheader" }, line, name);
    return heads.slice(1).map((text) => make("td", { role: "cell", "data-head": text }, line));
  });
}

/** Put lines into a table's body; the first cell of each heads its row. @param {Element} body @param {string[][]} lines */
export function fillTable(body, lines) {
  body.replaceChildren();
  for (const [head, ...cells] of lines) {
    const row = make("tr", {}, body);
    make("th", { scope: "row" }, row, head);
    for (const cell of cells) make("td", {}, row, cell);
  }
}

let made = 0;

/** @returns {string} an id that no other control on the page has */
export function freshId() {
  made += 1;
  return `twowaves-control-${made}`;
}

/**
 * An input behind its label.
 * @template {"input" | "select" | "textarea"} Tag
 * @param {Element} parent
 * @param {string} label
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 */
export function labelled(parent, label, tag, attributes = {}) {
  const id = freshId();
  make("label", { for: id }, parent, label);
  return keepKeys(make(tag, { id, ...attributes }, parent));
}

/**
 * A labelled range input with its value written out beside the label.
 * @param {Element} parent
 * @param {{label: string, min: number, max: number, step: number, onInput: (value: number) => void, onRelease?: () => void}} options
 */
export function slider(parent, { label, min, max, step, onInput, onRelease }) {
  const box = make("div", { class: "pp-slider" }, parent);
  const input = labelled(box, label, "input", { type: "range", min: `${min}`, max: `${max}`, step: `${step}` });
  const output = make("span", { class: "pp-slider-value", "aria-hidden": "true" }); // the input says it
  input.before(output);
  let [low, high] = [min, max];
  let shown = NaN;
  input.addEventListener("input", () => {
    shown = NaN; // the reader moved it: whatever comes back is to be shown again
    onInput(Number(input.value));
  });
  if (onRelease) input.addEventListener("change", onRelease);
  return {
    input,
    /** Show a value that may lie between two steps or beyond the ends, which then move. */
    show(value, text) {
      write(output, text);
      set(input, { "aria-valuetext": text });
      if (value === shown) return;
      shown = value;
      if (value < low) this.span(Math.floor(value / step) * step, high, step);
      if (value > high) this.span(low, Math.ceil(value / step) * step, step);
      input.value = `${value}`;
    },
    /** Give the slider other ends and another step. */
    span(newLow, newHigh, newStep) {
      [low, high, step] = [newLow, newHigh, newStep];
      Object.assign(input, { min: `${low}`, max: `${high}`, step: `${step}` });
      shown = NaN;
    },
  };
}

/**
 * A labelled choice.
 * @param {Element} parent
 * @param {{label: string, options: [string, string][], onChange: (value: string) => void}} options
 */
export function select(parent, { label, options, onChange }) {
  const input = labelled(make("div", { class: "pp-select" }, parent), label, "select");
  for (const [value, text] of options) make("option", { value }, input, text);
  input.addEventListener("change", () => onChange(input.value));
  return input;
}

/** Other words to choose from, each its own value. @param {HTMLSelectElement} input @param {string[]} words */
export function offer(input, words) {
  input.replaceChildren();
  for (const word of words) make("option", { value: word }, input, word);
}

/**
 * A choice among examples, which shows as well that none of them is there.
 * @param {Element} parent
 * @param {Record<string, {label: string}>} examples
 * @param {{own: string, word: string, onChange: (key: string) => void}} options the key and the word for what is none
 */
export function exampleChoice(parent, examples, { own, word, onChange }) {
  const options = Object.keys(examples).map((key) => /** @type {[string, string]} */ ([key, examples[key].label]));
  const input = select(parent, { label: "Example", options, onChange });
  make("option", { value: own, disabled: "", hidden: "" }, input, word); // it cannot be chosen
  return input;
}

/**
 * A labelled switch.
 * @param {Element} parent
 * @param {{label: string, onChange: (on: boolean) => void}} options
 */
export function switchBox(parent, { label, onChange }) {
  const box = make("label", { class: "pp-switch" }, parent);
  const input = keepKeys(make("input", { type: "checkbox" }, box));
  make("span", {}, box, label);
  input.addEventListener("change", () => onChange(input.checked));
  return input;
}

/**
 * Put a value into a field unless it is there already: writing it again would move the caret.
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} value
 */
export function fill(field, value) {
  if (field.value !== value) field.value = value;
}

/**
 * A labelled number field.
 * @param {Element} parent
 * @param {{label: string, onChange: (text: string) => void}} options
 */
export function numberField(parent, { label, onChange }) {
  const box = make("div", { class: "pp-number" }, parent);
  const input = labelled(box, label, "input", { type: "text", inputmode: "decimal" });
  input.addEventListener("change", () => onChange(input.value));
  return input;
}

/**
 * @param {Element} parent
 * @param {string} text
 * @param {(event: MouseEvent) => void} onClick
 */
export function button(parent, text, onClick) {
  const element = keepKeys(make("button", { type: "button" }, parent, text));
  element.addEventListener("click", onClick);
  return element;
}

/** A part that opens and closes. @param {Element} parent @param {string} title */
export function fold(parent, title) {
  const details = make("details", { class: "pp-fold" }, parent);
  keepKeys(make("summary", {}, details, title));
  return details;
}

/**
 * Hand the reader a file that was made in the page.
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
