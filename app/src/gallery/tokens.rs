//! What the tokens of `style/tokens.css` come to: colours in pairs with their contrast, sizes of type, distances, radii, icons.
//!
//! The figures are worked out from the text of the file, so that they cannot say what it does not.

use crate::components::icon::{Icon, icon};
use crate::components::lamp::lamp;
use crate::components::section::section_head_and;
use crate::look::{Look, Theme};
use crate::words::gallery as words;
use leptos::prelude::*;
use uuid::Uuid;

const TOKENS: &str = include_str!("../../../style/tokens.css");

/// What is written on what. The last ones are lines and grounds, and not letters: the ring of the focus on whatever it may stand, the
/// edge of a field, the ground of the one primary button, and the rim of the others.
const PAIRS: [(&str, &str); 39] = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunk"),
    ("ink", "press"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "sunk"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "accent-soft"),
    ("on-action", "action"),
    ("on-action", "action-press"),
    ("on-next", "next"),
    ("on-next-soft", "next"),
    ("on-next-button", "next-button"),
    ("pine", "pine-soft"),
    ("wait", "wait-soft"),
    ("wait", "card"),
    ("refuse", "refuse-soft"),
    ("refuse", "card"),
    ("calm", "sunk"),
    ("paper", "ink"),
    ("on-toast", "toast"),
    ("qr-ink", "qr-paper"),
    ("focus", "card"),
    ("focus", "paper"),
    ("focus", "sunk"),
    ("focus", "press"),
    ("focus", "accent-soft"),
    ("focus", "pine-soft"),
    ("focus", "wait-soft"),
    ("focus", "refuse-soft"),
    ("edge", "card"),
    ("edge", "paper"),
    ("edge", "sunk"),
    ("action", "card"),
    ("action", "paper"),
    ("rim", "card"),
    ("next-button", "next"),
];

/// Those of the pairs that are lines or grounds.
const LINES: [&str; 5] = ["focus", "edge", "action", "rim", "next-button"];

const ICONS: [Icon; 31] = [
    Icon::Today,
    Icon::Activities,
    Icon::Canteen,
    Icon::Needs,
    Icon::Me,
    Icon::Organizations,
    Icon::Projects,
    Icon::Back,
    Icon::Phone,
    Icon::Device,
    Icon::Check,
    Icon::Clock,
    Icon::Alert,
    Icon::Search,
    Icon::Plus,
    Icon::Minus,
    Icon::Camera,
    Icon::People,
    Icon::Chevron,
    Icon::Print,
    Icon::Offline,
    Icon::Settings,
    Icon::Close,
    Icon::Share,
    Icon::Hand,
    Icon::Half,
    Icon::Queue,
    Icon::Done,
    Icon::Sending,
    Icon::Bell,
    Icon::Voice,
];

/// The text of a block, from what opens it.
fn block(opening: &str) -> &'static str {
    let rest = TOKENS.split_once(opening).map_or("", |(_, rest)| rest);
    rest.split_once("\n  }").map_or(rest, |(block, _)| block)
}

