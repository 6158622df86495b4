//! 请我帮忙的、我请人帮的忙: where each stands, and what can be done next: agree, decline, step back, say or confirm that it is done.

use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{NotTaken, sync};
use crate::words::{refusal, skills as words};
use domain::command::Command;
use domain::favour::{Favour, FavourState, Spent, Step};
use domain::views::skills::{ListedFavour, favours};
use domain::when::{Clock, Day, Moment};
use leptos::prelude::*;

/// What is about to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Agree,
    /// Decline, or step back.
    Refuse,
    Finish,
}

/// Which side I am on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Helper,
    Asker,
}

/// The form.
const FORM: &str = "favour-form";

/// A form that is open: for which favour, what, and the words on its head.
type Open = (Favour, Act, String);

/// What is typed. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Favours {
    open: RwSignal<Option<Open>>,
    words: RwSignal<String>,
    day: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    trouble: RwSignal<Option<NotTaken>>,
}

impl Favours {
    pub(super) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            open: RwSignal::new(None),
            words: empty(),
            day: empty(),
            from: empty(),
            until: empty(),
            wrong: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// The two lists, and the form while it is open. News take nobody's focus while they type.
    pub(super) fn section(self) -> AnyView {
        let sync = sync();
        let shown = Memo::new(move || {
            let view = sync.view();
            view.me().map(|me| favours(&view, me)).unwrap_or_default()
        });
        let form = move || self.open.get().map(|open| self.form(open));
        let helping = move || shown.with(|(helping, _)| self.list(helping, Side::Helper));
        let asking = move || shown.with(|(_, asking)| self.list(asking, Side::Asker));
        view! { {form}{helping}{asking} }.into_any()
    }

    fn list(self, rows: &[ListedFavour], side: Side) -> AnyView {
        if rows.is_empty() {
            return ().into_any();
        }
        let (lang, now) = (lang(), untrack(|| sync().now()));
        let title = if side == Side::Helper { words::for_others(lang) } else { words::for_myself(lang) };
        let items: Vec<AnyView> = rows.iter().map(|row| self.item(row, side, lang, now)).collect();
        view! {
            <section class="stack">
                {section_head(title.into(), None)}
                <ul class="list is-tight">{items}</ul>
            </section>
        }
        .into_any()
    }

    fn item(self, (favour, pending): &ListedFavour, side: Side, lang: Lang, now: Moment) -> AnyView {
        let other = if side == Side::Helper { &favour.asker } else { &favour.helper };
        let head = words::about(lang, &favour.what, &other.name);
        let end = if *pending { pending_state(lang) } else { standing(favour, lang) };
        let for_whom =
            (side == Side::Asker && favour.by.id != favour.asker.id).then(|| words::asked_by(lang, &favour.asker.name));
        let took = favour.spent.map(|spent| words::took(lang, spent, now));
        let answer = (!favour.answer.is_empty()).then(|| words::answered(lang, &favour.answer));
        let said = for_whom.into_iter().chain(took).chain(answer);
        let said: Vec<AnyView> = said.map(|line| view! { <p class="item-said">{line}</p> }.into_any()).collect();
        let buttons: Vec<AnyView> =
            acts(favour, side, lang).into_iter().map(|(act, name)| self.button(favour, act, name, &head)).collect();
        let buttons = (!buttons.is_empty()).then(|| view! { <div class="actions">{buttons}</div> });
        view! {
            <li id=line_of(favour) tabindex="-1">
                <div class="item is-bare">
                    <span class="item-text"><b>{head}</b><small>{words::asked_for(lang, favour, now)}</small></span>
                    <span class="item-end">{end}</span>
                    {said}
                    {buttons}
                </div>
            </li>
        }
        .into_any()
    }

    fn button(self, favour: &Favour, act: Act, name: &'static str, head: &str) -> AnyView {
        let class = if act == Act::Refuse { "button is-quiet" } else { "button" };
        let (id, favour, title) = (button_of(favour, act), favour.clone(), format!("{name} · {head}"));
        let begin = move |_| self.begin(&favour, act, &title);
        let unseen = view! { <span class="unseen">{format!(" {head}")}</span> };
        view! { <button type="button" class=class id=id on:click=begin>{name}{unseen}</button> }.into_any()
    }

    /// Opens the form, with the time that the helper has said, or the day that was wanted.
    fn begin(self, favour: &Favour, act: Act, title: &str) {
        let today = sync().now.get_untracked().day();
        let clock = |at: Moment| at.clock().to_string();
        let spent = favour.spent;
        let day = spent.map(|spent| spent.from.day()).or(favour.day.filter(|day| *day <= today)).unwrap_or(today);
        self.words.set(String::new());
        self.day.set(day.to_string());
        self.from.set(spent.map(|spent| clock(spent.from)).unwrap_or_default());
        self.until.set(spent.map(|spent| clock(spent.until)).unwrap_or_default());
        self.wrong.set(None);
        self.trouble.set(None);
        self.open.set(Some((favour.clone(), act, title.to_owned())));
        focus_soon(FORM.into());
    }

