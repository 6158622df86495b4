// A neighbour whose hands tremble has a keyboard before her and no pointer. 周桂珍 does thirteen things with Tab, Enter, Space and the
// arrows, in the normal and in the elder view. Every page on the way is walked through from its top to its end: each stop shows a
// ring, nothing hides it, the order to the hand is the order to the eye, and no page holds the focus fast.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Keys, jumps } from '../keys.mjs'
import { apiPhone, futureDates, HOUR, launch, open, phone, publicRows, startServer, uuid7 } from '../support.mjs'

const BACK = { key: 'Shift+Tab' }
const SKIP = '跳到正文'
let server, browser, own, date

before(async () => {
  server = await startServer()
  browser = await launch()
  own = await apiPhone(server.origin, await server.card('R0001'))
  const neighbour = await apiPhone(server.origin, await server.card('R0030'))
  // Two for each view: one is joined at once, one in the lift.
  for (let count = 0; count < 4; count += 1) {
    const draft = { need: null, words: `楼下的路灯不亮，第 ${count + 1} 盏`, building: null, photos: [], shown: true }
    assert.ok((await neighbour.do({ file_report: { report: uuid7(), draft } })).applied)
  }
  date = await onlyDate()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const days = (moment) => Math.floor((moment + 8 * HOUR) / (24 * HOUR))

/** A date that is the only one of its name on its day, and what the strip of days calls that day. */
async function onlyDate() {
  const [dates, activities] = [await futureDates(server.origin), await publicRows(server.origin, 'activity')]
  const alone = dates.find((one) => dates.filter((o) => o.activity === one.activity && days(o.starts) === days(one.starts)).length === 1)
  const ahead = days(alone.starts) - days(Date.now())
  const [, month, day] = new Date(alone.starts + 8 * HOUR).toISOString().slice(0, 10).split('-').map(Number)
  const name = ['今天', '明天', '后天'][ahead] ?? `${month}月${day}日`
  return { ...alone, day: new RegExp(`${name}，`), title: activities.find((one) => one.id === alone.activity).title }
}

// ---- a hand on the keys

/** A page with a keyboard before it. `wrong` collects what a whole walk through a page shows, besides the keys' own findings. */
async function sitDown(view) {
  const one = await phone(browser)
  await one.context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
  return { ...one, view, keys: await Keys.on(one.page), wrong: [] }
}

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Walks through the whole page as it is now: all its stops once, in the order of the hand, from its top. */
async function walk({ page, keys, wrong }, key) {
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
  const where = new URL(page.url()).pathname.replace(/[0-9a-f-]{36}/, '…')
  const stops = await keys.round(key)
  if (stops.length < 6) wrong.push(`${where}: only ${stops.length} stops`)
  // Whoever begins in the middle comes by the top as well.
  const top = Math.max(0, stops.findIndex((stop) => stop.name === SKIP))
  if (!key) wrong.push(...jumps([...stops.slice(top), ...stops.slice(0, top)]).map((jump) => `${where}: ${jump}`))
}

/** Does something with the focus on it. What takes its place must have the focus, or the next Tab must go on from there. */
async function act({ page, keys, wrong }, role, name, how) {
  const before = page.url()
  await keys.use(role, name, how)
  const stop = await keys.here()
  if (!stop.nowhere || page.url() !== before) return
  const next = await keys.press('Tab')
  if (next.name === SKIP) wrong.push(`after ${role} “${name}” the focus is lost: the next Tab begins at the top of the page`)
}

/** Goes to a place of the bottom bar. The page takes the focus when it is there, unless it is loaded anew. */
async function place(me, name) {
  await me.keys.use('link', name, BACK)
  await me.page.waitForFunction(() => document.activeElement?.id === 'main', null, { timeout: 1000 }).catch(() => {})
}
const mark = (page) => page.getByRole('main').locator('.state.is-confirmed', { hasText: '已确认' })
const states = async () => (await own.mine('signup')).map((signup) => signup.state)

// ---- the thirteen

const TASKS = {
  async 'signs in with the code of her card'(me) {
    const { page, keys } = me
    await open(page, `${server.origin}/`)
    await walk(me)
    await keys.use('link', '登录')
    await page.locator('#code').waitFor()
    await walk(me)
    await keys.to('textbox', '卡上的代码')
    await keys.type((await server.card('R0001')).split('#')[1].toLowerCase())
    await keys.press('Enter')
    await page.waitForURL((url) => url.pathname === '/')
    await page.waitForFunction(() => document.querySelector('.next-card') && !document.querySelector('.next-card a[href="/sign-in"]'))
    await walk(me)
  },

  async 'finds a team by its initials'(me) {
    const { page, keys } = me
    await keys.use('link', /^找?组织/)
    await heading(page, '组织')
    await walk(me)
    await keys.to('searchbox', '搜组织')
    await keys.type('xqd')
    await page.getByRole('status').getByText('2 个组织').waitFor()
    await keys.use('link', /象棋队/)
    await heading(page, '象棋队')
    await walk(me)
  },

  async 'opens a date of an activity'(me) {
    const { page, keys } = me
    await place(me, '活动')
    await heading(page, '活动')
    await walk(me)
    await act(me, 'button', date.day, { then: 'Space' })
    await keys.use('link', new RegExp(`^${date.title}`))
    await heading(page, date.title)
    assert.equal(new URL(page.url()).pathname, `/activities/${date.id}`)
    await walk(me)
  },

  async 'signs up alone'(me) {
    await act(me, 'button', '报名')
    await mark(me.page).waitFor()
    assert.ok((await states()).includes('confirmed'))
  },

  async 'signs her mother-in-law up as well'(me) {
    const { page, keys } = me
    await keys.use('checkbox', /沈阿婆/, { then: 'Space' })
    assert.ok(await page.getByRole('checkbox', { name: /沈阿婆/ }).isChecked())
    await walk(me)
    await act(me, 'button', '报名')
    await page.waitForFunction(() => document.querySelectorAll('main .state.is-confirmed').length === 2)
    assert.equal((await states()).filter((state) => state === 'confirmed').length, 2)
  },

  async 'gives both places back'(me) {
    const { page, keys } = me
    await act(me, 'button', '沈阿婆不去了')
    assert.equal((await keys.press('Tab')).name, '是的，不去了', 'the question has the focus')
    await keys.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('main .state.is-confirmed').length === 1)
    // The other one after a second thought.
    await act(me, 'button', '不去了')
    await keys.use('button', '还是去')
    await page.waitForFunction(() => document.activeElement.textContent === '不去了')
    await keys.press('Enter')
    await act(me, 'button', '是的，不去了')
    await page.getByRole('button', { name: '报名', exact: true }).waitFor()
    await page.getByText('马上就有结果').waitFor({ state: 'detached' })
    assert.ok((await states()).every((state) => state === 'cancelled'))
  },

  async 'orders lunch'(me) {
    const { page } = me
    await place(me, '食堂')
    await page.getByRole('button', { name: '多一份' }).first().waitFor()
    await walk(me)
    await act(me, 'button', '多一份', { then: 'Space' })
    await page.waitForFunction(() => document.querySelector('.stepper output').textContent === '1')
    await me.keys.use('button', '订餐')
    await page.locator('#orders .code').waitFor()
    await walk(me)
  },

  async 'gives the lunch up'(me) {
    const { page, keys } = me
    await act(me, 'button', '看看')
    await keys.use('button', '不要了')
    await act(me, 'button', '确定不要')
    await page.locator('#orders .code').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '订餐', exact: true }).waitFor()
    await page.waitForFunction(() => !document.body.innerText.includes('退餐待确认'))
    assert.equal((await own.mine('order')).filter((order) => order.state === 'booked').length, 0)
  },

  async 'says what she needs'(me) {
    const { page, keys, view } = me
    await place(me, '诉求')
    await heading(page, '诉求')
    await walk(me)
    await keys.use('link', '说一说')
    await page.locator('#what').waitFor()
    await walk(me)
    await keys.to('combobox', '哪一类')
    await keys.press('ArrowDown')
    assert.equal(await page.locator('#class').evaluate((list) => list.selectedIndex), 1, 'the arrow chooses')
    await keys.to('textbox', '是什么事')
    const words = `门口的台阶松了 (${view})`
    await keys.type(words)
    await keys.use('button', '提交')
    await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
    await page.getByText('已收到').first().waitFor()
    await walk(me)
    assert.ok((await own.mine('report')).some((report) => report.words === words))
  },

  async 'says that she needs it too'(me) {
    const { page } = me
    const said = page.getByRole('main').getByText('已说过')
    await place(me, '诉求')
    await heading(page, '诉求')
    const before = await said.count()
    await act(me, 'button', /^我也需要/)
    await said.nth(before).waitFor()
  },

  async 'takes back what waits in the lift'(me) {
    const { context, page, keys } = me
    await context.setOffline(true)
    await act(me, 'button', /^我也需要/)
    await page.getByText('已说，待确认').waitFor()
    await place(me, '我的')
    await keys.use('link', /^等待发送/)
    await heading(page, '等待发送')
    await walk(me)
    await act(me, 'button', '不送了')
    await act(me, 'button', '确定不送')
    await page.getByRole('button', { name: '不送了' }).waitFor({ state: 'detached' })
    await context.setOffline(false)
  },

  async 'looks where help is needed, and at her own service'(me) {
    const { page } = me
    await open(page, `${server.origin}/shifts`)
    await heading(page, '哪里需要人')
    await walk(me)
    await act(me, 'button', '还缺人的', { then: 'Space' })
    await open(page, `${server.origin}/me/service`)
    await heading(page, '我的服务')
    await page.getByRole('heading', { name: '我的队伍' }).waitFor()
    await walk(me)
  },

  async 'changes how it looks, and signs out'(me) {
    const { page, keys, view } = me
    const root = page.locator('html')
    await place(me, '我的')
    await heading(page, '周桂珍')
    await walk(me)
    await walk(me, 'Shift+Tab')
    await act(me, 'switch', /^长辈版/, { then: 'Space' })
    assert.notEqual(await root.getAttribute('data-view'), view)
    assert.equal((await keys.press('Enter')).role, 'switch', 'the focus stays on the switch')
    assert.equal(await root.getAttribute('data-view'), view)
    await act(me, 'button', 'English')
    assert.equal(await root.getAttribute('lang'), 'en')
    await act(me, 'button', '中文', BACK)
    assert.equal(await root.getAttribute('lang'), 'zh-CN')
    await act(me, 'button', '在这台手机上退出')
    await keys.use('button', '确定退出')
    await page.getByText('还没有登录').waitFor()
    await walk(me)
  },
}

for (const view of ['normal', 'elder']) {
  test(`with the keyboard alone, in the ${view} view, she`, { timeout: 120_000 }, async (t) => {
    const me = await sitDown(view)
    for (const [name, task] of Object.entries(TASKS)) await t.test(name, () => task(me))
    await t.test('never lost sight of the focus', () => {
      assert.deepEqual([...me.keys.wrong, ...new Set(me.wrong)], [])
      assert.deepEqual(me.faults, [])
    })
    await me.context.close()
  })
}
