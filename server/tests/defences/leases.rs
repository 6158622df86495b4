//! Places on leaders' phones: a lease, made fresh for each attempt, and the commands about it.

use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{LeaseId, OccurrenceId, ResidentId, SignupId};
use domain::lease::Lease;
use domain::when::HOUR_MS;
use server::commands::now;
use uuid::Uuid;

/// Took the places.
const LEADER: &str = "R0005";
/// A resident with whom the opera team has nothing to do.
const UNKNOWN: &str = "R0131";
/// How many places a lease has here.
const PLACES: u32 = 3;

impl World {
    /// Three places of a team's date, on a phone that asks for nothing.
    pub async fn leased(&self, organization: &str) -> (LeaseId, OccurrenceId) {
        let (occurrence, by) = (self.date(organization).await, self.person(self.resident(LEADER)).await);
        let device = self.other_phone(by.id).await;
        let date = self.literal(occurrence.0);
        self.sql(format!("update occurrence set leased = {PLACES} where occurrence = {date}")).await;
        let row = Lease {
            id: LeaseId(Uuid::now_v7()),
            occurrence,
            organization: self.organization(organization),
            by,
            device,
            places: PLACES,
            given: 0,
            until: now().plus_ms(HOUR_MS),
            made: now(),
            ended: None,
        };
        let id = row.id;
        self.write(Change::Lease(row)).await;
        (id, occurrence)
    }
}

/// The command of a line about places on phones.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let (absent, team) = (line.relation == "absent", if line.relation == "dance" { "dance" } else { "opera" });
    if line.name == "lease_places" {
        let occurrence = if absent { OccurrenceId(Uuid::now_v7()) } else { world.date(team).await };
        let (lease, until) = (LeaseId(Uuid::now_v7()), now().plus_ms(HOUR_MS));
        return Command::LeasePlaces { lease, occurrence, places: PLACES, until };
    }
    let none = (LeaseId(Uuid::now_v7()), OccurrenceId(Uuid::now_v7()));
    let (lease, occurrence) = if absent { none } else { world.leased(team).await };
    match line.name.as_str() {
        "return_places" => Command::ReturnPlaces { lease },
        "give_places" => {
            let guest = if line.relation == "unrelated" { world.resident(UNKNOWN) } else { who };
            if matches!(line.relation.as_str(), "opera" | "dance") {
                // Whoever was on one of its lists is known to the team.
                world.signup(guest, team).await;
            }
            let signup = SignupId(Uuid::now_v7());
            Command::GivePlaces { signup, occurrence, lease, party: vec![guest], at: now() }
        }
        other => panic!("no command {other}"),
    }
}
