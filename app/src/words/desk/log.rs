//! Words of the log of the desk.

use crate::look::Lang;
use domain::wire::audit::Deed;

sentences! {
    title: "操作记录", "Log of the desk";
    text: "谁开过锁、找过谁、给谁印过卡，都记在这里，不能改。", "Who opened the desk, searched for whom and printed whose card is noted here and cannot be changed.";
    words: "姓名或找过的字", "A name, or what was looked for";
    day: "哪一天", "On which day";
    look: "查记录", "Look it up";
    none: "没有这样的记录。", "There is nothing like that.";
    file: "下载全部记录（要有网）", "All of it as a file (online only)";
    at: "时间", "When";
    by: "谁", "Who";
    deed: "做了什么", "What";
    whom: "关于谁", "Whom";
}

/// "查找居民".
pub fn name(lang: Lang, deed: Deed) -> &'static str {
    let (zh, en) = match deed {
        Deed::Opened => ("开锁", "Opened the desk"),
        Deed::Searched => ("查找居民", "Looked for residents"),
        Deed::SawPhones => ("看手机", "Looked at phones"),
        Deed::PrintedCard => ("印居民卡", "Printed a card"),
        Deed::SignedOut => ("退出手机", "Signed out"),
        Deed::BroughtIn => ("导入名册", "Brought in a list"),
        Deed::TookBack => ("撤回名册", "Took a list back"),
        Deed::NotedMovedAway => ("记搬走", "Noted as moved away"),
        Deed::NotedDied => ("记过世", "Noted as dead"),
        Deed::NotedBack => ("记回来", "Noted as back"),
        Deed::NotedDoor => ("记换房", "Noted another door"),
        Deed::SawRecord => ("看登记资料", "Looked at a record"),
        Deed::Corrected => ("改登记资料", "Corrected a record"),
        Deed::Compared => ("对比两份资料", "Compared two records"),
        Deed::Merged => ("合并重复居民", "Made one person of two records"),
        Deed::TookLog => ("导出操作记录", "Took the log along"),
        Deed::WantedRegister => ("申请导出名册", "Wants to take the register along"),
        Deed::AgreedToRegister => ("同意导出名册", "Agreed to that"),
        Deed::TookRegister => ("导出名册", "Took the register along"),
        Deed::WantedEverything => ("申请导出全部数据", "Wants to take everything along"),
        Deed::AgreedToEverything => ("同意导出全部数据", "Agreed that everything is taken along"),
        Deed::TookEverything => ("导出全部数据", "Took everything along"),
    };
    lang.pick(zh, en)
}

/// "查找居民“周”，3 个".
pub fn what(lang: Lang, deed: Deed, words: &str, count: u32) -> String {
    let name = name(lang, deed);
    let said = if words.is_empty() { String::new() } else { format!("“{words}”") };
    match deed {
        Deed::Searched | Deed::BroughtIn | Deed::TookRegister | Deed::TookEverything => {
            lang.pick(format!("{name}{said}，{count} 个"), format!("{name} {said}: {count}"))
        }
        _ => format!("{name}{said}"),
    }
}
