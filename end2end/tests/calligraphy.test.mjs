// A calligraphy course for twelve that thirty want: an organizer posts it at the desk, by lottery, and has freed places offered. Two
// enter on phones, one of them in a lift but in time, the others from elsewhere; ten have a place at the society already, and come
// after those who never had one. The server draws, everybody can draw again, and when somebody gives a place back the next one is
// asked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asPublished, drawAgain, sha256 } from '../draw.mjs'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const [TITLE, SOCIETY] = ['书法体验课', '墨香书画社']
const [LEADER, SHE, HE] = ['R0019', 'R0004', 'R0010']
const PLACES = 12
const PEOPLE = 30
const SERVED = 10
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

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))

const course = async () => {
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)
  return (await publicRows(server.origin, 'occurrence')).find((one) => one.activity === activity?.id)
}

const published = async (id) => {
  const answer = await fetch(`${server.origin}/api/lottery/${id}`)
  assert.equal(answer.status, 200)
  return answer.json()
}

/** The leader posts the course: twelve places, entries until a day before, and who is next is asked before a place is given. */
async function post() {
  const leader = await phone(browser)
  const { page } = leader
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill(TITLE)
  const team = page.locator('#post-team')
  if (await team.count()) await team.selectOption({ label: SOCIETY })
  await page.getByLabel('哪一天').fill(inDays(9))
  await page.getByLabel('名额（人）').fill(String(PLACES))
  await page.getByLabel('名额怎么给').selectOption({ label: '抽签，开始前 1 天截止报名' })
  await page.locator('summary').first().click()
  await page.getByLabel('有人退出，空出的位子').selectOption({ label: '先问候补第一位要不要' })
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  assert.deepEqual(leader.faults, [])
  await leader.context.close()
}

/** Somebody whose phone has no screen. */
async function person(code) {
  const api = await apiPhone(server.origin, await server.card(code))
  const theirs = (row) => row.party.some((one) => one.id === api.id)
  const own = async (date) => (await api.mine('signup')).find((row) => row.occurrence === date && theirs(row))
  const asks = async (date) => applied(await api.do({ sign_up: { signup: uuid7(), occurrence: date, party: [api.id] } }))
  return { code, ...api, own, asks }
}

/** A phone with the course before it. It works without a network. */
async function looks(code, date) {
  const one = await phone(browser)
  await signIn(one.page, await server.card(code))
  await cached(one.page)
  await kept(one.page)
  await open(one.page, `${server.origin}/activities/${date}`)
  const main = one.page.getByRole('main')
  await main.getByRole('heading', { name: TITLE }).waitFor()
  return { ...one, main }
}

/** Some have a place at another meeting of the society. */
async function served(organizer, date, people) {
  const activities = await publicRows(server.origin, 'activity')
  const other = activities.find((one) => one.organization === date.organization && one.id !== date.activity)
  const [occurrence, starts] = [uuid7(), Date.now() + 5 * 24 * HOUR]
  const plan = { starts, ends: starts + HOUR, venue: date.venue, capacity: people.length, note: '' }
  applied(await organizer.do({ add_occurrence: { occurrence, activity: other.id, plan } }))
  for (const one of people) {
    await one.asks(occurrence)
    assert.equal((await one.own(occurrence)).state, 'confirmed')
  }
}

/** One enters with a network, one in a lift who is out of it in time, and all the others. Answers the two phones. */
async function enter(date, he, others) {
  const [hers, his] = [await looks(SHE, date), await looks(HE, date)]
  for (const { main } of [hers, his]) await main.getByText(`${PLACES} 个，抽签决定`).waitFor()
  await hers.main.getByRole('button', { name: '报名抽签', exact: true }).click()
  await hers.main.getByText('已报名，等抽签').first().waitFor()
  await his.context.setOffline(true)
  await his.main.getByRole('button', { name: '报名抽签', exact: true }).click()
  await his.main.locator('.state.is-pending', { hasText: '待确认' }).first().waitFor()
  for (const one of others) await one.asks(date)
  assert.equal(await he.own(date), undefined, 'nothing is sent without a network')
  assert.equal((await course()).lottery.entered, PEOPLE - 1)
  await his.context.setOffline(false)
  await his.main.getByText('已报名，等抽签').first().waitFor()
  return [hers, his]
}

/** The leader moves it to a day and a little from now: the entries close soon. */
async function closeSoon(organizer, date) {
  const starts = Date.now() + 24 * HOUR + SOON
  const plan = { starts, ends: starts + HOUR, venue: date.venue, capacity: PLACES, note: '', lottery_hours: 24 }
  applied(await organizer.do({ edit_occurrence: { occurrence: date.id, plan } }))
  const { lottery } = await course()
  assert.deepEqual([lottery.closes, lottery.commitment], [starts - 24 * HOUR, date.lottery.commitment])
}

