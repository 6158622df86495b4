//! The committee's weekly patterns on both databases: they go on when the imported weeks are over, under the names that the
//! importer gives; importing again changes nothing, and what an organizer has made of a series is the organizer's.

use super::*;
use crate::both_databases;
use domain::activity::Activity;
use domain::series::{Amendment, Pattern};
use server::import;
use server::store::census;

/// Leads the opera team, which meets twice a week.
const LEADER: &str = "R0005";

fn opera(stage: &Stage) -> &Activity {
    stage.census.activities.iter().find(|activity| activity.title == "戏曲队排练").unwrap()
}

/// The day as of which the files were read.
fn today(stage: &Stage) -> Day {
    stage.census.occurrences.iter().map(|date| date.starts.day()).min().unwrap()
}

/// The first moment of a day so many days after that.
fn midnight(stage: &Stage, days: i32) -> Moment {
    Moment::at(today(stage).plus(days), Clock(0))
}

async fn pattern(stage: &Stage, id: ActivityId) -> Option<Pattern> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    activity::pattern(&mut tx, id).await.unwrap()
}

/// All its dates since the files were read.
async fn all(stage: &Stage, id: ActivityId) -> Vec<Occurrence> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let dates = occurrence::of_activity(&mut tx, id, midnight(stage, 0)).await.unwrap();
    dates.into_iter().map(|(date, _)| date).collect()
}

/// The row that everyone is told.
async fn row(stage: &Stage, id: ActivityId) -> Activity {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    match feed::get(&mut tx, Scope::Public, RowKey { noun: Noun::Activity, id: id.0 }).await.unwrap() {
        Some(Row::Activity(row)) => row,
        other => panic!("{other:?}"),
    }
}

async fn extend(stage: &Stage, days: i32) -> Option<i64> {
    series::extend(&stage.db, stage.community, midnight(stage, days)).await.unwrap()
}

/// The second of its dates that are to come.
async fn coming(stage: &Stage, id: ActivityId) -> OccurrenceId {
    all(stage, id).await.iter().filter(|date| date.starts > now()).nth(1).unwrap().id
}

