/**
 * Which of the pairs of scripts on standard input are two programs: Node reads each and writes it
 * anew in a form of its own, without comments.
 */

import { stripTypeScriptTypes } from "node:module";
import { text } from "node:stream/consumers";

const anew = (script) => stripTypeScriptTypes(script, { mode: "transform" });
const pairs = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(pairs.filter(([one, other]) => anew(one) !== anew(other)).map(([, other]) => other)));
