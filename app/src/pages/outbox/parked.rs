//! What was refused: the reason, and three ways on.

use crate::cell::RwSignal;
use crate::components::section::section_head;
use crate::components::state::{Mark, state};
use crate::components::two_step::{Steps, two_step};
use crate::frame::DraftText;
use crate::look::{Lang, lang};
use crate::routes::{DeskRoute, Navigator, Route, navigator};
use crate::sync::{Parked, Sync};
use crate::words::command::describe;
use crate::words::refusal::sentence;
use crate::words::{common, me as words};
use domain::command::Command;
use domain::duty::Duty;
use domain::errand::Errand;
use domain::favour::Step;
use domain::joining::Joining;
use domain::lease::Lease;
use domain::mandate;
use domain::occurrence::Occurrence;
use domain::permission::{Act, may};
use domain::presence::Venture;
use domain::replica::Replica;
use domain::report::Draft;
use domain::shift::Shift;
use domain::signup::Signup;
use domain::stint::{self, Stint};
use domain::swap::Swap;
use leptos::prelude::*;
use uuid::Uuid;

/// What changing a refused thing needs.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    sync: Sync,
    navigator: Navigator,
    draft: RwSignal<Draft>,
}

impl Edit {
    pub(super) fn new(sync: Sync) -> Self {
        let DraftText(draft) = expect_context();
        Self { sync, navigator: navigator(), draft }
    }

    /// Goes where the command came from. A report's draft is put back into its form and leaves this list, unless another
    /// one is being written there: that one is not overwritten, and both stay.
    fn edit(self, parked: &Parked) {
        if let Command::FileReport { draft, .. } = &parked.envelope.command
            && !self.draft.with_untracked(Draft::begun)
        {
            self.draft.set(draft.clone());
            self.sync.drop_parked(parked);
        }
        let view = self.sync.view.get_untracked();
        self.navigator.go(origin(&parked.envelope.command, &view));
    }
}

