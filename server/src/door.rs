//! Who is signed in, on PostgreSQL: nothing of that may be remembered there, because other servers sign phones out too. So it is
//! asked for each request, and for all that have come meanwhile in one transaction: always after they came, never before.

use crate::db::Db;
use crate::error::{Error, away};
use crate::store::device::{self, Account, Session};
use domain::id::{CommunityId, DeviceId, ResidentId};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// How many requests are asked for together at most.
const TOGETHER: usize = 64;
/// How many may wait.
const WAITING: usize = 8_192;
/// A database that says nothing for so long is away.
const AWAY: Duration = Duration::from_secs(3);

type Reply<T> = oneshot::Sender<Option<T>>;

enum Question {
    Phone(Vec<u8>, Reply<Session>),
    Account((DeviceId, ResidentId), Reply<Account>),
}

/// The way to whoever asks.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    questions: mpsc::Sender<Question>,
}

impl Door {
    /// Starts to ask a database, if it is one that other servers write to.
    pub(crate) fn of(db: &Db, community: CommunityId) -> Option<Door> {
        if !db.shared() {
            return None;
        }
        let (questions, mut waiting) = mpsc::channel(WAITING);
        let db = db.clone();
        tokio::spawn(async move {
            let mut some = Vec::with_capacity(TOGETHER);
            while waiting.recv_many(&mut some, TOGETHER).await > 0 {
                match timeout(AWAY, answer(&db, community, std::mem::take(&mut some))).await {
                    Ok(Ok(())) => continue,
                    Ok(Err(error)) if !away(&error) => tracing::error!(%error, "nobody knows who is signed in"),
                    Ok(Err(_)) | Err(_) => {}
                }
                // Who came meanwhile waits no longer than those who heard nothing. They all come again.
                while waiting.try_recv().is_ok() {}
            }
        });
        Some(Door { questions })
    }

    /// The phone that a token belongs to, while anybody is signed in on it.
    pub(crate) async fn phone(&self, token_hash: &[u8]) -> Result<Option<Session>, Error> {
        self.ask(|reply| Question::Phone(token_hash.to_vec(), reply)).await
    }

    /// The living account of a resident on a phone.
    pub(crate) async fn account(&self, device: DeviceId, resident: ResidentId) -> Result<Option<Account>, Error> {
        self.ask(|reply| Question::Account((device, resident), reply)).await
    }

    async fn ask<T>(&self, question: impl FnOnce(Reply<T>) -> Question) -> Result<Option<T>, Error> {
        let (reply, answer) = oneshot::channel();
        self.questions.try_send(question(reply)).map_err(|_| Error::Busy)?;
        answer.await.map_err(|_| Error::Busy)
    }
}

async fn answer(db: &Db, community: CommunityId, questions: Vec<Question>) -> sqlx::Result<()> {
    let (mut tokens, mut accounts) = (Vec::new(), Vec::new());
    for question in &questions {
        match question {
            Question::Phone(token, _) => tokens.push(token.as_slice()),
            Question::Account(account, _) => accounts.push(*account),
        }
    }
    let mut tx = db.read(community).await?;
    let phones = device::by_tokens(&mut tx, tokens).await?;
    let accounts = device::accounts(&mut tx, accounts).await?;
    drop(tx);
    for question in questions {
        // Who does not wait any more is not told.
        match question {
            Question::Phone(token, reply) => reply.send(phones.get(&token).copied()).ok(),
            Question::Account(account, reply) => reply.send(accounts.get(&account).copied()).ok(),
        };
    }
    Ok(())
}
