// The day of the mooncakes: dough, filling, baking, and boxes carried stairwell by stairwell. Twenty women take the shifts. Whoever
// handles food needs a health certificate; one whose certificate has run out is told so, renews it at the desk and comes after all.
// At the door there is no network, and who came and went is not lost. Hours are signed when they are over, a mistake is taken back,
// and the sums are right. In the end the boxes are counted: what was made is what was given, left and thrown away, or it is not
// noted.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, demoFile, HOUR, kept, launch, open, phone, publicRows, signIn, sleep, startServer, totp, uuid7,
} from '../support.mjs'

const DESK = { viewport: { width: 390, height: 844 } }
const MINUTE = 60_000
const [LEADER, STAFF, TEAM] = ['R0095', 'R0007', '巧手姐妹社']
const [DOUGH, FILLING, BAKING] = ['和面', '包馅', '烘烤']
const [NEAR, NEXT] = ['配送·隆兴嘉苑1幢一单元', '配送·隆兴嘉苑1幢二单元']
/** How many women each role has, and whether they handle food. */
const ROLES = [[DOUGH, 4, true], [FILLING, 8, true], [BAKING, 4, true], [NEAR, 2, false], [NEXT, 2, false]]
const WOMEN = 20
/** Of those who fill: she takes it in a lift, and her certificate has run out. And one more who would like to come. */
const [IN_LIFT, EXPIRED, ONE_MORE] = [10, 11, WOMEN]
const inDays = (days) => new Date(Date.now() + 8 * HOUR + days * 24 * HOUR).toISOString().slice(0, 10)
let server, browser, leader, codes

