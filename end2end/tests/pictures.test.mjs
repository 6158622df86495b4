// An organizer posts an activity with a picture, in a lift without a network: the picture waits with the words and goes out before
// them. Neighbours see it in the list and on the page of the date, where its place is kept before it comes, and again without a
// network. After a date a leader shows pictures below the line of thanks; one is taken away, and nobody gets it any more.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  apiPhone, cached, holds, HOUR, kept, launch, open, overflow, pastDate, phone, publicRows, signIn, sleep, startServer, uuid7,
  violations,
} from '../support.mjs'

const TITLE = '清晨吊嗓子'
const LINE = '谢谢三位帮忙搬桌子的邻居'
// Who leads the opera team, and a neighbour.
const [LEADER, NEIGHBOUR] = ['R0005', 'R0004']
const shot = (name) => path.join(path.dirname(fileURLToPath(import.meta.url)), '../pictures', `${name}.png`)
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

const posted = async () => (await publicRows(server.origin, 'activity')).find((one) => one.title === TITLE)

const asked = (id, how = '', headers = {}) => fetch(`${server.origin}/api/pictures/${id}${how}`, { headers })

/** Until the picture has come, and has something in it. */
const drawn = (page, selector) =>
  page.waitForFunction((one) => document.querySelector(one)?.naturalWidth > 0, selector)

