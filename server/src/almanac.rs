//! The almanac's row: reckoned here, because a phone has no room for the tables, and kept up to date while serving.

use crate::commands::now;
use crate::state::App;
use crate::store;
use domain::almanac::{Almanac, Feast, Festival, LunarMonth};
use domain::id::CommunityId;
use domain::when::Day;
use std::time::Duration;
use tyme4rs::tyme::solar::SolarDay;

/// How many days ahead it reaches at least: as far as a phone holds activities.
const AHEAD: i32 = 70;
/// The longest lunar month.
const MONTH_MAX: i32 = 30;
/// How often it is looked whether the row is still right.
const LOOK: Duration = Duration::from_secs(3_600);

/// A day as the library reckons it.
struct Reckoned {
    month: u8,
    leap: bool,
    day: usize,
    /// The solar term that begins on this day, counted from the winter solstice.
    term: Option<usize>,
}

fn reckon(day: Day) -> Option<Reckoned> {
    let (year, month, number) = day.parts();
    let solar = SolarDay::new(isize::try_from(year).ok()?, usize::from(month), usize::from(number)).ok()?;
    let lunar = solar.get_lunar_day();
    let month = lunar.get_lunar_month().get_month_with_leap();
    let term = solar.get_term_day();
    let begins = term.get_day_index() == 0;
    Some(Reckoned {
        month: u8::try_from(month.unsigned_abs()).ok()?,
        leap: month < 0,
        day: lunar.get_day(),
        term: begins.then(|| term.get_solar_term().get_index()),
    })
}

/// The almanac from the lunar month of `today` on.
pub fn almanac(id: CommunityId, today: Day) -> Almanac {
    let mut almanac = Almanac { id, ..Almanac::default() };
    let mut day = today.plus(1 - MONTH_MAX);
    let mut next = reckon(day);
    while let Some(reckoned) = next {
        next = reckon(day.plus(1));
        if reckoned.day == 1 {
            if day > today.plus(AHEAD) {
                break;
            }
            if day <= today {
                almanac.months.clear();
                almanac.festivals.clear();
            }
            almanac.months.push(LunarMonth { first: day, month: reckoned.month, leap: reckoned.leap });
        }
        almanac.festivals.extend(festivals(day, &reckoned, next.as_ref()).map(|festival| Feast { day, festival }));
        day = day.plus(1);
    }
    almanac.until = day;
    almanac
}

fn festivals(day: Day, reckoned: &Reckoned, next: Option<&Reckoned>) -> impl Iterator<Item = Festival> + use<> {
    let (_, month, number) = day.parts();
    let solar = match (month, number) {
        (1, 1) => Some(Festival::NewYear),
        (3, 8) => Some(Festival::Women),
        (5, 1) => Some(Festival::Labour),
        (6, 1) => Some(Festival::Children),
        (7, 1) => Some(Festival::Party),
        (8, 1) => Some(Festival::Army),
        (9, 10) => Some(Festival::Teachers),
        (10, 1) => Some(Festival::National),
        _ => None,
    };
    let term = match reckoned.term {
        Some(0) => Some(Festival::WinterSolstice),
        Some(7) => Some(Festival::Qingming),
        _ => None,
    };
    let lunar = match (reckoned.month, reckoned.day) {
        _ if reckoned.leap => None,
        (1, 1) => Some(Festival::Spring),
        (1, 15) => Some(Festival::Lantern),
        (5, 5) => Some(Festival::DragonBoat),
        (7, 7) => Some(Festival::Qixi),
        (8, 15) => Some(Festival::MidAutumn),
        (9, 9) => Some(Festival::DoubleNinth),
        (12, 8) => Some(Festival::Laba),
        _ => None,
    };
    let last_evening = next.is_some_and(|next| (next.month, next.day) == (1, 1) && !next.leap);
    [solar, term, lunar, last_evening.then_some(Festival::NewYearsEve)].into_iter().flatten()
}

/// Keeps the row right for ever: with each new day it may reach further.
pub async fn keep(app: App) {
    loop {
        match store::almanac::renew(&app.db, app.community, now().day()).await {
            Ok(Some(revision)) => app.heard_of(revision),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the almanac could not be renewed"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::almanac::LunarDay;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn from(text: &str) -> Almanac {
        almanac(CommunityId::default(), day(text))
    }

    fn festivals_of(almanac: &Almanac, text: &str) -> Vec<Festival> {
        almanac.festivals(day(text)).collect()
    }

    #[test]
    fn festivals_are_on_their_days() {
        for (text, festival) in [
            ("2026-09-25", Festival::MidAutumn),
            ("2027-09-15", Festival::MidAutumn),
            ("2028-10-03", Festival::MidAutumn),
            ("2027-02-06", Festival::Spring),
            ("2027-02-05", Festival::NewYearsEve),
            ("2026-12-22", Festival::WinterSolstice),
            ("2027-04-05", Festival::Qingming),
            ("2026-06-19", Festival::DragonBoat),
            ("2027-01-01", Festival::NewYear),
        ] {
            assert_eq!(festivals_of(&from(text), text), [festival], "{text}");
        }
        assert!(festivals_of(&from("2026-11-22"), "2026-11-22").is_empty());
    }

    #[test]
    fn lunar_days_are_counted_and_a_leap_month_is_one() {
        let lunar = |text: &str| from(text).lunar(day(text)).unwrap();
        assert_eq!(lunar("2027-02-06"), LunarDay { month: 1, leap: false, day: 1 });
        assert_eq!(lunar("2026-09-25"), LunarDay { month: 8, leap: false, day: 15 });
        assert_eq!(lunar("2026-11-22"), LunarDay { month: 10, leap: false, day: 14 });
        // 2025 had a leap sixth month, from 25 July on.
        assert_eq!(lunar("2025-07-25"), LunarDay { month: 6, leap: true, day: 1 });
    }

    #[test]
    fn it_reaches_ten_weeks_ahead_without_a_gap_and_agrees_with_itself() {
        let today = day("2026-11-22");
        let almanac = from("2026-11-22");
        let later: Vec<Almanac> =
            (0..=AHEAD).step_by(5).map(|n| super::almanac(CommunityId::default(), today.plus(n))).collect();
        for (n, later) in (0..).step_by(5).zip(&later) {
            let that_day = today.plus(n);
            assert!(almanac.lunar(that_day).is_some());
            assert_eq!(almanac.lunar(that_day), later.lunar(that_day), "{that_day}");
            assert!(almanac.festivals(that_day).eq(later.festivals(that_day)));
        }
        let rows: std::collections::BTreeSet<String> =
            later.iter().map(|row| serde_json::to_string(row).unwrap()).collect();
        assert!(rows.len() <= 8, "fifteen days, and the row changes about twice a month: {}", rows.len());
    }
}
