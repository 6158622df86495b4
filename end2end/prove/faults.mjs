// KILL at named places: the server dies before or after each statement, each commit and each answer of everything that people do
// (deeds.mjs), and of an import, a backup, a restore and a first start (terminal.mjs). Then all of it is there or nothing, what was
// answered is, and doing it again does it once. The places are not written down here: a run that does not die tells which it passes.
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sleep } from '../support.mjs'
import { DEEDS, openDesk } from './deeds.mjs'
import { History } from './history.mjs'
import { examine } from './kill.mjs'
import { binary } from './negative.mjs'
import { hangUp, Phone } from './phones.mjs'
import { newSeed, Random } from './random.mjs'
import { freePort, inTurns, root, Server, template } from './stage.mjs'
import { terminal } from './terminal.mjs'
import { change, whole } from './whole.mjs'

/** Only such a server can be told where to die. */
export const mortal = process.env.XISHAN_MORTAL ?? binary
/** Only a server that writes receipts late ever comes there. */
const UNSOUND = 'an effect is committed without its receipt'
/** A server lives through so many deaths of one database. */
const LIVES = 60

/** The places that are named by hand, as the server's source lists them. */
export async function names() {
  const text = await readFile(path.join(root, 'server/src/fault.rs'), 'utf8')
  const [, list] = text.match(/pub const NAMES[^=]*= \[([^\]]*)\]/)
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name).filter((name) => name !== UNSOUND)
}

/** Every passage of a place, as it is ordered: the second time at one place is `name:2`. */
export function passages(lines) {
  const times = new Map()
  return lines.map((name) => {
    times.set(name, (times.get(name) ?? 0) + 1)
    return { name, order: `${name}:${times.get(name)}` }
  })
}

/** Whether it ends in time. Nobody waits for the clock itself. */
export const inTime = (end, ms) => Promise.race([end.then(() => true), new Promise((late) => { setTimeout(late, ms).unref() })])

/** One database with a server that dies when a file says so. */
class World {
  static async on(stage, env, shapes) {
    const world = Object.assign(new World(), { stage, shapes, history: new History(), hour: 60 })
    const database = await stage.copy()
    const place = path.join(stage.place, `faults-${process.pid}-${database.match(/\w+(?=\/xishan.db$)|\w+$/)[0]}`)
    Object.assign(world, { die: `${place}.die`, passed: `${place}.passed` })
    const mine = { ...env, XISHAN_DIE_AT: `@${world.die}`, XISHAN_COUNT_FAULTS: world.passed }
    world.server = new Server({ binary: mortal, env: mine, database, port: await freePort() })
    await world.server.start()
    world.phones = stage.cast(world.server)
    world.organizer = Object.assign(new Phone(), stage.organizer, { no: 100, origin: world.server.origin })
    world.worker = Object.assign(await world.signIn('R0007'), { no: 101 })
    await openDesk(world.worker)
    return world
  }

  async signIn(code) { return Object.assign(await Phone.signIn(this.server.origin, await this.server.card(code)), { no: 102 }) }

  /** What is only in the way to a deed. */
  async must(phone, what) {
    const { heard } = await this.history.send(phone, phone.envelope(what))
    if (!heard?.outcome.applied) throw new Error(`${JSON.stringify(what)}: ${JSON.stringify(heard)}`)
  }

  whole() { return whole(this.server.database, this.stage.place) }

  /** The places that a deed passes, and what it changes when nobody dies. */
  async rehearse(name) {
    const deed = await DEEDS[name](this, this.phones)
    const before = await this.whole()
    await writeFile(this.passed, '')
    if (!await deed.act()) throw new Error(`${name}: not done`)
    await sleep(50)
    const lines = (await readFile(this.passed, 'utf8')).trim().split('\n')
    this.shapes.set(name, change(before, await this.whole(), deed.spare))
    for (const [phone, what] of deed.undo) await this.must(phone, what)
    return passages(lines).map((passage) => ({ deed: name, ...passage }))
  }

