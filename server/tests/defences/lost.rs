//! A lost phone: the desk signs its owner out of it, or everywhere, and nobody else.

use crate::cast::{STRANGER, player};
use crate::on_both;
use crate::world::{Ask, Phone, World};
use domain::id::ResidentId;
use domain::wire::desk::{DeskPhone, LostPhone};

/// Whether somebody is signed in on a phone.
async fn signed_in(world: &World, phone: &Phone, who: ResidentId) -> bool {
    let own = Ask::new("POST", "/api/export", "null").by(Some(&phone.cookie), Some(who));
    world.ask(&own).await.status == 200
}

on_both! {
    async fn whoever_lost_a_phone_is_signed_out_everywhere_and_nobody_else(world: &World) {
        let (owner, mate) = (world.resident(STRANGER), world.resident("R0024"));
        let (own, shared) = (world.phone(&[owner]).await, world.phone(&[owner, mate]).await);
        assert!(signed_in(world, &own, owner).await);
        assert!(signed_in(world, &shared, owner).await);
        let staff = player(world, "open").await;
        let ask = Ask::json("POST", "/api/desk/sign-out", &owner).by(staff.cookie(), staff.me);
        assert_eq!(world.ask(&ask).await.text(), "2");
        assert!(!signed_in(world, &own, owner).await);
        assert!(!signed_in(world, &shared, owner).await);
        assert!(signed_in(world, &shared, mate).await, "who shares the phone stays");
        assert_eq!(world.ask(&ask).await.text(), "0", "once is enough");

        // On another phone, with another card, they are back.
        assert!(signed_in(world, &world.phone(&[owner]).await, owner).await);
        assert!(!signed_in(world, &own, owner).await);
    }
    async fn of_several_phones_the_one_that_is_lost_is_signed_out(world: &World) {
        let (owner, mate) = (world.resident(STRANGER), world.resident("R0024"));
        let (kept, lost) = (world.phone(&[owner]).await, world.phone(&[owner, mate]).await);
        let staff = player(world, "open").await;
        let ask = async |path: &str, body: &serde_json::Value| -> Vec<DeskPhone> {
            let reply = world.ask(&Ask::json("POST", path, body).by(staff.cookie(), staff.me)).await;
            serde_json::from_slice(&reply.body).unwrap()
        };
        let shown = ask("/api/desk/phones", &serde_json::json!(owner)).await;
        assert_eq!(shown.len(), 2);
        assert!(shown.iter().all(|phone| phone.label == "手机" && phone.seen >= phone.since));

        let one = |device| serde_json::json!(LostPhone { resident: owner, device });
        let left = ask("/api/desk/phones/sign-out", &one(lost.id)).await;
        assert_eq!(left.iter().map(|phone| phone.id).collect::<Vec<_>>(), [kept.id]);
        assert!(!signed_in(world, &lost, owner).await);
        assert!(signed_in(world, &lost, mate).await, "who shares the phone stays");
        assert!(signed_in(world, &kept, owner).await);

        // Once more, and a phone that is somebody else's: nothing happens.
        let others = world.phone(&[mate]).await;
        for device in [lost.id, others.id] {
            assert_eq!(ask("/api/desk/phones/sign-out", &one(device)).await.len(), 1);
        }
        assert!(signed_in(world, &others, mate).await);
    }
}
