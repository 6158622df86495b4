// Browsers inside other apps. WeChat on an iPhone has no service worker, an Android WebView no background sync: the app works all the
// same while it is open, and says once that a real browser does it better. On an iPhone, the home-screen app has a store of its own: what
// waits in Safari must be sent before one moves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { begin, confirmed, pending, signUpButton, until, visit } from '../../faults.mjs'
import { futureDates, open, phone, signIn } from '../../support.mjs'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const VIEWS = {
  'WeChat on an iPhone': { agent: `${IPHONE} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN`, worker: false },
  'an Android WebView': {
    agent: 'Mozilla/5.0 (Linux; Android 13; V2023A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.49',
    worker: true,
  },
}
const { place, browser } = await begin()

function without({ worker }) {
  if (!worker) {
    delete Navigator.prototype.serviceWorker
    delete globalThis.ServiceWorkerContainer
  }
  delete globalThis.SyncManager
  delete globalThis.Notification
}

const banner = (page) => page.getByText(/在.{0,4}浏览器.{0,4}打开/)

for (const [at, [name, view]] of Object.entries(VIEWS).entries()) {
  test(`F22: ${name}: everything works while it is open, and it is said once that a browser does it better`, { timeout: 120_000 }, async () => {
    const code = `R003${at}`
    const { context, page, faults } = await phone(browser, { userAgent: view.agent })
    await context.addInitScript(without, view)
    await signIn(page, await place.card(code))
    assert.equal(await page.evaluate(() => 'serviceWorker' in navigator), view.worker)
    await page.locator('main h1').waitFor()
    await banner(page).first().waitFor({ timeout: 5000 })
    const [date] = await futureDates(place.direct)
    await visit(page, `${place.origin}/activities/${date.id}`)
    await signUpButton(page).waitFor()
    // The lift: the page is open already.
    await context.setOffline(true)
    await signUpButton(page).click()
    await pending(page).waitFor()
    await context.setOffline(false)
    await until(() => confirmed(page).isVisible(), 'confirmed', { page })
    // Once: not at the next opening any more.
    const close = page.getByRole('button', { name: /知道了|关闭|好/ })
    if (await close.count()) await close.first().click()
    await open(page, `${place.origin}/`)
    await page.locator('.next-card').first().waitFor()
    assert.equal(await banner(page).count(), 0, 'said once')
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('F22: a real browser hears nothing of it', { timeout: 60_000 }, async () => {
  const { context, page } = await phone(browser)
  await signIn(page, await place.card('R0035'))
  await page.locator('.next-card').first().waitFor()
  assert.equal(await banner(page).count(), 0)
  await context.close()
})

test('F23: Safari on an iPhone: adding to the home screen is offered, but first what waits is sent', { timeout: 90_000 }, async () => {
  const userAgent = `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`
  const { context, page } = await phone(browser, { userAgent })
  await context.addInitScript(() => { Object.defineProperty(Navigator.prototype, 'standalone', { value: false }) })
  await signIn(page, await place.card('R0036'))
  await visit(page, `${place.origin}/me`)
  await page.getByText(/主屏幕/).first().waitFor({ timeout: 5000 })
  const warning = page.getByText(/先.*(送|等)|(送|等).*再.*主屏幕/)
  assert.equal(await warning.count(), 0, 'nothing waits: no warning')
  const [date] = await futureDates(place.direct)
  await visit(page, `${place.origin}/activities/${date.id}`)
  await context.setOffline(true)
  await signUpButton(page).click()
  await pending(page).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: '我的', exact: true }).first().click()
  await page.getByText(/主屏幕/).first().waitFor()
  await warning.first().waitFor({ timeout: 5000 })
  // With a network it is sent, and the warning goes.
  await context.setOffline(false)
  await warning.first().waitFor({ state: 'detached' })
  await context.close()
})
