// How figures are worked out and printed.
import { readFile } from 'node:fs/promises'

/** A line of a table: what, and its figures. */
export function row(what, ...values) {
  console.log(`  ${what.padEnd(44)}${values.map((value) => String(value).padStart(11)).join('')}`)
}

/** A goal, under the figures that it is about. */
export const goal = (text) => console.log(`    goal: ${text}`)

export const heading = (text) => console.log(`\n${text}`)

export const bytes = (n) => (n < 10_000 ? `${n} B` : n < 1e6 ? `${(n / 1e3).toFixed(1)} KB` : `${(n / 1e6).toFixed(1)} MB`)

export const ms = (n) => (n < 10 ? `${n.toFixed(2)} ms` : n < 1000 ? `${n.toFixed(0)} ms` : `${(n / 1000).toFixed(2)} s`)

export const count = (n) => Math.round(n).toLocaleString('en')

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

/** The middle, the slowest hundredth and the slowest of all, in milliseconds. */
export function spread(times) {
  const sorted = Float64Array.from(times).sort()
  const at = (part) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

/** The same as columns. */
export const columns = ({ p50, p99, max }) => [ms(p50), ms(p99), ms(max)]

const mega = (kilo) => `${(kilo / 1024).toFixed(1)} MB`

/** What a process holds in memory now, and what it held at most. */
export async function memory(pid) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  const of = (name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))[1])
  const [now, most] = [of('VmRSS'), of('VmHWM')]
  return { now, text: mega(now), most: mega(most) }
}

/** Seconds of processor that a process has used. */
export async function processor(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
