//! The workbooks that a team's leaders take along of the team itself, read back by another library than the one that wrote them: who
//! belongs to it, its dates and shifts, how many came, what it has certified, what its units have said.

use crate::cast::STRANGER;
use crate::ledgers::note;
use crate::lists::{counted, get, read, rename, row};
use crate::on_both;
use crate::world::{Reply, World};
use domain::change::Change;
use domain::id::{QualificationId, SignupId};
use domain::joining::JoinState;
use domain::member::{Member, Standing};
use domain::occurrence::Occurrence;
use domain::presence::{Mark, Venture};
use domain::qualification::{Qualification, Skill};
use domain::signup::SignupState;
use domain::when::{Clock, Moment};
use server::commands::now;
use server::store::{certificate, occurrence, signup};
use uuid::Uuid;

/// The rows of a sheet below its head.
fn lines(reply: &Reply, sheet: &str) -> Vec<Vec<String>> {
    let range = read(reply, sheet);
    (1..=range.end().unwrap().0).map(|at| row(&range, at)).collect()
}

/// The date that a sign-up is for.
async fn date_of(world: &World, id: SignupId) -> Occurrence {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    let signup = signup::load(&mut tx, id).await.unwrap().unwrap();
    occurrence::load(&mut tx, signup.occurrence).await.unwrap().unwrap()
}

