/** What brings a figure to life that a cell has made, on whatever page. */

const STATIC = new URL("../", import.meta.url).href;

/**
 * The host of live figures, and what this figure looks like: of the page, or brought now.
 * @param {HTMLElement} figure
 * @returns {Promise<any>}
 */
export async function hostOf(figure) {
  const { widget } = figure.dataset;
  const folder = widget.replaceAll("-", "_");
  const styles = ["kit/base.css", `${folder}/style.css`].map((path) => style(`twowaves/widgets/${path}`));
  const there = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[src*='/figures/host.js']"));
  delete figure.dataset.widget; // a host that comes wakes all figures that it finds, and this one is woken here
  const [host] = await Promise.all([import(there?.src ?? `${STATIC}figures/host.js`), ...styles]);
  figure.dataset.widget = widget;
  return host;
}

/** Have the page have a style sheet. @param {string} path */
function style(path) {
  if (document.querySelector(`link[href*="${path}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STATIC + path });
  const come = new Promise((resolve) => {
    link.onload = link.onerror = resolve;
  });
  document.head.append(link);
  return come;
}
