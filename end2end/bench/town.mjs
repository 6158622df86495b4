// A whole neighbourhood: ten thousand residents, half of them with a phone that is signed in, and dates that have room for them.
import { execFile } from 'node:child_process'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { Phone, publicRows } from '../prove/phones.mjs'
import { addDates, folder, freePort, inTurns, root, Server, sql } from '../prove/stage.mjs'
import { uuid7 } from '../support.mjs'
import { cards, openDesk, residentId } from './desk.mjs'
import { binary, OUTAGE_PHONES, PHONES, RESIDENTS, RUSHES } from './scale.mjs'

const run = promisify(execFile)
const demo = path.join(root, 'server/demo')
const FAMILY = [...'王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹']
const GIVEN = [...'建国秀英桂兰志强丽华玉珍文海红梅春生美娟阿毛水根金妹大宝小云福林']
const twoDigits = (n) => String(n).padStart(2, '0')

/** One line of residents.csv: three people live behind a door. */
function resident(at, stairwells) {
  const [compound, building, stairwell] = stairwells[at % stairwells.length]
  const name = FAMILY[at % FAMILY.length] + GIVEN[(at * 7) % GIVEN.length] + GIVEN[(at * 13 + 5) % GIVEN.length]
  const born = `${1930 + (at % 75)}-${twoDigits(1 + (at % 12))}`
  const room = 1000 + Math.floor(at / stairwells.length / 3)
  return [code(at), name, '', at % 2 ? '女' : '男', born, `199${String(at).padStart(8, '0')}`, compound, building, stairwell, room, '', '是']
}

const code = (at) => `B${String(at).padStart(5, '0')}`

async function importTown(place, database) {
  const files = path.join(place, 'files')
  await cp(demo, files, { recursive: true })
  const residents = (await readFile(path.join(files, 'residents.csv'), 'utf8')).trimEnd()
  const stairwells = (await readFile(path.join(files, 'stairwells.csv'), 'utf8')).trim().split('\n').slice(1)
  const doors = stairwells.map((line) => line.split(','))
  const more = Array.from({ length: RESIDENTS - residents.split('\n').length + 1 }, (_, at) => resident(at, doors).join(','))
  await writeFile(path.join(files, 'residents.csv'), `${residents}\n${more.join('\n')}\n`)
  await run(binary, ['--database', database, 'import', files])
}

/** Signs everybody in: the social worker prints the cards. */
async function signInAll(server) {
  const staff = await Phone.signIn(server.origin, await server.card('R0007'))
  await openDesk(staff)
  const [community] = await publicRows(server.origin, 'community')
  const residents = Array.from({ length: PHONES }, (_, at) => residentId(community.id, code(at)))
  return inTurns(await cards(staff, residents), 32, (link) => Phone.signIn(server.origin, link))
}

/** The town on a database of this kind. `serve()` starts a server on it: a new process, and the same phones. */
export async function town(kind, postgres) {
  const place = await folder()
  const name = `bench_${uuid7().replaceAll('-', '').slice(0, 20)}`
  if (kind === 'postgres') await sql(postgres, 'postgres', `create database ${name}`)
  const database = kind === 'postgres' ? `${postgres}/${name}` : `sqlite:${path.join(place, 'town.db')}`
  const port = await freePort()
  const serve = () => new Server({ binary, database, port }).start()
  try {
    await importTown(place, database)
    const server = await serve()
    const organizer = await Phone.signIn(server.origin, await server.card('R0005'))
    const wide = await addDates(server, organizer, Array.from({ length: 2 + Math.ceil(OUTAGE_PHONES / 1000) }, () => 2_000))
    const narrow = await addDates(server, organizer, Array.from({ length: RUSHES }, () => 100), 60)
    const phones = await signInAll(server)
    await server.stop()
    return {
      kind, place, database, port, organizer, wide, narrow, phones, serve,
      bareDatabase: kind === 'postgres' ? database : `sqlite:${path.join(place, 'bare.db')}`,
      remove: () => rm(place, { recursive: true, force: true, maxRetries: 3 }),
    }
  } catch (error) {
    await rm(place, { recursive: true, force: true })
    throw error
  }
}
