/** A reader's files: chosen from the machine, put where the page's Python is at home, and fetched from there. */

import { act, element } from "./elements.js";
import { engine, firsts } from "./session.js";

const LARGEST = 20e6; // bytes: what the package's own readers take
const SHEETS = /\.(xlsx?|ods|numbers)$/i;

/** @param {Blob} content @param {string} name */
export function download(content, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A button that lets a reader choose files. @param {string} name @param {string} accept @param {(files: File[]) => void} take */
export function chooser(name, accept, take, many = false) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept, multiple: many, hidden: true });
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = ""; // the same file again is a choice, too
  });
  const button = act(name, () => input.click());
  button.append(input);
  return button;
}

/** What Python calls a file: letters composed, as they are typed, and nothing that means a folder. @param {string} name */
export const plainName = (name) => name.normalize("NFC").replace(/[/\\\0]/g, "_");

/** @param {File} file @returns {Promise<Uint8Array>} or a sentence that says why not, thrown */
async function bytesOf(file) {
  const name = `“${file.name}”`;
  if (SHEETS.test(file.name)) throw `${name} is a workbook of a spreadsheet: save it there as CSV, and choose that.`;
  if (file.size > LARGEST)
    throw `${name} has ${Math.ceil(file.size / 1e6)} MB, and at most ${LARGEST / 1e6} MB can be taken in here.`;
  const content = await file.arrayBuffer().catch(() => {
    throw `${name} cannot be read: is it a folder, or has it been moved?`;
  });
  if (!content.byteLength) throw `${name} is empty.`;
  return new Uint8Array(content);
}

/**
 * The place of the files on a page.
 * @returns {{ place: HTMLElement, look: () => Promise<void> }} where `look` lists what Python has made
 */
export function filesPlace() {
  /** @type {Map<string, Uint8Array>} */
  const chosen = new Map();
  const list = element("ul", "workbook-files");
  const status = element("span", "run-status");
  status.setAttribute("role", "status");
  const button = chooser("Choose files …", "", take, true);
  const place = element("div", "workbook-choose");
  const bar = element("div", "run-bar");
  bar.append(button, status);
  place.append(bar, list);
  firsts.push(async () => {
    for (const [name, bytes] of chosen) await engine.put(name, bytes);
  });

  /** @param {File[]} files */
  async function take(files) {
    const said = [];
    for (const file of files) {
      const name = plainName(file.name);
      try {
        const bytes = await bytesOf(file);
        said.push(chosen.has(name) ? `“${name}” takes the place of the one before.` : `“${name}” is here.`);
        chosen.set(name, bytes);
        if (engine.isReady) await engine.put(name, bytes);
      } catch (problem) {
        said.push(String(problem));
      }
    }
    await look();
    status.textContent = said.join(" ");
  }

  async function look() {
    const there = engine.isReady ? (await engine.files()).files : [];
    const made = there.filter(({ name }) => !chosen.has(name));
    list.replaceChildren(
      ...[...chosen].map(([name]) => row(name, "chosen")),
      ...made.map(({ name }) => row(name, "made")),
    );
  }

  /** @param {string} name @param {"chosen" | "made"} from */
  function row(name, from) {
    const item = element("li", "run-bar");
    item.append(Object.assign(element("code", ""), { textContent: JSON.stringify(name) }));
    if (from === "made") {
      item.append(
        " made here ",
        named("Download", name, async () => download(await contentOf(name), name)),
      );
      return item;
    }
    const takeAway = async () => {
      chosen.delete(name);
      if (engine.isReady) await engine.remove(name);
      await look();
      status.textContent = `“${name}” is gone from here; on your machine it stays.`;
      button.focus();
    };
    item.append(" ", named("Remove", name, takeAway));
    return item;
  }

  return { place, look };
}

/** A button that says of which file it is. @param {string} what @param {string} name @param {() => void} work */
function named(what, name, work) {
  const button = act(what, work);
  button.setAttribute("aria-label", `${what} ${name}`);
  return button;
}

/** @param {string} name */
const contentOf = async (name) => new Blob([(await engine.read(name)).bytes]);
