/**
 * The search page: what was asked in the address or is typed, answered with sections of the book.
 * Everything is text, never markup, whatever was typed; nothing is stored.
 */
import { excerpt, find, indexOf } from "./finding.js";

const SHOWN = 30;
const box = /** @type {HTMLElement} */ (document.querySelector(".bd-search-container"));
const form = box.querySelector("form");
const field = form.querySelector("input");
const count = box.querySelector(".search-count");
const list = box.querySelector("ol");
const root = document.documentElement.dataset.content_root;
let later = 0;

/** Say how many there are, once the reader has stopped typing. */
function say(/** @type {string} */ text) {
  clearTimeout(later);
  later = setTimeout(() => {
    count.textContent = text;
  }, 250);
}

/** An element with what it holds, text as text. */
function made(/** @type {string} */ name, /** @type {(string | Node)[]} */ ...content) {
  const element = document.createElement(name);
  element.append(...content);
  return element;
}

/** One result: where it leads, where that is, and a piece of its prose. */
function shown(/** @type {import("./finding.js").Hit} */ hit) {
  const { page, id, title } = hit.entry;
  const link = /** @type {HTMLAnchorElement} */ (made("a", title));
  link.href = `${root}${page.address}${id ? `#${id}` : ""}`;
  const parts = excerpt(hit).map(({ text, marked }) => (marked ? made("mark", text) : text));
  const where = page.kind === "exercises" ? `Exercises: ${page.title}` : page.title;
  const place = title === page.title ? [] : [made("p", where)];
  place.forEach((each) => {
    each.className = "search-place";
  });
  return made("li", link, ...place, made("p", ...parts));
}

/** In one sentence: how many sections there are, and what was taken for what. */
function summary({ hits, instead }, /** @type {string} */ query) {
  if (!query.trim()) return "";
  const read = instead.map(([typed, word]) => `“${typed}” is not in the book; “${word}” is. `).join("");
  if (!hits.length) return `${read}Nothing in the book fits “${query.trim()}”.`;
  const first = hits.length > SHOWN ? `, the first ${SHOWN} are shown` : "";
  return `${read}${hits.length} ${hits.length === 1 ? "place fits" : "places fit"}${first}.`;
}

/** @type {import("./finding.js").Index | null} */
let index = null;

/** Show what fits, as soon as there is an index; the address keeps what was asked at once. */
function answer() {
  const asked = field.value;
  history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
  if (!index) return;
  const found = find(index, asked);
  list.replaceChildren(...found.hits.slice(0, SHOWN).map(shown));
  say(summary(found, asked));
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.focus();
field.select();
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", answer);
try {
  index = indexOf(await (await fetch(box.dataset.index)).json());
  answer();
} catch {
  say("The list of sections could not be loaded; the contents lead to every page.");
}
