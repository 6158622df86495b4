//! 谁去: my family's sign-ups for this date, each with where it stands, and the way out of it; with the form and its one button.
//!
//! Besides the sign-ups themselves it shows what the rows do not: a cancellation that the server has not heard of
//! yet, and a sign-up that it refused. The list is there before anybody stands in it, so that what becomes of a sign-up is heard.

use super::form::{self, Asking, Form};
use crate::components::item::signup_state;
use crate::components::offer::{Answering, offer};
use crate::components::section::section_head;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::Lang;
use crate::routes::Route;
use crate::sync::{ACCOUNTS, Parked, sync};
use crate::words::{activity as words, refusal, windows};
use domain::command::Command;
use domain::id::ResidentId;
use domain::kin::Power;
use domain::replica::Replica;
use domain::resident::{Me, Person};
use domain::signup::{Signup, SignupState};
use domain::views::listed::Listed;
use domain::when::Moment;
use domain::windows::too_late;
use leptos::prelude::*;

/// The personal part of the page: what is known and asked, the bar with the one button, and the ways out, which stand below it.
pub(super) fn party(date: &Listed, form: Form, lang: Lang, now: Moment) -> AnyView {
    let sync = sync();
    let (dated, open) = (&date.occurrence, date.occurrence.cancelled.is_none() && date.occurrence.starts > now);
    let view = sync.view();
    let (Asking { said, bar }, below) = match view.me() {
        _ if !sync.status().ready => {
            let bar = open.then(|| form::coming(dated, now, lang)).flatten();
            (Asking { said: skeleton(3), bar }, None)
        }
        None if open => (form::visitor(dated, now, lang), None),
        Some(me) if ACCOUNTS => family(date, me, &view, form, open.then_some(now), lang),
        _ => return ().into_any(),
    };
    view! {
        <section class="stack">{section_head(words::who_goes(lang).into(), None)}{said}</section>
        {bar}
        {below.map(|below| view! { <div class="stack">{below}</div> }.into_any())}
    }
    .into_any()
}

/// My family's part, and what stands below its button; `open` is what time it is, while the date is still to come.
fn family(
    date: &Listed,
    me: &Me,
    view: &Replica,
    form: Form,
    open: Option<Moment>,
    lang: Lang,
) -> (Asking, Option<AnyView>) {
    let giving_back = giving_back(date, me, view);
    let mut items: Vec<AnyView> = date.signups.iter().map(|signup| entry(date, signup, me, view, lang)).collect();
    items.extend(lapsed(date, me, view).iter().map(|signup| entry(date, signup, me, view, lang)));
    items.extend(giving_back.iter().map(|signup| leaving(signup, me, lang)));
    items.extend(sync().parked().iter().filter_map(|parked| refused(parked, date, me, lang)));
    let nobody = items.is_empty() && open.is_none();
    let pending = date.pending || !giving_back.is_empty();
    let asking = if open.is_some() { form::form(date, me, form, lang) } else { Asking::only(form.trouble()) };
    let out = ways_out(date, me, form, open, lang);
    // Without a button they are a part of the list that they are about.
    let (with, below) = if asking.bar.is_some() { (None, out) } else { (out, None) };
    let said = view! {
        <ul class="list is-tight" aria-live="polite">{items}</ul>
        {nobody.then(|| view! { <p class="said">{words::nobody_went(lang)}</p> }.into_any())}
        <p class="said" role="status">{pending.then(|| on_its_way(lang))}</p>
        {asking.said}
        {with}
    };
    (Asking { said: said.into_any(), bar: asking.bar }, below)
}

/// The ways out of what my family has, or whom to call, if there is any.
fn ways_out(date: &Listed, me: &Me, form: Form, open: Option<Moment>, lang: Lang) -> Option<AnyView> {
    // After the time to cancel a place is given back by a call; what is none yet, here.
    let late = open.and_then(|now| date.signups.iter().find_map(|own| too_late(me, &date.occurrence, own, now)));
    let stuck = |signup: &Signup| open.is_none_or(|now| too_late(me, &date.occurrence, signup, now).is_some());
    let free = date.signups.iter().filter(|signup| !stuck(signup));
    let ways: Vec<AnyView> = free.map(|signup| way_out(signup, me, form, lang)).collect();
    let call = late.map(|since| windows::call_to_cancel(lang, since, &date.activity.contact));
    let some = !ways.is_empty() || call.is_some();
    let call = call.map(|words| view! { <p class="said">{words}</p> }.into_any());
    some.then(|| view! { {ways}{call} }.into_any())
}

fn on_its_way(lang: Lang) -> &'static str {
    if sync().status().offline { words::offline_stored(lang) } else { words::being_sent(lang) }
}

/// Sign-ups for this date whose cancellation still waits on this phone.
fn giving_back(date: &Listed, me: &Me, view: &Replica) -> Vec<Signup> {
    let given_back = |command: &Command| match command {
        Command::CancelSignup { signup } => view.get::<Signup>(signup.0).cloned(),
        _ => None,
    };
    let waiting = sync().waiting();
    let here = |signup: &Signup| !signup.live() && own(signup, date, me);
    waiting.iter().filter_map(|envelope| given_back(&envelope.command)).filter(here).collect()
}

/// Offers for this date that nobody answered in time, and what was declined: they stay to be seen.
fn lapsed(date: &Listed, me: &Me, view: &Replica) -> Vec<Signup> {
    let ended = |signup: &Signup| matches!(signup.state, SignupState::Lapsed | SignupState::Declined);
    let over = |signup: &&Signup| ended(signup) && own(signup, date, me);
    view.all::<Signup>().filter(over).cloned().collect()
}

