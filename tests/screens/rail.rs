//! The strip with the open rooms: what its tiles show, and what pressing them asks for.

use iced::advanced::widget::Id;
use iced::widget::row;
use iced::{Color, Element, mouse};
use iced_test::Simulator;
use maru::ui::screen::rail::{Action, Link, Me, Message, Rail, Tile};
use maru::ui::screen::room::{Unread, Wish};
use maru::ui::theme::TILES;
use maru::ui::widget::{layered, modal};
use maru::wire::Audience;

use crate::hall::{HANEUL, Hall, JIHUN};
use crate::room::{act, said, text, types};
use crate::stage::Stage;

const WIDE: (f32, f32) = (1100.0, 720.0);
const MEDIUM: (f32, f32) = (800.0, 720.0);
const NARROW: (f32, f32) = (420.0, 720.0);
const SMALLEST: (f32, f32) = (480.0, 480.0);

fn unread(lines: usize, mentions: usize, whispers: usize) -> Unread {
    Unread { lines, mentions, whispers }
}

/// The tiles of the mock-ups, and one for each thing that a tile can show.
pub(crate) fn tiles(stage: &Stage) -> Vec<Tile> {
    let rooms = [
        ("금요일 마루", "Friday hall", Link::Up, unread(0, 0, 0)),
        ("스터디", "Study", Link::Up, unread(3, 1, 0)),
        ("밴드", "Band", Link::Up, unread(12, 0, 1)),
        ("독서", "Readers", Link::Up, unread(128, 0, 0)),
        ("이웃", "Neighbours", Link::Broken, unread(0, 0, 0)),
        ("작년 여름", "Last summer", Link::Over, unread(2, 0, 0)),
    ];
    let tiles = rooms.into_iter().zip(1u64..).map(|((korean, english, link, unread), number)| Tile {
        number,
        name: if stage.is_hostile { stage.room() } else { stage.pick(korean, english) }.to_owned(),
        fill: fill(number),
        is_shown: number == 1,
        is_own: number == 1,
        is_quiet: number == 4,
        link,
        unread,
        has_invite: number != 2,
    });
    tiles.collect()
}

fn fill(number: u64) -> Color {
    TILES[usize::try_from(number + 2).unwrap() % TILES.len()]
}

/// The window as it is put together, with nothing but the strip to answer.
pub(crate) fn window<'a>(hall: &'a Hall<'_>, rail: &Rail, tiles: &[Tile]) -> Element<'a, Message> {
    let look = hall.stage.look();
    let page = hall.room.page(look).map(|_| Message::Dismissed);
    let me = Me { name: hall.stage.pick("하늘", "Haneul").to_owned(), is_here: true };
    let strip =
        if look.is_narrow() { iced::widget::space().into() } else { rail.view(look, tiles, Some(me)) };
    let base = layered(row![strip, page].into(), rail.over(look, tiles));
    modal(look.palette, base, None, Message::Dismissed)
}

fn says(simulator: Simulator<'_, Message>) -> Vec<Message> {
    simulator.into_messages().filter(|message| *message != Message::Dismissed).collect()
}

#[test]
fn the_strip_is_drawn_at_every_width() {
    let sizes = [("03a-rail", WIDE), ("26-rail", MEDIUM), ("27-rail-smallest", (700.0, 480.0))];
    for (name, size) in sizes {
        for stage in Stage::both(size) {
            let hall = Hall::evening(&stage, HANEUL);
            let (mut rail, tiles) = (Rail::default(), tiles(&stage));
            stage.draw(name, window(&hall, &rail, &tiles));
            let mut simulator = stage.simulate(window(&hall, &rail, &tiles));
            simulator.click(stage.pick("스", "S")).unwrap();
            assert_eq!(says(simulator), [Message::TilePressed(2)]);
            assert_eq!(rail.update(Message::MenuAsked(3)), Action::None);
            stage.draw(&format!("{name}-menu"), window(&hall, &rail, &tiles));
        }
    }
}

#[test]
fn unread_lines_are_counted_on_their_tiles() {
    for stage in Stage::both(WIDE) {
        let hall = Hall::evening(&stage, HANEUL);
        let mut simulator = stage.simulate(window(&hall, &Rail::default(), &tiles(&stage)));
        for count in ["3", "12", "99+", "2"] {
            assert!(simulator.find(count).is_ok(), "{count}");
        }
        assert!(simulator.find("128").is_err() && simulator.find("0").is_err());
    }
}

