// What every phone asked and heard, in the order in which it happened: invoke, then ok, fail (a rule said no) or info (no
// answer: it may have happened or not). One counter is the clock; everything runs in this process, so it is the real order.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { groups } from './read.mjs'
import { root } from './stage.mjs'

/** Decided: the server remembers it. The other answers (sign in, id used) decide nothing. */
const decided = (outcome) => outcome.applied || outcome.refused

export class History {
  /** `moment` says where in a log of the disk we are, for those who keep one. */
  constructor(moment = () => 0) {
    this.moment = moment
    this.ops = new Map()
    this.clock = 0
    this.events = []
    this.faults = []
    this.statuses = new Map()
    this.ranOut = []
  }

  /** What nobody sends: from now on what is offered on a date is over. Everything that was sent must have been heard. */
  runOut(occurrence) {
    const revisions = [...this.ops.values()].map((op) => op.outcome?.applied?.revision ?? 0)
    this.clock += 1
    const [invoked, ended] = [this.clock, this.clock]
    const outcome = { applied: { revision: Math.max(0, ...revisions) + 0.5 } }
    this.ranOut.push({ id: `the offers on ${occurrence}`, command: { run_out: { occurrence } }, invoked, ended, outcome })
  }

  /** Sends once and notes what was heard. Answers the op; `heard` is this attempt's answer or null when it was lost. */
  async send(phone, envelope, how) {
    const { id } = envelope
    const key = how?.key ?? id
    const { command } = envelope
    const op = this.ops.get(key) ?? { id, phone, envelope, command, invoked: this.clock + 1, ended: Infinity, firsts: 0 }
    this.ops.set(key, op)
    this.#note('invoke', op)
    const known = op.outcome
    let got
    try {
      got = await phone.push(envelope, how)
    } catch {
      this.#note('info', op)
      return { op, heard: null, status: 0 }
    }
    this.statuses.set(got.status, (this.statuses.get(got.status) ?? 0) + 1)
    if (!got.answer || !decided(got.answer.outcome)) {
      this.#note('info', op)
      return { op, heard: got.answer, status: got.status }
    }
    this.#hear(op, got.answer, known)
    return { op, heard: got.answer, status: got.status }
  }

  #hear(op, { outcome, already }, known) {
    if (op.outcome && !isDeepStrictEqual(op.outcome, outcome)) {
      this.faults.push(`${op.id}: first ${JSON.stringify(op.outcome)}, then ${JSON.stringify(outcome)} (M2)`)
    }
    if (!already) op.firsts += 1
    if (op.firsts > 1) this.faults.push(`${op.id}: decided ${op.firsts} times (M2)`)
    if (known && !already) this.faults.push(`${op.id}: was answered, and is decided anew (M1)`)
    this.#note(outcome.applied ? 'ok' : 'fail', op)
    op.ended = Math.min(op.ended, this.clock)
    if (!op.outcome) Object.assign(op, { outcome, heardAt: this.moment() })
  }

  #note(type, op) {
    this.clock += 1
    const [f] = Object.keys(op.command)
    const value = type === 'invoke' ? op.command[f] : op.outcome
    this.events.push({ index: this.clock, type, process: op.phone.no, f, id: op.id, value })
  }

  /** Asks again for everything whose outcome is not known, and once more for what is: nothing may change. */
  async settle(send, ops = [...this.ops.values()]) {
    for (let round = 0; round < 20; round += 1) {
      const open = ops.filter((op) => !op.settled)
      if (open.length === 0) return
      await send(open, async (op) => {
        const { heard } = await this.send(op.phone, op.envelope)
        if (heard && decided(heard.outcome)) op.settled = true
        else await new Promise((resolve) => setTimeout(resolve, 50))
      })
    }
    ops.filter((op) => !op.settled).forEach((op) => this.faults.push(`${op.id}: no outcome after 20 tries (M4)`))
  }

  /** How many answers were lost, in a hundred. */
  lost() {
    const sent = this.events.filter((event) => event.type === 'invoke').length
    return Math.round((100 * this.events.filter((event) => event.type === 'info').length) / Math.max(1, sent))
  }

  /** One event per line, for whoever wants to look. */
  async save(name) {
    const file = path.join(root, 'target/prove', `${name}.jsonl`)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, this.events.map((event) => JSON.stringify(event)).join('\n'))
    return file
  }
}

/**
 * The effect of each op as rows: is it there, wholly, and only if its receipt is? (M1, M5) `heard` says whether the answer to an op
 * had been heard by then; what was in the tables `before` is none of this history's business.
 */
export function compare(history, state, { heard = () => true, before = { signups: [], orders: [] } } = {}) {
  if (state.error) return [`cannot be read: ${state.error}`]
  const wrong = []
  const receipts = new Map(state.receipts.map((row) => [row.id, row]))
  const rows = new Map([...state.signups, ...state.orders].map((row) => [row.id, row]))
  const cancelled = new Set()
  for (const op of history.ops.values()) {
    const receipt = receipts.get(op.id)
    const say = (text) => wrong.push(`${op.id} ${JSON.stringify(op.command)}: ${text}`)
    const answered = op.outcome && heard(op) ? op.outcome : null
    if (answered && !receipt) say(`was answered ${JSON.stringify(answered)} and is gone (M1)`)
    else if (answered && !isDeepStrictEqual(answered, receipt.outcome)) say(`receipt says ${JSON.stringify(receipt.outcome)} (M1)`)
    const done = Boolean(receipt?.outcome.applied)
    const [[kind, body]] = Object.entries(op.command)
    const made = { sign_up: body.signup, place_order: body.order }[kind]
    if (made && rows.has(made) !== done) say(done ? 'receipt without a row (M5)' : 'row without a receipt (M5)')
    const given = { cancel_signup: body.signup, cancel_order: body.order }[kind]
    if (given && done) cancelled.add(given)
  }
  const older = new Set([...before.signups, ...before.orders].map((row) => row.id))
  for (const row of rows.values()) {
    if (older.has(row.id)) continue
    const right = (row.state === 'cancelled') === cancelled.has(row.id)
    if (!right) wrong.push(`${row.id}: ${row.state} without or against a receipt (M5)`)
  }
  return wrong
}

/** Rows that the phones' own pulls must show, given what they were told. */
export async function seen(history, phones, width, inTurns) {
  const wrong = []
  const ops = groups([...history.ops.values()].filter((op) => op.outcome?.applied), (op) => op.phone.no)
  await inTurns(phones.filter((phone) => ops.has(phone.no)), width, async (phone) => {
    const rows = new Set([...await phone.mine('signup'), ...await phone.mine('order')].map((row) => row.id))
    for (const { command } of ops.get(phone.no)) {
      const made = command.sign_up?.signup ?? command.place_order?.order
      if (made && !rows.has(made)) wrong.push(`${made}: applied, and not in the pull (M1)`)
    }
  })
  return wrong
}