before(async () => {
  codes = await women()
  const good = codes.slice(0, 16).map((code, at) => `${code},健康证,今天${at === EXPIRED ? '-1' : '+200'}`)
  const held = ['居民编号,资质,有效期至', ...good, `${codes[ONE_MORE]},健康证,今天+200`]
  server = await startServer('sqlite', { 'qualifications.csv': `${held.join('\n')}\n` })
  browser = await launch()
  leader = await apiPhone(server.origin, await server.card(LEADER))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Grown women who are neither staff nor cooks nor lead this team. */
async function women() {
  const lines = (await readFile(demoFile('residents.csv'), 'utf8')).trim().split('\n').slice(1).map((line) => line.split(','))
  const [young, old] = [1990, 1955]
  const fits = ([code, , , sex, born, , , , , , roles]) => {
    const year = Number(born.slice(0, 4))
    return sex === '女' && year >= old && year <= young && !/社工|食堂/.test(roles) && code !== LEADER
  }
  const found = lines.filter(fits).map(([code]) => code).slice(0, WOMEN + 1)
  assert.equal(found.length, WOMEN + 1)
  return found
}

const applied = (outcome) => assert.ok(outcome.applied, JSON.stringify(outcome))
const refused = (outcome) => {
  assert.ok(outcome.refused, JSON.stringify(outcome))
  return outcome.refused.refusal
}

/** The five shifts of the day: all in half an hour, and the last one, next door, in a minute and for a minute. */
async function plan(began) {
  const { id: organization } = (await publicRows(server.origin, 'organization')).find((team) => team.name === TEAM)
  const [venue] = await publicRows(server.origin, 'venue')
  const later = { starts: began + 30 * MINUTE, ends: began + 30 * MINUTE + 3 * HOUR }
  let soon = Math.ceil((began + 30_000) / MINUTE) * MINUTE
  // A leader signs clock times of one day: not over midnight.
  if ((soon + MINUTE + 8 * HOUR) % (24 * HOUR) === 0) soon += MINUTE
  const shifts = {}
  for (const [role, people, food] of ROLES) {
    const when = role === NEXT ? { starts: soon, ends: soon + MINUTE } : later
    const skills = food ? ['food'] : []
    const shift = uuid7()
    const asked = { ...when, role, about: '', venue: venue.id, least: 1, most: people, skills, children: false }
    applied(await leader.do({ add_shift: { shift, organization, occurrence: null, plan: asked } }))
    shifts[role] = { id: shift, role, organization, ...when }
  }
  return shifts
}

const take = (who, shift) => who.do({ take_shift: { duty: uuid7(), shift: shift.id, resident: who.id } })

/** Which women are on which shift, in their order. */
const crews = () => {
  let from = 0
  return Object.fromEntries(ROLES.map(([role, people]) => [role, Array.from({ length: people }, () => from++)]))
}

/** Everybody without a screen takes a shift, all in one moment. */
async function takeAll(people, shifts) {
  const all = Object.entries(crews()).flatMap(([role, crew]) => crew.map((at) => [at, shifts[role]]))
  const now = all.filter(([at]) => at !== IN_LIFT && at !== EXPIRED)
  for (const outcome of await Promise.all(now.map(([at, shift]) => take(people[at], shift)))) applied(outcome)
}

/** She finds the shift and takes it in a lift; the boxes for each stairwell are in the same list. */
async function takeInLift(who, shift) {
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(who.code))
  await cached(hers.page)
  await kept(hers.page)
  await open(hers.page, `${server.origin}/shifts`)
  const main = hers.page.getByRole('main')
  await main.getByRole('link', { name: new RegExp(NEAR) }).waitFor()
  await main.getByRole('link', { name: new RegExp(FILLING) }).click()
  await main.getByRole('heading', { level: 1, name: FILLING }).waitFor()
  await main.getByRole('button', { name: '我来', exact: true }).waitFor()
  await hers.context.setOffline(true)
  await main.getByRole('button', { name: '我来', exact: true }).click()
  await main.locator('.state.is-pending', { hasText: '待确认' }).first().waitFor()
  assert.deepEqual(await who.mine('duty'), [], 'nothing is sent without a network')
  await hers.context.setOffline(false)
  await main.locator('.state.is-confirmed', { hasText: '说好了来' }).waitFor()
  assert.deepEqual((await who.mine('duty')).map((duty) => [duty.shift, duty.state]), [[shift.id, 'taken']])
  return { ...hers, main }
}

/** The social worker has seen the new certificate and records it. */
async function renew(who, until) {
  const { context, page, faults } = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await signIn(page, await server.card(STAFF))
  await open(page, `${server.origin}/desk`)
  await page.getByRole('heading', { name: '第一次用工作台' }).waitFor()
  const secret = await page.locator('form b.num').textContent()
  await page.getByLabel('设一个密码').fill('山茶 石桥 电梯 豆腐 二胡')
  await page.getByLabel('6 位数字').fill(totp(secret))
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('这台机器已开锁').waitFor()
  await open(page, `${server.origin}/desk/residents`)
  await page.getByLabel('姓名、称呼或住址').fill(who.name)
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('row').filter({ hasText: who.name }).getByRole('button', { name: /^登记证件/ }).click()
  const form = page.getByRole('form', { name: `给${who.name}登记证件` })
  await form.getByLabel('哪一种证').selectOption({ label: '健康证' })
  await form.getByLabel('有效到哪一天').fill(until)
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('登记好了').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
}

/** "2027年3月1日". */
const said = (day) => day.split('-').map(Number).map((number, at) => `${number}${'年月日'[at]}`).join('')

/** Her certificate has run out: her own phone says so, and the server too. With a new one she is welcome. */
async function comesAfterAll(who, shift) {
  const [old] = await who.mine('qualification')
  assert.ok(old.until < inDays(0), `${old.until} is over`)
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(who.code))
  const main = hers.page.getByRole('main')
  await open(hers.page, `${server.origin}/me/service`)
  await main.getByText(`有效到${said(old.until)}`).waitFor()
  await open(hers.page, `${server.origin}/shifts/${shift.id}`)
  await main.getByRole('button', { name: '我来', exact: true }).click()
  await main.getByText(`没排上：${who.name}的健康证到${said(old.until)}就过期了。请换新证，到社区登记。`).waitFor()
  const { name } = who
  assert.deepEqual(refused(await take(who, shift)), { qualification_ends: { name, skill: 'food', until: old.until } })
  assert.deepEqual(await who.mine('duty'), [])

  const until = inDays(365)
  await renew(who, until)
  await open(hers.page, `${server.origin}/me/service`)
  await main.getByText(`有效到${said(until)}`).waitFor()
  await open(hers.page, `${server.origin}/shifts/${shift.id}`)
  await main.getByRole('button', { name: '我来', exact: true }).click()
  await main.locator('.state.is-confirmed', { hasText: '说好了来' }).waitFor()
  assert.deepEqual(hers.faults, [])
  await hers.context.close()
}

