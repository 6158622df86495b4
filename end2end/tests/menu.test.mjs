// The cook says what there is and how many meals are brought; a neighbour has hers brought, the next one reads that this is full;
// the sheet for those who carry says where to; and the coming week is like the last one in two taps. A dish shows what it looks like,
// and on a day with breakfast that is a meal of its own.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  apiPhone, launch, open, overflow, phone, publicRows, signIn, startServer, violations, HOUR,
} from '../support.mjs'

const ahead = (days) => new Date(Date.now() + 8 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)
// The demonstration has lunch on both, and breakfast on the second.
const [day, early] = [ahead(3), ahead(4)]
const shot = path.join(path.dirname(fileURLToPath(import.meta.url)), '../pictures/today.png')
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
const choose = (page, which = day) =>
  page.locator('.day-strip .day').filter({ hasText: new RegExp(`\\D${Number(which.slice(8))}\\s*$`) }).first().click()

/** A phone of somebody, on a page. */
async function at(role, path) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(role))
  await open(one.page, `${server.origin}${path}`)
  return one
}

/** The cook shows what a dish looks like; a neighbour who looks at the menu sees it small beside its name. */
async function looks(kitchen, hers, name) {
  await kitchen.locator('#pictured-dish').selectOption({ label: name })
  await kitchen.locator('input[type=file]').setInputFiles(shot)
  await kitchen.locator('.photo img').scrollIntoViewIfNeeded()
  await kitchen.waitForFunction(() => document.querySelector('.photo img')?.naturalWidth > 0)
  // As long as it is not saved it is this dish's: it is dropped, or saved.
  await kitchen.locator('#pictured-dish:disabled').waitFor()
  await kitchen.getByRole('button', { name: '不换照片' }).click()
  await kitchen.locator('#pictured-dish:enabled').waitFor()
  await kitchen.locator('.photo img').waitFor({ state: 'detached' })
  assert.equal(await kitchen.locator('#pictured-dish option:checked').textContent(), name)
  await kitchen.locator('input[type=file]').setInputFiles(shot)
  await kitchen.locator('.photo img').scrollIntoViewIfNeeded()
  await kitchen.waitForFunction(() => document.querySelector('.photo img')?.naturalWidth > 0)
  assert.ok(await overflow(kitchen) <= 0)
  assert.deepEqual(await violations(kitchen), [])
  await kitchen.getByRole('button', { name: '保存照片' }).click()
  await kitchen.getByText('照片保存了').waitFor()
  await kitchen.locator('#pictured-dish:enabled').waitFor()
  const dish = (await publicRows(server.origin, 'dish')).find((one) => one.name === name)
  const picture = hers.locator(`.dish img[src="/api/pictures/${dish.picture}?small"]`).first()
  await picture.scrollIntoViewIfNeeded()
  await hers.waitForFunction((one) => one.naturalWidth > 0, await picture.elementHandle())
  assert.equal(await picture.getAttribute('alt'), name)
  const { width, height } = await picture.boundingBox()
  assert.ok(width === height && width < 80, `${width} x ${height}`)
  assert.equal(await hers.locator('.dish img').count(), 2, 'on the menu and in her order; a dish without a picture has no empty box')
  const ordered = hers.locator('#orders .dish img')
  await ordered.scrollIntoViewIfNeeded()
  await hers.waitForFunction((one) => one.naturalWidth > 0, await ordered.elementHandle())
  assert.ok(await overflow(hers) <= 0)
}

/** She orders breakfast and lunch of one day, each for itself, and the kitchen has a sheet for each. */
async function breakfast(hers, kitchen, api) {
  await choose(hers, early)
  const meals = hers.getByRole('group', { name: '选一餐' })
  await meals.getByRole('button', { name: '早餐', pressed: true }).waitFor()
  await hers.getByText('早餐 06:30–08:00').first().waitFor()
  assert.deepEqual(await violations(hers), [])
  for (const meal of ['早餐', '午餐']) {
    await meals.getByRole('button', { name: meal }).click()
    await meals.getByRole('button', { name: meal, pressed: true }).waitFor()
    await hers.getByRole('button', { name: '多一份' }).first().click()
    await hers.getByRole('button', { name: '订餐', exact: true }).click()
    await hers.locator('#orders').getByText('已确认').first().waitFor()
  }
  const lunches = (await api.mine('order')).filter((one) => one.day === early)
  const others = await api.mine('meal_order')
  assert.deepEqual(lunches.map((one) => one.meal), [undefined], 'what older releases read is lunch')
  assert.deepEqual(others.map((one) => [one.day, one.meal]), [[early, 'breakfast']])
  assert.notEqual(lunches[0].code, others[0].code)

  await open(kitchen, `${server.origin}/desk/sheets`)
  await choose(kitchen, early)
  await kitchen.getByRole('group', { name: '选一餐' }).getByRole('button', { name: '早餐' }).click()
  await kitchen.getByRole('button', { name: '窗口单' }).click()
  await kitchen.getByRole('table').getByText(String(others[0].code)).waitFor()
  assert.equal(await kitchen.getByText(String(lunches[0].code)).count(), 0)
}

test('a meal is brought as long as there is room, and the sheet says where to', { timeout: 180_000 }, async () => {
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
  const api = await apiPhone(server.origin, await server.card('R0001'))
  const [order] = await api.mine('order')
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
  assert.match(await sheet.locator('caption').innerText(), /幢/, 'building and stairwell')
  const cooks = await apiPhone(server.origin, await server.card('R0006'))
  const door = (await cooks.mine('order')).find((one) => one.id === order.id)
  await cook.page.getByRole('heading', { level: 2, name: door.to.compound, exact: true }).waitFor()

  await open(cook.page, `${server.origin}/desk/menu`)
  await looks(cook.page, hers.page, order.lines[0].name)
  await breakfast(hers.page, cook.page, api)

  await open(cook.page, `${server.origin}/desk/menu`)
  await cook.page.getByRole('button', { name: '像上周一样' }).click()
  await cook.page.getByRole('button', { name: '照上周的做' }).click()
  await cook.page.getByText('照上周排好了').waitFor()
  assert.deepEqual([...hers.faults, ...other.faults, ...cook.faults], [])
  await Promise.all([hers.context.close(), other.context.close(), cook.context.close()])
})
