// What one has in one's own hands. A report takes three photos and no fourth, and its words are for the staff unless one says
// otherwise; everything that is kept about oneself comes as a file, with nobody else's report in it; lists are narrowed to what one looks
// for, and are whole again.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  apiPhone, HOUR, launch, notOverMidnight, open, phone, publicRows, signIn, startServer, uuid7,
} from '../support.mjs'

const shot = (name) => path.join(path.dirname(fileURLToPath(import.meta.url)), '../pictures', `${name}.png`)
const KINDS = { school: '学堂', culture: '文体', service: '服务', family: '亲子', council: '议事' }
const CLASSES = {
  culture: '文体活动', mutual: '邻里互助', elder: '为老服务', child: '儿童青少年', peace: '平安调解', charity: '公益慈善',
}
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

test('a report takes three photos, and its words are not for the neighbours', { timeout: 90_000 }, async () => {
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0030'))
  await open(page, `${server.origin}/needs/new`)
  const form = page.locator('main form')
  const [file, photos] = [form.locator('input[type=file]'), form.locator('.photo img')]
  const addresses = () => photos.evaluateAll((all) => all.map((one) => one.src))
  await file.waitFor({ state: 'attached' })
  await file.setInputFiles(['today', 'canteen', 'elder', 'report'].map(shot))
  await form.getByRole('alert').filter({ hasText: '没送出：最多 3 张照片。请去掉几张。' }).waitFor()
  const three = await addresses()
  assert.equal(three.length, 3)
  assert.equal(await file.count(), 0, 'there is no room for more')

  await form.getByRole('button', { name: '不要照片 2' }).click()
  await file.waitFor({ state: 'attached' })
  assert.deepEqual(await addresses(), [three[0], three[2]], 'the one that was meant is gone')
  await file.setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture at all') })
  await form.getByRole('alert').filter({ hasText: '这张照片打不开，没有加上。请换一张。' }).waitFor()
  assert.deepEqual(await addresses(), [three[0], three[2]])

  const words = '三幢门口的井盖响'
  const box = form.getByRole('checkbox', { name: /^让邻居看到我写的话和名字/ })
  assert.equal(await box.isChecked(), false)
  await form.getByLabel('是什么事').fill(words)
  const pushed = page.waitForRequest((one) => one.url().endsWith('/api/push') && Boolean(one.postData()?.includes(words)))
  await form.getByRole('button', { name: '提交' }).click()
  const { commands } = JSON.parse((await pushed).postData())
  const [{ draft }] = commands.map(({ command }) => command.file_report).filter(Boolean)
  assert.deepEqual([draft.words, draft.shown, draft.photos.length], [words, false, 2])
  await page.waitForURL(/\/needs\/[0-9a-f-]{36}$/)
  const main = page.getByRole('main')
  await main.getByText('只有社区工作人员看得到您的话和名字').waitFor()
  await main.getByAltText('照片 2').waitFor({ state: 'attached' })
  assert.equal(await main.getByAltText('照片 3').count(), 0)
  const [row] = await (await signedIn('R0030')).mine('report')
  assert.deepEqual([row.words, row.shown, row.photos], [words, false, draft.photos])
  const known = (await publicRows(server.origin, 'public_report')).find((one) => one.id === row.id)
  assert.deepEqual([known.words, known.name], ['', ''])
  assert.deepEqual(faults, [])
  await context.close()
})

test('all that is kept about oneself comes as a file', { timeout: 90_000 }, async () => {
  const [own, other] = [await signedIn('R0031'), await signedIn('R0020')]
  const [mine, theirs] = ['九幢的水管漏了', '广场的凳子断了一条腿']
  for (const [who, words] of [[own, mine], [other, theirs]]) {
    const draft = { need: null, words, building: null, photos: [], shown: true }
    assert.ok((await who.do({ file_report: { report: uuid7(), draft } })).applied)
  }
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card('R0031'))
  await open(page, `${server.origin}/me`)
  const button = page.getByRole('button', { name: /^下载我的全部资料/ })
  await button.waitFor()
  await context.setOffline(true)
  await button.click()
  await page.getByText('没有下载：现在没有网。请连上网再试。').waitFor()
  await context.setOffline(false)
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  await page.getByText('已经下载到手机。').waitFor()
  assert.equal(await page.getByText('没有下载').count(), 0)

  assert.equal(download.suggestedFilename(), 'xishan.json')
  const text = await readFile(await download.path(), 'utf8')
  const { register, rows } = JSON.parse(text)
  assert.equal(register.name, own.name)
  assert.ok(rows.length > 0 && rows.some((row) => JSON.stringify(row).includes(mine)), 'her report is there')
  assert.ok(!text.includes(theirs), 'and nobody else’s, although neighbours may read it')
  assert.deepEqual(faults, [])
  await context.close()
})

