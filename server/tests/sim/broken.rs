//! Rules that are broken on purpose: a simulator that does not notice proves nothing.

/// Which rule does not hold in this run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Broken {
    /// All do.
    #[default]
    Nothing,
    /// The server does not look for the receipt of a command.
    NoReceipts,
    /// The server does not look at how many places there are.
    NoCapacity,
    /// A phone that is signed out forgets what waits.
    OutboxCleared,
    /// The server believes the phones' clocks.
    ClientClock,
    /// A phone does not send again what a restored server forgot.
    SentForgotten,
    /// The server does not look at how many people a shift can use.
    NoMost,
}
