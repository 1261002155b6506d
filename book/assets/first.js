/**
 * The colours, before anything is drawn: the reader's own choice, or the system's.
 * The theme waits for its deferred script, so a dark page would flash white.
 */
{
  // A frame without an origin of its own may not even look at the storage, which the theme's scripts
  // do throughout: there, what they keep is kept as long as the page.
  const standIn = (kept = new Map()) => ({
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  });
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].length;
    } catch {
      Object.defineProperty(window, name, { value: standIn() });
    }
  }

  const { dataset } = document.documentElement;
  dataset.mode = localStorage.getItem("mode") || "auto";
  const dark = dataset.mode === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : dataset.mode === "dark";
  dataset.theme = dark ? "dark" : "light";
}
