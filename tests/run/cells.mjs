/**
 * Run cells in the Python of a page, without a page: what the tests ask of the engine.
 *
 * node cells.mjs ENGINE < [["a cell", …], …]: each list is a session of its own; out come the lists of
 * what each cell hands over, how long it took, and how much memory there was at the end.
 * Each session begins from a copy of one started Python's memory, as a second visit does.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { filesOf, start } from "../../book/run/machine.js";
import { BEGIN, PREPARE, PREPARE_PICTURES } from "../../book/run/order.js";

const PAGE = 65536;
const [engine] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(`${engine}/manifest.json`, "utf-8"));
const unpacked = (name) =>
  new Uint8Array(Buffer.concat(manifest[name].parts.map((part) => gunzipSync(readFileSync(`${engine}/${part.name}`)))));
const module = await WebAssembly.compile(unpacked("python"));
const wasi = await import(pathToFileURL(`${engine}/../run/wasi/index.js`).href);
const [library, sources, pictures, models] = ["library", "sources", "pictures", "models"].map(unpacked);

/** @param {(message: any) => void} hear @param {import("../../book/run/machine.js").Image} [image] */
async function started(hear, image) {
  const machine = await start({ module, wasi, library, sources: filesOf(sources), image }, hear);
  for (const pack of [pictures, models]) machine.add(filesOf(pack));
  return machine;
}

const first = await started(() => {});
first.turn(PREPARE);
first.turn(PREPARE_PICTURES);
const memory = new Uint8Array(first.copy());

const sessions = [];
for (const cells of JSON.parse(readFileSync(0, "utf-8"))) {
  let heard = [];
  const machine = await started((message) => heard.push(message), { pages: memory.length / PAGE, pieces: [memory] });
  machine.turn(BEGIN);
  const done = [];
  for (const cell of cells) {
    heard = [];
    const began = performance.now();
    machine.run(typeof cell === "string" ? { source: cell } : cell);
    done.push({ messages: heard, seconds: (performance.now() - began) / 1000 });
  }
  sessions.push({ cells: done, megabytes: machine.memory.buffer.byteLength / 2 ** 20 });
}
process.stdout.write(JSON.stringify(sessions));
