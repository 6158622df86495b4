//! The page that checks a certificate of service hours, for whoever scans the code on the paper: the server alone draws it, in the
//! style of the app and without its program.

use super::Assets;
use crate::components::state::{Mark, state};
use crate::look::Look;
use crate::words::{certificate as words, common, shift};
use domain::certificate::{Certificate, masked};
use leptos::prelude::*;

/// What is known of a certificate now.
#[derive(Clone, Debug)]
pub struct Checked {
    /// As it was issued.
    pub certificate: Certificate,
    /// The name of the team that issued it.
    pub issuer: String,
    /// The minutes of it that still hold.
    pub holding: i64,
}

/// The document. Of the person it says no more than the beginning of their name.
pub fn certificate_document(look: Look, assets: &Assets, checked: &Checked) -> AnyView {
    let (lang, base, row) = (look.lang, &assets.base, &checked.certificate);
    let standing = if checked.holding == row.minutes {
        state(Mark::Confirmed, words::holds(lang).into())
    } else {
        state(Mark::Failed, words::holds_less(lang, checked.holding))
    };
    view! {
        <!DOCTYPE html>
        <html
            lang=lang.tag()
            data-view=look.view()
            data-theme=look.theme.name()
            data-text=look.text.to_string()
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="robots" content="noindex" />
                <title>{format!("{} {} · {}", words::title(lang), row.number(), common::community(lang))}</title>
                <link rel="stylesheet" href=format!("{base}/style.css") />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
            </head>
            <body>
                <main id="main">
                    <div class="page is-narrow">
                        <header class="page-head">
                            <div>
                                <p class="page-head-line">{common::community(lang)}</p>
                                <h1>{words::title(lang)}</h1>
                            </div>
                        </header>
                        {standing}
                        <dl class="facts card">
                            <div><dt>{words::number(lang)}</dt><dd class="num">{row.number()}</dd></div>
                            <div><dt>{words::issuer(lang)}</dt><dd>{checked.issuer.clone()}</dd></div>
                            <div><dt>{words::person(lang)}</dt><dd>{masked(&row.resident.name)}</dd></div>
                            <div><dt>{words::span(lang)}</dt><dd class="num">{words::days(lang, row)}</dd></div>
                            <div><dt>{shift::hours(lang)}</dt><dd>{shift::length(lang, row.minutes)}</dd></div>
                        </dl>
                        <p class="said">{words::compare(lang)}</p>
                    </div>
                </main>
            </body>
        </html>
    }
    .into_any()
}
