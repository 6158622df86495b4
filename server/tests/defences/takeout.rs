//! The register leaves the house when two members of staff have said so, and once.

use crate::cast::{Player, player};
use crate::lists::{read, row};
use crate::on_both;
use crate::world::{Ask, Reply, World};
use domain::wire::takeout::{Everything, Takeout};

/// Another member of staff, whose desk is open.
async fn colleague(world: &World) -> Player {
    let who = world.resident("R0024");
    let (community, resident) = (world.literal(world.community().0), world.literal(who.0));
    world.sql(format!("insert into role (community, resident, role) values ({community}, {resident}, 'staff')")).await;
    let phone = world.phone(&[who]).await;
    world.desk(&phone, who, true).await;
    Player { me: Some(who), phone: Some(phone), ..player(world, "open").await }
}

async fn post(world: &World, who: &Player, path: &str, body: &impl serde::Serialize) -> Reply {
    world.ask(&Ask::json("POST", &format!("/api/desk/takeouts{path}"), body).by(who.cookie(), who.me)).await
}

async fn take(world: &World, who: &Player, wish: &Takeout) -> Reply {
    let path = format!("/api/export/register/{}?as={}", wish.id, who.me.unwrap());
    world.ask(&Ask { cookie: who.cookie().map(str::to_owned), ..Ask::new("GET", &path, "") }).await
}

async fn whole(world: &World, who: &Player, wish: &Takeout) -> Reply {
    let path = format!("/api/export/community/{}?as={}", wish.id, who.me.unwrap());
    world.ask(&Ask { cookie: who.cookie().map(str::to_owned), ..Ask::new("GET", &path, "") }).await
}

on_both! {
    async fn the_register_is_taken_along_by_two_and_once(world: &World) {
        let (one, other) = (player(world, "open").await, colleague(world).await);
        assert_eq!(post(world, &one, "/ask", &" ").await.status, 400, "without a reason");
        let wishes: Vec<Takeout> = serde_json::from_slice(&post(world, &one, "/ask", &"普查").await.body).unwrap();
        let [wish] = wishes.as_slice() else { panic!("{wishes:?}") };
        assert!(wish.mine && wish.agreed.is_none());

        assert_eq!(take(world, &one, wish).await.status, 404, "nobody has agreed");
        assert_eq!(post(world, &one, "/agree", &wish.id).await.status, 404, "nobody agrees with themself");
        let seen: Vec<Takeout> = serde_json::from_slice(&post(world, &other, "", &()).await.body).unwrap();
        assert!(!seen[0].mine && seen[0].why == "普查");
        assert_eq!(post(world, &other, "/agree", &wish.id).await.status, 200);
        assert_eq!(post(world, &other, "/agree", &wish.id).await.status, 404, "once");
        assert_eq!(take(world, &other, wish).await.status, 404, "who agreed does not take it");

        let sheet = read(&take(world, &one, wish).await, "居民");
        let names: Vec<String> = (1..=sheet.end().unwrap().0).map(|at| row(&sheet, at)[4].clone()).collect();
        assert_eq!(names.len(), world.census.residents.len());
        assert!(names.iter().any(|name| name == "周桂珍"));
        assert_eq!(take(world, &one, wish).await.status, 404, "once");
    }

    async fn everything_is_taken_along_by_two_and_once(world: &World) {
        let (one, other) = (player(world, "open").await, colleague(world).await);
        let wishes: Vec<Takeout> = serde_json::from_slice(&post(world, &one, "/everything", &"换服务器").await.body).unwrap();
        let [wish] = wishes.as_slice() else { panic!("{wishes:?}") };
        assert!(wish.everything && wish.mine);
        assert_eq!(whole(world, &one, wish).await.status, 404, "nobody has agreed");
        let all = Everything { everything: wish.id };
        assert_eq!(post(world, &one, "/agree", &all).await.status, 404, "nobody agrees with themself");
        assert_eq!(post(world, &other, "/agree", &wish.id).await.status, 404, "an older page has shown it as the register");
        assert_eq!(post(world, &other, "/agree", &all).await.status, 200);
        assert_eq!(take(world, &one, wish).await.status, 404, "this is not the register");
        assert_eq!(whole(world, &other, wish).await.status, 404, "who agreed does not take it");
        let id = world.literal(wish.id.0);
        world.sql(format!("update takeout set packing = 99999999999999 where takeout = {id}")).await;
        assert_eq!(whole(world, &one, wish).await.status, 503, "it is being packed");
        world.sql(format!("update takeout set packing = 1 where takeout = {id}")).await;
        let reply = whole(world, &one, wish).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.kind, "application/zip");
        assert!(reply.body.starts_with(b"PK"));
        assert_eq!(whole(world, &one, wish).await.status, 404, "once");
    }

    async fn who_may_take_the_register_may_not_take_everything(world: &World) {
        let (one, other) = (player(world, "open").await, colleague(world).await);
        let wishes: Vec<Takeout> = serde_json::from_slice(&post(world, &one, "/ask", &"普查").await.body).unwrap();
        let all = Everything { everything: wishes[0].id };
        assert_eq!(post(world, &other, "/agree", &all).await.status, 404, "that is not what is wanted");
        assert_eq!(post(world, &other, "/agree", &wishes[0].id).await.status, 200);
        assert_eq!(whole(world, &one, &wishes[0]).await.status, 404);
    }

    async fn who_agreed_and_is_staff_no_more_has_agreed_to_nothing(world: &World) {
        let (one, other) = (player(world, "open").await, colleague(world).await);
        let wishes: Vec<Takeout> = serde_json::from_slice(&post(world, &one, "/ask", &"普查").await.body).unwrap();
        assert_eq!(post(world, &other, "/agree", &wishes[0].id).await.status, 200);
        let resident = world.literal(other.me.unwrap().0);
        world.sql(format!("delete from role where resident = {resident} and role = 'staff'")).await;
        assert_eq!(take(world, &one, &wishes[0]).await.status, 404);
    }
}