/// Whether a sign-up is my family's for this date. An organizer's phone has others' too; those are none of this page's.
fn own(signup: &Signup, date: &Listed, me: &Me) -> bool {
    let family = me.people(Power::SignUp);
    signup.occurrence == date.occurrence.id && family.iter().any(|person| signup.includes(person.id))
}

/// What to call a person here, and the line below it: "我自己" / "周桂珍".
pub(super) fn called(person: &Person, me: &Me, lang: Lang) -> (String, String) {
    if person.id == me.id {
        return (words::myself(lang).into(), me.name.clone());
    }
    let ward = me.wards.iter().find(|ward| ward.person.id == person.id && !ward.called.is_empty());
    (ward.map_or_else(|| person.name.clone(), |ward| ward.called.clone()), person.name.clone())
}

fn party_names(party: &[Person], me: &Me, lang: Lang) -> String {
    let names: Vec<String> = party.iter().map(|person| called(person, me, lang).0).collect();
    words::names(lang, &names)
}

fn line(signup: &Signup, me: &Me, lang: Lang) -> String {
    let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
    let names = words::names(lang, &names);
    let only_booker = signup.party.iter().all(|person| person.id == signup.booker.id);
    match (only_booker, signup.booker.id == me.id) {
        (true, _) => names,
        (false, true) => words::arranged_by_you(lang, &names),
        (false, false) => format!("{names} · {}", words::arranged_by(lang, &signup.booker.name)),
    }
}

fn row(title: String, line: String, end: AnyView, said: Option<String>) -> AnyView {
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text"><b>{title}</b><small>{line}</small></span>
                <span class="item-end">{end}</span>
                {said.map(|said| view! { <p class="item-said">{said}</p> }.into_any())}
            </div>
        </li>
    }
    .into_any()
}

fn entry(date: &Listed, signup: &Signup, me: &Me, view: &Replica, lang: Lang) -> AnyView {
    let pending = view.is_pending::<Signup>(signup.id.0);
    let state = signup_state(signup, &date.occurrence, pending, lang);
    let said = match signup.state {
        SignupState::Declined => Some(words::declined_because(lang, &signup.reason)),
        // What takes no time from anything else. Where places were drawn meanwhile, a yes is worth less than it would have been.
        SignupState::Asked => {
            let drawn = date.occurrence.lottery.as_ref().and_then(|lottery| lottery.drawn);
            drawn.map(|_| words::drawn_before(lang).into())
        }
        _ => clash(date, signup, lang),
    };
    row(party_names(&signup.party, me, lang), line(signup, me, lang), state, said)
}

/// What somebody in the party has at that time besides. Where this phone does not know what it is, the server's mark says
/// that there is something.
fn clash(date: &Listed, signup: &Signup, lang: Lang) -> Option<String> {
    let waits = matches!(signup.state, SignupState::Waiting { .. });
    match date.clashes.iter().find(|clash| clash.signup == signup.id) {
        Some(clash) if waits => Some(words::waits_but_elsewhere(lang, &clash.name, &clash.title)),
        Some(clash) => Some(words::seated_but_elsewhere(lang, &clash.name, &clash.title)),
        None if !signup.clash || signup.state == SignupState::Entered => None,
        None if waits => Some(words::waits_but_busy(lang).into()),
        None => Some(words::seated_but_busy(lang).into()),
    }
}

fn leaving(signup: &Signup, me: &Me, lang: Lang) -> AnyView {
    let mark = state(Mark::Pending, words::giving_back(lang).into());
    row(party_names(&signup.party, me, lang), line(signup, me, lang), mark, None)
}

/// A sign-up or a cancellation for this date that was refused: what and why, with the way to dealing with it.
fn refused(parked: &Parked, date: &Listed, me: &Me, lang: Lang) -> Option<AnyView> {
    let (party, word) = match &parked.envelope.command {
        Command::SignUp { occurrence, party, .. } if *occurrence == date.occurrence.id => {
            (people(party, me), words::not_signed_up(lang))
        }
        Command::CancelSignup { signup } => {
            let signup = date.signups.iter().find(|own| own.id == *signup)?;
            (signup.party.clone(), words::not_given_back(lang))
        }
        _ => return None,
    };
    let view = view! {
        <li>
            <a class="item is-bare" href=Route::Outbox.href()>
                <span class="item-text"><b>{party_names(&party, me, lang)}</b></span>
                <span class="item-end">{state(Mark::Failed, word.into())}</span>
                <p class="item-said">{refusal::sentence(lang, &parked.refusal)}</p>
            </a>
        </li>
    };
    Some(view.into_any())
}

fn people(party: &[ResidentId], me: &Me) -> Vec<Person> {
    me.people(Power::SignUp).into_iter().filter(|person| party.contains(&person.id)).collect()
}

/// The button that gives a sign-up back, with the question before it is done; for an offer, its two answers. It says whose place it is,
/// unless it is one's own: nobody shall give a child's place away who means theirs.
fn way_out(signup: &Signup, me: &Me, form: Form, lang: Lang) -> AnyView {
    let answering = Answering { trouble: form.trouble, asked: form.asked };
    if let Some(offer) = offer(signup, answering, lang) {
        return offer;
    }
    let id = signup.id;
    let act = match signup.party.iter().all(|person| person.id == me.id) {
        true => words::give_back(lang).to_string(),
        false => words::give_back_who(lang, &party_names(&signup.party, me, lang)),
    };
    let question = match signup.state {
        SignupState::Entered => words::withdraw_sure(lang),
        SignupState::Asked => words::unask_sure(lang),
        _ => words::give_back_sure(lang),
    };
    let steps = Steps {
        act,
        question: question.into(),
        yes: words::give_back_yes(lang).into(),
        no: words::give_back_no(lang).into(),
    };
    two_step(form.asked, id.0, steps, Callback::new(move |()| form.give_back(id)))
}
