//! Words for changing all dates of a series from one on.

use crate::look::Lang;

sentences! {
    from_here_text: "只改您动过的几项：时间、场地、名额、说明、报名的时间。单独改过的场次，别的照旧。以后新排的也照这样。",
        "Only what you change here: times, venue, places, note, when to sign up. Dates changed by hand keep the rest. Dates made later follow.";
    other_day: "从这次起都改的，只能改几点，不能改哪一天。要换一天，请到“改活动的介绍和重复”里改。",
        "Changing all from here changes the time, not the day. For another day, change how the activity repeats.";
    one_by_one: "这一项要一场一场改。请先改回来，或者不勾“从这次起都改”。",
        "This is changed date by date. Please put it back, or untick “change all from here”.";
}

/// "从这次起都改，以后的 5 场也一样" / "Change all from here, the 5 later dates too".
pub fn from_here(lang: Lang, later: usize) -> String {
    match later {
        0 => lang.pick("从这次起都改", "Change all from here").into(),
        1 => lang.pick("从这次起都改，以后的 1 场也一样", "Change all from here, the later date too").into(),
        _ => lang.pick(
            format!("从这次起都改，以后的 {later} 场也一样"),
            format!("Change all from here, the {later} later dates too"),
        ),
    }
}
