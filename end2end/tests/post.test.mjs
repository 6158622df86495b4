// An organizer posts a weekly activity on her phone, in at most eight taps besides typing; a resident finds it and signs up; the
// organizer changes all dates from the next one on in one step, then calls off all from here, and the resident reads why.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  HOUR, apiPhone, launch, open, overflow, phone, publicRows, signIn, sleep, startServer, unfoldChange, violations,
} from '../support.mjs'

const TAPS_MAX = 8
const TITLE = '学唱一段越剧'
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Counts: a tap on a button or link is one, picking from a list two. */
function fingers() {
  let taps = 0
  return {
    tap: async (target) => { taps += 1; await target.click() },
    pick: async (target, label) => { taps += 2; await target.selectOption({ label }) },
    taps: () => taps,
  }
}

const ours = async () => {
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)
  const dates = await publicRows(server.origin, 'occurrence')
  return { activity, dates: dates.filter((one) => one.activity === activity?.id).sort((a, b) => a.starts - b.starts) }
}

const clock = (at) => new Date(at + 8 * HOUR).toISOString().slice(11, 16)

/** From the second date on it is later and in another place; the first one, which somebody has joined, stays. */
async function changeFromHere(page, dates) {
  await open(page, `${server.origin}/desk/dates/${dates[1].id}`)
  await unfoldChange(page)
  await page.getByLabel('几点开始').fill('16:00')
  await page.getByLabel('几点结束').fill('17:30')
  await page.getByRole('checkbox', { name: /从这次起都改/ }).check()
  assert.ok(await overflow(page) <= 0)
  // Another day is not for all of them.
  const day = await page.getByLabel('哪一天').inputValue()
  await page.getByLabel('哪一天').fill(new Date(dates[1].starts + 32 * HOUR).toISOString().slice(0, 10))
  await page.getByRole('button', { name: '保存改动' }).click()
  await page.getByText('从这次起都改的，只能改几点').waitFor()
  await page.getByLabel('哪一天').fill(day)
  await page.getByRole('button', { name: '保存改动' }).click()
  await page.getByText('改好了，报名的人都能看到').waitFor()
  const after = (await ours()).dates
  assert.deepEqual(after.map((one) => one.id), dates.map((one) => one.id), 'no date went and none came')
  assert.deepEqual(after.map((one) => clock(one.starts)), dates.map((_, at) => at ? '16:00' : clock(dates[0].starts)))
  assert.ok(after.slice(1).every((one) => clock(one.ends) === '17:30' && one.capacity === 20))
}

