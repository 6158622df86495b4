// A thumb slips. What was just noted is said above the bars with a way back: 撤销. A place is free again, a meal is given up, also from
// the next page; what had not left the phone was never said. It is heard, and reached with the keyboard alone; it covers no bar. Where
// somebody waits for the place, the page's own way alone remains, which asks first. It says nothing that is not so: what waits for a
// network is said to wait. It stays long enough to be read, and what went wrong until it is closed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { floating } from '../access/walk.mjs'
import { Keys } from '../keys.mjs'
import {
  apiPhone, cached, futureDates, HOUR, kept, launch, open, phone, publicRows, signIn, sleep, startServer, uuid7, violations,
  wholeHour,
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

/** A neighbour's phone, and another of theirs without a screen. */
async function neighbour(code, options) {
  const one = await phone(browser, options)
  await signIn(one.page, await server.card(code))
  return { ...one, api: await apiPhone(server.origin, await server.card(code)) }
}

async function until(what, wanted, says) {
  for (let tries = 0; tries < 50 && (await what()) !== wanted; tries += 1) await sleep(200)
  assert.equal(await what(), wanted, says)
}

/** A date on which nobody waits, and from which one may stay away without being late. */
async function farDate(nth) {
  const far = (await futureDates(server.origin)).filter((date) =>
    date.starts > Date.now() + 72 * HOUR && !date.waiting && !date.lottery && !date.approval && !date.windows?.cancel)
  return far[nth]
}

const confirmed = async (id) => (await publicRows(server.origin, 'occurrence')).find((one) => one.id === id).confirmed
const toast = (page) => page.getByRole('status').and(page.locator('.toast'))
const undo = (page) => toast(page).getByRole('button', { name: '撤销', exact: true })
const signUp = (page) => page.getByRole('button', { name: '报名', exact: true })
const mark = (page) => page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' })

/** The line says this and nothing besides. */
const says = (page, words) => toast(page).getByText(words, { exact: true }).waitFor()

/** Opens a date, with a mark on the region: what comes into it is heard only where it was before. */
async function lookAt(page, id) {
  await open(page, `${server.origin}/activities/${id}`)
  await signUp(page).waitFor()
  await page.locator('.toast[role=status]').evaluate((region) => { region.dataset.before = 'yes' })
}

test('a place is given back with one tap, and is free again', { timeout: 60_000 }, async () => {
  const { context, page, faults, api } = await neighbour('R0001')
  const date = await farDate(0)
  await lookAt(page, date.id)
  await signUp(page).click()
  await says(page, '报名记下了。')
  assert.equal(await toast(page).getAttribute('data-before'), 'yes')
  assert.deepEqual(await floating(page), [])
  await mark(page).waitFor()
  assert.equal(await confirmed(date.id), date.confirmed + 1)
  assert.deepEqual(await violations(page), [])

  await undo(page).click()
  await toast(page).getByText('撤销了。').waitFor()
  await signUp(page).waitFor()
  await until(() => confirmed(date.id), date.confirmed)
  assert.deepEqual((await api.mine('signup')).map((row) => row.state), ['cancelled'])

  // What is given back on its page meanwhile is offered no more.
  await signUp(page).click()
  await undo(page).waitFor()
  await mark(page).waitFor()
  const again = (await api.mine('signup')).find((row) => row.state === 'confirmed')
  assert.ok((await api.do({ cancel_signup: { signup: again.id } })).applied)
  await undo(page).waitFor({ state: 'detached', timeout: 6000 })
  assert.deepEqual(faults, [])
  await context.close()
})

test('what has not left the phone is undone as if it had never been', { timeout: 90_000 }, async () => {
  const { context, page, faults, api } = await neighbour('R0020')
  await cached(page)
  await open(page, `${server.origin}/`)
  await kept(page)
  const date = await farDate(1)
  await lookAt(page, date.id)
  const sent = []
  page.on('request', (request) => { if (request.url().endsWith('/api/push')) sent.push(request.postData()) })

  await context.setOffline(true)
  await signUp(page).click()
  await page.getByRole('main').locator('.state.is-pending', { hasText: '待确认' }).first().waitFor()
  await says(page, '报名记下了。 有网就送出去。')
  await undo(page).click()
  await toast(page).getByText('撤销了。').waitFor()
  await signUp(page).waitFor()
  // What the phone tries without a network reaches nobody.
  sent.length = 0
  const pulled = page.waitForResponse((answer) => answer.url().endsWith('/api/pull') && answer.ok())
  await context.setOffline(false)
  await pulled
  await sleep(1000)
  assert.deepEqual(sent, [])
  assert.deepEqual(await api.mine('signup'), [])
  assert.deepEqual(faults, [])
  await context.close()
})

test('a meal is given up from the next page, and the line covers no bar', { timeout: 60_000 }, async () => {
  const { context, page, faults, api } = await neighbour('R0031', { viewport: { width: 320, height: 640 } })
  await open(page, `${server.origin}/canteen`)
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  await says(page, '订餐记下了。')
  await page.locator('#orders .code').waitFor()
  const [line, order, tabs] = await page.evaluate(async () => {
    // It is placed again at least every quarter of a second.
    await new Promise((then) => setTimeout(then, 600))
    return ['.toast-line', '.order-bar', '.tab-bar'].map((part) => document.querySelector(part).getBoundingClientRect().toJSON())
  })
  assert.ok(line.bottom <= order.top && order.top < tabs.top, JSON.stringify([line, order, tabs]))
  assert.ok(line.left >= 0 && line.right <= 320 && line.top >= 0, JSON.stringify(line))

  await page.getByRole('navigation').getByRole('link', { name: '活动' }).first().click()
  await page.getByRole('heading', { level: 1, name: '活动' }).waitFor()
  await undo(page).click()
  await toast(page).getByText('撤销了。').waitFor()
  await until(async () => (await api.mine('order')).map((row) => row.state).join(), 'cancelled')
  assert.deepEqual(faults, [])
  await context.close()
})

test('what is through is not said to wait, whatever becomes of the network', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await neighbour('R0032')
  // There it stays for half a minute.
  await context.addCookies([{ name: 'look', value: 'zh.elder.light.100', url: server.origin }])
  await lookAt(page, (await farDate(1)).id)
  await context.setOffline(true)
  await signUp(page).click()
  await says(page, '报名记下了。 有网就送出去。')
  await context.setOffline(false)
  await mark(page).waitFor()
  await says(page, '报名记下了。')
  await context.setOffline(true)
  await page.waitForFunction(() => !navigator.onLine)
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await says(page, '报名记下了。')
  assert.deepEqual(faults, [])
  await context.close()
})

