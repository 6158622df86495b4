// RACE: many phones do the same thing in the same moment, on one server or on two that share a PostgreSQL. After each race
// everything is looked at: each answer, the tables, and whether one order of the commands explains it all.
import { openDesk } from '../bench/desk.mjs'
import { HOUR, sleep, uuid7 } from '../support.mjs'
import { compare, History } from './history.mjs'
import { broken } from './invariants.mjs'
import { linearizable } from './model.mjs'
import { newSeed, Random } from './random.mjs'
import { snapshot } from './read.mjs'
import { Phone, publicRows } from './phones.mjs'
import { addDates, freePort, inTurns, plans, runOut, Server, setStanding, template } from './stage.mjs'

export const RACERS = 64
/** After so many rounds the servers start anew: what they count of each phone starts from nothing. */
const ROUNDS_OF_A_LIFE = 3
/** How often places that are offered are given back, taken, declined or left unanswered in one race. */
const WAVES = 4

/** Everybody waits for the gate, then everybody goes. */
async function atOnce(jobs) {
  let open
  const gate = new Promise((resolve) => { open = resolve })
  const going = jobs.map(async (job) => { await gate; return job() })
  await sleep(0)
  open()
  return Promise.all(going)
}

/** Sends all of them at once; every one must be decided. */
async function all(race, sends) {
  const results = await atOnce(sends.map(([phone, command]) => () => race.history.send(phone, phone.envelope(command))))
  for (const { status, heard } of results) {
    if (status !== 200) race.say(`a phone heard ${status} (C2)`)
    else if (!heard.outcome.applied && !heard.outcome.refused) race.say(`undecided: ${JSON.stringify(heard)}`)
  }
  return results
}

const signUp = (occurrence, party) => ({ sign_up: { signup: uuid7(), occurrence, party } })
const single = (phone) => [phone.actor]
const applied = (results) => results.filter(({ heard }) => heard?.outcome.applied)

/** Ten places, every phone at once. The tables are looked at after each race: here only how it must come out. */
async function place(race) {
  const [date] = await race.dates([10])
  const results = await all(race, race.phones.map((phone) => [phone, signUp(date, single(phone))]))
  if (applied(results).length !== race.phones.length) race.say('somebody was refused who may wait (C2)')
  const { confirmed, waiting } = await race.date(date)
  if (confirmed !== 10 || waiting !== race.phones.length - 10) race.say(`${confirmed} have a place, ${waiting} wait (C1, C2)`)
  await giveBack(race, results.slice(0, 24))
}

const giveBack = (race, results) => all(race, applied(results).map(({ op }) => {
  return [op.phone, { cancel_signup: { signup: op.command.sign_up.signup } }]
}))

/** Families of two and three among single people, and the places end in the middle of a family. */
async function family(race) {
  const [date] = await race.dates([11])
  const parties = race.phones.map((phone) => phone.party.slice(0, 3))
  const results = await all(race, race.phones.map((phone, at) => [phone, signUp(date, parties[at])]))
  const { confirmed } = await race.date(date)
  if (confirmed > 11) race.say(`${confirmed} people on 11 places (C1)`)
  if (confirmed < 9) race.say(`only ${confirmed} people on 11 places (C2)`)
  await giveBack(race, results.slice(0, 24))
}

/** As many portions as the dish has, wanted by more people than it has; then all of them given back at once. */
async function portion(race) {
  const serving = race.stage.servings[race.random.below(race.stage.servings.length)]
  const portions = [{ serving: serving.id, count: 2 }]
  const order = (phone) => ({ place_order: { order: uuid7(), day: serving.day, eater: phone.actor, portions } })
  const results = await all(race, race.phones.map((phone) => [phone, order(phone)]))
  const won = applied(results)
  const most = Math.min(race.phones.length, Math.floor(serving.portions / 2))
  if (won.length !== most) race.say(`${won.length} orders of ${most} (C2, C6)`)
  const back = await all(race, won.map(({ op }) => [op.phone, { cancel_order: { order: op.command.place_order.order } }]))
  if (applied(back).length !== won.length) race.say('an order could not be given back')
}

