//! The doctor finds nothing in a sound community, and everything that is broken on purpose: one statement behind the store's
//! back for each question. A question that could not be made to fail would say nothing.

use crate::both_databases;
use crate::support::Stage;
use crate::support::story::{Story, tell};
use domain::when::HOUR_MS;
use server::db::Db;
use server::doctor::{examine, line, wrong};
use server::store::doctor::{Finding, Weight, ask};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a statement breaks: the question, the statement, the row it is about, the key that must be found.
type Break = (&'static str, &'static str, Uuid, Uuid);

fn find<'a>(findings: &'a [Finding], what: &str) -> &'a Finding {
    findings.iter().find(|finding| finding.what == what).unwrap_or_else(|| panic!("nobody asks: {what}"))
}

fn unsound(findings: &[Finding]) -> Vec<String> {
    findings.iter().filter(|finding| !finding.sound()).map(line).collect()
}

/// Breaks one thing after the other. Each must be found by its own question, which did not name that key before.
async fn break_each(stage: &Stage, story: &Story, breaks: &[Break]) {
    let mut before = ask(&stage.db, story.end).await.unwrap();
    for (what, sql, row, key) in breaks {
        assert!(!find(&before, what).first.contains(&key.to_string()), "{what}: {:?}", find(&before, what));
        assert!(stage.change(sql, *row).await.unwrap_or_else(|error| panic!("{what}: {error}")) > 0, "{what}");
        let after = ask(&stage.db, story.end).await.unwrap();
        let finding = find(&after, what);
        assert!(finding.first.contains(&key.to_string()), "{what}: {finding:?}");
        assert!(finding.count > find(&before, what).count, "{what}");
        before = after;
    }
}

