// What is done at the front desk for others. Somebody new is registered, gets a card and signs in with what is printed on it; two
// reports of one thing become one, and who wrote the second is led to the first; a leader adds a date, and whoever walks by sees it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiPhone, HOUR, launch, notOverMidnight, open, openDesk, phone, publicRows, signIn, startServer, uuid7,
} from '../support.mjs'

const DESK = { viewport: { width: 1280, height: 900 } }
// Two members of staff, who leads the opera team, and two neighbours.
const [REGISTERS, MERGES, LEADER, FIRST, SECOND] = ['R0079', 'R0087', 'R0005', 'R0001', 'R0004']
const NEWCOMER = '钟小满'
let server, browser

before(async () => {
  await notOverMidnight()
  server = await startServer()
  browser = await launch()
}, { timeout: 360_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const signedIn = async (code) => apiPhone(server.origin, await server.card(code))

/** A member of staff at a machine with the desk open. */
async function desk(code) {
  const one = await phone(browser, DESK)
  await signIn(one.page, await server.card(code))
  await openDesk(one.page, server.origin)
  return one
}

/** Types the code of a card by hand, in small letters and without the dash, and is signed in. */
async function typeIn(page, code) {
  await open(page, `${server.origin}/sign-in`)
  await page.getByLabel('卡上的代码').fill(code.toLowerCase().replace('-', ' '))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/', { waitUntil: 'commit' })
  await page.waitForFunction(() => !document.querySelector('.next-card a[href="/sign-in"]') && document.querySelector('.next-card'))
}

test('somebody new is registered, and signs in with the card', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await desk(REGISTERS)
  await open(page, `${server.origin}/desk/residents`)
  const form = page.getByRole('form', { name: '登记新居民' })
  const register = form.getByRole('button', { name: '登记', exact: true })
  await register.click()
  await form.getByText('请选一幢楼。').waitFor()
  await form.getByText('这里还没填。').first().waitFor()

  await form.getByLabel('小区和楼幢').selectOption({ label: '隆兴嘉苑 3幢' })
  await form.getByLabel('单元', { exact: true }).fill('二单元')
  await form.getByLabel('室', { exact: true }).fill('502')
  await form.getByLabel('姓名', { exact: true }).fill(NEWCOMER)
  await form.getByLabel('邻居怎么称呼').fill('小满')
  await form.getByLabel('出生年月').fill('1988年5月')
  await register.click()
  await form.getByText('登记好了').waitFor()
  assert.equal(await form.getByLabel('姓名', { exact: true }).inputValue(), '', 'ready for the next of the family')
  assert.equal(await form.getByLabel('室', { exact: true }).inputValue(), '502')

  await form.getByRole('button', { name: `给${NEWCOMER}印居民卡` }).click()
  await page.getByRole('heading', { name: '印好的样子' }).waitFor()
  const card = page.locator('.resident-card').filter({ hasText: NEWCOMER })
  await card.getByRole('img', { name: `${NEWCOMER}的居民卡二维码` }).waitFor()
  const code = (await card.locator('.resident-card-code').textContent()).trim()
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)

  const theirs = await phone(browser)
  await typeIn(theirs.page, code)
  await open(theirs.page, `${server.origin}/me`)
  await theirs.page.getByRole('heading', { level: 1, name: NEWCOMER }).waitFor()
  await page.getByLabel('姓名、称呼或住址').fill(NEWCOMER)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  const found = page.getByRole('table', { name: '找到的居民' }).getByRole('row').filter({ hasText: NEWCOMER })
  await found.getByText('1 台', { exact: true }).waitFor()
  assert.deepEqual([...faults, ...theirs.faults], [])
  await Promise.all([context.close(), theirs.context.close()])
})

