// What people do, with full durability: sign-ups and cancellations of a thousand people, each on her own phone, a few dozen at the same
// time, beside a bare loop of grouped commits. And a rush: three hundred people at once on a hundred places.
import { uuid7 } from '../support.mjs'
import { publicRows } from '../prove/phones.mjs'
import { inTurns } from '../prove/stage.mjs'
import { bareCommits } from './bare.mjs'
import { columns, count, goal, heading, median, memory, ms, row, spread } from './figures.mjs'
import { Line, request } from './line.mjs'
import { COMMAND_SECONDS, RUSHES, SENDERS, SLICES } from './scale.mjs'

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

/** What everybody is going to do: each finds a place, and gives it back. */
function plans(phones, dates, seconds) {
  const pairs = Math.ceil((PLENTY * seconds) / phones.length / 2)
  return phones.map((phone, at) => {
    const steps = []
    for (let pair = 0; pair < pairs; pair += 1) {
      const signup = uuid7()
      steps.push(signUp(phone, dates[(at + pair) % dates.length], signup), pushed(phone, { cancel_signup: { signup } }))
    }
    return { steps, next: 0 }
  })
}

/** Some of them at a time, one thing after the other, until the time is over. */
async function send(port, people, seconds) {
  const lines = await Promise.all(Array.from({ length: SENDERS }, () => Line.open(port)))
  const [times, others] = [[], []]
  const begun = performance.now()
  const until = begun + seconds * 1000
  await Promise.all(lines.map(async (line, at) => {
    for (let turn = at; performance.now() < until; turn = (turn + SENDERS) % people.length) {
      const person = people[turn]
      // Four pairs, and the connection is the next phone's. Nobody keeps a place.
      for (let step = 0; step < 8 && (step % 2 || performance.now() < until); step += 1) {
        if (person.next === person.steps.length) throw new Error('too few commands were made beforehand')
        const asked = performance.now()
        const { status, body } = await line.ask(person.steps[person.next])
        person.next += 1
        if (status === 200 && body.includes('{"applied"')) times.push(performance.now() - asked)
        else others.push(`${status} ${body}`)
      }
    }
    line.close()
  }))
  return { perSecond: (times.length * 1000) / (performance.now() - begun), times, others }
}

async function speed(town, server) {
  const people = plans(town.phones.slice(0, PEOPLE), town.wide, 1 + SLICES * COMMAND_SECONDS)
  await send(town.port, people, 1)
  const [ours, theirs] = [[], []]
  for (let slice = 0; slice < SLICES; slice += 1) {
    ours.push(await send(town.port, people, COMMAND_SECONDS))
    theirs.push(await bareCommits(town.bareDatabase, COMMAND_SECONDS))
  }
  const perSecond = median(ours.map((slice) => slice.perSecond))
  const [middle, bare] = [ours.find((slice) => slice.perSecond === perSecond), median(theirs)]
  const others = ours.flatMap((slice) => slice.others)
  heading(`Commands with full durability: ${SENDERS} phones at a time, median of ${SLICES} slices of ${COMMAND_SECONDS} s`)
  row('', 'a second', 'bare rows', 'ratio', 'p50', 'p99', 'max', 'refused')
  row('sign-ups and cancellations', count(perSecond), count(bare), (perSecond / bare).toFixed(3), ...columns(spread(middle.times)), others.length)
  if (others.length) console.log(`    such as ${others[0]}`)
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