test('a weekly activity is posted, joined, changed and called off', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0005'))
  await open(page, `${server.origin}/desk/dates`)
  const finger = fingers()
  await finger.tap(page.getByRole('link', { name: '发布活动' }))
  await page.getByLabel('活动名称').fill(TITLE)
  await finger.pick(page.getByLabel('重复'), '每周')
  const season = page.getByLabel('放假的时候').locator('option:checked')
  assert.equal(await season.textContent(), '法定节假日不办', 'holidays are off unless somebody says so')
  assert.ok(await overflow(page) <= 0)
  assert.deepEqual(await violations(page), [])

  // A reload costs not one word.
  await sleep(1000)
  await open(page, `${server.origin}/desk/post`)
  await page.waitForFunction((title) => document.querySelector('#post-title')?.value === title, TITLE)

  await finger.tap(page.getByRole('button', { name: '发布', exact: true }))
  await page.getByText('发布了，居民能看到了').waitFor()
  assert.ok(finger.taps() <= TAPS_MAX, `${finger.taps()} taps`)

  const { activity, dates } = await ours()
  assert.equal(activity.series.rule, 'FREQ=WEEKLY')
  assert.ok(dates.length >= 4, `${dates.length} dates`)
  assert.ok(dates.every((one) => one.capacity === 20))
  // Nothing is left in the form for next time.
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').waitFor()
  await sleep(500)
  assert.equal(await page.getByLabel('活动名称').inputValue(), '')

  // A resident sees it and signs up.
  const hers = await phone(browser)
  await signIn(hers.page, await server.card('R0004'))
  await open(hers.page, `${server.origin}/activities/${dates[0].id}`)
  await hers.page.getByRole('heading', { name: TITLE }).waitFor()
  await hers.page.getByRole('button', { name: '报名', exact: true }).click()
  await hers.page.getByText('已确认').first().waitFor()

  await changeFromHere(page, dates)
  await open(hers.page, `${server.origin}/activities/${dates[1].id}`)
  await hers.page.getByText(/^每周. · 16:00，法定节假日不办$/).waitFor()

  // The organizer calls off all from here.
  await open(page, `${server.origin}/desk/dates/${dates[0].id}`)
  await page.getByRole('button', { name: '取消这一场' }).click()
  await page.getByRole('checkbox', { name: /从这次起全部取消/ }).check()
  await page.getByLabel('为什么取消').fill('老师搬家了，以后不办了')
  await page.getByRole('button', { name: /确定取消/ }).click()
  await page.getByText('取消了，报名的人都会看到').waitFor()
  const left = await ours()
  assert.ok(left.dates.every((one) => one.cancelled === '老师搬家了，以后不办了'))
  assert.equal(left.activity.series, undefined, 'no more dates are made')

  await open(hers.page, `${server.origin}/activities/${dates[0].id}`)
  await hers.page.getByText('这一场取消了：老师搬家了，以后不办了').waitFor()
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})

test('a mistake is said at its field, and nothing typed is lost', { timeout: 60_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0005'))
  await open(page, `${server.origin}/desk/post`)
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('请写活动名称').waitFor()
  await page.getByLabel('活动名称').fill('剪窗花')
  await page.locator('summary').first().click()
  await page.getByLabel('费用（元）').fill('五元')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('请写多少元').waitFor()
  assert.equal(await page.getByLabel('活动名称').inputValue(), '剪窗花')
  assert.equal(await page.getByLabel('费用（元）').inputValue(), '五元')
  assert.deepEqual(faults, [])
  await context.close()
})

test('how often a team meets is read on its dates, and in lists where there is room', { timeout: 60_000 }, async () => {
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.title === '戏曲队排练')
  assert.equal(activity.series.rule, 'FREQ=WEEKLY;BYDAY=TU,FR')
  const dates = (await publicRows(server.origin, 'occurrence')).filter((one) => one.activity === activity.id)
  const date = dates.find((one) => one.starts > Date.now() && !one.cancelled)
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/activities/${date.id}`)
  await page.getByText('每周二、五 · 09:00', { exact: true }).waitFor()
  await open(page, `${server.origin}/organizations/${activity.organization}`)
  const rule = page.locator('.item', { hasText: activity.title }).locator('.item-rule').first()
  await rule.waitFor({ state: 'attached' })
  assert.equal(await rule.isVisible(), false, 'a phone has no room for it')
  await page.setViewportSize({ width: 1280, height: 900 })
  await rule.waitFor({ state: 'visible' })
  assert.match(await rule.textContent(), /每周二、五/)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a poster says what, when and where, with a code for the phone', { timeout: 60_000 }, async () => {
  const organizer = await apiPhone(server.origin, await server.card('R0005'))
  const [{ roles }] = await organizer.mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const dates = await publicRows(server.origin, 'occurrence')
  const date = dates.find((one) => led.includes(one.organization) && one.starts > Date.now() && !one.cancelled)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.id === date.activity)
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0005'))
  await open(page, `${server.origin}/desk/posters/${date.id}`)
  await page.getByRole('heading', { name: activity.title }).waitFor()
  await page.waitForFunction(() => document.querySelector('.poster-qr img')?.naturalWidth > 0)
  assert.deepEqual(faults, [])
  await context.close()
})
