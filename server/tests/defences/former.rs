//! Whose standing has changed since they signed in: who has left, who leads no team any more, who looks after a child no longer, and who
//! does so beside another. Each of them gets, line by line, what `policy.txt` says of somebody who is now what they are.

use crate::attempts;
use crate::authz::{granted, outcome, patiently, still, word};
use crate::cast::{NAMES, Player, code, player};
use crate::on_both;
use crate::policy::{Line, policy};
use crate::prepared;
use crate::prove;
use crate::requests;
use crate::world::{Ask, World};
use domain::id::ResidentId;
use domain::wire::leaving::{How, Leaving};
use std::collections::BTreeMap;

/// What a player of the policy gets.
fn of<'a>(line: &'a Line, name: &str) -> &'a str {
    &line.cells[NAMES.iter().position(|known| *known == name).unwrap()]
}

/// A line, and the word that is right.
type Case = (Line, String);

/// What somebody got instead, and how much was tried.
#[derive(Default)]
struct Seen {
    tried: usize,
    wrong: Vec<String>,
}

impl Seen {
    async fn routes(&mut self, world: &World, who: &Player, cases: Vec<Case>) {
        for (line, right) in cases {
            for ask in requests::requests(world, who, &line).await {
                let before = world.counts().await;
                let got = word(&world.ask_on(&ask).await);
                self.note(world, who, &line, (got.as_str(), right.as_str()), before).await;
            }
        }
    }

    async fn commands(&mut self, world: &World, who: &Player, cases: Vec<Case>) {
        for (line, right) in cases {
            let command = attempts::command(world, who, &line).await;
            let before = world.counts().await;
            let (got, _) = outcome(&patiently(world, &attempts::push(world, who, command)).await);
            self.note(world, who, &line, (got.as_str(), right.as_str()), before).await;
        }
    }

    async fn note(
        &mut self,
        world: &World,
        who: &Player,
        line: &Line,
        (got, right): (&str, &str),
        before: BTreeMap<String, i64>,
    ) {
        self.tried += 1;
        let at = format!("{} {} as {}", line.name, line.relation, who.name);
        if got != right {
            self.wrong.push(format!("{at}: {got} instead of {right}"));
        }
        if !granted(got) {
            let changed = still(&before, &world.counts().await);
            if !changed.is_empty() {
                self.wrong.push(format!("{at}: {got}, and changed {changed:?}"));
            }
        }
    }

    fn end(self, what: &str, least: usize) {
        prove::report("AUTHZ", what, self.tried, self.wrong.len());
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
        assert!(self.tried >= least, "only {} were tried", self.tried);
    }
}

/// Somebody with a phone of their own.
async fn somebody(world: &World, name: &'static str, me: ResidentId) -> Player {
    let phone = Some(world.phone(&[me]).await);
    Player { name, me: Some(me), phone, ward: None, housemate: None, phonemate: None }
}

/// The lines in which a player of the policy has something to ask for, with what they get.
fn like(section: &str, name: &str) -> Vec<Case> {
    let lines = policy(section).into_iter().filter(|line| of(line, name) != ".");
    lines.map(|line| (line.clone(), of(&line, name).to_owned())).collect()
}

/// What leading a team alone gives: a neighbour gets something else there, whoever they are.
fn of_leaders(section: &str) -> Vec<Case> {
    let given = |line: &Line| {
        let [leader, one, other] = ["organizer", "volunteer", "neighbour"].map(|name| of(line, name));
        granted(leader) && one == other && one != "." && !granted(one)
    };
    let lines = policy(section).into_iter().filter(given);
    lines.map(|line| (line.clone(), of(&line, "neighbour").to_owned())).collect()
}

