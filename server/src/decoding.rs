//! Whose turn it is to have a picture or a workbook decoded. A large one takes a hundred megabytes while it is read, so there is one at
//! a time; and those that wait are in memory already, so what waits has a limit too. Whoever comes when there is no room is asked
//! to come again.

use crate::error::Error;
use tokio::sync::{Semaphore, SemaphorePermit};

/// So many kilobytes of bodies may be here at a time, with the one that is decoded.
const ROOM_KB: usize = 64 * 1024;

/// The one place where something is decoded, and the room before it.
pub(crate) struct Decoding {
    turn: Semaphore,
    room: Semaphore,
}

/// A turn, until it is dropped.
pub(crate) struct Turn<'a> {
    _turn: SemaphorePermit<'a>,
    _room: SemaphorePermit<'a>,
}

impl Default for Decoding {
    fn default() -> Self {
        Self { turn: Semaphore::new(1), room: Semaphore::new(ROOM_KB) }
    }
}

impl Decoding {
    /// Waits for a turn with a body of so many bytes.
    ///
    /// # Errors
    /// [`Error::Busy`] at once where too much waits already.
    pub(crate) async fn turn(&self, bytes: usize) -> Result<Turn<'_>, Error> {
        let size = u32::try_from(bytes.div_ceil(1024)).map_err(|_| Error::TooLarge)?;
        let room = self.room.try_acquire_many(size).map_err(|_| Error::Busy)?;
        let turn = self.turn.acquire().await.map_err(|_| Error::Busy)?;
        Ok(Turn { _turn: turn, _room: room })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[tokio::test]
    async fn one_is_decoded_at_a_time_and_no_more_waits_than_there_is_room_for() {
        let decoding = Decoding::default();
        let first = decoding.turn(1024).await.unwrap();
        let mut second = std::pin::pin!(decoding.turn((ROOM_KB - 1) * 1024));
        assert!(second.as_mut().now_or_never().is_none(), "it waits for its turn");
        assert!(matches!(decoding.turn(1).await, Err(Error::Busy)), "and there is no room for a third one");
        drop(first);
        drop(second.await.unwrap());
        assert!(decoding.turn(1).await.is_ok(), "there is room again");
    }
}
