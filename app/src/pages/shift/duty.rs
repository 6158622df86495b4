//! 谁来: my family's duties on a shift, taking it, giving it back, looking for somebody to take over. The list is there before anybody
//! stands in it, so that the server's answer is heard.

use crate::cell::RwSignal;
use crate::components::dock::{dock, dock_coming};
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::shift::duty_state;
use crate::components::skeleton::skeleton;
use crate::components::toast::{Done, toasts};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, shift as words, toast, when};
use domain::command::Command;
use domain::duty::{Duty, DutyState, LEAVE_MS, Promise, agrees_until};
use domain::id::{DutyId, ResidentId, ShiftId};
use domain::resident::{Me, Person};
use domain::shift::Shift;
use domain::venue::Venue;
use domain::views::service::{ListedShift, cautions, double_booked};
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// What was asked on this page. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Form {
    shift: ShiftId,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<NotTaken>>,
    asked: RwSignal<Option<Uuid>>,
}

impl Form {
    pub(super) fn new(shift: ShiftId) -> Form {
        Form { shift, busy: RwSignal::new(false), trouble: RwSignal::new(None), asked: RwSignal::new(None) }
    }

    fn take(self, resident: ResidentId) {
        let (duty, shift, toasts) = (DutyId(new_id()), self.shift, toasts());
        // Whoever was looking for somebody may be free of it by this, and stays so.
        let relieves = sync().view.get_untracked().get::<Shift>(shift.0).is_none_or(|shift| shift.seeking > 0);
        let command = Command::TakeShift { duty, shift, resident, witness: String::new() };
        let done = Done::new(toast::took_shift, command.clone(), Command::LeaveShift { duty }, || ());
        self.submit(command, move || {
            if !relieves {
                toasts.say(done);
            }
        });
    }

    fn submit(self, command: Command, stored: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        sync().submit(command, move |result| {
            self.busy.set(false);
            if result.is_ok() {
                stored();
            }
            self.trouble.set(result.err());
        });
    }

    fn trouble(self) -> AnyView {
        (move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        })
        .into_any()
    }
}

/// The personal part of the page: who of my family has it, the bar with the one button, and those that take it for others.
pub(super) fn family(listed: &ListedShift, form: Form, lang: Lang, now: Moment) -> AnyView {
    let sync = sync();
    let open = listed.shift.cancelled.is_none() && listed.shift.starts > now;
    let free = open && listed.shift.open() > 0;
    let left = words::left(lang, &listed.shift);
    let view = sync.view();
    let (said, bar, below) = match view.me() {
        _ if !sync.status().ready => (skeleton(2), free.then(|| dock_coming(left)), None),
        None if open => {
            let hint = view! { <p class="said">{words::sign_in_hint(lang)}</p> };
            let way = view! { <a class="button is-wide" href=Route::SignIn.href()>{words::sign_in_first(lang)}</a> };
            (hint.into_any(), Some(dock(free, ().into_any(), left.into_any(), way.into_any())), None)
        }
        None => return ().into_any(),
        Some(me) => {
            let duties: Vec<AnyView> =
                listed.duties.iter().map(|duty| entry(listed, duty, form, open, lang, now)).collect();
            let list = view! { <ul class="list is-tight" aria-live="polite">{duties}</ul> };
            let cautions =
                if open && listed.duties.is_empty() { cautions(&view, me, &listed.shift) } else { Vec::new() };
            let cautions: Vec<_> =
                cautions.iter().map(|one| view! { <p class="said">{words::caution(lang, one)}</p> }).collect();
            let (own, others) = if free { takes(listed, me, form, lang) } else { (None, None) };
            // What was refused stands beside the button that was pressed.
            let trouble = own.is_none().then(|| form.trouble());
            let said = view! { {list}{cautions}{trouble} }.into_any();
            (said, own.map(|own| dock(true, form.trouble(), left.into_any(), own)), others)
        }
    };
    view! {
        <section class="stack">{section_head(words::who(lang).into(), None)}{said}</section>
        {bar}
        {below.map(|below| view! { <div class="stack">{below}</div> }.into_any())}
    }
    .into_any()
}