    fn form(self, (favour, act, title): Open) -> AnyView {
        let lang = lang();
        let fields = if act == Act::Finish { self.times(lang) } else { self.said(lang) };
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        let opened = button_of(&favour, act);
        let back = move |_| {
            self.open.set(None);
            focus_soon(opened.clone());
        };
        view! {
            <section class="form card" id=FORM tabindex="-1" aria-labelledby="favour">
                <h2 id="favour">{title}</h2>
                {fields}
                <div aria-live="polite">{trouble}</div>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.act(&favour, act)>
                        {words::do_it(lang)}
                    </button>
                    <button type="button" class="button is-quiet" on:click=back>{words::back(lang)}</button>
                </div>
            </section>
        }
        .into_any()
    }

    fn said(self, lang: Lang) -> AnyView {
        let typed = view! {
            <input
                id="favour-said"
                type="text"
                autocomplete="off"
                aria-describedby="favour-said-hint"
                prop:value=move || self.words.get()
                on:input=move |event| self.words.set(event_target_value(&event))
            />
        };
        let hint = Some(words::said_hint(lang).to_owned());
        field("favour-said", words::said(lang).into(), hint, None, typed.into_any())
    }

    fn times(self, lang: Lang) -> AnyView {
        let input = move |id: &'static str, kind: &'static str, text: RwSignal<String>| {
            view! {
                <input
                    id=id
                    type=kind
                    autocomplete="off"
                    aria-describedby=move || self.wrong.with(Option::is_some).then_some("favour-until-error")
                    aria-invalid=move || self.wrong.with(Option::is_some).then_some("true")
                    prop:value=move || text.get()
                    on:input=move |event| {
                        text.set(event_target_value(&event));
                        self.wrong.set(None);
                    }
                />
            }
            .into_any()
        };
        let (day, from) = (input("favour-day", "date", self.day), input("favour-from", "time", self.from));
        let until = input("favour-until", "time", self.until);
        view! {
            <p class="said">{words::finish_hint(lang)}</p>
            <div class="field-row">
                {field("favour-day", words::day(lang).into(), None, None, day)}
                {field("favour-from", words::from(lang).into(), None, None, from)}
                {field("favour-until", words::until(lang).into(), None, Some(self.wrong), until)}
            </div>
        }
        .into_any()
    }

    /// The time that is typed, if it can be read.
    fn spent(self) -> Option<Spent> {
        // Some browsers add the seconds.
        let clock = |text: &String| Clock::parse(text.get(..5).unwrap_or(text));
        let day = self.day.with_untracked(|text| Day::parse(text))?;
        let (from, until) = (self.from.with_untracked(clock)?, self.until.with_untracked(clock)?);
        Some(Spent { from: Moment::at(day, from), until: Moment::at(day, until) })
    }

    fn act(self, favour: &Favour, act: Act) {
        let line = line_of(favour);
        let words = self.words.get_untracked();
        let step = match act {
            Act::Agree => Step::Answer { agreed: true, words },
            Act::Refuse => Step::Answer { agreed: false, words },
            Act::Finish => match self.spent() {
                Some(spent) => Step::Finish { spent },
                None => return self.wrong.set(Some(words::times_missing(lang()).into())),
            },
        };
        self.trouble.set(None);
        sync().submit(Command::Favour { favour: favour.id, step }, move |result| match result {
            Ok(()) => {
                self.open.set(None);
                focus_soon(line);
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}

/// The line of a favour.
fn line_of(favour: &Favour) -> String {
    format!("favour-{}", favour.id)
}

/// The button that opens the form for this.
fn button_of(favour: &Favour, act: Act) -> String {
    let act = match act {
        Act::Agree => "agree",
        Act::Refuse => "refuse",
        Act::Finish => "finish",
    };
    format!("{act}-{}", favour.id)
}

/// What can be done next, with its name.
fn acts(favour: &Favour, side: Side, lang: Lang) -> Vec<(Act, &'static str)> {
    match (side, favour.state) {
        (Side::Helper, FavourState::Asked) => {
            vec![(Act::Agree, words::agree(lang)), (Act::Refuse, words::decline(lang))]
        }
        (Side::Helper, FavourState::Agreed | FavourState::Claimed) => {
            vec![(Act::Finish, words::finish(lang)), (Act::Refuse, words::step_back(lang))]
        }
        (Side::Asker, FavourState::Asked) => vec![(Act::Refuse, words::call_off(lang))],
        (Side::Asker, FavourState::Agreed) => {
            vec![(Act::Finish, words::finish(lang)), (Act::Refuse, words::call_off(lang))]
        }
        (Side::Asker, FavourState::Claimed) => {
            vec![(Act::Finish, words::confirm(lang)), (Act::Refuse, words::call_off(lang))]
        }
        (_, FavourState::Done | FavourState::Declined | FavourState::Withdrawn) => Vec::new(),
    }
}

fn standing(favour: &Favour, lang: Lang) -> AnyView {
    let mark = match favour.state {
        FavourState::Asked | FavourState::Claimed => Mark::Waiting,
        FavourState::Agreed => Mark::Confirmed,
        FavourState::Done => Mark::Done,
        FavourState::Declined | FavourState::Withdrawn => Mark::Failed,
    };
    state(mark, words::state(lang, favour).into())
}
