// Which Chromium: the one that `CHROMIUM` names; else the one that `.ci/chromium` has brought where the system has none that tests can
// drive (Ubuntu); else Debian's.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('../target/chromium/chromium', import.meta.url))
const named = process.env.CHROMIUM
export const executablePath = named ? path.resolve(named) : existsSync(own) ? own : '/usr/bin/chromium'
