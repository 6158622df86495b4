//! 饭费 at the desk: a resident pays ahead or gets money back, and the number of the receipt is there before any network is.

use super::entry::{Entry, Kind, line, narrow, submits};
use super::panels::Panel;
use super::reversal::{Of, Reversal};
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::money as words;
use domain::command::Command;
use domain::id::{EntryId, ResidentId};
use domain::ledger::{Wallet, receipt, yuan};
use domain::payment::Tender;
use domain::refusal::Refusal;
use domain::resident::Person;
use leptos::prelude::*;

/// The field for the amount, where the focus goes when the form opens below the list.
const AMOUNT: &str = "amount";

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Purse {
    lang: Lang,
    sync: Sync,
    who: RwSignal<Option<Person>>,
    amount: Entry,
    sending: Sending,
    taken: Reversal,
}

impl Purse {
    /// A form that is closed.
    pub fn new() -> Self {
        let (who, amount, taken) =
            (RwSignal::new(None), Entry::new(""), Reversal::new(["purse-receipt", "purse-wrong"]));
        Self { lang: lang(), sync: sync(), who, amount, sending: Sending::new(), taken }
    }

    /// What there is to close.
    pub fn panel(self) -> Panel {
        let leave = move |()| {
            if self.amount.typed().is_empty() {
                self.who.set(None);
            }
        };
        Panel { whose: Memo::new(move || self.who.get().map(|person| person.id)), leave: Callback::new(leave) }
    }

    /// The button beside a resident that opens the form for them.
    pub fn button(self, person: &Person) -> AnyView {
        let (name, person) = (format!(" {}", person.name), person.clone());
        let open = move |_| {
            self.amount.fill("");
            self.sending.forget();
            self.who.set(Some(person.clone()));
            focus_soon(AMOUNT.into());
        };
        view! {
            <button type="button" class="button is-quiet is-small" on:click=open>
                {words::top_up(self.lang)}<span class="unseen">{name}</span>
            </button>
        }
        .into_any()
    }

    /// The form, while it is open, the number of the last receipt, and what became of it.
    pub fn section(self) -> AnyView {
        let number = move || match self.sending.last().filter(|_| !self.sending.refused()) {
            Some(Command::TopUp { entry, .. } | Command::PayBack { entry, .. }) => {
                let said = words::receipt(self.lang, &receipt(entry));
                Some(view! { <p class="strong">{said}</p> })
            }
            _ => None,
        };
        view! {
            {move || self.who.get().map(|person| self.form(&person))}
            {number}
            {self.sending.result(words::booked(self.lang))}
            {self.taken.section(move || Of::Resident(self.last_owner()))}
        }
        .into_any()
    }

    /// Whose money is spoken of: whoever the form is open for, or was last. Tracked.
    fn last_owner(self) -> Option<ResidentId> {
        let open = self.who.with(|who| who.as_ref().map(|person| person.id));
        open.or_else(|| match self.sending.last() {
            Some(Command::TopUp { resident, .. } | Command::PayBack { resident, .. }) => Some(resident),
            _ => None,
        })
    }

    fn form(self, person: &Person) -> AnyView {
        let (lang, id) = (self.lang, person.id);
        let held = move || words::has(lang, self.sync.view().get::<Wallet>(id.0).map_or(0, |wallet| wallet.fen));
        let cash = submits(move || self.top_up(Tender::Cash));
        view! {
            <form class="form card" aria-labelledby="purse" on:submit=cash>
                <h3 id="purse">{words::of(lang, &person.name)}</h3>
                <p class="num">{held}</p>
                {line(self.amount, Kind::Money, AMOUNT, words::amount(lang), Some(words::amount_hint(lang)))}
                <div class="actions">
                    <button class="button">{words::by_cash(lang)}</button>
                    <button type="button" class="button" on:click=move |_| self.top_up(Tender::Code)>
                        {words::by_code(lang)}
                    </button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.pay_back()>
                        {words::pay_back(lang)}
                    </button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.who.set(None)>
                        {words::close_form(lang)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    }

    /// The amount that is typed, and whose it is; otherwise says what is missing.
    fn read(self) -> Option<(Person, i64)> {
        let fen = yuan(&narrow(&self.amount.typed())).filter(|fen| *fen > 0);
        if fen.is_none() {
            self.amount.fail(words::amount_wrong(self.lang));
        }
        self.who.get_untracked().zip(fen)
    }

    fn top_up(self, tender: Tender) {
        if let Some((person, fen)) = self.read() {
            self.send(Command::TopUp { entry: EntryId(new_id()), resident: person.id, fen, tender });
        }
    }

    fn pay_back(self) {
        if let Some((person, fen)) = self.read() {
            self.send(Command::PayBack { entry: EntryId(new_id()), resident: person.id, fen });
        }
    }

    fn send(self, command: Command) {
        let field = move |refusal: &Refusal| {
            matches!(refusal, Refusal::AmountOutOfRange { .. } | Refusal::BalanceShort).then_some(self.amount)
        };
        self.sending.send(command, field, move || self.who.set(None));
    }
}
