// A child who is fourteen or older has a word of their own: their guardian says who may collect them, and that they come to a shift,
// and it counts once the child agrees, on their own phone or before a witness at the desk.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import {
  apiPhone, demoFile, HOUR, launch, open, openDesk, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

// A grandmother, the child whom she is guardian of, who leads the shifts, and who works at the desk.
const [GUARDIAN, CHILD, LEADER, STAFF] = ['R0001', 'R0003', 'R0065', 'R0007']
const [NAME, CALLED, COLLECTOR, ROLE] = ['周小禾', '小禾', '沈阿婆', '整理图书']
let server, browser, guardian, leader

/** The register in which the child is fifteen. */
async function grown() {
  const text = await readFile(demoFile('residents.csv'), 'utf8')
  const born = `${new Date().getFullYear() - 15}-01`
  const lines = text.split('\n').map((line) => (line.startsWith(`${CHILD},`) ? line.replace(/,\d{4}-\d{2},/, `,${born},`) : line))
  return lines.join('\n')
}

before(async () => {
  server = await startServer('sqlite', { 'residents.csv': await grown() })
  browser = await launch()
  guardian = await apiPhone(server.origin, await server.card(GUARDIAN))
  leader = await apiPhone(server.origin, await server.card(LEADER))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** Somebody's own phone. */
async function own(code) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  return one
}

/** The child, as the guardian's phone has it. */
const child = async () => (await guardian.mine('me'))[0].wards.map((ward) => ward.person).find((one) => one.name === NAME)

/** A shift in so many hours. */
async function shiftIn(hours) {
  const activity = (await publicRows(server.origin, 'activity')).find((row) => row.title === '爱心教室')
  const [venue] = await publicRows(server.origin, 'venue')
  const [shift, starts] = [uuid7(), Date.now() + hours * HOUR]
  const when = { starts, ends: starts + HOUR, venue: venue.id }
  const plan = { ...when, role: ROLE, about: '', least: 1, most: 3, skills: [], children: false }
  applied(await leader.do({ add_shift: { shift, organization: activity.organization, occurrence: null, plan } }))
  return shift
}

/** A date for people under age, the child among them. */
async function dateOfTheYoung() {
  const organization = (await publicRows(server.origin, 'activity')).find((row) => row.title === '爱心教室').organization
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, starts] = [uuid7(), Date.now() + 150 * HOUR]
  const first = { starts, ends: starts + HOUR, venue: venue.id, capacity: 20, note: '' }
  const who = { audience_rule: { ages: { from: 12, until: 17 } }, audience: '' }
  const draft = { title: '少年读书会', kind: 'family', about: '', ...who, bring: '', price_fen: 0, contact: '' }
  applied(await leader.do({ post_activity: { activity: uuid7(), organization, draft, first, occurrence, series: null } }))
  return occurrence
}

const line = (one, text) => one.page.getByRole('main').getByRole('listitem').filter({ hasText: text })

/** The page can be used by everybody, and fits. */
async function sound(one) {
  assert.deepEqual(await violations(one.page), [])
  assert.ok((await overflow(one.page)) <= 0)
  assert.deepEqual(one.faults, [])
}

test('who may collect a child of fifteen, the child agrees to on a phone of their own', { timeout: 120_000 }, async () => {
  const date = await dateOfTheYoung()
  applied(await guardian.do({ sign_up: { signup: uuid7(), occurrence: date, party: [(await child()).id] } }))
  const page = `${server.origin}/activities/${date}/collectors`
  const hers = await own(GUARDIAN)
  await open(hers.page, page)
  await hers.page.getByLabel('接送人姓名').fill(COLLECTOR)
  await hers.page.getByLabel('接送人手机').fill('19900001234')
  await hers.page.getByRole('button', { name: `可以接${NAME}` }).click()
  await line(hers, COLLECTOR).getByText('还要孩子本人同意').waitFor()
  await sound(hers)

  const theirs = await own(CHILD)
  await open(theirs.page, page)
  await theirs.page.getByText('您满十四岁了，同意了才算。').waitFor()
  await sound(theirs)
  await line(theirs, COLLECTOR).getByRole('button', { name: /^我同意/ }).click()
  await line(theirs, COLLECTOR).getByText('已同意').waitFor()
  await line(hers, COLLECTOR).getByText('已同意').waitFor()
  await Promise.all([hers, theirs].map((one) => one.context.close()))
})

test('a shift that a guardian takes counts once the child has agreed', { timeout: 120_000 }, async () => {
  const shift = await shiftIn(72)
  const hers = await own(GUARDIAN)
  await open(hers.page, `${server.origin}/shifts/${shift}`)
  await hers.page.getByRole('button', { name: `替${CALLED}报` }).click()
  await line(hers, NAME).getByText('等本人同意').waitFor()
  assert.equal(await hers.page.getByRole('button', { name: '我同意去' }).count(), 0, 'nobody says it for them')
  await sound(hers)

  const theirs = await own(CHILD)
  await open(theirs.page, `${server.origin}/shifts/${shift}`)
  await theirs.page.getByText('自己同意了才算').waitFor()
  await theirs.page.getByText('前同意，过时名额就放出来').waitFor()
  await sound(theirs)
  await theirs.page.getByRole('button', { name: '我同意去' }).click()
  await line(theirs, NAME).getByText('说好了来').waitFor()
  await line(hers, NAME).getByText('说好了来').waitFor()
  await Promise.all([hers, theirs].map((one) => one.context.close()))
})

test('a child without a phone agrees at the desk, before a witness', { timeout: 120_000 }, async () => {
  const [shift, duty, { id }] = [await shiftIn(96), uuid7(), await child()]
  applied(await guardian.do({ take_shift: { duty, shift, resident: id } }))
  const staff = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await signIn(staff.page, await server.card(STAFF))
  await openDesk(staff.page, server.origin)
  await open(staff.page, `${server.origin}/desk/residents`)
  await staff.page.getByText('登记帮手、名册导入导出、操作记录').click()
  const part = staff.page.getByRole('region', { name: '孩子本人同意' })
  const agree = part.getByRole('button', { name: `${NAME}当面同意去：${ROLE}` })
  await agree.click()
  await part.getByText('请写证明人。').waitFor()
  await part.getByLabel('证明人').fill('何秀英')
  await agree.click()
  await agree.waitFor({ state: 'detached' })
  await sound(staff)
  const taken = (await guardian.mine('duty')).find((row) => row.id === duty)
  assert.deepEqual([taken.agreed, taken.witness, taken.state], ['witness', '何秀英', 'taken'])
  await staff.context.close()
})
