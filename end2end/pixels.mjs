// Looking at the samples of /style as an eye does: what changes when a part is pressed, has the focus or cannot be used, whether a
// state can be told from another one without its colour, whether anything is drawn at all. No picture is stored: fonts differ from
// machine to machine, so each sample is compared with itself. Pictures are taken of the page and measured in a blank one beside it,
// because its own policy lets it fetch nothing.

const PIECE = 3000
/** So many pixels at least are other ones when somebody is to notice. */
const NOTICED = 40
const RING_WIDE = 3
const RING_CONTRAST = 3
/** Two shapes that cover each other more than this are one shape. */
const SAME = 0.9

/** A blank page that measures. */
export async function bench(browser) {
  const page = await browser.newPage()
  await page.evaluate(tools)
  return page
}

/** What is wrong with the samples of the page, as lines. */
export async function unlike(page, measure) {
  const stages = await page.evaluate(listed)
  for (const state of ['rest', 'pressed', 'focus']) {
    await page.evaluate(marked, state)
    await measure.evaluate(kept, { key: state, pieces: await shoot(page) })
  }
  await page.evaluate(marked, 'rest')
  return measure.evaluate(judged, { stages, NOTICED, RING_WIDE, RING_CONTRAST, SAME })
}

/** Whether two pictures of a part of the page differ; each is taken when `first` and `second` have done their work. */
export async function differs(page, measure, selector, first, second) {
  const box = await page.locator(selector).evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    return { x: Math.floor(left + scrollX), y: Math.floor(top + scrollY), width: Math.ceil(width), height: Math.ceil(height) }
  })
  for (const [key, work] of [['first', first], ['second', second]]) {
    await work()
    const png = (await page.screenshot({ fullPage: true, clip: box })).toString('base64')
    await measure.evaluate(kept, { key, pieces: [{ top: box.y, left: box.x, png }] })
  }
  return measure.evaluate((box) => globalThis.changed('first', 'second', box).length, box)
}

/** The page from top to bottom, in pieces that a browser can draw. */
async function shoot(page) {
  const size = await page.evaluate(() => ({ width: innerWidth, height: document.documentElement.scrollHeight }))
  const pieces = []
  for (let top = 0; top < size.height; top += PIECE) {
    const clip = { x: 0, y: top, width: size.width, height: Math.min(PIECE, size.height - top) }
    pieces.push({ top, left: 0, png: (await page.screenshot({ fullPage: true, clip })).toString('base64') })
  }
  return pieces
}

// ---- in the page

/** Every stage: of which sample, in which state, where, and where the sign of its state is. */
function listed() {
  const box = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    return { x: Math.floor(left + scrollX), y: Math.floor(top + scrollY), width: Math.ceil(width), height: Math.ceil(height) }
  }
  return [...document.querySelectorAll('.sample-stage')].map((stage) => {
    const sign = stage.querySelector('.state, .sync, .notice')
    const icon = sign?.querySelector('.icon path')?.getAttribute('d') ?? ''
    return {
      of: stage.closest('.sample').id, state: stage.dataset.state, box: box(stage),
      sign: sign && { box: box(sign), icon, words: sign.textContent.trim() },
    }
  })
}

/** Marks the sample at rest of each part that is also shown in `state`: the same pixels, but for what the state changes. */
function marked(state) {
  for (const stage of document.querySelectorAll('[data-was]')) {
    stage.dataset.state = 'rest'
    delete stage.dataset.was
  }
  if (state === 'rest') return
  for (const sample of document.querySelectorAll('.sample')) {
    const rest = sample.querySelector('.sample-stage[data-state=rest]')
    if (!rest || !sample.querySelector(`.sample-stage[data-state=${state}]`)) continue
    rest.dataset.was = 'rest'
    rest.dataset.state = state
  }
}

// ---- in the blank page

async function kept({ key, pieces }) {
  const read = async ({ top, left, png }) => {
    const answer = await fetch(`data:image/png;base64,${png}`)
    return { top, left, bitmap: await createImageBitmap(await answer.blob()) }
  }
  globalThis.shots ??= {}
  globalThis.shots[key] = await Promise.all(pieces.map(read))
}