for (const [view, code, stays] of [['normal', 'R0033', 10_000], ['elder', 'R0034', 30_000]]) {
  test(`X12: it stays for ${stays / 1000} s in the ${view} view, by the page's clock`, { timeout: 60_000 }, async () => {
    const { context, page, faults } = await neighbour(code)
    await context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
    await page.clock.install()
    await lookAt(page, (await farDate(0)).id)
    await page.locator('.toast').evaluate((region) => {
      globalThis.changed = []
      new MutationObserver(() => globalThis.changed.push(Date.now())).observe(region, { childList: true })
    })
    await signUp(page).click()
    await mark(page).waitFor()
    await undo(page).waitFor()
    // A pointer on it would hold it.
    await page.mouse.move(1, 1)
    await page.clock.runFor(stays + 1000)
    await undo(page).waitFor({ state: 'detached' })
    const changed = await page.evaluate(() => globalThis.changed)
    const there = changed.at(-1) - changed[0]
    // It is drawn a moment after its time has begun.
    assert.ok(there >= stays - 50 && there < stays + 10_000, `${there} ms`)
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('X10: what could not be undone is said until somebody closes it', { timeout: 60_000 }, async () => {
  const { context, page, api } = await neighbour('R0021')
  await page.clock.install()
  await lookAt(page, (await farDate(0)).id)
  await signUp(page).click()
  await mark(page).waitFor()
  await page.evaluate(() => {
    globalThis.begin = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = () => { throw new DOMException('full', 'QuotaExceededError') }
  })
  await undo(page).click()
  await toast(page).getByText(/^未保存/).waitFor()
  await page.evaluate(() => { IDBDatabase.prototype.transaction = globalThis.begin })
  await page.mouse.move(1, 1)
  await page.clock.runFor(60_000)
  await toast(page).getByText(/^未保存/).waitFor()
  assert.deepEqual(await floating(page), [])

  const close = toast(page).getByRole('button', { name: '关闭' })
  const { width, height } = await close.boundingBox()
  assert.ok(width >= 48 && height >= 48, `${width} by ${height} px`)
  await close.click()
  await close.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.matches('.toast'))
  assert.deepEqual((await api.mine('signup')).map((row) => row.state), ['confirmed'])
  await context.close()
})

test('the keyboard alone finds the way back, and Escape closes it', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await neighbour('R0030')
  const date = await farDate(2)
  const keys = await Keys.on(page)
  await lookAt(page, date.id)
  await keys.use('button', '报名')
  await undo(page).waitFor()
  await mark(page).waitFor()
  await keys.use('button', '撤销')
  await toast(page).getByText('撤销了。').waitFor()
  await page.waitForFunction(() => document.activeElement?.matches('.toast'))
  await keys.here()
  await until(() => confirmed(date.id), date.confirmed)

  await page.keyboard.press('Escape')
  await toast(page).getByText('撤销了。').waitFor({ state: 'detached' })
  assert.equal(await page.evaluate(() => document.activeElement.className.split(' ')[0]), 'toast', 'the next Tab goes on from there')
  assert.deepEqual([...keys.wrong], [])
  assert.deepEqual(faults, [])
  await context.close()
})

test('who waits for a place is asked first', { timeout: 60_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [me] = await organizer.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const { id: activity } = (await publicRows(server.origin, 'activity'))
    .find((one) => led.includes(one.organization) && !one.audience_rule)
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, starts] = [uuid7(), wholeHour(9 * 24)]
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 1, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity, plan } })).applied)
  const first = await apiPhone(server.origin, await server.card('R0040'))
  assert.ok((await first.do({ sign_up: { signup: uuid7(), occurrence, party: [first.id] } })).applied)

  const { context, page, faults } = await neighbour('R0041')
  await open(page, `${server.origin}/activities/${occurrence}`)
  await page.getByRole('button', { name: '排候补' }).click()
  await page.getByRole('button', { name: '不去了' }).waitFor()
  assert.equal(await undo(page).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
