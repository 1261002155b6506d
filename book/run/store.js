/**
 * The engine's files: fetched in parts, checked by their hashes, kept by the browser.
 *
 * A part that has come is never asked for again, whatever breaks after it: the browser keeps it for
 * the next page and the next visit, and where it may not, the worker does while it lives.
 */

/** @typedef {{ name: string, bytes: number }} Part */
/** @typedef {{ size: number, parts: Part[] }} Pack */
/** @typedef {Record<string, Pack>} Manifest */

const NAME = "twowaves-python";
const AT_ONCE = 4;

/** Where a reader's connection broke, or what came was not what was asked for. */
export class LoadError extends Error {}

/** @param {string} base the address of the folder `engine`, with a slash at its end */
export async function openStore(base) {
  // storage may be forbidden, and a page without https has none
  const cache = (await globalThis.caches?.open(NAME).catch(() => null)) ?? null;
  /** @type {Map<string, ArrayBuffer>} */
  const held = new Map();
  let keeps = cache !== null;

  /** @param {string} name @param {ArrayBuffer} bytes */
  async function keep(name, bytes) {
    try {
      await cache.put(base + name, new Response(bytes));
    } catch {
      keeps = false; // forbidden, or full
      held.set(name, bytes);
    }
  }

  /** @param {string} name @returns {Promise<ArrayBuffer | null>} */
  async function kept(name) {
    const answer = held.get(name) ?? (await cache?.match(base + name).catch(() => null));
    return answer instanceof Response ? answer.arrayBuffer() : (answer ?? null);
  }

  /** @param {Part} part */
  async function partOf({ name }) {
    const there = await kept(name);
    if (there && (await isRight(there, name))) return there; // what lies on a disk may be damaged, too
    const bytes = await fetched(base + name);
    if (!(await isRight(bytes, name))) throw new LoadError(`${name} came damaged`);
    await keep(name, bytes);
    return bytes;
  }

  return {
    /** Whether the browser keeps what is loaded. */
    keeps: () => keeps,
    /** @returns {Promise<Manifest>} what there is; without a connection, what there was */
    async manifest() {
      const name = "manifest.json";
      const fresh = await fetched(base + name).catch(() => null);
      if (fresh) await keep(name, fresh);
      const bytes = fresh ?? (await kept(name));
      if (!bytes) throw new LoadError("the list of files did not come");
      return JSON.parse(new TextDecoder().decode(bytes));
    },
    /** How many bytes of these packs are yet to be loaded. @param {Pack[]} packs */
    async missing(packs) {
      const names = new Set((await cache?.keys().catch(() => []))?.map(({ url }) => url.slice(base.length)));
      const parts = packs.flatMap(({ parts }) => parts).filter(({ name }) => !names.has(name) && !held.has(name));
      return parts.reduce((sum, { bytes }) => sum + bytes, 0);
    },
    /**
     * The pieces of a pack, one after the other, some fetched ahead.
     * @param {Pack} pack
     * @param {(bytes: number) => void} tell called with the bytes of each part that has come
     */
    async *pieces(pack, tell) {
      const waiting = [];
      const left = [...pack.parts];
      const next = () => {
        const part = left.shift();
        if (!part) return;
        const coming = partOf(part).then((bytes) => {
          tell(part.bytes);
          return inflated(bytes);
        });
        coming.catch(() => {}); // it is heard of when its turn comes
        waiting.push(coming);
      };
      for (let i = 0; i < AT_ONCE; i++) next();
      while (waiting.length) {
        const piece = await waiting.shift();
        next();
        yield piece;
      }
    },
    /** Keep something of one's own beside them. @param {string} name @param {Blob} content */
    async remember(name, content) {
      await cache?.put(base + name, new Response(content)).catch(() => {});
    },
    /** @param {string} name @returns {Promise<Blob | null>} */
    async remembered(name) {
      const answer = await cache?.match(base + name).catch(() => null);
      return answer ? answer.blob() : null;
    },
    /** Forget what an earlier edition had. @param {Set<string>} names of what stays */
    async forgetAllBut(names) {
      for (const request of (await cache?.keys().catch(() => [])) ?? [])
        if (request.url.startsWith(base) && !names.has(request.url.slice(base.length))) await cache.delete(request);
    },
  };
}

/** @param {string} address */
async function fetched(address) {
  try {
    const answer = await fetch(address);
    if (answer.ok) return await answer.arrayBuffer();
  } catch {} // as below: a connection that is not there, or breaks on the way
  throw new LoadError(`${address} did not come`);
}

/** @param {ArrayBuffer} bytes @param {string} name begins with their hash */
async function isRight(bytes, name) {
  if (!crypto.subtle) return true; // nor has it this
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return name.startsWith([...hash].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
}

/** @param {ArrayBuffer} bytes */
async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
