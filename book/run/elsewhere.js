/** Whether a browser can run Python in a page, and where else a reader runs it. */

// A function that catches an exception in the way Python is compiled to do; browsers know it since 2024 or 2025.
const CATCHES = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // a program
  ...[1, 4, 1, 96, 0, 0], // a kind of function: nothing in, nothing out
  ...[3, 2, 1, 0], // one function of that kind
  ...[10, 8, 1, 6, 0, 31, 64, 0, 11, 11], // try, catching nothing
);

/** What this browser lacks, before anything large is loaded. @returns {string} nothing where it can */
export function lack() {
  const knows = [globalThis.Worker, globalThis.DecompressionStream, globalThis.WebAssembly?.compileStreaming];
  const isNew = knows.every(Boolean) && WebAssembly.validate(CATCHES);
  return isNew ? "" : "this browser is too old for it";
}

/** Why Python did not start, in a reader's words. @param {string} message of the browser */
export function reason(message) {
  if (/unsafe-eval|Content Security Policy/.test(message)) return "the host of this book forbids it to pages";
  if (/memory|allocat/i.test(message)) return "this device has too little memory for it";
  return message;
}

/** The way to this page's notebook: on Binder, where the book has a repository, and as a file. @returns {(string | Node)[]} */
export function elsewhere() {
  const ways = [
    [".dropdown-launch-buttons a", "run this chapter on Binder"],
    [".btn-download-source-button", "download its notebook"],
  ];
  const links = ways.flatMap(([selector, words]) => {
    const there = /** @type {HTMLAnchorElement | null} */ (document.querySelector(selector));
    return there ? [Object.assign(document.createElement("a"), { href: there.href, textContent: words })] : [];
  });
  const [first, second] = links;
  if (!first) return [];
  return second ? [" You can ", first, " or ", second, "."] : [" You can ", first, "."];
}
