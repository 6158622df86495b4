//! 志愿服务记录证明: one sheet of A4 to print, for whom it is for and for those who issued it. It is drawn from rows that nobody else's
//! phone has; its code leads to the page on which anyone can check it.
//!
//! As a file it is the PDF that the phone itself makes of this page ("存储为 PDF" where printers are chosen), with the glyphs that the
//! phone has. The server makes none: a name may have any of some 30,000 characters, so it would need a whole Chinese font of many MB to
//! take them from, and a library for PDF that nothing else here wants; a smaller font would leave a hole in the one name that counts.
//! Nor would such a file prove more than the paper: what proves it is the code.

use crate::cell::Memo;
use crate::components::bars::{Bar, bars};
use crate::components::empty::empty;
use crate::components::page_head::back_link;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::desk::paper::print_button;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{certificate as words, common, shift, when};
use domain::certificate::Certificate;
use domain::hours::Hours;
use domain::id::CertificateId;
use domain::organization::Organization;
use domain::replica::Replica;
use domain::views::months::{Month, by_month};
use leptos::prelude::*;

/// The page.
pub fn page(id: CertificateId) -> AnyView {
    let sync = sync();
    let paper = Memo::new(move || Paper::of(&sync.view(), id));
    let body = move || match paper.get() {
        Some(paper) => paper.draw(lang()),
        None if sync.status().ready => empty(words::gone(lang()).into(), words::gone_text(lang()).into(), None),
        None => skeleton(3),
    };
    view! {
        <div class="stack no-print">{move || back_link(Route::Service)}</div>
        {body}
    }
    .into_any()
}

/// What stands on the sheet.
#[derive(Clone, PartialEq)]
struct Paper {
    row: Certificate,
    issuer: String,
    /// What was done, each once.
    content: Vec<String>,
    /// The minutes that still hold.
    holding: i64,
    /// What was certified, month by month.
    months: Vec<(Month, i64)>,
}

/// How many months the picture beside the sheet has at most.
const MONTHS: usize = 24;

impl Paper {
    fn of(view: &Replica, id: CertificateId) -> Option<Paper> {
        let row = view.get::<Certificate>(id.0)?.clone();
        let issuer = view.get::<Organization>(row.organization.0).map(|team| team.name.clone()).unwrap_or_default();
        let (mut content, mut holding) = (Vec::new(), row.minutes);
        for entry in row.entries.iter().filter_map(|id| view.get::<Hours>(id.0)) {
            if !content.contains(&entry.content) {
                content.push(entry.content.clone());
            }
            if !entry.holds(view.all::<Hours>()) {
                holding -= entry.minutes();
            }
        }
        let months = by_month(row.entries.iter().filter_map(|id| view.get::<Hours>(id.0)), MONTHS);
        Some(Paper { row, issuer, content, holding, months })
    }

    fn draw(&self, lang: Lang) -> AnyView {
        if self.row.ordinal == 0 {
            return state(Mark::Pending, words::no_number(lang).into());
        }
        let corrected =
            (self.holding != self.row.minutes).then(|| state(Mark::Failed, words::holds_less(lang, self.holding)));
        view! {
            <div class="stack no-print">
                {corrected}
                <div class="actions">{print_button(words::print(lang), "button")}</div>
                <p class="small soft">{words::as_file(lang)}</p>
            </div>
            {self.sheet(lang)}
            {self.by_month(lang)}
        }
        .into_any()
    }

    /// The same hours as a picture, on the screen alone: the sheet is as the rules want it.
    fn by_month(&self, lang: Lang) -> Option<AnyView> {
        let line = |(month, minutes): &(Month, i64)| Bar {
            name: when::month(lang, *month, self.row.made.day()),
            length: *minutes,
            full: *minutes,
            said: shift::length(lang, *minutes),
        };
        let lines: Vec<Bar> = self.months.iter().map(line).collect();
        let drawn = (lines.len() > 1).then(|| bars(shift::by_month(lang).into(), lines))?;
        Some(view! { <div class="no-print">{drawn}</div> }.into_any())
    }

    fn sheet(&self, lang: Lang) -> AnyView {
        let row = &self.row;
        let content = words::contents(lang, &self.content);
        let volunteer = (!row.volunteer.is_empty()).then(|| {
            view! { <div><dt>{words::volunteer(lang)}</dt><dd class="num">{row.volunteer.clone()}</dd></div> }
        });
        view! {
            <article class="certificate">
                <p>{common::community(lang)}</p>
                <h1>{words::title(lang)}</h1>
                <dl>
                    <div><dt>{words::number(lang)}</dt><dd class="num">{row.number()}</dd></div>
                    <div><dt>{words::person(lang)}</dt><dd>{row.resident.name.clone()}</dd></div>
                    {volunteer}
                    <div><dt>{words::span(lang)}</dt><dd class="num">{words::days(lang, row)}</dd></div>
                    <div><dt>{shift::hours(lang)}</dt><dd>{shift::length(lang, row.minutes)}</dd></div>
                    <div><dt>{words::content(lang)}</dt><dd>{content}</dd></div>
                    <div><dt>{words::issuer(lang)}</dt><dd>{self.issuer.clone()}</dd></div>
                    <div><dt>{words::signed(lang)}</dt><dd>{row.issued_by.name.clone()}</dd></div>
                    <div><dt>{words::issued_on(lang)}</dt><dd class="num">{row.made.day().to_string()}</dd></div>
                </dl>
                <div class="certificate-qr">
                    <img
                        src=format!("/api/qr/certificate/{}", row.id)
                        alt=words::qr_says(lang)
                        width="176"
                        height="176"
                    />
                    <p><a href=format!("/certificate/{}", row.id) rel="external">{words::scan(lang)}</a></p>
                </div>
            </article>
        }
        .into_any()
    }
}
