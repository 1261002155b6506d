/** An editor for code, coloured as the book's own: of another's making, with the keys that Jupyter has. */

import { element } from "./elements.js";

// the packer brings them: see tools/code_editor.py
const [{ createEditor }, { languages }, { defaultCommands }] = await Promise.all(
  [
    "index.js",
    "prism/index.js",
    "extensions/commands/index.js",
    "languages/python.js",
    "prism/languages/python.js",
  ].map((name) => import(`./code_editor/${name}`)),
);

/** What the style sheet of the book's code calls what the editor finds. */
const CALLED = {
  comment: "c1",
  "triple-quoted-string": "s2",
  string: "s2",
  function: "nf",
  "class-name": "nc",
  decorator: "nd",
  keyword: "k",
  builtin: "nb",
  boolean: "kc",
  number: "mi",
  operator: "o",
  punctuation: "p",
};
for (const [name, alias] of Object.entries(CALLED)) {
  const found = languages.python[name];
  languages.python[name] = found.pattern ? { ...found, alias } : { pattern: found, alias };
}
// in today's Python it is a function
const { keyword, builtin } = languages.python;
keyword.pattern = new RegExp(keyword.pattern.source.replace("print|", ""));
builtin.pattern = new RegExp(builtin.pattern.source.replace("pow|", "pow|print|"));
languages.python["string-interpolation"].inside.string = { pattern: /[\s\S]+/, alias: "s2" };

/** What stands behind each text area. @type {WeakMap<HTMLTextAreaElement, any>} */
const behind = new WeakMap();
let count = 0;

/**
 * Put an editor and its hint in place of something.
 * @param {HTMLElement} shown what it stands in for
 * @param {{ name: string, text: string, run: (keys: KeyboardEvent) => void, changed: (text: string) => void }} of
 * @returns {HTMLTextAreaElement} what is typed into
 */
export function addEditor(shown, { name, text, run, changed }) {
  const place = element("div", "run-editor");
  const looks = { language: "python", tabSize: 4, lineNumbers: false, wordWrap: true, class: "highlight" };
  const made = createEditor(place, { ...looks, value: text }, defaultCommands([]));
  const { textarea } = made;
  behind.set(textarea, made);
  textarea.setAttribute("aria-label", name);
  const hint = element("p", "run-hint");
  hint.id = `run-hint-${++count}`;
  hint.textContent = "Shift+Enter runs it. Tab moves the code in; to leave by Tab, press Escape first.";
  textarea.setAttribute("aria-describedby", hint.id);
  place.addEventListener("keydown", keysOf(run), true);
  textarea.addEventListener("input", () => changed(textarea.value));
  shown.hidden = true;
  shown.after(place, hint);
  return textarea;
}

/** What the keys do that the editor itself would use otherwise. @param {(keys: KeyboardEvent) => void} run */
function keysOf(run) {
  let leaves = false;
  return (/** @type {KeyboardEvent} */ event) => {
    const { key } = event;
    const runs = key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey);
    if (runs || key === "Escape" || (key === "Tab" && leaves)) event.stopPropagation();
    if (runs) {
      event.preventDefault();
      run(event);
    }
    leaves = key === "Escape" || (key === "Shift" && leaves);
  };
}

/**
 * Put another text into an editor; whoever is in it can take it back as what was typed.
 * @param {HTMLTextAreaElement} editor
 * @param {string} text
 */
export function write(editor, text) {
  if (document.activeElement !== editor) {
    behind.get(editor).setOptions({ value: text });
    return;
  }
  editor.select();
  document.execCommand("insertText", false, text);
}
