//! Many rows in one statement: each statement is a way to the database's thread and back, which costs more than the row.

/// How many rows one statement writes at most.
pub(super) const TOGETHER: usize = 8;

/// The places of some rows, each of the community (`$1`) and so many columns: `($1, $2, $3), ($1, $4, $5)`.
pub(super) fn values(rows: usize, columns: usize) -> String {
    let row = |at: usize| format!("($1, {})", places(2 + at * columns, columns));
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// So many places from one on: `$2, $3`.
pub(super) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_number_of_its_own_and_the_community_the_first() {
        assert_eq!(values(2, 3), "($1, $2, $3, $4), ($1, $5, $6, $7)");
        assert_eq!(places(2, 2), "$2, $3");
        assert_eq!(places(2, 0), "");
    }
}
