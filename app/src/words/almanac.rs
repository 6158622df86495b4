//! The lunar date and the festivals.

use crate::look::Lang;
use domain::almanac::{Almanac, Festival, LunarDay};
use domain::when::Day;

const MONTHS: [&str; 12] = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// What is added to a date: "农历八月十五 · 中秋节" / "Mid-Autumn Festival". In English there is nothing but the festivals.
pub fn of_day(lang: Lang, almanac: &Almanac, day: Day) -> Option<String> {
    let lunar = almanac.lunar(day).filter(|_| lang == Lang::Zh).map(lunar);
    let names = almanac.festivals(day).map(|own| festival(lang, own).to_string());
    let parts: Vec<String> = lunar.into_iter().chain(names).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The festivals of a day: "中秋节" / "Mid-Autumn Festival".
pub fn festivals(lang: Lang, almanac: &Almanac, day: Day) -> Option<String> {
    let names: Vec<&str> = almanac.festivals(day).map(|own| festival(lang, own)).collect();
    (!names.is_empty()).then(|| names.join(" · "))
}

/// What a calendar prints under a day: its festival, else its lunar day, and for the first of a month that month: "冬至", "十五",
/// "冬月". In English there is nothing: a festival's name is too long for it.
pub fn under_day(lang: Lang, almanac: &Almanac, day: Day) -> Option<String> {
    if lang == Lang::En {
        return None;
    }
    let of_lunar = |date: LunarDay| if date.day == 1 { lunar_month(date) } else { lunar_number(date) };
    let name = almanac.festivals(day).next().map(|own| festival(lang, own).to_string());
    name.or_else(|| almanac.lunar(day).map(of_lunar))
}

/// "农历十月十四".
fn lunar(date: LunarDay) -> String {
    format!("农历{}{}", lunar_month(date), lunar_number(date))
}

/// "闰六月".
fn lunar_month(date: LunarDay) -> String {
    let leap = if date.leap { "闰" } else { "" };
    let month = MONTHS.get(usize::from(date.month) - 1).copied().unwrap_or_default();
    format!("{leap}{month}月")
}

/// "廿三".
fn lunar_number(date: LunarDay) -> String {
    let number = NUMBERS.get((usize::from(date.day) + 9) % 10).copied().unwrap_or_default();
    let tens = match date.day {
        ..=10 => "初",
        11..=19 => "十",
        20 => "二",
        21..=29 => "廿",
        _ => "三",
    };
    format!("{tens}{number}")
}

fn festival(lang: Lang, festival: Festival) -> &'static str {
    match festival {
        Festival::NewYear => lang.pick("元旦", "New Year's Day"),
        Festival::Women => lang.pick("妇女节", "Women's Day"),
        Festival::Qingming => lang.pick("清明节", "Qingming Festival"),
        Festival::Labour => lang.pick("劳动节", "Labour Day"),
        Festival::Children => lang.pick("儿童节", "Children's Day"),
        Festival::Party => lang.pick("建党节", "Party Day"),
        Festival::Army => lang.pick("建军节", "Army Day"),
        Festival::Teachers => lang.pick("教师节", "Teachers' Day"),
        Festival::National => lang.pick("国庆节", "National Day"),
        Festival::WinterSolstice => lang.pick("冬至", "Winter Solstice"),
        Festival::Spring => lang.pick("春节", "Spring Festival"),
        Festival::Lantern => lang.pick("元宵节", "Lantern Festival"),
        Festival::DragonBoat => lang.pick("端午节", "Dragon Boat Festival"),
        Festival::Qixi => lang.pick("七夕", "Qixi"),
        Festival::MidAutumn => lang.pick("中秋节", "Mid-Autumn Festival"),
        Festival::DoubleNinth => lang.pick("重阳节", "Double Ninth Festival"),
        Festival::Laba => lang.pick("腊八节", "Laba Festival"),
        Festival::NewYearsEve => lang.pick("除夕", "New Year's Eve"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::almanac::{Feast, LunarMonth};

    #[test]
    fn lunar_days_have_their_own_numerals() {
        let said = |month, leap, day| lunar(LunarDay { month, leap, day });
        assert_eq!(said(10, false, 14), "农历十月十四");
        assert_eq!(said(1, false, 1), "农历正月初一");
        assert_eq!(said(6, true, 10), "农历闰六月初十");
        assert_eq!(said(11, false, 20), "农历冬月二十");
        assert_eq!(said(12, false, 23), "农历腊月廿三");
        assert_eq!(said(12, false, 30), "农历腊月三十");
    }

    #[test]
    fn english_names_the_festivals_only() {
        let day = Day::of(2026, 9, 25).unwrap();
        let months = vec![LunarMonth { first: day.plus(-14), month: 8, leap: false }];
        let feasts = vec![Feast { day, festival: Festival::MidAutumn }];
        let almanac = Almanac { months, festivals: feasts, until: day.plus(10), ..Almanac::default() };
        assert_eq!(of_day(Lang::Zh, &almanac, day).as_deref(), Some("农历八月十五 · 中秋节"));
        assert_eq!(of_day(Lang::En, &almanac, day).as_deref(), Some("Mid-Autumn Festival"));
        assert_eq!(of_day(Lang::En, &almanac, day.plus(1)), None);
        assert_eq!(festivals(Lang::Zh, &almanac, day).as_deref(), Some("中秋节"));
        assert_eq!(festivals(Lang::Zh, &almanac, day.plus(1)), None);
        let under = |days| under_day(Lang::Zh, &almanac, day.plus(days));
        assert_eq!([0, 1, -14].map(under).map(Option::unwrap), ["中秋节", "十六", "八月"]);
        assert_eq!((under(10), under_day(Lang::En, &almanac, day)), (None, None));
    }
}
