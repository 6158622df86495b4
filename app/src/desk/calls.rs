//! 召集令: the calls of the alliances that this person leads (of all, for staff): how many people the units send together, what
//! each unit has said and which have said nothing; new calls, and changing one until it closes.

use super::adding::{Sayings, add_button, add_form, close_form, open_form};
use super::call_form::CallForm;
use super::dates::teams;
use super::door::{behind, organizes};
use super::paper::sheet_link;
use super::sending::Sending;
use super::table::{Column, Line, table};
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::item::pending_state;
use crate::components::page_head::page_head;
use crate::components::section::section_head_and;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{Sync, new_id, sync};
use crate::words::calls as words;
use crate::words::desk;
use domain::call::Call;
use domain::command::Command;
use domain::id::{CallId, OrganizationId, ResidentId};
use domain::organization::Organization;
use domain::permission::{Act, may};
use domain::pledge::Pledge;
use domain::replica::Replica;
use domain::resident::Me;
use domain::unit::Unit;
use domain::views::calls::{ListedCall, calls};
use domain::when::Moment;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use uuid::Uuid;

/// A call, and whether it takes no answers any more.
type Row = (ListedCall, bool);

#[derive(Clone, Copy)]
struct Calls {
    lang: Lang,
    sync: Sync,
    alliances: Memo<Vec<Organization>>,
    adding: RwSignal<bool>,
    form: CallForm,
    sending: Sending,
    /// The form of a change is open.
    editing: RwSignal<bool>,
    /// Which call it changes.
    edited: RwSignal<Option<CallId>>,
    edit: CallForm,
    changing: Sending,
    asked: RwSignal<Option<Uuid>>,
    closing: Sending,
    /// Of which call those who have said nothing are named. An answer that arrives meanwhile does not fold them away.
    unfolded: RwSignal<Option<CallId>>,
}

/// Whether this person may call the units of any alliance.
pub fn allied(view: &Replica, me: &Me) -> bool {
    view.all::<Unit>().any(|unit| may(me, Act::RunActivities(unit.organization)))
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let page = Calls {
        lang,
        sync,
        alliances: Memo::new(move || alliances(&sync.view())),
        adding: RwSignal::new(false),
        form: CallForm::new(),
        sending: Sending::new(),
        editing: RwSignal::new(false),
        edited: RwSignal::new(None),
        edit: CallForm::new(),
        changing: Sending::new(),
        asked: RwSignal::new(None),
        closing: Sending::new(),
        unfolded: RwSignal::new(None),
    };
    view! {
        {page_head(desk::brand(lang).into(), desk::calls(lang).into())}
        {behind(organizes, desk::whose_dates, move || page.inside())}
    }
    .into_any()
}

fn alliances(view: &Replica) -> Vec<Organization> {
    let has_units = |id: OrganizationId| view.all::<Unit>().any(|unit| unit.organization == id);
    teams(view).into_iter().filter(|team| has_units(team.id)).collect()
}

