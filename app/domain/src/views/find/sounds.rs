//! How the characters of public titles are read, for phones, which have no dictionary.
//!
//! A line holds a syllable and the characters that are read so (`yue越月`), or the syllables of a word in which one of its
//! characters is read otherwise (`yin yue音乐`). The server writes them; `server/src/import/pinyin.rs` reads by the same rule.

use std::collections::BTreeMap;

/// The readings that a phone knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sounds {
    characters: BTreeMap<char, String>,
    words: Vec<(String, Vec<String>)>,
}

impl Sounds {
    /// Reads the server's lines. What is no such line says nothing.
    pub fn of(lines: &[String]) -> Sounds {
        let mut sounds = Sounds::default();
        for line in lines {
            let at = line.find(|c: char| !c.is_ascii()).unwrap_or(line.len());
            let (spelled, read) = line.split_at(at);
            if spelled.contains(' ') {
                let syllables = spelled.split(' ').map(str::to_owned).collect();
                sounds.words.push((read.to_owned(), syllables));
            } else {
                sounds.characters.extend(read.chars().map(|character| (character, spelled.to_owned())));
            }
        }
        sounds.words.retain(|(word, _)| !word.is_empty());
        sounds
    }

    /// Full pinyin, a space, initials: `shuhuake shk`. Signs and characters that nobody has told us are left out.
    pub fn pinyin(&self, title: &str) -> String {
        let (mut full, mut initials) = (String::new(), String::new());
        let mut say = |syllable: &str| {
            full.push_str(syllable);
            initials.extend(syllable.chars().next());
        };
        let mut rest = title;
        while let Some(first) = rest.chars().next() {
            if let Some((word, read)) = self.words.iter().find(|(word, _)| rest.starts_with(word.as_str())) {
                read.iter().for_each(|syllable| say(syllable));
                rest = rest.strip_prefix(word.as_str()).unwrap_or_default();
                continue;
            }
            if let Some(syllable) = self.characters.get(&first) {
                say(syllable);
            } else if first.is_ascii_alphanumeric() {
                say(first.to_ascii_lowercase().encode_utf8(&mut [0; 4]));
            }
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
        format!("{full} {initials}")
    }
}
