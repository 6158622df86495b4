//! Shifts and who is on them, and the hours that were signed.

use super::{Check, check, now};

/// The duties of a shift in one of some states.
macro_rules! duties {
    ($states:literal) => {
        concat!(
            "(select count(*) from duty d where d.community = s.community and d.shift = s.shift and d.state in (",
            $states,
            "))"
        )
    };
}

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a shift's people are those who are responsible for it",
        "select s.shift as found from shift s where s.taken <> ",
        duties!("'taken', 'seeking'")
    ),
    check!(
        "a shift counts those who look for a stand-in",
        "select s.shift as found from shift s where s.seeking <> ",
        duties!("'seeking'")
    ),
    check!(
        "a shift that was called off has nobody on it",
        "select s.shift as found from shift s where s.cancelled is not null and 0 < ",
        duties!("'taken', 'seeking'")
    ),
    // Whoever has one that was moved with its date onto another was told so, and says which one they leave.
    check!(
        "nobody is on two shifts at one time",
        "select d.resident as found from duty d
         join shift s on s.community = d.community and s.shift = d.shift
         where d.state in ('taken', 'seeking') and d.clash = false and exists (
            select 1 from duty e
            join shift t on t.community = e.community and t.shift = e.shift
            where e.community = d.community and e.resident = d.resident and e.duty <> d.duty
                and e.state in ('taken', 'seeking') and e.clash = false and t.starts < s.ends and s.starts < t.ends)
         group by d.community, d.resident"
    ),
    check!(
        "whoever swapped a duty no longer has it",
        "select s.swap as found from swap s
         join duty d on d.community = s.community and d.duty in (s.given, s.wanted)
         where s.state = 'agreed' and d.state in ('taken', 'seeking') group by s.community, s.swap"
    ),
    check!(
        "nobody has served twice in the same minute",
        "select h.hours as found from hours h
         where h.reverses is null
            and not exists (select 1 from hours b where b.community = h.community and b.reverses = h.hours)
            and exists (
                select 1 from hours g
                where g.community = h.community and g.resident = h.resident and g.hours <> h.hours and g.reverses is null
                    and g.from_moment < h.until_moment and h.from_moment < g.until_moment
                    and not exists (select 1 from hours b where b.community = g.community and b.reverses = g.hours))"
    ),
    check!(
        "what takes hours back is of the same person, team and time",
        "select h.hours as found from hours h
         join hours e on e.community = h.community and e.hours = h.reverses
         where e.reverses is not null or ",
        now!("e", "resident"),
        " <> ",
        now!("h", "resident"),
        " or e.organization <> h.organization
            or e.from_moment <> h.from_moment or e.until_moment <> h.until_moment"
    ),
    check!(
        "a certificate says the hours that it covers",
        "select c.certificate as found from certificate c
         where c.minutes <> (
            select coalesce(sum((h.until_moment - h.from_moment) / 60000), 0) from certificate_hours x
            join hours h on h.community = x.community and h.hours = x.hours
            where x.community = c.community and x.certificate = c.certificate)"
    ),
    check!(
        "a certificate covers hours of its person and team alone",
        "select x.certificate as found from certificate_hours x
         join certificate c on c.community = x.community and c.certificate = x.certificate
         join hours h on h.community = x.community and h.hours = x.hours
         where ",
        now!("h", "resident"),
        " <> ",
        now!("c", "resident"),
        " or h.organization <> c.organization or h.reverses is not null
         group by x.community, x.certificate"
    ),
    check!(
        "the certificates of a year are numbered without a gap",
        "select c.certificate as found from certificate c
         where c.ordinal > 1 and not exists (
            select 1 from certificate b
            where b.community = c.community and b.year = c.year and b.ordinal = c.ordinal - 1)"
    ),
    check!(
        "what was made is counted by the organization that ran the day",
        "select t.tally as found from tally t
         left join occurrence o on o.community = t.community and o.occurrence = t.occurrence
         left join activity a on a.community = o.community and a.activity = o.activity
         left join shift s on s.community = t.community and s.shift = t.shift
         where t.organization <> coalesce(a.organization, s.organization)"
    ),
];
