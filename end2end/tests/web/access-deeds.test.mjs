// What cannot be seen by looking at a page: X1 letters of 30 px, X12 nothing hurries, X14 no puzzle at the door, X22 what is wrong is said
// beside the field, X24 three taps in the elder view, X26 a voice, X29 how much a first visit loads.
import assert from 'node:assert/strict'
import http from 'node:http'
import { after, afterEach, before, test } from 'node:test'
import { apiPhone, futureDates, launch, open, phone, signIn, started, startServer } from '../../support.mjs'

const KIB = 1024
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A phone that sees things in this way, of somebody or of nobody. */
async function seeing(look, code = null) {
  const one = await phone(browser)
  await one.context.addCookies([{ name: 'look', value: look, url: server.origin }])
  if (code) await signIn(one.page, await server.card(code))
  return one
}

test('X1: letters grow up to 30 px, by a button in the settings', { timeout: 60_000 }, async () => {
  const { page } = await seeing('zh.elder.light.100')
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))
  await open(page, `${server.origin}/me`)
  const usual = await size()
  const sizes = page.getByRole('group', { name: '字号' }).getByRole('button')
  await sizes.last().click()
  assert.equal(await sizes.last().getAttribute('aria-pressed'), 'true')
  assert.ok(await size() >= 30, `from ${usual} px to ${await size()} px`)
})

test('X12: two hours over a form change nothing', { timeout: 60_000 }, async () => {
  const { page } = await seeing('zh.normal.light.100', 'R0030')
  await page.clock.install()
  await open(page, `${server.origin}/needs/new`)
  const what = page.getByLabel('是什么事')
  await what.fill('想好了再写')
  await page.clock.fastForward('02:00:00')
  assert.equal(await what.inputValue(), '想好了再写')
  assert.equal(new URL(page.url()).pathname, '/needs/new')
  assert.equal(await page.locator('dialog[open], [role=dialog], [role=alertdialog]').count(), 0)
})

test('X14: the code is pasted or filled in by the phone, and nothing is to be solved', { timeout: 60_000 }, async () => {
  const { page } = await seeing('zh.normal.light.100')
  await open(page, `${server.origin}/sign-in`)
  assert.equal(await page.locator('main :is(canvas, iframe, input[type=range])').count(), 0)
  const code = page.locator('#code')
  assert.equal(await code.getAttribute('autocomplete'), 'one-time-code')
  const card = (await server.card('R0031')).split('#')[1]
  await code.focus()
  const free = await code.evaluate((field, text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    return field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, card)
  assert.ok(free, 'nobody stops what is pasted')
  await page.keyboard.insertText(card.toLowerCase())
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
})

/** What is said of the fields that are wrong: each names a text beside it that is there and is spoken. */
const said = (page) => page.evaluate(() => [...document.querySelectorAll('main [aria-invalid=true]')].map((field) => {
  const beside = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id))
  const error = beside.find((one) => one?.matches('.error'))
  return { text: error?.textContent.trim() ?? '', spoken: error?.getAttribute('role') === 'alert' }
}))

const FORMS = [['/sign-in', null, '#code', 'ABC'], ['/needs/new', 'R0032', 'textarea', ' ']]
for (const [address, code, field, typed] of FORMS) {
  test(`X22: ${address} says beside the field what is wrong, and keeps what was typed`, { timeout: 60_000 }, async () => {
    const { page } = await seeing('zh.elder.light.100', code)
    await open(page, server.origin + address)
    const input = page.locator(`main form ${field}`).first()
    await input.fill(typed)
    await page.locator('main form button[type=submit]').click()
    await page.locator('main [aria-invalid=true]').first().waitFor()
    const errors = await said(page)
    assert.ok(errors.length > 0 && errors.every(({ text, spoken }) => text.length > 3 && spoken), JSON.stringify(errors))
    assert.equal((await input.inputValue()).trim(), typed.trim())
  })
}

