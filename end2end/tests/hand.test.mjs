// The app in the hand: a page that is pulled down looks for news, with and without a network, and a button does the same; back leads
// to where one was; what everybody may see is handed on by its address; what a page is for is within the thumb's reach; a place on the
// phone's screen is offered once. The fingers are real touches, sent through the browser's own way.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { floating } from '../access/walk.mjs'
import {
  apiPhone, cached, futureDates, holds, launch, open, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
  const neighbour = await apiPhone(server.origin, await server.card('R0030'))
  const draft = { need: null, words: '楼道的灯不亮', building: null, photos: [], shown: true }
  assert.ok((await neighbour.do({ file_report: { report: uuid7(), draft } })).applied)
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A phone with a touch screen, whose script for hands has come. */
async function held(address, more = {}) {
  const one = await phone(browser, { hasTouch: true, ...more })
  await open(one.page, server.origin + address)
  await one.page.waitForFunction(() => !document.querySelector('.skeleton'))
  await touched(one.page)
  return { ...one, touch: await one.context.newCDPSession(one.page) }
}

const touched = async (page) => {
  await page.waitForSelector('html[data-started]', { state: 'attached' })
  await page.keyboard.press('Shift')
  await page.waitForSelector('.hand-line', { state: 'attached' })
}
const line = (page) => page.locator('.hand-line')

/** A finger goes from the middle of the page so far down and right, and up. `before` looks at the page while it is still down. */
async function draw({ touch, page }, { down = 0, right = 0 }, before = () => {}) {
  const points = Array.from({ length: 8 }, (_, step) => ({ x: 150 + right * step / 7, y: 450 + down * step / 7 }))
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [points[0]] })
  for (const point of points.slice(1)) {
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await before()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('a page that is pulled down looks for news and says how old it is', { timeout: 120_000 }, async () => {
  const one = await held('/activities')
  const { context, page, faults } = one
  await cached(page)
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorY), 'contain')
  await page.evaluate(() => { globalThis.same = true })
  const pulled = page.waitForResponse((response) => response.url().endsWith('/api/pull'))
  await draw(one, { down: 200 }, () => line(page).getByText('松手就更新').waitFor())
  await pulled
  await line(page).getByText('刚刚更新').waitFor()
  assert.equal(await line(page).getAttribute('role'), 'status')
  assert.deepEqual(await violations(page), [])

  // Not far, sideways, or on a page behind another one: nothing is asked for.
  await draw(one, { down: 60 })
  assert.equal(await line(page).textContent(), '')
  await draw(one, { down: 20, right: 150 })
  assert.equal(await line(page).textContent(), '')
  await page.goto(`${server.origin}/about`)
  await touched(page)
  await draw(one, { down: 200 })
  assert.equal(await line(page).textContent(), '')

  await page.goto(`${server.origin}/activities`)
  await page.waitForFunction(() => document.documentElement.dataset.started && !document.querySelector('.skeleton'))
  await touched(page)
  await page.evaluate(() => { globalThis.same = true })
  await context.setOffline(true)
  await draw(one, { down: 200 })
  await line(page).getByText(/^没有网络，内容是.+的$/).waitFor()
  assert.equal(await page.evaluate(() => globalThis.same), true, 'the browser has not loaded the page anew')
  assert.deepEqual(faults, [])
  await context.close()
})

test('whoever wants nothing to move sees nothing move', { timeout: 60_000 }, async () => {
  for (const [reducedMotion, moves] of [['no-preference', true], ['reduce', false]]) {
    const one = await held('/activities', { reducedMotion })
    await draw(one, { down: 200 }, async () => {
      await line(one.page).getByText('松手就更新').waitFor()
      assert.equal(await line(one.page).evaluate((said) => said.style.transform !== ''), moves)
    })
    await one.context.close()
  }
})

