// `make prove`: every harness at the figures of a night, as far as the time goes, and one table of what was tried and what failed.
// PROVE_MINUTES (60) is shared out; PROVE_SEED draws the same chances again; PROVE_ONLY=KILL,RACE runs some alone.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { access } from '../access/prove.mjs'
import { postgres } from '../support.mjs'
import { clock } from './clock.mjs'
import { faults } from './faults.mjs'
import { hist } from './hist.mjs'
import { crashDatabase, killOneOfTwo, killServer } from './kill.mjs'
import { binary, CONTROLS, tryControl } from './negative.mjs'
import { power } from './power.mjs'
import { race } from './race.mjs'
import { root } from './stage.mjs'

const LINES = path.join(root, 'target/prove.jsonl')
const TABLE = path.join(root, 'target/prove.txt')
const MINUTE = 60_000

/** Harnesses in Rust: a test target and a part of it, which appends what it did to the file named by XISHAN_PROVE. */
const RUST = { sim: ['sim', ''], authz: ['defences', 'authz::'], canary: ['defences', 'canary::'], fuzz: ['defences', 'fuzz::'] }
/** Two of them can be larger than on every day, so many times, as far as their time goes. */
const SIM_SEEDS = 300
const LARGER = { sim: (times) => ({ XISHAN_SIM_SEEDS: String(SIM_SEEDS * times) }), fuzz: (times) => ({ XISHAN_PROVE_SCALE: String(times) }) }

function rust(name) {
  const [target, part] = RUST[name]
  if (!existsSync(path.join(root, 'server/tests', `${target}.rs`))) return null
  return async ({ seconds }) => {
    const once = async (more) => {
      const [from, began] = [(await lines()).length, Date.now()]
      const env = { ...process.env, XISHAN_PROVE: LINES, ...more }
      const command = ['nextest', 'run', '-p', 'server', '--test', target, '--no-fail-fast', ...(part ? [part] : [])]
      const child = spawn('cargo', command, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
      const code = await new Promise((resolve) => { child.once('exit', resolve); child.once('error', () => resolve(null)) })
      const said = (await lines()).slice(from)
      const line = (what, failures) => note({ harness: name.toUpperCase(), what, tried: 1, failures, seeds: [] })
      if (code !== 0 && !said.some((one) => one.failures > 0)) await line(`cargo nextest ended with ${code}`, 1)
      if (code === 0 && said.length === 0) await line('its tests passed', 0)
      return (Date.now() - began) / 1000
    }
    const took = await once({})
    const times = Math.floor(seconds / took) - 1
    if (times > 1 && LARGER[name]) await once(LARGER[name](times))
  }
}

/** One of ours, as lines of the same form. */
const ours = (run) => async ({ over }) => {
  const { harness, what, unit, tried, ops, failures, lost } = await run(over)
  failures.forEach(({ seed, wrong }) => console.error(`${harness} seed ${seed}\n  ${wrong.slice(0, 20).join('\n  ')}`))
  const more = lost === undefined || harness !== 'HIST' ? '' : `, ${lost} % lost`
  const seeds = failures.map((one) => one.seed)
  await note({ harness, what: `${what} (${unit}, ${ops} ${harness === 'ACCESS' ? 'loads' : 'commands'}${more})`, tried, failures: failures.length, seeds })
}

/** A control fails when its harness does not. */
const control = (name) => async () => {
  const { failures } = await tryControl(name)
  const caught = failures.length > 0
  const what = `${CONTROLS[name].what}: ${caught ? 'caught' : 'SURVIVED'}`
  await note({ harness: name, what, tried: 1, failures: caught ? 0 : 1, seeds: [] })
}

/** Each with its share of the time. What has no PostgreSQL to run on is left out. */
const HARNESSES = [
  ...Object.keys(RUST).map((name) => [name.toUpperCase(), name === 'sim' ? 4 : 2, rust(name)]),
  ['KILL', 4, ours((over) => killServer({ cycles: 1000, over }))],
  ['KILL', 2, postgres && ours((over) => killServer({ cycles: 300, postgres, over }))],
  ['KILL', 1, postgres && ours((over) => killOneOfTwo({ rounds: 100, postgres, over }))],
  ['KILL', 1, postgres && ours((over) => crashDatabase({ rounds: 100, over }))],
  ['KILL', 4, ours((over) => faults({ every: true, over }))],
  ['KILL', 3, postgres && ours((over) => faults({ every: true, postgres, over }))],
  ['POWER', 4, ours((over) => power({ count: 2000, over }))],
  ['CLOCK', 1, ours((over) => clock({ steps: 400, binary, over }))],
  ['CLOCK', 1, postgres && ours((over) => clock({ steps: 200, binary, postgres, over }))],
  ['RACE', 3, ours((over) => race({ rounds: 200, over }))],
  ['RACE', 3, postgres && ours((over) => race({ rounds: 200, postgres, over }))],
  ['HIST', 3, ours((over) => hist({ operations: 1_000_000, over }))],
  ['HIST', 1, postgres && ours((over) => hist({ operations: 1_000_000, postgres, over }))],
  ['ACCESS', 8, ours((over) => access({ over }))],
  ...Object.keys(CONTROLS).map((name) => [name, 0.3, control(name)]),
]

const lines = async () => {
  const text = await readFile(LINES, 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line))
}

const note = (line) => appendFile(LINES, `${JSON.stringify(line)}\n`)

function table(rows, minutes) {
  const head = ['harness', 'tried', 'failures', 'what', 'seeds of the failures']
  const seeds = (row) => (row.seeds ?? []).slice(0, 8).join(' ')
  const cells = rows.map((row) => [row.harness, String(row.tried), String(row.failures), row.what, seeds(row)])
  const widths = head.map((_, at) => Math.max(...[head, ...cells].map((line) => line[at].length)))
  const fit = (cell, at) => at === 1 || at === 2 ? cell.padStart(widths[at]) : cell.padEnd(widths[at])
  const draw = (line) => line.map(fit).join('  ').trimEnd()
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...cells.map(draw), '', `${minutes.toFixed(1)} minutes`, ''].join('\n')
}

const began = Date.now()
const only = process.env.PROVE_ONLY?.split(',')
const chosen = HARNESSES.filter(([name, , run]) => run && (!only || only.includes(name)))
const whole = chosen.reduce((sum, [, share]) => sum + share, 0)
const budget = Number(process.env.PROVE_MINUTES ?? 60) * MINUTE

await mkdir(path.dirname(LINES), { recursive: true })
await rm(LINES, { force: true })
for (const [name, share, run] of chosen) {
  const time = (budget * share) / whole
  const until = Date.now() + time
  console.error(`${name}: ${(time / MINUTE).toFixed(1)} minutes`)
  try {
    await run({ over: () => Date.now() > until, seconds: Math.round(time / 1000) })
  } catch (error) {
    console.error(error)
    await note({ harness: name, what: `could not run: ${error.message}`, tried: 0, failures: 1, seeds: [] })
  }
}
const missing = Object.keys(RUST).filter((name) => (!only || only.includes(name.toUpperCase())) && !rust(name))
const absent = { what: 'NOT RUN: no such test', tried: 0, failures: 1, seeds: [] }
for (const name of missing) await note({ harness: name.toUpperCase(), ...absent })
const rows = await lines()
const text = table(rows, (Date.now() - began) / MINUTE)
await writeFile(TABLE, text)
console.log(text)
process.exit(rows.some((row) => row.failures > 0) ? 1 : 0)
