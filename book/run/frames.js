/**
 * Data frames dressed as those that the book stores, by the rules of `book/_ext/accessible.py`: what heads
 * nothing is no heading, an index's name stands above the index, and words stand left.
 */

const WORD = /[^\P{L}\d_]{3}|§|^[A-Z]{2,}$/u;

/** @param {HTMLElement} root what may hold frames */
export function dress(root) {
  // a cell that heads nothing is none
  for (const head of [...root.querySelectorAll("th")])
    if (!head.textContent.trim()) head.replaceWith(document.createElement("td"));
  for (const frame of /** @type {NodeListOf<HTMLTableElement>} */ (root.querySelectorAll("table.dataframe"))) {
    nameIndex(frame);
    if (!frame.querySelector("[colspan], [rowspan]")) markWords(frame);
  }
}

/** pandas names an index in a row of its own; the name belongs above the index. @param {HTMLTableElement} frame */
function nameIndex(frame) {
  const [first, second] = frame.tHead?.rows ?? [];
  if (!second || first.cells[0].textContent.trim()) return;
  const [name, ...others] = second.cells;
  if (name.tagName !== "TH" || others.some((cell) => cell.textContent.trim())) return;
  first.cells[0].replaceWith(name);
  second.remove();
}

/** @param {HTMLTableElement} frame */
function markWords(frame) {
  const lines = [...frame.rows].map((row) => [...row.cells]);
  lines[0]?.forEach((_, i) => {
    const column = lines.map((line) => line[i]);
    const isOfWords = i > 0 && column.slice(1).every((cell) => cell && WORD.test(cell.textContent));
    if (isOfWords) for (const cell of column) cell.classList.add("words");
  });
}
