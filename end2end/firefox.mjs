// Another engine on the same stage: Debian's own Firefox, driven over WebDriver BiDi by the driver that drives Chromium. So every
// hand in support.mjs and faults.mjs fits it too.
import { existsSync } from 'node:fs'
import { firefox } from 'playwright-core'

const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr'

/** Why a story must be left out; false where there is a Firefox. */
export const missing = existsSync(executablePath) ? false : `there is no Firefox at ${executablePath}: .ci/install test brings it`

/** What the driver asks of every new phone and this Firefox does not know: which colours it prefers. It keeps its own. */
const UNKNOWN = 'emulation.setMediaFeaturesOverride'

/** A browser, as `launch` of support.mjs answers one. */
export async function launchFirefox() {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath })
  // Firefox's "unknown command" would be the end of the phone. The driver runs in this process: its own side of the browser is at hand.
  const session = browser._connection.toImpl(browser)._browserSession
  const send = session.send.bind(session)
  session.send = async (method, parameters) => (method === UNKNOWN ? {} : send(method, parameters))
  return browser
}

/** What Firefox says of a line that was cut, and Chromium does not count among errors either. */
const NETWORK = /can’t establish a connection to the server|was interrupted while the page was loading/

/** The faults of a phone without those of its line. */
export const own = (faults) => faults.filter((fault) => !NETWORK.test(fault))
