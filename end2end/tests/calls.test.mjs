// A call of an alliance from its beginning to its end: a leader asks for twelve people, two units answer, one of them without a
// network; everybody concerned reads the sum; once the call is closed an answer that comes late is refused, with the reason. Another
// call is changed meanwhile: whoever has answered sees it, and the answer stands until they say it anew.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, cached, HOUR, kept, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
const TITLE = '中秋送月饼'
// Who leads the alliance, who answers for a school and for a bank, and a neighbour who has nothing to do with it.
const [LEADER, SCHOOL, BANK, NEIGHBOUR] = ['R0085', 'R0095', 'R0096', 'R0158']
const [PRIMARY, BRANCH] = ['禾丰小学', '澜桥银行西山支行']
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

/** The leader asks for twelve people in a week, and for answers within three days. */
async function call(page) {
  await open(page, `${server.origin}/desk`)
  await page.getByRole('main').getByRole('link', { name: '召集令' }).first().click()
  await page.getByRole('button', { name: '发召集令' }).click()
  const form = page.getByRole('form', { name: '发召集令' })
  await form.getByLabel('要做的事').fill(TITLE)
  await form.getByLabel('哪一天', { exact: true }).fill(inDays(7))
  await form.getByLabel('几点开始').fill('09:00')
  await form.getByLabel('几点结束').fill('11:00')
  await form.getByLabel('地点').fill('综合体一楼')
  await form.getByLabel('要几个人').fill('12')
  await form.getByLabel('哪一天前回复').fill(inDays(3))
  await form.getByLabel('几点前回复').fill('18:00')
  await form.getByRole('button', { name: '发给所有单位' }).click()
  await page.getByText('发出去了，各单位的联系人能看到了').waitFor()
}

/** A contact's phone, on the page with their units' calls. */
async function contact(code) {
  const theirs = await phone(browser)
  await signIn(theirs.page, await server.card(code))
  await cached(theirs.page)
  await kept(theirs.page)
  await open(theirs.page, `${server.origin}/me/service`)
  await theirs.page.getByText('1 件等着回复').waitFor()
  await theirs.page.getByRole('link', { name: '去看' }).click()
  await theirs.page.getByRole('heading', { name: TITLE }).waitFor()
  return theirs
}

/** Says how many people the unit sends. */
async function answer(page, unit, count) {
  await page.getByRole('listitem').filter({ hasText: unit }).getByRole('button', { name: '回复' }).click()
  await page.getByRole('heading', { name: `回复“${TITLE}”：${unit}` }).waitFor()
  await page.getByLabel('来几个人').fill(String(count))
  await page.getByRole('button', { name: '送出回复' }).click()
}

test('a call is answered by two units, one of them offline, and refuses what comes late', { timeout: 180_000 }, async () => {
  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card(LEADER))
  await call(leader.page)
  await leader.page.getByText('已有 0 人，要 12 人').waitFor()
  await leader.page.getByText('还没回复的 153 家').waitFor()

  const school = await contact(SCHOOL)
  const bank = await contact(BANK)
  await answer(school.page, PRIMARY, 5)
  await school.page.getByText('已有 5 人，要 12 人').waitFor()
  await bank.page.getByText('已有 5 人，要 12 人').waitFor()

  // The bank's contact is in a lift: said, and not yet heard.
  await bank.context.setOffline(true)
  await answer(bank.page, BRANCH, 4)
  const line = bank.page.getByRole('listitem').filter({ hasText: BRANCH })
  await line.locator('.state.is-pending', { hasText: '待确认' }).waitFor()
  await leader.page.getByText('已有 5 人，要 12 人').waitFor()
  await bank.context.setOffline(false)
  await line.locator('.state.is-pending').waitFor({ state: 'detached' })
  for (const one of [leader, school, bank]) await one.page.getByText('已有 9 人，要 12 人').waitFor()
  await leader.page.getByRole('row').filter({ hasText: BRANCH }).getByText('4 人').waitFor()
  await leader.page.getByText('还没回复的 151 家').waitFor()

  await leader.page.getByText('还没回复的 151 家').click()
  await line.getByRole('button', { name: '改回复' }).click()
  for (const { page } of [leader, bank]) {
    assert.deepEqual(await violations(page), [])
    assert.equal(await overflow(page), 0)
  }
  await bank.page.getByRole('button', { name: '先不回' }).click()

  // For everybody else there is no call.
  const neighbour = await apiPhone(server.origin, await server.card(NEIGHBOUR))
  for (const noun of ['call', 'pledge', 'unit']) {
    assert.deepEqual(await neighbour.mine(noun), [], noun)
    assert.deepEqual(await publicRows(server.origin, noun), [], noun)
  }
  const again = await apiPhone(server.origin, await server.card(BANK))
  const [asked] = await again.mine('call')
  const [said] = (await again.mine('pledge')).filter((pledge) => pledge.count === 4)
  const late = { pledge: { call: asked.id, unit: said.unit, count: 12, words: '' } }
  assert.deepEqual(await neighbour.do(late), { refused: { refusal: 'not_found' } })

  // It is closed while the bank's contact changes their mind without a network.
  await bank.context.setOffline(true)
  await line.getByRole('button', { name: '改回复' }).click()
  await bank.page.getByLabel('来几个人').fill('6')
  await bank.page.getByRole('button', { name: '送出回复' }).click()
  await line.locator('.state.is-pending').waitFor()
  await leader.page.getByRole('button', { name: '结束召集' }).click()
  await leader.page.getByRole('button', { name: '确定结束' }).click()
  await leader.page.getByText('结束了，各单位能看到').waitFor()
  await bank.context.setOffline(false)
  await bank.page.getByText('已结束').waitFor()
  await open(bank.page, `${server.origin}/me/outbox`)
  await bank.page.getByText(/没办成：这次召集.*已经截止，不再收回复/).waitFor()
  assert.equal((await again.do(late)).refused.refusal.call_closed.since > 0, true)
  await leader.page.getByText('已有 9 人，要 12 人').waitFor()
  assert.deepEqual([...leader.faults, ...school.faults, ...bank.faults], [])
  await Promise.all([leader, school, bank].map((one) => one.context.close()))
})

