//! One organization: who they are, when and where they meet, what they answer, what they do next.

use crate::cell::Memo;
use crate::components::empty::empty;
use crate::components::item::date_list;
use crate::components::lamp::{class_name, hanging};
use crate::components::page_head::{back_head, back_link};
use crate::components::section::{section_head, section_head_and, subscribe};
use crate::components::share::share;
use crate::components::skeleton::skeleton;
use crate::components::sync::told;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{activity, common, organization as words};
use domain::arrange::Arrange;
use domain::id::OrganizationId;
use domain::need::Need;
use domain::organization::Organization;
use domain::replica::Replica;
use domain::role::Role;
use domain::undertaking::Project;
use domain::venue::Venue;
use domain::views::listed::{Listed, of_organization};
use domain::when::Moment;
use leptos::prelude::*;

/// How many coming dates are shown.
const DATES_SHOWN: usize = 6;

/// Everything that the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Profile {
    organization: Organization,
    venue: Option<Venue>,
    needs: Vec<Need>,
    projects: Vec<Project>,
    dates: Vec<Listed>,
}

impl Profile {
    fn of(view: &Replica, id: OrganizationId, now: Moment) -> Option<Profile> {
        let organization = view.get::<Organization>(id.0)?.clone();
        let mut projects: Vec<Project> = view.all::<Project>().filter(|p| p.organization == id).cloned().collect();
        projects.arrange_by_key(|project| (-project.until_year, project.from_year));
        Some(Profile {
            venue: organization.venue.and_then(|venue| view.get::<Venue>(venue.0)).cloned(),
            needs: organization.needs.iter().filter_map(|need| view.get::<Need>(need.0)).cloned().collect(),
            projects,
            dates: of_organization(view, id.0, now, DATES_SHOWN),
            organization,
        })
    }
}

/// The page of one organization.
pub fn page(id: OrganizationId) -> AnyView {
    let sync = sync();
    let profile = Memo::new(move || Profile::of(&sync.view(), id, sync.now()));
    let body = move || match profile.get() {
        Some(profile) => draw(&profile, lang(), sync.now()),
        None => missing(lang()),
    };
    body.into_any()
}

/// A row that is not here may be on its way; only after a pull is it known to be gone.
fn missing(lang: Lang) -> AnyView {
    let body = if sync().status().settled() {
        let all = Some((Route::Organizations, words::see_all(lang).into()));
        empty(words::gone(lang).into(), words::gone_text(lang).into(), all)
    } else {
        skeleton(4)
    };
    view! { {back_head(Route::Organizations, String::new(), common::organizations(lang).into())}{body} }.into_any()
}

fn draw(profile: &Profile, lang: Lang, now: Moment) -> AnyView {
    view! {
        {head(&profile.organization, lang)}
        <div class="columns">
            <div class="column">
                {facts(profile, lang)}
                {dates(profile, lang, now)}
            </div>
            <div class="column">
                {needs(profile, lang)}
                {projects(profile, lang)}
                {share(lang)}
            </div>
        </div>
    }
    .into_any()
}

fn head(organization: &Organization, lang: Lang) -> AnyView {
    let kind = words::kind_since(lang, organization.class, organization.since);
    let synthetic = organization.synthetic.then(|| format!(" · {}", common::synthetic(lang)));
    view! {
        <header class=format!("org-head {}", class_name(organization.class))>
            {hanging("org-head-lamp", organization.id.0, 12)}
            {back_link(Route::Organizations)}
            {told()}
            <p class="org-head-kind">{kind}{synthetic}</p>
            <h1>{organization.name.clone()}</h1>
            <p class="org-head-line">{organization.purpose.clone()}</p>
        </header>
    }
    .into_any()
}

fn facts(profile: &Profile, lang: Lang) -> AnyView {
    let organization = &profile.organization;
    let leaders = activity::names(lang, &organization.leaders);
    let members =
        if organization.members > 0 { words::members_count(lang, organization.members) } else { String::new() };
    let venue = profile.venue.as_ref();
    let place = venue.map(|venue| view! { {venue.name.clone()}<small>{venue.place.clone()}</small> }.into_any());
    let note =
        (!organization.note.is_empty()).then(|| view! { <p class="said">{organization.note.clone()}</p> }.into_any());
    view! {
        <section class="stack">
            {note}
            <dl class="facts card">
                {fact(words::meets(lang), organization.meets.clone())}
                {place.map(|place| view! { <div><dt>{words::venue(lang)}</dt><dd>{place}</dd></div> }.into_any())}
                {fact(words::leaders(lang), leaders)}
                {fact(words::members(lang), members)}
            </dl>
            {join(organization.id, lang)}
        </section>
    }
    .into_any()
}

/// The way to ask for being taken into the team; who is in it finds there what there is to change.
fn join(organization: OrganizationId, lang: Lang) -> AnyView {
    let within = Memo::new(move || {
        let of = |role: &Role| matches!(role, Role::Leader(of) | Role::Member(of) if *of == organization);
        sync().view().me().is_some_and(|me| me.roles.iter().any(of))
    });
    let name = move || if within.get() { words::joined(lang) } else { words::join(lang) };
    view! { <a class="button is-quiet" href=Route::Service.href()>{name}</a> }.into_any()
}

fn fact(name: &'static str, value: String) -> AnyView {
    (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()).into_any()
}

fn dates(profile: &Profile, lang: Lang, now: Moment) -> AnyView {
    let body = if profile.dates.is_empty() {
        view! { <p class="said">{words::no_dates(lang)}</p> }.into_any()
    } else {
        date_list(&profile.dates, lang, now)
    };
    let feed = subscribe(lang, format!("/calendar/organization/{}.ics", profile.organization.id));
    view! { <section class="stack">{section_head_and(words::coming(lang).into(), feed)}{body}</section> }.into_any()
}

fn needs(profile: &Profile, lang: Lang) -> AnyView {
    let needs: Vec<_> = profile
        .needs
        .iter()
        .map(|need| view! { <li><span class="chip">{need.title.clone()}</span></li> }.into_any())
        .collect();
    (!needs.is_empty())
        .then(|| {
            view! {
                <section class="stack">
                    {section_head(words::needs(lang).into(), None)}
                    <ul class="row">{needs}</ul>
                </section>
            }
            .into_any()
        })
        .into_any()
}

fn projects(profile: &Profile, lang: Lang) -> AnyView {
    let item = |project: &Project| {
        view! {
            <li>
                <div class="item is-bare">
                    <span class="item-text"><b>{project.title.clone()}</b><small>{project.about.clone()}</small></span>
                    <span class="item-end small soft">{words::years(project.from_year, project.until_year)}</span>
                </div>
            </li>
        }
        .into_any()
    };
    let items: Vec<_> = profile.projects.iter().map(item).collect();
    let more = Some((Route::Projects, common::all(lang).into()));
    (!items.is_empty())
        .then(|| {
            view! {
                <section class="stack">
                    {section_head(words::projects(lang).into(), more)}
                    <ul class="list is-tight">{items}</ul>
                </section>
            }
            .into_any()
        })
        .into_any()
}