  /** One death. Answers all that is wrong. */
  async die_at({ deed: name, order }) {
    const deed = await DEEDS[name](this, this.phones)
    const from = this.history.faults.length
    const before = await this.whole()
    await writeFile(this.die, order)
    const heard = deed.act().catch(() => false)
    const died = await inTime(this.server.ended, 20_000)
    await heard
    await rm(this.die, { force: true })
    if (!died) return [`it was never reached`]
    if (this.server.child.signalCode !== 'SIGABRT') return [`ended otherwise: ${this.server.said.slice(-300)}`]
    hangUp(this.server.port)
    await this.server.start()
    const { state, wrong } = await examine(this.history, this.server, from)
    const [shape, found] = [this.shapes.get(name), change(before, await this.whole(), deed.spare)]
    const receipt = deed.id && state.receipts.some((row) => row.id === deed.id)
    const allowed = deed.id ? [receipt ? shape : '{}'] : ['{}', shape, ...deed.halves]
    if (!allowed.includes(found)) wrong.push(`changed ${found}, not ${allowed.join(' or ')} (M5)`)
    for (let tries = 0; tries < 3 && !await deed.act(); tries += 1) if (tries === 2) wrong.push('cannot be done again (M4)')
    const end = change(before, await this.whole(), deed.spare)
    const ends = [shape, ...found === shape ? deed.again : []]
    if (!ends.includes(end)) wrong.push(`done again it changed ${end}, not ${ends.join(' or ')} (M2)`)
    for (const [phone, what] of deed.undo) await this.must(phone, what)
    return [...new Set([...wrong, ...this.history.faults.slice(from)])]
  }
}

/** Each place once, in any order, at one of its passages. */
function onceEach(passages, random) {
  const seen = new Set()
  return random.shuffled(passages).filter(({ name }) => !seen.has(name) && seen.add(name))
}

/** One database after the other, each through so many deaths. */
async function lane({ share, stage, env, shapes, result, stop, fail, reached }) {
  for (let at = 0; at < share.length && !stop();) {
    const world = await World.on(stage, env, shapes)
    for (let lived = 0, wrong = []; lived < LIVES && at < share.length && wrong.length === 0 && !stop(); lived += 1, at += 1) {
      const passage = share[at]
      wrong = await world.die_at(passage).catch((error) => [`${error.message} ${world.server.said.slice(-300)}`])
      result.tried += 1
      reached.add(passage.name)
      // What a failure left behind would be found again and again: the next gets a database of its own.
      if (wrong.length > 0) fail(`${passage.deed}, ${passage.order}`, wrong)
    }
    const { wrong } = await examine(world.history, world.server)
    if (wrong.length > 0) fail('at the end', wrong)
    result.ops += world.history.ops.size
    await world.server.kill()
  }
}

/**
 * Dies at every place, in the `only` deeds or in one `place` of them. Without such a choice every place that has a name must be
 * reached, by the deeds or by what the terminal does; `every` goes on with each passage of all places, as long as there is time.
 */
export async function faults({
  every = false, postgres, env, only = Object.keys(DEEDS), place, over = () => false, enough = 20, lanes = 2, seed = newSeed(),
} = {}) {
  const stage = await template({ binary: mortal, postgres, phones: 12, capacities: [50] })
  const [random, reached, shapes] = [new Random(seed), new Set(), new Map()]
  const result = { harness: 'KILL', what: `death at a named place, ${stage.kind}`, unit: 'deaths', tried: 0, ops: 0, failures: [] }
  const fail = (what, wrong) => result.failures.push({ seed, wrong: [`${what}:`, ...wrong] })
  const failed = () => result.failures.length >= enough
  const late = () => over() || failed()
  // Each place with a name is tried once, however slow the machine is; the time is for the rest.
  const stop = every ? late : failed
  try {
    const world = await World.on(stage, env, shapes)
    const all = []
    for (const name of only) all.push(...await world.rehearse(name))
    await world.server.kill()
    result.places = new Set(all.map(({ name }) => name))
    result.goal = all.length
    const named = await names()
    const die = async (list, stop) => {
      const shares = Array.from({ length: lanes }, (_, at) => list.filter((_, n) => n % lanes === at))
      const broken = (error) => fail('a database was given up', [error.message])
      await inTurns(shares, lanes, (share) => lane({ share, stage, env, shapes, result, stop, fail, reached }).catch(broken))
    }
    const atTerminal = (every) => terminal({ stage, postgres, every, random, reached, stop: every ? late : stop, fail, result, named })
    await die(onceEach(all.filter(({ name }) => place ? name === place : named.includes(name)), random), stop)
    if (!place) {
      await atTerminal(false)
      // Deeds and terminal have so many passages that neither would have its turn after the other.
      if (every) await Promise.all([die(random.shuffled(all), late), atTerminal(true)])
      else await die(onceEach(all.filter(({ name }) => !named.includes(name)), random), late)
    }
    result.unseen = place ? [] : named.filter((name) => !reached.has(name))
    if (!late() && result.unseen.length > 0) fail('never reached', result.unseen)
  } finally {
    await stage.remove()
  }
  return result
}