test('two reports of one thing become one, and who wrote the second is led to the first', { timeout: 120_000 }, async () => {
  const [first, second] = [await signedIn(FIRST), await signedIn(SECOND)]
  const [kept, merged] = [uuid7(), uuid7()]
  const file = async (who, report, words) => {
    const draft = { need: null, words, building: null, photos: [], shown: false }
    assert.ok((await who.do({ file_report: { report, draft } })).applied)
  }
  await file(first, kept, '三幢楼道的灯坏了三天')
  await file(second, merged, '楼道里晚上没有灯')
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(SECOND))
  await open(hers.page, `${server.origin}/needs/${merged}`)
  const main = hers.page.getByRole('main')
  await main.locator('.state.is-waiting', { hasText: '已收到' }).waitFor()

  const { context, page, faults } = await desk(MERGES)
  await open(page, `${server.origin}/desk/reports/${merged}`)
  const part = page.getByRole('region', { name: '和别的诉求是同一件事' })
  await part.getByText('先在上面选一件。').waitFor()
  const search = part.getByRole('searchbox', { name: '找没办完的诉求' })
  await search.fill('没有人说过的事')
  await part.getByText('没有别的没办完的诉求。').waitFor()
  await search.fill(first.name)
  await part.getByRole('radio', { name: /三幢楼道的灯坏了三天/ }).check()
  await part.getByRole('button', { name: '合并', exact: true }).click()
  await part.getByText('合并以后这件就结束了，不能再分开。').waitFor()
  await part.getByRole('button', { name: '确定合并' }).click()
  await page.getByText('合并好了', { exact: true }).waitFor()
  await page.getByText('这件已经并到另一件里').waitFor()
  await part.waitFor({ state: 'detached' })
  assert.equal(await page.getByRole('link', { name: '去看那一件' }).getAttribute('href'), `/desk/reports/${kept}`)

  // Her phone hears of it by itself. She is counted with the other one, which goes on.
  await main.getByText('和另一条一样的事合并了，一起办。').waitFor()
  await main.locator('.state.is-done', { hasText: '已合并' }).waitFor()
  assert.equal(await main.getByRole('button', { name: '撤回', exact: true }).count(), 0)
  await main.getByRole('link', { name: '看那一条' }).click()
  await hers.page.waitForURL((url) => url.pathname === `/needs/${kept}`)
  await main.getByText('还有 1 位邻居也需要').waitFor()
  await main.locator('.state.is-confirmed', { hasText: '已说过' }).waitFor()
  const [row] = await second.mine('report')
  assert.deepEqual([row.id, row.state, row.merged_into], [merged, 'merged', kept])
  const [goesOn] = await first.mine('report')
  assert.deepEqual([goesOn.id, goesOn.state, goesOn.endorsed], [kept, 'received', 1])
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})

test('a leader adds a date, and whoever walks by sees it', { timeout: 90_000 }, async () => {
  const [{ roles }] = await (await signedIn(LEADER)).mine('me')
  const led = roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const venue = (await publicRows(server.origin, 'venue')).sort((a, b) => b.seats - a.seats)[0]
  const [DAYS, NOTE] = [5, '讲甩水袖，穿软底鞋']
  const day = new Date(Date.now() + 8 * HOUR + DAYS * 24 * HOUR).toISOString().slice(0, 10)

  const { context, page, faults } = await phone(browser, DESK)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/dates`)
  await page.getByRole('button', { name: '加一场' }).click()
  const form = page.getByRole('form', { name: '加一场' })
  const add = form.getByRole('button', { name: '加上这一场' })
  await add.click()
  await form.getByText('请选一个活动。').waitFor()
  await form.getByText('请选一个场地。').waitFor()
  await form.getByLabel('活动', { exact: true }).selectOption(activity.id)
  await form.getByLabel('哪一天', { exact: true }).fill(day)
  await form.getByLabel('几点开始').fill('14:00')
  await form.getByLabel('几点结束').fill('15:30')
  await form.getByLabel('场地', { exact: true }).selectOption(venue.id)
  await form.getByLabel('名额（人）').fill('12')
  await form.getByLabel(/这一次的说明/).fill(NOTE)
  await add.click()
  await page.getByText('加上了，居民能看到了').waitFor()
  await form.waitFor({ state: 'detached' })
  const date = (await publicRows(server.origin, 'occurrence')).find((one) => one.note === NOTE)
  const at = (moment) => new Date(moment + 8 * HOUR).toISOString().slice(0, 16)
  const said = [date.activity, date.venue, date.capacity, at(date.starts), at(date.ends)]
  assert.deepEqual(said, [activity.id, venue.id, 12, `${day}T14:00`, `${day}T15:30`])
  await page.locator(`main a[href="/desk/dates/${date.id}"]`).waitFor()

  // Nobody is signed in there.
  const passer = await phone(browser)
  await open(passer.page, `${server.origin}/activities`)
  await passer.page.locator('.day-strip .day').nth(DAYS).click()
  await passer.page.locator(`main a[href="/activities/${date.id}"]`).click()
  await passer.page.getByRole('heading', { level: 1, name: activity.title }).waitFor()
  await passer.page.getByRole('main').getByText(NOTE).first().waitFor()
  await passer.page.getByText('12 个，还剩 12 个').waitFor()
  assert.deepEqual([...faults, ...passer.faults], [])
  await Promise.all([context.close(), passer.context.close()])
})
