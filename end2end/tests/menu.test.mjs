// The cook says what there is and how many meals are brought; a neighbour has hers brought, the next one reads that this is full;
// the sheet for those who carry says where to; and the coming week is like the last one in two taps.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, launch, open, phone, publicRows, signIn, startServer, HOUR } from '../support.mjs'

const day = new Date(Date.now() + 8 * HOUR + 3 * 24 * HOUR).toISOString().slice(0, 10)
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Taps the day in the strip of a page. */
const choose = (page) =>
  page.locator('.day-strip .day').filter({ hasText: new RegExp(`\\D${Number(day.slice(8))}\\s*$`) }).first().click()

/** A phone of somebody, on a page. */
async function at(role, path) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(role))
  await open(one.page, `${server.origin}${path}`)
  return one
}

test('a meal is brought as long as there is room, and the sheet says where to', { timeout: 120_000 }, async () => {
  const cook = await at('R0006', '/desk/menu')
  await choose(cook.page)
  await cook.page.getByLabel('送餐最多几单').fill('1')
  await cook.page.getByRole('button', { name: '定下这天的菜单' }).click()
  await cook.page.getByText('菜单定好了').waitFor()

  const hers = await at('R0001', '/canteen')
  await choose(hers.page)
  await hers.page.getByRole('button', { name: '送到家' }).click()
  await hers.page.getByRole('button', { name: '多一份' }).first().click()
  await hers.page.getByRole('button', { name: '订餐', exact: true }).click()
  await hers.page.locator('#orders').getByText('中午送到家门口').waitFor()
  const [order] = await (await apiPhone(server.origin, await server.card('R0001'))).mine('order')
  assert.deepEqual([order.day, order.delivered, order.to], [day, true, undefined], 'her phone need not be told where she lives')
  const [community] = await publicRows(server.origin, 'community')
  assert.deepEqual(community.quotas.map((one) => [one.day, one.delivering]), [[day, 1]])

  const other = await at('R0024', '/canteen')
  await choose(other.page)
  await other.page.getByRole('button', { name: '送到家' }).click()
  await other.page.getByText('这天送餐满了。可以改成来食堂吃。').waitFor()

  await open(cook.page, `${server.origin}/desk/sheets`)
  await choose(cook.page)
  await cook.page.getByRole('button', { name: '送餐单' }).click()
  const sheet = cook.page.getByRole('table')
  await sheet.getByText(order.eater.name).waitFor()
  assert.match(await sheet.locator('caption').innerText(), /幢/, 'compound, building and stairwell')

  await open(cook.page, `${server.origin}/desk/menu`)
  await cook.page.getByRole('button', { name: '像上周一样' }).click()
  await cook.page.getByRole('button', { name: '照上周的做' }).click()
  await cook.page.getByText('照上周排好了').waitFor()
  assert.deepEqual([...hers.faults, ...other.faults, ...cook.faults], [])
  await Promise.all([hers.context.close(), other.context.close(), cook.context.close()])
})
