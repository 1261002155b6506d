/**
 * Drawings of cells in the page's own colours and letters, by the rule of `book/_ext/pictures.py`:
 * each colour of the palette is the style sheet's variable, so that a drawing follows light and dark.
 */

/** What the style sheet calls each colour; the build writes it. @type {Record<string, string>} */
const NAMES = await fetch(new URL("palette.json", import.meta.url))
  .then((answer) => answer.json())
  .catch(() => ({})); // without a connection colours stay as they are
const INK = "var(--pp-ink)";
const LEFT_OUT = "metadata, style";
// the page's letters stand for the picture's own
const LEFT_TO_THE_PAGE = ["font-family", "font-stretch"];

let count = 0;

/** Have a drawing of matplotlib follow the page. @param {Element} root with each style said as `data-look` */
export function follow(root) {
  const prefix = `drawn${++count}-`; // two drawings call their parts alike
  for (const each of [...root.querySelectorAll(LEFT_OUT)]) each.remove();
  for (const part of [root, ...root.querySelectorAll("*")]) {
    restyle(part);
    rename(part, prefix);
  }
  for (const name of ["width", "height"]) root.removeAttribute(name);
  root.setAttribute("fill", INK); // what says nothing is black
  root.setAttribute("stroke-linejoin", "round");
}

/** @param {Element} part */
function restyle(part) {
  for (const rule of (part.getAttribute("data-look") ?? "").split(";")) {
    const [name, ...value] = rule.split(":");
    if (value.length && !LEFT_TO_THE_PAGE.includes(name.trim())) part.setAttribute(name.trim(), value.join(":").trim());
  }
  part.removeAttribute("data-look");
  for (const name of ["fill", "stroke"]) {
    const colour = part.getAttribute(name)?.toLowerCase();
    if (colour in NAMES) part.setAttribute(name, `var(--pp-${NAMES[colour]})`);
    else if (colour === "#000000") part.setAttribute(name, INK);
  }
}

/** @param {Element} part @param {string} prefix */
function rename(part, prefix) {
  if (part.id) part.id = prefix + part.id;
  for (const { name, value } of [...part.attributes]) {
    if (name.endsWith("href") && value.startsWith("#")) {
      part.removeAttribute(name);
      part.setAttribute("href", `#${prefix}${value.slice(1)}`);
    } else if (value.includes("url(#")) part.setAttribute(name, value.replaceAll("url(#", `url(#${prefix}`));
  }
}
