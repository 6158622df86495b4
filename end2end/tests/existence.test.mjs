// Whether something of somebody else is there cannot be told by how long a no takes (P3). The same is asked for two thousand times
// and more: what is there and is not mine, and what is not there, in turns, one after the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiPhone, futureDates, postgres, publicRows, sleep, startServer, uuid7 } from '../support.mjs'

const [ME, STRANGER] = ['R0158', 'R0037']
/** Of each kind of thing. */
const PAIRS = 700
const TOLERANCE_MS = 5

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]

/** How much longer the one takes than the other, in the middle of so many pairs. */
async function apart(pairs, hidden, absent) {
  const times = { hidden: [], absent: [] }
  const timed = async (kind, ask) => {
    const began = performance.now()
    await ask()
    times[kind].push(performance.now() - began)
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    // Whoever comes first finds things cold: each comes first as often.
    const turns = [() => timed('hidden', hidden), () => timed('absent', absent)]
    if (pair % 2) turns.reverse()
    for (const turn of turns) await turn()
  }
  return Math.abs(median(times.hidden) - median(times.absent))
}

/** What a stranger has, as commands about it. */
async function things(server) {
  const stranger = await apiPhone(server.origin, await server.card(STRANGER))
  const done = async (command) => assert.ok((await stranger.do(command)).applied, JSON.stringify(command))
  const [signup, report, order] = [uuid7(), uuid7(), uuid7()]
  const [date] = await futureDates(server.origin)
  await done({ sign_up: { signup, occurrence: date.id, party: [stranger.id] } })
  await done({ file_report: { report, draft: { need: null, words: '路灯不亮', building: null, photos: [], shown: false } } })
  const servings = await publicRows(server.origin, 'serving')
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  // Not tomorrow's: in the evening that is closed.
  const day = [...new Set(servings.map((one) => one.day))].filter((one) => one > today).sort()[1]
  const portions = [{ serving: servings.find((one) => one.day === day).id, count: 1 }]
  await done({ place_order: { order, day, eater: stranger.id, portions } })
  return [
    ['a sign-up', signup, (id) => ({ cancel_signup: { signup: id } })],
    ['a report', report, (id) => ({ withdraw_report: { report: id } })],
    ['an order', order, (id) => ({ cancel_order: { order: id } })],
  ]
}

async function measured(kind) {
  const server = await startServer(kind)
  try {
    const all = await things(server)
    const me = await apiPhone(server.origin, await server.card(ME))
    for (const [what, id, command] of all) {
      const ask = async (one) => {
        assert.deepEqual(await me.do(command(one)), { refused: { refusal: 'not_found' } })
      }
      const ms = await apart(PAIRS, () => ask(id), () => ask(uuid7()))
      assert.ok(ms < TOLERANCE_MS, `${what} that is there answers ${ms.toFixed(2)} ms apart from one that is not`)
    }
  } finally {
    await server.stop()
  }
}

test('a no takes as long for what is there as for what is not, on SQLite', { timeout: 300_000 }, () => measured('sqlite'))

const skip = postgres ? false : 'XISHAN_TEST_POSTGRES is not set: run it with .ci/with-postgres'
test('and on PostgreSQL', { timeout: 300_000, skip }, () => measured('postgres'))

test('a difference would be seen', { timeout: 60_000 }, async () => {
  const ms = await apart(20, () => sleep(2 * TOLERANCE_MS + 2), () => sleep(1))
  assert.ok(ms >= TOLERANCE_MS, `${ms}`)
})
