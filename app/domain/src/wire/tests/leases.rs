//! How leases of places are written.

use super::*;
use crate::id::LeaseId;
use crate::lease::Lease;
use crate::row::Row;

#[test]
fn what_leaders_do_with_places_on_their_phones_is_written_as_ever() {
    let lease = LeaseId(id(1));
    stands(
        &Command::LeasePlaces { lease, occurrence: OccurrenceId(id(2)), places: 5, until: Moment(900) },
        r#"{"lease_places":{"lease":"~01","occurrence":"~02","places":5,"until":900}}"#,
    );
    stands(&Command::ReturnPlaces { lease }, r#"{"return_places":{"lease":"~01"}}"#);
    stands(
        &Command::GivePlaces {
            signup: SignupId(id(3)),
            occurrence: OccurrenceId(id(2)),
            lease,
            party: vec![ResidentId(id(4))],
            at: Moment(800),
        },
        r#"{"give_places":{"signup":"~03","occurrence":"~02","lease":"~01","party":["~04"],"at":800}}"#,
    );
    stands(&Refusal::LeaseOutOfRange { max: 3 }, r#"{"lease_out_of_range":{"max":3}}"#);
}

#[test]
fn a_lease_is_written_as_ever() {
    let row = Lease {
        id: LeaseId(id(1)),
        occurrence: OccurrenceId(id(2)),
        organization: OrganizationId(id(5)),
        by: Person { id: ResidentId(id(6)), name: "何老师".into() },
        device: DeviceId(id(7)),
        places: 5,
        given: 2,
        until: Moment(900),
        made: Moment(100),
        ended: None,
    };
    let text = |ended: &str| {
        format!(
            r#"{{"lease":{{"id":"~01","occurrence":"~02","organization":"~05","by":{{"id":"~06","name":"何老师"}},"device":"~07","places":5,"given":2,"until":900,"made":100{ended}}}}}"#
        )
    };
    stands(&Row::Lease(row.clone()), &text(""));
    stands(&Row::Lease(Lease { ended: Some(Moment(901)), ..row }), &text(r#","ended":901"#));
}

#[test]
fn places_on_phones_are_written_only_where_there_are_any() {
    let date = Occurrence { leased: 2, ..Occurrence::default() };
    assert!(serde_json::to_string(&date).unwrap().ends_with(r#","leased":2}"#));
    assert!(!serde_json::to_string(&Occurrence::default()).unwrap().contains("leased"));
}
