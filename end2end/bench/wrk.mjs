// The closed loop: every connection asks again as soon as it is answered.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { headers } from './line.mjs'
import { CONNECTIONS } from './scale.mjs'

const run = promisify(execFile)
const script = fileURLToPath(new URL('wrk.lua', import.meta.url))

/** Asks so for so many seconds: how often a second, and how long an answer took. */
export async function wrk(port, { method, address, who, body }, seconds) {
  const lines = Object.entries(headers(method, who)).map(([name, value]) => `${name}: ${value}`)
  const { stdout } = await run('wrk', [
    '-t2', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}${address}`, '--',
    method, body === undefined ? '' : JSON.stringify(body), ...lines,
  ])
  return JSON.parse(stdout.trim().split('\n').at(-1))
}
