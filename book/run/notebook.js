/** Notebooks as Jupyter keeps them (.ipynb, format 4.5): read, written, and filled in by one another. */

/**
 * @typedef {{ output_type: string, [name: string]: any }} Output
 * @typedef {object} NotebookCell
 * @property {"code" | "markdown" | "raw"} cell_type
 * @property {string} id
 * @property {object} metadata
 * @property {string} source
 * @property {Output[]} [outputs] of code
 * @property {number | null} [execution_count] of code
 * @typedef {{ cells: NotebookCell[], metadata: Record<string, any> }} Notebook
 */

const LARGEST = 20e6; // bytes
const KINDS = ["code", "markdown", "raw"];
const ID = /^[\w-]{1,64}$/;
/** Which cells of the students' notebooks all of them have. */
const COMMON = new Set(["intro", "needs-twowaves", "set-up"]);
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, "g"); // of Jupyter's tracebacks

/** What cannot be opened, in a sentence. */
export class NotOpened extends Error {}

// ---- read ---------------------------------------------------------------------------------------

/** @param {string} name @param {number} size in bytes */
export function checkSize(name, size) {
  if (size <= LARGEST) return;
  throw new NotOpened(
    `“${name}” has ${Math.ceil(size / 1e6)} MB, and at most ${LARGEST / 1e6} MB can be opened here: clear its outputs in JupyterLab, and save it.`,
  );
}

/**
 * @param {string} text
 * @param {string} name of the file
 * @returns {Notebook}
 */
export function parsed(text, name) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {}
  if (!Array.isArray(found?.cells) && Array.isArray(found?.worksheets))
    throw new NotOpened(`“${name}” is of a format before 4: open it in JupyterLab, and save it there.`);
  if (!Array.isArray(found?.cells) || !isObject(found.metadata) || !found.cells.every(isCell))
    throw new NotOpened(`“${name}” is no notebook that Jupyter can open.`);
  const ids = new Set();
  const cells = found.cells.map((each) => {
    const cell = read(each);
    if (!ID.test(cell.id) || ids.has(cell.id)) cell.id = newId(ids);
    ids.add(cell.id);
    return cell;
  });
  const notebook = { cells, metadata: found.metadata };
  try {
    written(notebook);
  } catch {
    throw new NotOpened(`“${name}” is nested too deeply to be opened.`);
  }
  return notebook;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value */
const isText = (value) =>
  typeof value === "string" || (Array.isArray(value) && value.every((each) => typeof each === "string"));

/** @param {any} cell */
function isCell(cell) {
  if (!isObject(cell) || !KINDS.includes(cell.cell_type) || !isText(cell.source)) return false;
  return cell.cell_type !== "code" || cell.outputs === undefined || Array.isArray(cell.outputs);
}

/** @param {any} cell @returns {NotebookCell} */
function read(cell) {
  const metadata = isObject(cell.metadata) ? cell.metadata : {};
  // Colab keeps the id there
  const id = String(cell.id ?? metadata.id ?? "");
  const plain = { ...cell, id, metadata, source: joined(cell.source) };
  if (cell.cell_type !== "code") return plain;
  const outputs = (cell.outputs ?? []).map(readOutput).filter(Boolean);
  return { ...plain, outputs, execution_count: cell.execution_count ?? null };
}

/** @param {any} value */
const joined = (value) => (Array.isArray(value) ? value.join("") : value);

/** @param {any} output @returns {Output | null} none for what Jupyter would not have written */
function readOutput(output) {
  const { output_type, name, text, metadata } = output ?? {};
  if (output_type === "stream") return isText(text) ? { output_type, name: `${name}`, text: joined(text) } : null;
  if (output_type === "error") {
    const lines = isText(output.traceback) ? [output.traceback].flat() : [];
    return { output_type, ename: `${output.ename}`, evalue: `${output.evalue}`, traceback: lines };
  }
  if (!["display_data", "execute_result"].includes(output_type) || !isObject(output.data)) return null;
  const data = Object.fromEntries(
    Object.entries(output.data).map(([form, held]) => [form, isText(held) ? joined(held) : held]),
  );
  return { ...output, data, metadata: isObject(metadata) ? metadata : {} };
}

/** An id that no cell has. @param {Set<string>} taken */
export function newId(taken) {
  let number = 1;
  while (taken.has(`cell-${number}`)) number++;
  return `cell-${number}`;
}

