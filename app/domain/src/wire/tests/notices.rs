//! How notices are written.

use super::*;
use crate::id::NoticeId;
use crate::notice::{About, Kind, Notice, NoticeChoice};
use crate::row::Row;

#[test]
fn what_a_person_is_told_and_chooses_is_written_as_ever() {
    stands(&Command::SeeNotices { until: Moment(5) }, r#"{"see_notices":{"until":5}}"#);
    stands(
        &Command::ChooseNotices { kind: Kind::Soon, wanted: false },
        r#"{"choose_notices":{"kind":"soon","wanted":false}}"#,
    );
    let call = |told, door| Command::NoteCall { notice: NoticeId(id(1)), told, door };
    stands(&call(true, false), r#"{"note_call":{"notice":"~01","told":true}}"#);
    stands(&call(true, true), r#"{"note_call":{"notice":"~01","told":true,"door":true}}"#);
    let row = Notice {
        id: NoticeId(id(1)),
        person: ResidentId(id(2)),
        kind: Kind::CalledOff,
        about: About::Occurrence(OccurrenceId(id(3))),
        made: Moment(5),
        seen: None,
    };
    let text = r#"{"notice":{"id":"~01","person":"~02","kind":"called_off","about":{"occurrence":"~03"},"made":5}}"#;
    stands(&Row::Notice(row), text);
    let choice = NoticeChoice { id: ResidentId(id(2)), off: vec![Kind::Tomorrow] };
    stands(&Row::NoticeChoice(choice), r#"{"notice_choice":{"id":"~02","off":["tomorrow"]}}"#);
}
