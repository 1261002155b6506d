/** Ask the store of a page for a pack, from a host and a browser's cache that do as they are told. */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { LoadError, openStore } from "../../book/run/store.js";

const BASE = "http://book.example/engine/";
const parts = ["one", "two", "three"].map((text) => {
  const bytes = gzipSync(text);
  return { name: `${createHash("sha256").update(bytes).digest("hex")}.part`, bytes: bytes.length, content: bytes };
});
const pack = { size: 11, parts };

/** @param {{ damaged?: number, full?: number, gone?: number, spoiled?: number }} how at which part what goes wrong */
async function asked({ damaged, full, gone, spoiled }) {
  const kept = new Map();
  const requests = [];
  const cache = {
    match: async (address) => kept.get(address)?.clone(),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    put: async (address, answer) => {
      if (kept.size >= full) throw new DOMException("full", "QuotaExceededError");
      kept.set(address, answer);
    },
  };
  globalThis.caches = { open: async () => cache };
  globalThis.fetch = async (address) => {
    const place = parts.findIndex(({ name }) => address.endsWith(name));
    requests.push(place);
    if (place === gone) return new Response("", { status: 404 });
    return new Response(place === damaged ? "no such bytes" : parts[place].content);
  };
  if (spoiled !== undefined) kept.set(BASE + parts[spoiled].name, new Response("spoiled"));
  const store = await openStore(BASE);
  const text = async () => {
    let read = "";
    for await (const piece of store.pieces(pack, () => {})) read += new TextDecoder().decode(piece);
    return read;
  };
  const answer = await text().catch((error) => (error instanceof LoadError ? "LoadError" : String(error)));
  const first = requests.length;
  const again = await text().catch(() => "LoadError");
  return { answer, again, keeps: store.keeps(), kept: kept.size, askedAgain: requests.slice(first) };
}

const cases = { well: {}, damaged: { damaged: 1 }, full: { full: 1 }, gone: { gone: 2 }, spoiled: { spoiled: 0 } };
const told = {};
for (const [name, how] of Object.entries(cases)) told[name] = await asked(how);
process.stdout.write(JSON.stringify(told));
