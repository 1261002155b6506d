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

  // A drawer opens as a dialog, with what stands in a sidebar: a button closes it for whoever has no Escape,
  // and the focus goes back to what opened it.
  for (const side of ["primary", "secondary"]) {
    const sidebar = document.getElementById(`pst-${side}-sidebar`);
    const close = Object.assign(document.createElement("button"), { type: "button", className: "close-drawer" });
    close.append("Close");
    close.addEventListener("click", () => close.closest("dialog").close());
    sidebar?.prepend(close);
    const opener = /** @type {HTMLElement | null} */ (document.querySelector(`.${side}-toggle`));
    const dialog = document.getElementById(`pst-${side}-sidebar-modal`);
    dialog?.addEventListener("close", () => setTimeout(() => opener?.focus()));
  }

  // Paper is light: light letters would vanish on it. And paper cannot be clicked: what is folded
  // away is opened, save code, which a reader prints by showing it. Afterwards everything is as it was.
  let theme;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    const { dataset } = document.documentElement;
    theme = dataset.theme;
    dataset.theme = "light";
    opened = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("main details:not([open], .code)")]);
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    document.documentElement.dataset.theme = theme;
    for (const each of opened) each.open = false;
  });

  // The switch for the code of all cells. What it was set to is remembered, where a browser lets it.
  const all = document.documentElement.dataset;
  const switched = document.querySelector(".show-code");
  const say = () => switched?.setAttribute("aria-checked", String(all.code === "shown"));
  say();
  switched?.addEventListener("click", () => {
    all.code = all.code === "shown" ? "folded" : "shown";
    say();
    inPlace(() => {
      for (const each of document.querySelectorAll("details.code"))
        each.toggleAttribute("open", all.code === "shown" || "subject" in /** @type {HTMLElement} */ (each).dataset);
    });
    switched.nextElementSibling.textContent = keeps("code", all.code) ? "" : "This browser will not remember it.";
  });

  // Whoever runs nothing loads nothing: what runs a cell comes with the first press, or where a reader
  // has written into a cell before. From then on the buttons stand in bars, and know what to do.
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const cells = () => import(new URL("run/cells.js", src).href);
  document.addEventListener("click", async ({ target }) => {
    const button = /** @type {HTMLElement} */ (target).closest(".run-code:not(.run-bar *)");
    if (!button) return;
    try {
      (await cells()).pressed(button);
    } catch (error) {
      console.error(error);
      button.replaceWith("Code cannot run now: reload the page to try again, or take a newer browser.");
    }
  });
  if (Object.keys(sessionStorage).some((name) => name.startsWith(`code ${location.pathname} `)))
    cells().catch(() => {});

  /**
   * Whether a browser keeps a reader's choice: storage may be forbidden, where first.js stands in, or full.
   * @param {string} name
   * @param {string} choice
   */
  function keeps(name, choice) {
    try {
      localStorage.setItem(name, choice);
      return localStorage instanceof Storage;
    } catch {
      return false;
    }
  }

  /**
   * Change the heights of much, and leave what the reader looks at where it is.
   * @param {() => void} change
   */
  function inPlace(change) {
    const parts = [...document.querySelectorAll("article :is(h1, h2, h3, p, li, summary, td, figure)")];
    const seen = parts.find((part) => part.getBoundingClientRect().top >= 60); // below the page's header
    const before = seen?.getBoundingClientRect().top;
    change();
    if (seen) scrollBy({ top: seen.getBoundingClientRect().top - before, behavior: "instant" });
  }

  // A table that is wider than its place scrolls, by the keyboard, too, for which the theme sees: it
  // says so, and has a name.
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries) mark(/** @type {HTMLElement} */ (target));
  });
  const tables = ".cell_output .text_html:has(table:not(.twowaves table)), .pst-scrollable-table-container";
  const watch = (/** @type {ParentNode} */ root) => {
    for (const each of root.querySelectorAll(`article :is(${tables})`)) wide.observe(each);
  };
  watch(document);
  document.addEventListener("shown", ({ target }) => watch(/** @type {Element} */ (target)));

  /** @param {HTMLElement} place */
  function mark(place) {
    const goesOn = place.scrollWidth > place.clientWidth + 1;
    const said = place.nextElementSibling?.matches(".wide-table-note") && place.nextElementSibling;
    if (goesOn === Boolean(said)) return;
    const caption = place.querySelector("caption")?.textContent ?? "Table";
    if (goesOn) {
      const note = Object.assign(document.createElement("p"), { className: "wide-table-note" });
      note.textContent = "The table goes on to the right: scroll it sideways.";
      place.after(note);
    } else said.remove();
    const attributes = { role: "region", "aria-label": caption };
    for (const [name, value] of Object.entries(attributes))
      if (goesOn) place.setAttribute(name, value);
      else place.removeAttribute(name);
  }

  // A link to something within folded code opens it; not every browser does so by itself.
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const code = /** @type {HTMLDetailsElement | null} */ (target?.closest("details.code"));
    if (code && !code.open) {
      code.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", open);
  open();
})();
