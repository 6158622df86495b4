// The morning after an outage: within a minute every phone is back, sends what waited, and asks for what it missed. Some belong to the same
// account: there are more phones here than people who are signed in.
import { Random } from '../prove/random.mjs'
import { sleep, uuid7 } from '../support.mjs'
import { pushed, signUp } from './commands.mjs'
import { columns, count, heading, memory, row, spread } from './figures.mjs'
import { Line, request } from './line.mjs'
import { fitting, OUTAGE_PHONES, OUTAGE_SECONDS } from './scale.mjs'

/** Everything that a phone is going to ask, made beforehand. The second phone of an account gives back what the first one took. */
function visits(town, total, { epoch, revision }) {
  const taken = new Map()
  return Array.from({ length: total }, (_, at) => {
    const phone = town.phones[at % town.phones.length]
    const { actor: acting, cookie } = phone
    const pull = (part, scopes) => request('POST', '/api/pull', { acting, cookie, body: { part, epoch, since: revision, scopes } })
    const before = taken.get(phone)
    const signup = before ?? uuid7()
    taken.set(phone, before ? undefined : signup)
    const push = before ? pushed(phone, { cancel_signup: { signup } }) : signUp(phone, town.wide[at % town.wide.length], signup)
    return [['push', push], ['public', pull('public', [])], ['mine', pull('mine', [`person/${acting}`])]]
  })
}

/** One phone: a connection of its own, three questions one after the other. */
async function visit(port, due, steps, seen) {
  let line
  try {
    line = await Line.open(port)
    for (const [kind, bytes] of steps) {
      const asked = performance.now()
      const { status, body } = await line.ask(bytes)
      const good = status === 200 && (kind !== 'push' || body.includes('{"applied"'))
      if (good) seen[kind].push(performance.now() - asked)
      else seen.errors.push(`${kind}: ${status} ${body.subarray(0, 200)}`)
    }
    seen.whole.push(performance.now() - due)
  } catch (error) {
    seen.errors.push(error.message)
  }
  return line
}

/** Within the time, at moments that a seed draws; accounts with two phones come twice, in order. */
async function all(port, everybody, seconds) {
  const random = new Random(7)
  const moments = everybody.map(() => random.next() * seconds * 1000).sort((a, b) => a - b)
  const seen = { push: [], public: [], mine: [], whole: [], errors: [] }
  const begun = performance.now()
  const visiting = []
  for (const [at, steps] of everybody.entries()) {
    const due = begun + moments[at]
    while (performance.now() < due) await sleep(Math.max(1, due - performance.now()))
    visiting.push(visit(port, due, steps, seen))
  }
  const lines = await Promise.all(visiting)
  return { ...seen, lines, took: (performance.now() - begun) / 1000 }
}

export async function outage(town) {
  const total = fitting(OUTAGE_PHONES)
  let server = await town.serve()
  try {
    const known = (await town.phones[0].pull('public')).body
    const everybody = visits(town, total, known)
    await server.kill()
    server = await town.serve()
    const { lines, took, ...seen } = await all(town.port, everybody, OUTAGE_SECONDS)
    const { text, most } = await memory(server.child.pid)
    lines.forEach((line) => line?.close())
    heading(`${count(total)} phones come back within ${OUTAGE_SECONDS} s after an outage, each on a connection that stays`)
    row('', 'answers', 'p50', 'p99', 'max')
    const names = { push: 'a command', public: 'what is new for everyone', mine: 'what is new for oneself', whole: 'all three, from the moment of coming' }
    for (const [kind, name] of Object.entries(names)) row(name, count(seen[kind].length), ...columns(spread(seen[kind])))
    row('errors', seen.errors.length)
    if (seen.errors.length) console.log(`    such as ${seen.errors[0]}`)
    row('until the last was answered', `${took.toFixed(1)} s`)
    row('memory with all connections, and at most', text, most)
  } finally {
    await server.stop()
  }
}
