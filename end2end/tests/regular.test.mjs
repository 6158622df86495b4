// Lunch that is ordered again and again: set once for her mother, ordered by the server for each day with a menu, seen by both, ended.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, HOUR, launch, open, phone, signIn, startServer } from '../support.mjs'

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

test('a daughter sets her mother a lunch for every day, and ends it', { timeout: 120_000 }, async () => {
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
  await page.getByRole('button', { name: '沈金妹' }).click()
  for (const day of ['周六', '周日']) await page.getByRole('button', { name: day }).click()
  await page.getByLabel('从哪天起').fill(today())
  // Whatever day this test runs on.
  await page.getByLabel('法定假日也订').check()
  await page.getByRole('button', { name: '设好' }).click()
  const card = page.getByRole('article').filter({ hasText: '沈金妹' })
  await card.getByText('荤菜 1 份、素菜 1 份、主食 1 份').waitFor()
  await card.getByText(/^已订，\d+ 号$/).first().waitFor({ timeout: 40_000 })

  const mother = await apiPhone(server.origin, await server.card('R0002'))
  const orders = await mother.mine('order')
  assert.ok(orders.length > 5, `${orders.length} days are ordered`)
  assert.equal(new Set(orders.map((order) => order.day)).size, orders.length, 'each day once')
  assert.deepEqual([...new Set(orders.map((order) => order.state))], ['booked'])

  await card.getByRole('button', { name: '停掉' }).click()
  await page.getByRole('button', { name: '确定停掉' }).click()
  await page.getByText('还没有设。').waitFor()
  assert.equal((await mother.mine('order')).length, orders.length, 'what is ordered stays')
})
