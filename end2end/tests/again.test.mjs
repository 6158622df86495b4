// A no is not the end of it. An order whose dish went to others and a report that the server did not take are changed on the phone and
// sent again: what was refused stands in 等待发送 until then, what was filled in is on the tray and in the form again, and of both
// tries one thing is left.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, cached, kept, launch, open, phone, publicRows, signIn, started, startServer, uuid7 } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))
const signedIn = async (code) => apiPhone(server.origin, await server.card(code))

/** A phone that has seen the app once and holds it. */
async function settled(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await open(one.page, `${server.origin}/`)
  await kept(one.page)
  return { ...one, api: await signedIn(code) }
}

async function reload(page, address) {
  await page.goto(server.origin + address)
  await started(page)
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
}

const pending = (page) => page.getByRole('main').locator('.state.is-pending', { hasText: '待确认' }).first()

/** What was refused, in 等待发送. */
async function refused(page, ...words) {
  await reload(page, '/me/outbox')
  await page.getByRole('heading', { name: '没办成的' }).waitFor()
  const all = page.getByRole('listitem').filter({ hasText: '未成功' })
  return words.reduce((items, hasText) => items.filter({ hasText }), all)
}

/** Nothing is refused any more, and what was done stands there. */
async function nothingRefused(page) {
  await reload(page, '/me/outbox')
  await page.getByRole('heading', { name: '办成的', exact: true }).waitFor()
  assert.equal(await page.getByRole('heading', { name: '没办成的' }).count(), 0)
  assert.equal(await page.getByText('未成功').count(), 0)
}

/** Neighbours take all that is left of a dish, twelve portions at most each. */
async function sellOut({ id, day }) {
  const { portions, ordered } = (await publicRows(server.origin, 'serving')).find((one) => one.id === id)
  for (let [left, number] = [portions - ordered, 200]; left > 0; left -= 12, number += 1) {
    const neighbour = await signedIn(`R0${number}`)
    const taken = [{ serving: id, count: Math.min(left, 12) }]
    applied(await neighbour.do({ place_order: { order: uuid7(), day, eater: neighbour.id, portions: taken } }))
  }
}

test('an order whose dish went to others is changed and ordered again', { timeout: 120_000 }, async () => {
  const { context, page, faults, api } = await settled('R0020')
  // Which day is open is the server's word: one order is placed and given up again.
  await reload(page, '/canteen')
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await page.locator('#orders .code').waitFor()
  const [{ id, lines: [{ serving }] }] = await api.mine('order')
  applied(await api.do({ cancel_order: { order: id } }))
  await page.getByRole('button', { name: '订餐', exact: true }).waitFor()
  const served = await publicRows(server.origin, 'serving')
  const dish = served.find((one) => one.id === serving)
  const other = served.find((one) => one.day === dish.day && one.meal === dish.meal && one.id !== dish.id && one.portions > one.ordered)

  await context.setOffline(true)
  await reload(page, '/canteen')
  await page.getByRole('group', { name: `${dish.name}，份数`, exact: true }).getByRole('button', { name: '多一份' }).click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await pending(page).waitFor()
  await sellOut(dish)
  await context.setOffline(false)
  await page.getByText(`没订上：${dish.name}订完了`).first().waitFor()

  // From the list of what was not done to the menu, where the same stands with a way back onto the tray.
  const item = await refused(page, dish.name, '没订上')
  await item.getByRole('button', { name: '改一改', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/canteen')
  await page.getByRole('button', { name: '改一改再订' }).click()
  await page.getByRole('button', { name: '改一改再订' }).waitFor({ state: 'detached' })
  const hand = page.getByRole('group', { name: `${dish.name}，份数`, exact: true })
  await hand.locator('output').filter({ hasText: /^1$/ }).waitFor()
  await hand.getByRole('button', { name: '少一份' }).click()
  await page.getByRole('group', { name: `${other.name}，份数`, exact: true }).getByRole('button', { name: '多一份' }).click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await page.locator('#orders .code').waitFor()

  const booked = (await api.mine('order')).filter((order) => order.state === 'booked')
  assert.deepEqual(booked.map((order) => order.lines.map((line) => [line.serving, line.count])), [[[other.id, 1]]])
  const counted = (await publicRows(server.origin, 'serving')).find((one) => one.id === other.id)
  assert.equal(counted.ordered, other.ordered + 1)
  await nothingRefused(page)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a report that was not taken is in the form again, is changed and sent', { timeout: 120_000 }, async () => {
  const { context, page, faults, api } = await settled('R0031')
  const [first, second] = ['单元门关不上', '单元门关不上，夜里很响']
  await context.setOffline(true)
  await reload(page, '/needs/new')
  await page.getByLabel('是什么事').fill(first)
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await pending(page).waitFor()
  // Two phones have drawn one number for their reports. It happens to nobody; the server has to say no, and so it does.
  const report = new URL(page.url()).pathname.split('/').at(-1)
  const draft = { need: null, words: '路灯不亮', building: null, photos: [], shown: false }
  applied(await (await signedIn('R0030')).do({ file_report: { report, draft } }))
  await context.setOffline(false)
  await pending(page).waitFor({ state: 'detached' })
  assert.deepEqual(await api.mine('report'), [])

  const item = await refused(page, first, '没办成')
  await item.getByRole('button', { name: '改一改', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/needs/new')
  const field = page.getByLabel('是什么事')
  await field.waitFor()
  assert.equal(await field.inputValue(), first, 'not a word is lost')
  await field.fill(second)
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await page.getByRole('main').locator('.state.is-waiting', { hasText: '已收到' }).waitFor()

  assert.deepEqual((await api.mine('report')).map((row) => [row.words, row.state]), [[second, 'received']])
  await nothingRefused(page)
  assert.deepEqual(faults, [])
  await context.close()
})
