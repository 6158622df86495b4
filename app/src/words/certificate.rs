//! Words of certificates of service hours: issuing one, the paper, and the page that checks it.

use crate::look::Lang;
use crate::words::shift::length;
use domain::certificate::Certificate;

sentences! {
    title: "志愿服务记录证明", "Certificate of volunteer service";
    mine: "服务证明", "My certificates of service";
    number: "编号", "Number";
    issuer: "出具单位", "Issued by";
    person: "志愿者", "Volunteer";
    volunteer: "志愿者编号", "Volunteer number";
    volunteer_hint: "在“志愿浙江”等平台注册的编号；没有就不填。", "As registered with the state's platform for volunteers; leave it empty if there is none.";
    span: "起止日期", "Days";
    content: "服务内容", "Service";
    issued_on: "出具日期", "Date";
    signed: "经办人", "For the team";
    holds: "证明有效，时长没有变过", "Valid: the hours stand as certified";
    compare: "请和纸上的编号、姓名、时长对一对。", "Please compare number, name and hours with the paper.";
    scan: "扫一扫，核对真假", "Scan to check it";
    qr_says: "核对这张证明的二维码", "QR code of the page that checks this certificate";
    print: "打印证明", "Print the certificate";
    as_file: "想存成文件：在打印机那里选“存储为 PDF”。", "For a file, choose “Save as PDF” as the printer.";
    open: "看证明", "Open";
    gone: "没有这张证明", "There is no such certificate";
    gone_text: "要本人或者开证明的队伍登录了，才看得到。", "Only whom it is for and the team that issued it can see it, signed in.";
    issue_text: "给队里的志愿者开证明。只算已经签了、没有撤回的时长；开出以后不能改。",
        "For volunteers of the team. Hours that are signed and not taken back count; a certificate cannot be changed later.";
    whose: "给谁开", "For whom";
    nobody: "请选", "Please choose";
    whose_missing: "请选给谁开。", "Please choose for whom.";
    from: "从哪天", "From";
    until: "到哪天", "Until";
    issue: "开证明", "Issue it";
    issued: "开好了，本人在“我的服务”里能看到", "Issued: the volunteer finds it in “My service”";
    issued_so_far: "开过的证明", "Certificates issued";
    no_number: "待编号", "number to come";
}

/// The days that it covers: "2026-01-01 至 2026-11-25".
pub fn days(lang: Lang, row: &Certificate) -> String {
    lang.pick(format!("{} 至 {}", row.from, row.until), format!("{} to {}", row.from, row.until))
}

/// What was done: "搬凳子、分餐".
pub fn contents(lang: Lang, all: &[String]) -> String {
    all.join(lang.pick("、", "; "))
}

/// Some of it was taken back later: "后来有更正，现在只算 2 小时".
pub fn holds_less(lang: Lang, minutes: i64) -> String {
    let now = length(lang, minutes);
    lang.pick(format!("出具以后有更正：现在只算 {now}"), format!("Corrected since it was issued: {now} still hold"))
}
