// What is half done: a report that is being written survives the end of its page, and belongs to one account alone; a card's link
// that is opened while the sign-in page shows is read there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, launch, open, phone, signIn, sleep, started, startServer } from '../support.mjs'

const KEPT = '上次没写完的还在'
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

test('a report that is being written outlives its page, and goes when it is sent', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0001'))
  await open(page, `${server.origin}/needs/new`)
  assert.equal(await page.getByText(KEPT).count(), 0, 'nothing was begun')
  const words = '三单元门口的台阶松了'
  await page.getByLabel('是什么事').fill(words)
  await page.getByRole('checkbox').last().check()
  await sleep(1500)
  // The page ends without a farewell, as when the browser crashes.
  await page.goto('about:blank')
  await page.close({ runBeforeUnload: false })

  const next = await context.newPage()
  await open(next, `${server.origin}/needs/new`)
  await next.getByText(KEPT).waitFor()
  assert.equal(await next.getByLabel('是什么事').inputValue(), words)
  assert.ok(await next.getByRole('checkbox').last().isChecked())

  // Another account on this phone finds nothing of it.
  await signIn(next, await server.card('R0004'))
  await open(next, `${server.origin}/needs/new`)
  await next.getByLabel('是什么事').waitFor()
  await sleep(500)
  assert.equal(await next.getByLabel('是什么事').inputValue(), '')
  assert.equal(await next.getByText(KEPT).count(), 0)

  // Hers again: sent, it is gone.
  await signIn(next, await server.card('R0001'))
  await open(next, `${server.origin}/needs/new`)
  await next.getByText(KEPT).waitFor()
  await next.getByRole('button', { name: '提交' }).click()
  await next.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await open(next, `${server.origin}/needs/new`)
  await next.getByLabel('是什么事').waitFor()
  await sleep(500)
  assert.equal(await next.getByLabel('是什么事').inputValue(), '')
  assert.equal(await next.getByText(KEPT).count(), 0)
  const reports = await (await apiPhone(server.origin, await server.card('R0001'))).mine('report')
  assert.deepEqual(reports.map((report) => report.words), [words])
  assert.deepEqual(faults, [])
  await context.close()
})

test('what was begun can be dropped', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0001'))
  await open(page, `${server.origin}/needs/new`)
  await page.getByLabel('是什么事').fill('写了一半')
  await sleep(1500)
  await page.reload()
  await started(page)
  await page.getByText(KEPT).waitFor()
  await page.getByRole('button', { name: '不要了，重新写' }).click()
  await page.getByText(KEPT).waitFor({ state: 'detached' })
  assert.equal(await page.getByLabel('是什么事').inputValue(), '')
  await sleep(500)
  await page.reload()
  await started(page)
  await page.getByLabel('是什么事').waitFor()
  await sleep(500)
  assert.equal(await page.getByLabel('是什么事').inputValue(), '')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a link that is opened while the sign-in page shows is read there', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/sign-in`)
  await page.locator('#code').waitFor()
  const mark = new URL(await server.card('R0001')).hash
  await page.evaluate((mark) => { location.hash = mark }, mark)
  await page.waitForFunction(() => document.querySelector('#code')?.value)
  assert.equal((await page.locator('#code').inputValue()).replace('-', ''), mark.slice(1).replace('-', ''))
  await page.waitForFunction(() => location.hash === '')
  assert.deepEqual(faults, [])
  await context.close()
})
