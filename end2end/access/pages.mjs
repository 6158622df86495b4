// Every page there is, as whom one sees something on it, and at which address. The addresses themselves are read off the app's and the
// server's sources: a page that is new there and has no line here is missing, and the walks and the pictures say so.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../prove/stage.mjs'

/** Whose page it is; `{id}` is one of what the second word names. See `cast.mjs` for who they are and what there is. */
const PLACES = {
  '/': ['resident'],
  '/organizations': ['resident'],
  '/organizations/{id}': ['resident', 'organization'],
  '/projects': ['resident'],
  '/search': ['resident'],
  '/activities': ['resident'],
  '/activities/{id}': ['resident', 'date'],
  '/activities/{id}/collectors': ['resident', 'date'],
  '/canteen': ['resident'],
  '/canteen/regular': ['resident'],
  '/needs': ['resident'],
  '/needs/new': ['resident'],
  '/needs/{id}': ['resident', 'report'],
  '/me': ['resident'],
  '/me/devices': ['resident'],
  '/me/helpers': ['resident'],
  '/me/aid': ['resident'],
  '/me/calendar': ['resident'],
  '/me/money': ['resident'],
  '/me/outbox': ['resident'],
  '/me/notices': ['resident'],
  '/me/service': ['resident'],
  '/me/service/{id}': ['resident', 'certificate'],
  '/me/calls': ['contact'],
  '/me/skills': ['resident'],
  '/me/meals': ['resident'],
  '/shifts': ['resident'],
  '/shifts/{id}': ['resident', 'shift'],
  '/skills': ['resident'],
  '/sign-in': ['visitor'],
  '/about': ['visitor'],
  '/404': ['visitor'],
  '/certificate/{id}': ['visitor', 'certificate'],
  '/desk': ['staff'],
  '/desk/dates': ['organizer'],
  '/desk/dates/{id}': ['organizer', 'own date'],
  '/desk/post': ['organizer'],
  '/desk/post/{id}': ['organizer', 'activity'],
  '/desk/activities/{id}': ['organizer', 'activity'],
  '/desk/posters/{id}': ['organizer', 'own date'],
  '/desk/shifts': ['organizer'],
  '/desk/shifts/{id}': ['organizer', 'own shift'],
  '/desk/members': ['organizer'],
  '/desk/kitchen': ['cook'],
  '/desk/menu': ['cook'],
  '/desk/sheets': ['cook'],
  '/desk/month': ['organizer'],
  '/desk/visits': ['staff'],
  '/desk/reports': ['staff'],
  '/desk/reports/{id}': ['staff', 'report'],
  '/desk/residents': ['staff'],
  '/desk/calls': ['alliance'],
  '/desk/reach': ['staff'],
}

/** Pages that are drawn without the app: a language and a look they have, but no program, no bar and no help line. */
export const PLAIN = new Set(['/certificate/{id}'])

/** Every page as { route, who, of }: the desk's, or those of everybody. */
export const pages = Object.entries(PLACES).map(([route, [who, of]]) => ({ route, who, of, desk: route.startsWith('/desk') }))

/** The address of a page, with what there is. */
export const addressOf = (page, things) => page.route.replace('{id}', things[page.of])

/** What is no page for anybody: the document without a network, and every part of the pages, which is looked at elsewhere. */
const HIDDEN = new Set(['shell', 'gallery', 'gallery_sheet'])

/** Every address that the app writes (`Route::href`) and every page that the server's table draws. */
export async function written() {
  const source = (name) => readFile(path.join(root, name), 'utf8')
  const [app, server] = await Promise.all([source('app/src/routes.rs'), source('server/src/router.rs')])
  const [href] = app.match(/pub fn href[\s\S]*?\n {4}\}\n/)
  const drawn = [...server.matchAll(/^ {4}GET\s+"([^"]+)".*\bpages::(\w+),/gm)].filter(([, , name]) => !HIDDEN.has(name))
  return [...href.matchAll(/"(\/[^"]*)"/g), ...drawn].map(([, address]) => address)
}

/** What the list above has too little or too much, in words. */
export async function missing(all = Object.keys(PLACES)) {
  const there = await written()
  const without = there.filter((address) => !all.includes(address)).map((address) => `${address} is a page and nobody looks at it`)
  return [...without, ...all.filter((address) => !there.includes(address)).map((address) => `${address} is looked at and is no page`)]
}