/** One command on 32 connections, half of them from the person's second phone, some with another content under the same id. */
async function sameId(race) {
  const [date, other] = await race.dates([5, 5])
  const first = race.phones[race.random.below(race.phones.length)]
  const second = await race.secondPhone(first)
  const envelope = first.envelope(signUp(date, single(first)))
  const forged = { ...envelope, command: signUp(other, single(first)) }
  const sends = Array.from({ length: 32 }, (_, at) => {
    const phone = at % 2 === 0 ? first : second
    return at % 8 === 5 ? () => race.history.send(phone, forged, { key: 'forged' }) : () => race.history.send(phone, envelope)
  })
  const results = await atOnce(sends)
  if (results.some(({ status }) => status !== 200)) race.say(`heard ${results.map(({ status }) => status)} (C2)`)
  const firsts = results.filter(({ heard }) => heard?.outcome.applied && !heard.already).length
  if (firsts !== 1) race.say(`decided ${firsts} times (M2)`)
  const won = (content) => results.some(({ op, heard }) => op.command === content.command && heard?.outcome.applied)
  if (won(forged) && won(envelope)) race.say('one id, two contents, both applied (M3)')
  for (const { op, heard } of results) {
    const loser = op.command === (won(forged) ? envelope : forged).command
    if (loser && heard?.outcome !== 'id_reused') race.say(`the other content under the id heard ${JSON.stringify(heard)} (M3)`)
  }
  race.history.ops.delete(won(forged) ? envelope.id : 'forged')
}

/** A phone is signed out while it sends 64 commands: none is applied behind the revocation, and nothing more is pulled. */
async function revoke(race) {
  const owner = race.phones[race.random.below(race.phones.length)]
  const lost = await race.secondPhone(owner)
  const dates = await race.dates(Array.from({ length: RACERS }, () => 5))
  const pushes = dates.map((date) => () => race.history.send(lost, lost.envelope(signUp(date, single(lost)))))
  const at = 8 + race.random.below(40)
  const out = () => race.history.send(owner, owner.envelope({ revoke_device: { device: lost.device } }))
  const results = await atOnce([...pushes.slice(0, at), out, ...pushes.slice(at)])
  const revocation = results[at].heard?.outcome.applied?.revision
  if (!revocation) return race.say(`the phone was not signed out: ${JSON.stringify(results[at].heard)}`)
  race.history.ops.delete(results[at].op.id)
  for (const { op, status, heard } of results.filter((_, n) => n !== at)) {
    const at = op.outcome?.applied?.revision
    if (at > revocation) race.say(`applied at ${at}, signed out at ${revocation} (S1)`)
    if (![200, 401].includes(status)) race.say(`heard ${status} (C2)`)
    if (status === 200 && !op.outcome && heard.outcome !== 'sign_in_needed') race.say(JSON.stringify(heard))
  }
  for (const origin of race.origins) {
    const { status } = await lost.pull('mine', origin)
    if (status !== 401) race.say(`a signed-out phone pulls: ${status} (S1)`)
    const late = await lost.push(lost.envelope(signUp(dates[0], single(lost))), { origin })
    if (late.status !== 401 && late.answer?.outcome !== 'sign_in_needed') race.say('a signed-out phone pushes (S1)')
  }
}

/**
 * A team has another leader from now on, while what the old one did waits on phones. What was allowed when it was made and is not any
 * more is refused; what is decided before stays.
 */
async function office(race) {
  const { organizer, random, server } = race
  const wanted = Array.from({ length: 24 }, () => 5)
  const made = (await plans(server, organizer, wanted, race.stage.hour)).map((one) => organizer.envelope(one))
  race.stage.hour += wanted.length
  const before = 4 + random.below(16)
  const early = await atOnce(made.slice(0, before).map((one) => () => organizer.push(one)))
  if (early.some(({ answer }) => !answer?.outcome.applied)) race.say(`the leader was refused: ${JSON.stringify(early[0])}`)
  await setStanding(server.database, organizer.actor, 'leader', 'substitute')
  const late = await atOnce(made.slice(before).map((one) => () => organizer.push(one)))
  await setStanding(server.database, organizer.actor, 'substitute', 'leader')
  const allowed = late.filter(({ answer }) => answer?.outcome.refused?.refusal !== 'not_allowed')
  if (allowed.length > 0) race.say(`${allowed.length} of ${late.length} were not refused: ${JSON.stringify(allowed[0])} (S2)`)
}

/** People give back, people in the line give up, new people come, all at once. */
async function promote(race) {
  const [date] = await race.dates([10])
  const [here, coming] = [race.phones.slice(0, 40), race.phones.slice(40)]
  const before = await all(race, here.map((phone) => [phone, signUp(date, phone.party.slice(0, 2))]))
  const leaving = applied(before).filter((_, at) => at % 3 === 0)
  await all(race, [
    ...leaving.map(({ op }) => [op.phone, { cancel_signup: { signup: op.command.sign_up.signup } }]),
    ...coming.map((phone) => [phone, signUp(date, single(phone))]),
    // Two taps: the second one finds nothing.
    ...leaving.slice(0, 5).map(({ op }) => [op.phone, { cancel_signup: { signup: op.command.sign_up.signup } }]),
  ])
  const { confirmed } = await race.date(date)
  if (confirmed > 10) race.say(`${confirmed} on 10 places (C1)`)
}

