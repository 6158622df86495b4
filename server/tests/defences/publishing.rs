//! Publishing at a time: what waits, made fresh for each attempt, and the commands about it.

use crate::policy::Line;
use crate::world::World;
use domain::activity::Draft;
use domain::change::Change;
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId, ScheduledId};
use domain::resident::Person;
use domain::scheduled::{Content, Scheduled, Timing};
use domain::when::HOUR_MS;
use server::commands::now;
use uuid::Uuid;

impl World {
    fn content(&self, words: &str) -> Box<Content> {
        let (title, about, bring) = (words.to_owned(), words.to_owned(), words.to_owned());
        Box::new(Content {
            activity: ActivityId(Uuid::now_v7()),
            draft: Draft { title, about, bring, ..Draft::default() },
            first: self.plan(),
            occurrence: OccurrenceId(Uuid::now_v7()),
            series: None,
        })
    }

    /// Something that waits for its time, with these words.
    pub async fn waits(&self, organization: OrganizationId, words: &str) -> ScheduledId {
        let (id, by) = (ScheduledId(Uuid::now_v7()), Person { id: self.resident("R0005"), name: "负责人".into() });
        let (publish_at, content) = (now().plus_ms(HOUR_MS), self.content(words));
        let row = Scheduled { id, organization, by, publish_at, content, refused: None };
        self.write(Change::Scheduled(row)).await;
        id
    }
}

/// The command of a line about publishing at a time.
pub async fn command(world: &World, line: &Line) -> Command {
    let absent = line.relation == "absent";
    let organization = world.organization(if line.relation == "dance" { "dance" } else { "opera" });
    match line.name.as_str() {
        "schedule_post" => {
            let organization = if absent { OrganizationId(Uuid::now_v7()) } else { organization };
            let (scheduled, publish_at) = (ScheduledId(Uuid::now_v7()), now().plus_ms(HOUR_MS));
            Command::SchedulePost { scheduled, organization, publish_at, content: world.content("吊嗓子") }
        }
        "change_scheduled" => {
            let scheduled =
                if absent { ScheduledId(Uuid::now_v7()) } else { world.waits(organization, "吊嗓子").await };
            Command::ChangeScheduled { scheduled, timing: Timing::At(now().plus_ms(2 * HOUR_MS)) }
        }
        other => panic!("no command {other}"),
    }
}
