// KILL: neighbours act, the process dies in mid-load, comes back, and everything that was answered is there, nothing is there by
// halves, and asking again gets the same answer. Also one server of two, and the PostgreSQL under a living server.
import { sleep } from '../support.mjs'
import { compare, History, seen } from './history.mjs'
import { broken } from './invariants.mjs'
import { CAPACITIES, scarce, start } from './load.mjs'
import { linearizable } from './model.mjs'
import { newSeed, Random } from './random.mjs'
import { snapshot } from './read.mjs'
import { freePort, inTurns, ownPostgres, Server, template } from './stage.mjs'

/** Deaths that one database lives through before a fresh copy is taken: its snapshots stay small. */
const LIVES = 25
const PHONES = 16

const turns = (items, job) => inTurns(items, 8, job)

/** A database's whole life: all that must hold of what the phones heard and what the tables hold. */
export async function examine(history, server, from = 0) {
  const state = await snapshot(server.database)
  const wrong = [...broken(state), ...compare(history, state), ...history.faults.slice(from)]
  return { state, wrong }
}

async function life({ stage, seed, cycles, server, over }) {
  const random = new Random(seed)
  const history = new History()
  const phones = stage.cast(server)
  const first = await snapshot(server.database)
  const wrong = []
  let tried = 0
  await server.start()
  for (; tried < cycles && !over(); tried += 1) {
    const before = new Set(history.ops.keys())
    const load = start({ phones, stage, history, seed: seed + tried, pause: () => sleep(5) })
    await sleep(random.below(500))
    await server.kill()
    await load.stop()
    await server.start()
    wrong.push(...(await examine(history, server)).wrong)
    const fresh = [...history.ops.values()].filter((op) => !before.has(op.id))
    await history.settle(turns, fresh)
    wrong.push(...await seen(history, phones, 8, inTurns))
    if (wrong.length > 0) break
  }
  const end = await examine(history, server)
  await server.stop()
  wrong.push(...end.wrong, ...linearizable(history, first, end.state))
  if (wrong.length > 0) await history.save(`kill-${seed}`)
  return { tried: Math.max(tried, 1), ops: history.ops.size, wrong }
}

/** SIGKILL of the one server, at a random moment of the first half second of load, until there were `enough` failures. */
export async function killServer({ cycles = 50, binary, env, postgres, over = () => false, enough = 20, seed = newSeed() }) {
  const stage = await template({ binary, postgres, phones: PHONES, capacities: CAPACITIES })
  stage.scarce = scarce(stage.servings)
  const result = { harness: 'KILL', what: `SIGKILL, ${stage.kind}`, unit: 'deaths', tried: 0, ops: 0, failures: [] }
  try {
    for (let round = 0; result.tried < cycles && result.failures.length < enough && !over(); round += 1) {
      const server = new Server({ binary, env, database: await stage.copy(), port: await freePort() })
      const share = Math.min(LIVES, cycles - result.tried)
      const { tried, ops, wrong } = await life({ stage, seed: seed + round, cycles: share, server, over })
      result.tried += tried
      result.ops += ops
      if (wrong.length > 0) result.failures.push({ seed: seed + round, wrong })
    }
  } finally {
    await stage.remove()
  }
  return result
}

/** Two servers on one PostgreSQL: one dies, the other must not even notice. */
export async function killOneOfTwo({ rounds = 3, binary, postgres, over = () => false, seed = newSeed() }) {
  const stage = await template({ binary, postgres, phones: PHONES, capacities: CAPACITIES })
  stage.scarce = scarce(stage.servings)
  const result = { harness: 'KILL', what: 'SIGKILL of one of two, postgres', unit: 'deaths', tried: 0, ops: 0, failures: [] }
  const database = await stage.copy()
  const servers = await inTurns([1, 2], 2, async () => new Server({ binary, database, port: await freePort() }))
  try {
    const [random, history, first] = [new Random(seed), new History(), await snapshot(database)]
    const wrong = []
    const phones = stage.cast(...servers)
    for (const server of servers) await server.start()
    for (; result.tried < rounds && !over() && wrong.length === 0; result.tried += 1) {
      const [dying, living] = result.tried % 2 === 0 ? servers : servers.toReversed()
      const load = start({ phones, stage, history, seed: seed + result.tried, pause: () => sleep(20) })
      await sleep(100 + random.below(400))
      await dying.kill()
      const from = history.events.length
      const undisturbed = phones.filter((phone) => phone.origin === living.origin)
      await sleep(500)
      await load.stop()
      const after = history.events.slice(from).filter((event) => undisturbed.some((phone) => phone.no === event.process))
      const answers = after.filter((event) => ['ok', 'fail'].includes(event.type))
      if (answers.length === 0) wrong.push('the living server answered nothing after the death')
      const lost = after.filter((event) => event.type === 'info')
      if (lost.length > 0) wrong.push(`the living server left ${lost.length} without an answer`)
      await dying.start()
      wrong.push(...(await examine(history, living)).wrong)
      await history.settle(turns)
    }
    const end = await examine(history, servers[0])
    wrong.push(...end.wrong, ...linearizable(history, first, end.state))
    result.ops = history.ops.size
    if (wrong.length > 0) result.failures.push({ seed, wrong })
  } finally {
    for (const server of servers) await server.stop()
    await stage.remove()
  }
  return result
}

/** `pg_ctl stop -m immediate` under a server that lives on, and the database comes back. */
export async function crashDatabase({ rounds = 3, binary, over = () => false, seed = newSeed() }) {
  const own = await ownPostgres()
  const stage = await template({ binary, postgres: own.address, phones: PHONES, capacities: CAPACITIES })
  stage.scarce = scarce(stage.servings)
  const result = { harness: 'KILL', what: 'pg_ctl stop -m immediate', unit: 'crashes', tried: 0, ops: 0, failures: [] }
  const server = new Server({ binary, database: await stage.copy(), port: await freePort() })
  try {
    const [random, history, first] = [new Random(seed), new History(), await snapshot(server.database)]
    const wrong = []
    const phones = stage.cast(server)
    await server.start()
    for (; result.tried < rounds && !over() && wrong.length === 0; result.tried += 1) {
      const load = start({ phones, stage, history, seed: seed + result.tried, pause: () => sleep(50) })
      await sleep(random.below(500))
      await own.crash()
      await sleep(random.below(200))
      const stopped = load.stop()
      await own.start()
      await stopped
      wrong.push(...(await examine(history, server)).wrong)
      await history.settle(turns)
      if (server.child.exitCode !== null) wrong.push('the server did not outlive its database')
    }
    const end = await examine(history, server)
    wrong.push(...end.wrong, ...linearizable(history, first, end.state))
    result.ops = history.ops.size
    if (wrong.length > 0) result.failures.push({ seed, wrong })
  } finally {
    await server.stop()
    await own.remove()
    await stage.remove()
  }
  return result
}
