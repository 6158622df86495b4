// Into a team. A resident asks on the team's way, its leader agrees at the desk with a word, and the resident belongs to it on
// every page. A leader invites somebody who signed up for one of the team's dates; that one says no, and the desk has one question
// less.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, futureDates, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const TEAM = '西山社区戏曲队'
const WORDS = '我会拉二胡'
// Leads the team; two who do not belong to it.
const [LEADER, ASKER, INVITED] = ['R0005', 'R0158', 'R0004']
let server, browser, team

before(async () => {
  server = await startServer()
  browser = await launch()
  team = (await publicRows(server.origin, 'organization')).find((one) => one.name === TEAM)
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

async function theirs(code, options) {
  const one = await phone(browser, options)
  await signIn(one.page, await server.card(code))
  return { ...one, main: one.page.getByRole('main') }
}

/** The desk's page with who wants to join. */
async function atDesk() {
  const one = await theirs(LEADER, DESK)
  await open(one.page, `${server.origin}/desk/shifts`)
  const row = (name) => one.main.getByRole('table', { name: '入队' }).getByRole('row').filter({ hasText: name })
  return { ...one, row }
}

/** The line about the team among one's own. */
const line = (main) => main.getByRole('listitem').filter({ hasText: TEAM })

test('who asks to join is answered at the desk and belongs to the team', { timeout: 120_000 }, async () => {
  const asker = await apiPhone(server.origin, await server.card(ASKER))
  const hers = await theirs(ASKER)
  await open(hers.page, `${server.origin}/organizations/${team.id}`)
  await hers.main.getByRole('link', { name: '想加入这支队伍' }).click()
  await hers.main.getByRole('heading', { name: '我的队伍' }).waitFor()
  const send = hers.main.getByRole('button', { name: '申请加入' })
  assert.ok(await send.isDisabled(), 'until a team is chosen')
  await hers.main.getByLabel('哪支队伍').selectOption({ label: TEAM })
  await hers.main.getByLabel('想说的话').fill(WORDS)
  await send.click()
  await line(hers.main).getByText('等负责人回话').waitFor()
  await line(hers.main).locator('.state.is-pending').waitFor({ state: 'detached' })
  assert.deepEqual(await violations(hers.page), [])
  assert.ok(await overflow(hers.page) <= 0)

  const leader = await atDesk()
  const row = leader.row(asker.name)
  await row.getByText(WORDS).waitFor()
  await leader.main.getByLabel('回一句话').fill('周二早上来')
  assert.deepEqual(await violations(leader.page), [])
  await row.getByRole('button', { name: '同意', exact: true }).click()
  await leader.main.getByText('已经告诉对方').waitFor()
  await row.waitFor({ state: 'detached' })

  // They belong to it, where they are and on the team's page.
  await line(hers.main).getByText('成员', { exact: true }).waitFor()
  assert.equal(await line(hers.main).getByText('等负责人回话').count(), 0)
  const [{ roles }] = await asker.mine('me')
  assert.ok(roles.some((role) => role.member === team.id), JSON.stringify(roles))
  await open(hers.page, `${server.origin}/organizations/${team.id}`)
  await hers.main.getByRole('link', { name: '我在这支队伍里' }).waitFor()
  const [now] = (await publicRows(server.origin, 'organization')).filter((one) => one.id === team.id)
  assert.equal(now.members, team.members + 1)
  assert.deepEqual([...hers.faults, ...leader.faults], [])
  await Promise.all([hers.context.close(), leader.context.close()])
})

test('who is invited may say no', { timeout: 120_000 }, async () => {
  const guest = await apiPhone(server.origin, await server.card(INVITED))
  const date = (await futureDates(server.origin)).find((one) => one.organization === team.id)
  const outcome = await guest.do({ sign_up: { signup: uuid7(), occurrence: date.id, party: [guest.id] } })
  assert.ok(outcome.applied, JSON.stringify(outcome))

  const leader = await atDesk()
  await leader.main.getByLabel('邀请谁').selectOption({ label: guest.name })
  await leader.main.getByRole('button', { name: '邀请入队' }).click()
  await leader.main.getByText('邀请发出了').waitFor()
  await leader.row(guest.name).getByText('已邀请，等他回话').waitFor()
  await leader.row(guest.name).getByRole('button', { name: '撤回邀请' }).waitFor()

  const his = await theirs(INVITED)
  await open(his.page, `${server.origin}/me/service`)
  await line(his.main).getByText('邀请您加入').waitFor()
  await line(his.main).getByRole('button', { name: '加入', exact: true }).waitFor()
  await line(his.main).getByRole('button', { name: '不加入' }).click()
  await line(his.main).getByText('这次没有同意').waitFor()
  assert.equal(await line(his.main).getByRole('button').count(), 0, 'it is answered')
  await leader.row(guest.name).waitFor({ state: 'detached' })
  const states = (await guest.mine('joining')).map((joining) => [joining.organization, joining.state])
  assert.deepEqual(states, [[team.id, 'declined']])
  const [{ roles }] = await guest.mine('me')
  assert.ok(!roles.some((role) => role.member === team.id), JSON.stringify(roles))
  assert.deepEqual([...his.faults, ...leader.faults], [])
  await Promise.all([his.context.close(), leader.context.close()])
})
