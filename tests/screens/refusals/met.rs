//! The refusals and failures themselves, each met where a person meets it.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use maru::client::command::live::NotSaid;
use maru::client::command::{self, Context, Mistake, Parsed, People, TARGETS_MAX};
use maru::client::save::SaveError;
use maru::client::{Busy, ConnectError, Keeping, Step, Ticket, Update};
use maru::config::Config;
use maru::phrase::{of_name_error, of_text_error};
use maru::store::{Salvage, StoreError};
use maru::ui::screen::host_setup;
use maru::ui::screen::join::{self, Join, State};
use maru::ui::screen::lobby::{self, Lobby};
use maru::ui::screen::room::composer::Notice as Complaint;
use maru::ui::screen::room::{BoardMessage, ComposerMessage, Deed, Matter, Message, Notice};
use maru::ui::screen::search;
use maru::ui::screen::settings::{Facts, Message as SettingsMessage, Page};
use maru::ui::widget::ToastSort;
use maru::wire::{Delete, InviteError, Kind, Live, MemberEntry, Name, NameError, PresenceState, TextError};

use super::examples::{
    connect_errors, invite_errors, name, name_errors, path, rejections, settings_files, store_errors,
    text_errors,
};
use super::{Bench, every};
use crate::deeds::does;
use crate::hall::{DOYUN, HANEUL, Hall, JIHUN, MINSU, SEOYEON, SORA, key};
use crate::lobby::{lobby as some_lobby, over_lobby};
use crate::room::types;
use crate::search::{answers, asks};
use crate::settings::{facts, settings as some_settings, unwritten};
use crate::setup::setup as some_setup;
use crate::stage::Stage;

/// What somebody types that is no name.
const NO_NAME: &str = "a@b";

pub(super) fn in_the_lobby(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    bench.before(some_lobby(None, stage).view(stage.look()).map(drop));
    let shows = |bench: &mut Bench<'_>, what: &str, refuse: &dyn Fn(&mut Lobby)| {
        let mut lobby = some_lobby(None, stage);
        refuse(&mut lobby);
        bench.refused(what, lobby.view(stage.look()).map(drop));
    };
    let of_name =
        [lobby::Trouble::NoName].into_iter().chain(name_errors().into_iter().map(lobby::Trouble::Name));
    for trouble in of_name {
        shows(bench, &format!("{trouble:?}"), &|lobby| drop(lobby.refuse_name(trouble.clone())));
    }
    let of_address = invite_errors().into_iter().map(lobby::Trouble::Address);
    for trouble in of_address.chain([lobby::Trouble::RoomsFull]) {
        shows(bench, &format!("{trouble:?}"), &|lobby| drop(lobby.refuse_address(trouble.clone())));
    }
    // That these are all of them.
    drop(every!(lobby::Trouble {
        lobby::Trouble::NoName => lobby::Trouble::NoName;
        lobby::Trouble::Name(_) => lobby::Trouble::Name(NameError::Empty);
        lobby::Trouble::Address(_) => lobby::Trouble::Address(InviteError::Empty);
        lobby::Trouble::RoomsFull => lobby::Trouble::RoomsFull;
    }));
}

