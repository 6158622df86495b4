//! Asking a neighbour for what they offer: for whom, what, and on which day. Staff find whom they ask for among all
//! residents, which needs the network.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::notice::{Tone, notice};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::online;
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, skills as words};
use domain::command::Command;
use domain::favour::Step;
use domain::id::{FavourId, OfferingId, ResidentId};
use domain::permission::{Act, may};
use domain::resident::Me;
use domain::views::skills::ListedOffering;
use domain::when::Day;
use domain::wire::DeskResident;
use leptos::prelude::*;

/// How many people are offered at a time: more are found by writing more of the name.
const OFFERED: usize = 8;

/// The form.
const FORM: &str = "favour-form";

/// What is typed and chosen. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    open: RwSignal<Option<ListedOffering>>,
    /// For whom; none for oneself.
    who: RwSignal<Option<ResidentId>>,
    words: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    day: RwSignal<String>,
    find: RwSignal<String>,
    found: RwSignal<Vec<DeskResident>>,
    lost: RwSignal<Option<String>>,
    /// A search is on its way.
    looking: RwSignal<bool>,
    trouble: RwSignal<Option<NotTaken>>,
    sent: RwSignal<bool>,
}

impl Asking {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(None),
            who: RwSignal::new(None),
            words: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
            day: RwSignal::new(String::new()),
            find: RwSignal::new(String::new()),
            found: RwSignal::new(Vec::new()),
            lost: RwSignal::new(None),
            looking: RwSignal::new(false),
            trouble: RwSignal::new(None),
            sent: RwSignal::new(false),
        }
    }

    /// Opens the form for an offering.
    pub(super) fn begin(self, row: ListedOffering) {
        self.who.set(None);
        self.words.set(String::new());
        self.wrong.set(None);
        self.day.set(String::new());
        self.trouble.set(None);
        self.sent.set(false);
        self.open.set(Some(row));
        focus_soon(FORM.into());
    }

    /// Closes it, and goes back to where it was opened.
    fn close(self, offering: OfferingId) {
        self.open.set(None);
        focus_soon(button_of(offering));
    }

    /// The form while it is open, and what became of it. It stands apart from the list: news take nobody's focus while they type.
    pub(super) fn section(self) -> AnyView {
        let form = move || self.open.get().map(|row| self.form(&row));
        let sent = move || {
            let done = || view! { <p>{words::sent(lang())}</p> }.into_any();
            self.sent.get().then(|| notice(Tone::Success, done()))
        };
        view! { {form}<div aria-live="polite">{sent}</div> }.into_any()
    }

    fn form(self, row: &ListedOffering) -> AnyView {
        let (lang, offering) = (lang(), row.id);
        let described = move || {
            let wrong = self.wrong.with(Option::is_some);
            if wrong { "favour-words-hint favour-words-error" } else { "favour-words-hint" }
        };
        let typed = view! {
            <textarea
                id="favour-words"
                rows="3"
                aria-describedby=described
                aria-invalid=move || self.wrong.with(Option::is_some).then_some("true")
                prop:value=move || self.words.get()
                on:input=move |event| {
                    self.words.set(event_target_value(&event));
                    self.wrong.set(None);
                }
            ></textarea>
        };
        let day = view! {
            <input
                id="favour-day"
                type="date"
                autocomplete="off"
                prop:value=move || self.day.get()
                on:input=move |event| self.day.set(event_target_value(&event))
            />
        };
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        let hint = Some(words::need_hint(lang).to_owned());
        view! {
            <section class="form card" id=FORM tabindex="-1" aria-labelledby="favour">
                <h2 id="favour">{words::ask_for(lang, &row.name, &row.words)}</h2>
                {self.whose(lang)}
                {field("favour-words", words::need(lang).into(), hint, Some(self.wrong), typed.into_any())}
                {field("favour-day", words::on_day(lang).into(), None, None, day.into_any())}
                <div aria-live="polite">{trouble}</div>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.send()>{words::send(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.close(offering)>
                        {words::not_now(lang)}
                    </button>
                </div>
            </section>
        }
        .into_any()
    }

    /// For oneself, somebody in one's care, or for staff anybody.
    fn whose(self, lang: Lang) -> AnyView {
        let sync = sync();
        let people = Memo::new(move || {
            let found = self.found.get();
            sync.view().me().map(|me| people(me, &found)).unwrap_or_default()
        });
        let staff = Memo::new(move || sync.view().me().is_some_and(|me| may(me, Act::WorkAtDesk)));
        let option = move |(id, name): (ResidentId, String)| {
            let chosen = move || self.who.get() == Some(id);
            view! { <option value=id.to_string() prop:selected=chosen>{name}</option> }
        };
        let options = move || people.get().into_iter().map(option).collect::<Vec<_>>();
        let picker = move || {
            let control = view! {
                <span class="select">
                    <select
                        id="favour-who"
                        on:change=move |event| self.who.set(event_target_value(&event).parse().ok())
                    >
                        <option value="" prop:selected=move || self.who.get().is_none()>{words::for_me(lang)}</option>
                        {options}
                    </select>
                </span>
            };
            field("favour-who", words::for_whom(lang).into(), None, None, control.into_any())
        };
        let several = Memo::new(move || people.with(|people| !people.is_empty()));
        view! {
            {move || staff.get().then(|| self.search(lang))}
            {move || several.get().then(picker)}
        }
        .into_any()
    }

    fn search(self, lang: Lang) -> AnyView {
        let control = view! {
            <input
                id="favour-find"
                type="text"
                autocomplete="off"
                aria-describedby=move || self.lost.with(Option::is_some).then_some("favour-find-error")
                prop:value=move || self.find.get()
                on:input=move |event| {
                    self.find.set(event_target_value(&event));
                    self.lost.set(None);
                }
            />
        };
        let looking = move || self.looking.get().then(|| view! { <p class="said">{words::searching(lang)}</p> });
        view! {
            {field("favour-find", words::find(lang).into(), None, Some(self.lost), control.into_any())}
            <div aria-live="polite">{looking}</div>
            <button type="button" class="button is-quiet" on:click=move |_| self.look(lang)>
                {words::search(lang)}
            </button>
        }
        .into_any()
    }

    fn look(self, lang: Lang) {
        let wanted = self.find.with_untracked(|text| text.trim().to_owned());
        if wanted.is_empty() {
            return;
        }
        self.looking.set(true);
        online::residents(wanted, move |answer| {
            self.looking.set(false);
            match answer {
                Ok(found) if found.is_empty() => self.lost.set(Some(words::nobody(lang).into())),
                Ok(found) => {
                    let found: Vec<DeskResident> = found.into_iter().take(OFFERED).collect();
                    self.who.set(found.first().map(|resident| resident.person.id));
                    self.found.set(found);
                }
                Err(online::Fault::Offline) => self.lost.set(Some(words::offline(lang).into())),
                Err(_) => self.lost.set(Some(words::failed(lang).into())),
            }
        });
    }

    fn send(self) {
        let sync = sync();
        let Some(offering) = self.open.get_untracked().map(|row| row.id) else { return };
        let Some(me) = sync.view.get_untracked().me().map(|me| me.id) else { return };
        let words = self.words.get_untracked();
        if words.trim().is_empty() {
            self.wrong.set(Some(words::need_missing(lang()).into()));
            return;
        }
        let asker = self.who.get_untracked().unwrap_or(me);
        let day = self.day.with_untracked(|text| Day::parse(text));
        let step = Step::Ask { offering, asker, words, day };
        self.trouble.set(None);
        sync.submit(Command::Favour { favour: FavourId(new_id()), step }, move |result| match result {
            Ok(()) => {
                self.close(offering);
                self.sent.set(true);
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}

/// The button that opens the form for an offering.
pub(super) fn button_of(offering: OfferingId) -> String {
    format!("ask-for-{offering}")
}

/// Those in my care, and whom the search has found.
fn people(me: &Me, found: &[DeskResident]) -> Vec<(ResidentId, String)> {
    let wards = me.wards.iter().map(|ward| (ward.person.id, ward.person.name.clone()));
    let found = found.iter().map(|resident| {
        let person = &resident.person;
        (person.id, format!("{} · {}", person.name, resident.address))
    });
    wards.chain(found).collect()
}
