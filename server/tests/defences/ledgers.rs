//! The workbooks of hours, rosters and attendance, read back by another library than the one that wrote them.

use crate::cast::STRANGER;
use crate::lists::{counted, get, read, rename, row};
use crate::on_both;
use crate::world::{Reply, World};
use calamine::{Reader, Xlsx};
use domain::change::Change;
use domain::hours::Hours;
use domain::id::{HoursId, PresenceId, ResidentId, TallyId};
use domain::occurrence::Occurrence;
use domain::presence::{Mark, Presence, Venture};
use domain::signup::{Signup, SignupState};
use domain::tally::{Amounts, Tally};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use server::commands::now;
use server::store::{hours, occurrence, signup};
use std::io::Cursor;
use uuid::Uuid;

/// Somebody came, went, or said that they would not.
pub async fn note(world: &World, of: Venture, who: Option<ResidentId>, name: &str, mark: Mark, at: Moment) {
    let row = Presence {
        id: PresenceId(Uuid::now_v7()),
        of,
        organization: world.organization("opera"),
        resident: who,
        name: name.into(),
        mark,
        at,
        by: world.person(world.resident("R0005")).await,
        made: now(),
        walk_in: who.is_none(),
        ..Presence::default()
    };
    world.write(Change::Presence(row)).await;
}

