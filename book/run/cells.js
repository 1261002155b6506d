/**
 * The cells of a chapter, once a reader has pressed *Run*: they run here, and can be changed.
 *
 * What the book stores stays until the new output is there, and a line says which of the two it is.
 */

import { addCell, addMore, made, press, runAll, say } from "./cell.js";
import { addEditor, write } from "./editor.js";
import { act, addStyles } from "./elements.js";
import { tellWhose } from "./marks.js";
import { goBack } from "./outputs.js";

addStyles("cells.css");

/** @type {Map<HTMLButtonElement, import("./cell.js").Cell>} */
const byButton = new Map();

[...document.querySelectorAll("details.code")].forEach((code, i) => {
  const place = /** @type {HTMLElement} */ (code.closest(".cell"));
  const button = /** @type {HTMLButtonElement} */ (place.querySelector(".run-code"));
  const original = code.querySelector("pre").textContent.replace(/\n$/, "");
  /** @type {HTMLTextAreaElement | undefined} */
  let editor;
  const source = () => editor?.value ?? original;
  const cell = addCell(place, button, code.getAttribute("aria-label").toLowerCase(), source);
  byButton.set(button, cell);
  button.after(act("Edit", edit));
  // what is written outlives a page that is left by mistake
  const kept = `code ${location.pathname} ${i + 1}`;
  function edit() {
    open();
    editor.focus();
  }

  function open() {
    /** @type {HTMLDetailsElement} */ (code).open = true;
    if (editor) return;
    const input = /** @type {HTMLElement} */ (code.querySelector(".cell_input"));
    const run = () => runAll([cell]);
    editor = addEditor(input, { name: `Code ${i + 1}`, text: original, run, changed: keep });
    addMore(cell, act("Original text", restore));
  }

  /** @param {string} text */
  function keep(text) {
    if (text === original) sessionStorage.removeItem(kept);
    else sessionStorage.setItem(kept, text);
    tellWhose(cell);
  }

  function restore() {
    editor.focus();
    write(editor, original);
    goBack(cell);
    made(cell, original);
    say(cell, "The book’s text and output. Undo brings yours back.");
  }

  const text = sessionStorage.getItem(kept);
  if (text === null) return;
  open();
  write(editor, text);
  tellWhose(cell);
});

/** The first press, which has loaded this. @param {HTMLButtonElement} button */
export const pressed = (button) => press(byButton.get(button));
