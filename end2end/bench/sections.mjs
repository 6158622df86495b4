// Of what the programs that phones download are made: each section of the finished file, and, from the same program as the linker named its
// functions before they were shrunk, which crates and which functions are the largest.
import fs from 'node:fs/promises'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { root } from '../prove/stage.mjs'
import { bytes, heading, row } from './figures.mjs'

// What a visitor downloads first, then what signing in brings.
const PROGRAMS = ['visit', 'app', 'desk', 'decoder']
const SECTIONS = [
  'tools', 'types', 'imports', 'functions', 'tables', 'memory', 'globals', 'exports', 'start', 'elements', 'code', 'data', 'data count',
]
const CRATES = 14
const FUNCTIONS = 10

/** Reads numbers and names from a place on. */
class Reader {
  constructor(file, at = 0) { Object.assign(this, { file, at }) }

  number() {
    let [value, shift, byte] = [0, 1, 0]
    do {
      byte = this.file[this.at++]
      value += (byte & 127) * shift
      shift *= 128
    } while (byte & 128)
    return value
  }

  name() {
    const length = this.number()
    this.at += length
    return this.file.toString('utf8', this.at - length, this.at)
  }
}

/** The sections of a wasm: [{ id, from, size }]. */
export function sections(file) {
  const found = []
  for (const reader = new Reader(file, 8); reader.at < file.length;) {
    const id = file[reader.at++]
    const size = reader.number()
    found.push({ id, from: reader.at, size })
    reader.at += size
  }
  return found
}

function imported(file, all) {
  const section = all.find(({ id }) => id === 2)
  if (!section) return 0
  return new Reader(file, section.from).number() // functions alone come from the page
}

/** How large each function is, with its name: [{ name, size }]. */
export function functions(file) {
  const all = sections(file)
  const names = new Map()
  for (const { from, size } of all.filter(({ id }) => id === 0)) {
    const reader = new Reader(file, from)
    if (reader.name() !== 'name') continue
    while (reader.at < from + size) {
      const kind = file[reader.at++]
      const end = reader.number() + reader.at
      if (kind === 1) for (let left = reader.number(); left > 0; left -= 1) names.set(reader.number(), reader.name())
      reader.at = end
    }
  }
  const code = all.find(({ id }) => id === 10)
  const reader = new Reader(file, code.from)
  const first = imported(file, all)
  return Array.from({ length: reader.number() }, (_, at) => {
    const size = reader.number()
    reader.at += size
    return { name: names.get(first + at) ?? '?', size }
  })
}

/** A name as people write it: without the marks by which the compiler tells crates of one name apart. */
export const plain = (name) => name.replace(/\[[0-9a-f]{8,}\]/g, '')

/** The crate that a function belongs to: the first one in its name. */
export function crateOf(name) {
  const crate = name.match(/([a-z_][a-z0-9_]*)\[[0-9a-f]{8,}\]/i)
  if (crate) return crate[1]
  return /^__wbg|^__wbindgen/.test(name) ? 'wasm-bindgen' : 'without a crate'
}

function largest(all, key, most) {
  const sums = new Map()
  for (const { name, size } of all) sums.set(key(name), (sums.get(key(name)) ?? 0) + size)
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, most)
}

async function program(name) {
  const file = await fs.readFile(path.join(root, `target/site/p/${name}_bg.wasm`))
  heading(`${name}_bg.wasm: ${bytes(file.length)}, squeezed ${bytes(brotliCompressSync(file).length)}`)
  row('section', 'bytes', 'squeezed', 'share')
  for (const { id, from, size } of sections(file)) {
    const alone = brotliCompressSync(file.subarray(from, from + size)).length
    row(SECTIONS[id] ?? String(id), bytes(size), bytes(alone), `${((100 * size) / file.length).toFixed(1)} %`)
  }
  const named = await fs.readFile(path.join(root, `target/parts/bound/${name}_bg.wasm`)).catch(() => null)
  if (!named) return console.log('    no named program in target/parts/bound: build the site anew')
  const all = functions(named)
  const whole = all.reduce((sum, { size }) => sum + size, 0)
  row(`crates, of ${bytes(whole)} before shrinking`, 'bytes', 'share')
  for (const [crate, size] of largest(all, crateOf, CRATES)) row(`  ${crate}`, bytes(size), `${((100 * size) / whole).toFixed(1)} %`)
  row('functions', 'bytes', '')
  for (const [what, size] of largest(all, (one) => plain(one).slice(0, 100), FUNCTIONS)) {
    console.log(`    ${bytes(size).padStart(9)}  ${what}`)
  }
}

export async function parts() {
  for (const name of PROGRAMS) await program(name)
}
