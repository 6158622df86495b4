//! 导出名册: the whole register as a workbook, or everything of the community as an archive, which takes two members of staff. Wishes are on no phone, so it needs the network and a
//! lock that was opened a moment ago.

use super::entry::{Entry, Kind, line, submits};
use super::paper::sheet_link;
use super::sending::error;
use crate::cell::RwSignal;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, sync};
use crate::words::desk::{passkeys as key_words, takeout as words};
use crate::words::when;
use domain::wire::SignInRefusal;
use domain::wire::takeout::{Everything, Takeout};
use leptos::prelude::*;
use uuid::Uuid;

/// Who wants to take it along, made once per page.
#[derive(Clone, Copy)]
pub struct Takeouts {
    lang: Lang,
    sync: Sync,
    why: Entry,
    asked: RwSignal<Option<Uuid>>,
    /// `None` until somebody has looked.
    open: RwSignal<Option<Vec<Takeout>>>,
    trouble: RwSignal<Option<&'static str>>,
}

impl Takeouts {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            why: Entry::new(""),
            asked: RwSignal::new(None),
            open: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let look = move |_| online::takeouts(move |answer| self.took(answer));
        view! {
            <form class="form card" aria-labelledby="takeout" on:submit=submits(move || self.ask(false))>
                <div class="stack is-tight">
                    <h2 id="takeout">{words::title(lang)}</h2>
                    <p class="said">{words::text(lang)}</p>
                    <p class="said">{words::everything(lang)}</p>
                </div>
                {line(self.why, Kind::Words, "takeout-why", words::why(lang), None)}
                <div class="actions">
                    <button class="button is-quiet">{words::ask(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.ask(true)>
                        {words::ask_everything(lang)}
                    </button>
                    <button type="button" class="button is-quiet" on:click=look>{words::look(lang)}</button>
                </div>
                <div class="stack" aria-live="polite">
                    {move || self.trouble.get().map(|sentence| error(sentence.into()))}
                    {move || self.open.get().map(|open| self.list(open))}
                </div>
            </form>
        }
        .into_any()
    }

    fn list(self, open: Vec<Takeout>) -> AnyView {
        if open.is_empty() {
            return view! { <p class="said">{words::none(self.lang)}</p> }.into_any();
        }
        view! { <ul class="list">{open.iter().map(|takeout| self.item(takeout)).collect_view()}</ul> }.into_any()
    }

    fn item(self, takeout: &Takeout) -> AnyView {
        let (lang, id) = (self.lang, takeout.id);
        let asked = when::stamp(lang, takeout.asked, untrack(|| self.sync.now()));
        let everything = takeout.everything;
        let about = if everything { words::about_everything } else { words::about };
        let about = about(lang, &takeout.by, &takeout.why, &asked);
        let action = match (takeout.mine, &takeout.agreed) {
            (true, Some(_)) => {
                let me = untrack(|| self.sync.view().me().map(|me| me.id));
                if everything {
                    sheet_link(words::download_everything(lang), &format!("/api/export/community/{id}"), me)
                } else {
                    sheet_link(words::download(lang), &format!("/api/export/register/{id}"), me)
                }
            }
            (true, None) => view! { <small>{words::waits(lang)}</small> }.into_any(),
            (false, Some(_)) => view! { <small>{words::agreed(lang)}</small> }.into_any(),
            (false, None) => {
                let steps = Steps {
                    act: words::agree(lang).into(),
                    question: if everything { words::everything_sure(lang) } else { words::agree_sure(lang) }.into(),
                    yes: words::agree(lang).into(),
                    no: words::agree_no(lang).into(),
                };
                let then = Callback::new(move |()| {
                    let took = move |answer| self.took(answer);
                    if everything {
                        online::agree_everything(Everything { everything: id }, took);
                    } else {
                        online::agree_takeout(id, took);
                    }
                });
                two_step(self.asked, id.0, steps, then)
            }
        };
        view! { <li class="device"><span class="device-text">{about}</span>{action}</li> }.into_any()
    }

    fn ask(self, everything: bool) {
        let why = self.why.typed();
        if why.is_empty() {
            self.why.fail(words::missing(self.lang));
            return;
        }
        let then = move |answer: Result<Vec<Takeout>, Fault>| {
            if answer.is_ok() {
                self.why.fill("");
            }
            self.took(answer);
        };
        if everything { online::ask_everything(why, then) } else { online::ask_takeout(why, then) }
    }

    /// Shows what the server has answered.
    fn took(self, answer: Result<Vec<Takeout>, Fault>) {
        let lang = self.lang;
        self.trouble.set(None);
        match answer {
            Ok(open) => self.open.set(Some(open)),
            Err(fault) => self.trouble.set(Some(match fault {
                Fault::Offline => key_words::offline_change(lang),
                Fault::Refused(SignInRefusal::OpenAgain) => key_words::open_again(lang),
                Fault::Refused(_) => key_words::locked_meanwhile(lang),
                Fault::Failed => words::not_here(lang),
            })),
        }
    }
}
