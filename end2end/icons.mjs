// Makes what follows from the lantern of public/favicon.svg, with nothing but Node: `node end2end/icons.mjs`, into public.
//
// - icons/monochrome-512.png: the dots alone on nothing, for systems that colour icons by themselves;
// - icons/badge-96.png: the same, small, for the line of a notification on Android;
// - wordmark.svg: the lantern and the name in dots, for the README and for print.
//
// icon-192, icon-512, maskable-512 and apple-touch-icon-180 are drawings of their own and stay as they are.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'

const PUBLIC = path.join(path.dirname(fileURLToPath(import.meta.url)), '../public')
const SIDE = 512
const lantern = fs.readFileSync(path.join(PUBLIC, 'favicon.svg'), 'utf8')

/** The dots as the picture shows them: it is moved up by six. */
const dots = [...lantern.matchAll(/M([\d.]+) ([\d.]+)h\.01" stroke="(#\w+)" stroke-width="([\d.]+)"/g)].map(([, x, y, colour, width]) => {
  return { x: Number(x), y: Number(y) - 6, colour, radius: Number(width) / 2 }
})

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n >>> 0
})

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const sum = body.reduce((crc, byte) => CRC[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff)
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE((sum ^ 0xffffffff) >>> 0)
  return Buffer.concat([length, body, check])
}

/** White dots on nothing, `side` pixels wide. `scale` leaves room for systems that cut the rim off. */
function monochrome(side, scale) {
  const rows = []
  for (let y = 0; y < side; y += 1) {
    const row = Buffer.alloc(1 + side * 2)
    for (let x = 0; x < side; x += 1) {
      const at = (n) => ((n + 0.5) / side - 0.5) * SIDE / scale + SIDE / 2
      // How far the middle of the pixel is inside the nearest dot, in pixels: the rim is soft.
      const inside = Math.max(...dots.map((dot) => dot.radius - Math.hypot(at(x) - dot.x, at(y) - dot.y))) * scale * side / SIDE
      row[1 + x * 2] = 255
      row[2 + x * 2] = Math.round(255 * Math.min(1, Math.max(0, inside + 0.5)))
    }
    rows.push(row)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 4, 0, 0, 0], 8) // eight bits of grey and eight of how much of it
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = zlib.deflateSync(Buffer.concat(rows), { level: 9 })
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

const XI = ['#########', '...#.#...', '#########', '#..#.#..#', '#..#.#..#', '#.#..##.#', '#.......#', '#########']
const SHAN = ['....#....', '....#....', '....#....', '#...#...#', '#...#...#', '#...#...#', '#...#...#', '#########']

function wordmark() {
  const [high, pitch] = [104, 10]
  const dot = (x, y, width, colour = '') => `<path d="M${x} ${y}h.01" stroke-width="${width}"${colour}/>`
  const short = (number) => Number((number * high / SIDE).toFixed(1))
  const lamp = dots.map(({ x, y, colour, radius }) => dot(short(x), short(y), short(radius * 2), ` stroke="${colour}"`))
  const letter = (rows, left) => rows.flatMap((row, y) => [...row].flatMap((sign, x) => {
    return sign === '#' ? [dot(left + x * pitch, 17 + y * pitch, 7.6)] : []
  }))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 ${high}" role="img" aria-label="西山"><title>西山</title>`
    + '<style>.name{stroke:#b23327}@media(prefers-color-scheme:dark){.name{stroke:#f0907c}}</style>'
    + `<rect width="${high}" height="${high}" rx="23" fill="#b23327"/><g fill="none" stroke-linecap="round"><g>${lamp.join('')}</g>`
    + `<g class="name">${[...letter(XI, 128), ...letter(SHAN, 232)].join('')}</g></g></svg>\n`
}

const made = {
  'icons/monochrome-512.png': monochrome(512, 0.8),
  'icons/badge-96.png': monochrome(96, 1.1),
  'wordmark.svg': wordmark(),
}
for (const [name, bytes] of Object.entries(made)) {
  fs.writeFileSync(path.join(PUBLIC, name), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}
