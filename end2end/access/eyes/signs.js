// X7, X13, X15, X19, X20, X21, X25, X27, X30, X31: what the page is made of.
Object.assign(globalThis.eyes, {
  frame({ lang, plain }) {
    const wrong = []
    const root = document.documentElement
    const wanted = lang === 'en' ? 'en' : 'zh-CN'
    if (root.lang !== wanted) wrong.push(`X30 the language is said to be ${root.lang}, not ${wanted}`)
    const headings = [...document.querySelectorAll('h1')].filter((one) => this.shown(one))
    if (headings.length !== 1) wrong.push(`X30 ${headings.length} headings of the first rank`)
    if (!document.title.trim()) wrong.push('X30 no title')
    if (document.querySelectorAll('main, [role=main]').length !== 1) wrong.push('X30 not one main region')
    if (plain) return wrong
    if (![...document.querySelectorAll('nav')].some((one) => this.shown(one))) wrong.push('X30 no navigation')
    // A certificate is a paper: nothing on it changes while somebody reads it.
    if (!document.querySelector('[role=status], [role=alert], [aria-live], .certificate')) wrong.push('X15 nothing tells a screen reader of news')
    return wrong
  },

  /** The office's number: the last thing of the main region, one tap to call. */
  help() {
    const [line, ...more] = document.querySelectorAll('footer.help-line')
    if (!line || more.length > 0) return [`X20 ${line ? 'several help lines' : 'no help line'}`]
    const last = document.querySelector('main').lastElementChild
    if (last !== line) return [`X20 the help line is not the last thing of the page: ${this.called(last)} is`]
    return line.querySelector('a[href^="tel:"]') && this.shown(line) ? [] : ['X20 the help line does not call']
  },

  /** A state has a sign and a word, and what is pressed differs from what is not by more than a colour. */
  states() {
    const wrong = []
    for (const one of document.querySelectorAll('.state, .sync, .notice.is-error, .notice.is-offline')) {
      if (!this.shown(one)) continue
      const word = one.textContent.trim()
      const number = one.matches('.is-confirmed, .is-pending, .is-failed') ? 'X31' : 'X7'
      if (!one.querySelector('svg') || !word) wrong.push(`${number} a state without ${word ? 'a sign' : 'a word'}: ${this.called(one)}`)
    }
    return this.few(wrong)
  },

  /** In a high contrast of the system colours say nothing: what is chosen must still differ from its neighbours. */
  chosen() {
    const wrong = []
    const LINES = ['borderTopWidth', 'borderTopStyle', 'textDecorationLine', 'fontWeight', 'outlineStyle', 'strokeWidth']
    const style = (part, drawn) => LINES.map((name) => getComputedStyle(part, drawn)[name]).join()
    const form = (one) => {
      const parts = [one, ...one.querySelectorAll('span, b, svg')].map((part) => style(part, null))
      return [style(one, '::before'), ...parts, one.querySelectorAll('svg').length].join(' ')
    }
    for (const on of document.querySelectorAll('button[aria-pressed=true], a[aria-current=page]')) {
      const other = (one) => one.localName === on.localName && !one.matches('[aria-pressed=true], [aria-current=page]')
      const off = [...on.parentElement.children].find(other)
      if (off && this.shown(on) && this.shown(off) && form(on) === form(off)) wrong.push(`X7 chosen by colour alone: ${this.called(on)}`)
    }
    return this.few(wrong)
  },

  /** Nothing opens by itself, and where movement is unwanted nothing moves. */
  still() {
    const wrong = [...document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog]')].filter((one) => this.shown(one))
      .map((one) => `X13 opens by itself: ${this.called(one)}`)
    const moving = document.getAnimations().filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().duration > 0)
    if (moving.length > 0) wrong.push(`X19 ${moving.length} things move`)
    return wrong
  },

  /** At most four fields at once in the elder view, and at most six ways from its first page, each a drawing and a short word. */
  elders({ elder, lang }) {
    if (!elder) return []
    const wrong = []
    for (const form of document.querySelectorAll('form')) {
      const seen = (one) => one.matches('input, select, textarea') && (this.shown(one) || this.shown(one.labels?.[0] ?? one))
      // Boxes that belong together are one question, and so is how many of each dish.
      const together = (one) => (one.matches('[type=radio], [type=checkbox]') ? 'fieldset, [role=group]' : 'ul.dishes')
      const question = (one) => one.closest(together(one)) ?? one
      const asked = new Set([...form.elements].filter(seen).map(question))
      if (asked.size > 4) wrong.push(`X21 ${asked.size} fields at once, not 4: ${this.called(form)}`)
    }
    if (location.pathname !== '/') return wrong
    const tiles = [...document.querySelectorAll('nav.tiles > *')].filter((one) => this.shown(one))
    if (tiles.length < 1 || tiles.length > 6) wrong.push(`X25 ${tiles.length} tiles`)
    for (const tile of tiles) {
      const word = tile.textContent.trim()
      const short = word && (lang !== 'zh' || [...word].length <= 6)
      if (!tile.querySelector('svg') || !short) wrong.push(`X25 not a drawing and a short word: ${this.called(tile)}`)
    }
    return wrong
  },

  /** Chinese sentences that are short, and no word of English alone. */
  plainWords({ lang }) {
    if (lang !== 'zh') return []
    const wrong = []
    const texts = this.texts().filter(({ element }) => !element.closest('[lang=en]'))
    for (const { node, element } of texts) {
      if (/^[A-Za-z][A-Za-z ]{2,}$/.test(node.data.trim())) wrong.push(`X27 English alone: ${this.called(element)}`)
    }
    const whole = [...document.querySelectorAll('main p')].filter((one) => this.shown(one)).map((one) => one.textContent).join('。')
    const lengths = whole.split(/[。！？；\n]/).map((one) => [...one.replace(/\s/g, '')].length).filter(Boolean).sort((a, b) => a - b)
    const median = lengths[lengths.length >> 1] ?? 0
    if (median > 30) wrong.push(`X27 half of the sentences have more than ${median} characters, not 30`)
    return this.few(wrong)
  },
})
