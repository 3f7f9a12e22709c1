//! Several rooms in one window: going from one to the other, what is read, what each of them keeps, and leaving.

use iced::keyboard::key;
use iced::{Event, Point, mouse};
use iced_test::runtime::UserInterface;
use iced_test::runtime::user_interface::Cache;

use super::*;
use crate::client::update::Resumed;
use crate::client::{Busy, Joined, LineKind, Target};
use crate::ui::notify::Order;
use crate::ui::screen::finder::Aim;
use crate::ui::screen::rail::Message as RailMessage;
use crate::ui::screen::room::{ComposerMessage, Unread, Wish};
use crate::ui::widget::Place;
use crate::wire::{
    Allowance, Audience, Body, Charter, Closed, Content, Hash, Header, Kind, Mark, MemberEntry, Presence,
    PresenceChange, PresenceState, PublicKey, RoomName, Signature, Slot, limits,
};

const ME: PublicKey = PublicKey([9; 32]);
pub(super) const FRIEND: PublicKey = PublicKey([8; 32]);
const HOST: PublicKey = PublicKey([7; 32]);

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub(super) fn joined(room: u8) -> Joined {
    let mark = Mark { seq: 0, hash: Hash([0; 32]) };
    Joined {
        charter: Charter {
            room_key: PublicKey([room; 32]),
            host: HOST,
            epoch: 0,
            signature: Signature([0; 64]),
        },
        room_name: RoomName::parse(&format!("방{room}")).unwrap(),
        name: name("민수"),
        me: ME,
        snapshot: mark,
        floor: 1,
        log: mark,
        topic: None,
        resumed: Resumed::First,
        allowance: Allowance {
            members: 256,
            text_characters: 4_000,
            text_bytes: 12_288,
            text_lines: 100,
            messages_burst: limits::MESSAGES_BURST,
            messages_per_second: limits::MESSAGES_PER_SECOND,
        },
    }
}

fn event(slot: Slot, kind: Kind, text: &str) -> Update {
    let header = Header {
        room: joined(1).charter.room(),
        slot,
        previous: Hash([0; 32]),
        time: 0,
        author: FRIEND,
        name: name("서연"),
        nonce: 1,
        seen: Mark { seq: 0, hash: Hash([0; 32]) },
        kind,
        body: Hash([0; 32]),
    };
    let content = Content { salt: [0; 16], bytes: text.as_bytes().to_vec() };
    Update::Event(
        crate::wire::Event { header, body: Body::Present(content), signature: Signature([0; 64]) },
        None,
    )
}

/// Frames of a window, each drawn from what the one before remembers.
struct Frames {
    cache: Option<Cache>,
    renderer: iced::Renderer,
}

impl Frames {
    fn new() -> Self {
        let renderer = futures::executor::block_on(
            <iced::Renderer as iced::advanced::renderer::Headless>::new(theme::REGULAR, 14.0.into(), None),
        );
        Self { cache: Some(Cache::default()), renderer: renderer.unwrap() }
    }

    /// Turns the wheel up over the conversation, and returns the place that the list then tells, if it is another one.
    fn run(&mut self, hall: &mut Hall, notches: usize) -> Option<Place> {
        let wheel = mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: 0.0, y: 1.0 } };
        let turns = vec![Event::Mouse(wheel); notches];
        let redraw = Event::Window(window::Event::RedrawRequested(std::time::Instant::now()));
        let rounds = [vec![], turns, vec![redraw.clone()], vec![redraw]];
        let mut told = None;
        for events in rounds {
            let cursor = mouse::Cursor::Available(Point::new(500.0, 300.0));
            let mut messages = Vec::new();
            let mut page =
                UserInterface::build(hall.app.view(), SIZE, self.cache.take().unwrap(), &mut self.renderer);
            let mut clipboard = iced::advanced::clipboard::Null;
            drop(page.update(&events, cursor, &mut self.renderer, &mut clipboard, &mut messages));
            self.cache = Some(page.into_cache());
            for message in messages {
                if let Message::Room(_, RoomMessage::Moved(place)) = &message {
                    told = Some(*place);
                }
                drop(hall.app.update(message));
            }
        }
        told
    }
}