both_databases! {
    async fn a_sound_community_has_no_findings(stage: &Stage) {
        assert_eq!(unsound(&ask(&stage.db, server::commands::now()).await.unwrap()), [""; 0]);
        let story = tell(stage).await;
        let findings = ask(&stage.db, story.end).await.unwrap();
        assert_eq!(unsound(&findings), [""; 0]);
        let questions: BTreeSet<_> = findings.iter().map(|finding| finding.what).collect();
        assert_eq!(questions.len(), findings.len(), "two questions have one name");
    }

    async fn broken_dates_are_found(stage: &Stage) {
        let story = tell(stage).await;
        let (full, open) = (story.full.0, story.open.0);
        let over = "update occurrence set confirmed = capacity + 1 where community = $1 and occurrence = $2";
        assert!(stage.change(over, full).await.is_err(), "the database itself refuses");
        let held = "update occurrence set held = capacity + 1 - confirmed where community = $1 and occurrence = $2";
        assert!(stage.change(held, full).await.is_err(), "the database itself refuses");
        let kept = "update occurrence set kept = capacity + 1 - confirmed where community = $1 and occurrence = $2";
        assert!(stage.change(kept, full).await.is_err(), "the database itself refuses");
        break_each(stage, &story, &[
            ("a date's places taken are the people who have them",
                "update occurrence set confirmed = confirmed + 1 where community = $1 and occurrence = $2", open, open),
            ("nobody at the head of a waiting list waits although there is room",
                "update occurrence set capacity = capacity + 1 where community = $1 and occurrence = $2",
                full, story.waits[0].0),
            ("a date's people waiting are the people on its list",
                "update occurrence set waiting = waiting + 1 where community = $1 and occurrence = $2", full, full),
            ("a date's places held are for the people to whom they are offered",
                "update occurrence set held = held + 1 where community = $1 and occurrence = $2", full, full),
            ("no ticket is newer than the last one that was drawn",
                "update occurrence set last_ticket = 2 where community = $1 and occurrence = $2", full, story.waits[1].0),
            ("the places on a waiting list are 1, 2, 3 in the order of tickets",
                "update signup set position = 7 where community = $1 and signup = $2",
                story.waits[1].0, story.waits[1].0),
            ("a date that was called off has nobody on it",
                "update signup set state = 'confirmed' where community = $1 and signup = $2",
                story.called_off.0, story.off.0),
            ("a sign-up says that its date was called off only when it was",
                "update signup set state = 'called_off' where community = $1 and signup = $2",
                story.pair.0, story.pair.0),
            ("every sign-up is for somebody",
                "delete from signup_member where community = $1 and signup = $2",
                story.called_off.0, story.called_off.0),
            ("nobody is on one date twice",
                "update signup_member set resident = (
                    select m.resident from signup_member m where m.community = $1 and m.signup = $2)
                 where community = $1 and signup in (select s.signup from signup s where s.ticket = 3)",
                story.waits[0].0, stage.resident("R0005").0),
        ]).await;
    }

    async fn more_people_than_places_are_found(stage: &Stage) {
        let story = tell(stage).await;
        let (full, pair) = (story.full.0, story.pair.0);
        break_each(stage, &story, &[
            ("no date has more people than places",
                "insert into signup_member (community, signup, place, resident)
                 select r.community, s.signup, 9, r.resident from resident r join signup s on s.community = r.community
                 where r.community = $1 and s.signup = $2 and r.resident not in (select resident from signup_member)
                 limit 1",
                pair, full),
            ("nobody has places on two dates at one time",
                "insert into signup_member (community, signup, place, resident)
                 select s.community, s.signup, 8, m.resident from signup s, signup_member m
                 join signup t on t.signup = m.signup and t.state = 'confirmed'
                 where s.community = $1 and s.signup = $2 and t.occurrence <> s.occurrence",
                pair, stage.resident("R0008").0),
        ]).await;
    }

    async fn broken_meals_are_found(stage: &Stage) {
        let story = tell(stage).await;
        let day = domain::when::Moment::day(story.end);
        let serving = stage.census.servings.iter().find(|serving| serving.day == day).unwrap().id.0;
        let other = stage.census.servings.iter().find(|serving| serving.day != day).unwrap().id.0;
        let [handed_out, waits, second, given_up] = story.meals.map(|meal| meal.0);
        let all = "update serving set ordered = portions, served = 1 where community = $1 and serving = $2";
        assert!(stage.change(all, serving).await.is_err(), "the database itself refuses");
        let again = "update meal_order set eater = (select eater from meal_order m where m.meal_order = $2)
            where community = $1 and state = 'booked'";
        assert!(stage.change(again, waits).await.is_err(), "the database itself refuses");
        let same_number = "update meal_order set code = (select min(m.code) from meal_order m
                where m.meal_order <> $2 and m.day = meal_order.day)
            where community = $1 and meal_order = $2";
        assert!(stage.change(same_number, second).await.is_err(), "the database itself refuses");
        let lost = "update serving set remaining = portions + 1 where community = $1 and serving = $2";
        assert!(stage.change(lost, other).await.is_err(), "the database itself refuses");
        break_each(stage, &story, &[
            ("a dish's portions ordered are those of the orders that wait",
                "update serving set ordered = ordered + 1 where community = $1 and serving = $2", serving, serving),
            ("a dish's portions handed out are those of the orders that were handed out",
                "update serving set served = served + 1 where community = $1 and serving = $2", serving, serving),
            ("no more portions are ordered and handed out than were prepared",
                "update order_line set portions = 999 where community = $1 and meal_order = $2 and place = 0",
                waits, serving),
            ("an order costs what its lines cost",
                "update meal_order set total_fen = total_fen + 1 where community = $1 and meal_order = $2",
                second, second),
            ("every order is for something",
                "delete from order_line where community = $1 and meal_order = $2", given_up, given_up),
            ("an order is for dishes of its own day",
                "update order_line set serving = $2 where community = $1 and portions = 999", other, waits),
            ("a day's meals eaten in and brought are its orders",
                "insert into quota (community, day, eating, delivering)
                 select community, day, 99, 0 from meal_order where community = $1 and meal_order = $2",
                waits, stage.community.0),
            ("nobody but the kitchen is told where a meal is brought",
                r#"update feed set body = replace(body, '"state"', '"to":{},"state"')
                   where community = $1 and id = $2 and scope <> 'kitchen'"#,
                waits, waits),
            ("no meal is handed out before its day",
                "update meal_order set day = '2999-01-01' where community = $1 and meal_order = $2",
                handed_out, handed_out),
        ]).await;
        // Without the second lock the question is the only one left that sees it.
        stage.run("drop index meal_order_of_eater").await.unwrap();
        let eater = stage.resident("R0003").0;
        break_each(stage, &story, &[("nobody has one meal of a day twice", again, waits, eater)]).await;
        if stage.db.shared() {
            stage.run("alter table meal_order drop constraint meal_order_community_day_code_key").await.unwrap();
            stage.run("alter table serving drop constraint serving_counted").await.unwrap();
            break_each(stage, &story, &[
                ("no two orders of a day have one number", same_number, second, second),
                ("what was prepared is what was handed out, is reserved, is left and was thrown away", lost, other, other),
            ]).await;
        }
    }

    async fn broken_reports_are_found(stage: &Stage) {
        let story = tell(stage).await;
        let [hidden, shown, merged] = story.reports.map(|report| report.0);
        break_each(stage, &story, &[
            ("a report is needed by as many as said so",
                "update report set endorsed = endorsed + 1 where community = $1 and report = $2", shown, shown),
            ("a report stands where its last step says",
                "update report set state = 'done' where community = $1 and report = $2", hidden, hidden),
            ("no step of a report is missing",
                "delete from report_step where community = $1 and report = $2 and place = 0", hidden, hidden),
            ("a report is merged exactly when it says into which",
                "update report set merged_into = null where community = $1 and report = $2", merged, merged),
            ("nobody says of their own report that they need it too",
                "insert into endorsement (community, report, resident)
                 select community, report, reporter from report where community = $1 and report = $2",
                hidden, hidden),
            ("no report waits longer than a day for its photos",
                "delete from photo where community = $1 and photo = $2", story.photo.0, story.photo.0),
        ]).await;
    }

    async fn a_photo_that_nobody_reported_is_found(stage: &Stage) {
        let story = tell(stage).await;
        let breaks = [("no photo waits longer than a day for its report",
            "delete from report_photo where community = $1 and photo = $2", story.photo.0, story.photo.0)];
        break_each(stage, &story, &breaks).await;
        let soon = ask(&stage.db, server::commands::now().plus_ms(HOUR_MS)).await.unwrap();
        assert!(find(&soon, breaks[0].0).sound(), "its report may still be on its way");
    }

    async fn broken_accounts_are_found(stage: &Stage) {
        let story = tell(stage).await;
        let (phone, lost) = (story.phones["R0001"].0, story.lost.0);
        let desk = story.phones["R0007"].0;
        let (guizhen, staff, carried) = (stage.resident("R0001").0, stage.resident("R0007").0, stage.resident("R0002").0);
        let gone = "delete from resident where community = $1 and resident = $2";
        assert!(stage.change(gone, guizhen).await.is_err(), "the database itself refuses");
        break_each(stage, &story, &[
            ("no desk is open on a phone that was signed out",
                "update device_resident set desk_until = 1 where community = $1 and device = $2", lost, lost),
            ("no desk is open for anyone but staff",
                "update device_resident set desk_until = 9000000000000 where community = $1 and device = $2", phone, phone),
            ("nobody but staff has a password",
                "update role set role = 'volunteer' where community = $1 and resident = $2 and role = 'staff'",
                staff, staff),
            ("nobody but staff has a passkey",
                "insert into passkey (community, passkey, resident, credential, record, label, made)
                 select r.community, r.resident, r.resident, v.token_hash, '', '', 0 from resident r
                 join device v on v.community = r.community
                 where r.community = $1 and r.resident = $2 order by v.device limit 1",
                guizhen, guizhen),
            ("no question to an authenticator is good for longer than five minutes",
                "update ceremony set until = until + 9000000000000 where community = $1 and device = $2",
                desk, desk),
            ("no card is good for longer than seven days",
                "update card set until = until + 1 where community = $1 and resident = $2", carried, carried),
            ("nobody has two cards that are good",
                "insert into card (community, code_hash, resident, made, until)
                 select t.community, t.payload_hash, r.resident, 0, 9000000000000 from receipt t
                 join resident r on r.community = t.community where t.community = $1 and r.resident = $2",
                guizhen, guizhen),
            ("every phone is somebody's",
                "delete from device_resident where community = $1 and device = $2", lost, lost),
        ]).await;
        let rings = "insert into alert (community, device, resident, endpoint, p256dh, auth, lang, made, told, due)
             select d.community, d.device, d.resident, 'https://push.example', v.token_hash, v.token_hash, 'zh', 0, 0, 0
             from device_resident d join device v on v.community = d.community and v.device = d.device
             where d.community = $1 and d.device = $2";
        assert_eq!(stage.change(rings, phone).await.unwrap(), 1);
        let out = "update device_resident set revoked = 1 where community = $1 and device = $2";
        break_each(stage, &story, &[("no phone rings for somebody who is signed out of it", out, phone, phone)]).await;
        let first = stage.any("select command from receipt where community = $1 order by command limit 1").await;
        let last = stage.any("select command from receipt where community = $1 order by command desc limit 1").await;
        break_each(stage, &story, &[
            ("no receipt speaks of a revision that has not been",
                r#"update receipt set outcome = '{"applied":{"revision":999999}}' where community = $1 and command = $2"#,
                first, first),
            ("every receipt is a resident's",
                "update receipt set actor = $2 where community = $1 and command = $2", last, last),
        ]).await;
    }

    async fn broken_feeds_are_found(stage: &Stage) {
        let story = tell(stage).await;
        let [hidden, shown, merged] = story.reports.map(|report| report.0);
        let [handed_out, waits, ..] = story.meals.map(|meal| meal.0);
        let (pair, venue) = (story.pair.0, stage.census.venues[3].id.0);
        let serving = stage.census.servings[0].id.0;
        break_each(stage, &story, &[
            ("no line of the feed is newer than the community",
                "update feed set revision = 999999 where community = $1 and id = $2", venue, venue),
            ("everything that everyone may see is in the public feed",
                "delete from feed where community = $1 and id = $2", venue, venue),
            ("everyone sees the places of a date as they are",
                "update feed set body = replace(body, '\"confirmed\":', '\"confirmed\":1') where community = $1 and id = $2",
                story.open.0, story.open.0),
            ("everyone sees the portions of a dish as they are",
                "update feed set body = replace(body, '\"ordered\":', '\"ordered\":1') where community = $1 and id = $2",
                serving, serving),
            ("everyone sees where a report stands",
                "update feed set body = replace(body, '\"endorsed\":2', '\"endorsed\":3') where community = $1 and id = $2",
                shown, shown),
            ("neighbours see no words of a report whose author did not show them",
                "update feed set body = replace(body, '\"words\":\"\"', '\"words\":\"x\"')
                 where community = $1 and id = $2 and scope = 'public'", hidden, hidden),
            ("people see where their sign-ups stand",
                "update feed set body = replace(body, '\"position\":2', '\"position\":1') where community = $1 and id = $2",
                story.waits[1].0, story.waits[1].0),
            ("people see where their orders stand",
                "update feed set body = replace(body, 'handed_out', 'booked') where community = $1 and id = $2",
                handed_out, handed_out),
            ("what a person is told names that person",
                "update feed set scope = scope || '0'
                 where community = $1 and id = $2 and scope like 'person/%'", waits, waits),
            ("what an organization is told names that organization",
                "update feed set scope = scope || '0' where community = $1 and id = $2 and scope like 'organization/%'",
                pair, pair),
            ("a sign-up is told to its people, to its organization and to the desk",
                "delete from feed where community = $1 and id = $2 and scope like 'person/%'", pair, pair),
            ("an order is told to its people and to the canteen",
                "delete from feed where community = $1 and id = $2 and scope = 'kitchen'", waits, waits),
            ("a report is told to its author and to the desk",
                "update feed set body = null where community = $1 and id = $2 and scope = 'desk'", hidden, hidden),
            ("everyone who needs a report too is told so",
                "delete from feed where community = $1 and id = $2 and noun = 'endorsement'", shown, shown),
            ("everyone is told the phones they are signed in on",
                "delete from feed where community = $1 and id = $2", story.lost.0, story.lost.0),
            ("no private line is about something that is not there",
                "update feed set noun = 'order' where community = $1 and id = $2 and noun = 'report'", merged, merged),
            ("nothing else is in the public feed",
                "update feed set scope = 'public' where community = $1 and id = $2 and scope like 'person/%'",
                handed_out, handed_out),
            ("the feed has no scope that nobody follows",
                "update feed set scope = 'people' where community = $1 and id = $2 and scope = 'kitchen'",
                handed_out, handed_out),
        ]).await;
    }

    async fn keys_that_lead_nowhere_are_found(stage: &Stage) {
        let story = tell(stage).await;
        // As a careless restore does it: without the database's own checks.
        let unlock = if stage.db.shared() { "alter table resident disable trigger all" } else { "pragma foreign_keys = off" };
        stage.run(unlock).await.unwrap();
        let what = "nobody is signed in who is not a resident";
        let gone = "delete from resident where community = $1 and resident = $2";
        let (guizhen, phone) = (stage.resident("R0001").0, story.phones["R0001"].0);
        break_each(stage, &story, &[(what, gone, guizhen, phone)]).await;
        let found = ask(&stage.db, story.end).await.unwrap();
        let keys = find(&found, "every key leads to its row");
        assert!(keys.count > 3 && keys.weight == Weight::Wrong, "{keys:?}");
        assert!(keys.first.iter().all(|key| key.contains(" to ")), "{keys:?}");
    }

    async fn an_unsound_frame_is_found(stage: &Stage) {
        let what = "the tables and indexes are sound";
        if stage.db.shared() {
            stage.run("create unique index concurrently half_made on resident (community)").await.unwrap_err();
        } else {
            stage.run("pragma ignore_check_constraints = on").await.unwrap();
            let over = "update occurrence set confirmed = capacity + 1 where community = $1 and occurrence = $2";
            stage.change(over, stage.census.occurrences[0].id.0).await.unwrap();
        }
        let findings = examine(&stage.db).await.unwrap();
        assert_eq!(find(&findings, what).count, 1);
        assert!(wrong(&findings) > 0);
    }

    async fn a_database_that_may_forget_is_found(stage: &Stage) {
        let what = "the database keeps what it says it keeps";
        if stage.db.shared() {
            let name = stage.address.rsplit('/').next().unwrap();
            stage.run(&format!("alter database {name} set synchronous_commit = off")).await.unwrap();
            let findings = examine(&Db::look(&stage.address).await.unwrap()).await.unwrap();
            assert_eq!(find(&findings, what).first, ["synchronous_commit is off, not on"]);
            assert_eq!(wrong(&findings), 1);
            assert!(Db::open(&stage.address).await.is_err(), "and no server starts on it");
        } else {
            let file = stage.file("not-served.db");
            server::backup::backup(&stage.db, &file).await.unwrap();
            let findings = examine(&Db::look(&format!("sqlite:{}", file.display())).await.unwrap()).await.unwrap();
            assert_eq!(find(&findings, what).first, ["journal_mode is delete, not wal"]);
            assert_eq!(wrong(&findings), 0, "the server sets it when it starts");
        }
    }

    async fn what_the_doctor_prints_holds_nothing_that_people_wrote(stage: &Stage) {
        let story = tell(stage).await;
        let hidden = story.reports[0].0;
        stage.change("update report set endorsed = 7, state = 'done' where community = $1 and report = $2", hidden)
            .await.unwrap();
        let findings = ask(&stage.db, story.end).await.unwrap();
        let lines: Vec<String> = findings.iter().map(line).collect();
        let named = lines.iter().filter(|line| line.starts_with("problem") && line.contains(&hidden.to_string()));
        assert!(named.count() >= 2, "{lines:?}");
        for private in ["楼道的灯", "周桂珍", "测试手机"] {
            assert!(!lines.iter().any(|line| line.contains(private)), "{private}");
        }
    }
}
