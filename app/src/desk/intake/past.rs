//! The lists that were brought in before, each to be taken back as a whole.

use super::super::sending::error;
use super::not_done;
use crate::cell::RwSignal;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::online;
use crate::sync::{Sync, sync};
use crate::words::desk::intake as words;
use crate::words::when;
use domain::id::IntakeId;
use domain::wire::intake::Intake;
use leptos::prelude::*;
use uuid::Uuid;

/// What became of taking one back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Done,
    Trouble(&'static str),
}

/// The lists of before, made once per page.
#[derive(Clone, Copy)]
pub(super) struct Past {
    lang: Lang,
    sync: Sync,
    /// `None` until somebody has asked.
    lists: RwSignal<Option<Vec<Intake>>>,
    asked: RwSignal<Option<Uuid>>,
    said: RwSignal<Option<Said>>,
}

impl Past {
    pub(super) fn new() -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            lists: RwSignal::new(None),
            asked: RwSignal::new(None),
            said: RwSignal::new(None),
        }
    }

    pub(super) fn section(self) -> AnyView {
        let lang = self.lang;
        view! {
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.look()>{words::past(lang)}</button>
            </div>
            {move || self.lists.get().map(|lists| self.list(lists))}
            <div aria-live="polite">{move || self.outcome()}</div>
        }
        .into_any()
    }

    fn outcome(self) -> AnyView {
        match self.said.get() {
            Some(Said::Done) => state(Mark::Confirmed, words::undo_done(self.lang).into()),
            Some(Said::Trouble(sentence)) => error(sentence.into()),
            None => ().into_any(),
        }
    }

    /// Asks for the lists.
    pub(super) fn look(self) {
        online::lists(move |answer| match answer {
            Ok(lists) => self.lists.set(Some(lists)),
            Err(fault) => self.said.set(Some(Said::Trouble(not_done(self.lang, &fault)))),
        });
    }

    fn list(self, lists: Vec<Intake>) -> AnyView {
        if lists.is_empty() {
            return view! { <p class="said">{words::none(self.lang)}</p> }.into_any();
        }
        view! { <ul class="list">{lists.iter().map(|list| self.item(list)).collect_view()}</ul> }.into_any()
    }

    fn item(self, list: &Intake) -> AnyView {
        let (lang, id) = (self.lang, list.id);
        let at = when::stamp(lang, list.applied, untrack(|| self.sync.now()));
        let about = words::about(lang, &list.by, &at, list.added);
        let steps = Steps {
            act: words::undo(lang).into(),
            question: words::undo_sure(lang).into(),
            yes: words::undo_yes(lang).into(),
            no: words::undo_no(lang).into(),
        };
        let action = match list.undone {
            Some(_) => view! { <small>{words::undone(lang)}</small> }.into_any(),
            None => two_step(self.asked, id.0, steps, Callback::new(move |()| self.undo(id))),
        };
        view! {
            <li class="device">
                <span class="device-text"><b>{list.name.clone()}</b><small>{about}</small></span>
                {action}
            </li>
        }
        .into_any()
    }

    fn undo(self, id: IntakeId) {
        self.said.set(None);
        online::undo_list(id, move |answer| {
            self.said.set(Some(match answer {
                Ok(true) => Said::Done,
                Ok(false) => Said::Trouble(words::in_use(self.lang)),
                Err(fault) => Said::Trouble(not_done(self.lang, &fault)),
            }));
            self.look();
        });
    }
}
