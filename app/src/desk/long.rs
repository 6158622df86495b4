//! A table of very many lines. The first ones are there at once, the others follow a part at a time, so that the page shows and
//! hears the person meanwhile. A part is drawn anew only when a line of its own has changed. Buttons need no ears of their own:
//! the table can hear for all of them ([`pressed`]).
//!
//! Each part is a `tbody`, which the style sheet lets a phone leave alone as long as it is off the screen.

use super::later::soon;
use super::table::{Column, Line, draw, head};
use crate::cell::{Memo, RwSignal};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;
use uuid::Uuid;

/// As many lines as a screen shows, and a few more.
const FIRST: usize = 12;
/// So many lines a part has after that: few enough that a tap meanwhile is heard at once.
const PART: usize = 30;

/// What can be one line of such a table: what is drawn again when it is another one.
pub trait Row: Clone + PartialEq + Send + Sync + 'static {}

impl<R: Clone + PartialEq + Send + Sync + 'static> Row for R {}

struct Long<R> {
    columns: Vec<Column>,
    rows: Memo<Vec<R>>,
    length: Memo<usize>,
    /// So many parts may be there by now.
    drawn: RwSignal<usize>,
    line: Box<dyn Fn(&R) -> Line + Send + Sync>,
}

/// A table of `rows`, each drawn by `line`. What a line depends on is in its row. For the rest see
/// [`table`](super::table::table).
pub fn long_table<R: Row>(
    caption: AnyView,
    columns: Vec<Column>,
    action: Option<&'static str>,
    rows: Memo<Vec<R>>,
    line: impl Fn(&R) -> Line + Send + Sync + 'static,
) -> AnyView {
    let length = Memo::new(move || rows.with(Vec::len));
    let drawn = RwSignal::new(1);
    go_on(drawn, length);
    let head = head(&columns, action);
    let long = Arc::new(Long { columns, rows, length, drawn, line: Box::new(line) });
    view! {
        <table class="table is-long">
            <caption>{caption}</caption>
            {head}
            {parts(long, 0)}
        </table>
    }
    .into_any()
}

/// A part and those after it, as far as they are there.
fn parts<R: Row>(long: Arc<Long<R>>, nth: usize) -> AnyView {
    let (drawn, length) = (long.drawn, long.length);
    let there = Memo::new(move || drawn.get() > nth && length.get() > part(nth).start);
    let draw = move || {
        there.get().then(|| {
            view! {
                <tbody>{lines(long.clone(), nth)}</tbody>
                {parts(long.clone(), nth + 1)}
            }
        })
    };
    draw.into_any()
}

fn lines<R: Row>(long: Arc<Long<R>>, nth: usize) -> AnyView {
    let rows = long.rows;
    let own = Memo::new(move || rows.with(|rows| of_part(rows, nth).to_vec()));
    let draw = move || own.with(|own| own.iter().map(|row| draw(&long.columns, (long.line)(row))).collect_view());
    draw.into_any()
}

fn part(nth: usize) -> Range<usize> {
    let start = |nth: usize| if nth == 0 { 0 } else { FIRST + (nth - 1) * PART };
    start(nth)..start(nth + 1)
}

fn of_part<R>(rows: &[R], nth: usize) -> &[R] {
    let Range { start, end } = part(nth);
    rows.get(start..end.min(rows.len())).unwrap_or_default()
}

/// How many parts there are; the first is there even when it is empty.
fn parts_of(length: usize) -> usize {
    1 + length.saturating_sub(FIRST).div_ceil(PART)
}

/// Draws part after part. The second waits until the first is on the screen.
fn go_on(drawn: RwSignal<usize>, length: Memo<usize>) {
    Effect::new(move |_| {
        let (now, wanted) = (drawn.get(), parts_of(length.get()));
        match now.cmp(&wanted) {
            Ordering::Less => soon(now == 1, move || drawn.set(now + 1)),
            Ordering::Equal => {}
            // What grows again grows part by part again.
            Ordering::Greater => drawn.set(wanted),
        }
    });
}

/// Which button was pressed, for a table that hears for all of its own: what its identity begins with, and whom it is
/// about (`ask-0190...`).
pub fn pressed(event: &MouseEvent) -> Option<(String, Uuid)> {
    let on: Element = event.target()?.dyn_into().ok()?;
    let id = on.closest("button[id]").ok()??.id();
    let (what, whom) = id.split_once('-')?;
    Some((what.into(), whom.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_part() {
        for length in [0, 1, FIRST, FIRST + 1, FIRST + PART, FIRST + PART + 1, 500] {
            let rows: Vec<usize> = (0..length).collect();
            let parts: Vec<&[usize]> = (0..parts_of(length)).map(|nth| of_part(&rows, nth)).collect();
            assert_eq!(parts.concat(), rows);
            assert!(parts.iter().skip(1).all(|part| !part.is_empty()), "{length}");
            assert!(of_part(&rows, parts.len()).is_empty(), "{length}");
        }
    }
}
