//! Shifts and who is on them, hours, what people hold, certificates, alliances, and what neighbours do for each other.

use super::Kind::{Count, Day, Text, Time, Word, Yes};
use super::Sheet;

pub(super) const SHEETS: &[Sheet] = &[
    Sheet {
        zh: "班次",
        en: "Shifts",
        columns: &[
            ("组织", "Organization", Text),
            ("岗位", "Role", Text),
            ("开始", "Starts", Time),
            ("结束", "Ends", Time),
            ("场地", "Venue", Text),
            ("至少", "Least", Count),
            ("最多", "Most", Count),
            ("已有人", "Taken", Count),
            ("说明", "About", Text),
            ("有孩子", "With children", Yes),
            ("送餐", "Brings meals", Yes),
            ("取消原因", "Called off because", Text),
        ],
        sql: "select o.name, s.role, cast(s.starts as text), cast(s.ends as text), v.name, cast(s.least as text),
                cast(s.most as text), cast(s.taken as text), s.about, cast(s.children as text), cast(s.delivers as text),
                s.cancelled from shift s
              join organization o on o.community = s.community and o.organization = s.organization
              join venue v on v.community = s.community and v.venue = s.venue
              where s.community = $1 order by s.starts, s.shift",
    },
    Sheet {
        zh: "值班",
        en: "Duties",
        columns: &[
            ("组织", "Organization", Text),
            ("岗位", "Role", Text),
            ("开始", "Starts", Time),
            ("姓名", "Name", Text),
            ("状态", "State", Word),
            ("认领时间", "Made", Time),
        ],
        sql:
            "select o.name, s.role, cast(s.starts as text), r.name, 'duty_' || d.state, cast(d.made as text) from duty d
              join shift s on s.community = d.community and s.shift = d.shift
              join organization o on o.community = s.community and o.organization = s.organization
              join resident r on r.community = d.community and r.resident = d.resident
              where d.community = $1 order by s.starts, s.shift, d.made, d.duty",
    },
    Sheet {
        zh: "服务时长",
        en: "Hours",
        columns: &[
            ("组织", "Organization", Text),
            ("姓名", "Name", Text),
            ("从", "From", Time),
            ("到", "Until", Time),
            ("做了什么", "What", Text),
            ("是撤回", "Takes one back", Yes),
            ("谁签的", "Signed by", Text),
            ("签的时间", "Signed", Time),
        ],
        sql: "select o.name, r.name, cast(h.from_moment as text), cast(h.until_moment as text), h.content,
                case when h.reverses is null then '0' else '1' end, b.name, cast(h.made as text) from hours h
              join organization o on o.community = h.community and o.organization = h.organization
              join resident r on r.community = h.community and r.resident = h.resident
              join resident b on b.community = h.community and b.resident = h.signed_by
              where h.community = $1 order by h.made, h.hours",
    },
    Sheet {
        zh: "资质",
        en: "Qualifications",
        columns: &[("姓名", "Name", Text), ("资质", "Skill", Word), ("有效期至", "Until", Day)],
        sql: "select r.name, q.skill, q.until from qualification q
              join resident r on r.community = q.community and r.resident = q.resident
              where q.community = $1 order by r.name, r.resident, q.skill",
    },
    Sheet {
        zh: "服务证明",
        en: "Certificates",
        columns: &[
            ("年", "Year", Count),
            ("序号", "Number", Count),
            ("组织", "Organization", Text),
            ("姓名", "Name", Text),
            ("从", "From", Day),
            ("到", "Until", Day),
            ("分钟", "Minutes", Count),
            ("谁开的", "Issued by", Text),
        ],
        sql: "select cast(c.year as text), cast(c.ordinal as text), o.name, c.name, c.from_day, c.until_day,
                cast(c.minutes as text), b.name from certificate c
              join organization o on o.community = c.community and o.organization = c.organization
              join resident b on b.community = c.community and b.resident = c.issued_by
              where c.community = $1 order by c.year, c.ordinal",
    },
    Sheet {
        zh: "成员单位",
        en: "Units",
        columns: &[("组织", "Organization", Text), ("单位", "Unit", Text), ("联系人", "Contact", Text)],
        sql: "select o.name, u.name, r.name from unit u
              join organization o on o.community = u.community and o.organization = u.organization
              left join unit_contact c on c.community = u.community and c.unit = u.unit
              left join resident r on r.community = c.community and r.resident = c.resident
              where u.community = $1 order by o.name, u.name, u.unit, r.name",
    },
    Sheet {
        zh: "召集令",
        en: "Calls",
        columns: &[
            ("组织", "Organization", Text),
            ("要做什么", "What", Text),
            ("开始", "Starts", Time),
            ("结束", "Ends", Time),
            ("地点", "Where", Text),
            ("要几人", "People", Count),
            ("单位", "Unit", Text),
            ("来几人", "Come", Count),
            ("留言", "Words", Text),
        ],
        sql: "select o.name, c.title, cast(c.starts as text), cast(c.ends as text), c.place, cast(c.people as text),
                u.name, cast(p.count as text), p.words from call c
              join organization o on o.community = c.community and o.organization = c.organization
              left join pledge p on p.community = c.community and p.call = c.call
              left join unit u on u.community = p.community and u.unit = p.unit
              where c.community = $1 order by c.starts, c.call, u.name",
    },
    Sheet {
        zh: "我会",
        en: "Offers",
        columns: &[
            ("姓名", "Name", Text),
            ("会什么", "What", Text),
            ("撤回", "Withdrawn", Yes),
            ("写的时间", "Made", Time),
        ],
        sql: "select r.name, f.words, cast(f.withdrawn as text), cast(f.made as text) from offering f
              join resident r on r.community = f.community and r.resident = f.resident
              where f.community = $1 order by f.made, f.offering",
    },
    Sheet {
        zh: "帮忙",
        en: "Favours",
        columns: &[
            ("谁帮", "Who", Text),
            ("帮谁", "For whom", Text),
            ("什么事", "What", Text),
            ("哪天", "Day", Day),
            ("状态", "State", Word),
            ("答复", "Answer", Text),
        ],
        sql: "select w.name, a.name, v.words, v.day, v.state, v.answer from favour v
              join offering f on f.community = v.community and f.offering = v.offering
              join resident w on w.community = f.community and w.resident = f.resident
              join resident a on a.community = v.community and a.resident = v.asker
              where v.community = $1 order by v.made, v.favour",
    },
    Sheet {
        zh: "班外服务",
        en: "Outside shifts",
        columns: &[
            ("姓名", "Name", Text),
            ("组织", "Organization", Text),
            ("做了什么", "What", Text),
            ("开始", "Starts", Time),
            ("结束", "Ends", Time),
            ("状态", "State", Word),
            ("答复", "Answer", Text),
        ],
        sql: "select r.name, o.name, s.content, cast(s.from_moment as text), cast(s.until_moment as text),
                'stint_' || s.state, s.answer
              from stint s
              join organization o on o.community = s.community and o.organization = s.organization
              join resident r on r.community = s.community and r.resident = s.resident
              where s.community = $1 order by s.from_moment, s.stint",
    },
    Sheet {
        zh: "清点",
        en: "Counts",
        columns: &[
            ("组织", "Organization", Text),
            ("东西", "What", Text),
            ("做了", "Made", Count),
            ("送出", "Given", Count),
            ("剩下", "Left", Count),
            ("报废", "Discarded", Count),
            ("谁记的", "Noted by", Text),
            ("记的时间", "Noted", Time),
        ],
        sql: "select o.name, t.what, cast(t.made as text), cast(t.given as text), cast(t.remaining as text),
                cast(t.discarded as text), b.name, cast(t.noted as text) from tally t
              join organization o on o.community = t.community and o.organization = t.organization
              join resident b on b.community = t.community and b.resident = t.noted_by
              where t.community = $1 order by t.noted, t.tally",
    },
];