both_databases! {
    async fn the_dates_of_a_file_go_on_when_its_weeks_are_over(stage: &Stage) {
        let id = opera(stage).id;
        let before = all(stage, id).await;
        assert_eq!(row(stage, id).await.series.unwrap().rule, "FREQ=WEEKLY;BYDAY=TU,FR");
        assert_eq!(extend(stage, 0).await, None, "what the file brought is there");
        assert_eq!(all(stage, id).await, before);
        assert!(extend(stage, 7).await.is_some());
        let after = all(stage, id).await;
        assert_eq!(after.len(), before.len() + 2);
        let named = |date: &Occurrence| OccurrenceId::of_day(id.0, date.starts.day());
        assert!(after.iter().all(|date| date.id == named(date)), "as the importer names them");
        let newest = after.last().unwrap();
        assert_eq!((newest.capacity, newest.starts.clock(), newest.venue), (30, Clock(9 * 60), before[0].venue));
        // The same files a week later bring dates that are there already.
        let next = import::demo(today(stage).plus(7)).unwrap();
        census::import(&stage.db, &next).await.unwrap();
        assert_eq!(all(stage, id).await, after);
        assert_eq!(census::import(&stage.db, &next).await.unwrap().changed, 0);
        assert_eq!(extend(stage, 7).await, None);
        sound(stage).await;
    }

    async fn a_series_that_an_organizer_has_ended_stays_ended(stage: &Stage) {
        let id = opera(stage).id;
        let command = Command::CancelFrom { occurrence: coming(stage, id).await, reason: "剧场在修".into() };
        assert!(applied(&act(stage, LEADER, command).await));
        let before = all(stage, id).await;
        let next = import::demo(today(stage).plus(7)).unwrap();
        census::import(&stage.db, &next).await.unwrap();
        assert_eq!(pattern(stage, id).await, None);
        assert_eq!(all(stage, id).await, before, "the file brings no dates to it any more");
        extend(stage, 7).await;
        assert_eq!(all(stage, id).await, before);
        assert_eq!(census::import(&stage.db, &next).await.unwrap().changed, 0);
    }

    async fn a_series_that_an_organizer_has_changed_is_the_organizers(stage: &Stage) {
        let id = opera(stage).id;
        let amendment = Amendment { capacity: Some(44), ..Amendment::default() };
        let command = Command::AmendFrom { occurrence: coming(stage, id).await, amendment, before: None };
        assert!(applied(&act(stage, LEADER, command).await));
        let mut changed = import::demo(today(stage).plus(7)).unwrap();
        changed.patterns.get_mut(&id).unwrap().first.capacity = 12;
        let before = all(stage, id).await;
        census::import(&stage.db, &changed).await.unwrap();
        assert_eq!(pattern(stage, id).await.unwrap().first.capacity, 44);
        assert_eq!(all(stage, id).await, before);
        assert!(extend(stage, 7).await.is_some());
        assert_eq!(all(stage, id).await.last().unwrap().capacity, 44);
    }

    async fn another_file_changes_what_no_organizer_has_touched(stage: &Stage) {
        let id = opera(stage).id;
        let (before, mut changed) = (all(stage, id).await, stage.census.clone());
        changed.patterns.get_mut(&id).unwrap().first.capacity = 12;
        census::import(&stage.db, &changed).await.unwrap();
        assert_eq!(pattern(stage, id).await.unwrap().first.capacity, 12);
        assert_eq!(all(stage, id).await, before, "dates that are there stay as they are");
        assert_eq!(census::import(&stage.db, &changed).await.unwrap().changed, 0);
        assert!(extend(stage, 7).await.is_some());
        assert_eq!(all(stage, id).await.last().unwrap().capacity, 12);
        // A file without the activity ends it; one without any activities says nothing.
        changed.activities.retain(|activity| activity.id != id);
        changed.occurrences.retain(|date| date.activity != id);
        changed.patterns.remove(&id);
        let none = census_without_activities(&changed);
        census::import(&stage.db, &none).await.unwrap();
        assert!(pattern(stage, id).await.is_some());
        let before = all(stage, id).await;
        census::import(&stage.db, &changed).await.unwrap();
        assert_eq!((pattern(stage, id).await, row(stage, id).await.series), (None, None));
        assert_eq!(all(stage, id).await, before);
        assert_eq!(census::import(&stage.db, &changed).await.unwrap().changed, 0);
        sound(stage).await;
    }

    async fn what_a_file_ends_or_changes_goes_on_saying_how_its_earlier_dates_came(stage: &Stage) {
        let id = opera(stage).id;
        let before = row(stage, id).await.series.unwrap();
        let then = now().plus_ms(-HOUR_MS);
        assert_eq!(row(stage, id).await.former, None);
        let mut changed = stage.census.clone();
        changed.patterns.get_mut(&id).unwrap().series.rule = "FREQ=WEEKLY;BYDAY=MO".into();
        census::import(&stage.db, &changed).await.unwrap();
        let other = row(stage, id).await;
        assert_eq!(other.series.as_ref().unwrap().rule, "FREQ=WEEKLY;BYDAY=MO");
        assert_eq!(other.rule_at(then), Some(&before));
        assert_eq!(other.rule_at(now().plus_ms(HOUR_MS)), other.series.as_ref());
        assert_eq!(census::import(&stage.db, &changed).await.unwrap().changed, 0, "it is noted once");
        // Without the activity the file ends it.
        changed.activities.retain(|activity| activity.id != id);
        changed.occurrences.retain(|date| date.activity != id);
        changed.patterns.remove(&id);
        census::import(&stage.db, &changed).await.unwrap();
        let ended = row(stage, id).await;
        assert_eq!((ended.series.is_none(), ended.former.map(|former| former.series)), (true, other.series));
        sound(stage).await;
    }

    async fn a_database_of_an_older_release_gets_its_series_and_no_date_twice(stage: &Stage) {
        let (id, dates) = (opera(stage).id, all(stage, opera(stage).id).await);
        stage.run("delete from series").await.unwrap();
        stage.run("update activity set filed = null").await.unwrap();
        // Dates that were imported long ago are known by another identity; one of them was moved.
        let former = |date: &Occurrence| stage.census.former[&date.id];
        let mut tx = stage.db.write(stage.community).await.unwrap();
        for (date, later) in dates.iter().zip([0, HOUR_MS]) {
            let (starts, ends) = (date.starts.plus_ms(later), date.ends.plus_ms(later));
            occurrence::remove(&mut tx, date.id).await.unwrap();
            occurrence::save(&mut tx, &Occurrence { id: former(date), starts, ends, ..date.clone() }).await.unwrap();
        }
        tx.commit().await.unwrap();
        let before = all(stage, id).await;
        census::import(&stage.db, &stage.census).await.unwrap();
        assert_eq!(pattern(stage, id).await.unwrap().series.rule, "FREQ=WEEKLY;BYDAY=TU,FR");
        assert_eq!(extend(stage, 0).await, None);
        assert_eq!(all(stage, id).await, before);
        assert_eq!(census::import(&stage.db, &stage.census).await.unwrap().changed, 0);
    }
}

fn census_without_activities(census: &import::census::Census) -> import::census::Census {
    let mut none = census.clone();
    none.activities.clear();
    none.occurrences.clear();
    none.patterns.clear();
    none
}
