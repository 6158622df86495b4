// Runs in the page, before its own scripts: what all eyes need. Each eye answers what is wrong as lines that begin with a number of the
// list of requirements: X9 is the gap between what one can touch.
globalThis.eyes = {
  /** Whether somebody sees it. What is there for screen readers alone is one pixel large, and the skip link waits above the screen. */
  shown(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
    if (element.closest('.unseen, .skip, option')) return false
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1
  },

  /** What it is called in a line about it. */
  called(element) {
    const classes = [...element.classList].map((name) => `.${name}`).join('')
    const words = (element.textContent || element.value || element.getAttribute('aria-label') || '').replace(/\s+/g, ' ').trim()
    return `${element.localName}${element.id ? `#${element.id}` : ''}${classes} “${words.slice(0, 24)}”`
  },

  /** What it stands in that does not scroll with the page: a bar at the foot, a head at the top. */
  layer(element) {
    for (let around = element; around; around = around.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(around).position)) return around
    }
    return null
  },

  /** Every piece of text that is seen: the node, its element, the size of its letters, and the boxes of its lines. */
  texts() {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!node.data.trim() || element.closest('script, style, svg, textarea') || !this.shown(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
      if (boxes.length > 0) found.push({ node, element, boxes, size: parseFloat(getComputedStyle(element).fontSize) })
    }
    return found
  },

  /** Everything that one can touch and that is not switched off. A box to tick is as large as the label around it. */
  targets() {
    const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=switch], [role=tab]'
    const found = [...document.querySelectorAll(all)].filter((one) => !one.disabled).map((one) => {
      const ticked = one.matches('[type=checkbox], [type=radio], [type=file]') ? one.closest('label') : null
      return ticked ?? one
    })
    return [...new Set(found)].filter((one) => this.shown(one) && !this.inline(one))
  },

  /** A link in the middle of a sentence is as high as its line. */
  inline(element) {
    if (element.localName !== 'a' || getComputedStyle(element).display !== 'inline') return false
    const around = element.parentElement
    return around.matches('p, li, dd, small, span') && around.textContent.trim().length > element.textContent.trim().length + 3
  },

  /** Each line once, and not too many of a kind. */
  few(lines, most = 6) {
    const each = [...new Set(lines)]
    return each.length > most ? [...each.slice(0, most), `${each[0].split(' ')[0]} and ${each.length - most} more of these`] : each
  },
}
