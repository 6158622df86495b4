// One place is free, and the head of the waiting list are two. The leader offers it to the one behind them, which is noted for all
// to see; that one says yes on the telephone, the leader notes it, and reads so do they on their own phone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations, wholeHour,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const LEADER = 'R0005'
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A date for two, of an activity whose freed places are offered. */
async function offering() {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const organization = (await leader.mine('me'))[0].roles.map((role) => role.leader).find(Boolean)
  const [venue] = await publicRows(server.origin, 'venue')
  const [activity, occurrence, starts] = [uuid7(), uuid7(), wholeHour(50)]
  const first = { starts, ends: starts + HOUR, venue: venue.id, capacity: 2, note: '' }
  const draft = {
    title: '学画脸谱', kind: 'culture', about: '', audience_rule: 'everyone', audience: '', bring: '', price_fen: 0, contact: '',
    offers: true,
  }
  applied(await leader.do({ post_activity: { activity, organization, draft, first, occurrence, series: null } }))
  return occurrence
}

const own = async (who, occurrence) => (await who.mine('signup')).find((signup) => signup.occurrence === occurrence)

test('a free place is offered out of order, and taken on the telephone', { timeout: 120_000 }, async () => {
  const occurrence = await offering()
  const people = []
  for (const code of ['R0010', 'R0006', 'R0001', 'R0158']) people.push(await apiPhone(server.origin, await server.card(code)))
  const [comes, leaves, family, last] = people
  const ward = (await family.mine('me'))[0].wards[0].person
  const signups = people.map(() => uuid7())
  for (const [at, who] of people.entries()) {
    const party = who === family ? [who.id, ward.id] : [who.id]
    applied(await who.do({ sign_up: { signup: signups[at], occurrence, party } }))
  }
  applied(await leaves.do({ cancel_signup: { signup: signups[1] } }))
  assert.equal((await own(last, occurrence)).state.waiting?.position, 2, 'nobody passes the head of the list by themself')

  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0158'))
  await open(hers.page, `${server.origin}/activities/${occurrence}`)
  const main = hers.page.getByRole('main')
  await main.getByText('候补第 2 位').first().waitFor()

  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card(LEADER))
  await open(leader.page, `${server.origin}/desk/dates/${occurrence}`)
  const list = leader.page.getByRole('table', { name: /^报名名单/ })
  const row = (who) => list.getByRole('row').filter({ hasText: who.name })
  await row(comes).getByText('已确认').waitFor()
  assert.equal(await row(comes).getByRole('button', { name: '给他/她' }).count(), 0, 'they have a place')

  // The family needs more places than there are: that is said, and nothing changes.
  await row(family).getByRole('button', { name: '给他/她' }).click()
  await leader.page.getByText('只空 1 个').first().waitFor()
  await row(last).getByRole('button', { name: '给他/她' }).click()
  await leader.page.getByText('办好了，他们能看到').waitFor()
  await row(last).getByText(/^空出位子了，.+前答复$/).waitFor()
  await row(last).getByText('没按次序，由负责人给的').waitFor()
  assert.equal(await list.getByText('没按次序，由负责人给的').count(), 1, 'of nobody else')
  assert.deepEqual(await violations(leader.page), [])
  assert.ok(await overflow(leader.page) <= 0)
  const offered = await own(last, occurrence)
  assert.ok(offered.state.offered && offered.out_of_order, JSON.stringify(offered))
  await main.getByText(`${last.name}：空出来的位子，要不要？`).waitFor()

  // They call, and say yes.
  await row(last).getByRole('button', { name: '电话里答应了' }).click()
  await row(last).getByText('已确认').waitFor()
  await row(last).getByText('没按次序，由负责人给的').waitFor()
  await row(last).getByRole('button', { name: '电话里答应了' }).waitFor({ state: 'detached' })
  await leader.page.getByText('2/2', { exact: true }).first().waitFor()
  await main.getByText('已确认').first().waitFor()
  await main.getByText('空出来的位子，要不要？').waitFor({ state: 'detached' })
  assert.equal((await own(last, occurrence)).state, 'confirmed')
  assert.equal((await own(family, occurrence)).state.waiting?.position, 1, 'the family is still the first')
  assert.deepEqual([...hers.faults, ...leader.faults], [])
  await Promise.all([hers.context.close(), leader.context.close()])
})
