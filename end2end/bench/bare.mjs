// The bare servers of `end2end/bare`, which the figures are compared with.
import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { bareBinary } from './scale.mjs'

const run = promisify(execFile)

/** Answers `/N` with N bytes. */
export async function bareServer() {
  const child = spawn(bareBinary, ['serve'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve(Number(data)))
    child.once('error', reject)
    child.once('exit', () => reject(new Error('the bare server ended')))
  })
  return { port, stop: () => child.kill() }
}

/** Small rows a second, 32 in a commit, each commit on the disk. */
export async function bareCommits(database, seconds) {
  const { stdout } = await run(bareBinary, ['commit', database, String(seconds)])
  return Number(stdout)
}
