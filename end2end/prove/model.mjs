// The reference: what the community's rules come to, in plain maps. Replaying a history through it answers whether the history is
// linearizable: the revisions say in which order the server took the commands; that order must not turn real time around, every
// applied command must be allowed where it stands, every refused one must be refused at some moment while it was asked, and the end
// must be what the tables hold.
import { groups } from './read.mjs'

/** A sign-up in one of these states neither has nor seeks a place. */
const GONE = ['cancelled', 'lapsed', 'called_off']

/** A small copy of the community, from a snapshot. */
export class Model {
  constructor(state) {
    const copy = ({ capacity, confirmed, held = 0, offers = false, last_ticket: last }) => {
      return { capacity, confirmed, held, offers: Boolean(offers), last, line: [], people: new Map() }
    }
    this.dates = new Map(state.dates.map((row) => [row.id, copy(row)]))
    this.servings = new Map(state.servings.map((row) => [row.id, { left: row.portions - row.ordered - row.served }]))
    this.signups = new Map()
    this.orders = new Map()
    this.meals = new Map()
    this.numbers = new Map()
    this.wallets = new Map((state.wallets ?? []).map((row) => [row.id, row.fen]))
    for (const row of state.signups.toSorted((a, b) => a.ticket - b.ticket)) {
      const { id, date, party, state: stands, ticket } = row
      this.#seat({ id, date, party, state: stands, ticket })
    }
    for (const { id, day, eater, state: stands, code: number, lines } of state.orders) {
      const portions = lines.map((line) => ({ serving: line.serving, count: line.portions }))
      this.orders.set(id, { id, day, eater, portions, state: stands, number })
      this.#taken(day).add(number)
      if (stands !== 'cancelled') this.meals.set(`${day} ${eater}`, id)
    }
  }

  /** The numbers of a day that orders have. */
  #taken(day) {
    if (!this.numbers.has(day)) this.numbers.set(day, new Set())
    return this.numbers.get(day)
  }

  #seat(row) {
    const date = this.dates.get(row.date)
    this.signups.set(row.id, row)
    if (row.state === 'waiting') date.line.push(row)
    if (!GONE.includes(row.state)) row.party.forEach((person) => date.people.set(person, row.id))
  }

  #free(date) { return date.capacity - date.confirmed - date.held }

  /** The line moves up as far as there are places: they are given, or offered and held. */
  #advance(date) {
    while (date.line.length > 0 && this.#free(date) >= date.line[0].party.length) {
      const head = date.line.shift()
      if (date.offers) {
        date.held += head.party.length
        head.state = 'offered'
      } else {
        date.confirmed += head.party.length
        Object.assign(head, { state: 'confirmed', ticket: null })
      }
    }
  }

  /** Why the command is refused now, or null. */
  no(command) {
    const [[kind, body]] = Object.entries(command)
    return this[`no_${kind}`](body)
  }

  /** Does an allowed command. */
  yes(command) {
    const [[kind, body]] = Object.entries(command)
    this[kind](body)
  }

  no_sign_up({ signup, occurrence, party }) {
    if (!this.dates.has(occurrence) || this.signups.has(signup)) return 'not_found'
    const { people } = this.dates.get(occurrence)
    return party.some((person) => people.has(person)) ? 'already_signed_up' : null
  }

  sign_up({ signup, occurrence, party }) {
    const date = this.dates.get(occurrence)
    const row = { id: signup, date: occurrence, party: [...new Set(party)], state: 'confirmed', ticket: null }
    if (date.line.length === 0 && this.#free(date) >= row.party.length) {
      date.confirmed += row.party.length
    } else {
      date.last += 1
      Object.assign(row, { state: 'waiting', ticket: date.last })
    }
    this.#seat(row)
  }

  no_cancel_signup({ signup }) {
    const row = this.signups.get(signup)
    if (!row) return 'not_found'
    return GONE.includes(row.state) ? 'already_cancelled' : null
  }

  cancel_signup({ signup }) {
    const row = this.signups.get(signup)
    const date = this.dates.get(row.date)
    this.#leave(row, 'cancelled')
    this.#advance(date)
  }

  /** A sign-up ends, and its places are free. */
  #leave(row, state) {
    const date = this.dates.get(row.date)
    if (row.state === 'confirmed') date.confirmed -= row.party.length
    if (row.state === 'offered') date.held -= row.party.length
    date.line = date.line.filter((other) => other !== row)
    row.party.forEach((person) => date.people.delete(person))
    Object.assign(row, { state, ticket: null })
  }

  no_accept_offer({ signup }) {
    const row = this.signups.get(signup)
    if (!row) return 'not_found'
    if (row.state === 'confirmed') return 'already_said'
    return row.state === 'offered' ? null : 'offer_over'
  }

  accept_offer({ signup }) {
    const row = this.signups.get(signup)
    const date = this.dates.get(row.date)
    date.held -= row.party.length
    date.confirmed += row.party.length
    Object.assign(row, { state: 'confirmed', ticket: null })
  }

  no_run_out() { return null }

  /** What nobody sends: the offers of a date are over. */
  run_out({ occurrence }) {
    const over = [...this.signups.values()].filter((row) => row.date === occurrence && row.state === 'offered')
    over.forEach((row) => this.#leave(row, 'lapsed'))
    this.#advance(this.dates.get(occurrence))
  }

  no_place_order({ order, day, eater, portions }) {
    if (this.orders.has(order)) return 'not_found'
    if (this.meals.has(`${day} ${eater}`)) return 'already_ordered'
    return portions.some(({ serving, count }) => this.servings.get(serving).left < count) ? 'sold_out' : null
  }

  place_order({ order, day, eater, portions }) {
    portions.forEach(({ serving, count }) => { this.servings.get(serving).left -= count })
    const taken = this.#taken(day)
    // The first free one from where its identity says: see `code_from` in app/domain/src/order.rs.
    let number = 1000 + Number(BigInt(`0x${order.replaceAll('-', '').slice(16)}`) % 8800n)
    while (taken.has(number)) number += 1
    taken.add(number)
    this.meals.set(`${day} ${eater}`, order)
    this.orders.set(order, { id: order, day, eater, portions, state: 'booked', number })
  }

  no_cancel_order({ order }) {
    const row = this.orders.get(order)
    if (!row) return 'not_found'
    return row.state === 'cancelled' ? 'already_cancelled' : null
  }

  cancel_order({ order }) {
    const row = this.orders.get(order)
    row.portions.forEach(({ serving, count }) => { this.servings.get(serving).left += count })
    this.meals.delete(`${row.day} ${row.eater}`)
    row.state = 'cancelled'
  }

  no_top_up() { return null }

  top_up({ resident, fen }) { this.wallets.set(resident, (this.wallets.get(resident) ?? 0) + fen) }

  no_pay_back({ resident, fen }) { return (this.wallets.get(resident) ?? 0) < fen ? 'balance_short' : null }

  pay_back({ resident, fen }) { this.wallets.set(resident, this.wallets.get(resident) - fen) }

  /** Where the tables differ from what the replay came to. */
  differs(state) {
    const wrong = []
    const say = (row, text) => wrong.push(`${row.id}: the model says ${text}, the table ${JSON.stringify(row)}`)
    for (const row of state.dates) {
      const date = this.dates.get(row.id)
      const same = date.confirmed === row.confirmed && date.held === (row.held ?? 0) && date.last === row.last_ticket
      if (!same) say(row, `${date.confirmed} confirmed, ${date.held} held, ticket ${date.last}`)
    }
    for (const row of state.servings) {
      const serving = this.servings.get(row.id)
      if (row.portions - row.ordered - row.served !== serving.left) say(row, `${serving.left} left`)
    }
    for (const row of state.signups) {
      const own = this.signups.get(row.id)
      if (own?.state !== row.state || own.ticket !== row.ticket) say(row, JSON.stringify(own))
    }
    for (const row of state.orders) {
      const own = this.orders.get(row.id)
      if (own?.state !== row.state || own.number !== row.code) say(row, JSON.stringify(own))
    }
    for (const row of state.wallets ?? []) {
      if (row.fen !== this.wallets.get(row.id)) say(row, `${this.wallets.get(row.id)} fen`)
    }
    const rows = new Set([...state.signups, ...state.orders].map((row) => row.id))
    for (const id of [...this.signups.keys(), ...this.orders.keys()]) if (!rows.has(id)) wrong.push(`${id}: in no table`)
    return wrong
  }
}

