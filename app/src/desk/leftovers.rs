//! 剩菜: when the meal is over the cook notes of each dish what is left and what was thrown away. It works without a network like
//! everything at the counter.

use super::entry::{Choice, Entry, Kind, line, pick, submits};
use super::sending::Sending;
use crate::cell::Memo;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::kitchen as words;
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::ServingId;
use domain::meal::Meal;
use domain::refusal::Refusal;
use domain::serving::Serving;
use domain::when::Day;
use leptos::prelude::*;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Leftovers {
    lang: Lang,
    sync: Sync,
    day: Memo<Day>,
    meal: Memo<Meal>,
    dish: Entry,
    left: Entry,
    wasted: Entry,
    sending: Sending,
}

impl Leftovers {
    /// The form for the dishes of `meal` on `day`.
    pub fn new(day: Memo<Day>, meal: Memo<Meal>) -> Self {
        let entry = || Entry::new("");
        Self {
            lang: lang(),
            sync: sync(),
            day,
            meal,
            dish: entry(),
            left: entry(),
            wasted: entry(),
            sending: Sending::new(),
        }
    }

    /// The part of the page, from the day itself on.
    pub fn section(self) -> AnyView {
        let come = Memo::new(move || self.day.get() <= self.sync.now().day());
        (move || if come.get() { self.form() } else { ().into_any() }).into_any()
    }

    fn form(self) -> AnyView {
        let lang = self.lang;
        let dishes = Memo::new(move || self.dishes());
        view! {
            <form class="form card no-print" aria-labelledby="leftovers" on:submit=submits(move || self.send())>
                <h2 id="leftovers">{words::leftovers(lang)}</h2>
                <p class="small soft">{words::leftovers_text(lang)}</p>
                {pick(self.dish, "leftover-dish", words::dish(lang), words::dish_none(lang), dishes)}
                <div class="field-row">
                    {line(self.left, Kind::Number, "leftover-left", words::left_over(lang), None)}
                    {line(self.wasted, Kind::Number, "leftover-wasted", words::wasted(lang), None)}
                </div>
                {self.sending.result(words::leftovers_noted(lang))}
                <div class="actions"><button class="button is-quiet">{words::leftovers_note(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    /// The dishes of the meal, each with what is known of its portions.
    fn dishes(self) -> Vec<Choice> {
        let (view, on) = (self.sync.view(), (self.day.get(), self.meal.get()));
        let cooked = |serving: &&Serving| (serving.day, serving.meal) == on && serving.portions > 0;
        let mut dishes: Vec<&Serving> = view.all::<Serving>().filter(cooked).collect();
        dishes.arrange(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        let choice =
            |serving: &Serving| Choice { value: serving.id.to_string(), text: words::to_count(self.lang, serving) };
        dishes.into_iter().map(choice).collect()
    }

    fn send(self) {
        let lang = self.lang;
        // A dish that was chosen before another day was is not on the list any more.
        let (known, typed) = (untrack(|| self.dishes()), self.dish.typed());
        let chosen = known.iter().find(|choice| choice.value == typed);
        let dish: Option<ServingId> = chosen.and_then(|choice| choice.value.parse().ok());
        if dish.is_none() {
            self.dish.fail(words::dish_missing(lang));
        }
        let [left, wasted] = [self.left, self.wasted].map(|entry| {
            let number = if entry.typed().is_empty() { Some(0) } else { entry.number() };
            if number.is_none() {
                entry.fail(words::number_wrong(lang));
            }
            number
        });
        let (Some(serving), Some(left), Some(wasted)) = (dish, left, wasted) else { return };
        let field = move |refusal: &Refusal| matches!(refusal, Refusal::CountsDiffer { .. }).then_some(self.left);
        let then = move || [self.dish, self.left, self.wasted].into_iter().for_each(|entry| entry.fill(""));
        self.sending.send(Command::CountServing { serving, left, wasted }, field, then);
    }
}