/** Until so many links of a sort are in the page; answers where they lead, in their order in the alphabet. */
async function links(page, beginning, count) {
  const selector = `main a.item[href^="${beginning}"]`
  await page.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length === count, [selector, count])
  return page.locator(selector).evaluateAll((all) => all.map((one) => one.getAttribute('href').split('/').at(-1)).sort())
}

const ids = (rows) => rows.map((row) => row.id).sort()

test('the teams of one class, and all of them again', { timeout: 60_000 }, async () => {
  const teams = await publicRows(server.origin, 'organization')
  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/organizations`)
  const chips = page.getByRole('group', { name: '选一类' })
  assert.deepEqual(await links(page, '/organizations/', teams.length), ids(teams))
  for (const [kind, name] of Object.entries(CLASSES)) {
    const of = teams.filter((team) => team.class === kind)
    assert.ok(of.length > 0 && of.length < teams.length, name)
    await chips.getByRole('button', { name, exact: true }).click()
    await chips.getByRole('button', { name, exact: true, pressed: true }).waitFor()
    await page.getByText(`${of.length} 个组织`, { exact: true }).waitFor()
    assert.deepEqual(await links(page, '/organizations/', of.length), ids(of))
  }
  await chips.getByRole('button', { name: '全部', exact: true }).click()
  await page.getByText(`${teams.length} 个组织`, { exact: true }).waitFor()
  assert.deepEqual(await links(page, '/organizations/', teams.length), ids(teams))
  assert.deepEqual(faults, [])
  await context.close()
})

test('the dates of one kind, and all of the day again', { timeout: 60_000 }, async () => {
  const kinds = new Map((await publicRows(server.origin, 'activity')).map((one) => [one.id, one.kind]))
  const dates = await publicRows(server.origin, 'occurrence')
  const dayOf = (moment) => new Date(moment + 8 * HOUR).toISOString().slice(0, 10)
  const on = (at) => dates.filter((one) => dayOf(one.starts) === dayOf(Date.now() + at * 24 * HOUR))
  const some = (at, kind) => on(at).filter((one) => kinds.get(one.activity) === kind)
  const missing = (at) => Object.keys(KINDS).find((kind) => some(at, kind).length === 0)
  const several = (at) => new Set(on(at).map((one) => kinds.get(one.activity))).size > 1
  // A day that is whole yet, with several kinds and without one.
  const at = Array.from({ length: 13 }, (_, days) => days + 1).find((days) => several(days) && missing(days))
  assert.ok(at, 'there is such a day')

  const { context, page, faults } = await phone(browser)
  await open(page, `${server.origin}/activities`)
  const chips = page.getByRole('group', { name: '选一类' })
  const press = (name) => chips.getByRole('button', { name, exact: true }).click()
  await page.locator('.day-strip .day').nth(at).click()
  assert.deepEqual(await links(page, '/activities/', on(at).length), ids(on(at)))
  for (const [kind, name] of Object.entries(KINDS)) {
    await press(name)
    await chips.getByRole('button', { name, exact: true, pressed: true }).waitFor()
    const of = some(at, kind)
    if (of.length === 0) await page.getByText('这一天没有这一类活动').waitFor()
    assert.deepEqual(await links(page, '/activities/', of.length), ids(of), name)
  }
  await press('全部')
  assert.deepEqual(await links(page, '/activities/', on(at).length), ids(on(at)))
  assert.deepEqual(faults, [])
  await context.close()
})
