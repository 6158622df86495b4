//! Tests of [`super`]: see the names.

use super::*;
use crate::project::project;
use crate::resident::Me;
use crate::row::Row;
use crate::sample::{building, facts, guizhen, id, jianguo, meihua, now, staff};
use crate::scope::Scope;

const WORDS: &str = "二单元的路灯不亮";

fn draft(shown: bool) -> Draft {
    Draft { words: format!(" {WORDS} "), building: Some(building()), shown, ..Draft::default() }
}

fn filed(n: u128, by: Me, shown: bool) -> Report {
    reports(&file(&facts(by), ReportId(id(500 + n)), &draft(shown)).unwrap()).remove(0)
}

fn reports(changes: &[Change]) -> Vec<Report> {
    let report = |change: &Change| if let Change::Report(row) = change { Some(row.clone()) } else { None };
    changes.iter().filter_map(report).collect()
}

fn about(report: &Report, actor: Me) -> Facts {
    Facts { report: Some(report.clone()), ..facts(actor) }
}

/// Everything that a neighbour's phone gets of a report, as text.
fn seen_by_neighbours(report: &Report) -> String {
    let rows = project(&Change::Report(report.clone()), &facts(guizhen()));
    let public: Vec<_> = rows.into_iter().filter(|(scope, _)| *scope == Scope::Public).map(|(_, row)| row).collect();
    assert!(matches!(public.as_slice(), [Row::PublicReport(_)]), "{public:?}");
    serde_json::to_string(&public).unwrap()
}

#[test]
fn neighbours_never_see_words_or_name_unless_guizhen_shows_them() {
    let hidden = seen_by_neighbours(&filed(1, guizhen(), false));
    assert!(!hidden.contains("路灯") && !hidden.contains("周桂珍"), "{hidden}");
    assert!(!hidden.contains(&guizhen().id.to_string()), "{hidden}");
    let shown = seen_by_neighbours(&filed(1, guizhen(), true));
    assert!(shown.contains(WORDS) && shown.contains("周桂珍"), "{shown}");
}

#[test]
fn neighbours_see_the_compound_and_never_the_building_or_a_photo() {
    for shown in [false, true] {
        let report = Report { photos: vec![PhotoId(id(55))], ..filed(1, guizhen(), shown) };
        let seen = seen_by_neighbours(&report);
        assert!(seen.contains("隆兴嘉苑"), "{seen}");
        assert!(!seen.contains("3幢") && !seen.contains(&building().to_string()), "{seen}");
        assert!(!seen.contains(&id(55).to_string()), "{seen}");
    }
}

#[test]
fn a_withdrawn_or_merged_report_loses_its_words_for_neighbours() {
    for state in [ReportState::Withdrawn, ReportState::Merged] {
        let seen = seen_by_neighbours(&Report { state, ..filed(1, guizhen(), true) });
        assert!(!seen.contains("路灯") && !seen.contains("周桂珍"), "{seen}");
    }
}

#[test]
fn the_whole_report_goes_to_its_reporter_and_the_desk_and_nobody_else() {
    let rows = project(&Change::Report(filed(1, guizhen(), false)), &facts(guizhen()));
    let whole = rows.iter().filter(|(_, row)| matches!(row, Row::Report(_)));
    let scopes: Vec<Scope> = whole.map(|(scope, _)| *scope).collect();
    assert_eq!(scopes, [Scope::Person(guizhen().id), Scope::Desk]);
}

#[test]
fn a_report_has_words_and_not_too_many_and_places_that_exist() {
    let refused = |draft: Draft| file(&facts(guizhen()), ReportId(id(1)), &draft).unwrap_err();
    assert_eq!(refused(Draft { words: "  ".into(), ..draft(false) }), Refusal::WordsMissing);
    let long = Draft { words: "长".repeat(WORDS_MAX + 1), ..draft(false) };
    assert_eq!(refused(long), Refusal::WordsTooLong { max: WORDS_MAX });
    let album = Draft { photos: vec![PhotoId(id(1)); 4], ..draft(false) };
    assert_eq!(refused(album), Refusal::TooManyPhotos { max: PHOTOS_MAX });
    assert_eq!(refused(Draft { building: Some(BuildingId(id(1))), ..draft(false) }), Refusal::NotFound);
    assert_eq!(refused(Draft { need: Some(NeedId(id(1))), ..draft(false) }), Refusal::NotFound);
    assert_eq!(filed(1, guizhen(), false).words, WORDS);
}

#[test]
fn jianguo_needs_it_too_once_and_guizhen_counts_already() {
    let report = filed(1, guizhen(), false);
    let mut facts = about(&report, jianguo());
    let changes = endorse(&facts).unwrap();
    assert_eq!(changes[0], Change::Endorsement(Endorsement { report: report.id, resident: jianguo().id }));
    assert_eq!(reports(&changes)[0].endorsed, 1);
    facts.endorsed = true;
    assert_eq!(endorse(&facts), Err(Refusal::AlreadyEndorsed));
    assert_eq!(endorse(&about(&report, guizhen())), Err(Refusal::OwnReport));
    let done = Report { state: ReportState::Done, ..report };
    assert_eq!(endorse(&about(&done, jianguo())), Err(Refusal::ReportClosed));
}

#[test]
fn who_endorsed_is_known_to_that_person_only() {
    let said = Change::Endorsement(Endorsement { report: ReportId(id(1)), resident: jianguo().id });
    let scopes: Vec<Scope> = project(&said, &facts(jianguo())).into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(scopes, [Scope::Person(jianguo().id)]);
}

