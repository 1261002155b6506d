/** An editor for code: a text area whose Tab moves code in, with a way out by the keyboard. */

import { element } from "./elements.js";

let count = 0;

/**
 * Put an editor and its hint in place of something.
 * @param {HTMLElement} shown what it stands in for
 * @param {{ name: string, text: string, run: () => void, changed: (text: string) => void }} of
 * @returns {HTMLTextAreaElement}
 */
export function addEditor(shown, { name, text, run, changed }) {
  const editor = Object.assign(document.createElement("textarea"), { spellcheck: false });
  editor.className = "run-editor";
  editor.setAttribute("aria-label", name);
  for (const [key, value] of Object.entries({ autocapitalize: "off", autocomplete: "off", wrap: "off" }))
    editor.setAttribute(key, value);
  const hint = element("p", "run-hint");
  hint.id = `run-hint-${++count}`;
  hint.textContent = "Shift+Enter runs it. Tab moves the code in; to leave by Tab, press Escape first.";
  editor.setAttribute("aria-describedby", hint.id);
  let leaves = false;
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      run();
    } else if (event.key === "Tab" && !event.shiftKey && !leaves) {
      event.preventDefault();
      editor.setRangeText("    ", editor.selectionStart, editor.selectionEnd, "end");
      editor.dispatchEvent(new Event("input"));
    }
    leaves = event.key === "Escape";
  });
  editor.addEventListener("input", () => {
    fit(editor);
    changed(editor.value);
  });
  shown.hidden = true;
  shown.after(editor, hint);
  write(editor, text);
  return editor;
}

/** Put another text into an editor. @param {HTMLTextAreaElement} editor @param {string} text */
export function write(editor, text) {
  editor.value = text;
  fit(editor);
}

/** @param {HTMLTextAreaElement} editor */
function fit(editor) {
  editor.rows = editor.value.split("\n").length + 1;
}
