//! 项目: what the assembly voted for and who carries it, running ones first.

use crate::cell::{Memo, RwSignal};
use crate::components::empty::empty;
use crate::components::lamp::portrait;
use crate::components::page_head::back_head;
use crate::look::{Lang, lang};
use crate::routes::Route;
use crate::sync::sync;
use crate::words::{common, organization as words};
use domain::arrange::Arrange;
use domain::need::Need;
use domain::organization::Organization;
use domain::replica::Replica;
use domain::undertaking::Project;
use leptos::prelude::*;

/// Where a project stands in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Running,
    Planned,
    Ended,
}

impl Phase {
    const ALL: [Phase; 3] = [Phase::Running, Phase::Planned, Phase::Ended];

    fn of(project: &Project, year: i32) -> Phase {
        match (project.from_year > year, project.until_year < year) {
            (true, _) => Phase::Planned,
            (_, true) => Phase::Ended,
            _ => Phase::Running,
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match self {
            Phase::Running => words::running(lang),
            Phase::Planned => words::planned(lang),
            Phase::Ended => words::ended(lang),
        }
    }
}

/// A project with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Carried {
    project: Project,
    phase: Phase,
    organization: Organization,
    needs: Vec<String>,
}

/// The projects.
pub fn page() -> AnyView {
    let sync = sync();
    let phase = RwSignal::new(Phase::Running);
    let all = Memo::new(move || carried(&sync.view(), sync.now().day().parts().0));
    let lang = lang();
    view! {
        {back_head(Route::Today, words::projects_line(lang).into(), common::projects(lang).into())}
        {phases(all, phase)}
        {list(all, phase)}
    }
    .into_any()
}

fn carried(view: &Replica, year: i32) -> Vec<Carried> {
    let one = |project: &Project| Carried {
        phase: Phase::of(project, year),
        organization: view.get::<Organization>(project.organization.0).cloned().unwrap_or_default(),
        needs: project.needs.iter().filter_map(|id| view.get::<Need>(id.0)).map(|need| need.title.clone()).collect(),
        project: project.clone(),
    };
    let mut all: Vec<Carried> = view.all::<Project>().map(one).collect();
    all.arrange(|a, b| {
        let key = |carried: &Carried| (carried.project.from_year, carried.project.title.clone());
        key(a).cmp(&key(b))
    });
    all
}

fn phases(all: Memo<Vec<Carried>>, phase: RwSignal<Phase>) -> AnyView {
    let lang = lang();
    let chip = move |own: Phase| {
        let pressed = move || if phase.get() == own { "true" } else { "false" };
        let count = move || all.with(|all| all.iter().filter(|carried| carried.phase == own).count());
        let shown = move || {
            (own == Phase::Running || count() > 0).then(|| {
                view! {
                    <button type="button" class="chip" aria-pressed=pressed on:click=move |_| phase.set(own)>
                        {own.word(lang)}" "{count()}
                    </button>
                }
                .into_any()
            })
        };
        shown.into_any()
    };
    view! {
        <div class="filters" role="group" aria-label=words::pick_state(lang)>
            {Phase::ALL.map(chip).into_iter().collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

fn list(all: Memo<Vec<Carried>>, phase: RwSignal<Phase>) -> AnyView {
    let lang = lang();
    let shown = Memo::new(move || {
        let phase = phase.get();
        all.with(|all| all.iter().filter(|carried| carried.phase == phase).cloned().collect::<Vec<_>>())
    });
    let body = move || {
        let shown = shown.get();
        if shown.is_empty() {
            return empty(words::no_projects(lang).into(), String::new(), None);
        }
        let items: Vec<AnyView> = shown.iter().map(|carried| item(carried, lang)).collect();
        view! { <ul class="list is-grid">{items}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <p class="unseen" role="status">{move || words::project_count(lang, shown.with(Vec::len))}</p>
            {body}
        </section>
    }
    .into_any()
}

fn item(carried: &Carried, lang: Lang) -> AnyView {
    let project = &carried.project;
    let needs = &carried.needs;
    let needs =
        (!needs.is_empty()).then(|| view! { <p class="item-said">{words::answers(lang, needs)}</p> }.into_any());
    let team = format!("{} · ", carried.organization.name);
    let years = words::years(project.from_year, project.until_year);
    let synthetic =
        project.synthetic.then(|| view! { " "<span class="chip">{common::synthetic(lang)}</span> }.into_any());
    view! {
        <li>
            <a class="item" href=Route::Organization(project.organization).href()>
                {portrait(&carried.organization)}
                <span class="item-text">
                    <b>{project.title.clone()}</b>
                    {synthetic}
                    <small>{team}<span class="nowrap">{years}</span></small>
                </span>
                {needs}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_runs_from_its_first_to_its_last_year() {
        let project = Project { from_year: 2021, until_year: 2026, ..Project::default() };
        assert_eq!(Phase::of(&project, 2020), Phase::Planned);
        assert_eq!(Phase::of(&project, 2021), Phase::Running);
        assert_eq!(Phase::of(&project, 2026), Phase::Running);
        assert_eq!(Phase::of(&project, 2027), Phase::Ended);
    }
}
