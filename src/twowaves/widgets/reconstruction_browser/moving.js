/**
 * From one data set to the next: who becomes whom, and how everybody gets there.
 *
 * People are matched so that they move as little as possible, and on the way, too, means, SDs and
 * their correlation are those of the two data sets: t stands still while the people move.
 */

/** @typedef {{pre: number[], post: number[]}} Pairs */

/**
 * For each of the first people the one of the others whom they become: together they move least.
 * @param {Pairs} from
 * @param {Pairs} to
 * @returns {number[]}
 */
export function matched(from, to) {
  const way = (i, j) => Math.abs(from.pre[i] - to.pre[j]) + Math.abs(from.post[i] - to.post[j]);
  return assigned(from.pre.map((_, i) => to.pre.map((__, j) => way(i, j))));
}

/** The column for each row of a square table of costs, at the least cost: the Hungarian method. */
function assigned(cost) {
  const n = cost.length;
  const rowPrice = Array(n + 1).fill(0);
  const columnPrice = Array(n + 1).fill(0);
  const rowOf = Array(n + 1).fill(0); // of each column; both count from 1, column 0 is the row in hand
  for (let row = 1; row <= n; row += 1) {
    rowOf[0] = row;
    const { end, before } = cheapestPath(cost, rowOf, rowPrice, columnPrice);
    for (let column = end; column; column = before[column]) rowOf[column] = rowOf[before[column]];
  }
  const columns = Array(n);
  for (let column = 1; column <= n; column += 1) columns[rowOf[column] - 1] = column - 1;
  return columns;
}

/** From the row in hand to a column that is free, by columns whose rows make room for one another. */
function cheapestPath(cost, rowOf, rowPrice, columnPrice) {
  const n = cost.length;
  const least = Array(n + 1).fill(Infinity);
  const before = Array(n + 1).fill(0);
  const isUsed = Array(n + 1).fill(false);
  let column = 0;
  while (rowOf[column] !== 0) {
    isUsed[column] = true;
    const row = rowOf[column];
    let next = 0;
    for (let j = 1; j <= n; j += 1) {
      if (isUsed[j]) continue;
      const price = cost[row - 1][j - 1] - rowPrice[row] - columnPrice[j];
      if (price < least[j]) [least[j], before[j]] = [price, column];
      if (!next || least[j] < least[next]) next = j;
    }
    const step = least[next];
    for (let j = 0; j <= n; j += 1) {
      if (isUsed[j]) [rowPrice[rowOf[j]], columnPrice[j]] = [rowPrice[rowOf[j]] + step, columnPrice[j] - step];
      else least[j] -= step;
    }
    column = next;
  }
  return { end: column, before };
}

/**
 * The people at any part of the way, from 0 to 1.
 * @param {Pairs} from
 * @param {Pairs} to the same people elsewhere
 * @returns {(part: number) => Pairs}
 */
export function wayBetween(from, to) {
  const [start, end] = [from, to].map(momentsOf);
  return (part) => {
    if (part <= 0) return from;
    if (part >= 1) return to;
    const mix = (one, other) => one + (other - one) * part;
    const straight = {
      pre: from.pre.map((score, i) => mix(score, to.pre[i])),
      post: from.post.map((score, i) => mix(score, to.post[i])),
    };
    const wanted = { means: mixed(start.means, end.means, mix), spread: mixed(start.spread, end.spread, mix) };
    return withMoments(straight, wanted) ?? straight;
  };
}

function mixed(one, other, mix) {
  return one.map((value, i) => mix(value, other[i]));
}

/** The means of both waves, and the sums of squares and products about them: pre, both, post. */
function momentsOf({ pre, post }) {
  const mean = (scores) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const means = [mean(pre), mean(post)];
  const sum = (one, i, other, j) => one.reduce((all, x, k) => all + (x - means[i]) * (other[k] - means[j]), 0);
  return { means, spread: [sum(pre, 0, pre, 0), sum(pre, 0, post, 1), sum(post, 1, post, 1)] };
}

/** People shifted and stretched until they have these moments, or nothing where they vary too little for it. */
function withMoments(people, { means, spread }) {
  const have = momentsOf(people);
  const [back, forth] = [rootOf(have.spread), rootOf(spread)];
  const det = back[0] * back[2] - back[1] ** 2;
  if (!(det > 1e-9 * back[0] * back[2])) return undefined;
  const turn = (x, y) => {
    const [u, v] = [(back[2] * x - back[1] * y) / det, (back[0] * y - back[1] * x) / det];
    return [forth[0] * u + forth[1] * v, forth[1] * u + forth[2] * v];
  };
  const moved = people.pre.map((score, i) => turn(score - have.means[0], people.post[i] - have.means[1]));
  return { pre: moved.map(([x]) => means[0] + x), post: moved.map(([, y]) => means[1] + y) };
}

/** The symmetric square root of a symmetric matrix [a, b; b, c]. @param {number[]} matrix */
function rootOf([a, b, c]) {
  const root = Math.sqrt(Math.max(0, a * c - b * b));
  const size = Math.sqrt(a + c + 2 * root);
  return [(a + root) / size, b / size, (c + root) / size];
}
