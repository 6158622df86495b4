//! At most once: one writer for the community takes the waiting commands, runs them in one transaction, commits once, and only
//! then answers. Commands that a phone brings in one push wait together: they share a commit instead of waiting for one each.
//!
//! Within the transaction, in this order: is the person still signed in on this phone? was the command decided before (then the
//! remembered outcome is the answer)? what are the facts? what does the rule say? write the tables and the feed, remember the
//! outcome. Revoking a phone is a command too, so it is in the same order: nothing is ever applied after it.
//!
//! A fault of the database answers nobody: the phone sends again, and the receipt (or its absence) tells what happened. While
//! nobody knows what time it is ([`crate::clock`]), the first two questions alone are asked ([`recall`]).

pub use crate::clock::now;
use crate::db::{Db, Tx};
use crate::error::away;
use crate::execute;
use crate::fault;
use crate::negative::{self, Rule, broken};
use crate::store::{self, community, device, merging, receipt, resident};
use domain::command::{Command, Envelope};
use domain::decide::decide;
use domain::id::{CommunityId, DeviceId};
use domain::refusal::Refusal;
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::{Answer, Outcome};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

/// With so many commands a commit waits for no more; so many of one push are decided together at most.
pub const BATCH: usize = 32;
/// The first of these where the database is another process, and each way to it and back costs more.
const BATCH_AFAR: usize = 128;
/// How many pushes may wait before the server says that it is busy.
const QUEUE: usize = 4_096;
/// After a fault, how long until it is tried whether the database can be written again.
const RETRY: Duration = Duration::from_secs(1);
/// A desk that nobody used for so long is locked.
pub const DESK_IDLE_MS: i64 = 30 * MINUTE_MS;
/// A desk is locked after so long whatever happens.
pub const DESK_MAX_MS: i64 = 12 * HOUR_MS;

/// Commands of one push, in their order.
struct Job {
    run: Vec<Envelope>,
    device: DeviceId,
    reply: oneshot::Sender<Vec<Answer>>,
}

/// The way to the community's writer.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    well: Arc<AtomicBool>,
}

/// The server could not decide: the phone keeps the command and tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy;

impl Writer {
    /// Starts the writer. It tells `live` every revision that it commits.
    pub fn start(db: Db, community: CommunityId, live: watch::Sender<i64>) -> Writer {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE);
        let well = Arc::new(AtomicBool::new(true));
        let noted = well.clone();
        let most = if db.shared() { BATCH_AFAR } else { BATCH };
        tokio::spawn(async move {
            while let Some(batch) = next(&mut queue, most, noted.load(Ordering::Relaxed)).await {
                let done = run(&db, community, batch, &live).await;
                if let Err(error) = &done {
                    tracing::error!(%error, "a batch of commands was not committed");
                }
                noted.store(done.is_ok(), Ordering::Relaxed);
            }
        });
        Writer { jobs, well }
    }

    /// Whether the last thing that was to be written was.
    pub fn well(&self) -> bool {
        self.well.load(Ordering::Relaxed) && !self.jobs.is_closed()
    }

    /// Decides a command of a phone, durably.
    ///
    /// # Errors
    /// [`Busy`] when nothing is known of its outcome.
    pub async fn decide(&self, envelope: Envelope, device: DeviceId) -> Result<Answer, Busy> {
        self.decide_run(vec![envelope], device).await?.pop().ok_or(Busy)
    }

    /// Decides commands of a phone in their order, durably and with one commit. Where there are fewer answers than commands,
    /// one could not be decided, and those after it were not tried.
    ///
    /// # Errors
    /// [`Busy`] when nothing is known of the outcome of any.
    pub async fn decide_run(&self, run: Vec<Envelope>, device: DeviceId) -> Result<Vec<Answer>, Busy> {
        let (reply, answers) = oneshot::channel();
        self.jobs.try_send(Job { run, device, reply }).map_err(|_| Busy)?;
        answers.await.map_err(|_| Busy)
    }
}

/// What waits, until it is so many commands or more. When the last was not committed, after a while nothing, to see whether it
/// can be now.
async fn next(queue: &mut mpsc::Receiver<Job>, most: usize, well: bool) -> Option<Vec<Job>> {
    let patience = if well { Duration::MAX } else { RETRY };
    let Ok(first) = timeout(patience, queue.recv()).await else { return Some(Vec::new()) };
    let first = first?;
    let mut commands = first.run.len();
    let mut batch = vec![first];
    while commands < most
        && let Ok(job) = queue.try_recv()
    {
        commands += job.run.len();
        batch.push(job);
    }
    Some(batch)
}

