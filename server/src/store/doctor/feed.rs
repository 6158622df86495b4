//! The feed beside the tables: nothing is missing in it, nothing is left over, and nobody is told what is not theirs.
//!
//! Bodies are JSON as serde writes it, with the fields in the order of the domain's types; so a text that must stand in one
//! can be looked for in the same way in both databases.

use super::{Check, check};

/// Everything that everyone may see: community, noun and identity of each row.
macro_rules! public_rows {
    () => {
        "select community, 'community' as noun, community as id from community
         union all select community, 'compound', compound from compound
         union all select community, 'venue', venue from venue
         union all select community, 'need', need from need
         union all select community, 'organization', organization from organization
         union all select community, 'project', project from project
         union all select community, 'activity', activity from activity
         union all select community, 'occurrence', occurrence from occurrence
         union all select community, 'dish', dish from dish
         union all select community, 'serving', serving from serving
         union all select community, 'public_report', report from report
         union all select community, 'shift', shift from shift
         union all select community, 'shared_offering', offering from offering where shown = true and withdrawn = false"
    };
}

/// Rows `t`, each with how many lines `f` about it persons and others are told.
macro_rules! told {
    ($noun:literal, $table:literal, $wrong:literal) => {
        concat!(
            "select t.",
            $table,
            " as found from ",
            $table,
            " t left join (
                select community, id, sum(case when scope like 'person/%' then 1 else 0 end) as people,
                    sum(case when scope like 'person/%' or scope = 'public' then 0 else 1 end) as others
                from feed where noun = '",
            $noun,
            "' and body is not null group by community, id
             ) f on f.community = t.community and f.id = t.",
            $table,
            " where ",
            $wrong
        )
    };
}

/// The public line of a row of a table must hold a text.
macro_rules! public_line {
    ($table:literal, $noun:literal, $text:literal) => {
        concat!(
            "select t.",
            $table,
            " as found from ",
            $table,
            " t join feed f on f.community = t.community and f.scope = 'public' and f.noun = '",
            $noun,
            "' and f.id = t.",
            $table,
            " where f.body not like '%' || ",
            $text,
            " || '%'"
        )
    };
}

mod money;

pub(super) use money::CHECKS as MONEY;

