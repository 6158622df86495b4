//! What must hold of a vote is held by the tables themselves: each of it is tried to be broken, by a statement that would be good but for
//! that one thing.

use crate::both_databases;
use crate::support::Stage;
use server::commands::now;
use server::import::census::ResidentLine;
use server::store::doctor::ask;
use sqlx::error::ErrorKind;
use uuid::Uuid;

/// What must not be done, how the database calls that, and the statement.
type Bad = (&'static str, ErrorKind, String);

/// Says what triggers say.
const STAYS: &str = "a list and a vote stay as they are";

/// Writes statements in the words of one database.
struct Pen {
    shared: bool,
    community: String,
    /// A secret ballot of residents, and an open one of households.
    secret: String,
    open: String,
    /// Two people of one household; somebody else, who is on no list.
    one: String,
    two: String,
    stranger: String,
    household: String,
}

impl Pen {
    fn of(stage: &Stage) -> Pen {
        let people = &stage.census.residents;
        let with = |one: &ResidentLine| people.iter().find(|two| two.household == one.household && two.id != one.id);
        let (one, two) = people.iter().find_map(|one| Some((one, with(one)?))).unwrap();
        let stranger = people.iter().find(|other| other.household != one.household).unwrap();
        let shared = stage.db.shared();
        let word = |id: Uuid| literal(shared, id);
        Pen {
            shared,
            community: word(stage.community.0),
            secret: word(Uuid::from_u128(1)),
            open: word(Uuid::from_u128(2)),
            one: word(one.id.0),
            two: word(two.id.0),
            stranger: word(stranger.id.0),
            household: word(one.household.0),
        }
    }

    fn yes(&self, yes: bool) -> &'static str {
        match (self.shared, yes) {
            (true, true) => "true",
            (true, false) => "false",
            (false, true) => "1",
            (false, false) => "0",
        }
    }

    fn ballot(&self, id: &str, unit: &str, secret: bool, size: i64) -> String {
        let (community, secret) = (&self.community, self.yes(secret));
        format!(
            "insert into ballot (community, ballot, title, unit, secret, opens, closes, size)
             values ({community}, {id}, '修不修长廊', '{unit}', {secret}, 1000, 2000, {size})"
        )
    }

    fn choice(&self, ballot: &str, choice: i64) -> String {
        let community = &self.community;
        format!("insert into ballot_choice values ({community}, {ballot}, {choice}, '第 {choice} 项')")
    }

    /// Of a ballot of residents, unless they vote for their household.
    fn elector(&self, ballot: &str, who: &str, voter: &str, age: i64, (ordinal, size): (i64, i64)) -> String {
        let (community, household) = (&self.community, &self.household);
        let unit = if voter == household { "household" } else { "resident" };
        format!(
            "insert into elector (community, ballot, resident, household, voter, unit, age, ordinal, size)
             values ({community}, {ballot}, {who}, {household}, {voter}, '{unit}', {age}, {ordinal}, {size})"
        )
    }

    fn came(&self, ballot: &str, voter: &str, who: &str) -> String {
        let community = &self.community;
        format!(
            "insert into participation (community, ballot, voter, resident)
             values ({community}, {ballot}, {voter}, {who})"
        )
    }

    fn vote(&self, ballot: &str, vote: u128, choice: i64, secret: bool) -> String {
        let (community, secret) = (&self.community, self.yes(secret));
        let vote = literal(self.shared, Uuid::from_u128(vote));
        format!(
            "insert into vote (community, ballot, vote, choice, secret)
             values ({community}, {ballot}, {vote}, {choice}, {secret})"
        )
    }

    fn open_vote(&self, ballot: &str, voter: &str, choice: i64, secret: bool) -> String {
        let (community, secret) = (&self.community, self.yes(secret));
        format!(
            "insert into open_vote (community, ballot, voter, choice, secret)
             values ({community}, {ballot}, {voter}, {choice}, {secret})"
        )
    }

    /// Both ballots, with their lists; of each one, somebody has voted. In the secret one a second person can.
    fn good(&self) -> Vec<String> {
        let Pen { secret, open, one, two, household, .. } = self;
        let mut all = vec![self.ballot(secret, "resident", true, 2), self.ballot(open, "household", false, 2)];
        for ballot in [secret, open] {
            all.extend([self.choice(ballot, 1), self.choice(ballot, 2)]);
        }
        all.extend([
            self.elector(secret, one, one, 70, (1, 2)),
            self.elector(secret, two, two, 18, (2, 2)),
            self.elector(open, one, household, 70, (1, 2)),
            self.elector(open, two, household, 18, (2, 2)),
            self.came(secret, one, one),
            self.vote(secret, 71, 1, true),
            self.came(open, household, one),
            self.open_vote(open, household, 2, false),
        ]);
        all
    }

    fn bad_lists(&self) -> Vec<Bad> {
        use ErrorKind::{CheckViolation, ForeignKeyViolation, UniqueViolation};
        let Pen { secret, open, one, two, stranger, .. } = self;
        let third = &literal(self.shared, Uuid::from_u128(3));
        vec![
            ("somebody more on a full list", UniqueViolation, self.elector(secret, stranger, stranger, 40, (2, 2))),
            ("with a number of their own", CheckViolation, self.elector(secret, stranger, stranger, 40, (3, 2))),
            ("on a longer list", ForeignKeyViolation, self.elector(secret, stranger, stranger, 40, (3, 3))),
            ("a list that grows", ForeignKeyViolation, format!("update ballot set size = 3 where ballot = {secret}")),
            ("a child", CheckViolation, self.elector(secret, stranger, stranger, 17, (2, 2))),
            (
                "a ballot that becomes one of households",
                ForeignKeyViolation,
                format!("update ballot set unit = 'household' where ballot = {secret}"),
            ),
            ("somebody who votes as another", CheckViolation, self.elector(secret, stranger, one, 40, (2, 2))),
            (
                "a ballot that ends before it begins",
                CheckViolation,
                self.ballot(third, "resident", true, 2).replace("1000, 2000", "2000, 1000"),
            ),
            (
                "a ballot that becomes open",
                ForeignKeyViolation,
                format!("update ballot set secret = {} where ballot = {secret}", self.yes(false)),
            ),
            ("another list", ErrorKind::Other, format!("update elector set age = 50 where ballot = {open}")),
            ("a shorter list", ErrorKind::Other, format!("delete from elector where resident = {two}")),
        ]
    }

    fn bad_votes(&self) -> Vec<Bad> {
        use ErrorKind::{CheckViolation, ForeignKeyViolation, UniqueViolation};
        let Pen { secret, open, one, two, stranger, household, .. } = self;
        vec![
            ("one person twice", UniqueViolation, self.came(secret, one, one)),
            ("one household twice", UniqueViolation, self.came(open, household, two)),
            ("somebody who is not on the list", ForeignKeyViolation, self.came(secret, stranger, stranger)),
            ("somebody for another", ForeignKeyViolation, self.came(secret, two, one)),
            ("somebody for themself where households vote", ForeignKeyViolation, self.came(open, two, two)),
            ("a choice that nobody has", ForeignKeyViolation, self.vote(secret, 72, 3, true)),
            ("a secret vote in an open ballot", ForeignKeyViolation, self.vote(open, 72, 1, true)),
            ("an open vote among the secret ones", CheckViolation, self.vote(open, 72, 1, false)),
            ("a number twice", UniqueViolation, self.vote(secret, 71, 2, true)),
            ("a name in a secret ballot", ForeignKeyViolation, self.open_vote(secret, one, 1, false)),
            ("a name that is called secret", CheckViolation, self.open_vote(secret, one, 1, true)),
            ("an open vote of nobody", ForeignKeyViolation, self.open_vote(open, two, 1, false)),
            ("a second open vote", UniqueViolation, self.open_vote(open, household, 1, false)),
            ("another choice", ErrorKind::Other, format!("update vote set choice = 2 where ballot = {secret}")),
            ("a vote that is gone", ErrorKind::Other, format!("delete from vote where ballot = {secret}")),
            (
                "somebody else who came",
                ErrorKind::Other,
                format!("update participation set voter = {two}, resident = {two} where ballot = {secret}"),
            ),
            ("nobody who came", ErrorKind::Other, format!("delete from participation where ballot = {secret}")),
        ]
    }
}

