//! Words of regular orders.

use crate::look::Lang;
use crate::words::{canteen, refusal, skills, when};
use domain::meal::Meal;
use domain::regular::{Habit, Plate, Regular, Stopped};
use domain::views::regular::Ahead;
use domain::when::Day;

sentences! {
    title: "长期订餐", "Regular orders";
    hint: "设一次，有菜单就自动订", "Set it once; it orders when there is a menu";
    sign_in_first: "登录以后能设长期订餐。", "Sign in to set a regular order.";
    none: "还没有设。", "Nothing is set yet.";
    set_new: "设一份长期订餐", "Set a regular order";
    change_this: "改这一份", "Change this one";
    who: "谁吃", "Who eats";
    which_meal: "哪一餐", "Which meal";
    which_days: "每周哪几天", "Which days of the week";
    how_much: "每餐要几份", "How much each time";
    how_much_hint: "每样订当天最便宜的。要挑菜，请到食堂页自己订。",
        "The cheapest dish of each kind. To choose dishes, order on the canteen's page.";
    first: "从哪天起", "From";
    last: "到哪天止（可不填）", "Until (optional)";
    pause_from: "暂停：从哪天（可不填）", "Pause from (optional)";
    pause_until: "暂停：到哪天（可不填）", "Pause until (optional)";
    on_holidays: "法定假日也订", "On public holidays too";
    on_holidays_hint: "不勾，法定假日自动停。", "If not ticked, nothing is ordered on public holidays.";
    first_missing: "请选从哪天起。", "Please say from which day on.";
    last_early: "最后一天不能早于第一天。", "The last day cannot be before the first.";
    pause_backwards: "暂停的最后一天不能早于第一天。", "The last day of the pause cannot be before its first.";
    pause_half: "暂停要有头有尾：两个日期都填，或都不填。", "A pause has two days: fill both, or neither.";
    save: "设好", "Set it";
    save_change: "保存改动", "Save the change";
    leave: "不改了", "Leave it as it is";
    saved: "记下了，上面那一份就是。", "Saved: it is shown above.";
    change: "改", "Change";
    end: "停掉", "End it";
    end_sure: "确定停掉？已经订好的饭不会退，要退请到食堂页。",
        "End it? What is ordered stays; give that up on the canteen's page.";
    end_yes: "确定停掉", "Yes, end it";
    end_no: "留着", "Keep it";
    next: "接下来几天", "The next days";
    given_up: "这天您退了，不再订", "Given up, not ordered again";
    later: "有菜单就订", "Ordered when there is a menu";
    stopped_title: "停了的长期订餐", "Regular orders that have stopped";
    rest: "订到哪天、哪几天不要（可不填）", "Until when, and when not (optional)";
    set_anew: "还要的话，在下面重新设一份。", "If it is still wanted, set another one below.";
    stopped_hint: "家里人可以在手机上重新设，或请柜台代订。", "The family can set it anew, or order at the counter.";
}

/// The days of a week: "周一、周三" / "Mon, Wed".
pub fn days(lang: Lang, habit: &Habit) -> String {
    let named: Vec<String> =
        (1..=7).filter(|number| habit.on(*number)).map(|number| skills::weekday(lang, number)).collect();
    named.join(lang.pick("、", ", "))
}

/// "荤菜 1 份、素菜 1 份".
pub fn plate(lang: Lang, plate: Plate) -> String {
    let some = plate.kinds().into_iter().filter(|(_, count)| *count > 0);
    let named: Vec<String> = some.map(|(kind, count)| canteen::line(lang, canteen::kind(lang, kind), count)).collect();
    named.join(lang.pick("、", ", "))
}

/// "从11月23日起，到12月31日止；12月1日到12月5日暂停；法定假日不订".
pub fn dates(lang: Lang, habit: &Habit, today: Day) -> String {
    let date = |day: Day| when::date(lang, day, today);
    let from = date(habit.from);
    let mut said = match habit.until.map(date) {
        Some(until) => lang.pick(format!("从{from}起，到{until}止"), format!("From {from} until {until}")),
        None => lang.pick(format!("从{from}起"), format!("From {from} on")),
    };
    if let Some(pause) = habit.pause {
        let (from, until) = (date(pause.from), date(pause.until));
        said.push_str(&lang.pick(format!("；{from}到{until}暂停"), format!("; paused from {from} until {until}")));
    }
    if !habit.holidays {
        said.push_str(lang.pick("；法定假日不订", "; not on public holidays"));
    }
    said
}

