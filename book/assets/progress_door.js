/**
 * Progress is loaded where it can be switched on, and where this browser keeps some: nobody else needs it.
 */

const KEPT = "twowaves-progress"; // as progress_store.js calls it

function isKept() {
  try {
    return localStorage.getItem(KEPT) !== null;
  } catch {
    return false; // where it is forbidden, the page with the map says so
  }
}

const open = () => import("./progress.js");

if (document.querySelector(".progress-map") || isKept()) open();
else addEventListener("storage", ({ key }) => key === KEPT && open()); // switched on in another tab