test('a call is changed, and whoever has answered sees it', { timeout: 120_000 }, async () => {
  const [before, after] = ['重阳送糕', '重阳送花糕']
  const asks = await apiPhone(server.origin, await server.card(LEADER))
  const answers = await apiPhone(server.origin, await server.card(SCHOOL))
  const unit = (await answers.mine('me'))[0].units.find(({ name }) => name === PRIMARY)
  // In three days at ten in the morning: the form has one day, and what begins at eleven at night would end on another.
  const today = Math.floor((Date.now() + 8 * HOUR) / (24 * HOUR))
  const [call, starts] = [uuid7(), (today + 3) * 24 * HOUR + 2 * HOUR]
  const plan = {
    title: before, words: '', starts, ends: starts + HOUR, place: '综合体', people: 12, answer_by: starts - 24 * HOUR,
  }
  assert.ok((await asks.do({ post_call: { call, organization: unit.organization, plan } })).applied)
  assert.ok((await answers.do({ pledge: { call, unit: unit.id, count: 5, words: '上午' } })).applied)

  const leader = await phone(browser, DESK)
  await signIn(leader.page, await server.card(LEADER))
  await open(leader.page, `${server.origin}/desk/calls`)
  await leader.page.getByRole('button', { name: new RegExp(`改召集令\\s+${before}`) }).click()
  const form = leader.page.getByRole('form', { name: '改召集令' })
  assert.equal(await form.getByLabel('要几个人').inputValue(), '12')
  assert.equal(await form.getByLabel('地点').inputValue(), '综合体')
  await form.getByLabel('要做的事').fill(after)
  await form.getByLabel('要几个人').fill('4')
  await form.getByRole('button', { name: '改好，告诉各单位' }).click()
  await leader.page.getByText('改好了，各单位能看到').waitFor()
  await leader.page.getByRole('heading', { name: after }).waitFor()
  await leader.page.getByRole('row').filter({ hasText: PRIMARY }).getByText('改之前回的').waitFor()
  await leader.page.getByText('已有 5 人，要 4 人').waitFor()
  assert.deepEqual(await violations(leader.page), [])

  const school = await phone(browser)
  await signIn(school.page, await server.card(SCHOOL))
  await open(school.page, `${server.origin}/me/service`)
  await school.page.getByText('1 件改过，请再看看').waitFor()
  await school.page.getByRole('link', { name: '去看' }).first().click()
  await school.page.getByRole('heading', { name: after }).waitFor()
  const older = school.page.getByText(/召集令在您回复以后改过/)
  await older.waitFor()
  assert.equal(await overflow(school.page), 0)
  const line = school.page.getByRole('listitem').filter({ has: older })
  await line.getByRole('button', { name: '改回复' }).click()
  await school.page.getByLabel('来几个人').fill('4')
  await school.page.getByRole('button', { name: '送出回复' }).click()
  await school.page.getByText('已有 4 人，要 4 人').waitFor()
  await older.waitFor({ state: 'detached' })
  assert.deepEqual([...leader.faults, ...school.faults], [])
  await Promise.all([leader, school].map((one) => one.context.close()))
})
