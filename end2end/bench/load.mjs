// Pages and pulls: how many a second when everybody asks as fast as they are answered, beside a bare server that sends as many bytes,
// and how long an answer takes when they come at half that rate.
import { uuid7 } from '../support.mjs'
import { arrivals } from './arrivals.mjs'
import { bareServer } from './bare.mjs'
import { cannon } from './cannon.mjs'
import { bytes, columns, count, goal, heading, median, memory, row, spread } from './figures.mjs'
import { Line, request } from './line.mjs'
import { CONNECTIONS, OPEN_SECONDS, SLICE_SECONDS, SLICES } from './scale.mjs'
import { wrk } from './wrk.mjs'

/** What is asked, over and over. The phone knows the epoch and the revision, as phones do. */
async function questions(town) {
  const [phone] = town.phones
  const signup = uuid7()
  await phone.push(phone.envelope({ sign_up: { signup, occurrence: town.wide[0], party: [phone.actor] } }))
  const { outcome } = (await phone.push(phone.envelope({ cancel_signup: { signup } }))).answer
  const { epoch, revision } = (await phone.pull('public')).body
  const { scopes } = (await phone.pull('mine')).body
  if (outcome.applied?.revision !== revision) throw new Error(`somebody else wrote: ${JSON.stringify(outcome)}, ${revision}`)
  const who = { acting: phone.actor, cookie: phone.cookie }
  const pull = (what, as, part, since) => {
    const body = { part, epoch, since, scopes: part === 'mine' ? scopes : [] }
    return { what, method: 'POST', address: '/api/pull', who: as, body }
  }
  return [
    { what: 'GET /', method: 'GET', address: '/', who: {} },
    pull('pull, nothing new, not signed in', {}, 'public', revision),
    pull('pull, nothing new, signed in', who, 'public', revision),
    pull('own rows, nothing new', who, 'mine', revision),
    pull('pull, one row changed, signed in', who, 'public', revision - 1),
  ]
}

async function sizeOf(port, question) {
  const line = await Line.open(port)
  const { status, body } = await line.ask(request(question.method, question.address, { ...question.who, body: question.body }))
  line.close()
  if (status !== 200) throw new Error(`${question.what}: ${status}`)
  return body.length
}

/** Measured in turns with the bare server. */
async function closed(port, bare, question) {
  const size = await sizeOf(port, question)
  const other = { ...question, address: `/${size}`, who: question.who }
  const [ours, theirs] = [[], []]
  await wrk(port, question, 1)
  for (let slice = 0; slice < SLICES; slice += 1) {
    ours.push(await wrk(port, question, SLICE_SECONDS))
    theirs.push((await wrk(bare.port, other, SLICE_SECONDS)).perSecond)
  }
  const errors = ours.reduce((sum, slice) => sum + slice.errors, 0)
  const perSecond = median(ours.map((slice) => slice.perSecond))
  const middle = ours.find((slice) => slice.perSecond === perSecond)
  return { size, perSecond, bare: median(theirs), middle, errors }
}

export async function load(town) {
  const [server, bare] = [await town.serve(), await bareServer()]
  try {
    const asked = await questions(town)
    heading(`Closed loop: wrk, ${CONNECTIONS} connections, median of ${SLICES} slices of ${SLICE_SECONDS} s`)
    row('', 'body', 'a second', 'bare axum', 'ratio', 'p50', 'p99', 'max', 'errors')
    for (const question of asked) {
      const { size, perSecond, bare: theirs, middle, errors } = await closed(town.port, bare, question)
      const ratio = (perSecond / theirs).toFixed(2)
      row(question.what, bytes(size), count(perSecond), count(theirs), ratio, ...columns(middle), errors)
      question.rate = Math.max(CONNECTIONS, Math.floor(perSecond / 2))
    }
    goal('0.5 of bare axum for the page and for a pull with nothing new')
    const { text, most } = await memory(server.child.pid)
    row('memory afterwards, and at most', text, most)

    heading(`Open loop: half of that rate, ${CONNECTIONS} connections, ${OPEN_SECONDS} s`)
    row('', 'a second', 'p50', 'p99', 'max', 'errors')
    for (const question of asked) {
      const made = request(question.method, question.address, { ...question.who, body: question.body })
      const even = await arrivals(town.port, made, question.rate, OPEN_SECONDS)
      row(`${question.what}: evenly`, count(even.perSecond), ...columns(spread(even.times)), even.errors)
      const bursts = await cannon(town.port, question, question.rate, OPEN_SECONDS)
      row('  once a second (autocannon)', count(question.rate), ...columns(bursts), bursts.errors)
    }
  } finally {
    bare.stop()
    await server.stop()
  }
}