/// An identity as it stands in a statement.
fn literal(shared: bool, id: Uuid) -> String {
    if shared { format!("uuid '{id}'") } else { format!("x'{}'", id.simple()) }
}

async fn written(stage: &Stage, pen: &Pen) {
    for sql in pen.good() {
        stage.run(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}

/// What the doctor finds wrong.
async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = ask(&stage.db, now()).await.unwrap();
    findings.iter().filter(|finding| !finding.sound()).map(|finding| finding.what).collect()
}

both_databases! {
    async fn the_tables_refuse_what_must_not_be(stage: &Stage) {
        let pen = Pen::of(stage);
        written(stage, &pen).await;
        for (what, kind, sql) in pen.bad_lists().into_iter().chain(pen.bad_votes()) {
            let Err(error) = stage.run(&sql).await else { panic!("{what}: {sql}") };
            let error = error.into_database_error().unwrap();
            assert_eq!(error.kind(), kind, "{what}: {error}");
            assert!(kind != ErrorKind::Other || error.message().contains(STAYS), "{what}: {error}");
        }
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn the_doctor_counts_votes_and_lists(stage: &Stage) {
        let pen = Pen::of(stage);
        written(stage, &pen).await;
        stage.run(&pen.came(&pen.secret, &pen.two, &pen.two)).await.unwrap();
        assert_eq!(unsound(stage).await, ["a ballot has as many votes as voters who came"]);
        stage.run(&pen.vote(&pen.secret, 72, 2, true)).await.unwrap();
        assert_eq!(unsound(stage).await, [""; 0]);
        let third = literal(pen.shared, Uuid::from_u128(3));
        stage.run(&pen.ballot(&third, "resident", true, 2)).await.unwrap();
        stage.run(&pen.elector(&third, &pen.one, &pen.one, 70, (1, 2))).await.unwrap();
        assert_eq!(unsound(stage).await, ["everybody on the list of a ballot is there"]);
    }

    async fn without_the_key_of_who_came_the_doctor_sees_a_second_vote(stage: &Stage) {
        // NC7: the tables as they should not be.
        let pen = Pen::of(stage);
        let (id, yes) = if pen.shared { ("uuid", "boolean") } else { ("blob", "integer") };
        for table in ["open_vote", "participation"] {
            stage.run(&format!("drop table {table}")).await.unwrap();
        }
        let columns = |names: &str| names.split(' ').map(|name| format!("{name} {id} not null")).collect::<Vec<_>>().join(", ");
        let (came, open) = (columns("community ballot voter resident"), columns("community ballot voter"));
        stage.run(&format!("create table participation ({came})")).await.unwrap();
        stage.run(&format!("create table open_vote ({open}, choice integer not null, secret {yes} not null)")).await.unwrap();
        written(stage, &pen).await;
        assert_eq!(unsound(stage).await, [""; 0]);
        stage.run(&pen.came(&pen.secret, &pen.one, &pen.one)).await.unwrap();
        assert_eq!(unsound(stage).await, ["a ballot has as many votes as voters who came"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_vote_keeps_neither_its_voter_nor_its_turn() {
    let stage = Stage::sqlite().await;
    for table in ["vote", "participation"] {
        let error = stage.run(&format!("update {table} set ballot = ballot where rowid = 1")).await.unwrap_err();
        assert!(error.to_string().contains("no such column: rowid"), "{table}: {error}");
    }
    let text = include_str!("../../migrations/sqlite/0031_votes.sql");
    let columns = |table: &str| -> Vec<String> {
        let (_, rest) = text.split_once(&format!("create table {table} (\n")).unwrap();
        let lines = rest.lines().map_while(|line| line.strip_prefix("    "));
        let names = lines.filter_map(|line| line.split_once(' ').map(|(name, _)| name.to_owned()));
        names.filter(|name| !["primary", "foreign", "unique", "check"].contains(&name.as_str())).collect()
    };
    assert_eq!(columns("participation"), ["community", "ballot", "voter", "resident"]);
    assert_eq!(columns("vote"), ["community", "ballot", "vote", "choice", "secret"]);
    stage.end().await;
}