/// A window with some rooms open, the last of them shown, and what was wished in each.
pub(super) struct Hall {
    pub(super) app: App,
    wishes: Arc<Mutex<Vec<(u64, Wish)>>>,
    seq: u64,
}

impl Hall {
    pub(super) fn of(rooms: u8) -> Self {
        let mut hall = Self { app: app(Some("민수")), wishes: Arc::default(), seq: 0 };
        drop(hall.app.update(Message::Focused(true)));
        (1..=rooms).for_each(|room| {
            hall.enter(room);
        });
        hall
    }

    /// Goes into a room, and returns what it goes by.
    fn enter(&mut self, room: u8) -> u64 {
        joins(&mut self.app, &format!("192.168.0.{room}"));
        let number = self.app.open.newest;
        self.let_in(number, room);
        number
    }

    fn let_in(&mut self, number: u64, room: u8) {
        let wishes = Arc::clone(&self.wishes);
        if let Some(stay) = self.app.open.stay_mut(number) {
            stay.room.speak_through(Arc::new(move |wish| -> Result<(), Busy> {
                wishes.lock().unwrap().push((number, wish));
                Ok(())
            }));
        }
        self.tell(number, Update::Joined(Box::new(joined(room))));
        let members = [(ME, "민수"), (FRIEND, "서연")];
        let members = members.map(|(key, called)| MemberEntry { key, name: name(called) });
        self.tell(number, Update::Members(members.to_vec()));
        let changes = [ME, FRIEND].map(|member| PresenceChange { member, state: Some(PresenceState::Here) });
        self.tell(number, Update::Presence(Presence { version: 1, whole: false, changes: changes.to_vec() }));
    }

    pub(super) fn tell(&mut self, number: u64, update: Update) {
        drop(self.app.update(Message::Told(number, vec![update])));
    }

    pub(super) fn says(&mut self, number: u64, text: &str) {
        self.seq += 1;
        self.tell(number, event(Slot::Room { seq: self.seq }, Kind::CHAT, text));
    }

    fn whispers(&mut self, number: u64, text: &str) {
        self.seq += 1;
        let slot = Slot::Mail { owner: ME, to: ME, seq: self.seq, after: 0 };
        self.tell(number, event(slot, Kind::WHISPER, text));
    }

    pub(super) fn writes(&mut self, text: &str) {
        let number = self.shown().unwrap();
        let paste = iced::widget::text_editor::Edit::Paste(Arc::new(text.to_owned()));
        let edit = ComposerMessage::Edited(iced::widget::text_editor::Action::Edit(paste));
        drop(self.app.update(Message::Room(number, RoomMessage::Composer(edit))));
    }

    fn enters(&mut self) {
        let number = self.shown().unwrap();
        drop(self.app.update(Message::Room(number, RoomMessage::Composer(ComposerMessage::Entered))));
    }

    fn rail(&mut self, message: RailMessage) {
        drop(self.app.update(Message::Rail(message)));
    }

    fn key(&mut self, key: key::Key, modifiers: keyboard::Modifiers) {
        drop(self.app.update(Message::Keyed(key, modifiers, true)));
    }

    fn shown(&self) -> Option<u64> {
        self.app.open.shown().map(|stay| stay.number)
    }

    fn tiles(&self) -> Vec<u64> {
        self.app.open.stays().iter().map(|stay| stay.number).collect()
    }

    fn unread(&self, number: u64) -> Unread {
        self.app.open.stays().iter().find(|stay| stay.number == number).unwrap().room.unread()
    }

    /// What was said, and where.
    fn said(&self) -> Vec<(u64, String)> {
        let wishes = self.wishes.lock().unwrap();
        let said = wishes.iter().filter_map(|(number, wish)| match wish {
            Wish::Say(_, text) => Some((*number, text.as_str().to_owned())),
            _ => None,
        });
        said.collect()
    }
}

#[test]
fn every_room_keeps_its_own_draft_and_whom_it_is_for() {
    let mut hall = Hall::of(2);
    hall.writes("둘째 방의 말");
    hall.rail(RailMessage::TilePressed(1));
    drop(hall.app.update(Message::Room(1, RoomMessage::WhisperTo(FRIEND))));
    hall.writes("첫 방의 비밀");
    hall.rail(RailMessage::TilePressed(2));
    hall.enters();
    hall.rail(RailMessage::TilePressed(1));
    hall.enters();
    let wishes = hall.wishes.lock().unwrap().clone();
    let said = wishes.into_iter().filter_map(|(number, wish)| match wish {
        Wish::Say(audience, text) => Some((number, audience, text.as_str().to_owned())),
        _ => None,
    });
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            (2, Audience::Room, "둘째 방의 말".to_owned()),
            (1, Audience::Member(FRIEND), "첫 방의 비밀".to_owned())
        ]
    );
}

