//! Words for how a meal was.

use crate::look::Lang;
use domain::rating::{Rated, Reason, Score};

sentences! {
    title: "吃过的饭", "Meals we had";
    hint: "这两个星期取走的饭，好不好吃，说一说", "Say how the meals of the last two weeks were";
    none: "这两个星期还没有取过饭。", "No meal was fetched in the last two weeks.";
    none_text: "取了饭，来这里说说好不好吃。", "Once you have fetched a meal, say here how it was.";
    sign_in_first: "登录以后能说饭好不好吃。", "Sign in to say how the meals were.";
    say: "说说怎么样", "Say how it was";
    say_anew: "改一改", "Change what I said";
    how: "好吃吗", "How was it";
    about: "是哪里（可以多选）", "What was it about (any number)";
    words: "还想说的", "Anything else";
    words_hint: "可以不写，最多 200 个字。食堂看不到是谁说的。", "May stay empty; at most 200 characters. The canteen does not see who says it.";
    send: "告诉食堂", "Tell the canteen";
    not_now: "先不说", "Not now";
    tastes: "大家说的", "What was said";
    tastes_none: "这一天还没有人说。", "No comments for this day yet.";
}

/// "好吃".
pub fn score(lang: Lang, score: Score) -> &'static str {
    match score {
        Score::Good => lang.pick("好吃", "Good"),
        Score::SoSo => lang.pick("一般", "So-so"),
        Score::NotGood => lang.pick("不好吃", "Not good"),
    }
}

/// "太咸".
pub fn reason(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::Salty => lang.pick("太咸", "Too salty"),
        Reason::Bland => lang.pick("太淡", "Too bland"),
        Reason::Greasy => lang.pick("太油", "Too greasy"),
        Reason::Hard => lang.pick("太硬", "Too hard"),
        Reason::Cold => lang.pick("凉了", "Cold"),
        Reason::Small => lang.pick("份量少", "Too little"),
    }
}

/// "一般 · 太咸，凉了 · 汤好".
pub fn said(lang: Lang, rated: &Rated) -> String {
    let reasons: Vec<&str> = rated.reasons.iter().map(|one| reason(lang, *one)).collect();
    let parts = [score(lang, rated.score).to_owned(), reasons.join(lang.pick("，", ", ")), rated.words.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// "太咸 3 人" / "Too salty: 3".
pub fn counted(lang: Lang, of: Reason, times: usize) -> String {
    lang.pick(format!("{} {times} 人", reason(lang, of)), format!("{}: {times}", reason(lang, of)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_leaves_no_hole() {
        let rated = Rated { score: Score::SoSo, reasons: vec![Reason::Salty, Reason::Cold], words: "汤好".into() };
        assert_eq!(said(Lang::Zh, &rated), "一般 · 太咸，凉了 · 汤好");
        assert_eq!(said(Lang::En, &Rated::default()), "Good");
    }
}