#[test]
fn only_the_reporter_takes_a_report_back_and_only_while_it_is_open() {
    let report = filed(1, guizhen(), false);
    assert_eq!(withdraw(&about(&report, jianguo())), Err(Refusal::NotFound));
    let withdrawn = reports(&withdraw(&about(&report, guizhen())).unwrap()).remove(0);
    assert_eq!(withdrawn.state, ReportState::Withdrawn);
    assert_eq!(withdraw(&about(&withdrawn, guizhen())), Err(Refusal::ReportClosed));
}

#[test]
fn the_desk_answers_with_words_and_every_step_is_kept() {
    let report = filed(1, guizhen(), false);
    assert_eq!(answer(&about(&report, jianguo()), ReportState::Done, "好了"), Err(Refusal::NotAllowed));
    let desk = about(&report, staff());
    assert_eq!(answer(&desk, ReportState::Done, " "), Err(Refusal::WordsMissing));
    assert_eq!(answer(&desk, ReportState::Withdrawn, "撤"), Err(Refusal::NotAllowed));
    let answered = reports(&answer(&desk, ReportState::InProgress, " 明天修 ").unwrap()).remove(0);
    let steps: Vec<_> = answered.steps.iter().map(|step| (step.state, step.words.as_str())).collect();
    assert_eq!(steps, [(ReportState::Received, ""), (ReportState::InProgress, "明天修")]);
    let merged = Report { state: ReportState::Merged, ..report };
    assert_eq!(answer(&about(&merged, staff()), ReportState::Done, "好了"), Err(Refusal::ReportClosed));
}

#[test]
fn a_merged_report_counts_its_reporter_in_the_other_one_once() {
    let (first, second) = (filed(1, guizhen(), false), filed(2, jianguo(), false));
    let mut facts = Facts { into: Some(first.clone()), ..about(&second, staff()) };
    let changes = merge(&facts).unwrap();
    let rows = reports(&changes);
    assert_eq!((rows[0].state, rows[0].merged_into), (ReportState::Merged, Some(first.id)));
    assert_eq!((rows[1].id, rows[1].endorsed), (first.id, 1));
    assert!(changes.contains(&Change::Endorsement(Endorsement { report: first.id, resident: jianguo().id })));
    facts.endorsed = true;
    assert_eq!(merge(&facts).unwrap().len(), 1, "counted before");
    facts = Facts { into: Some(filed(3, jianguo(), false)), ..about(&second, staff()) };
    assert_eq!(merge(&facts).unwrap().len(), 1, "one's own report needs no second voice");
}

#[test]
fn a_report_is_not_merged_into_itself_or_into_a_closed_one_or_by_a_neighbour() {
    let (first, second) = (filed(1, guizhen(), false), filed(2, jianguo(), false));
    let merge_into = |into: &Report, by: Me| merge(&Facts { into: Some(into.clone()), ..about(&second, by) });
    assert_eq!(merge_into(&second, staff()), Err(Refusal::CannotMerge));
    assert_eq!(merge_into(&Report { state: ReportState::Done, ..first.clone() }, staff()), Err(Refusal::CannotMerge));
    assert_eq!(merge_into(&first, meihua()), Err(Refusal::NotAllowed));
}

#[test]
fn a_draft_is_begun_once_anything_but_the_building_is_filled_in() {
    let empty = Draft { building: Some(building()), words: " \n".into(), ..Draft::default() };
    assert!(!empty.begun());
    assert!(Draft { words: "灯坏了".into(), ..empty.clone() }.begun());
    assert!(Draft { need: Some(NeedId(id(1))), ..empty.clone() }.begun());
    assert!(Draft { photos: vec![PhotoId(id(1))], ..empty.clone() }.begun());
    assert!(Draft { shown: true, ..empty }.begun());
}

#[test]
fn who_was_let_reports_for_somebody_and_it_says_who_did() {
    use crate::kin::{Helped, Power};
    let whom = Person { id: meihua().id, name: meihua().name };
    let file_for = |powers: &[Power], draft: Draft| {
        let helped = Helped { person: whom.clone(), powers: powers.to_vec(), until: now().day() };
        let actor = Me { helped: vec![helped], ..jianguo() };
        let facts = Facts { now: now(), actor, ..Facts::default() };
        file(&facts, ReportId(id(1)), &Draft { whom: Some(whom.id), ..draft })
    };
    let words = Draft { words: "楼道灯坏了".into(), ..Draft::default() };
    let done = file_for(&[Power::Reports], words.clone());
    let Ok([Change::Report(report)]) = done.as_deref() else { panic!("{done:?}") };
    assert_eq!(report.reporter, whom);
    assert_eq!(report.by.as_ref().map(|by| by.id), Some(jianguo().id));
    for powers in [&[Power::SignUp][..], &[Power::Meals], &[Power::See], &[]] {
        assert_eq!(file_for(powers, words.clone()), Err(Refusal::NotYourFamily), "{powers:?}");
    }
    let photographed = Draft { photos: vec![PhotoId(id(2))], ..words.clone() };
    assert_eq!(file_for(&[Power::Reports], photographed), Err(Refusal::TooManyPhotos { max: 0 }));
    // Her family reports in its own name.
    let facts = Facts { now: now(), actor: guizhen(), ..Facts::default() };
    let ward = guizhen().wards[0].person.id;
    let own = Draft { whom: Some(ward), ..words };
    assert_eq!(file(&facts, ReportId(id(1)), &own), Err(Refusal::NotYourFamily));
}
