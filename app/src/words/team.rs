//! Words of joining and leaving teams.

sentences! {
    title: "我的队伍", "My teams";
    leads: "负责人", "Leader";
    belongs: "成员", "Member";
    change: "更改", "Change";
    leave: "退出", "Leave";
    leave_sure: "确定退出这支队伍？以后想回来，可以再申请。", "Leave this team? You can ask to join again later.";
    leave_yes: "确定退出", "Yes, leave";
    leave_no: "留下", "Stay";
    waiting: "等负责人回话", "Waiting for its leader";
    take_back: "不申请了", "Take it back";
    invited: "邀请您加入", "You are invited";
    accept: "加入", "Join";
    decline: "不加入", "No, thank you";
    declined: "这次没有同意", "Not this time";
    ask: "想加入一支队伍", "Join a team";
    which: "哪支队伍", "Which team";
    nothing: "请选", "Please choose";
    words: "想说的话（可不写）", "A few words (optional)";
    send: "申请加入", "Ask to join";
    newcomers: "入队", "Joining";
    no_newcomers: "没有等着回话的申请。", "Nobody is waiting for an answer.";
    who: "谁", "Who";
    said: "说了什么", "What they said";
    team: "队伍", "Team";
    reply: "回一句话（可不写）", "A word for them (optional)";
    admit: "同意", "Yes";
    refuse: "不同意", "No";
    invitation: "已邀请，等他回话", "Invited, not answered yet";
    recall: "撤回邀请", "Take back";
    answered: "已经告诉对方", "They have been told";
    invite_who: "邀请谁（来过活动或值过班的人）", "Whom to invite (people from your dates and shifts)";
    invite: "邀请入队", "Invite";
    invited_now: "邀请发出了", "The invitation is out";
}