on_both! {
    async fn hours_that_were_taken_back_count_nothing(world: &World) {
        let sly = world.resident(STRANGER);
        rename(world, sly, "=1+1").await;
        let good = world.hours(sly, "opera", "+搬凳子").await;
        let wrong = world.hours(sly, "opera", "写错的").await;
        world.hours(sly, "dance", "别的组织的").await;
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let good = hours::load(&mut tx, good).await.unwrap().unwrap();
        let wrong = hours::load(&mut tx, wrong).await.unwrap().unwrap();
        drop(tx);
        let back = Hours {
            id: HoursId(Uuid::now_v7()),
            reverses: Some(wrong.id),
            content: "记错人了".into(),
            made: wrong.made.plus_ms(MINUTE_MS),
            ..wrong.clone()
        };
        world.write(Change::Hours(back)).await;

        let reply = get(world, "organizer", &format!("/api/export/hours/{}", good.organization)).await;
        let range = read(&reply, "服务时长");
        let rows = range.end().unwrap().0;
        let lines: Vec<Vec<String>> = (1..=rows).map(|at| row(&range, at)).collect();
        let of = |content: &str| lines.iter().find(|line| line[5] == content).unwrap();
        let (from, until, made) = (counted(good.from), counted(good.until), counted(good.made));
        let (name, by) = ("'=1+1", good.signed_by.name.as_str());
        assert_eq!(*of("'+搬凳子"), [name, &from, &until, "1.000000", "有效", "'+搬凳子", by, &made]);
        assert_eq!(of("写错的")[3..5], ["0.000000", "已撤回"]);
        assert_eq!(of("记错人了")[3..5], ["0.000000", "撤回"]);
        assert!(!lines.iter().any(|line| line[5] == "别的组织的"), "each organization has its own ledger");
    }

    async fn a_roster_says_who_came_and_who_came_unasked(world: &World) {
        let who = world.resident(STRANGER);
        rename(world, who, "@周").await;
        let (_, shift) = world.duty(who, "opera").await;
        let (of, came) = (Venture::Shift(shift), now());
        let went = came.plus_ms(90 * MINUTE_MS);
        note(world, of, Some(who), "@周", Mark::In, came).await;
        note(world, of, Some(who), "@周", Mark::Out, went).await;
        note(world, of, None, "=路人", Mark::In, came).await;
        let reply = get(world, "organizer", &format!("/api/export/shift/{shift}")).await;
        let range = read(&reply, "班次名单");
        assert_eq!(row(&range, 1), ["'@周", "来", &counted(came), &counted(went), ""]);
        assert_eq!(row(&range, 2), ["'=路人", "没报，自己来的", &counted(came), "", ""]);
        assert_eq!(range.end().unwrap().0, 2);
    }

    async fn attendance_tells_excused_from_missing(world: &World) {
        let who = world.resident(STRANGER);
        let id = world.signup(who, "opera").await;
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let seated = signup::load(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        let path = format!("/api/export/attendance/{}", seated.occurrence);
        let name = seated.booker.name.as_str();
        let range = read(&get(world, "organizer", &path).await, "签到");
        assert_eq!(row(&range, 1), [name, "已报上", "", "", ""]);
        let of = Venture::Occurrence(seated.occurrence);
        note(world, of, Some(who), name, Mark::Excused, now()).await;
        let range = read(&get(world, "open", &path).await, "签到");
        assert_eq!(row(&range, 1), [name, "已报上", "", "", "请假"]);
        assert_eq!(range.end().unwrap().0, 1);
    }

    async fn what_was_made_has_a_sheet_of_its_own(world: &World) {
        let date = world.past("opera").await;
        let path = format!("/api/export/attendance/{date}");
        let book = |reply: Reply| Xlsx::new(Cursor::new(reply.body)).map(|book: Xlsx<_>| book.sheet_names()).unwrap();
        assert_eq!(book(get(world, "organizer", &path).await), ["签到"], "nobody has counted");
        let at = now();
        for (minutes, given) in [(0, 5790), (1, 5800)] {
            let amounts = Amounts { made: 6000, given, left: 5950 - given, discarded: 50 };
            let row = Tally {
                id: TallyId(Uuid::now_v7()),
                of: Venture::Occurrence(date),
                organization: world.organization("opera"),
                what: "=月饼".into(),
                amounts,
                by: world.person(world.resident("R0005")).await,
                noted: at.plus_ms(minutes * MINUTE_MS),
            };
            world.write(Change::Tally(row)).await;
        }
        let reply = get(world, "organizer", &path).await;
        let range = read(&reply, "清点");
        let leader = world.person(world.resident("R0005")).await.name;
        let number = |n: u32| format!("{n}.000000");
        let line = |given: u32, state: &str, minutes: i64| {
            let numbers = [6000, given, 5950 - given, 50].map(number);
            let [made, given, left, discarded] = numbers;
            let when = counted(at.plus_ms(minutes * MINUTE_MS));
            ["'=月饼".to_owned(), made, given, left, discarded, state.to_owned(), leader.clone(), when]
        };
        assert_eq!(row(&range, 1), line(5790, "后来重记了", 0));
        assert_eq!(row(&range, 2), line(5800, "有效", 1));
        assert_eq!(book(reply), ["签到", "清点"]);
        assert_eq!(get(world, "guardian", &path).await.status, 404);
    }

    async fn a_settled_sheet_says_who_did_not_come_and_who_gave_the_place_back_late(world: &World) {
        let id = world.signup(world.resident(STRANGER), "opera").await;
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let seated = signup::load(&mut tx, id).await.unwrap().unwrap();
        let date = occurrence::load(&mut tx, seated.occurrence).await.unwrap().unwrap();
        drop(tx);
        let (starts, ends) = (now().plus_ms(-2 * HOUR_MS), now().plus_ms(-HOUR_MS));
        world.write(Change::Occurrence(Occurrence { starts, ends, closed: Some(now()), ..date })).await;
        let path = format!("/api/export/attendance/{}", seated.occurrence);
        let name = seated.booker.name.as_str();
        let range = read(&get(world, "organizer", &path).await, "签到");
        assert_eq!(row(&range, 1), [name, "已报上", "", "", "没到"]);
        let late = Signup { late: true, ..seated.with(SignupState::Cancelled, now()) };
        world.write(Change::Signup(late)).await;
        let range = read(&get(world, "organizer", &path).await, "签到");
        assert_eq!(row(&range, 1), [name, "最后一天退的", "", "", "请假"]);
        assert_eq!(range.end().unwrap().0, 1);
    }
}