#[test]
fn every_room_keeps_its_own_place_in_the_conversation() {
    let mut hall = Hall::of(2);
    let mut frames = Frames::new();
    for number in [1, 2] {
        (0..200).for_each(|line| hall.says(number, &format!("{line}번째 줄")));
    }
    let mut show = |hall: &mut Hall, number, wheel| {
        hall.rail(RailMessage::TilePressed(number));
        frames.run(hall, wheel)
    };
    show(&mut hall, 1, 0);
    let up = show(&mut hall, 1, 60).unwrap();
    assert!(up.below > 50, "{up:?}");
    assert_eq!(show(&mut hall, 2, 0).map(|place| place.is_at_end), Some(true));
    let back = show(&mut hall, 1, 1).unwrap();
    assert!(back.first < up.first && back.first + 4 > up.first, "{up:?}, then {back:?}");
    let other = show(&mut hall, 2, 1).unwrap();
    assert!(other.below < 4, "{other:?}");
}

#[test]
fn what_is_said_behind_the_shown_room_is_counted_until_it_is_shown() {
    let mut hall = Hall::of(2);
    hall.says(1, "하나");
    hall.says(1, "민수야, 둘");
    hall.whispers(1, "셋");
    hall.says(2, "여기는 읽힌다");
    assert_eq!(hall.unread(1), Unread { lines: 3, mentions: 1, whispers: 1 });
    assert_eq!(hall.unread(2), Unread::default());
    assert_eq!(hall.app.name_of_window().split(' ').next(), Some("(3)"));
    hall.rail(RailMessage::TilePressed(1));
    assert_eq!(hall.unread(1), Unread::default());
    assert!(!hall.app.name_of_window().starts_with('('));
}

#[test]
fn a_line_in_an_unfocused_window_is_unread_until_the_window_has_the_focus_again() {
    let mut hall = Hall::of(1);
    drop(hall.app.update(Message::Focused(false)));
    hall.says(1, "아무도 안 볼 때");
    assert_eq!(hall.unread(1).lines, 1);
    drop(hall.app.update(Message::Focused(true)));
    assert_eq!(hall.unread(1).lines, 0);
}

#[test]
fn a_notice_tells_what_is_said_out_of_sight_and_leads_there() {
    let mut hall = Hall::of(2);
    let (notifier, mut orders) = Notifier::to_test();
    hall.app.notifier = notifier;
    hall.says(1, "누구에게나");
    hall.says(2, "민수야, 여기 봐");
    assert!(orders.try_recv().is_err(), "tiles tell it, or it is read");
    hall.whispers(1, "너에게만");
    let Ok(Order::Show(notice)) = orders.try_recv() else { panic!("no notice") };
    drop(hall.app.update(Message::NoticePressed(notice.press)));
    assert_eq!(hall.shown(), Some(1));
    assert_eq!(orders.try_recv(), Ok(Order::Withdraw), "it was read");
    hall.rail(RailMessage::QuietPressed(2));
    drop(hall.app.update(Message::Focused(false)));
    hall.whispers(2, "소리 없이");
    assert!(orders.try_recv().is_err(), "its notices are kept back");
    assert_eq!(hall.unread(2).whispers, 1);
}

#[test]
fn own_lines_and_older_ones_are_never_unread() {
    let mut hall = Hall::of(2);
    let page = Update::Page { events: Vec::new(), letters: Vec::new(), floor: 1, missing: false };
    hall.tell(1, page);
    hall.tell(1, event_by_me());
    assert_eq!(hall.unread(1), Unread::default());
}

fn event_by_me() -> Update {
    let Update::Event(mut own, _) = event(Slot::Room { seq: 1 }, Kind::CHAT, "내 말") else { panic!() };
    own.header.author = ME;
    Update::Event(own, None)
}

