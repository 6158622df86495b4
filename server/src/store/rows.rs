//! Many rows in one statement: each statement is a way to the database and back, which costs more than the row. But each number
//! of rows makes another text, which the database reads and plans anew, on each connection. So only few numbers occur.

/// How many rows one statement writes at most: a power of two.
const TOGETHER: usize = 32;

/// Rows in pieces for one statement each.
pub(super) fn pieces<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    while let Some(power) = rows.len().checked_ilog2() {
        let (piece, rest) = rows.split_at(TOGETHER.min(1 << power));
        pieces.push(piece);
        rows = rest;
    }
    pieces
}

/// Questions for one statement; the last is asked again until they are as many as a power of four. (To ask costs less than to
/// write, and the statements that ask are the ones that take long to plan.)
pub(super) fn filled<T: Clone>(mut questions: Vec<T>) -> Vec<T> {
    if let Some(last) = questions.last().cloned() {
        let mut length = 1;
        while length < questions.len() {
            length *= 4;
        }
        questions.resize(length, last);
    }
    questions
}

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

    #[test]
    fn few_numbers_of_rows_are_ever_in_a_statement() {
        let rows: Vec<usize> = (0..77).collect();
        let lengths: Vec<usize> = pieces(&rows).iter().map(|piece| piece.len()).collect();
        assert_eq!(lengths, [32, 32, 8, 4, 1]);
        assert_eq!(pieces(&rows).concat(), rows);
        assert_eq!(filled(vec![1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(filled(vec![1]), [1]);
        assert_eq!(filled(vec![0; 5]).len(), 16);
        assert!(filled(Vec::<u8>::new()).is_empty());
    }
}
