//! The rule that an activity had before: a date of then goes on saying how often it came, though all from some later one on were
//! called off, or come otherwise now.
//!
//! Only the last such rule is known. Of a date that is older than that nothing is said, which is never wrong.

use super::Series;
use crate::activity::Activity;
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// A rule and when it held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Former {
    /// The rule.
    pub series: Series,
    /// Dates that begin from then on came by it.
    pub since: Moment,
    /// Dates that begin then or later do not.
    pub until: Moment,
}

impl Activity {
    /// The rule by which a date comes that begins at a moment, if it is known.
    pub fn rule_at(&self, starts: Moment) -> Option<&Series> {
        match &self.former {
            Some(former) if starts < former.until => Some(&former.series).filter(|_| starts >= former.since),
            _ => self.series.as_ref(),
        }
    }

    /// The activity with another rule, or none, for the dates from a moment on.
    pub fn ruled(self, series: Option<Series>, from: Moment, now: Moment) -> Activity {
        if self.series == series {
            return self;
        }
        let since = self.former.as_ref().map_or(Moment(0), |former| former.until.min(now));
        let ended = self.series.clone().map(|series| Former { series, since, until: from });
        Activity { series, former: ended.or(self.former.clone()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::Skip;

    fn weekly(day: &str) -> Series {
        Series { rule: format!("FREQ=WEEKLY;BYDAY={day}"), skip: Skip::Nothing }
    }

    fn rules(activity: &Activity, moments: [i64; 4]) -> [Option<Series>; 4] {
        moments.map(|at| activity.rule_at(Moment(at)).cloned())
    }

    #[test]
    fn earlier_dates_keep_the_rule_that_they_had() {
        let weekly_activity = Activity { series: Some(weekly("MO")), ..Activity::default() };
        let ended = weekly_activity.clone().ruled(None, Moment(50), Moment(20));
        let monday = Some(weekly("MO"));
        assert_eq!(rules(&ended, [0, 30, 50, 60]), [monday.clone(), monday.clone(), None, None]);
        assert_eq!(ended.clone().ruled(None, Moment(70), Moment(70)), ended, "what has ended ends once");
        let other = weekly_activity.clone().ruled(Some(weekly("FR")), Moment(20), Moment(20));
        assert_eq!(rules(&other, [0, 19, 20, 60]), [monday.clone(), monday, Some(weekly("FR")), Some(weekly("FR"))]);
        let same = weekly_activity.clone().ruled(Some(weekly("MO")), Moment(20), Moment(20));
        assert_eq!(same, weekly_activity);
    }

    #[test]
    fn of_dates_under_a_rule_before_the_last_nothing_is_said() {
        let first = Activity { series: Some(weekly("MO")), ..Activity::default() };
        let second = first.ruled(Some(weekly("FR")), Moment(20), Moment(20));
        let third = second.ruled(Some(weekly("SU")), Moment(40), Moment(40));
        let expected = [None, Some(weekly("FR")), Some(weekly("FR")), Some(weekly("SU"))];
        assert_eq!(rules(&third, [10, 20, 39, 40]), expected);
        let begun_anew = first_ended().ruled(Some(weekly("FR")), Moment(30), Moment(30));
        assert_eq!(rules(&begun_anew, [10, 49, 50, 60]).map(|rule| rule.is_some()), [true; 4]);
    }

    /// All from the moment 50 on were called off, at the moment 20.
    fn first_ended() -> Activity {
        Activity { series: Some(weekly("MO")), ..Activity::default() }.ruled(None, Moment(50), Moment(20))
    }
}
