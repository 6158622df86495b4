//! What neighbours offer and ask of each other, made fresh for each attempt, and the commands about it.

use crate::cast::{Player, STRANGER};
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::favour::{Favour, FavourState, Spent, Step};
use domain::id::{FavourId, HoursId, OfferingId, OrganizationId, ResidentId};
use domain::offering::{Craft, Offering, Week};
use server::commands::now;
use uuid::Uuid;

/// Whoever is asked, where the stranger asks, and the other way round: nobody in the cast.
const OTHER: &str = "R0100";

impl World {
    /// What somebody offers.
    async fn offering(&self, who: ResidentId, craft: Craft) -> Offering {
        let (id, resident) = (OfferingId(Uuid::now_v7()), self.person(who).await);
        let row = Offering { id, resident, craft, withdrawn: false, made: now() };
        self.write(Change::Offering(row.clone())).await;
        row
    }

    /// A favour that one person has asked of another, and what came of it.
    async fn favour(&self, helper: ResidentId, asker: ResidentId, more: Favour) -> FavourId {
        let craft = Craft { words: "刷墙".into(), organization: more.organization, ..Craft::default() };
        let offering = self.offering(helper, craft).await;
        let (id, asker) = (FavourId(Uuid::now_v7()), self.person(asker).await);
        let by = if more.desk { self.person(self.resident("R0008")).await } else { asker.clone() };
        let row = Favour {
            id,
            offering: offering.id,
            what: offering.craft.words,
            helper: offering.resident,
            asker,
            by,
            made: now(),
            changed: now(),
            ..more
        };
        self.write(Change::Favour(row)).await;
        id
    }

    /// Somebody who offers something to organizers alone, and has had help from a neighbour, which the opera team counts: with
    /// these words.
    pub async fn neighbourly(&self, who: &str, [offered, asked]: [String; 2]) {
        let (who, stranger) = (self.resident(who), self.resident(STRANGER));
        self.offering(who, Craft { words: offered, ..Craft::default() }).await;
        let more = Favour { words: asked, ..self.done(Some("opera")) };
        self.favour(stranger, who, more).await;
    }

    /// What one neighbour has asked of another; nobody in the cast is either of them.
    pub async fn strangers_favour(&self) -> FavourId {
        self.favour(self.resident(STRANGER), self.resident(OTHER), Favour::default()).await
    }

    /// A favour that is done, at a time at which nobody else has served.
    fn done(&self, team: Option<&str>) -> Favour {
        let (from, until) = self.minute();
        Favour {
            organization: team.map(|team| self.organization(team)),
            state: FavourState::Done,
            met: true,
            spent: Some(Spent { from, until }),
            ..Favour::default()
        }
    }
}

/// The words of the policy for a step.
pub fn kind(step: &Step) -> &'static str {
    match step {
        Step::Ask { .. } => "ask_favour",
        Step::Answer { .. } => "answer_favour",
        Step::Finish { .. } => "finish_favour",
        Step::Sign { .. } => "sign_favour",
    }
}

/// The command of a line about offerings and favours.
pub async fn command(world: &World, player: &Player, line: &Line, who: ResidentId) -> Command {
    let absent = line.relation == "absent";
    match line.name.as_str() {
        "offer_skill" => {
            let organization = absent.then(|| OrganizationId(Uuid::now_v7()));
            let craft = Craft { words: "刷墙".into(), days: Week::ALL, organization, shown: true };
            Command::OfferSkill { offering: OfferingId(Uuid::now_v7()), craft }
        }
        "withdraw_offering" if absent => Command::WithdrawOffering { offering: OfferingId(Uuid::now_v7()) },
        "withdraw_offering" => {
            let craft = Craft { words: "刷墙".into(), shown: true, ..Craft::default() };
            Command::WithdrawOffering { offering: world.offering(who, craft).await.id }
        }
        "ask_favour" => asks(world, player, line, who).await,
        _ => favours(world, line, who).await,
    }
}

/// Asks for oneself or a ward what a neighbour shows (or does not, where the line says unrelated), or one's own.
async fn asks(world: &World, player: &Player, line: &Line, who: ResidentId) -> Command {
    let (relation, stranger) = (line.relation.as_str(), world.resident(STRANGER));
    let shown = matches!(relation, "shown" | "ward");
    let craft = Craft { words: "刷墙".into(), shown, ..Craft::default() };
    let offering = match relation {
        "absent" => OfferingId(Uuid::now_v7()),
        "own" => world.offering(who, craft).await.id,
        _ => world.offering(stranger, craft).await.id,
    };
    // Whoever names no account writes the resident's.
    let asker = if relation == "ward" { who } else { player.me.unwrap_or_else(|| world.resident("R0158")) };
    let step = Step::Ask { offering, asker, words: "客厅一面墙".into(), day: None };
    Command::Favour { favour: FavourId(Uuid::now_v7()), step }
}

async fn favours(world: &World, line: &Line, who: ResidentId) -> Command {
    let (relation, absent, other) = (line.relation.as_str(), line.relation == "absent", world.resident(OTHER));
    let at_desk = Favour { desk: relation == "desk", ..Favour::default() };
    let (favour, step) = match line.name.as_str() {
        // Whoever speaks for the asker cannot agree, only step back.
        "answer_favour" => {
            let step = Step::Answer { agreed: relation != "desk", words: "好".into() };
            let favour = if absent { None } else { Some(world.favour(who, other, at_desk).await) };
            (favour, step)
        }
        "finish_favour" => {
            let (from, until) = world.minute();
            let agreed = Favour { state: FavourState::Agreed, met: true, ..at_desk };
            let favour = if absent { None } else { Some(world.favour(other, who, agreed).await) };
            (favour, Step::Finish { spent: Spent { from, until } })
        }
        "sign_favour" => {
            let team = if relation == "dance" { "dance" } else { "opera" };
            let organization = world.organization(team);
            let favour = if absent { None } else { Some(world.favour(who, other, world.done(Some(team))).await) };
            (favour, Step::Sign { hours: HoursId(Uuid::now_v7()), organization })
        }
        other => panic!("no command {other}"),
    };
    Command::Favour { favour: favour.unwrap_or_else(|| FavourId(Uuid::now_v7())), step }
}
