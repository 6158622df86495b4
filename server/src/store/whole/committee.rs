//! What residents have reported and what became of it, visits, who left, and the log of the desk.

use super::Kind::{Count, Text, Time, Word, Yes};
use super::Sheet;

pub(super) const SHEETS: &[Sheet] = &[
    Sheet {
        zh: "诉求",
        en: "Reports",
        columns: &[
            ("提出时间", "Made", Time),
            ("谁提的", "Reporter", Text),
            ("内容", "Words", Text),
            ("需求", "Need", Text),
            ("幢", "Building", Text),
            ("公开", "Shown", Yes),
            ("状态", "State", Word),
            ("同感", "Endorsed", Count),
        ],
        sql:
            "select cast(p.made as text), r.name, p.words, n.title, b.name, cast(p.shown as text), 'report_' || p.state,
                cast(p.endorsed as text) from report p
              join resident r on r.community = p.community and r.resident = p.reporter
              left join need n on n.community = p.community and n.need = p.need
              left join building b on b.community = p.community and b.building = p.building
              where p.community = $1 order by p.made, p.report",
    },
    Sheet {
        zh: "办理",
        en: "Steps",
        columns: &[
            ("提出时间", "Made", Time),
            ("谁提的", "Reporter", Text),
            ("时间", "When", Time),
            ("状态", "State", Word),
            ("答复", "Words", Text),
        ],
        sql: "select cast(p.made as text), r.name, cast(s.at as text), 'report_' || s.state, s.words from report_step s
              join report p on p.community = s.community and p.report = s.report
              join resident r on r.community = p.community and r.resident = p.reporter
              where s.community = $1 order by p.made, p.report, s.place",
    },
    Sheet {
        zh: "走访",
        en: "Visits",
        columns: &[
            ("时间", "Made", Time),
            ("看谁", "Whom", Text),
            ("结果", "Found", Word),
            ("说明", "Words", Text),
            ("谁去的", "By", Text),
        ],
        sql: "select cast(v.made as text), e.name, 'found_' || v.found, v.words, b.name from visit v
              join meal_order m on m.community = v.community and m.meal_order = v.visit
              join resident e on e.community = m.community and e.resident = m.eater
              left join resident b on b.community = v.community and b.resident = v.found_by
              where v.community = $1 order by v.made, v.visit",
    },
    Sheet {
        zh: "离开",
        en: "Departures",
        columns: &[
            ("姓名", "Name", Text),
            ("怎么", "How", Word),
            ("并到谁的记录", "Is now", Text),
            ("记的时间", "Noted", Time),
            ("谁记的", "Noted by", Text),
            ("回来时间", "Returned", Time),
        ],
        sql: "select r.name, d.how, i.name, cast(d.at as text), b.name, cast(d.returned as text) from departure d
              join resident r on r.community = d.community and r.resident = d.resident
              join resident b on b.community = d.community and b.resident = d.noted_by
              left join resident i on i.community = d.community and i.resident = d.merged_into
              where d.community = $1 order by d.at, d.resident",
    },
    Sheet {
        zh: "操作记录",
        en: "Log of the desk",
        columns: &[
            ("时间", "When", Time),
            ("谁", "Who", Text),
            ("做了什么", "What", Word),
            ("关于谁", "Whom", Text),
            ("多少", "Count", Count),
            ("找的字或文件名", "Words", Text),
        ],
        sql: "select cast(a.at as text), w.name, a.deed, p.name, cast(a.count as text), a.words from audit a
              join resident w on w.community = a.community and w.resident = a.who
              left join resident p on p.community = a.community and p.resident = a.whom
              where a.community = $1 order by a.at, a.entry",
    },
];
