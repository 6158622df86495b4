//! One report: my own with every step and answer, or a neighbour's as far as neighbours may see it.

mod own;
mod public;

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::look::lang;
use crate::routes::Route;
use crate::sync::{ACCOUNTS, Sync, sync};
use crate::words::report as words;
use domain::id::ReportId;
use domain::need::Need;
use domain::report::{Endorsement, PublicReport, Report};
use leptos::prelude::*;
use uuid::Uuid;

/// What this phone knows of the report.
#[derive(Clone, PartialEq)]
enum Found {
    /// It is mine.
    Own { report: Report, need: Option<Need>, place: String, pending: bool },
    /// It is a neighbour's. `said`: I am counted, or will be.
    Public { report: PublicReport, need: Option<Need>, said: bool, pending: bool },
    /// Not here, and the phone's own rows are not read yet.
    Unknown,
    /// Not here.
    Gone,
}

/// The page.
pub fn page(id: ReportId) -> AnyView {
    let sync = sync();
    let found = Memo::new(move || find(sync, id));
    let asked: RwSignal<Option<Uuid>> = RwSignal::new(None);
    let trouble: RwSignal<Option<String>> = RwSignal::new(None);
    let draw = move || match found.get() {
        Found::Own { report, need, place, pending } if ACCOUNTS => {
            own::own(sync, &report, need.as_ref(), place, pending, own::Ask { asked, trouble })
        }
        Found::Public { report, need, said, pending } => {
            public::public(sync, &report, need.as_ref(), public::Mine { said, pending }, trouble)
        }
        Found::Unknown => {
            view! { {back_head(Route::Needs, String::new(), words::form_line(lang()).into())}{skeleton(4)} }.into_any()
        }
        Found::Own { .. } | Found::Gone => gone(),
    };
    draw.into_any()
}

fn gone() -> AnyView {
    let lang = lang();
    let action = Some((Route::Needs, words::see_needs(lang).into()));
    view! {
        {back_head(Route::Needs, String::new(), words::gone(lang).into())}
        {empty(words::gone(lang).into(), words::gone_text(lang).into(), action)}
    }
    .into_any()
}

/// Whether a row that is not here is known not to be there: before that it may be on its way.
fn settled(sync: Sync) -> bool {
    let status = sync.status();
    status.ready && status.settled()
}

fn find(sync: Sync, id: ReportId) -> Found {
    let view = sync.view();
    let need = |need: Option<domain::id::NeedId>| need.and_then(|need| view.get::<Need>(need.0)).cloned();
    let me = view.me().map(|me| me.id);
    if let Some(report) = view.get::<Report>(id.0).filter(|report| Some(report.reporter.id) == me) {
        return Found::Own {
            need: need(report.need),
            place: own::place(&view, report),
            pending: view.is_pending::<Report>(id.0),
            report: report.clone(),
        };
    }
    match view.get::<PublicReport>(id.0) {
        Some(report) => Found::Public {
            need: need(report.need),
            said: view.get::<Endorsement>(id.0).is_some(),
            pending: view.is_pending::<Endorsement>(id.0),
            report: report.clone(),
        },
        None if settled(sync) => Found::Gone,
        None => Found::Unknown,
    }
}
