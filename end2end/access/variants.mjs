// How a page can be shown. All sixty ways of all pages take long; a commit walks a part of them in which every page is shown in every
// width, view, theme and language, and any two of those meet on some page.

export const WIDTHS = [320, 360, 412, 768, 1280]
export const VIEWS = ['normal', 'elder']
export const THEMES = ['light', 'dark', 'contrast']
export const LANGS = ['zh', 'en']

const turned = (list, by) => list.map((_, at) => list[(at + by) % list.length])

/** The ways in which the page of this number is shown for a commit: [{ view, lang, states: [{ width, theme }] }], one load each. */
export function some(number) {
  // Two pages after another have the languages the other way round.
  const langs = number % 2 ? [...LANGS].reverse() : LANGS
  const theme = (at) => THEMES[(number + at + Math.floor(number / 15)) % THEMES.length]
  const states = turned(WIDTHS, number).map((width, at) => ({ width, theme: theme(at) }))
  const elder = Math.floor(number / 2) % 2
  const cut = elder ? 2 : 3
  return VIEWS.map((view, at) => ({ view, lang: langs[at], states: at ? states.slice(cut) : states.slice(0, cut) }))
}

/** All of them. */
export const all = () => VIEWS.flatMap((view) => LANGS.map((lang) => (
  { view, lang, states: WIDTHS.flatMap((width) => THEMES.map((theme) => ({ width, theme }))) })))

/** Which pairs of two properties are never shown, if so many pages are walked. */
export function unmet(count, plan = some) {
  const shown = Array.from({ length: count }, (_, number) => plan(number)
    .flatMap(({ states, ...load }) => states.map((state) => ({ ...load, ...state, page: number })))).flat()
  const kinds = { width: WIDTHS, view: VIEWS, theme: THEMES, lang: LANGS, page: Array.from({ length: count }, (_, at) => at) }
  const names = Object.keys(kinds)
  return names.flatMap((one, at) => names.slice(at + 1).flatMap((other) => kinds[one].flatMap((a) => kinds[other]
    .filter((b) => !shown.some((way) => way[one] === a && way[other] === b)).map((b) => `${one} ${a} with ${other} ${b}`))))
}
