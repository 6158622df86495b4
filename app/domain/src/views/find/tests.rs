//! By characters, pinyin and initials, in this order; and no letter that is taken back loses a hit.

use super::sounds::Sounds;
use super::{Index, MOST, Rank, Wanted, squeezed};
use crate::activity::Activity;
use crate::id::{ActivityId, NeedId, OccurrenceId, OrganizationId, ProjectId, VenueId};
use crate::need::Need;
use crate::occurrence::Occurrence;
use crate::organization::Organization;
use crate::replica::Replica;
use crate::row::Row;
use crate::sample::id;
use crate::scope::Scope;
use crate::undertaking::Project;
use crate::venue::Venue;
use crate::when::Moment;
use proptest::prelude::*;
use std::borrow::Cow;

fn sounds() -> Sounds {
    let lines =
        ["shu书", "hua画", "ke课", "shi室", "lou楼", "dao道", "deng灯", "xiu修", "le乐", "yin yue音乐", "yin音"];
    Sounds::of(&lines.map(str::to_owned))
}

fn opera() -> Organization {
    Organization {
        id: OrganizationId(id(1)),
        name: "西山社区戏曲队".into(),
        pinyin: "xishanshequxiqudui xssqxqd".into(),
        purpose: "唱越剧".into(),
        ..Organization::default()
    }
}

fn phone() -> Replica {
    let mut phone = Replica::default();
    let venue = Venue { id: VenueId(id(2)), name: "书画室".into(), ..Venue::default() };
    let lesson = Activity { id: ActivityId(id(3)), title: "音乐课".into(), ..Activity::default() };
    let date = |n: u128, starts: i64, cancelled: Option<&str>| Occurrence {
        id: OccurrenceId(id(n)),
        activity: lesson.id,
        venue: venue.id,
        starts: Moment(starts),
        ends: Moment(starts + 10),
        cancelled: cancelled.map(str::to_owned),
        ..Occurrence::default()
    };
    let need = Need { id: NeedId(id(8)), title: "修楼道灯".into(), about: "灯不亮".into(), ..Need::default() };
    let project =
        Project { id: ProjectId(id(9)), title: "书画上楼".into(), organization: opera().id, ..Project::default() };
    let dates = [date(4, 10, None), date(5, 100, Some("下雨")), date(6, 200, None), date(7, 300, None)];
    let rows = [Row::Organization(opera()), Row::Need(need), Row::Project(project), Row::Venue(venue)];
    let rows = rows.into_iter().chain([Row::Activity(lesson.clone())]).chain(dates.map(Row::Occurrence));
    rows.for_each(|row| phone.put(Scope::Public, row));
    phone
}

/// How many teams, dates, needs and projects answer.
fn counts(query: &str) -> [usize; 4] {
    let found = Index::of(&phone(), &sounds(), Moment(50)).find(query);
    [found.organizations.len(), found.dates.len(), found.needs.len(), found.projects.len()]
}

#[test]
fn everything_is_found_by_characters_pinyin_and_initials() {
    for (query, expected) in [
        ("", [0, 0, 0, 0]),
        ("  ", [0, 0, 0, 0]),
        ("戏曲", [1, 0, 0, 1]),
        ("xiqu", [1, 0, 0, 0]),
        ("Xi Qu", [1, 0, 0, 0]),
        ("xi'qu", [1, 0, 0, 0]),
        ("xqd", [1, 0, 0, 0]),
        ("越剧", [1, 0, 0, 0]),
        ("音乐", [0, 1, 0, 0]),
        ("yinyueke", [0, 1, 0, 0]),
        ("yyk", [0, 1, 0, 0]),
        ("书画", [0, 1, 0, 1]),
        ("shuhuashi", [0, 1, 0, 0]),
        ("楼道灯", [0, 0, 1, 0]),
        ("loudaodeng", [0, 0, 1, 0]),
        ("xldd", [0, 0, 1, 0]),
        ("不亮", [0, 0, 1, 0]),
        ("shuhua", [0, 1, 0, 1]),
        ("象棋", [0, 0, 0, 0]),
    ] {
        assert_eq!(counts(query), expected, "{query}");
    }
}

#[test]
fn of_an_activity_its_next_date_is_found() {
    let found = Index::of(&phone(), &sounds(), Moment(50)).find("音乐");
    assert_eq!(found.dates.iter().map(|date| date.occurrence.id).collect::<Vec<_>>(), [OccurrenceId(id(6))]);
    assert!(Index::of(&phone(), &sounds(), Moment(500)).find("音乐").is_empty(), "it is over");
}