#[test]
fn lines_missed_behind_a_broken_link_are_unread() {
    let mut hall = Hall::of(2);
    let mut back = joined(1);
    back.log = Mark { seq: 40, hash: Hash([1; 32]) };
    back.resumed = Resumed::AfterGap;
    hall.tell(1, Update::Joined(Box::new(back)));
    assert_eq!(hall.unread(1).lines, 40);
}

#[test]
fn keys_lead_from_room_to_room() {
    let mut hall = Hall::of(3);
    let control = keyboard::Modifiers::CTRL;
    let digit = |digit: &str| key::Key::Character(digit.into());
    hall.key(digit("1"), keyboard::Modifiers::COMMAND);
    assert_eq!(hall.shown(), Some(1));
    hall.key(digit("9"), keyboard::Modifiers::COMMAND);
    assert_eq!(hall.shown(), Some(1), "there are three rooms");
    hall.key(key::Key::Named(key::Named::Tab), control | keyboard::Modifiers::SHIFT);
    assert_eq!(hall.shown(), Some(3), "around the end");
    hall.key(key::Key::Named(key::Named::Tab), control);
    assert_eq!(hall.shown(), Some(1));
    hall.says(3, "누구 없나요");
    hall.key(key::Key::Named(key::Named::ArrowDown), keyboard::Modifiers::ALT);
    assert_eq!(hall.shown(), Some(3), "the next one with something unread");
    hall.key(key::Key::Named(key::Named::ArrowDown), keyboard::Modifiers::ALT);
    assert_eq!(hall.shown(), Some(3), "nothing is unread any more");
}

/// Returns the rooms that the finder offers.
fn offered(app: &mut App) -> Vec<(String, Aim)> {
    app.finder = None;
    drop(app.toggle_finder());
    let found = app.finder.iter().flat_map(Finder::found);
    found
        .filter(|offer| matches!(offer.to, Aim::Room(..) | Aim::Before(..)))
        .map(|offer| (offer.words.clone(), offer.to))
        .collect()
}

#[test]
fn the_finder_leads_back_into_a_room_of_before() {
    let mut hall = Hall::of(1);
    let mut known = Known::load(std::path::Path::new("/nothing/is/here")).unwrap();
    for room in [1, 2] {
        let target = Target::parse(&format!("192.168.0.{room}")).unwrap();
        known.remember(&target, &joined(room), false, 1_000 + u64::from(room));
    }
    hall.app.known = Some(known);
    let offers = offered(&mut hall.app);
    assert_eq!(
        offers.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(),
        ["방1", "방2"],
        "each once"
    );
    let Some((_, aim @ Aim::Before(..))) = offers.last() else { panic!("{offers:?}") };
    drop(hall.app.go_to(*aim));
    let number = hall.app.open.newest;
    assert!(number == 2 && hall.app.join.is_some(), "dialled");
    hall.let_in(number, 2);
    assert_eq!(hall.shown(), Some(number));
    assert!(offered(&mut hall.app).iter().all(|(_, aim)| matches!(aim, Aim::Room(..))), "both are open");
}

#[test]
fn leaving_a_room_leads_to_its_neighbour_and_the_last_one_to_the_lobby() {
    let mut hall = Hall::of(3);
    hall.rail(RailMessage::LeavePressed(1));
    assert_eq!((hall.tiles(), hall.shown()), (vec![2, 3], Some(3)), "who looks elsewhere stays there");
    hall.rail(RailMessage::LeavePressed(3));
    assert_eq!((hall.tiles(), hall.shown()), (vec![2], Some(2)));
    hall.rail(RailMessage::LeavePressed(2));
    assert_eq!((hall.tiles(), hall.shown()), (vec![], None));
    let left: Vec<u64> = hall
        .wishes
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, wish)| *wish == Wish::Leave)
        .map(|(number, _)| *number)
        .collect();
    assert_eq!(left, [1, 3, 2]);
    assert!(!hall.app.open.is_over(), "goodbyes are on their way");
    (1..=3).for_each(|number| hall.tell(number, Update::Ended(ConnectError::Closed(Closed::Left))));
    assert!(hall.app.open.is_over());
}

