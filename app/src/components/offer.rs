//! A place that has become free and is held for somebody who waited, with the two answers: one tap each.

use crate::cell::RwSignal;
use crate::look::Lang;
use crate::sync::{NotTaken, sync};
use crate::words::activity as words;
use domain::command::Command;
use domain::signup::{Signup, SignupState};
use leptos::prelude::*;

/// The question with its answers; nothing where no place is offered. What goes wrong is the page's to say: it outlasts a redrawing.
pub fn offer(signup: &Signup, trouble: RwSignal<Option<NotTaken>>, lang: Lang) -> Option<AnyView> {
    if !matches!(signup.state, SignupState::Offered { .. }) {
        return None;
    }
    let signup_id = signup.id;
    let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
    let question = words::offer_question(lang, &words::names(lang, &names));
    let send = move |command: Command| sync().submit(command, move |answer| trouble.set(answer.err()));
    let take = move |_| send(Command::AcceptOffer { signup: signup_id });
    let leave = move |_| send(Command::CancelSignup { signup: signup_id });
    let view = view! {
        <div class="stack" role="group">
            <p class="strong">{question}</p>
            <div class="actions">
                <button type="button" class="button" on:click=take>{words::offer_yes(lang)}</button>
                <button type="button" class="button is-quiet" on:click=leave>{words::offer_no(lang)}</button>
            </div>
        </div>
    };
    Some(view.into_any())
}
