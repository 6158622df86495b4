// In the lift there is no network. After one visit the app opens from the phone, whatever page one reloads; what is done there is
// kept through a reload, marked 待确认, and done exactly once when the network is back. And when others were faster meanwhile, the
// phone says why and offers to change it or to drop it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, futureDates, kept, launch, open, phone, publicRows, signIn, started, startServer, uuid7,
} from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A phone that has seen the app once and holds it. */
async function settled(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await open(one.page, `${server.origin}/`)
  await kept(one.page)
  return { ...one, api: await apiPhone(server.origin, await server.card(code)) }
}

async function reload(page, address) {
  await page.goto(server.origin + address)
  await started(page)
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
}

const signUp = (page) => page.getByRole('button', { name: '报名', exact: true })
/** The regions that a screen reader listens to and that say this: for each the mark that it had before. */
const heard = (page, words) => page.locator('[aria-live=polite], [role=status], [role=alert]').filter({ hasText: words })
  .evaluateAll((all) => all.map((region) => region.dataset.before))
const pending = (page) => page.getByRole('main').locator('.state.is-pending', { hasText: '待确认' }).first()

test('what is done offline is kept, and done once when the network is back', { timeout: 120_000 }, async () => {
  const { context, page, faults, api } = await settled('R0001')
  const [date] = await futureDates(server.origin)
  const activity = `/activities/${date.id}`
  await context.setOffline(true)

  // Every page opens from the phone, with content.
  for (const [address, sign] of [
    ['/', page.locator('.next-card')],
    ['/activities', page.locator('a[href^="/activities/"]').first()],
    ['/canteen', page.locator('.dish').first()],
    ['/needs', page.getByRole('link', { name: '说一说' }).first()],
    [activity, signUp(page)],
  ]) {
    await reload(page, address)
    await sign.waitFor()
  }

  await signUp(page).click()
  await pending(page).waitFor()
  await reload(page, '/canteen')
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await pending(page).waitFor()
  await reload(page, '/needs/new')
  const words = '电梯里没有信号，写了也要送到'
  await page.getByLabel('是什么事').fill(words)
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await pending(page).waitFor()
  const report = new URL(page.url()).pathname
  for (const noun of ['signup', 'order', 'report']) assert.deepEqual(await api.mine(noun), [], `${noun} sent too early`)

  // Still there after a reload of each, and all three in 等待发送.
  for (const address of [activity, '/canteen', report]) {
    await reload(page, address)
    await pending(page).waitFor()
  }
  await reload(page, '/me/outbox')
  assert.equal(await page.getByRole('button', { name: '不送了' }).count(), 3)
  await reload(page, activity)
  await page.locator('main ul[aria-live=polite]').evaluate((region) => { region.dataset.before = 'yes' })

  const back = Date.now()
  await context.setOffline(false)
  const mark = page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' })
  await mark.waitFor({ timeout: 15_000 })
  assert.deepEqual(await heard(page, '已确认'), ['yes'], 'heard once, where something was heard before')
  await page.getByRole('navigation').getByRole('link', { name: '食堂' }).first().click()
  await page.locator('#orders .code').waitFor({ timeout: 15_000 - Math.min(14_000, Date.now() - back) })
  await page.getByRole('navigation').getByRole('link', { name: '诉求' }).first().click()
  const line = page.getByRole('listitem').filter({ hasText: words.slice(0, 8) }).first()
  await line.getByText('已收到').waitFor({ timeout: 15_000 })
  assert.ok(Date.now() - back < 15_000, `everything took ${Date.now() - back} ms`)

  // One effect each, also after another reload and a while online.
  await reload(page, '/')
  const [signups, orders, reports] = await Promise.all(['signup', 'order', 'report'].map((noun) => api.mine(noun)))
  assert.deepEqual(signups.map((row) => [row.occurrence, row.state]), [[date.id, 'confirmed']])
  assert.deepEqual(orders.map((row) => row.state), ['booked'])
  assert.ok(orders[0].code > 0)
  assert.deepEqual(reports.map((row) => [row.words, row.state]), [[words, 'received']])
  const row = (await publicRows(server.origin, 'occurrence')).find((one) => one.id === date.id)
  assert.equal(row.confirmed, 1)
  assert.deepEqual(faults, [])
  await context.close()
})

