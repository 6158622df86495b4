//! Pictures that everyone may see, made fresh for each attempt; and what the route makes of one that is sent.

use crate::attempts;
use crate::cast::{Player, STRANGER, player};
use crate::on_both;
use crate::policy::Line;
use crate::prepared::picture;
use crate::world::{Ask, Reply, World};
use domain::activity::Draft;
use domain::change::Change;
use domain::command::Command;
use domain::dish::Dish;
use domain::id::{ActivityId, OccurrenceId, PhotoId, ReportId, ResidentId, ScheduledId};
use domain::report;
use domain::resident::Person;
use domain::scheduled::{Content, Scheduled};
use domain::when::HOUR_MS;
use image::ImageFormat;
use image::codecs::jpeg::JpegEncoder;
use server::commands::now;
use server::store::picture::{Sizes, save};
use server::store::{activity, occurrence};
use uuid::Uuid;

impl World {
    /// A picture that somebody has sent and that nothing names.
    pub async fn picture(&self, who: ResidentId) -> PhotoId {
        let (id, sizes) = (PhotoId(Uuid::now_v7()), Sizes { body: picture(), small: picture() });
        let mut tx = self.app.db.write(self.community()).await.unwrap();
        save(&mut tx, id, who, &sizes, now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// The opera team's activity shows it.
    async fn shows(&self, picture: PhotoId) {
        let mut tx = self.app.db.read(self.community()).await.unwrap();
        let mut row = activity::load(&mut tx, self.activity("opera")).await.unwrap().unwrap();
        drop(tx);
        row.picture = Some(picture);
        self.write(Change::Activity(row)).await;
    }

    /// The kitchen shows a dish by it.
    async fn cooks(&self, picture: PhotoId) {
        self.write(Change::Dish(Dish { picture: Some(picture), ..self.census.dishes[0].clone() })).await;
    }

    /// The team thanks people for a date, with it.
    async fn thanks(&self, picture: PhotoId) {
        let id = self.past("opera").await;
        let mut tx = self.app.db.read(self.community()).await.unwrap();
        let mut row = occurrence::load(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        (row.thanks, row.pictures) = ("谢谢大家".into(), vec![picture]);
        self.write(Change::Pictures(id, row.pictures.clone())).await;
        self.write(Change::Occurrence(row)).await;
    }

    /// It will be shown in an hour.
    async fn will_show(&self, picture: PhotoId) {
        let by = Person { id: self.resident("R0005"), name: "负责人".into() };
        let content = Content {
            activity: ActivityId(Uuid::now_v7()),
            draft: Draft { title: "吊嗓子".into(), picture: Some(picture), ..Draft::default() },
            first: self.plan(),
            occurrence: OccurrenceId(Uuid::now_v7()),
            series: None,
        };
        let (id, organization) = (ScheduledId(Uuid::now_v7()), self.organization("opera"));
        let (publish_at, content) = (now().plus_ms(HOUR_MS), Box::new(content));
        self.write(Change::Scheduled(Scheduled { id, organization, by, publish_at, content, refused: None })).await;
    }
}

/// The requests for a picture, in both sizes, as an `<img>` sends them: without the name of an account.
pub async fn asks(world: &World, player: &Player, line: &Line) -> Vec<Ask> {
    let id = match line.relation.as_str() {
        "absent" => PhotoId(Uuid::now_v7()),
        "report" => world.report(world.resident(STRANGER), "路灯不亮", true).await.1,
        relation => {
            let id = world.picture(world.resident("R0005")).await;
            match relation {
                "shown" => world.shows(id).await,
                "thanks" => world.thanks(id).await,
                "dish" => world.cooks(id).await,
                "later" => world.will_show(id).await,
                "loose" => {}
                other => panic!("no picture is {other}"),
            }
            id
        }
    };
    let bare = |how: &str| Ask {
        cookie: player.cookie().map(str::to_owned),
        ..Ask::new("GET", &format!("/api/pictures/{id}{how}"), "")
    };
    ["", "?small", "?x"].map(bare).to_vec()
}

/// A picture of this size with a secret beside what it shows, where cameras write the place.
fn with_secret(width: u32, height: u32, secret: &[u8]) -> Vec<u8> {
    let mut jpeg = Vec::new();
    image::RgbImage::new(width, height).write_with_encoder(JpegEncoder::new(&mut jpeg)).unwrap();
    let body = [b"Exif\0\0".as_slice(), secret].concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    // Behind the two bytes with which every JPEG begins.
    [&jpeg[..2], [0xff, 0xe1].as_slice(), length.as_slice(), body.as_slice(), &jpeg[2..]].concat()
}

fn size(body: &[u8], format: ImageFormat) -> (u32, u32) {
    let shown = image::load_from_memory_with_format(body, format).unwrap();
    (shown.width(), shown.height())
}

/// As a browser asks that reads more than JPEG.
fn modern(ask: Ask) -> Ask {
    Ask { more: vec![("accept", "image/avif,image/webp,image/apng,*/*;q=0.8".into())], ..ask }
}

/// Such a browser gets the same picture in fewer bytes: when it is made, and when it is kept.
async fn is_lighter(world: &World, ask: Ask, jpeg: &Reply, wanted: (u32, u32)) {
    assert!(jpeg.head.contains(r#""vary": "accept""#), "{}", jpeg.head);
    let ask = modern(ask);
    for _ in 0..2 {
        let reply = world.ask(&ask).await;
        assert_eq!((reply.status.as_u16(), reply.kind.as_str()), (200, "image/webp"), "{}", ask.path);
        assert!(reply.head.contains(r#""vary": "accept""#), "{}", reply.head);
        assert_eq!(reply.head.contains("immutable"), jpeg.head.contains("immutable"), "{}", reply.head);
        assert!(reply.body.len() < jpeg.body.len(), "{} and {} bytes", reply.body.len(), jpeg.body.len());
        // The format's short form: what it shows, and no place for anything beside that.
        assert_eq!(reply.body.get(8..16), Some(b"WEBPVP8 ".as_slice()), "{}", ask.path);
        assert_eq!(size(&reply.body, ImageFormat::WebP), wanted, "{}", ask.path);
    }
}

on_both! {
    async fn a_picture_is_encoded_anew_in_two_sizes_and_shown_once_a_row_names_it(world: &World) {
        let (leader, secret) = (player(world, "organizer").await, b"30.52N 120.68E".as_slice());
        let sent = with_secret(1_800, 1_200, secret);
        let holds = |bytes: &[u8]| bytes.windows(secret.len()).any(|part| part == secret);
        assert!(holds(&sent));
        let id = PhotoId(Uuid::now_v7());
        let put = |body: Vec<u8>| Ask::new("PUT", &format!("/api/pictures/{id}"), body).by(leader.cookie(), leader.me);
        assert_eq!(world.ask(&put(b"no picture".to_vec())).await.status, 400);
        assert_eq!(world.ask(&put(sent)).await.status, 201);
        assert_eq!(world.ask(&put(picture())).await.status, 204, "what is there stays");
        let get = |how: &str| Ask::new("GET", &format!("/api/pictures/{id}{how}"), "");
        let hidden = world.ask(&get("")).await;
        assert!(hidden.status == 404 && hidden.head.contains("no-store"), "{}", hidden.head);

        let (activity, occurrence) = (ActivityId(Uuid::now_v7()), OccurrenceId(Uuid::now_v7()));
        let (draft, organization) = (Draft { title: "吊嗓子".into(), ..Draft::default() }, world.organization("opera"));
        let first = world.plan();
        let shown = Draft { picture: Some(id), ..draft.clone() };
        let post = Command::PostActivity { activity, organization, draft: shown, first, occurrence, series: None };
        assert!(world.ask(&attempts::push(world, &leader, post)).await.text().contains("applied"));
        for (how, wanted) in [("", (1_200, 800)), ("?small", (320, 213)), ("?large", (1_200, 800))] {
            let reply = world.ask(&get(how)).await;
            assert_eq!((reply.status.as_u16(), reply.kind.as_str()), (200, "image/jpeg"), "{how}");
            assert!(reply.head.contains("immutable") && !reply.head.contains("no-store"), "{}", reply.head);
            assert!(!reply.head.contains("set-cookie") && !holds(&reply.body), "{how}");
            assert_eq!(size(&reply.body, ImageFormat::Jpeg), wanted, "{how}");
            is_lighter(world, get(how), &reply, wanted).await;
        }
        // The page that the server draws has its place, and what it shows in words.
        let page = world.ask(&Ask::new("GET", &format!("/activities/{occurrence}"), "")).await.text();
        let tag = page.split('<').find(|tag| tag.contains(&format!("\"/api/pictures/{id}\""))).unwrap_or_default();
        assert!(tag.starts_with("img ") && tag.contains("alt=\"吊嗓子\"") && tag.contains("loading=\"lazy\""), "{tag}");
        let draft = Draft { bare: true, ..draft };
        let without = Command::ChangeActivity { activity, draft, series: None };
        assert!(world.ask(&attempts::push(world, &leader, without)).await.text().contains("applied"));
        let gone = world.ask(&get("")).await;
        assert_eq!((gone.status.as_u16(), gone.text(), gone.head), (404, hidden.text(), hidden.head));
        assert_eq!(world.ask(&modern(get(""))).await.status, 404, "in every format");
        assert_eq!(world.counts().await["picture"], 0, "its bytes are gone");
    }

    async fn a_photo_of_a_report_is_encoded_anew_in_two_sizes_for_its_owner(world: &World) {
        let (owner, secret) = (player(world, "resident").await, b"30.52N 120.68E".as_slice());
        let id = PhotoId(Uuid::now_v7());
        let address = format!("/api/photos/{id}");
        let put = Ask::new("PUT", &address, with_secret(1_800, 1_200, secret)).by(owner.cookie(), owner.me);
        assert_eq!(world.ask(&put).await.status, 201);
        for (how, wanted) in [("", (1_600, 1_067)), ("?small", (320, 213)), ("?large", (1_600, 1_067))] {
            let path = format!("{address}{how}");
            let get = Ask::new("GET", &path, "").by(owner.cookie(), owner.me);
            let reply = world.ask(&get).await;
            assert!(!reply.body.windows(secret.len()).any(|part| part == secret), "{how}");
            assert_eq!(size(&reply.body, ImageFormat::Jpeg), wanted, "{how}");
            is_lighter(world, get, &reply, wanted).await;
            assert_eq!(world.ask(&modern(Ask::new("GET", &path, ""))).await.status, 404, "{how}");
        }
        // One of before has no small one. What no other format can be made of is shown as it is.
        let old = world.photo(owner.me.unwrap(), b"as it was").await;
        let get = Ask::new("GET", &format!("/api/photos/{old}?small"), "").by(owner.cookie(), owner.me);
        for get in [get.clone(), modern(get)] {
            let reply = world.ask(&get).await;
            assert_eq!((reply.kind.as_str(), reply.body.as_slice()), ("image/jpeg", b"as it was".as_slice()));
        }
    }

    async fn whoever_names_the_photo_of_somebody_else_shows_it_to_nobody(world: &World) {
        let (resident, staff) = (player(world, "resident").await, player(world, "open").await);
        let photo = world.photo(world.resident(STRANGER), b"not filed").await;
        let draft = report::Draft { words: "路灯不亮".into(), photos: vec![photo], ..report::Draft::default() };
        let file = Command::FileReport { report: ReportId(Uuid::now_v7()), draft };
        assert!(world.ask(&attempts::push(world, &resident, file)).await.text().contains("applied"));
        for player in [&resident, &staff] {
            let get = Ask::new("GET", &format!("/api/photos/{photo}"), "").by(player.cookie(), player.me);
            assert_eq!(world.ask(&get).await.status, 404, "{}", player.name);
        }
    }

    async fn nobody_makes_the_photo_of_a_report_public(world: &World) {
        let leader = player(world, "open").await;
        let (_, photo) = world.report(world.resident(STRANGER), "路灯不亮", true).await;
        let (activity, occurrence) = (world.activity("opera"), world.past("opera").await);
        let draft = Draft { title: "吊嗓子".into(), picture: Some(photo), ..Draft::default() };
        for command in [
            Command::ChangeActivity { activity, draft, series: None },
            Command::SayThanks { occurrence, words: "谢谢大家".into(), pictures: Some(vec![photo]), seen: None },
        ] {
            let reply = world.ask(&attempts::push(world, &leader, command)).await;
            assert!(reply.text().contains("no_picture"), "{}", reply.text());
        }
        assert_eq!(world.ask(&Ask::new("GET", &format!("/api/pictures/{photo}"), "")).await.status, 404);
        // Nor by sending another one under its identity.
        let put = Ask::new("PUT", &format!("/api/pictures/{photo}"), picture()).by(leader.cookie(), leader.me);
        assert_eq!(world.ask(&put).await.status, 201, "the two have nothing to do with each other");
        let own = Ask::new("GET", &format!("/api/photos/{photo}"), "").by(leader.cookie(), leader.me);
        assert_eq!(world.ask(&own).await.body, "路灯不亮".as_bytes());
    }
}