test('X24: in the elder view lunch, a date, the messages and a helper are three taps away', { timeout: 120_000 }, async () => {
  const { page } = await seeing('zh.elder.light.100', 'R0033')
  const own = await apiPhone(server.origin, await server.card('R0033'))
  const main = page.getByRole('main')
  let taps = 0
  const tap = async (what) => {
    taps += 1
    await what.click()
  }
  const done = async (what, wait) => {
    await wait()
    assert.ok(taps <= 3, `${what}: ${taps} taps`)
    taps = 0
    await open(page, `${server.origin}/`)
  }
  await open(page, `${server.origin}/`)
  await tap(main.locator('a.tile[href="/canteen"]'))
  await tap(page.getByRole('button', { name: '多一份' }).first())
  await tap(page.getByRole('button', { name: '订餐', exact: true }))
  await done('lunch', () => page.locator('#orders .code').waitFor())

  await tap(main.locator('a.tile[href="/activities"]'))
  const links = main.locator('a[href^="/activities/"]')
  await links.first().waitFor()
  const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  const date = (await futureDates(server.origin)).map(({ id }) => `/activities/${id}`).find((address) => shown.includes(address))
  // In the evening what is left of the day may have begun or be full.
  if (date) {
    await tap(main.locator(`a[href="${date}"]`).first())
    await tap(page.getByRole('button', { name: '报名', exact: true }))
    await done('a date', () => main.locator('.state.is-confirmed', { hasText: '已确认' }).first().waitFor())
    assert.equal((await own.mine('signup')).length, 1)
  } else await done('the dates', () => links.first().waitFor())

  await tap(page.locator('a[href="/me"]').last())
  await tap(main.locator('a[href="/me/notices"]').first())
  await done('the messages', () => page.waitForURL(`${server.origin}/me/notices`))
  assert.ok(await main.locator('a.tile[href^="tel:"]').count() === 1, 'a helper is one tap away')
})

test('X26: what is announced is read aloud where the phone has a voice', { timeout: 60_000 }, async () => {
  const { page, context } = await seeing('zh.elder.light.100')
  await context.addInitScript(() => {
    globalThis.spoken = []
    const speak = (what) => globalThis.spoken.push({ text: what.text, rate: what.rate })
    const value = { speak, cancel() {}, pause() {}, resume() {}, addEventListener() {}, getVoices: () => [{ lang: 'zh-CN' }] }
    Object.defineProperty(globalThis, 'speechSynthesis', { value })
    // The browser's own takes no voice but its own.
    globalThis.SpeechSynthesisUtterance = class { constructor(text) { Object.assign(this, { text, rate: 1 }) } }
  })
  const [date] = await futureDates(server.origin)
  await open(page, `${server.origin}/activities/${date.id}`)
  await page.getByRole('button', { name: /朗读/ }).click({ timeout: 2000 })
  await page.waitForFunction(() => globalThis.spoken.some(({ text }) => text))
  const first = (await page.evaluate(() => globalThis.spoken)).find(({ text }) => text)
  assert.ok(first.rate >= 0.7 && first.rate <= 1.2)
})

/** How many bytes come over the wire for an address, as a browser asks for it. */
const weight = (address) => new Promise((resolve, reject) => {
  http.get(server.origin + address, { headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
    let bytes = 0
    answer.on('data', (part) => { bytes += part.length })
    answer.on('end', () => resolve(bytes))
  }).on('error', reject)
})

test('X29: the program and its scripts are 700 KiB at most on a first visit', { timeout: 60_000 }, async () => {
  const { page } = await seeing('zh.normal.light.100')
  const asked = new Set()
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/\.(js|wasm)$/.test(pathname)) asked.add(pathname)
  })
  await page.goto(`${server.origin}/`)
  await started(page)
  assert.ok([...asked].some((address) => address.endsWith('.wasm')))
  const sizes = await Promise.all([...asked].map(weight))
  const whole = sizes.reduce((sum, one) => sum + one, 0)
  assert.ok(whole <= 700 * KIB, `${Math.round(whole / KIB)} KiB: ${[...asked].join(', ')}`)
})