/// The page that a command comes from.
fn origin(command: &Command, view: &Replica) -> Route {
    match command {
        Command::SignUp { occurrence, .. } => Route::Occurrence(*occurrence),
        Command::CancelSignup { signup } | Command::AcceptOffer { signup } | Command::OfferTo { signup } => {
            view.get::<Signup>(signup.0).map_or(Route::Activities, |signup| Route::Occurrence(signup.occurrence))
        }
        Command::AnswerSignup { signup, .. } => {
            let date = view.get::<Signup>(signup.0).map(|signup| DeskRoute::Date(signup.occurrence));
            Route::Desk(date.unwrap_or(DeskRoute::Dates))
        }
        Command::ReturnPlaces { lease } => {
            let date = view.get::<Lease>(lease.0).map(|lease| DeskRoute::Date(lease.occurrence));
            Route::Desk(date.unwrap_or(DeskRoute::Dates))
        }
        Command::PlaceOrder { .. } | Command::CancelOrder { .. } | Command::ChangeOrder { .. } => Route::Canteen,
        Command::SetRegular { .. } | Command::EndRegular { .. } => Route::Regular,
        Command::FileReport { .. } => Route::NewReport,
        Command::WithdrawReport { report } | Command::Endorse { report } => Route::Report(*report),
        Command::RevokeDevice { .. } => Route::Devices,
        Command::TakeShift { shift, .. } | Command::ProposeSwap { shift, .. } => Route::Shift(*shift),
        Command::AnswerSwap { swap, .. } => {
            view.get::<Swap>(swap.0).map_or(Route::Shifts, |swap| Route::Shift(swap.wanted_shift))
        }
        Command::LeaveShift { duty } | Command::SeekReplacement { duty, .. } => {
            view.get::<Duty>(duty.0).map_or(Route::Shifts, |duty| Route::Shift(duty.shift))
        }
        Command::AskToJoin { .. } | Command::LeaveTeam { .. } => Route::Service,
        Command::InviteToJoin { .. } => Route::Desk(DeskRoute::Shifts),
        Command::AnswerJoining { joining, .. } => {
            let who = view.get::<Joining>(joining.0).map(|joining| joining.resident.id);
            let own = who.is_none_or(|who| view.me().is_some_and(|me| me.id == who));
            if own { Route::Service } else { Route::Desk(DeskRoute::Shifts) }
        }
        Command::TakeOffTeam { .. } => Route::Desk(DeskRoute::Members),
        Command::SetStanding { resident, .. } => {
            let own = view.me().is_some_and(|me| me.id == *resident);
            if own { Route::Service } else { Route::Desk(DeskRoute::Shifts) }
        }
        Command::AddShift { .. }
        | Command::SignHours { .. }
        | Command::ReverseHours { .. }
        | Command::IssueCertificate { .. } => Route::Desk(DeskRoute::Shifts),
        Command::EditShift { shift, .. } | Command::CancelShift { shift, .. } => Route::Desk(DeskRoute::Shift(*shift)),
        Command::NotePresence { seen, .. } => of_venture(seen.of, view),
        Command::NoteCall { .. } => Route::Desk(DeskRoute::Reach),
        Command::SeeNotices { .. } | Command::ChooseNotices { .. } => Route::Notices,
        Command::NoteTally { counted, .. } => of_venture(counted.of, view),
        Command::AuthoriseCollector { .. } | Command::WithdrawCollector { .. } => Route::Activities,
        Command::NoteAid { .. } => Route::Aid,
        Command::RecordQualification { .. } => Route::Desk(DeskRoute::Residents),
        Command::AddOccurrence { .. } => Route::Desk(DeskRoute::Dates),
        Command::EditOccurrence { occurrence, .. }
        | Command::SignUpFor { occurrence, .. }
        | Command::LeasePlaces { occurrence, .. }
        | Command::GivePlaces { occurrence, .. }
        | Command::CancelOccurrence { occurrence, .. }
        | Command::CloseAttendance { occurrence }
        | Command::SayThanks { occurrence, .. }
        | Command::AmendFrom { occurrence, .. }
        | Command::CancelFrom { occurrence, .. } => Route::Desk(DeskRoute::Date(*occurrence)),
        Command::PostActivity { .. } | Command::SchedulePost { .. } => Route::Desk(DeskRoute::Post(None)),
        Command::ChangeScheduled { .. } => Route::Desk(DeskRoute::Dates),
        Command::ChangeActivity { activity, .. } => Route::Desk(DeskRoute::Activity(*activity)),
        Command::HandOut { .. }
        | Command::CountServing { .. }
        | Command::TakePayment { .. }
        | Command::ReverseEntry { .. }
        | Command::CloseTill { .. }
        | Command::PlaceOrderFor { by_phone: false, .. } => Route::Desk(DeskRoute::Kitchen),
        Command::SetMenu { .. } | Command::CopyMenus { .. } | Command::ShowDish { .. } => Route::Desk(DeskRoute::Menu),
        Command::NoteErrand { errand, .. } => view
            .get::<Errand>(errand.0)
            .and_then(|row| row.shifts.first())
            .map_or(Route::Service, |id| Route::Shift(*id)),
        Command::RecordVisit { .. } => Route::Desk(DeskRoute::Visits),
        Command::RateOrder { .. } => Route::Meals,
        Command::PlaceOrderFor { .. } | Command::TopUp { .. } | Command::PayBack { .. } => {
            Route::Desk(DeskRoute::Residents)
        }
        Command::PayOrder { .. } => Route::Money,
        Command::AnswerReport { report, .. } | Command::MergeReport { report, .. } => {
            Route::Desk(DeskRoute::Report(*report))
        }
        Command::PostCall { .. } | Command::ChangeCall { .. } | Command::CloseCall { .. } => {
            Route::Desk(DeskRoute::Calls)
        }
        Command::Pledge { .. } => Route::Calls,
        Command::OfferSkill { .. } | Command::WithdrawOffering { .. } => Route::OwnSkills,
        Command::Favour { step, .. } => match step {
            Step::Ask { .. } => Route::Skills,
            Step::Answer { .. } | Step::Finish { .. } => Route::OwnSkills,
            Step::Sign { .. } => Route::Desk(DeskRoute::Shifts),
        },
        Command::Stint { step: stint::Step::Sign { .. }, .. } => Route::Desk(DeskRoute::Shifts),
        Command::Stint { stint, .. } => {
            let who = view.get::<Stint>(stint.0).map(|stint| stint.resident.id);
            let own = who.is_none_or(|who| view.me().is_some_and(|me| me.id == who));
            if own { Route::Service } else { Route::Desk(DeskRoute::Shifts) }
        }
        Command::Mandate { step: mandate::Step::Record { .. }, .. } => Route::Desk(DeskRoute::Residents),
        Command::Mandate { .. } => Route::Helpers,
        Command::RegisterResident { .. } => Route::Desk(DeskRoute::Residents),
    }
}

