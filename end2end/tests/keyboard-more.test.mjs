// The pages that came later, with the keyboard alone: the phones somebody is signed in on, which messages they want, their helpers, a
// regular order, and at the desk one's own password. Each is walked through from its top to its end, and each control has a name; what
// is pressed and stays has the focus afterwards, and where it goes, the next Tab goes on from there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../faults.mjs'
import { Keys, jumps, said } from '../keys.mjs'
import {
  apiPhone, HOUR, launch, open, openDesk, PASSWORD, phone, signIn, startServer, uuid7,
} from '../support.mjs'

const BACK = { key: 'Shift+Tab' }
const SPACE = { then: 'Space' }
const SKIP = '跳到正文'
// Whom 周桂珍 offers to help, and who works at the desk.
const DOOR = { name: '朱建平', room: '301' }
let server, browser, own

before(async () => {
  server = await startServer()
  browser = await launch()
  own = await apiPhone(server.origin, await server.card('R0001'))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Somebody before a keyboard, signed in. `wrong` collects what the walks show, besides the keys' own findings. */
async function sitDown(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  return { ...one, keys: await Keys.on(one.page), wrong: [] }
}

/** Opens a page, waits until it shows this, and walks through it: all its stops once, in the order of the hand. */
async function walk({ page, keys, wrong }, address, shows) {
  await open(page, server.origin + address)
  await shows.waitFor()
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('.skeleton'))
  const stops = await keys.round()
  if (stops.length < 6) wrong.push(`${address}: only ${stops.length} stops`)
  wrong.push(...stops.filter((stop) => !stop.name).map((stop) => `${address}: a ${stop.role} without a name`))
  wrong.push(...jumps(stops).map((jump) => `${address}: ${jump}`))
}

/** Presses something that stays: it has the focus afterwards, when what follows is there. `called`: its name by then. */
async function stays({ keys }, role, name, { follows = null, called = name, ...how } = {}) {
  await keys.use(role, name, how)
  await follows?.()
  await has({ keys }, role, called)
}

/** What has the focus. */
async function has({ keys }, role, name) {
  const stop = await keys.here()
  const fits = typeof name === 'string' ? stop.name === name : name.test(stop.name)
  assert.ok(stop.role === role && fits, `the focus is on ${said(stop)} and not on ${role} “${name}”`)
}

/** Presses the first of two steps, thinks better of it, and then does it. */
async function twoSteps(me, [act, no, yes], { follows, ...how }) {
  const { keys, wrong } = me
  await keys.use('button', act, how)
  assert.equal((await keys.here()).role, 'group', `the question of “${act}” has the focus`)
  await keys.use('button', no)
  await has(me, 'button', act)
  await keys.press('Enter')
  await keys.use('button', yes)
  await follows()
  // What was pressed is gone, with its line.
  const stop = await keys.here()
  const next = stop.nowhere ? await keys.press('Tab') : stop
  if (next.nowhere || next.name === SKIP) wrong.push(`after “${yes}” the focus is lost: the next Tab begins at the top of the page`)
}

/** Until her server has it so. */
const hers = (noun, test, what) => until(async () => test(await own.mine(noun)), what)

const WALKS = {
  async 'signs a lost phone out'(me) {
    const { page } = me
    const lost = await apiPhone(server.origin, await server.card('R0001'))
    const lines = page.getByRole('main').getByRole('listitem')
    await walk(me, '/me/devices', page.getByRole('button', { name: '退出那一台' }).nth(1))
    assert.equal(await lines.count(), 3)
    const follows = () => page.waitForFunction(() => document.querySelectorAll('main li.device').length === 2)
    await twoSteps(me, ['退出那一台', '不退出', '确定退出'], { follows })
    await assert.rejects(lost.mine('me'), /401/)
  },

  async 'chooses which messages she wants'(me) {
    const { page } = me
    const name = '开始前一小时提醒'
    const choice = page.getByRole('switch', { name })
    await walk(me, '/me/notices', choice)
    const off = (rows) => rows.some((row) => row.off.includes('soon'))
    await stays(me, 'switch', name, { ...SPACE, follows: () => hers('notice_choice', off, 'it is off') })
    assert.equal(await choice.getAttribute('aria-checked'), 'false')
    await me.keys.press('Space')
    await hers('notice_choice', (rows) => !off(rows), 'it is on again')
    await has(me, 'switch', name)
    assert.equal(await choice.getAttribute('aria-checked'), 'true')
  },

  async 'asks to help a neighbour, and takes it back'(me) {
    const { page, keys } = me
    const main = page.getByRole('main')
    await walk(me, '/me/helpers', page.getByRole('button', { name: '问对方' }))
    await stays(me, 'button', '问对方', { follows: () => page.getByText('请写姓名和室号。').waitFor() })
    await keys.to('textbox', '对方的姓名', BACK)
    await keys.type(DOOR.name)
    await keys.to('textbox', '对方家的室号')
    await keys.type(DOOR.room)
    await stays(me, 'checkbox', /^报名/, SPACE)
    assert.ok(await page.getByRole('checkbox', { name: /^报名/ }).isChecked())
    await stays(me, 'button', '三个月', SPACE)
    assert.equal(await page.getByRole('button', { name: '三个月' }).getAttribute('aria-pressed'), 'true')
    const line = main.getByRole('listitem').filter({ hasText: DOOR.name })
    await stays(me, 'button', '问对方', { follows: () => line.getByText('等同意').waitFor() })
    await twoSteps(me, ['不问了', '先不', '确定收回'], { ...BACK, follows: () => line.getByText('停的').waitFor() })
  },

  async 'changes a regular order, ends it, and sets another one'(me) {
    const { page, keys } = me
    // Of days without a menu: nothing is ordered while she looks at it.
    const from = new Date(Date.now() + (60 * 24 + 8) * HOUR).toISOString().slice(0, 10)
    const habit = { days: 0b1_1111, plate: { meat: 1, vegetable: 1, soup: 0, staple: 1 }, from }
    assert.ok((await own.do({ set_regular: { regular: uuid7(), eater: own.id, habit } })).applied)
    const card = page.getByRole('article')
    await walk(me, '/canteen/regular', card.getByRole('button', { name: '停掉' }))
    await keys.use('button', /^改 ?周桂珍 · 午餐$/)
    await page.waitForFunction(() => document.activeElement?.id === 'regular-form')
    await has(me, 'heading', '改这一份')
    await stays(me, 'button', '周六', SPACE)
    await stays(me, 'button', '多一份', SPACE)
    const saved = () => page.getByText('记下了，上面那一份就是。').waitFor()
    await stays(me, 'button', '保存改动', { follows: saved, called: '设好' })
    await hers('regular', ([row]) => row.habit.days === 0b11_1111 && row.habit.plate.meat === 2, 'it is changed')
    await card.getByText('荤菜 2 份').waitFor()
    await card.locator('.state').waitFor({ state: 'detached' })
    await twoSteps(me, ['停掉', '留着', '确定停掉'], { ...BACK, follows: () => page.getByText('还没有设。').waitFor() })
    await hers('regular', (rows) => rows.every((row) => row.ended), 'it is ended')
    await stays(me, 'button', '设好', { follows: saved })
    await hers('regular', (rows) => rows.some((row) => !row.ended), 'there is another one')
  },
}

/** Nothing was wrong on the way. */
function sound(me) {
  assert.deepEqual([...me.keys.wrong, ...new Set(me.wrong)], [])
  assert.deepEqual(me.faults, [])
}

test('with the keyboard alone, on the pages that came later, she', { timeout: 120_000 }, async (t) => {
  const me = await sitDown('R0001')
  for (const [name, task] of Object.entries(WALKS)) await t.test(name, () => task(me))
  await t.test('never lost sight of the focus', () => sound(me))
  await me.context.close()
})

test('with the keyboard alone, staff choose another password', { timeout: 60_000 }, async () => {
  const me = await sitDown('R0007')
  const { page, keys } = me
  await openDesk(page, server.origin)
  await walk(me, '/desk', page.getByRole('button', { name: '换密码' }))

  const opened = () => page.waitForFunction(() => document.activeElement?.id === 'current-password')
  await keys.use('button', '换密码')
  await opened()
  await keys.use('button', '先不换')
  await has(me, 'button', '换密码')
  await keys.press('Enter')
  await opened()
  await stays(me, 'button', '换成新密码', { follows: () => page.getByText('还没填密码。').waitFor() })
  await keys.to('textbox', '新密码', BACK)
  await keys.type('石桥 二胡 豆腐 山茶 电梯')
  await keys.to('textbox', '现在的密码', BACK)
  await keys.type('not the one she has chosen')
  await stays(me, 'button', '换成新密码', { follows: () => page.getByText('现在的密码不对。').waitFor() })
  await keys.to('textbox', '现在的密码', BACK)
  // What was wrong is written over.
  await keys.press('Control+A')
  await keys.type(PASSWORD)
  await keys.use('button', '换成新密码')
  await page.getByText('换好了，下次开锁用新密码').waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'change-password')
  await has(me, 'button', '换密码')
  sound(me)
  await me.context.close()
})