#[test]
fn the_menu_of_a_tile_leads_to_what_it_says() {
    for stage in Stage::both(WIDE) {
        let hall = Hall::evening(&stage, HANEUL);
        let (mut rail, tiles) = (Rail::default(), tiles(&stage));
        let mut simulator = stage.simulate(window(&hall, &rail, &tiles));
        let tile = simulator.find(stage.pick("밴", "B")).unwrap();
        simulator.point_at(tile.bounds().center());
        let press = iced::Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Right));
        drop(simulator.simulate([press]));
        assert_eq!(says(simulator), [Message::MenuAsked(3)]);
        let asked = [
            ("rail-read", Message::ReadPressed(3), Action::Read(3)),
            ("invite-copy-link", Message::CopyPressed(3), Action::Copy(3)),
            ("rail-quiet", Message::QuietPressed(3), Action::Quiet(3)),
            ("room-leave", Message::LeavePressed(3), Action::Leave(3)),
        ];
        for (words, message, action) in asked {
            assert_eq!(rail.update(Message::MenuAsked(3)), Action::None);
            let mut simulator = stage.simulate(window(&hall, &rail, &tiles));
            simulator.click(stage.text(words).as_str()).unwrap();
            assert_eq!(says(simulator), [message]);
            assert_eq!(rail.update(message), action);
            assert!(!rail.is_open(), "the menu goes with the press");
        }
    }
}

#[test]
fn a_line_marks_where_unread_lines_begin_in_a_room_that_nobody_looked_at() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let is_marked = |hall: &Hall<'_>| {
            let mut simulator = stage.simulate(hall.room.view(stage.look()));
            simulator.find(stage.text("room-unread").as_str()).is_ok()
        };
        assert!(!is_marked(&hall), "everything was said before the reader's eyes");
        hall.room.watch(false);
        hall.says(JIHUN, "아직 거기 있어요?", "Are you still there?");
        hall.says(JIHUN, "먼저 갈게요", "I’ll go ahead");
        hall.room.watch(true);
        assert!(is_marked(&hall));
        assert_eq!(hall.room.unread(), Unread::default());
        stage.draw("03a-unread-line", hall.room.view(stage.look()));
    }
}

#[test]
fn a_key_that_leads_to_another_room_writes_nothing() {
    use iced::keyboard::{self, Key, Location, Modifiers, key::Code, key::Physical};
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::evening(stage, HANEUL);
    let press = |modifiers| {
        iced::Event::Keyboard(keyboard::Event::KeyPressed {
            key: Key::Character("1".into()),
            modified_key: Key::Character("1".into()),
            physical_key: Physical::Code(Code::Digit1),
            location: Location::Standard,
            modifiers,
            text: Some("1".into()),
            repeat: false,
        })
    };
    for modifiers in [Modifiers::CTRL, Modifiers::empty()] {
        act(&mut hall, |simulator| {
            simulator.click(Id::new("room-input")).unwrap();
            drop(simulator.simulate([press(modifiers)]));
        });
    }
    types(&mut hall, "", true);
    assert_eq!(said(&hall), [Wish::Say(Audience::Room, text("1"))], "only the one without Ctrl");
}

#[test]
fn a_narrow_window_has_the_rooms_as_a_page() {
    for (name, size) in [("09e-rooms-page", NARROW), ("09f-rooms-smallest", SMALLEST)] {
        for stage in Stage::both(size) {
            let hall = Hall::evening(&stage, HANEUL);
            let (mut rail, tiles) = (Rail::default(), tiles(&stage));
            assert_eq!(rail.update(Message::PageAsked), Action::None);
            stage.draw(name, window(&hall, &rail, &tiles));
            let mut simulator = stage.simulate(window(&hall, &rail, &tiles));
            simulator.click(stage.pick("스터디", "Study")).unwrap();
            assert_eq!(says(simulator), [Message::TilePressed(2)]);
            let mut simulator = stage.simulate(window(&hall, &rail, &tiles));
            simulator.click(stage.text("rail-another").as_str()).unwrap();
            assert_eq!(says(simulator), [Message::LobbyPressed]);
            assert_eq!(rail.update(Message::MenuAsked(2)), Action::None);
            stage.draw(&format!("{name}-menu"), window(&hall, &rail, &tiles));
            assert!(rail.escape() && !rail.escape());
        }
    }
}
