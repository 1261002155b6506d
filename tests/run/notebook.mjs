/**
 * Ask `book/run/notebook.js`: a line of JSON [function, …arguments] in, a line of JSON out, where what is
 * refused is { refused: sentence }.
 */

import { createInterface } from "node:readline";
import * as notebook from "../../book/run/notebook.js";

const DO = {
  ...notebook,
  /** @param {string} text */
  again: (text) => notebook.written(notebook.parsed(text, "a.ipynb")),
  /** @param {string} own @param {string} other */
  merged: (own, other) => {
    const [mine, theirs] = [notebook.parsed(own, "own"), notebook.parsed(other, "b.ipynb")];
    return notebook.written(notebook.filledIn(mine, theirs, "b.ipynb"));
  },
  /** @param {any[]} messages */
  stored: (messages) => {
    const outputs = [];
    for (const each of messages) notebook.store(outputs, each);
    return outputs;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  let answer;
  try {
    answer = DO[name](...given) ?? null;
  } catch (error) {
    if (!(error instanceof notebook.NotOpened)) throw error;
    answer = { refused: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
