// A visitor's phone runs a program that knows nobody, and somebody's phone the residents'. Which one it is, a mark says that the browser
// may lose, as it may lose the store or the files. Whatever it loses: nobody reads that they are not signed in where they are, and what
// they have done is sent.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, reported, until, visit, waitingOn } from '../faults.mjs'
import { phone, signIn, sleep } from '../support.mjs'

const { place, browser, settled } = await begin()
const NOBODY = '还没有登录'
const AGAIN = '登录过期了'

/** The program that runs on the page. */
const program = (page) => page.evaluate(() => performance.getEntriesByType('resource')
  .map((one) => one.name.match(/\/(visit|app|desk)_bg\.wasm$/)?.[1]).filter(Boolean).at(-1))

const mark = async (context) => (await context.cookies()).find((one) => one.name === 'kept')?.value
const unmark = (context) => context.clearCookies({ name: 'kept' })

const named = (page, name) => page.getByRole('heading', { level: 1, name })

/** Somebody who is signed in, on a page that notes if it ever says that nobody is; and how often a page is opened. */
async function somebody(code) {
  const one = await settled(code)
  await one.context.addInitScript((words) => {
    const look = () => document.body?.textContent.includes(words) && sessionStorage.setItem('said', 'yes')
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  }, NOBODY)
  const { name } = await place.api(code)
  await visit(one.page, `${place.origin}/me`)
  await named(one.page, name).waitFor()
  const opened = []
  one.page.on('framenavigated', (frame) => { if (frame === one.page.mainFrame()) opened.push(frame.url()) })
  const quiet = async () => assert.equal(await one.page.evaluate(() => sessionStorage.getItem('said')), null, 'nothing false was said')
  return { ...one, name, opened, quiet }
}

test('a visitor, somebody who signs in, and a visitor again', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await visit(page, `${place.origin}/`)
  assert.deepEqual([await program(page), await mark(context)], ['visit', undefined])

  await signIn(page, await place.card('R0030'))
  const { name } = await place.api('R0030')
  await visit(page, `${place.origin}/me`)
  await named(page, name).waitFor()
  assert.deepEqual([await program(page), await mark(context)], ['app', '0'])

  await page.getByRole('button', { name: '在这台手机上退出' }).click()
  await page.getByRole('button', { name: '确定退出' }).click()
  await page.getByText(NOBODY).waitFor()
  assert.equal(await mark(context), undefined)
  await visit(page, `${place.origin}/me`)
  await page.getByText(NOBODY).waitFor()
  assert.equal(await program(page), 'visit')
  assert.deepEqual(faults, [])
})

for (const [at, offline] of [false, true].entries()) {
  test(`the mark is lost ${offline ? 'without' : 'with'} a network: the page is handed over, once`, { timeout: 120_000 }, async () => {
    const { context, page, name, opened, quiet } = await somebody(`R003${at + 1}`)
    await context.setOffline(offline)
    await unmark(context)
    await page.goto(`${place.origin}/me`)
    await named(page, name).waitFor()
    assert.deepEqual([await program(page), await mark(context)], ['app', '0'])
    await sleep(2000)
    assert.equal(opened.length, 2, `opened ${opened.length} times`)
    await quiet()
  })
}

test('the mark and the residents’ files are lost without a network: nothing is said, and with one all is as before', { timeout: 120_000 }, async () => {
  const { context, page, name, opened, quiet } = await somebody('R0033')
  await context.setOffline(true)
  await unmark(context)
  await page.evaluate(async () => {
    for (const shell of await caches.keys()) {
      const cache = await caches.open(shell)
      for (const one of await cache.keys()) if (/\/(app|desk)(_bg)?\.(js|wasm)$/.test(one.url)) await cache.delete(one)
    }
  })
  await page.goto(`${place.origin}/me`)
  await sleep(3000)
  assert.ok(opened.length <= 2, `opened ${opened.length} times`)
  await quiet()
  await context.setOffline(false)
  await named(page, name).waitFor()
  assert.equal(await program(page), 'app')
  await quiet()
})

test('the store is lost without a network: nobody is said to be signed out, and with one she is there', { timeout: 120_000 }, async () => {
  const { context, page, name, quiet } = await somebody('R0034')
  const cdp = await context.newCDPSession(page)
  await page.goto('about:blank')
  await context.setOffline(true)
  await cdp.send('Storage.clearDataForOrigin', { origin: place.origin, storageTypes: 'indexeddb' })
  await page.goto(`${place.origin}/me`)
  await page.waitForSelector('html[data-started=yes]', { state: 'attached' })
  await sleep(2000)
  await quiet()
  await context.setOffline(false)
  await named(page, name).waitFor()
  await quiet()
})

test('signing in in one tab, while another shows a visitor’s page', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await visit(page, `${place.origin}/me`)
  await page.getByText(NOBODY).waitFor()
  const other = await context.newPage()
  await signIn(other, await place.card('R0040'))
  const { name } = await place.api('R0040')
  await named(page, name).waitFor()
  assert.equal(await program(page), 'app')
  assert.equal(await page.getByText(NOBODY).count(), 0)
  assert.deepEqual(faults, [])
})

test('whoever has left without a network is not taken back by the next start', { timeout: 120_000 }, async () => {
  const { context, page, name } = await somebody('R0041')
  await context.setOffline(true)
  await page.getByRole('button', { name: '在这台手机上退出' }).click()
  await page.getByRole('button', { name: '确定退出' }).click()
  await page.getByText(NOBODY).waitFor()
  await page.goto('about:blank')
  await context.setOffline(false)
  await visit(page, `${place.origin}/me`)
  await page.getByText(NOBODY).waitFor()
  await sleep(2000)
  assert.deepEqual([await program(page), await mark(context)], ['visit', undefined])
  assert.equal(await named(page, name).count(), 0)
})

// Last: the sessions of all phones run out.
test('a session runs out while something waits: it is said at every start, with the mark or without, and then it is sent', { timeout: 120_000 }, async () => {
  const { context, page } = await settled('R0042')
  await context.setOffline(true)
  await reported(page, place.origin, '登录过期时还没送出的')
  await place.sql('update device set seen = seen - 31 * 86400000, made = made - 31 * 86400000')
  // The server knows for two seconds what it has read.
  await sleep(2500)
  await context.setOffline(false)
  await until(() => page.getByText(AGAIN).first().isVisible(), 'it is said', { page })

  await visit(page, `${place.origin}/me`)
  await page.getByText(AGAIN).first().waitFor()
  assert.deepEqual([await program(page), await mark(context)], ['app', '1'])
  await unmark(context)
  await visit(page, `${place.origin}/me`)
  await page.getByText(AGAIN).first().waitFor()
  assert.equal(await program(page), 'visit')
  assert.equal(await waitingOn(page), 1, 'it is kept')

  await signIn(page, await place.card('R0042'))
  await until(async () => (await waitingOn(page)) === 0, 'it is sent', { page })
  const rows = (await (await place.api('R0042')).mine('report')).map((row) => row.words)
  assert.ok(rows.includes('登录过期时还没送出的'))
  await visit(page, `${place.origin}/me`)
  assert.equal(await page.getByText(AGAIN).count(), 0)
})
