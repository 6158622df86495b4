// The last ten places. Sixty-four neighbours tap 报名 in the same moment, each on a phone of their own. Exactly ten get a place, the
// others stand in one line without gaps, nobody is told anything that is not so, and three cancellations move the first three up.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { race as raceForAll, RESOURCES } from '../prove/race.mjs'
import { apiPhone, HOUR, postgres, publicRows, startServer, uuid7 } from '../support.mjs'

const PHONES = 64
const PLACES = 10

/** Runs `job` for every item, a few at a time. */
async function inTurns(items, width, job) {
  const results = []
  const queue = items.entries()
  const worker = async () => { for (const [at, item] of queue) results[at] = await job(item) }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

/** A date tomorrow night with exactly ten places, made by its organizer. */
async function tenPlaces(server) {
  const organizer = await apiPhone(server.origin, server.link('组织者'))
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activities = await publicRows(server.origin, 'activity')
  const activity = activities.find((candidate) => led.includes(candidate.organization))
  assert.ok(activity, `the organizer runs an activity: ${JSON.stringify(me.roles)}`)
  const [venue] = await publicRows(server.origin, 'venue')
  const occurrence = uuid7()
  const starts = Date.now() + 26 * HOUR
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: PLACES, note: '' }
  const outcome = await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  return { organizer, occurrence }
}

async function standing(phones, signups) {
  return inTurns(phones, 8, async (phone) => {
    const mine = await phone.mine('signup')
    const ours = mine.filter((row) => signups.has(row.id))
    assert.equal(ours.length, 1, 'one sign-up per phone')
    return { phone, id: ours[0].id, state: ours[0].state }
  })
}

const row = async (server, id) => (await publicRows(server.origin, 'occurrence')).find((o) => o.id === id)
const confirmed = (all) => all.filter(({ state }) => state === 'confirmed')
const waiting = (all) => {
  const line = all.filter(({ state }) => state.waiting)
  return line.sort((a, b) => a.state.waiting.ticket - b.state.waiting.ticket)
}
const positions = (line) => line.map(({ state }) => state.waiting.position)
const counted = (n) => Array.from({ length: n }, (_, at) => at + 1)

async function race(kind) {
  const server = await startServer(kind)
  try {
    const { organizer, occurrence } = await tenPlaces(server)
    const codes = Array.from({ length: PHONES }, (_, at) => `R${String(at + 101).padStart(4, '0')}`)
    const phones = await inTurns(codes, 8, async (code) => apiPhone(server.origin, await server.card(code)))
    assert.equal(new Set(phones.map((phone) => phone.id)).size, PHONES, 'different residents')

    // Everything is made beforehand; the gate opens for all of them in one moment.
    const ready = phones.map((phone) => {
      const signup = uuid7()
      return { phone, signup, envelope: phone.envelope({ sign_up: { signup, occurrence, party: [phone.id] } }) }
    })
    const signups = new Set(ready.map(({ signup }) => signup))
    let open
    const gate = new Promise((resolve) => { open = resolve })
    const runners = ready.map(async ({ phone, envelope }) => { await gate; return phone.push(envelope) })
    open()
    const answers = await Promise.all(runners)
    for (const [answer] of answers) {
      assert.ok(answer.outcome.applied, JSON.stringify(answer))
      assert.equal(answer.already, false)
    }

    const after = await standing(phones, signups)
    assert.equal(confirmed(after).length, PLACES)
    const line = waiting(after)
    assert.deepEqual(positions(line), counted(PHONES - PLACES))
    assert.equal(new Set(line.map(({ state }) => state.waiting.ticket)).size, PHONES - PLACES, 'no ticket twice')
    const date = await row(server, occurrence)
    assert.deepEqual([date.confirmed, date.waiting, date.capacity], [PLACES, PHONES - PLACES, PLACES])

    // The answers and the state tell one story: whoever was decided earlier got the place, or the smaller number.
    const revision = new Map(ready.map(({ signup }, at) => [signup, answers[at][0].outcome.applied.revision]))
    const order = [...after].sort((a, b) => revision.get(a.id) - revision.get(b.id))
    assert.equal(new Set(revision.values()).size, PHONES, 'each decision has a revision of its own')
    assert.ok(order.slice(0, PLACES).every(({ state }) => state === 'confirmed'), 'the first ten decided are in')
    assert.deepEqual(positions(order.slice(PLACES)), counted(PHONES - PLACES), 'the others stand as they were decided')

    // The same envelopes again change nothing.
    const again = await inTurns(ready, 16, ({ phone, envelope }) => phone.push(envelope))
    again.forEach(([answer], at) => {
      assert.equal(answer.already, true)
      assert.deepEqual(answer.outcome, answers[at][0].outcome)
    })

    // Three give their places back at once: the first three of the line move up, the rest by three.
    const leaving = confirmed(after).slice(0, 3)
    const left = await Promise.all(leaving.map(({ phone, id }) => phone.do({ cancel_signup: { signup: id } })))
    left.forEach((outcome) => assert.ok(outcome.applied, JSON.stringify(outcome)))
    const final = await standing(phones, signups)
    const state = new Map(final.map((one) => [one.id, one.state]))
    leaving.forEach(({ id }) => assert.equal(state.get(id), 'cancelled'))
    line.slice(0, 3).forEach(({ id }) => assert.equal(state.get(id), 'confirmed', 'the head of the line moved up'))
    const rest = line.slice(3)
    assert.deepEqual(rest.map(({ id }) => state.get(id).waiting?.position), counted(rest.length))
    assert.deepEqual(rest.map(({ id }) => state.get(id).waiting.ticket), rest.map((one) => one.state.waiting.ticket))
    const end = await row(server, occurrence)
    assert.deepEqual([end.confirmed, end.waiting], [PLACES, PHONES - PLACES - 3])

    // The organizer's list is the same list.
    const seen = (await organizer.mine('signup')).filter((one) => one.occurrence === occurrence)
    const live = seen.filter((one) => state.get(one.id) !== 'cancelled')
    live.forEach((one) => assert.deepEqual(one.state, state.get(one.id)))
    assert.equal(live.filter((one) => one.state === 'confirmed').length, PLACES)
  } finally {
    await server.stop()
  }
}

