//! A list of residents from the committee's own tables, as the desk brings it in: a workbook or a CSV file with whatever columns
//! it has.
//!
//! [`table`] reads the file, [`columns`] guesses what each column says, [`people`] makes residents of the lines and names those that
//! are left out. Nothing here writes: what is shown before and what is written afterwards come from the same function.

pub mod columns;
pub mod people;
pub mod table;
