/**
 * Student's t and Fisher's F, computed in the page; a test holds every function against SciPy,
 * which does this for Python.
 */

/** Lanczos coefficients for g = 607/128 (Godfrey 2001), good to 15 digits. */
const LANCZOS_G = 607 / 128;
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978,
  0.33994649984811888699e-4, 0.46523628927048575665e-4, -0.98374475304879564677e-4, 0.15808870322491248884e-3,
  -0.21026444172410488319e-3, 0.2174396181152126432e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
  -0.2619083840158140867e-4, 0.36899182659531622704e-5,
];

/** Natural logarithm of the gamma function. @param {number} x above 0 */
function logGamma(x) {
  const shifted = x + LANCZOS_G - 0.5;
  let series = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i += 1) series += LANCZOS[i] / (x + i - 1);
  return (x - 0.5) * Math.log(shifted) - shifted + Math.log(Math.sqrt(2 * Math.PI) * series);
}

/**
 * Continued fraction of the incomplete beta function, by Lentz's method (DLMF 8.17.22).
 * @param {number} x
 * @param {number} a
 * @param {number} b
 */
function betaFraction(x, a, b) {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let value = d;
  for (let m = 1; m < 10000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      if (Math.abs(c) < tiny) c = tiny;
      step = c * d;
      value *= step;
    }
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

/**
 * ln Gamma(a + 1/2) - ln Gamma(a), without the cancellation of two large logarithms.
 * The series is that of the ratio of gamma functions for large a (DLMF 5.11.13).
 * @param {number} a above 0
 */
export function logGammaHalfStep(a) {
  if (a < 25) return logGamma(a + 0.5) - logGamma(a);
  const u = 1 / (a * a);
  const series = -1 / 8 + u * (1 / 192 + u * (-1 / 640 + u * (17 / 14336 - (u * 31) / 18432)));
  return 0.5 * Math.log(a) + series / a;
}

/**
 * Probability that Fisher's F lies below `f`: I_x(a/2, b/2) at x = a f / (a f + b).
 * @param {number} f not negative
 * @param {number} a degrees of freedom
 * @param {number} b
 */
export function fBelow(f, a, b) {
  if (f === 0) return 0;
  const [x, complement] = [(a * f) / (a * f + b), b / (a * f + b)];
  const [first, second] = [a / 2, b / 2];
  const logBeta = logGamma(first) + logGamma(second) - logGamma(first + second);
  const front = Math.exp(first * Math.log(x) + second * Math.log(complement) - logBeta);
  if (x < (first + 1) / (first + second + 2)) return (front * betaFraction(x, first, second)) / first;
  return 1 - (front * betaFraction(complement, second, first)) / second;
}

/** Beyond, p is that of a slightly larger t at this df: t (1 + (t^2 + 1)/(4 df)) has the same p at any df. */
const MOST_DF = 1e6;

/**
 * Probability that Student's t lies further from 0 than `t`, both tails together:
 * the incomplete beta function I_x(df/2, 1/2) at x = df / (df + t^2).
 * @param {number} t
 * @param {number} df
 */
export function tTwoTailed(t, df) {
  if (t === 0) return 1;
  if (df > MOST_DF) return tTwoTailed(t + (t * (t * t + 1) * (1 - MOST_DF / df)) / (4 * MOST_DF), MOST_DF);
  const square = t * t;
  const a = df / 2;
  const x = df / (df + square);
  const complement = square / (df + square);
  const logPower = -a * Math.log1p(square / df) + 0.5 * Math.log(complement);
  const front = Math.exp(logGammaHalfStep(a) + logPower) / Math.sqrt(Math.PI);
  if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(x, a, 0.5)) / a;
  return 1 - 2 * front * betaFraction(complement, 0.5, a);
}

/**
 * p value of a t for the alternative that the true mean change is not, is above or is below 0.
 * @param {number} t
 * @param {number} df
 * @param {"two-sided" | "greater" | "less"} alternative
 */
export function tPvalue(t, df, alternative = "two-sided") {
  const both = tTwoTailed(t, df);
  if (alternative === "two-sided") return both;
  const towards = alternative === "greater" ? t > 0 : t < 0;
  return towards ? both / 2 : 1 - both / 2;
}

/** @type {Map<string, number>} */
const criticals = new Map();

/**
 * The t above which `tail` of Student's distribution lies; remembered, because a drag asks again.
 * @param {number} tail above 0, at most 0.5
 * @param {number} df
 */
export function tCritical(tail, df) {
  const key = `${tail} ${df}`;
  if (!criticals.has(key)) {
    if (criticals.size > 5000) criticals.clear();
    criticals.set(key, solveCritical(tail, df));
  }
  return criticals.get(key);
}

/**
 * Newton's steps on the tail area, kept between two bounds that close in.
 * @param {number} tail
 * @param {number} df
 */
function solveCritical(tail, df) {
  let [low, high] = [0, 2];
  while (tTwoTailed(high, df) > 2 * tail) [low, high] = [high, high * 2];
  const density = tDensity(df);
  let t = (low + high) / 2;
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i += 1) {
    const excess = tTwoTailed(t, df) / 2 - tail;
    if (excess > 0) low = t;
    else high = t;
    const newton = t + excess / density(t);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

/**
 * A function that gives the density of Student's t.
 * @param {number} df
 * @returns {(t: number) => number}
 */
export function tDensity(df) {
  const logScale = logGammaHalfStep(df / 2) - 0.5 * Math.log(df * Math.PI);
  return (t) => Math.exp(logScale - ((df + 1) / 2) * Math.log1p((t * t) / df));
}
