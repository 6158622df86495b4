// Somebody on a shift cannot come and looks for a replacement. Whoever stands in for the team reads it first, among their own
// service, and takes over with one tap; a leader sees at the desk what is still looked for and who stands in. A member says with
// one tap that they stand in, too.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const [ROLE, TEAM] = ['搬道具', '西山社区戏曲队']
// Leads the opera team; comes and then cannot; stands in for the team, as its file says; belongs to it; is a neighbour.
const [LEADER, SEEKER, SUBSTITUTE, MEMBER, NEIGHBOUR] = ['R0005', 'R0004', 'R0084', 'R0001', 'R0158']
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

/** A shift of the opera team tomorrow, for one person or two; the one who has taken it looks for somebody. */
async function sought() {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const seeker = await apiPhone(server.origin, await server.card(SEEKER))
  const { id: organization } = (await publicRows(server.origin, 'organization')).find((team) => team.name === TEAM)
  const [venue] = await publicRows(server.origin, 'venue')
  const [shift, duty, starts] = [uuid7(), uuid7(), Math.floor(Date.now() / HOUR) * HOUR + 20 * HOUR]
  const people = { least: 1, most: 2, skills: [], children: false }
  const plan = { role: ROLE, about: '', starts, ends: starts + HOUR, venue: venue.id, ...people }
  applied(await leader.do({ add_shift: { shift, organization, occurrence: null, plan } }))
  applied(await seeker.do({ take_shift: { duty, shift, resident: seeker.id } }))
  applied(await seeker.do({ seek_replacement: { duty, seeking: true } }))
  return { seeker, shift, duty }
}

async function atService(code) {
  const theirs = await phone(browser)
  await signIn(theirs.page, await server.card(code))
  await cached(theirs.page)
  await kept(theirs.page)
  await open(theirs.page, `${server.origin}/me/service`)
  const main = theirs.page.getByRole('main')
  await main.getByRole('heading', { name: '我的队伍' }).waitFor()
  return { ...theirs, main }
}

const asked = (main) => main.getByRole('heading', { name: '有人找您替' })

test('whoever stands in is asked first and takes over with one tap', { timeout: 180_000 }, async () => {
  const { seeker, shift, duty } = await sought()
  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card(LEADER))
  await open(leader.page, `${server.origin}/desk/shifts`)
  const shifts = leader.page.getByRole('table', { name: '在找人替的班次' })
  const looking = shifts.getByRole('row').filter({ hasText: ROLE })
  await looking.getByText('1 人').waitFor()
  const substitutes = leader.page.getByRole('table', { name: '谁是替补' })
  const standsIn = await apiPhone(server.origin, await server.card(SUBSTITUTE))
  await substitutes.getByRole('rowheader', { name: standsIn.name }).waitFor()

  // A neighbour finds it where help is needed, and is not asked.
  const neighbour = await atService(NEIGHBOUR)
  await open(neighbour.page, `${server.origin}/shifts`)
  await neighbour.main.getByRole('link', { name: new RegExp(ROLE) }).waitFor()
  await open(neighbour.page, `${server.origin}/me/service`)
  await neighbour.main.getByRole('heading', { name: '我的队伍' }).waitFor()
  assert.equal(await asked(neighbour.main).count(), 0)

  const hers = await atService(SUBSTITUTE)
  await asked(hers.main).waitFor()
  assert.deepEqual(await violations(hers.page), [])
  assert.equal(await overflow(hers.page), 0)
  await hers.main.getByRole('listitem').filter({ hasText: ROLE }).getByRole('button', { name: '我来替' }).click()
  await asked(hers.main).waitFor({ state: 'detached' })
  await hers.main.getByRole('link', { name: new RegExp(ROLE) }).locator('.state.is-confirmed').waitFor()
  assert.deepEqual((await standsIn.mine('duty')).map((one) => [one.shift, one.state]), [[shift, 'taken']])
  assert.deepEqual((await seeker.mine('duty')).map((one) => [one.id, one.state]), [[duty, 'replaced']])
  const { taken, seeking } = (await publicRows(server.origin, 'shift')).find((one) => one.id === shift)
  assert.deepEqual([taken, seeking], [1, 0], 'in the other one’s stead, although there was a free place')
  await looking.waitFor({ state: 'detached' })
  await leader.page.getByText('现在没有班次在找人替。').waitFor()
  assert.deepEqual(await violations(leader.page), [])

  assert.deepEqual([...leader.faults, ...neighbour.faults, ...hers.faults], [])
  await Promise.all([leader, neighbour, hers].map((one) => one.context.close()))
})

test('a member says that they stand in, and a leader names another', { timeout: 180_000 }, async () => {
  const member = await apiPhone(server.origin, await server.card(MEMBER))
  const hers = await atService(MEMBER)
  const line = hers.main.getByRole('listitem').filter({ hasText: TEAM })
  // In a lift: it waits, and is said at once.
  await hers.context.setOffline(true)
  const words = hers.main.getByLabel('想说的话')
  await words.fill('我会拉二胡')
  await line.getByRole('button', { name: '更改' }).click()
  await line.getByRole('button', { name: '我愿意当替补' }).click()
  await line.getByText('成员，也当替补').waitFor()
  await line.locator('.state.is-pending').waitFor()
  await hers.context.setOffline(false)
  await line.locator('.state.is-pending').waitFor({ state: 'detached' })
  assert.equal(await words.inputValue(), '我会拉二胡', 'what is typed to join another team is none of it')
  assert.match(await hers.page.evaluate(() => document.activeElement.textContent), /不当替补了/, 'the focus stays')
  assert.ok((await member.mine('me'))[0].roles.some((role) => role.substitute))

  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card(LEADER))
  await open(leader.page, `${server.origin}/desk/shifts`)
  const rows = leader.page.getByRole('table', { name: '谁是替补' }).getByRole('row')
  await rows.filter({ hasText: member.name }).waitFor()
  const before = await rows.count()
  await leader.page.getByRole('button', { name: '当替补', exact: true }).click()
  await leader.page.getByText('请选一个人。').waitFor()
  await leader.page.getByLabel('请谁当替补').selectOption({ index: 1 })
  await leader.page.getByRole('button', { name: '当替补', exact: true }).click()
  await leader.page.getByText('记下了').waitFor()
  assert.equal(await rows.count(), before + 1)
  await rows.filter({ hasText: member.name }).getByRole('button', { name: '不当替补了' }).click()
  await rows.filter({ hasText: member.name }).waitFor({ state: 'detached' })
  await line.getByRole('button', { name: '我愿意当替补' }).waitFor()
  assert.deepEqual(await violations(leader.page), [])
  assert.deepEqual([...leader.faults, ...hers.faults], [])
  await Promise.all([leader, hers].map((one) => one.context.close()))
})