const row = (page, name) => page.getByRole('table', { name: '签到' }).getByRole('row')
  .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) })
const press = (page, name, what) => row(page, name).getByRole('button', { name: new RegExp(`^${what}`) }).click()
const factsOf = async (shift) => (await leader.mine('presence')).filter((fact) => fact.of.shift === shift.id)

/** The door of those who fill, and one of them on her own phone: nobody has a network. */
async function door(crew, hers, shift) {
  const there = await phone(browser, DESK)
  await signIn(there.page, await server.card(LEADER))
  await cached(there.page)
  await kept(there.page)
  await open(there.page, `${server.origin}/desk/shifts/${shift.id}`)
  for (const { name } of crew) await row(there.page, name).waitFor()
  await Promise.all([there, hers].map((one) => one.context.setOffline(true)))
  const self = crew.find(({ code }) => code === codes[IN_LIFT])
  const others = crew.filter((one) => one !== self)
  for (const { name } of others) await press(there.page, name, '来了')
  await press(there.page, others[0].name, '走了')
  await row(there.page, others[0].name).getByRole('button', { name: /^又来了/ }).waitFor()
  await hers.main.getByRole('button', { name: '我到了', exact: true }).click()
  await hers.main.getByText(new RegExp(`${self.name} \\d\\d:\\d\\d 到了`)).waitFor()
  assert.deepEqual(await factsOf(shift), [], 'nothing was sent yet')

  await Promise.all([there, hers].map((one) => one.context.setOffline(false)))
  await row(there.page, self.name).getByText('自己签的').waitFor()
  await there.page.locator('.state.is-pending').first().waitFor({ state: 'detached' })
  const facts = await factsOf(shift)
  const who = (mark) => facts.filter((fact) => fact.mark === mark).map((fact) => fact.resident).sort()
  assert.deepEqual(who('in'), crew.map(({ id }) => id).sort(), 'everybody came, and nobody twice')
  assert.deepEqual(who('out'), [others[0].id])
  assert.deepEqual(facts.filter((fact) => fact.own).map((fact) => fact.resident), [self.id])
  assert.ok(facts.every((fact) => !fact.odd && !fact.walk_in))
  return there
}

/** In the kitchen somebody noted who was there two hours ago and who went; that phone has a network only now. */
async function kitchen(crew, shift, began) {
  const [came, went] = [began - 140 * MINUTE, began - 20 * MINUTE]
  for (const [mark, at] of [['in', came], ['out', went]]) {
    for (const { id } of crew) {
      const seen = { of: { shift: shift.id }, resident: id, name: '', mark, at }
      applied(await leader.do({ note_presence: { presence: uuid7(), seen } }))
    }
  }
  const facts = await factsOf(shift)
  assert.equal(facts.length, 2 * crew.length)
  assert.ok(facts.every((fact) => !fact.odd && !fact.walk_in))
  return { from: came, until: went }
}

/** What the leader signs for somebody. Answers the entry, or says why not. */
async function sign(who, shift, { from, until }) {
  const duty = (await leader.mine('duty')).find((one) => one.shift === shift.id && one.resident.id === who.id)
  const hours = uuid7()
  const { organization, role } = shift
  const served = { organization, resident: who.id, from, until, content: role, duty: duty.id }
  return { hours, outcome: await leader.do({ sign_hours: { hours, served } }) }
}

