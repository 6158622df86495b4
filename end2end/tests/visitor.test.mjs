// A stranger who has looked at one page and stayed a while takes the rest along: without a network every page that the navigation
// leads to opens, with what the phone has, and says where one must sign in. Where every kilobyte counts nothing is fetched ahead:
// there such a page says that it needs the network once, and not any more. And whoever cannot read small letters
// is asked once, and finds the elder view where they are and where they search.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cached, HOUR, kept, launch, open, phone, publicRows, sleep, started, startServer, violations } from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

async function reload(page, address) {
  await page.goto(server.origin + address)
  await started(page)
  await page.waitForFunction(() => document.querySelector('main h1, main .empty') && !document.querySelector('.skeleton'))
}

/** Whether the phone holds the larger program. */
const larger = async () => Boolean(await caches.match('/desk-shell'))
const ONCE = '第一次打开这一页要有网络'

test('a visitor without a network sees where help is needed, and how to report', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/`)
  assert.equal(await page.evaluate(larger), false, 'a first look does not pay for it')
  await cached(page)
  await kept(page)
  await context.setOffline(true)

  // From the first page, by its link, and by its address.
  await reload(page, '/')
  await page.getByRole('main').getByRole('link', { name: /哪里需要人/ }).first().click()
  await page.waitForURL(`${server.origin}/shifts`)
  await reload(page, '/shifts')
  const known = page.getByRole('main').locator('a[href^="/shifts/"]')
  await known.first().waitFor()
  const soon = (await publicRows(server.origin, 'shift')).filter((row) => !row.cancelled && row.starts > Date.now() + HOUR)
  const shown = await known.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  const ids = new Set(soon.map((row) => `/shifts/${row.id}`))
  assert.ok(shown.length > 0 && shown.some((address) => ids.has(address)), 'the shifts that the server knows')
  assert.deepEqual(await violations(page), [])

  // One of them: what it is, and that one must sign in.
  const one = soon.find((row) => shown.includes(`/shifts/${row.id}`))
  await reload(page, `/shifts/${one.id}`)
  await page.getByRole('heading', { level: 1, name: one.role }).waitFor()
  await page.getByText('登录以后就能报名来帮忙').waitFor()

  await reload(page, '/needs')
  await page.getByRole('main').getByRole('link', { name: '说一说' }).first().click()
  await page.waitForURL(`${server.origin}/needs/new`)
  await reload(page, '/needs/new')
  await page.getByText('提诉求要先登录').waitFor()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('main').getByRole('link', { name: '登录', exact: true }).first().click()
  await page.locator('#code').waitFor()

  for (const address of ['/skills', '/search', '/activities', '/canteen', '/organizations', '/projects', '/me', '/about', '/sign-in']) {
    await reload(page, address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal(await page.getByText(ONCE).count(), 0, address)
  }
  assert.deepEqual(faults, [])
  await context.close()
})

test('on a line where every kilobyte counts a page is fetched once it is opened', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } })
  })
  await open(page, `${server.origin}/`)
  await cached(page)
  await sleep(11_000)
  assert.equal(await page.evaluate(larger), false)
  await context.setOffline(true)
  for (const address of ['/shifts', '/needs/new']) {
    await reload(page, address)
    await page.getByText(ONCE).waitFor()
    await page.getByText('有网的时候打开一次').waitFor()
  }

  await context.setOffline(false)
  await open(page, `${server.origin}/shifts`)
  await kept(page)
  await context.setOffline(true)
  await reload(page, '/shifts')
  await page.getByRole('main').locator('a[href^="/shifts/"]').first().waitFor()
  await reload(page, '/needs/new')
  await page.getByText('提诉求要先登录').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a new phone is asked once which size it wants, each written in its own', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  const question = page.getByRole('group', { name: '字号' })
  await open(page, `${server.origin}/activities`)
  assert.equal(await question.count(), 0, 'only the first page asks')
  await open(page, `${server.origin}/`)
  const [large, standard] = ['大', '标准'].map((name) => question.getByRole('button', { name, exact: true }))
  const size = (button) => button.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
  assert.ok(await size(large) > 1.5 * await size(standard))
  assert.deepEqual(await violations(page), [])

  await large.click()
  await page.waitForSelector('html[data-view=elder]', { state: 'attached' })
  await question.waitFor({ state: 'detached' })
  await open(page, `${server.origin}/`)
  await page.getByRole('navigation', { name: '常用' }).waitFor()
  assert.equal(await question.count(), 0)
  assert.deepEqual(faults, [])
  await context.close()

  // Whoever does not answer is not asked again either; whoever wants it as it is, has it so.
  for (const answers of [false, true]) {
    const other = await phone(browser)
    await open(other.page, `${server.origin}/`)
    const asked = other.page.getByRole('group', { name: '字号' })
    await asked.waitFor()
    if (answers) {
      await asked.getByRole('button', { name: '标准' }).click()
      await asked.waitFor({ state: 'detached' })
    }
    await open(other.page, `${server.origin}/`)
    await other.page.getByRole('main').getByRole('button', { name: /^长辈版/ }).waitFor()
    assert.equal(await asked.count(), 0)
    assert.equal(await other.page.getAttribute('html', 'data-view'), 'normal')
    assert.deepEqual(other.faults, [])
    await other.context.close()
  }
})

test('the elder view is found where one searches, by the names that other apps give it', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/organizations`)
  const entry = page.getByRole('main').getByRole('button', { name: /^长辈版/ })
  for (const name of ['亲情版', '关爱版', '关怀版', '长辈']) {
    await page.getByRole('searchbox').fill('象棋')
    await entry.waitFor({ state: 'detached' })
    await page.getByRole('searchbox').fill(name)
    await entry.waitFor()
  }
  assert.deepEqual(await violations(page), [])
  await entry.click()
  await page.waitForSelector('html[data-view=elder]', { state: 'attached' })
  assert.deepEqual(faults, [])
  await context.close()
})

