// What a neighbour can do, from the offer to the ledger: one offers to paint walls and shows it, another asks, in a lift
// without a network; the name is told with the yes; the helper says that it is done, the asker confirms it, a leader signs
// the hours, and never hears who had asked. For everybody else there is no request.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
// Who offers (a member of the opera team), who asks, who leads the team, and a neighbour who has nothing to do with it.
const [HELPER, ASKER, LEADER, NEIGHBOUR] = ['R0001', 'R0004', 'R0005', 'R0158']
const [CRAFT, NEED, REPLY] = ['刷墙', '客厅一面墙', '周六上午来']
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A signed-in phone that holds the larger program. */
async function neighbour(code, options) {
  const one = await phone(browser, options)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await kept(one.page)
  return one
}

/** Offers to paint on Saturday mornings, for the opera team, for everybody to see. */
async function offer(page) {
  await open(page, `${server.origin}/me/service`)
  await page.getByRole('link', { name: '我会的、我请的' }).click()
  await page.getByRole('heading', { level: 1, name: '我会的、我请的' }).waitFor()
  await page.getByLabel('会做什么').fill(CRAFT)
  await page.getByRole('group', { name: '上午' }).getByRole('button', { name: '周六' }).click()
  await page.getByLabel('时长记在哪支队伍').selectOption({ label: '西山社区戏曲队' })
  await page.getByRole('checkbox', { name: /让邻居也能看到/ }).check()
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const line = page.getByRole('listitem').filter({ hasText: CRAFT })
  await line.getByText('周六上午 · 邻居能看到').waitFor()
  await line.locator('.state.is-pending').waitFor({ state: 'detached' })
}

/** Two hours that are over, in the fields of the form. */
async function time(page) {
  const at = (ago) => new Date(Date.now() + 8 * HOUR - ago).toISOString()
  // Around midnight both lie on yesterday.
  const early = at(0).slice(11, 16) < '03:00'
  await page.getByLabel('哪一天', { exact: true }).fill(at(early ? 24 * HOUR : 0).slice(0, 10))
  const [from, until] = early ? ['10:00', '12:00'] : ['00:00', '02:00']
  await page.getByLabel('几点到').fill(from)
  await page.getByLabel('几点好').fill(until)
}

const mine = (one, text) => one.page.getByRole('main').getByRole('listitem').filter({ hasText: text })