// ---- filled in ----------------------------------------------------------------------------------

/** Whether a cell is there to be filled in. @param {NotebookCell} cell */
export const isToFillIn = ({ cell_type, id }) => cell_type === "code" || id.endsWith("-yours");

/**
 * The page's notebook with what another one holds: cells are matched by their ids, and what matches
 * none stays behind the one that it followed.
 * @param {Notebook} own
 * @param {Notebook} other
 * @param {string} name of the other's file
 * @returns {Notebook}
 */
export function filledIn(own, other, name) {
  const matches = new Map(own.cells.map((cell) => [cell.id, cell.cell_type]));
  const isKnown = ({ id, cell_type }) => matches.get(id) === cell_type;
  if (other.cells.length && !other.cells.some((cell) => isKnown(cell) && !COMMON.has(cell.id)))
    throw new NotOpened(
      `“${name}” is another notebook than this page's: none of its exercises is here. Open it on its own chapter's page.`,
    );
  const theirs = new Map(other.cells.filter(isKnown).map((cell) => [cell.id, cell]));
  const cells = own.cells.map((cell) => (isToFillIn(cell) && theirs.get(cell.id)) || cell);
  const taken = new Set([...matches.keys(), ...other.cells.map(({ id }) => id)]);
  let place = 0;
  for (const cell of other.cells) {
    if (isKnown(cell)) {
      place = cells.findIndex(({ id }) => id === cell.id) + 1;
      continue;
    }
    const id = matches.has(cell.id) ? newId(taken) : cell.id;
    taken.add(id);
    cells.splice(place++, 0, { ...cell, id });
  }
  return { cells, metadata: { ...own.metadata, ...other.metadata } };
}

/** @param {Notebook} notebook @returns {Notebook} */
export function withoutOutputs({ cells, metadata }) {
  const bare = (cell) => (cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell);
  return { cells: cells.map(bare), metadata };
}

// ---- written ------------------------------------------------------------------------------------

/** As Jupyter writes it. @param {Notebook} notebook */
export function written({ cells, metadata }) {
  const content = { cells: cells.map(writtenCell), metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(sorted(content), null, 1)}\n`;
}

/** @param {NotebookCell} cell */
function writtenCell(cell) {
  const { outputs, execution_count, ...rest } = cell;
  const plain = { ...rest, source: lines(cell.source) };
  if (cell.cell_type !== "code") return plain;
  return { ...plain, execution_count: execution_count ?? null, outputs: (outputs ?? []).map(writtenOutput) };
}

/** @param {Output} output */
function writtenOutput(output) {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (!output.data) return output;
  const forms = Object.entries(output.data).map(([form, held]) => [
    form,
    typeof held === "string" ? lines(held) : held,
  ]);
  return { ...output, data: Object.fromEntries(forms) };
}

/** @param {string} text */
const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Names in their order, as Jupyter has them. @param {any} value */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

// ---- outputs ------------------------------------------------------------------------------------

/** Add what a cell hands over to the outputs that a notebook stores. @param {Output[]} outputs @param {any} message */
export function store(outputs, message) {
  const { type, name, text, data, metadata, ename, evalue } = message;
  const last = outputs.at(-1);
  if (type === "clear_output") outputs.length = 0;
  else if (type === "stream" && last?.output_type === type && last.name === name) last.text += text;
  else if (type === "stream") outputs.push({ output_type: type, name, text });
  else if (type === "error")
    outputs.push({ output_type: type, ename, evalue, traceback: message.traceback.split("\n") });
  else if (type === "display_data") outputs.push({ output_type: type, data, metadata });
  else if (type === "execute_result") outputs.push({ output_type: type, data, metadata, execution_count: null });
}

/** Forms of a stored output that nobody's markup comes in. */
const PLAIN = ["image/png", "image/jpeg", "text/plain"];

/** A stored output as a cell would hand it over, without the markup of whoever made it. @param {Output} output */
export function told({ output_type: type, ...held }) {
  if (type === "stream") return { type, ...held };
  if (type === "error") return { type, traceback: held.traceback.join("\n").replace(COLOURS, ""), advice: "" };
  const form = PLAIN.find((name) => typeof held.data[name] === "string");
  return { type, data: form ? { [form]: held.data[form] } : {} };
}
