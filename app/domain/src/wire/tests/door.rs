//! How what happens at a children's door is written.

use super::*;
use crate::aid::{Aid, Noted};
use crate::collector::Trusted;
use crate::id::CollectorId;
use crate::presence::Escort;

#[test]
fn what_happens_at_a_childrens_door_is_written_as_ever() {
    for (escort, text) in [
        (Escort::Family(ResidentId(id(3))), r#"{"family":"~03"}"#),
        (Escort::Collector(CollectorId(id(4))), r#"{"collector":"~04"}"#),
        (Escort::Named("丁".into()), r#"{"named":"丁"}"#),
    ] {
        stands(&escort, text);
    }
    let (of, escort) = (Venture::Occurrence(OccurrenceId(id(2))), Some(Escort::Named("丁".into())));
    let seen =
        Seen { of, resident: None, name: "王".into(), mark: Mark::In, at: Moment(5), escort, ..Seen::default() };
    stands(
        &Command::NotePresence { presence: PresenceId(id(1)), seen },
        concat!(
            r#"{"note_presence":{"presence":"~01","seen":{"of":{"occurrence":"~02"},"resident":null,"name":"王","#,
            r#""mark":"in","at":5,"escort":{"named":"丁"}}}}"#
        ),
    );
    let (child, organization, until) = (ResidentId(id(2)), OrganizationId(id(3)), Day::of(2026, 11, 25).unwrap());
    let trusted = Trusted { child, organization, name: "沈".into(), phone: "1".into(), until, witness: String::new() };
    stands(
        &Command::AuthoriseCollector { collector: CollectorId(id(1)), trusted },
        concat!(
            r#"{"authorise_collector":{"collector":"~01","trusted":{"child":"~02","organization":"~03","#,
            r#""name":"沈","phone":"1","until":"2026-11-25"}}}"#
        ),
    );
    stands(
        &Command::WithdrawCollector { collector: CollectorId(id(1)) },
        r#"{"withdraw_collector":{"collector":"~01"}}"#,
    );
}

#[test]
fn what_those_at_the_door_should_know_is_written_as_ever() {
    let noted = Noted { allergies: "花生".into(), contact: "陆".into(), phone: "1".into() };
    stands(
        &Command::NoteAid { resident: ResidentId(id(1)), noted: noted.clone(), before: None },
        r#"{"note_aid":{"resident":"~01","noted":{"allergies":"花生","contact":"陆","phone":"1"}}}"#,
    );
    stands(
        &Command::NoteAid { resident: ResidentId(id(1)), noted: noted.clone(), before: Some(Noted::default()) },
        concat!(
            r#"{"note_aid":{"resident":"~01","noted":{"allergies":"花生","contact":"陆","phone":"1"},"#,
            r#""before":{"allergies":"","contact":"","phone":""}}}"#
        ),
    );
    let by = Person { id: ResidentId(id(2)), name: "周".into() };
    stands(
        &Row::Aid(Aid { id: ResidentId(id(1)), noted, by, made: Moment(5) }),
        concat!(
            r#"{"aid":{"id":"~01","noted":{"allergies":"花生","contact":"陆","phone":"1"},"#,
            r#""by":{"id":"~02","name":"周"},"made":5}}"#
        ),
    );
}
