//! 有人找您替: whoever stands in for a team sees first on which of its shifts somebody looks for a replacement, as far as they could
//! come. One tap takes over.

use crate::cell::{Memo, RwSignal};
use crate::components::lamp::portrait;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::time;
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{refusal, substitute as words};
use domain::command::Command;
use domain::id::{DutyId, ResidentId, ShiftId};
use domain::views::service::ListedShift;
use domain::views::substitute::asked;
use domain::when::Moment;
use leptos::prelude::*;

/// What was tapped. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Asked {
    pub(super) fn new() -> Self {
        Self { busy: RwSignal::new(false), trouble: RwSignal::new(None) }
    }

    /// The part of the page; nothing where nobody looks for me.
    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        // What is drawn. Another pull that changes nothing of it draws nothing anew.
        let shown = Memo::new(move || {
            let (view, now) = (sync.view(), sync.now());
            view.me().map(|me| (me.id, asked(&view, me, now)))
        });
        let list = move || {
            let (lang, now) = (lang(), untrack(|| sync.now()));
            let (me, shifts) = shown.get().filter(|(_, shifts)| !shifts.is_empty())?;
            let items: Vec<AnyView> = shifts.iter().map(|listed| self.item(listed, me, lang, now)).collect();
            Some(view! {
                <section class="stack">
                    {section_head(words::asked(lang).into(), None)}
                    <p class="said">{words::asked_text(lang)}</p>
                    <ul class="list is-tight">{items}</ul>
                </section>
            })
        };
        view! { {list}<div aria-live="polite">{move || self.trouble()}</div> }.into_any()
    }

    fn item(self, listed: &ListedShift, me: ResidentId, lang: Lang, now: Moment) -> AnyView {
        let shift = &listed.shift;
        let line = time::and_place(lang, (shift.starts, shift.ends), &listed.venue, None, now);
        let (id, which) = (shift.id, format!(" {}", shift.role));
        let busy = move || self.busy.get().then_some("true");
        view! {
            <li>
                <div class="item is-bare">
                    {portrait(&listed.organization)}
                    <span class="item-text"><b>{shift.role.clone()}</b>{line}</span>
                    <button type="button" class="button" aria-busy=busy on:click=move |_| self.take(id, me)>
                        {words::take_over(lang)}<span class="unseen">{which}</span>
                    </button>
                </div>
            </li>
        }
        .into_any()
    }

    fn take(self, shift: ShiftId, resident: ResidentId) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let duty = DutyId(new_id());
        sync().submit(Command::TakeShift { duty, shift, resident, witness: String::new() }, move |result| {
            self.busy.set(false);
            self.trouble.set(result.err());
        });
    }

    fn trouble(self) -> AnyView {
        let trouble = self.trouble.get();
        trouble
            .map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
            .into_any()
    }
}
