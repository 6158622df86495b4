//! A dry run on both databases: it says what an import would leave alone, and what it finds it leaves as it is, also where the tables
//! are of another version.

use crate::both_databases;
use crate::support::Stage;
use domain::id::CommunityId;
use server::rehearsal::{Fault, Rehearsal, rehearse};
use server::store::version::{self, Version};

async fn version(stage: &Stage) -> Version {
    let mut tx = stage.db.read(CommunityId::default()).await.unwrap();
    version::of(&mut tx).await.unwrap()
}

both_databases! {
    async fn a_dry_run_beside_the_server_leaves_everything_alone(stage: &Stage) {
        assert_eq!(rehearse(&stage.address, &stage.census).await.unwrap(), Rehearsal::Kept(Vec::new()));
    }

    async fn a_dry_run_brings_no_older_tables_up_to_date(stage: &Stage) {
        stage
            .run("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)")
            .await.unwrap();
        let before = version(stage).await;
        let Version::Older(number) = before else { panic!("{before:?}") };
        let found = rehearse(&stage.address, &stage.census).await.unwrap();
        assert_eq!(found, Rehearsal::Older(number));
        assert!(found.to_string().contains("只查了文件"), "{found}");
        assert_eq!(version(stage).await, before);
    }

    async fn a_dry_run_refuses_what_an_import_would_refuse(stage: &Stage) {
        stage.run("update _sqlx_migrations set version = 9999 where version = (select max(version) from _sqlx_migrations)")
            .await.unwrap();
        let refused = rehearse(&stage.address, &stage.census).await.unwrap_err();
        assert!(matches!(refused, Fault::Version(9999)), "{refused}");
    }
}
