/** Small pieces of the page that more than one of these modules makes. */

/** @param {string} name @param {() => void} work */
export function act(name, work) {
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    textContent: name,
    className: "btn btn-sm",
  });
  button.addEventListener("click", work);
  return button;
}

/** @param {string} tag @param {string} className */
export function element(tag, className) {
  return Object.assign(document.createElement(tag), { className });
}

/** Give the page the looks of what is made here. @param {string[]} names of style sheets beside these modules */
export function addStyles(...names) {
  for (const name of names) {
    const href = new URL(name, import.meta.url).href;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
}
