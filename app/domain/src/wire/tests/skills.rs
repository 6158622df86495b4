//! How offerings and favours are written.

use super::*;
use crate::favour::{Spent, Step};
use crate::id::{FavourId, OfferingId, StintId};
use crate::offering::{Craft, Half, Week};
use crate::stint;

#[test]
fn what_a_resident_offers_is_written_as_ever() {
    let offering = OfferingId(id(1));
    let days = Week::default().toggled(6, Half::Morning);
    let craft = Craft { words: "刷墙".into(), days, organization: Some(OrganizationId(id(2))), shown: true };
    stands(
        &Command::OfferSkill { offering, craft: craft.clone() },
        concat!(
            r#"{"offer_skill":{"offering":"~01","craft":{"words":"刷墙","days":1024,"organization":"~02","#,
            r#""shown":true}}}"#
        ),
    );
    stands(&Craft { organization: None, shown: false, ..craft }, r#"{"words":"刷墙","days":1024,"shown":false}"#);
    stands(&Command::WithdrawOffering { offering }, r#"{"withdraw_offering":{"offering":"~01"}}"#);
}

#[test]
fn the_steps_of_a_favour_are_written_as_ever() {
    let steps = [
        (
            Step::Ask {
                offering: OfferingId(id(1)),
                asker: ResidentId(id(3)),
                words: "一面墙".into(),
                day: Some(Day::of(2026, 11, 28).unwrap()),
            },
            r#"{"ask":{"offering":"~01","asker":"~03","words":"一面墙","day":"2026-11-28"}}"#,
        ),
        (Step::Answer { agreed: true, words: "好".into() }, r#"{"answer":{"agreed":true,"words":"好"}}"#),
        (
            Step::Finish { spent: Spent { from: Moment(5), until: Moment(6) } },
            r#"{"finish":{"spent":{"from":5,"until":6}}}"#,
        ),
        (
            Step::Sign { hours: HoursId(id(4)), organization: OrganizationId(id(2)) },
            r#"{"sign":{"hours":"~04","organization":"~02"}}"#,
        ),
    ];
    for (step, text) in steps {
        let whole = format!(r#"{{"favour":{{"favour":"~09","step":{text}}}}}"#);
        stands(&Command::Favour { favour: FavourId(id(9)), step }, &whole);
    }
}

#[test]
fn the_steps_of_work_outside_shifts_are_written_as_ever() {
    let steps = [
        (
            stint::Step::Say {
                organization: OrganizationId(id(2)),
                from: Moment(5),
                until: Moment(6),
                content: "修戏服".into(),
            },
            r#"{"say":{"organization":"~02","from":5,"until":6,"content":"修戏服"}}"#,
        ),
        (stint::Step::Sign { hours: HoursId(id(4)) }, r#"{"sign":{"hours":"~04"}}"#),
        (stint::Step::Refuse { words: "不是".into() }, r#"{"refuse":{"words":"不是"}}"#),
    ];
    for (step, text) in steps {
        let whole = format!(r#"{{"stint":{{"stint":"~09","step":{text}}}}}"#);
        stands(&Command::Stint { stint: StintId(id(9)), step }, &whole);
    }
}

#[test]
fn the_scope_of_organizers_is_written_as_ever() {
    assert_eq!(Scope::Organizers.to_string(), "organizers");
    assert_eq!("organizers".parse(), Ok(Scope::Organizers));
}
