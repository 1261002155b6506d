/**
 * A term of the glossary says what it means where it stands: under the pointer, at the keyboard's
 * focus, and by a tap. Without this it is a plain link to its entry. The entry leads back to the very
 * place from which a reader came, which is kept in this tab only.
 */
(() => {
  const CAME_FROM = "twowaves-term";

  /** Keep from where a reader goes to the glossary. */
  function leave(/** @type {HTMLAnchorElement} */ link) {
    const heading = link.closest("section:has(> :is(h1, h2, h3, h4))").querySelector("h1, h2, h3, h4")
      .firstChild.textContent;
    sessionStorage.setItem(CAME_FROM, JSON.stringify([link.hash, `${location.pathname}#${link.id}`, heading]));
  }

  /** Lead a reader back from the entry, on the glossary's page. */
  function arrive() {
    const [hash, address, heading] = JSON.parse(sessionStorage.getItem(CAME_FROM) ?? "[]");
    const entry = hash && hash === location.hash && document.getElementById(hash.slice(1));
    if (!entry || !document.referrer.endsWith(address.split("#")[0])) return;
    const back = document.createElement("a");
    back.href = new URL(document.referrer).pathname + address.slice(address.indexOf("#"));
    back.textContent = `Back to “${heading}”`;
    const line = document.createElement("p");
    line.className = "term-used";
    line.append(back);
    entry.nextElementSibling.append(line);
  }
  arrive();

  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.term"));
  if (!links.length || !HTMLElement.prototype.showPopover) return;

  const box = document.createElement("div");
  box.className = "term-box";
  box.popover = "manual";
  const text = document.createElement("p");
  const entry = document.createElement("a");
  entry.textContent = "In the glossary";
  entry.href = links[0].href; // of the term that is open; a link never leads nowhere
  entry.tabIndex = -1; // by keyboard the term itself leads there
  box.append(text, entry);
  document.body.append(box);

  /** @type {HTMLAnchorElement | null} */
  let open = null;
  let waiting = 0;
  let touched = false;

  const meaning = (/** @type {HTMLAnchorElement} */ link) => document.getElementById(`meaning-${link.hash.slice(1)}`);

  /** Below the term, or above it where there is no room, and within the page. */
  function place(/** @type {HTMLAnchorElement} */ link) {
    const at = link.getBoundingClientRect(); // of all its lines
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8));
    const top = at.bottom + 4 + height > innerHeight && at.top > height + 4 ? at.top - height - 4 : at.bottom + 4;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  }

  function show(/** @type {HTMLAnchorElement} */ link) {
    clearTimeout(waiting);
    if (open === link) return;
    open = link;
    text.textContent = meaning(link).textContent;
    entry.href = link.href;
    box.showPopover();
    place(link);
  }

  function hide() {
    clearTimeout(waiting);
    if (open) box.hidePopover();
    open = null;
  }

  const soon = (/** @type {() => void} */ act, wait) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, wait);
  };

  for (const link of links) {
    if (!meaning(link)) continue;
    link.setAttribute("aria-describedby", meaning(link).id);
    link.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType === "mouse") soon(() => show(link), 150);
    });
    link.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse") soon(hide, 300);
    });
    link.addEventListener("pointerdown", ({ pointerType }) => {
      touched = pointerType === "touch";
    });
    link.addEventListener("focus", () => {
      if (link.matches(":focus-visible")) show(link);
    });
    link.addEventListener("blur", () => soon(hide, 100)); // a tap on the box comes first
    link.addEventListener("click", (event) => {
      if (!touched) {
        leave(link);
        return;
      }
      touched = false;
      event.preventDefault();
      if (open === link) hide();
      else show(link);
    });
  }
  entry.addEventListener("click", () => leave(open));
  box.addEventListener("pointerenter", () => clearTimeout(waiting));
  box.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType === "mouse") soon(hide, 300);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    const where = /** @type {Element} */ (target);
    if (open && !box.contains(where) && !open.contains(where)) hide();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
})();
