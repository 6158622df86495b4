// From one page to another: what comes fades in, of this program and of the other one, and just stands there for whoever wants nothing to
// move; the next tap is heard meanwhile; and between the finger and the page the history is written once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, open, phone, started, startServer } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A visitor's phone on the first page, whose script for hands has come. `globalThis.done` lists what the browser was asked to do. */
async function held(more = {}) {
  const one = await phone(browser, more)
  await one.page.addInitScript(() => {
    globalThis.done = []
    const listen = (owner, name, told) => {
      const own = owner[name]
      owner[name] = function heard(...all) {
        if (told(this)) globalThis.done.push(name)
        return own.apply(this, all)
      }
    }
    listen(History.prototype, 'pushState', () => true)
    listen(History.prototype, 'replaceState', () => true)
    listen(Element.prototype, 'animate', (one) => one.matches('main > .page'))
  })
  await open(one.page, `${server.origin}/`)
  await one.page.keyboard.press('Shift')
  await one.page.waitForSelector('.hand-line', { state: 'attached' })
  await one.page.evaluate(() => { globalThis.done.length = 0 })
  return one
}

const TAB = (address) => `.tab-bar a[href="${address}"]`
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
/** Two frames later. */
const frames = (page) => page.evaluate(() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))))

test('another page of the same program fades in, and just stands there for whoever wants nothing to move', { timeout: 60_000 }, async () => {
  for (const [reducedMotion, fades] of [['no-preference', true], ['reduce', false]]) {
    const { context, page, faults } = await held({ reducedMotion })
    await page.locator(TAB('/canteen')).click()
    await heading(page, '食堂')
    await frames(page)
    assert.equal(await page.evaluate(() => globalThis.done.includes('animate')), fades)
    // While one page comes the next is asked for.
    await page.evaluate(([first, second]) => {
      document.querySelector(first).click()
      document.querySelector(second).click()
    }, [TAB('/activities'), TAB('/needs')])
    await heading(page, '诉求')
    assert.equal(new URL(page.url()).pathname, '/needs')
    assert.equal(await page.locator('main > .page').count(), 1)
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('the history is written once before another page is seen, and where one came from behind it', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await held()
  const before = await page.evaluate((tab) => {
    document.querySelector(tab).click()
    return globalThis.done.filter((name) => name !== 'animate')
  }, TAB('/needs'))
  assert.deepEqual(before, ['pushState'])
  await page.waitForFunction(() => history.state?.from === '/')
  // The bar was not drawn anew for it.
  await page.locator(TAB('/')).evaluate((tab) => { tab.drawn = 'before' })
  await page.locator(TAB('/canteen')).click()
  await heading(page, '食堂')
  assert.equal(await page.locator(TAB('/')).evaluate((tab) => tab.drawn), 'before')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a page of the other program fades in, and just stands there for whoever wants nothing to move', { timeout: 60_000 }, async () => {
  for (const [reducedMotion, fades] of [['no-preference', true], ['reduce', false]]) {
    const { context, page, faults } = await phone(browser, { reducedMotion })
    await page.addInitScript(() => addEventListener('pagereveal', ({ viewTransition }) => { globalThis.fades = Boolean(viewTransition) }))
    let seen = false
    // A page that takes the browser four seconds to come does not fade in.
    for (let tries = 0; tries < (fades ? 4 : 1) && !seen; tries += 1) {
      await open(page, `${server.origin}/`)
      await page.getByRole('main').getByRole('link', { name: /哪里需要人/ }).first().click()
      await page.waitForURL(`${server.origin}/shifts`)
      await started(page)
      seen = await page.evaluate(() => globalThis.fades)
    }
    assert.equal(seen, fades)
    assert.deepEqual(faults, [])
    await context.close()
  }
})
