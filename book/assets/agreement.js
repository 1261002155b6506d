/**
 * How well two coders agree: the share of the same codes, and Cohen's kappa, as the chapter works it out.
 */

/**
 * @typedef {Object} Agreement
 * @property {number} n
 * @property {number} same how many have the same code
 * @property {number | null} kappa null where chance alone would agree on everything, or nothing is coded
 *
 * @param {[string, string][]} pairs the codes of two coders, an excerpt a pair
 * @returns {Agreement}
 */
export function agreementOf(pairs) {
  const n = pairs.length;
  const same = pairs.filter(([one, other]) => one === other).length;
  const [ones, others] = [0, 1].map((coder) => counted(pairs.map((pair) => pair[coder])));
  let chance = 0; // of n squared: whole numbers, so that 1 is told from nearly 1
  for (const [code, count] of ones) chance += count * (others.get(code) ?? 0);
  const left = n * n - chance;
  return { n, same, kappa: left ? (n * same - chance) / left : null };
}

/** @param {string[]} codes */
function counted(codes) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