test('a button among the settings looks for news too', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/me`)
  const button = page.getByRole('main').getByRole('button', { name: '立即更新' })
  await button.focus()
  const pulled = page.waitForResponse((response) => response.url().endsWith('/api/pull'))
  await page.keyboard.press('Enter')
  await pulled
  assert.deepEqual(faults, [])
  await context.close()
})

test('the frame of the browser is dark where the phone is', { timeout: 60_000 }, async () => {
  for (const [cookie, expected] of [['zh.normal.auto.100', ['light', 'dark']], ['zh.normal.light.100', ['light', 'light']]]) {
    const { context, page } = await phone(browser)
    await context.addCookies([{ name: 'look', value: cookie, url: server.origin }])
    await open(page, `${server.origin}/about`)
    const colours = { light: '#f8f3ea', dark: '#171310' }
    for (const [at, colorScheme] of ['light', 'dark'].entries()) {
      await page.emulateMedia({ colorScheme })
      const frame = await page.evaluate(() => [...document.querySelectorAll('meta[name=theme-color]')]
        .find(({ media }) => !media || matchMedia(media).matches).content)
      assert.equal(frame, colours[expected[at]], `${cookie} on a ${colorScheme} phone`)
    }
    await context.close()
  }
})

const scrolled = (page) => page.evaluate(() => scrollY)
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/** Scrolls a long list down, opens the link that is then in the middle, and answers how far down that was. */
async function openFurtherDown(page, links) {
  await page.waitForFunction(() => document.documentElement.scrollHeight > 2500)
  await page.evaluate(() => scrollTo(0, 1200))
  const middle = page.locator(links).filter({ visible: true })
  const boxes = await middle.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
  const at = boxes.findIndex((top) => top > 200 && top < 600)
  assert.ok(at >= 0, 'a link in the middle')
  const y = await scrolled(page)
  await middle.nth(at).click()
  await page.waitForFunction(() => scrollY === 0 && document.querySelector('.back'))
  return y
}

const backAt = (page, y) => page.waitForFunction((y) => Math.abs(scrollY - y) < 3, y, { timeout: 5000 })

test('back leads to where one was in the list, by the phone and by the page', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await held('/organizations')
  const teams = 'main a[href^="/organizations/"]'
  for (const way of ['phone', 'page']) {
    const y = await openFurtherDown(page, teams)
    assert.ok(y > 1000)
    const entries = await page.evaluate(() => history.length)
    if (way === 'phone') await page.goBack()
    else await page.locator('.back').click()
    await heading(page, '组织')
    await backAt(page, y)
    assert.equal(await page.evaluate(() => history.length), entries, 'no new entry')
  }
  // The keyboard's way: the page's own link with Enter.
  const y = await openFurtherDown(page, teams)
  await page.locator('.back').focus()
  await page.keyboard.press('Enter')
  await heading(page, '组织')
  await backAt(page, y)

  // By the bottom bar one comes to the top.
  await page.getByRole('navigation').getByRole('link', { name: '今天' }).click()
  await page.waitForFunction(() => location.pathname === '/' && scrollY === 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('back leads there too where the list comes out of the phone', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await held('/organizations')
  await cached(page)
  // The first page that comes out of the phone's own store.
  await page.waitForFunction(() => document.querySelectorAll('main a[href^="/organizations/"]').length > 20)
  // What is shown is not yet what is kept.
  await holds(page, () => new Promise((done) => {
    const opening = indexedDB.open('xishan')
    opening.onsuccess = () => {
      const counting = opening.result.transaction('row').objectStore('row').count()
      counting.onsuccess = () => { opening.result.close(); done(counting.result > 0) }
    }
  }))
  await context.setOffline(true)
  await page.goto(`${server.origin}/organizations`)
  await page.waitForFunction(() => document.documentElement.dataset.started && document.querySelectorAll('main a[href^="/organizations/"]').length > 20)
  await touched(page)
  const y = await openFurtherDown(page, 'main a[href^="/organizations/"]')
  await page.goto(`${server.origin}/about`)
  await page.goBack()
  await page.waitForFunction(() => /^\/organizations\/./.test(location.pathname) && document.documentElement.dataset.started)
  await page.goBack()
  await heading(page, '组织')
  await backAt(page, y)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a page that was opened by its address has a way to the page above it', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  const [team] = await publicRows(server.origin, 'organization')
  await open(page, `${server.origin}/organizations/${team.id}`)
  await touched(page)
  await page.locator('.back').click()
  await heading(page, '组织')
  assert.equal(new URL(page.url()).pathname, '/organizations')
  assert.equal(await scrolled(page), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('what everybody may see is handed on by its address alone', { timeout: 120_000 }, async () => {
  const [date] = await futureDates(server.origin)
  const [team] = await publicRows(server.origin, 'organization')
  for (const native of [true, false]) {
    const { context, page, faults } = await phone(browser)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
    await page.addInitScript((native) => {
      globalThis.shared = []
      const share = native ? async (what) => { globalThis.shared.push(what) } : undefined
      Object.defineProperty(navigator, 'share', { value: share, configurable: true })
    }, native)
    for (const address of [`/activities/${date.id}`, `/organizations/${team.id}`, '/canteen']) {
      await open(page, `${server.origin}${address}?from=somewhere#secret`)
      const button = page.getByRole('button', { name: '分享给邻居' })
      await button.focus()
      await page.keyboard.press('Enter')
      if (native) {
        await page.waitForFunction(() => globalThis.shared.length > 0)
        const [{ url, title }] = await page.evaluate(() => globalThis.shared)
        assert.equal(url, server.origin + address)
        assert.equal(title, await page.getByRole('heading', { level: 1 }).textContent())
      } else {
        await line(page).getByText('地址复制好了').waitFor()
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), server.origin + address)
        assert.deepEqual(await violations(page), [])
      }
    }
    // What is one's own, or is found by its address alone, has no such button.
    for (const address of ['/', '/me', '/needs', '/sign-in']) {
      await open(page, server.origin + address)
      assert.equal(await page.locator('[data-hand]').count(), 0, address)
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
})

/** Whether the one button of a page is met by a finger in the lower half of the screen, where nothing was scrolled. */
async function reached(page) {
  const button = page.locator('.dock > .button')
  await button.waitFor()
  return button.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    return scrollY === 0 && top > innerHeight / 2 && one.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })
}

