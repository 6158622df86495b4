// The other side of the counter. The organizer sees who comes and makes more room; the cook finds an order by its number; the social
// worker opens the desk with a password and an authenticator, answers a report, and the neighbour reads the answer on her phone.
// Lunch is ordered until the evening before, so the meal of this story is not handed out yet: the counter has to say so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, futureDates, HOUR, launch, open, phone, publicRows, signIn, startServer, totp, unfoldChange, uuid7, wholeHour,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
let server, browser, neighbour

before(async () => {
  server = await startServer()
  browser = await launch()
  neighbour = await apiPhone(server.origin, await server.card('R0001'))
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A desk in a browser of its own. */
async function desk(role) {
  const one = await phone(browser, DESK)
  await signIn(one.page, await server.card(role))
  return one
}

test('the organizer sees who comes and makes more room', { timeout: 90_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [{ roles }] = await organizer.mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const venue = (await publicRows(server.origin, 'venue')).sort((a, b) => b.seats - a.seats)[0]
  const [occurrence, starts] = [uuid7(), wholeHour(30)]
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 1, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
  const second = await apiPhone(server.origin, await server.card('R0002'))
  for (const one of [neighbour, second]) {
    assert.ok((await one.do({ sign_up: { signup: uuid7(), occurrence, party: [one.id] } })).applied)
  }
  assert.equal((await second.mine('signup'))[0].state.waiting.position, 1)

  const { context, page, faults } = await desk('R0005')
  await open(page, `${server.origin}/desk/dates/${occurrence}`)
  await page.getByText('报名名单').first().waitFor()
  for (const one of [neighbour, second]) await page.getByRole('main').getByText(one.name).first().waitFor()
  await page.getByText('1/1', { exact: true }).first().waitFor()
  await unfoldChange(page)
  await page.getByLabel('名额（人）').fill('5')
  await page.getByRole('button', { name: '保存改动' }).click()
  await page.getByText('2/5', { exact: true }).first().waitFor()
  await page.getByText('改好了').waitFor()
  assert.equal((await second.mine('signup'))[0].state, 'confirmed', 'more room moves the line up')
  assert.deepEqual(faults, [])
  await context.close()
})

test('what another leader changes while a form is open is not overwritten unseen', { timeout: 90_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [{ roles }] = await organizer.mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const venue = (await publicRows(server.origin, 'venue')).sort((a, b) => b.seats - a.seats)[0]
  const [occurrence, starts] = [uuid7(), wholeHour(54)]
  const plan = { starts, ends: starts + HOUR, venue: venue.id, capacity: 7, note: '' }
  assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)

  const { context, page, faults } = await desk('R0005')
  await open(page, `${server.origin}/desk/dates/${occurrence}`)
  await page.getByText('0/7', { exact: true }).first().waitFor()
  await unfoldChange(page)
  await page.getByLabel(/这一次的说明/).fill('讲唱腔')
  const other = { ...plan, capacity: 9, note: '讲身段' }
  assert.ok((await organizer.do({ edit_occurrence: { occurrence, plan: other, before: plan } })).applied)
  await page.getByText('0/9', { exact: true }).first().waitFor()
  await page.waitForFunction(() => document.querySelector('#plan-places')?.value === '9')
  await page.getByRole('button', { name: '保存改动' }).click()
  await page.getByText('说明已经改过了').waitFor()
  assert.equal(await page.getByLabel(/这一次的说明/).inputValue(), '讲唱腔', 'nothing typed is lost')

  // Whoever has read it may.
  await page.getByRole('button', { name: '保存改动' }).click()
  await page.getByText('改好了').waitFor()
  const row = (await publicRows(server.origin, 'occurrence')).find((one) => one.id === occurrence)
  assert.deepEqual([row.note, row.capacity], ['讲唱腔', 9])
  assert.deepEqual(faults, [])
  await context.close()
})

test('who calls gets a place that the app does not give', { timeout: 90_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [{ roles, name }] = await organizer.mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const venue = (await publicRows(server.origin, 'venue')).sort((a, b) => b.seats - a.seats)[0]
  const add = async (hours, more) => {
    const [occurrence, starts] = [uuid7(), wholeHour(hours)]
    const plan = { starts, ends: starts + HOUR, venue: venue.id, note: '', ...more }
    assert.ok((await organizer.do({ add_occurrence: { occurrence, activity: activity.id, plan } })).applied)
    return occurrence
  }
  const [occurrence, earlier] = [await add(40, { capacity: 2, kept: 1 }), await add(35, { capacity: 9 })]
  const caller = await apiPhone(server.origin, await server.card('R0010'))
  assert.ok((await caller.do({ sign_up: { signup: uuid7(), occurrence: earlier, party: [caller.id] } })).applied)
  const second = await apiPhone(server.origin, await server.card('R0002'))
  for (const one of [neighbour, second]) {
    assert.ok((await one.do({ sign_up: { signup: uuid7(), occurrence, party: [one.id] } })).applied)
  }

  const { context, page, faults } = await desk('R0005')
  await open(page, `${server.origin}/desk/dates/${occurrence}`)
  await page.getByText('还留着 1 个，空着 0 个。').waitFor()
  // Members are found who never stood on a list.
  const here = [neighbour.id, second.id, caller.id]
  const belongs = (row) => row.organization === activity.organization && !here.includes(row.resident.id)
  const member = (await organizer.mine('member')).find((row) => belongs(row) && row.standing === 'member')
  await page.locator('#caller').fill(member.resident.name)
  await page.getByRole('checkbox', { name: member.resident.name }).waitFor()
  await page.locator('#caller').fill(caller.name)
  await page.getByRole('checkbox', { name: caller.name }).check()
  await page.getByRole('button', { name: '替他/她报名' }).click()
  await page.getByText('报上了，他们能看到').waitFor()
  await page.getByText('还留着 0 个，空着 0 个。').waitFor()
  await page.getByRole('main').getByText(`${name}代办`).first().waitFor()
  const theirs = (await caller.mine('signup')).find((one) => one.occurrence === occurrence)
  assert.deepEqual([theirs.state, theirs.booker.name], ['confirmed', name])
  const waits = (await second.mine('signup')).find((one) => one.occurrence === occurrence)
  assert.equal(waits.state.waiting.position, 1, 'nobody has passed her')
  assert.deepEqual(faults, [])
  await context.close()
})

test('the cook finds an order by its number', { timeout: 90_000 }, async () => {
  const servings = await publicRows(server.origin, 'serving')
  const today = new Date(Date.now() + 8 * HOUR).toISOString().slice(0, 10)
  // Not tomorrow's: in the evening that is closed.
  const day = [...new Set(servings.map((one) => one.day))].filter((one) => one > today).sort()[1]
  const dish = servings.find((one) => one.day === day)
  const portions = [{ serving: dish.id, count: 2 }]
  const outcome = await neighbour.do({ place_order: { order: uuid7(), day, eater: neighbour.id, portions } })
  assert.ok(outcome.applied, JSON.stringify(outcome))
  const [order] = await neighbour.mine('order')

  const { context, page, faults } = await desk('R0006')
  await open(page, `${server.origin}/desk/kitchen`)
  await page.locator('.day-strip .day').filter({ hasText: new RegExp(`\\D${Number(day.slice(8))}\\s*$`) }).first().click()
  const counter = page.getByRole('region', { name: '窗口' })
  await counter.getByLabel('取餐号').fill(String(order.code))
  await counter.getByText(`${order.code} 号 ${neighbour.name}`).waitFor()
  await counter.getByText(`${dish.name} 2 份`).waitFor()
  await counter.getByText('还没到这一天').waitFor()
  assert.equal(await counter.getByRole('button', { name: '发餐' }).count(), 0)
  await counter.getByLabel('取餐号').fill('987654')
  await counter.getByText('这一天没有 987654 号').waitFor()
  const early = await (await apiPhone(server.origin, await server.card('R0006'))).do({ hand_out: { order: order.id } })
  assert.ok(early.refused, `handed out a day early: ${JSON.stringify(early)}`)
  assert.deepEqual(faults, [])
  await context.close()
})

test('the social worker opens the desk and answers a report', { timeout: 120_000 }, async () => {
  const words = '楼道的灯坏了，晚上看不见台阶'
  const report = uuid7()
  const draft = { need: null, words, building: null, photos: [], shown: false }
  assert.ok((await neighbour.do({ file_report: { report, draft } })).applied)

  // Of another team than her own.
  const own = (await publicRows(server.origin, 'organization')).find((team) => team.name === '温馨港湾')
  const date = (await futureDates(server.origin)).find((one) => one.organization !== own.id)
  assert.ok((await neighbour.do({ sign_up: { signup: uuid7(), occurrence: date.id, party: [neighbour.id] } })).applied)

  const { context, page, faults } = await desk('R0007')
  // Before the lock is open there is nothing to see.
  await open(page, `${server.origin}/desk/reports`)
  await page.getByText('这一页给社区工作人员用').waitFor()
  assert.equal(await page.getByText(words).count(), 0)

  await open(page, `${server.origin}/desk`)
  await page.getByRole('heading', { name: '第一次用工作台' }).waitFor()
  const secret = await page.locator('form b.num').textContent()
  await page.getByLabel('设一个密码').fill('山茶 石桥 电梯 豆腐 二胡')
  await page.getByLabel('6 位数字').fill('000000' === totp(secret) ? '000001' : '000000')
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('密码或数字不对').waitFor()
  await page.getByLabel('6 位数字').fill(totp(secret))
  await page.getByRole('button', { name: '设好了，开锁' }).click()
  await page.getByText('这台机器已开锁').waitFor()

  await open(page, `${server.origin}/desk/reports/${report}`)
  await page.getByText(words).first().waitFor()
  await page.getByRole('radio', { name: /正在办/ }).check()
  const answer = '电工明天上午来换'
  await page.getByLabel('跟居民说什么').fill(answer)
  await page.getByRole('button', { name: '送出答复' }).click()
  await page.getByText('答复了，居民能看到').waitFor()

  // She does not lead this team, but while the desk is open she sees who comes.
  await open(page, `${server.origin}/desk/dates/${date.id}`)
  assert.equal(await page.title(), '报名名单 · 工作台 · 西山社区')
  await page.getByRole('main').getByText(neighbour.name).first().waitFor()

  // Somebody calls who has lost a phone: they are signed out of it.
  const lost = await apiPhone(server.origin, await server.card('R0040'))
  await open(page, `${server.origin}/desk/residents`)
  await page.getByLabel('姓名、称呼或住址').fill(lost.name)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  const found = page.getByRole('row').filter({ hasText: lost.name }).filter({ hasText: '1 台' })
  await found.getByRole('button', { name: '手机丢了' }).click()
  await page.getByRole('button', { name: '全部退出' }).click()
  await page.getByText(`${lost.name}在 1 台手机上退出了`).waitFor()
  await assert.rejects(lost.mine('me'), /401/)

  // Another has two, and has lost one of them.
  const both = [await apiPhone(server.origin, await server.card('R0041')), await apiPhone(server.origin, await server.card('R0041'))]
  await page.getByLabel('姓名、称呼或住址').fill(both[0].name)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  const theirs = page.getByRole('row').filter({ hasText: both[0].name }).filter({ hasText: '2 台' })
  await theirs.getByRole('button', { name: '看是哪台' }).click()
  const phones = page.getByRole('group', { name: `${both[0].name}的手机` })
  await phones.getByRole('button', { name: '退出这台' }).first().click()
  await phones.getByRole('button', { name: '退出', exact: true }).click()
  await page.getByText('退出了。要再登录，请印一张新卡。', { exact: true }).waitFor()
  await page.getByRole('row').filter({ hasText: both[0].name }).filter({ hasText: '1 台' }).waitFor()
  const left = await Promise.allSettled(both.map((one) => one.mine('me')))
  assert.deepEqual(left.map((one) => one.status).sort(), ['fulfilled', 'rejected'])

  // The neighbour's own phone says it.
  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0001'))
  await open(hers.page, `${server.origin}/needs/${report}`)
  await hers.page.getByText(answer).waitFor()
  await hers.page.getByText('正在办').first().waitFor()

  // She takes another password, and only who knows the one before can.
  await open(page, `${server.origin}/desk`)
  await page.getByRole('button', { name: '换密码' }).click()
  await page.getByLabel('现在的密码').fill('not the one she has chosen')
  await page.getByLabel('新密码').fill('石桥 二胡 豆腐 山茶 电梯')
  await page.getByRole('button', { name: '换成新密码' }).click()
  await page.getByText('现在的密码不对。').waitFor()
  await page.getByLabel('现在的密码').fill('山茶 石桥 电梯 豆腐 二胡')
  await page.getByRole('button', { name: '换成新密码' }).click()
  await page.getByText('换好了，下次开锁用新密码').waitFor()

  // Locked again, the names are gone from this machine.
  await page.getByRole('button', { name: '上锁' }).click()
  await page.getByRole('heading', { name: '工作台锁着' }).waitFor()
  await open(page, `${server.origin}/desk/reports`)
  await page.getByText('这一页给社区工作人员用').waitFor()
  assert.equal(await page.getByText(words).count(), 0)
  await open(page, `${server.origin}/desk/dates/${date.id}`)
  await page.getByText('这一场由别的组织安排').waitFor()
  assert.equal(await page.getByText(neighbour.name).count(), 0)
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})
