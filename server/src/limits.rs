//! How often somebody may ask: per address, per phone and per account, for each class of routes. Over the limit is a 429 that says
//! how long to wait; a phone keeps everything and comes again.
//!
//! The figures leave room for real life: a whole building, or a mobile carrier's customers, behind one address; everybody's phone
//! pulling at once because the canteen put a menu up; a phone that comes home with hundreds of commands. They stop a script that
//! runs wild. The server's own machine is not counted: whoever is there needs no network to do harm.
//!
//! Memory is bounded. Whoever has not asked for a while is forgotten, and when there are more addresses than [`REMEMBERED`]
//! all the same, they are counted by their neighbourhood.

use crate::address::Address;
use crate::error::Error;
use crate::policy::Class;
use domain::id::{DeviceId, ResidentId};
use domain::wire::SignInRefusal;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};
use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many keys one gauge remembers before it looks at neighbourhoods.
pub const REMEMBERED: usize = 100_000;
/// After so many requests those who have not asked for a while are forgotten.
const SWEEP: u32 = 4_096;
/// Open lines of one phone: one per tab.
pub const STREAMS_OF_DEVICE: u32 = 8;
/// Open lines of one address.
pub const STREAMS_OF_ADDRESS: u32 = 1_500;
/// Open lines altogether.
pub const STREAMS: u32 = 10_000;
/// Commands that one phone may bring at once.
pub const COMMANDS_AT_ONCE: u32 = 1_000;
/// Commands of one phone in a second, for ever.
const COMMANDS_PER_SECOND: u32 = 10;

/// So many at once, and then so many in a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// At once.
    pub burst: u32,
    /// In a minute.
    pub per_minute: u32,
}

const fn rate(burst: u32, per_minute: u32) -> Rate {
    Rate { burst, per_minute }
}

/// What one address may ask of a class.
pub const fn of_address(class: Class) -> Rate {
    match class {
        Class::Page => rate(2_000, 12_000),
        Class::Pull => rate(6_000, 36_000),
        Class::Push => rate(2_000, 6_000),
        Class::SignIn => rate(120, 120),
        Class::Photo => rate(600, 1_200),
        Class::Live => rate(3_000, 6_000),
        Class::Desk => rate(300, 1_200),
    }
}

/// What one phone may ask of a class. An account may ask twice as often: it can be on several phones.
pub const fn of_device(class: Class) -> Rate {
    match class {
        Class::Page => rate(600, 1_200),
        Class::Pull => rate(200, 300),
        Class::Push => rate(120, 120),
        Class::SignIn => rate(60, 60),
        Class::Photo => rate(120, 120),
        Class::Live => rate(60, 60),
        Class::Desk => rate(200, 240),
    }
}

/// Counts one class by one kind of key.
struct Gauge<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    asked: AtomicU32,
    born: Instant,
    swept: AtomicU64,
}

impl<K: Hash + Eq + Clone> Gauge<K> {
    fn new(rate: Rate) -> Self {
        // Parts of a nanosecond are of no interest; no rate here is zero.
        let period = Duration::from_secs(60) / rate.per_minute.max(1);
        let burst = NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(period).unwrap_or(Quota::per_second(burst)).allow_burst(burst);
        Self {
            limiter: RateLimiter::keyed(quota),
            asked: AtomicU32::new(0),
            born: Instant::now(),
            swept: AtomicU64::new(0),
        }
    }

    fn ask(&self, key: &K, n: u32) -> Result<(), Error> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.forget();
        }
        let Some(n) = NonZeroU32::new(n) else { return Ok(()) };
        match self.limiter.check_key_n(key, n) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(later)) => Err(wait(&later)),
            Err(_) => Err(Error::TooLarge),
        }
    }

    /// Forgets whoever could ask at full speed again.
    fn forget(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    fn crowded(&self) -> bool {
        if self.limiter.len() < REMEMBERED {
            return false;
        }
        // Looking through everybody takes milliseconds: once in a second, not for each request.
        let second = self.born.elapsed().as_secs() + 1;
        if self.swept.swap(second, Ordering::Relaxed) != second {
            self.forget();
        }
        self.limiter.len() >= REMEMBERED
    }
}

