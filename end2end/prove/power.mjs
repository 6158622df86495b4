// POWER: the server runs on a recorded disk while neighbours act. Then the power goes, on paper, at many moments: each gives a
// disk as it may be, and every command that had been answered by that moment must be in it, whole, in a sound database.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { compare, History } from './history.mjs'
import { Disk, KINDS, records } from './images.mjs'
import { broken } from './invariants.mjs'
import { CAPACITIES, scarce, start } from './load.mjs'
import { newSeed, Random } from './random.mjs'
import { snapshots } from './read.mjs'
import { freePort, inTurns, root, Server, template } from './stage.mjs'

/** Images that are written and read together. */
const TOGETHER = 12
/** Of so many images one is also served, and everything answered is asked again. */
const SERVED = 50

/** Builds the recorder with the C compiler that Rust needs anyway. */
function recorder(folder) {
  const library = path.join(folder, 'power.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, path.join(root, 'end2end/prove/power.c'), '-ldl'])
  return library
}

/** A run on a recorded disk: what was heard when, what the disk was before, and the log. */
async function record({ stage, binary, env, seed, commands }) {
  const database = await stage.copy()
  const file = database.slice('sqlite:'.length)
  const log = path.join(path.dirname(file), 'log')
  const before = await readFile(file)
  const recording = { LD_PRELOAD: recorder(stage.place), XISHAN_POWER_FILE: file, XISHAN_POWER_LOG: log }
  const server = new Server({ binary, database, port: await freePort(), env: { ...env, ...recording } })
  const history = new History(() => statSync(log).size)
  await server.start()
  // What start-up did is no answer to anybody; images are drawn from here on.
  const from = statSync(log).size
  await start({ phones: stage.cast(server), stage, history, seed, most: commands }).workers
  await server.kill()
  return { file, before, log: await readFile(log), from, history }
}

/** Half of the moments at the worst instant, right behind an answer; the others anywhere. */
function moments({ log, from, history }, count, random) {
  const heard = [...history.ops.values()].filter((op) => op.outcome).map((op) => op.heardAt)
  const ends = [...records(log)].map((record) => record.end).filter((end) => end > from)
  return Array.from({ length: count }, (_, at) => random.pick(at % 2 === 0 ? heard : ends)).sort((a, b) => a - b)
}

/** Disks at those moments: where they are, and how they were drawn. */
function* images(run, count, random) {
  const disk = new Disk(run.file, run.before)
  const log = records(run.log)
  let next = log.next()
  for (const [at, moment] of moments(run, count, random).entries()) {
    for (; !next.done && next.value.end <= moment; next = log.next()) disk.feed(next.value)
    const kind = KINDS[at % KINDS.length]
    yield { moment, kind, files: disk.image(kind, random) }
  }
}

async function save(image, folder) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, bytes] of image.files) await writeFile(path.join(folder, path.basename(name)), bytes)
  return path.join(folder, 'xishan.db')
}

/** The server itself on such a disk: everything answered by then is asked again, and must be known. */
async function serve(database, binary, history, moment) {
  const server = await new Server({ binary, database, port: await freePort() }).start()
  const wrong = []
  const answered = [...history.ops.values()].filter((op) => op.outcome && op.heardAt <= moment)
  await inTurns(answered, 8, async (op) => {
    const { answer } = await op.phone.push(op.envelope, { origin: server.origin })
    if (!answer?.already) wrong.push(`${op.id}: answered, and decided anew after the power went (M1)`)
  })
  await server.kill()
  return wrong
}

/** So many images of one or more runs. `lost` counts those that miss an answered command, `unsound` the others that are wrong. */
export async function power({ count = 150, binary, env, over = () => false, seed = newSeed(), commands = 1200 }) {
  const result = { harness: 'POWER', what: 'power loss, sqlite', unit: 'images', tried: 0, ops: 0, lost: 0, failures: [] }
  const stage = await template({ binary, phones: 24, capacities: CAPACITIES })
  stage.scarce = scarce(stage.servings)
  try {
    for (let round = 0; result.tried < count && !over(); round += 1) {
      const random = new Random(seed + round)
      const run = await record({ stage, binary, env, seed: seed + round, commands })
      result.ops += run.history.ops.size
      await judge({ run, stage, binary, random, seed: seed + round, share: Math.min(300, count - result.tried), over, result })
    }
  } finally {
    await stage.remove()
  }
  return result
}

async function judge({ run, stage, binary, random, seed, share, over, result }) {
  let batch = []
  const look = async () => {
    const files = await inTurns(batch, 1, (image, at) => save(image, path.join(stage.place, `image${at}`)))
    const states = await snapshots(files)
    for (const [at, { moment, kind }] of batch.entries()) {
      const gone = compare(run.history, states[at], { heard: (op) => op.heardAt <= moment })
      const wrong = [...gone, ...broken(states[at])]
      const served = result.tried % SERVED === 0 && wrong.length === 0
      if (served) wrong.push(...await serve(`sqlite:${files[at]}`, binary, run.history, moment))
      result.tried += 1
      if (gone.some((text) => text.includes('(M1)'))) result.lost += 1
      if (wrong.length > 0) result.failures.push({ seed, wrong: [`${kind} at ${moment} of ${run.log.length}`, ...wrong] })
    }
    batch = []
  }
  for (const image of images(run, share, random)) {
    batch.push(image)
    if (batch.length === TOGETHER) await look()
    if (over()) break
  }
  await look()
}
