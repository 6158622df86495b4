// CLOCK: the machine's clock steps under a server while neighbours act (R4). The server says so and decides nothing in which time has a
// say; it does the rest, tells again what it told before, and goes on by itself when the clock is right again: every receipt carries the
// right time, and that never goes back. A step that lasts ends with a restart. Only the build that can break rules has such a clock.
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { HOUR, sleep, uuid7 } from '../support.mjs'
import { History } from './history.mjs'
import { examine } from './kill.mjs'
import { CAPACITIES, scarce, start } from './load.mjs'
import { linearizable } from './model.mjs'
import { Phone, post } from './phones.mjs'
import { newSeed, Random } from './random.mjs'
import { snapshot } from './read.mjs'
import { freePort, inTurns, Server, template } from './stage.mjs'

const PHONES = 16
/** So far apart, in milliseconds, the machine's clock and the server's own time may be, as server/src/clock.rs has it. */
const APART = 60_000
const YEARS = 3 * 365 * 24 * HOUR
/** A database lives through each of these, in any order: small corrections, and steps. */
const STEPS = [APART - 5_000, APART + 5_000, 2 * HOUR, YEARS].flatMap((ms) => [ms, -ms])
/** How long neighbours act while the clock is wrong, at least; and how long who was told to come again stays away, in milliseconds. */
const [WHILE, PAUSE] = [200, 100]

const turns = (items, job) => inTurns(items, 8, job)
const draft = { need: null, words: '楼道里的灯不亮', building: null, photos: [], shown: true }
const decided = (answer) => Boolean(answer?.outcome.applied || answer?.outcome.refused)

async function until(check, ms) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) if (await check()) return true
  return false
}

/** One database, a server whose machine's clock is as wrong as a file says, and on PostgreSQL another one whose clock is right. */
class World {
  static async on({ stage, binary, env, shared }) {
    const world = Object.assign(new World(), { stage, wrong: [], history: new History(), began: Date.now() })
    const database = await stage.copy()
    world.say = (text) => world.wrong.push(text)
    world.file = path.join(stage.place, `clock-${uuid7()}`)
    await world.step(0)
    world.server = new Server({ binary, env: { ...env, XISHAN_CLOCK_STEP: world.file }, database, port: await freePort() })
    world.servers = [world.server]
    if (shared) world.servers.push(new Server({ binary, env, database, port: await freePort() }))
    world.phones = stage.cast(...world.servers)
    world.first = await snapshot(database)
    for (const server of world.servers) await server.start()
    return world
  }

  /** From now on the machine's clock is so many milliseconds ahead. Nobody ever reads half of it. */
  async step(ms) {
    await writeFile(`${this.file}.new`, String(ms))
    await rename(`${this.file}.new`, this.file)
    this.ms = ms
  }

  /** The phones that talk to a server. */
  of(server) { return this.phones.filter((phone) => phone.origin === server.origin) }

  async health(server = this.server) {
    const answer = await fetch(`${server.origin}/health`, { signal: AbortSignal.timeout(10_000) })
    return { status: answer.status, text: await answer.text(), date: answer.headers.get('date') }
  }

  /** Whether the server says what it should of the clock. */
  async says(status, when) {
    const health = await this.health()
    if (health.status !== status) this.say(`${this.ms} ms ${when}: /health says ${health.status} ${health.text}`)
    if (status === 503 && health.text !== '"clock"') this.say(`${this.ms} ms ${when}: /health says ${health.text}`)
    return health
  }

  /** What phones of a server have asked since a moment of the history, and what was decided of it. */
  since(from, server) {
    const fresh = [...this.history.ops.values()].filter((op) => op.invoked > from && op.phone.origin === server.origin)
    return { asked: fresh.length, decided: fresh.filter((op) => op.outcome).length }
  }
}

/** A push as it comes back, with its head. */
const push = (phone, ...commands) => post(phone.origin, '/api/push', { acting: phone.actor, cookie: phone.cookie, body: { commands } })

const signUp = (phone, date) => phone.envelope({ sign_up: { signup: uuid7(), occurrence: date, party: [phone.actor] } })
const report = (phone) => phone.envelope({ file_report: { report: uuid7(), draft } })

