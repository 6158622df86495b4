//! A place that has become free and is held for somebody who waited, with the two answers: one tap each.

use crate::cell::RwSignal;
use crate::components::notice::{Tone, notice};
use crate::look::Lang;
use crate::sync::{NotTaken, sync};
use crate::words::{activity as words, refusal};
use domain::command::Command;
use domain::signup::{Signup, SignupState};
use leptos::prelude::*;

/// The question with its answers; nothing where no place is offered.
pub fn offer(signup: &Signup, lang: Lang) -> Option<AnyView> {
    if !matches!(signup.state, SignupState::Offered { .. }) {
        return None;
    }
    let signup_id = signup.id;
    let names: Vec<String> = signup.party.iter().map(|person| person.name.clone()).collect();
    let question = words::offer_question(lang, &words::names(lang, &names));
    let trouble: RwSignal<Option<NotTaken>> = RwSignal::new(None);
    let send = move |command: Command| sync().submit(command, move |answer| trouble.set(answer.err()));
    let take = move |_| send(Command::AcceptOffer { signup: signup_id });
    let leave = move |_| send(Command::CancelSignup { signup: signup_id });
    let said = move || {
        let sentence = trouble.get().map(|why| refusal::not_taken(lang, &why));
        sentence.map(|sentence| notice(Tone::Error, view! { <p>{sentence}</p> }.into_any()))
    };
    let view = view! {
        <div class="stack" role="group">
            <p class="strong">{question}</p>
            {said}
            <div class="actions">
                <button type="button" class="button" on:click=take>{words::offer_yes(lang)}</button>
                <button type="button" class="button is-quiet" on:click=leave>{words::offer_no(lang)}</button>
            </div>
        </div>
    };
    Some(view.into_any())
}