/// One button for each person of the family who is not on it yet: one's own, and those of the others.
fn takes(listed: &ListedShift, me: &Me, form: Form, lang: Lang) -> (Option<AnyView>, Option<AnyView>) {
    let on = |person: &Person| listed.duties.iter().any(|duty| duty.resident.id == person.id);
    let button = |person: Person| {
        let own = person.id == me.id;
        let ward = me.wards.iter().find(|ward| ward.person.id == person.id && !ward.called.is_empty());
        let name = ward.map_or(&person.name, |ward| &ward.called);
        let words = if own { words::take(lang).to_string() } else { words::take_for(lang, name) };
        let class = if own { "button is-wide" } else { "button is-wide is-quiet" };
        let busy = move || form.busy.get().then_some("true");
        let id = person.id;
        view! {
            <button type="button" class=class aria-busy=busy on:click=move |_| form.take(id)>{words}</button>
        }
        .into_any()
    };
    let free = me.household().into_iter().filter(|person| !on(person));
    let (own, others): (Vec<Person>, Vec<Person>) = free.partition(|person| person.id == me.id);
    let others: Vec<AnyView> = others.into_iter().map(button).collect();
    let others = (!others.is_empty()).then(|| others.into_any());
    (own.into_iter().next().map(button), others)
}

fn entry(listed: &ListedShift, duty: &Duty, form: Form, open: bool, lang: Lang, now: Moment) -> AnyView {
    let pending = sync().view().is_pending::<Duty>(duty.id.0);
    let said = (duty.state == DutyState::Seeking && open).then(|| words::seeking(lang).to_string());
    let limit = listed.shift.starts.plus_ms(-LEAVE_MS);
    let in_time = now <= limit || duty.moved();
    let said = said.or_else(|| {
        let hint = match in_time {
            true if duty.moved() => words::moved_leave(lang).into(),
            true => words::leave_until(lang, limit, now),
            false => words::seek_hint(lang).into(),
        };
        open.then_some(hint)
    });
    let own = sync().view().me().is_some_and(|me| me.id == duty.resident.id);
    let asked = (open && duty.waits() && !pending).then(|| {
        let until = words::agree_until(lang, agrees_until(duty, &listed.shift), now);
        agreeing(duty, own, until, form, lang)
    });
    let moved = open.then(|| moved(listed, duty, lang, now));
    let acts = open.then(|| acts(duty, in_time, form, lang));
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{duty.resident.name.clone()}</b></span>
                <span class="item-end">{duty_state(duty, pending, lang)}</span>
                {moved}
                {said.map(|said| view! { <p class="item-said">{said}</p> })}
                {asked}
                {acts}
            </div>
        </li>
    }
    .into_any()
}

/// Who is fourteen or older agrees themself to what a guardian has said; whoever else looks reads how.
fn agreeing(duty: &Duty, own: bool, until: String, form: Form, lang: Lang) -> AnyView {
    if !own {
        return view! { <p class="item-said">{words::waits_how(lang)}" "{until}</p> }.into_any();
    }
    let (duty, resident) = (duty.id, duty.resident.id);
    let agree = move |_| {
        form.submit(Command::TakeShift { duty, shift: form.shift, resident, witness: String::new() }, || ());
    };
    view! {
        <p class="item-said">{words::asks(lang)}" "{until}</p>
        <button type="button" class="button" on:click=agree>{words::agree(lang)}</button>
    }
    .into_any()
}

/// When and where it was when they took it, if it was moved since, and what else they have now.
fn moved(listed: &ListedShift, duty: &Duty, lang: Lang, now: Moment) -> AnyView {
    let (view, shift) = (sync().view(), &listed.shift);
    let was = duty.promised.filter(|was| *was != Promise::of(shift)).map(|was| {
        let venue = view.get::<Venue>(was.venue.0).filter(|venue| venue.id != shift.venue);
        let venue = venue.map(|venue| venue.name.clone()).unwrap_or_default();
        words::moved_from(lang, &when::span(lang, was.starts, was.ends, now), &venue)
    });
    let clash = double_booked(&view, duty, shift).map(|title| words::double_booked(lang, &title));
    let lines = was.into_iter().chain(clash);
    lines.map(|line| view! { <p class="item-said">{line}</p> }).collect_view().into_any()
}

/// The way out of it: back at once while there is time, or it was moved, else through somebody who takes over.
fn acts(duty: &Duty, in_time: bool, form: Form, lang: Lang) -> AnyView {
    let id = duty.id;
    if in_time {
        let steps = Steps {
            act: words::leave(lang).into(),
            question: words::leave_sure(lang).into(),
            yes: words::leave_yes(lang).into(),
            no: words::leave_no(lang).into(),
        };
        return two_step(
            form.asked,
            id.0,
            steps,
            Callback::new(move |()| form.submit(Command::LeaveShift { duty: id }, || ())),
        );
    }
    let seeking = duty.state != DutyState::Seeking;
    let words = if seeking { words::seek(lang) } else { words::keep(lang) };
    let send = move |_| form.submit(Command::SeekReplacement { duty: id, seeking }, || ());
    view! { <button type="button" class="button is-quiet" on:click=send>{words}</button> }.into_any()
}