test('64 phones race for 10 places on SQLite', { timeout: 180_000 }, () => race('sqlite'))

const skip = postgres ? false : 'XISHAN_TEST_POSTGRES is not set: run it with .ci/with-postgres'
test('64 phones race for 10 places on PostgreSQL', { timeout: 180_000, skip }, () => race('postgres'))

/** The last place of a shift, twice: it is free, and then whoever has it looks for a stand-in. */
async function lastPlace(kind) {
  const server = await startServer(kind)
  try {
    const organizer = await apiPhone(server.origin, server.link('组织者'))
    const [me] = await organizer.mine('me')
    const organization = me.roles.map((role) => role.leader).find(Boolean)
    const [venue] = await publicRows(server.origin, 'venue')
    const [shift, starts] = [uuid7(), Date.now() + 12 * HOUR]
    const plan = {
      role: '搬凳子', about: '', starts, ends: starts + HOUR, venue: venue.id, least: 1, most: 1, skills: [], children: false,
    }
    const added = await organizer.do({ add_shift: { shift, organization, occurrence: null, plan } })
    assert.ok(added.applied, JSON.stringify(added))
    const codes = Array.from({ length: PHONES }, (_, at) => `R${String(at + 101).padStart(4, '0')}`)
    const phones = await inTurns(codes, 8, async (code) => apiPhone(server.origin, await server.card(code)))
    const now = async () => (await publicRows(server.origin, 'shift')).find((one) => one.id === shift)

    const everybody = async (racers) => {
      const ready = racers.map((phone) => {
        const duty = uuid7()
        return { phone, duty, envelope: phone.envelope({ take_shift: { duty, shift, resident: phone.id } }) }
      })
      const answers = await Promise.all(ready.map(({ phone, envelope }) => phone.push(envelope)))
      const outcomes = answers.map(([answer]) => answer.outcome)
      for (const outcome of outcomes) assert.ok(outcome.applied || outcome.refused, JSON.stringify(outcome))
      const won = ready.filter((_, at) => outcomes[at].applied)
      assert.equal(won.length, 1, 'one place, one person')
      return won[0]
    }
    const stateOf = async ({ phone, duty }) => (await phone.mine('duty')).find((one) => one.id === duty).state

    const first = await everybody(phones)
    assert.equal(await stateOf(first), 'taken')
    assert.equal((await now()).taken, 1)
    const seeks = await first.phone.do({ seek_replacement: { duty: first.duty, seeking: true } })
    assert.ok(seeks.applied, JSON.stringify(seeks))
    const second = await everybody(phones.filter((phone) => phone !== first.phone))
    assert.deepEqual([await stateOf(first), await stateOf(second)], ['replaced', 'taken'])
    const end = await now()
    assert.deepEqual([end.taken, end.seeking], [1, 0])
    const seen = (await organizer.mine('duty')).filter((one) => one.shift === shift)
    assert.equal(seen.length, 2, 'whoever was refused has no duty')
  } finally {
    await server.stop()
  }
}

test('64 phones race for the last place of a shift on SQLite', { timeout: 180_000 }, () => lastPlace('sqlite'))
test('64 phones race for the last place of a shift on PostgreSQL', { timeout: 180_000, skip }, () => lastPlace('postgres'))

// And everything else that can be raced for: `make prove` does it for longer, and so does RACE_ROUNDS.
const rounds = { rounds: Number(process.env.RACE_ROUNDS ?? 5) }
const patience = 120_000 * Math.max(5, rounds.rounds)
const many = Object.keys(RESOURCES).length * rounds.rounds

test('64 racers, every resource, on SQLite', { timeout: patience }, async () => {
  const { failures, tried } = await raceForAll(rounds)
  assert.deepEqual(failures, [])
  assert.equal(tried, many)
})

test('64 racers on two servers, every resource, on PostgreSQL', { timeout: patience, skip }, async () => {
  const { failures, tried } = await raceForAll({ ...rounds, postgres })
  assert.deepEqual(failures, [])
  assert.equal(tried, many)
})
