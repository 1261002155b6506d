/**
 * What the buttons of a page do, and what changes while it is printed.
 * The theme writes these into the page's markup, where a strict Content-Security-Policy blocks them.
 */
(() => {
  /** @type {Record<string, () => void>} */
  const actions = {
    print: () => window.print(),
    "full-screen": () => /** @type {any} */ (window).toggleFullScreen(), // the theme's
  };

  document.addEventListener("click", (event) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest("[data-press]");
    if (button) actions[button.dataset.press]();
  });

  // Paper is light: light letters would vanish on it. And paper cannot be clicked: what is folded
  // away is opened. Afterwards everything is as it was.
  let theme;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    const { dataset } = document.documentElement;
    theme = dataset.theme;
    dataset.theme = "light";
    opened = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("main details:not([open])")]);
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    document.documentElement.dataset.theme = theme;
    for (const each of opened) each.open = false;
  });
})();
