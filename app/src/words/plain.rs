//! Whether the sentences are plain, read off the files of this folder: short, without the words of those who make programs, with the
//! punctuation of their language, and each language in its place. That none is missing in one of them the compiler sees.

use std::path::Path;

/// So long may a Chinese sentence be, in signs, for residents; and for staff, whose lists of counts are one sentence.
const MOST: usize = 36;
const MOST_FOR_STAFF: usize = 44;
/// Half of the sentences are shorter than this.
const MEDIAN: usize = 20;

/// What nobody says at the door.
const JARGON: &str = "系统 操作 请求 参数 同步 缓存 服务器 用户 数据 界面 功能 模块 接口 异常 无效 非法 权限 客户端 登陆 刷新 加载 失败 错误 \
                      报错 离线 在线 后台 执行 重试 终端 设备 默认 勾选 点击 字段 格式 跳转 弹窗 响应 超时 校验 程序 账号 账户 验证码 上传 \
                      处理 无法 暂无 未能 请勿 予以";
/// What is not said to staff either.
const JARGON_FOR_STAFF: &str =
    "参数 缓存 同步 用户 接口 模块 客户端 非法 登陆 异常 提交失败 报错 弹窗 响应 校验 未能 予以";

/// What is the same in both languages: a name, and what a language calls itself.
const SAME: [&str; 3] = ["iPhone", "中文", "English"];

/// What stands between quotation marks in one of the files, and the code between it and the one before, without blanks.
struct Text {
    place: String,
    before: String,
    said: String,
}

impl Text {
    /// With a sign in the place of what is filled in.
    fn filled(&self) -> String {
        let (mut text, mut depth) = (String::new(), 0);
        for sign in self.said.chars() {
            match sign {
                '{' => {
                    depth += 1;
                    text.push('某');
                }
                '}' => depth -= 1,
                _ if depth == 0 => text.push(sign),
                _ => {}
            }
        }
        text
    }

    fn chinese(&self) -> bool {
        self.said.chars().any(han)
    }

    fn for_staff(&self) -> bool {
        self.place.starts_with("desk")
    }
}

fn han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// All texts of all files of this folder but of tests.
fn texts() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(found.len() > 3000, "{}", found.len());
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Text>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if !path.ends_with("plain.rs") && !path.ends_with("tests.rs") {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            read(&name, &std::fs::read_to_string(&path).unwrap(), found);
        }
    }
}

fn read(name: &str, source: &str, found: &mut Vec<Text>) {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut before, mut line) = (String::new(), 1);
    let mut signs = source.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '/' if signs.peek() == Some(&'/') => while signs.next_if(|sign| *sign != '\n').is_some() {},
            '"' => {
                let place = format!("{name}:{line}");
                let mut said = String::new();
                while let Some(sign) = signs.next().filter(|sign| *sign != '"') {
                    line += usize::from(sign == '\n');
                    match sign {
                        // The line goes on in the next one.
                        '\\' if signs.next_if_eq(&'\n').is_some() => {
                            line += 1;
                            while signs.next_if(|sign| sign.is_whitespace()).is_some() {}
                        }
                        '\\' => said.extend(signs.next()),
                        _ => said.push(sign),
                    }
                }
                found.push(Text { place, before: std::mem::take(&mut before), said });
            }
            _ => {
                line += usize::from(sign == '\n');
                before.extend(Some(sign).filter(|sign| !sign.is_whitespace()));
            }
        }
    }
}

/// The Chinese and the English of one thing, as far as both stand beside each other.
fn pairs(texts: &[Text]) -> impl Iterator<Item = (&Text, &Text)> {
    let two = texts.windows(2).filter_map(|two| if let [zh, en] = two { Some((zh, en)) } else { None });
    two.filter(|(zh, en)| {
        let named = zh.before.ends_with(':') && en.before == ",";
        let picked = zh.before.ends_with("pick(") || zh.before.ends_with("pick(format!(");
        let between = en.before.contains(',') && en.before.chars().all(|sign| ".,()!into format".contains(sign));
        named || picked && between || zh.chinese() && zh.before.ends_with('(') && en.before == ","
    })
}

