//! What commands ask, for a whole batch of them at once: who is signed in, was it decided before, who is that person, the sign-up
//! that it names, and what a sign-up has to know of its date and of its people. The answers stand in the transaction until
//! something there changes them.

use crate::db::Tx;
use crate::store::{activity, duty, occurrence, receipt, resident, signup, waiting};
use domain::command::{Command, Envelope};
use domain::id::{DeviceId, OccurrenceId};
use domain::occurrence::Occurrence;
use domain::when::{HOUR_MS, Moment};

/// Asks ahead for commands, each with the phone that brought it. The community's lock is held.
pub async fn ask(tx: &mut Tx, commands: &[(&Envelope, DeviceId)], now: Moment) -> sqlx::Result<()> {
    if commands.len() < 2 || tx.held.revision.is_none() {
        return Ok(());
    }
    let questions = commands.iter().map(|(envelope, phone)| (envelope.id, *phone, envelope.actor));
    receipt::ask(tx, questions.collect()).await?;
    resident::ask(tx, commands.iter().map(|(envelope, _)| envelope.actor).collect()).await?;
    signup::ask(tx, commands.iter().filter_map(|(envelope, _)| named(&envelope.command)).collect()).await?;
    about_people(tx, commands, now).await?;
    about_dates(tx, commands, now).await
}

fn named(command: &Command) -> Option<domain::id::SignupId> {
    match command {
        Command::SignUp { signup, .. } | Command::CancelSignup { signup } => Some(*signup),
        _ => None,
    }
}

/// What those who sign up do elsewhere, on which dates, and on which shifts.
async fn about_people(tx: &mut Tx, commands: &[(&Envelope, DeviceId)], now: Moment) -> sqlx::Result<()> {
    // Each command has its own moment, a little later than this one; or earlier, when somebody sets the clock.
    let after = now.plus_ms(-HOUR_MS);
    let (mut households, mut people) = (Vec::new(), Vec::new());
    for (envelope, _) in commands {
        if let Command::SignUp { party, .. } = &envelope.command {
            households.push((envelope.actor, resident::household(tx, envelope.actor)));
            people.extend(party.iter().copied());
        }
    }
    let dates = signup::ask_engagements(tx, households, after).await?;
    occurrence::ask(tx, dates).await?;
    duty::ask(tx, people, after).await
}

/// The dates on which places are taken or given back, and who waits there.
async fn about_dates(tx: &mut Tx, commands: &[(&Envelope, DeviceId)], now: Moment) -> sqlx::Result<()> {
    let mut dates: Vec<OccurrenceId> = Vec::new();
    for (envelope, _) in commands {
        match &envelope.command {
            Command::SignUp { occurrence, .. } => dates.push(*occurrence),
            Command::CancelSignup { signup } => {
                dates.extend(tx.held.signups.get(signup).and_then(Option::as_ref).map(|signup| signup.occurrence));
            }
            _ => {}
        }
    }
    if dates.is_empty() {
        return Ok(());
    }
    occurrence::ask(tx, dates.clone()).await?;
    for id in dates {
        let Some(date) = tx.known::<Occurrence>(&id) else { continue };
        activity::load(tx, date.activity).await?;
        if date.waiting > 0 {
            signup::waiting_parties(tx, id).await?;
        }
    }
    waiting::passed_over(tx, now).await.map(drop)
}
