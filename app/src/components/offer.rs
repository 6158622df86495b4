//! A place that has become free and is held for somebody who waited, with the two answers. One tap takes it; the no is asked
//! about, because the place goes to the next in line at once.

use crate::cell::RwSignal;
use crate::components::two_step::{Steps, two_step};
use crate::look::Lang;
use crate::sync::{NotTaken, sync};
use crate::words::activity as words;
use domain::command::Command;
use domain::signup::{Signup, SignupState};
use leptos::prelude::*;
use uuid::Uuid;

/// What belongs to the page, because it outlasts a redrawing.
#[derive(Clone, Copy)]
pub struct Answering {
    /// What went wrong with the last answer.
    pub trouble: RwSignal<Option<NotTaken>>,
    /// The sign-up whose no is asked about.
    pub asked: RwSignal<Option<Uuid>>,
}

/// The question with its answers; nothing where no place is offered. What goes wrong is the page's to say.
pub fn offer(signup: &Signup, answering: Answering, lang: Lang) -> Option<AnyView> {
    if !matches!(signup.state, SignupState::Offered { .. }) {
        return None;
    }
    let signup_id = signup.id;
    let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
    let question = words::offer_question(lang, &words::names(lang, &names));
    let Answering { trouble, asked } = answering;
    let send = move |command: Command| sync().submit(command, move |answer| trouble.set(answer.err()));
    let take = move |_| send(Command::AcceptOffer { signup: signup_id });
    let leave = Callback::new(move |()| send(Command::CancelSignup { signup: signup_id }));
    let steps = Steps {
        act: words::offer_no(lang).into(),
        question: words::offer_no_sure(lang).into(),
        yes: words::offer_no_yes(lang).into(),
        no: words::offer_no_no(lang).into(),
    };
    let view = view! {
        <div class="stack" role="group">
            <p class="strong">{question}</p>
            <div class="actions">
                <button type="button" class="button" on:click=take>{words::offer_yes(lang)}</button>
                {two_step(asked, signup_id.0, steps, leave)}
            </div>
        </div>
    };
    Some(view.into_any())
}
