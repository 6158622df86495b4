// Everybody's phone lies on the table: thousands of open lines on one server, which say nothing until something changes.
import net from 'node:net'
import { publicRows } from '../prove/phones.mjs'
import { inTurns } from '../prove/stage.mjs'
import { sleep, uuid7 } from '../support.mjs'
import { pushed, signUp } from './commands.mjs'
import { bytes, columns, count, goal, heading, median, memory, ms, processor, row, spread } from './figures.mjs'
import { Line, request } from './line.mjs'
import { fitting, IDLE_SECONDS, RESIDENTS } from './scale.mjs'

const CHANGES = 6
/** Connections that the phones share when they pull: their own would only cost the benchmark files. */
const PULLING = 64

/** An open line of a phone. `heard` is called with every revision that it says. */
function listen(port, phone, heard) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(`GET /api/live HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\ncookie: ${phone.cookie}\r\n\r\n`)
    })
    let open = false
    socket.on('error', reject)
    socket.on('data', (data) => {
      const text = data.latin1Slice()
      if (!open) {
        open = true
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.split('\r\n')[0]))
        resolve(socket)
      }
      for (const [, revision] of text.matchAll(/^data: ?(\d+)/gm)) heard(Number(revision))
    })
  })
}

/** Pulls what is new since a revision, both parts, for everybody; answers how long it took until the last one had it. */
async function pullAll(town, phones, { epoch, since }) {
  const lines = await Promise.all(Array.from({ length: PULLING }, () => Line.open(town.port)))
  const asked = phones.flatMap(({ actor: acting, cookie }) => ['public', 'mine'].map((part) => {
    const scopes = part === 'mine' ? [`person/${acting}`] : []
    return request('POST', '/api/pull', { acting, cookie, body: { part, epoch, since, scopes } })
  }))
  const begun = performance.now()
  let refused = 0
  const queue = asked.values()
  await Promise.all(lines.map(async (line) => {
    for (const bytes of queue) if ((await line.ask(bytes)).status !== 200) refused += 1
    line.close()
  }))
  if (refused) throw new Error(`${refused} pulls were refused`)
  return performance.now() - begun
}

/** Somebody does something; how long until each of the others hears of it, from the moment the command is sent. */
async function change(town, bytes, listeners) {
  const line = await Line.open(town.port)
  const begun = performance.now()
  const { status, body } = await line.ask(bytes)
  const answered = performance.now() - begun
  line.close()
  const revision = status === 200 && JSON.parse(body).answers[0].outcome.applied?.revision
  if (!revision) throw new Error(`${status} ${body}`)
  const missing = () => listeners.filter((one) => one.revision < revision).length
  for (let tries = 0; tries < 3000 && missing() > 0; tries += 1) await sleep(10)
  const times = listeners.filter((one) => one.revision >= revision).map((one) => one.at - begun)
  return { answered, times, missing: missing(), revision }
}

async function changes(town, phones, listeners) {
  const [writer] = town.phones.slice(-1)
  const { epoch } = (await writer.pull('public')).body
  const all = []
  const pulls = []
  let signup
  for (let turn = 0; turn < CHANGES; turn += 1) {
    if (turn % 2 === 0) signup = uuid7()
    const bytes = turn % 2 ? pushed(writer, { cancel_signup: { signup } }) : signUp(writer, town.wide[0], signup)
    const one = await change(town, bytes, listeners)
    all.push(one)
    pulls.push(await pullAll(town, phones, { epoch, since: one.revision - 1 }))
    await sleep(500)
  }
  row('', 'p50', 'p99', 'last', 'missing')
  row(`a change reaches them, ${all.length} times`, ...columns(spread(all.flatMap((one) => one.times))), all.reduce((sum, one) => sum + one.missing, 0))
  row('  of which the command itself, median', ms(median(all.map((one) => one.answered))))
  row('all pull what changed: until the last has it', ms(median(pulls)), `${count((2 * phones.length * 1000) / median(pulls))}/s`)
}

export async function live(town) {
  const server = await town.serve()
  const sockets = []
  try {
    const phones = town.phones.slice(0, fitting(town.phones.length))
    await publicRows(server.origin, 'community')
    await (await fetch(server.origin)).text()
    await sleep(1000)
    const before = await memory(server.child.pid)
    const listeners = phones.map(() => ({ revision: 0, at: 0 }))
    const opening = performance.now()
    await inTurns(phones, 100, async (phone, at) => {
      sockets.push(await listen(town.port, phone, (revision) => Object.assign(listeners[at], { revision, at: performance.now() })))
    })
    const opened = performance.now() - opening
    const [used, since] = [await processor(server.child.pid), performance.now()]
    await sleep(IDLE_SECONDS * 1000)
    const busy = ((await processor(server.child.pid) - used) * 100_000) / (performance.now() - since)
    const after = await memory(server.child.pid)
    heading(`${count(phones.length)} phones with an open line, ${count(RESIDENTS)} residents`)
    row('until all are open', ms(opened))
    row('memory before', before.text)
    row(`memory after ${IDLE_SECONDS} s, and at most`, after.text, after.most)
    row('  of which a phone', bytes(Math.round(((after.now - before.now) * 1024) / phones.length)))
    row('a processor is busy with them to', `${busy.toFixed(1)} %`)
    await changes(town, phones, listeners)
    const end = await memory(server.child.pid)
    row('memory after the changes, and at most', end.text, end.most)
    goal('150 MB')
  } finally {
    sockets.forEach((socket) => socket.on('error', () => {}).destroy())
    await server.stop()
  }
}