/**
 * Three places, and whoever comes after them is asked. Those who have one give it back; those who are asked say yes, no, or both
 * in one moment; the next of the line say yes too early; some give up, some come again. In every second wave the offers have run
 * out, so that all who answer them come too late, and whichever command is first ends them.
 */
async function offer(race) {
  const date = await race.offering(3)
  const phones = new Map()
  const note = (results) => applied(results).filter(({ op }) => op.command.sign_up)
    .forEach(({ op }) => phones.set(op.command.sign_up.signup, op.phone))
  note(await all(race, race.phones.map((phone) => [phone, signUp(date, single(phone))])))
  for (let wave = 0; wave < WAVES; wave += 1) {
    const state = await snapshot(race.server.database)
    race.wrong.push(...broken(state))
    const rows = state.signups.filter((row) => row.date === date)
    const [seated, asked, line] = ['confirmed', 'offered', 'waiting'].map((one) => rows.filter((row) => row.state === one))
    if (seated.length + asked.length > 3) race.say(`${seated.length} have a place and ${asked.length} may have one of three (C1)`)
    line.sort((a, b) => a.ticket - b.ticket)
    const goes = new Set([...seated, ...asked, ...line].map((row) => phones.get(row.id)))
    const says = (kind) => (row) => [phones.get(row.id), { [kind]: { signup: row.id } }]
    const [yes, no] = [says('accept_offer'), says('cancel_signup')]
    const answers = (row) => [[yes(row)], [no(row)], [yes(row), no(row)]][row.ticket % 3]
    if (wave % 2) await race.runOut(date)
    note(await all(race, [
      ...seated.map(no), ...asked.flatMap(answers), ...line.slice(0, 6).map(yes), ...line.slice(-3).map(no),
      ...race.phones.filter((phone) => !goes.has(phone)).slice(0, 3).map((phone) => [phone, signUp(date, single(phone))]),
    ]))
  }
  const { confirmed, held } = await race.date(date)
  if (confirmed + held !== 3) race.say(`${confirmed} have a place and ${held} may have one of three (C1, C2)`)
}

/** The terminal prints cards while phones sign in and act: nobody is told that the database is busy. */
async function terminal(race) {
  const [date] = await race.dates([10])
  const some = race.phones.slice(0, 24)
  const links = await inTurns(some.slice(0, 12), 4, (phone) => race.server.card(phone.code))
  const printing = inTurns(race.phones.slice(-24), 4, (phone) => race.server.card(phone.code))
  const outcomes = await atOnce([
    ...links.map((link) => () => Phone.signIn(race.server.origin, link).then(() => null, String)),
    ...some.map((phone) => () => race.history.send(phone, phone.envelope(signUp(date, single(phone))))
      .then(({ status }) => status === 200 ? null : `heard ${status}`)),
  ])
  await printing
  outcomes.filter(Boolean).forEach((text) => race.say(`${text} while cards were printed (C2)`))
}

/** What somebody has paid ahead is given back to more than it is enough for, on both servers: never more than there is. */
async function balance(race) {
  const staff = await race.staff()
  const resident = race.phones[race.random.below(race.phones.length)].actor
  const fenOf = async () => (await snapshot(race.server.database)).wallets.find((row) => row.id === resident)?.fen ?? 0
  await all(race, [[staff, { top_up: { entry: uuid7(), resident, fen: 3_050, tender: 'cash' } }]])
  const [before, fen] = [await fenOf(), 100]
  const sends = Array.from({ length: RACERS }, (_, at) => {
    const envelope = staff.envelope({ pay_back: { entry: uuid7(), resident, fen } })
    return () => race.history.send(staff, envelope, { origin: race.origins[at % race.origins.length] })
  })
  const results = await atOnce(sends)
  if (results.some(({ status }) => status !== 200)) race.say(`heard ${results.map(({ status }) => status)} (C2)`)
  const most = Math.min(RACERS, Math.floor(before / fen))
  if (applied(results).length !== most) race.say(`${applied(results).length} have money that is enough for ${most}`)
  const after = await fenOf()
  if (after !== before - most * fen) race.say(`${after} fen are left of ${before}`)
}

export const RESOURCES = { place, family, portion, sameId, revoke, office, promote, offer, terminal, balance }

/** What one race works with. */
class Race {
  constructor(stage, servers, random) {
    const origins = servers.map((one) => one.origin)
    Object.assign(this, { stage, random, origins, server: servers[0], wrong: [], history: new History() })
    this.phones = stage.cast(...servers)
    this.organizer = Object.assign(new Phone(), stage.organizer, { origin: servers[0].origin })
    this.say = (text) => this.wrong.push(text)
  }

