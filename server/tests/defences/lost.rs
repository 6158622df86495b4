//! A lost phone: the desk signs its owner out everywhere, and nobody else.

use crate::cast::{STRANGER, player};
use crate::on_both;
use crate::world::{Ask, Phone, World};
use domain::id::ResidentId;

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
}
