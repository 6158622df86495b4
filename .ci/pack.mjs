// The last step of a program that phones download: makes it smaller once squeezed, and changes nothing of what it does.
// - Functions that are alike come to stand one after the other, for brotli describes what is near in fewer bits.
// - What the page and the program call each other by becomes short: those names are long, many, and half of them digits by chance.
// Takes the program and its script, and the places where both are put.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { read, write } from './wasm.mjs';

const GRAM = 5; // so many bytes in a row, found in two functions, make them alike
const COMMON = 400; // what so many functions have says nothing

const [, , program, script, packed, named] = process.argv;
const wasm = read(fs.readFileSync(program));
const js = rename(wasm, used(fs.readFileSync(script, 'utf8')));
const out = write(wasm, alike(wasm), imported(wasm));
if (!WebAssembly.validate(out)) throw new Error(`${program} would be no program any more`);
fs.writeFileSync(packed, out);
fs.writeFileSync(named, js);

/** Imports by type, what is called most at first. */
function imported({ imports, calls }) {
  const uses = imports.map(() => 0);
  for (const [, , which] of calls.flat()) if (which < uses.length) uses[which] += 1;
  return [...imports.keys()].sort((a, b) => imports[a].type - imports[b].type || uses[b] - uses[a]);
}

/** Functions by type, the commonest type first, and within a type each beside the one that is most like it. */
function alike({ types, bodies }) {
  const ordered = [...bodies.keys()].sort((a, b) => types[a] - types[b] || Buffer.compare(bodies[a], bodies[b]));
  const groups = grouped(ordered.map((one) => [types[one], one]));
  return [...groups.values()].sort((a, b) => b.length - a.length).flatMap((group) => chain(group, bodies));
}

function grouped(pairs) {
  const groups = new Map();
  for (const [key, one] of pairs) {
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  }
  return groups;
}

function chain(group, bodies) {
  const grams = new Map(group.map((one) => [one, gramsOf(bodies[one])]));
  const having = grouped(group.flatMap((one) => [...grams.get(one)].map((gram) => [gram, one])));
  const left = new Set(group);
  const chained = [];
  for (let next = group[0]; next !== undefined; next = nearest(next, grams, having, left) ?? left.values().next().value) {
    chained.push(next);
    left.delete(next);
  }
  return chained;
}

function gramsOf(body) {
  return new Set(Array.from({ length: Math.max(0, body.length - GRAM + 1) }, (_, at) => body.toString('latin1', at, at + GRAM)));
}

/** Of those that are left the one that shares most with this one, measured against how long both are; what few have weighs more. */
function nearest(one, grams, having, left) {
  const shared = new Map();
  for (const gram of grams.get(one)) {
    const owners = having.get(gram);
    if (owners.length > COMMON) continue;
    for (const other of owners) if (left.has(other)) shared.set(other, (shared.get(other) ?? 0) + 1 / Math.log2(1 + owners.length));
  }
  let best;
  let most = -1;
  for (const [other, weight] of shared) {
    const likeness = weight / (grams.get(one).size * grams.get(other).size) ** 0.6;
    if (likeness > most) [best, most] = [other, likeness];
  }
  return best;
}

/** The script without the classes whose exports .ci/roots.mjs has let fall away. */
function used(text) {
  return text.replace(/^export class IntoUnderlying\w+ \{\n[\s\S]*?^\}\n(?:if \(Symbol\.dispose\).*\n)?/gm, '')
    .replace(/^const IntoUnderlying\w+Finalization = .*\n(?: {4}.*\n)+/gm, '');
}

/**
 * The script with short names, which the program gets too. Exports that the script never names are left out. The module's name tells
 * which names are meant, so that a script and a program of two releases do not take each other's for their own.
 */
function rename(wasm, text) {
  const used = new Set([...text.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
  wasm.exports = wasm.exports.filter(({ name }) => used.has(name));
  const called = imported(wasm).map((old) => wasm.imports[old].name);
  const short = new Map(called.map((name, place) => [name, place.toString(36)]));
  const letters = new Map(wasm.exports.map(({ name }, place) => [name, `_${place.toString(36)}`]));
  const meant = createHash('sha256').update(JSON.stringify([called, [...letters.keys()]])).digest('base64url').slice(0, 6);

  const [{ module }] = wasm.imports;
  if (wasm.imports.some((one) => one.module !== module) || text.split(JSON.stringify(module)).length !== 2) {
    throw new Error('the imports are not all of one module that the script names once');
  }
  const met = new Set();
  const js = text.replace(JSON.stringify(module), JSON.stringify(meant)).replace(/^ {8}(\w+): (?=function)/gm, (line, name) => {
    if (!short.has(name)) return line;
    met.add(name);
    return `        "${short.get(name)}": `;
  }).replace(/\bwasm\.(\w+)/g, (whole, name) => (letters.has(name) ? `wasm.${letters.get(name)}` : whole));
  if (met.size !== wasm.imports.length) throw new Error('the script lacks imports');
  wasm.imports = wasm.imports.map((one) => ({ ...one, module: meant, name: short.get(one.name) }));
  wasm.exports = wasm.exports.map((one) => ({ ...one, name: letters.get(one.name) }));
  return js;
}
