//! A place that is no venue, on both databases: it is made once with the first date that is held there, everyone is told of it, and it is
//! in calendars and exports like any other.

use super::{act, dates, draft, first, sound, weekly};
use crate::both_databases;
use crate::support::{Stage, applied};
use domain::command::Command;
use domain::id::{ActivityId, OccurrenceId, OrganizationId, VenueId};
use domain::occurrence::{Occurrence, Plan};
use domain::refusal::Refusal;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::series::{Amendment, Skip};
use domain::venue::Venue;
use domain::wire::Outcome;
use server::store::{feed, occurrence};
use uuid::Uuid;

const YARD: &str = "3 幢楼下的空地";

fn yard(stage: &Stage) -> Plan {
    Plan { venue: Venue::written(stage.community, YARD).id, place: YARD.into(), ..first(stage) }
}

async fn post_at(stage: &Stage, first: Plan, repeated: bool) -> (ActivityId, Outcome) {
    let activity = ActivityId(Uuid::now_v7());
    let command = Command::PostActivity {
        activity,
        organization: OrganizationId::of_code(stage.community, "opera"),
        draft: draft("空地上打太极"),
        first,
        occurrence: OccurrenceId(Uuid::now_v7()),
        series: repeated.then(|| weekly(Skip::Nothing)),
    };
    (activity, act(stage, "R0005", command).await.outcome)
}

async fn told(stage: &Stage, id: VenueId) -> Option<Row> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    feed::get(&mut tx, Scope::Public, RowKey { noun: Noun::Venue, id: id.0 }).await.unwrap()
}

both_databases! {
    async fn a_place_that_is_written_is_there_with_the_first_date_and_once(stage: &Stage) {
        let place = Venue::written(stage.community, YARD);
        assert_eq!(told(stage, place.id).await, None);
        let (id, outcome) = post_at(stage, yard(stage), true).await;
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
        assert_eq!(told(stage, place.id).await, Some(Row::Venue(place.clone())));
        let all = dates(stage, id).await;
        assert!(all.len() > 4 && all.iter().all(|date| date.venue == place.id));
        // The same words again are the same place; and one who picks it says no words at all.
        for plan in [yard(stage), Plan { place: String::new(), ..yard(stage) }] {
            let (_, outcome) = post_at(stage, plan, false).await;
            assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
        }
        let mut tx = stage.db.read(stage.community).await.unwrap();
        assert_eq!(occurrence::load_venue(&mut tx, place.id).await.unwrap(), Some(place));
        drop(tx);
        sound(stage).await;
    }

    async fn a_place_without_its_own_words_is_none(stage: &Stage) {
        let nowhere = Plan { place: "4 幢楼下的空地".into(), ..yard(stage) };
        let (_, outcome) = post_at(stage, nowhere, false).await;
        assert_eq!(outcome, Outcome::Refused { refusal: Refusal::NotFound });
        let (_, outcome) = post_at(stage, Plan { place: String::new(), ..yard(stage) }, false).await;
        assert_eq!(outcome, Outcome::Refused { refusal: Refusal::NotFound });
        assert_eq!(told(stage, yard(stage).venue).await, None);
    }

    async fn dates_are_moved_to_a_place_that_is_written(stage: &Stage) {
        let (id, _) = post_at(stage, first(stage), true).await;
        let all = dates(stage, id).await;
        let began = Plan::of(&all[1]);
        let plan = Plan { venue: yard(stage).venue, place: YARD.into(), ..began.clone() };
        let edit = Command::EditOccurrence { occurrence: all[1].id, plan, before: Some(began) };
        assert!(applied(&act(stage, "R0005", edit).await));
        let amendment = Amendment {
            venue: Some(Venue::written(stage.community, "南门口").id),
            place: "南门口".into(),
            ..Amendment::default()
        };
        let amend = Command::AmendFrom { occurrence: all[2].id, amendment, before: None };
        assert!(applied(&act(stage, "R0005", amend).await));
        let venues: Vec<VenueId> = dates(stage, id).await.iter().map(|Occurrence { venue, .. }| *venue).collect();
        let gate = Venue::written(stage.community, "南门口");
        assert_eq!(venues[..3], [first(stage).venue, yard(stage).venue, gate.id]);
        assert!(venues[3..].iter().all(|venue| *venue == gate.id));
        assert_eq!(told(stage, gate.id).await, Some(Row::Venue(gate)));
        sound(stage).await;
    }
}
