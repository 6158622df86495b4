//! Tests of [`super`]: see the names.

use super::*;
use crate::command::Command;
use crate::resident::Me;
use crate::sample::{facts, guizhen, id, now, opera, person, staff, teacher_he};
use crate::when::{Clock, HOUR_MS};

/// An entry of 沈建国 for the opera, of two hours, that begins at `hour` so many days ago.
fn entry(n: u128, days_ago: i32, hour: u16) -> Hours {
    let from = Moment::at(now().day().plus(-days_ago), Clock(hour * 60));
    Hours {
        id: HoursId(id(n)),
        organization: opera(),
        resident: person(4, "沈建国"),
        from,
        until: from.plus_ms(2 * HOUR_MS),
        content: "搬凳子".into(),
        signed_by: person(6, "何秀英"),
        ..Hours::default()
    }
}

fn with(actor: Me, hours: Vec<Hours>) -> Facts {
    Facts { hours, next_certificate: 7, organization_exists: true, ..facts(actor) }
}

fn issued(facts: &Facts, days: (i32, i32)) -> Result<Certificate, Refusal> {
    let span = (now().day().plus(-days.0), now().day().plus(-days.1));
    let changes = issue(facts, CertificateId(id(1)), opera(), ResidentId(id(4)), span, " 3304810012345678 ")?;
    match changes.into_iter().next() {
        Some(Change::Certificate(row)) => Ok(row),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_covers_what_holds_on_its_days_and_nothing_else() {
    let elsewhere = Hours { organization: OrganizationId(id(901)), ..entry(5, 3, 14) };
    let of_another = Hours { resident: person(5, "钱美华"), ..entry(6, 3, 16) };
    let wrong = entry(7, 3, 18);
    let back = Hours { id: HoursId(id(8)), reverses: Some(wrong.id), ..wrong.clone() };
    // Half past midnight in Beijing is the day before in Greenwich.
    let early = Hours { from: Moment::at(now().day().plus(-4), Clock(30)), ..entry(3, 4, 1) };
    let hours = vec![entry(1, 5, 9), entry(2, 4, 9), early.clone(), entry(4, 1, 9), elsewhere, of_another, wrong, back];
    let row = issued(&with(teacher_he(), hours), (4, 2)).unwrap();
    assert_eq!(row.entries, [HoursId(id(3)), HoursId(id(2))]);
    assert_eq!(row.minutes, entry(2, 4, 9).minutes() + early.minutes());
    assert_eq!((row.number().as_str(), row.resident.name.as_str()), ("2026-0007", "沈建国"));
    assert_eq!(row.issued_by, person(6, "何秀英"));
    assert_eq!(row.volunteer, "3304810012345678");
}

#[test]
fn a_volunteer_number_is_short() {
    let facts = with(teacher_he(), vec![entry(1, 3, 9)]);
    let span = (now().day().plus(-4), now().day());
    let numbered = |number: &str| issue(&facts, CertificateId(id(1)), opera(), ResidentId(id(4)), span, number);
    assert!(numbered(&"8".repeat(VOLUNTEER_MAX)).is_ok());
    assert_eq!(numbered(&"8".repeat(VOLUNTEER_MAX + 1)), Err(Refusal::WordsTooLong { max: VOLUNTEER_MAX }));
    assert!(numbered("").is_ok(), "who has none gets a certificate too");
}

#[test]
fn who_may_not_learns_nothing_of_hours() {
    for hours in [Vec::new(), vec![entry(1, 3, 9)]] {
        assert_eq!(issued(&with(guizhen(), hours), (4, 2)), Err(Refusal::NotAllowed));
    }
    assert!(issued(&with(staff(), vec![entry(1, 3, 9)]), (4, 2)).is_ok());
    let mine = Hours { resident: person(6, "何秀英"), ..entry(1, 3, 9) };
    let span = (now().day().plus(-4), now().day());
    let own = issue(&with(teacher_he(), vec![mine]), CertificateId(id(1)), opera(), ResidentId(id(6)), span, "");
    assert_eq!(own, Err(Refusal::OwnHours));
}

#[test]
fn a_span_is_over_the_right_way_round_and_has_hours_in_it() {
    let facts = with(teacher_he(), vec![entry(1, 3, 9)]);
    assert_eq!(issued(&facts, (2, 3)), Err(Refusal::EndsBeforeStarts));
    assert_eq!(issued(&facts, (3, -1)), Err(Refusal::NotOverYet));
    assert_eq!(issued(&facts, (2, 0)), Err(Refusal::NoHours));
    assert!(issued(&facts, (3, 3)).is_ok(), "one day is a span");
    let again = Facts { certificate_exists: true, ..facts.clone() };
    assert_eq!(issued(&again, (3, 3)), Err(Refusal::NotFound));
    let nowhere = Facts { organization_exists: false, ..facts };
    assert_eq!(issued(&nowhere, (3, 3)), Err(Refusal::NotFound));
}

#[test]
fn a_stranger_reads_no_whole_name() {
    assert_eq!((masked("周桂珍").as_str(), masked("").as_str()), ("周**", ""));
}

#[test]
fn it_is_asked_for_in_the_words_that_old_phones_have() {
    let (day, person) = (Day::of(2026, 11, 25).unwrap(), ResidentId(id(3)));
    let (certificate, organization) = (CertificateId(id(1)), OrganizationId(id(2)));
    let command = Command::IssueCertificate {
        certificate,
        organization,
        person,
        from: day,
        until: day,
        volunteer: String::new(),
    };
    let text = concat!(
        r#"{"issue_certificate":{"certificate":"00000000-0000-0000-0000-000000000001","#,
        r#""organization":"00000000-0000-0000-0000-000000000002","person":"00000000-0000-0000-0000-000000000003","#,
        r#""from":"2026-11-25","until":"2026-11-25"}}"#
    );
    assert_eq!(serde_json::to_string(&command).unwrap(), text);
    assert_eq!(serde_json::from_str::<Command>(text).unwrap(), command);
    assert_eq!(serde_json::to_string(&Refusal::NoHours).unwrap(), r#""no_hours""#);
}
