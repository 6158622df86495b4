//! The community itself, where people live, who they are, and who may act for whom.

use super::Kind::{Count, Day, Fen, Text, Time, Word, Yes};
use super::Sheet;

pub(super) const SHEETS: &[Sheet] = &[
    Sheet {
        zh: "社区",
        en: "Community",
        columns: &[("名称", "Name", Text), ("电话", "Telephone", Text), ("地址", "Address", Text)],
        sql: "select name, phone, address from community where community = $1",
    },
    Sheet {
        zh: "楼道",
        en: "Stairwells",
        columns: &[
            ("小区", "Compound", Text),
            ("幢", "Building", Text),
            ("楼道", "Stairwell", Text),
            ("居民小组", "Residents' group", Text),
            ("网格", "Grid", Text),
        ],
        sql: "select c.name, b.name, s.name, s.residents_group, s.grid from stairwell s
              join building b on b.community = s.community and b.building = s.building
              join compound c on c.community = b.community and c.compound = b.compound
              where s.community = $1 order by c.place, b.place, s.name",
    },
    Sheet {
        zh: "住户",
        en: "Households",
        columns: &[
            ("小区", "Compound", Text),
            ("幢", "Building", Text),
            ("楼道", "Stairwell", Text),
            ("室", "Room", Text),
            ("人数", "People", Count),
        ],
        sql: "select c.name, b.name, s.name, h.room, cast((select count(*) from resident r
                where r.community = h.community and r.household = h.household) as text) from household h
              join stairwell s on s.community = h.community and s.stairwell = h.stairwell
              join building b on b.community = s.community and b.building = s.building
              join compound c on c.community = b.community and c.compound = b.compound
              where h.community = $1 order by c.place, b.place, s.name, h.room",
    },
    Sheet {
        zh: "居民",
        en: "Residents",
        columns: &[
            ("编号", "Code", Text),
            ("姓名", "Name", Text),
            ("称呼", "Called", Text),
            ("性别", "Gender", Word),
            ("出生年月", "Born", Text),
            ("电话", "Telephone", Text),
            ("小区", "Compound", Text),
            ("幢", "Building", Text),
            ("楼道", "Stairwell", Text),
            ("室", "Room", Text),
            ("离开", "Left", Word),
            ("示例", "Example", Yes),
        ],
        sql: "select f.code, r.name, r.called, r.gender, r.born, r.phone, c.name, b.name, s.name, h.room, d.how,
                cast(r.synthetic as text) from resident r
              join household h on h.community = r.community and h.household = r.household
              join stairwell s on s.community = h.community and s.stairwell = h.stairwell
              join building b on b.community = s.community and b.building = s.building
              join compound c on c.community = b.community and c.compound = b.compound
              left join file_code f on f.community = r.community and f.named = r.resident
              left join departure d on d.community = r.community and d.resident = r.resident and d.returned is null
              where r.community = $1 order by c.place, b.place, s.name, h.room, r.born, r.resident",
    },
    Sheet {
        zh: "角色",
        en: "Roles",
        columns: &[("姓名", "Name", Text), ("角色", "Role", Word)],
        sql:
            "select r.name, o.role from role o join resident r on r.community = o.community and r.resident = o.resident
              where o.community = $1 order by o.role, r.name, r.resident",
    },
    Sheet {
        zh: "家庭",
        en: "Families",
        columns: &[("照顾的人", "Acts", Text), ("被照顾的人", "For whom", Text), ("关系", "As", Word)],
        sql: "select r.name, w.name, k.bond from kin k
              join resident r on r.community = k.community and r.resident = k.resident
              join resident w on w.community = k.community and w.resident = k.ward
              where k.community = $1 order by r.name, w.name, k.resident, k.ward",
    },
    Sheet {
        zh: "委托",
        en: "Mandates",
        columns: &[
            ("被帮的人", "For whom", Text),
            ("帮忙的人", "Helper", Text),
            ("可以做什么", "May do", Text),
            ("到哪天", "Until", Day),
            ("状态", "State", Word),
            ("怎么同意的", "Agreed by", Word),
            ("见证人", "Witness", Text),
            ("提出时间", "Made", Time),
        ],
        sql: "select coalesce(p.name, m.named), h.name, m.powers, m.until, m.state, m.consent, m.witness,
                cast(m.made as text) from mandate m
              left join resident p on p.community = m.community and p.resident = m.principal
              join resident h on h.community = m.community and h.resident = m.helper
              where m.community = $1 order by m.made, m.mandate",
    },
    Sheet {
        zh: "接送人",
        en: "Collectors",
        columns: &[
            ("孩子", "Child", Text),
            ("组织", "Organization", Text),
            ("接送人", "Collector", Text),
            ("电话", "Telephone", Text),
            ("到哪天", "Until", Day),
            ("撤回", "Withdrawn", Yes),
            ("要孩子同意", "The child agrees too", Yes),
            ("怎么同意的", "Agreed by", Word),
            ("见证人", "Witness", Text),
        ],
        sql:
            "select r.name, o.name, c.name, c.phone, c.until, cast(c.withdrawn as text), cast(c.asks as text), c.agreed,
                c.witness from collector c
              join resident r on r.community = c.community and r.resident = c.child
              join organization o on o.community = c.community and o.organization = c.organization
              where c.community = $1 order by c.made, c.collector",
    },
    Sheet {
        zh: "补贴",
        en: "Subsidies",
        columns: &[
            ("最小年龄", "Least age", Count),
            ("身份", "Status", Word),
            ("每餐减（元）", "Off a meal (yuan)", Fen),
            ("开始日期", "From", Day),
            ("结束日期", "Until", Day),
        ],
        sql: "select cast(least_age as text), status, cast(off_fen as text), from_day, until_day from subsidy
              where community = $1 order by place",
    },
];
