// An over-asked calligraphy course by lottery: posted at the desk, entered on a phone, drawn by the server, and drawn again here from
// what is published, with nothing but Node's own hash.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asPublished, drawAgain, sha256 } from '../draw.mjs'
import {
  apiPhone, futureDates, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const TITLE = '书法入门班'
const PLACES = 3
/** Until the entries close; the server looks every minute whether they have. */
const SOON = 8_000
const DRAWN = 150_000
const inDays = (days) => new Date(Date.now() + 8 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const published = async (id) => {
  const answer = await fetch(`${server.origin}/api/lottery/${id}`)
  assert.equal(answer.status, 200)
  const text = await answer.text()
  return { text, draw: JSON.parse(text) }
}

const course = async () => {
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)
  return (await publicRows(server.origin, 'occurrence')).find((one) => one.activity === activity?.id)
}

/** The leader posts the course at the desk. */
async function post(page) {
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill(TITLE)
  const team = page.locator('#post-team')
  if (await team.count()) await team.selectOption({ label: '墨香书画社' })
  await page.getByLabel('哪一天').fill(inDays(9))
  await page.getByLabel('名额（人）').fill(String(PLACES))
  await page.getByLabel('名额怎么给').selectOption({ label: '抽签，开始前 1 天截止报名' })
  assert.ok(await overflow(page) <= 0)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
}

const enter = async (who, occurrence) => {
  const signup = uuid7()
  const outcome = await who.do({ sign_up: { signup, occurrence, party: [who.id] } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  return signup
}

test('an over-asked course is drawn, and anybody can draw it again', { timeout: 300_000 }, async () => {
  const leader = await phone(browser)
  await signIn(leader.page, await server.card('R0019'))
  await post(leader.page)
  const date = await course()
  const { closes, commitment, seed } = date.lottery
  assert.equal(closes, date.starts - 24 * HOUR)
  assert.match(commitment, /^[0-9a-f]{64}$/)
  assert.equal(seed, undefined)

  // One enters on her phone, four from elsewhere; one of those goes to the society's meeting as well, and one thinks better of it.
  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0004'))
  await open(hers.page, `${server.origin}/activities/${date.id}`)
  const main = hers.page.getByRole('main')
  await main.getByText('3 个，抽签决定').waitFor()
  await main.getByText(/前报名，随后公布/).waitFor()
  assert.deepEqual(await violations(hers.page), [])
  await main.getByRole('button', { name: '报名抽签', exact: true }).click()
  await main.getByText('已报名，等抽签').first().waitFor()
  const people = []
  for (const code of ['R0001', 'R0006', 'R0008', 'R0010']) people.push(await apiPhone(server.origin, await server.card(code)))
  const meeting = (await futureDates(server.origin))
    .find((one) => one.organization === date.organization && one.id !== date.id && !one.lottery && one.starts > Date.now() + 5 * HOUR)
  await enter(people[0], meeting.id)
  const served = await enter(people[0], date.id)
  for (const who of people.slice(1)) await enter(who, date.id)
  const other = await apiPhone(server.origin, await server.card('R0012'))
  const withdrawn = await enter(other, date.id)
  assert.ok((await other.do({ cancel_signup: { signup: withdrawn } })).applied)

  const entered = await course()
  assert.deepEqual([entered.confirmed, entered.waiting, entered.lottery.entered], [0, 0, 5])
  const open5 = await published(date.id)
  assert.deepEqual([open5.draw.seed, open5.draw.entries.length, open5.draw.commitment], [null, 5, commitment])
  assert.ok(open5.draw.entries.every((entry) => entry.drawn === undefined))

  // The leader moves it to an hour and a little from now: the entries close soon.
  const organizer = await apiPhone(server.origin, await server.card('R0019'))
  const starts = Date.now() + HOUR + SOON
  const plan = { starts, ends: starts + HOUR, venue: date.venue, capacity: PLACES, note: '', lottery_hours: 1 }
  const [bare, before] = [{ ...plan, lottery_hours: undefined }, { ...plan, lottery_hours: 24 }]
  const first = await organizer.do({ edit_occurrence: { occurrence: date.id, plan: bare, before } })
  assert.equal(first.refused.refusal, 'lottery_fixed', 'whoever has entered did so for a draw')
  assert.ok((await organizer.do({ edit_occurrence: { occurrence: date.id, plan } })).applied)
  const moved = await course()
  assert.deepEqual([moved.lottery.closes, moved.lottery.commitment], [starts - HOUR, commitment])

  await main.getByText(/抽中了|没抽中，候补第 \d+ 位/).first().waitFor({ timeout: DRAWN })
  const drawn = await course()
  assert.deepEqual([drawn.confirmed, drawn.waiting, drawn.lottery.entered], [PLACES, 2, 0])
  assert.equal(sha256(Buffer.from(drawn.lottery.seed, 'hex')).toString('hex'), commitment, 'it is the seed that was promised')

  const { text, draw } = await published(date.id)
  assert.equal(draw.seed, drawn.lottery.seed)
  assert.equal(draw.places, PLACES)
  const again = drawAgain(draw)
  assert.deepEqual(again, asPublished(draw))
  const last = again.at(-1)
  assert.deepEqual([last.signup, last.class, last.outcome], [served, 1, 'waits'], 'whoever has a place elsewhere comes last')
  for (const who of [...people, other]) assert.ok(!text.includes(who.name) && !text.includes(who.id), 'there are no names in it')

  // Everybody has what was drawn for them.
  for (const who of people) {
    const [own] = (await who.mine('signup')).filter((row) => row.occurrence === date.id)
    const { place, outcome } = again.find((entry) => entry.signup === own.id)
    if (outcome === 'won') assert.equal(own.state, 'confirmed')
    else assert.deepEqual(own.state, { waiting: { ticket: place, position: place - PLACES } })
  }
  await main.getByRole('link', { name: /看怎么抽的/ }).waitFor()

  // The leader sees who was drawn and the way to how; whoever comes now waits behind the others.
  await open(leader.page, `${server.origin}/desk/dates/${date.id}`)
  await leader.page.getByRole('link', { name: /看怎么抽的/ }).waitFor()
  await leader.page.getByText('抽中了').nth(PLACES - 1).waitFor()
  const late = await enter(other, date.id)
  const [row] = (await other.mine('signup')).filter((one) => one.id === late)
  assert.deepEqual(row.state, { waiting: { ticket: 6, position: 3 } })
  assert.deepEqual([...hers.faults, ...leader.faults], [])
  await Promise.all([hers.context.close(), leader.context.close()])
})
