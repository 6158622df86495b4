// Somebody knows a part of a name. One page finds teams, activities, needs and projects by characters, pinyin and initials, with a
// network and without one, in the elder view, with a keyboard alone; back leads to what was looked for. Staff find residents there,
// which needs the network, and nobody else does.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Keys } from '../keys.mjs'
import {
  cached, holds, kept, launch, open, openDesk, overflow, phone, signIn, started, startServer, violations,
} from '../support.mjs'

let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const field = (page) => page.getByRole('searchbox', { name: '搜什么' })
const group = (page, name) => page.getByRole('main').locator('section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) })
const found = (page, kind, name) => group(page, kind).getByRole('listitem').filter({ hasText: name }).first()

/** What is typed, of which kind the first hit is, and its name. */
const ASKED = [
  ['象棋', '组织', '象棋队'], ['xiangqi', '组织', '象棋队'], ['xqd', '组织', '象棋队'],
  ['书画', '活动', '老年学堂·书画'], ['shuhua', '活动', '老年学堂·书画'], ['lnxtsh', '活动', '老年学堂·书画'], ['yinyue', '活动', '老年学堂·音乐'],
  ['楼道灯', '诉求', '楼道灯不亮'], ['loudaodeng', '诉求', '楼道灯不亮'], ['lddbl', '诉求', '楼道灯不亮'],
  ['爱心教室', '项目', '爱心教室'], ['aixinjiaoshi', '项目', '爱心教室'], ['axjs', '项目', '爱心教室'],
]

async function findsAll(page) {
  for (const [words, kind, name] of ASKED) {
    await field(page).fill(words)
    await found(page, kind, name).waitFor()
  }
}

const focused = (page) => page.waitForFunction(() => document.activeElement?.type === 'search')

test('a visitor finds by characters, pinyin and initials', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  const asked = []
  page.on('request', (request) => { if (request.url().endsWith('/api/sounds')) asked.push(page.url()) })
  await open(page, `${server.origin}/`)
  await page.getByRole('main').getByRole('link', { name: '搜一搜' }).click()
  await page.waitForURL('**/search')
  await started(page)
  await focused(page)
  assert.ok(asked.every((address) => address.endsWith('/search')), 'the first page does not ask how titles are read')
  await findsAll(page)
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)
  assert.equal(await group(page, '居民').count(), 0)

  await field(page).fill('没有这样的事')
  await page.getByText('没有找到', { exact: true }).waitFor()
  await page.getByRole('link', { name: '打电话问社区' }).waitFor()
  assert.deepEqual(await violations(page), [])
  await page.getByRole('link', { name: '提个诉求' }).click()
  await page.waitForURL('**/needs/new')
  assert.deepEqual(faults, [])
  await context.close()
})

test('without a network she finds the same, and back leads to what she looked for', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0001'))
  await cached(page)
  await open(page, `${server.origin}/`)
  await kept(page)
  await holds(page, async () => Boolean(await caches.match('/api/sounds', { ignoreVary: true })))
  await context.setOffline(true)
  await open(page, `${server.origin}/search`)
  await focused(page)
  await findsAll(page)

  await field(page).fill('xqd')
  await found(page, '组织', '象棋队').getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: '象棋队' }).waitFor()
  await page.goBack()
  await found(page, '组织', '象棋队').waitFor()
  assert.equal(await field(page).inputValue(), 'xqd')
  // A need begins a report.
  await field(page).fill('lddbl')
  await found(page, '诉求', '楼道灯不亮').getByRole('link').click()
  await page.waitForURL('**/needs/new')
  await page.locator('option:checked', { hasText: '楼道灯不亮' }).waitFor({ state: 'attached' })
  assert.deepEqual(faults, [])
  await context.close()
})

for (const view of ['normal', 'elder']) {
  test(`with a keyboard alone, in the ${view} view`, { timeout: 120_000 }, async () => {
    const { context, page, faults } = await phone(browser)
    await context.addCookies([{ name: 'look', value: `zh.${view}.light.100`, url: server.origin }])
    const keys = await Keys.on(page)
    await open(page, `${server.origin}/`)
    await keys.use('link', '搜一搜')
    await page.waitForURL('**/search')
    await started(page)
    await focused(page)
    await keys.type('xqd')
    await found(page, '组织', '象棋队').waitFor()
    assert.ok(await overflow(page) <= 0)
    assert.deepEqual(await violations(page), [])
    await keys.use('link', /象棋队/)
    await page.getByRole('heading', { level: 1, name: '象棋队' }).waitFor()
    await page.goBack()
    await found(page, '组织', '象棋队').waitFor()
    assert.equal(await field(page).inputValue(), 'xqd')
    assert.deepEqual([...keys.wrong], [])
    assert.deepEqual(faults, [])
    await context.close()
  })
}

test('on a wide screen the way to it stands in the bar', { timeout: 60_000 }, async () => {
  const { context, page } = await phone(browser, { viewport: { width: 1280, height: 900 } })
  await open(page, `${server.origin}/activities`)
  const bar = page.getByRole('navigation', { name: '主要栏目' })
  await bar.getByRole('link', { name: '搜一搜' }).click()
  await page.waitForURL('**/search')
  await started(page)
  await focused(page)
  // It is marked there, and nothing else is.
  const marked = bar.locator('[aria-current=page]')
  await marked.filter({ hasText: '搜一搜' }).waitFor()
  assert.equal(await marked.count(), 1)
  await context.close()
})

test('whoever has the desk open finds residents, and hears when there is no network', { timeout: 120_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0007'))
  await openDesk(page, server.origin)
  const asked = []
  page.on('request', (request) => { if (request.url().endsWith('/api/desk/residents')) asked.push(request.postData()) })
  await open(page, `${server.origin}/search`)
  await field(page).pressSequentially('周桂珍')
  await found(page, '居民', '周桂珍').waitFor()
  assert.equal(asked.at(-1), '"周桂珍"')
  assert.deepEqual(await violations(page), [])
  await context.setOffline(true)
  await field(page).fill('沈建国')
  await group(page, '居民').getByText('现在没有网，找不了居民').waitFor()
  await context.setOffline(false)
  await field(page).fill('周桂珍')
  await found(page, '居民', '周桂珍').waitFor()
  await page.getByRole('link', { name: '到居民页办理' }).click()
  await page.getByRole('region', { name: '找居民' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
