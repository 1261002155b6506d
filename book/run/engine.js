/**
 * What a page knows of the Python that runs in it: boot, run, stop. Another engine could take its place.
 */

/**
 * @typedef {object} Told what a run has to say, as it comes
 * @property {string} type `stream`, `execute_result`, `display_data`, `error`, `cut`, `clear_output`, …
 */

export class Engine {
  constructor() {
    /** @type {Worker | null} */
    this.worker = null;
    this.isReady = false;
    this.count = 0;
    /** @type {Map<number, { hear: (message: any) => void, end: (message: any) => void }>} */
    this.runs = new Map();
  }

  /**
   * How many bytes are to be loaded before the first cell runs.
   * @param {string[]} packs
   * @returns {Promise<{ missing: number, keeps: boolean }>}
   */
  ask(packs) {
    return this.order({ type: "ask", packs }, "size", () => {});
  }

  /**
   * Load and start.
   * @param {string[]} packs
   * @param {(message: any) => void} hear called with `progress` and `starting`
   */
  async boot(packs, hear) {
    const ready = await this.order({ type: "boot", packs }, "ready", hear);
    this.isReady = true;
    return ready;
  }

  /**
   * Run a cell; it waits until those before it have ended.
   * @param {string} source
   * @param {(message: any) => void} hear
   * @returns {Promise<{ ok: boolean, count: number, stopped?: boolean }>}
   */
  async run(source, hear) {
    let done = { ok: false, count: 0 };
    const notes = (message) => {
      if (message.type === "done") done = message;
      else hear(message);
    };
    const end = await this.order({ type: "run", source }, "end", notes);
    return { ...end, ok: done.ok, count: done.count };
  }

  /** Put a file where Python is at home. @param {string} name @param {Uint8Array} bytes */
  put(name, bytes) {
    return this.order({ type: "put", name, bytes }, "there", () => {});
  }

  /** Take a file away from there. @param {string} name */
  remove(name) {
    return this.order({ type: "remove", name }, "there", () => {});
  }

  /** What lies there. @returns {Promise<{ files: { name: string, size: number }[] }>} */
  files() {
    return this.order({ type: "files" }, "files", () => {});
  }

  /** @param {string} name @returns {Promise<{ bytes: Uint8Array<ArrayBuffer> }>} what a file there holds */
  read(name) {
    return this.order({ type: "read", name }, "bytes", () => {});
  }

  /** Have a live figure's model know what a reader has set. @param {string} model @param {object} values */
  set(model, values) {
    this.worker?.postMessage({ type: "set", model, values });
  }

  /** End it, whatever it does: its variables are gone. */
  stop() {
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    const waiting = [...this.runs.values()];
    this.runs.clear();
    for (const { end } of waiting) end({ type: "stopped", stopped: true });
  }

  /** @param {any} order @param {string} last @param {(message: any) => void} hear @returns {Promise<any>} */
  order(order, last, hear) {
    this.worker ??= this.start();
    const number = ++this.count;
    return new Promise((end, fail) => {
      this.runs.set(number, {
        hear: (message) => {
          if (message.type === "failed") fail(message);
          else if (message.type === last) end(message);
          else hear(message);
        },
        end,
      });
      this.worker.postMessage({ ...order, number });
    }).finally(() => this.runs.delete(number));
  }

  start() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      if (data.type === "ended") this.crashed(data.message);
      else this.runs.get(data.number)?.hear(data);
    });
    worker.addEventListener("error", ({ message }) => this.crashed(message || "its thread did not start"));
    return worker;
  }

  /** @param {string} message */
  crashed(message) {
    for (const { hear } of [...this.runs.values()]) hear({ type: "failed", message });
    this.stop();
  }
}
