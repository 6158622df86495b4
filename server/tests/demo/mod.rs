//! The demonstration on both databases: weeks later it has menus and shifts again, and what people did is as it was; a community
//! that is not the demonstration is never touched.

use crate::both_databases;
use crate::support::Stage;
use domain::id::ServingId;
use domain::row::Row;
use domain::scope::Scope;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::when::{Clock, Day, HOUR_MS, Moment};
use server::demo::MENU_DAYS;
use server::store::{self, feed, serving, shift};
use uuid::Uuid;

/// In the morning, so many days after the files were read.
fn morning(stage: &Stage, days: i32) -> Moment {
    let first = stage.census.servings.iter().map(|serving| serving.day).min().unwrap();
    Moment::at(first.plus(days), Clock(6 * 60))
}

async fn renew(stage: &Stage, at: Moment) -> Option<i64> {
    store::demo::renew(&stage.db, stage.community, at).await.unwrap()
}

async fn menu(stage: &Stage, day: Day) -> Vec<Serving> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    serving::of_day(&mut tx, day).await.unwrap()
}

async fn mark(stage: &Stage) {
    store::demo::fill(&stage.db, &stage.census).await.unwrap();
}

async fn write(stage: &Stage, servings: &[Serving], shifts: &[Shift]) {
    let mut tx = stage.db.write(stage.community).await.unwrap();
    for row in servings {
        serving::save(&mut tx, row).await.unwrap();
    }
    for row in shifts {
        shift::save(&mut tx, row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

both_databases! {
    async fn weeks_later_the_demonstration_cooks_and_seeks_people_again(stage: &Stage) {
        mark(stage).await;
        let later = morning(stage, 60);
        assert!(menu(stage, later.day()).await.is_empty(), "or there is nothing to renew");
        let revision = renew(stage, later).await.unwrap();
        for days in 0..MENU_DAYS {
            assert!(!menu(stage, later.day().plus(days)).await.is_empty(), "day {days}");
        }
        let shifts = "select count(*) from shift where community = $1 and shift <> $2";
        assert!(stage.count(shifts, Uuid::nil()).await > i64::try_from(stage.census.shifts.len()).unwrap());
        // Phones are told of them.
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let lines = feed::since(&mut tx, Scope::Public, revision - 1).await.unwrap();
        let rows: Vec<Row> =
            lines.iter().filter_map(|line| serde_json::from_str(line.body.as_deref()?).ok()).collect();
        let told = |day: Day| rows.iter().any(|row| matches!(row, Row::Serving(row) if row.day == day));
        assert!(told(later.day()) && told(later.day().plus(MENU_DAYS - 1)));
        assert!(rows.iter().any(|row| matches!(row, Row::Shift(row) if row.starts > later)));
        drop(tx);
        assert_eq!(renew(stage, later).await, None, "once is enough");
        assert!(renew(stage, later.plus_ms(24 * HOUR_MS)).await.is_some(), "a day later there is one more");
    }

    async fn what_is_there_stays_as_people_left_it(stage: &Stage) {
        mark(stage).await;
        assert_eq!(renew(stage, morning(stage, 0)).await, None, "it was made today");
        let later = morning(stage, 40);
        renew(stage, later).await.unwrap();
        // Somebody ordered, a cook cooks one thing only on another day, and a shift was called off.
        let today = menu(stage, later.day()).await;
        let ordered = Serving { ordered: 3, ..today[0].clone() };
        let far = later.day().plus(MENU_DAYS);
        let own = Serving { id: ServingId::of_day(today[0].dish.0, far), day: far, portions: 7, ..today[0].clone() };
        let shifts = server::demo::ahead(later.day()).unwrap().shifts;
        let soon = shifts.iter().find(|row| row.starts > later).unwrap();
        let off = Shift { cancelled: Some("下雨".into()), ..soon.clone() };
        write(stage, &[ordered.clone(), own.clone()], std::slice::from_ref(&off)).await;

        renew(stage, later.plus_ms(24 * HOUR_MS)).await;
        let kept = menu(stage, later.day()).await;
        assert_eq!(kept.len(), today.len());
        assert!(kept.contains(&ordered));
        assert_eq!(menu(stage, far).await, [own]);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert_eq!(shift::load(&mut tx, off.id).await.unwrap(), Some(off));
    }

    async fn a_real_community_is_never_touched(stage: &Stage) {
        // The same files, but read by `import`; and one that began as the demonstration and has files of its own now.
        assert_eq!(renew(stage, morning(stage, 60)).await, None);
        mark(stage).await;
        store::census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(renew(stage, morning(stage, 60)).await, None);
        assert!(menu(stage, morning(stage, 60).day()).await.is_empty());
    }
}