pub(super) fn setting_up(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    let lobby = some_lobby(Some(stage.pick("하늘", "Haneul")), stage);
    let setup = some_setup(stage);
    bench.before(over_lobby(stage, &lobby, host_setup::WIDTH, setup.view(stage.look())));
    let friday = stage.pick("금요일 마루", "Friday hall").to_owned();
    let mut troubles = every!(host_setup::Trouble {
        host_setup::Trouble::NoRoom => host_setup::Trouble::NoRoom;
        host_setup::Trouble::Room(_) => host_setup::Trouble::Room(NameError::Reserved);
        host_setup::Trouble::Port => host_setup::Trouble::Port;
        host_setup::Trouble::PortTaken { .. } => host_setup::Trouble::PortTaken { port: 27410, next: 27411 };
        host_setup::Trouble::CannotListen => host_setup::Trouble::CannotListen;
        host_setup::Trouble::OwnKey => host_setup::Trouble::OwnKey;
        host_setup::Trouble::Hosting(_) => host_setup::Trouble::Hosting(friday.clone());
        host_setup::Trouble::RoomsFull => host_setup::Trouble::RoomsFull;
        host_setup::Trouble::History(_) => host_setup::Trouble::History(friday.clone());
    });
    troubles.retain(|trouble| !matches!(trouble, host_setup::Trouble::History(_)));
    troubles.extend(name_errors().into_iter().map(host_setup::Trouble::Room));
    let of_history = |error: &StoreError| maru::client::sentence::of_store_error(&stage.phrases, error);
    troubles.extend(store_errors().iter().map(|error| host_setup::Trouble::History(of_history(error))));
    for trouble in troubles {
        let mut setup = some_setup(stage);
        setup.fail(trouble.clone());
        let view = over_lobby(stage, &lobby, host_setup::WIDTH, setup.view(stage.look()));
        bench.refused(&format!("{trouble:?}"), view);
    }
}

pub(super) fn at_the_door(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    let lobby = some_lobby(Some(stage.pick("하늘", "Haneul")), stage);
    let at = |state: State| {
        let (mut join, _) = Join::new("192.168.0.12".to_owned());
        drop(join.show(state));
        join
    };
    let going = at(State::Going(Step::Enter));
    bench.before(over_lobby(stage, &lobby, join::WIDTH, going.view(stage.look())));
    let suggestions = ["하늘2", "하늘3", "하늘이네"].map(name).into();
    let states = every!(State {
        State::Going(_) => State::Going(Step::Enter);
        State::NameTaken { .. } => State::NameTaken { name: "하늘".to_owned(), suggestions };
        State::Failed(_) => State::Failed(ConnectError::Broken);
    });
    let failed = connect_errors().into_iter().map(State::Failed);
    for state in states.into_iter().filter(|state| !matches!(state, State::Going(_))).chain(failed) {
        let join = at(state.clone());
        let view = over_lobby(stage, &lobby, join::WIDTH, join.view(stage.look()));
        bench.refused(&format!("{state:?}"), view);
    }
    let mut taken = at(State::NameTaken { name: "하늘".to_owned(), suggestions: vec![name("하늘2")] });
    drop(taken.update(join::Message::Named(NO_NAME.to_owned())));
    bench.before(over_lobby(stage, &lobby, join::WIDTH, taken.view(stage.look())));
    let mut wrong = at(State::NameTaken { name: "하늘".to_owned(), suggestions: vec![name("하늘2")] });
    drop(wrong.update(join::Message::Named(NO_NAME.to_owned())));
    drop(wrong.update(join::Message::UsePressed));
    let view = over_lobby(stage, &lobby, join::WIDTH, wrong.view(stage.look()));
    bench.refused("a name that is none", view);
}

/// An evening in which nobody has said anything yet.
fn quiet(stage: &Stage) -> Hall<'_> {
    let mut hall = Hall::open(stage, HANEUL, &[HANEUL, SEOYEON, JIHUN, SORA, DOYUN, MINSU], None);
    hall.says(JIHUN, "여덟 시에 봐요", "See you at eight");
    hall
}

fn before(bench: &mut Bench<'_>, hall: &Hall<'_>) {
    bench.before(hall.room.view(hall.stage.look()).map(drop));
}

fn refused(bench: &mut Bench<'_>, what: &str, hall: &Hall<'_>) {
    bench.refused(what, hall.room.view(hall.stage.look()).map(drop));
}

fn tell(hall: &mut Hall<'_>, message: Message) {
    drop(hall.room.update(&hall.stage.phrases, message));
}

pub(super) fn at_the_end(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    before(bench, &quiet(stage));
    for error in connect_errors() {
        let mut hall = quiet(stage);
        hall.tell(Update::Ended(error.clone()));
        refused(bench, &format!("{error:?}"), &hall);
    }
    let mut lost = quiet(stage);
    lost.tell(Update::Lost { attempt: 2, wait: Duration::from_secs(4), error: ConnectError::Broken });
    refused(bench, "a broken link", &lost);
}

