// What people do, with full durability: sign-ups and cancellations of a thousand people, each on her own phone, a few dozen at the same
// time, beside a bare loop of grouped commits. And a rush: three hundred people at once on a hundred places.
import { uuid7 } from '../support.mjs'
import { publicRows } from '../prove/phones.mjs'
import { inTurns } from '../prove/stage.mjs'
import { bareCommits } from './bare.mjs'
import { columns, count, goal, heading, median, memory, ms, row, spread } from './figures.mjs'
import { Line, request } from './line.mjs'
import { COMMAND_SECONDS, RUSHES, SENDERS, SLICES } from './scale.mjs'
import { wrkEach } from './wrk.mjs'

const PEOPLE = 1_000
/** More than anybody gets done in a second: so much is made beforehand. */
const PLENTY = 8_000
const CROWD = 300
const PLACES = 100

/** A command as a phone sends it, ready to be written. */
export function pushed(phone, command) {
  const { actor: acting, cookie } = phone
  return request('POST', '/api/push', { acting, cookie, body: { commands: [phone.envelope(command)] } })
}

export const signUp = (phone, occurrence, signup = uuid7()) => pushed(phone, { sign_up: { signup, occurrence, party: [phone.actor] } })

/** What everybody is going to do, in rounds: each finds a place, and in the next round gives it back. Between two things that one
 *  person does come those of all the others, so that the first is done before the second is asked for. */
function* plans(phones, dates) {
  for (let pair = 0; ; pair += 1) {
    const signups = phones.map(() => uuid7())
    for (const [at, phone] of phones.entries()) yield signUp(phone, dates[(at + pair) % dates.length], signups[at])
    for (const [at, phone] of phones.entries()) yield pushed(phone, { cancel_signup: { signup: signups[at] } })
  }
}

/** The next requests, as many as can be needed, for so many seconds. Those that were not asked for are the first of the next time. */
async function slice(town, plan, kept, seconds) {
  while (kept.length < PLENTY * seconds) kept.push(plan.next().value)
  const before = await revisionOf(town)
  const options = { connections: SENDERS, seconds, place: town.place }
  const { answered, seconds: took, errors, ...times } = await wrkEach(town.port, kept, options)
  kept.splice(0, answered)
  // Everything that was applied has a revision of its own, and nothing else has.
  const applied = (await revisionOf(town)) - before
  return { perSecond: applied / took, times, others: Math.max(0, answered - applied) + errors }
}

async function revisionOf(town) {
  const { body } = await town.phones[0].pull('public')
  return body.revision
}

async function speed(town, server) {
  const [plan, kept] = [plans(town.phones.slice(0, PEOPLE), town.wide), []]
  await slice(town, plan, kept, 1)
  const [ours, theirs] = [[], []]
  for (let turn = 0; turn < SLICES; turn += 1) {
    ours.push(await slice(town, plan, kept, COMMAND_SECONDS))
    theirs.push(await bareCommits(town.bareDatabase, COMMAND_SECONDS))
  }
  const perSecond = median(ours.map((one) => one.perSecond))
  const [middle, bare] = [ours.find((one) => one.perSecond === perSecond), median(theirs)]
  const others = ours.reduce((sum, one) => sum + one.others, 0)
  heading(`Commands with full durability: wrk, ${SENDERS} connections, median of ${SLICES} slices of ${COMMAND_SECONDS} s`)
  row('', 'a second', 'bare rows', 'ratio', 'p50', 'p99', 'max', 'not applied')
  row('sign-ups and cancellations', count(perSecond), count(bare), (perSecond / bare).toFixed(3), ...columns(middle.times), others)
  goal('2,000 a second on SQLite, and 0.1 of the bare rows (32 in a commit)')
  const { text, most } = await memory(server.child.pid)
  row('memory afterwards, and at most', text, most)
}

/** Everybody wants the same date; every line is open and every request made before the door opens. */
async function rush(town, date, crowd) {
  const wishes = await Promise.all(crowd.map(async (phone) => ({ line: await Line.open(town.port), bytes: signUp(phone, date) })))
  const begun = performance.now()
  const answers = await Promise.all(wishes.map(async ({ line, bytes }) => {
    const { status, body } = await line.ask(bytes)
    return { applied: status === 200 && body.includes('{"applied"'), at: performance.now() - begun }
  }))
  wishes.forEach(({ line }) => line.close())
  const states = await inTurns(crowd, 16, async (phone) => (await phone.mine('signup')).find((one) => one.occurrence === date)?.state)
  const [row] = (await publicRows(`http://127.0.0.1:${town.port}`, 'occurrence')).filter((one) => one.id === date)
  return {
    took: Math.max(...answers.map((answer) => answer.at)),
    times: answers.map((answer) => answer.at),
    lost: answers.filter((answer) => !answer.applied).length,
    confirmed: states.filter((state) => state === 'confirmed').length,
    waiting: states.filter((state) => state?.waiting).length,
    said: row.confirmed,
  }
}

async function rushes(town) {
  heading(`${CROWD} people at once on ${PLACES} places, ${RUSHES} times`)
  const crowd = town.phones.slice(-CROWD)
  const all = []
  for (const date of town.narrow) all.push(await rush(town, date, crowd))
  row('', 'median', 'slowest')
  row('until all are answered', ms(median(all.map((one) => one.took))), ms(Math.max(...all.map((one) => one.took))))
  row('', 'p50', 'p99', 'max')
  row('an answer', ...columns(spread(all.flatMap((one) => one.times))))
  const exact = all.every((one) => one.lost === 0 && one.confirmed === PLACES && one.waiting === CROWD - PLACES && one.said === PLACES)
  const told = all.map(({ confirmed, waiting, said, lost }) => `${confirmed}/${waiting}/${said}/${lost}`).join(' ')
  row(`${PLACES} confirmed and ${CROWD - PLACES} waiting, each time`, exact ? 'yes' : 'NO')
  if (!exact) console.log(`    confirmed/waiting/confirmed by the public row/unanswered: ${told}`)
  goal('0.3 s')
}

export async function commands(town) {
  const server = await town.serve()
  try {
    await speed(town, server)
    await rushes(town)
  } finally {
    await server.stop()
  }
}
