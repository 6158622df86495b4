//! A request that was on its way when its phone was signed out: the gate has let it in, and it does nothing all the same.

use crate::cast::player;
use crate::on_both;
use crate::prepared::picture;
use crate::world::{Ask, World};
use domain::device::Device;
use domain::id::{DeviceId, PhotoId, ResidentId};
use server::commands::now;
use server::state::App;
use server::store::device;
use uuid::Uuid;

async fn signed_out(app: App, phone: DeviceId, who: ResidentId) {
    let mut tx = app.db.write(app.community).await.unwrap();
    let row = device::load(&mut tx, phone, who).await.unwrap().unwrap();
    device::save(&mut tx, &Device { revoked: Some(now()), ..row }).await.unwrap();
    tx.commit().await.unwrap();
}

on_both! {
    async fn whoever_is_signed_out_while_their_request_is_on_its_way_does_nothing(world: &World) {
        let photo = || PhotoId(Uuid::now_v7());
        let factors = serde_json::json!({
            "password": "山茶 石桥 电梯 豆腐", "totp": "123456", "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        });
        let before = world.counts().await;
        for (name, ask) in [
            ("resident", Ask::new("PUT", &format!("/api/photos/{}", photo()), picture())),
            ("organizer", Ask::new("PUT", &format!("/api/pictures/{}", photo()), picture())),
            ("locked", Ask::json("POST", "/api/desk/unlock", &factors)),
            ("locked", Ask::json("POST", "/api/desk/unlock/finish", &"{}")),
            ("open", Ask::json("POST", "/api/desk/cards", &[world.resident("R0001")])),
        ] {
            let player = player(world, name).await;
            let (me, phone) = (player.me.unwrap(), player.phone.clone().unwrap());
            let meanwhile = signed_out(world.app.clone(), phone.id, me);
            let reply = world.ask_slowly(&ask.clone().by(player.cookie(), player.me), meanwhile).await;
            assert_eq!(reply.status, 401, "{}: {}", ask.path, reply.text());
        }
        let after = world.counts().await;
        for table in ["photo", "picture", "credential", "card", "sign_in_try"] {
            assert_eq!(after[table], before[table], "{table}");
        }
    }
}
