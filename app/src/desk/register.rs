//! Registering a resident. The household's place stays in the form for the next of the family; the card can be
//! printed as soon as the server has them.

use super::cards::Cards;
use super::entry::{Choice, Entry, Kind, line, narrow, pick, submits};
use super::sending::Sending;
use super::steps::{Step, steps};
use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::look::{Lang, lang};
use crate::sync::{Sync, new_id, sync};
use crate::words::desk::{may_be_empty, residents as words, steps as step_words};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::id::{BuildingId, ResidentId};
use domain::place::Compound;
use domain::refusal::Refusal;
use domain::resident::Registered;
use leptos::prelude::*;

/// The form, made once per page.
#[derive(Clone, Copy)]
pub struct Register {
    lang: Lang,
    sync: Sync,
    name: Entry,
    called: Entry,
    building: Entry,
    stairwell: Entry,
    room: Entry,
    born: Entry,
    phone: Entry,
    sending: Sending,
    cards: Cards,
}

impl Register {
    /// An empty form, whose residents get their cards from `cards`.
    pub fn new(cards: Cards) -> Self {
        Self {
            lang: lang(),
            sync: sync(),
            name: Entry::new(""),
            called: Entry::new(""),
            building: Entry::new(""),
            stairwell: Entry::new(""),
            room: Entry::new(""),
            born: Entry::new(""),
            phone: Entry::new(""),
            sending: Sending::new(),
            cards,
        }
    }

    /// The part of the page.
    pub fn section(self) -> AnyView {
        let lang = self.lang;
        let buildings = Memo::new(move || buildings(self.sync));
        let words_line =
            |entry: Entry, id: &'static str, label: &str, hint: &str| line(entry, Kind::Words, id, label, Some(hint));
        let optional = |label: &str| may_be_empty(lang, label);
        let home = view! {
            {pick(self.building, "building", words::building(lang), words::pick_building(lang), buildings)}
            <div class="field-row">
                {words_line(self.stairwell, "stairwell", words::stairwell(lang), words::stairwell_hint(lang))}
                {words_line(self.room, "room", words::room(lang), words::room_hint(lang))}
            </div>
        };
        let who = view! {
            {line(self.name, Kind::Words, "full-name", words::full_name(lang), None)}
            {words_line(self.called, "called", &optional(words::called(lang)), words::called_hint(lang))}
            <div class="field-row">
                {line(self.born, Kind::Number, "born", &optional(words::born(lang)), Some(words::born_hint(lang)))}
                {line(self.phone, Kind::Phone, "phone", &optional(words::phone(lang)), None)}
            </div>
        };
        let all = vec![
            Step::new(step_words::home(lang), vec![self.building, self.stairwell, self.room], home.into_any()),
            Step::new(step_words::who(lang), vec![self.name, self.called, self.born, self.phone], who.into_any()),
        ];
        view! {
            <form class="form card" aria-labelledby="register" on:submit=submits(move || self.send())>
                <div class="stack is-tight">
                    <h2 id="register">{words::register(lang)}</h2>
                    <p class="said">{words::register_text(lang)}</p>
                </div>
                {steps("register", lang, all)}
                {self.sending.result(words::registered(lang))}
                {move || self.card_button()}
                <div class="actions"><button class="button is-quiet">{words::register_now(lang)}</button></div>
            </form>
        }
        .into_any()
    }

    /// The way on for the resident who was registered last.
    fn card_button(self) -> AnyView {
        let Some(Command::RegisterResident { resident }) = self.sending.last().filter(|_| self.sending.done()) else {
            return ().into_any();
        };
        let id = resident.id;
        view! {
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.cards.make(vec![id])>
                    {icon(Icon::Print)}{words::make_for(self.lang, &resident.name)}
                </button>
            </div>
        }
        .into_any()
    }

    fn send(self) {
        let lang = self.lang;
        let building: Option<BuildingId> = self.building.typed().parse().ok();
        if building.is_none() {
            self.building.fail(words::building_missing(lang));
        }
        // One rule refuses both with one word, so the empty ones are found here.
        let empty = [self.stairwell, self.room].into_iter().filter(|entry| entry.typed().is_empty());
        let missing = empty.map(|entry| entry.fail(words::missing(lang))).count();
        let Some(building) = building.filter(|_| missing == 0) else { return };
        let resident = Registered {
            id: ResidentId(new_id()),
            name: self.name.typed(),
            called: self.called.typed(),
            born: month(&self.born.typed()),
            phone: narrow(&self.phone.typed()).replace(' ', ""),
            building,
            stairwell: self.stairwell.typed(),
            room: self.room.typed(),
        };
        let then = move || {
            for entry in [self.name, self.called, self.born, self.phone] {
                entry.fill("");
            }
        };
        self.sending.send(Command::RegisterResident { resident }, move |refusal| self.about(refusal), then);
    }

    fn about(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::BadName => Some(self.name),
            Refusal::BadPhone => Some(self.phone),
            Refusal::BadMonth => Some(self.born),
            Refusal::WordsTooLong { .. } => Some(self.room),
            Refusal::NotFound => Some(self.building),
            _ => None,
        }
    }
}

/// Every building, with its compound.
pub(super) fn buildings(sync: Sync) -> Vec<Choice> {
    let view = sync.view();
    let of_compound = |compound: &Compound| -> Vec<Choice> {
        let choice = |building: &domain::place::Building| Choice {
            value: building.id.to_string(),
            text: format!("{} {}", compound.name, building.name),
        };
        compound.buildings.iter().map(choice).collect()
    };
    let mut compounds: Vec<&Compound> = view.all::<Compound>().collect();
    compounds.arrange(|a, b| a.name.cmp(&b.name));
    compounds.into_iter().flat_map(of_compound).collect()
}

/// A month as people write it ("1948年5月", "1948.5", "194805") in the form the rule reads. What is not understood
/// stays as it is, for the rule to refuse.
pub(super) fn month(text: &str) -> String {
    let text = narrow(text.trim());
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [one] if one.len() == 6 => format!("{}-{}", &one[..4], &one[4..]),
        [year, month] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month:0>2}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn a_month_is_read_however_it_is_written() {
        for written in ["1948-05", "1948.5", "1948年5月", "194805", "１９４８/５"] {
            assert_eq!(month(written), "1948-05", "{written}");
        }
        assert_eq!(month(""), "");
        assert_eq!(month("五月"), "五月");
    }
}
