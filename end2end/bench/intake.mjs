// The committee's own list of residents at the desk: how long it takes until the desk sees what would come of it, until everybody is
// in the register, and until all of it is taken back.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { Phone } from '../prove/phones.mjs'
import { folder, freePort, Server, sql } from '../prove/stage.mjs'
import { postgres, uuid7 } from '../support.mjs'
import { openDesk } from './desk.mjs'
import { bytes, count, goal, heading, median, ms, row } from './figures.mjs'
import { binary, RESIDENTS, SLICES } from './scale.mjs'

const BUILDINGS = [1, 2, 3, 5]
const fourDigits = (n) => String(n).padStart(4, '0')

/** Three people behind each door, as a program for tables writes them. */
function list() {
  const lines = Array.from({ length: RESIDENTS }, (_, at) => {
    const building = BUILDINGS[at % BUILDINGS.length]
    const room = 2_000 + Math.floor(at / (3 * BUILDINGS.length))
    return `周新${fourDigits(at)},隆兴嘉苑,${building}幢,一单元,${room},1950-03,1990000${fourDigits(at)}`
  })
  return Buffer.from(['姓名,小区,楼栋,单元,室,出生年月,手机', ...lines, ''].join('\r\n'))
}

async function ask({ actor, cookie, origin }, method, address, body) {
  const headers = { 'content-type': 'application/json', 'x-xishan': actor, cookie }
  const answer = await fetch(origin + address, { method, headers, body })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${text}`)
  return JSON.parse(text)
}

async function timed(job) {
  const begin = performance.now()
  const value = await job()
  return [value, performance.now() - begin]
}

/** Everything that the desk does with one list. */
async function bringIn(staff, file) {
  const [looks, reads] = [[], []]
  let mapped
  // Looking changes nothing, so it is done more than once; the person's list before goes.
  for (let run = 0; run < SLICES; run += 1) {
    const id = uuid7()
    const [{ columns }, reading] = await timed(() => ask(staff, 'PUT', `/api/desk/intakes/${id}`, file))
    mapped = JSON.stringify({ id, name: '名册.csv', fields: columns.map((column) => column.field) })
    const [checked, looking] = await timed(() => ask(staff, 'POST', '/api/desk/intake/check', mapped))
    if (checked.new !== RESIDENTS) throw new Error(`not all are new: ${JSON.stringify({ ...checked, problems: [] })}`)
    reads.push(reading)
    looks.push(looking)
  }
  const [applied, applying] = await timed(() => ask(staff, 'POST', '/api/desk/intake/apply', mapped))
  if (applied.new !== RESIDENTS) throw new Error('not all were brought in')
  const { id } = JSON.parse(mapped)
  const [undone, undoing] = await timed(() => ask(staff, 'POST', '/api/desk/intake/undo', JSON.stringify(id)))
  if (!undone) throw new Error('it was not taken back')
  return { reading: median(reads), looking: median(looks), applying, undoing }
}

async function on(kind, file) {
  const place = await folder()
  const name = `bench_${uuid7().replaceAll('-', '').slice(0, 20)}`
  if (kind === 'postgres') await sql(postgres, 'postgres', `create database ${name}`)
  const database = kind === 'postgres' ? `${postgres}/${name}` : `sqlite:${path.join(place, 'xishan.db')}`
  const server = new Server({ binary, database, port: await freePort() })
  try {
    await server.start('--demo')
    const staff = await Phone.signIn(server.origin, await server.card('R0007'))
    await openDesk(staff)
    return await bringIn(staff, file)
  } finally {
    await server.stop()
    await rm(place, { recursive: true, force: true, maxRetries: 3 })
  }
}

export async function intake() {
  const kinds = ['sqlite', ...postgres ? ['postgres'] : []].filter((kind) => (process.env.BENCH_DATABASE ?? kind) === kind)
  const file = list()
  const found = []
  for (const kind of kinds) found.push(await on(kind, file))
  heading(`A list of ${count(RESIDENTS)} residents (${bytes(file.length)}) is brought in at the desk`)
  row('', ...kinds)
  const figures = (what, of) => row(what, ...found.map((one) => ms(of(one))))
  figures('until the file is read', (one) => one.reading)
  figures('until the desk sees what would come of it', (one) => one.reading + one.looking)
  goal('3 s')
  figures('until everybody is in the register', (one) => one.applying)
  goal('10 s')
  figures('until all of it is taken back', (one) => one.undoing)
}
