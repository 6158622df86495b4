// The page of needs: five classes that fold. With a keyboard one opens a class and begins a report with a kind of it; who writes what is
// wrong in words of their own finds the kind that comes near; a visitor without the program reads all kinds; and nothing of the page
// moves while it comes to rest, for a visitor as for somebody who has reported something.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, kept, launch, open, phone, publicRows, signIn, startServer, uuid7, violations } from '../support.mjs'

const MOST = 0.02
let server, browser, needs

before(async () => {
  server = await startServer()
  browser = await launch()
  needs = await publicRows(server.origin, 'need')
  const neighbour = await apiPhone(server.origin, await server.card('R0030'))
  for (let count = 1; count <= 9; count += 1) await report(neighbour, `楼下的路灯不亮，第 ${count} 盏`)
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

async function report(api, words) {
  const draft = { need: null, words, building: null, photos: [], shown: true }
  assert.ok((await api.do({ file_report: { report: uuid7(), draft } })).applied)
}

const fold = (page, id) => page.locator(`#kinds-${id}`)
const field = (page) => page.getByRole('searchbox', { name: '搜需求' })
const chosen = (page, title) => page.locator('#item option:checked', { hasText: title }).waitFor({ state: 'attached' })

for (const view of ['normal', 'elder']) {
  test(`with a keyboard one opens a class and begins with a kind, in the ${view} view`, { timeout: 90_000 }, async () => {
    const { context, page, faults } = await phone(browser)
    await context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
    await signIn(page, await server.card('R0001'))
    await open(page, `${server.origin}/needs`)
    await fold(page, 'support').locator('summary').waitFor()
    assert.equal(await page.locator('.kind').count(), 0, 'what is folded is not drawn')

    await fold(page, 'support').locator('summary').focus()
    await page.keyboard.press('Enter')
    await fold(page, 'support').getByRole('link').first().waitFor()
    const ofClass = needs.filter((need) => need.class === 'support')
    assert.equal(await fold(page, 'support').getByRole('link').count(), ofClass.length)
    assert.deepEqual(await violations(page), [])
    // The next stop of the focus is the first kind of the class.
    await page.keyboard.press('Tab')
    const title = (await page.evaluate(() => document.activeElement.textContent)).trim()
    assert.ok(ofClass.some((need) => need.title === title), title)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/needs/new')
    await chosen(page, title)
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('who writes what is wrong finds its kind, and what is folded stays as it was', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0001'))
  await open(page, `${server.origin}/needs`)
  await fold(page, 'care').locator('summary').click()
  await fold(page, 'care').getByRole('link').first().waitFor()

  await field(page).fill('楼道灯')
  await page.getByRole('status').filter({ hasText: '有 1 项' }).waitFor()
  await fold(page, 'care').waitFor({ state: 'hidden' })
  await field(page).fill('路灯坏了')
  await page.getByRole('status').filter({ hasText: '也许是这几项' }).waitFor()
  await page.locator('.is-found').getByRole('link', { name: /^楼道灯不亮/ }).waitFor()
  assert.deepEqual(await violations(page), [])
  await field(page).fill('loudaodeng')
  await page.getByText('没有找到这样的需求').waitFor()
  await field(page).fill('')
  await fold(page, 'care').getByRole('link').first().waitFor()

  await field(page).fill('路灯坏了')
  await page.locator('.is-found').getByRole('link', { name: /^楼道灯不亮/ }).click()
  await page.waitForURL('**/needs/new')
  await chosen(page, '楼道灯不亮')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a visitor without the program opens a class and reads its kinds', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(`${server.origin}/needs`)
  assert.equal(await page.locator('.kind').count(), needs.length)
  await fold(page, 'livelihood').locator('summary').click()
  await fold(page, 'livelihood').getByRole('link', { name: '楼道灯不亮' }).waitFor()
  await context.close()
})

/** How much of the page has moved by itself, from its first drawing until some time after it came to rest. */
async function moved(page) {
  await open(page, `${server.origin}/needs`)
  await page.waitForFunction(() => !document.querySelector('.skeleton'))
  await page.waitForTimeout(700)
  return page.evaluate(() => globalThis.moved)
}

function watch() {
  globalThis.moved = 0
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) globalThis.moved += shift.value
  }).observe({ type: 'layout-shift', buffered: true })
}

test('nothing moves while the page comes to rest', { timeout: 120_000 }, async () => {
  const wrong = []
  for (const [who, reports, view, width] of [
    [null, 0, 'normal', 390], [null, 0, 'elder', 390], [null, 0, 'normal', 1280],
    ['R0031', 0, 'normal', 390], ['R0032', 1, 'normal', 390], ['R0033', 2, 'normal', 390], ['R0034', 2, 'elder', 390],
  ]) {
    const { context, page, faults } = await phone(browser, { viewport: { width, height: 844 } })
    await context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
    if (who) {
      const own = reports ? await apiPhone(server.origin, await server.card(who)) : null
      for (let count = 1; count <= reports; count += 1) await report(own, `台阶松了，第 ${count} 级，很怕摔`)
      await signIn(page, await server.card(who))
      await kept(page)
    }
    await page.addInitScript(watch)
    const by = await moved(page)
    if (by > MOST) wrong.push(`${who ?? 'a visitor'} with ${reports} reports, ${view}, ${width}: ${by.toFixed(3)}`)
    assert.deepEqual(faults, [])
    await context.close()
  }
  assert.deepEqual(wrong, [])
})
