//! The steps of a long form, in the elder view.

sentences! {
    next: "下一步", "Next";
    what: "做什么", "What it is";
    when: "什么时候", "When";
    place: "在哪里、多少人", "Where, and how many";
    signing: "怎么报名", "Signing up";
    more: "还有什么", "What else";
    publish: "什么时候发布", "When it is published";
    held: "要会什么", "What one must hold";
    answer: "什么时候答复", "When to answer";
    home: "住在哪里", "Where they live";
    who: "是谁", "Who they are";
    whom: "谁帮谁", "Who helps whom";
    powers: "帮什么、帮多久", "What with, and how long";
    amounts: "多少份", "How many";
    limits: "一共做多少", "How many in all";
}

/// The name of a step: "2. 什么时候".
pub fn step(number: usize, name: &str) -> String {
    format!("{number}. {name}")
}