test('what a page is for is within the thumb’s reach', { timeout: 120_000 }, async () => {
  const [date] = await futureDates(server.origin)
  for (const [view, code] of [['normal', 'R0021'], ['elder', 'R0022']]) {
    const { context, page, faults } = await phone(browser, { hasTouch: true })
    await context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
    const address = `${server.origin}/activities/${date.id}`
    await open(page, address)
    assert.ok(await reached(page), `${view}: signing in`)
    await signIn(page, await server.card(code))
    await open(page, `${server.origin}/needs/new`)
    assert.ok(await reached(page), `${view}: sending a report`)

    await open(page, address)
    assert.ok(await reached(page), `${view}: signing up`)
    // On its side the phone has no room for it above the page.
    await page.setViewportSize({ width: 740, height: 360 })
    assert.equal(await page.locator('.dock').evaluate((one) => getComputedStyle(one).position), 'static')
    await page.setViewportSize({ width: 390, height: 844 })
    const { x, y, width, height } = await page.locator('.dock > .button').boundingBox()
    await page.touchscreen.tap(x + width / 2, y + height / 2)
    await page.getByRole('main').locator('.state.is-confirmed').first().waitFor()
    assert.equal(await page.locator('.dock').count(), 0, 'what is done stands in nobody’s way')
    assert.deepEqual(await violations(page), [])
    assert.deepEqual(faults, [])
    await context.close()
  }
})

/** The browser says that the app could be installed; `globalThis.asked` counts how often it was asked to. */
const installable = (page) => page.evaluate(() => {
  globalThis.asked = 0
  const event = new Event('beforeinstallprompt', { cancelable: true })
  event.prompt = async () => { globalThis.asked += 1 }
  dispatchEvent(event)
  return event.defaultPrevented
})
const offer = (page) => page.getByRole('region', { name: '放到手机桌面' })
const go = (page, name) => page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click()

/** Until the phone has been to the server once more, and something that was done here is settled. */
const settled = (page) => page.evaluate(() => new Promise((told) => {
  addEventListener('xishan-round', (round) => { if (round.settled) told() })
  dispatchEvent(new Event('online'))
}))

/** Joins a neighbour's report: the first thing that somebody does on this phone. */
async function doSomething(page) {
  await go(page, '诉求')
  await page.getByRole('button', { name: /我也需要/ }).first().click()
  await page.getByRole('main').locator('.state.is-confirmed').first().waitFor()
  await settled(page)
}

test('a place on the screen of the phone is offered once, after something was done, and never again', { timeout: 180_000 }, async () => {
  for (const [code, view, answer] of [['R0001', 'normal', '不用了'], ['R0020', 'normal', '放到手机桌面'], ['R0031', 'elder', null]]) {
    const { context, page, faults } = await phone(browser)
    await context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
    await signIn(page, await server.card(code))
    await open(page, `${server.origin}/`)
    assert.equal(await installable(page), true, 'the browser keeps its own question back')
    await touched(page)
    await go(page, '食堂')
    await go(page, '今天')
    assert.equal(await offer(page).count(), 0, 'nothing was done yet')
    await doSomething(page)
    assert.equal(await offer(page).count(), 0, 'not in the middle of it')
    await go(page, '今天')
    await offer(page).waitFor()
    assert.deepEqual(await violations(page), [])
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 })
      assert.deepEqual(await floating(page), [], `${view} at ${width}`)
    }
    if (answer) {
      await offer(page).getByRole('button', { name: answer }).focus()
      await page.keyboard.press('Enter')
      await offer(page).waitFor({ state: 'detached' })
      await page.waitForFunction(() => document.activeElement?.id === 'main')
      assert.equal(await page.evaluate(() => globalThis.asked), answer === '不用了' ? 0 : 1)
    }
    await go(page, '我的')
    await offer(page).waitFor({ state: 'detached' })
    // Nor the next day.
    await open(page, `${server.origin}/`)
    await installable(page)
    await touched(page)
    await go(page, '诉求')
    await settled(page)
    await go(page, '今天')
    await page.waitForFunction(() => location.pathname === '/')
    assert.equal(await offer(page).count(), 0)
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('an iPhone is told how, and a window that stands alone is asked nothing', { timeout: 120_000 }, async () => {
  for (const [code, alone] of [['R0033', false], ['R0034', true]]) {
    const { context, page, faults } = await phone(browser)
    await page.addInitScript((alone) => Object.defineProperty(navigator, 'standalone', { value: alone }), alone)
    await signIn(page, await server.card(code))
    await open(page, `${server.origin}/`)
    if (alone) await installable(page)
    await touched(page)
    await doSomething(page)
    await go(page, '今天')
    await page.waitForFunction(() => location.pathname === '/')
    if (alone) {
      assert.equal(await offer(page).count(), 0)
    } else {
      await offer(page).getByText('添加到主屏幕').waitFor()
      assert.deepEqual(await floating(page), [])
      assert.equal(await offer(page).locator('p').count(), 2)
      await offer(page).getByRole('button', { name: '知道了' }).click()
      await offer(page).waitFor({ state: 'detached' })
    }
    assert.deepEqual(faults, [])
    await context.close()
  }
})
