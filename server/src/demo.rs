//! The demonstration goes on: its menus and shifts stand in files as days from today, so a database that is served again after
//! weeks would have none left. With each new day those of the weeks ahead are added; activities go on by themselves
//! ([`crate::series`]).
//!
//! Only a community that `serve --demo` has made is touched. Nothing is taken away or changed: what is there stays as people left
//! it.

use crate::clock;
use crate::import::problem::Problem;
use crate::state::App;
use crate::store;
use domain::serving::Serving;
use domain::shift::Shift;
use domain::when::Day;
use std::time::Duration;

/// How often it is looked whether a new day has come.
const LOOK: Duration = Duration::from_secs(3_600);
/// So many days of menus stand in the file, and so many there are ahead.
pub const MENU_DAYS: i32 = 14;

/// What the demonstration has in the weeks ahead.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    /// The menus, day by day.
    pub servings: Vec<Serving>,
    /// The shifts.
    pub shifts: Vec<Shift>,
}

/// What the demonstration has from `today` on. Its menus follow one another in turns of fourteen days, so that two days next to
/// each other differ whenever they are made.
///
/// # Errors
/// What is wrong with the files: nothing, in a build that passed its tests.
pub fn ahead(today: Day) -> Result<Ahead, Vec<Problem>> {
    let shifts = crate::import::demo(today)?.shifts;
    let turn = today.plus(-today.since(Day::default()).rem_euclid(MENU_DAYS));
    let mut servings = crate::import::demo(turn)?.servings;
    servings.extend(crate::import::demo(turn.plus(MENU_DAYS))?.servings);
    servings.retain(|serving| (today..today.plus(MENU_DAYS)).contains(&serving.day));
    Ok(Ahead { servings, shifts })
}

/// Keeps the demonstration's weeks ahead filled, for ever. It rests while the clock cannot be believed.
pub async fn keep(app: App) {
    let mut done = None;
    loop {
        if let Some(now) = clock::sure().filter(|now| done != Some(now.day())) {
            match store::demo::renew(&app.db, app.community, now).await {
                Ok(revision) => {
                    done = Some(now.day());
                    if let Some(revision) = revision {
                        app.heard_of(revision);
                    }
                }
                Err(error) => tracing::warn!(%error, "the demonstration could not be renewed"),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn whatever_day_it_is_there_are_menus_for_fourteen_days_and_neighbouring_days_differ() {
        let start = Day::of(2026, 11, 22).unwrap();
        for today in [0, 5, 13].map(|days| start.plus(days)) {
            let servings = ahead(today).unwrap().servings;
            let days: BTreeSet<Day> = servings.iter().map(|serving| serving.day).collect();
            assert!(days.into_iter().eq((0..MENU_DAYS).map(|days| today.plus(days))), "{today}");
            let dishes = |day: Day| -> BTreeSet<_> {
                servings.iter().filter(|serving| serving.day == day).map(|serving| serving.dish).collect()
            };
            assert!((1..MENU_DAYS).all(|days| dishes(today.plus(days)) != dishes(today.plus(days - 1))), "{today}");
        }
    }

    #[test]
    fn a_day_has_the_same_menu_whenever_it_is_made() {
        let day = Day::of(2026, 12, 5).unwrap();
        let made = |today: Day| -> Vec<Serving> {
            ahead(today).unwrap().servings.into_iter().filter(|serving| serving.day == day).collect()
        };
        assert!(!made(day).is_empty());
        assert!([1, 6, MENU_DAYS - 1].iter().all(|days| made(day.plus(-days)) == made(day)));
    }
}