/// What somebody gets for whoever is in their care; or, of a section's lines, what anybody else behind the same door gets.
fn of_wards(section: &str, still_theirs: bool) -> Vec<Case> {
    let all = policy(section);
    let twin = |line: &Line| all.iter().find(|other| other.name == line.name && other.relation == "housemate");
    let right = |line: &Line| -> Option<String> {
        if still_theirs {
            return Some(of(line, "guardian").to_owned());
        }
        twin(line).map(|other| of(other, "resident").to_owned())
    };
    let lines = all.iter().filter(|line| line.relation == "ward");
    lines.filter_map(|line| Some((line.clone(), right(line)?))).collect()
}

/// The kinship of somebody to the child of the guardian, in the words of the database: community, resident, ward.
fn kin(world: &World, who: ResidentId) -> [String; 3] {
    [world.community().0, who.0, world.resident("R0003").0].map(|id| world.literal(id))
}

on_both! {
    async fn who_has_left_is_a_stranger_to_every_route_and_command(world: &World) {
        prepared::prepare(world).await;
        let left = somebody(world, "departed", world.resident(code("revoked").unwrap())).await;
        let staff = player(world, "open").await;
        let leaving = Leaving { resident: left.me.unwrap(), how: How::MovedAway };
        let ask = Ask::json("POST", "/api/desk/leave", &leaving).by(staff.cookie(), staff.me);
        assert_eq!(world.ask(&ask).await.status, 200);
        let mut seen = Seen::default();
        // Whoever signs a phone out has another phone than before; here it is one for all.
        let routes = like("requests", "revoked").into_iter().filter(|(line, _)| line.name != "sign-out").collect();
        seen.routes(world, &left, routes).await;
        seen.commands(world, &left, like("commands", "revoked")).await;
        seen.end(&format!("who has left x route and command, {}", world.kind()), 200);
    }

    async fn who_leads_no_team_any_more_is_a_neighbour(world: &World) {
        prepared::prepare(world).await;
        let leader = somebody(world, "deposed", world.resident(code("organizer").unwrap())).await;
        let mut before = Seen::default();
        let still_leads = like("requests", "organizer").into_iter().filter(|(line, _)| line.name == "hours-file").collect();
        before.routes(world, &leader, still_leads).await;
        before.end(&format!("who leads a team, {}", world.kind()), 3);
        let who = world.literal(leader.me.unwrap().0);
        world.sql(format!("delete from member where resident = {who}")).await;
        let mut seen = Seen::default();
        seen.routes(world, &leader, of_leaders("requests")).await;
        seen.commands(world, &leader, of_leaders("commands")).await;
        seen.end(&format!("who led a team x what leading gives, {}", world.kind()), 20);
    }

    async fn who_looks_after_a_child_no_longer_is_somebody_behind_the_same_door(world: &World) {
        let mut guardian = somebody(world, "former guardian", world.resident(code("guardian").unwrap())).await;
        guardian.ward = Some(world.resident("R0003"));
        let [_, resident, ward] = kin(world, guardian.me.unwrap());
        world.sql(format!("delete from kin where resident = {resident} and ward = {ward}")).await;
        let mut seen = Seen::default();
        seen.routes(world, &guardian, of_wards("requests", false)).await;
        seen.commands(world, &guardian, of_wards("commands", false)).await;
        seen.end(&format!("former guardian x ward, {}", world.kind()), 15);
    }

    async fn a_second_guardian_may_what_the_first_may(world: &World) {
        let mut second = somebody(world, "second guardian", world.resident(code("neighbour").unwrap())).await;
        second.ward = Some(world.resident("R0003"));
        let [community, resident, ward] = kin(world, second.me.unwrap());
        let entry = "insert into kin (community, resident, ward, bond)";
        world.sql(format!("{entry} values ({community}, {resident}, {ward}, 'guardian')")).await;
        let mut seen = Seen::default();
        seen.routes(world, &second, of_wards("requests", true)).await;
        seen.commands(world, &second, of_wards("commands", true)).await;
        seen.end(&format!("second guardian x ward, {}", world.kind()), 15);
    }
}
