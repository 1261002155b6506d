/**
 * What the page says of its own table: as long as nobody changes it, nothing has to be checked again.
 */

/** @import { Found } from "../../printed/judgement.js" */

import { LABELS } from "../../printed/findings.js";

const NAMES = ["verdict", "expected", "printed", "detail", "reading"];
/** What the report says in readers' words. @type {Record<string, string>} */
const HEADS = { "what follows": "expected", "what was found": "detail" };
const CHECKS = Object.fromEntries(Object.entries(LABELS).map(([check, label]) => [label, check]));
const UNREAD = "cannot be read";

/**
 * What every check found, outcome by outcome, in the report that stands in the page; null where it does
 * not stand there, or a cell has to be marked as one that cannot be read.
 * @param {HTMLElement | undefined} figure as the page holds it
 * @param {number} count of the outcomes
 * @returns {{outcome: string, found: Found}[] | null}
 */
export function reportInPage(figure, count) {
  const report = figure?.querySelector("table:nth-of-type(3)");
  if (!report || figure.querySelector("p").textContent.includes(UNREAD)) return null;
  const heads = [...report.querySelectorAll("thead th")].map(({ textContent }) => textContent);
  const names = heads.map((head) => HEADS[head] ?? head);
  const lines = [...report.querySelectorAll("tbody tr")].map((line) => {
    const cells = [...line.children].map(({ textContent }) => textContent);
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
  const checks = lines.length / count;
  return Array.from({ length: count }, (_, i) => rowOf(lines.slice(i * checks, (i + 1) * checks)));
}

/** @param {Record<string, string>[]} lines of one outcome */
function rowOf(lines) {
  const judgements = lines.map((line) => {
    const texts = Object.fromEntries(NAMES.map((name) => [name, line[name]]));
    return [CHECKS[line.check], { ...texts, distance: line.distance ? Number(line.distance) : null }];
  });
  return { outcome: lines[0].outcome, found: /** @type {Found} */ (Object.fromEntries(judgements)) };
}
