//! How what is published at a time is written.

use super::*;
use crate::id::ScheduledId;
use crate::row::Row;
use crate::scheduled::{Content, Scheduled, Timing};

const WORDS: &str = concat!(
    r#"{"title":"学越剧","kind":"school","about":"","audience_rule":"everyone","#,
    r#""audience":"","bring":"","price_fen":0,"contact":""}"#
);
const FIRST: &str = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀"}"#;

fn content(series: Option<Series>) -> Box<Content> {
    let draft = activity::Draft { title: "学越剧".into(), ..activity::Draft::default() };
    Box::new(Content { activity: ActivityId(id(3)), draft, first: plan(), occurrence: OccurrenceId(id(2)), series })
}

#[test]
fn what_schedules_an_activity_is_written_as_ever() {
    let (scheduled, organization) = (ScheduledId(id(1)), OrganizationId(id(5)));
    let series = Some(Series { rule: "FREQ=WEEKLY".into(), skip: Skip::Nothing });
    for (series, rule) in [(None, "null"), (series, r#"{"rule":"FREQ=WEEKLY","skip":"nothing"}"#)] {
        let content = content(series);
        stands(
            &Command::SchedulePost { scheduled, organization, publish_at: Moment(900), content },
            &format!(
                r#"{{"schedule_post":{{"scheduled":"~01","organization":"~05","publish_at":900,"content":{{"activity":"~03","draft":{WORDS},"first":{FIRST},"occurrence":"~02","series":{rule}}}}}}}"#
            ),
        );
    }
    for (timing, text) in
        [(Timing::At(Moment(950)), r#"{"at":950}"#), (Timing::Now, r#""now""#), (Timing::Never, r#""never""#)]
    {
        stands(
            &Command::ChangeScheduled { scheduled, timing },
            &format!(r#"{{"change_scheduled":{{"scheduled":"~01","timing":{text}}}}}"#),
        );
    }
    stands(&Refusal::BadPublishTime, r#""bad_publish_time""#);
}

#[test]
fn what_waits_for_its_time_is_written_as_ever() {
    let row = Scheduled {
        id: ScheduledId(id(1)),
        organization: OrganizationId(id(5)),
        by: Person { id: ResidentId(id(6)), name: "何老师".into() },
        publish_at: Moment(900),
        content: content(None),
        refused: None,
    };
    let text = |refused: &str| {
        format!(
            r#"{{"scheduled":{{"id":"~01","organization":"~05","by":{{"id":"~06","name":"何老师"}},"publish_at":900,"content":{{"activity":"~03","draft":{WORDS},"first":{FIRST},"occurrence":"~02","series":null}}{refused}}}}}"#
        )
    };
    stands(&Row::Scheduled(row.clone()), &text(""));
    let refused = Scheduled { refused: Some(Refusal::NotAllowed), ..row };
    stands(&Row::Scheduled(refused), &text(r#","refused":"not_allowed""#));
}
