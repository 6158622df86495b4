// HIST: long histories of neighbours who lose one answer in ten, over servers that are stopped and started, checked against the
// reference: one order of all commands must explain every answer and the last state of the tables.
import { compare, History } from './history.mjs'
import { broken } from './invariants.mjs'
import { CAPACITIES, scarce, start } from './load.mjs'
import { linearizable } from './model.mjs'
import { newSeed } from './random.mjs'
import { snapshot } from './read.mjs'
import { freePort, inTurns, Server, template } from './stage.mjs'

const PHONES = 64
/** What the phones do before the server starts anew, and before the database does. */
const [LIFE, LONGEST] = [2_500, 10_000]
/** How many requests a phone gives up in mid-air; about half of them have been answered by then. */
const LOSING = 0.25

async function life({ stage, server, history, phones, seed, most }) {
  await server.start()
  const before = new Set(history.ops.keys())
  await start({ phones, stage, history, seed, losing: LOSING, most }).workers
  await history.settle((ops, job) => inTurns(ops, 16, job), [...history.ops.values()].filter((op) => !before.has(op.id)))
  await server.stop()
}

/** So many operations, on SQLite or, with its address, on PostgreSQL. `lost` is the share of answers nobody heard, in a hundred. */
export async function hist({ operations = 10_000, binary, env, postgres, over = () => false, seed = newSeed() }) {
  const stage = await template({ binary, postgres, phones: PHONES, capacities: [...CAPACITIES, ...CAPACITIES, 20, 30] })
  stage.scarce = scarce(stage.servings)
  const result = { harness: 'HIST', what: `linearizable, ${stage.kind}`, unit: 'operations', tried: 0, ops: 0, lost: 0, failures: [] }
  try {
    for (let round = 0; result.tried < operations && !over(); round += 1) {
      const server = new Server({ binary, env, database: await stage.copy(), port: await freePort() })
      const [first, history, phones] = [await snapshot(server.database), new History(), stage.cast(server)]
      const goal = Math.min(LONGEST, operations - result.tried)
      for (let at = 0; history.ops.size < goal && !over(); at += 1) {
        const most = Math.min(LIFE, goal - history.ops.size)
        await life({ stage, server, history, phones, seed: seed + 31 * round + at, most })
      }
      const end = await snapshot(server.database)
      const wrong = [...broken(end), ...compare(history, end), ...linearizable(history, first, end)]
      result.tried += history.ops.size
      result.ops += history.clock
      result.lost = history.lost()
      if (wrong.length > 0) {
        result.failures.push({ seed: seed + round, wrong })
        await history.save(`hist-${seed + round}`)
      }
    }
  } finally {
    await stage.remove()
  }
  return result
}