fn none(strays: impl Iterator<Item = String>) {
    let strays: Vec<String> = strays.collect();
    assert!(strays.is_empty(), "\n{}", strays.join("\n"));
}

fn stray(text: &Text) -> String {
    format!("{}: {}", text.place, text.said)
}

/// The Chinese sentences, each with what it was taken from.
fn sentences(texts: &[Text]) -> Vec<(String, &Text)> {
    let of = |text: &Text| -> Vec<String> {
        text.filled().split_inclusive(['。', '！', '？', '；']).map(|part| part.trim().to_owned()).collect()
    };
    texts
        .iter()
        .filter(|text| text.chinese())
        .flat_map(|text| of(text).into_iter().map(move |one| (one, text)))
        .collect()
}

#[test]
fn sentences_are_short() {
    let texts = texts();
    let all = sentences(&texts);
    let long = all.iter().filter(|(one, text)| {
        let most = if text.for_staff() { MOST_FOR_STAFF } else { MOST };
        one.chars().count() > most
    });
    none(long.map(|(one, text)| format!("{}: {one}", text.place)));
    let whole = all.iter().filter(|(one, _)| one.ends_with(['。', '！', '？', '；']));
    let mut lengths: Vec<usize> = whole.map(|(one, _)| one.chars().count()).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median < MEDIAN, "{median}");
}

#[test]
fn nobody_is_told_what_only_makers_of_programs_say() {
    let texts = texts();
    let hits = texts.iter().filter(|text| {
        let jargon = if text.for_staff() { JARGON_FOR_STAFF } else { JARGON };
        jargon.split_whitespace().any(|word| text.said.contains(word))
    });
    none(hits.map(stray));
}

#[test]
fn each_language_stands_in_its_place() {
    let texts = texts();
    let same = |text: &Text| SAME.contains(&text.said.as_str());
    let foreign = |text: &Text| {
        let letters = text.filled().chars().any(|sign| sign.is_ascii_alphabetic());
        letters && !text.chinese() && !same(text)
    };
    none(pairs(&texts).filter(|(zh, _)| foreign(zh)).map(|(zh, _)| stray(zh)));
    // What one is to type is Chinese in English too, between quotation marks.
    let outside = |text: &Text| {
        let parts = text.said.split('“').map(|part| part.split_once('”').map_or(part, |(_, rest)| rest));
        parts.collect::<String>().chars().any(|sign| han(sign) || "，。：；！？、（）".contains(sign))
    };
    none(pairs(&texts).filter(|(_, en)| outside(en) && !same(en)).map(|(_, en)| stray(en)));
    assert!(pairs(&texts).count() > 2000, "{}", pairs(&texts).count());
}

#[test]
fn chinese_has_its_own_punctuation() {
    let half = |text: &Text| {
        let signs: Vec<char> = text.filled().chars().collect();
        let beside = |at: usize| {
            let mut near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| signs.get(at));
            near.any(|sign| han(*sign) || "“”".contains(*sign))
        };
        (0..signs.len()).any(|at| ",;:!?().".contains(signs[at]) && beside(at))
    };
    let texts = texts();
    let english: Vec<*const Text> = pairs(&texts).map(|(_, en)| std::ptr::from_ref(en)).collect();
    let wrong =
        texts.iter().filter(|text| !english.contains(&std::ptr::from_ref(*text)) && text.chinese() && half(text));
    none(wrong.map(stray));
}

#[test]
fn the_tests_of_this_file_see_what_they_look_for() {
    let mut found = Vec::new();
    let source = "sentences! {\n    // \"not this\"\n    one: \"您好\", \"Hello\";\n}\nlang.pick(format!(\"{n} 人\"), \
                  format!(\"{n} \\\n    people\"))";
    read("a.rs", source, &mut found);
    let said: Vec<(&str, &str)> = found.iter().map(|text| (text.place.as_str(), text.said.as_str())).collect();
    assert_eq!(said, [("a.rs:3", "您好"), ("a.rs:3", "Hello"), ("a.rs:5", "{n} 人"), ("a.rs:5", "{n} people")]);
    assert_eq!(pairs(&found).count(), 2);
    assert_eq!(found[2].filled(), "某 人");
}
