//! The lobby, the dialogs over it, the settings, and what opens over the whole window.

use std::path::PathBuf;
use std::time::Duration;

use maru::client::{ConnectError, Step, Violation};
use maru::config::Config;
use maru::ui::screen::finder::{self, Finder};
use maru::ui::screen::host_setup::{self, HostSetup, Message as SetupMessage, Trouble};
use maru::ui::screen::join::{self, Join, State};
use maru::ui::screen::lobby::{Lobby, Message as LobbyMessage};
use maru::ui::screen::rail::{self, Rail};
use maru::ui::screen::second::Second;
use maru::ui::screen::settings::{Message as SettingsMessage, Page};
use maru::ui::screen::shortcuts;
use maru::ui::widget::{hung, modal};
use maru::wire::{Closed, Fingerprint, Name, NameError, PublicKey, Refusal};

use super::{Look, rooms::talk};
use crate::lobby::{lobby as some_lobby, over_lobby};
use crate::settings::{PAGES, facts, settings as some_settings};
use crate::setup::{BAND, hosted};
use crate::stage::Stage;

fn known_lobby(stage: &Stage) -> Lobby {
    some_lobby(Some(stage.pick("하늘", "Haneul")), stage)
}

pub(super) fn lobby(stage: &Stage, look: &mut Look<'_>) {
    look("lobby", known_lobby(stage).view(stage.look()).map(drop));
    look("lobby-first", some_lobby(None, stage).view(stage.look()).map(drop));
    let mut wrong = some_lobby(None, stage);
    let address = stage.pick("여기로 와요", "come here");
    for message in [LobbyMessage::Addressed(address.to_owned()), LobbyMessage::JoinPressed] {
        drop(wrong.update(message));
    }
    drop(wrong.refuse_address(maru::ui::screen::lobby::Trouble::RoomsFull));
    look("lobby-wrong", wrong.view(stage.look()).map(drop));
    let second = Second::new(PathBuf::from("/home/haneul/.local/share/maru"));
    look("second", second.view(stage.look()).map(drop));
}

fn a_setup(stage: &Stage) -> HostSetup {
    HostSetup::new(stage.pick("하늘님의 방", "Haneul’s room").to_owned(), 27410, true).0
}

pub(super) fn host_setup(stage: &Stage, look: &mut Look<'_>) {
    let lobby = known_lobby(stage);
    let mut show = |name, setup: &HostSetup| {
        look(name, over_lobby(stage, &lobby, host_setup::WIDTH, setup.view(stage.look())));
    };
    let mut setup = a_setup(stage);
    show("host-setup", &setup);
    drop(setup.update(SetupMessage::OpenPressed));
    show("host-opening", &setup);
    let mut setup = a_setup(stage);
    setup.offer(hosted(stage), None, true);
    show("host-again", &setup);
    drop(setup.update(SetupMessage::ErasePressed(BAND)));
    show("host-erasing", &setup);
    let history = stage.pick("디스크가 가득 찼어요.", "The disk is full.").to_owned();
    let troubles = [
        ("host-no-name", Trouble::NoRoom),
        ("host-bad-name", Trouble::Room(NameError::Reserved)),
        ("host-bad-port", Trouble::Port),
        ("host-port-taken", Trouble::PortTaken { port: 27410, next: 27411 }),
        ("host-cannot-listen", Trouble::CannotListen),
        ("host-own-key", Trouble::OwnKey),
        ("host-hosting", Trouble::Hosting(stage.room().to_owned())),
        ("host-rooms-full", Trouble::RoomsFull),
        ("host-history", Trouble::History(history)),
    ];
    for (name, trouble) in troubles {
        let mut setup = a_setup(stage);
        setup.fail(trouble);
        show(name, &setup);
    }
}

