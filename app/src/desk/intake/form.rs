//! The file that is chosen, what its columns are taken for, and what would come of it.

use super::super::table::{Column, Line, table};
use super::Lists;
use crate::components::icon::{Icon, icon};
use crate::words::desk::intake as words;
use domain::wire::intake::{Brought, Checked, Field, Heading};
use leptos::prelude::*;

/// Files that a program for tables writes.
const FILES: &str = ".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Lists {
    /// The button that opens the phone's own list of files.
    pub(super) fn chooser(self) -> AnyView {
        let lang = self.lang;
        let label = move || if self.brought.with(Option::is_some) { words::another(lang) } else { words::choose(lang) };
        view! {
            <div class="actions">
                <label class="button is-quiet">
                    <input class="unseen" type="file" accept=FILES on:change=move |event| self.choose(&event)/>
                    {icon(Icon::Share)}
                    {label}
                </label>
            </div>
        }
        .into_any()
    }

    #[cfg(feature = "hydrate")]
    fn choose(self, event: &leptos::ev::Event) {
        let input: web_sys::HtmlInputElement = event_target(event);
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was corrected.
        input.set_value("");
        let Some(file) = file.filter(|_| !self.busy.get_untracked()) else { return };
        self.trouble.set(None);
        self.added.set(None);
        self.brought.set(None);
        self.checked.set(None);
        self.name.set(file.name());
        self.busy.set(true);
        crate::online::bring_list(file, move |answer| self.read(answer));
    }

    #[cfg(not(feature = "hydrate"))]
    fn choose(self, event: &leptos::ev::Event) {
        let _ = (self, event);
    }

    /// What the columns are, and what would come of it.
    pub(super) fn form(self, brought: Brought) -> AnyView {
        let lang = self.lang;
        let file = words::file(lang, &self.name.get_untracked(), brought.rows);
        let columns = brought.columns.into_iter().enumerate().map(|(at, heading)| self.column(at, &heading));
        view! {
            <fieldset class="choices">
                <legend>{words::columns(lang)}</legend>
                <p class="hint">{file}</p>
                <p class="hint">{words::columns_text(lang)}</p>
                {columns.collect_view()}
            </fieldset>
            <div class="actions">
                <button type="button" class="button is-quiet" on:click=move |_| self.check()>{words::check(lang)}</button>
            </div>
            <div class="stack" aria-live="polite">
                {move || self.checked.get().map(|checked| self.preview(&checked))}
            </div>
        }
        .into_any()
    }

    fn column(self, at: usize, heading: &Heading) -> AnyView {
        let (lang, id) = (self.lang, format!("column-{at}"));
        let said = move || self.fields.with(|fields| fields.get(at).copied().flatten());
        let option = move |value: String, field: Option<Field>| {
            view! { <option value=value prop:selected=move || said() == field>{words::field(lang, field)}</option> }
        };
        let options = Field::ALL.into_iter().enumerate().map(|(n, field)| option(n.to_string(), Some(field)));
        let say = move |event: leptos::ev::Event| {
            let field = event_target_value(&event).parse::<usize>().ok().and_then(|n| Field::ALL.get(n)).copied();
            self.fields.update(|fields| {
                if let Some(place) = fields.get_mut(at) {
                    *place = field;
                }
            });
            // What was shown was shown of other columns.
            self.checked.set(None);
        };
        view! {
            <div class="field">
                <label for=id.clone()>{words::column(lang, &heading.head, &heading.example)}</label>
                <span class="select">
                    <select id=id on:change=say>
                        {option(String::new(), None)}
                        {options.collect_view()}
                    </select>
                </span>
            </div>
        }
        .into_any()
    }

    fn preview(self, checked: &Checked) -> AnyView {
        let lang = self.lang;
        let lines: Vec<Line> = checked
            .problems
            .iter()
            .map(|problem| Line {
                head: problem.line.to_string().into_any(),
                cells: vec![
                    words::field(lang, Some(problem.field)).into_any(),
                    words::reason(lang, problem).into_any(),
                ],
                action: None,
            })
            .collect();
        let shown = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let more = checked.wrong.saturating_sub(shown);
        let columns = || {
            vec![Column::words(words::line(lang)), Column::words(words::what(lang)), Column::words(words::why(lang))]
        };
        let problems = (shown > 0).then(|| table(words::problems(lang).into_any(), columns(), None, lines));
        let more = (more > 0).then(|| view! { <p class="said">{words::more(lang, more)}</p> });
        let standing = self.standing(checked);
        let apply = (checked.new > 0).then(|| {
            view! {
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.apply()>{words::apply(lang)}</button>
                </div>
            }
        });
        view! { <p role="status">{words::would(lang, checked)}</p>{problems}{more}{standing}{apply} }.into_any()
    }

    /// Who stays as the desk has them, though the list says otherwise.
    fn standing(self, checked: &Checked) -> Option<AnyView> {
        let lang = self.lang;
        let lines: Vec<Line> = checked
            .standing
            .iter()
            .map(|stands| Line {
                head: stands.line.to_string().into_any(),
                cells: vec![stands.name.clone().into_any(), words::otherwise(lang, stands.otherwise).into_any()],
                action: None,
            })
            .collect();
        let columns = vec![
            Column::words(words::line(lang)),
            Column::words(words::who(lang)),
            Column::words(words::register(lang)),
        ];
        (!lines.is_empty()).then(|| table(words::standing(lang).into_any(), columns, None, lines))
    }
}
