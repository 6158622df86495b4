// Four doors without a network: each leader's phone has noted who came and who went, and all of them are back at the same moment. How
// long until the server has decided everything, and until each door knows what the others saw.
import { Phone } from '../prove/phones.mjs'
import { uuid7 } from '../support.mjs'
import { crowded } from './crowd.mjs'
import { count, goal, heading, median, ms, row } from './figures.mjs'
import { Line, request } from './line.mjs'
import { CHECK_INS, DOOR_RUNS, DOORS } from './scale.mjs'

/** So many commands a phone brings in one push. */
const PUSH_MAX = 50

const commandsOf = (facts) => Array.from({ length: Math.ceil(facts.length / PUSH_MAX) }, (_, at) =>
  facts.slice(at * PUSH_MAX, (at + 1) * PUSH_MAX))

/** What has been seen at the doors, everybody coming before anybody goes, each fact at one of them. */
function noted(phones, occurrence, people) {
  const facts = phones.map(() => [])
  for (let at = 0; at < CHECK_INS; at += 1) {
    const half = at < CHECK_INS / 2
    const resident = people[at % people.length].actor
    const seen = { of: { occurrence }, resident, name: '', mark: half ? 'in' : 'out', at: Date.now() - (half ? 120_000 : 60_000) }
    const phone = phones[at % phones.length]
    facts[at % phones.length].push(phone.envelope({ note_presence: { presence: uuid7(), seen } }))
  }
  return facts
}

/** What a door is going to send, made beforehand, and how it asks for what is new since it lost the network. */
async function ready(phone, facts) {
  const { actor: acting, cookie } = phone
  const { epoch, revision, scopes } = (await phone.pull('mine')).body
  const pushes = commandsOf(facts).map((commands) => request('POST', '/api/push', { acting, cookie, body: { commands } }))
  const pull = request('POST', '/api/pull', {
    acting, cookie, accept: 'identity', body: { part: 'mine', epoch, since: revision, scopes },
  })
  return { pushes, pull }
}

/** Everybody is back: answers when all was decided, and when the last door had all of it. */
async function back(port, doors, occurrence) {
  const lines = await Promise.all(doors.map(() => Line.open(port)))
  const begun = performance.now()
  await Promise.all(doors.map(async ({ pushes }, at) => {
    for (const bytes of pushes) {
      const { status, body } = await lines[at].ask(bytes)
      if (status !== 200 || body.includes('{"refused"')) throw new Error(`not decided: ${status} ${body.subarray(0, 200)}`)
    }
  }))
  const decided = performance.now() - begun
  const answers = await Promise.all(doors.map(({ pull }, at) => lines[at].ask(pull)))
  const settled = performance.now() - begun
  lines.forEach((line) => line.close())
  const here = ({ row: one }) => one?.presence?.of.occurrence === occurrence
  for (const { status, body } of answers) {
    const known = status === 200 ? JSON.parse(body).rows.filter(here).length : 0
    if (known !== CHECK_INS) throw new Error(`a door knows ${known} of ${CHECK_INS}: ${status}`)
  }
  return { decided, settled }
}

export async function doors(town) {
  const server = await town.serve()
  try {
    // They begin within the next hours: the doors are open.
    const { dates, people } = await crowded(town, server, DOOR_RUNS, 1)
    const phones = []
    for (let at = 0; at < DOORS; at += 1) phones.push(await Phone.signIn(server.origin, await server.card('R0005')))
    const all = []
    for (const occurrence of dates) {
      const facts = noted(phones, occurrence, people)
      const waiting = await Promise.all(phones.map((phone, at) => ready(phone, facts[at])))
      all.push(await back(town.port, waiting, occurrence))
    }
    heading(`${count(CHECK_INS)} check-ins of ${DOORS} phones that had no network, ${count(people.length)} people, ${DOOR_RUNS} times`)
    row('from the network being back', 'median', 'slowest')
    for (const [part, name] of [['decided', 'until all are decided'], ['settled', 'until every door knows all of them']]) {
      const times = all.map((one) => one[part])
      row(name, ms(median(times)), ms(Math.max(...times)))
    }
    goal('2 s')
  } finally {
    await server.stop()
  }
}
