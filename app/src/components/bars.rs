//! Numbers with a bar beside each. It is a list (or a cell of a table) that is read like any other: the bar says nothing that is not
//! written beside it, so screen readers pass it over.
//!
//! The lengths are attributes of a drawing and not styles, because our pages allow no style that is not in a file.

use leptos::prelude::*;

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// What it is about: a month, a day.
    pub name: String,
    /// How long the bar is.
    pub length: i64,
    /// How much of it is full: those who came, of those who had signed up.
    pub full: i64,
    /// The number in words.
    pub said: String,
}

/// Some lines under a title, all to one scale.
pub fn bars(title: String, lines: Vec<Bar>) -> AnyView {
    let longest = lines.iter().map(|line| line.length).max().unwrap_or_default();
    let line = |line: Bar| {
        view! {
            <li>
                <span class="bars-name">{line.name}</span>
                {bar(line.length, line.full, longest)}
                <span class="bars-said">{line.said}</span>
            </li>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = lines.into_iter().map(line).collect();
    view! { <figure class="bars"><figcaption>{title}</figcaption><ol>{lines}</ol></figure> }.into_any()
}

/// One bar: `length` of `longest`, of which `full` is full.
pub fn bar(length: i64, full: i64, longest: i64) -> AnyView {
    view! {
        <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-length" width=share(length, longest) height="10"></rect>
            <rect class="bar-full" width=share(full.min(length), longest) height="10"></rect>
        </svg>
    }
    .into_any()
}

/// Thousandths of the longest one; what is there at all can be seen.
fn share(length: i64, longest: i64) -> String {
    let thousandths = if length <= 0 { 0 } else { (length * 1_000 / longest.max(1)).clamp(8, 1_000) };
    thousandths.to_string()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_bar_is_never_longer_than_its_place_and_never_invisible() {
        let shares = [(0, 10), (-5, 10), (5, 10), (10, 10), (12, 10), (1, 100_000), (3, 0)].map(|(a, b)| share(a, b));
        assert_eq!(shares, ["0", "0", "500", "1000", "1000", "8", "1000"]);
    }
}
