//! The rows that one page needs. The server draws a page from its slice and sends the slice along, so what the phone
//! begins with is what was drawn, and a page weighs what it shows.

use crate::routes::Route;
use domain::activity::Activity;
use domain::almanac::Almanac;
use domain::community::Community;
use domain::dish::Dish;
use domain::need::Need;
use domain::occurrence::Occurrence;
#[cfg(feature = "desk")]
use domain::offering::SharedOffering;
use domain::organization::Organization;
use domain::place::Compound;
use domain::replica::Replica;
use domain::report::PublicReport;
use domain::row::{Row, Stored};
use domain::serving::Serving;
use domain::shift::Shift;
use domain::undertaking::Project;
use domain::venue::Venue;
use domain::views::listed::{Listed, listed, of_organization, select, thanked};
use domain::views::service::{ListedShift, listed_shift, open_shifts};
use domain::views::today::today;
use domain::when::{Day, Moment};

/// How many days ahead the activities page shows.
const ACTIVITY_DAYS: i32 = 14;
/// How many coming dates an organization's page shows.
const ORGANIZATION_DATES: usize = 6;
/// How many days ahead the page of shifts shows.
const SHIFT_DAYS: i32 = 14;

struct Slice<'a> {
    from: &'a Replica,
    rows: Replica,
}

/// The public rows that `route` shows at `now`.
pub fn slice(from: &Replica, route: Route, now: Moment) -> Replica {
    let mut slice = Slice { from, rows: Replica::default() };
    slice.every::<Community>(Row::Community);
    match route {
        Route::Today => {
            slice.every::<Almanac>(Row::Almanac);
            let page = today(from, now);
            page.on.iter().for_each(|date| slice.date(date));
            if let Some(lunch) = page.lunch {
                lunch.servings.into_iter().for_each(|serving| slice.put(Row::Serving(serving)));
            }
        }
        Route::Organizations => slice.every::<Organization>(Row::Organization),
        Route::Organization(id) => slice.organization(id.0, now),
        Route::Projects => {
            slice.every::<Project>(Row::Project);
            slice.every::<Organization>(Row::Organization);
            slice.every::<Need>(Row::Need);
        }
        Route::Activities => {
            slice.every::<Almanac>(Row::Almanac);
            slice.days(now.day(), now);
        }
        Route::Occurrence(id) | Route::Collectors(id) => {
            if let Some(date) = listed(from, id.0) {
                slice.date(&date);
                thanked(from, &date.occurrence).into_iter().for_each(|before| slice.put(Row::Occurrence(before)));
            }
        }
        Route::Canteen => {
            let servings = from.all::<Serving>().filter(|serving| serving.day >= now.day());
            let servings: Vec<Serving> = servings.cloned().collect();
            // What is in them.
            let cooked = |dish: &&Dish| servings.iter().any(|serving| serving.dish == dish.id);
            from.all::<Dish>().filter(cooked).cloned().for_each(|dish| slice.put(Row::Dish(dish)));
            servings.into_iter().for_each(|serving| slice.put(Row::Serving(serving)));
        }
        Route::Needs | Route::Report(_) => {
            slice.every::<Need>(Row::Need);
            slice.every::<PublicReport>(Row::PublicReport);
        }
        Route::NewReport => {
            slice.every::<Need>(Row::Need);
            slice.every::<Compound>(Row::Compound);
        }
        Route::Shifts => {
            slice.every::<Compound>(Row::Compound);
            open_shifts(from, now, SHIFT_DAYS).iter().for_each(|shift| slice.shift(shift));
        }
        Route::Shift(id) => {
            if let Some(shift) = listed_shift(from, id.0) {
                slice.shift(&shift);
            }
        }
        #[cfg(feature = "desk")]
        Route::Skills => slice.every::<SharedOffering>(Row::SharedOffering),
        #[cfg(not(feature = "desk"))]
        Route::Skills => {}
        // What is found is looked for in all rows, once they have come.
        Route::Search
        | Route::Me
        | Route::Regular
        | Route::OwnSkills
        | Route::Meals
        | Route::Service
        | Route::Certificate(_)
        | Route::Calls
        | Route::Devices
        | Route::Helpers
        | Route::Aid
        | Route::Calendar
        | Route::Money
        | Route::Outbox
        | Route::Notices
        | Route::SignIn
        | Route::About
        | Route::Desk(_)
        | Route::NotFound => {}
    }
    slice.rows
}