function tools() {
  const { abs, max, min } = Math
  const tools = globalThis
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255]
  /** The colours of a box, each as one number. */
  tools.pixels = (key, { x, y, width, height }) => {
    const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    for (const { top, left, bitmap } of tools.shots[key]) pen.drawImage(bitmap, left - x, top - y)
    return new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer)
  }
  tools.far = (a, b) => {
    if (a === b) return 0
    const [one, other] = [parts(a), parts(b)]
    return max(...one.map((part, at) => abs(part - other[at])))
  }
  tools.contrast = (a, b) => {
    const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
    const bright = (colour) => parts(colour).reduce((sum, part, at) => sum + [0.2126, 0.7152, 0.0722][at] * linear(part), 0.05)
    return max(bright(a), bright(b)) / min(bright(a), bright(b))
  }
  /** The places that differ between two pictures of one box, with what was there and what is. */
  tools.changed = (before, after, box) => {
    const [one, other] = [tools.pixels(before, box), tools.pixels(after, box)]
    const places = []
    for (let at = 0; at < one.length; at += 1) {
      if (tools.far(one[at], other[at]) > 5) places.push({ at, was: one[at], is: other[at] })
    }
    return places
  }
  /** How many pixels have a colour in one box that they have not in the other, wherever they are. */
  tools.recoloured = (one, other) => {
    const counts = new Map()
    for (const [box, sign] of [[one, 1], [other, -1]]) {
      for (const colour of tools.pixels('rest', box)) {
        const near = colour & 0xf8f8f8
        counts.set(near, (counts.get(near) ?? 0) + sign)
      }
    }
    return [...counts.values()].reduce((sum, each) => sum + abs(each), 0) / 2
  }
  tools.median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0
  /** The width and the contrast of the ring among the places that changed. */
  tools.ring = (changed, width) => {
    const counts = new Map()
    for (const { is } of changed) counts.set(is, (counts.get(is) ?? 0) + 1)
    const [colour] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
    if (colour === undefined) return { wide: 0, contrast: 1 }
    // On a round part's edge a pixel is the ring's by half.
    const drawn = changed.filter(({ is, was }) => tools.far(is, colour) <= max(12, tools.far(was, colour) / 2))
    const there = new Set(drawn.map(({ at }) => at))
    const run = (at, step) => {
      let length = 1
      for (let next = at + step; there.has(next); next += step) length += 1
      for (let next = at - step; there.has(next); next -= step) length += 1
      return length
    }
    return {
      wide: tools.median(drawn.map(({ at }) => min(run(at, 1), run(at, width)))),
      contrast: tools.median(drawn.map(({ was }) => tools.contrast(was, colour))),
    }
  }
  /** What is drawn in a box, without any colour: which pixels are on the darker (or lighter) side, the fewer ones. */
  tools.shape = (box) => {
    const light = (colour) => parts(colour).reduce((sum, part, at) => sum + [0.3, 0.59, 0.11][at] * part, 0)
    const grey = Array.from(tools.pixels('rest', box), light)
    const middle = (grey.reduce((a, b) => max(a, b), 0) + grey.reduce((a, b) => min(a, b), 255)) / 2
    const dark = grey.map((each) => each < middle)
    const few = dark.filter(Boolean).length * 2 < dark.length
    return dark.map((each) => each === few)
  }
  /** How much two shapes cover each other, of what either covers. */
  tools.overlap = (one, other) => {
    const box = { width: min(one.width, other.width), height: min(one.height, other.height) }
    const [first, second] = [one, other].map(({ x, y }) => tools.shape({ x, y, ...box }))
    const both = first.filter((each, at) => each && second[at]).length
    return both / max(1, first.filter((each, at) => each || second[at]).length)
  }
  /** How many pixels of a box are not as its corner is. */
  tools.inked = (box) => tools.pixels('rest', box).reduce((sum, each, _, all) => sum + (tools.far(each, all[0]) > 10), 0)
}

function judged({ stages, NOTICED, RING_WIDE, RING_CONTRAST, SAME }) {
  const tools = globalThis
  const wrong = []
  const of = (name, state) => stages.find((stage) => stage.of === name && stage.state === state)
  for (const name of new Set(stages.map((stage) => stage.of))) {
    const rest = of(name, 'rest')
    if (rest && of(name, 'pressed')) {
      const changed = tools.changed('rest', 'pressed', rest.box)
      if (changed.length < NOTICED) wrong.push(`${name}: nobody sees that it is pressed`)
    }
    if (rest && of(name, 'focus')) {
      const ring = tools.ring(tools.changed('rest', 'focus', rest.box), rest.box.width)
      if (ring.wide < RING_WIDE) wrong.push(`${name}: its ring is ${ring.wide} px wide`)
      if (ring.contrast < RING_CONTRAST) wrong.push(`${name}: its ring has a contrast of ${ring.contrast.toFixed(1)}`)
    }
    const off = of(name, 'disabled')
    if (rest && off && tools.recoloured(rest.box, off.box) < NOTICED) {
      wrong.push(`${name}: nobody sees that it cannot be used`)
    }
    const signs = ['settled', 'waiting', 'refused'].map((state) => of(name, state)).filter((stage) => stage?.sign)
    for (const [at, one] of signs.entries()) {
      for (const other of signs.slice(at + 1)) {
        const pair = `${name}: ${one.state} and ${other.state}`
        if (!one.sign.words || one.sign.words === other.sign.words) wrong.push(`${pair} have no words of their own`)
        if (!one.sign.icon || one.sign.icon === other.sign.icon) wrong.push(`${pair} have no signs of their own`)
        if (tools.overlap(one.sign.box, other.sign.box) > SAME) wrong.push(`${pair} look alike without colour`)
      }
    }
  }
  for (const { of: name, state, box } of stages) {
    if (tools.inked(box) < NOTICED) wrong.push(`${name} ${state}: nothing is drawn`)
  }
  return wrong
}
