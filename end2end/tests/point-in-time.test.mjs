// A PostgreSQL goes back to a moment that somebody names, by the recipe of README.md: its settings and its commands are read from
// there, so a recipe that does not work fails here. What was before the moment is there, what came after it is not; the doctor is
// content; and a phone that did something after it does it again by itself.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { freePort, ownPostgres, release, root, Server, sql } from '../prove/stage.mjs'
import { apiPhone, futureDates, launch, open, phone, signIn, sleep, started, uuid7 } from '../support.mjs'

const run = promisify(execFile)
let own, server, browser, home, origin

/** The recipe: its blocks of lines, with the folders and the moment of this test in place of the README's. */
async function recipe(moment) {
  const text = await readFile(path.join(root, 'README.md'), 'utf8')
  const section = text.split('**Any moment in time,**')[1].split('\n### ')[0]
  const blocks = [...section.matchAll(/(?:^ {4}.*\n)+/gm)].map(([block]) => block
    .replaceAll(/(?<![\w*])\/(wal|base)\b/g, `${home}/$1`)
    .replaceAll('DATA', `${home}/data`)
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+08/g, moment)
    .replaceAll(/(?<=\/base\/)\d{4}-\d\d-\d\d/g, '$(date +%F)'))
  assert.equal(blocks.length, 4, 'settings, base backup, the way back, settings')
  const [epoch] = section.replaceAll('\n', ' ').match(/update community set [^`]+/)
  return { archive: blocks[0], backup: blocks[1], back: blocks[2], target: blocks[3], epoch }
}

/** Runs shell lines as the user to whom the database belongs. */
function shell(lines) {
  const tools = `PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1); cd ${home}; set -e; `
  const env = { ...process.env, PGHOST: '127.0.0.1', PGPORT: new URL(own.address).port, PGUSER: 'xishan' }
  const command = ['bash', '-c', tools + lines]
  const asRoot = process.getuid() === 0
  return run(asRoot ? 'runuser' : command[0], asRoot ? ['-u', 'postgres', '--', ...command] : command.slice(1), { env })
}

const settle = (lines) => appendFile(path.join(home, 'data/postgresql.conf'), `\n${lines.replaceAll(/^ +/gm, '')}`)
const signUp = (date, who) => ({ sign_up: { signup: uuid7(), occurrence: date.id, party: [who.id] } })
const going = async (code) => {
  const signups = await (await apiPhone(origin, await server.card(code))).mine('signup')
  return signups.filter((signup) => signup.state === 'confirmed').map((signup) => signup.occurrence)
}

before(async () => {
  own = await ownPostgres()
  home = path.dirname((await sql(own.address, 'postgres', 'show data_directory')).trim())
  await shell('mkdir wal base')
  await settle((await recipe('')).archive)
  await own.crash()
  await own.start()
  await sql(own.address, 'postgres', 'create database xishan')
  server = new Server({ database: `${own.address}/xishan`, port: await freePort() })
  // Sign-in cookies travel to this name without HTTPS.
  origin = server.origin.replace('127.0.0.1', 'localhost')
  await server.start('--demo')
  browser = await launch()
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
  await own?.remove()
})

test('a database goes back to a moment', { timeout: 120_000 }, async () => {
  const hers = await phone(browser)
  await signIn(hers.page, (await server.card('R0001')).replace(server.origin, origin))
  const his = await apiPhone(origin, await server.card('R0004'))
  const dates = await futureDates(origin)
  const apart = dates.filter((date) => date.starts >= dates[0].ends)
  const [early, late] = [dates[0], apart[0]]
  await shell((await recipe('')).backup)

  assert.ok((await his.do(signUp(early, his))).applied)
  const moment = (await sql(own.address, 'xishan', 'select now()')).trim()
  await sleep(50)
  assert.ok((await his.do(signUp(late, his))).applied)
  await open(hers.page, `${origin}/activities/${late.id}`)
  await hers.page.getByRole('button', { name: /^报名/ }).click()
  const confirmed = hers.page.getByRole('main').locator('.state.is-confirmed')
  await confirmed.waitFor()
  assert.deepEqual([await going('R0004'), await going('R0001')], [[early.id, late.id], [late.id]])

  await server.stop()
  await own.crash()
  const { back, target, epoch } = await recipe(moment)
  await shell(back)
  await settle(target)
  await own.start()
  const recovering = async () => (await sql(own.address, 'xishan', 'select pg_is_in_recovery()')).trim() === 't'
  for (let tries = 0; tries < 300 && await recovering(); tries += 1) await sleep(100)
  await run(release, ['--database', server.database, 'doctor'])
  const life = () => sql(own.address, 'xishan', 'select epoch from community')
  const before = await life()
  await sql(own.address, 'xishan', epoch)
  assert.notEqual(await life(), before)

  // Her phone is held back until it is seen that the server has forgotten.
  await hers.context.setOffline(true)
  await server.start()
  assert.deepEqual([await going('R0004'), await going('R0001')], [[early.id], []])
  await hers.context.setOffline(false)
  await hers.page.reload()
  await started(hers.page)
  for (let tries = 0; tries < 100 && (await going('R0001')).length === 0; tries += 1) await sleep(100)
  assert.deepEqual([await going('R0004'), await going('R0001')], [[early.id], [late.id]])
  await confirmed.waitFor()
  await run(release, ['--database', server.database, 'doctor'])
  assert.deepEqual(hers.faults, [])
})
