// A shift from its planning to its end: an organizer adds one, a neighbour takes it in three taps from the first page, in a lift
// without a network; the organizer sees the name, has to call it off, and the neighbour reads why. A guardian sees where her child
// serves. And a certificate of what somebody has served, from the desk to whoever scans it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations, wholeHour,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const ROLE = '给高楼送饭'
const REASON = '下大雨，改天再送'
const inDays = (days) => new Date(Date.now() + 8 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The organizer plans the shift at the desk. */
async function plan(page) {
  await open(page, `${server.origin}/desk/shifts`)
  await page.getByRole('button', { name: '加一个班次' }).click()
  const form = page.getByRole('form', { name: '加一个班次' })
  const team = form.getByLabel('组织', { exact: true })
  if (await team.count()) await team.selectOption({ index: 1 })
  await form.getByLabel('岗位').fill(ROLE)
  await form.getByLabel('哪一天').fill(inDays(3))
  await form.getByLabel('几点开始').fill('09:00')
  await form.getByLabel('几点结束').fill('11:00')
  await form.getByLabel('场地').selectOption({ index: 1 })
  await form.getByLabel('至少几个人').fill('1')
  await form.getByLabel('最多几个人').fill('2')
  await form.getByRole('button', { name: '加上这一班' }).click()
  await page.getByText('加上了，居民能看到了').waitFor()
}

const shiftNow = async () => (await publicRows(server.origin, 'shift')).find((shift) => shift.role === ROLE)

test('a shift is planned, taken in three taps offline, and called off with a reason', { timeout: 180_000 }, async () => {
  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card('R0005'))
  await plan(leader.page)
  const planned = await shiftNow()
  assert.deepEqual([planned.least, planned.most, planned.taken], [1, 2, 0])

  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0004'))
  const api = await apiPhone(server.origin, await server.card('R0004'))
  await cached(hers.page)
  // Until the phone holds the shift.
  await open(hers.page, `${server.origin}/shifts`)
  const offered = hers.page.getByRole('link', { name: new RegExp(ROLE) })
  await offered.waitFor()
  // On its own days, and not on the others.
  const ends = [0, 6].includes(new Date(planned.starts + 8 * HOUR).getUTCDay())
  const [its, others] = ends ? ['周末', '周一到周五'] : ['周一到周五', '周末']
  await hers.page.getByRole('button', { name: others }).click()
  await offered.waitFor({ state: 'detached' })
  await hers.page.getByRole('button', { name: its }).click()
  await offered.waitFor()
  await kept(hers.page)
  await open(hers.page, `${server.origin}/`)
  const main = hers.page.getByRole('main')
  const way = main.getByRole('link', { name: /哪里需要人/ })
  await way.waitFor()
  await hers.context.setOffline(true)
  let taps = 0
  const tap = async (what) => {
    taps += 1
    await what.click()
  }
  await tap(way)
  await tap(main.getByRole('link', { name: new RegExp(ROLE) }))
  await main.getByRole('button', { name: '我来', exact: true }).waitFor()
  await main.locator('ul[aria-live=polite]').evaluate((region) => { region.dataset.before = 'yes' })
  await tap(main.getByRole('button', { name: '我来', exact: true }))
  await main.locator('.state.is-pending', { hasText: '待确认' }).first().waitFor()
  assert.ok(taps <= 3, `${taps} taps`)
  assert.deepEqual(await api.mine('duty'), [], 'nothing is sent without a network')

  await hers.context.setOffline(false)
  await main.locator('.state.is-confirmed', { hasText: '说好了来' }).waitFor()
  const heard = hers.page.locator('[aria-live=polite], [role=status], [role=alert]').filter({ hasText: '说好了来' })
  const before = await heard.evaluateAll((all) => all.map((region) => region.dataset.before))
  assert.deepEqual(before, ['yes'], 'heard once, where nothing was said before')
  assert.deepEqual((await api.mine('duty')).map((duty) => [duty.shift, duty.state]), [[planned.id, 'taken']])
  assert.equal((await shiftNow()).taken, 1)

  // The organizer sees who comes, and has to call it off.
  const row = leader.page.getByRole('row').filter({ hasText: ROLE })
  await row.getByText('1/1–2').waitFor()
  await row.getByRole('link', { name: '名单与签到' }).click()
  await leader.page.getByRole('heading', { level: 1, name: ROLE }).waitFor()
  await leader.page.getByRole('rowheader', { name: new RegExp(api.name) }).waitFor()
  await leader.page.getByLabel('最多几个人').fill('3')
  await leader.page.getByRole('button', { name: '保存改动' }).click()
  await leader.page.getByText('改好了，居民能看到了').waitFor()
  assert.equal((await shiftNow()).most, 3)
  await leader.page.getByRole('button', { name: '取消这一班' }).click()
  await leader.page.getByLabel('为什么取消').fill(REASON)
  await leader.page.getByRole('button', { name: /^确定取消/ }).click()
  await leader.page.getByText('取消了，报了的人都会看到').waitFor()

  // She reads the reason where she is, and finds the shift among her own.
  await main.getByText(`这一班取消了：${REASON}`).waitFor()
  assert.equal((await api.mine('duty'))[0].state, 'called_off')
  await open(hers.page, `${server.origin}/me/service`)
  await main.getByRole('link', { name: new RegExp(ROLE) }).getByText('取消了').waitFor()
  assert.deepEqual([...hers.faults, ...leader.faults], [])
  await Promise.all([hers.context.close(), leader.context.close()])
})

