// A leader looks up who belongs to the team, takes the list along, and every other list of the desk as well: LibreOffice opens each
// of them, and what somebody typed that looks like a formula stays a text. Whoever does not lead the team gets none of them.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import {
  apiPhone, HOUR, launch, open, overflow, phone, publicRows, signIn, startServer, uuid7, violations, wholeHour,
} from '../support.mjs'

const [TEAM, ALLIANCE] = ['西山社区戏曲队', '爱心联盟']
// Leads the opera team; leads the alliance; belongs to the opera team; is a neighbour.
const [LEADER, ALLIED, MEMBER, NEIGHBOUR] = ['R0005', 'R0085', 'R0001', 'R0158']
const FORMULA = '=1+1'
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
const teamOf = async (name) => (await publicRows(server.origin, 'organization')).find((team) => team.name === name)

/** Every sheet of some workbooks as LibreOffice reads it, by the names of file and sheet; nothing where there is no LibreOffice. */
async function readByLibreOffice(place) {
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
  const profile = `-env:UserInstallation=file://${path.join(place, 'profile')}`
  const books = (await readdir(place)).filter((name) => name.endsWith('.xlsx')).map((name) => path.join(place, name))
  try {
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', place, ...books])
  } catch (fault) {
    if (fault.code === 'ENOENT') return null
    throw fault
  }
  const sheets = (await readdir(place)).filter((name) => name.endsWith('.csv'))
  const read = async (name) => [name.slice(0, -'.csv'.length), await readFile(path.join(place, name), 'utf8')]
  return new Map(await Promise.all(sheets.map(read)))
}

test('a leader finds a member and takes the list along', { timeout: 90_000 }, async () => {
  const member = await apiPhone(server.origin, await server.card(MEMBER))
  const { context, page, faults } = await phone(browser)
  await signIn(page, await server.card(LEADER))
  await open(page, `${server.origin}/desk/shifts`)
  await page.getByRole('link', { name: '队里的人' }).click()
  await page.getByRole('heading', { name: '队里的人' }).waitFor()
  const rows = page.getByRole('table').getByRole('row')
  const hers = rows.filter({ has: page.getByRole('rowheader', { name: member.name, exact: true }) })
  await hers.waitFor()
  assert.equal(await page.getByText('登记过的证').count(), 0, 'what people hold is for staff')
  assert.deepEqual(await violations(page), [])
  assert.ok((await overflow(page)) <= 0)

  await page.getByLabel('按姓名找').fill('没有这个人')
  await page.getByText('没有叫这个名字的人。').waitFor()
  await page.getByLabel('按姓名找').fill(member.name)
  await hers.waitFor()
  assert.equal(await page.getByLabel('按姓名找').evaluate((field) => field === document.activeElement), true, 'the focus stays')

  // Asked once more, and nothing is done.
  await hers.getByRole('button', { name: /^请出队伍/ }).click()
  await hers.getByText(`请${member.name}退出队伍？`).waitFor()
  await hers.getByRole('button', { name: '留下' }).click()
  await page.waitForFunction(() => document.activeElement?.id.startsWith('ask-'))

  const link = page.getByRole('link', { name: '下载成员表' })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  assert.match(download.suggestedFilename(), new RegExp(`^成员 ${TEAM}\\.xlsx$`))

  // Whoever is taken off belongs to it no more, and hears of it from the leader.
  await hers.getByRole('button', { name: /^请出队伍/ }).click()
  await hers.getByRole('button', { name: '确定请出' }).click()
  await page.getByText('不在队里了。').first().waitFor()
  await hers.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.id === 'find-member')
  const led = (await teamOf(TEAM)).id
  const [{ roles }] = await member.mine('me')
  assert.ok(!roles.some((role) => role.member === led), JSON.stringify(roles))
  assert.deepEqual(faults, [])
  await context.close()
})

test('LibreOffice opens every list, and nothing that was typed is a formula', { timeout: 180_000 }, async () => {
  const [leader, allied, neighbour] = await Promise.all(
    [LEADER, ALLIED, NEIGHBOUR].map(async (code) => apiPhone(server.origin, await server.card(code))),
  )
  const [team, alliance] = await Promise.all([TEAM, ALLIANCE].map(teamOf))
  const [venue] = await publicRows(server.origin, 'venue')
  const activity = (await publicRows(server.origin, 'activity')).find((one) => one.organization === team.id)
  const starts = wholeHour(96)
  const when = { starts, ends: starts + HOUR }
  const [shift, occurrence] = [uuid7(), uuid7()]
  const people = { least: 1, most: 2, skills: [], children: false }
  const plan = { role: FORMULA, about: '', venue: venue.id, ...when, ...people }
  applied(await leader.do({ add_shift: { shift, organization: team.id, occurrence: null, plan } }))
  const date = { ...when, venue: venue.id, capacity: 8, note: FORMULA }
  applied(await leader.do({ add_occurrence: { occurrence, activity: activity.id, plan: date } }))
  const call = { title: FORMULA, words: '', place: '综合体', people: 3, answer_by: starts - HOUR, ...when }
  applied(await allied.do({ post_call: { call: uuid7(), organization: alliance.id, plan: call } }))

  // What each file is called, whose it is, and whether the formula is in it.
  const files = [
    ['members', leader, team.id, false],
    ['dates', leader, team.id, true],
    ['shifts', leader, team.id, true],
    ['turnout', leader, activity.id, false],
    ['certificates', leader, team.id, false],
    ['hours', leader, team.id, false],
    ['signups', leader, occurrence, false],
    ['attendance', leader, occurrence, false],
    ['shift', leader, shift, false],
    ['calls', allied, alliance.id, true],
  ]
  const place = await mkdtemp(path.join(tmpdir(), 'xishan-files-'))
  try {
    for (const [name, whose, id] of files) {
      const address = `/api/export/${name}/${id}`
      const answer = await whose.file(address)
      assert.equal(answer.status, 200, name)
      await writeFile(path.join(place, `${name}.xlsx`), Buffer.from(await answer.arrayBuffer()))
      assert.equal((await neighbour.file(address)).status, 404, name)
      if (whose === leader) assert.equal((await allied.file(address)).status, 404, `${name} for the leader of another team`)
    }
    const sheets = await readByLibreOffice(place)
    if (!sheets) return
    for (const [name, , , formula] of files) {
      const read = [...sheets].filter(([sheet]) => sheet.startsWith(`${name}-`)).map(([, text]) => text)
      assert.ok(read.length > 0, `${name}: ${[...sheets.keys()].join()}`)
      assert.ok(read.every((text) => text.trim().length > 0), name)
      if (formula) assert.ok(read.some((text) => text.includes(`'${FORMULA}`)), `${name}: ${read.join('\n')}`)
    }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})
