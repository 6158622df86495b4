//! Words of taking the whole register along, or everything of the community.

use crate::look::Lang;

sentences! {
    title: "导出整份名册", "Take the whole register along";
    text: "要两位工作人员：一位说用来做什么，另一位同意，一天之内下载一次。",
        "It takes two members of staff: one says what for, another one agrees, and it is downloaded once within a day.";
    why: "用来做什么", "What for";
    missing: "请写用来做什么。", "Please say what for.";
    ask: "申请导出", "Ask for it";
    ask_everything: "申请导出全部数据", "Ask for everything";
    everything: "全部数据：表格，和搬到新服务器用的文件。", "Everything: tables, and files for a new server.";
    everything_sure: "同意让这位同事带走社区的全部数据？", "Agree that your colleague takes everything of the community along?";
    download_everything: "下载全部数据（只能一次）", "Download everything (once)";
    look: "看申请", "See who asks";
    none: "现在没有申请。", "Nobody asks now.";
    waits: "等另一位同意", "Waits for another one";
    agree: "同意", "Agree";
    agree_sure: "同意让这位同事带走整份名册？", "Agree that your colleague takes the whole register along?";
    agree_no: "先不同意", "Not now";
    agreed: "已同意", "Agreed";
    download: "下载名册（只能一次）", "Download it (once)";
    not_here: "没办成：这份申请已经不在了，或者是您自己的。", "Not done: this request is gone, or it is your own.";
}

/// "张敏：人口普查（11月20日 09:12）".
pub fn about(lang: Lang, by: &str, why: &str, asked: &str) -> String {
    lang.pick(format!("{by}：{why}（{asked}）"), format!("{by}: {why} ({asked})"))
}

/// "张敏要全部数据：换服务器（11月20日 09:12）".
pub fn about_everything(lang: Lang, by: &str, why: &str, asked: &str) -> String {
    lang.pick(format!("{by}要全部数据：{why}（{asked}）"), format!("{by} wants everything: {why} ({asked})"))
}
