//! What leaders do with a series as a whole and on the day itself: the commands about it, and what was counted.

use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{OccurrenceId, TallyId, VenueId};
use domain::presence::Venture;
use domain::resident::Person;
use domain::series::{Amendment, Daytime};
use domain::tally::{Amounts, Counted, Tally};
use domain::when::Clock;
use domain::windows::Windows;
use server::commands::now;
use uuid::Uuid;

const MADE: Amounts = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };

impl World {
    /// A count of something of that name, for a date that is over.
    pub async fn counted(&self, organization: &str, what: &str) {
        let row = Tally {
            id: TallyId(Uuid::now_v7()),
            of: Venture::Occurrence(self.past(organization).await),
            organization: self.organization(organization),
            what: what.into(),
            amounts: MADE,
            by: Person { id: self.resident("R0005"), name: "负责人".into() },
            noted: now(),
        };
        self.write(Change::Tally(row)).await;
    }
}

/// Good commands about that, as a phone writes them.
pub fn written(id: Uuid) -> [String; 2] {
    let amendment = Amendment {
        hours: Some(Daytime { from: Clock(900), until: Clock(960) }),
        venue: Some(VenueId(id)),
        capacity: Some(30),
        note: Some("带剪刀".into()),
        windows: Some(Windows { opens: Some(48), closes: 12, cancel: 6 }),
        place: String::new(),
    };
    let counted = Counted { of: Venture::Occurrence(OccurrenceId(id)), what: "月饼".into(), amounts: MADE };
    let commands = [
        Command::AmendFrom { occurrence: OccurrenceId(id), amendment, before: None },
        Command::NoteTally { tally: TallyId(id), counted },
    ];
    commands.map(|command| serde_json::to_string(&command).unwrap())
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line) -> Command {
    let (relation, absent) = (line.relation.as_str(), OccurrenceId(Uuid::now_v7()));
    match line.name.as_str() {
        "amend_from" => {
            let occurrence = if relation == "absent" { absent } else { world.date(relation).await };
            let amendment = Amendment { note: Some(format!("带剪刀 {}", world.number())), ..Amendment::default() };
            Command::AmendFrom { occurrence, amendment, before: None }
        }
        "note_tally" => {
            let date = if relation == "absent" { absent } else { world.past(relation).await };
            let counted = Counted { of: Venture::Occurrence(date), what: "月饼".into(), amounts: MADE };
            Command::NoteTally { tally: TallyId(Uuid::now_v7()), counted }
        }
        other => panic!("no command {other}"),
    }
}