  /** New dates that overlap with no other. */
  dates(capacities) {
    const from = this.stage.hour
    this.stage.hour += capacities.length
    return addDates(this.server, this.organizer, capacities, from)
  }

  /** A new date of an activity whose freed places are offered; it overlaps with no other. */
  async offering(capacity) {
    const [me] = await this.organizer.mine('me')
    const organization = me.roles.map((role) => role.leader).find(Boolean)
    const [venue] = await publicRows(this.server.origin, 'venue')
    const [activity, occurrence] = [uuid7(), uuid7()]
    const starts = Math.floor(Date.now() / HOUR) * HOUR + this.stage.hour * HOUR
    this.stage.hour += 1
    const first = { starts, ends: starts + HOUR / 2, venue: venue.id, capacity, note: '' }
    const draft = {
      title: '写春联', kind: 'culture', about: '', audience_rule: 'everyone', audience: '', bring: '', price_fen: 0,
      contact: '', offers: true,
    }
    const post = { post_activity: { activity, organization, draft, first, occurrence, series: null } }
    const { answer } = await this.organizer.push(this.organizer.envelope(post))
    if (!answer?.outcome.applied) throw new Error(`no date: ${JSON.stringify(answer)}`)
    return occurrence
  }

  /** Time passes for the offers on a date. */
  async runOut(date) {
    await runOut(this.server.database, date)
    this.history.runOut(date)
  }

  /** A social worker whose desk is open, for as long as the server lives. */
  async staff() {
    if (!this.server.staff) {
      const staff = await Phone.signIn(this.server.origin, await this.server.card('R0007'))
      await openDesk(staff)
      this.server.staff = Object.assign(staff, { no: 999 })
    }
    return this.server.staff
  }

  async date(id) { return (await snapshot(this.server.database)).dates.find((row) => row.id === id) }

  async secondPhone(phone) {
    const origin = this.origins[this.origins.length - 1]
    const second = await Phone.signIn(origin, await this.server.card(phone.code))
    return Object.assign(second, { no: phone.no + 1000, party: phone.party, code: phone.code })
  }
}

/** One race of one resource, and everything that can be said against it. */
async function run(name, stage, servers, random) {
  const race = new Race(stage, servers, random)
  const before = await snapshot(servers[0].database)
  await RESOURCES[name](race)
  const sent = [...race.history.ops.values()].filter((op) => op.outcome)
  await race.history.settle((ops, job) => inTurns(ops, 16, job), sent.filter((op) => name !== 'revoke' && op.phone.no < 1000))
  const after = await snapshot(servers[0].database)
  const known = new Set(before.dates.map((row) => row.id))
  const made = after.dates.filter((row) => !known.has(row.id)).map((row) => ({ ...row, confirmed: 0, held: 0, last_ticket: 0 }))
  const start = { ...before, dates: [...before.dates, ...made] }
  const compared = [...compare(race.history, after, { before }), ...linearizable(race.history, start, after)]
  return { asked: race.history.clock, wrong: [...race.wrong, ...broken(after), ...compared] }
}

/** So many rounds of these resources. With a PostgreSQL, two servers share it. */
export async function race({
  rounds = 5, resources = Object.keys(RESOURCES), racers = RACERS, binary, env, postgres,
  over: late = () => false, enough = 20, seed = newSeed(),
}) {
  const stage = await template({ binary, postgres, phones: racers })
  // The harness wants dishes that more people want than there are portions for.
  const days = [...new Set(stage.servings.map((row) => row.day))].sort().slice(3, 9)
  stage.servings = stage.servings.filter((row) => row.portions < 2 * racers && days.includes(row.day))
  const kind = postgres ? 'two servers, postgres' : 'sqlite'
  const result = { harness: 'RACE', what: `${racers} at once, ${kind}`, unit: 'races', tried: 0, ops: 0, failures: [] }
  const over = () => late() || result.failures.length >= enough
  try {
    for (let round = 0; round < rounds && !over();) {
      const database = await stage.copy()
      stage.hour = 30
      const start = async () => new Server({ binary, env, database, port: await freePort() }).start()
      const servers = await inTurns(postgres ? [1, 2] : [1], 2, start)
      for (let lived = 0; lived < ROUNDS_OF_A_LIFE && round < rounds && !over(); lived += 1, round += 1) {
        for (const name of resources) {
          const { wrong, asked } = await run(name, stage, servers, new Random(seed + round))
          result.tried += 1
          result.ops += asked
          if (wrong.length > 0) result.failures.push({ seed: seed + round, wrong: [`${name}:`, ...wrong] })
        }
      }
      for (const server of servers) await server.stop()
    }
  } finally {
    await stage.remove()
  }
  return result
}