test('a skill is offered, asked for offline, given, confirmed and signed', { timeout: 240_000 }, async () => {
  const helper = await neighbour(HELPER)
  await offer(helper.page)
  const [row] = await publicRows(server.origin, 'shared_offering')
  assert.equal(row.words, CRAFT)
  assert.match(row.name, /^.\*+$/, 'the first letter of the name')

  // The asker finds it where people are needed, and asks in a lift.
  const asker = await neighbour(ASKER)
  const api = await apiPhone(server.origin, await server.card(ASKER))
  await open(asker.page, `${server.origin}/shifts`)
  await asker.page.getByRole('link', { name: '看看谁会什么' }).click()
  const offered = mine(asker, CRAFT)
  await offered.getByText(`${row.name}，周六上午`).waitFor()
  assert.deepEqual(await violations(asker.page), [])
  await asker.context.setOffline(true)
  await offered.getByRole('button', { name: '请他帮忙' }).click()
  await asker.page.getByRole('heading', { name: `请${row.name}帮忙：${CRAFT}` }).waitFor()
  await asker.page.waitForFunction(() => document.activeElement?.id === 'favour-form')
  await asker.page.getByRole('button', { name: '送出去' }).click()
  await asker.page.getByText('请写要帮什么忙。').waitFor()
  await asker.page.getByLabel('要帮什么忙').fill(NEED)
  await asker.page.getByRole('button', { name: '送出去' }).click()
  await offered.locator('.state.is-pending', { hasText: '待确认' }).waitFor()
  assert.deepEqual(await api.mine('favour'), [], 'nothing is sent without a network')
  await asker.context.setOffline(false)
  await offered.getByText('请过了，等回话').waitFor()
  const [asked] = await api.mine('favour')
  assert.deepEqual([asked.state, asked.helper.name], ['asked', row.name])

  // The helper reads it and agrees, without a network; then the asker reads the whole name.
  const question = mine(helper, NEED)
  await question.getByText('等回话').waitFor()
  await helper.context.setOffline(true)
  await question.getByRole('button', { name: /^答应/ }).click()
  await helper.page.waitForFunction(() => document.activeElement?.id === 'favour-form')
  await helper.page.getByLabel('说一句').fill(REPLY)
  await helper.page.getByRole('button', { name: '确定', exact: true }).click()
  await question.locator('.state.is-pending', { hasText: '待确认' }).waitFor()
  assert.equal((await api.mine('favour'))[0].state, 'asked')
  await helper.context.setOffline(false)
  await question.getByText('说好了').waitFor()
  await open(asker.page, `${server.origin}/me/skills`)
  const own = mine(asker, NEED)
  await own.getByText('说好了').waitFor()
  await own.getByText(`回话：${REPLY}`).waitFor()
  const known = await apiPhone(server.origin, await server.card(HELPER))
  await own.getByText(`${CRAFT}：${known.name}`).first().waitFor()

  // For everybody else there is no request, and nobody may say anything to it.
  const nobody = await apiPhone(server.origin, await server.card(NEIGHBOUR))
  const leads = await apiPhone(server.origin, await server.card(LEADER))
  const step = { answer: { agreed: false, words: '' } }
  for (const other of [nobody, leads]) {
    assert.deepEqual(await other.mine('favour'), [])
    assert.deepEqual(await other.mine('deed'), [])
    assert.deepEqual(await other.do({ favour: { favour: asked.id, step } }), { refused: { refusal: 'not_found' } })
    const absent = await other.do({ favour: { favour: uuid7(), step } })
    assert.deepEqual(absent, { refused: { refusal: 'not_found' } })
  }

  // The helper says that it is done; the asker confirms it.
  await question.getByRole('button', { name: /^帮好了/ }).click()
  await time(helper.page)
  await helper.page.getByRole('button', { name: '确定', exact: true }).click()
  await question.getByText('等确认').waitFor()
  await own.getByRole('button', { name: /^确认帮好了/ }).click()
  assert.notEqual(await asker.page.getByLabel('几点到').inputValue(), '', 'the time that the helper has said')
  for (const { page } of [helper, asker]) {
    assert.deepEqual(await violations(page), [])
    assert.ok((await overflow(page)) <= 0)
  }
  await asker.page.getByRole('button', { name: '确定', exact: true }).click()
  await own.getByText('帮好了').first().waitFor()
  await own.locator('.state.is-done').waitFor()

  // The leader signs what was done, and reads neither who asked nor why.
  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card(LEADER))
  await open(leader.page, `${server.origin}/desk/shifts`)
  const part = leader.page.getByRole('region', { name: '互助时长' })
  const line = part.getByRole('row').filter({ hasText: CRAFT })
  await line.getByText('2 小时').waitFor()
  const text = await part.innerText()
  assert.ok(text.includes(known.name) && !text.includes(api.name) && !text.includes(NEED), text)
  await line.getByRole('button', { name: /^签时长/ }).click()
  await part.getByText('签好了，记进时长了').waitFor()
  const [entry] = await known.mine('hours')
  assert.deepEqual([entry.content, entry.until - entry.from, entry.signed_by.name], [CRAFT, 2 * HOUR, leads.name])
  await question.getByText('时长已签').waitFor()

  // Taken back, it is no longer offered; the hours stay.
  await mine(helper, '邻居能看到').getByRole('button', { name: '撤下' }).click()
  await helper.page.getByRole('button', { name: '确定撤下' }).click()
  await helper.page.getByText('还没有登记。').waitFor()
  await open(asker.page, `${server.origin}/skills`)
  await asker.page.getByText('还没有人登记').waitFor()
  assert.deepEqual(await publicRows(server.origin, 'shared_offering'), [])
  assert.deepEqual([...helper.faults, ...asker.faults, ...leader.faults], [])
  await Promise.all([helper, asker, leader].map((one) => one.context.close()))
})
