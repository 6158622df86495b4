// Two doors of one hall, and no network at either. Each leader's phone has taken places along: what it gives is certain at once, and
// when the network is back everybody who was let in is on the list. Who comes too late is told so at the door, and not afterwards.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const LEADER = 'R0005'
// Who comes to the one door, to the other, too late, and who wants a place at home.
const [FIRST, SECOND, LATE, HOME] = [['R0158', 'R0004'], ['R0010', 'R0024', 'R0020'], 'R0051', 'R0064']
const PROMISED = '有位子，名额在这部手机里'
const DESK = { viewport: { width: 390, height: 844 } }
let server, browser, leader

before(async () => {
  server = await startServer()
  browser = await launch()
  leader = await apiPhone(server.origin, await server.card(LEADER))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

/** A date of the leader's team in so many hours. */
async function date(capacity, hours) {
  const [{ roles }] = await leader.mine('me')
  const team = roles.find((role) => role.leader).leader
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.organization === team && !one.audience_rule)
  const [venue] = await publicRows(server.origin, 'venue')
  const starts = Date.now() + hours * HOUR
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity, note: '' }
  const occurrence = uuid7()
  applied(await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } }))
  return occurrence
}

/** Neighbours who were on one of the team's lists once, so that its leader's phone knows their names. */
async function known(codes) {
  const before = await date(30, 120)
  const people = {}
  for (const code of codes) {
    const person = await apiPhone(server.origin, await server.card(code))
    const signup = uuid7()
    applied(await person.do({ sign_up: { signup, occurrence: before, party: [person.id] } }))
    applied(await person.do({ cancel_signup: { signup } }))
    people[code] = person
  }
  return people
}

/** A leader's phone on the page of the date, with so many places taken along. */
async function door(occurrence, places) {
  const one = await phone(browser, DESK)
  await signIn(one.page, await server.card(LEADER))
  await cached(one.page)
  await kept(one.page)
  await open(one.page, `${server.origin}/desk/dates/${occurrence}`)
  await one.page.getByLabel('带几个').fill(String(places))
  await one.page.getByRole('button', { name: '带到这部手机里' }).click()
  await one.page.getByText('带上了。从现在起，没有网也能给').waitFor()
  await one.page.getByText(`这部手机里还有 ${places} 个名额（带了 ${places} 个）`).waitFor()
  return one
}

/** Somebody stands at the door and is let in, or not. */
async function lets(page, name) {
  await page.locator('#caller').fill(name)
  await page.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check()
  await page.getByRole('button', { name: '替他/她报名' }).click()
}

const row = (page, name) => page.getByRole('row').filter({ hasText: name })
// What a leader gave away is told to the team and to the leader.
const ours = async (occurrence) => {
  const rows = (await leader.mine('signup')).filter((one) => one.occurrence === occurrence)
  return [...new Map(rows.map((one) => [one.id, one])).values()]
}

test('two doors without a network give five places, and everybody in the hall has one', { timeout: 180_000 }, async () => {
  const people = await known([...FIRST, ...SECOND, LATE])
  const occurrence = await date(5, 72)
  const one = await door(occurrence, FIRST.length)
  assert.deepEqual(await violations(one.page), [])
  assert.ok(await overflow(one.page) <= 0)
  const two = await door(occurrence, SECOND.length)
  await two.page.getByText(`的手机里还有 ${FIRST.length} 个名额（带了 ${FIRST.length} 个）`).waitFor()
  for (const { context } of [one, two]) await context.setOffline(true)

  // At home there is a network and no place: those are on the phones.
  const home = await apiPhone(server.origin, await server.card(HOME))
  applied(await home.do({ sign_up: { signup: uuid7(), occurrence, party: [home.id] } }))
  const [{ state }] = (await home.mine('signup')).filter((signup) => signup.occurrence === occurrence)
  assert.equal(state.waiting?.position, 1, JSON.stringify(state))

  for (const [{ page }, codes] of [[one, FIRST], [two, SECOND]]) {
    for (const code of codes) {
      await lets(page, people[code].name)
      await row(page, people[code].name).getByText(PROMISED).waitFor()
    }
  }
  await lets(two.page, people[LATE].name)
  await two.page.getByText('没给成：现在只空 0 个位子').waitFor()
  assert.equal((await ours(occurrence)).length, 1, 'nothing was sent yet')

  for (const { context } of [one, two]) await context.setOffline(false)
  for (const [{ page }, codes] of [[one, FIRST], [two, SECOND]]) {
    for (const code of codes) await row(page, people[code].name).getByText('已确认').waitFor({ timeout: 30_000 })
  }
  const there = (await ours(occurrence)).filter((signup) => signup.state === 'confirmed')
  assert.deepEqual(
    there.flatMap((signup) => signup.party.map((person) => person.id)).sort(),
    [...FIRST, ...SECOND].map((code) => people[code].id).sort(),
  )
  assert.ok(there.every((signup) => signup.handed && !signup.unleased))
  const [after] = (await publicRows(server.origin, 'occurrence')).filter((row) => row.id === occurrence)
  assert.deepEqual([after.confirmed, after.leased ?? 0, after.waiting], [5, 0, 1])
  for (const { faults, context } of [one, two]) {
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('what a phone did not need goes back to those who wait', { timeout: 120_000 }, async () => {
  const occurrence = await date(2, 96)
  const one = await door(occurrence, 2)
  const home = await apiPhone(server.origin, await server.card(HOME))
  applied(await home.do({ sign_up: { signup: uuid7(), occurrence, party: [home.id] } }))
  await one.page.getByRole('button', { name: '不用了，放回去' }).click()
  await one.page.getByText('没给出去的名额放回去，大家都能报。').waitFor()
  await one.page.getByRole('button', { name: '确定放回去' }).click()
  await one.page.getByText('放回去了').waitFor()
  const [{ state }] = (await home.mine('signup')).filter((signup) => signup.occurrence === occurrence)
  assert.equal(state, 'confirmed')
  assert.deepEqual(one.faults, [])
  await one.context.close()
})