/** The leader signs at the desk for those who have carried boxes next door: the form has the times of the shift. */
async function signAtDesk(page, crew, shift) {
  await sleep(Math.max(0, shift.ends + 1_000 - Date.now()))
  await open(page, `${server.origin}/desk/shifts`)
  const [unsigned, way] = [page.locator('section[aria-labelledby="unsigned"]'), page.locator(`a[href="/desk/shifts/${shift.id}"]`)]
  await unsigned.filter({ has: way }).waitFor()
  await way.click()
  const clock = (at) => new Date(at + 8 * HOUR).toISOString().slice(11, 16)
  for (const { name } of crew) {
    await page.getByRole('button', { name: new RegExp(`^签时长\\s+${name}`) }).click()
    const form = page.getByRole('form', { name: `给${name}签时长` })
    assert.equal(await form.getByLabel('几点开始').inputValue(), clock(shift.starts))
    assert.equal(await form.getByLabel('几点结束').inputValue(), clock(shift.ends))
    await form.getByRole('button', { name: '签上' }).click()
    await page.getByRole('table', { name: '签时长' }).getByRole('row').filter({ hasText: name }).getByText('1 分钟').waitFor()
    await page.getByText('签好了，他们在“我的服务”里能看到').waitFor()
  }
  // Everybody is signed for: it waits no longer, and stands among the other shifts for some days.
  await page.locator('a.back').click()
  await way.waitFor()
  assert.equal(await unsigned.filter({ has: way }).count(), 0)
  await way.click()
}

/** What stands in the table of what was made, a list for each thing. */
const tallied = async (page) => {
  const table = page.getByRole('table', { name: '做了多少，去了哪里' })
  const rows = table.getByRole('row').filter({ has: page.getByRole('rowheader') })
  return Promise.all((await rows.all()).map((one) => one.getByRole('cell').allTextContents()))
}

/** The leader counts the boxes on the page of the shift: wrongly, then rightly, and once more when a forgotten box turns up. */
async function tallyAtDesk(page, shift, coming, woman) {
  const form = page.getByRole('form', { name: '做了多少，去了哪里' })
  await form.getByLabel('什么', { exact: true }).fill('月饼')
  const count = async (numbers) => {
    for (const [label, number] of Object.entries(numbers)) {
      await form.getByLabel(label, { exact: true }).fill(String(number))
    }
    await form.getByRole('button', { name: '记下这次的数' }).click()
  }
  await count({ 做了: 6000, 送出: 5800, 剩下: 150, 报废: 40 })
  await form.getByText('没记上：做了 6000，送出、剩下、报废加起来是 5990，少了 10。请再数一数。').waitFor()
  const counted = (of, discarded) =>
    ({ of: { shift: of.id }, what: '月饼', amounts: { made: 6000, given: 5800, left: 150, discarded } })
  const note = (who, of, discarded) => who.do({ note_tally: { tally: uuid7(), counted: counted(of, discarded) } })
  assert.deepEqual(refused(await note(leader, shift, 40)), { counts_differ: { made: 6000, sum: 5990 } })
  assert.deepEqual(refused(await note(leader, coming, 50)), { not_begun: { starts: coming.starts } })
  assert.equal(refused(await note(woman, shift, 50)), 'not_allowed')
  assert.deepEqual(await leader.mine('tally'), [])

  await count({ 报废: 50 })
  await form.getByText('记下了，负责人都能看到').waitFor()
  assert.deepEqual(await tallied(page), [['6000', '5800', '150', '50']])
  await count({ 做了: 6000, 送出: 5900, 剩下: 50, 报废: 50 })
  await page.getByText(/做了 6000，送出 5800，剩 150，报废 50/).waitFor()
  assert.deepEqual(await tallied(page), [['6000', '5900', '50', '50']], 'the last count holds')
  await form.getByText('记下了，负责人都能看到').waitFor()
  const counts = (await leader.mine('tally')).map(({ amounts }) => amounts.given).sort()
  assert.deepEqual(counts, [5800, 5900], 'and the first one stays to be seen')
  assert.deepEqual(await woman.mine('tally'), [], 'leaders see it, and nobody else')
}

