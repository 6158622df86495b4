//! Finding a kind of need by what somebody writes of it. Who writes 路灯坏了 means the lamp, though no kind is called so: where nothing
//! answers to the words, what shares their rarest characters does.

use domain::arrange::Arrange;
use domain::need::Need;
use domain::views::find::Wanted;
use std::cmp::Reverse;

/// So many kinds are proposed where none answers.
const PROPOSED: usize = 6;
/// A character that more than one kind in so many has says nothing about any of them.
const COMMON: usize = 12;
/// What a character weighs that only one kind has.
const RARE: usize = 1000;
/// What a proposal must weigh.
const ENOUGH: usize = 300;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    pub(super) needs: Vec<Need>,
    /// None of them answers to all that was written.
    pub(super) guessed: bool,
}

/// The kinds that answer to `query`, those with it in their name first, else those that come near. Nothing to an empty one.
pub(super) fn find(needs: &[Need], query: &str) -> Found {
    let wanted = Wanted::new(query);
    if wanted.is_empty() {
        return Found::default();
    }
    let rank = |need: &Need| wanted.rank(&need.title, "", &need.about);
    let mut found: Vec<Need> = needs.iter().filter(|need| rank(need).is_some()).cloned().collect();
    if !found.is_empty() {
        found.arrange_by_key(|need| (rank(need), need.number));
        return Found { needs: found, guessed: false };
    }
    Found { needs: near(needs, query), guessed: true }
}

/// The kinds that share the rarest characters with `query`. One in the name weighs as much as two in the sentence.
fn near(needs: &[Need], query: &str) -> Vec<Need> {
    let weigh = |character: char| {
        let known =
            needs.iter().filter(|need| need.title.contains(character) || need.about.contains(character)).count();
        if known == 0 || known > needs.len() / COMMON { 0 } else { RARE / known }
    };
    let mut weighed: Vec<(char, usize)> = Vec::new();
    for character in query.chars() {
        // Of letters every word has some; pinyin is read elsewhere.
        if character.is_alphanumeric() && !character.is_ascii() && weighed.iter().all(|(other, _)| *other != character)
        {
            weighed.push((character, weigh(character)));
        }
    }
    let weight = |need: &Need| -> usize {
        let of = |(character, weight): &(char, usize)| {
            let named = if need.title.contains(*character) { 2 * weight } else { 0 };
            named.max(if need.about.contains(*character) { *weight } else { 0 })
        };
        weighed.iter().map(of).sum()
    };
    let mut near: Vec<Need> = needs.iter().filter(|need| weight(need) >= ENOUGH).cloned().collect();
    near.arrange_by_key(|need| (Reverse(weight(need)), need.number));
    near.truncate(PROPOSED);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committee's list begins so; the others are about something else.
    fn list() -> Vec<Need> {
        let told = [
            ("家电坏了没人修", "电扇、电饭煲坏了，扔掉可惜。"),
            ("楼道灯不亮", "晚上上楼摸黑，怕踩空。"),
            ("晚上回家路太黑", "收摊到家十点多，有一段路没有灯。"),
            ("想学唱歌", "TV 上的歌，了不起。"),
        ];
        let others = (0..60).map(|_| ("想下棋", "老棋友搬走了。"));
        let need = |(number, (title, about)): (u32, (&str, &str))| Need {
            number,
            title: title.into(),
            about: about.into(),
            ..Need::default()
        };
        (1..).zip(told.into_iter().chain(others)).map(need).collect()
    }

    fn titles(query: &str) -> Vec<String> {
        find(&list(), query).needs.into_iter().map(|need| need.title).collect()
    }

    #[test]
    fn a_kind_is_found_by_a_word_of_its_sentence_and_the_name_goes_before() {
        assert_eq!(titles("tv"), ["想学唱歌"]);
        assert_eq!(titles("晚上"), ["晚上回家路太黑", "楼道灯不亮"]);
        assert!(!find(&list(), "晚上").guessed);
        assert!(titles(" ").is_empty());
    }

    #[test]
    fn who_writes_more_than_a_kind_is_called_finds_what_comes_near() {
        let found = find(&list(), "路灯坏了");
        assert!(found.guessed);
        let titles: Vec<&str> = found.needs.iter().map(|need| need.title.as_str()).collect();
        assert_eq!(titles, ["晚上回家路太黑", "家电坏了没人修", "楼道灯不亮"]);
        assert!(find(&list(), "loudaodeng").needs.is_empty());
        assert!(find(&list(), "了").needs.len() > PROPOSED);
    }
}
