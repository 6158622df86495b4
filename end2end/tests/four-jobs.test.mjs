// The four things that this software exists for: looking a team up, signing up for a date, ordering lunch, saying what one needs. One
// neighbour does all four in English. Another does them in the elder view while the network is cut: everything opens from the phone,
// what is done there waits and says so, and arrives once when the network is back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, futureDates, kept, launch, open, overflow, phone, signIn, started, startServer,
} from '../support.mjs'

const ENGLISH = {
  lang: 'en', search: 'Search teams', found: '2 teams', signUp: 'Sign up', more: 'One more', order: 'Order', what: /^What is it/,
  submit: 'Send', confirmed: 'Confirmed', received: 'Received', wrong: 'The lamp at our door has been out for three days',
}
const CHINESE = {
  lang: 'zh-CN', search: '搜组织', found: '2 个组织', signUp: '报名', more: '多一份', order: '订餐', what: /^是什么事/, submit: '提交',
  confirmed: '已确认', received: '已收到', wrong: '门口的灯坏了三天，晚上看不见台阶',
}
const REPORT = /\/needs\/[0-9a-f-]{36}$/

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A neighbour's phone that looks so, signed in, with the app on it. */
async function neighbour(code, look, words) {
  const one = await phone(browser)
  await one.context.addCookies([{ name: 'look', value: look, url: server.origin }])
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await open(one.page, `${server.origin}/`)
  await kept(one.page)
  const [date] = await futureDates(server.origin)
  return { ...one, words, view: look.split('.')[1], date, api: await apiPhone(server.origin, await server.card(code)) }
}

/** Opens a page anew, as from the phone's list of addresses; it is in the neighbour's language and view, and fits the screen. */
async function visit({ page, words, view }, address) {
  await page.goto(server.origin + address)
  await started(page)
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
  const root = page.locator('html')
  assert.equal(await root.getAttribute('lang'), words.lang, address)
  assert.equal((await root.getAttribute('data-view')) === 'elder', view === 'elder', address)
  assert.ok(await overflow(page) <= 0, `${address} is wider than the phone`)
}

/** What stands on the page when something waits for the network, and when it is done. */
const pending = ({ page }) => page.getByRole('main').locator('.state.is-pending').first()
const confirmed = ({ page, words }) => page.getByRole('main').locator('.state.is-confirmed', { hasText: words.confirmed }).first()
const number = ({ page }) => page.locator('#orders .code')
const received = ({ page, words }) => page.getByRole('main').getByText(words.received).first()

// ---- the four jobs

async function looksATeamUp(me) {
  const { page, words } = me
  await visit(me, '/organizations')
  await page.getByRole('searchbox', { name: words.search }).fill('xqd')
  await page.getByRole('status').getByText(words.found).waitFor()
  await page.getByRole('link', { name: /象棋队/ }).click()
  await page.getByRole('heading', { level: 1, name: '象棋队' }).waitFor()
  await page.getByText('陆大伯').first().waitFor()
}

async function signsUp(me) {
  await visit(me, `/activities/${me.date.id}`)
  await me.page.getByRole('button', { name: me.words.signUp, exact: true }).click()
}

async function ordersLunch(me) {
  const { page, words } = me
  await visit(me, '/canteen')
  await page.getByRole('button', { name: words.more }).first().click()
  await page.getByRole('button', { name: words.order, exact: true }).click()
}

/** Answers where the report stands. */
async function saysWhatIsWrong(me) {
  const { page, words } = me
  await visit(me, '/needs/new')
  await page.getByRole('textbox', { name: words.what }).fill(words.wrong)
  await page.getByRole('button', { name: words.submit, exact: true }).click()
  await page.waitForURL(REPORT)
  return new URL(page.url()).pathname
}

/** Everything came to the server, and once. */
async function arrived({ api, date, words }) {
  const [signups, orders, reports] = await Promise.all(['signup', 'order', 'report'].map((noun) => api.mine(noun)))
  assert.deepEqual(signups.map((row) => [row.occurrence, row.state]), [[date.id, 'confirmed']])
  assert.deepEqual(orders.map((row) => row.state), ['booked'])
  assert.deepEqual(reports.map((row) => [row.words, row.state]), [[words.wrong, 'received']])
}

test('all four in English', { timeout: 120_000 }, async () => {
  const me = await neighbour('R0021', 'en.normal.light.100', ENGLISH)
  await looksATeamUp(me)
  await signsUp(me)
  await confirmed(me).waitFor()
  await ordersLunch(me)
  await number(me).waitFor()
  await saysWhatIsWrong(me)
  await received(me).waitFor()
  await arrived(me)
  assert.deepEqual(me.faults, [])
  await me.context.close()
})

test('all four in the elder view without a network', { timeout: 120_000 }, async () => {
  const me = await neighbour('R0022', 'zh.elder.light.100', CHINESE)
  const { context, page, api } = me
  await context.setOffline(true)

  await looksATeamUp(me)
  await signsUp(me)
  await pending(me).waitFor()
  await ordersLunch(me)
  await pending(me).waitFor()
  const report = await saysWhatIsWrong(me)
  await pending(me).waitFor()
  for (const noun of ['signup', 'order', 'report']) assert.deepEqual(await api.mine(noun), [], `${noun} sent too early`)

  // The phone still has all three after each page was opened anew.
  for (const address of [`/activities/${me.date.id}`, '/canteen', report]) {
    await visit(me, address)
    await pending(me).waitFor()
  }
  await visit(me, '/me/outbox')
  const waiting = page.getByRole('button', { name: '不送了' })
  await waiting.nth(2).waitFor()
  assert.equal(await waiting.count(), 3)

  await context.setOffline(false)
  await waiting.first().waitFor({ state: 'detached' })
  for (const [address, sign] of [[`/activities/${me.date.id}`, confirmed], ['/canteen', number], [report, received]]) {
    await visit(me, address)
    await sign(me).waitFor()
  }
  await arrived(me)
  assert.deepEqual(me.faults, [])
  await context.close()
})