test('a visitor finds the elder view on the first page', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/`)
  await page.getByRole('main').getByRole('button', { name: /^长辈版/ }).click()
  await page.getByRole('navigation', { name: '常用' }).waitFor()
  await page.waitForSelector('html[data-view=elder]', { state: 'attached' })
  await page.waitForFunction(() => document.activeElement?.id === 'main')
  assert.deepEqual(await violations(page), [])

  // The phone remembers it, and the way back is among the settings.
  await open(page, `${server.origin}/me`)
  const toggle = page.getByRole('switch', { name: /长辈版/ })
  assert.equal(await toggle.getAttribute('aria-checked'), 'true')
  await toggle.click()
  await page.waitForSelector('html[data-view=normal]', { state: 'attached' })
  assert.deepEqual(faults, [])
  await context.close()
})

test('an iPhone has something to show while the app opens from its Home Screen, and nobody else pays for it', { timeout: 60_000 }, async () => {
  const { context, page, faults, blocked } = await phone(browser, { colorScheme: 'dark' })
  const pictures = () => page.evaluate(() => [...document.querySelectorAll('link[rel=apple-touch-startup-image]')]
    .map((link) => [link.media, link.href.slice(0, 22)]))
  await open(page, `${server.origin}/`)
  assert.deepEqual(await pictures(), [])
  await page.addInitScript(() => { navigator.standalone = false })
  await open(page, `${server.origin}/`)
  await page.waitForFunction(() => document.querySelectorAll('link[rel=apple-touch-startup-image]').length === 2)
  const made = 'data:image/png;base64,'
  assert.deepEqual(await pictures(), [['(orientation: portrait)', made], ['(orientation: landscape)', made]])
  assert.deepEqual([faults, blocked], [[], []])
  await context.close()
})
