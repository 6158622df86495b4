// Harnesses that are tests already: those in Rust, and the faults of the web. They are run as often, or as large, as their time allows,
// and what they tried is counted.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { root } from './stage.mjs'
import { LINES, lines, note } from './table.mjs'

/** In Rust: a test target and parts of it, which append what they did to the file named by XISHAN_PROVE. */
export const RUST = {
  sim: ['sim'], authz: ['defences', 'authz::', 'former::', 'existence::'], canary: ['defences', 'canary::'],
  fuzz: ['defences', 'fuzz::', 'malformed::'], mig: ['both_databases', 'releases::'],
}
/** Some of them can be larger than on every day, so many times, as far as their time goes. */
const SIM_SEEDS = 300
const LARGER = { sim: (times) => ({ XISHAN_SIM_SEEDS: String(SIM_SEEDS * times) }), fuzz: (times) => ({ XISHAN_PROVE_SCALE: String(times) }) }
/** And some of them look at everything only when they are asked to. */
const WHOLE = { mig: { XISHAN_MIG: 'all' } }

/** Runs a program to its end; answers its code and, if it is wanted, what it said. */
function run(program, args, env, heard) {
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', heard ? 'pipe' : 'inherit', 'inherit'] })
  let said = ''
  child.stdout?.on('data', (data) => { said += data })
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, said }))
    child.once('error', () => resolve({ code: null, said }))
  })
}

export const isThere = (name) => existsSync(path.join(root, 'server/tests', `${RUST[name][0]}.rs`))

export function rust(name) {
  const [target, ...parts] = RUST[name]
  return async ({ seconds }) => {
    const once = async (more) => {
      const [from, began] = [(await lines()).length, Date.now()]
      const command = ['nextest', 'run', '-p', 'server', '--test', target, '--no-fail-fast', ...parts]
      const { code } = await run('cargo', command, { XISHAN_PROVE: LINES, ...WHOLE[name], ...more })
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

/** The list of what a browser goes through: F1 to F26. */
const CASES = 26
/** A round on a phone of this width, the next on the next. */
const WIDTHS = [390, 360]
const WEB = path.join(root, 'end2end/tests/web')

/** The faults of the web, round after round; what is tried is a case, however many stories it has. */
export async function web({ rounds = 4, over = () => false } = {}) {
  const files = (await readdir(WEB)).filter((name) => /^faults-.*\.test\.mjs$/.test(name)).map((name) => path.join(WEB, name))
  const result = { harness: 'WEB', what: `F1 to F${CASES} in Chromium`, unit: 'cases', tried: 0, ops: 0, failures: [] }
  for (let round = 0; round < rounds && (round === 0 || !over()); round += 1) {
    const width = WIDTHS[round % WIDTHS.length]
    const { code, said } = await run('node', ['--test', '--test-concurrency=2', '--test-reporter=tap', ...files], { PHONE_WIDTH: String(width) }, true)
    const { passed, wrong, cases } = tap(said)
    result.ops += passed + wrong.length
    result.tried += cases.size
    for (let at = 1; at <= CASES; at += 1) if (!cases.has(at)) wrong.push(`F${at} has no story`)
    if (code !== 0 && wrong.length === 0) wrong.push(`node ended with ${code}`)
    if (wrong.length > 0) result.failures.push({ seed: `round${round + 1}/${width}px`, wrong })
  }
  return result
}

/** What Node's reporter says of the stories: `ok 3 - F2: the battery dies`, some of them indented. */
export function tap(text) {
  const stories = [...text.matchAll(/^\s*(not )?ok \d+ - (.*)$/gm)].map(([, not, name]) => ({ name, failed: Boolean(not) }))
  const own = stories.filter(({ name }) => !name.endsWith('.test.mjs'))
  const wrong = stories.filter(({ failed }) => failed).map(({ name }) => name)
  const cases = new Set(own.map(({ name }) => Number(name.match(/^F(\d+)\b/)?.[1])).filter(Boolean))
  return { passed: own.filter(({ failed }) => !failed).length, wrong, cases }
}
