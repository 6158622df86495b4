//! Whether a password will do: long enough, and not one that others would try first.
//!
//! Of the ten thousand passwords that are used most, hardly any has twelve characters. What those are, and what everybody here
//! would make of the place's name, is a few known words and figures, one piece over and over, or a walk along the keyboard: that
//! is looked for, and no list is kept.

const MIN: usize = 12;
const MAX: usize = 128;
/// Fewer different characters are a pattern.
const DIFFERENT: usize = 5;
/// So many characters beside known words and figures are no secret.
const BESIDE: usize = 3;

/// What passwords are made of: longer ones before those that they begin with.
const WORDS: [&str; 38] = [
    "passphrase",
    "password",
    "passw0rd",
    "p4ssword",
    "administrator",
    "admin",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "woaiwojia",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "superman",
    "sunshine",
    "princess",
    "computer",
    "internet",
    "secret",
    "master",
    "login",
    "test",
    "hello",
    "community",
    "shequ",
    "xishan",
    "haining",
    "jiaxing",
    "zhejiang",
    "西山",
    "社区",
    "海宁",
    "密码",
    "工作台",
    "居委会",
    "我爱",
];

/// Along the keyboard, and as one counts.
const WALKS: [&str; 8] = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "01234567890123456789",
    "09876543210987654321",
    "abcdefghijklmnopqrstuvwxyz",
];

/// Whether nobody should open the desk with it.
pub(super) fn weak(password: &str) -> bool {
    let length = password.chars().count();
    let plain: Vec<char> = password.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    !(MIN..=MAX).contains(&length) || different(&plain) < DIFFERENT || repeats(&plain) || guessed(&plain)
}

fn different(plain: &[char]) -> usize {
    plain.iter().collect::<std::collections::BTreeSet<_>>().len()
}

/// One piece over and over: "abc123abc123".
fn repeats(plain: &[char]) -> bool {
    let again = |piece: usize| plain.iter().zip(&plain[piece..]).all(|(one, other)| one == other);
    (1..=plain.len() / 2).any(again)
}

/// Almost nothing is left without known words, walks of four keys and more, and figures.
fn guessed(plain: &[char]) -> bool {
    let text: String = plain.iter().collect();
    let without = WORDS.iter().fold(text, |text, word| text.replace(word, " "));
    let left: Vec<char> = without.chars().collect();
    let mut beside = 0;
    let mut at = 0;
    while at < left.len() {
        let walk = (4..=left.len() - at).rev().find(|length| walks(&left[at..at + length]));
        beside += usize::from(walk.is_none() && left[at].is_alphabetic());
        at += walk.unwrap_or(1);
    }
    beside <= BESIDE
}

fn walks(piece: &[char]) -> bool {
    let (there, back) = (piece.iter().collect::<String>(), piece.iter().rev().collect::<String>());
    WALKS.iter().any(|walk| walk.contains(&there) || walk.contains(&back))
}

#[cfg(test)]
mod tests {
    use super::weak;

    #[test]
    fn what_others_would_try_first_is_weak() {
        let tried = [
            "short",
            "123456789012",
            "1234567890123",
            "password1234",
            "passwordpassword",
            "qwertyuiopas",
            "aaaaaaaaaaaa",
            "121212121212",
            "xishanxishan",
            "Xishan-123456",
            "haining123456",
            "abcd12345678",
            "1qaz2wsx3edc",
            "abc123abc123",
            "19900000415 1952",
            "330481195203040017",
            "西山社区西山社区2026",
            "woaini1314520",
            "QWERTY-asdfgh-1",
            "iloveyou!!!!",
        ];
        for password in tried {
            assert!(weak(password), "{password}");
        }
        assert!(weak(&"长".repeat(129)));
    }

    #[test]
    fn words_that_do_not_belong_together_will_do() {
        for password in ["山茶 石桥 电梯 豆腐 二胡", "a bench in the yard", "correct horse battery", "K7#pq-Lm2!xz9"]
        {
            assert!(!weak(password), "{password}");
        }
    }
}