#[test]
fn the_lobby_lies_beside_open_rooms_and_another_room_gets_a_tile() {
    let mut hall = Hall::of(1);
    hall.rail(RailMessage::LobbyPressed);
    assert_eq!((hall.shown(), hall.tiles()), (None, vec![1]));
    hall.says(1, "다들 어디 갔어요?");
    assert_eq!(hall.unread(1).lines, 1);
    assert_eq!(hall.enter(2), 2);
    assert_eq!((hall.shown(), hall.tiles()), (Some(2), vec![1, 2]));
}

#[test]
fn a_room_that_is_open_is_shown_instead_of_visited_twice() {
    let mut hall = Hall::of(2);
    hall.rail(RailMessage::LobbyPressed);
    joins(&mut hall.app, "192.168.0.1");
    assert_eq!((hall.shown(), hall.app.open.newest), (Some(1), 2));
    assert!(hall.app.join.is_none());
}

#[test]
fn a_room_found_on_a_second_way_keeps_one_tile_and_its_draft() {
    let mut hall = Hall::of(2);
    hall.rail(RailMessage::TilePressed(1));
    hall.writes("쓰다 만 말");
    joins(&mut hall.app, "192.168.0.99");
    assert_eq!(hall.app.open.newest, 3);
    hall.tell(1, Update::Ended(ConnectError::Closed(Closed::Elsewhere)));
    hall.let_in(3, 1);
    assert_eq!((hall.tiles(), hall.shown()), (vec![3, 2], Some(3)));
    hall.enters();
    assert_eq!(hall.said(), [(3, "쓰다 만 말".to_owned())]);
}

#[test]
fn as_many_rooms_as_the_limit_says_and_no_more() {
    let most = u8::try_from(limits::ROOMS_OPEN).unwrap();
    let mut hall = Hall::of(most);
    joins(&mut hall.app, "192.168.0.200");
    assert_eq!(hall.app.open.newest, u64::from(most));
    assert!(hall.app.join.is_none());
    hall.rail(RailMessage::LeavePressed(1));
    joins(&mut hall.app, "192.168.0.200");
    assert_eq!(hall.app.open.newest, u64::from(most) + 1);
}

#[test]
fn closing_the_window_says_goodbye_in_every_room_and_waits_for_all() {
    let mut hall = Hall::of(3);
    drop(hall.app.update(Message::CloseAsked));
    assert!(hall.app.is_closing);
    let left = hall.wishes.lock().unwrap().iter().filter(|(_, wish)| *wish == Wish::Leave).count();
    assert_eq!(left, 3);
    (1..=2).for_each(|number| hall.tell(number, Update::Ended(ConnectError::Closed(Closed::Left))));
    assert!(!hall.app.open.is_over());
    hall.tell(3, Update::Ended(ConnectError::Closed(Closed::Left)));
    assert!(hall.app.open.is_over());
}

#[test]
fn a_room_that_ends_keeps_its_tile_and_does_not_take_the_window() {
    let mut hall = Hall::of(2);
    hall.tell(1, Update::Ended(ConnectError::Closed(Closed::RoomClosed)));
    assert_eq!((hall.tiles(), hall.shown()), (vec![1, 2], Some(2)));
    let first = hall.app.open.stays().first().unwrap();
    assert!(first.room.end().is_some() && first.visit.is_none());
    assert!(first.room.timeline().lines().all(|line| !matches!(line.kind, LineKind::OtherRoom)));
}

#[test]
fn a_room_that_has_ended_is_entered_again_in_its_tile_by_its_card_or_by_its_address() {
    let mut hall = Hall::of(2);
    let ended = || Update::Ended(ConnectError::Closed(Closed::RoomClosed));
    hall.rail(RailMessage::TilePressed(1));
    hall.writes("아직 쓰는 중");
    hall.tell(1, ended());
    drop(hall.app.update(Message::Room(1, RoomMessage::AgainPressed)));
    assert_eq!((hall.app.open.newest, hall.app.join.is_some()), (3, true), "dialled");
    hall.let_in(3, 1);
    assert_eq!((hall.tiles(), hall.shown()), (vec![3, 2], Some(3)));
    assert_eq!(hall.app.open.shown().unwrap().room.composer().text(), "아직 쓰는 중");
    hall.tell(3, ended());
    joins(&mut hall.app, "192.168.0.1");
    assert_eq!(hall.app.open.newest, 4, "dialled, not shown as it was");
    hall.let_in(4, 1);
    assert_eq!((hall.tiles(), hall.shown()), (vec![4, 2], Some(4)));
}

