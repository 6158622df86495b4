//! The pinyin by which a team is found, and the readings by which phones find everything else: people type `xiqu` or `xqd` where
//! Chinese input is slow.
//!
//! A character with several readings has its commonest one, unless a word of the table below says better; ü is
//! typed as v. Signs are left out, Latin letters and digits stay.

use pinyin::ToPinyin;
use std::collections::{BTreeMap, BTreeSet};

/// Words in the names of teams in which a character is not read the usual way.
const WORDS: [(&str, &[&str]); 14] = [
    ("调解", &["tiao", "jie"]),
    ("调理", &["tiao", "li"]),
    ("空调", &["kong", "tiao"]),
    ("长寿", &["chang", "shou"]),
    ("长跑", &["chang", "pao"]),
    ("长青", &["chang", "qing"]),
    ("音乐", &["yin", "yue"]),
    ("乐队", &["yue", "dui"]),
    ("乐器", &["yue", "qi"]),
    ("民乐", &["min", "yue"]),
    ("重阳", &["chong", "yang"]),
    ("重庆", &["chong", "qing"]),
    ("银行", &["yin", "hang"]),
    ("便宜", &["pian", "yi"]),
];

/// Full pinyin, a space, initials: `xishanshequxiqudui xssqxqd`.
pub(crate) fn pinyin(name: &str) -> String {
    let syllables = syllables(name);
    let initials: String = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    format!("{} {initials}", syllables.concat())
}

/// The readings of all characters in some titles, for phones: one line for each syllable, with the characters that are read so, and
/// one for each word above that is in them. [`domain::views::find::sounds`] reads titles by the same rule.
pub(crate) fn sounds<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<String> {
    let (mut characters, mut words) = (BTreeSet::new(), BTreeSet::new());
    for title in titles {
        characters.extend(title.chars());
        words.extend(WORDS.iter().filter(|(word, _)| title.contains(*word)));
    }
    let mut read: BTreeMap<String, String> = BTreeMap::new();
    for character in characters {
        if let Some(reading) = character.to_pinyin() {
            read.entry(typed(reading.plain())).or_default().push(character);
        }
    }
    let characters = read.into_iter().map(|(syllable, characters)| syllable + &characters);
    let words = words.into_iter().map(|(word, read)| read.join(" ") + word);
    characters.chain(words).collect()
}

/// A syllable as people type it.
fn typed(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

fn syllables(name: &str) -> Vec<String> {
    let mut syllables = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if let Some((word, read)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            syllables.extend(read.iter().map(|syllable| (*syllable).to_owned()));
            rest = rest.strip_prefix(word).unwrap_or_default();
            continue;
        }
        if let Some(reading) = first.to_pinyin() {
            syllables.push(typed(reading.plain()));
        } else if first.is_ascii_alphanumeric() {
            syllables.push(first.to_ascii_lowercase().to_string());
        }
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    syllables
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::pinyin::ToPinyinMulti;
    use domain::views::find::sounds::Sounds;

    #[test]
    fn a_name_becomes_full_pinyin_and_initials() {
        assert_eq!(pinyin("西山社区戏曲队"), "xishanshequxiqudui xssqxqd");
        assert_eq!(pinyin("空巢、失独老人"), "kongchaoshidulaoren kcsdlr");
        assert_eq!(pinyin("121 爱回家 AA"), "121aihuijiaaa 121ahjaa");
        assert_eq!(pinyin("绿色妇女"), "lvsefunv lsfn");
        assert_eq!(pinyin(""), " ");
    }

    #[test]
    fn a_word_decides_how_its_characters_are_read() {
        assert_eq!(pinyin("人民调解委员会"), "renmintiaojieweiyuanhui rmtjwyh");
        assert_eq!(pinyin("长寿面生日会"), "changshoumianshengrihui csmsrh");
        assert_eq!(pinyin("楼道长"), "loudaozhang ldz");
    }

    #[test]
    fn a_phone_reads_titles_as_the_importer_does() {
        let titles = ["音乐课", "快乐厨房", "绿色妇女", "人民调解委员会", "121 爱回家 AA", "", "长寿面，又长又好"];
        let sounds = Sounds::of(&sounds(titles.into_iter()));
        for title in titles {
            assert_eq!(sounds.pinyin(title), pinyin(title), "{title}");
        }
        assert_eq!(sounds.pinyin("象"), " ", "nobody has told it");
    }

    #[test]
    fn the_words_use_readings_that_their_characters_have() {
        for (word, read) in WORDS {
            assert_eq!(word.chars().count(), read.len(), "{word}");
            for (character, syllable) in word.chars().zip(read) {
                let readings = character.to_pinyin_multi().unwrap();
                assert!(readings.into_iter().any(|reading| reading.plain() == *syllable), "{word}");
            }
        }
    }
}
