//! Who may act for me, and whom I help: how it was agreed, until when, and the way to say yes or to end it.

use super::done::before;
use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, sync};
use crate::words::{mandate as words, refusal};
use domain::command::Command;
use domain::mandate::{Mandate, MandateState, Step};
use domain::views::entrusted::{ListedMandate, mandates};
use domain::when::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// Which side I am on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Given,
    Taken,
}

/// The two lists, made once per page.
#[derive(Clone, Copy)]
pub(super) struct Lists {
    shown: Memo<(Vec<ListedMandate>, Vec<ListedMandate>)>,
    /// Which question is open.
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Lists {
    pub(super) fn new() -> Self {
        let sync = sync();
        let shown = Memo::new(move || {
            let view = sync.view();
            view.me().map(|me| mandates(&view, me, sync.now())).unwrap_or_default()
        });
        Self { shown, asked: RwSignal::new(None), trouble: RwSignal::new(None) }
    }

    /// What I let others do.
    pub(super) fn given(self) -> AnyView {
        let list = move || self.shown.with(|(given, _)| self.list(given, Side::Given));
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
        };
        view! {
            <section class="stack">
                {move || section_head(words::given(lang()).into(), None)}
                <div aria-live="polite">{trouble}</div>
                {list}
            </section>
        }
        .into_any()
    }

    /// What I do for others, and what they have before them.
    pub(super) fn taken(self) -> AnyView {
        let list = move || self.shown.with(|(_, taken)| self.list(taken, Side::Taken));
        view! {
            <section class="stack">
                {move || section_head(words::taken(lang()).into(), None)}
                {list}
                {before}
            </section>
        }
        .into_any()
    }

    fn list(self, rows: &[ListedMandate], side: Side) -> AnyView {
        let lang = lang();
        if rows.is_empty() {
            let none = if side == Side::Given { words::given_none(lang) } else { words::taken_none(lang) };
            return view! { <p class="said">{none}</p> }.into_any();
        }
        let today = untrack(|| sync().now()).day();
        let items: Vec<AnyView> = rows.iter().map(|row| self.item(row, side, lang, today)).collect();
        view! { <ul class="list is-tight">{items}</ul> }.into_any()
    }

    fn item(self, (row, pending): &ListedMandate, side: Side, lang: Lang, today: Day) -> AnyView {
        let end = if *pending { pending_state(lang) } else { standing(row, lang, today) };
        let view = sync().view.get_untracked();
        let own = view.me().map(|me| me.id);
        // A guardian reads for whom it is.
        let head = match side {
            Side::Given if own == Some(row.principal.id) => row.helper.name.clone(),
            Side::Given => words::both(lang, row),
            Side::Taken => row.principal.name.clone(),
        };
        let said = words::consent(lang, row).map(|said| view! { <p class="item-said">{said}</p> });
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{head}</b><small>{words::terms(lang, row, today)}</small></span>
                    <span class="item-end">{end}</span>
                    {said}
                    {self.buttons(row, side, lang, today)}
                </div>
            </li>
        }
        .into_any()
    }

    fn buttons(self, row: &Mandate, side: Side, lang: Lang, today: Day) -> Option<AnyView> {
        if !row.open(today) {
            return None;
        }
        let steps = |(act, question, yes): (&str, &str, &str)| Steps {
            act: act.into(),
            question: question.into(),
            yes: yes.into(),
            no: words::back(lang).into(),
        };
        let end = match (row.state, side) {
            (MandateState::Asked, Side::Given) => {
                (words::decline(lang), words::decline_sure(lang), words::decline_yes(lang))
            }
            (MandateState::Asked, Side::Taken) => (words::unask(lang), words::unask_sure(lang), words::unask_yes(lang)),
            (_, Side::Given) => (words::end(lang), words::end_sure(lang), words::end_yes(lang)),
            (_, Side::Taken) => (words::stop(lang), words::stop_sure(lang), words::stop_yes(lang)),
        };
        let agree = (row.state == MandateState::Asked && side == Side::Given).then(|| {
            let words = steps((words::agree(lang), words::agree_sure(lang), words::agree_yes(lang)));
            self.step(row, true, words)
        });
        let end = self.step(row, false, steps(end));
        Some(view! { <div class="actions">{agree}{end}</div> }.into_any())
    }

    /// A button with its question. Both of one line are asked apart, so each has a key of its own.
    fn step(self, row: &Mandate, agreed: bool, steps: Steps) -> AnyView {
        let mandate = row.id;
        let key = if agreed { Uuid::from_u128(!mandate.0.as_u128()) } else { mandate.0 };
        let send = move |()| {
            self.trouble.set(None);
            let command = Command::Mandate { mandate, step: Step::Answer { agreed } };
            sync().submit(command, move |result| {
                if let Err(why) = result {
                    self.trouble.set(Some(why));
                }
            });
        };
        two_step(self.asked, key, steps, Callback::new(send))
    }
}

fn standing(row: &Mandate, lang: Lang, today: Day) -> AnyView {
    let mark = match row.state {
        MandateState::Asked => Mark::Waiting,
        MandateState::Agreed if row.lives(today) => Mark::Confirmed,
        MandateState::Declined => Mark::Failed,
        MandateState::Agreed | MandateState::Ended => Mark::Done,
    };
    state(mark, words::state(lang, row, today))
}
