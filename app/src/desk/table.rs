//! A table that is a list of cards on a phone: every cell carries the name of its column.

use leptos::prelude::*;

/// One column.
#[derive(Clone, Copy)]
pub struct Column {
    name: &'static str,
    number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(name: &'static str) -> Self {
        Self { name, number: false }
    }

    /// A column of numbers.
    pub fn numbers(name: &'static str) -> Self {
        Self { name, number: true }
    }

    fn class(self) -> Option<&'static str> {
        self.number.then_some("is-number")
    }
}

/// One line: what it is about, then a cell for each further column, then what can be done with it.
pub struct Line {
    /// What it is about.
    pub head: AnyView,
    /// The cells, in the order of the columns.
    pub cells: Vec<AnyView>,
    /// What can be done.
    pub action: Option<AnyView>,
}

/// A table. The first column names what a line is about; `action` is the unseen name of the last one, if there is
/// one.
pub fn table(caption: AnyView, columns: Vec<Column>, action: Option<&'static str>, lines: Vec<Line>) -> AnyView {
    let head = head(&columns, action);
    let body = lines.into_iter().map(|line| draw(&columns, line)).collect_view();
    view! {
        <table class="table">
            <caption>{caption}</caption>
            {head}
            <tbody>{body}</tbody>
        </table>
    }
    .into_any()
}

/// The names of the columns.
pub(super) fn head(columns: &[Column], action: Option<&'static str>) -> AnyView {
    let heads = columns.iter().copied().map(|c| view! { <th scope="col" class=c.class()>{c.name}</th> });
    let last = action.map(|name| view! { <th scope="col"><span class="unseen">{name}</span></th> });
    view! { <thead><tr>{heads.collect_view()}{last}</tr></thead> }.into_any()
}

/// One line.
pub(super) fn draw(columns: &[Column], line: Line) -> AnyView {
    let cells = columns.iter().skip(1).copied().zip(line.cells).map(|(column, cell)| {
        view! { <td data-label=column.name class=column.class()>{cell}</td> }
    });
    let action = line.action.map(|action| view! { <td class="is-action">{action}</td> });
    view! { <tr><th scope="row">{line.head}</th>{cells.collect_view()}{action}</tr> }.into_any()
}
