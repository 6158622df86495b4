// A day of one neighbour, online, in a real Chromium: 周桂珍 looks a team up, signs herself and 沈阿婆 up, changes her mind, orders
// lunch and gives it up, and reports a broken lamp. Then every main page is looked at in both languages, in the normal and the
// elder view, on a narrow and a usual phone: one heading, nothing sticks out, nothing that axe-core objects to.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, futureDates, launch, open, overflow, phone, publicRows, signIn, startServer, violations } from '../support.mjs'

let server, browser, me

before(async () => {
  server = await startServer()
  browser = await launch()
  me = await phone(browser)
  await signIn(me.page, server.link('居民'))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const own = async (noun) => (await apiPhone(server.origin, await server.card('R0001'))).mine(noun)

test('a team is found by its initials', { timeout: 60_000 }, async () => {
  const { page } = me
  await open(page, `${server.origin}/organizations`)
  await page.getByRole('searchbox', { name: '搜组织' }).fill('xqd')
  // 戏曲队 has the same initials.
  await page.getByRole('status').getByText('2 个组织').waitFor()
  await page.getByRole('link', { name: /戏曲队/ }).waitFor()
  await page.getByRole('link', { name: /象棋队/ }).click()
  await page.getByRole('heading', { level: 1, name: '象棋队' }).waitFor()
  assert.match(new URL(page.url()).pathname, /^\/organizations\/[0-9a-f-]{36}$/)
  assert.ok(await page.getByText('陆大伯').count(), 'who leads it')
})

test('she signs up with 沈阿婆 and gives it back', { timeout: 60_000 }, async () => {
  const { page } = me
  const [date] = await futureDates(server.origin)
  await open(page, `${server.origin}/activities/${date.id}`)
  await page.getByRole('checkbox', { name: /沈阿婆/ }).check()
  await page.getByRole('button', { name: '报名（2 人）' }).click()
  const mark = page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' })
  await mark.waitFor()
  const [signup] = await own('signup')
  assert.equal(signup.state, 'confirmed')
  assert.deepEqual(signup.party.map((person) => person.name).sort(), ['周桂珍', '沈金妹'].sort())
  await page.getByRole('button', { name: '不去了' }).click()
  await page.getByRole('button', { name: '是的，不去了' }).click()
  await mark.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^报名/ }).waitFor()
  await page.getByText('马上就有结果').waitFor({ state: 'detached' })
  assert.equal((await own('signup'))[0].state, 'cancelled')
})

test('she orders lunch, gets a number, and gives it up', { timeout: 60_000 }, async () => {
  const { page } = me
  await open(page, `${server.origin}/canteen`)
  await page.getByRole('button', { name: '多一份' }).first().click()
  await page.getByRole('button', { name: '订餐', exact: true }).click()
  const number = page.locator('#orders .code')
  await number.waitFor()
  const [order] = await own('order')
  assert.equal(order.state, 'booked')
  assert.ok((await number.textContent()).includes(String(order.code)), 'the number is the one of the server')
  await page.locator('#orders').getByRole('button', { name: '不要了' }).click()
  await page.getByRole('button', { name: '确定不要' }).click()
  await number.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '订餐', exact: true }).waitFor()
  await page.waitForFunction(() => !document.body.innerText.includes('退餐待确认'))
  const outcome = async () => (await own('order'))[0].state
  assert.equal(await outcome(), 'cancelled')
})

test('she reports a need and sees that it was received', { timeout: 60_000 }, async () => {
  const { page } = me
  await open(page, `${server.origin}/needs/new`)
  const words = '二单元楼道的灯坏了三天'
  await page.getByLabel('是什么事').fill(words)
  await page.getByRole('button', { name: '提交' }).click()
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  await page.getByText('已收到').first().waitFor()
  await page.getByRole('navigation').getByRole('link', { name: '诉求' }).first().click()
  const line = page.getByRole('listitem').filter({ hasText: words.slice(0, 8) }).first()
  await line.getByText('已收到').waitFor()
  assert.equal((await own('report'))[0].words, words)
})

const PAGES = ['/', '/activities', '/canteen', '/needs', '/me', '/organizations', '/shifts', '/me/service']
const LOOKS = ['中文', 'English', 'elder 中文', 'elder English']

for (const look of LOOKS) {
  test(`every page is whole and accessible: ${look}`, { timeout: 240_000 }, async () => {
    const { page } = me
    const [elder, language] = [look.startsWith('elder'), look.replace('elder ', '')]
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, `${server.origin}/me`)
    const choice = page.getByRole('button', { name: language, exact: true })
    await choice.click()
    assert.equal(await page.locator('html').getAttribute('lang'), language === 'English' ? 'en' : 'zh-CN')
    const toggle = page.getByRole('switch')
    if ((await toggle.getAttribute('aria-checked')) !== String(elder)) await toggle.click()
    const wrong = []
    // Volunteers' pages are another program: one shift is looked at, too.
    const [shift] = await publicRows(server.origin, 'shift')
    for (const address of [...PAGES, `/shifts/${shift.id}`]) {
      for (const width of [320, 390]) {
        await page.setViewportSize({ width, height: 844 })
        await open(page, server.origin + address)
        await page.waitForFunction(() => document.querySelector('.skeleton') === null)
        const headings = await page.getByRole('heading', { level: 1 }).count()
        if (headings !== 1) wrong.push(`${address} at ${width}: ${headings} h1`)
        const wide = await overflow(page)
        if (wide > 0) wrong.push(`${address} at ${width}: ${wide} px too wide`)
        const found = await violations(page)
        wrong.push(...found.map((what) => `${address} at ${width}: axe ${what}`))
      }
    }
    assert.deepEqual(wrong, [])
  })
}

test('the pages broke nothing', () => assert.deepEqual(me.faults, []))

test('the pages ask for nothing that their own CSP forbids', () => {
  assert.deepEqual([...new Set(me.blocked.map((line) => line.slice(0, 110)))], [])
})
