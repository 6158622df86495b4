// `make prove`: every harness at the figures of a night, as far as the time goes, and one table of what was tried, what was to be tried,
// and what failed. PROVE_MINUTES (60) is shared out; PROVE_SEED draws the same chances again; PROVE_ONLY=KILL,RACE runs some alone;
// RACE_ROUNDS (200) are the rounds of the races. It ends with 0 when every goal was reached, with 2 when the time was too short for one
// of them, with 1 when something failed.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { access } from '../access/prove.mjs'
import { postgres } from '../support.mjs'
import { killBrowser } from './browsers.mjs'
import { clock } from './clock.mjs'
import { faults } from './faults.mjs'
import { hist } from './hist.mjs'
import { crashDatabase, killOneOfTwo, killServer } from './kill.mjs'
import { binary, CONTROLS, tryControl } from './negative.mjs'
import { power } from './power.mjs'
import { race, RESOURCES } from './race.mjs'
import { isThere, RUST, rust, web } from './suites.mjs'
import { goalsOf, LINES, lines, note, TABLE, table, verdict } from './table.mjs'

const MINUTE = 60_000

/** One of ours, as lines of the same form. `wanted` is what a night tries, where the harness does not say so itself. */
const ours = (run, wanted) => async ({ over }) => {
  const { harness, what, unit, tried, ops, failures, lost, goal = wanted } = await run(over)
  failures.forEach(({ seed, wrong }) => console.error(`${harness} seed ${seed}\n  ${wrong.slice(0, 20).join('\n  ')}`))
  const more = lost === undefined || harness !== 'HIST' ? '' : `, ${lost} % lost`
  const seeds = failures.map((one) => one.seed)
  const named = { ACCESS: 'loads', WEB: 'stories', BROWSER: 'deeds' }[harness] ?? 'commands'
  await note({ harness, what: `${what} (${unit}, ${ops} ${named}${more})`, tried, goal, failures: failures.length, seeds })
}

/** A control fails when its harness does not. */
const control = (name) => async () => {
  const { failures } = await tryControl(name)
  const caught = failures.length > 0
  const what = `${CONTROLS[name].what}: ${caught ? 'caught' : 'SURVIVED'}`
  await note({ harness: name, what, tried: 1, failures: caught ? 0 : 1, seeds: [] })
}

/** How far each is to come in a night. */
const GOAL = { deaths: 1000, fewer: 300, few: 100, images: 2000, steps: 400, operations: 1_000_000, kills: 200, cases: 104 }
const rounds = Number(process.env.RACE_ROUNDS ?? 200)
const races = rounds * Object.keys(RESOURCES).length

/** One of ours on a PostgreSQL; what has none to run on is left out. */
const onPostgres = (run, goal) => postgres && ours(run, goal)

/** Each with its share of the time. */
const HARNESSES = [
  ...Object.keys(RUST).map((name) => [name.toUpperCase(), name === 'sim' ? 4 : 2, isThere(name) && rust(name)]),
  ['KILL', 4, ours((over) => killServer({ cycles: GOAL.deaths, over }), GOAL.deaths)],
  ['KILL', 2, onPostgres((over) => killServer({ cycles: GOAL.fewer, postgres, over }), GOAL.fewer)],
  ['KILL', 1, onPostgres((over) => killOneOfTwo({ rounds: GOAL.few, postgres, over }), GOAL.few)],
  ['KILL', 1, onPostgres((over) => crashDatabase({ rounds: GOAL.few, over }), GOAL.few)],
  ['KILL', 4, ours((over) => faults({ every: true, over }))],
  ['KILL', 3, onPostgres((over) => faults({ every: true, postgres, over }))],
  ['POWER', 4, ours((over) => power({ count: GOAL.images, over }), GOAL.images)],
  ['CLOCK', 1, ours((over) => clock({ steps: GOAL.steps, binary, over }), GOAL.steps)],
  ['CLOCK', 1, onPostgres((over) => clock({ steps: GOAL.steps / 2, binary, postgres, over }), GOAL.steps / 2)],
  ['RACE', 3, ours((over) => race({ rounds, over }), races)],
  ['RACE', 3, onPostgres((over) => race({ rounds, postgres, over }), races)],
  ['HIST', 3, ours((over) => hist({ operations: GOAL.operations, over }), GOAL.operations)],
  ['HIST', 1, onPostgres((over) => hist({ operations: GOAL.operations, postgres, over }), GOAL.operations)],
  ['BROWSER', 5, ours((over) => killBrowser({ kills: GOAL.kills, over }), GOAL.kills)],
  ['WEB', 5, ours((over) => web({ over }), GOAL.cases)],
  ['ACCESS', 8, ours((over) => access({ over }))],
  ...Object.keys(CONTROLS).map((name) => [name, 0.3, control(name)]),
]

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
const missing = Object.keys(RUST).filter((name) => (!only || only.includes(name.toUpperCase())) && !isThere(name))
const absent = { what: 'NOT RUN: no such test', tried: 0, failures: 1, seeds: [] }
for (const name of missing) await note({ harness: name.toUpperCase(), ...absent })
const rows = await lines()
rows.push(...goalsOf(rows))
const text = table(rows, (Date.now() - began) / MINUTE)
await writeFile(TABLE, text)
console.log(text)
const verdicts = rows.map(verdict)
process.exit(verdicts.includes('FAILED') ? 1 : verdicts.some((word) => word !== 'ok') ? 2 : 0)