test('a guardian signs her child up and sees where it serves', { timeout: 120_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const guardian = await apiPhone(server.origin, await server.card('R0001'))
  const organization = (await organizer.mine('me'))[0].roles.map((role) => role.leader).find(Boolean)
  const [venue] = await publicRows(server.origin, 'venue')
  const [shift, role, starts] = [uuid7(), '发节目单', wholeHour(50)]
  const people = { least: 1, most: 3, skills: [], children: false }
  const plan = { role, about: '', starts, ends: starts + HOUR, venue: venue.id, ...people }
  assert.ok((await organizer.do({ add_shift: { shift, organization, occurrence: null, plan } })).applied)

  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0001'))
  await cached(hers.page)
  await kept(hers.page)
  await open(hers.page, `${server.origin}/shifts/${shift}`)
  const main = hers.page.getByRole('main')
  await main.getByRole('button', { name: '替小禾报' }).waitFor()
  await hers.context.setOffline(true)
  await main.getByRole('button', { name: '替小禾报' }).click()
  await main.locator('.state.is-pending', { hasText: '待确认' }).first().waitFor()
  await hers.context.setOffline(false)
  await main.locator('.state.is-confirmed', { hasText: '说好了来' }).first().waitFor()
  const [child] = (await guardian.mine('me'))[0].wards.filter((ward) => ward.bond === 'guardian')
  const duties = (await guardian.mine('duty')).map((duty) => [duty.shift, duty.resident.id, duty.minor])
  assert.deepEqual(duties, [[shift, child.person.id, true]])

  await open(hers.page, `${server.origin}/me/service`)
  await main.getByRole('heading', { name: '家里孩子的班次' }).waitFor()
  const line = main.getByRole('listitem').filter({ hasText: `小禾 · ${role}` })
  await line.locator('.state.is-confirmed', { hasText: '说好了来' }).waitFor()
  assert.equal(await line.getByRole('button').count(), 0, 'it is there to be looked at')
  await main.getByText('还没有排班。').waitFor()
  assert.deepEqual(await violations(hers.page), [])
  assert.equal(await overflow(hers.page), 0)
  assert.deepEqual(hers.faults, [])
  await hers.context.close()
})

test('hours are certified on paper, and anyone can check the paper', { timeout: 120_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const volunteer = await apiPhone(server.origin, await server.card('R0004'))
  const [{ roles }] = await organizer.mine('me')
  const organization = roles.map((role) => role.leader).find(Boolean)
  const [hours, until] = [uuid7(), Date.now() - HOUR]
  const served = { organization, resident: volunteer.id, from: until - 2 * HOUR, until, content: '搬凳子', duty: null }
  assert.ok((await organizer.do({ sign_hours: { hours, served } })).applied)

  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card('R0005'))
  await open(leader.page, `${server.origin}/desk/shifts`)
  const form = leader.page.getByRole('form', { name: '志愿服务记录证明' })
  const whose = form.getByLabel('给谁开')
  await whose.locator('option').nth(1).waitFor({ state: 'attached' })
  await whose.selectOption({ index: 1 })
  await form.getByLabel('从哪天').fill(inDays(-30))
  await form.getByLabel('到哪天').fill(inDays(-20))
  await form.getByRole('button', { name: '开证明' }).click()
  await form.getByText('这几天没有签过时长').waitFor()
  await form.getByLabel('志愿者编号').fill('3304810012345678')
  await form.getByLabel('从哪天').fill(inDays(-2))
  await form.getByLabel('到哪天').fill(inDays(0))
  await form.getByRole('button', { name: '开证明' }).click()
  await leader.page.getByText('开好了').waitFor()
  const [row] = await volunteer.mine('certificate')
  assert.deepEqual([row.minutes, row.entries, row.ordinal], [120, [hours], 1])
  const number = `${row.year}-0001`
  await leader.page.getByRole('row').filter({ hasText: number }).getByRole('link', { name: /看证明/ }).waitFor()

  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0004'))
  await open(hers.page, `${server.origin}/me/service`)
  await hers.page.getByRole('link', { name: new RegExp(number) }).click()
  await hers.page.getByRole('heading', { level: 1, name: '志愿服务记录证明' }).waitFor()
  const sheet = hers.page.locator('.certificate')
  for (const text of [number, volunteer.name, '搬凳子', '2 小时', '3304810012345678']) await sheet.getByText(text).first().waitFor()
  await hers.page.waitForFunction(() => document.querySelector('.certificate img').naturalWidth > 0)
  assert.ok((await overflow(hers.page)) <= 0)

  // A stranger with the address, without the app.
  const stranger = await browser.newContext({ locale: 'zh-CN' })
  const page = await stranger.newPage()
  await page.goto(`${server.origin}/certificate/${row.id}`)
  await page.getByText('证明有效').waitFor()
  const text = await page.locator('body').innerText()
  assert.ok(text.includes(number) && text.includes('2 小时'), text)
  assert.ok(!text.includes(volunteer.name) && !text.includes('3304810012345678'), 'no whole name and no number of hers')
  assert.equal(await page.locator('script').count(), 0)
  assert.deepEqual(await violations(page), [])
  assert.ok((await organizer.do({ reverse_hours: { hours: uuid7(), entry: hours, reason: '写错了' } })).applied)
  await page.reload()
  await page.getByText('出具以后有更正').waitFor()
  assert.equal((await page.goto(`${server.origin}/certificate/${uuid7()}`)).status(), 404)
  assert.deepEqual([...hers.faults, ...leader.faults], [])
  await Promise.all([hers.context.close(), leader.context.close(), stranger.close()])
})
