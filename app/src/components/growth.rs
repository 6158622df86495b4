//! A long list that is drawn in parts: the first at once, the next ones as its end comes near. A phone that drew a thousand rows with
//! every key would be slow to answer.
//!
//! At its end is a button, for whoever has a keyboard or hears the page: it leads on to the first of the rows that come. Who scrolls
//! need not press it, because `public/hand.js` does. A part that is drawn stays as it is when the next one comes.

use crate::cell::{Memo, RwSignal};
use crate::later::{soon, started};
use crate::look::Lang;
use crate::words::growth as words;
use leptos::prelude::*;
use std::sync::Arc;

/// So many rows are one part. The demonstration's 43 teams are fewer, so a page without a script has all of them.
pub const PART: usize = 48;
/// So many rows are drawn at once, which are more than a phone's screen has; the rest of a part follows when these are seen.
pub const STEP: usize = 12;

/// How much of a list somebody wanted, and how much of that is drawn.
#[derive(Clone, Copy)]
pub struct Growth {
    /// Parts after the first.
    parts: RwSignal<usize>,
    steps: RwSignal<usize>,
}

impl Default for Growth {
    fn default() -> Self {
        // A page that is gone to shows its first rows and is painted; one that was loaded has what the server drew.
        let steps = if started() { 1 } else { PART / STEP };
        Self { parts: RwSignal::new(0), steps: RwSignal::new(steps) }
    }
}

impl Growth {
    /// Another list begins with its first part.
    pub fn begin_again(self) {
        if self.parts.get_untracked() > 0 {
            self.parts.set(0);
        }
        self.steps.set(1);
    }

    fn grow(self) {
        self.parts.update(|parts| *parts += 1);
        self.step();
    }

    fn step(self) {
        self.steps.update(|steps| *steps += 1);
    }

    /// How many rows are wanted. Tracked.
    fn wanted(self) -> usize {
        (1 + self.parts.get()) * PART
    }

    /// How many rows there is room for. Tracked. On the server all that are wanted: nobody waits for a frame there.
    fn room(self) -> usize {
        if cfg!(feature = "hydrate") { self.wanted().min(self.steps.get() * STEP) } else { self.wanted() }
    }
}

/// Draws some rows, which begin with the row at this place, and follows them.
type Rows = Arc<dyn Fn(usize) -> AnyView + Send + Sync>;

/// A list of `count` rows. `rows` draws some of them, as `<li>`: [`STEP`], from a place on.
pub fn grown(
    growth: Growth,
    count: Memo<usize>,
    lang: Lang,
    rows: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let left = Memo::new(move || count.get().saturating_sub(growth.wanted()));
    Effect::new(move |_| {
        if growth.room() < growth.wanted().min(count.get()) {
            soon(true, move || growth.step());
        }
    });
    view! {
        <ul class="list is-grid" data-part=PART.to_string()>{step(growth, count, Arc::new(rows), 0)}</ul>
        <button
            type="button"
            class="button is-quiet is-wide growth no-print"
            data-hand="grow"
            hidden=move || left.get() == 0
            on:click=move |_| growth.grow()
        >
            {move || words::more(lang, left.get().min(PART))}
        </button>
    }
    .into_any()
}

/// Some rows and, once there is room for them, the next ones.
fn step(growth: Growth, count: Memo<usize>, rows: Rows, from: usize) -> AnyView {
    let next = from + STEP;
    let own = rows(from);
    let goes_on = Memo::new(move || growth.room() > next && count.get() > next);
    let rest = move || goes_on.get().then(|| step(growth, count, rows.clone(), next));
    view! { {own}{rest} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_room_for_one_part_more_each_time_and_another_list_begins_again() {
        Owner::new().with(|| {
            let growth = Growth::default();
            assert_eq!(growth.wanted(), PART);
            growth.grow();
            growth.grow();
            assert_eq!(growth.wanted(), 3 * PART);
            growth.begin_again();
            assert_eq!(growth.wanted(), PART);
        });
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn parts_follow_each_other_in_one_list_and_the_button_says_how_many_come() {
        Owner::new().with(|| {
            let drawn = |parts: usize| {
                let growth = Growth::default();
                (0..parts).for_each(|_| growth.grow());
                let count = Memo::new(|| 2 * PART + 5);
                grown(growth, count, Lang::En, |from| view! { <li>{format!("from {from}.")}</li> }.into_any()).to_html()
            };
            let first = drawn(0);
            assert!(first.contains("from 0.") && !first.contains("from 48."), "{first}");
            assert!(first.contains("Show 48 more"), "{first}");
            let second = drawn(1);
            assert!(second.contains("from 48.") && !second.contains("from 96."), "{second}");
            assert!(second.contains("Show 5 more") && !second.contains(" hidden"), "{second}");
            let all = drawn(7);
            assert!(all.contains("from 96.") && !all.contains("from 144.") && all.contains(" hidden"), "{all}");
            assert_eq!(all.matches("<ul").count(), 1);
        });
    }
}
