/** What a cell has to show, as elements of the page: the same forms as the stored outputs have. */

import { follow } from "./drawings.js";
import { dress } from "./frames.js";

/** In the order in which a page prefers them. @type {Record<string, (content: string) => HTMLElement>} */
const FORMS = {
  "text/html": html,
  "image/svg+xml": drawing,
  "image/png": (content) => picture("image/png", content),
  "image/jpeg": (content) => picture("image/jpeg", content),
  "text/markdown": markdown,
  "text/latex": (content) => boxed(content),
  "text/plain": (content) => boxed(content),
};

/** @param {Record<string, string>} data a bundle of forms @returns {HTMLElement | null} */
export function shown(data) {
  const form = Object.keys(FORMS).find((name) => name in data);
  if (!form) return null; // such as the view of a widget, which follows its figure
  return within(
    FORMS[form](data[form]),
    form === "text/html" ? "text_html" : form === "text/plain" ? "text_plain" : "",
  );
}

/** What was printed. @param {string} text @param {string} name */
export function printed(text, name) {
  return within(boxed(text), `stream ${name === "stderr" ? "stderr" : ""}`);
}

/** An error, and what to know of it. @param {{ traceback: string, advice: string }} error */
export function wrong({ traceback, advice }) {
  const place = within(boxed(traceback), "traceback");
  if (advice) place.append(Object.assign(document.createElement("p"), { textContent: advice }));
  return place;
}

/** @param {HTMLElement} content @param {string} kind */
function within(content, kind) {
  const place = document.createElement("div");
  place.className = `output ${kind}`.trim();
  place.append(content);
  return place;
}

/** @param {string} text */
function boxed(text) {
  const box = document.createElement("div");
  box.className = "highlight";
  const lines = document.createElement("pre");
  lines.textContent = text;
  lines.tabIndex = 0; // what is wider than its place scrolls by the keyboard
  box.append(lines);
  return box;
}

/** @param {string} text */
function html(text) {
  const place = document.createElement("div");
  place.append(...styled(new DOMParser().parseFromString(allowed(text), "text/html").body).childNodes);
  dress(place);
  return place;
}

/** @param {string} text */
function drawing(text) {
  const place = document.createElement("div");
  const found = new DOMParser().parseFromString(allowed(text), "image/svg+xml").documentElement;
  found.setAttribute("class", "pp-drawing");
  found.setAttribute("role", "img");
  for (const dots of [...found.querySelectorAll("image")]) dots.replaceWith(drawnDots(dots));
  follow(found);
  place.append(found);
  return place;
}

/** Dots within a drawing, which are written as an address, too. @param {SVGImageElement} dots */
function drawnDots(dots) {
  const place = document.createElementNS("http://www.w3.org/2000/svg", "foreignObject");
  for (const { name, value } of dots.attributes) if (!name.endsWith("href")) place.setAttribute(name, value);
  const [head, content] = (dots.getAttribute("xlink:href") ?? dots.getAttribute("href")).split(",");
  place.append(picture(head.slice("data:".length).split(";")[0], content.replace(/\s/g, "")));
  return place;
}

const TAG = /<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>/g;

/** Markup without what the page's policy forbids, which would be a complaint each time. @param {string} text */
function allowed(text) {
  const plain = text.replace(/<(style|script)\b.*?<\/\1>/gs, "");
  return plain.replace(TAG, (tag) => tag.replace(/\sstyle=/g, " data-look="));
}

/** What is said within the markup of an element's look, said by script, as the policy wants it. @param {HTMLElement} root */
function styled(root) {
  for (const each of [root, .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-look]"))]) {
    if (each.dataset?.look) each.style.cssText = each.dataset.look;
    each.removeAttribute("data-look");
  }
  return root;
}

/** A picture of dots: the policy lets a page load none that is written as an address, but draw it. @param {string} type @param {string} content in base 64 */
function picture(type, content) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.className = "run-dots";
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  createImageBitmap(new Blob([bytes], { type })).then((image) => {
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
  });
  return canvas;
}

/** The little of Markdown that results are said in: paragraphs, lists, strong words, code, indices. @param {string} text */
function markdown(text) {
  const place = document.createElement("div");
  let list = null;
  for (const line of text.split(/\n+/).filter(Boolean)) {
    const item = /^[-*] (.*)$/.exec(line);
    if (item && !list) place.append((list = document.createElement("ul")));
    if (!item) list = null;
    const here = document.createElement(item ? "li" : "p");
    here.append(...inline(item ? item[1] : line));
    (list ?? place).append(here);
  }
  return place;
}

const MARKS = /\*\*(.+?)\*\*|`(.+?)`|\$([a-zA-Z])_(?:\\mathrm\{)?([a-z]+)\}?\$/g;

/** @param {string} line */
function* inline(line) {
  let place = 0;
  for (const found of line.matchAll(MARKS)) {
    yield line.slice(place, found.index);
    const [all, strong, code, name, index] = found;
    const node = document.createElement(strong ? "strong" : code ? "code" : "i");
    node.textContent = strong ?? code ?? name;
    if (index) node.append(Object.assign(document.createElement("sub"), { textContent: index }));
    yield node;
    place = found.index + all.length;
  }
  yield line.slice(place);
}
