// The closed loop: every connection asks again as soon as it is answered.
import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { headers } from './line.mjs'
import { CONNECTIONS } from './scale.mjs'

const run = promisify(execFile)
const script = fileURLToPath(new URL('wrk.lua', import.meta.url))
const each = fileURLToPath(new URL('each.lua', import.meta.url))

/** Asks so for so many seconds: how often a second, and how long an answer took. */
export async function wrk(port, { method, address, who, body }, seconds) {
  const lines = Object.entries(headers(method, who)).map(([name, value]) => `${name}: ${value}`)
  const { stdout } = await run('wrk', [
    '-t2', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}${address}`, '--',
    method, body === undefined ? '' : JSON.stringify(body), ...lines,
  ])
  return JSON.parse(stdout.trim().split('\n').at(-1))
}

/** Asks each of these requests once, in their order, for so many seconds; the file they travel in is put into `place`. */
export async function wrkEach(port, requests, { connections, seconds, place }) {
  const file = path.join(place, 'requests')
  await writeFile(file, Buffer.concat(requests.flatMap((one) => [one, Buffer.from([0])])))
  // One thread: each has the whole file to itself.
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', each, `http://127.0.0.1:${port}/`, '--', file])
  await rm(file)
  return JSON.parse(stdout.trim().split('\n').at(-1))
}
