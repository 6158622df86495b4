//! Writes the files of a release: a few days of the village, and a phone on which things were left in every state that a store
//! knows.

use super::handset::Handset;
use super::router_of;
use super::village::{far, village};
use crate::support::story::{Story, tell_from};
use crate::support::{Stage, applied, dump, envelope};
use domain::command::Command;
use domain::id::{OccurrenceId, OrderId, PhotoId, ReportId, SignupId};
use domain::order::Portions;
use domain::report::Draft;
use domain::when::HOUR_MS;
use domain::wire::Answer;
use image::codecs::jpeg::JpegEncoder;
use server::api::desk::issue;
use server::commands::now;
use server::store::{self, copy};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The days that the life lasts, the last of them yesterday.
const DAYS_MS: i64 = 5 * 24 * HOUR_MS;

/// Writes them into a folder, and answers what stands in them; without the one for PostgreSQL where there is none.
pub async fn write(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut stage = Stage::empty_sqlite().await;
    let begin = now().plus_ms(-DAYS_MS);
    stage.census = village(begin.day());
    store::census::import(&stage.db, &stage.census).await.unwrap();
    let story = tell_from(&stage, begin).await;
    let mut phone = signed_in(&stage).await;
    let draft = live(&stage, &mut phone, &story).await;
    let kit = phone.put_away(&draft);
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("phone.json"), serde_json::to_string_pretty(&kit).unwrap() + "\n").unwrap();
    let mut written = vec![(folder.join("sqlite.sql"), dump::write(&stage.db).await)];
    if let Some(twin) = Stage::empty_postgres().await {
        let (mut from, mut to) =
            (stage.db.read(stage.community).await.unwrap(), twin.db.write(stage.community).await.unwrap());
        let tables = copy::tables(&mut from, &mut to).await.unwrap();
        copy::copy(&mut from, &mut to, &tables).await.unwrap();
        to.commit().await.unwrap();
        written.push((folder.join("postgres.sql"), dump::write(&twin.db).await));
        twin.end().await;
    }
    stage.end().await;
    written.iter().for_each(|(file, text)| std::fs::write(file, text).unwrap());
    written
}

/// 周桂珍 has got a new phone.
async fn signed_in(stage: &Stage) -> Handset {
    let mut tx = stage.db.write(stage.community).await.unwrap();
    let card = issue(&mut tx, stage.resident("R0001"), "https://example", now()).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    Handset::sign_in(router_of(&stage.db).await, &card.code).await
}

/// What happens on the phone, and around it; a draft is left at the end.
async fn live(stage: &Stage, phone: &mut Handset, story: &Story) -> Draft {
    let mut dates = stage.census.occurrences.iter().filter(|date| date.starts.day() >= far()).map(|date| date.id);
    let mut date = || dates.next().unwrap();
    let sign_up = |occurrence, phone: &Handset| {
        let signup = SignupId(Uuid::now_v7());
        (signup, Command::SignUp { signup, occurrence, party: vec![phone.kit.resident], split: None })
    };
    phone.catch_up().await;
    // Done, and seen to be done.
    phone.submit(sign_up(date(), phone).1);
    phone.submit(lunch(stage, phone, 2));
    assert!(phone.push_all().await.iter().all(applied));
    phone.catch_up().await;
    // Refused: it was called off meanwhile.
    let off = date();
    call_off(stage, story, off).await;
    phone.submit(sign_up(off, phone).1);
    assert!(!applied(&phone.push_all().await[0]));
    // Done, but the rows have not come yet.
    phone.submit(report("楼下的长椅坏了一条腿", Vec::new()));
    assert!(applied(&phone.push_all().await[0]));
    // Done, but the answer was lost.
    let lost = phone.submit(sign_up(date(), phone).1);
    let batch = phone.phone.next_push();
    assert!(applied(&phone.push(batch).await[0]));
    // What follows was done without a network.
    let (signup, command) = sign_up(date(), phone);
    let taken_back = [phone.submit(command), phone.submit(Command::CancelSignup { signup })];
    let lunch = phone.submit(lunch(stage, phone, 3));
    let picture = PhotoId(Uuid::now_v7());
    phone.kit.photos.insert(picture.to_string(), hex(&jpeg()));
    let seen = phone.submit(report("二单元门口的台阶松了", vec![picture]));
    let vain = date();
    let vainly = phone.submit(sign_up(vain, phone).1);
    let needed = phone.submit(Command::Endorse { report: story.reports[1] });
    call_off(stage, story, vain).await;
    for id in taken_back.into_iter().chain([lost, lunch, seen, needed]) {
        phone.kit.expected.insert(id.to_string(), "applied".into());
    }
    phone.kit.expected.insert(vainly.to_string(), "occurrence_cancelled".into());
    Draft { words: "写到一半：路灯".into(), shown: true, ..Draft::default() }
}

fn lunch(stage: &Stage, phone: &Handset, after: i32) -> Command {
    let day = far().plus(after);
    let serving = stage.census.servings.iter().find(|serving| serving.day == day).unwrap().id;
    let portions = vec![Portions { serving, count: 1 }];
    let (order, eater, delivered, from_balance) = (OrderId(Uuid::now_v7()), phone.kit.resident, false, false);
    Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note: String::new() }
}

fn report(words: &str, photos: Vec<PhotoId>) -> Command {
    let draft = Draft { words: words.into(), photos, ..Draft::default() };
    Command::FileReport { report: ReportId(Uuid::now_v7()), draft }
}

/// Staff call a date off, from a desk that is open for the moment.
async fn call_off(stage: &Stage, story: &Story, occurrence: OccurrenceId) {
    let (staff, phone) = (stage.resident("R0007"), story.phones["R0007"]);
    let mut tx = stage.db.write(stage.community).await.unwrap();
    store::device::save_desk(&mut tx, phone, staff, now().plus_ms(HOUR_MS), now()).await.unwrap();
    tx.commit().await.unwrap();
    let command = Command::CancelOccurrence { occurrence, reason: "下雨".into() };
    let answer: Answer = stage.decide(&envelope(staff, phone, command), phone, now()).await;
    assert!(applied(&answer), "{answer:?}");
}

fn jpeg() -> Vec<u8> {
    let mut jpeg = Vec::new();
    image::RgbImage::new(3, 2).write_with_encoder(JpegEncoder::new(&mut jpeg)).unwrap();
    jpeg
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
