// A date for beginners only: whoever signs up asks, and the leader answers on her phone. One neighbour gets her place, one waits for
// it, one reads why not, and one thinks better of it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const LEADER = 'R0005'
// Whom the leader accepts, who then waits in line, whom she declines, and who takes it back.
const [ACCEPTED, WAITS, DECLINED, LEAVES] = ['R0158', 'R0004', 'R0010', 'R0024']
const WHY = '这次只教初学的'
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A date of the leader's team in three days with one place, which wants approval. */
async function date(leader) {
  const [{ roles }] = await leader.mine('me')
  const team = roles.find((role) => role.leader).leader
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.organization === team && !one.audience_rule)
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + 72 * HOUR
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 1, note: '', approval: true }
  const occurrence = uuid7()
  assert.ok((await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
  return occurrence
}

const row = (page, name) => page.getByRole('row').filter({ hasText: name })

test('who signs up asks, and the leader answers each', { timeout: 180_000 }, async () => {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const occurrence = await date(leader)
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(ACCEPTED))
  await open(hers.page, `${server.origin}/activities/${occurrence}`)
  await hers.page.getByText('要负责人同意', { exact: true }).waitFor()
  assert.deepEqual(await violations(hers.page), [])
  await hers.page.getByRole('button', { name: '申请报名' }).click()
  await hers.page.getByText('等负责人同意').waitFor()

  const others = {}
  for (const code of [WAITS, DECLINED, LEAVES]) {
    const other = await apiPhone(server.origin, await server.card(code))
    const signup = uuid7()
    assert.ok((await other.do({ sign_up: { signup, occurrence, party: [other.id] } })).applied, code)
    others[code] = { other, signup }
  }
  const { other: leaves, signup: left } = others[LEAVES]
  assert.ok((await leaves.do({ cancel_signup: { signup: left } })).applied)
  const asking = async () => (await publicRows(server.origin, 'occurrence')).find((one) => one.id === occurrence)
  assert.deepEqual([(await asking()).confirmed, (await asking()).waiting], [0, 0], 'who asks is counted nowhere')

  const desk = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await signIn(desk.page, await server.card(LEADER))
  await open(desk.page, `${server.origin}/desk/dates`)
  await desk.page.getByText('3 人待同意').waitFor()
  await open(desk.page, `${server.origin}/desk/dates/${occurrence}`)
  await desk.page.getByText('待同意', { exact: true }).waitFor()
  assert.deepEqual(await violations(desk.page), [])
  assert.ok(await overflow(desk.page) <= 0)

  const name = (code) => others[code].other.name
  await row(desk.page, name(DECLINED)).getByRole('button', { name: `不同意 ${name(DECLINED)}`, exact: true }).click()
  await desk.page.getByText('请写一句为什么，他们会看到。').waitFor()
  await desk.page.getByLabel('不同意的原因').fill(WHY)
  await row(desk.page, name(DECLINED)).getByRole('button', { name: '不同意' }).click()
  await desk.page.getByText('答复了，他们能看到').waitFor()
  const [declined] = (await others[DECLINED].other.mine('signup')).filter((one) => one.id === others[DECLINED].signup)
  assert.deepEqual([declined.state, declined.reason], ['declined', WHY])

  // The neighbour with the screen first: she gets the one place.
  const { name: her } = await apiPhone(server.origin, await server.card(ACCEPTED))
  await row(desk.page, her).getByRole('button', { name: `同意 ${her}`, exact: true }).click()
  await hers.page.getByText('已确认').first().waitFor()
  await row(desk.page, name(WAITS)).getByRole('button', { name: `同意 ${name(WAITS)}`, exact: true }).click()
  await desk.page.getByText('候补第 1 位').waitFor()
  const [waits] = (await others[WAITS].other.mine('signup')).filter((one) => one.id === others[WAITS].signup)
  assert.equal(waits.state.waiting.position, 1)
  assert.deepEqual([...hers.faults, ...desk.faults], [])
  await Promise.all([hers, desk].map((one) => one.context.close()))
})

test('who is declined reads why', { timeout: 90_000 }, async () => {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const occurrence = await date(leader)
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(DECLINED))
  await open(page, `${server.origin}/activities/${occurrence}`)
  await page.getByRole('button', { name: '申请报名' }).click()
  await page.getByText('等负责人同意').waitFor()
  const neighbour = await apiPhone(server.origin, await server.card(WAITS))
  let asked
  for (let tries = 0; tries < 40 && !asked; tries += 1) {
    asked = (await leader.mine('signup')).find((one) => one.occurrence === occurrence)
    if (!asked) await page.waitForTimeout(250)
  }
  const answer = { answer_signup: { signup: asked.id, agreed: false, words: WHY } }
  assert.deepEqual(await neighbour.do(answer), { refused: { refusal: 'not_found' } })
  assert.ok((await leader.do(answer)).applied)
  await page.getByText('没同意').waitFor()
  await page.getByText(`负责人说：${WHY}`).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
