// What of a wasm's exports the page's script uses, as a graph for wasm-metadce. The streams of `wasm-streams` are exported by a
// library that Leptos brings along, and nothing here makes one: without a root they and all they drag in fall away.
import fs from 'node:fs';

const UNUSED = /intounderlying/;
const module = new WebAssembly.Module(fs.readFileSync(process.argv[2]));
const names = WebAssembly.Module.exports(module).map(({ name }) => name).filter((name) => !UNUSED.test(name));
const nodes = names.map((name, at) => ({ name: `export ${at}`, export: name }));
console.log(JSON.stringify([{ name: 'page', root: true, reaches: nodes.map(({ name }) => name) }, ...nodes]));
