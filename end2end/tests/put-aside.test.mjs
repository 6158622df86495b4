// A leader begins an activity, puts it aside and begins another one: both are drafts on her phone and nobody else's. One she goes on
// with and posts, one is posted as it is from the list, one is thrown away; what lacks something says so in the form.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dump, until } from '../faults.mjs'
import { launch, open, overflow, phone, publicRows, signIn, startServer, violations } from '../support.mjs'

const LEADER = 'R0005'
const [FIRST, SECOND] = ['学包粽子', '学做香囊']
let server, browser

before(async () => {
  server = await startServer()
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

const posted = async () => (await publicRows(server.origin, 'activity')).map((one) => one.title)

/** How long what was put aside is on the phone's disk, where nobody can read it. */
const written = async (page) => Object.values(await dump(page)).flatMap(({ meta }) => meta ?? [])
  .filter(([key]) => key === 'posts').reduce((sum, [, value]) => sum + value.length, 0)

test('drafts are put aside, taken up again, posted and thrown away', { timeout: 180_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').waitFor()
  const aside = page.getByRole('button', { name: '先存草稿' })
  assert.ok(await aside.isDisabled(), 'nothing is written yet')
  await page.getByLabel('活动名称').fill(FIRST)
  await page.locator('#plan-places').fill('12')
  await aside.click()
  const drafts = page.getByRole('region', { name: '草稿' })
  const draft = (title) => drafts.getByRole('article').filter({ hasText: title })
  await draft(FIRST).waitFor()
  const alone = await until(() => written(page), 'it is on the disk')
  assert.deepEqual(await violations(page), [])
  assert.ok(await overflow(page) <= 0)

  // Another one stands beside it; both outlive a reload.
  await page.getByRole('link', { name: '发布活动' }).click()
  await page.getByLabel('活动名称').waitFor()
  assert.equal(await page.getByLabel('活动名称').inputValue(), '')
  await page.getByLabel('活动名称').fill(SECOND)
  await aside.click()
  await draft(SECOND).waitFor()
  await until(async () => (await written(page)) > alone, 'the second one is on the disk')
  await open(page, `${server.origin}/desk/dates`)
  await draft(FIRST).waitFor()
  await draft(SECOND).waitFor()
  assert.ok(!(await posted()).some((title) => [FIRST, SECOND].includes(title)), 'nobody else knows of them')

  // She goes on with the first one.
  await draft(FIRST).getByRole('button', { name: '接着写' }).click()
  await page.waitForFunction((title) => document.querySelector('#post-title')?.value === title, FIRST)
  assert.equal(await page.locator('#plan-places').inputValue(), '12')
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  assert.ok((await posted()).includes(FIRST))

  // The second one is posted as it is.
  await open(page, `${server.origin}/desk/dates`)
  assert.equal(await draft(FIRST).count(), 0)
  await draft(SECOND).getByRole('button', { name: '发布这一份' }).click()
  await page.getByText('发布了，居民能看到了').waitFor()
  assert.ok((await posted()).includes(SECOND))

  // One without a title is not posted: the form says why, and it can be thrown away.
  await open(page, `${server.origin}/desk/post`)
  await page.locator('#plan-places').fill('7')
  await aside.click()
  await draft('还没写名称').getByRole('button', { name: '发布这一份' }).click()
  await page.getByText('请写活动名称，最多 30 个字。').waitFor()
  await page.getByRole('link', { name: '我的场次' }).first().click()
  await draft('还没写名称').getByRole('button', { name: '不要了' }).click()
  await page.getByRole('button', { name: '确定不要' }).click()
  await drafts.waitFor({ state: 'detached' })
  assert.deepEqual(faults, [])
  await context.close()
})
