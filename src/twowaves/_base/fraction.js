/**
 * Exact fractions: two whole numbers (BigInt). A figure passes through a float only where it is asked to.
 */

/** @typedef {{p: bigint, q: bigint}} Fraction with q above 0 */

/** Below 0, 0 or above 0: how two fractions compare. @param {Fraction} first @param {Fraction} second */
export function compare(first, second) {
  const difference = first.p * second.q - second.p * first.q;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** @param {Fraction} first @param {Fraction} second */
export function plus(first, second) {
  return { p: first.p * second.q + second.p * first.q, q: first.q * second.q };
}

/** @param {Fraction} first @param {Fraction} second */
export function minus(first, second) {
  return { p: first.p * second.q - second.p * first.q, q: first.q * second.q };
}

/** @param {Fraction} first @param {Fraction} second */
export function times(first, second) {
  return { p: first.p * second.p, q: first.q * second.q };
}

/** The same fraction in the smallest numbers. @param {Fraction} fraction */
function reduced({ p, q }) {
  let [a, b] = [p < 0n ? -p : p, q];
  while (b) [a, b] = [b, a % b];
  return { p: p / a, q: q / a };
}

/** As Python writes a fraction: 5, or 7/2. @param {Fraction} fraction */
export function asText(fraction) {
  const { p, q } = reduced(fraction);
  return q === 1n ? `${p}` : `${p}/${q}`;
}

/** The largest whole number not above. @param {bigint} numerator @param {bigint} denominator above 0 */
export function floorDivide(numerator, denominator) {
  const quotient = numerator / denominator; // BigInt cuts towards zero
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

/** The float nearest to a fraction. @param {Fraction} fraction */
export function toFloat(fraction) {
  const { p, q } = fraction;
  // the quotient of two whole numbers that a float holds is rounded once
  if (isSmall(p) && isSmall(q)) return Number(p) / Number(q);
  const least = reduced(fraction);
  if (isSmall(least.p) && isSmall(least.q)) return Number(least.p) / Number(least.q);
  const shift = 70 + bits(least.q) - bits(least.p); // 70 digits of the quotient, then one for all that follow
  const up = BigInt(Math.max(0, shift));
  const down = BigInt(Math.max(0, -shift));
  const [size, by] = [(least.p < 0n ? -least.p : least.p) << up, least.q << down];
  const digits = (size / by) * 2n + (size % by ? 1n : 0n);
  return (Number(least.p < 0n ? -digits : digits) / 2) * 2 ** -shift;
}

/** The fraction that a finite float is. @param {number} x @returns {Fraction} */
export function exactly(x) {
  let [whole, power] = [x, 0];
  while (!Number.isInteger(whole)) {
    whole *= 2;
    power += 1;
  }
  return { p: BigInt(whole), q: 1n << BigInt(power) };
}

function isSmall(number) {
  return number <= 9007199254740991n && number >= -9007199254740991n;
}

function bits(number) {
  return (number < 0n ? -number : number).toString(2).length;
}
