//! 日结: the cashier counts the day's cash, and what is not as the ledger says is written down with words.

use super::entry::{Entry, Kind, line, narrow, submits};
use super::reversal::{Of, Reversal};
use super::sending::Sending;
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::canteen::price;
use crate::words::money as words;
use domain::closing::{Closed, Till};
use domain::command::Command;
use domain::id::EntryId;
use domain::ledger::yuan;
use domain::refusal::Refusal;
use domain::when::Day;
use leptos::prelude::*;

/// The part of a page, made once per page.
#[derive(Clone, Copy)]
pub struct Closing {
    lang: Lang,
    sync: Sync,
    day: Memo<Day>,
    counted: Entry,
    why: Entry,
    sending: Sending,
    taken: Reversal,
}

impl Closing {
    /// The closing of `day`.
    pub fn new(day: Memo<Day>) -> Self {
        let entry = || Entry::new("");
        let taken = Reversal::new(["till-receipt", "till-wrong"]);
        Self { lang: lang(), sync: sync(), day, counted: entry(), why: entry(), sending: Sending::new(), taken }
    }

    /// The part of the page: nothing for a day that has not come.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let come = Memo::new(move || self.day.get() <= self.sync.now().day());
        let till = Memo::new(move || {
            let (view, day) = (self.sync.view(), self.day.get());
            let known = view.all::<Till>().find(|till| till.day == day).cloned();
            known.unwrap_or_else(|| Till { day, ..Till::default() })
        });
        let body = move || {
            come.get().then(|| {
                view! {
                    <section class="card stack" aria-labelledby="till">
                        <h2 id="till">{words::till(lang)}</h2>
                        {self.body(till)}
                    </section>
                }
            })
        };
        view! { {body}{self.sending.result(words::closed(lang))}{self.taken.section(|| Of::Meals)} }.into_any()
    }

    /// The sums change with every meal that is paid, the form stays as it is: somebody is counting and writing.
    fn body(self, till: Memo<Till>) -> AnyView {
        let lang = self.lang;
        let sums = move || {
            let (cash, code) = till.with(|till| (price(lang, till.cash_fen), price(lang, till.code_fen)));
            view! {
                <p class="row is-apart"><span>{words::expected(lang)}</span><b class="num">{cash}</b></p>
                <p class="row is-apart"><span>{words::by_code_sum(lang)}</span><b class="num">{code}</b></p>
            }
        };
        let said = move |till: &Till| {
            let Closed { counted_fen, words: why, by, .. } = till.closed.as_ref()?;
            Some(words::closed_by(self.lang, &by.name, *counted_fen, till.cash_fen, why))
        };
        let closed = Memo::new(move || till.with(said));
        let rest = move || match closed.get() {
            Some(said) => view! { <p class="said">{said}</p> }.into_any(),
            None => self.form(),
        };
        view! { {sums}{rest} }.into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        view! {
            <form class="form" aria-label=words::till(lang) on:submit=submits(move || self.send())>
                <p class="small soft">{words::till_hint(lang)}</p>
                {line(self.counted, Kind::Money, "counted", words::counted(lang), None)}
                {line(self.why, Kind::Words, "why", words::why(lang), Some(words::why_hint(lang)))}
                <div class="actions"><button class="button is-quiet">{words::close(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let Some(counted_fen) = yuan(&narrow(&self.counted.typed())) else {
            self.counted.fail(words::amount_wrong(self.lang));
            return;
        };
        let about = move |refusal: &Refusal| match refusal {
            Refusal::AmountOutOfRange { .. } => Some(self.counted),
            Refusal::WordsMissing | Refusal::WordsTooLong { .. } => Some(self.why),
            _ => None,
        };
        let (entry, day) = (EntryId(new_id()), self.day.get_untracked());
        let command = Command::CloseTill { entry, day, counted_fen, words: self.why.typed() };
        self.sending.send(command, about, move || {
            self.counted.fill("");
            self.why.fill("");
        });
    }
}
