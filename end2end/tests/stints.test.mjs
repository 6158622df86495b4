// What somebody did for their team without a shift, from their phone to the ledger: written down without a network, signed by the
// leader at the desk, where it stood among what waits. What overlaps is refused beside its field with the time that it overlaps. And
// one that is not so is refused with a word, which whoever wrote it reads.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const TEAM = '西山社区戏曲队'
// Belongs to the team; leads it.
const [MEMBER, LEADER] = ['R0001', 'R0005']
const [WORK, OTHER, WHY] = ['修戏服', '去买颜料', '那天是王老师去买的']
let server, browser, team

before(async () => {
  server = await startServer()
  browser = await launch()
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const [{ roles }] = await leader.mine('me')
  team = roles.find((role) => role.leader).leader
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The day before yesterday, so that all hours of it are over. */
const DAY = new Date(Date.now() + 8 * HOUR - 48 * HOUR).toISOString().slice(0, 10)
const at = (clock) => Date.parse(`${DAY}T${clock}:00+08:00`)

/** The part of the page, and one line of it. */
const part = (page) => page.locator('#stints')
const line = (page, text) => part(page).getByRole('listitem').filter({ hasText: text })

async function write(page, what, from, until) {
  await part(page).getByLabel('做了什么').fill(what)
  await part(page).getByLabel('给哪个队做的').selectOption({ label: TEAM })
  await part(page).getByLabel('哪一天做的').fill(DAY)
  await part(page).getByLabel('几点开始').fill(from)
  await part(page).getByLabel('几点结束').fill(until)
  await part(page).getByRole('button', { name: '交给负责人签' }).click()
}

test('work outside shifts is written down offline, signed, and counts', { timeout: 240_000 }, async () => {
  const member = await apiPhone(server.origin, await server.card(MEMBER))
  const before = (await member.mine('hours')).length
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(MEMBER))
  await cached(hers.page)
  await kept(hers.page)
  await open(hers.page, `${server.origin}/me/service`)
  await part(hers.page).getByRole('button', { name: '记一次服务' }).click()
  await hers.page.waitForFunction(() => document.activeElement?.id === 'stint-content')
  await part(hers.page).getByRole('button', { name: '交给负责人签' }).click()
  await part(hers.page).getByText('请写做了什么。').waitFor()
  await part(hers.page).getByText('请写哪一天、从几点到几点。').waitFor()
  assert.deepEqual(await violations(hers.page), [])
  assert.ok(await overflow(hers.page) <= 0)

  await hers.context.setOffline(true)
  await write(hers.page, WORK, '09:00', '11:00')
  await line(hers.page, WORK).locator('.state.is-pending', { hasText: '待确认' }).waitFor()
  await hers.page.waitForFunction(() => document.activeElement?.id === 'stint-add')
  assert.deepEqual(await member.mine('stint'), [], 'nothing is sent without a network')
  // The phone itself knows that nobody serves twice in the same hour; nothing that was typed is lost.
  await part(hers.page).getByRole('button', { name: '记一次服务' }).click()
  await write(hers.page, OTHER, '10:00', '12:00')
  const clash = part(hers.page).locator('#stint-until-error')
  await clash.waitFor()
  assert.match(await clash.textContent(), /已经记过时长/)
  assert.equal(await part(hers.page).getByLabel('做了什么').inputValue(), OTHER)
  await part(hers.page).getByLabel('几点开始').fill('14:00')
  await part(hers.page).getByLabel('几点结束').fill('15:00')
  await part(hers.page).getByRole('button', { name: '交给负责人签' }).click()
  await line(hers.page, OTHER).waitFor()
  await hers.context.setOffline(false)
  for (const text of [WORK, OTHER]) await line(hers.page, text).getByText('等负责人签').waitFor()
  assert.deepEqual((await member.mine('stint')).map((one) => [one.content, one.state]).sort(), [
    [WORK, 'said'], [OTHER, 'said'],
  ].sort())

  // The leader finds it among what waits, signs one and not the other.
  const leader = await phone(browser)
  await signIn(leader.page, await server.card(LEADER))
  await open(leader.page, `${server.origin}/desk`)
  const waits = leader.page.getByRole('region', { name: '等您处理' })
  await waits.getByRole('link', { name: /2 件班外服务没签/ }).click()
  await leader.page.waitForURL(`${server.origin}/desk/shifts`)
  const table = leader.page.getByRole('table', { name: '班次以外的服务' })
  const row = (text) => table.getByRole('row').filter({ hasText: text })
  await row(WORK).getByText('2 小时').waitFor()
  assert.deepEqual(await violations(leader.page), [])
  assert.ok(await overflow(leader.page) <= 0)
  await row(WORK).getByRole('button', { name: /^签这一次/ }).click()
  await leader.page.getByText('签好了，算进时长了').waitFor()
  await row(WORK).waitFor({ state: 'detached' })
  await row(OTHER).getByRole('button', { name: /^不签/ }).click()
  await leader.page.waitForFunction(() => document.activeElement?.id === 'stint-why')
  await leader.page.getByLabel('为什么不签').fill(WHY)
  await leader.page.getByRole('button', { name: '不签，告诉本人' }).click()
  await leader.page.getByText('告诉本人了', { exact: true }).waitFor()
  await leader.page.getByText('没有等着签的班外服务。').waitFor()

  // How much was served is counted below: people, how often, and how long, for the months that are picked.
  const totals = leader.page.getByRole('region', { name: '服务了多少' })
  const month = DAY.slice(0, 7)
  await totals.getByLabel('从哪个月').selectOption(month)
  await totals.getByLabel('到哪个月').selectOption(month)
  const sums = totals.getByRole('row').filter({ hasText: TEAM })
  await sums.getByText(/小时/).waitFor()
  assert.equal(await sums.getByRole('cell').count(), 3, 'three numbers beside the name')

  // The hours count; the no is read with its word.
  await line(hers.page, OTHER).getByText('没有签').waitFor()
  await line(hers.page, OTHER).getByText(`负责人说：${WHY}`).waitFor()
  await line(hers.page, WORK).waitFor({ state: 'detached' })
  await hers.page.getByRole('main').getByRole('listitem').filter({ hasText: WORK }).getByText('2 小时').waitFor()
  const hours = await member.mine('hours')
  assert.equal(hours.length, before + 1)
  const entry = hours.find((one) => one.content === WORK)
  assert.deepEqual([entry.from, entry.until, entry.organization], [at('09:00'), at('11:00'), team])
  assert.deepEqual([...hers.faults, ...leader.faults], [])
  await Promise.all([hers.context.close(), leader.context.close()])
})

test('one takes back what one has written, and the server refuses what overlaps', { timeout: 120_000 }, async () => {
  const member = await apiPhone(server.origin, await server.card(MEMBER))
  const say = (from, until) => ({
    stint: { stint: uuid7(), step: { say: { organization: team, from: at(from), until: at(until), content: '搬道具' } } },
  })
  const said = say('17:00', '18:00')
  assert.ok((await member.do(said)).applied)
  const { refused } = await member.do(say('17:30', '18:30'))
  assert.deepEqual(refused, { refusal: { hours_overlap: { from: at('17:00'), until: at('18:00') } } })
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(MEMBER))
  await open(hers.page, `${server.origin}/me/service`)
  await line(hers.page, '搬道具').getByRole('button', { name: '撤回' }).click()
  await line(hers.page, '搬道具').getByRole('button', { name: '确定撤回' }).click()
  await line(hers.page, '搬道具').waitFor({ state: 'detached' })
  await hers.page.waitForFunction(() => document.activeElement?.id === 'stints')
  assert.equal((await member.mine('stint')).find((one) => one.id === said.stint.stint).state, 'withdrawn')
  assert.ok((await member.do(say('17:30', '18:30'))).applied, 'the time is free again')
  assert.deepEqual(hers.faults, [])
  await hers.context.close()
})
