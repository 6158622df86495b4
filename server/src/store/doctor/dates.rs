//! Dates, their places and their waiting lists.

use super::{Check, check};

/// The people of a date's sign-ups in a state.
macro_rules! people {
    ($state:literal) => {
        concat!(
            "(select count(*) from signup s join signup_member m on m.community = s.community and m.signup = s.signup
              where s.community = o.community and s.occurrence = o.occurrence and s.state = '",
            $state,
            "')"
        )
    };
}

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a date's places taken are the people who have them",
        "select o.occurrence as found from occurrence o where o.confirmed <> ",
        people!("confirmed")
    ),
    check!(
        "a date's people waiting are the people on its list",
        "select o.occurrence as found from occurrence o where o.waiting <> ",
        people!("waiting")
    ),
    check!(
        "a date's places held are for the people to whom they are offered",
        "select o.occurrence as found from occurrence o where o.held <> ",
        people!("offered")
    ),
    check!(
        "no date has more people than places",
        "select o.occurrence as found from occurrence o
         where o.confirmed + o.held + o.leased + o.kept > o.capacity or o.capacity < ",
        people!("confirmed"),
        " + ",
        people!("offered")
    ),
    check!(
        "the places on a waiting list are 1, 2, 3 in the order of tickets",
        "select signup as found from (
            select s.signup, s.position as told,
                row_number() over (partition by s.community, s.occurrence order by s.ticket) as place
            from signup s where s.state = 'waiting') as queue
         where told <> place"
    ),
    check!(
        "no ticket is newer than the last one that was drawn",
        "select s.signup as found from signup s
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         where s.ticket < 1 or s.ticket > o.last_ticket"
    ),
    // Where the last offer or a lease was over when the date had begun, or a phone has told then whom it let in, nobody moves up
    // any more.
    check!(
        "nobody at the head of a waiting list waits although there is room",
        "select s.signup as found from signup s
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         where s.state = 'waiting' and s.position = 1 and s.clash = false and (
            select count(*) from signup_member m where m.community = s.community and m.signup = s.signup
         ) <= o.capacity - o.confirmed - o.held - o.leased - o.kept and not exists (
            select 1 from signup l where l.community = s.community and l.occurrence = s.occurrence
            and ((l.state = 'lapsed' and l.changed >= o.starts) or (l.handed is not null and l.made >= o.starts))
         ) and not exists (
            select 1 from lease l where l.community = s.community and l.occurrence = s.occurrence and l.ended >= o.starts)"
    ),
    check!(
        "a date that was called off has nobody on it",
        "select o.occurrence as found from occurrence o
         where o.cancelled is not null and (o.confirmed > 0 or o.held > 0 or o.leased > 0 or o.waiting > 0 or exists (
            select 1 from signup s where s.community = o.community and s.occurrence = o.occurrence
            and s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')))"
    ),
    check!(
        "a sign-up says that its date was called off only when it was",
        "select s.signup as found from signup s
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         where s.state = 'called_off' and o.cancelled is null"
    ),
    check!(
        "every sign-up is for somebody",
        "select s.signup as found from signup s where not exists (
            select 1 from signup_member m where m.community = s.community and m.signup = s.signup)"
    ),
    check!(
        "nobody is on one date twice",
        "select m.resident as found from signup_member m
         join signup s on s.community = m.community and s.signup = m.signup
         where s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked')
         group by m.community, s.occurrence, m.resident having count(*) > 1"
    ),
    // Not wrong: a date that is moved, and a party that moves up, are not checked against other dates.
    check!(
        Notice "nobody has places on two dates at one time",
        "select m.resident as found from signup_member m
         join signup s on s.community = m.community and s.signup = m.signup
         join occurrence o on o.community = s.community and o.occurrence = s.occurrence
         where s.state in ('confirmed', 'offered') and exists (
            select 1 from signup_member n
            join signup t on t.community = n.community and t.signup = n.signup
            join occurrence p on p.community = t.community and p.occurrence = t.occurrence
            where n.community = m.community and n.resident = m.resident and t.state in ('confirmed', 'offered')
                and p.occurrence <> o.occurrence and p.starts < o.ends and o.starts < p.ends)
         group by m.community, m.resident"
    ),
];