test('a picture goes out before what names it, and its place is kept before it comes', { timeout: 180_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/post`)
  await page.getByLabel('活动名称').fill(TITLE)
  await page.locator('summary').first().click()
  await page.getByText('拍到孩子的脸，要监护人同意').waitFor()
  await context.setOffline(true)
  await page.locator('input[type=file]').setInputFiles(shot('today'))
  await drawn(page, '.photo img')
  assert.match(await page.locator('.photo img').getAttribute('src'), /^blob:/)
  assert.equal(await page.locator('input[type=file]').count(), 0, 'one is enough')
  assert.ok(await overflow(page) <= 0)
  assert.deepEqual(await violations(page), [])
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByText('现在没有网').first().waitFor()
  assert.equal(await posted(), undefined, 'nothing is sent without a network')
  await context.setOffline(false)
  await page.getByText('发布了，居民能看到了').waitFor()

  const activity = await posted()
  const [large, small] = await Promise.all([asked(activity.picture), asked(activity.picture, '?small')])
  for (const answer of [large, small]) {
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg'])
    assert.match(answer.headers.get('cache-control'), /private, max-age=86400/)
  }
  const size = (await large.blob()).size
  assert.ok((await small.blob()).size < size)
  // A browser gets it in fewer bytes.
  const lighter = await asked(activity.picture, '', { accept: 'image/webp,*/*' })
  assert.equal(lighter.headers.get('content-type'), 'image/webp')
  assert.match(lighter.headers.get('vary'), /\baccept\b(?!-)/)
  assert.ok((await lighter.blob()).size < size)

  const date = (await publicRows(server.origin, 'occurrence')).find((one) => one.activity === activity.id)
  const hers = await phone(browser)
  await signIn(hers.page, await server.card(NEIGHBOUR))
  await open(hers.page, `${server.origin}/activities`)
  const day = new RegExp(`^${new Date(date.starts + 8 * HOUR).getUTCDate()}$`)
  await hers.page.locator('.day-strip .day').filter({ has: hers.page.locator('b', { hasText: day }) }).first().click()
  const inList = `img[src="/api/pictures/${activity.picture}?small"]`
  await hers.page.locator(inList).first().scrollIntoViewIfNeeded()
  await drawn(hers.page, inList)
  const face = await hers.page.locator(inList).first().boundingBox()
  assert.ok(face.width === face.height && face.width < 80, JSON.stringify(face))
  assert.deepEqual(await violations(hers.page), [])

  // From here on the service worker keeps what is shown.
  await cached(hers.page)

  // The page without a script has it, with its words; the style gives it its shape before it comes.
  const html = await (await fetch(`${server.origin}/activities/${date.id}`)).text()
  const tag = html.match(new RegExp(`<img[^>]*/api/pictures/${activity.picture}[^>]*>`))?.[0] ?? ''
  assert.ok(tag.includes('loading="lazy"') && tag.includes(`alt="${TITLE}"`), tag)
  await open(hers.page, `${server.origin}/activities/${date.id}`)
  const onPage = `img[src="/api/pictures/${activity.picture}"]`
  await drawn(hers.page, onPage)
  assert.equal(await hers.page.getByRole('img', { name: TITLE }).count(), 1)
  const wide = await hers.page.locator(onPage).boundingBox()
  assert.ok(Math.abs(wide.width / wide.height - 1.5) < 0.02, JSON.stringify(wide))
  assert.ok(await overflow(hers.page) <= 0)
  assert.deepEqual(await violations(hers.page), [])

  // Without a network it is there again.
  await kept(hers.page)
  await hers.context.setOffline(true)
  await open(hers.page, `${server.origin}/activities/${date.id}`)
  await hers.page.getByRole('heading', { name: TITLE }).waitFor()
  await drawn(hers.page, onPage)
  await hers.context.setOffline(false)

  // Taken away, it is gone for everyone.
  await open(page, `${server.origin}/desk/activities/${activity.id}`)
  await page.locator('summary').first().click()
  await page.getByRole('button', { name: '不要照片 1' }).click()
  await page.getByRole('button', { name: '保存改动' }).click()
  await page.getByText('改好了').waitFor()
  assert.equal((await posted()).picture, undefined)
  assert.equal((await asked(activity.picture)).status, 404)
  await hers.page.locator(onPage).waitFor({ state: 'detached' })
  assert.deepEqual([...faults, ...hers.faults], [])
  await Promise.all([context.close(), hers.context.close()])
})

/** A date of the organizer's team that begins in a few seconds and is over at once. */
async function short(leader) {
  const [me] = await leader.mine('me')
  const led = me.roles.map((role) => role.leader).filter(Boolean)
  const activity = (await publicRows(server.origin, 'activity')).find((one) => led.includes(one.organization))
  const [venue] = await publicRows(server.origin, 'venue')
  const [occurrence, starts] = [uuid7(), Date.now() + 8_000]
  const plan = { starts, ends: starts + 500, venue: venue.id, capacity: 9, note: '' }
  applied(await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan } }))
  while (Date.now() < plan.ends + 200) await sleep(100)
  return occurrence
}

test('pictures stand below the thanks until one is taken away', { timeout: 120_000 }, async () => {
  const leader = await apiPhone(server.origin, await server.card(LEADER))
  const occurrence = await short(leader)
  const shown = async () => (await publicRows(server.origin, 'occurrence')).find((one) => one.id === occurrence).pictures
  const desk = await phone(browser)
  await signIn(desk.page, await server.card(LEADER))
  await open(desk.page, `${server.origin}/desk/dates`)
  await (await pastDate(desk.page, occurrence)).getByRole('link').click()
  await desk.page.getByText('孩子的脸要监护人同意').waitFor()
  await desk.page.getByLabel('一句话').fill(LINE)
  await desk.page.locator('input[type=file]').setInputFiles(['today', 'canteen'].map(shot))
  await holds(desk.page, () => document.querySelectorAll('.photo img').length === 2)
  assert.deepEqual(await violations(desk.page), [])
  await desk.page.getByRole('button', { name: '写上' }).click()
  await desk.page.getByText('写上了，大家都能看到').waitFor()
  const [first, second] = await shown()

  const hers = await phone(browser)
  await open(hers.page, `${server.origin}/activities/${occurrence}`)
  await hers.page.getByText(LINE).first().waitFor()
  for (const id of [first, second]) await drawn(hers.page, `a[href="/api/pictures/${id}"] img`)
  assert.deepEqual(await violations(hers.page), [])

  // Somebody in the first one no longer agrees.
  await desk.page.getByRole('button', { name: '不要照片 1' }).click()
  await desk.page.getByRole('button', { name: '改成这样' }).click()
  await hers.page.locator(`a[href="/api/pictures/${first}"]`).waitFor({ state: 'detached' })
  assert.deepEqual(await shown(), [second])
  assert.deepEqual([(await asked(first)).status, (await asked(second)).status], [404, 200])

  await desk.page.getByRole('button', { name: '收回这句话' }).click()
  await desk.page.getByText('收回了').waitFor()
  await hers.page.getByText(LINE).first().waitFor({ state: 'detached' })
  assert.equal((await asked(second)).status, 404)
  assert.deepEqual([...desk.faults, ...hers.faults], [])
})