const minutes = (entries) =>
  entries.reduce((sum, { from, until, reverses }) => sum + (reverses ? from - until : until - from) / MINUTE, 0)

test('twenty women bake and carry mooncakes, and the hours are right', { timeout: 400_000 }, async () => {
  const people = []
  for (const code of codes) people.push({ code, ...await apiPhone(server.origin, await server.card(code)) })
  const crew = (role) => crews()[role].map((at) => people[at])
  const began = Date.now()
  const shifts = await plan(began)
  await takeAll(people, shifts)
  const { name } = people[16]
  assert.deepEqual(refused(await take(people[16], shifts[FILLING])), { qualification_missing: { name, skill: 'food' } })
  const hers = await takeInLift(people[IN_LIFT], shifts[FILLING])
  await comesAfterAll(people[EXPIRED], shifts[FILLING])
  assert.equal(refused(await take(people[ONE_MORE], shifts[FILLING])), 'shift_full')
  const planned = await publicRows(server.origin, 'shift')
  const taken = ROLES.map(([role]) => planned.find((one) => one.id === shifts[role].id).taken)
  assert.deepEqual(taken, ROLES.map(([, count]) => count))
  const ours = Object.values(shifts).map((shift) => shift.id)
  const duties = (await leader.mine('duty')).filter((duty) => ours.includes(duty.shift))
  assert.equal(new Set(duties.map((duty) => duty.resident.id)).size, WOMEN)

  const there = await door(crew(FILLING), hers, shifts[FILLING])
  const stay = await kitchen(crew(DOUGH), shifts[DOUGH], began)
  await kitchen(crew(BAKING), shifts[BAKING], began)

  // What is not over is not signed, and nobody is signed for the same hour twice.
  const early = await sign(people[4], shifts[FILLING], { from: shifts[FILLING].starts, until: shifts[FILLING].ends })
  assert.equal(refused(early.outcome), 'not_over_yet')
  for (const role of [DOUGH, BAKING]) {
    for (const who of crew(role).slice(1)) applied((await sign(who, shifts[role], stay)).outcome)
  }
  const [first, mistaken] = [crew(DOUGH)[0], crew(BAKING)[0]]
  applied((await sign(first, shifts[DOUGH], stay)).outcome)
  const twice = await sign(first, shifts[DOUGH], stay)
  assert.deepEqual(refused(twice.outcome), { hours_overlap: stay })

  // An hour too many is taken back with the reason, and signed as it was.
  const wrong = await sign(mistaken, shifts[BAKING], { ...stay, from: stay.from - HOUR })
  applied(wrong.outcome)
  applied(await leader.do({ reverse_hours: { hours: uuid7(), entry: wrong.hours, reason: '多写了一个小时' } }))
  applied((await sign(mistaken, shifts[BAKING], stay)).outcome)
  await signAtDesk(there.page, crew(NEXT), shifts[NEXT])
  await tallyAtDesk(there.page, shifts[NEXT], shifts[FILLING], people[0])

  const entries = (await leader.mine('hours')).filter((entry) => entry.organization === shifts[DOUGH].organization)
  assert.equal(minutes(entries), 8 * 120 + 2 * 1)
  for (const [role, sum] of [[DOUGH, 120], [FILLING, 0], [BAKING, 120], [NEAR, 0], [NEXT, 1]]) {
    for (const who of crew(role)) {
      const own = (await who.mine('hours')).filter((entry) => entry.resident.id === who.id)
      assert.equal(minutes(own), sum, `${role}: ${who.code}`)
    }
  }
  const own = await phone(browser)
  await signIn(own.page, await server.card(mistaken.code))
  await open(own.page, `${server.origin}/me/service`)
  const main = own.page.getByRole('main')
  await main.getByText('服务时长 · 2 小时').waitFor()
  await main.locator('.state.is-failed', { hasText: '撤回' }).first().waitFor()
  for (const one of [hers, there, own]) {
    assert.deepEqual(one.faults, [])
    await one.context.close()
  }
})
