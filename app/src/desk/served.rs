//! 服务了多少: people, person-times and hours of each team and over all, in the months that are picked.

use super::entry::{Choice, Entry, pick};
use super::table::{Column, Line, table};
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::served as words;
use crate::words::{shift as shift_words, when};
use domain::views::months::Month;
use domain::views::served::{Served, Sum, served, served_months};
use leptos::prelude::*;

/// The part of the page, made once per page.
#[derive(Clone, Copy)]
pub struct Totals {
    lang: Lang,
    sync: Sync,
    from: Entry,
    until: Entry,
}

impl Totals {
    /// Of all teams that this person runs.
    pub fn new() -> Self {
        Self { lang: lang(), sync: sync(), from: Entry::new(""), until: Entry::new("") }
    }

    /// The part of the page; nothing before anything was signed.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let months = Memo::new(move || {
            let view = self.sync.view();
            view.me().map(|me| served_months(&view, me)).unwrap_or_default()
        });
        let names = Memo::new(move || {
            let today = self.sync.now().day();
            let name = |month: &Month| Choice { value: value(*month), text: when::month(lang, *month, today) };
            months.with(|months| months.iter().map(name).collect::<Vec<Choice>>())
        });
        let any = Memo::new(move || months.with(|months| !months.is_empty()));
        let sums = Memo::new(move || {
            let (first, last) = self.span();
            let view = self.sync.view();
            view.me().map(|me| served(&view, me, first, last)).unwrap_or_default()
        });
        let inside = move || {
            view! {
                <section class="stack" aria-labelledby="served">
                    <h2 id="served">{words::title(lang)}</h2>
                    <div class="field-row">
                        {pick(self.from, "served-from", words::from(lang), words::first(lang), names)}
                        {pick(self.until, "served-until", words::until(lang), words::last(lang), names)}
                    </div>
                    {move || sums.with(|sums| self.sums(sums))}
                    <p class="small soft">{words::explained(lang)}</p>
                </section>
            }
        };
        (move || any.get().then(inside)).into_any()
    }

    /// The months that are picked, the earlier one first. Tracked.
    fn span(self) -> (Option<Month>, Option<Month>) {
        let picked = |entry: Entry| entry.text.with(|text| month(text));
        match (picked(self.from), picked(self.until)) {
            (Some(from), Some(until)) if until < from => (Some(until), Some(from)),
            span => span,
        }
    }

    fn sums(self, served: &Served) -> AnyView {
        let lang = self.lang;
        if served.teams.is_empty() {
            return view! { <p class="said">{words::nothing(lang)}</p> }.into_any();
        }
        let today = untrack(|| self.sync.now()).day();
        let (first, last) = self.span();
        let said = |month: Option<Month>, open: &'static str| {
            month.map_or_else(|| open.to_owned(), |month| when::month(lang, month, today))
        };
        let caption = words::caption(lang, &said(first, words::first(lang)), &said(last, words::last(lang)));
        let columns = vec![
            Column::words(words::team(lang)),
            Column::numbers(words::people(lang)),
            Column::numbers(words::person_times(lang)),
            Column::numbers(words::hours(lang)),
        ];
        let mut lines: Vec<Line> =
            served.teams.iter().map(|(name, sum)| line(lang, name.clone().into_any(), sum)).collect();
        if served.teams.len() > 1 {
            lines.push(line(lang, view! { <b>{words::all(lang)}</b> }.into_any(), &served.all));
        }
        table(view! { <span class="unseen">{caption}</span> }.into_any(), columns, None, lines)
    }
}

fn line(lang: Lang, head: AnyView, sum: &Sum) -> Line {
    let hours = shift_words::length(lang, sum.minutes);
    Line { head, cells: vec![sum.people.into_any(), sum.person_times.into_any(), hours.into_any()], action: None }
}

/// How a month is written in a list: `2026-11`.
fn value((year, month): Month) -> String {
    format!("{year}-{month:02}")
}

fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    Some((year.parse().ok()?, month.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{month, value};

    #[test]
    fn a_month_is_read_as_it_was_written() {
        assert_eq!(value((2026, 9)), "2026-09");
        assert_eq!(month(&value((2026, 9))), Some((2026, 9)));
        assert_eq!(month(""), None);
    }
}