/// The colour of a token in a look: what more contrast says goes before what the elder view says, and that before the rest.
fn colour(name: &str, look: Look, contrast: bool) -> Option<[u8; 3]> {
    let blocks = [
        contrast.then(|| block("@media (prefers-contrast: more) {")),
        look.elder.then(|| block(":root[data-view=\"elder\"] {")),
        Some(block("  :root {")),
    ];
    let key = format!("--{name}: ");
    let value = blocks.into_iter().flatten().find_map(|block| block.split_once(&key)?.1.split(';').next())?;
    // The first is by day, the last by night; some are both.
    let word = if look.theme == Theme::Dark { value.rsplit('#').next() } else { value.split('#').nth(1) }?;
    let part = |at: usize| u8::from_str_radix(word.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// How bright a colour is (WCAG 2, relative luminance).
fn brightness(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of a pair in a look, 1 to 21.
fn contrast_of((front, ground): (&str, &str), look: Look, contrast: bool) -> Option<f64> {
    let (one, other) = (brightness(colour(front, look, contrast)?), brightness(colour(ground, look, contrast)?));
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// What a pair must have: 3 for a line, 4.5 for letters, 7 for letters in the elder view and where more contrast is asked for. A rim stands
/// around words that say enough; in the elder view it is held to as much as any other line.
fn needed(front: &str, look: Look, contrast: bool) -> f64 {
    match front {
        "rim" if !look.elder && !contrast => 1.5,
        _ if LINES.contains(&front) => 3.0,
        _ if look.elder || contrast => 7.0,
        _ => 4.5,
    }
}

/// The part of the page.
pub fn section(look: Look, contrast: bool) -> AnyView {
    let lang = look.lang;
    let pairs = PAIRS.map(|pair| swatch(pair, look, contrast)).into_iter().collect_view();
    let sizes = ["small", "body", "lead", "title", "hero"].map(|size| {
        view! { <p class=format!("gallery-type is-{size}")>{format!("--t-{size} ")}{words::thing(lang)}" 12:30"</p> }.into_any()
    });
    let spaces = (1..=8).map(|step| bar(&format!("s{step}"))).collect_view();
    let radii = ["r1", "r2", "r3", "pill"]
        .map(|name| view! { <li class=format!("gallery-radius is-{name}")>{format!("--{name}")}</li> }.into_any());
    let icons = ICONS.map(|sign| {
        view! { <li class="gallery-icon">{icon(sign)}<span class="small soft">{format!("{sign:?}")}</span></li> }
            .into_any()
    });
    let lamps = (1..=4_u128).map(|seed| view! { <li>{lamp(Uuid::from_u128(seed << 64), 7, 64)}</li> }.into_any());
    let head = |name: &'static str| view! { <p class="said">{name}</p> }.into_any();
    view! {
        <section class="stack gallery-group" id="group-tokens">
            {section_head_and(words::tokens(lang).into(), ().into_any())}
            {head(words::colours(lang))}
            <ul class="gallery-swatches" id="colours">{pairs}</ul>
            {head(words::type_sizes(lang))}
            <div class="stack" id="type">{sizes.into_iter().collect_view()}</div>
            {head(words::spaces(lang))}
            <ul class="stack is-tight" id="spacing">{spaces}</ul>
            {head(words::radii(lang))}
            <ul class="row" id="radii">{radii.into_iter().collect_view()}</ul>
            {head(words::icons(lang))}
            <ul class="gallery-icons" id="icons">{icons.into_iter().collect_view()}</ul>
            {head(words::lamps(lang))}
            <ul class="row gallery-lamps" id="lamps">{lamps.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// One pair: the one on the other, both names, the figure. Colours are named to the drawing, since the policy forbids inline style.
fn swatch(pair: (&'static str, &'static str), look: Look, contrast: bool) -> AnyView {
    let (front, ground) = pair;
    let figure = contrast_of(pair, look, contrast).unwrap_or_default();
    let enough = figure >= needed(front, look, contrast);
    let said = words::ratio(look.lang, &format!("{figure:.1}"), enough);
    view! {
        <li class="gallery-swatch" data-ratio=format!("{figure:.2}") data-enough=enough.to_string()>
            <svg viewBox="0 0 56 40" width="56" height="40" aria-hidden="true">
                <rect width="56" height="40" rx="8" fill=format!("var(--{ground})")></rect>
                <circle cx="28" cy="20" r="9" fill=format!("var(--{front})")></circle>
            </svg>
            <span class="small">{format!("{front} / {ground}")}</span>
            <b class="num">{said}</b>
        </li>
    }
    .into_any()
}

fn bar(name: &str) -> AnyView {
    let class = format!("gallery-space is-{name}");
    view! { <li class="row"><span class=class></span><span class="small soft">{format!("--{name}")}</span></li> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_can_be_read_in_every_look() {
        let mut wrong = Vec::new();
        for (elder, contrast, theme) in [false, true].into_iter().flat_map(|elder| {
            [false, true]
                .into_iter()
                .flat_map(move |contrast| [(elder, contrast, Theme::Light), (elder, contrast, Theme::Dark)])
        }) {
            let look = Look { elder, theme, ..Look::default() };
            for pair in PAIRS {
                let figure = contrast_of(pair, look, contrast);
                if figure.is_none_or(|figure| figure < needed(pair.0, look, contrast)) {
                    wrong.push(format!("{pair:?} elder {elder} contrast {contrast} {theme:?}: {figure:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn a_figure_is_worked_out_as_the_standard_says() {
        assert!((brightness([255, 255, 255]) - 1.0).abs() < 1e-9);
        assert!(brightness([0, 0, 0]) < 1e-9 && (brightness([119, 119, 119]) - 0.1845).abs() < 0.001);
        assert_eq!(contrast_of(("ink", "nothing"), Look::default(), false), None);
    }
}
