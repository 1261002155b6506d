/**
 * The thread that Python runs in: loads it, starts it, and runs one cell after the other.
 *
 * It is told `boot` once and `run` as often as one likes, and answers with messages that bear the
 * cell's number. Whoever wants to stop it ends the thread.
 */

import { filesOf, start } from "./machine.js";
import { BEGIN, packsOf, PREPARE, PREPARE_PICTURES } from "./order.js";
import { LoadError, openStore } from "./store.js";

const BASE = new URL("../engine/", import.meta.url).href;
const EACH = ["python", "library", "sources"];
const SHIM = "./wasi/index.js"; // of another's making: the packer brings it
const PAGE = 65536;
const QUIET = 3000; // milliseconds

/** @type {any} */ let store;
/** @type {import("./store.js").Manifest} */ let manifest;
/** @type {any} */ let machine;
/** @type {Set<string>} */ const there = new Set();
/** @type {(() => Promise<void>) | null} */ let later = null;
let number = 0;
let turn = Promise.resolve();
let resting;

/** @param {any} message */
const answer = (message) => postMessage({ ...message, number });

addEventListener("message", ({ data }) => {
  clearTimeout(resting);
  const work = () => {
    number = data.number ?? number;
    return (data.type === "run" ? run(data) : DO[data.type](data)).catch(fail);
  };
  turn = turn.then(work).finally(rest);
});

/** When nothing has been asked for a while, do what can wait. */
function rest() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const work = later;
    later = null;
    work?.();
  }, QUIET);
}

/** @type {Record<string, (order: any) => Promise<void>>} */
const DO = { ask, boot, set, put, remove, files, read };

/** Have a figure's model know what a reader has set. @param {{ model: string, values: object }} order */
async function set({ model, values }) {
  machine?.run({ model, values });
}

/** Put a file where Python is at home. @param {{ name: string, bytes: Uint8Array }} order */
async function put({ name, bytes }) {
  machine.home.put(name, bytes);
  answer({ type: "there" });
}

/** @param {{ name: string }} order */
async function remove({ name }) {
  machine.home.remove(name);
  answer({ type: "there" });
}

async function files() {
  answer({ type: "files", files: machine.home.list() });
}

/** @param {{ name: string }} order */
async function read({ name }) {
  answer({ type: "bytes", bytes: machine.home.read(name) });
}

/** Say how much is yet to be loaded. @param {{ packs: string[] }} order */
async function ask({ packs }) {
  await open();
  const wanted = [...EACH, ...packs].map((name) => manifest[name]);
  answer({ type: "size", missing: await store.missing(wanted), keeps: store.keeps() });
}

async function open() {
  store ??= await openStore(BASE);
  manifest ??= await store.manifest();
}

/** Load and start. @param {{ packs: string[] }} order */
async function boot({ packs }) {
  if (machine) return;
  await open();
  const began = performance.now();
  const names = [...EACH, ...packs];
  const total = names.flatMap((name) => manifest[name].parts).reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  const tell = (bytes) => answer({ type: "progress", loaded: (loaded += bytes), total });
  const [module, wasi, library, sources, ...more] = await Promise.all([
    compiled(tell),
    import(SHIM),
    ...["library", "sources", ...packs].map((name) => whole(name, tell)),
  ]);
  answer({ type: "starting" });
  const kind = packs.includes("pictures") ? "pictures" : "plain";
  const image = await imageOf(await store.remembered(memoryOf(kind)));
  machine = await start({ module, wasi, library, sources: filesOf(sources), image }, answer);
  for (const pack of more) machine.add(filesOf(pack));
  for (const pack of packs) there.add(pack);
  if (!image) prepare(kind);
  machine.turn(BEGIN);
  answer({
    type: "ready",
    keeps: store.keeps(),
    seconds: (performance.now() - began) / 1000,
    restored: Boolean(image),
  });
}

/** What the memory of a started Python is kept as: another edition of anything has its own. */
const memoryOf = (kind) =>
  [
    kind,
    ...[...EACH, ...(kind in manifest ? [kind] : [])].map((name) =>
      manifest[name].parts.map((part) => part.name.slice(0, 4)).join(""),
    ),
  ].join("-");

/** Import what chapters begin with, and have a copy of the memory kept for the next page. */
function prepare(kind) {
  machine.turn(PREPARE);
  if (kind === "pictures") machine.turn(PREPARE_PICTURES);
  const memory = machine.copy();
  if (!memory) return;
  later = async () => {
    const stream = new Blob([memory]).stream().pipeThrough(new CompressionStream("gzip"));
    const names = Object.values(manifest).flatMap(({ parts }) => parts.map((part) => part.name));
    const memories = ["plain", "pictures"].map(memoryOf);
    await store.forgetAllBut(new Set(["manifest.json", ...names, ...memories]));
    await store.remember(memoryOf(kind), await new Response(stream).blob());
  };
}

/** @param {Blob | null} kept @returns {Promise<import("./machine.js").Image | undefined>} */
async function imageOf(kept) {
  if (!kept) return undefined;
  const stream = kept.stream().pipeThrough(new DecompressionStream("gzip"));
  const memory = new Uint8Array(await new Response(stream).arrayBuffer());
  return { pages: memory.length / PAGE, pieces: [memory] };
}

/** @param {(bytes: number) => void} tell */
async function compiled(tell) {
  const pieces = store.pieces(manifest.python, tell);
  let broken;
  const stream = new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        broken = error;
        throw error;
      }
    },
  });
  const headers = { "content-type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(stream, { headers })).catch((error) => {
    throw broken ?? error; // the browser would say that it cannot compile
  });
}

/** @param {string} name @param {(bytes: number) => void} tell */
async function whole(name, tell) {
  const all = new Uint8Array(manifest[name].size);
  let place = 0;
  for await (const piece of store.pieces(manifest[name], tell)) {
    all.set(piece, place);
    place += piece.length;
  }
  return all;
}

/** @param {{ number: number, source: string }} order */
async function run(order) {
  const asked = packsOf(order.source).filter((name) => !there.has(name));
  for (const name of asked) {
    machine.add(filesOf(await whole(name, () => {})));
    there.add(name);
  }
  const began = performance.now();
  machine.run({ source: order.source });
  const megabytes = machine.memory.buffer.byteLength / 2 ** 20;
  answer({ type: "end", seconds: (performance.now() - began) / 1000, megabytes });
}

/** @param {Error} error */
async function fail(error) {
  const ended = machine && !(error instanceof LoadError); // what Python itself reports ends nothing
  if (!machine) manifest = undefined; // another edition may have come: it is asked for anew
  answer({
    type: ended ? "ended" : "failed",
    isLoading: error instanceof LoadError,
    message: wordsOf(error),
  });
}

/** Functions that the packer has left out only stop the program. @param {Error} error */
const wordsOf = (error) =>
  error instanceof WebAssembly.RuntimeError && error.message.includes("unreachable")
    ? "it came to a part of a library that this page leaves out"
    : String(error?.message ?? error);
