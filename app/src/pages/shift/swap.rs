//! 换班: what others propose for my duties on this shift and what I proposed; on a shift that I am not on, proposing it.

use crate::cell::RwSignal;
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, shift as shift_words, swap as words, when};
use domain::command::Command;
use domain::duty::Duty;
use domain::id::SwapId;
use domain::replica::Replica;
use domain::shift::Shift;
use domain::swap::{Swap, SwapState};
use domain::views::service::{ListedShift, cautions_instead, own_shifts};
use domain::when::Moment;
use leptos::prelude::*;

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Swapping {
    code: RwSignal<String>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Swapping {
    pub(super) fn new() -> Self {
        Self { code: RwSignal::new(String::new()), trouble: RwSignal::new(None) }
    }

    /// The part of the page; empty where there is nothing to swap, or no more time for it.
    pub(super) fn section(self, listed: &ListedShift, lang: Lang, now: Moment) -> AnyView {
        let view = sync().view();
        if !open(&listed.shift, now) {
            return ().into_any();
        }
        let body = if listed.duties.is_empty() {
            self.form(&view, listed, lang, now)
        } else {
            let entries: Vec<AnyView> =
                listed.duties.iter().flat_map(|duty| self.entries(&view, duty, lang, now)).collect();
            (!entries.is_empty()).then(|| view! { <ul class="list is-tight">{entries}</ul> }.into_any())
        };
        body.map(|body| {
            view! {
                <section class="stack">{section_head(words::title(lang).into(), None)}{body}{self.trouble()}</section>
            }
        })
        .into_any()
    }

    /// The proposals about one of my duties that still matter.
    fn entries(self, view: &Replica, duty: &Duty, lang: Lang, now: Moment) -> Vec<AnyView> {
        let about = |swap: &&Swap| swap.given == duty.id || swap.wanted == duty.id;
        let entry = |swap: &Swap| {
            let own = swap.given == duty.id;
            let other = view.get::<Shift>(if own { swap.wanted_shift.0 } else { swap.given_shift.0 })?;
            if !open(other, now) {
                return None;
            }
            match (swap.state, own) {
                (SwapState::Proposed, true) => Some(self.waiting(view, swap, other, lang, now)),
                (SwapState::Proposed, false) => Some(self.question(view, swap, other, lang, now)),
                (SwapState::Declined, true) => Some(said(words::declined(lang, &swap.asked.name))),
                _ => None,
            }
        };
        view.all::<Swap>().filter(about).filter_map(entry).collect()
    }

    /// What I proposed and nobody has answered.
    fn waiting(self, view: &Replica, swap: &Swap, other: &Shift, lang: Lang, now: Moment) -> AnyView {
        let id = swap.id;
        let drop = move |_| self.answer(id, false);
        let waits = view.is_pending::<Swap>(id.0).then(|| pending_state(lang));
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{words::asked(lang, &line(other, lang, now))}</b></span>
                    <span class="item-end">{waits}</span>
                    <p class="item-said">{words::waiting(lang)}</p>
                    <button type="button" class="button is-quiet" on:click=drop>{words::take_back(lang)}</button>
                </div>
            </li>
        }
        .into_any()
    }

    /// What somebody asks me, with what to think of before I agree.
    fn question(self, view: &Replica, swap: &Swap, other: &Shift, lang: Lang, now: Moment) -> AnyView {
        let id = swap.id;
        let cautions = view.me().map(|me| cautions_instead(view, me, other, swap.wanted)).unwrap_or_default();
        let cautions: Vec<_> =
            cautions.iter().map(|one| view! { <p class="item-said">{shift_words::caution(lang, one)}</p> }).collect();
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{words::asks(lang, &swap.proposer.name, &line(other, lang, now))}</b></span>
                    {cautions}
                    <div class="actions">
                        <button type="button" class="button" on:click=move |_| self.answer(id, true)>
                            {words::agree(lang)}
                        </button>
                        <button type="button" class="button is-quiet" on:click=move |_| self.answer(id, false)>
                            {words::decline(lang)}
                        </button>
                    </div>
                </div>
            </li>
        }
        .into_any()
    }

    /// One button for each of my duties that I could give for one here.
    fn form(self, view: &Replica, listed: &ListedShift, lang: Lang, now: Moment) -> Option<AnyView> {
        if listed.shift.taken == 0 {
            return None;
        }
        let own: Vec<ListedShift> = own_shifts(view, now).into_iter().filter(|own| open(&own.shift, now)).collect();
        let button = |own: &ListedShift, duty: &Duty| {
            let (duty, shift, words) = (duty.id, listed.shift.id, words::give(lang, &line(&own.shift, lang, now)));
            let send = move |_| {
                let (swap, code) = (SwapId(new_id()), self.code.get_untracked());
                self.send(Command::ProposeSwap { swap, duty, shift, code });
            };
            view! { <button type="button" class="button is-wide is-quiet" on:click=send>{words}</button> }.into_any()
        };
        let buttons: Vec<AnyView> =
            own.iter().flat_map(|own| own.duties.iter().map(|duty| button(own, duty)).collect::<Vec<_>>()).collect();
        let control = view! {
            <input
                id="swap-code"
                type="text"
                autocomplete="off"
                aria-describedby="swap-code-hint"
                prop:value=move || self.code.get()
                on:input=move |event| self.code.set(event_target_value(&event))
            />
        };
        let hint = Some(words::ask_hint(lang).to_string());
        (!buttons.is_empty()).then(|| {
            view! {
                <div class="form card">
                    <p class="strong">{words::ask(lang)}</p>
                    {field("swap-code", words::code(lang).into(), hint, None, control.into_any())}
                    {buttons}
                </div>
            }
            .into_any()
        })
    }

    fn answer(self, swap: SwapId, agreed: bool) {
        self.send(Command::AnswerSwap { swap, agreed });
    }

    fn send(self, command: Command) {
        self.trouble.set(None);
        sync().submit(command, move |result| match result {
            Ok(()) => self.code.set(String::new()),
            Err(why) => self.trouble.set(Some(why)),
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

fn open(shift: &Shift, now: Moment) -> bool {
    shift.cancelled.is_none() && shift.starts > now
}

fn line(shift: &Shift, lang: Lang, now: Moment) -> String {
    words::shift(lang, &shift.role, &when::span(lang, shift.starts, shift.ends, now))
}

fn said(words: String) -> AnyView {
    view! { <li><p class="said">{words}</p></li> }.into_any()
}
