// What must hold of any committed state (C1, C2, C3, C6, M5), said by itself: nothing here knows how the server does it.
import { groups } from './read.mjs'

const sum = (list, of) => list.reduce((total, item) => total + of(item), 0)

const twice = (list) => list.filter((item, at) => list.indexOf(item) !== at)

function ofDates(state, wrong) {
  const signups = groups(state.signups, (row) => row.date)
  for (const date of state.dates) {
    const own = signups.get(date.id) ?? []
    const seated = own.filter((row) => row.state === 'confirmed')
    const offered = own.filter((row) => row.state === 'offered')
    const line = own.filter((row) => row.state === 'waiting').sort((a, b) => a.ticket - b.ticket)
    const [places, held, waits] = [seated, offered, line].map((rows) => sum(rows, (row) => row.party.length))
    const say = (text) => wrong.push(`date ${date.id}: ${text}`)
    if (date.confirmed !== places) say(`says ${date.confirmed} confirmed, ${places} people are (C1)`)
    if ((date.held ?? 0) !== held) say(`says ${date.held} are held, ${held} are offered (C1)`)
    if (places + held > date.capacity) say(`${places} people have and ${held} may have one of ${date.capacity} places (C1)`)
    if (date.waiting !== waits) say(`says ${date.waiting} wait, ${waits} do (C3)`)
    if (line.some((row, at) => row.position !== at + 1)) say(`positions ${line.map((row) => row.position)} (C3)`)
    if (line.length > 0 && date.capacity - places - held >= line[0].party.length) say('the head of the line fits and waits (C2)')
    if (twice([...offered, ...line].map((row) => row.ticket)).length > 0) say('a ticket twice (C3)')
    if (offered.some((row) => row.ticket > line[0]?.ticket)) say('an offer passed the head of the line (C3)')
    const people = [...seated, ...offered, ...line].flatMap((row) => row.party)
    if (new Set(people).size !== people.length) say('somebody is in it twice (M2)')
    if (own.some((row) => row.party.length === 0)) say('a sign-up of nobody (M5)')
  }
}

function ofOrders(state, wrong) {
  const portions = new Map()
  for (const order of state.orders) {
    if (order.lines.length === 0) wrong.push(`order ${order.id}: nothing in it (M5)`)
    for (const line of order.lines) {
      const known = portions.get(line.serving) ?? { booked: 0, handed_out: 0, cancelled: 0 }
      known[order.state] += line.portions
      portions.set(line.serving, known)
    }
  }
  for (const serving of state.servings) {
    const { booked, handed_out: served } = portions.get(serving.id) ?? { booked: 0, handed_out: 0 }
    const say = (text) => wrong.push(`serving ${serving.id}: ${text} (C6)`)
    if (serving.ordered !== booked) say(`says ${serving.ordered} ordered, ${booked} are`)
    if (serving.served !== served) say(`says ${serving.served} served, ${served} were`)
    if (booked + served > serving.portions) say(`${booked} + ${served} of ${serving.portions} portions`)
  }
  const living = state.orders.filter((row) => row.state !== 'cancelled')
  for (const [meal, orders] of groups(living, (row) => `${row.day} ${row.eater}`)) {
    if (orders.length > 1) wrong.push(`${meal}: ${orders.length} living orders`)
  }
  for (const [number, orders] of groups(state.orders, (row) => `${row.day} number ${row.code}`)) {
    if (orders.length > 1) wrong.push(`${number}: ${orders.length} orders`)
  }
}

/** A balance is what its owner's statement comes to, and never less than nothing. */
function ofMoney(state, wrong) {
  const statements = groups(state.entries ?? [], (row) => row.resident)
  for (const { id, fen } of state.wallets ?? []) {
    const known = sum(statements.get(id) ?? [], (row) => row.balance_fen)
    if (fen !== known || fen < 0) wrong.push(`balance ${id}: says ${fen}, the statement ${known}`)
  }
}

const stateOf = (body) => typeof body.state === 'string' ? body.state : Object.keys(body.state)[0]
const ticketOf = ({ state: { waiting, offered } }) => waiting?.ticket ?? offered?.ticket ?? null

/** What phones are told is what the tables hold. */
function ofFeed(state, wrong) {
  const dates = new Map(state.dates.map((row) => [row.id, row]))
  const servings = new Map(state.servings.map((row) => [row.id, row]))
  const signups = new Map(state.signups.map((row) => [row.id, row]))
  const orders = new Map(state.orders.map((row) => [row.id, row]))
  const told = { signup: new Set(), order: new Set() }
  for (const { scope, noun, id, revision, body: whole } of state.feed) {
    const body = whole?.[noun]
    const say = (text) => wrong.push(`feed ${scope} ${noun} ${id}: ${text} (M5)`)
    if (revision > state.revision) say(`revision ${revision} of ${state.revision}`)
    if (!body) continue
    const row = { occurrence: dates, serving: servings, signup: signups, order: orders }[noun].get(id)
    if (!row) { say('is in no table'); continue }
    const same = {
      occurrence: () => row.confirmed === body.confirmed && row.waiting === body.waiting && row.capacity === body.capacity
        && (row.held ?? 0) === (body.held ?? 0),
      serving: () => row.ordered === body.ordered && row.served === body.served,
      signup: () => row.state === stateOf(body) && (row.ticket ?? null) === ticketOf(body)
        && (row.position ?? null) === (body.state.waiting?.position ?? null),
      order: () => row.state === stateOf(body) && row.code === body.code,
    }[noun]()
    if (!same) say(`${JSON.stringify(body)} but the table has ${JSON.stringify(row)}`)
    if (scope.startsWith('person/')) told[noun]?.add(id)
  }
  state.signups.filter((row) => !told.signup.has(row.id)).forEach((row) => wrong.push(`signup ${row.id}: in nobody's feed (M5)`))
  state.orders.filter((row) => !told.order.has(row.id)).forEach((row) => wrong.push(`order ${row.id}: in nobody's feed (M5)`))
}

/** Everything that does not hold, as sentences. */
export function broken(state) {
  if (state.error) return [`cannot be read: ${state.error}`]
  const wrong = []
  if (state.integrity && state.integrity[0]?.integrity_check !== 'ok') wrong.push(`integrity: ${JSON.stringify(state.integrity)}`)
  if (state.foreign?.length > 0) wrong.push(`foreign keys: ${JSON.stringify(state.foreign)}`)
  const revisions = state.receipts.map((row) => row.outcome.applied?.revision).filter((n) => n !== undefined)
  if (new Set(revisions).size !== revisions.length) wrong.push('two commands at one revision')
  if (revisions.some((revision) => revision > state.revision)) wrong.push('a receipt of a revision to come')
  ofDates(state, wrong)
  ofOrders(state, wrong)
  ofMoney(state, wrong)
  ofFeed(state, wrong)
  return wrong
}
