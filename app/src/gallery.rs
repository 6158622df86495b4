//! The page `/style`: every part that pages are made of, in every state, for whoever changes how Xishan looks.
//!
//! The server alone draws it, from the very components and classes of the app, and only where it was told to (`--gallery`). No phone
//! has this module: it is compiled for the server only. A state that a finger or a key would make (pressed, focus) is written as
//! `data-state` around the sample; the sheet that the server serves to this page reads it as the state itself, so no rule is written twice.
//!
//! A test holds that every file of `components/` and of `style/` has a sample here; `end2end/tests/gallery.test.mjs` looks at them.

mod controls;
mod desk;
mod frames;
mod people;
mod things;
mod tokens;

use crate::frame::{Opening, provide};
use crate::look::{Lang, Look, Theme};
use crate::routes::Route;
use crate::words::gallery as words;
use domain::replica::Replica;
use domain::when::Moment;
use leptos::prelude::*;
use std::sync::Arc;

/// How a sample is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it is when nothing happens.
    Rest,
    /// The keyboard is on it.
    Focus,
    /// A finger is on it.
    Pressed,
    /// Chosen, or open.
    On,
    /// It cannot be used.
    Disabled,
    /// Nobody has answered yet.
    Waiting,
    /// It was refused, or something is wrong.
    Refused,
    /// The server has said yes.
    Settled,
    /// There is nothing.
    Empty,
    /// With more text than anybody thought of.
    Long,
}

impl State {
    /// The value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            State::Rest => "rest",
            State::Focus => "focus",
            State::Pressed => "pressed",
            State::On => "on",
            State::Disabled => "disabled",
            State::Waiting => "waiting",
            State::Refused => "refused",
            State::Settled => "settled",
            State::Empty => "empty",
            State::Long => "long",
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match self {
            State::Rest => words::rest(lang),
            State::Focus => words::focus(lang),
            State::Pressed => words::pressed(lang),
            State::On => words::on(lang),
            State::Disabled => words::disabled(lang),
            State::Waiting => words::waiting(lang),
            State::Refused => words::refused(lang),
            State::Settled => words::settled(lang),
            State::Empty => words::empty(lang),
            State::Long => words::long(lang),
        }
    }
}

/// One part in its states.
pub struct Sample {
    /// Its name: that of its file, if it has one of its own. Also its anchor.
    pub id: &'static str,
    /// The files of `style/` and `app/src/components` that it shows.
    pub shows: &'static [&'static str],
    /// The states.
    pub states: Vec<(State, AnyView)>,
}

impl Sample {
    fn new(id: &'static str, shows: &'static [&'static str], states: Vec<(State, AnyView)>) -> Self {
        Self { id, shows, states }
    }
}

/// At rest, under the keyboard and under a finger: what the same view does by itself. `make` hears which of them, for identities.
fn pressable(make: impl Fn(State) -> AnyView) -> Vec<(State, AnyView)> {
    [State::Rest, State::Focus, State::Pressed].map(|state| (state, make(state))).into()
}

/// The parts, in groups with a name each.
pub fn samples(lang: Lang, now: Moment) -> Vec<(&'static str, &'static str, Vec<Sample>)> {
    vec![
        ("controls", words::controls(lang), controls::samples(lang)),
        (
            "things",
            words::things(lang),
            [things::samples(lang, now), people::samples(lang, now)].into_iter().flatten().collect(),
        ),
        ("frames", words::frames(lang), frames::samples(lang, now)),
        ("desks", words::desks(lang), desk::samples(lang)),
    ]
}

/// The whole page. `contrast` is what `prefers-contrast: more` would make of it.
pub fn gallery_document(look: Look, contrast: bool, now: Moment) -> AnyView {
    // The figures beside the colours are those of one theme, whatever the browser prefers.
    let theme = if look.theme == Theme::Auto { Theme::Light } else { look.theme };
    let (look, lang) = (Look { theme, ..look }, look.lang);
    provide(&Opening { route: Route::Today, look, rows: Arc::new(Replica::default()), drawn: false, now });
    let groups = samples(lang, now);
    // What samples have put in place of it is theirs alone.
    provide(&Opening { route: Route::Today, look, rows: Arc::new(Replica::default()), drawn: false, now });
    let contents = contents(lang, &groups);
    let sheet = if contrast { "/style/sheet.css?contrast" } else { "/style/sheet.css" };
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-view=look.view() data-theme=look.theme.name() data-text=look.text.to_string()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="robots" content="noindex" />
                <title>{words::title(lang)}</title>
                <link rel="stylesheet" href=sheet />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
            </head>
            <body>
                <main id="main">
                    <div class="page is-narrow gallery">
                        <header class="page-head"><h1>{words::title(lang)}</h1></header>
                        <p class="said">{words::intro(lang)}</p>
                        {variants(look, contrast)}
                        {contents}
                        {tokens::section(look, contrast)}
                        {groups.into_iter().map(|(id, name, samples)| group(lang, id, name, samples)).collect_view()}
                    </div>
                </main>
            </body>
        </html>
    }
    .into_any()
}

