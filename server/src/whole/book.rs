//! The workbook: a sheet for each list, with heads in the reader's language. Its rows go to a file at once, so that a long list takes
//! no more memory than a short one.

use super::words::word;
use crate::db::Tx;
use crate::error::Error;
use crate::store::whole::{Kind, Sheet, rows, sheets};
use crate::workbook::{guarded, of_day, of_moment};
use domain::when::{Clock, Day, Moment};
use futures::StreamExt;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// So many rows fit on a sheet, the head among them; what is more goes on the next.
const ROWS_MAX: u32 = 1_048_576;

/// How cells are shown.
struct Look {
    head: Format,
    day: Format,
    time: Format,
    money: Format,
}

/// Everything of the community of this transaction.
///
/// # Errors
/// When the database cannot be read, or there is no room for the rows.
pub async fn write(tx: &mut Tx, english: bool) -> Result<Workbook, Error> {
    let mut book = Workbook::new();
    let look = Look {
        head: Format::new().set_bold(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        money: Format::new().set_num_format("0.00"),
    };
    for sheet in sheets() {
        add(tx, &mut book, sheet, &look, english).await?;
    }
    Ok(book)
}

async fn add(tx: &mut Tx, book: &mut Workbook, sheet: &'static Sheet, look: &Look, english: bool) -> Result<(), Error> {
    let mut lines = rows(tx, sheet);
    'pages: for number in 1_u32.. {
        let page = begin(book, sheet, number, look, english)?;
        for row in 1..ROWS_MAX {
            let Some(line) = lines.next().await else { break 'pages };
            put(page, row, sheet, &line?, look, english)?;
        }
    }
    Ok(())
}

fn begin<'a>(
    book: &'a mut Workbook,
    sheet: &Sheet,
    number: u32,
    look: &Look,
    english: bool,
) -> Result<&'a mut Worksheet, XlsxError> {
    let page = book.add_worksheet_with_constant_memory()?;
    let name = if english { sheet.en } else { sheet.zh };
    page.set_name(if number == 1 { name.to_owned() } else { format!("{name} {number}") })?;
    page.set_freeze_panes(1, 0)?;
    for (column, (zh, en, kind)) in (0_u16..).zip(sheet.columns) {
        page.set_column_width(column, width(*kind))?;
        page.write_string_with_format(0, column, if english { *en } else { *zh }, &look.head)?;
    }
    Ok(page)
}

/// How many letters wide a column is.
fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Text | Kind::Time => 18.0,
        Kind::Word | Kind::Day | Kind::Fen => 12.0,
        Kind::Count | Kind::Clock | Kind::Yes => 8.0,
    }
}

fn put(
    page: &mut Worksheet,
    row: u32,
    sheet: &Sheet,
    line: &[Option<String>],
    look: &Look,
    english: bool,
) -> Result<(), XlsxError> {
    for ((column, text), (_, _, kind)) in (0_u16..).zip(line).zip(sheet.columns) {
        let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else { continue };
        let number = text.parse::<i64>().unwrap_or_default();
        match kind {
            Kind::Text => page.write_string(row, column, guarded(text))?,
            Kind::Word => page.write_string(row, column, guarded(&word(text, english)))?,
            Kind::Count => page.write_number(row, column, number as f64)?,
            Kind::Fen => page.write_number_with_format(row, column, number as f64 / 100.0, &look.money)?,
            Kind::Time => page.write_number_with_format(row, column, of_moment(Moment(number)), &look.time)?,
            Kind::Clock => page.write_string(row, column, of_minutes(number).to_string())?,
            Kind::Day => match Day::parse(text) {
                Some(day) => page.write_number_with_format(row, column, of_day(day), &look.day)?,
                None => page.write_string(row, column, guarded(text))?,
            },
            // PostgreSQL says `true`, SQLite 1.
            Kind::Yes if matches!(text, "1" | "true") => page.write_string(row, column, yes(english))?,
            Kind::Yes => continue,
        };
    }
    Ok(())
}

fn of_minutes(minutes: i64) -> Clock {
    Clock(u16::try_from(minutes).unwrap_or_default())
}

fn yes(english: bool) -> &'static str {
    if english { "yes" } else { "是" }
}