/// Who eats, and which meal, where several are served or it is not lunch: "陆永年 · 晚餐".
pub fn whose(lang: Lang, row: &Regular, several: bool) -> String {
    let name = row.eater.name.clone();
    if several || !row.meal.is_lunch() { format!("{name} · {}", canteen::meal(lang, row.meal)) } else { name }
}

/// What one is called, within a sentence: "长期订餐", or by its meal where that is not lunch.
fn called(lang: Lang, meal: Meal) -> String {
    if meal.is_lunch() {
        return lang.pick("长期订餐", "regular order").into();
    }
    lang.pick(
        format!("长期订餐（{}）", canteen::meal(lang, meal)),
        format!("regular order of {}", canteen::food(lang, meal)),
    )
}

/// Why one has stopped: "陆永年的长期订餐停了：设它的周桂珍不在本社区了".
pub fn stopped(lang: Lang, row: &Regular) -> String {
    let (eater, by, what) = (&row.eater.name, &row.by.name, called(lang, row.meal));
    match row.stopped {
        Some(Stopped::EaterLeft) => lang.pick(
            format!("{eater}的{what}停了：本人不在本社区了"),
            format!("{eater}'s {what} has stopped: they do not live here any more"),
        ),
        Some(Stopped::SetterMayNot) => lang.pick(
            format!("{eater}的{what}停了：设它的{by}不能再替订了"),
            format!("{eater}'s {what} has stopped: {by}, who set it, may not order for them any more"),
        ),
        Some(Stopped::SetterLeft) | None => lang.pick(
            format!("{eater}的{what}停了：设它的{by}不在本社区了"),
            format!("{eater}'s {what} has stopped: {by}, who set it, does not live here any more"),
        ),
    }
}

/// How a day stands.
pub fn ahead(lang: Lang, ahead: &Ahead) -> String {
    match ahead {
        Ahead::Ordered(0) => lang.pick("已订", "Ordered").into(),
        Ahead::Ordered(code) => lang.pick(format!("已订，{code} 号"), format!("Ordered, number {code}")),
        Ahead::GivenUp => given_up(lang).into(),
        Ahead::Missed(why) => refusal::sentence(lang, why),
        Ahead::Later => later(lang).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::regular::Pause;
    use domain::resident::Person;

    #[test]
    fn it_says_which_meal_where_that_is_a_question() {
        let eater = Person { name: "陆永年".into(), ..Person::default() };
        let lunch = Regular { eater, stopped: Some(Stopped::EaterLeft), ..Regular::default() };
        let supper = Regular { meal: Meal::Supper, ..lunch.clone() };
        assert_eq!([whose(Lang::Zh, &lunch, false), whose(Lang::Zh, &lunch, true)], ["陆永年", "陆永年 · 午餐"]);
        assert_eq!(whose(Lang::Zh, &supper, false), "陆永年 · 晚餐");
        assert_eq!(stopped(Lang::Zh, &lunch), "陆永年的长期订餐停了：本人不在本社区了");
        assert_eq!(stopped(Lang::Zh, &supper), "陆永年的长期订餐（晚餐）停了：本人不在本社区了");
    }

    #[test]
    fn a_habit_is_said_as_a_neighbour_would() {
        let day = |text: &str| Day::parse(text).unwrap();
        let plate_of = Plate { meat: 1, staple: 2, ..Plate::default() };
        let pause = Some(Pause { from: day("2026-12-01"), until: day("2026-12-05") });
        let habit = Habit { days: 0b101, plate: plate_of, from: day("2026-11-23"), pause, ..Habit::default() };
        assert_eq!(days(Lang::Zh, &habit), "周一、周三");
        assert_eq!(plate(Lang::Zh, habit.plate), "荤菜 1 份、主食 2 份");
        assert_eq!(dates(Lang::Zh, &habit, day("2026-11-22")), "从11月23日起；12月1日到12月5日暂停；法定假日不订");
    }
}
