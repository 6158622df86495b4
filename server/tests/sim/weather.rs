//! What goes wrong in a run: whole classes of faults are switched on or off by the seed, and those that are on are strong in some
//! runs and weak in others. A run with every fault at once hides what only one of them would show.

use super::dice::Dice;
use domain::when::HOUR_MS;

pub const DAY_MS: i64 = 24 * HOUR_MS;
/// How long a message takes, mostly.
pub const WAY_MS: i64 = 2_000;

/// The faults of a run, as probabilities.
#[derive(Clone, Debug, Default)]
pub struct Weather {
    /// A request never arrives.
    pub loss: f64,
    /// The answer never arrives, after the server has acted.
    pub answer_loss: f64,
    /// A request arrives twice, the second time whenever.
    pub twice: f64,
    /// A request arrives after up to seven days.
    pub delay: f64,
    /// A phone has no network for up to four days.
    pub partition: f64,
    /// The app is killed; what the disk had not finished is gone.
    pub crash: f64,
    /// The browser deletes what the app has stored.
    pub eviction: f64,
    /// The phone's clock is wrong, or jumps.
    pub skew: f64,
    /// Somebody signs the account out from elsewhere.
    pub revoke: f64,
    /// Two people share the phone and take turns.
    pub switch: f64,
    /// An organizer changes how many places there are.
    pub capacity: f64,
    /// The server dies between two commands of a push.
    pub server_crash: f64,
    /// The server fails at this command whenever it sees it.
    pub poison: f64,
    /// The server is restored from yesterday's backup, so often in the run.
    pub restores: i64,
}

impl Weather {
    /// Draws the faults of a run.
    pub fn of(dice: &mut Dice) -> Weather {
        let mut up_to = |most: f64| if dice.chance(0.5) { most * dice.fraction() } else { 0.0 };
        Weather {
            loss: up_to(0.4),
            answer_loss: up_to(0.4),
            twice: up_to(0.5),
            delay: up_to(0.2),
            partition: up_to(0.05),
            crash: up_to(0.05),
            eviction: up_to(0.01),
            skew: up_to(1.0),
            revoke: up_to(0.02),
            switch: up_to(0.2),
            capacity: up_to(0.3),
            server_crash: up_to(0.2),
            poison: up_to(0.05),
            restores: up_to(2.0).ceil() as i64,
        }
    }

    /// Up to three years wrong.
    pub fn clock(dice: &mut Dice) -> i64 {
        dice.between(-3 * 365 * DAY_MS, 3 * 365 * DAY_MS)
    }
}