pub(super) fn under_a_line(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    let pending = || {
        let mut hall = quiet(stage);
        hall.pends(1, stage.pick("집까지 오는 약도예요", "Here is the map to the house"));
        hall
    };
    before(bench, &pending());
    for rejection in rejections() {
        let mut hall = pending();
        hall.tell(Update::Refused { ticket: Ticket(1), kind: Kind::CHAT, rejection: rejection.clone() });
        refused(bench, &format!("{rejection:?}"), &hall);
    }
}

pub(super) fn between_the_lines(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    before(bench, &quiet(stage));
    for rejection in rejections() {
        let mut hall = quiet(stage);
        hall.tell(Update::Refused { ticket: Ticket(1), kind: Kind::EDIT, rejection: rejection.clone() });
        refused(bench, &format!("{rejection:?}"), &hall);
    }
}

/// A line that is held back, and the room in which it is.
type Held = (String, fn(&Stage) -> Hall<'_>);

/// What somebody types by mistake: an example of every mistake.
fn held_back(stage: &Stage) -> Vec<Held> {
    let own = stage.pick("하늘", "Haneul");
    let (whom, other) = (stage.pick("서연", "Seoyeon"), stage.pick("지훈", "Jihun"));
    let (near, gone) = (stage.pick("서현", "Seoyeom"), stage.pick("민수", "Minsu"));
    let twins = twins(stage);
    let mut here = vec![name(whom), name(other)];
    here.extend(twins.clone());
    let people = People::new(here, vec![name(gone)]);
    let (own, gone) = (name(own), name(gone));
    let context = Context { own: &own, people: &people, last_whisperer: None, in_fence: false };
    let lines: RefCell<Vec<Held>> = RefCell::default();
    let read = |line: String, context: &Context<'_>, room: fn(&Stage) -> Hall<'_>| {
        lines.borrow_mut().push((line.clone(), room));
        match command::parse(&line, context) {
            Parsed::Mistake(mistake) => mistake,
            other => panic!("{line} is {other:?}"),
        }
    };
    let wrong = |line: String| read(line, &context, crowd);
    let all: Vec<&str> = twins.iter().map(Name::as_str).collect();
    drop(every!(Mistake {
        Mistake::Unknown { .. } => wrong("/xyzzyxyzzy".to_owned()), wrong("/hlep".to_owned());
        Mistake::UnknownHelp { .. } => wrong("/help xyzzy".to_owned());
        Mistake::LooksLikeCommand { .. } => wrong(format!("w/ {whom} ..."));
        Mistake::NoSuchMember { .. } => wrong("/w xyzzy ...".to_owned()), wrong(format!("/w {near} ..."));
        Mistake::Ambiguous { .. } => wrong(format!("/w {} ...", stage.pick("수", "Su")));
        Mistake::ListOrText { .. } => wrong(format!("/w {whom}, {other} ..."));
        Mistake::TooManyNames { .. } => wrong(format!("/w {} ...", all.join(",")));
        Mistake::ToYourself => wrong(format!("/w {own} ..."));
        Mistake::MissingName { .. } => read("/w ".to_owned(), &context, alone);
        Mistake::MissingText { .. } => wrong("/me ".to_owned());
        Mistake::Unexpected { .. } => wrong("/who x".to_owned());
        Mistake::OpenQuote => wrong(format!("/w \"{whom} ..."));
        Mistake::NobodyToAnswer => wrong("/r ...".to_owned());
        Mistake::Left { .. } =>
            read("/r ...".to_owned(), &Context { last_whisperer: Some(&gone), ..context }, left);
        Mistake::BadName { .. } => wrong(format!("/nick {NO_NAME}"));
        Mistake::SameName => wrong(format!("/nick {own}"));
        Mistake::BadTopic { .. } => wrong(format!("/topic {}", "가".repeat(1_001)));
    }));
    lines.into_inner()
}

/// More people with names that begin alike than a whisper may go to.
fn twins(stage: &Stage) -> Vec<Name> {
    (0..=TARGETS_MAX).map(|number| name(&format!("{}{number}", stage.pick("수", "Su")))).collect()
}

/// A room in which everybody is that [`held_back`] speaks of.
fn crowd(stage: &Stage) -> Hall<'_> {
    let mut hall = quiet(stage);
    let (first, twins) = (100_u8, twins(stage));
    let entry = |(at, name): (u8, Name)| MemberEntry { key: key(at), name };
    hall.tell(Update::Members((first..).zip(twins.clone()).map(entry).collect()));
    hall.presence((first..).take(twins.len()).map(|who| (who, Some(PresenceState::Here))));
    hall.presence([(MINSU, None)]);
    hall
}

