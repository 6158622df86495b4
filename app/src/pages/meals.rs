//! 吃过的饭: what the family has fetched lately, and how it was. Said once of each meal, and changed as often as one likes.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::field::field;
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, Sync, new_id, sync};
use crate::words::{canteen, meals as words, refusal, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{OrderId, RatingId};
use domain::order::{Order, OrderState};
use domain::rating::{Rated, Rating, Reason, Score};
use domain::refusal::Refusal;
use domain::replica::Replica;
use domain::when::Day;
use leptos::prelude::*;

/// The form, where the focus goes when it opens.
const FORM: &str = "meal-form";
/// So many days back a meal can be spoken of.
const DAYS: i32 = 14;

/// A meal, what was said of it, and whether that still waits for the server.
type Meal = (Order, Option<Rated>, bool);

/// What is open and chosen. It lives as long as the page does.
#[derive(Clone, Copy)]
struct Meals {
    sync: Sync,
    open: RwSignal<Option<OrderId>>,
    score: RwSignal<Score>,
    reasons: RwSignal<Vec<Reason>>,
    words: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    trouble: RwSignal<Option<NotTaken>>,
}

/// Who looks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    Visitor,
    Resident,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let meals = Meals {
        sync,
        open: RwSignal::new(None),
        score: RwSignal::new(Score::Good),
        reasons: RwSignal::new(Vec::new()),
        words: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    let who = Memo::new(move || match sync.view().me() {
        Some(_) => Who::Resident,
        None if sync.visiting() => Who::Visitor,
        None => Who::Nobody,
    });
    let today = Memo::new(move || sync.now().day());
    let list = Memo::new(move || fetched(&sync.view(), today.get()));
    let body = move || match who.get() {
        Who::Visitor => view! { <p class="said">{words::sign_in_first(lang())}</p> }.into_any(),
        Who::Nobody => skeleton(3),
        Who::Resident => meals.list(&list.get(), today.get()),
    };
    view! {
        {move || back_head(Route::Canteen, words::hint(lang()).into(), words::title(lang()).into())}
        <div class="stack">{body}</div>
    }
    .into_any()
}

impl Meals {
    fn list(self, meals: &[Meal], today: Day) -> AnyView {
        let lang = lang();
        if meals.is_empty() {
            return empty(words::none(lang).into(), words::none_text(lang).into(), None);
        }
        meals.iter().map(|meal| self.card(lang, meal, today)).collect_view().into_any()
    }

    fn card(self, lang: Lang, (order, rated, pending): &Meal, today: Day) -> AnyView {
        let day = when::day(lang, order.day, today);
        // Most meals are lunch, and are not said to be.
        let day = if order.meal.is_lunch() { day } else { format!("{day} {}", canteen::meal(lang, order.meal)) };
        let head = format!("{day} · {}", order.eater.name);
        let dishes: Vec<String> = order.lines.iter().map(|line| canteen::line(lang, &line.name, line.count)).collect();
        let said = rated.as_ref().map(|rated| view! { <p>{words::said(lang, rated)}</p> });
        let waits = pending.then(|| pending_state(lang));
        let (id, rated, which) = (order.id, rated.clone(), head.clone());
        let part = move || {
            if self.open.get() == Some(id) {
                return self.form(lang, id);
            }
            let act = if rated.is_some() { words::say_anew(lang) } else { words::say(lang) };
            let (rated, which) = (rated.clone(), format!(" {which}"));
            view! {
                <button
                    type="button"
                    class="button is-quiet"
                    id=button(id)
                    on:click=move |_| self.begin(id, rated.clone().unwrap_or_default())
                >
                    {act}<span class="unseen">{which}</span>
                </button>
            }
            .into_any()
        };
        view! {
            <article class="card stack">
                <div class="row is-apart"><h2>{head}</h2>{waits}</div>
                <p class="small soft">{dishes.join(lang.pick("，", ", "))}</p>
                {said}
                {part}
            </article>
        }
        .into_any()
    }

    fn begin(self, order: OrderId, rated: Rated) {
        self.trouble.set(None);
        self.wrong.set(None);
        self.score.set(rated.score);
        self.reasons.set(rated.reasons);
        self.words.set(rated.words);
        self.open.set(Some(order));
        focus_soon(FORM.into());
    }

    fn close(self, order: OrderId) {
        self.open.set(None);
        focus_soon(button(order));
    }

    fn form(self, lang: Lang, order: OrderId) -> AnyView {
        let scores: Vec<AnyView> = Score::ALL.into_iter().map(|score| self.score(lang, score)).collect();
        let reasons: Vec<AnyView> = Reason::ALL.into_iter().map(|reason| self.reason(lang, reason)).collect();
        let described = move || {
            let wrong = self.wrong.with(Option::is_some);
            if wrong { "meal-words-hint meal-words-error" } else { "meal-words-hint" }
        };
        let typed = view! {
            <textarea
                id="meal-words"
                rows="3"
                aria-describedby=described
                aria-invalid=move || self.wrong.with(Option::is_some).then_some("true")
                prop:value=move || self.words.get()
                on:input=move |event| {
                    self.words.set(event_target_value(&event));
                    self.wrong.set(None);
                }
            ></textarea>
        };
        let trouble = move || {
            let trouble = self.trouble.get();
            trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any()))
        };
        let hint = Some(words::words_hint(lang).to_owned());
        view! {
            <div class="form" role="group" id=FORM tabindex="-1" aria-label=words::how(lang)>
                <fieldset class="choices"><legend>{words::how(lang)}</legend>{scores}</fieldset>
                <div role="group" aria-label=words::about(lang)>
                    <p class="soft">{words::about(lang)}</p>
                    <div class="row">{reasons}</div>
                </div>
                {field("meal-words", words::words(lang).into(), hint, Some(self.wrong), typed.into_any())}
                <div aria-live="polite">{trouble}</div>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.send(order)>{words::send(lang)}</button>
                    <button type="button" class="button is-quiet" on:click=move |_| self.close(order)>
                        {words::not_now(lang)}
                    </button>
                </div>
            </div>
        }
        .into_any()
    }

    fn score(self, lang: Lang, score: Score) -> AnyView {
        let chosen = move || self.score.get() == score;
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="meal-score"
                    prop:checked=chosen
                    on:change=move |_| self.score.set(score)
                />
                <span class="choice-text"><b>{words::score(lang, score)}</b></span>
            </label>
        }
        .into_any()
    }

    fn reason(self, lang: Lang, reason: Reason) -> AnyView {
        let pressed = move || if self.reasons.with(|all| all.contains(&reason)) { "true" } else { "false" };
        let toggle = move |_| {
            self.reasons.update(|all| {
                let before = all.len();
                all.retain(|other| *other != reason);
                if all.len() == before {
                    all.push(reason);
                }
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=toggle>{words::reason(lang, reason)}</button>
        }
        .into_any()
    }

    fn send(self, order: OrderId) {
        let rated = Rated {
            score: self.score.get_untracked(),
            reasons: self.reasons.get_untracked(),
            words: self.words.get_untracked(),
        };
        let lang = untrack(lang);
        self.trouble.set(None);
        self.sync.submit(Command::RateOrder { rating: RatingId(new_id()), order, rated }, move |answer| match answer {
            Ok(()) => self.close(order),
            Err(NotTaken::Refused(no @ Refusal::WordsTooLong { .. })) => {
                self.wrong.set(Some(refusal::sentence(lang, &no)));
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}

/// The identity of the button that opens the form of a meal.
fn button(order: OrderId) -> String {
    format!("say-{order}")
}

/// What the family has fetched lately, the newest first.
fn fetched(view: &Replica, today: Day) -> Vec<Meal> {
    let Some(me) = view.me() else { return Vec::new() };
    let lately = |order: &&Order| {
        order.state == OrderState::HandedOut && order.of_family(me) && (0..DAYS).contains(&today.since(order.day))
    };
    let mut meals: Vec<Meal> = view
        .all::<Order>()
        .filter(lately)
        .map(|order| {
            let said = view.all::<Rating>().find(|rating| rating.order == order.id);
            let pending = said.is_some_and(|rating| view.is_pending::<Rating>(rating.id.0));
            (order.clone(), said.map(|rating| rating.rated.clone()), pending)
        })
        .collect();
    meals.arrange(|(a, ..), (b, ..)| (b.day, b.meal, &a.eater.name).cmp(&(a.day, a.meal, &b.eater.name)));
    meals
}
