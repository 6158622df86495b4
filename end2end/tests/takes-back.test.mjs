// What was written down of the past. Hours that were signed by mistake are taken back at the desk with the reason, and the
// volunteer reads it among their own. And how many came to an activity: people and person-times are two numbers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, sleep, startServer, uuid7, violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const [LEADER, VOLUNTEER] = ['R0005', 'R0004']
const [ROLE, REASON, GUEST] = ['收拾茶具', '记成别的班了', '路过的老张']
/** So soon it begins: there is time to be on it, and no more. */
const SOON = 8_000
let server, browser, leader, organization, venue

before(async () => {
  server = await startServer()
  browser = await launch()
  leader = await apiPhone(server.origin, await server.card(LEADER))
  organization = (await leader.mine('me'))[0].roles.map((role) => role.leader).find(Boolean)
  venue = (await publicRows(server.origin, 'venue'))[0].id
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A shift that is over in a moment, and two hours signed for it. */
async function signed(volunteer) {
  const [shift, duty, starts] = [uuid7(), uuid7(), Date.now() + SOON]
  const plan = { role: ROLE, about: '', starts, ends: starts + 1000, venue, least: 1, most: 2, skills: [], children: false }
  applied(await leader.do({ add_shift: { shift, organization, occurrence: null, plan } }))
  applied(await volunteer.do({ take_shift: { duty, shift, resident: volunteer.id } }))
  const until = Date.now() - HOUR
  const served = { organization, resident: volunteer.id, from: until - 2 * HOUR, until, content: ROLE, duty }
  applied(await leader.do({ sign_hours: { hours: uuid7(), served } }))
  while (Date.now() < plan.ends + 200) await sleep(100)
  return shift
}

test('hours that were signed by mistake are taken back, and the volunteer reads it', { timeout: 120_000 }, async () => {
  const volunteer = await apiPhone(server.origin, await server.card(VOLUNTEER))
  const shift = await signed(volunteer)
  const his = await phone(browser)
  await signIn(his.page, await server.card(VOLUNTEER))
  await open(his.page, `${server.origin}/me/service`)
  const main = his.page.getByRole('main')
  const line = (text) => main.getByRole('listitem').filter({ hasText: text })
  await main.getByRole('heading', { name: '服务时长 · 2 小时', exact: true }).waitFor()
  await line(ROLE).getByText('2 小时', { exact: true }).waitFor()
  await line(ROLE).getByText(`由${leader.name}签`).waitFor()

  const { context, page, faults } = await phone(browser, DESK)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/shifts/${shift}`)
  const row = page.getByRole('table', { name: '签时长' }).getByRole('row').filter({ hasText: volunteer.name })
  await row.getByText(/ · 2 小时$/).waitFor()
  await row.getByRole('button', { name: /^撤回/ }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'take-back-form')
  const form = page.getByRole('form', { name: `撤回${volunteer.name}的时长` })
  await form.getByRole('button', { name: '确定撤回' }).click()
  await form.getByText('没送出：还没写字。').waitFor()
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  await form.getByLabel('为什么撤回').fill(REASON)
  await form.getByRole('button', { name: '确定撤回' }).click()
  await page.getByText('撤回了', { exact: true }).waitFor()
  await form.waitFor({ state: 'detached' })
  await row.getByText('还没签').waitFor()
  await row.getByRole('button', { name: /^签时长/ }).waitFor()

  // It stands there, and counts no more.
  await main.getByRole('heading', { name: '服务时长 · 0 分钟', exact: true }).waitFor()
  for (const text of [ROLE, REASON]) await line(text).locator('.state', { hasText: '撤回' }).waitFor()
  assert.deepEqual(await violations(his.page), [])
  const hours = await volunteer.mine('hours')
  assert.deepEqual(hours.map((entry) => entry.content).sort(), [ROLE, REASON].sort())
  assert.deepEqual([...his.faults, ...faults], [])
  await Promise.all([his.context.close(), context.close()])
})

test('how many came to an activity is told in people and in person-times', { timeout: 90_000 }, async () => {
  const one = await apiPhone(server.origin, await server.card('R0001'))
  const two = await apiPhone(server.origin, await server.card('R0158'))
  const [activity, first, second, starts] = [uuid7(), uuid7(), uuid7(), Date.now() + SOON]
  const plan = (after, capacity) => ({ starts: starts + after, ends: starts + after + 500, venue, capacity, note: '' })
  const words = { title: '听一段越剧', about: '', audience: '', bring: '', contact: '' }
  const draft = { ...words, kind: 'culture', audience_rule: 'everyone', price_fen: 0 }
  applied(await leader.do({ post_activity: { activity, organization, draft, first: plan(0, 9), occurrence: first, series: null } }))
  applied(await leader.do({ add_occurrence: { occurrence: second, activity, plan: plan(100, 8) } }))
  for (const who of [one, two]) applied(await who.do({ sign_up: { signup: uuid7(), occurrence: first, party: [who.id] } }))
  // Both came to the first; to the second one of them, unasked, and somebody who does not live here.
  const came = [[first, one.id, ''], [first, two.id, ''], [second, two.id, ''], [second, null, GUEST]]
  for (const [occurrence, resident, name] of came) {
    const seen = { of: { occurrence }, resident, name, mark: 'in', at: starts }
    applied(await leader.do({ note_presence: { presence: uuid7(), seen } }))
  }
  while (Date.now() < starts + 800) await sleep(100)

  const { context, page, faults } = await phone(browser, DESK)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/activities/${activity}`)
  await page.getByText('一共 3 人，4 人次').waitFor()
  const rows = page.getByRole('table', { name: '来了多少人' }).getByRole('row')
  const cells = (at) => rows.nth(at).getByRole('cell').allTextContents()
  // Places, signed up, came, did not, excused, walked in; the latest date first.
  assert.deepEqual(await cells(1), ['8', '0', '0', '0', '0', '2'])
  assert.deepEqual(await cells(2), ['9', '2', '2', '0', '0', '0'])
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  assert.deepEqual(faults, [])
  await context.close()
})