/** The day that the canteen page shows first, and its first dish there, as the server knows them. */
async function firstDish(page, day) {
  // Without what is in it, which stands behind the name.
  const name = await page.locator('.dish.is-order .dish-name').first().evaluate((one) => one.firstChild.textContent.trim())
  const servings = await publicRows(server.origin, 'serving')
  return servings.find((serving) => serving.name === name && (!day || serving.day === day))
}

test('the last portions went to others: the reason, and a way on', { timeout: 120_000 }, async () => {
  const { context, page, faults, api } = await settled('R0020')
  // Which day is open is the server's word: one order is placed and given up again.
  await reload(page, '/canteen')
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await page.locator('#orders .code').waitFor()
  const [{ id, day }] = await api.mine('order')
  await api.do({ cancel_order: { order: id } })
  await page.getByRole('button', { name: '订餐', exact: true }).waitFor()
  const dish = await firstDish(page, day)
  assert.ok(dish, 'the first dish of the page is on the menu')

  await context.setOffline(true)
  await reload(page, '/canteen')
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await pending(page).waitFor()

  // Neighbours take all that is left, twelve at most each.
  let left = (await publicRows(server.origin, 'serving')).find((one) => one.id === dish.id)
  left = left.portions - left.ordered
  for (let number = 200; left > 0; number += 1) {
    const neighbour = await apiPhone(server.origin, await server.card(`R0${number}`))
    const count = Math.min(left, 12)
    const portions = [{ serving: dish.id, count }]
    const outcome = await neighbour.do({ place_order: { order: uuid7(), day, eater: neighbour.id, portions } })
    assert.ok(outcome.applied, JSON.stringify(outcome))
    left -= count
  }

  await context.setOffline(false)
  await page.getByText(`没订上：${dish.name}订完了`).first().waitFor({ timeout: 15_000 })
  await page.getByRole('button', { name: '改一改再订' }).waitFor()
  await page.getByRole('button', { name: '不订了' }).waitFor()
  assert.deepEqual((await api.mine('order')).filter((order) => order.state === 'booked'), [])

  // It outlasts a reload, stands in 等待发送 with its ways on, and goes when it is dropped.
  await reload(page, '/me/outbox')
  const item = page.getByRole('listitem').filter({ hasText: dish.name }).filter({ hasText: '没订上' }).first()
  await item.getByRole('button', { name: '改一改' }).waitFor()
  await item.getByRole('button', { name: '再试一次' }).waitFor()
  await item.getByRole('button', { name: '不要了' }).click()
  await page.getByRole('button', { name: '确定不要' }).click()
  await page.getByText('没订上').waitFor({ state: 'detached' })
  const served = (await publicRows(server.origin, 'serving')).find((one) => one.id === dish.id)
  assert.equal(served.ordered, served.portions)
  assert.deepEqual(faults, [])
  await context.close()
})

test('the last place went to another: she waits in line, and is told so', { timeout: 120_000 }, async () => {
  const organizer = await apiPhone(server.origin, server.link('组织者'))
  const [{ roles }] = await organizer.mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, starts] = [uuid7(), Date.now() + 50 * 3_600_000]
  const plan = { starts, ends: starts + 3_600_000, venue: venue.id, capacity: 1, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)

  const { context, page, faults } = await settled('R0021')
  await reload(page, `/activities/${occurrence}`)
  await signUp(page).waitFor()
  await context.setOffline(true)
  await signUp(page).click()
  await pending(page).waitFor()
  const other = await apiPhone(server.origin, await server.card('R0022'))
  assert.ok((await other.do({ sign_up: { signup: uuid7(), occurrence, party: [other.id] } })).applied)
  await context.setOffline(false)
  await page.getByText('候补第 1 位').waitFor({ timeout: 15_000 })

  // The other does not go: the place is hers, without a tap.
  const [signup] = await other.mine('signup')
  assert.ok((await other.do({ cancel_signup: { signup: signup.id } })).applied)
  await page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' }).waitFor({ timeout: 15_000 })
  assert.deepEqual(faults, [])
  await context.close()
})