#[test]
fn what_begins_so_stands_before_what_only_contains_it_and_that_before_pinyin_initials_and_words() {
    let rank = |name: &str, pinyin: &str, said: &str| Wanted::new("dd").rank(name, pinyin, said);
    let ranks = [
        rank("DD 队", "dddui ddd", ""),
        rank("大 dd 队", "daddui dddd", ""),
        rank("队", "addao ad", ""),
        rank("灯道", "dengdao dd", ""),
        rank("队", "dui d", "有 dd"),
    ];
    assert_eq!(ranks.map(Option::unwrap), [Rank::Begins, Rank::Contains, Rank::Pinyin, Rank::Initials, Rank::Said]);
    assert_eq!(rank("队", "ad dui", ""), None, "a match never spans full pinyin and initials");
    assert!(ranks.is_sorted());
}

#[test]
fn of_many_only_so_many_are_shown_and_the_best_first() {
    let mut phone = Replica::default();
    for n in 0..20_u128 {
        let title = if n == 19 { "灯".to_owned() } else { format!("修灯{n}") };
        let need = Need { id: NeedId(id(n)), number: u32::try_from(n).unwrap(), title, ..Need::default() };
        phone.put(Scope::Public, Row::Need(need));
    }
    let found = Index::of(&phone, &sounds(), Moment(0)).find("deng");
    assert_eq!(found.len(), MOST);
    let found = Index::of(&phone, &sounds(), Moment(0)).find("灯");
    assert_eq!(found.needs.first().map(|need| need.number), Some(19));
}

#[test]
fn lines_that_say_nothing_are_passed_over() {
    let sounds = Sounds::of(&["", "yue", "a b", "越", "yue月"].map(str::to_owned));
    assert_eq!(sounds.pinyin("月 A1，音"), "yuea1 ya1");
}

/// The directory's rule as it was before it stood here.
fn before(team: &Organization, query: &str) -> bool {
    let query: String = query.to_lowercase().split_whitespace().collect();
    query.is_empty()
        || team.name.to_lowercase().contains(&query)
        || team.pinyin.split(' ').any(|form| form.contains(&query))
        || team.purpose.contains(&query)
}

proptest! {
    #[test]
    fn no_hit_is_lost_when_a_letter_is_taken_back(from in 0_usize..16, until in 0_usize..16, which in 0_usize..6) {
        let texts = ["西山社区戏曲队", "xishanshequxiqudui", "xssqxqd", "唱越剧", "Xi Shan She Qu", "音乐课"];
        let typed: Vec<char> = texts[which].chars().skip(from).take(until).collect();
        let team = opera();
        let hits = |query: &[char]| {
            let query: String = query.iter().collect();
            team.answers(&Wanted::new(&query))
        };
        if hits(&typed) {
            for shorter in 0..typed.len() {
                prop_assert!(hits(&typed[..shorter]), "{typed:?} to {shorter}");
            }
        }
    }

    #[test]
    fn every_part_of_a_name_finds_it(name in "[a-zA-Zü西山社区 ’']{1,12}", from in 0_usize..12, many in 1_usize..12) {
        let part: String = name.chars().skip(from).take(many).collect();
        prop_assert!(Wanted::new(&part).rank(&name, "", "").is_some());
    }

    #[test]
    fn every_part_of_the_pinyin_finds_a_title(title in "[书画课室楼道灯修音乐]{1,8}", from in 0_usize..20, many in 1_usize..20) {
        let pinyin = sounds().pinyin(&title);
        for form in pinyin.split(' ') {
            let part: String = form.chars().skip(from).take(many).collect();
            prop_assert!(Wanted::new(&part).rank(&title, &pinyin, "").is_some());
        }
    }

    #[test]
    fn what_the_directory_found_it_finds(query in "[a-zA-Z 西山戏曲越剧]{0,6}") {
        let team = opera();
        prop_assert_eq!(team.answers(&Wanted::new(&query)), before(&team, &query));
    }

    #[test]
    fn squeezing_twice_is_squeezing_once(text in ".{0,20}") {
        let once = squeezed(&text).into_owned();
        prop_assert_eq!(squeezed(&once).into_owned(), once);
    }

    #[test]
    fn what_is_left_as_it_is_needed_no_squeezing(text in "[a-zA-Z0-9üÜİ’' \u{3000}西山，（·]{0,8}") {
        let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’'));
        let slowly: String = kept.flat_map(char::to_lowercase).map(|c| if c == 'ü' { 'v' } else { c }).collect();
        prop_assert_eq!(matches!(squeezed(&text), Cow::Borrowed(_)), slowly == text);
        prop_assert_eq!(squeezed(&text).into_owned(), slowly);
    }
}
