//! `venues.csv`: function zones of the complex and places outdoors.

use super::cells::{Cells, NAME_MAX};
use super::census::Census;
use super::draft::Draft;
use super::index::Index;
use super::sheet::{Columns, Sheet};
use super::written::{Rows, yes};
use domain::id::VenueId;
use domain::occurrence::CAPACITY_MAX;
use domain::venue::Venue;

/// The compound's name may stand in front of it.
const PLACE_MAX: usize = 2 * NAME_MAX + 1;

pub(super) const COLUMNS: Columns = Columns {
    file: "venues.csv",
    required: &["代码", "名称", "可容人数"],
    optional: &["位置", "小区", "是否功能区", "示例"],
};

pub(super) fn read(sheet: &Sheet, draft: &mut Draft) {
    draft.venues = Index::of(sheet);
    let community = draft.census.community.id;
    for row in &sheet.rows {
        let mut cells = Cells::of(sheet, row, &mut draft.problems);
        let code = cells.code("代码");
        let id = VenueId::of_code(community, &code);
        draft.census.codes.note(id.0, &code);
        draft.venues.add(&mut cells, "代码", &code, id);
        cells.maybe_reference("小区", &draft.compounds);
        let (compound, place) = (cells.maybe_text("小区", NAME_MAX), cells.maybe_text("位置", PLACE_MAX));
        draft.census.venues.push(Venue {
            id,
            name: cells.text("名称", NAME_MAX),
            place: format!("{compound} {place}").trim().to_owned(),
            seats: cells.whole("可容人数", 1..=CAPACITY_MAX),
            zone: cells.yes("是否功能区"),
            synthetic: cells.yes("示例"),
        });
    }
}

pub(super) fn write(census: &Census) -> Rows {
    let row = |row: &Venue| {
        let (code, seats) = (census.codes.of(row.id.0), row.seats.to_string());
        // Where it is says the compound too.
        let compound = String::new();
        vec![code, row.name.clone(), seats, row.place.clone(), compound, yes(row.zone), yes(row.synthetic)]
    };
    census.venues.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::sample::{places, problems, read_with};

    #[test]
    fn a_venue_says_where_it_is() {
        let lines = "代码,名称,位置,小区,可容人数,是否功能区\nroom,书画室,二楼,,20,是\nhall,棚,大门边,桑园里,9,\n";
        let census = read_with(&[("venues.csv", lines)]);
        let read: Vec<_> = census.venues.iter().map(|venue| (venue.place.as_str(), venue.zone)).collect();
        assert_eq!(read, [("二楼", true), ("桑园里 大门边", false)]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let found = problems(&[("venues.csv", "代码,名称,小区,可容人数,示例\nhall,礼堂,无名里,0,也许\n")]);
        assert_eq!(
            places(&found),
            [("venues.csv", 2, "小区"), ("venues.csv", 2, "可容人数"), ("venues.csv", 2, "示例")]
        );
    }
}
