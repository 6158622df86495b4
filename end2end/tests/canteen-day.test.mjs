// A day in the canteen, from the menu to the closed till: three hundred people order, two counters hand out, one of them without a
// network for a while; whoever does not come leaves a meal standing, the rest is counted. In the evening every portion that was
// cooked is somewhere and nowhere twice, and so is the money.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { residentId } from '../bench/desk.mjs'
import { inTurns, release } from '../prove/stage.mjs'
import {
  apiPhone, beijing, cached, holds, kept, lateOrders, launch, notOverMidnight, open, phone, publicRows, signIn, sleep,
  startServer, uuid7,
} from '../support.mjs'

const run = promisify(execFile)
const COOKS = ['R0006', 'R0100']
/** As many commands as one push takes. */
const BATCH = 50
/** Six dishes, dearest first: two that everybody has one of, one of which there is too little, and what goes with them. */
const COOKED = [160, 160, 20, 160, 160, 160]
const SCARCE = 2
/** Those who order: the last thirty want the dish of which there are twenty portions. */
const [EASY, ALL] = [280, 310]
/** These order on phones of their own; the cooks take the orders of the others. */
const [OWN, OWN_END] = [100, 120]
const THROWN = 3
let server, browser

before(async () => {
  await notOverMidnight()
  server = await startServer('sqlite', { 'community.csv': await lateOrders() })
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const code = (at) => `R${String(at + 1).padStart(4, '0')}`
const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))
/** Rows that come by more than one way, each once. */
const once = (rows) => [...new Map(rows.map((row) => [row.id, row])).values()]
const today = async (day) => (await publicRows(server.origin, 'serving')).filter((one) => one.day === day)
const signedIn = async (who) => apiPhone(server.origin, await server.card(who))

/** Sends many commands of one phone; answers the outcomes in their order. */
async function batches(one, commands) {
  const outcomes = []
  for (let at = 0; at < commands.length; at += BATCH) {
    const answers = await one.push(...commands.slice(at, at + BATCH).map(one.envelope))
    outcomes.push(...answers.map((answer) => answer.outcome))
  }
  return outcomes
}

/** The cook sets what there is today. Answers the dishes in the order of their portions above. */
async function setMenu(cook, day) {
  const known = (await today(day)).toSorted((a, b) => b.price_fen - a.price_fen || a.name.localeCompare(b.name))
  assert.ok(known[1].price_fen > 400, 'whoever has a dear dish pays something, at any age')
  const dishes = COOKED.map((portions, at) => ({ dish: known[at].dish, portions }))
  applied(await cook.do({ set_menu: { day, dishes, limits: {} } }))
  const rows = new Map((await today(day)).map((one) => [one.dish, one]))
  const menu = dishes.map(({ dish }) => rows.get(dish))
  assert.deepEqual(menu.map((one) => one.portions), COOKED)
  return menu
}

/** What everybody wants: one of the two dear dishes, and the scarce one or another with it. */
function wishes(menu) {
  const sides = menu.slice(SCARCE + 1)
  return Array.from({ length: ALL }, (_, at) => {
    const main = { serving: menu[at % 2].id, count: 1 }
    const side = { serving: sides[at % sides.length].id, count: 1 + (at % 2) }
    return { at, order: uuid7(), portions: [main, at < EASY ? side : { serving: menu[SCARCE].id, count: 1 }] }
  })
}

/** Everybody orders, on twenty phones of their own and at the two counters at once. */
async function order(cooks, day, wanted) {
  const [{ id: community }] = await publicRows(server.origin, 'community')
  const own = await inTurns(wanted.slice(OWN, OWN_END), 4, async ({ at, order, portions }) => {
    const one = await signedIn(code(at))
    applied(await one.do({ place_order: { order, day, eater: one.id, portions } }))
    return { one, order }
  })
  const taken = [...wanted.slice(0, OWN), ...wanted.slice(OWN_END)].map(({ at, order, portions }) => {
    return { place_order_for: { order, day, eater: residentId(community, code(at)), portions, by_phone: false } }
  })
  const shares = [0, 1].map((half) => taken.filter((_, at) => at % 2 === half))
  const outcomes = (await Promise.all(cooks.map((cook, half) => batches(cook, shares[half])))).flat()
  const refused = outcomes.filter((outcome) => !outcome.applied)
  assert.equal(refused.length, ALL - EASY - COOKED[SCARCE], JSON.stringify(refused))
  refused.forEach(({ refused: { refusal } }) => assert.equal(refusal.sold_out?.left, 0, JSON.stringify(refusal)))
  // Some change their mind in time, and their portions are anybody's again.
  for (const { one, order } of own.slice(0, 5)) applied(await one.do({ cancel_order: { order } }))
}

/** A counter whose network is cut: it hands these meals out, and nobody hears of it yet. */
async function withoutNetwork(meals, other) {
  const counter = await phone(browser, { viewport: { width: 1280, height: 900 } })
  const { context, page } = counter
  await signIn(page, await server.card(COOKS[1]))
  await cached(page)
  await kept(page)
  await open(page, `${server.origin}/desk/kitchen`)
  const window = page.getByRole('region', { name: '窗口' })
  const shows = async (meal) => {
    await window.getByLabel('取餐号').fill(String(meal.code))
    await window.getByText(`${meal.code} 号 ${meal.eater.name}`).first().waitFor()
  }
  // Until it holds the orders.
  await shows(other)
  await context.setOffline(true)
  for (const meal of meals) {
    await shows(meal)
    await window.getByRole('button', { name: '收了现金，发餐' }).click()
    await holds(page, () => document.querySelector('#number').value === '')
  }
  await window.getByText('待确认').first().waitFor()
  return counter
}