/// A leader's list, or the page on which somebody said that they are there.
fn of_venture(of: Venture, view: &Replica) -> Route {
    let leads = |organization| view.me().is_some_and(|me| may(me, Act::RunActivities(organization)));
    match of {
        Venture::Shift(id) => match view.get::<Shift>(id.0) {
            Some(shift) if !leads(shift.organization) => Route::Shift(id),
            _ => Route::Desk(DeskRoute::Shift(id)),
        },
        Venture::Occurrence(id) => match view.get::<Occurrence>(id.0) {
            Some(date) if !leads(date.organization) => Route::Occurrence(id),
            _ => Route::Desk(DeskRoute::Date(id)),
        },
    }
}

pub(super) fn parked(edit: Edit, asked: RwSignal<Option<Uuid>>) -> AnyView {
    let part = move || {
        let lang = lang();
        let parked = edit.sync.parked();
        if parked.is_empty() {
            return ().into_any();
        }
        let items = parked.into_iter().map(|parked| item(edit, lang, parked, asked)).collect_view();
        view! {
            <section class="stack">
                {section_head(words::refused(lang).into(), None)}
                <ul class="list" aria-live="polite">{items}</ul>
            </section>
        }
        .into_any()
    };
    part.into_any()
}

fn item(edit: Edit, lang: Lang, parked: Parked, asked: RwSignal<Option<Uuid>>) -> AnyView {
    let sync = edit.sync;
    let what = describe(lang, &parked.envelope.command, &sync.view());
    let (why, at) = (sentence(lang, &parked.refusal), parked.at);
    let steps = Steps {
        act: words::drop(lang).into(),
        question: words::drop_question(lang).into(),
        yes: words::drop_yes(lang).into(),
        no: words::drop_no(lang).into(),
    };
    let (key, changed, again) = (parked.envelope.id.0, parked.clone(), parked.clone());
    let then = Callback::new(move |()| sync.drop_parked(&parked));
    view! {
        <li>
            <div class="item is-bare">
                <span class="item-text">
                    <b>{what}</b>
                    <small>{move || words::ago(lang, sync.now().0 - at.0)}</small>
                </span>
                <span class="item-end">{state(Mark::Failed, common::failed(lang).into())}</span>
                <div class="item-said stack">
                    <p class="strong">{why}</p>
                    <div class="actions">
                        <button type="button" class="button is-quiet" on:click=move |_| edit.edit(&changed)>
                            {words::edit(lang)}
                        </button>
                        <button type="button" class="button is-quiet" on:click=move |_| sync.retry(&again)>
                            {words::again(lang)}
                        </button>
                    </div>
                    {two_step(asked, key, steps, then)}
                </div>
            </div>
        </li>
    }
    .into_any()
}
