//! What the person must know about this phone, above whatever page is open: that it must be signed in again, that nothing can be
//! kept on it, that it was emptied, that it shows the app inside a chat. And, where such things are looked for, what others have left
//! on it: that it is there and whose it is, and nothing of what it is.

use crate::components::notice::{Tone, notice};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{ACCOUNTS, Left, Status, Sync, sync};
use crate::words::{common, me, trouble as words};
use leptos::prelude::*;

/// The notices, if there is anything.
pub fn trouble() -> AnyView {
    let sync = sync();
    (move || {
        let (lang, status) = (lang(), sync.status());
        let emptied = status.emptied.map(|lost| words::emptied(lang, lost));
        let said = [
            status.storeless.then(|| words::storeless(lang).to_string()),
            status.newer.then(|| words::newer(lang).to_string()),
        ];
        let said = said.into_iter().flatten().map(|words| notice(Tone::Error, view! { <p>{words}</p> }.into_any()));
        view! {
            {status.sign_in_needed.then(|| sign_in(lang))}
            {said.collect_view()}
            {emptied.map(|words| until_understood(lang, Tone::Error, words, |status| status.emptied = None))}
            {status.in_chat.then(|| {
                until_understood(lang, Tone::Plain, words::in_chat(lang).into(), |status| status.in_chat = false)
            })}
        }
        .into_any()
    })
    .into_any()
}

fn sign_in(lang: Lang) -> AnyView {
    let text = view! {
        <p>{words::sign_in_needed(lang)}</p>
        <a class="button is-quiet is-small" href=Route::SignIn.href()>{common::sign_in(lang)}</a>
    };
    notice(Tone::Error, text.into_any())
}

/// A line for each of the others who have left something on this phone.
pub fn behind(sync: Sync) -> AnyView {
    if !ACCOUNTS {
        return ().into_any();
    }
    let lines = move || {
        let (lang, here) = (lang(), sync.accounts().residents);
        let line = |left: Left| {
            let signed_in = here.iter().any(|person| person.id == left.resident);
            let words = me::behind(lang, &left.name, left.things, signed_in);
            notice(Tone::Plain, view! { <p>{words}</p> }.into_any())
        };
        sync.behind().into_iter().map(line).collect_view().into_any()
    };
    lines.into_any()
}

/// A notice that goes when the person says so, and does not come again.
fn until_understood(lang: Lang, tone: Tone, words: String, understand: fn(&mut Status)) -> AnyView {
    let sync = sync();
    let text = view! {
        <p>{words}</p>
        <button type="button" class="button is-quiet is-small" on:click=move |_| sync.understood(understand)>
            {words::understood(lang)}
        </button>
    };
    notice(tone, text.into_any())
}