async fn run(db: &Db, community: CommunityId, batch: Vec<Job>, live: &watch::Sender<i64>) -> sqlx::Result<()> {
    fault::at("a batch is taken");
    let who: Vec<_> = each(&batch).into_iter().map(|(envelope, device)| (device, envelope.actor)).collect();
    let outside = negative::accounts_before(db, community, who.into_iter()).await?;
    let (mut tx, answers) = match decide_all(db, community, &batch, &outside, Care::Together).await {
        // One of them cannot be decided. To find which, and keep the others, each is done by itself.
        Err(error) if !away(&error) => {
            tracing::warn!(%error, "a batch is decided again, one command after the other");
            decide_all(db, community, &batch, &outside, Care::EachByItself).await
        }
        done => done,
    }?;
    let revision = community::reached(&mut tx).await?;
    if db.shared() {
        community::announce(&mut tx).await?;
    }
    // Who hears nothing comes again.
    let mut answered: Vec<(Job, Vec<Answer>)> =
        batch.into_iter().zip(answers).filter(|(_, answers)| !answers.is_empty()).collect();
    if broken(Rule::CommitFirst) {
        tell(std::mem::take(&mut answered));
    }
    fault::at("a batch waits for its commit");
    tx.commit().await?;
    fault::at("a commit is nobody's news yet");
    let decided: Vec<_> = answered.iter().flat_map(|(job, answers)| job.run.iter().zip(answers)).collect();
    negative::receipts_after(db, community, decided.into_iter()).await?;
    live.send_if_modified(|known| {
        let newer = *known < revision;
        *known = revision.max(*known);
        newer
    });
    fault::at("a commit is news and no answer");
    tell(answered);
    Ok(())
}

/// How the commands of a batch stand to each other while they are decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// A command that cannot be decided undoes them all: two statements less for each.
    Together,
    /// Each has a savepoint, so that one that cannot be decided undoes only itself.
    EachByItself,
}

/// The commands of a batch, each with the phone that brought it.
fn each(batch: &[Job]) -> Vec<(&Envelope, DeviceId)> {
    batch.iter().flat_map(|job| job.run.iter().map(|envelope| (envelope, job.device))).collect()
}

/// Decides the commands of a batch in a transaction that holds the community's lock. Of each push there are answers up to the
/// first command that could not be decided.
async fn decide_all(
    db: &Db,
    community: CommunityId,
    batch: &[Job],
    outside: &[Option<device::Account>],
    care: Care,
) -> sqlx::Result<(Tx, Vec<Vec<Answer>>)> {
    let mut tx = db.write(community).await?;
    if !broken(Rule::LockFirst) {
        community::lock(&mut tx).await?;
    }
    if care == Care::Together && outside.is_empty() {
        store::ahead::ask(&mut tx, &each(batch), now()).await?;
    }
    let mut answers = Vec::with_capacity(batch.len());
    let mut before = 0;
    for job in batch {
        let outside = outside.get(before..).unwrap_or_default();
        answers.push(decide_job(&mut tx, job, outside, care).await?);
        before += job.run.len();
    }
    // Now, so that whatever cannot be written is found before anything is done with the answers.
    store::settle(&mut tx).await?;
    Ok((tx, answers))
}

/// Decides the commands of one push; `outside` begins with the account of its first, if there are any.
async fn decide_job(
    tx: &mut Tx,
    job: &Job,
    outside: &[Option<device::Account>],
    care: Care,
) -> sqlx::Result<Vec<Answer>> {
    let mut answers = Vec::with_capacity(job.run.len());
    for (at, envelope) in job.run.iter().enumerate() {
        let outside = outside.get(at);
        if care == Care::Together {
            answers.push(decide_one(tx, envelope, job.device, outside, now()).await?);
            continue;
        }
        match decide_alone(tx, envelope, job.device, outside).await? {
            Some(answer) => answers.push(answer),
            // Those after it may need it: the phone sends them again behind it.
            None => break,
        }
    }
    Ok(answers)
}

/// Decides a command so that one that cannot be decided undoes only itself: then there is no answer.
async fn decide_alone(
    tx: &mut Tx,
    envelope: &Envelope,
    device: DeviceId,
    outside: Option<&Option<device::Account>>,
) -> sqlx::Result<Option<Answer>> {
    execute!(tx, "savepoint command")?;
    let before = tx.held.clone();
    let mut decided = decide_one(tx, envelope, device, outside, now()).await;
    if decided.is_ok()
        && let Err(error) = store::settle(tx).await
    {
        decided = Err(error);
    }
    let answer = match decided {
        Ok(answer) => Some(answer),
        // Not the command's fault: nothing is kept, and everybody comes again.
        Err(error) if away(&error) => return Err(error),
        Err(error) => {
            tracing::error!(%error, command = %envelope.id, "a command could not be decided");
            // First, so that nothing of it is written any more.
            tx.held = before;
            execute!(tx, "rollback to savepoint command")?;
            None
        }
    };
    execute!(tx, "release savepoint command")?;
    Ok(answer)
}

async fn decide_one(
    tx: &mut Tx,
    envelope: &Envelope,
    device: DeviceId,
    outside: Option<&Option<device::Account>>,
    now: Moment,
) -> sqlx::Result<Answer> {
    match outside {
        Some(account) => {
            let known = receipt::load(tx, envelope.id).await?;
            apply_as(tx, account.map(|account| (account, known)), envelope, device, now).await
        }
        None => apply(tx, envelope, device, now).await,
    }
}