on_both! {
    async fn a_leader_takes_the_members_along_and_learns_nothing_of_their_papers(world: &World) {
        let (who, organization) = (world.resident(STRANGER), world.organization("opera"));
        rename(world, who, "=1+1").await;
        world.joining(who, organization, JoinState::Joined).await;
        let person = world.person(who).await;
        world.write(Change::Member(Member::new(organization, person.clone(), Standing::Substitute))).await;
        let until = now().day().plus(90);
        let id = QualificationId(Uuid::now_v7());
        world.write(Change::Qualification(Qualification { id, resident: person, skill: Skill::Food, until })).await;

        let path = format!("/api/export/members/{organization}");
        let since = counted(Moment::at(now().day(), Clock(0)));
        let reply = get(world, "organizer", &path).await;
        let all = lines(&reply, "成员");
        let leader = world.person(world.resident("R0005")).await.name;
        assert!(all.iter().any(|line| line[..2] == [leader.clone(), "负责人".into()]), "{all:?}");
        let of = |all: &[Vec<String>]| all.iter().find(|line| line[0] == "'=1+1").cloned().unwrap();
        assert_eq!(of(&all), ["'=1+1", "替补", &since]);
        let open = lines(&get(world, "open", &path).await, "成员");
        assert_eq!(open.len(), all.len());
        assert_eq!(of(&open), ["'=1+1", "替补", &since, &format!("健康证，到 {until}")]);
    }

    async fn a_leader_takes_the_coming_dates_along(world: &World) {
        let asked = world.signup_in(world.resident(STRANGER), "opera", SignupState::Asked).await;
        let before = date_of(world, asked).await;
        let date = Occurrence { note: "+带剪刀".into(), confirmed: before.capacity, waiting: 2, ..before };
        world.write(Change::Occurrence(date.clone())).await;
        let other = world.signup(world.resident(STRANGER), "opera").await;
        let off = Occurrence { cancelled: Some("=下雨".into()), ..date_of(world, other).await };
        world.write(Change::Occurrence(off.clone())).await;
        let path = format!("/api/export/dates/{}", world.organization("opera"));
        let all = lines(&get(world, "organizer", &path).await, "场次");
        let line = all.iter().find(|line| line[14] == "'+带剪刀").unwrap();
        let number = |n: u32| format!("{n}.000000");
        assert_eq!(line[1..3], [counted(date.starts), counted(date.ends)]);
        assert_eq!((&line[4], &line[10], &line[11]), (&number(date.capacity), &number(2), &number(1)));
        let off = all.iter().find(|line| line[1] == counted(off.starts) && !line[13].is_empty()).unwrap();
        assert_eq!(off[13], "取消：=下雨", "words in front, and no formula");
        let past = world.past("opera").await;
        assert_eq!(lines(&get(world, "organizer", &path).await, "场次").len(), all.len(), "{past} is over");
    }

    async fn a_leader_takes_the_shifts_along_with_who_takes_them(world: &World) {
        let who = world.resident(STRANGER);
        rename(world, who, "@周").await;
        let (_, taken) = world.duty(who, "opera").await;
        world.shift("opera", 0).await;
        world.duty(who, "dance").await;
        let path = format!("/api/export/shifts/{}", world.organization("opera"));
        let all = lines(&get(world, "organizer", &path).await, "班次");
        let of = |name: &str, said: &str| all.iter().filter(|line| line[7] == name && line[8] == said).count();
        assert_eq!(of("'@周", "来"), 1, "{taken}: {all:?}");
        assert!(all.iter().any(|line| line[0] == "搬凳子" && line[7].is_empty() && line[8] == "还没有人报"), "{all:?}");
    }

    async fn a_leader_takes_along_how_many_came(world: &World) {
        let date = world.past("opera").await;
        note(world, Venture::Occurrence(date), None, "=路人", Mark::In, now()).await;
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let starts = occurrence::load(&mut tx, date).await.unwrap().unwrap().starts;
        drop(tx);
        let reply = get(world, "organizer", &format!("/api/export/turnout/{}", world.activity("opera"))).await;
        let all = lines(&reply, "来了多少人");
        assert!(all.iter().any(|line| line[0] == counted(starts) && line[6] == "1.000000"), "{all:?}");
        let together = lines(&reply, "一共");
        assert_eq!(together.len(), 1);
        assert!(together[0].iter().all(|number| number != "0.000000"), "{together:?}");
    }

    async fn a_leader_takes_along_what_the_team_has_certified(world: &World) {
        rename(world, world.resident(STRANGER), "-周").await;
        let id = world.certificate("opera").await;
        let other = world.certificate("dance").await;
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let own = certificate::load(&mut tx, id).await.unwrap().unwrap();
        let other = certificate::load(&mut tx, other).await.unwrap().unwrap();
        drop(tx);
        let path = format!("/api/export/certificates/{}", own.organization);
        let all = lines(&get(world, "organizer", &path).await, "服务证明");
        let line = all.iter().find(|line| line[0] == own.number()).unwrap();
        assert_eq!(line[1], "'-周");
        assert_eq!(line[5..], ["1.000000".to_owned(), own.issued_by.name.clone(), counted(own.made)]);
        assert!(!all.iter().any(|line| line[0] == other.number()), "each team has its own");
    }

    async fn a_leader_takes_the_calls_along_with_what_units_said(world: &World) {
        world.called("R0024", ["=1+1".into(), "+我们来".into()]).await;
        let reply = get(world, "organizer", &format!("/api/export/calls/{}", world.organization("opera"))).await;
        let calls = lines(&reply, "召集令");
        let call = calls.iter().find(|line| line[1] == "'=1+1").unwrap();
        assert_eq!(call[0], "送月饼");
        assert_eq!(call[5..8], ["12.000000", "3.000000", "0.000000"].map(String::from), "wanted, pledged, silent");
        let answers = lines(&reply, "各单位的回复");
        let answer = answers.iter().find(|line| line[6] == "'+我们来").unwrap();
        let contact = world.person(world.resident("R0024")).await.name;
        assert_eq!(answer[3..6], [contact, "来".into(), "3.000000".into()]);
    }

    async fn nobody_else_gets_a_list_of_a_team(world: &World) {
        let team = world.organization("opera");
        for kind in ["members", "dates", "shifts", "certificates", "calls"] {
            for name in ["neighbour", "volunteer", "cook", "locked"] {
                let reply = get(world, name, &format!("/api/export/{kind}/{team}")).await;
                let absent = get(world, name, &format!("/api/export/{kind}/{}", Uuid::now_v7())).await;
                assert_eq!((reply.status, reply.text()), (absent.status, absent.text()), "{kind} {name}");
                assert_eq!(reply.status, 404, "{kind} {name}");
            }
        }
    }
}
