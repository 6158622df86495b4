// A volunteer brings lunch from door to door. As soon as no more is ordered, the page of the shift says to which doors, with names,
// numbers and what to do there; in a stairwell without a network one tap says what came of each, another takes it back, and when the
// network is there again the meal is the eater's, once. Nobody else's phone ever holds the list.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, beijing, kept, lateOrders, launch, notOverMidnight, open, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const [COOK, ELDER, VOLUNTEER, NEIGHBOUR, GRID_WORKER] = ['R0006', 'R0054', 'R0004', 'R0158', 'R0026']
// A shift of this minute cannot be taken any more: this one begins late in the evening, and its list is out long before.
const SHIFTS = '代码,岗位,组织代码,场地代码,说明,星期,开始,结束,至少,最多,送餐\nlate,送餐,lunch-helpers,canteen,,1;2;3;4;5;6;7,23:58,23:59,1,3,是\n'
let server, browser

before(async () => {
  await notOverMidnight()
  server = await startServer('sqlite', { 'community.csv': await lateOrders(), 'shifts.csv': SHIFTS })
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** The elder's lunch of today is brought, and a volunteer has the shift. Answers the order and the shift. */
async function prepare(elder, volunteer, cook) {
  const day = beijing().slice(0, 10)
  const [dish] = await publicRows(server.origin, 'dish')
  applied(await cook.do({ set_menu: { day, dishes: [{ dish: dish.id, portions: 20 }], limits: { deliver: 5 } } }))
  const serving = (await publicRows(server.origin, 'serving')).find((one) => one.day === day && one.dish === dish.id)
  const order = uuid7()
  const portions = [{ serving: serving.id, count: 1 }]
  applied(await elder.do({ place_order: { order, day, eater: elder.id, portions, delivered: true, note: '放门口' } }))
  const today = (row) => row.delivers && new Date(row.starts + 8 * 3_600_000).toISOString().slice(0, 10) === day
  const shift = (await publicRows(server.origin, 'shift')).find(today)
  applied(await volunteer.do({ take_shift: { duty: uuid7(), shift: shift.id, resident: volunteer.id } }))
  return { order, shift: shift.id }
}

/** Waits until an element has the focus. */
const focused = async (one) => {
  const element = await one.elementHandle()
  await element.evaluate((one) => new Promise((then) => {
    const look = () => (one === document.activeElement ? then() : requestAnimationFrame(look))
    look()
  }))
}

/** What was a wrong tap and the way back wait together: the last word counts, and the focus is where the next tap would be. */
async function lastWord(context, page, card) {
  const [brought, undo] = [/^送到了/, /^点错了/].map((name) => card.getByRole('button', { name }))
  await context.setOffline(true)
  await undo.click()
  await brought.click()
  await undo.click()
  await page.getByText('送到 0 份，一共 1 份').waitFor()
  await card.locator('.state.is-pending').waitFor()
  await focused(brought)
  await context.setOffline(false)
  await card.locator('.state.is-pending').waitFor({ state: 'detached' })
  await page.getByText('送到 0 份，一共 1 份').waitFor()
  assert.ok(await brought.evaluate((one) => one === document.activeElement))
}

test('a meal is brought in a stairwell without a network', { timeout: 120_000 }, async () => {
  const [elder, volunteer, cook, neighbour] =
    await Promise.all([ELDER, VOLUNTEER, COOK, NEIGHBOUR].map(async (code) => apiPhone(server.origin, await server.card(code))))
  const { order, shift } = await prepare(elder, volunteer, cook)

  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(VOLUNTEER))
  await open(page, `${server.origin}/shifts/${shift}`)
  await page.getByText('停止订餐以后，这里会列出送到哪家。').waitFor()
  await kept(page)
  await server.import({ 'community.csv': await lateOrders('00:00'), 'shifts.csv': SHIFTS })

  const card = page.getByRole('article').filter({ hasText: elder.name })
  await card.waitFor({ timeout: 40_000 })
  await card.getByText('放门口').waitFor()
  const [{ to }] = await volunteer.mine('errand')
  await page.getByRole('heading', { level: 3, name: to.compound, exact: true }).waitFor()
  await page.getByRole('heading', { level: 4, name: `${to.building} ${to.stairwell}`, exact: true }).waitFor()
  assert.deepEqual(await violations(page), [])
  for (const other of [elder, neighbour]) assert.deepEqual(await other.mine('errand'), [])

  await context.setOffline(true)
  await card.getByRole('button', { name: /^没人应门/ }).click()
  await card.getByRole('button', { name: /^点错了/ }).click()
  await card.getByRole('button', { name: /^送到了/ }).click()
  await page.getByText('送到 1 份，一共 1 份').waitFor()
  await card.locator('.state.is-done').waitFor()
  await card.locator('.state.is-pending').waitFor()
  assert.deepEqual((await cook.mine('order')).find((row) => row.id === order).state, 'booked', 'nothing was sent yet')
  const undo = card.getByRole('button', { name: /^点错了/ })
  await focused(undo)
  await context.setOffline(false)
  await card.locator('.state.is-pending').waitFor({ state: 'detached' })
  await card.locator('.state.is-done').waitFor()
  assert.ok(await undo.evaluate((one) => one === document.activeElement), 'that the server has heard takes the focus from nobody')

  assert.deepEqual((await cook.mine('order')).find((row) => row.id === order).state, 'handed_out')
  assert.deepEqual(await cook.do({ hand_out: { order } }), { refused: { refusal: 'already_handed_out' } })
  const looks = await apiPhone(server.origin, await server.card(GRID_WORKER))
  assert.equal((await looks.mine('visit')).length, 1, 'nobody had opened to an elder who lives alone')
  assert.deepEqual(await neighbour.mine('errand'), [])

  await lastWord(context, page, card)
  assert.deepEqual((await cook.mine('order')).find((row) => row.id === order).state, 'booked')
  assert.deepEqual(faults, [])
  await context.close()
})
