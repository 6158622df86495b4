// The visual language, at /style: every part in every state, in both languages, both views and both themes, on a narrow and a usual
// phone. Nothing sticks out, no word is cut off, axe-core objects to nothing; whatever can be pressed shows that it is, whatever has
// the focus has a ring that is seen, and what is settled, waits or was refused can be told apart without colour. At the end the same
// eyes are shown samples that are broken, one in each way.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bench, differs, unlike } from '../pixels.mjs'
import { launch, overflow, startServer, violations } from '../support.mjs'

const views = ['normal.light', 'normal.dark', 'elder.light', 'elder.dark']
const all = ['zh', 'en'].flatMap((lang) => views.map((view) => `${lang}.${view}`))
// Looked at by pixels: each language, view, theme and width twice.
const looked = [['zh.normal.light', 390], ['en.elder.light', 320], ['zh.elder.dark', 390], ['en.normal.dark', 320]]
let server, browser, measure

before(async () => {
  process.env.XISHAN_GALLERY = 'true'
  server = await startServer()
  browser = await launch()
  measure = await bench(browser)
}, { timeout: 60_000 })

after(async () => {
  await browser?.close()
  await server?.stop()
})

async function gallery(look, width = 390) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const answer = await page.goto(`${server.origin}/style?look=${look}`)
  assert.equal(answer.status(), 200)
  // A picture that is fetched late would be drawn in one picture of the page and not in the other.
  await page.evaluate(() => {
    document.querySelectorAll('img').forEach((one) => { one.loading = 'eager' })
    return Promise.all([...document.images].map((one) => one.decode().catch(() => {})))
  })
  return { page, context }
}

/** Words that are cut off, and parts that hold less than stands in them. */
function cut() {
  const wrong = []
  const name = (one) => one.closest('.sample')?.id ?? 'page'
  const hides = (value) => value === 'hidden' || value === 'clip'
  const scrolls = (value) => value === 'auto' || value === 'scroll'
  const words = document.createTreeWalker(document.querySelector('.gallery'), NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const parent = node.parentElement
    // What is for screen readers alone, and what a field scrolls by itself.
    if (!node.data.trim() || parent.closest('.unseen, option, textarea, thead') || !parent.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      for (let at = parent; at && !at.matches('.gallery'); at = at.parentElement) {
        const style = getComputedStyle(at)
        if (scrolls(style.overflowX)) break
        const frame = at.getBoundingClientRect()
        const wide = (hides(style.overflowX) || at.matches('.sample-stage')) && (box.left < frame.left - 1 || box.right > frame.right + 1)
        const high = hides(style.overflowY) && (box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        if (box.width > 0 && (wide || high)) wrong.push(`${name(parent)}: cut off: ${node.data.trim().slice(0, 20)}`)
      }
    }
  }
  const parts = '.button, .chip, .state, .sync, .tile, .day, .notice, .item, .card, .person, .segments > *, .back, .field, .choice'
  for (const part of document.querySelectorAll(parts)) {
    const [wide, high] = [part.scrollWidth - part.clientWidth, part.scrollHeight - part.clientHeight]
    if (wide > 2 || high > 2) wrong.push(`${name(part)}: ${part.className} is too small by ${wide} and ${high} px`)
  }
  return [...new Set(wrong)]
}

/** What every look must hold, whatever it looks like. */
async function unfit(page, rules = {}) {
  const wrong = await page.evaluate(cut)
  const wide = await overflow(page)
  if (wide > 0) wrong.push(`${wide} px too wide`)
  wrong.push(...(await violations(page, { rules })).map((line) => `axe ${line}`))
  const pale = await page.locator('.gallery-swatch[data-enough=false]').allTextContents()
  return wrong.concat(pale.map((pair) => `${pair}: too little contrast`))
}

test('every part fits in every look, and axe-core objects to nothing', { timeout: 300_000 }, async () => {
  const wrong = []
  for (const look of [...all, 'zh.normal.light.contrast', 'en.elder.dark.contrast']) {
    const { page, context } = await gallery(look, 320)
    wrong.push(...(await unfit(page)).map((what) => `${look} at 320: ${what}`))
    await page.setViewportSize({ width: 390, height: 844 })
    // Colours are the same at any width.
    const rules = { 'color-contrast': { enabled: false } }
    wrong.push(...(await unfit(page, rules)).map((what) => `${look} at 390: ${what}`))
    await context.close()
  }
  assert.deepEqual(wrong, [])
})

test('what is pressed, has the focus, cannot be used, waits or was refused is seen', { timeout: 300_000 }, async () => {
  const wrong = []
  for (const [look, width] of looked) {
    const { page, context } = await gallery(look, width)
    wrong.push(...(await unlike(page, measure)).map((what) => `${look} at ${width}: ${what}`))
    await context.close()
  }
  assert.deepEqual(wrong, [])
})

test('a sample that is marked looks as one that is really pressed or has the focus', { timeout: 120_000 }, async () => {
  const { page, context } = await gallery('zh.normal.light')
  const session = await context.newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const force = async (selector, ...states) => {
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
    await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: states })
  }
  for (const [name, part, state, real] of [
    ['button', 'button', 'pressed', 'active'], ['button', 'button', 'focus', 'focus-visible'],
    ['card', 'a', 'pressed', 'active'], ['choice', 'label', 'pressed', 'active'], ['choice', 'input', 'focus', 'focus-visible'],
  ]) {
    const stage = `#${name} .sample-state:first-of-type > .sample-stage`
    const marked = (as) => page.locator(stage).evaluate((one, as) => { one.dataset.state = as }, as)
    const apart = (as) => differs(page, measure, stage, async () => {
      await force(`${stage} ${part}`)
      await marked(as)
    }, async () => {
      await marked('rest')
      await force(`${stage} ${part}`, real)
    })
    assert.equal(await apart(state), 0, `${name} ${state}`)
    assert.notEqual(await apart('rest'), 0, `${name} ${state}: the browser shows nothing of it`)
    await force(`${stage} ${part}`)
  }
  await context.close()
})

