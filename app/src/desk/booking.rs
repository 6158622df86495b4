//! 代订: lunch for somebody who stands at the counter or has called. The canteen and the desk search by name, which needs the
//! network; who has ordered before is found on the canteen's phone without one.

use super::entry::{Entry, Kind, line, submits};
use super::looking::Looking;
use super::sending::{Sending, error};
use crate::cell::{Memo, RwSignal};
use crate::components::icon::{Icon, icon};
use crate::components::meals::meals;
use crate::components::two_step::focus_soon;
use crate::look::{Lang, lang};
use crate::online::{self, Fault};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{kitchen as words, residents as resident_words};
use crate::words::{canteen, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{OrderId, ServingId};
use domain::meal::Meal;
use domain::order::{Order, PORTIONS_MAX, Portions};
use domain::replica::Replica;
use domain::resident::Person;
use domain::serving::Serving;
use domain::when::{Day, Moment};
use domain::wire::{DeskResident, SignInRefusal};
use leptos::prelude::*;

/// The field for the name, where the focus goes when an order is on its way: the next one can be written.
const NAME: &str = "booking-name";
/// How many people are offered at a time: more are found by writing more of the name.
const OFFERED: usize = 8;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Booking {
    lang: Lang,
    sync: Sync,
    /// It is the desk's form, where people call. The canteen's says of each whether they called.
    by_phone: bool,
    called: RwSignal<bool>,
    find: Entry,
    looking: Looking,
    /// Whom a search has found.
    found: RwSignal<Vec<DeskResident>>,
    who: RwSignal<Option<Person>>,
    chosen_day: RwSignal<Option<Day>>,
    chosen_meal: RwSignal<Option<Meal>>,
    portions: RwSignal<Vec<(ServingId, u32)>>,
    trouble: RwSignal<Option<&'static str>>,
    sending: Sending,
    /// The days that can still be ordered for.
    days: Memo<Vec<Day>>,
    day: Memo<Option<Day>>,
    /// The meals of that day for which one still can.
    meals: Memo<Vec<Meal>>,
    meal: Memo<Meal>,
    menu: Memo<Vec<Serving>>,
}

impl Booking {
    /// The form for those who have called, or for those who stand at the counter.
    pub fn new(by_phone: bool) -> Self {
        let sync = sync();
        let chosen_day = RwSignal::new(None::<Day>);
        let chosen_meal = RwSignal::new(None::<Meal>);
        let open = Memo::new(move || still_open(&sync.view(), sync.now()));
        let days = Memo::new(move || {
            let mut days: Vec<Day> = open.get().into_iter().map(|(day, _)| day).collect();
            days.dedup();
            days
        });
        let day = Memo::new(move || {
            let days = days.get();
            chosen_day.get().filter(|day| days.contains(day)).or(days.first().copied())
        });
        let of_day = Memo::new(move || {
            let day = day.get();
            let of_day = open.get().into_iter().filter(|(other, _)| Some(*other) == day);
            of_day.map(|(_, meal)| meal).collect::<Vec<_>>()
        });
        let meal = Memo::new(move || {
            let meals = of_day.get();
            chosen_meal.get().filter(|meal| meals.contains(meal)).or(meals.first().copied()).unwrap_or_default()
        });
        let menu = Memo::new(move || {
            let (day, meal) = (day.get(), meal.get());
            let view = sync.view();
            let on = |one: &&Serving| Some(one.day) == day && one.meal == meal && one.portions > 0;
            let cooked = view.all::<Serving>().filter(on);
            let mut menu: Vec<Serving> = cooked.cloned().collect();
            menu.arrange(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
            menu
        });
        let find = Entry::new("");
        Self {
            lang: lang(),
            sync,
            by_phone,
            called: RwSignal::new(by_phone),
            find,
            looking: Looking::new(find),
            found: RwSignal::new(Vec::new()),
            who: RwSignal::new(None),
            chosen_day,
            chosen_meal,
            portions: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            sending: Sending::new(),
            days,
            day,
            meals: of_day,
            meal,
            menu,
        }
    }

    /// The way to the form, for the top of a page on which it stands far below.
    pub fn way(self) -> AnyView {
        let name = if self.by_phone { words::by_phone(self.lang) } else { words::at_counter(self.lang) };
        view! {
            <button type="button" class="button is-quiet" on:click=move |_| focus_soon(NAME.into())>
                {name}
            </button>
        }
        .into_any()
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let title = if self.by_phone { words::by_phone(lang) } else { words::at_counter(lang) };
        let trouble = move || self.trouble.get().map(|sentence| error(sentence.into()));
        // Drawn anew only when there are others: choosing one takes the focus from nobody.
        let offers = Memo::new(move || self.offers());
        view! {
            <section class="form card no-print" aria-labelledby="booking">
                <h2 id="booking">{title}</h2>
                <form class="stack" on:submit=submits(move || self.search())>
                    {line(self.find, Kind::Words, NAME, words::book_name(lang), Some(words::book_hint(lang)))}
                    <div class="actions">
                        <button class="button is-quiet">{words::book_find(lang)}</button>
                    </div>
                </form>
                <div aria-live="polite">{trouble}</div>
                {self.looking.said(lang)}
                {move || self.choices(offers.get())}
                {move || self.who.with(Option::is_some).then(|| self.order())}
                <div aria-live="polite">{move || self.last()}</div>
                {self.sending.result(words::booked(lang))}
            </section>
        }
        .into_any()
    }

    /// Whom a search has found, who is called so and has ordered before, and who is chosen; each with their address, as
    /// far as it is known. Tracked.
    fn offers(self) -> Vec<(Person, String)> {
        let wanted = self.find.text.with(|text| text.trim().to_string());
        let chosen = self.who.get().into_iter().map(|person| (person, String::new()));
        let found = self.found.get().into_iter().map(|one| (one.person, one.address));
        let known = known(&self.sync.view(), &wanted).into_iter().map(|person| (person, String::new()));
        let mut offers: Vec<(Person, String)> = Vec::new();
        for (person, about) in found.chain(known).chain(chosen) {
            match offers.iter_mut().find(|(other, _)| other.id == person.id) {
                Some((_, before)) if before.is_empty() => *before = about,
                Some(_) => {}
                None => offers.push((person, about)),
            }
        }
        offers
    }

    fn choices(self, offers: Vec<(Person, String)>) -> AnyView {
        if offers.is_empty() {
            return ().into_any();
        }
        let offers: Vec<AnyView> = offers.into_iter().map(|(person, about)| self.offer(person, about)).collect();
        view! { <fieldset class="choices"><legend>{words::book_who(self.lang)}</legend>{offers}</fieldset> }.into_any()
    }

    fn offer(self, person: Person, about: String) -> AnyView {
        let (id, name) = (person.id, person.name.clone());
        let choose = move |_| {
            self.sending.forget();
            self.who.set(Some(person.clone()));
        };
        let ticked = move || self.who.with(|who| who.as_ref().is_some_and(|who| who.id == id));
        let about = (!about.is_empty()).then(|| view! { <small>{about}</small> });
        view! {
            <label class="choice">
                <input type="radio" name="booking-who" prop:checked=ticked on:change=choose/>
                <span class="choice-text"><b>{name}</b>{about}</span>
            </label>
        }
        .into_any()
    }

    /// The day, the dishes and the button.
    fn order(self) -> AnyView {
        let lang = self.lang;
        let strip = move || self.days.get().into_iter().map(|day| self.day_button(day)).collect_view();
        let dishes = move || {
            let menu = self.menu.get();
            if menu.is_empty() {
                return view! { <p class="said">{words::book_closed(lang)}</p> }.into_any();
            }
            let dishes = menu.iter().map(|serving| self.dish(serving)).collect_view();
            view! { <ul class="dishes">{dishes}</ul> }.into_any()
        };
        view! {
            <div class="day-strip" role="group" aria-label=words::pick_day(lang)>{strip}</div>
            {meals(self.meals, self.meal, Callback::new(move |meal| self.chosen_meal.set(Some(meal))))}
            {dishes}
            {(!self.by_phone).then(|| self.calling())}
            <div class="actions">
                <button type="button" class="button" on:click=move |_| self.send()>{words::book(lang)}</button>
            </div>
        }
        .into_any()
    }

    /// Whether the person has called.
    fn calling(self) -> AnyView {
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || self.called.get()
                    on:change=move |event| self.called.set(event_target_checked(&event))
                />
                <span class="choice-text"><b>{words::book_called(self.lang)}</b></span>
            </label>
        }
        .into_any()
    }

    fn day_button(self, day: Day) -> AnyView {
        let pressed = move || if self.day.get() == Some(day) { "true" } else { "false" };
        view! {
            <button
                type="button"
                class="day"
                aria-pressed=pressed
                on:click=move |_| self.chosen_day.set(Some(day))
            >
                <span>{when::weekday(self.lang, day)}</span>
                <b>{day.parts().2}</b>
            </button>
        }
        .into_any()
    }

    fn dish(self, serving: &Serving) -> AnyView {
        let (lang, id, left) = (self.lang, serving.id, serving.free());
        let count = move || self.count(id);
        let fewer = move |_| self.put(id, untrack(count).saturating_sub(1));
        let more = move |_| self.put(id, (untrack(count) + 1).min(left).min(PORTIONS_MAX));
        view! {
            <li class="dish is-order">
                <div class="dish-text">
                    <span class="dish-name">{serving.name.clone()}</span>
                    <span class="dish-price">{canteen::price(lang, serving.price_fen)}</span>
                    <span class="dish-left">{canteen::left(lang, left)}</span>
                </div>
                <div class="stepper" role="group" aria-label=canteen::stepper(lang, &serving.name)>
                    <button type="button" aria-label=canteen::fewer(lang) on:click=fewer>{icon(Icon::Minus)}</button>
                    <output aria-live="polite">{count}</output>
                    <button type="button" aria-label=canteen::more(lang) on:click=more>{icon(Icon::Plus)}</button>
                </div>
            </li>
        }
        .into_any()
    }

    /// How many of a dish are chosen. Tracked.
    fn count(self, serving: ServingId) -> u32 {
        self.portions.with(|all| all.iter().find(|(id, _)| *id == serving).map_or(0, |(_, count)| *count))
    }

    fn put(self, serving: ServingId, count: u32) {
        self.portions.update(|all| {
            all.retain(|(id, _)| *id != serving);
            all.push((serving, count));
        });
    }

    fn search(self) {
        let wanted = self.find.typed();
        if wanted.is_empty() {
            return;
        }
        self.trouble.set(None);
        self.looking.begin();
        let (lang, found, trouble) = (self.lang, self.found, self.trouble);
        let then = move |answer: Result<Vec<DeskResident>, Fault>| match answer {
            Ok(people) => {
                let here: Vec<DeskResident> = people.into_iter().filter(|one| !one.gone).take(OFFERED).collect();
                self.looking.end(here.is_empty());
                found.set(here);
            }
            Err(fault) => {
                self.looking.end(false);
                trouble.set(Some(match fault {
                    Fault::Offline => resident_words::offline(lang),
                    Fault::Refused(SignInRefusal::NotAllowed) => resident_words::locked(lang),
                    Fault::Refused(_) | Fault::Failed => resident_words::failed(lang),
                }));
            }
        };
        if self.by_phone {
            online::residents(wanted, then);
        } else {
            online::eaters(wanted, then);
        }
    }

    fn send(self) {
        let (Some(person), Some(day)) = (self.who.get_untracked(), self.day.get_untracked()) else { return };
        let menu = self.menu.get_untracked();
        let of_day = untrack(|| menu.iter().map(|serving| (serving.id, self.count(serving.id))).collect::<Vec<_>>());
        let chosen = of_day.into_iter().filter(|(_, count)| *count > 0);
        let command = Command::PlaceOrderFor {
            order: OrderId(new_id()),
            day,
            eater: person.id,
            portions: chosen.map(|(serving, count)| Portions { serving, count }).collect(),
            by_phone: self.called.get_untracked(),
        };
        let then = move || {
            self.called.set(self.by_phone);
            self.who.set(None);
            self.found.set(Vec::new());
            self.portions.set(Vec::new());
            self.find.fill("");
            focus_soon(NAME.into());
        };
        self.sending.send(command, |_| None, then);
    }

    /// For whom the last order is, and its number once there is one: it is said to whoever waits for it.
    fn last(self) -> AnyView {
        let Some(Command::PlaceOrderFor { order, .. }) = self.sending.last() else { return ().into_any() };
        let view = self.sync.view();
        let Some(order) = view.get::<Order>(order.0) else { return ().into_any() };
        view! { <p class="strong">{words::order_of(self.lang, order.code, &order.eater.name)}</p> }.into_any()
    }
}

/// The meals with a menu that can still be ordered, by day.
fn still_open(view: &Replica, now: Moment) -> Vec<(Day, Meal)> {
    let Some(community) = view.community() else { return Vec::new() };
    let open = |(day, meal): &(Day, Meal)| now < community.closes(*day, *meal);
    let cooked = view.all::<Serving>().filter(|serving| serving.portions > 0);
    let mut all: Vec<(Day, Meal)> = cooked.map(|serving| (serving.day, serving.meal)).filter(open).collect();
    all.arrange(Ord::cmp);
    all.dedup();
    all
}

/// Who is called so and has ordered before, as far as this phone holds their orders.
fn known(view: &Replica, wanted: &str) -> Vec<Person> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut people: Vec<Person> = view.all::<Order>().map(|order| order.eater.clone()).collect();
    people.retain(|person| person.name.contains(wanted));
    people.arrange_by_key(|person| (person.name.clone(), person.id));
    people.dedup();
    people.truncate(OFFERED);
    people
}
