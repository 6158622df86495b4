//! Words of correcting what the register says of somebody.

use crate::look::Lang;

sentences! {
    open: "改资料", "Correct";
    reading: "正在取登记的资料…", "Reading the record…";
    text: "改了以后，本人会收到消息。名册再导入，也不会改回去。",
        "They get a message about it, and a list that is brought in later does not undo it.";
    name: "登记的姓名", "Name in the register";
    phone: "登记的电话", "Telephone in the register";
    born: "登记的出生年月", "Month of birth in the register";
    save: "改好了", "Save";
    close: "先不改", "Not now";
    unchanged: "还没有改。", "Nothing is changed yet.";
    done: "资料改好了，已经告诉本人。", "Corrected; they are told.";
    not_here: "没办成：找不到这个人，请重新查找。", "Not done: there is no such person. Please search again.";
}

/// "周桂珍：改资料".
pub fn of(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}：改资料"), format!("{name}: correct the record"))
}
