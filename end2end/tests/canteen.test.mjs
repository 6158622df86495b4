// For whom one orders, and until when. A daughter orders for her mother with two taps and for herself with two more: each has a number
// of their own. When the time to order is over, the page says why, takes nothing more, and keeps what was ordered.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, beijing, lateOrders, launch, notOverMidnight, open, phone, publicRows, signIn, startServer, uuid7,
} from '../support.mjs'

// Who orders, for whom, and what the family calls her.
const [DAUGHTER, MOTHER, CALLED] = ['R0001', 'R0002', '沈阿婆']
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

const signedIn = async (code) => apiPhone(server.origin, await server.card(code))

test('one orders for whom one looks after, and for oneself', { timeout: 90_000 }, async () => {
  const [hers, mothers] = [await signedIn(DAUGHTER), await signedIn(MOTHER)]
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(DAUGHTER))
  await open(page, `${server.origin}/canteen`)
  const pills = page.getByRole('group', { name: '谁吃' })
  const pill = (name, pressed) => pills.getByRole('button', { name, pressed })
  const card = (name) => page.locator('#orders article').filter({ has: page.getByRole('heading', { name, exact: true }) })
  const order = async () => {
    await page.getByRole('button', { name: '多一份' }).first().click()
    await page.getByRole('button', { name: '订餐', exact: true }).click()
  }

  await pill('我自己', true).waitFor()
  await pill(CALLED, false).click()
  await pill(CALLED, true).waitFor()
  await order()
  await card(mothers.name).locator('.code').waitFor()
  // A row that comes by more than one way, once.
  const once = (orders) => [...new Map(orders.map((one) => [one.id, one])).values()]
  const said = (orders) => once(orders).map(({ eater, booker, state }) => [eater.name, booker.name, state])
  assert.deepEqual(said(await mothers.mine('order')), [[mothers.name, hers.name, 'booked']])

  // She is the one who has ordered, and not who eats: for herself there is still something to choose.
  await pill('我自己', false).click()
  await order()
  await card(hers.name).locator('.code').waitFor()
  const all = said(await hers.mine('order')).sort()
  assert.deepEqual(all, [[mothers.name, hers.name, 'booked'], [hers.name, hers.name, 'booked']].sort())
  const numbers = await page.locator('#orders .code').allTextContents()
  assert.equal(new Set(numbers).size, 2, 'a number for each')
  assert.deepEqual(faults, [])
  await context.close()
})

test('after the time to order the page says why, and takes nothing more', { timeout: 120_000 }, async () => {
  const [day, api] = [beijing().slice(0, 10), await signedIn('R0020')]
  const dish = (await publicRows(server.origin, 'serving')).find((one) => one.day === day && !one.meal)
  const order = uuid7()
  const portions = [{ serving: dish.id, count: 1 }]
  assert.ok((await api.do({ place_order: { order, day, eater: api.id, portions } })).applied)
  const [one, other] = [await phone(browser), await phone(browser)]
  await signIn(one.page, await server.card('R0020'))
  await signIn(other.page, await server.card('R0021'))
  await open(one.page, `${server.origin}/canteen`)
  await one.page.locator('#orders').getByRole('button', { name: '不要了' }).waitFor()
  await open(other.page, `${server.origin}/canteen`)
  await other.page.locator('.stepper').first().waitFor()

  // The cook buys at midnight from now on: today is over.
  await server.import({ 'community.csv': await lateOrders('00:00') })
  for (const { page } of [one, other]) {
    await open(page, `${server.origin}/canteen`)
    const days = page.locator('.day-strip .day')
    await days.first().click()
    await page.locator('.countdown', { hasText: '截止：食堂要按数买菜，不能再订、再退了' }).waitFor({ timeout: 40_000 })
    await page.locator('.dish', { hasText: dish.name }).first().waitFor()
    assert.equal(await page.locator('.stepper').count(), 0)
    assert.equal(await page.getByRole('button', { name: '订餐', exact: true }).count(), 0)
  }
  await one.page.locator('#orders').getByText('已经过了截止时间，不能退了。').waitFor()
  await one.page.locator('#orders .code').waitFor()
  assert.equal(await one.page.locator('#orders').getByRole('button', { name: '不要了' }).count(), 0)
  const late = await api.do({ cancel_order: { order } })
  assert.ok(late.refused?.refusal.cutoff_passed, JSON.stringify(late))

  // The next day is open, and says until when.
  await other.page.locator('.day-strip .day').nth(1).click()
  await other.page.locator('.countdown', { hasText: '前可订' }).waitFor()
  await other.page.getByRole('button', { name: '多一份' }).first().click()
  await other.page.getByRole('button', { name: '订餐', exact: true }).waitFor()
  assert.deepEqual([...one.faults, ...other.faults], [])
  await Promise.all([one.context.close(), other.context.close()])
})
