//! From when until when one can sign up and cancel, and the sentences for whoever comes too soon or too late.
//!
//! A no carries its date: it may be read days later, when "yesterday" would be wrong.

use super::when;
use crate::look::Lang;
use domain::occurrence::Occurrence;
use domain::refusal::Refusal;
use domain::when::Moment;

sentences! {
    times: "报名时间", "Sign-up";
    opens: "开始报名", "opens";
    closes: "截止报名", "closes";
    cancel_until: "前可以取消", "you can cancel until";
}

/// "后天上午九点开始报名；周五下午三点前可以取消"; empty where nothing is said.
pub fn said(lang: Lang, date: &Occurrence, now: Moment) -> String {
    let times = [(date.opens(), opens(lang)), (date.closes(), closes(lang)), (date.cancel_until(), cancel_until(lang))];
    let said = times.into_iter().filter_map(|(at, what)| Some(timed(lang, when::moment(lang, at?, now), what)));
    said.collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// "明天下午三点开始报名" / "opens tomorrow at 3 pm".
fn timed(lang: Lang, at: String, what: &str) -> String {
    lang.pick(format!("{at}{what}"), format!("{what} {at}"))
}

/// Why one cannot sign up now, beside the button that is shut; empty for any other no.
pub fn shut(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignupNotOpen { opens } => {
            let at = when::lasting(lang, *opens);
            lang.pick(format!("{at}开始报名，请到时候再来。"), format!("Sign-up opens at {at}. Please come back then."))
        }
        Refusal::SignupClosed { since } => {
            let at = when::lasting(lang, *since);
            lang.pick(
                format!("{at}已经截止报名。还想来，请打电话问一问。"),
                format!("Sign-up closed at {at}. If you want to come, please call and ask."),
            )
        }
        _ => String::new(),
    }
}

/// In place of the button that gives a place back: whom to tell. The office's number is at the foot of every page.
pub fn call_to_cancel(lang: Lang, since: Moment, contact: &str) -> String {
    let at = when::lasting(lang, since);
    let whom = match contact {
        "" => String::new(),
        _ => lang.pick(format!("告诉{contact}，或"), format!("tell {contact}, or ")),
    };
    lang.pick(
        format!("{at}以后不能在手机上取消。来不了，请{whom}打电话给社区。"),
        format!("Since {at} you cannot cancel here. If you cannot come, please {whom}call the office."),
    )
}

/// The sentence for a no about these times; empty for any other.
pub fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::CancelClosed { since } => {
            lang.pick("没退成：", "Not given back. ").to_string() + &call_to_cancel(lang, *since, "")
        }
        other => lang.pick("没报上：", "Not signed up. ").to_string() + &shut(lang, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::{Clock, Day, HOUR_MS};
    use domain::windows::Windows;

    fn date(windows: Windows) -> Occurrence {
        let starts = Moment::at(Day::of(2026, 11, 27).unwrap(), Clock(15 * 60));
        Occurrence { starts, ends: starts.plus_ms(HOUR_MS), windows, ..Occurrence::default() }
    }

    #[test]
    fn the_times_are_told_as_far_as_they_are_said() {
        let now = Moment::at(Day::of(2026, 11, 24).unwrap(), Clock(9 * 60));
        let said = |lang, windows| said(lang, &date(windows), now);
        assert_eq!(said(Lang::Zh, Windows::default()), "");
        assert_eq!(said(Lang::Zh, Windows { opens: Some(48), ..Windows::default() }), "明天下午三点开始报名");
        let all = Windows { opens: Some(48), closes: 24, cancel: 24 };
        let zh = "明天下午三点开始报名；后天下午三点截止报名；后天下午三点前可以取消";
        assert_eq!(said(Lang::Zh, all), zh);
        let en = "closes Thu 26 Nov, 3 pm";
        assert_eq!(said(Lang::En, Windows { closes: 24, ..Windows::default() }), en);
    }

    #[test]
    fn a_no_says_the_time() {
        let at = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock(18 * 60));
        let no = sentence(Lang::Zh, &Refusal::SignupNotOpen { opens: at });
        assert_eq!(no, "没报上：11月25日晚上六点开始报名，请到时候再来。");
        let no = sentence(Lang::En, &Refusal::SignupClosed { since: at });
        assert_eq!(no, "Not signed up. Sign-up closed at 6 pm on 25 Nov. If you want to come, please call and ask.");
        let no = sentence(Lang::Zh, &Refusal::CancelClosed { since: at });
        assert_eq!(no, "没退成：11月25日晚上六点以后不能在手机上取消。来不了，请打电话给社区。");
        let whom = call_to_cancel(Lang::Zh, at, "何老师");
        assert_eq!(whom, "11月25日晚上六点以后不能在手机上取消。来不了，请告诉何老师，或打电话给社区。");
    }
}
