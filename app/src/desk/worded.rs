//! What an activity says: the part of a form that posting one and changing one have in common.

use super::entry::{Choice, Entry, Kind, line, lines, narrow, pick};
use super::pictures::Pictures;
use crate::cell::{Memo, RwSignal};
use crate::look::{Lang, lang};
use crate::sync::{Sync, sync};
use crate::words::activity::kind as kind_name;
use crate::words::desk::{may_be_empty, post as words};
use domain::activity::{ABOUT_MAX, ActivityKind, Draft, LINE_MAX, TITLE_MAX};
use domain::arrange::Arrange;
use domain::audience::{AGE_MAX, Audience};
use domain::id::PhotoId;
use domain::place::Compound;
use domain::refusal::Refusal;
use leptos::prelude::*;

/// How many fields there are.
pub const FIELDS: usize = 12;

/// The words as they are typed, made once per page.
#[derive(Clone, Copy)]
pub struct Worded {
    lang: Lang,
    sync: Sync,
    /// The title.
    pub title: Entry,
    /// Whom to ask.
    pub contact: Entry,
    kind: Entry,
    about: Entry,
    who: Entry,
    from: Entry,
    until: Entry,
    compound: Entry,
    audience: Entry,
    bring: Entry,
    price: Entry,
    offers: Entry,
    picture: Pictures,
    /// The folded part is open.
    open: RwSignal<bool>,
}

impl Worded {
    /// Nothing is written yet.
    pub fn new() -> Self {
        let entry = || Entry::new("");
        Self {
            lang: lang(),
            sync: sync(),
            title: entry(),
            contact: entry(),
            kind: entry(),
            about: entry(),
            who: entry(),
            from: entry(),
            until: entry(),
            compound: entry(),
            audience: entry(),
            bring: entry(),
            price: entry(),
            offers: entry(),
            picture: Pictures::new(1),
            open: RwSignal::new(false),
        }
    }

    /// All fields, in an order that does not change.
    pub fn entries(self) -> [Entry; FIELDS] {
        [
            self.title,
            self.contact,
            self.kind,
            self.about,
            self.who,
            self.from,
            self.until,
            self.compound,
            self.audience,
            self.bring,
            self.price,
            self.offers,
        ]
    }

    /// Shows what a draft says.
    pub fn fill(self, draft: &Draft) {
        let (mut who, mut from, mut until, mut compound) = ("", String::new(), String::new(), String::new());
        match draft.audience_rule {
            Audience::Everyone => {}
            Audience::Members => who = "members",
            Audience::Ages { from: first, until: last } => {
                who = "ages";
                from = first.to_string();
                if last < AGE_MAX {
                    until = last.to_string();
                }
            }
            Audience::Compound(id) => {
                who = "compound";
                compound = id.to_string();
            }
        }
        let kind = ActivityKind::ALL.iter().position(|kind| *kind == draft.kind).unwrap_or_default();
        self.title.fill(draft.title.clone());
        self.contact.fill(draft.contact.clone());
        self.kind.fill(kind.to_string());
        self.about.fill(draft.about.clone());
        self.who.fill(who);
        self.from.fill(from);
        self.until.fill(until);
        self.compound.fill(compound);
        self.audience.fill(draft.audience.clone());
        self.bring.fill(draft.bring.clone());
        self.price.fill(yuan(draft.price_fen));
        self.offers.fill(if draft.offers { "offers" } else { "" });
        self.picture.fill(draft.picture.into_iter().collect());
    }

    /// The picture, which is sent beside the words.
    pub fn pictures(self) -> Vec<PhotoId> {
        self.picture.chosen()
    }

    /// The picture as it is kept. Tracked.
    pub fn picture_text(self) -> String {
        self.picture.text()
    }

    /// Shows the picture that was kept, if it is still in hand.
    pub fn put_picture(self, text: &str) {
        self.picture.put(text);
    }

    /// No kind is picked: it will be the team's.
    pub fn forget_kind(self) {
        self.kind.fill("");
    }