/// Everything that can go wrong at the door, by the name of its scene.
fn failures() -> Vec<(&'static str, ConnectError)> {
    let (expected, shown) = (Fingerprint([0x5A; 20]), PublicKey([9; 32]));
    vec![
        ("join-name-unknown", ConnectError::NameUnknown { name: "maru.example.org".to_owned() }),
        ("join-nothing-listens", ConnectError::NothingListens),
        ("join-no-answer", ConnectError::NoAnswer { waited: Duration::from_secs(10) }),
        ("join-no-network", ConnectError::NoNetwork),
        ("join-not-maru", ConnectError::NotMaru),
        ("join-room-newer", ConnectError::RoomIsNewer { ours: 1, theirs: 2 }),
        ("join-room-older", ConnectError::RoomIsOlder { ours: 2, theirs: 1 }),
        ("join-wrong-key", ConnectError::WrongKey { expected, shown }),
        ("join-changed-key", ConnectError::ChangedKey { expected, shown }),
        ("join-full", ConnectError::Refused(Refusal::Full { present: 5, allowed: 5 })),
        ("join-closing", ConnectError::Refused(Refusal::Closing)),
        ("join-too-often", ConnectError::Refused(Refusal::TooOften { seconds: 600 })),
        ("join-closed", ConnectError::Closed(Closed::RoomClosed)),
        ("join-broken", ConnectError::Broken),
        ("join-violation", ConnectError::Violation(Violation::OutOfOrder)),
        ("join-forked", ConnectError::Violation(Violation::Forked)),
        ("join-own-key", ConnectError::OwnKey),
    ]
}

pub(super) fn join(stage: &Stage, look: &mut Look<'_>) {
    let lobby = known_lobby(stage);
    let mut show = |name, join: &Join| {
        look(name, over_lobby(stage, &lobby, join::WIDTH, join.view(stage.look())));
    };
    let at = |state: State| {
        let (mut join, _) = Join::new("192.168.0.12".to_owned());
        drop(join.show(state));
        join
    };
    for (name, step) in
        [("join-reach", Step::Reach), ("join-secure", Step::Secure), ("join-enter", Step::Enter)]
    {
        show(name, &at(State::Going(step)));
    }
    let suggestions = ["하늘2", "하늘3", "하늘이네", "Haneul-2"].map(|name| Name::parse(name).unwrap());
    let taken = State::NameTaken { name: "하늘".to_owned(), suggestions: suggestions.into() };
    let mut taken = at(taken);
    show("join-name-taken", &taken);
    drop(taken.update(join::Message::Named("a@b".to_owned())));
    drop(taken.update(join::Message::UsePressed));
    show("join-name-wrong", &taken);
    for (name, error) in failures() {
        show(name, &at(State::Failed(error)));
    }
}

pub(super) fn finder_and_sheet(stage: &Stage, look: &mut Look<'_>) {
    let hall = talk(stage, crate::hall::HANEUL);
    let seen = stage.look();
    let (mut finder, _) = Finder::new(crate::finder::offers(stage));
    let mut show = |name, finder: &Finder| {
        let page = hall.room.page(seen).map(drop);
        look(name, hung(stage.palette, page, (88.0, finder::WIDTH, finder.view(seen).map(drop)), ()));
    };
    show("finder", &finder);
    drop(finder.update(finder::Message::Typed(stage.pick("마루", "hall").to_owned())));
    show("finder-typed", &finder);
    drop(finder.update(finder::Message::Typed("xyzzy".to_owned())));
    show("finder-empty", &finder);
    let sheet = Some((shortcuts::WIDTH, shortcuts::view(seen).map(drop)));
    look("shortcuts", modal(stage.palette, hall.room.page(seen).map(drop), sheet, ()));
}

pub(super) fn settings(stage: &Stage, look: &mut Look<'_>) {
    const NAMES: [&str; 7] = [
        "settings-profile",
        "settings-appearance",
        "settings-notifications",
        "settings-language",
        "settings-privacy",
        "settings-about",
        "settings-thanks",
    ];
    let config = Config::default();
    for ((_, page), name) in PAGES.into_iter().zip(NAMES) {
        look(name, some_settings(stage, page).view(stage.look(), facts(&config)).map(drop));
    }
    let mut wrong = some_settings(stage, Page::Profile);
    drop(wrong.update(SettingsMessage::Named("a@b".to_owned())));
    look("settings-name-wrong", wrong.view(stage.look(), facts(&config)).map(drop));
    let list = maru::ui::screen::settings::Settings::new(None);
    look("settings-list", list.view(stage.look(), facts(&config)).map(drop));
}

pub(super) fn rooms(stage: &Stage, look: &mut Look<'_>) {
    let hall = talk(stage, crate::hall::HANEUL);
    let tiles = crate::rail::tiles(stage);
    let mut rail = Rail::default();
    look("rail", crate::rail::window(&hall, &rail, &tiles).map(drop));
    assert_eq!(rail.update(rail::Message::MenuAsked(3)), rail::Action::None);
    look("rail-menu", crate::rail::window(&hall, &rail, &tiles).map(drop));
    let mut page = Rail::default();
    assert_eq!(page.update(rail::Message::PageAsked), rail::Action::None);
    look("rail-page", crate::rail::window(&hall, &page, &tiles).map(drop));
}
