//! What must be there before some requests mean anything, and a picture to send.

use crate::soft_key::SoftKey;
use crate::world::World;
use domain::id::{PasskeyId, ResidentId};
use domain::wire::desk::Passkey;
use image::codecs::jpeg::JpegEncoder;
use server::commands::now;
use server::secret::password_hash;
use server::store::credential::{self, Credential};
use server::store::passkey::{self, Kept};
use uuid::Uuid;

/// What staff must have chosen before a wrong factor can be wrong.
pub async fn prepare(world: &World) {
    let row = Credential {
        password_hash: password_hash("not this one either").unwrap(),
        totp_secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP".into(),
        last_step: 0,
    };
    let mut tx = world.app.db.write(world.community()).await.unwrap();
    assert!(credential::enrol(&mut tx, world.resident("R0007"), &row, now()).await.unwrap());
    tx.commit().await.unwrap();
}

/// A passkey that staff can be asked for.
pub async fn prepare_key(world: &World) {
    let (who, passkeys) = (world.person(world.resident("R0007")).await, &world.app.passkeys);
    let question = passkeys.begin_adding(&who, []).unwrap();
    let made = passkeys.finish_adding(&question.state, &SoftKey::new("http://localhost").make(&question.options));
    keep(world, who.id, PasskeyId(Uuid::now_v7()), &made.unwrap().record).await;
}

/// A small picture.
pub fn picture() -> Vec<u8> {
    let mut jpeg = Vec::new();
    image::RgbImage::new(3, 2).write_with_encoder(JpegEncoder::new(&mut jpeg)).unwrap();
    jpeg
}

/// Keeps a passkey of somebody.
pub async fn keep(world: &World, who: ResidentId, id: PasskeyId, record: &str) {
    let row = Passkey { id, label: "电脑".into(), made: now(), used: None };
    let mut tx = world.app.db.write(world.community()).await.unwrap();
    let kept = Kept { row, record: record.into() };
    assert!(passkey::save(&mut tx, who, id.0.as_bytes(), &kept).await.unwrap());
    tx.commit().await.unwrap();
}