/** Puts samples into the page that are broken, each in one way, under the name of what is wrong with them. */
function broken() {
  const main = document.querySelector('.gallery')
  const stage = (id, states) => {
    const sample = document.createElement('article')
    sample.className = 'sample'
    sample.id = id
    main.append(sample)
    for (const [state, from, work] of states) {
      const part = document.querySelector(from).cloneNode(true)
      part.dataset.state = state
      work?.(part)
      sample.append(part)
    }
  }
  const button = '#button .sample-stage[data-state=rest]'
  const set = (name, value) => (part) => part.querySelector('button').style.setProperty(name, value, 'important')
  const dead = (part) => { set('background', 'gray')(part); set('transform', 'none')(part) }
  stage('dead', [['rest', button, dead], ['pressed', button, dead]])
  stage('thin', [['rest', button, set('outline-width', '1px')], ['focus', button, set('outline-width', '1px')]])
  const pale = set('outline-color', 'color-mix(in srgb, var(--paper), var(--ink) 15%)')
  stage('pale', [['rest', button, pale], ['focus', button, pale]])
  stage('ringless', [['rest', button, set('outline', '0')], ['focus', button, set('outline', '0')]])
  stage('usable', [['rest', button], ['disabled', button]])
  stage('nothing', [['rest', button, (part) => part.replaceChildren()]])
  // A colour and nothing else.
  const plain = (part) => part.querySelector('.state').replaceChildren('一样')
  stage('grey', ['settled', 'waiting', 'refused'].map((state) => [state, `#state .sample-stage[data-state=${state}]`, plain]))
  const low = (part) => Object.assign(part.querySelector('button').style, { blockSize: '12px', minBlockSize: '0', overflow: 'hidden' })
  stage('low', [['rest', button, low]])
  const wide = (part) => Object.assign(part.style, { inlineSize: '2000px' })
  stage('wide', [['rest', button, wide]])
  stage('nameless', [['rest', button, (part) => part.querySelector('button').replaceChildren()]])
}

test('each of these eyes sees what it is there for', { timeout: 120_000 }, async () => {
  const { page, context } = await gallery('zh.normal.light')
  await page.evaluate(broken)
  const lines = (await unlike(page, measure)).concat(await unfit(page))
  for (const [name, what] of Object.entries({
    dead: 'nobody sees that it is pressed', thin: 'its ring is 1 px', pale: 'its ring has a contrast', ringless: 'its ring is 0 px',
    usable: 'nobody sees that it cannot be used', nothing: 'rest: nothing is drawn', low: 'cut off',
  })) {
    assert.ok(lines.some((line) => line.startsWith(name) && line.includes(what)), `${name}: ${what} is not in\n${lines.join('\n')}`)
  }
  for (const what of ['have no words', 'have no signs', 'look alike without colour']) {
    assert.ok(lines.some((line) => line.startsWith('grey') && line.includes(what)), `grey: ${what} is not in\n${lines.join('\n')}`)
  }
  assert.ok(lines.some((line) => line.endsWith('px too wide')), lines.join('\n'))
  assert.ok(lines.some((line) => line.startsWith('axe button-name')), lines.join('\n'))
  await context.close()
})
