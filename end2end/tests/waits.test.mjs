// A leader opens the desk: what is today stands first, then what waits for her, each with the way there. A neighbour has asked to come
// to a date and another to join her team; she answers both from there, and then nothing waits. And she sees who has come so far.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, notOverMidnight, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
  wholeHour,
} from '../support.mjs'

// Leads the opera team; asks to come to its date; asks to join it.
const [LEADER, COMES, JOINS] = ['R0005', 'R0158', 'R0004']
const ROLE = '摆茶水'
const MINUTE = HOUR / 60
let server, browser, leader, team

before(async () => {
  server = await startServer()
  browser = await launch()
  leader = await apiPhone(server.origin, await server.card(LEADER))
  const [{ roles }] = await leader.mine('me')
  team = roles.find((role) => role.leader).leader
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A date of the team in three days that wants approval, with one neighbour who asks to come; and one who asks to join the team. */
async function asked() {
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.organization === team && !one.audience_rule)
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, signup, starts] = [uuid7(), uuid7(), wholeHour(72)]
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 5, note: '', approval: true }
  applied(await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } }))
  const comes = await apiPhone(server.origin, await server.card(COMES))
  applied(await comes.do({ sign_up: { signup, occurrence, party: [comes.id] } }))
  const joins = await apiPhone(server.origin, await server.card(JOINS))
  applied(await joins.do({ ask_to_join: { joining: uuid7(), organization: team, words: '我会打鼓' } }))
  return { occurrence, signup, comes, joins, title: activity.title }
}

/** The first page of the desk, by the way that every page of it has. */
const home = (page) => page.locator('.desk-nav a[href="/desk"]').click()

/** How much the way to a page of the desk says that waits there. */
const counted = (page, address) => page.locator(`.desk-nav a[href="${address}"] em`)

test('a leader finds what waits for her, answers it, and nothing waits', { timeout: 180_000 }, async () => {
  const { occurrence, signup, comes, joins, title } = await asked()
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk`)
  const waits = page.getByRole('region', { name: '等您处理' })
  const approval = waits.getByRole('link', { name: /1 人等您同意/ })
  const joining = waits.getByRole('link', { name: /1 人想入队/ })
  const dates = page.getByRole('navigation', { name: '我能做的事' }).getByRole('link', { name: /我的场次/ })
  await approval.waitFor()
  await joining.waitFor()
  assert.match(await approval.textContent(), new RegExp(title))
  assert.equal(await waits.getByRole('link').count(), 2)
  assert.match(await waits.getByRole('link').first().textContent(), /想入队/, 'the newest first')
  await dates.getByText('1 件等您处理').waitFor()
  for (const address of ['/desk/dates', '/desk/shifts']) assert.equal(await counted(page, address).textContent(), '1')
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)

  await approval.click()
  await page.waitForURL(`${server.origin}/desk/dates/${occurrence}`)
  await page.getByRole('button', { name: `同意 ${comes.name}`, exact: true }).click()
  await page.getByText('答复了，他们能看到').waitFor()
  assert.equal((await comes.mine('signup')).find((one) => one.id === signup).state, 'confirmed')
  await counted(page, '/desk/dates').waitFor({ state: 'detached' })
  await home(page)
  await joining.waitFor()
  assert.equal(await approval.count(), 0)

  // Where she is led, the request stands before the shifts and is seen without scrolling.
  await joining.click()
  await page.waitForURL(`${server.origin}/desk/shifts`)
  const request = page.getByRole('table', { name: '入队' }).getByRole('row').filter({ hasText: joins.name })
  await request.waitFor()
  assert.ok(await request.evaluate((row) => row.getBoundingClientRect().top < innerHeight))
  await request.getByRole('button', { name: '同意', exact: true }).click()
  await page.getByText('已经告诉对方').waitFor()
  assert.deepEqual((await joins.mine('joining')).map((one) => one.state), ['joined'])
  await home(page)
  await waits.getByText('现在没有等您处理的事。').waitFor()
  assert.equal(await waits.getByRole('link').count(), 0)
  assert.equal(await dates.getByText('等您处理').count(), 0)
  assert.equal(await counted(page, '/desk/shifts').count(), 0)
  assert.deepEqual(await violations(page), [])
  assert.deepEqual(faults, [])
  await context.close()
})

test('what is today stands first, with who comes and who has come', { timeout: 480_000 }, async () => {
  await notOverMidnight()
  const [venue] = await publicRows(server.origin, 'venue')
  const [shift, starts] = [uuid7(), Date.now() + 2 * MINUTE]
  const people = { least: 1, most: 1, skills: [], children: false }
  const plan = { role: ROLE, about: '', starts, ends: starts + HOUR, venue: venue.id, ...people }
  applied(await leader.do({ add_shift: { shift, organization: team, occurrence: null, plan } }))
  const comes = await apiPhone(server.origin, await server.card(COMES))
  applied(await comes.do({ take_shift: { duty: uuid7(), shift, resident: comes.id } }))

  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk`)
  const today = page.getByRole('region', { name: '今天', exact: true })
  const line = today.getByRole('link', { name: new RegExp(ROLE) })
  // Once it has begun, it is also said that nobody has come yet.
  await line.getByText(/^值班 1\/1(，来了 0 人)?$/).waitFor()
  assert.match(await line.textContent(), new RegExp(venue.name))
  const seen = { of: { shift }, resident: comes.id, name: '', mark: 'in', at: Date.now() }
  applied(await leader.do({ note_presence: { presence: uuid7(), seen } }))
  await line.getByText('值班 1/1，来了 1 人', { exact: true }).waitFor()
  await line.click()
  await page.waitForURL(`${server.origin}/desk/shifts/${shift}`)
  await page.getByRole('main').getByText(comes.name).first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
