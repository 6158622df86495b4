//! How this phone wants to see things: language, view, theme, size of the text. Not personal: two cookies carry it to the server,
//! so that the first page comes in the right language and view.

use crate::cell::RwSignal;
use leptos::prelude::*;

/// The language of the sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }

    /// The form of a sentence in this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// Everything that changes how a page looks but not what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// 长辈版.
    pub elder: bool,
    /// `auto`, `light` or `dark`.
    pub theme: Theme,
    /// Percent of the normal text size: 100, 115, 130 or 150.
    pub text: u8,
    /// This phone has a cookie, and with it an answer: it is not asked again which size it wants.
    pub asked: bool,
}

/// Light, dark, or as the phone is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the phone is set.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The colour of the browser's frame by day: `--paper` of the tokens (a `<meta>` cannot read them).
const PAPER_LIGHT: &str = "#f8f3ea";
/// The same by night.
const PAPER_DARK: &str = "#171310";

/// The text sizes one can choose, in percent.
pub const TEXT_SIZES: [u8; 4] = [100, 115, 130, 150];

impl Default for Look {
    fn default() -> Self {
        Self { lang: Lang::Zh, elder: false, theme: Theme::Auto, text: 100, asked: false }
    }
}

impl Look {
    /// The cookie's value: `en.elder.dark.130`.
    pub fn cookie(self) -> String {
        let view = if self.elder { "elder" } else { "normal" };
        format!("{}.{}.{}.{}", self.lang.pick("zh", "en"), view, self.theme.name(), self.text)
    }

    /// Reads a cookie's value; what is not understood stays as it is by default.
    pub fn of_cookie(value: &str) -> Look {
        let mut look = Look { asked: true, ..Look::default() };
        for part in value.split('.') {
            match part {
                "en" => look.lang = Lang::En,
                "elder" => look.elder = true,
                "light" => look.theme = Theme::Light,
                "dark" => look.theme = Theme::Dark,
                number => {
                    if let Some(size) = TEXT_SIZES.into_iter().find(|size| size.to_string() == number) {
                        look.text = size;
                    }
                }
            }
        }
        look
    }

    /// The colours of the browser's frame, each with the question to the browser whether it is the one.
    pub fn papers(self) -> Vec<(Option<&'static str>, &'static str)> {
        match self.theme {
            Theme::Auto => vec![
                (Some("(prefers-color-scheme: light)"), PAPER_LIGHT),
                (Some("(prefers-color-scheme: dark)"), PAPER_DARK),
            ],
            Theme::Light => vec![(None, PAPER_LIGHT)],
            Theme::Dark => vec![(None, PAPER_DARK)],
        }
    }

    /// The value of `data-view`.
    pub fn view(self) -> &'static str {
        if self.elder { "elder" } else { "normal" }
    }
}

/// The look of this phone, as a signal in the context.
pub fn look() -> RwSignal<Look> {
    expect_context()
}

/// The language. Tracked.
pub fn lang() -> Lang {
    look().with(|look| look.lang)
}

/// Whether this is the elder view. Tracked.
pub fn elder() -> bool {
    look().with(|look| look.elder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_as_it_was_written_and_nonsense_changes_nothing() {
        let look = Look { lang: Lang::En, elder: true, theme: Theme::Dark, text: 130, asked: true };
        assert_eq!(Look::of_cookie(&look.cookie()), look);
        assert_eq!(Look::of_cookie("x.999.<script>"), Look { asked: true, ..Look::default() });
    }
}