pub(super) const CHECKS: &[Check] = &[
    check!(
        "no line of the feed is newer than the community",
        "select f.id as found from feed f join community c on c.community = f.community where f.revision > c.revision"
    ),
    check!(
        "everything that everyone may see is in the public feed",
        "select id as found from (",
        public_rows!(),
        ") as t where (community, noun, id) not in (
            select f.community, f.noun, f.id from feed f where f.scope = 'public' and f.body is not null)"
    ),
    check!(
        "nothing else is in the public feed",
        "select f.id as found from feed f where f.scope = 'public' and f.body is not null
            and (f.community, f.noun, f.id) not in (",
        public_rows!(),
        // Made for the day, and kept in no table.
        " union all select community, 'almanac', community from community)"
    ),
    check!(
        "the feed has no scope that nobody follows",
        "select id as found from feed
         where scope not in ('public', 'kitchen', 'desk', 'organizers') and scope not like 'person/%' and scope not like 'organization/%'
            and scope not like 'alliance/%' and scope not like 'ward/%' and scope not like 'errands/%'"
    ),
    check!(
        "what a person is told names that person",
        "select id as found from feed
         where scope like 'person/%' and body not like '%' || substr(scope, 8) || '%'"
    ),
    check!(
        "what guardians are told names their ward",
        "select id as found from feed
         where scope like 'ward/%' and body not like '%' || substr(scope, 6) || '%'"
    ),
    check!(
        // What is known of somebody for the door belongs to no organization: it is theirs.
        "what an organization is told names that organization",
        "select id as found from feed
         where scope like 'organization/%' and noun <> 'aid' and body not like '%' || substr(scope, 14) || '%'"
    ),
    check!(
        "what an alliance's units are told names that alliance",
        "select id as found from feed
         where scope like 'alliance/%' and body not like '%' || substr(scope, 10) || '%'"
    ),
    check!(
        "neighbours see no words of a report whose author did not show them",
        r#"select t.report as found from report t
         join feed f on f.community = t.community and f.scope = 'public' and f.noun = 'public_report' and f.id = t.report
         where (t.shown = false or t.state in ('withdrawn', 'merged')) and f.body not like '%"words":"","name":""%'"#
    ),
    check!(
        "a sign-up is told to its people, to its organization and to the desk",
        told!(
            "signup",
            "signup",
            "coalesce(f.others, 0) <> 2 or f.people <> (
                select count(*) from signup_member m where m.community = t.community and m.signup = t.signup
             ) + case when exists (select 1 from signup_member m where m.community = t.community
                and m.signup = t.signup and m.resident = t.booker) or t.entrusted = true then 0 else 1 end"
        )
    ),
    check!(
        "an order is told to its people and to the canteen",
        told!(
            "order",
            "meal_order",
            "coalesce(f.others, 0) <> case when t.via = 'phone' then 2 else 1 end
             or f.people <> case when t.eater = t.booker or t.via <> 'own' or t.entrusted = true then 1 else 2 end"
        )
    ),
    check!(
        "what was said of a meal is told to the family, and to the canteen without a name",
        told!("taste", "rating", "coalesce(f.others, 0) <> 1 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "a regular order is told to whoever set it and to whoever eats",
        told!(
            "regular",
            "regular",
            "coalesce(f.others, 0) <> case when t.stopped is null then 0 else 1 end or coalesce(f.people, 0) <> case when t.eater = t.set_by then 1 else 2 end"
        )
    ),
    check!(
        "why nothing was ordered is told to whoever set it and to whoever eats",
        told!(
            "missed",
            "missed",
            "coalesce(f.others, 0) <> 0 or coalesce(f.people, 0) <> case when t.eater = t.booker then 1 else 2 end"
        )
    ),
    check!(
        "that somebody did not come is told to those who were asked to look, and to nobody else",
        told!(
            "visit",
            "visit",
            "coalesce(f.others, 0) <> case when t.desk = true then 1 else 0 end or coalesce(f.people, 0) <> (
                select count(*) from visit_asked a where a.community = t.community and a.visit = t.visit)"
        )
    ),
    check!(
        "a report is told to its author and to the desk",
        told!("report", "report", "coalesce(f.others, 0) <> 1 or f.people <> 1")
    ),
    check!(
        "everyone who needs a report too is told so",
        told!(
            "endorsement",
            "report",
            "coalesce(f.others, 0) <> 0 or coalesce(f.people, 0) <> (
                select count(*) from endorsement e where e.community = t.community and e.report = t.report)"
        )
    ),
    check!(
        "everyone is told the phones they are signed in on",
        told!(
            "device",
            "device",
            "coalesce(f.others, 0) <> 0 or coalesce(f.people, 0) <> (
                select count(*) from device_resident d where d.community = t.community and d.device = t.device)"
        )
    ),
    check!(
        "a duty is told to whoever has it, to its team, to the desk, and a child's to its guardians",
        told!(
            "duty",
            "duty",
            "coalesce(f.people, 0) <> 1 or coalesce(f.others, 0) <> case when t.minor = true then 3 else 2 end"
        )
    ),
    check!(
        "a swap is told to the two whose duties it is about, and to nobody else",
        told!("swap", "swap", "coalesce(f.others, 0) <> 0 or coalesce(f.people, 0) <> 2")
    ),
    check!(
        "who joins a team is told to themself, to its leaders and to the desk",
        told!("joining", "joining", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 1")
    ),
    check!(
        "work outside shifts is told to whoever wrote it down, to the team's leaders and to the desk",
        told!("stint", "stint", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 1")
    ),
    check!(
        "who belongs to a team is told to themself, to its leaders and to the desk",
        told!("member", "member", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 1")
    ),
    check!(
        "a certificate is told to whom it is for, to the team that issued it and to the desk",
        told!("certificate", "certificate", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 1")
    ),
    check!(
        "a unit is told to its alliance's leaders and to the desk",
        told!("unit", "unit", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "a call is told to its alliance's units, to its leaders and to the desk",
        told!("call", "call", "coalesce(f.others, 0) <> 3 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "a unit's answer is told to its alliance's units, to its leaders and to the desk",
        told!("pledge", "pledge", "coalesce(f.others, 0) <> 3 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "what waits for its time is told to the leaders of its team and to the desk",
        told!("scheduled", "scheduled", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "places on a leader's phone are told to the leaders of their team and to the desk",
        told!("lease", "lease", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "what was made is told to the leaders of its team and to the desk",
        told!("tally", "tally", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 0")
    ),
    check!(
        "a notice is told to whom it is for, and to nobody else",
        told!("notice", "notice", "coalesce(f.others, 0) <> 0 or coalesce(f.people, 0) <> 1")
    ),
    check!(
        "whoever has to be called is told to the desk, and nobody else is",
        told!(
            "unreached",
            "notice",
            "coalesce(f.people, 0) <> 0 or coalesce(f.others, 0) <> case when t.rung = 'call' then 1 else 0 end"
        )
    ),
    check!(
        "what somebody offers is told to themself, and until they take it back to organizers and to the desk",
        told!(
            "offering",
            "offering",
            "coalesce(f.people, 0) <> 1 or coalesce(f.others, 0) <> case when t.withdrawn = true then 0 else 2 end"
        )
    ),
    check!(
        "a favour is told to the two, to whoever asked for one of them, and to the desk if that asked",
        told!(
            "favour",
            "favour",
            "coalesce(f.people, 0) <> case when t.desk = true or t.asked_by = t.asker then 2 else 3 end
                or coalesce(f.others, 0) <> case when t.desk = true then 1 else 0 end"
        )
    ),
    check!(
        "a favour that is done is told to those who sign hours, and no other",
        told!(
            "deed",
            "favour",
            "coalesce(f.people, 0) <> 0 or coalesce(f.others, 0) <> case when t.state <> 'done' then 0
                when (select o.organization from offering o where o.community = t.community
                    and o.offering = t.offering) is null then 1 else 2 end"
        )
    ),
    check!(
        "a mandate is told to the two, to the guardians of a child, and to the desk that wrote it down",
        told!(
            "mandate",
            "mandate",
            "coalesce(f.people, 0) <> case when t.principal is null then 1 else 2 end
                or coalesce(f.others, 0) <> case when t.fourteen is null then 0 else 1 end
                    + case when coalesce(t.consent, '') in ('witness', 'card') then 1 else 0 end"
        )
    ),
    check!(
        "who may collect a child is told to the guardian who said so, to a child who is asked, to the team and to the desk",
        told!(
            "collector",
            "collector",
            "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> case when t.asks = true then 2 else 1 end"
        )
    ),
    check!(
        "no private line is about something that is not there",
        "select f.id as found from feed f where f.scope <> 'public' and f.body is not null
            and (f.community, f.noun, f.id) not in (
                select community, 'signup', signup from signup
                union all select community, 'order', meal_order from meal_order
                union all select community, 'regular', regular from regular
                union all select community, 'missed', missed from missed
                union all select community, 'visit', visit from visit
                union all select community, 'errand', meal_order from meal_order where delivered = true
                union all select community, 'report', report from report
                union all select community, 'endorsement', report from endorsement
                union all select community, 'device', device from device_resident
                union all select community, 'duty', duty from duty
                union all select community, 'qualification', qualification from qualification
                union all select community, 'presence', presence from presence
                union all select community, 'hours', hours from hours
                union all select community, 'swap', swap from swap
                union all select community, 'collector', collector from collector
                union all select community, 'aid', resident from aid
                union all select community, 'joining', joining from joining
                union all select community, 'stint', stint from stint
                union all select community, 'member', member from member
                union all select community, 'certificate', certificate from certificate
                union all select community, 'unit', unit from unit
                union all select community, 'call', call from call
                union all select community, 'pledge', pledge from pledge
                union all select community, 'scheduled', scheduled from scheduled
                union all select community, 'lease', lease from lease
                union all select community, 'tally', tally from tally
                union all select community, 'notice', notice from notice
                union all select community, 'notice_choice', resident from notice_choice
                union all select community, 'unreached', notice from notice where rung = 'call'
                union all select community, 'rating', rating from rating
                union all select community, 'taste', rating from rating
                union all select community, 'entry', entry from entry
                union all select community, 'wallet', wallet from wallet
                union all select community, 'payment', payment from payment
                union all select community, 'till', till from till
                union all select community, 'offering', offering from offering
                union all select community, 'favour', favour from favour
                union all select community, 'deed', favour from favour
                union all select community, 'mandate', mandate from mandate)"
    ),
    check!(
        "everyone sees the places of a date as they are",
        public_line!(
            "occurrence",
            "occurrence",
            r#"'"capacity":' || t.capacity || ',"confirmed":' || t.confirmed || ',"waiting":' || t.waiting || ','"#
        )
    ),
    check!(
        "everyone sees the portions of a dish as they are",
        public_line!(
            "serving",
            "serving",
            r#"'"portions":' || t.portions || ',"ordered":' || t.ordered || ',"served":' || t.served"#
        )
    ),
    check!(
        "everyone sees where a report stands",
        public_line!(
            "report",
            "public_report",
            r#"'"state":"' || t.state || '","endorsed":' || t.endorsed || ','"#
        )
    ),
    check!(
        "people see where their sign-ups stand",
        r#"select s.signup as found from signup s
         join feed f on f.community = s.community and f.noun = 'signup' and f.id = s.signup and f.body is not null
         where f.body not like '%"state":"' || s.state || '"%'
            and f.body not like '%"state":{"' || s.state || '":{"ticket":' || s.ticket
                || case s.state when 'offered' then ',"until":' || s.until else ',"position":' || s.position end || '}}%'
         group by s.signup"#
    ),
    check!(
        "people see where their orders stand",
        r#"select m.meal_order as found from meal_order m
         join feed f on f.community = m.community and f.noun = 'order' and f.id = m.meal_order
         where f.body not like '%"state":"' || m.state || '"%' group by m.meal_order"#
    ),
];
