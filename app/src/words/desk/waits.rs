//! Words of what a leader's desk begins with: the day's dates and shifts, and what waits for an answer or a signature.

use crate::look::Lang;
use crate::words::{counted, when};
use domain::views::waits::{Matter, Need};
use domain::when::Moment;

sentences! {
    today: "今天", "Today";
    next: "今天没有场次和班次。下一场：", "No dates or shifts today. The next one:";
    nothing_on: "今天没有场次和班次，后面也还没有排。", "No dates or shifts today, and none are planned.";
    waits: "等您处理", "Waiting for you";
    nothing: "现在没有等您处理的事。", "Nothing waits for you now.";
}

/// "已报 12/30" / "12/30 signed up".
pub fn signed(lang: Lang, of: &str) -> String {
    lang.pick(format!("已报 {of}"), format!("{of} signed up"))
}

/// "值班 2/3" / "2/3 on it".
pub fn manned(lang: Lang, of: &str) -> String {
    lang.pick(format!("值班 {of}"), format!("{of} on the shift"))
}

/// "已报 12/30，来了 5 人" / "12/30 signed up, 5 have come".
pub fn so_far(lang: Lang, signed: &str, came: usize) -> String {
    let have = if came == 1 { "has" } else { "have" };
    lang.pick(format!("{signed}，来了 {came} 人"), format!("{signed}, {came} {have} come"))
}

/// "2 人等您同意" / "2 people want your yes".
pub fn need(lang: Lang, need: &Need) -> String {
    let count = need.count;
    let people = counted(count, "person", "people");
    match need.matter {
        Matter::Approval(_) => lang.pick(format!("{count} 人等您同意"), format!("{people} waiting for your yes")),
        Matter::Offer(_) => {
            lang.pick(format!("{count} 人轮到了，还没回话"), format!("{people} offered a place, no answer yet"))
        }
        Matter::Replacement(_) => {
            lang.pick(format!("{count} 人在找人替"), format!("{people} looking for a replacement"))
        }
        Matter::Joining(_) => lang.pick(format!("{count} 人想入队"), format!("{people} asking to join")),
        Matter::Hours(_) => lang.pick(format!("{count} 人的时长没签"), format!("hours of {people} not signed")),
        Matter::Deeds(_) => {
            let favours = counted(count, "favour", "favours");
            lang.pick(format!("{count} 件互助没签"), format!("{favours} not signed"))
        }
        Matter::Stints(_) => {
            let work = counted(count, "piece of work", "pieces of work");
            lang.pick(format!("{count} 件班外服务没签"), format!("{work} outside shifts not signed"))
        }
    }
}

/// "最早的要在今天下午三点前回话" / "The first is to answer by today at 3 pm".
pub fn answer_by(lang: Lang, until: Moment, now: Moment) -> String {
    let until = when::moment(lang, until, now);
    lang.pick(format!("最早的要在{until}前回话"), format!("The first is to answer by {until}"))
}

/// The button for what is not shown yet: "还有 5 件" / "5 more".
pub fn more(lang: Lang, count: usize) -> String {
    lang.pick(format!("还有 {count} 件"), format!("{count} more"))
}

/// On a door: "3 件等您处理" / "3 waiting for you". Nothing where nothing waits.
pub fn behind(lang: Lang, count: u32) -> Option<String> {
    (count > 0).then(|| lang.pick(format!("{count} 件等您处理"), format!("{count} waiting for you")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{OccurrenceId, OrganizationId, ShiftId};
    use domain::when::{Clock, Day};

    #[test]
    fn each_line_says_how_many_and_what() {
        let of =
            |matter, count| Need { matter, title: String::new(), span: None, count, since: Moment(0), until: None };
        let (date, shift, team) = (OccurrenceId::default(), ShiftId::default(), OrganizationId::default());
        let said = |lang, matter, count| need(lang, &of(matter, count));
        assert_eq!(said(Lang::Zh, Matter::Approval(date), 2), "2 人等您同意");
        assert_eq!(said(Lang::En, Matter::Approval(date), 1), "1 person waiting for your yes");
        assert_eq!(said(Lang::Zh, Matter::Offer(date), 1), "1 人轮到了，还没回话");
        assert_eq!(said(Lang::Zh, Matter::Replacement(shift), 1), "1 人在找人替");
        assert_eq!(said(Lang::Zh, Matter::Joining(team), 3), "3 人想入队");
        assert_eq!(said(Lang::En, Matter::Hours(shift), 2), "hours of 2 people not signed");
        assert_eq!(said(Lang::En, Matter::Deeds(team), 1), "1 favour not signed");
        assert_eq!(said(Lang::Zh, Matter::Stints(team), 2), "2 件班外服务没签");
        assert_eq!(said(Lang::En, Matter::Stints(team), 1), "1 piece of work outside shifts not signed");
        let now = Moment::at(Day::of(2026, 11, 23).unwrap(), Clock(9 * 60));
        let until = Moment::at(now.day(), Clock(15 * 60));
        assert_eq!(answer_by(Lang::Zh, until, now), "最早的要在今天下午三点前回话");
        assert_eq!(answer_by(Lang::En, until, now), "The first is to answer by today at 3 pm");
        assert_eq!(behind(Lang::Zh, 0), None);
        assert_eq!(so_far(Lang::En, "3/9 signed up", 1), "3/9 signed up, 1 has come");
    }
}
