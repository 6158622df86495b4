//! 登记帮手: somebody without a phone has agreed here, before a witness or by their card, and staff write it down; and the way to
//! end what was written down, when they call.

use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::sending::{Sending, error};
use super::steps::{Step as Part, steps};
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::pages::helpers::power_boxes;
use crate::sync::{new_id, sync};
use crate::words::desk::steps as step_words;
use crate::words::mandate as words;
use domain::command::Command;
use domain::id::MandateId;
use domain::kin::Power;
use domain::mandate::{DAYS_MAX, Mandate, Named, Step, Terms};
use domain::refusal::Refusal;
use leptos::prelude::*;
use uuid::Uuid;

/// For so many days it is written down.
const SPANS: [i32; 3] = [30, 91, DAYS_MAX - 1];

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Entrust {
    lang: Lang,
    whom: Entry,
    whom_room: Entry,
    helper: Entry,
    helper_room: Entry,
    witness: Entry,
    powers: RwSignal<Vec<Power>>,
    unchosen: RwSignal<bool>,
    days: Entry,
    card: RwSignal<bool>,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
    ending: Sending,
}

impl Entrust {
    /// An empty form.
    pub fn new() -> Self {
        let empty = || Entry::new("");
        Self {
            lang: lang(),
            whom: empty(),
            whom_room: empty(),
            helper: empty(),
            helper_room: empty(),
            witness: empty(),
            powers: RwSignal::new(Vec::new()),
            unchosen: RwSignal::new(false),
            days: empty(),
            card: RwSignal::new(false),
            asked: RwSignal::new(None),
            sending: Sending::new(),
            ending: Sending::new(),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let words_line = |entry: Entry, id: &'static str, label: &str| line(entry, Kind::Words, id, label, None);
        let spans = Memo::new(move || spans(lang));
        let unchosen = move || self.unchosen.get().then(|| error(words::powers_missing(lang).into()));
        let powers = power_boxes(self.powers, self.unchosen, lang, false);
        let whom = view! {
            <div class="field-row">
                {words_line(self.whom, "entrust-whom", words::whom(lang))}
                {words_line(self.whom_room, "entrust-whom-room", words::whom_room(lang))}
            </div>
            <div class="field-row">
                {words_line(self.helper, "entrust-helper", words::helper(lang))}
                {words_line(self.helper_room, "entrust-helper-room", words::helper_room(lang))}
            </div>
        };
        let what = view! {
            <fieldset class="choices">
                <legend>{words::powers(lang)}</legend>
                {powers}
                <div aria-live="polite">{unchosen}</div>
            </fieldset>
            {pick(self.days, "entrust-days", words::how_long(lang), words::how_long(lang), spans)}
            {line(self.witness, Kind::Words, "entrust-witness", words::witness(lang), Some(words::witness_hint(lang)))}
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || self.card.get()
                    on:change=move |event| {
                        self.card.set(event_target_checked(&event));
                        self.witness.error.set(None);
                    }
                />
                <span class="choice-text"><b>{words::by_card(lang)}</b></span>
            </label>
        };
        let wrong = Memo::new(move || self.unchosen.get() || self.witness.error.with(Option::is_some));
        let people = vec![self.whom, self.whom_room, self.helper, self.helper_room];
        let all = vec![
            Part::new(step_words::whom(lang), people, whom.into_any()),
            Part::saying(step_words::powers(lang), wrong, what.into_any()),
        ];
        view! {
            <form class="form card" aria-labelledby="entrust" on:submit=submits(move || self.send())>
                <div class="stack is-tight">
                    <h2 id="entrust">{words::record(lang)}</h2>
                    <p class="said">{words::record_text(lang)}</p>
                </div>
                {steps("entrust", lang, all)}
                {self.sending.result(words::recorded(lang))}
                <div class="actions"><button class="button is-quiet">{words::record_now(lang)}</button></div>
            </form>
            {self.recorded()}
        }
        .into_any()
    }

    /// What was written down at the desk and holds still.
    fn recorded(self) -> AnyView {
        let (lang, sync) = (self.lang, sync());
        let rows = Memo::new(move || {
            let (view, today) = (sync.view(), sync.now().day());
            let holds = |row: &&Mandate| row.at_desk() && row.lives(today);
            let listed = |row: &Mandate| (row.clone(), view.is_pending::<Mandate>(row.id.0));
            view.all::<Mandate>().filter(holds).map(listed).collect::<Vec<(Mandate, bool)>>()
        });
        let list = move || {
            let items: Vec<AnyView> = rows.with(|rows| rows.iter().map(|row| self.item(row)).collect());
            match items.is_empty() {
                true => view! { <p class="said">{words::at_desk_none(lang)}</p> }.into_any(),
                false => view! { <ul class="list is-tight">{items}</ul> }.into_any(),
            }
        };
        view! {
            <section class="stack" aria-labelledby="entrusted">
                <h2 id="entrusted">{words::at_desk(lang)}</h2>
                {list}
                {self.ending.result(words::desk_ended(lang))}
            </section>
        }
        .into_any()
    }

    fn item(self, (row, pending): &(Mandate, bool)) -> AnyView {
        let (lang, mandate) = (self.lang, row.id);
        let today = sync().now.get_untracked().day();
        let steps = Steps {
            act: words::desk_end(lang).into(),
            question: words::end_sure(lang).into(),
            yes: words::end_yes(lang).into(),
            no: words::back(lang).into(),
        };
        let end = move |()| {
            let step = Step::Answer { agreed: false };
            self.ending.send(Command::Mandate { mandate, step }, |_| None, || {});
        };
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text">
                        <b>{words::both(lang, row)}</b>
                        <small>{words::terms(lang, row, today)}</small>
                    </span>
                    <span class="item-end">{pending.then(|| pending_state(lang))}</span>
                    {words::consent(lang, row).map(|said| view! { <p class="item-said">{said}</p> })}
                    {two_step(self.asked, mandate.0, steps, Callback::new(end))}
                </div>
            </li>
        }
        .into_any()
    }

