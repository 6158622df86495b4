//! What leaders do with a series as a whole and on the day itself: the commands about it, and what was counted.

use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{OccurrenceId, TallyId};
use domain::presence::Venture;
use domain::resident::Person;
use domain::series::Amendment;
use domain::tally::{Amounts, Counted, Tally};
use server::commands::now;
use uuid::Uuid;

impl World {
    /// A count of something of that name, for a date that is over.
    pub async fn counted(&self, organization: &str, what: &str) {
        let row = Tally {
            id: TallyId(Uuid::now_v7()),
            of: Venture::Occurrence(self.past(organization).await),
            organization: self.organization(organization),
            what: what.into(),
            amounts: Amounts { made: 60, given: 58, left: 1, discarded: 1 },
            by: Person { id: self.resident("R0005"), name: "负责人".into() },
            noted: now(),
        };
        self.write(Change::Tally(row)).await;
    }
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line) -> Command {
    let (relation, absent) = (line.relation.as_str(), OccurrenceId(Uuid::now_v7()));
    match line.name.as_str() {
        "amend_from" => {
            let occurrence = if relation == "absent" { absent } else { world.date(relation).await };
            let amendment = Amendment { note: Some(format!("带剪刀 {}", world.number())), ..Amendment::default() };
            Command::AmendFrom { occurrence, amendment }
        }
        "note_tally" => {
            let date = if relation == "absent" { absent } else { world.past(relation).await };
            let amounts = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };
            let counted = Counted { of: Venture::Occurrence(date), what: "月饼".into(), amounts };
            Command::NoteTally { tally: TallyId(Uuid::now_v7()), counted }
        }
        other => panic!("no command {other}"),
    }
}