/** What was decided before is told again, also to who asks for more along with it. Answers what has to wait. */
async function waits(world, told, random) {
  const { server, history, stage, say } = world
  await turns(random.shuffled(told).slice(0, 16), async (op) => {
    const { status, heard } = await history.send(op.phone, op.envelope, { origin: server.origin })
    if (!heard?.already) say(`${op.id}: was decided before, and hears ${status} ${JSON.stringify(heard)} (M2)`)
  })
  const phone = random.pick(world.of(server))
  const held = signUp(phone, random.pick(stage.dates))
  const { status, body, headers } = await push(phone, held)
  if (status !== 503 || body !== 'clock') say(`a sign-up hears ${status} ${JSON.stringify(body)}`)
  if (!(Number(headers['retry-after']) > 0)) say('nobody says when to come again')
  const behind = await push(phone, held, report(phone))
  if (behind.status !== 503) say(`what comes behind a sign-up overtakes it: ${behind.status} (M7)`)
  const before = await push(phone, report(phone), held)
  if (before.body.answers?.length !== 1) say(`a report before a sign-up hears ${before.status} ${JSON.stringify(before.body)}`)
  return { phone, held }
}

/** What time has no say in is done: a need is heard, a lost phone is signed out, people read. */
async function goesOn(world, random) {
  const { server, stage, say } = world
  const phone = random.pick(world.of(server))
  const need = report(phone)
  const { status, answer } = await phone.push(need)
  if (!answer?.outcome.applied || answer.already) say(`a report hears ${status} ${JSON.stringify(answer)}`)
  if (!(await phone.push(need)).answer?.already) say('a report that was sent twice is decided twice (M2)')
  const pulled = await phone.pull()
  if (pulled.status !== 200) say(`a pull hears ${pulled.status}`)
  const lost = await Phone.signIn(server.origin, await server.card(phone.code))
  const out = await phone.push(phone.envelope({ revoke_device: { device: lost.device } }))
  if (!out.answer?.outcome.applied) say(`signing a lost phone out hears ${out.status} ${JSON.stringify(out.answer)}`)
  const late = await lost.push(signUp(lost, random.pick(stage.dates)))
  if (late.status !== 401 && late.answer?.outcome !== 'sign_in_needed') say(`a phone that was signed out hears ${late.status} (S1)`)
}

/** The clock is wrong for a while, and right again. */
async function stepped(world, ms, seed) {
  const { history, server, servers, say } = world
  const random = new Random(seed)
  const [before, began] = [new Set(history.ops.keys()), history.clock]
  const load = start({ phones: world.phones, stage: world.stage, history, seed, pause: () => sleep(PAUSE) })
  let held
  try {
    if (!await until(() => world.since(began, server).decided > PHONES, 10_000)) say('there is no load')
    const told = [...history.ops.values()].filter((op) => op.outcome)
    const far = Math.abs(ms) > APART
    await world.step(ms)
    const { date } = await world.says(far ? 503 : 200, 'off')
    if (!(Math.abs(Date.parse(date) - Date.now()) < APART + 5_000)) say(`${ms} ms off: phones are told that it is ${date}`)
    const from = history.clock
    await sleep(WHILE)
    if (far) held = await waits(world, told, random)
    if (far && world.wrong.length === 0) await goesOn(world, random)
    const doubts = (one) => far && one === server
    const goes = (one) => world.since(from, one)[doubts(one) ? 'asked' : 'decided'] > 0
    for (const one of servers) {
      if (!await until(() => goes(one), 5_000)) say(`${ms} ms off: nothing was ${doubts(one) ? 'asked of' : 'decided by'} ${one.origin}`)
    }
    // Asked for before the clock is right again, so whatever was decided was decided by a wrong one.
    const { decided: hasty } = world.since(from, server)
    if (far && hasty > 0) say(`${ms} ms off: ${hasty} commands were decided by a clock that nobody can trust`)
    await world.step(0)
    await world.says(200, 'and back')
  } finally {
    await load.stop()
  }
  if (world.wrong.length > 0) return
  const fresh = [...history.ops.values()].filter((op) => !before.has(op.id))
  await history.settle(turns, fresh)
  if (held) {
    const { status, heard } = await history.send(held.phone, held.held)
    if (!decided(heard) || heard.already) say(`what waited hears ${status} ${JSON.stringify(heard)} when the clock is right again`)
  }
}

