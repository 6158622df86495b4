//! The pinyin by which a team is found: people type `xiqu` or `xqd` where Chinese input is slow.
//!
//! A character with several readings has its commonest one, unless a word of the table below says better; ü is
//! typed as v. Signs are left out, Latin letters and digits stay.

use pinyin::ToPinyin;

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
            syllables.push(reading.plain().replace('ü', "v"));
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