impl Calls {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        let any = Memo::new(move || self.alliances.with(|alliances| !alliances.is_empty()));
        let contact = Memo::new(move || self.sync.view().me().is_some_and(|me| !me.units.is_empty()));
        let mine = move || {
            let way = || view! { <a class="button is-quiet" href=Route::Calls.href()>{words::mine(lang)}</a> };
            contact.get().then(way)
        };
        let body = move || if any.get() { self.lists() } else { no_units(lang) };
        view! { {body}<div class="actions">{mine}</div> }.into_any()
    }

    fn lists(self) -> AnyView {
        let rows = Memo::new(move || self.rows());
        let list = move || {
            let now = untrack(|| self.sync.now());
            let calls = |rows: &Vec<Row>| rows.iter().map(|row| self.call(row, now)).collect_view();
            rows.with(calls)
        };
        // One form at a time: their fields have the same names.
        let form = move || match (self.editing.get(), self.adding.get()) {
            (true, _) => self.edit_form(),
            (false, true) => self.add_form(),
            (false, false) => self.add_button(),
        };
        let me = Memo::new(move || self.sync.view().me().map(|me| me.id));
        view! {
            {form}
            {self.sending.result(words::called(self.lang))}
            {self.changing.result(words::change_done(self.lang))}
            {self.closing.result(words::close_done(self.lang))}
            {list}
            {move || self.files(me.get())}
        }
        .into_any()
    }

    /// Calls and answers as a file, one of each alliance.
    fn files(self, me: Option<ResidentId>) -> AnyView {
        let lang = self.lang;
        let alliances = self.alliances.get();
        let several = alliances.len() > 1;
        let file = |alliance: &Organization| {
            let whose = several.then(|| view! { <span class="small soft">{alliance.name.clone()}</span> });
            let link = sheet_link(words::sheet(lang), &format!("/api/export/calls/{}", alliance.id), me);
            view! { <div class="actions no-print">{whose}{link}</div> }
        };
        alliances.iter().map(file).collect_view().into_any()
    }

    fn rows(self) -> Vec<Row> {
        let (view, now) = (self.sync.view(), self.sync.now());
        let Some(me) = view.me() else { return Vec::new() };
        let listed = calls(&view, |organization| may(me, Act::RunActivities(organization)));
        let with_end = |listed: ListedCall| {
            let over = listed.call.over(now).is_some();
            (listed, over)
        };
        listed.into_iter().map(with_end).collect()
    }

    fn call(self, (listed, over): &Row, now: Moment) -> AnyView {
        let (lang, call) = (self.lang, &listed.call);
        let standing = if listed.pending {
            pending_state(lang)
        } else {
            view! { <span class="small soft">{words::standing(lang, *over)}</span> }.into_any()
        };
        let facts = words::facts(lang, call, now).into_iter();
        let facts = facts.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
        let acts = (!over).then(|| {
            view! { <div class="actions">{self.edit_button(call)}{self.close(call.id)}</div> }
        });
        view! {
            <section class="stack">
                {section_head_and(call.plan.title.clone(), standing)}
                <dl class="facts card">{facts}</dl>
                <p class="strong">{words::sum(lang, listed)}</p>
                {answers(lang, call, &listed.pledges)}
                {self.silent(call.id, &listed.silent)}
                {acts}
            </section>
        }
        .into_any()
    }

    /// Who has said nothing, with whom to ring.
    fn silent(self, call: CallId, units: &[Unit]) -> AnyView {
        if units.is_empty() {
            return ().into_any();
        }
        let lang = self.lang;
        let named = |unit: &Unit| {
            let people: Vec<&str> = unit.contacts.iter().map(|person| person.name.as_str()).collect();
            let people = people.join(lang.pick("、", ", "));
            if people.is_empty() { unit.name.clone() } else { format!("{} · {people}", unit.name) }
        };
        let items = units.iter().map(|unit| view! { <li>{named(unit)}</li> }).collect_view();
        let open = move || self.unfolded.get() == Some(call);
        let fold = move |event: MouseEvent| {
            event.prevent_default();
            let next = (self.unfolded.get_untracked() != Some(call)).then_some(call);
            self.unfolded.set(next);
        };
        view! {
            <div class="form">
                <details prop:open=open>
                    <summary on:click=fold>{words::silent(lang, units.len())}</summary>
                    <ul class="list is-tight">{items}</ul>
                </details>
            </div>
        }
        .into_any()
    }

    fn edit_button(self, call: &Call) -> AnyView {
        let (id, plan, which) = (call.id, call.plan.clone(), format!(" {}", call.plan.title));
        let open = move |_| {
            self.edit.show(&plan);
            self.changing.forget();
            self.edited.set(Some(id));
            open_form(self.editing);
        };
        view! {
            <button type="button" class="button is-quiet" on:click=open>
                {words::change_call(self.lang)}<span class="unseen">{which}</span>
            </button>
        }
        .into_any()
    }

    fn edit_form(self) -> AnyView {
        let lang = self.lang;
        let (title, now) = (words::change_call(lang), words::change_now(lang));
        let says = Sayings { title, now, not_now: desk::shifts::not_now(lang) };
        let fields = view! { <p class="said">{words::change_text(lang)}</p>{self.edit.plan_fields()} };
        add_form(self.editing, "change-call", says, fields.into_any(), move || self.save())
    }

    fn save(self) {
        let (Some(call), Some(plan)) = (self.edited.get_untracked(), self.edit.plan()) else { return };
        let command = Command::ChangeCall { call, plan };
        self.changing.send(command, move |refusal| self.edit.place_of(refusal), move || close_form(self.editing));
    }

    fn close(self, call: CallId) -> AnyView {
        let lang = self.lang;
        let steps = Steps {
            act: words::close(lang).into(),
            question: words::close_sure(lang).into(),
            yes: words::close_yes(lang).into(),
            no: words::close_no(lang).into(),
        };
        let send = move |()| self.closing.send(Command::CloseCall { call }, |_| None, || {});
        two_step(self.asked, call.0, steps, Callback::new(send))
    }

    fn add_button(self) -> AnyView {
        view! { <div class="actions">{add_button(self.adding, "button", words::call(self.lang))}</div> }.into_any()
    }

    fn add_form(self) -> AnyView {
        let lang = self.lang;
        let (title, now) = (words::call(lang), words::call_now(lang));
        let says = Sayings { title, now, not_now: desk::shifts::not_now(lang) };
        add_form(self.adding, "add-call", says, self.form.fields(self.alliances), move || self.add())
    }

    fn add(self) {
        let Some((organization, plan)) = self.form.read(&self.alliances.get_untracked()) else { return };
        let command = Command::PostCall { call: CallId(new_id()), organization, plan };
        let then = move || {
            close_form(self.adding);
            self.form.next();
        };
        self.sending.send(command, move |refusal| self.form.place_of(refusal), then);
    }
}

fn no_units(lang: Lang) -> AnyView {
    empty(words::no_units(lang).into(), words::no_units_text(lang).into(), None)
}

/// What each unit has said, most people first, and which said it before the call was changed.
fn answers(lang: Lang, call: &Call, pledges: &[Pledge]) -> AnyView {
    if pledges.is_empty() {
        return view! { <p class="said">{words::nobody_yet(lang)}</p> }.into_any();
    }
    let columns =
        vec![Column::words(words::unit(lang)), Column::numbers(words::count(lang)), Column::words(words::said(lang))];
    let line = |pledge: &Pledge| {
        let before = pledge.precedes(call).then(|| view! { <small>{words::before_change(lang)}</small> });
        Line {
            head: view! { {pledge.name.clone()}{before} }.into_any(),
            cells: vec![words::people(lang, pledge.count).into_any(), pledge.words.clone().into_any()],
            action: None,
        }
    };
    table(words::answer(lang).into_any(), columns, None, pledges.iter().map(line).collect())
}
