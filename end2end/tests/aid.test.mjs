// What those at the door should know: a guardian writes what her child cannot take and whom to call; the leader of the child's date reads
// it at the door without a network, and nobody else does; and once it is emptied, nobody at all.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

// A grandmother, who leads the opera team, who leads another one, and a neighbour.
const [GUARDIAN, LEADER, OTHER, NEIGHBOUR] = ['R0001', 'R0005', 'R0065', 'R0158']
const [CHILD, ALLERGY, CONTACT, NUMBER] = ['周小禾', '花生', '沈阿婆', '19900001234']
let server, browser, guardian, leader

before(async () => {
  server = await startServer()
  browser = await launch()
  guardian = await apiPhone(server.origin, await server.card(GUARDIAN))
  leader = await apiPhone(server.origin, await server.card(LEADER))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A date of the opera team that begins in half an hour. */
async function date() {
  const activity = (await publicRows(server.origin, 'activity')).find((row) => row.title === '戏曲队排练')
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + HOUR / 2
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
  const occurrence = uuid7()
  applied(await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } }))
  return occurrence
}

/** On her own phone she finds the page, and is told what a number without a name is worth. */
async function writes() {
  const hers = await phone(browser)
  const { page } = hers
  await signIn(page, await server.card(GUARDIAN))
  await open(page, `${server.origin}/me`)
  await page.getByRole('link', { name: /^过敏和紧急联系人/ }).click()
  await page.getByText('哪场的负责人就看得到').waitFor()
  await page.getByRole('button', { name: new RegExp(`^填写.*${CHILD}`) }).click()
  const allergies = page.getByLabel('过敏，或者要注意的')
  await allergies.waitFor()
  assert.equal(await allergies.evaluate((field) => field === document.activeElement), true, 'the first field has the focus')
  await allergies.fill(ALLERGY)
  await page.getByLabel('联系人电话').fill(NUMBER)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('请写联系人的姓名').waitFor()
  assert.equal(await allergies.inputValue(), ALLERGY, 'nothing that was typed is lost')
  await page.getByLabel('紧急联系人', { exact: true }).fill(CONTACT)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText(`注意：${ALLERGY}`).waitFor()
  assert.deepEqual(await violations(page), [])
  assert.ok((await overflow(page)) <= 0)
  return hers
}

test('a leader reads at the door what a guardian has written, and nobody else does', { timeout: 180_000 }, async () => {
  const occurrence = await date()
  const hers = await writes()
  assert.deepEqual(await leader.mine('aid'), [], 'the child goes nowhere yet')
  const child = (await guardian.mine('me'))[0].wards.find((ward) => ward.person.name === CHILD).person
  applied(await guardian.do({ sign_up: { signup: uuid7(), occurrence, party: [child.id] } }))

  const there = await phone(browser, { viewport: { width: 390, height: 844 } })
  await signIn(there.page, await server.card(LEADER))
  await open(there.page, `${server.origin}/desk/dates/${occurrence}`)
  await cached(there.page)
  const row = there.page.getByRole('table', { name: '签到' }).getByRole('row').filter({ hasText: CHILD })
  await row.locator('summary').waitFor()
  await there.context.setOffline(true)
  assert.equal(await row.getByText(`注意：${ALLERGY}`).isVisible(), false, 'others look over a shoulder')
  await row.locator('summary').click()
  await row.getByText(`注意：${ALLERGY}`).waitFor()
  assert.equal(await row.getByRole('link', { name: NUMBER }).getAttribute('href'), `tel:${NUMBER}`)
  await there.context.setOffline(false)

  for (const code of [OTHER, NEIGHBOUR]) {
    const one = await apiPhone(server.origin, await server.card(code))
    assert.deepEqual(await one.mine('aid'), [], code)
  }
  assert.deepEqual(await publicRows(server.origin, 'aid'), [])

  await hers.page.getByRole('button', { name: '清空' }).click()
  await hers.page.getByRole('button', { name: '确定清空' }).click()
  await row.locator('summary').waitFor({ state: 'detached' })
  for (const one of [leader, guardian]) assert.deepEqual(await one.mine('aid'), [])
  assert.deepEqual([...hers.faults, ...there.faults], [])
})
