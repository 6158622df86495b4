//! Organizations, their members, projects, needs, venues, activities, dates, and who signed up and came.

use super::Kind::{Count, Day, Fen, Text, Time, Word, Yes};
use super::Sheet;

pub(super) const SHEETS: &[Sheet] = &[
    Sheet {
        zh: "场地",
        en: "Venues",
        columns: &[
            ("名称", "Name", Text),
            ("位置", "Where", Text),
            ("可容人数", "Seats", Count),
            ("功能区", "Function zone", Yes),
        ],
        sql: "select name, location, cast(seats as text), cast(zone as text) from venue
              where community = $1 order by name, venue",
    },
    Sheet {
        zh: "需求",
        en: "Needs",
        columns: &[
            ("序号", "Number", Count),
            ("类别", "Class", Word),
            ("需求", "Need", Text),
            ("说明", "About", Text),
        ],
        sql: "select cast(number as text), class, title, about from need where community = $1 order by number",
    },
    Sheet {
        zh: "组织",
        en: "Organizations",
        columns: &[
            ("名称", "Name", Text),
            ("类别", "Class", Word),
            ("宗旨", "Purpose", Text),
            ("聚会地点", "Meets at", Text),
            ("聚会时间", "Meets", Text),
            ("成立年份", "Since", Count),
            ("备注", "Note", Text),
        ],
        sql: "select o.name, 'class_' || o.class, o.purpose, v.name, o.meets, cast(o.since as text), o.note from organization o
              left join venue v on v.community = o.community and v.venue = o.venue
              where o.community = $1 order by o.name, o.organization",
    },
    Sheet {
        zh: "成员",
        en: "Members",
        columns: &[("组织", "Organization", Text), ("姓名", "Name", Text), ("身份", "As", Word)],
        sql: "select o.name, r.name, m.standing from member m
              join organization o on o.community = m.community and o.organization = m.organization
              join resident r on r.community = m.community and r.resident = m.resident
              where m.community = $1 order by o.name, m.standing, r.name, r.resident",
    },
    Sheet {
        zh: "项目",
        en: "Projects",
        columns: &[
            ("名称", "Title", Text),
            ("组织", "Organization", Text),
            ("开始年", "From", Count),
            ("结束年", "Until", Count),
            ("简介", "About", Text),
        ],
        sql: "select p.title, o.name, cast(p.from_year as text), cast(p.until_year as text), p.about from project p
              join organization o on o.community = p.community and o.organization = p.organization
              where p.community = $1 order by p.from_year, p.title, p.project",
    },
    Sheet {
        zh: "节假日",
        en: "Holidays",
        columns: &[
            ("名称", "Name", Text),
            ("开始", "From", Day),
            ("结束", "Until", Day),
            ("学校假期", "School holiday", Yes),
        ],
        sql: "select name, first_day, last_day, cast(school as text) from holiday
              where community = $1 order by first_day, name",
    },
    Sheet {
        zh: "活动",
        en: "Activities",
        columns: &[
            ("名称", "Title", Text),
            ("组织", "Organization", Text),
            ("类别", "Kind", Word),
            ("简介", "About", Text),
            ("谁能来", "For whom", Text),
            ("带什么", "Bring", Text),
            ("费用（元）", "Price (yuan)", Fen),
            ("联系人", "Contact", Text),
            ("重复规则", "Repeats", Text),
            ("名额", "Places", Count),
            ("留的名额", "Kept back", Count),
            ("几小时前开始报名", "Opens hours before", Count),
            ("几小时前截止报名", "Closes hours before", Count),
            ("几小时前可以取消", "Cancel until hours before", Count),
            ("几小时前抽签", "Drawn hours before", Count),
            ("要同意", "By approval", Yes),
        ],
        sql: "select a.title, o.name, a.kind, a.about, a.audience, a.bring, cast(a.price_fen as text), a.contact, s.rule,
                cast(s.capacity as text), cast(s.kept as text), cast(s.opens_hours as text),
                cast(s.closes_hours as text), cast(s.cancel_hours as text), cast(s.lottery_hours as text),
                cast(s.approval as text)
              from activity a
              join organization o on o.community = a.community and o.organization = a.organization
              left join series s on s.community = a.community and s.activity = a.activity
              where a.community = $1 order by a.title, a.activity",
    },
    Sheet {
        zh: "场次",
        en: "Dates",
        columns: &[
            ("活动", "Activity", Text),
            ("开始", "Starts", Time),
            ("结束", "Ends", Time),
            ("场地", "Venue", Text),
            ("名额", "Places", Count),
            ("已报上", "Taken", Count),
            ("候补", "Waiting", Count),
            ("留的名额", "Kept back", Count),
            ("带走的名额", "Taken along", Count),
            ("几小时前开始报名", "Opens hours before", Count),
            ("几小时前截止报名", "Closes hours before", Count),
            ("几小时前可以取消", "Cancel until hours before", Count),
            ("抽签时间", "Drawn", Time),
            ("要同意", "By approval", Yes),
            ("备注", "Note", Text),
            ("取消原因", "Called off because", Text),
            ("感谢的话", "Thanks", Text),
        ],
        sql: "select a.title, cast(d.starts as text), cast(d.ends as text), v.name, cast(d.capacity as text),
                cast(d.confirmed as text), cast(d.waiting as text), cast(d.kept as text), cast(d.leased as text),
                cast(d.opens_hours as text), cast(d.closes_hours as text), cast(d.cancel_hours as text),
                cast(d.lottery_closes as text), cast(d.approval as text), d.note, d.cancelled, d.thanks
              from occurrence d
              join activity a on a.community = d.community and a.activity = d.activity
              join venue v on v.community = d.community and v.venue = d.venue
              where d.community = $1 order by d.starts, d.occurrence",
    },
    Sheet {
        zh: "报名",
        en: "Sign-ups",
        columns: &[
            ("活动", "Activity", Text),
            ("开始", "Starts", Time),
            ("姓名", "Name", Text),
            ("状态", "State", Word),
            ("候补号", "Ticket", Count),
            ("谁报的", "Signed up by", Text),
            ("报名时间", "Made", Time),
            ("最后变动", "Changed", Time),
            ("没同意的原因", "Declined because", Text),
        ],
        sql: "select a.title, cast(d.starts as text), r.name, s.state, cast(s.ticket as text), b.name,
                cast(s.made as text), cast(s.changed as text), s.reason from signup s
              join signup_member m on m.community = s.community and m.signup = s.signup
              join resident r on r.community = m.community and r.resident = m.resident
              join resident b on b.community = s.community and b.resident = s.booker
              join occurrence d on d.community = s.community and d.occurrence = s.occurrence
              join activity a on a.community = d.community and a.activity = d.activity
              where s.community = $1 order by d.starts, d.occurrence, s.made, s.signup, m.place",
    },
    Sheet {
        zh: "签到",
        en: "Attendance",
        columns: &[
            ("活动或岗位", "Of what", Text),
            ("姓名", "Name", Text),
            ("签到", "Mark", Word),
            ("时间", "When", Time),
            ("谁记的", "Noted by", Text),
            ("没报名来的", "Walked in", Yes),
            ("谁接送", "Escort", Text),
            ("请假原因", "Excused because", Text),
        ],
        sql: "select coalesce(a.title, s.role), coalesce(r.name, p.name), 'mark_' || p.mark, cast(p.at as text), b.name,
                cast(p.walk_in as text), p.escort, p.reason from presence p
              left join occurrence d on d.community = p.community and d.occurrence = p.occurrence
              left join activity a on a.community = d.community and a.activity = d.activity
              left join shift s on s.community = p.community and s.shift = p.shift
              left join resident r on r.community = p.community and r.resident = p.resident
              join resident b on b.community = p.community and b.resident = p.by
              where p.community = $1 order by p.at, p.presence",
    },
];
