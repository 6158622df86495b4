//! Who does not answer the telephone is told at the door: the desk notes it, and whoever called the date off reads how and when it was.

use super::{GOES, LEADER, called, date, does, unsound};
use crate::both_databases;
use crate::support::{Stage, applied, envelope};
use domain::command::Command;
use domain::notice::{About, Kind};
use domain::unreached::WAIT_MS;
use domain::when::{Clock, HOUR_MS, MINUTE_MS, Moment};
use server::store::reach;
use server::store::reach::ends::{self, How};

const STAFF: &str = "R0007";

both_databases! {
    async fn who_does_not_answer_is_told_at_the_door(stage: &Stage) {
        let (date, plan) = date(stage).await;
        let noon = Moment::at(plan.starts.day().plus(-1), Clock(12 * 60));
        let off = Command::CancelOccurrence { occurrence: date.id, reason: "下雨".into() };
        assert!(applied(&does(stage, LEADER, off, noon).await));
        reach::climb_due(&stage.db, stage.community, false, noon.plus_ms(WAIT_MS)).await.unwrap();
        let list = called(stage).await;
        assert_eq!(list.iter().map(|row| row.person.id).collect::<Vec<_>>(), [stage.resident(GOES)]);
        let (called_at, told_at) = (noon.plus_ms(HOUR_MS), noon.plus_ms(HOUR_MS + MINUTE_MS));
        let staff = stage.resident(STAFF);
        let phone = stage.phone(staff).await;
        stage.open_desk(phone, staff, called_at).await;
        let note = async |(told, door), at| {
            let command = Command::NoteCall { notice: list[0].id, told, door };
            applied(&stage.decide(&envelope(staff, phone, command), phone, at).await)
        };
        let end = async || {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            let end = ends::of(&mut tx, About::Occurrence(date.id)).await.unwrap().pop().unwrap();
            (end.kind, end.how, end.reached)
        };
        assert!(note((false, false), called_at).await, "nobody answers");
        assert_eq!(end().await, (Kind::CalledOff, How::ToCall, None));
        // Nobody is at home either: that is a try, and no way of being reached.
        assert!(note((false, true), called_at).await);
        assert_eq!(called(stage).await.iter().map(|row| (row.tries, row.door)).collect::<Vec<_>>(), [(2, false)]);
        assert!(note((true, true), told_at).await);
        assert_eq!(end().await, (Kind::CalledOff, How::Door, Some(told_at)));
        assert!(called(stage).await.is_empty(), "nobody need call");
        assert!(!note((true, false), told_at).await, "who was told at the door need not be called");
        assert_eq!(end().await, (Kind::CalledOff, How::Door, Some(told_at)), "and it stays so");
        assert_eq!(unsound(stage).await, [""; 0]);
    }
}
