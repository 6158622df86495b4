//! A moment as the head of an answer says it: the line `date` of RFC 9110 (6.6.1, in the form of 5.6.7). Without ours the HTTP
//! library would write what the machine's clock says, and a phone that keeps its time by that would refuse its owner what is still
//! to be had.

use domain::when::{Moment, OFFSET_MS};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn line(moment: Moment) -> String {
    // Days and clock times are Beijing's: so far back, they say what it is in Greenwich.
    let there = moment.plus_ms(-OFFSET_MS);
    let (year, month, day) = there.day().parts();
    let (hour, minute) = there.clock().parts();
    let second = moment.0.div_euclid(1_000).rem_euclid(60);
    let weekday = DAYS[usize::from(there.day().weekday()) - 1];
    let month = MONTHS[usize::from(month) - 1];
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_the_standard_writes_it() {
        assert_eq!(line(Moment(784_111_777_000)), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(line(Moment(784_111_777_999)), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(line(Moment(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
        // Already the day after in Beijing, and a day that only some years have.
        assert_eq!(line(Moment(1_835_481_599_000)), "Tue, 29 Feb 2028 23:59:59 GMT");
    }
}
