//! Merging a report into another one that says the same: those of the same kind are offered first. It cannot be
//! undone, so it is asked once more.

use super::entry::Entry;
use super::reports::{answers_to, building, glimpse};
use super::sending::Sending;
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::reports as words;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::ReportId;
use domain::replica::Replica;
use domain::report::Report;
use leptos::prelude::*;
use uuid::Uuid;

/// How many reports are offered at a time: more are found by searching.
const OFFERED: usize = 8;

/// The choice of another report, made once per page.
#[derive(Clone, Copy)]
pub struct Merge {
    lang: Lang,
    sync: Sync,
    id: ReportId,
    search: Entry,
    chosen: RwSignal<Option<ReportId>>,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
}

impl Merge {
    /// The choice for one report.
    pub fn new(id: ReportId) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            id,
            search: Entry::new(""),
            chosen: RwSignal::new(None),
            asked: RwSignal::new(None),
            sending: Sending::new(),
        }
    }

    /// What became of it.
    pub fn result(self) -> AnyView {
        self.sending.result(words::merged(self.lang))
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let search = self.search;
        let chosen = Memo::new(move || self.chosen.with(Option::is_some));
        view! {
            <section class="form card" aria-labelledby="merge">
                <h2 id="merge">{words::merge(lang)}</h2>
                <p class="said">{words::merge_text(lang)}</p>
                <div class="search">
                    {icon(Icon::Search)}
                    <input
                        type="search"
                        aria-label=words::merge_search(lang)
                        placeholder=words::merge_search(lang)
                        prop:value=move || search.text.get()
                        on:input=move |event| search.fill(event_target_value(&event))
                    />
                </div>
                <fieldset class="choices">
                    <legend>{words::merge_pick(lang)}</legend>
                    {move || self.offers()}
                </fieldset>
                {move || if chosen.get() { self.step() } else { self.first() }}
            </section>
        }
        .into_any()
    }

    fn offers(self) -> AnyView {
        let view = self.sync.view();
        let wanted = self.search.text.with(|text| text.trim().to_string());
        let Some(own) = view.get::<Report>(self.id.0) else { return ().into_any() };
        let offers = offers(&view, own, &wanted);
        if offers.is_empty() {
            return view! { <p class="said">{words::merge_none(self.lang)}</p> }.into_any();
        }
        offers.into_iter().map(|report| self.offer(&view, own, report)).collect_view().into_any()
    }

    fn offer(self, view: &Replica, own: &Report, report: &Report) -> AnyView {
        let lang = self.lang;
        let id = report.id;
        let days = self.sync.now().day().since(report.made.day());
        let same = (own.need.is_some() && own.need == report.need).then(|| words::same_need(lang).to_string());
        let parts =
            [same, Some(report.reporter.name.clone()), building(view, report.building), Some(words::since(lang, days))];
        let about: Vec<String> = parts.into_iter().flatten().collect();
        let choose = move |_| self.chosen.set(Some(id));
        view! {
            <label class="choice">
                <input type="radio" name="into" prop:checked=move || self.chosen.get() == Some(id) on:change=choose/>
                <span class="choice-text"><b>{glimpse(&report.words)}</b><small>{about.join(" · ")}</small></span>
            </label>
        }
        .into_any()
    }

    /// What to do first, where there is something to choose from.
    fn first(self) -> AnyView {
        let view = self.sync.view();
        let some = view.get::<Report>(self.id.0).is_some_and(|own| !offers(&view, own, "").is_empty());
        some.then(|| view! { <p class="said">{words::merge_first(self.lang)}</p> }).into_any()
    }

    fn step(self) -> AnyView {
        let lang = self.lang;
        let steps = Steps {
            act: words::merge_button(lang).into(),
            question: words::merge_sure(lang).into(),
            yes: words::merge_yes(lang).into(),
            no: words::merge_no(lang).into(),
        };
        two_step(self.asked, self.id.0, steps, Callback::new(move |()| self.send()))
    }

    fn send(self) {
        if let Some(into) = self.chosen.get_untracked() {
            self.sending.send(Command::MergeReport { report: self.id, into }, |_| None, || {});
        }
    }
}

/// The open reports that `own` could be merged into: the same kind first, then the same building, then the newest.
fn offers<'a>(view: &'a Replica, own: &Report, wanted: &str) -> Vec<&'a Report> {
    let fits = |report: &&Report| report.id != own.id && report.state.open() && answers_to(view, report, wanted);
    let mut offers: Vec<&Report> = view.all::<Report>().filter(fits).collect();
    let other_need = |report: &Report| own.need.is_none() || report.need != own.need;
    let other_building = |report: &Report| own.building.is_none() || report.building != own.building;
    offers.arrange_by_key(|report| (other_need(report), other_building(report), std::cmp::Reverse(report.made)));
    offers.truncate(OFFERED);
    offers
}
