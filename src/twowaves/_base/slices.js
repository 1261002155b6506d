/**
 * Long work in short slices, so that the page answers while a large file is read.
 *
 * The work is a generator: wherever it yields, it may be interrupted.
 */

const SLICE = 25; // milliseconds

/**
 * Do the work to its end without a pause.
 * @template T
 * @param {Generator<undefined, T>} work
 * @returns {T}
 */
export function atOnce(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Do the work slice by slice; undefined once it is no longer wanted.
 * @template T
 * @param {Generator<undefined, T>} work
 * @param {() => boolean} isWanted asked after every slice
 * @returns {Promise<T | undefined>}
 */
export async function inSlices(work, isWanted) {
  for (;;) {
    const { done, value } = slice(work);
    if (done) return value;
    await new Promise((resolve) => setTimeout(resolve));
    if (!isWanted()) return undefined;
  }
}

/**
 * Do a part of the work, which for most work is all of it.
 * @template T
 * @param {Generator<undefined, T>} work
 * @param {number} long in milliseconds
 * @returns {IteratorResult<undefined, T>} done, or to be gone on with
 */
export function slice(work, long = SLICE) {
  const end = performance.now() + long;
  for (;;) {
    const step = work.next();
    if (step.done || performance.now() >= end) return step;
  }
}
