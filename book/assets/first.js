/**
 * The colours, before anything is drawn: the reader's own choice, or the system's.
 * The theme waits for its deferred script, so a dark page would flash white.
 */
{
  const { dataset } = document.documentElement;
  dataset.mode = localStorage.getItem("mode") || "auto";
  const dark =
    dataset.mode === "auto"
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : dataset.mode === "dark";
  dataset.theme = dark ? "dark" : "light";
}