/** Every receipt has the right time, but for small corrections, and from one revision to the next it does not go back. */
function timely(world, state) {
  const known = new Set(world.first.receipts.map((row) => row.id))
  const mine = state.receipts.filter((row) => !known.has(row.id))
  const [from, to] = [world.began - APART, Date.now() + APART]
  const off = mine.filter((row) => row.at < from || row.at > to)
  off.slice(0, 5).forEach((row) => world.say(`${row.id}: decided at ${new Date(row.at).toISOString()}`))
  // Of two servers each may be right to a minute.
  const slack = world.servers.length > 1 ? APART : 0
  const applied = mine.filter((row) => row.outcome.applied).sort((a, b) => a.outcome.applied.revision - b.outcome.applied.revision)
  const back = applied.filter((row, at) => at > 0 && row.at < applied[at - 1].at - slack)
  back.slice(0, 5).forEach((row) => world.say(`${row.id}: revision ${row.outcome.applied.revision} was decided before the one before it`))
}

/** Somebody signs up, and hears what became of it. */
async function decides(world, when) {
  const [phone] = world.of(world.server)
  const { status, answer } = await phone.push(signUp(phone, world.stage.dates[0]))
  if (status !== 200 || !decided(answer)) world.say(`${when}: a sign-up hears ${status} ${JSON.stringify(answer)}`)
}

/** The clock is wrong for good. A restart ends that; one on a clock that is behind what the database holds needs a word. */
async function lasting(world) {
  const { server, say } = world
  await world.step(2 * HOUR)
  await world.says(503, 'for good')
  await server.stop()
  await server.start()
  await world.says(200, 'after a restart')
  await decides(world, 'put forward, after a restart')
  await server.stop()
  await world.step(-2 * HOUR)
  const began = await server.start().then(() => true, () => false)
  if (began) return say('it starts on a clock that is behind what the database holds')
  if (!await until(() => server.said.includes('--clock-is-right'), 2_000)) say(`it does not start, and does not say why: ${server.said}`)
  await server.start('--clock-is-right')
  await world.says(200, 'after a word')
  await decides(world, 'put back, after a word')
}

/** One database's life: all that must hold of what the phones heard and what the tables hold. */
async function life({ world, seed, steps, over }) {
  const { history, server } = world
  let tried = 0
  try {
    for (const ms of new Random(seed).shuffled(STEPS).slice(0, steps)) {
      if (over() || world.wrong.length > 0) break
      await stepped(world, ms, seed + tried).catch((error) => world.say(`${error.message} ${server.said.slice(-300)}`))
      tried += 1
    }
    const { state, wrong } = await examine(history, server)
    world.wrong.push(...wrong)
    if (!state.error) timely(world, state)
    if (world.wrong.length === 0) world.wrong.push(...linearizable(history, world.first, state))
    if (world.wrong.length === 0) await lasting(world)
  } finally {
    for (const one of world.servers) await one.stop()
  }
  if (world.wrong.length > 0) await history.save(`clock-${seed}`)
  return tried
}

/** So many steps of the clock under one server or, with a PostgreSQL, under one of two, until there were `enough` failures. */
export async function clock({ steps = STEPS.length, binary, env, postgres, over = () => false, enough = 20, seed = newSeed() }) {
  const stage = await template({ binary, postgres, phones: PHONES, capacities: CAPACITIES })
  stage.scarce = scarce(stage.servings)
  const kind = postgres ? 'of one of two servers, postgres' : 'sqlite'
  const result = { harness: 'CLOCK', what: `the clock steps, ${kind}`, unit: 'steps', tried: 0, ops: 0, failures: [] }
  try {
    for (let round = 0; result.tried < steps && result.failures.length < enough && !over(); round += 1) {
      const world = await World.on({ stage, binary, env, shared: Boolean(postgres) })
      result.tried += await life({ world, seed: seed + round, steps: steps - result.tried, over })
      result.ops += world.history.ops.size
      if (world.wrong.length > 0) result.failures.push({ seed: seed + round, wrong: world.wrong })
    }
  } finally {
    await stage.remove()
  }
  return result
}
