//! Words of the line that says what was just done: that it was noted, which is so with and without a network. What becomes of it the
//! page says, when the server has answered.

sentences! {
    signed_up: "报名记下了。", "Your sign-up is noted.";
    ordered: "订餐记下了。", "Your order is noted.";
    took_shift: "这一班记下了。", "Your shift is noted.";
    /// As long as it has not left the phone, after one of those.
    later: "有网就送出去。", "It is sent once there is a network.";
    undo: "撤销", "Undo";
    undone: "撤销了。", "Undone.";
}