    /// The words, if they can be read; otherwise says at each field what is wrong. `kind` is the team's.
    pub fn read(self, kind: ActivityKind) -> Option<Draft> {
        let lang = self.lang;
        for entry in self.entries() {
            entry.error.set(None);
        }
        let long = |entry: Entry, max: usize| entry.typed().chars().count() > max;
        let title = self.title.typed();
        if title.is_empty() || long(self.title, TITLE_MAX) {
            self.title.fail(words::title_missing(lang));
        }
        if long(self.about, ABOUT_MAX) {
            self.about.fail(words::about_long(lang));
        }
        for entry in [self.audience, self.bring, self.contact] {
            if long(entry, LINE_MAX) {
                entry.fail(words::line_long(lang));
            }
        }
        let price_fen = fen(&self.price.typed());
        if price_fen.is_none() {
            self.price.fail(words::price_wrong(lang));
        }
        let audience_rule = self.rule();
        let wrong = |entry: &Entry| entry.error.with_untracked(Option::is_some);
        let (folded, ready) = (self.entries(), self.picture.ready());
        if folded.iter().skip(1).any(wrong) || !ready {
            self.open.set(true);
        }
        if folded.iter().any(wrong) || !ready {
            return None;
        }
        let chosen = self.kind.number().and_then(|at| ActivityKind::ALL.get(at as usize).copied());
        Some(Draft {
            title,
            kind: chosen.unwrap_or(kind),
            about: self.about.typed(),
            audience_rule: audience_rule?,
            audience: self.audience_words(audience_rule?),
            bring: self.bring.typed(),
            price_fen: price_fen?,
            contact: self.contact.typed(),
            offers: self.offers.typed() == "offers",
            picture: self.picture.chosen().first().copied(),
            ..Draft::default()
        })
    }

    /// What was written about who may come; where nothing was, what the rule says.
    fn audience_words(self, rule: Audience) -> String {
        let typed = self.audience.typed();
        match rule {
            Audience::Members if typed.is_empty() => words::members(self.lang).into(),
            Audience::Ages { from, until } if typed.is_empty() => words::ages_words(self.lang, from, until),
            Audience::Compound(id) if typed.is_empty() => {
                let view = self.sync.view.get_untracked();
                view.get::<Compound>(id.0).map(|compound| compound.name.clone()).unwrap_or_default()
            }
            _ => typed,
        }
    }

    fn rule(self) -> Option<Audience> {
        match self.who.typed().as_str() {
            "members" => Some(Audience::Members),
            "ages" => {
                let years = |entry: Entry| entry.number().and_then(|years| u8::try_from(years).ok());
                let last = if self.until.typed().is_empty() { Some(AGE_MAX) } else { years(self.until) };
                let ages = years(self.from).zip(last).filter(|(from, until)| from <= until && *until <= AGE_MAX);
                if ages.is_none() {
                    self.from.fail(words::ages_wrong(self.lang));
                }
                ages.map(|(from, until)| Audience::Ages { from, until })
            }
            "compound" => {
                let compound = self.compound.typed().parse().ok();
                if compound.is_none() {
                    self.compound.fail(words::compound_missing(self.lang));
                }
                compound.map(Audience::Compound)
            }
            _ => Some(Audience::Everyone),
        }
    }

    /// The field that a refusal is about.
    pub fn about(self, refusal: &Refusal) -> Option<Entry> {
        match refusal {
            Refusal::BadTitle { .. } => Some(self.title),
            Refusal::PriceOutOfRange { .. } => Some(self.price),
            Refusal::BadAges { .. } => Some(self.from),
            _ => None,
        }
    }

    /// The first field.
    pub fn title_field(self) -> AnyView {
        let lang = self.lang;
        line(self.title, Kind::Words, "post-title", words::title(lang), Some(words::title_hint(lang)))
    }

