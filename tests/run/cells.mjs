/**
 * Run cells in the Python of a page, without a page: what the tests ask of the engine.
 *
 * node cells.mjs PACKED SOURCES < [["a cell", …], …]: each list is a session; out come the lists of
 * what each cell hands over, and how long it took.
 */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { filesOf, start } from "../../book/run/machine.js";
import { BEGIN, PREPARE } from "../../book/run/order.js";

const [packed, sources] = process.argv.slice(2);
const manifest = JSON.parse(readFileSync(`${packed}/manifest.json`, "utf-8"));
const unpacked = (name) =>
  new Uint8Array(Buffer.concat(manifest[name].parts.map((part) => gunzipSync(readFileSync(`${packed}/${part.name}`)))));
const module = await WebAssembly.compile(unpacked("python"));
const wasi = await import(pathToFileURL(`${packed}/wasi/index.js`).href);
const [library, pictures, models] = ["library", "pictures", "models"].map(unpacked);
const own = new Uint8Array(readFileSync(sources));

const sessions = [];
for (const cells of JSON.parse(readFileSync(0, "utf-8"))) {
  let heard = [];
  const machine = await start({ module, wasi, library, sources: filesOf(own) }, (message) => heard.push(message));
  machine.add(filesOf(pictures));
  machine.add(filesOf(models));
  machine.turn(PREPARE);
  machine.turn(BEGIN);
  const session = [];
  for (const cell of cells) {
    heard = [];
    const began = performance.now();
    machine.run(cell);
    session.push({ messages: heard, seconds: (performance.now() - began) / 1000 });
  }
  sessions.push({ cells: session, megabytes: machine.memory.buffer.byteLength / 2 ** 20 });
}
process.stdout.write(JSON.stringify(sessions));