/// A room that is hosted here, entered by whatever way.
fn hosts(hall: &mut Hall, room: u8) -> u64 {
    let (screen, task) = room::Room::new(None);
    drop(task);
    let route = client::Route::Dial { addresses: Vec::new(), expected: client::Expected::Anyone };
    let identity = Arc::clone(&hall.app.identity);
    let options = client::Options { identity, name: name("민수"), route, keep: client::Keep::Nothing };
    let number = hall.app.open.depart(options, screen, None);
    let mut own = joined(room);
    own.charter.host = ME;
    hall.let_in(number, room);
    hall.tell(number, Update::Joined(Box::new(own)));
    let changes = [ME, FRIEND].map(|member| PresenceChange { member, state: Some(PresenceState::Here) });
    let members = [(ME, "민수"), (FRIEND, "서연")];
    let members = members.map(|(key, called)| MemberEntry { key, name: name(called) });
    hall.tell(number, Update::Members(members.to_vec()));
    hall.tell(number, Update::Presence(Presence { version: 2, whole: false, changes: changes.to_vec() }));
    number
}

#[test]
fn one_room_at_a_time_is_hosted_here() {
    let mut hall = Hall::of(1);
    let own = hosts(&mut hall, 2);
    assert_eq!(hall.app.open.own().map(|stay| stay.number), Some(own));
    hall.rail(RailMessage::LobbyPressed);
    drop(hall.app.update(Message::Lobby(lobby::Message::HostPressed)));
    drop(hall.app.update(Message::Setup(host_setup::Message::RoomTyped("둘째 방".to_owned()))));
    drop(hall.app.update(Message::Setup(host_setup::Message::OpenPressed)));
    let trouble = hall.app.setup.as_ref().and_then(HostSetup::trouble);
    assert!(matches!(trouble, Some(host_setup::Trouble::Hosting(room)) if room == "방2"), "{trouble:?}");
}

#[test]
fn closing_the_window_asks_in_the_room_that_others_would_lose() {
    let mut hall = Hall::of(0);
    let own = hosts(&mut hall, 1);
    hall.enter(2);
    drop(hall.app.update(Message::CloseAsked));
    assert_eq!((hall.shown(), hall.app.is_closing), (Some(own), false));
    drop(hall.app.update(Message::Room(own, RoomMessage::LeaveConfirmed)));
    assert!(hall.app.is_closing);
    let left = hall.wishes.lock().unwrap().iter().filter(|(_, wish)| *wish == Wish::Leave).count();
    assert!(left >= 2, "every room was told");
}

#[test]
fn leaving_a_room_from_its_menu_asks_where_others_would_lose_it() {
    let mut hall = Hall::of(0);
    let own = hosts(&mut hall, 1);
    hall.enter(2);
    hall.rail(RailMessage::LeavePressed(own));
    assert_eq!((hall.shown(), hall.tiles().len()), (Some(own), 2), "it is shown with the question");
    drop(hall.app.update(Message::Room(own, RoomMessage::LeaveConfirmed)));
    assert_eq!(hall.tiles().len(), 1);
    assert!(!hall.app.is_closing);
}

#[test]
fn a_visit_waits_until_the_one_before_has_let_go_of_the_copy() {
    let mut hall = Hall::of(0);
    let data = tempfile::tempdir().unwrap();
    hall.app.folder = Some(Folder::new(data.path()));
    let first = hall.enter(1);
    let room = joined(1).charter.room();
    hall.rail(RailMessage::LeavePressed(first));
    let (screen, task) = room::Room::new(None);
    drop(task);
    let route = client::Route::Dial { addresses: Vec::new(), expected: client::Expected::Anyone };
    let (identity, keep) = (Arc::clone(&hall.app.identity), hall.app.keep(Some(room)));
    let options = client::Options { identity, name: name("민수"), route, keep };
    let second = hall.app.open.depart(options, screen, Target::parse("192.168.0.1").ok());
    let listened = |hall: &Hall| hall.app.open.visits().map(|visit| visit.number).collect::<Vec<_>>();
    assert_eq!(listened(&hall), [first]);
    hall.tell(first, Update::Ended(ConnectError::Closed(Closed::Left)));
    assert_eq!(listened(&hall), [second]);
}
