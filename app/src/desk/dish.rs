//! 菜的照片: the cook shows on the menu's page what a dish looks like, changes that or takes it away. The photo is made small on
//! the phone and goes out before the command that names it; without a network both wait. As long as one is chosen and not saved the
//! dish stays the one for which it was chosen.

use super::entry::{Choice, Entry, pick_unless, submits};
use super::menu::dishes;
use super::pictures::Pictures;
use super::sending::Sending;
use crate::cell::Memo;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::desk::{kitchen, menu as words};
use domain::command::Command;
use domain::dish::Dish;
use domain::id::{DishId, PhotoId};
use leptos::prelude::*;

/// The identity of the list of dishes.
const DISH: &str = "pictured-dish";

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct DishPicture {
    lang: Lang,
    sync: Sync,
    dish: Entry,
    pictures: Pictures,
    sending: Sending,
}

impl DishPicture {
    /// Without a dish that is chosen.
    pub fn new() -> Self {
        let part = Self {
            lang: lang(),
            sync: sync(),
            dish: Entry::new(""),
            pictures: Pictures::new(1),
            sending: Sending::new(),
        };
        // What is shown of the dish that is chosen.
        Effect::new(move |_| {
            part.dish.text.with(|_| ());
            part.pictures.fill(untrack(|| part.kept()).into_iter().collect());
            part.sending.forget();
        });
        part
    }

    /// What there is of the dish that is chosen. Tracked.
    fn kept(self) -> Option<PhotoId> {
        let id = self.dish.text.get().parse::<DishId>().ok()?;
        let view = self.sync.view();
        view.get::<Dish>(id.0).and_then(|dish| dish.picture)
    }

    /// What is said, and can be done, while a picture is chosen and not saved.
    fn unsaved(self) -> AnyView {
        let lang = self.lang;
        let drop = move |_| {
            self.pictures.put_back(untrack(|| self.kept()));
            self.sending.forget();
            focus_soon(DISH.into());
        };
        view! {
            <div class="stack">
                <p class="said">{words::picture_unsaved(lang)}</p>
                <button type="button" class="button is-quiet is-small" on:click=drop>{words::picture_drop(lang)}</button>
            </div>
        }
        .into_any()
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let choices = Memo::new(move || {
            let choice = |dish: Dish| Choice { value: dish.id.to_string(), text: dish.name };
            dishes(&self.sync.view()).into_iter().map(choice).collect::<Vec<_>>()
        });
        let chosen = Memo::new(move || !self.dish.text.get().is_empty());
        let picture =
            move || chosen.get().then(|| self.pictures.field(words::picture(lang), words::picture_hint(lang)));
        let unsaved = Memo::new(move || self.pictures.unsaved(self.kept()));
        let fixed = move || unsaved.get();
        let said = move || unsaved.get().then(|| self.unsaved());
        view! {
            <form class="form card no-print" aria-labelledby="dish-picture" on:submit=submits(move || self.send())>
                <h2 id="dish-picture">{words::pictures(lang)}</h2>
                {pick_unless(fixed, self.dish, DISH, kitchen::dish(lang), kitchen::dish_none(lang), choices)}
                {picture}
                <div aria-live="polite">{said}</div>
                {self.sending.result(words::picture_saved(lang))}
                <div class="actions"><button class="button is-quiet">{words::picture_save(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let Ok(dish) = self.dish.typed().parse::<DishId>() else {
            self.dish.fail(kitchen::dish_missing(self.lang));
            return;
        };
        if !self.pictures.ready() {
            return;
        }
        let chosen = self.pictures.chosen();
        let picture = chosen.first().copied();
        self.sending.send_with(Command::ShowDish { dish, picture }, &chosen, |_| None, || {});
    }
}