/** Both counters hand out the same meals in the same moments, one of them takes the money: each meal goes once. */
async function handOut([cook, second], meals) {
  const pays = meals.map(({ id }, at) => ({ take_payment: { entry: uuid7(), order: id, tender: at % 2 ? 'code' : 'cash' } }))
  const gives = meals.map(({ id }) => ({ hand_out: { order: id } }))
  const [first, again] = await Promise.all([
    batches(cook, gives.flatMap((give, at) => [pays[at], give])),
    batches(second, gives),
  ])
  meals.forEach((meal, at) => {
    applied(first[2 * at])
    const both = [first[2 * at + 1], again[at]]
    assert.equal(both.filter((outcome) => outcome.applied).length, 1, JSON.stringify([meal.code, both]))
    const late = both.find((outcome) => !outcome.applied)
    assert.deepEqual(late, { refused: { refusal: 'already_handed_out' } })
  })
}

/** How many portions of a dish the orders in a state hold. */
function portions(orders, dish, state) {
  const lines = orders.filter((order) => order.state === state).flatMap((order) => order.lines)
  return lines.filter((line) => line.serving === dish.id).reduce((sum, line) => sum + line.count, 0)
}

/** What is left is counted from the orders, not from the menu: the server takes it on only if both say the same. */
async function count(cook, day, orders) {
  for (const dish of await today(day)) {
    const [served, reserved] = ['handed_out', 'booked'].map((state) => portions(orders, dish, state))
    const wasted = Math.min(THROWN, dish.portions - served - reserved)
    const left = dish.portions - served - reserved - wasted
    assert.ok(left >= 0 && wasted >= 0, JSON.stringify(dish))
    if (dish.portions > 0) applied(await cook.do({ count_serving: { serving: dish.id, left, wasted } }))
    const row = (await today(day)).find((one) => one.id === dish.id)
    assert.deepEqual([row.served, row.ordered, row.wasted ?? 0], [served, reserved, wasted], dish.name)
    assert.equal(row.portions, row.served + row.ordered + left + wasted, dish.name)
  }
}

/** The till holds what was paid, and is closed with it. */
async function close(cook, day, payments) {
  const paid = (tender) => payments.filter((one) => one.tender === tender).reduce((sum, one) => sum + one.paid_fen, 0)
  const till = async () => (await cook.mine('till')).find((one) => one.day === day)
  const before = await till()
  assert.deepEqual([before.cash_fen, before.code_fen], [paid('cash'), paid('code')])
  applied(await cook.do({ close_till: { entry: uuid7(), day, counted_fen: before.cash_fen, words: '' } }))
  assert.equal((await till()).closed.counted_fen, paid('cash'))
}

test('of a day in the canteen every portion is somewhere, and nowhere twice', { timeout: 180_000 }, async () => {
  const day = beijing().slice(0, 10)
  const cooks = await Promise.all(COOKS.map(signedIn))
  const [cook] = cooks
  const menu = await setMenu(cook, day)
  await order(cooks, day, wishes(menu))
  const orders = async () => once(await cook.mine('order')).filter((one) => one.day === day)
  const booked = (await orders()).filter((one) => one.state === 'booked')
  assert.equal(booked.length, EASY + COOKED[SCARCE] - 5)
  assert.equal(new Set(booked.map((one) => one.code)).size, booked.length, 'each has a number of its own')

  // Ten do not come, six come to the counter without a network, and the last of those goes back to the other one for a second meal.
  const [absent, there, here] = [booked.slice(0, 10), booked.slice(10, 16), booked.slice(16)]
  const counter = await withoutNetwork(there, here.at(-1))
  const stateOf = async (meals) => {
    const rows = new Map((await orders()).map((one) => [one.id, one.state]))
    return [...new Set(meals.map(({ id }) => rows.get(id)))]
  }
  assert.deepEqual(await stateOf(there), ['booked'], 'nothing was sent')
  await handOut(cooks, [...here, there.at(-1)])
  assert.deepEqual(await stateOf(there.slice(0, -1)), ['booked'])
  await counter.context.setOffline(false)
  const paid = async () => once(await cook.mine('payment'))
  const all = async () => (await stateOf(there)).join() === 'handed_out' && (await paid()).length === there.length + here.length
  for (let tries = 0; tries < 100 && !(await all()); tries += 1) await sleep(300)
  assert.deepEqual([await stateOf([...there, ...here]), await stateOf(absent)], [['handed_out'], ['booked']])
  const payments = await paid()
  assert.deepEqual(payments.map((one) => one.id).sort(), [...there, ...here].map((one) => one.id).sort(), 'each paid once')

  await count(cook, day, await orders())
  const [{ id: community }] = await publicRows(server.origin, 'community')
  const eater = residentId(community, code(ALL))
  const late = { order: uuid7(), day, eater, portions: [{ serving: menu[0].id, count: 1 }], by_phone: false }
  assert.ok((await cook.do({ place_order_for: late })).refused?.refusal.sold_out, 'what was counted is not ordered any more')
  await close(cook, day, payments)
  assert.deepEqual(counter.faults, [])
  await counter.context.close()
  // It ends with an error where anything in the database contradicts anything else.
  await run(release, ['--database', server.database, 'doctor'])
})
