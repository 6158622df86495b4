//! Words of work outside shifts: written down by whoever did it, signed by a leader.

use crate::look::Lang;
use domain::stint::StintState;

sentences! {
    title: "班次以外的服务", "Work outside shifts";
    text: "没有排班也做了事，写下来，负责人签了就算时长。", "What you did without a shift counts once a leader has signed it.";
    add: "记一次服务", "Write down work";
    form: "记一次班次以外的服务", "Work outside shifts";
    content: "做了什么", "What you did";
    content_hint: "比如“修戏服”“去买材料”。", "For example “mending costumes” or “buying material”.";
    content_missing: "请写做了什么。", "Please say what you did.";
    team: "给哪个队做的", "For which team";
    nothing: "请选", "Please choose";
    team_missing: "请选队伍。", "Please choose the team.";
    day: "哪一天做的", "Which day";
    from: "几点开始", "From";
    until: "几点结束", "Until";
    times_missing: "请写哪一天、从几点到几点。", "Please give the day and both times.";
    send: "交给负责人签", "Hand it to a leader";
    not_now: "先不记", "Not now";
    sent: "记下了。负责人签了，就算进时长。", "Noted. It counts once a leader has signed it.";
    take_back: "撤回", "Take it back";
    take_back_sure: "确定撤回？写错了可以再记一次。", "Take it back? You can write it down again.";
    take_back_yes: "确定撤回", "Yes, take it back";
    take_back_no: "留着", "Keep it";
    // At the desk.
    desk_text: "队里的人自己记的。属实就签；不属实，写一句为什么不签，本人能看到。",
        "What people of the team have written down. Sign it if it is so; if not, say why, and they read it.";
    none: "没有等着签的班外服务。", "No work outside shifts waits for a signature.";
    who: "谁做的", "Who";
    what: "做了什么事", "What";
    time: "什么时候", "When";
    sign: "签这一次", "Sign";
    signed: "签好了，算进时长了", "Signed: it counts now";
    refuse: "不签", "Do not sign";
    why: "为什么不签", "Why not";
    why_hint: "本人能看到这句话。", "They read it.";
    refuse_now: "不签，告诉本人", "Do not sign, and tell them";
    back: "再想想", "Not now";
    refused: "告诉本人了", "They have been told";
}

/// Where it stands, for whoever wrote it.
pub fn state(lang: Lang, state: StintState) -> &'static str {
    match state {
        StintState::Said => lang.pick("等负责人签", "Waits for a signature"),
        StintState::Signed => lang.pick("已经签了", "Signed"),
        StintState::Refused => lang.pick("没有签", "Not signed"),
        StintState::Withdrawn => lang.pick("撤回了", "Taken back"),
    }
}

/// What a leader has answered: "负责人说：那天没有活动".
pub fn answered(lang: Lang, words: &str) -> String {
    lang.pick(format!("负责人说：{words}"), format!("The leader says: {words}"))
}

/// The head of the form for a no: "不签何秀英的：修戏服".
pub fn refuse_of(lang: Lang, name: &str, what: &str) -> String {
    lang.pick(format!("不签{name}的：{what}"), format!("Not signed for {name}: {what}"))
}
