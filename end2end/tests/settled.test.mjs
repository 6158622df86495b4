// The evening after a short date: its leader excuses one neighbour, marks another as there, settles it by one tap and thanks people in a
// line that a neighbour's phone and the page without a script both show. What the other leader's phone noted before still counts; what
// it would note afterwards does not. Every page of that is found by tapping, from the dates that are over.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until, waitingOn } from '../faults.mjs'
import { apiPhone, launch, open, pastDate, phone, publicRows, signIn, sleep, startServer, uuid7 } from '../support.mjs'

const LINE = '谢谢三位帮忙搬桌子的邻居'
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

/** A date of the organizer's team that begins in a few seconds and is over at once. */
async function short(leader) {
  const [me] = await leader.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, starts] = [uuid7(), Date.now() + 8_000]
  const plan = { starts, ends: starts + 500, venue: venue.id, capacity: 9, note: '' }
  applied(await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } }))
  return { occurrence, starts, ends: plan.ends }
}

const row = (page, name) => page.getByRole('table', { name: '签到' }).getByRole('row')
  .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) })

test('a date is settled by one tap, and its neighbours are thanked', { timeout: 120_000 }, async () => {
  const leader = await apiPhone(server.origin, await server.card('R0005'))
  const guests = []
  for (const code of ['R0001', 'R0004', 'R0030', 'R0006']) guests.push(await apiPhone(server.origin, await server.card(code)))
  const [comes, excused, late, absent] = guests
  const { occurrence, starts, ends } = await short(leader)
  const signups = guests.map(() => uuid7())
  for (const [at, guest] of guests.entries()) {
    applied(await guest.do({ sign_up: { signup: signups[at], occurrence, party: [guest.id] } }))
  }
  applied(await late.do({ cancel_signup: { signup: signups[2] } }))
  assert.equal((await late.mine('signup')).find((one) => one.occurrence === occurrence).late, true)
  while (Date.now() < ends + 200) await sleep(100)

  const desk = await phone(browser)
  await signIn(desk.page, await server.card('R0005'))
  await open(desk.page, `${server.origin}/desk/dates`)
  const over = await pastDate(desk.page, occurrence)
  await over.getByText('还没结算').waitFor()
  await desk.page.locator('summary', { hasText: /^办过的 · \d+ 场还没结算$/ }).waitFor()
  await over.getByRole('link', { name: '名单与结算' }).click()
  await desk.page.getByText('还没结算 · 到 0 人 · 请假 1 人 · 还没记 3 人 · 临时来 0 人').waitFor()
  await row(desk.page, comes.name).getByRole('button', { name: /^来了/ }).click()
  await row(desk.page, excused.name).getByRole('button', { name: /^请假/ }).click()
  await desk.page.waitForFunction(() => document.activeElement?.id === 'excuse')
  await desk.page.getByLabel('为什么来不了').fill('家里有事')
  await desk.page.getByRole('button', { name: '记作请假' }).click()
  await row(desk.page, excused.name).getByText('请假：家里有事').waitFor()
  await desk.page.getByText('还没结算 · 到 1 人 · 请假 2 人 · 还没记 1 人 · 临时来 0 人').waitFor()
  await desk.page.getByRole('button', { name: '现在结算' }).click()
  await desk.page.getByText('已结算 · 到 1 人 · 请假 2 人 · 未到 1 人 · 临时来 0 人').waitFor()
  assert.equal(await row(desk.page, absent.name).getByRole('button').count(), 0, 'nothing is noted by hand any more')

  // The page shows it as soon as it is said: the server has to know it, too.
  await until(async () => (await waitingOn(desk.page)) === 0, 'the server has settled it', { page: desk.page })
  // The other leader's phone has been without a network since the door.
  const seen = (at) => ({ of: { occurrence }, resident: absent.id, name: '', mark: 'in', at })
  const refused = await leader.do({ note_presence: { presence: uuid7(), seen: seen(Date.now()) } })
  assert.ok(refused.refused?.refusal.attendance_closed, JSON.stringify(refused))
  applied(await leader.do({ note_presence: { presence: uuid7(), seen: seen(starts) } }))
  await desk.page.getByText('已结算 · 到 2 人 · 请假 2 人 · 未到 0 人 · 临时来 0 人').waitFor()

  await desk.page.getByLabel('一句话').fill(LINE)
  await desk.page.getByRole('button', { name: '写上' }).click()
  await desk.page.getByText('写上了，大家都能看到').waitFor()
  const hers = await phone(browser)
  await open(hers.page, `${server.origin}/activities/${occurrence}`)
  await hers.page.getByText(LINE).first().waitFor()
  assert.match(await (await fetch(`${server.origin}/activities/${occurrence}`)).text(), new RegExp(LINE))

  await desk.page.getByRole('button', { name: '收回这句话' }).click()
  await desk.page.getByText('收回了').waitFor()
  await hers.page.getByText(LINE).first().waitFor({ state: 'detached' })

  // To how many came to each date, back from the line of this one, to another one like it, and back to the dates.
  await desk.page.getByRole('link', { name: '每场来了多少人' }).click()
  const came = desk.page.getByRole('table', { name: '来了多少人' })
  await came.locator(`a[href="/desk/dates/${occurrence}"]`).click()
  await desk.page.getByText('已结算 · 到 2 人 · 请假 2 人 · 未到 0 人 · 临时来 0 人').waitFor()
  await desk.page.getByRole('link', { name: '再发一个类似的' }).click()
  await desk.page.waitForURL((url) => url.pathname.startsWith('/desk/post/'), { waitUntil: 'commit' })
  await desk.page.locator('a.back').click()
  await (await pastDate(desk.page, occurrence)).getByText('已结算').waitFor()
  assert.deepEqual([...desk.faults, ...hers.faults], [])
})
