// Where help is needed: one list of two weeks, day by day, and what each choice leaves away. And what the page of a shift says
// before one takes it: that there is little time from one place to the next, and that somebody of over sixty-five should rest.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations } from '../support.mjs'

// Leads the opera team; takes what is full; was born in 1952 and holds no certificate.
const [LEADER, TAKER, ELDER] = ['R0005', 'R0004', 'R0001']
const [SOON, FULL, AID, TEA, LEAVES] = ['贴通知', '摆凳子', '看急救箱', '看茶摊', '扫落叶']
const [HERE, THERE] = ['隆兴嘉苑', '紫藤苑']
const LACKING = '快开始了，还缺人'
let server, browser
const shifts = {}

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))
/** A time of a day to come. */
const at = (days, clock) =>
  Date.parse(`${new Date(Date.now() + 8 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)}T${clock}:00+08:00`)

/** The shifts of this story: tomorrow's, one that is full, one that wants a certificate, and two in two compounds. */
async function plan() {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const organization = (await leader.mine('me'))[0].roles.map((role) => role.leader).find(Boolean)
  const venues = await publicRows(server.origin, 'venue')
  const add = async (role, venue, [days, from, until], people = {}) => {
    const shift = uuid7()
    const place = venues.find((one) => one.name === venue).id
    const when = { starts: at(days, from), ends: at(days, until), venue: place }
    const plan = { role, about: '', ...when, least: 1, most: 2, skills: [], children: false, ...people }
    applied(await leader.do({ add_shift: { shift, organization, occurrence: null, plan } }))
    shifts[role] = { id: shift, ...when }
  }
  await add(SOON, '健身房', [1, '16:00', '17:00'])
  await add(FULL, '健身房', [6, '16:00', '17:00'], { most: 1 })
  await add(AID, '健身房', [7, '16:00', '17:00'], { skills: ['first_aid'] })
  await add(TEA, '友茶亭', [8, '10:00', '13:00'])
  await add(LEAVES, '紫藤长廊', [8, '13:20', '15:20'])
  const taker = await apiPhone(server.origin, await server.card(TAKER))
  applied(await taker.do({ take_shift: { duty: uuid7(), shift: shifts[FULL].id, resident: taker.id } }))
}

before(async () => {
  server = await startServer()
  browser = await launch()
  await plan()
}, { timeout: 90_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** The name of a day that is some days off: with the year only when it is another one. */
function dayName(moment) {
  const [day, today] = [new Date(moment + 8 * HOUR), new Date(Date.now() + 8 * HOUR)]
  const year = day.getUTCFullYear() === today.getUTCFullYear() ? '' : `${day.getUTCFullYear()}年`
  return `周${'日一二三四五六'[day.getUTCDay()]} ${year}${day.getUTCMonth() + 1}月${day.getUTCDate()}日`
}

test('each choice leaves away what it says', { timeout: 120_000 }, async () => {
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(ELDER))
  await open(hers.page, `${server.origin}/shifts`)
  const main = hers.page.getByRole('main')
  const choose = (group, name) => main.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).click()
  const link = (role) => main.getByRole('link', { name: new RegExp(role) })
  /** These are there, and of the story's others none is. */
  const shows = async (...roles) => {
    for (const role of roles) await link(role).waitFor()
    for (const role of Object.keys(shifts)) if (!roles.includes(role)) await link(role).waitFor({ state: 'detached' })
  }

  await shows(SOON, FULL, AID, TEA, LEAVES)
  await link(FULL).getByText('人够了').waitFor()
  await link(AID).getByText('还缺 1 人').waitFor()
  const below = (name) => main.locator('section').filter({ has: hers.page.getByRole('heading', { name, exact: true }) })
  await below(LACKING).getByRole('link', { name: new RegExp(SOON) }).waitFor()
  for (const role of [FULL, AID, TEA, LEAVES]) {
    await below(dayName(shifts[role].starts)).getByRole('link', { name: new RegExp(role) }).waitFor()
  }
  assert.equal(await below(LACKING).getByRole('link', { name: new RegExp(TEA) }).count(), 0, 'that is not soon')
  // The heading says the day: its lines do not.
  await link(TEA).getByText('上午十点到下午一点', { exact: true }).waitFor()
  assert.deepEqual(await violations(hers.page), [])
  assert.ok(await overflow(hers.page) <= 0)

  await choose('挑哪些', '还缺人的')
  await shows(SOON, AID, TEA, LEAVES)
  await choose('挑哪些', '我能去的')
  await shows(SOON, TEA, LEAVES)
  await choose('挑哪些', '全部')
  await shows(SOON, FULL, AID, TEA, LEAVES)
  await choose('哪个小区', THERE)
  await shows(LEAVES)
  await choose('哪个小区', HERE)
  await shows(TEA)
  await choose('哪个小区', '哪里都行')
  await shows(SOON, FULL, AID, TEA, LEAVES)
  await choose('一天里什么时候', '上午')
  await shows(TEA)
  await choose('一天里什么时候', '晚上')
  await shows()
  await choose('一天里什么时候', '下午')
  await shows(SOON, FULL, AID, LEAVES)

  // She looks at one of them and comes back to the same list.
  await choose('哪个小区', THERE)
  await shows(LEAVES)
  await link(LEAVES).click()
  await main.getByRole('button', { name: '我来', exact: true }).waitFor()
  await hers.page.goBack()
  await shows(LEAVES)
  const pressed = main.getByRole('group', { name: '一天里什么时候' }).getByRole('button', { pressed: true })
  assert.equal(await pressed.textContent(), '下午')
  assert.deepEqual(await violations(hers.page), [])
  assert.deepEqual(hers.faults, [])
  await hers.context.close()
})

test('who would hurry from place to place all day is told so beforehand', { timeout: 90_000 }, async () => {
  const elder = await apiPhone(server.origin, await server.card(ELDER))
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(ELDER))
  await open(hers.page, `${server.origin}/shifts/${shifts[LEAVES].id}`)
  const main = hers.page.getByRole('main')
  const take = main.getByRole('button', { name: '我来', exact: true })
  await take.waitFor()
  const hurry = main.getByText(`和“${TEA}”只隔 20 分钟，又不在一处，路上来得及吗？`)
  const rest = main.getByText('这一天一共要忙 5 小时，记得歇一歇。')
  assert.deepEqual([await hurry.count(), await rest.count()], [0, 0], 'there is nothing else on that day')

  applied(await elder.do({ take_shift: { duty: uuid7(), shift: shifts[TEA].id, resident: elder.id } }))
  await hurry.waitFor()
  await rest.waitFor()
  assert.deepEqual(await violations(hers.page), [])
  assert.ok(await overflow(hers.page) <= 0)

  // Nothing of it forbids.
  await take.click()
  await main.locator('.state.is-confirmed', { hasText: '说好了来' }).waitFor()
  assert.equal(await hurry.count(), 0, 'it was decided')
  const taken = (await elder.mine('duty')).map((duty) => duty.shift)
  assert.deepEqual(taken.sort(), [shifts[TEA].id, shifts[LEAVES].id].sort())
  assert.deepEqual(hers.faults, [])
  await hers.context.close()
})
