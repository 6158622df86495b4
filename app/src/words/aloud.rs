//! Words of reading aloud.

sentences! {
    read: "朗读", "Read aloud";
    pause: "停一停", "Pause";
    go: "接着读", "Go on";
    stop: "不读了", "Stop";
    slower: "慢一点", "Slower";
    faster: "快一点", "Faster";
    rate: "语速", "Speed";
    no_voice: "这台手机读不出来，它没有中文的声音。", "This phone has no voice for this page.";
    offline: "第一次朗读要有网。", "Reading aloud needs the network the first time.";
}
