// The committee's desk, as far as it takes to print thousands of cards.
import { createHash } from 'node:crypto'
import { post } from '../prove/phones.mjs'
import { totp } from '../support.mjs'

/** The identity that the resident with this code has in a community. */
export function residentId(community, code) {
  const space = Buffer.from(community.replaceAll('-', ''), 'hex')
  const hash = createHash('sha1').update(space).update(`ResidentId:${code}`).digest().subarray(0, 16)
  hash[6] = (hash[6] & 0x0f) | 0x50
  hash[8] = (hash[8] & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

async function ask(staff, address, body) {
  const { actor: acting, cookie, origin } = staff
  const answer = await post(origin, address, { acting, cookie, body })
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Opens the desk of a staff member's phone for the first time. */
export async function openDesk(staff) {
  const { enrol } = await ask(staff, '/api/desk/state', null)
  await ask(staff, '/api/desk/unlock', { password: 'a bench in the yard', totp: totp(enrol.secret), secret: enrol.secret })
}

/** Sign-in links, two hundred residents at a time, in the same order. */
export async function cards(staff, residents) {
  const links = []
  for (let at = 0; at < residents.length; at += 200) {
    const some = await ask(staff, '/api/desk/cards', residents.slice(at, at + 200))
    links.push(...some.map((card) => card.link))
  }
  return links
}
