//! Reports, their steps and photos.

use crate::db::Tx;
use crate::store::word;
use crate::{execute, fetch_all, fetch_optional};
use domain::id::{BuildingId, NeedId, PhotoId, ReportId, ResidentId};
use domain::need::Need;
use domain::report::{Report, Step};
use domain::resident::Person;
use domain::when::Moment;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Line {
    reporter: Uuid,
    reporter_name: String,
    need: Option<Uuid>,
    words: String,
    building: Option<Uuid>,
    shown: bool,
    state: String,
    endorsed: i64,
    merged_into: Option<Uuid>,
    made: i64,
    filed_by: Option<Uuid>,
    filer_name: Option<String>,
}

/// One report.
pub async fn load(tx: &mut Tx, id: ReportId) -> sqlx::Result<Option<Report>> {
    let line = fetch_optional!(
        tx,
        Line,
        "select r.reporter, p.name as reporter_name, r.need, r.words, r.building, r.shown, r.state, r.endorsed,
            r.merged_into, r.made, r.filed_by, f.name as filer_name
         from report r join resident p on p.community = r.community and p.resident = r.reporter
         left join resident f on f.community = r.community and f.resident = r.filed_by
         where r.community = $1 and r.report = $2",
        tx.community.0,
        id.0
    )?;
    let Some(line) = line else { return Ok(None) };
    let photos = fetch_all!(
        tx,
        (Uuid,),
        "select photo from report_photo where community = $1 and report = $2 order by place",
        tx.community.0,
        id.0
    )?;
    Ok(Some(Report {
        id,
        reporter: Person { id: ResidentId(line.reporter), name: line.reporter_name },
        need: line.need.map(NeedId),
        words: line.words,
        building: line.building.map(BuildingId),
        photos: photos.into_iter().map(|(photo,)| PhotoId(photo)).collect(),
        shown: line.shown,
        state: word::read(&line.state)?,
        steps: steps(tx, id).await?,
        endorsed: word::count(line.endorsed),
        merged_into: line.merged_into.map(ReportId),
        made: Moment(line.made),
        by: line.filed_by.zip(line.filer_name).map(|(id, name)| Person { id: ResidentId(id), name }),
    }))
}

async fn steps(tx: &mut Tx, id: ReportId) -> sqlx::Result<Vec<Step>> {
    let lines = fetch_all!(
        tx,
        (String, i64, String),
        "select state, at, words from report_step where community = $1 and report = $2 order by place",
        tx.community.0,
        id.0
    )?;
    lines.into_iter().map(|(state, at, words)| Ok(Step { state: word::read(&state)?, at: Moment(at), words })).collect()
}

/// Writes a report. Words, photos and past steps never change.
pub async fn save(tx: &mut Tx, row: &Report) -> sqlx::Result<()> {
    execute!(
        tx,
        "insert into report (community, report, reporter, need, words, building, shown, state, endorsed, merged_into, made,
            filed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (community, report) do update set state = excluded.state, endorsed = excluded.endorsed,
            merged_into = excluded.merged_into",
        tx.community.0,
        row.id.0,
        row.reporter.id.0,
        row.need.map(|need| need.0),
        &row.words,
        row.building.map(|building| building.0),
        row.shown,
        word::of(&row.state),
        i64::from(row.endorsed),
        row.merged_into.map(|into| into.0),
        row.made.0,
        row.by.as_ref().map(|person| person.id.0)
    )?;
    for (place, step) in (0_i64..).zip(&row.steps) {
        execute!(
            tx,
            "insert into report_step (community, report, place, state, at, words) values ($1, $2, $3, $4, $5, $6)
             on conflict (community, report, place) do nothing",
            tx.community.0,
            row.id.0,
            place,
            word::of(&step.state),
            step.at.0,
            &step.words
        )?;
    }
    for (place, photo) in (0_i64..).zip(&row.photos) {
        execute!(
            tx,
            "insert into report_photo (community, report, place, photo) values ($1, $2, $3, $4)
             on conflict (community, report, place) do nothing",
            tx.community.0,
            row.id.0,
            place,
            photo.0
        )?;
    }
    Ok(())
}

/// One kind of need.
pub async fn load_need(tx: &mut Tx, id: NeedId) -> sqlx::Result<Option<Need>> {
    let line = fetch_optional!(
        tx,
        (i64, String, String, String, bool),
        "select number, class, title, about, synthetic from need where community = $1 and need = $2",
        tx.community.0,
        id.0
    )?;
    let Some((number, class, title, about, synthetic)) = line else { return Ok(None) };
    Ok(Some(Need { id, number: word::count(number), class: word::read(&class)?, title, about, synthetic }))
}
