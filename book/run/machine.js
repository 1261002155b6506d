/**
 * A Python that runs in WebAssembly: its files, its memory, and one cell after the other.
 *
 * A worker of the page and the tool that packs the engine both start it. Where there is an image, a
 * copy of a started Python's memory, with its imports done, it stands in place of the start.
 */

/**
 * @typedef {object} Parts what a machine is made of
 * @property {WebAssembly.Module} module
 * @property {any} wasi the module of the WASI shim
 * @property {Uint8Array} library the standard library and packages, as a zip file
 * @property {Tree} sources modules of the book
 * @property {Image} [image]
 */

/** @typedef {{ pages: number, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }} Image */
/** @typedef {Iterable<[path: string, data: Uint8Array]>} Tree */

const FOLDERS = {
  library: "/usr/local/lib",
  sources: "/src",
  more: "/more",
  made: "/tmp",
  home: "/home",
  page: "/page",
};
const ENVIRONMENT = [
  "TMPDIR=/tmp",
  "HOME=/home",
  "PYTHONTZPATH=",
  "PYTHONDONTWRITEBYTECODE=1",
  "PYTHONHASHSEED=0",
  "MPLCONFIGDIR=/tmp",
  "MPLBACKEND=module://page_pictures",
  "NO_COLOR=1",
];
const NO_SUCH = 58; // WASI's word for what is not supported
const PAGE = 65536;

/**
 * @param {Parts} parts
 * @param {(message: any) => void} hear called with each message of the session
 */
export async function start(parts, hear) {
  const { wasi } = parts;
  let said = "";
  const letters = new TextDecoder();
  const console_ = new wasi.ConsoleStdout((bytes) => {
    said = (said + letters.decode(bytes, { stream: true })).slice(-10_000);
  });
  const folders = Object.fromEntries(
    Object.entries(FOLDERS).map(([name, path]) => [name, new wasi.PreopenDirectory(path, new Map())]),
  );
  for (const each of [folders.made, folders.home]) makeWritable(each);
  folders.library.dir.contents.set("python315.zip", file(wasi, parts.library));
  plant(wasi, folders.sources.dir, parts.sources);
  const cell = file(wasi, new Uint8Array());
  folders.page.dir.contents.set("cell", cell);
  folders.page.dir.contents.set("out", channel(wasi, hear));
  const none = new wasi.OpenFile(new wasi.File([]));
  const system = new wasi.WASI(["python"], ENVIRONMENT, [none, console_, console_, ...Object.values(folders)], {
    debug: false,
  });
  for (const name of ["sock_accept", "sock_recv", "sock_send", "sock_shutdown"])
    system.wasiImport[name] = () => NO_SUCH;
  const instance = await WebAssembly.instantiate(parts.module, {
    wasi_snapshot_preview1: system.wasiImport,
    host: { call: () => -1 },
  });
  system.inst = instance;
  const python = /** @type {any} */ (instance.exports);
  if (parts.image) await fill(python.memory, parts.image);
  else python._initialize();

  /** Run lines of Python beside the session. @param {string} code */
  const turn = (code) => {
    const bytes = new TextEncoder().encode(code);
    const place = python.host_alloc(bytes.length);
    new Uint8Array(python.memory.buffer).set(bytes, place);
    said = "";
    if (python.turn(place, bytes.length)) throw new Error(said || "Python ended without a word");
  };
  return {
    turn,
    /** A copy of the memory, or nothing while a file is open, which a copy could not read on. */
    copy: () =>
      system.fds.slice(3 + Object.keys(FOLDERS).length).some(Boolean) ? null : python.memory.buffer.slice(0),
    memory: python.memory,
    home: homeOf(wasi, folders.home.dir.contents),
    /** Run a cell of the session, or have a figure's model take values. @param {{ source: string } | { model: string, values: object }} order */
    run(order) {
      cell.data = new TextEncoder().encode(JSON.stringify(order));
      turn('__import__("page_session").run_waiting()');
    },
    /** Put more modules where Python looks for them, and have it look anew. @param {Tree} tree */
    add(tree) {
      plant(wasi, folders.more.dir, tree);
      turn("import importlib; importlib.invalidate_caches()");
    },
  };
}

/** @param {WebAssembly.Memory} memory @param {Image} image */
async function fill(memory, image) {
  memory.grow(image.pages - memory.buffer.byteLength / PAGE);
  let place = 0;
  for await (const piece of image.pieces) {
    new Uint8Array(memory.buffer).set(piece, place);
    place += piece.length;
  }
}

/** Have a folder say that it may be written to: the shim's says nothing. @param {any} folder */
function makeWritable(folder) {
  const plain = folder.fd_fdstat_get.bind(folder);
  const everything = BigInt.asUintN(64, -1n);
  folder.fd_fdstat_get = () => {
    const answer = plain();
    Object.assign(answer.fdstat, { fs_rights_base: everything, fs_rights_inherited: everything });
    return answer;
  };
}

/** The files of the folder that Python is at home in, as a page puts and fetches them. @param {any} wasi @param {Map<string, any>} contents */
function homeOf(wasi, contents) {
  return {
    /** @param {string} name @param {Uint8Array} bytes */
    put: (name, bytes) => void contents.set(name, new wasi.File(bytes)),
    /** @param {string} name */
    remove: (name) => void contents.delete(name),
    /** @param {string} name @returns {Uint8Array} */
    read: (name) => contents.get(name).data,
    list: () =>
      [...contents].filter(([, each]) => each.data).map(([name, { data }]) => ({ name, size: data.byteLength })),
  };
}

/** A file that Python may read; it shares the bytes. @param {any} wasi @param {Uint8Array} data */
function file(wasi, data) {
  const made = new wasi.File([], { readonly: true });
  made.data = data;
  return made;
}

/** @param {any} wasi @param {any} root @param {Tree} tree */
function plant(wasi, root, tree) {
  for (const [path, data] of tree) {
    const steps = path.split("/");
    const name = steps.pop();
    let place = root;
    for (const step of steps) {
      if (!place.contents.has(step)) place.contents.set(step, new wasi.Directory(new Map()));
      place = place.contents.get(step);
    }
    place.contents.set(name, file(wasi, data));
  }
}

/** A file whose lines are heard at once. @param {any} wasi @param {(message: any) => void} hear */
function channel(wasi, hear) {
  const letters = new TextDecoder();
  let waiting = "";
  const open = () => {
    const end = new wasi.ConsoleStdout((bytes) => {
      waiting += letters.decode(bytes, { stream: true });
      const lines = waiting.split("\n");
      waiting = lines.pop();
      for (const line of lines) hear(JSON.parse(line));
    });
    return { ret: 0, fd_obj: end };
  };
  const made = new wasi.File([]);
  made.path_open = open;
  return made;
}

/**
 * The files of a pack, as `tools/engine.py` writes them: a line of JSON that says how long each is,
 * then one behind the other.
 * @param {Uint8Array} pack
 * @returns {Tree}
 */
export function* filesOf(pack) {
  const end = pack.indexOf(10);
  let place = end + 1;
  for (const [path, length] of JSON.parse(new TextDecoder().decode(pack.subarray(0, end)))) {
    yield [path, pack.subarray(place, place + length)];
    place += length;
  }
}
