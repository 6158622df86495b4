//! How a change of a series and a count are written.

use super::*;
use crate::id::TallyId;
use crate::row::Row;
use crate::series::{Amendment, Daytime};
use crate::tally::{Amounts, Counted, Tally};
use crate::when::Clock;
use crate::windows::Windows;

#[test]
fn a_change_of_a_series_says_only_what_changes() {
    let occurrence = OccurrenceId(id(2));
    let whole = Amendment {
        hours: Some(Daytime { from: Clock(900), until: Clock(1020) }),
        venue: Some(VenueId(id(4))),
        capacity: Some(30),
        note: Some("带剪刀".into()),
        windows: Some(Windows { closes: 12, ..Windows::default() }),
        place: String::new(),
    };
    for (amendment, text) in [
        (Amendment::default(), "{}"),
        (Amendment { note: Some(String::new()), ..Amendment::default() }, r#"{"note":""}"#),
        (
            whole,
            concat!(
                r#"{"hours":{"from":900,"until":1020},"venue":"~04","capacity":30,"note":"带剪刀","#,
                r#""windows":{"closes":12}}"#
            ),
        ),
    ] {
        stands(
            &Command::AmendFrom { occurrence, amendment, before: None },
            &format!(r#"{{"amend_from":{{"occurrence":"~02","amendment":{text}}}}}"#),
        );
    }
    let newer = r#"{"weather":1}"#;
    assert!(serde_json::from_str::<Amendment>(newer).is_err(), "an order that is not understood is no order");
    stands(&Refusal::PlacesGiven { starts: Moment(1000), least: 6 }, r#"{"places_given":{"starts":1000,"least":6}}"#);
}

#[test]
fn a_count_is_written_as_ever() {
    let amounts = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };
    let numbers = r#"{"made":6000,"given":5800,"left":150,"discarded":50}"#;
    for (of, text) in [
        (Venture::Occurrence(OccurrenceId(id(2))), r#"{"occurrence":"~02"}"#),
        (Venture::Shift(ShiftId(id(3))), r#"{"shift":"~03"}"#),
    ] {
        let counted = Counted { of, what: "月饼".into(), amounts };
        stands(
            &Command::NoteTally { tally: TallyId(id(1)), counted },
            &format!(
                r#"{{"note_tally":{{"tally":"~01","counted":{{"of":{text},"what":"月饼","amounts":{numbers}}}}}}}"#
            ),
        );
        let row = Tally {
            id: TallyId(id(1)),
            of,
            organization: OrganizationId(id(5)),
            what: "月饼".into(),
            amounts,
            by: crate::resident::Person { id: ResidentId(id(6)), name: "何".into() },
            noted: Moment(9),
        };
        stands(
            &Row::Tally(row),
            &format!(
                r#"{{"tally":{{"id":"~01","of":{text},"organization":"~05","what":"月饼","amounts":{numbers},"by":{{"id":"~06","name":"何"}},"noted":9}}}}"#
            ),
        );
    }
    stands(&Refusal::CountsDiffer { made: 6, sum: 5 }, r#"{"counts_differ":{"made":6,"sum":5}}"#);
    stands(&Refusal::NotBegun { starts: Moment(9) }, r#"{"not_begun":{"starts":9}}"#);
}
