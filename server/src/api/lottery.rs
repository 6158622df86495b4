//! How a date's places were drawn, for whoever wants to do the sum again. There are no names in it.

use crate::error::Error;
use crate::lottery::value;
use crate::secret::hex;
use crate::state::App;
use crate::store::{lottery, occurrence, signup};
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use domain::id::{OccurrenceId, SignupId};
use domain::lottery::Drawn;
use domain::when::Moment;
use serde::Serialize;

/// How it is drawn, for whoever writes a program that does it again.
const HOW: &str = "SHA-256(seed bytes) = commitment. Order: class, then SHA-256(seed bytes followed by the 16 bytes of the \
    sign-up's id), both ascending. class: on how many other dates of the organization the most often served person of the party \
    has a place. In that order parties get their places while the next one fits; one whose people have a place elsewhere at that \
    time is passed over.";

/// The same for neighbours.
const HOW_ZH: &str = "先看这个组织另外给过几次位子（没给过的最先；一起报名的人里，按给得最多的那位算），一样多的，\
    看种子和报名号算出来的 SHA-256，小的在前。按这个次序给位子，给满为止；那个时间在别处有位子的，先让过去。\
    种子的 SHA-256 在发布活动时就公开了，种子在抽签以后公开，所以谁都改不了。";

/// The whole of it.
#[derive(Debug, Serialize)]
pub struct Draw {
    how_zh: &'static str,
    how: &'static str,
    occurrence: OccurrenceId,
    closes: Moment,
    commitment: String,
    seed: Option<String>,
    drawn: Option<Moment>,
    places: Option<u32>,
    entries: Vec<Party>,
}

/// One party.
#[derive(Debug, Serialize)]
struct Party {
    signup: SignupId,
    seats: u32,
    /// What was drawn; nothing before the draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn: Option<Outcome>,
}

#[derive(Debug, Serialize)]
struct Outcome {
    place: u32,
    class: u32,
    value: String,
    outcome: &'static str,
}

fn outcome(seed: &str, drawn: &Drawn) -> Outcome {
    let outcome = match (drawn.won, drawn.clash) {
        (true, _) => "won",
        (false, true) => "elsewhere",
        (false, false) => "waits",
    };
    Outcome { place: drawn.place, class: drawn.class, value: hex(&value(seed, drawn.signup)), outcome }
}

/// The lottery of a date: who is in it until it is drawn, and then how.
///
/// # Errors
/// 404 when there is no such date, or its places are not drawn.
pub async fn lottery(State(app): State<App>, id: Result<Path<String>, PathRejection>) -> Result<Json<Draw>, Error> {
    let Path(id) = id.map_err(|_| Error::NotFound)?;
    let id: OccurrenceId = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.db.read(app.community).await?;
    let date = occurrence::load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let public = date.lottery.ok_or(Error::NotFound)?;
    let kept = lottery::load(&mut tx, id).await?.and_then(|sealed| sealed.drawn);
    let entries = match &public.seed {
        Some(seed) => {
            let party =
                |drawn: &Drawn| Party { signup: drawn.signup, seats: drawn.seats, drawn: Some(outcome(seed, drawn)) };
            lottery::drawn(&mut tx, id).await?.iter().map(party).collect()
        }
        None => {
            let entered = signup::entered(&mut tx, id).await?;
            entered.iter().map(|party| Party { signup: party.id, seats: party.seats(), drawn: None }).collect()
        }
    };
    Ok(Json(Draw {
        how_zh: HOW_ZH,
        how: HOW,
        occurrence: id,
        closes: public.closes,
        commitment: public.commitment,
        seed: public.seed,
        drawn: kept.map(|(at, _)| at),
        places: kept.map(|(_, places)| places),
        entries,
    }))
}
