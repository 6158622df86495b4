//! Tests of [`super`]: see the names.

use super::*;
use crate::project::{gone, project};
use crate::resident::Me;
use crate::row::{Noun, Row};
use crate::sample::{facts, guizhen, id, jianguo, opera, staff, teacher_he};
use crate::scope::Scope;

fn painting(shown: bool) -> Craft {
    Craft { words: " 刷墙 ".into(), days: Week::default().toggled(6, Half::Morning), organization: None, shown }
}

fn offered(actor: Me, craft: &Craft) -> Result<Offering, Refusal> {
    match offer(&facts(actor), OfferingId(id(1)), craft)?.as_slice() {
        [Change::Offering(offering)] => Ok(offering.clone()),
        other => panic!("{other:?}"),
    }
}

fn scopes(row: &Offering) -> Vec<(Scope, Noun)> {
    let rows = project(&Change::Offering(row.clone()), &facts(jianguo()));
    rows.into_iter().map(|(scope, row)| (scope, row.key().noun)).collect()
}

#[test]
fn a_week_has_fourteen_halves() {
    let saturday = Week::default().toggled(6, Half::Afternoon);
    assert!(saturday.has(6, Half::Afternoon) && !saturday.has(6, Half::Morning) && !saturday.has(7, Half::Afternoon));
    assert_eq!(saturday.toggled(6, Half::Afternoon), Week::default());
    let all = (1..=7).flat_map(|day| [(day, Half::Morning), (day, Half::Afternoon)]);
    assert_eq!(all.fold(Week::default(), |week, (day, half)| week.toggled(day, half)), Week::ALL);
    assert_eq!(offered(jianguo(), &Craft { days: Week(u16::MAX), ..painting(true) }).unwrap().craft.days, Week::ALL);
}

#[test]
fn organizers_see_it_and_neighbours_only_if_its_owner_says_so() {
    let hidden = offered(jianguo(), &painting(false)).unwrap();
    assert_eq!((hidden.craft.words.as_str(), hidden.resident.name.as_str()), ("刷墙", "沈建国"));
    let within = [
        (Scope::Person(jianguo().id), Noun::Offering),
        (Scope::Organizers, Noun::Offering),
        (Scope::Desk, Noun::Offering),
    ];
    assert_eq!(scopes(&hidden), within);
    assert!(hidden.is_for(&jianguo()) && hidden.is_for(&teacher_he()) && hidden.is_for(&staff()));
    assert!(!hidden.is_for(&guizhen()));
    let shown = offered(jianguo(), &painting(true)).unwrap();
    assert!(shown.is_for(&guizhen()));
    let rows = project(&Change::Offering(shown), &facts(jianguo()));
    let Some((Scope::Public, Row::SharedOffering(public))) = rows.last() else { panic!("{rows:?}") };
    assert_eq!((public.name.as_str(), public.words.as_str()), ("沈**", "刷墙"));
    assert!(!serde_json::to_string(public).unwrap().contains(&jianguo().id.to_string()), "nor who it is");
}

#[test]
fn its_owner_takes_it_back_or_the_desk_and_then_nobody_else_sees_it() {
    let shown = offered(jianguo(), &painting(true)).unwrap();
    let by = |actor: Me| withdraw(&Facts { offering: Some(shown.clone()), ..facts(actor) });
    assert_eq!(by(guizhen()), Err(Refusal::NotFound));
    assert_eq!(by(teacher_he()), Err(Refusal::NotFound));
    assert_eq!(withdraw(&facts(jianguo())), Err(Refusal::NotFound));
    assert!(by(staff()).is_ok());
    let changes = by(jianguo()).unwrap();
    let [change @ Change::Offering(after)] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(scopes(after), [(Scope::Person(jianguo().id), Noun::Offering)]);
    let left: Vec<(Scope, Noun)> = gone(change).into_iter().map(|(scope, key)| (scope, key.noun)).collect();
    let expected =
        [(Scope::Organizers, Noun::Offering), (Scope::Desk, Noun::Offering), (Scope::Public, Noun::SharedOffering)];
    assert_eq!(left, expected);
    assert!(!after.is_for(&teacher_he()) && after.shared().is_none());
    let again = Facts { offering: Some(after.clone()), ..facts(jianguo()) };
    assert_eq!(withdraw(&again), Err(Refusal::AlreadyCancelled));
    let hidden = Offering { withdrawn: true, ..offered(jianguo(), &painting(false)).unwrap() };
    assert_eq!(gone(&Change::Offering(hidden)).len(), 2, "what was never public does not leave it");
}

#[test]
fn it_says_something_short_and_counts_with_ones_own_team() {
    let wrong = |words: &str| offered(jianguo(), &Craft { words: words.into(), ..painting(false) });
    assert_eq!(wrong(" "), Err(Refusal::WordsMissing));
    assert_eq!(wrong(&"刷".repeat(CRAFT_MAX + 1)), Err(Refusal::WordsTooLong { max: CRAFT_MAX }));
    assert!(wrong(&"刷".repeat(CRAFT_MAX)).is_ok());
    let counted = Craft { organization: Some(opera()), ..painting(false) };
    assert_eq!(offered(jianguo(), &counted), Err(Refusal::NotFound));
    let member = Me { roles: vec![Role::Member(opera())], ..jianguo() };
    assert_eq!(offered(member, &counted).unwrap().craft.organization, Some(opera()));
    assert!(offered(teacher_he(), &counted).is_ok());
    let taken = Facts { offering: Some(Offering::default()), ..facts(jianguo()) };
    assert_eq!(offer(&taken, OfferingId(id(1)), &painting(false)), Err(Refusal::NotFound));
}

#[test]
fn nobody_under_age_offers() {
    let child = Me { born: "2010-11".into(), ..jianguo() };
    assert_eq!(offered(child, &painting(false)), Err(Refusal::NotAllowed));
    let adult = Me { born: "2008-11".into(), ..jianguo() };
    assert!(offered(adult, &painting(false)).is_ok());
}
