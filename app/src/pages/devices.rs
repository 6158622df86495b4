//! 我的手机: where I am signed in, and the way to sign a lost phone out.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::page_head::back_head;
use crate::components::skeleton::skeleton;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::{Sync, sync};
use crate::words::refusal::not_taken;
use crate::words::{common, me as words, when};
use domain::arrange::Arrange;
use domain::command::Command;
use domain::device::Device;
use domain::id::DeviceId;
use domain::when::Moment;
use leptos::prelude::*;
use uuid::Uuid;

/// One phone of the list.
#[derive(Clone, PartialEq)]
struct Line {
    device: Device,
    /// It is this phone.
    here: bool,
    /// Its signing out waits for the server's answer.
    pending: bool,
}

/// What the list needs besides its lines.
#[derive(Clone, Copy)]
struct Page {
    sync: Sync,
    asked: RwSignal<Option<Uuid>>,
    trouble: RwSignal<Option<(DeviceId, String)>>,
}

/// The page.
pub fn page() -> AnyView {
    let page = Page { sync: sync(), asked: RwSignal::new(None), trouble: RwSignal::new(None) };
    let known = Memo::new(move || {
        let visiting = page.sync.visiting();
        (visiting, page.sync.view().me().is_some())
    });
    let lines = Memo::new(move || lines(page.sync));
    let head = move || back_head(Route::Me, words::devices_line(lang()).into(), words::devices(lang()).into());
    let body = move || {
        let lang = lang();
        match known.get() {
            (false, false) => skeleton(3),
            (true, false) => empty(
                words::visitor(lang).into(),
                words::devices_sign_in(lang).into(),
                Some((Route::SignIn, common::sign_in(lang).into())),
            ),
            (_, true) => list(page, lang, lines.get()),
        }
    };
    view! { {head}{body} }.into_any()
}

/// My phones, this one first, then the latest.
fn lines(sync: Sync) -> Vec<Line> {
    let (view, here) = (sync.view(), sync.accounts().device);
    let Some(me) = view.me() else { return Vec::new() };
    let line = |device: &Device| Line {
        here: Some(device.id) == here,
        pending: view.is_pending::<Device>(device.id.0),
        device: device.clone(),
    };
    let mine = view.all::<Device>().filter(|device| device.resident == me.id).map(line);
    let mut lines: Vec<Line> = mine.filter(|line| line.pending || line.device.revoked.is_none()).collect();
    lines.arrange_by_key(|line| (!line.here, std::cmp::Reverse(line.device.since)));
    lines
}

fn list(page: Page, lang: Lang, lines: Vec<Line>) -> AnyView {
    if lines.is_empty() {
        return empty(words::devices_none(lang).into(), String::new(), None);
    }
    let now = untrack(|| page.sync.now());
    let items = lines.into_iter().map(|line| item(page, lang, line, now)).collect_view();
    view! {
        <ul class="list">{items}</ul>
        <p class="said">{words::revoke_hint(lang)}</p>
    }
    .into_any()
}

fn item(page: Page, lang: Lang, line: Line, now: Moment) -> AnyView {
    let Line { device, here, pending } = line;
    let id = device.id;
    let since = words::since(lang, &when::stamp(lang, device.since, now));
    let trouble = move || {
        let why = page.trouble.get().filter(|(of, _)| *of == id).map(|(_, why)| why);
        why.map(|why| notice(Tone::Error, view! { <p>{why}</p> }.into_any()))
    };
    let end = match (pending, here) {
        (true, _) => state(Mark::Pending, words::revoking(lang).into()),
        (false, true) => state(Mark::Confirmed, words::this_phone(lang).into()),
        (false, false) => revoke(page, lang, id),
    };
    view! {
        <li class="device">
            {icon(Icon::Device)}
            <span class="device-text"><b>{device.label}</b><small>{since}</small></span>
            {end}
            {trouble}
        </li>
    }
    .into_any()
}

fn revoke(page: Page, lang: Lang, device: DeviceId) -> AnyView {
    let steps = Steps {
        act: words::revoke(lang).into(),
        question: words::revoke_question(lang).into(),
        yes: words::revoke_yes(lang).into(),
        no: words::revoke_no(lang).into(),
    };
    let then = Callback::new(move |()| {
        page.trouble.set(None);
        page.sync.submit(Command::RevokeDevice { device }, move |answer| {
            if let Err(why) = answer {
                page.trouble.set(Some((device, not_taken(lang, &why))));
            }
        });
    });
    two_step(page.asked, device.0, steps, then)
}