    /// The folded part; `note` is a field of the date that belongs there, too.
    pub fn more(self, note: Option<AnyView>) -> AnyView {
        let lang = self.lang;
        let optional = |label: &str| may_be_empty(lang, label);
        let kinds: Memo<Vec<Choice>> = Memo::new(move || {
            let name = |(at, kind): (usize, &ActivityKind)| Choice {
                value: at.to_string(),
                text: kind_name(lang, *kind).into(),
            };
            ActivityKind::ALL.iter().enumerate().map(name).collect()
        });
        let whom: Memo<Vec<Choice>> = Memo::new(move || {
            let (members, ages, compound) = (words::members(lang), words::ages(lang), words::compound(lang));
            let choices = [("members", members), ("ages", ages), ("compound", compound)];
            choices.map(|(value, text)| Choice { value: value.into(), text: text.into() }).to_vec()
        });
        let asked: Memo<Vec<Choice>> =
            Memo::new(move || vec![Choice { value: "offers".into(), text: words::freed_offered(lang).into() }]);
        view! {
            <details class="stack" prop:open=move || self.open.get()>
                <summary>{words::more(lang)}</summary>
                {self.picture.field(words::picture(lang), words::picture_hint(lang))}
                {lines(self.about, "post-about", &optional(words::about(lang)), None)}
                {pick(self.who, "post-who", words::who(lang), words::everyone(lang), whom)}
                {move || self.limits()}
                {line(self.audience, Kind::Words, "post-audience", &optional(words::audience(lang)), None)}
                {line(self.bring, Kind::Words, "post-bring", &optional(words::bring(lang)), None)}
                {line(self.price, Kind::Words, "post-price", words::price(lang), Some(words::price_hint(lang)))}
                {line(self.contact, Kind::Words, "post-contact", words::contact(lang), Some(words::contact_hint(lang)))}
                {pick(self.kind, "post-kind", words::kind(lang), words::kind_of_team(lang), kinds)}
                {pick(self.offers, "post-offers", words::freed(lang), words::freed_given(lang), asked)}
                {note}
            </details>
        }
        .into_any()
    }

    /// What the chosen rule asks for.
    fn limits(self) -> AnyView {
        let lang = self.lang;
        match self.who.text.get().as_str() {
            "ages" => view! {
                <div class="field-row">
                    {line(self.from, Kind::Number, "post-from", words::age_from(lang), None)}
                    {line(self.until, Kind::Number, "post-until", words::age_until(lang), None)}
                </div>
            }
            .into_any(),
            "compound" => {
                let compounds = Memo::new(move || compounds(self.sync));
                pick(self.compound, "post-compound", words::which_compound(lang), words::pick_compound(lang), compounds)
            }
            _ => ().into_any(),
        }
    }
}

fn compounds(sync: Sync) -> Vec<Choice> {
    let view = sync.view();
    let mut compounds: Vec<&Compound> = view.all::<Compound>().collect();
    compounds.arrange(|a, b| a.name.cmp(&b.name));
    compounds.into_iter().map(|one| Choice { value: one.id.to_string(), text: one.name.clone() }).collect()
}

/// What a price of so many fen is typed as; nothing when it is free.
fn yuan(fen: i64) -> String {
    match (fen / 100, fen % 100) {
        (0, 0) => String::new(),
        (yuan, 0) => yuan.to_string(),
        (yuan, rest) => format!("{yuan}.{rest:02}"),
    }
}

/// Reads yuan with at most two places behind the point as fen; nothing typed is free.
fn fen(text: &str) -> Option<i64> {
    let text = narrow(text).replace(['。', '．'], ".");
    if text.is_empty() {
        return Some(0);
    }
    let (yuan, rest) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let digits = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
    if !digits(yuan) || !digits(rest) || yuan.is_empty() || yuan.len() > 6 || rest.len() > 2 {
        return None;
    }
    let rest = format!("{rest:0<2}");
    Some(yuan.parse::<i64>().ok()? * 100 + rest.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_as_it_is_typed() {
        for (text, price) in
            [("", Some(0)), ("5", Some(500)), ("2.5", Some(250)), ("２.05", Some(205)), ("3.", Some(300))]
        {
            assert_eq!(fen(text), price, "{text}");
        }
        for text in ["五元", "-1", "1.234", ".5", "1.2.3"] {
            assert_eq!(fen(text), None, "{text}");
        }
        assert_eq!([yuan(0), yuan(500), yuan(250), yuan(205)], ["", "5", "2.50", "2.05"]);
    }
}
