// For `make prove`: every page in all sixty ways, as long as there is time; the desk's pages and the others at the same time.
import { launch } from '../support.mjs'
import { cast } from './cast.mjs'
import { all } from './variants.mjs'
import { told, walk } from './walk.mjs'

/** Answers what a harness answers: how much was looked at, and what was wrong. */
export async function access({ over = () => false } = {}) {
  const browser = await launch()
  try {
    const walks = await Promise.all([true, false].map(async (desk) => {
      const stage = await cast(browser)
      try {
        return await walk(stage, { pick: (page) => page.desk === desk, plan: all, over })
      } finally {
        await stage.stop()
      }
    }))
    const sum = (what) => walks.reduce((total, one) => total + one[what], 0)
    const failures = told(walks.flatMap(({ wrong }) => wrong)).map((line) => ({ seed: line.split(' ')[0], wrong: [line] }))
    const what = 'pages in every width, view, theme and language'
    return { harness: 'ACCESS', what, unit: 'looks', tried: sum('states'), ops: sum('loads'), goal: sum('goal'), failures }
  } finally {
    await browser.close()
  }
}