/** Draws again from what is published, and answers the order with who each sign-up is. */
async function check(date, people) {
  const drawn = await course()
  assert.deepEqual([drawn.confirmed, drawn.waiting, drawn.lottery.entered], [PLACES, PEOPLE - PLACES, 0])
  const { seed } = drawn.lottery
  assert.equal(sha256(Buffer.from(seed, 'hex')).toString('hex'), date.lottery.commitment, 'it is the seed that was promised')
  const draw = await published(date.id)
  assert.deepEqual([draw.seed, draw.places, draw.entries.length], [seed, PLACES, PEOPLE])
  const again = drawAgain(draw)
  assert.deepEqual(again, asPublished(draw))
  const rows = new Map()
  for (const one of people) rows.set((await one.own(date.id)).id, one)
  const order = again.map((entry) => ({ ...entry, who: rows.get(entry.signup) }))
  assert.ok(order.every(({ who }) => who), 'everybody in it has entered, and nobody else')
  return order
}

const told = ({ outcome, place }) => outcome === 'won' ? '抽中了' : `没抽中，候补第 ${place - PLACES} 位`

test('a course for twelve is drawn among thirty, and a place that is given back is offered', { timeout: 400_000 }, async () => {
  await post()
  const date = await course()
  assert.equal(date.lottery.closes, date.starts - 24 * HOUR)
  const organizer = await apiPhone(server.origin, await server.card(LEADER))
  const others = []
  for (let at = 0; at < PEOPLE - 2; at += 1) others.push(await person(`R0${at + 101}`))
  await served(organizer, date, others.slice(0, SERVED))
  const [she, he] = [await person(SHE), await person(HE)]
  const people = [she, he, ...others]
  const phones = await enter(date.id, he, others)
  assert.deepEqual([(await course()).confirmed, (await course()).lottery.entered], [0, PEOPLE])
  const before = await published(date.id)
  assert.deepEqual([before.seed, before.entries.length], [null, PEOPLE])
  assert.ok(before.entries.every((entry) => entry.drawn === undefined))

  await closeSoon(organizer, date)
  for (const { main } of phones) await main.getByText(/抽中了|没抽中，候补第 \d+ 位/).first().waitFor({ timeout: DRAWN })
  const order = await check(date, people)

  // Whoever never had a place comes first, and so nobody is among the twelve who has one already.
  const first = new Set(people.filter((one) => !others.slice(0, SERVED).includes(one)))
  for (const { who, class: times, place } of order) {
    assert.equal(times, first.has(who) ? 0 : 1, who.code)
    assert.equal(place <= first.size, first.has(who), `${who.code} is number ${place}`)
  }
  for (const { who, outcome, place } of order) {
    const { state } = await who.own(date.id)
    if (outcome === 'won') assert.equal(state, 'confirmed')
    else assert.deepEqual(state, { waiting: { ticket: place, position: place - PLACES } })
  }
  for (const [at, who] of [she, he].entries()) {
    const entry = order.find((one) => one.who === who)
    await phones[at].main.locator('.state', { hasText: told(entry) }).first().waitFor()
    await phones[at].main.getByRole('link', { name: /看怎么抽的/ }).waitFor()
  }

  // One of the twelve does not go. The next one is asked, and has the place once they say so.
  const leaves = order.find(({ who, outcome }) => outcome === 'won' && who !== she && who !== he).who
  applied(await leaves.do({ cancel_signup: { signup: (await leaves.own(date.id)).id } }))
  const next = order[PLACES].who
  const { offered } = (await next.own(date.id)).state
  assert.equal(offered.ticket, PLACES + 1)
  assert.ok(offered.until > Date.now())
  const asked = await course()
  assert.deepEqual([asked.confirmed, asked.held, asked.waiting], [PLACES - 1, 1, PEOPLE - PLACES - 1])
  assert.deepEqual((await order[PLACES + 1].who.own(date.id)).state, { waiting: { ticket: PLACES + 2, position: 1 } })

  const own = [she, he].indexOf(next)
  const theirs = own >= 0 ? phones[own] : await looks(next.code, date.id)
  await theirs.main.locator('.state', { hasText: /空出位子了，.*前答复/ }).waitFor()
  await theirs.main.getByText(`${next.name}：空出来的位子，要不要？`).waitFor()
  assert.deepEqual(await violations(theirs.page), [])
  assert.ok(await overflow(theirs.page) <= 0)
  // The no is asked about first.
  await theirs.main.getByRole('button', { name: '不要', exact: true }).click()
  await theirs.main.getByText('真的不要？').waitFor()
  assert.deepEqual(await violations(theirs.page), [])
  await theirs.main.getByRole('button', { name: '再想想' }).click()
  await theirs.main.getByRole('button', { name: '不要', exact: true }).waitFor()
  await theirs.main.getByRole('button', { name: '要', exact: true }).click()
  await theirs.main.locator('.state.is-confirmed', { hasText: '已确认' }).waitFor()
  assert.equal((await next.own(date.id)).state, 'confirmed')
  const end = await course()
  assert.deepEqual([end.confirmed, end.held ?? 0, end.waiting], [PLACES, 0, PEOPLE - PLACES - 1])
  for (const one of new Set([...phones, theirs])) {
    assert.deepEqual(one.faults, [])
    await one.context.close()
  }
})
