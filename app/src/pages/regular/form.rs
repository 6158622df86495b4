//! The form of a regular order: who eats which meal, on which days of the week, how much of what, from when until when, and when not.

use super::meal::{likely, usual};
use crate::cell::{Memo, RwSignal};
use crate::components::field::field;
use crate::components::icon::{Icon, icon};
use crate::components::more::{Folded, more, unfold};
use crate::components::notice::{Tone, notice};
use crate::components::two_step::focus_soon;
use crate::look::{Lang, elder, lang};
use crate::sync::{NotTaken, new_id, sync};
use crate::words::{canteen, refusal, regular as words, skills};
use domain::command::Command;
use domain::dish::DishKind;
use domain::id::{RegularId, ResidentId};
use domain::meal::Meal;
use domain::order::PORTIONS_MAX;
use domain::regular::{Habit, Pause, Plate, Regular};
use domain::resident::Person;
use domain::when::Day;
use leptos::prelude::*;

/// The heading of the form: where the focus goes when something is to be changed.
const HEAD: &str = "regular-form";
/// The folded part of the form.
const REST: &str = "regular-rest";

/// What is typed and chosen. It lives as long as the page does.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// The one that is changed.
    pub(super) editing: RwSignal<Option<RegularId>>,
    eater: RwSignal<Option<ResidentId>>,
    pub(super) meal: RwSignal<Meal>,
    /// Its days of the week, its plate and whether holidays count; the dates are texts as they are typed.
    pub(super) habit: RwSignal<Habit>,
    from: RwSignal<String>,
    /// What stands there unless somebody says otherwise. After something was sent there is nobody to ask what day it is.
    likely: RwSignal<String>,
    until: RwSignal<String>,
    pause_from: RwSignal<String>,
    pause_until: RwSignal<String>,
    no_first: RwSignal<Option<String>>,
    early_last: RwSignal<Option<String>>,
    half_pause: RwSignal<Option<String>>,
    saved: RwSignal<bool>,
    trouble: RwSignal<Option<NotTaken>>,
}

fn portions(plate: &mut Plate, kind: DishKind) -> &mut u32 {
    match kind {
        DishKind::Meat => &mut plate.meat,
        DishKind::Vegetable => &mut plate.vegetable,
        DishKind::Soup => &mut plate.soup,
        DishKind::Staple => &mut plate.staple,
    }
}

