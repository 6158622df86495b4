// Meals that are ordered again and again: lunch and breakfast, each set once for her mother, ordered by the server for each day with
// a menu, seen by both, ended one without the other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, HOUR, launch, open, phone, signIn, startServer, violations } from '../support.mjs'

const today = () => new Date(Date.now() + 8 * HOUR).toISOString().slice(0, 10)
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** On every day, from today on, whatever day this test runs on. */
async function always(page) {
  await page.getByRole('button', { name: '沈金妹', exact: true }).click()
  for (const day of ['周六', '周日']) await page.getByRole('button', { name: day }).click()
  await page.getByLabel('从哪天起').fill(today())
  await page.getByLabel('法定假日也订').check()
}

/** Breakfast beside lunch: what is usual at it stands there, and it is ordered on the days on which there is one. */
async function breakfast(page, mother) {
  const meals = page.getByRole('group', { name: '选一餐' })
  await meals.getByRole('button', { name: '午餐', pressed: true }).waitFor()
  await meals.getByRole('button', { name: '早餐' }).click()
  await always(page)
  await page.getByRole('button', { name: '设好' }).click()
  const card = page.getByRole('article').filter({ hasText: '沈金妹 · 早餐' })
  await card.getByText('汤 1 份、主食 1 份').waitFor()
  await card.getByText(/^已订，\d+ 号$/).first().waitFor({ timeout: 40_000 })
  await meals.getByRole('button', { name: '午餐', pressed: true }).waitFor()
  const orders = await mother.mine('meal_order')
  assert.ok(orders.length > 0)
  assert.deepEqual([...new Set(orders.map((order) => order.meal))], ['breakfast'])
  assert.deepEqual(await violations(page), [])

  // Which meal it is for stays when it is changed.
  await card.getByRole('button', { name: '改 沈金妹 · 早餐' }).click()
  await page.getByRole('heading', { name: '改这一份' }).waitFor()
  await meals.waitFor({ state: 'detached' })
  await page.getByRole('group', { name: '哪一餐' }).getByText('早餐').waitFor()
  await page.getByRole('button', { name: '不改了' }).click()
  await card.getByRole('button', { name: '停掉' }).click()
  await page.getByRole('button', { name: '确定停掉' }).click()
  await card.waitFor({ state: 'detached' })
  assert.equal((await mother.mine('meal_order')).length, orders.length, 'what is ordered stays')
}

test('a daughter sets her mother a lunch for every day, and ends it', { timeout: 180_000 }, async () => {
  const { page } = await phone(browser)
  await signIn(page, await server.card('R0001'))
  await open(page, `${server.origin}/canteen`)
  await page.getByRole('link', { name: '长期订餐' }).click()
  await page.getByRole('heading', { name: '设一份长期订餐' }).waitFor()

  // A likely first day stands there; without one it says so beside the field.
  const first = page.getByLabel('从哪天起')
  assert.ok((await first.inputValue()) >= today())
  await first.fill('')
  await page.getByRole('button', { name: '设好' }).click()
  await page.getByText('请选从哪天起。').waitFor()
  await always(page)
  await page.getByRole('button', { name: '设好' }).click()
  const card = page.getByRole('article').filter({ hasText: '沈金妹 · 午餐' })
  await card.getByText('荤菜 1 份、素菜 1 份、主食 1 份').waitFor()
  await card.getByText(/^已订，\d+ 号$/).first().waitFor({ timeout: 40_000 })

  const mother = await apiPhone(server.origin, await server.card('R0002'))
  const orders = await mother.mine('order')
  assert.ok(orders.length > 5, `${orders.length} days are ordered`)
  assert.equal(new Set(orders.map((order) => order.day)).size, orders.length, 'each day once')
  assert.deepEqual([...new Set(orders.map((order) => order.state))], ['booked'])

  await breakfast(page, mother)
  await card.getByRole('button', { name: '停掉' }).click()
  await page.getByRole('button', { name: '确定停掉' }).click()
  await page.getByText('还没有设。').waitFor()
  assert.equal((await mother.mine('order')).length, orders.length, 'what is ordered stays')
})
