//! 菜单: the cook says what there is at a meal on a day, how many portions of each, and how many may eat it where; or has the coming week
//! like the last one, in two taps. All of it works without a network, like everything at the canteen.

use super::dish::DishPicture;
use super::door::{behind, cooks};
use super::entry::{Entry, Kind, line, narrow, submits};
use super::sending::Sending;
use super::steps::{Step, steps};
use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::meals::meals;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::page_head;
use crate::components::picture;
use crate::components::section::section_head;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, elder, lang};
use crate::routes::{DeskRoute, Route};
use crate::sync::{Sync, sync};
use crate::words::desk::{self, menu as words, steps as step_words};
use crate::words::{canteen, common, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::dish::{Dish, DishKind};
use domain::id::DishId;
use domain::meal::Meal;
use domain::menu::Cooked;
use domain::quota::Limits;
use domain::replica::Replica;
use domain::serving::Serving;
use domain::when::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// How many days after today can be chosen.
const AHEAD: i32 = 13;
/// What names the question of copying: there is one on the page.
const COPY: Uuid = Uuid::from_u128(1);
/// The identity of what is said of numbers that are none.
const WRONG: &str = "menu-wrong";
const KINDS: [DishKind; 4] = [DishKind::Meat, DishKind::Vegetable, DishKind::Soup, DishKind::Staple];

/// What is in the form of a meal.
#[derive(Clone, PartialEq, Eq)]
struct Typed {
    on: (Day, Meal),
    portions: Vec<(DishId, String)>,
    eat_in: String,
    deliver: String,
}

#[derive(Clone, Copy)]
struct Menu {
    lang: Lang,
    sync: Sync,
    day: RwSignal<Day>,
    meal: RwSignal<Meal>,
    /// What is typed at a dish, for the chosen meal.
    typed: RwSignal<Vec<(DishId, String)>>,
    eat_in: Entry,
    deliver: Entry,
    /// The shown meal's menu as it is without what is typed.
    shown: RwSignal<Option<Typed>>,
    /// What is typed for other meals and not sent yet.
    unsent: RwSignal<Vec<Typed>>,
    trouble: RwSignal<bool>,
    asked: RwSignal<Option<Uuid>>,
    sending: Sending,
    copying: Sending,
    picture: DishPicture,
}

/// The page.
pub fn page() -> AnyView {
    let (lang, sync) = (lang(), sync());
    let tomorrow = untrack(|| sync.now().day().plus(1));
    let menu = Menu {
        lang,
        sync,
        day: RwSignal::new(tomorrow),
        meal: RwSignal::new(Meal::Lunch),
        typed: RwSignal::new(Vec::new()),
        eat_in: Entry::new(""),
        deliver: Entry::new(""),
        shown: RwSignal::new(None),
        unsent: RwSignal::new(Vec::new()),
        trouble: RwSignal::new(false),
        asked: RwSignal::new(None),
        sending: Sending::new(),
        copying: Sending::new(),
        picture: DishPicture::new(),
    };
    view! {
        <a class="back" href=Route::Desk(DeskRoute::Kitchen).href()>{icon(Icon::Back)}{words::to_kitchen(lang)}</a>
        {move || page_head(when::full_date(lang, menu.day.get()), words::menu(lang).into())}
        {behind(cooks, desk::whose_kitchen, move || menu.inside())}
    }
    .into_any()
}

impl Menu {
    fn inside(self) -> AnyView {
        let lang = self.lang;
        untrack(|| self.show(self.on()));
        let today = untrack(|| self.sync.now().day());
        let days = (0..=AHEAD).map(|days| self.day_button(today.plus(days), today)).collect_view();
        let dishes = Memo::new(move || dishes(&self.sync.view()));
        let some = Memo::new(move || !dishes.with(Vec::is_empty));
        let served = Memo::new(move || {
            let view = self.sync.view();
            let served = view.community().map(|community| community.served()).unwrap_or_default();
            served.into_iter().map(|hours| hours.meal).collect::<Vec<_>>()
        });
        let meal = Memo::new(move || self.meal.get());
        let choose = Callback::new(move |meal| self.show((untrack(|| self.day.get()), meal)));
        let pictured = move || some.get().then(|| self.picture.section());
        let form = move || {
            if dishes.with(Vec::is_empty) {
                return empty(words::no_dishes(lang).into(), words::no_dishes_text(lang).into(), None);
            }
            self.form(&dishes.get())
        };
        view! {
            {self.copy()}
            <div class="day-strip" role="group" aria-label=words::pick_day(lang)>{days}</div>
            {meals(served, meal, choose)}
            {form}
            {pictured}
        }
        .into_any()
    }

    fn day_button(self, day: Day, today: Day) -> AnyView {
        let lang = self.lang;
        let pressed = move || if self.day.get() == day { "true" } else { "false" };
        let name = if day == today { common::today(lang) } else { when::weekday(lang, day) };
        let (_, _, number) = day.parts();
        view! {
            <button
                type="button"
                class="day"
                aria-pressed=pressed
                on:click=move |_| self.show((day, untrack(|| self.meal.get())))
            >
                <span>{name}</span>
                <b>{number}</b>
            </button>
        }
        .into_any()
    }

    /// The meal that is chosen. Tracked.
    fn on(self) -> (Day, Meal) {
        (self.day.get(), self.meal.get())
    }

    /// Another meal: what was typed for it, else its menu as it is now. What is typed for the one before is kept.
    fn show(self, on: (Day, Meal)) {
        let before = self.in_form();
        let changed = self.shown.get_untracked().is_some_and(|shown| shown != before);
        self.unsent.update(|unsent| {
            unsent.retain(|one| one.on != before.on);
            if changed {
                unsent.push(before);
            }
        });
        let menu = self.known(on);
        let typed = self.unsent.with_untracked(|unsent| unsent.iter().find(|one| one.on == on).cloned());
        let Typed { portions, eat_in, deliver, .. } = typed.unwrap_or_else(|| menu.clone());
        self.shown.set(Some(menu));
        self.typed.set(portions);
        self.eat_in.fill(eat_in);
        self.deliver.fill(deliver);
        self.trouble.set(false);
        self.sending.forget();
        self.day.set(on.0);
        self.meal.set(on.1);
    }

    /// What is in the form now.
    fn in_form(self) -> Typed {
        Typed {
            on: untrack(|| self.on()),
            portions: self.typed.get_untracked(),
            eat_in: self.eat_in.text.get_untracked(),
            deliver: self.deliver.text.get_untracked(),
        }
    }

    /// A meal's menu as it is now.
    fn known(self, on: (Day, Meal)) -> Typed {
        let view = untrack(|| self.sync.view());
        let cooked = view.all::<Serving>().filter(|serving| (serving.day, serving.meal) == on && serving.portions > 0);
        let quota = view.community().and_then(|community| community.quota(on.0, on.1));
        let limits = quota.map(|quota| quota.limits).unwrap_or_default();
        let text = |most: Option<u32>| most.map(|most| most.to_string()).unwrap_or_default();
        Typed {
            on,
            portions: cooked.map(|serving| (serving.dish, serving.portions.to_string())).collect(),
            eat_in: text(limits.eat_in),
            deliver: text(limits.deliver),
        }
    }

    /// "像上周一样".
    fn copy(self) -> AnyView {
        let lang = self.lang;
        let steps = Steps {
            act: words::like_last_week(lang).into(),
            question: words::like_last_week_question(lang).into(),
            yes: words::like_last_week_yes(lang).into(),
            no: words::like_last_week_no(lang).into(),
        };
        let then = Callback::new(move |()| {
            let first = untrack(|| self.sync.now().day().plus(1));
            let shown = untrack(|| self.on());
            self.copying.send(Command::CopyMenus { first }, |_| None, move || self.show(shown));
        });
        view! {
            <section class="stack">
                {two_step(self.asked, COPY, steps, then)}
                {self.copying.result(words::copied(lang))}
            </section>
        }
        .into_any()
    }

    fn form(self, dishes: &[Dish]) -> AnyView {
        let lang = self.lang;
        let kinds = KINDS.into_iter().filter(|kind| dishes.iter().any(|dish| dish.kind == *kind));
        let kinds = kinds.map(|kind| {
            let lines = dishes.iter().filter(|dish| dish.kind == kind).map(|dish| self.dish(dish)).collect_view();
            let name = canteen::kind(lang, kind);
            // The name of a step says it already.
            let head = (!elder()).then(|| section_head(name.into(), None));
            let fields = view! { <section class="stack">{head}<ul class="dishes">{lines}</ul></section> };
            // What is no number is found when the form is sent.
            Step::new(name, Vec::new(), fields.into_any())
        });
        let mut all: Vec<Step> = kinds.collect();
        let limits = view! {
            <div class="field-row">
                {line(self.eat_in, Kind::Number, "eat-in", words::eat_in(lang), Some(words::eat_in_hint(lang)))}
                {line(self.deliver, Kind::Number, "deliver", words::deliver(lang), Some(words::deliver_hint(lang)))}
            </div>
        };
        all.push(Step::new(step_words::limits(lang), vec![self.eat_in, self.deliver], limits.into_any()));
        let trouble = move || {
            self.trouble
                .get()
                .then(|| notice(Tone::Error, view! { <p id=WRONG>{words::some_wrong(lang)}</p> }.into_any()))
        };
        view! {
            <form class="form card" aria-label=words::menu(lang) on:submit=submits(move || self.send())>
                <p class="small soft">{words::hint(lang)}</p>
                {steps("menu", lang, all)}
                <div aria-live="polite">{trouble}</div>
                {self.sending.result(words::saved(lang))}
                <div class="actions"><button class="button">{words::save(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    /// One dish with its portions.
    fn dish(self, dish: &Dish) -> AnyView {
        let lang = self.lang;
        let id = dish.id;
        let field = format!("dish-{id}");
        let marks = canteen::marks(lang, dish);
        let marks = (!marks.is_empty()).then(|| view! { <small class="dish-marks">{marks}</small> });
        let text = move || self.typed.with(|typed| of(typed, id));
        let shown = dish.picture.map(|id| picture::dish(id, dish.name.clone()));
        let wrong = move || self.trouble.get() && portions(&text()).is_none();
        view! {
            <li class="dish is-order">
                {shown}
                <div class="dish-text">
                    <label class="dish-name" for=field.clone()>{dish.name.clone()} {marks}</label>
                    <span class="dish-price">{canteen::price(lang, dish.price_fen)}</span>
                </div>
                <span class="field dish-portions">
                    <input
                        id=field
                        inputmode="numeric"
                        autocomplete="off"
                        aria-label=canteen::stepper(lang, &dish.name)
                        aria-invalid=move || wrong().then_some("true")
                        aria-describedby=move || wrong().then_some(WRONG)
                        prop:value=text
                        on:input=move |event| self.put(id, event_target_value(&event))
                    />
                </span>
            </li>
        }
        .into_any()
    }

    fn put(self, id: DishId, text: String) {
        self.typed.update(|typed| {
            typed.retain(|(other, _)| *other != id);
            typed.push((id, text));
        });
    }

    fn send(self) {
        let typed = self.typed.get_untracked();
        let read: Option<Vec<(DishId, u32)>> =
            typed.iter().map(|(dish, text)| portions(text).map(|portions| (*dish, portions))).collect();
        self.trouble.set(read.is_none());
        let [eat_in, deliver] = [self.eat_in, self.deliver].map(|entry| {
            let limit = if entry.typed().is_empty() { Some(None) } else { entry.number().map(Some) };
            if limit.is_none() {
                entry.fail(words::wrong(self.lang));
            }
            limit
        });
        let (Some(read), Some(eat_in), Some(deliver)) = (read, eat_in, deliver) else { return };
        let cooked = read.into_iter().filter(|(_, portions)| *portions > 0);
        let dishes = cooked.map(|(dish, portions)| Cooked { dish, portions }).collect();
        let (day, meal) = untrack(|| self.on());
        let sent = self.in_form();
        let then = move || self.shown.set(Some(sent));
        self.sending.send(Command::SetMenu { day, dishes, limits: Limits { eat_in, deliver }, meal }, |_| None, then);
    }
}

fn of(typed: &[(DishId, String)], id: DishId) -> String {
    typed.iter().find(|(dish, _)| *dish == id).map(|(_, text)| text.clone()).unwrap_or_default()
}

/// The portions that a text says: empty is none.
fn portions(text: &str) -> Option<u32> {
    let text = narrow(text.trim());
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

/// Every dish, by name.
pub(super) fn dishes(view: &Replica) -> Vec<Dish> {
    let mut dishes: Vec<Dish> = view.all::<Dish>().cloned().collect();
    dishes.arrange(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    dishes
}

#[cfg(test)]
mod tests {
    use super::portions;

    #[test]
    fn an_empty_field_is_no_dish_and_a_word_is_no_number() {
        assert_eq!([portions(""), portions(" ３０ "), portions("很多")], [Some(0), Some(30), None]);
    }
}