const reason = ({ refusal }) => typeof refusal === 'string' ? refusal : Object.keys(refusal)[0]

/** For each refused op the stretch of positions in the order of revisions at which it may have been decided. */
function windows(applied, refused) {
  const ends = applied.map((op) => op.ended)
  const starts = applied.map((op) => op.invoked)
  return refused.map((op) => {
    // Behind everything that had ended before it was asked, before everything that was asked after its answer.
    const from = ends.findLastIndex((ended) => ended < op.invoked) + 1
    const first = starts.findIndex((invoked) => invoked > op.ended)
    return { op, from, to: first === -1 ? applied.length : first }
  })
}

/** Everything about a history that no order of its commands explains. */
export function linearizable(history, start, end) {
  const wrong = []
  const ops = [...history.ops.values(), ...history.ranOut ?? []]
  const applied = ops.filter((op) => op.outcome?.applied).sort((a, b) => a.outcome.applied.revision - b.outcome.applied.revision)
  let soonest = Infinity
  for (const op of applied.toReversed()) {
    if (soonest < op.invoked) wrong.push(`${op.id}: asked after a later one was answered, yet has a smaller revision`)
    soonest = Math.min(soonest, op.ended)
  }
  const begin = groups(windows(applied, ops.filter((op) => op.outcome?.refused)), (window) => window.from)
  const model = new Model(start)
  let open = []
  for (let at = 0; at <= applied.length; at += 1) {
    open = [...open, ...begin.get(at) ?? []].filter(({ op, to }) => {
      if (model.no(op.command) === reason(op.outcome.refused)) return false
      if (at < to) return true
      wrong.push(`${op.id} ${JSON.stringify(op.command)}: ${JSON.stringify(op.outcome)} fits no moment`)
      return false
    })
    if (at === applied.length) break
    const no = model.no(applied[at].command)
    if (no) wrong.push(`${applied[at].id}: applied at ${applied[at].outcome.applied.revision}, where the model says ${no}`)
    else model.yes(applied[at].command)
  }
  return [...wrong, ...history.faults, ...model.differs(end)]
}
