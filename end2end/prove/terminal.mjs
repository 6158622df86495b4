// Deaths of what the terminal does: a first start, an import, a backup, a restore, and of a server that is told to stop. All of it is
// there or nothing, and doing it again does it.
import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { demoFile, uuid7 } from '../support.mjs'
import { inTime, mortal, passages } from './faults.mjs'
import { groups } from './read.mjs'
import { freePort, Server, sql } from './stage.mjs'
import { change, whole } from './whole.mjs'

const run = promisify(execFile)

/** Runs it to its end or its death; answers the signal that ended it. */
async function live(args, env = {}) {
  const child = spawn(mortal, args, { env: { ...process.env, RUST_LOG: 'error', ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (data) => { said += data })
  const [code, signal] = await new Promise((resolve) => { child.once('exit', (...how) => resolve(how)) })
  return { code, signal, said }
}

/** An empty database beside the stage. */
async function fresh({ stage, postgres }) {
  const name = `prove_${uuid7().replaceAll('-', '').slice(0, 24)}`
  if (!postgres) return `sqlite:${path.join(stage.place, `${name}.db`)}`
  await sql(postgres, 'postgres', `create database ${name}`)
  return `${postgres}/${name}`
}

/** A community's files that say something else than the stage. */
async function otherFiles(place) {
  const files = path.join(place, 'files')
  await mkdir(files, { recursive: true })
  await cp(path.dirname(demoFile('needs.csv')), files, { recursive: true })
  const residents = await readFile(path.join(files, 'residents.csv'), 'utf8')
  await writeFile(path.join(files, 'residents.csv'), residents.replace('周阿姨', '周大姐'))
  const needs = await readFile(path.join(files, 'needs.csv'), 'utf8')
  await writeFile(path.join(files, 'needs.csv'), needs.replace('假期孩子没人看', '放假了孩子没人看'))
  return files
}

/** What the terminal does: on which database, and what must hold after a death when it is neither undone nor done. */
async function acts(with_) {
  const { stage } = with_
  const files = await otherFiles(stage.place)
  const kept = path.join(stage.place, `${uuid7()}.backup`)
  const held = await stage.copy()
  await run(mortal, ['--database', held, 'backup', kept])
  return {
    'an import': { database: () => stage.copy(), args: () => ['import', files], again: [0] },
    'a restore': { database: () => fresh(with_), args: () => ['restore', kept], again: [0, 1] },
    'a backup': {
      database: async () => held,
      args: (nth) => ['backup', path.join(stage.place, `${nth}.backup`)],
      again: [0, 1],
      // A file with the name of a backup is a whole backup: it can be restored.
      async after(nth) {
        const back = await fresh(with_)
        const { code, said } = await live(['--database', back, 'restore', path.join(stage.place, `${nth}.backup`)])
        return code === 0 ? [] : [`the backup cannot be restored: ${said}`]
      },
    },
  }
}

/** One death of an act, and the act once more. */
async function die(act, { order, nth }, shape) {
  const database = await act.database()
  const before = await whole(database)
  const args = ['--database', database, ...act.args(nth)]
  const { signal, said } = await live(args, { XISHAN_DIE_AT: order })
  if (signal !== 'SIGABRT') return [`it was never reached: ${said.slice(-300)}`]
  const wrong = []
  const found = change(emptied(before), emptied(await whole(database)))
  if (found !== '{}' && found !== shape) wrong.push(`changed ${found}, not ${shape} (M5)`)
  const again = await live(args)
  if (!act.again.includes(again.code)) wrong.push(`cannot be done again: ${again.said}`)
  const end = change(emptied(before), emptied(await whole(database)))
  if (end !== shape) wrong.push(`done again it changed ${end}, not ${shape}`)
  if (act.after) wrong.push(...await act.after(nth))
  return wrong
}

/** The tables without the list of their versions, which any program that opens a database brings up to date; empty ones apart. */
function emptied(tables) {
  return Object.fromEntries(Object.entries(tables).filter(([name, { count }]) => name !== '_sqlx_migrations' && count > 0))
}

/** A first start that dies, and another that must find or make everything. */
async function firstStart(with_, order) {
  const database = await fresh(with_)
  const server = new Server({ binary: mortal, database, port: await freePort(), env: { XISHAN_DIE_AT: order } })
  await server.start('--demo').catch(() => null)
  if (!order.startsWith('the server was told')) await inTime(server.ended, 8000)
  else { server.child.kill('SIGTERM'); await server.ended }
  if (server.child.signalCode !== 'SIGABRT') { await server.stop(); return ['it was never reached'] }
  server.env = {}
  try {
    await server.start('--demo')
    await server.card('R0001')
  } catch (error) {
    return [`does not start again: ${error.message}`]
  } finally {
    await server.stop()
  }
  const { code, said } = await live(['--database', database, 'doctor'])
  return code === 0 ? [] : [`the doctor ends with ${code}: ${said}`]
}

const STARTS = [
  'the tables are looked at', 'the tables are up to date', 'an import has its people', 'the address is taken', 'people may come',
  'the server was told to stop',
]

/** The places that an act passes, and what it changes when nobody kills it. */
async function rehearse(name, act, { stage, result }) {
  const database = await act.database()
  const [before, file] = [emptied(await whole(database)), path.join(stage.place, `${uuid7()}.passed`)]
  await live(['--database', database, ...act.args(uuid7())], { XISHAN_COUNT_FAULTS: file })
  const shape = change(before, emptied(await whole(database)))
  const lists = groups(passages((await readFile(file, 'utf8')).trim().split('\n')), (passage) => passage.name)
  lists.forEach((_, place) => result.places.add(place))
  return [...lists].map(([place, list]) => ({ name, act, shape, place, list }))
}

/**
 * All that the terminal does, and first starts: each place with a name of its own that nobody has reached yet. With `every` it is each
 * place of the acts, a few times where there are many passages, in any order.
 */
export async function terminal(with_) {
  const { every, random, named, reached, stop, fail, result } = with_
  const all = []
  for (const [name, act] of Object.entries(await acts(with_))) all.push(...await rehearse(name, act, with_))
  const wanted = every ? random.shuffled(all.flatMap((one) => Array(Math.min(3, one.list.length)).fill(one))) : all
  const note = (what, place, wrong) => {
    result.tried += 1
    result.places.add(place)
    reached.add(place)
    if (wrong.length > 0) fail(what, wrong)
  }
  for (const { name, act, shape, place, list } of wanted) {
    if (stop()) return
    if (!every && (!named.includes(place) || reached.has(place))) continue
    const passage = random.pick(list)
    note(`${name}, ${passage.order}`, place, await die(act, { ...passage, nth: uuid7() }, shape))
  }
  for (const order of every ? [] : STARTS) {
    if (stop()) return
    note(`a first start, ${order}`, order, await firstStart(with_, order))
  }
}