fn wait(later: &NotUntil<<DefaultClock as Clock>::Instant>) -> Error {
    let seconds = later.wait_time_from(DefaultClock::default().now()).as_secs();
    Error::Refused(SignInRefusal::Wait { seconds: i64::try_from(seconds).unwrap_or(60) + 1 })
}

#[derive(Default)]
struct Streams {
    of_device: HashMap<DeviceId, u32>,
    of_address: HashMap<Address, u32>,
    all: u32,
}

/// Everybody's counts.
pub struct Limits {
    addresses: Vec<Gauge<Address>>,
    devices: Vec<Gauge<DeviceId>>,
    accounts: Vec<Gauge<ResidentId>>,
    commands: Gauge<DeviceId>,
    streams: Mutex<Streams>,
}

impl Default for Limits {
    fn default() -> Self {
        let twice = |rate: Rate| Rate { burst: rate.burst * 2, per_minute: rate.per_minute * 2 };
        Limits {
            addresses: Class::ALL.iter().map(|class| Gauge::new(of_address(*class))).collect(),
            devices: Class::ALL.iter().map(|class| Gauge::new(of_device(*class))).collect(),
            accounts: Class::ALL.iter().map(|class| Gauge::new(twice(of_device(*class)))).collect(),
            commands: Gauge::new(Rate { burst: COMMANDS_AT_ONCE, per_minute: 60 * COMMANDS_PER_SECOND }),
            streams: Mutex::default(),
        }
    }
}

impl Limits {
    /// One request from an address.
    ///
    /// # Errors
    /// 429 over the limit.
    pub fn address(&self, class: Class, from: Address) -> Result<(), Error> {
        if from == Address::Local {
            return Ok(());
        }
        let gauge = &self.addresses[class as usize];
        gauge.ask(&if gauge.crowded() { from.crowd() } else { from }, 1)
    }

    /// One request of a signed-in phone, and of the account that acts on it, if one does.
    ///
    /// # Errors
    /// 429 over the limit.
    pub fn phone(
        &self,
        class: Class,
        from: Address,
        device: DeviceId,
        resident: Option<ResidentId>,
    ) -> Result<(), Error> {
        if from == Address::Local {
            return Ok(());
        }
        self.devices[class as usize].ask(&device, 1)?;
        resident.map_or(Ok(()), |resident| self.accounts[class as usize].ask(&resident, 1))
    }

    /// So many commands of a phone.
    ///
    /// # Errors
    /// 429 over the limit.
    pub fn commands(&self, from: Address, device: DeviceId, count: usize) -> Result<(), Error> {
        if from == Address::Local {
            return Ok(());
        }
        self.commands.ask(&device, u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// A seat for an open line, until it is dropped.
    ///
    /// # Errors
    /// 429 when the phone, the address or everybody together holds too many.
    pub fn seat(self: &Arc<Self>, device: Option<DeviceId>, from: Address) -> Result<Seat, Error> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let of_device = device.and_then(|device| streams.of_device.get(&device)).copied().unwrap_or(0);
        let of_address = streams.of_address.get(&from).copied().unwrap_or(0);
        let full = of_device >= STREAMS_OF_DEVICE
            || (from != Address::Local && of_address >= STREAMS_OF_ADDRESS)
            || streams.all >= STREAMS;
        if full {
            return Err(Error::Refused(SignInRefusal::Wait { seconds: 60 }));
        }
        if let Some(device) = device {
            *streams.of_device.entry(device).or_default() += 1;
        }
        *streams.of_address.entry(from).or_default() += 1;
        streams.all += 1;
        drop(streams);
        Ok(Seat { limits: self.clone(), device, from })
    }

    fn leave(&self, device: Option<DeviceId>, from: Address) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(device) = device {
            less(&mut streams.of_device, &device);
        }
        less(&mut streams.of_address, &from);
        streams.all = streams.all.saturating_sub(1);
    }
}

fn less<K: Hash + Eq>(counts: &mut HashMap<K, u32>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count = count.saturating_sub(1);
        if *count == 0 {
            counts.remove(key);
        }
    }
}

/// One open line. Dropping it gives the seat back.
pub struct Seat {
    limits: Arc<Limits>,
    device: Option<DeviceId>,
    from: Address,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.limits.leave(self.device, self.from);
    }
}

#[cfg(test)]
mod tests;
