// What people do that writes, each with what must be there before, so that the server can be made to die in the middle of it. A deed
// answers how it is done (`act` says whether it was heard to be done, and may be repeated) and how it is put back.
import { totp, uuid7 } from '../support.mjs'
import { post } from './phones.mjs'
import { addDates } from './stage.mjs'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64',
)

const signUp = (signup, occurrence, phone) => ({ sign_up: { signup, occurrence, party: [phone.actor] } })
const giveBack = (signup) => ({ cancel_signup: { signup } })

/** A command of a phone: its envelope is made once and sent as often as it takes. */
function command(world, phone, what, undo = []) {
  const envelope = phone.envelope(what)
  const act = async () => Boolean((await world.history.send(phone, envelope)).heard?.outcome.applied)
  return { id: envelope.id, act, undo, halves: [], again: [] }
}

/**
 * Another request, done when the server says so, or when `spent` knows that an earlier one was. What it may change besides all or
 * nothing: `halves` after a death, `again` when it is asked anew although it was done; the tables in `spare` are nobody's business.
 */
function request(ask, { spent = [], halves = [], again = [], undo = [], spare = [] } = {}) {
  const act = async () => {
    const status = await ask().catch(() => 0)
    return [200, 201, 204].includes(status) || spent.includes(status)
  }
  return { act, undo, halves, again, spare }
}

const say = (phone, address, body) => async () => {
  return (await post(phone.origin, address, { acting: phone.actor, cookie: phone.cookie, body })).status
}

const picture = (phone, id, place = 'photos') => async () => {
  const headers = { 'content-type': 'image/png', 'x-xishan': phone.actor, cookie: phone.cookie }
  return (await fetch(`${phone.origin}/api/${place}/${id}`, { method: 'PUT', headers, body: PICTURE })).status
}

const draft = (photos = []) => ({ need: null, words: '楼道里的灯不亮', building: null, photos, shown: true })

/** A date of its own for one deed, with people on it and in its line. */
async function date(world, capacity, phones) {
  const [occurrence] = await addDates(world.server, world.organizer, [capacity], world.hour += 1)
  const signups = []
  for (const phone of phones) {
    signups.push(uuid7())
    await world.must(phone, signUp(signups.at(-1), occurrence, phone))
  }
  return { occurrence, signups }
}

async function order(world, phone) {
  const serving = world.stage.servings.filter((row) => row.portions > 20).sort((a, b) => b.day.localeCompare(a.day))[0]
  const placed = uuid7()
  const portions = [{ serving: serving.id, count: 2 }]
  return { placed, what: { place_order: { order: placed, day: serving.day, eater: phone.actor, portions } } }
}

async function report(world, phone) {
  const id = uuid7()
  await world.must(phone, { file_report: { report: id, draft: draft() } })
  return id
}

