//! A table of very many lines. The first ones are there at once, the others follow a part at a time, so that the page shows and
//! hears the person meanwhile. A line is drawn anew only when it has changed itself: whoever fills in a form in one line keeps the
//! focus there while another phone's news changes the line above. Buttons need no ears of their own: the table can hear for all of
//! them ([`pressed`]).
//!
//! Each part is a `tbody`, which the style sheet lets a phone leave alone as long as it is off the screen.

use super::table::{Column, Line, draw, head};
use crate::cell::{Memo, RwSignal};
use crate::later::soon;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
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
    let last = Mutex::new(Vec::new());
    let own = Memo::new(move || {
        // What panicked elsewhere has left whole lines: they are pushed one by one into a list of their own.
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = rows.with(|rows| numbered(&last, of_part(rows, nth)));
        last.clone()
    });
    let line = move |(_, row): (usize, R)| draw(&long.columns, (long.line)(&row));
    view! { <For each=move || own.get() key=|(number, _)| *number children=line /> }.into_any()
}

/// Lines with a number for each: its last one as long as it says the same, and a new one after that.
fn numbered<R: Row>(last: &[(usize, R)], rows: &[R]) -> Vec<(usize, R)> {
    let mut next = last.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
    let mut free: Vec<&(usize, R)> = last.iter().collect();
    let number = |row: &R| {
        let same = free.iter().position(|(_, before)| before == row);
        let number = same.map_or(next, |place| free.remove(place).0);
        next = next.max(number + 1);
        (number, row.clone())
    };
    rows.iter().map(number).collect()
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
    fn a_line_keeps_its_number_as_long_as_it_says_the_same() {
        let first = numbered(&[], &["a", "b", "b", "c"]);
        assert_eq!(first, [(0, "a"), (1, "b"), (2, "b"), (3, "c")]);
        let second = numbered(&first, &["new", "c", "b", "b", "b"]);
        assert_eq!(second, [(4, "new"), (3, "c"), (1, "b"), (2, "b"), (5, "b")]);
        assert_eq!(numbered(&second, &["b"]), [(1, "b")]);
    }

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