fn tell(answered: Vec<(Job, Vec<Answer>)>) {
    for (job, answers) in answered {
        // A phone that has gone away asks again and gets the remembered outcomes.
        job.reply.send(answers).ok();
        fault::at("a phone is answered");
    }
}

/// Whether an account's desk is open at a moment.
pub fn desk_open(account: &device::Account, now: Moment) -> bool {
    now < account.desk_until && now.0 - account.desk_seen.0 < DESK_IDLE_MS
}

/// Decides one command in a transaction.
pub async fn apply(tx: &mut Tx, envelope: &Envelope, device: DeviceId, now: Moment) -> sqlx::Result<Answer> {
    let asked = merging::asked(tx, envelope, device).await?;
    apply_as(tx, asked, envelope, device, now).await
}

async fn apply_as(
    tx: &mut Tx,
    asked: Option<(device::Account, Option<receipt::Receipt>)>,
    envelope: &Envelope,
    device: DeviceId,
    now: Moment,
) -> sqlx::Result<Answer> {
    let Some((account, known)) = asked else {
        return Ok(sign_in_first(envelope));
    };
    if let Some(known) = remembered(envelope, known)? {
        return Ok(known);
    }
    // In a box: what every kind of command waits for makes a large state, and who waits for it is often not alone on the stack.
    let outcome = Box::pin(execute_command(tx, envelope, device, &account, now)).await?;
    fault::at("an effect has no receipt yet");
    if !broken(Rule::OneTransaction) {
        receipt::save(tx, envelope, payload_hash(envelope)?, &outcome, now);
        fault::at("a receipt is written");
    }
    Ok(Answer { id: envelope.id, outcome, already: false })
}

/// What a command is answered without deciding it: that nobody is signed in as its actor on this phone, or what became of it
/// before. The rest of [`apply`] needs the time; this holds whatever time it is.
pub async fn recall(tx: &mut Tx, envelope: &Envelope, device: DeviceId) -> sqlx::Result<Option<Answer>> {
    match merging::asked(tx, envelope, device).await? {
        Some((_, known)) => remembered(envelope, known),
        None => Ok(Some(sign_in_first(envelope))),
    }
}

fn sign_in_first(envelope: &Envelope) -> Answer {
    Answer { id: envelope.id, outcome: Outcome::SignInNeeded, already: false }
}

/// What became of a command, if it was decided before.
fn remembered(envelope: &Envelope, known: Option<receipt::Receipt>) -> sqlx::Result<Option<Answer>> {
    let Some(known) = known.filter(|_| !broken(Rule::ReceiptCheck)) else { return Ok(None) };
    let same = known.actor == envelope.actor.0 && known.payload_hash == payload_hash(envelope)?;
    let (outcome, already) = if same { (known.outcome, true) } else { (Outcome::IdReused, false) };
    Ok(Some(Answer { id: envelope.id, outcome, already }))
}

/// What tells two commands of one id apart.
pub(crate) fn payload_hash(envelope: &Envelope) -> sqlx::Result<Vec<u8>> {
    let payload =
        serde_json::to_vec(&(envelope.actor, &envelope.command)).map_err(|error| sqlx::Error::Encode(error.into()))?;
    Ok(crate::secret::sha256(&payload))
}

async fn execute_command(
    tx: &mut Tx,
    envelope: &Envelope,
    phone: DeviceId,
    account: &device::Account,
    now: Moment,
) -> sqlx::Result<Outcome> {
    let desk = desk_open(account, now);
    if desk && now.0 - account.desk_seen.0 > MINUTE_MS {
        // Work at the desk keeps it open.
        device::use_desk(tx, phone, account.resident, now).await?;
    }
    let Some(actor) = negative::as_before(resident::me(tx, account.resident, desk).await?) else {
        return Ok(Outcome::Refused { refusal: Refusal::NotFound });
    };
    // A phone that had no network may name somebody's former record.
    let meant = merging::resolve(tx, &envelope.command).await?;
    let command = meant.as_ref().unwrap_or(&envelope.command);
    if store::waiting::about_places(command) {
        store::waiting::lapse(tx, now).await?;
    }
    let mut facts = Box::pin(store::facts::load(tx, actor.at(now.day()), command, now)).await?;
    facts.phone = phone;
    if broken(Rule::Capacity) {
        negative::forget_capacity(&mut facts);
    }
    match decide(&facts, command) {
        Err(refusal) => Ok(Outcome::Refused { refusal }),
        Ok(mut changes) => {
            fault::at("a command is decided");
            if broken(Rule::Balanced) {
                negative::turn_posting(&mut changes);
            }
            let revision = community::next_revision(tx).await?;
            for change in &changes {
                Box::pin(store::change::save(tx, change, &facts, revision)).await?;
                fault::at("a change is written");
            }
            if matches!(command, Command::RevokeDevice { .. }) {
                // What a lost phone had to give is everybody's again.
                store::lease::fall_back(tx, now).await?;
            }
            Ok(Outcome::Applied { revision })
        }
    }
}