/// A room which somebody who whispered has left.
fn left(stage: &Stage) -> Hall<'_> {
    let mut hall = quiet(stage);
    hall.whispers(MINSU, HANEUL, "...");
    hall.presence([(MINSU, None)]);
    hall
}

/// A room with nobody else in it.
fn alone(stage: &Stage) -> Hall<'_> {
    Hall::open(stage, HANEUL, &[HANEUL], None)
}

pub(super) fn over_the_box(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    for (line, room) in held_back(stage) {
        let mut hall = room(stage);
        before(bench, &hall);
        types(&mut hall, &line, true);
        refused(bench, &line, &hall);
    }
    // That these are all that lines can lack.
    drop(every!(NotSaid {
        NotSaid::NoLine => NotSaid::NoLine;
        NotSaid::NotAnEmoji => NotSaid::NotAnEmoji;
        NotSaid::BadText(_) => NotSaid::BadText(TextError::Blank);
    }));
    let too_many_bytes = "👪".repeat(3_900);
    let typed = ["/edit ...", "/delete", "/unpin 7", "/react x", &format!("/me {too_many_bytes}")];
    for line in typed.map(str::to_owned).into_iter().chain([too_many_bytes.clone(), "가".repeat(4_100)]) {
        let mut hall = quiet(stage);
        before(bench, &hall);
        types(&mut hall, &line, true);
        refused(bench, &line.chars().take(20).collect::<String>(), &hall);
    }
    let words_of_name = name_errors().into_iter().map(|error| of_name_error(&stage.phrases, &error));
    let words_of_text = text_errors().into_iter().map(|error| of_text_error(&stage.phrases, &error));
    for words in words_of_name.chain(words_of_text) {
        let mut hall = quiet(stage);
        before(bench, &hall);
        hall.room.composer_mut().complain(Complaint { words: words.clone(), fix: None, may_send: false });
        refused(bench, &words, &hall);
    }
    in_the_way(bench);
}

/// What has to be answered before a line goes, and what the room does not take.
fn in_the_way(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    let mut busy = quiet(stage);
    before(bench, &busy);
    busy.room.speak_through(Arc::new(|_| Err(Busy)));
    types(&mut busy, "...", true);
    refused(bench, "too much waits", &busy);
    let mut pasting = quiet(stage);
    let words = stage.phrases.with("compose-paste-large", &[("max", 64.into())]);
    pasting.room.tell(ToastSort::Trouble, words);
    refused(bench, "too much is pasted", &pasting);

    let mut hall = quiet(stage);
    tell(&mut hall, Message::WhisperTo(key(MINSU)));
    types(&mut hall, "...", false);
    before(bench, &hall);
    hall.presence([(MINSU, None)]);
    tell(&mut hall, Message::Composer(ComposerMessage::Entered));
    refused(bench, "who is whispered to has left", &hall);

    let mut hall = quiet(stage);
    hall.says(HANEUL, "...", "...");
    let own = hall.newest();
    does(&mut hall, own, Deed::Edit);
    before(bench, &hall);
    hall.live(HANEUL, &Live::Delete(Delete { of: own }));
    refused(bench, "the line that is changed is gone", &hall);

    let mut hall = quiet(stage);
    hall.says(HANEUL, "...", "...");
    let own = hall.newest();
    does(&mut hall, own, Deed::Edit);
    before(bench, &hall);
    drop(hall.room.composer_mut().replace(stage.pick("/w 서연 비밀", "/w Seoyeon secret")));
    tell(&mut hall, Message::Composer(ComposerMessage::Entered));
    refused(bench, "a command while a line is changed", &hall);

    let mut hall = quiet(stage);
    tell(&mut hall, Message::Board(BoardMessage::EditPressed));
    before(bench, &hall);
    tell(&mut hall, Message::Board(BoardMessage::NoticeTyped("가".repeat(501))));
    refused(bench, "a notice that is too long", &hall);
}

