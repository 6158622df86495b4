//! 哪里需要人: the shifts of the next two weeks, those first that begin soon and lack people.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::page_head::page_head;
use crate::components::shift::shift_list;
use crate::look::lang;
use crate::sync::sync;
use crate::words::{common, shift as words};
use domain::views::service::{ListedShift, busy, open_shifts, qualified};
use leptos::prelude::*;

/// How many days ahead the page looks.
const DAYS: i32 = 14;

/// Which shifts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pick {
    All,
    Lacking,
    Fits,
}

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let pick = RwSignal::new(Pick::All);
    let shifts = Memo::new(move || {
        let view = sync.view();
        let mut shifts = open_shifts(&view, sync.now(), DAYS);
        let me = view.me();
        shifts.retain(|ListedShift { shift, duties, .. }| match pick.get() {
            Pick::All => true,
            Pick::Lacking => shift.missing() > 0,
            Pick::Fits => {
                let fits = me.is_some_and(|me| qualified(&view, me, shift) && !busy(&view, me, shift));
                duties.is_empty() && shift.open() > 0 && fits
            }
        });
        shifts
    });
    let signed_in = Memo::new(move || sync.view().me().is_some());
    let body = move || {
        let (lang, shifts) = (lang(), shifts.get());
        if !shifts.is_empty() {
            return shift_list(&shifts, lang, sync.now());
        }
        match pick.get() {
            Pick::Fits => empty(words::none_fits(lang).into(), words::none_fits_text(lang).into(), None),
            _ => empty(words::none(lang).into(), words::none_text(lang).into(), None),
        }
    };
    view! {
        {move || page_head(words::hint(lang()).into(), words::title(lang()).into())}
        {move || filters(pick, signed_in.get())}
        {body}
    }
    .into_any()
}

fn filters(pick: RwSignal<Pick>, signed_in: bool) -> AnyView {
    let lang = lang();
    let chip = move |which: Pick, word: &'static str| {
        let pressed = move || if pick.get() == which { "true" } else { "false" };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=move |_| pick.set(which)>{word}</button>
        }
    };
    view! {
        <div class="filters" role="group" aria-label=words::pick(lang)>
            {chip(Pick::All, common::all(lang))}
            {chip(Pick::Lacking, words::lacking(lang))}
            {signed_in.then(|| chip(Pick::Fits, words::fits(lang)))}
        </div>
    }
    .into_any()
}
