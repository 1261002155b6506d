/**
 * Tells the page around an embed page how high the figure is, so that its frame can fit.
 *
 * The frame sends `{ type: "twowaves:height", figure, height }` to its parent, the height in CSS
 * pixels, whenever it changes, and once more when the parent sends `{ type: "twowaves:ask" }`.
 * Nothing else is sent, and nothing is read but that question. Without a parent nothing happens.
 */

const { parent } = window;
const { widget } = /** @type {HTMLElement} */ (document.querySelector("figure[data-widget]")).dataset;
let told = 0;

function height() {
  return Math.ceil(document.documentElement.getBoundingClientRect().height);
}

function tell() {
  told = height();
  parent.postMessage({ type: "twowaves:height", figure: widget, height: told }, "*"); // a height is no secret
}

if (parent !== window) {
  new ResizeObserver(() => {
    if (height() !== told) tell();
  }).observe(document.documentElement);
  addEventListener("message", ({ data, source }) => {
    if (source === parent && data?.type === "twowaves:ask") tell();
  });
}
