//! Words of posting an activity, changing one, and its poster.

use crate::look::Lang;
use crate::words::when;
use domain::audience::AGE_MAX;
use domain::series::Skip;
use domain::when::Day;

sentences! {
    post: "发布活动", "Post an activity";
    change: "改活动", "Change an activity";
    poster: "海报", "Poster";
    print_poster: "打印海报", "Print the poster";
    like: "再发一个类似的", "Post another one like it";
    change_this: "改活动的介绍和重复", "Change its words and how it repeats";
    team: "哪个组织办", "Which team";
    pick_team: "请选组织", "Please choose a team";
    team_missing: "请选是哪个组织办。", "Please choose which team runs it.";
    title: "活动名称", "Title";
    title_hint: "比如“包饺子”“学用手机”。", "For example “making dumplings”.";
    title_missing: "请写活动名称，最多 30 个字。", "Please give a title, 30 characters at most.";
    repeat: "重复", "Repeat";
    once: "不重复", "Only once";
    daily: "每天", "Every day";
    some_days: "每周几天", "Some days of every week";
    which_days: "每周哪几天", "Which days of the week";
    weekly: "每周", "Every week";
    workdays: "工作日", "Every working day";
    fortnight: "隔周", "Every second week";
    season: "放假的时候", "In holidays";
    held_always: "放假也照办", "As always";
    rest: "法定节假日不办", "Not on public holidays";
    in_terms: "学校放假时不办", "Not in school holidays";
    in_holidays: "只在学校放假时办", "In school holidays only";
    repeat_text: "以后六个星期的场次会自己排好。", "The dates of the next six weeks make themselves.";
    from_now_on: "改重复只管以后的场次。已经有人报过名的，和单独改过的，都不动。",
        "How it repeats changes from now on. Dates that somebody signed up for, or that were changed by hand, stay.";
    more: "更多：照片、介绍、谁能来、费用", "More: picture, words, who may come, price";
    about: "介绍", "What happens there";
    about_long: "介绍太长了，最多 300 个字。", "That is too long: 300 characters at most.";
    line_long: "太长了，最多 40 个字。", "That is too long: 40 characters at most.";
    kind: "类别", "Kind";
    kind_of_team: "跟组织的类别走", "The kind of the team";
    who: "谁能报名", "Who may sign up";
    everyone: "谁都可以", "Everyone";
    members: "只给组织成员", "Members of the team";
    ages: "限年龄", "Some ages";
    compound: "只给一个小区", "One compound";
    which_compound: "哪个小区", "Which compound";
    pick_compound: "请选小区", "Please choose a compound";
    compound_missing: "请选一个小区。", "Please choose a compound.";
    age_from: "满几岁", "From age";
    age_until: "到几岁（可不填）", "Until age (optional)";
    ages_wrong: "请填年龄，从小到大，比如 6 到 12。", "Please give the ages from younger to older, for example 6 to 12.";
    audience: "谁能来，用一句话说", "Who may come, in a sentence";
    bring: "带什么", "What to bring";
    picture: "一张照片（可不放）", "A picture (optional)";
    picture_lost: "图片没有存下来，请再选一次。", "The picture was not kept: please choose it again.";
    picture_hint: "大家都看得到，放在活动页面和列表里。拍到人的，要本人同意。拍到孩子的脸，要监护人同意，满十四岁的还要本人同意。",
        "Everyone sees it on the activity's pages and in lists. People in it must agree, and for children's faces their guardians.";
    price: "费用（元）", "Price (yuan)";
    price_hint: "不收费就空着。", "Leave it empty if it is free.";
    price_wrong: "请写多少元，比如 5 或 2.5。", "Please give yuan, for example 5 or 2.5.";
    freed: "有人退出，空出的位子", "When somebody cancels";
    freed_given: "直接补给候补第一位", "The first in line gets the place";
    freed_offered: "先问候补第一位要不要", "The first in line is asked first";
    contact: "找谁问", "Whom to ask";
    contact_hint: "写大家怎么称呼就行，居民都能看到。", "What neighbours call them is enough; all residents see it.";
    post_now: "发布", "Post it";
    posted: "发布了，居民能看到了", "Posted: residents can see it";
    posted_text: "居民现在就能报名。", "Residents can sign up now.";
    open_date: "看名单、改这一场", "Names and changes";
    again: "再发一个", "Post another one";
    change_now: "保存改动", "Save the changes";
    changed: "改好了", "Saved";
    gone: "没有这个活动", "There is no such activity";
    gone_text: "可能撤下了，或者由别的组织安排。", "It may have been taken down, or another team runs it.";
    scan: "扫码看详情、报名", "Scan to read more and sign up";
    free: "免费", "Free";
}

/// "以后还有 5 场，也都取消" / "The 5 later dates are called off, too".
pub fn all_from_here(lang: Lang, later: usize) -> String {
    match later {
        0 => lang.pick("从这次起全部取消，以后不再排", "Call off all from here: no more dates are made").into(),
        1 => lang.pick("从这次起全部取消，以后的 1 场也不办了", "Call off all from here, the later date too").into(),
        _ => lang.pick(
            format!("从这次起全部取消，以后的 {later} 场也不办了"),
            format!("Call off all from here, the {later} later dates too"),
        ),
    }
}

/// A way to repeat that is none of the usual ones: "照现在的：每周二、五" / "As now: Every Tuesday and Friday".
pub fn as_it_is(lang: Lang, rule: Option<String>) -> String {
    match rule {
        Some(rule) => lang.pick(format!("照现在的：{rule}"), format!("As now: {rule}")),
        None => lang.pick("照现在的重复", "As it repeats now").into(),
    }
}

/// One of the days of a week, from 1 for Monday: "周二" / "Tuesday".
pub fn weekday(lang: Lang, number: u8) -> String {
    lang.pick(format!("周{}", when::nth_weekday(lang, number)), when::long_weekday(number).into())
}

/// The first dates of a series: "头几场：周六 11月28日、周六 12月5日……" / "First dates: Sat 28 Nov, Sat 5 Dec …"
pub fn first_dates(lang: Lang, days: &[Day], today: Day) -> String {
    let named: Vec<String> = days.iter().map(|day| when::exact_day(lang, *day, today)).collect();
    let (zh, en) = (named.join("、"), named.join(", "));
    lang.pick(format!("头几场：{zh}……"), format!("First dates: {en} …"))
}

/// What becomes of those that fall into holidays, which a phone does not know; the first one is held whatever its day is.
pub fn but_for(lang: Lang, skip: Skip) -> &'static str {
    match skip {
        Skip::Nothing => "",
        Skip::PublicHolidays => {
            lang.pick("以后碰上法定节假日的，不排。", "Later ones on public holidays are left out.")
        }
        Skip::SchoolHolidays => lang.pick("以后碰上学校放假的，不排。", "Later ones in school holidays are left out."),
        Skip::OutsideSchoolHolidays => {
            lang.pick("以后只排碰上学校放假的。", "Of the later ones only those in school holidays stay.")
        }
    }
}

/// What the QR code on a poster is, for those who do not see it.
pub fn qr_says(lang: Lang, title: &str) -> String {
    lang.pick(format!("“{title}”的二维码"), format!("QR code of “{title}”"))
}

/// "60 岁以上" / "60 and older".
pub fn ages_words(lang: Lang, from: u8, until: u8) -> String {
    if until == AGE_MAX {
        return lang.pick(format!("{from} 岁以上"), format!("{from} and older"));
    }
    lang.pick(format!("{from} 到 {until} 岁"), format!("Ages {from} to {until}"))
}