/** The people are the stage's phones by number: everybody does one thing only. */
export const DEEDS = {
  async 'a place'(world, [, phone]) {
    const signup = uuid7()
    return command(world, phone, signUp(signup, world.stage.dates[0], phone), [[phone, giveBack(signup)]])
  },
  async 'a place in the line'(world, [, phone, other]) {
    const { occurrence } = world.full ??= await date(world, 1, [other])
    const signup = uuid7()
    return command(world, phone, signUp(signup, occurrence, phone), [[phone, giveBack(signup)]])
  },
  async 'a place given back to the next'(world, [, , , first, second]) {
    const { occurrence } = world.narrow ??= await date(world, 1, [])
    const [left, won] = [uuid7(), uuid7()]
    await world.must(first, signUp(left, occurrence, first))
    await world.must(second, signUp(won, occurrence, second))
    return command(world, first, giveBack(left), [[second, giveBack(won)]])
  },
  async 'a lunch'(world, [, , , , , phone]) {
    const { placed, what } = await order(world, phone)
    return command(world, phone, what, [[phone, { cancel_order: { order: placed } }]])
  },
  async 'a lunch given up'(world, [, , , , , , phone]) {
    const { placed, what } = await order(world, phone)
    await world.must(phone, what)
    return command(world, phone, { cancel_order: { order: placed } })
  },
  async 'money paid ahead'(world, [phone]) {
    const paid = () => ({ top_up: { entry: uuid7(), resident: phone.actor, fen: 1000, tender: 'cash' } })
    // The first payment makes the purse and the day's till; what each one makes is one thing.
    if (!world.till) await world.must(world.worker, paid())
    world.till = true
    return command(world, world.worker, paid())
  },
  async 'a lunch paid from the balance'(world, [, , , , , , phone]) {
    const { placed, what } = await order(world, phone)
    await world.must(phone, what)
    await world.must(world.worker, { top_up: { entry: uuid7(), resident: phone.actor, fen: 10_000, tender: 'code' } })
    return command(world, phone, { pay_order: { entry: uuid7(), order: placed } }, [[phone, { cancel_order: { order: placed } }]])
  },
  async 'a picture'(world, [, , , , , , , phone]) {
    return request(picture(phone, uuid7()))
  },
  async 'a picture for all'(world) {
    return request(picture(world.organizer, uuid7(), 'pictures'))
  },
  async 'a report with a picture'(world, [, , , , , , , phone]) {
    const [id, photo] = [uuid7(), uuid7()]
    if (await picture(phone, photo)() !== 201) throw new Error('the picture was not taken')
    return command(world, phone, { file_report: { report: id, draft: draft([photo]) } })
  },
  async 'a report taken back'(world, [, , , , , , , phone]) {
    return command(world, phone, { withdraw_report: { report: await report(world, phone) } })
  },
  async 'a word for a report'(world, [, , , , , , , phone, neighbour]) {
    return command(world, neighbour, { endorse: { report: await report(world, phone) } })
  },
  async 'a date more'(world) {
    const [me] = await world.organizer.mine('me')
    const leads = me.roles.map((role) => role.leader).filter(Boolean)
    const { rows } = (await post(world.server.origin, '/api/pull', { body: { part: 'public', epoch: '', since: 0, scopes: [] } })).body
    const of = (noun) => rows.map((line) => line.row?.[noun]).filter(Boolean)
    const activity = of('activity').find((row) => leads.includes(row.organization))
    const starts = Math.floor(Date.now() / 3_600_000) * 3_600_000 + (world.hour += 1) * 3_600_000
    const plan = { starts, ends: starts + 1_800_000, venue: of('venue')[0].id, capacity: 5, note: '' }
    world.plan = plan
    return command(world, world.organizer, { add_occurrence: { occurrence: uuid7(), activity: activity.id, plan } })
  },
  async 'a date with more places'(world, phones) {
    const { occurrence } = await date(world, 1, phones.slice(9, 11))
    const row = (await world.organizer.pull('public')).body.rows.map((line) => line.row?.occurrence).find((o) => o?.id === occurrence)
    const { starts, ends, venue, note } = row
    return command(world, world.organizer, { edit_occurrence: { occurrence, plan: { starts, ends, venue, capacity: 3, note: note ?? '' } } })
  },
  async 'a date called off'(world, phones) {
    const { occurrence } = await date(world, 2, phones.slice(9, 12))
    return command(world, world.organizer, { cancel_occurrence: { occurrence, reason: '下雨' } })
  },
  async 'an answer from the desk'(world, [, , , , , , , phone]) {
    const id = await report(world, phone)
    return command(world, world.worker, { answer_report: { report: id, state: 'in_progress', words: '明天来看' } })
  },
  async 'two reports made one'(world, [, , , , , , , phone, neighbour]) {
    const [one, other] = [await report(world, phone), await report(world, neighbour)]
    return command(world, world.worker, { merge_report: { report: one, into: other } })
  },
  async 'a new neighbour'(world) {
    const compounds = (await world.worker.pull('public')).body.rows.map((line) => line.row?.compound).filter(Boolean)
    const building = compounds.find((compound) => compound.buildings.length > 0).buildings[0]
    // Everybody into a household of their own.
    world.room = (world.room ?? 900) + 1
    const home = { building: building.id, stairwell: '一单元', room: String(world.room) }
    const resident = { id: uuid7(), name: '钱新来', called: '', born: '', phone: '', ...home }
    return command(world, world.worker, { register_resident: { resident } })
  },
  async 'cards from the desk'(world, [phone]) {
    // The desk notes that it is in use by itself, before. A card is shown once: who lost the answer has another one printed, and the
    // first one ends.
    const how = { halves: ['{"device_resident":0}'], again: ['{"audit":2,"card":2,"device_resident":0}'] }
    return request(say(world.worker, '/api/desk/cards', [phone.actor]), how)
  },
  async 'a phone signed in'(world, phones) {
    const link = await world.server.card(phones[11].code)
    const body = { code: link.split('#')[1], label: 'prove' }
    // The card is good once: who lost the answer asks for another. Whoever tries the old one again has tried in vain, and that is noted.
    const how = { spent: [403], spare: ['sign_in_try'] }
    return request(async () => (await post(world.server.origin, '/api/sign-in', { body })).status, how)
  },
  async 'a phone signed out'(world, phones) {
    const lost = await world.signIn(phones[11].code)
    return request(say(lost, '/api/sign-out', { resident: lost.actor }))
  },
  async 'a phone signed out from another'(world, phones) {
    const owner = await world.signIn(phones[10].code)
    const lost = await world.signIn(phones[10].code)
    return command(world, owner, { revoke_device: { device: lost.device } })
  },
}

/** The social worker sits down at the desk. */
export async function openDesk(worker) {
  const ask = (address, body) => post(worker.origin, address, { acting: worker.actor, cookie: worker.cookie, body })
  const { secret } = (await ask('/api/desk/state', null)).body.enrol
  const { status, body } = await ask('/api/desk/unlock', { password: '山茶 石桥 电梯 豆腐 二胡', totp: totp(secret), secret })
  if (status !== 200) throw new Error(`the desk does not open: ${status} ${JSON.stringify(body)}`)
}
