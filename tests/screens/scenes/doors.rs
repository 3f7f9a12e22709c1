//! What stands at the door of a room: who knocks, what somebody sees who waits there, the words of its code, the
//! pictures by which two people know each other, and the settings that say who may come in.

use std::time::Duration;

use iced::Element;
use iced::widget::space;
use maru::client::{ConnectError, Update};
use maru::ui::screen::compare;
use maru::ui::screen::knock::wait::{self, State};
use maru::ui::screen::room_code::{self, ask, plates};
use maru::ui::screen::room_settings::{Facts, Field, Message, Page, RoomSettings, Secret};
use maru::ui::widget::modal;

use super::{Look, rooms::talk};
use crate::doors::{
    Kept, asks, code_of, compares, crowd, crowd_of_bans, hall_with, longest, says, settings_on, waits, yuna,
};
use crate::hall::{HANEUL, MINSU, name};
use crate::stage::Stage;

/// Lays a card over nothing: what lies behind it is a scene of its own, and slow to lay out.
fn alone<'a, M: 'a>(stage: &Stage, width: f32, card: Element<'a, M>) -> Element<'a, ()> {
    modal(stage.palette, space().into(), Some((width, card.map(drop))), ())
}

pub(super) fn knocks(stage: &Stage, look: &mut Look<'_>) {
    let mut hall = talk(stage, HANEUL);
    let mut show = |name, hall: &_, knocks: &_| look(name, hall_with(hall, knocks));
    show("knock", &hall, &crowd([yuna(stage, None)]));
    show("knock-many", &hall, &crowd((0..20).map(|at| longest(at, at == 0))));
    hall.tell(Update::Lost { attempt: 2, wait: Duration::from_secs(4), error: ConnectError::Broken });
    show("knock-lost", &hall, &crowd([longest(0, false), yuna(stage, None)]));
}

pub(super) fn waiting(stage: &Stage, look: &mut Look<'_>) {
    let states = [
        ("wait", State::Waiting { left: 85 }),
        ("wait-over", State::Waiting { left: 0 }),
        ("wait-in", State::LetIn),
        ("wait-refused", State::Refused),
        ("wait-unanswered", State::Unanswered),
        ("wait-crowded", State::Crowded),
    ];
    let room = stage.pick("금요일 마루", "Friday hall");
    let mut show = |name, wait: &wait::Wait| {
        look(name, alone(stage, wait::WIDTH, wait.view(stage.look())));
    };
    for (name, state) in states {
        show(name, &waits(room, state));
    }
    show("wait-long", &waits(&"뷁".repeat(40), State::Waiting { left: wait::SECONDS }));
}

pub(super) fn code(stage: &Stage, look: &mut Look<'_>) {
    let seen = stage.look();
    let hall = talk(stage, HANEUL);
    let (mut shown, _) = plates::Plates::new(code_of(stage));
    let mut show = |name, shown: &plates::Plates| {
        let card = Some((room_code::WIDTH, shown.view(seen).map(drop)));
        look(name, modal(stage.palette, hall.room.page(seen).map(drop), card, ()));
    };
    show("code-plates", &shown);
    let _ = shown.update(plates::Message::HidePressed);
    show("code-hidden", &shown);
    let whole = code_of(stage).map(Some);
    let [first, ..] = whole.clone();
    let mut show = |name, asked: &ask::Ask| {
        look(name, alone(stage, room_code::WIDTH, asked.view(stage.look())));
    };
    show("code-ask", &asks([first, Some(stage.pick("강", "riv").to_owned()), None], ask::State::Asking));
    let states = [
        ("code-whole", ask::State::Asking),
        ("code-checking", ask::State::Checking),
        ("code-wrong", ask::State::Wrong { left: 2 }),
        ("code-expired", ask::State::Expired),
        ("code-blocked", ask::State::Blocked { seconds: 600 }),
    ];
    for (name, state) in states {
        show(name, &asks(whole.clone(), state));
    }
    show("code-unknown", &asks([Some("W".repeat(300)), Some("x".into()), None], ask::State::Unknown(0)));
}

pub(super) fn comparing(stage: &Stage, look: &mut Look<'_>) {
    use compare::Message::{DifferPressed, MatchPressed};
    let seen = stage.look();
    let hall = talk(stage, HANEUL);
    let mut show = |name, shown: &compare::Compare| {
        let card = Some((compare::WIDTH, shown.view(seen).map(drop)));
        look(name, modal(stage.palette, hall.room.page(seen).map(drop), card, ()));
    };
    let minsu = name(stage, MINSU);
    show("compare-asked", &compare::Compare::new(minsu.clone(), crate::hall::key(MINSU)));
    let mut shown = compares(&minsu, [1, 24, 29, 58, 39, 7, 20]);
    show("compare", &shown);
    let _ = shown.update(MatchPressed);
    show("compare-waiting", &shown);
    shown.hear(true);
    show("compare-same", &shown);
    let mut shown = compares(&longest(0, false).name, [38, 8, 25, 52, 23, 48, 56]);
    show("compare-long", &shown);
    let _ = shown.update(DifferPressed);
    show("compare-different", &shown);
    // Every picture there is, seven at a time.
    for from in (0..64).step_by(7) {
        let all: Vec<u8> = (from..from + 7).map(|place| place % 64).collect();
        let shown = compares(&minsu, all.try_into().unwrap());
        look("compare-all", alone(stage, compare::WIDTH, shown.view(seen)));
    }
}

pub(super) fn settings(stage: &Stage, look: &mut Look<'_>) {
    let seen = stage.look();
    let mut kept = Kept::of(stage);
    let mut show =
        |name, settings: &RoomSettings, facts: Facts<'_>| look(name, settings.view(seen, facts).map(drop));
    show("room-settings-list", &RoomSettings::default(), kept.facts());
    let mut settings = settings_on(stage, kept.facts(), Page::General);
    show("room-settings", &settings, kept.facts());
    let deputy = Facts { is_host: false, ..kept.facts() };
    show("room-settings-deputy", &settings, deputy);
    for (field, text) in
        [(Field::Name, String::new()), (Field::Topic, "W".repeat(400)), (Field::Most, "0".into())]
    {
        says(stage, &mut settings, kept.facts(), Message::Typed(field, text));
    }
    says(stage, &mut settings, kept.facts(), Message::HistoryPressed);
    says(stage, &mut settings, kept.facts(), Message::PasswordPressed);
    says(stage, &mut settings, kept.facts(), Message::PasswordTyped(Secret::new("abc".into())));
    says(stage, &mut settings, kept.facts(), Message::PasswordFinished);
    show("room-settings-open", &settings, kept.facts());
    let mut settings = settings_on(stage, kept.facts(), Page::Bans);
    settings.saved(&stage.phrases);
    show("room-bans", &settings, kept.facts());
    kept.bans.extend(crowd_of_bans(stage, 60));
    show("room-bans-many", &settings_on(stage, kept.facts(), Page::Bans), kept.facts());
    kept.bans.clear();
    show("room-bans-none", &settings_on(stage, kept.facts(), Page::Bans), kept.facts());
}