impl Slice<'_> {
    fn put(&mut self, row: Row) {
        self.rows.adopt(self.from, row.key());
    }

    fn every<T: Stored + Clone + 'static>(&mut self, row: fn(T) -> Row) {
        let rows: Vec<T> = self.from.all::<T>().cloned().collect();
        rows.into_iter().for_each(|item| self.put(row(item)));
    }

    fn date(&mut self, date: &Listed) {
        self.put(Row::Occurrence(Occurrence::clone(&date.occurrence)));
        self.put(Row::Activity(Activity::clone(&date.activity)));
        self.put(Row::Organization(date.organization.clone()));
        self.put(Row::Venue(Venue::clone(&date.venue)));
    }

    fn shift(&mut self, listed: &ListedShift) {
        self.put(Row::Shift(Shift::clone(&listed.shift)));
        self.put(Row::Organization(listed.organization.clone()));
        self.put(Row::Venue(Venue::clone(&listed.venue)));
    }

    fn days(&mut self, first: Day, now: Moment) {
        let last = first.plus(ACTIVITY_DAYS);
        let soon = |o: &Occurrence| o.ends > now && o.starts.day() <= last;
        select(self.from, soon).iter().for_each(|date| self.date(date));
    }

    fn organization(&mut self, id: uuid::Uuid, now: Moment) {
        let Some(organization) = self.from.get::<Organization>(id).cloned() else { return };
        if let Some(venue) = organization.venue.and_then(|venue| self.from.get::<Venue>(venue.0)).cloned() {
            self.put(Row::Venue(venue));
        }
        of_organization(self.from, id, now, ORGANIZATION_DATES).iter().for_each(|date| self.date(date));
        let projects: Vec<Project> =
            self.from.all::<Project>().filter(|project| project.organization.0 == id).cloned().collect();
        let answered =
            organization.needs.iter().copied().chain(projects.iter().flat_map(|project| project.needs.iter().copied()));
        let needs: Vec<Need> = answered.filter_map(|need| self.from.get::<Need>(need.0)).cloned().collect();
        needs.into_iter().for_each(|need| self.put(Row::Need(need)));
        projects.into_iter().for_each(|project| self.put(Row::Project(project)));
        self.put(Row::Organization(organization));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{ActivityId, OccurrenceId};
    use domain::scope::Scope;
    use uuid::Uuid;

    #[test]
    fn a_date_comes_with_the_last_thanks_of_its_activity() {
        let activity = Activity { id: ActivityId(Uuid::from_u128(50)), ..Activity::default() };
        let date = |n: u128, starts: i64, thanks: &str| Occurrence {
            id: OccurrenceId(Uuid::from_u128(n)),
            activity: activity.id,
            starts: Moment(starts),
            thanks: thanks.into(),
            ..Occurrence::default()
        };
        let dates = [date(1, 1000, "谢谢"), date(2, 2000, ""), date(3, 3000, ""), date(4, 4000, "后来的")];
        let mut all = Replica::default();
        all.put(Scope::Public, Row::Activity(activity.clone()));
        dates.iter().for_each(|date| all.put(Scope::Public, Row::Occurrence(date.clone())));
        let rows = slice(&all, Route::Occurrence(dates[2].id), Moment(2500));
        let has = |date: &Occurrence| rows.get::<Occurrence>(date.id.0).is_some();
        assert_eq!(dates.iter().map(has).collect::<Vec<_>>(), [true, false, true, false]);
    }
}
