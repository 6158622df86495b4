//! Who writes first is on the disk first, however long the sealing before it takes.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// The turns of a store, given out in the order in which they are asked for.
#[derive(Default)]
pub struct Turns {
    given: Cell<u64>,
    served: Cell<u64>,
    waiting: RefCell<Vec<Waker>>,
}

/// A turn: while it lives, nobody else writes.
pub struct Turn<'a>(&'a Turns);

impl Turns {
    /// Waits for a turn.
    pub async fn wait(&self) -> Turn<'_> {
        let mine = self.given.replace(self.given.get() + 1);
        poll_fn(|task| {
            if self.served.get() == mine {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(task.waker().clone());
            Poll::Pending
        })
        .await;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.served.set(self.0.served.get() + 1);
        self.0.waiting.take().into_iter().for_each(Waker::wake);
    }
}
