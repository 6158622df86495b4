//! Words of activities that were begun and not published.

sentences! {
    title: "草稿", "Drafts";
    here_only: "只存在这部手机上，别人看不到。", "They are on this phone alone; nobody else sees them.";
    keep: "先存草稿", "Keep it as a draft";
    writing: "正写着", "Being written";
    aside: "存着", "Put aside";
    untitled: "还没写名称", "No title yet";
    first: "第一场", "First date";
    go_on: "接着写", "Go on writing";
    publish: "发布这一份", "Post this one";
    drop: "不要了", "Throw it away";
    drop_sure: "写好的内容会删掉。", "What was written is deleted.";
    drop_yes: "确定不要", "Yes, throw it away";
    drop_no: "还是留着", "Keep it";
}
