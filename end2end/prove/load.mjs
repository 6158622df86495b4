// Neighbours who never rest: each signs up, gives back, orders and cancels, one thing after the other, as its own chances say.
import { uuid7 } from '../support.mjs'
import { Random } from './random.mjs'

/** Dates small enough that the line never ends. */
export const CAPACITIES = [3, 4, 5, 6, 7, 8]

/** The scarcest dish of each of three days. */
export function scarce(servings) {
  const days = [...new Set(servings.map((row) => row.day))].sort().slice(3, 6)
  return days.map((day) => servings.filter((row) => row.day === day).sort((a, b) => a.portions - b.portions)[0])
}

/** Takes one out of a list; now and then it stays in it, and will be given back a second time. */
function give(random, list) {
  const at = random.below(list.length)
  return random.chance(0.1) ? list[at] : list.splice(at, 1)[0]
}

/** One neighbour's next command. */
function next(random, phone, stage) {
  const roll = random.next()
  const { signups, orders } = phone.holds
  if (roll < 0.1 * signups.length) return { cancel_signup: { signup: give(random, signups) } }
  if (roll < 0.5 && roll > 0.5 - 0.08 * orders.length) return { cancel_order: { order: give(random, orders) } }
  if (roll < 0.8) {
    const party = phone.party.filter((_, at) => at === 0 || random.chance(0.5))
    return { sign_up: { signup: uuid7(), occurrence: random.pick(stage.dates), party } }
  }
  const serving = random.pick(stage.scarce)
  const portions = [{ serving: serving.id, count: 1 + random.below(4) }]
  return { place_order: { order: uuid7(), day: serving.day, eater: random.pick(phone.party), portions } }
}

/**
 * Starts the phones; answers how to stop them. A lost answer is not asked again here, except through `losing`: that share of the
 * requests is dropped by the phone in mid-air.
 */
export function start({ phones, stage, history, seed, losing = 0, most = Infinity, pause = async () => {} }) {
  let going = true
  let sent = 0
  const worker = async (phone) => {
    const random = new Random(seed + phone.no * 7919)
    phone.holds ??= { signups: [], orders: [] }
    while (going && sent < most) {
      sent += 1
      const envelope = phone.envelope(next(random, phone, stage))
      const dropped = losing > 0 && random.chance(losing)
      const signal = dropped ? AbortSignal.timeout(1 + random.below(4)) : undefined
      const { op, status } = await history.send(phone, envelope, { signal })
      const { sign_up: signup, place_order: order } = envelope.command
      // What was refused is not there to be given back; what was not answered may be.
      if (signup && !op.outcome?.refused) phone.holds.signups.push(signup.signup)
      if (order && !op.outcome?.refused) phone.holds.orders.push(order.order)
      // Over its limit: this phone rests.
      if (status === 429) return
      if (status !== 200) await pause(phone)
    }
  }
  const workers = Promise.all(phones.map(worker))
  return { workers, stop: async () => { going = false; await workers } }
}