impl Form {
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let form = Self {
            editing: RwSignal::new(None),
            eater: RwSignal::new(None),
            meal: RwSignal::new(Meal::Lunch),
            habit: RwSignal::new(usual(Meal::Lunch)),
            from: text(),
            likely: text(),
            until: text(),
            pause_from: text(),
            pause_until: text(),
            no_first: RwSignal::new(None),
            early_last: RwSignal::new(None),
            half_pause: RwSignal::new(None),
            saved: RwSignal::new(false),
            trouble: RwSignal::new(None),
        };
        let sync = sync();
        Effect::new(move |_| form.suggest(likely(&sync.view(), form.meal.get(), sync.now()).to_string()));
        form
    }

    /// Another first day is likely now: it takes the place of the last likely one, and of nothing that somebody chose.
    fn suggest(self, day: String) {
        let before = self.likely.get_untracked();
        if before == day {
            return;
        }
        if self.editing.with_untracked(Option::is_none) && self.from.with_untracked(|from| *from == before) {
            self.from.set(day.clone());
        }
        self.likely.set(day);
    }

    /// Shows one that is to be changed.
    pub(super) fn fill(self, row: &Regular) {
        let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        self.clear();
        self.editing.set(Some(row.id));
        self.eater.set(Some(row.eater.id));
        self.meal.set(row.meal);
        self.habit.set(row.habit);
        self.from.set(text(Some(row.habit.from)));
        self.until.set(text(row.habit.until));
        self.pause_from.set(text(row.habit.pause.map(|pause| pause.from)));
        self.pause_until.set(text(row.habit.pause.map(|pause| pause.until)));
        focus_soon(HEAD.into());
    }

    /// One is ended: if it is the one that is changed, there is nothing to change.
    pub(super) fn forget(self, regular: RegularId) {
        if self.editing.get_untracked() == Some(regular) {
            self.clear();
        }
    }

    fn clear(self) {
        self.editing.set(None);
        self.eater.set(None);
        self.meal.set(Meal::Lunch);
        self.habit.set(usual(Meal::Lunch));
        self.from.set(self.likely.get_untracked());
        for text in [self.until, self.pause_from, self.pause_until] {
            text.set(String::new());
        }
        self.no_first.set(None);
        self.early_last.set(None);
        self.half_pause.set(None);
        self.saved.set(false);
        self.trouble.set(None);
    }

    pub(super) fn section(self) -> AnyView {
        (move || self.draw(lang())).into_any()
    }

    fn draw(self, lang: Lang) -> AnyView {
        let head = move || if self.editing.get().is_some() { words::change_this(lang) } else { words::set_new(lang) };
        let save = move || if self.editing.get().is_some() { words::save_change(lang) } else { words::save(lang) };
        let leave = move || {
            let back = move |_| self.clear();
            let button = move || {
                view! { <button type="button" class="button is-quiet is-wide" on:click=back>{words::leave(lang)}</button> }
            };
            self.editing.get().is_some().then(button)
        };
        let said = move || {
            if let Some(why) = self.trouble.get() {
                return notice(Tone::Error, view! { <p>{refusal::not_taken(lang, &why)}</p> }.into_any());
            }
            if self.saved.get() {
                return notice(Tone::Plain, view! { <p>{words::saved(lang)}</p> }.into_any());
            }
            ().into_any()
        };
        let steppers: Vec<AnyView> =
            Plate::default().kinds().into_iter().map(|(kind, _)| self.stepper(lang, kind)).collect();
        view! {
            <div class="form card">
                <h2 id=HEAD tabindex="-1">{head}</h2>
                {self.people(lang)}
                {self.meals(lang)}
                <fieldset class="choices">
                    <legend>{words::which_days(lang)}</legend>
                    {self.weekdays(lang)}
                </fieldset>
                <fieldset class="choices">
                    <legend>{words::how_much(lang)}</legend>
                    <p class="hint">{words::how_much_hint(lang)}</p>
                    {steppers}
                </fieldset>
                {self.date("regular-from", words::first(lang), self.from, Some(self.no_first))}
                {self.rest(lang)}
                <div aria-live="polite">{said}</div>
                <button type="button" class="button is-wide" on:click=move |_| self.save()>{save}</button>
                {leave}
            </div>
        }
        .into_any()
    }

    /// What has an answer already. In the elder view it is folded, so that not everything is asked at once.
    fn rest(self, lang: Lang) -> AnyView {
        let fields = view! {
            {self.date("regular-until", words::last(lang), self.until, Some(self.early_last))}
            {self.date("regular-pause-from", words::pause_from(lang), self.pause_from, None)}
            {self.date("regular-pause-until", words::pause_until(lang), self.pause_until, Some(self.half_pause))}
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || self.habit.get().holidays
                    on:change=move |event| {
                        let holidays = event_target_checked(&event);
                        self.habit.update(|habit| habit.holidays = holidays);
                    }
                />
                <span class="choice-text">
                    <b>{words::on_holidays(lang)}</b><small>{words::on_holidays_hint(lang)}</small>
                </span>
            </label>
        };
        if !elder() {
            return fields.into_any();
        }
        let needed = Memo::new(move || {
            let typed = [self.until, self.pause_from, self.pause_until];
            let wrong = [self.early_last, self.half_pause];
            typed.iter().any(|text| text.with(|text| !text.is_empty()))
                || wrong.iter().any(|one| one.with(Option::is_some))
        });
        let folded = Folded { id: REST.into(), group: None, open: false, name: words::rest(lang).into() };
        more(folded, needed, fields.into_any())
    }

    /// Who eats: nothing to choose for a person without a family here, nor where one is changed.
    fn people(self, lang: Lang) -> AnyView {
        let sync = sync();
        let household = Memo::new(move || sync.view().me().map(|me| me.household()).unwrap_or_default());
        let pill = move |person: Person| {
            let id = person.id;
            let mine = move || household.with(|all| all.first().map(|me| me.id)) == Some(id);
            let chosen = move || self.eater.get().map_or_else(mine, |eater| eater == id);
            let choose = move |_| self.eater.set(Some(id));
            view! {
                <button type="button" class="chip" aria-pressed=move || chosen().to_string() on:click=choose>
                    {person.name}
                </button>
            }
            .into_any()
        };
        let pills = move || {
            let people = household.get();
            if self.editing.get().is_some() || people.len() < 2 {
                return ().into_any();
            }
            let pills: Vec<AnyView> = people.into_iter().map(pill).collect();
            view! {
                <fieldset class="choices"><legend>{words::who(lang)}</legend><div class="row">{pills}</div></fieldset>
            }
            .into_any()
        };
        pills.into_any()
    }

    fn weekdays(self, lang: Lang) -> AnyView {
        let chip = |number: u8| {
            let pressed = move || self.habit.get().on(number).to_string();
            let toggle = move |_| self.habit.update(|habit| *habit = habit.toggled(number));
            view! {
                <button type="button" class="chip" aria-pressed=pressed on:click=toggle>
                    {skills::weekday(lang, number)}
                </button>
            }
            .into_any()
        };
        let chips: Vec<AnyView> = (1..=7).map(chip).collect();
        view! { <div class="row">{chips}</div> }.into_any()
    }

    fn stepper(self, lang: Lang, kind: DishKind) -> AnyView {
        let name = canteen::kind(lang, kind);
        let count = move || *portions(&mut self.habit.get().plate, kind);
        let total = move || self.habit.get().plate.kinds().into_iter().map(|(_, count)| count).sum::<u32>();
        let full = move || total() >= PORTIONS_MAX;
        let set = move |wanted: u32| self.habit.update(|habit| *portions(&mut habit.plate, kind) = wanted);
        let fewer = move |_| set(untrack(count).saturating_sub(1));
        let more = move |_| {
            if !untrack(full) {
                set(untrack(count) + 1);
            }
        };
        view! {
            <div class="row is-apart">
                <span>{name}</span>
                <div class="stepper" role="group" aria-label=canteen::stepper(lang, name)>
                    <button
                        type="button"
                        aria-label=canteen::fewer(lang)
                        aria-disabled=move || (count() == 0).to_string()
                        on:click=fewer
                    >
                        {icon(Icon::Minus)}
                    </button>
                    <output aria-live="polite">{count}</output>
                    <button
                        type="button"
                        aria-label=canteen::more(lang)
                        aria-disabled=move || full().to_string()
                        on:click=more
                    >
                        {icon(Icon::Plus)}
                    </button>
                </div>
            </div>
        }
        .into_any()
    }

    fn date(
        self,
        id: &'static str,
        label: &'static str,
        text: RwSignal<String>,
        wrong: Option<RwSignal<Option<String>>>,
    ) -> AnyView {
        let is_wrong = move || wrong.is_some_and(|wrong| wrong.with(Option::is_some));
        let control = view! {
            <input
                id=id
                type="date"
                autocomplete="off"
                aria-describedby=move || is_wrong().then(|| format!("{id}-error"))
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=move || text.get()
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    if let Some(wrong) = wrong {
                        wrong.set(None);
                    }
                }
            />
        };
        field(id, label.into(), None, wrong, control.into_any())
    }

    /// What is typed, if it can be read; what is wrong is said beside its field.
    fn typed(self) -> Option<Habit> {
        let day = |text: RwSignal<String>| text.with_untracked(|text| Day::parse(text));
        let lang = untrack(lang);
        let Some(from) = day(self.from) else {
            self.no_first.set(Some(words::first_missing(lang).into()));
            return None;
        };
        let until = day(self.until);
        if until.is_some_and(|last| last < from) {
            self.early_last.set(Some(words::last_early(lang).into()));
            return None;
        }
        let pause = match (day(self.pause_from), day(self.pause_until)) {
            (Some(from), Some(until)) if until < from => {
                self.half_pause.set(Some(words::pause_backwards(lang).into()));
                return None;
            }
            (Some(from), Some(until)) => Some(Pause { from, until }),
            (None, None) => None,
            _ => {
                self.half_pause.set(Some(words::pause_half(lang).into()));
                return None;
            }
        };
        Some(Habit { from, until, pause, ..self.habit.get_untracked() })
    }

    fn save(self) {
        let Some(habit) = self.typed() else {
            unfold(REST.into(), false);
            return;
        };
        let mine = sync().view.get_untracked().me().map(|me| me.id);
        let Some(eater) = self.eater.get_untracked().or(mine) else { return };
        let regular = self.editing.get_untracked().unwrap_or_else(|| RegularId(new_id()));
        let meal = self.meal.get_untracked();
        self.send(Command::SetRegular { regular, eater, habit, meal });
    }

    /// Sends it; once it is taken on, the form begins anew.
    fn send(self, command: Command) {
        self.trouble.set(None);
        self.saved.set(false);
        sync().submit(command, move |result| match result {
            Ok(()) => {
                self.clear();
                self.saved.set(true);
            }
            Err(why) => self.trouble.set(Some(why)),
        });
    }
}