    fn send(self) {
        let lang = self.lang;
        let named = [self.whom, self.whom_room, self.helper, self.helper_room];
        let empty = named.into_iter().filter(|entry| entry.typed().is_empty());
        let missing = empty.map(|entry| entry.fail(words::missing(lang))).count();
        let (card, witness) = (self.card.get_untracked(), self.witness.typed());
        let unseen = !card && witness.is_empty();
        if unseen {
            self.witness.fail(words::witness_missing(lang));
        }
        let days: Option<i32> = self.days.typed().parse().ok();
        let powers = self.powers.get_untracked();
        self.unchosen.set(powers.is_empty());
        if days.is_none() {
            self.days.fail(words::how_long_missing(lang));
        }
        let Some(days) = days.filter(|_| missing == 0 && !unseen && !powers.is_empty()) else { return };
        let step = Step::Record {
            whom: Named { name: self.whom.typed(), room: self.whom_room.typed() },
            helper: Named { name: self.helper.typed(), room: self.helper_room.typed() },
            terms: Terms { powers, until: sync().now.get_untracked().day().plus(days) },
            witness,
            card,
        };
        let then = move || {
            for entry in [self.whom, self.whom_room, self.helper, self.helper_room, self.witness] {
                entry.fill("");
            }
            self.powers.set(Vec::new());
            self.card.set(false);
        };
        let field = move |refusal: &Refusal| match refusal {
            Refusal::NotFound => Some(self.whom),
            Refusal::WordsMissing => Some(self.witness),
            _ => None,
        };
        self.sending.send(Command::Mandate { mandate: MandateId(new_id()), step }, field, then);
    }
}

/// For how long, each sent back as its days.
fn spans(lang: Lang) -> Vec<Choice> {
    let names = [words::month(lang), words::season(lang), words::year(lang)];
    let choice = |(days, name): (i32, &str)| Choice { value: days.to_string(), text: name.into() };
    SPANS.into_iter().zip(names).map(choice).collect()
}
