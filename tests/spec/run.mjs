/**
 * Asks the pages' modules in Node what Python was asked, and tells where the answers differ.
 *
 * Run: node tests/spec/run.mjs [file …]; without a file, all that lie beside this script. A file holds
 * a kind of question a key, and a case a line: what is given, and last what Python answers. Its name
 * up to a hyphen is its subject.
 */

import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { differences } from "./asked.mjs";

const SHOWN = 10; // differences; the first usually tells

const here = dirname(fileURLToPath(import.meta.url));
const beside = () => readdirSync(here).filter((name) => name.endsWith(".json"));
const files = process.argv.length > 2 ? process.argv.slice(2) : beside().map((name) => join(here, name));
let cases = 0;
const wrong = files.flatMap((file) => {
  const casesByKind = JSON.parse(readFileSync(file, "utf8"));
  for (const all of Object.values(casesByKind)) cases += all.length;
  return [...differences(basename(file, ".json").replace(/-.*/, ""), casesByKind)];
});
for (const sentence of wrong.slice(0, SHOWN)) console.error(sentence);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cases, wrong: wrong.length, seconds: (user + system) / 1e6 }));
process.exitCode = wrong.length ? 1 : 0;