/// The address of the page in another look.
fn address(look: Look, contrast: bool) -> String {
    format!("/style?look={}{}", look.cookie(), if contrast { ".contrast" } else { "" })
}

fn variants(look: Look, contrast: bool) -> AnyView {
    let lang = look.lang;
    let other = |look: Look| address(look, contrast);
    let all = [
        (words::chinese(lang), look.lang == Lang::Zh, other(Look { lang: Lang::Zh, ..look })),
        (words::english(lang), look.lang == Lang::En, other(Look { lang: Lang::En, ..look })),
        (words::normal(lang), !look.elder, other(Look { elder: false, ..look })),
        (words::elder(lang), look.elder, other(Look { elder: true, ..look })),
        (words::light(lang), look.theme == Theme::Light, other(Look { theme: Theme::Light, ..look })),
        (words::dark(lang), look.theme == Theme::Dark, other(Look { theme: Theme::Dark, ..look })),
        (words::contrast(lang), contrast, address(look, !contrast)),
        (words::large(lang), look.text == 150, other(Look { text: if look.text == 150 { 100 } else { 150 }, ..look })),
    ];
    let link = |(name, current, href): (&'static str, bool, String)| {
        view! { <a class="chip" href=href aria-current=current.then_some("true")>{name}</a> }.into_any()
    };
    view! { <nav class="row gallery-nav" aria-label=words::variants(lang)>{all.map(link).into_iter().collect_view()}</nav> }
        .into_any()
}

fn contents(lang: Lang, groups: &[(&'static str, &'static str, Vec<Sample>)]) -> AnyView {
    let links = |samples: &[Sample]| -> Vec<AnyView> {
        let link = |id: &'static str| view! { <a class="chip" href=format!("#{id}")>{id}</a> }.into_any();
        samples.iter().map(|sample| link(sample.id)).collect()
    };
    let groups = groups.iter().map(|(_, name, samples)| {
        view! { <p class="strong">{*name}</p><div class="row">{links(samples)}</div> }.into_any()
    });
    view! { <nav class="stack gallery-nav" aria-label=words::contents(lang)>{groups.collect_view()}</nav> }.into_any()
}

fn group(lang: Lang, id: &'static str, name: &'static str, samples: Vec<Sample>) -> AnyView {
    let samples = samples.into_iter().map(|sample| draw(lang, sample)).collect_view();
    view! { <section class="stack gallery-group" id=format!("group-{id}")><h2>{name}</h2>{samples}</section> }
        .into_any()
}

fn draw(lang: Lang, sample: Sample) -> AnyView {
    let id = sample.id;
    let states = sample.states.into_iter().map(|(state, content)| {
        let name = state.name();
        view! {
            <div class="sample-state" data-of=id>
                <p class="small soft">{state.words(lang)}</p>
                <div class="sample-stage" data-state=name>{content}</div>
            </div>
        }
        .into_any()
    });
    view! {
        <article class="sample" id=id>
            <p class="strong">{id}</p>
            <p class="said">{words::note(lang, id)}</p>
            {states.collect_view()}
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests;
