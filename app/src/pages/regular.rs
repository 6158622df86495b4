//! 长期订餐: the family's regular orders, each with what becomes of its next days, and the form for another one.

mod form;
mod meal;

use crate::cell::{Memo, RwSignal};
use crate::components::item::pending_state;
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{NotTaken, sync};
use crate::words::{refusal, regular as words, when};
use domain::command::Command;
use domain::views::regular::{Shown, regulars, stopped};
use domain::when::Day;
use form::Form;
use leptos::prelude::*;
use uuid::Uuid;

/// The page.
pub fn page() -> AnyView {
    let sync = sync();
    let form = Form::new();
    let asked = RwSignal::new(None);
    // Why one was not ended.
    let kept: RwSignal<Option<NotTaken>> = RwSignal::new(None);
    let signed_in = Memo::new(move || sync.view().me().is_some());
    let visiting = Memo::new(move || sync.visiting());
    let shown = Memo::new(move || {
        let (view, now) = (sync.view(), sync.now());
        (regulars(&view, now), now.day(), meal::several(&view))
    });
    let list = move || {
        let (lang, (rows, today, several)) = (lang(), shown.get());
        if rows.is_empty() {
            return view! { <p class="said">{words::none(lang)}</p> }.into_any();
        }
        let card = |row| card(row, (today, several), form, (asked, kept), lang);
        let cards: Vec<AnyView> = rows.iter().map(card).collect();
        view! { <div class="stack">{cards}</div> }.into_any()
    };
    let over = Memo::new(move || stopped(&sync.view(), sync.now(), false));
    let over = move || {
        let lang = lang();
        let said = over.get().into_iter().map(|row| {
            let text = view! { <b>{words::stopped(lang, &row)}</b><p>{words::set_anew(lang)}</p> };
            notice(Tone::Plain, text.into_any())
        });
        said.collect_view()
    };
    let trouble = move || {
        let trouble = kept.get();
        trouble.map(|why| notice(Tone::Error, view! { <p>{refusal::not_taken(lang(), &why)}</p> }.into_any()))
    };
    let body = move || match (signed_in.get(), visiting.get()) {
        (true, _) => view! {
            <section class="stack" aria-live="polite">{trouble}{over}{list}</section>
            {form.section()}
        }
        .into_any(),
        (false, true) => view! { <p class="said">{words::sign_in_first(lang())}</p> }.into_any(),
        (false, false) => skeleton(3),
    };
    view! {
        {move || back_head(Route::Canteen, words::hint(lang()).into(), words::title(lang()).into())}
        {body}
    }
    .into_any()
}

/// What is asked of one of them, and why one was not ended.
type Ending = (RwSignal<Option<Uuid>>, RwSignal<Option<NotTaken>>);

fn card(shown: &Shown, (today, several): (Day, bool), form: Form, (asked, kept): Ending, lang: Lang) -> AnyView {
    let (row, regular) = (shown.row.clone(), shown.row.id);
    let days = shown.days.iter().map(|(day, ahead)| {
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text">
                        <b>{when::day(lang, *day, today)}</b>
                        <small>{words::ahead(lang, ahead)}</small>
                    </span>
                </div>
            </li>
        }
        .into_any()
    });
    let days: Vec<AnyView> = days.collect();
    let days = (!days.is_empty()).then(|| {
        view! {
            <p class="strong">{words::next(lang)}</p>
            <ul class="list is-tight">{days}</ul>
        }
    });
    let steps = Steps {
        act: words::end(lang).into(),
        question: words::end_sure(lang).into(),
        yes: words::end_yes(lang).into(),
        no: words::end_no(lang).into(),
    };
    let end = move |()| {
        kept.set(None);
        form.forget(regular);
        sync().submit(Command::EndRegular { regular }, move |result| kept.set(result.err()));
    };
    let said = format!("{} · {}", words::days(lang, &row.habit), words::plate(lang, row.habit.plate));
    let dates = words::dates(lang, &row.habit, today);
    let name = words::whose(lang, &row, several);
    let change = move |_| form.fill(&row);
    view! {
        <article class="card stack">
            <div class="row is-apart"><h2>{name.clone()}</h2>{shown.pending.then(|| pending_state(lang))}</div>
            <p>{said}</p>
            <p class="said">{dates}</p>
            {days}
            <button type="button" class="button is-quiet" on:click=change>
                {words::change(lang)}<span class="unseen">{format!(" {name}")}</span>
            </button>
            {two_step(asked, regular.0, steps, Callback::new(end))}
        </article>
    }
    .into_any()
}
