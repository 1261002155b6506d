/**
 * Before anything is drawn: the colours, of the reader's own choice or the system's, and whether code
 * is shown. The theme waits for its deferred script, so a dark page would flash white; and code that
 * opened later would push the text down.
 */
{
  // A frame without an origin of its own may not even look at the storage, which the theme's scripts
  // do throughout, and a full one takes no more: there, what they keep is kept as long as the page.
  /** @param {Map<string, string>} kept */
  const standIn = (kept) => ({
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  });
  for (const name of ["localStorage", "sessionStorage"]) {
    let there = {};
    try {
      there = { ...window[name] };
      window[name].setItem("tried", "");
      window[name].removeItem("tried");
    } catch {
      Object.defineProperty(window, name, { value: standIn(new Map(Object.entries(there))) });
    }
  }

  const { dataset } = document.documentElement;
  dataset.mode = localStorage.getItem("mode") || "auto";
  const dark = dataset.mode === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : dataset.mode === "dark";
  dataset.theme = dark ? "dark" : "light";

  // whatever else an older edition may have kept means folded
  if (localStorage.getItem("code") === "shown") {
    dataset.code = "shown";
    const open = () => {
      for (const each of document.querySelectorAll("details.code:not([open])")) each.setAttribute("open", "");
    };
    const reading = new MutationObserver(open);
    reading.observe(document, { childList: true, subtree: true });
    addEventListener("DOMContentLoaded", () => {
      reading.disconnect();
      open();
    });
  }
}