pub(super) fn in_the_search(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    let mut errors = every!(SaveError {
        SaveError::NothingKept => SaveError::NothingKept;
        SaveError::Store(_) => SaveError::Store(StoreError::Full);
        SaveError::Exists { .. } => SaveError::Exists { path: path() };
        SaveError::File { .. } =>
            SaveError::File { path: path(), cause: Arc::new(std::io::ErrorKind::PermissionDenied.into()) };
    });
    errors.extend(store_errors().into_iter().map(SaveError::Store));
    let asked = || {
        let mut hall = quiet(stage);
        let question = asks(&mut hall, "xyzzy", 1);
        (hall, question)
    };
    before(bench, &asked().0);
    for error in errors {
        let (mut hall, question) = asked();
        answers(&mut hall, search::Answer { question, page: Err(error.clone()) });
        refused(bench, &format!("{error:?}"), &hall);
    }
}

pub(super) fn under_the_head(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    before(bench, &quiet(stage));
    let salvage = |lost| Salvage { lost, damaged: path() };
    let told = Notice::Told { matter: Matter::History, sentence: String::new(), is_warning: true };
    let mut notices = every!(Notice {
        Notice::NotKept(_) => Notice::NotKept(StoreError::Full);
        Notice::KeptAgain => Notice::KeptAgain;
        Notice::Salvaged(_) => Notice::Salvaged(salvage(Some(0))), Notice::Salvaged(salvage(Some(3)));
        Notice::Copy(_) => Notice::Copy(Keeping::Again);
        Notice::Told { .. } => told;
    });
    notices.extend(store_errors().into_iter().map(Notice::NotKept));
    let keeping = every!(Keeping {
        Keeping::Failed(_) => Keeping::Failed(StoreError::Full);
        Keeping::Again => Keeping::Again;
        Keeping::Salvaged(_) => Keeping::Salvaged(salvage(None)), Keeping::Salvaged(salvage(Some(3)));
    });
    notices.extend(keeping.into_iter().map(Notice::Copy));
    // That all is well again asks for nothing, and what else is told comes as a sentence.
    let is_well = |notice: &Notice| {
        matches!(notice, Notice::KeptAgain | Notice::Copy(Keeping::Again) | Notice::Told { .. })
    };
    for notice in notices.into_iter().filter(|notice| !is_well(notice)) {
        let mut hall = quiet(stage);
        hall.room.notice(notice.clone());
        refused(bench, &format!("{notice:?}"), &hall);
    }
}

pub(super) fn in_the_settings(bench: &mut Bench<'_>) {
    let stage = bench.stage;
    let config = Config::default();
    let mut settings = some_settings(stage, Page::Profile);
    bench.before(settings.view(stage.look(), facts(&config)).map(drop));
    drop(settings.update(SettingsMessage::Named(NO_NAME.to_owned())));
    bench.refused("no name", settings.view(stage.look(), facts(&config)).map(drop));
    let settings = some_settings(stage, Page::Appearance);
    bench.before(settings.view(stage.look(), facts(&config)).map(drop));
    for reason in settings_files() {
        let name = format!("{reason:?}");
        let error = unwritten(reason);
        let unwritten = Facts { unwritten: Some(&error), ..facts(&config) };
        bench.refused(&name, settings.view(stage.look(), unwritten).map(drop));
    }
}
