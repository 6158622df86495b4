//! How a place that is no venue is written, and that a plan without one stays as it was.

use super::*;
use crate::series::Amendment;

#[test]
fn words_for_a_place_are_written_only_where_somebody_has_written_them() {
    let text = r#"{"starts":1000,"ends":2000,"venue":"~04","capacity":30,"note":"带剪刀","place":"3 幢楼下的空地"}"#;
    stands(&Plan { place: "3 幢楼下的空地".into(), ..plan() }, text);
    assert!(!serde_json::to_string(&plan()).unwrap().contains("place"));
    let amendment = Amendment { venue: Some(VenueId(id(4))), place: "南门口".into(), ..Amendment::default() };
    stands(&amendment, r#"{"venue":"~04","place":"南门口"}"#);
    assert_eq!(serde_json::to_string(&Amendment::default()).unwrap(), "{}");
}
