//! The settings of a room: how the room is, what may be changed of it and by whom, and who is banned.

use iced::keyboard::Key;
use iced::keyboard::key::Named::{ArrowDown, End, Enter, Space, Tab};
use iced::widget::{operation, row};
use iced::{Element, Event, Size, window};
use iced_test::runtime::{UserInterface, user_interface::Cache};
use jiff::Timestamp;
use maru::phrase::Language;
use maru::ui::look::Look;
use maru::ui::screen::rail::{self, Rail};
use maru::ui::screen::room_settings::{
    Action, BANS_SHOWN, Ban, Change, Entry, Facts, Field, History, Keep, Message, Page, RoomSettings, Secret,
};
use maru::ui::theme::{HANJI, NIGHT, TILES};
use maru::ui::toasts;
use maru::ui::widget::focus_beside;
use maru::wire::{Name, Notice, PublicKey, RoomName, Topic};

use super::{WIDE, hear, key_pressed, pressed, renderer, run, shows, texts, typed};
use crate::camera::{Pose, picture};
use crate::hall::{DOYUN, HANEUL, SEOYEON, key, name};
use crate::rail::tiles;
use crate::stage::{NOW, Stage};

const DAY: i64 = 24 * 60 * 60_000;
const NARROW: (f32, f32) = (420.0, 720.0);

/// A room as its host knows it.
pub(crate) struct Kept {
    room: RoomName,
    topic: Topic,
    notice: Notice,
    pub(crate) bans: Vec<Ban>,
}

impl Kept {
    pub(crate) fn of(stage: &Stage) -> Self {
        let topic =
            stage.pick("금요일 8시 마당에서, 국물과 노래", "Soup and songs, Friday at eight in the yard");
        let notice =
            stage.pick("방석 하나씩 챙겨 오세요. 바닥이 차요.", "Bring a cushion. The floor is cold.");
        Self {
            room: RoomName::parse(stage.room()).unwrap(),
            topic: Topic::parse(topic).unwrap(),
            notice: Notice::parse(notice).unwrap(),
            bans: vec![
                ban(stage, (6, stage.pick("광고왕", "PromoKing")), HANEUL, 0, None),
                ban(stage, (DOYUN, stage.pick("익명1234", "xx_loud_xx")), SEOYEON, 1, Some(8)),
            ],
        }
    }

    /// The room with everything that a room can do, as its host sees it.
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            room: &self.room,
            fill: TILES[3],
            is_host: true,
            can_rename: true,
            topic: Some(&self.topic),
            notice: Some(&self.notice),
            entry: Some(Entry::Knock),
            has_password: Some(true),
            has_code: true,
            history: Some(History { keep: Keep::Days(90), mebibytes: 256 }),
            members_max: Some(256),
            bans: Some(&self.bans),
        }
    }

    /// The room as it is as long as it can do nothing of that.
    fn bare(&self) -> Facts<'_> {
        Facts {
            can_rename: false,
            entry: None,
            has_password: None,
            has_code: false,
            history: None,
            members_max: None,
            bans: None,
            ..self.facts()
        }
    }
}

/// Somebody who was banned some days after the evening of the tests began, for a reason unless it was for good.
fn ban(stage: &Stage, (who, called): (u8, &str), by: u8, day: i64, until: Option<i64>) -> Ban {
    let moment = |day: i64| Timestamp::from_millisecond(NOW + day * DAY).unwrap();
    let called = if stage.is_hostile { name(stage, who % 6) } else { Name::parse(called).unwrap() };
    let why = until.map(|_| stage.pick("도배", "flooding").to_owned());
    let why = if stage.is_hostile { Some("W\u{202e}".repeat(200)) } else { why };
    Ban { key: key(who), name: called, by: name(stage, by), at: moment(day), until: until.map(moment), why }
}

/// As many bans as it takes.
pub(crate) fn crowd_of_bans(stage: &Stage, count: u8) -> Vec<Ban> {
    let banned =
        |at: u8| Ban { key: PublicKey([at; 32]), ..ban(stage, (1, &format!("x{at}")), HANEUL, 0, None) };
    (0..count).map(banned).collect()
}

/// The settings on a page, whatever the window.
pub(crate) fn settings_on(stage: &Stage, facts: Facts<'_>, page: Page) -> RoomSettings {
    let mut settings = RoomSettings::default();
    says(stage, &mut settings, facts, Message::PagePressed(page));
    settings
}

/// Tells the settings something of which nothing follows outside of them.
pub(crate) fn says(stage: &Stage, settings: &mut RoomSettings, facts: Facts<'_>, message: Message) {
    let action = settings.update(&stage.phrases, facts, message);
    assert!(matches!(action, Action::None | Action::Run(_)), "{action:?}");
}

/// What the settings ask for, if that is a change.
fn change(action: Action) -> Option<Change> {
    match action {
        Action::Change(change) => Some(change),
        Action::None => None,
        other => panic!("{other:?}"),
    }
}

/// The settings beside the strip of rooms, as in the window.
fn window<'a>(stage: &'a Stage, settings: &'a RoomSettings, facts: Facts<'a>) -> Element<'a, ()> {
    let look = stage.look();
    if look.is_narrow() {
        return settings.view(look, facts).map(drop);
    }
    let beside = Look { size: Size { width: look.size.width - rail::WIDTH, ..look.size }, ..look };
    let me = rail::Me { name: stage.pick("하늘", "Haneul").to_owned(), is_here: true };
    let rail = Rail::default().view(look, &tiles(stage), Some(me)).map(drop);
    row![rail, settings.view(beside, facts).map(drop)].into()
}

/// Each language by day and by night, as the mock-ups have them.
fn stages(size: (f32, f32)) -> Vec<Stage> {
    let others = [Stage::new(Language::English, &HANJI, size), Stage::new(Language::Korean, &NIGHT, size)];
    Stage::both(size).into_iter().chain(others).collect()
}

#[test]
fn what_the_room_can_do_is_shown_and_nothing_else() {
    for size in [WIDE, NARROW] {
        for stage in stages(size) {
            let kept = Kept::of(&stage);
            let settings = settings_on(&stage, kept.facts(), Page::General);
            stage.draw_focused(
                if size == WIDE { "17a-room-settings" } else { "17a-room-settings-narrow" },
                window(&stage, &settings, kept.facts()),
                Some(Field::Notice.id()),
            );
            let possible = [
                ("방 이름", "Room name"),
                ("들어올 수 있는 사람", "Who may come in"),
                ("초대한 사람은 누구나", "Anyone you invite"),
                ("방장이나 부방장이 허락하면 들어와요.", "You or a deputy lets each one in."),
                ("지금 멤버만", "Nobody new"),
                ("설정됨", "Set"),
                ("방 코드", "Room code"),
                ("256 MiB까지 보관하고, 오래된 대화부터 지워요.", "Up to 256 MiB. The oldest goes first."),
                ("90일", "90 days"),
                ("최대 인원", "Most members"),
            ];
            let [full, bare] =
                [kept.facts(), kept.bare()].map(|facts| texts(&stage, settings.view(stage.look(), facts)));
            for (korean, english) in possible {
                let words = stage.pick(korean, english).to_owned();
                assert!(full.contains(&words), "no {words} in {full:?}");
                assert!(!bare.contains(&words), "{words} in {bare:?}");
            }
            let always = [
                stage.pick("200자 중 19자", "43 of 200"),
                stage.pick(
                    "내릴 때까지 대화 위에 보여요.",
                    "Stays above the conversation until you take it down.",
                ),
            ];
            for words in always {
                assert!(full.iter().any(|text| text == words), "no {words} in {full:?}");
                assert!(bare.iter().any(|text| text == words), "no {words} in {bare:?}");
            }
            if size == WIDE {
                assert!(full.contains(&stage.pick("방 닫기", "Close the room").to_owned()));
                assert!(full.contains(&stage.pick("입장 금지", "Bans").to_owned()));
                assert!(!bare.contains(&stage.pick("입장 금지", "Bans").to_owned()), "{bare:?}");
            }
        }
    }
}

#[test]
fn a_field_is_asked_for_when_the_focus_leaves_it_and_by_enter_and_never_twice() {
    for stage in Stage::both(WIDE) {
        let kept = Kept::of(&stage);
        let facts = kept.facts();
        let mut settings = settings_on(&stage, facts, Page::General);
        let mut renderer = renderer(&stage);
        let view = settings.view(stage.look(), facts);
        let mut page = UserInterface::build(view, stage.size, Cache::default(), &mut renderer);
        let mut messages = Vec::new();
        let redraw = || Event::Window(window::Event::RedrawRequested(std::time::Instant::now()));
        let topic = Field::Topic.id();
        run(&mut page, &renderer, operation::focus::<()>(topic).chain(operation::move_cursor_to_end(topic)));
        hear(&mut page, &mut renderer, redraw(), &mut messages);
        hear(
            &mut page,
            &mut renderer,
            Event::Keyboard(key_pressed(Key::Character("!".into()), Some("!"))),
            &mut messages,
        );
        hear(&mut page, &mut renderer, Event::Keyboard(key_pressed(Key::Named(Enter), None)), &mut messages);
        hear(&mut page, &mut renderer, redraw(), &mut messages);
        assert_eq!(messages.len(), 2, "{messages:?}");
        run(&mut page, &renderer, focus_beside::<()>(1));
        hear(&mut page, &mut renderer, redraw(), &mut messages);
        hear(&mut page, &mut renderer, redraw(), &mut messages);
        drop(page);
        let is_left = |message: &&Message| matches!(message, Message::Finished(Field::Topic));
        assert_eq!(messages.iter().filter(is_left).count(), 2, "by Enter and by Tab: {messages:?}");
        let asked: Vec<Change> = messages
            .into_iter()
            .filter_map(|message| change(settings.update(&stage.phrases, facts, message)))
            .collect();
        let changed = Topic::parse(&format!("{}!", kept.topic.as_str())).unwrap();
        assert_eq!(asked, [Change::Topic(changed)], "asked for twice, or never");
        let plain = settings.update(&stage.phrases, facts, Message::Finished(Field::Notice));
        assert_eq!(change(plain), None, "a field that nobody changed is asked for");
    }
}

#[test]
fn a_change_is_told_as_saved_once_the_room_is_so() {
    for stage in Stage::both(WIDE) {
        let mut kept = Kept::of(&stage);
        let mut settings = settings_on(&stage, kept.facts(), Page::General);
        let notice = Notice::parse(stage.pick("문은 여덟 시에 열어요.", "Doors at eight.")).unwrap();
        says(&stage, &mut settings, kept.facts(), Message::Typed(Field::Notice, format!(" {notice}")));
        let asked = settings.update(&stage.phrases, kept.facts(), Message::Finished(Field::Notice));
        assert_eq!(change(asked), Some(Change::Notice(notice.clone())));
        settings.settle(&stage.phrases, kept.facts());
        let saved =
            stage.pick("저장했어요. 바뀐 내용이 모두에게 보여요.", "Saved. Everyone sees the change.");
        assert_eq!(settings.toasts().shown().count(), 0, "saved before it was");
        // What is not so, for whatever reason, can be asked for again.
        settings.fail();
        let asked = settings.update(&stage.phrases, kept.facts(), Message::Finished(Field::Notice));
        assert_eq!(change(asked), Some(Change::Notice(notice.clone())));
        kept.notice = notice;
        settings.settle(&stage.phrases, kept.facts());
        shows(&stage, settings.view(stage.look(), kept.facts()), saved);
        settings.settle(&stage.phrases, kept.facts());
        assert_eq!(settings.toasts().shown().count(), 1);
        // From here on the field shows what others make of it.
        kept.notice = Notice::parse("somebody else").unwrap();
        let again = settings.update(&stage.phrases, kept.facts(), Message::Finished(Field::Notice));
        assert_eq!(change(again), None, "what another one wrote is written over");
    }
}

#[test]
fn the_notice_is_taken_down_by_its_cross() {
    for stage in Stage::both(WIDE) {
        let kept = Kept::of(&stage);
        let mut settings = settings_on(&stage, kept.facts(), Page::General);
        // After the list, the door, the name and the topic comes the notice, and behind it the cross.
        let keys = [Tab; 7].into_iter().chain([Enter]).collect::<Vec<_>>();
        let messages = typed(&stage, settings.view(stage.look(), kept.facts()), &keys);
        assert!(matches!(messages.as_slice(), [Message::NoticeCleared]), "{messages:?}");
        let asked = settings.update(&stage.phrases, kept.facts(), Message::NoticeCleared);
        assert_eq!(change(asked), Some(Change::Notice(Notice::default())));
    }
}

#[test]
fn what_cannot_be_stays_in_its_field_and_says_why() {
    for stage in Stage::both(WIDE) {
        let kept = Kept::of(&stage);
        let mut most = vec![String::new(), "0".into(), "10001".into(), "x".into()];
        most.push("99999999999".into());
        let most_words = stage.pick(
            "10000명까지 정할 수 있어요. 이 컴퓨터가 모두를 이어 줘요.",
            "Up to 10000. This computer carries them all.",
        );
        let wrong = [
            (Field::Name, String::new(), stage.text("name-empty")),
            (
                Field::Topic,
                "가".repeat(201),
                stage.phrases.with("text-too-long", &[("characters", 201.into()), ("max", 200.into())]),
            ),
        ];
        let most = most.into_iter().map(|typed| (Field::Most, typed, most_words.to_owned()));
        for (field, text, why) in wrong.into_iter().chain(most) {
            let mut settings = settings_on(&stage, kept.facts(), Page::General);
            says(&stage, &mut settings, kept.facts(), Message::Typed(field, text.clone()));
            assert_eq!(change(settings.update(&stage.phrases, kept.facts(), Message::Finished(field))), None);
            shows(&stage, settings.view(stage.look(), kept.facts()), &why);
            assert!(
                matches!(settings.escape(kept.facts(), false), Action::Close(None)),
                "{field:?} {text:?}"
            );
        }
        let mut settings = settings_on(&stage, kept.facts(), Page::General);
        says(&stage, &mut settings, kept.facts(), Message::Typed(Field::Most, " 10000 ".into()));
        let asked = settings.update(&stage.phrases, kept.facts(), Message::Finished(Field::Most));
        assert_eq!(change(asked), Some(Change::MembersMax(10_000)));
    }
}

#[test]
fn who_may_come_in_is_chosen_by_hand_and_by_arrows() {
    for stage in Stage::both(WIDE) {
        let kept = Kept::of(&stage);
        let mut settings = settings_on(&stage, kept.facts(), Page::General);
        let view = |settings: &'_ RoomSettings, keys: &[_]| -> Vec<Message> {
            typed(&stage, settings.view(stage.look(), kept.facts()), keys)
        };
        for (words, entry) in
            [("rset-open", Entry::Open), ("rset-knock-help", Entry::Knock), ("rset-locked", Entry::Locked)]
        {
            let messages = pressed(&stage, settings.view(stage.look(), kept.facts()), words);
            assert!(
                matches!(messages.as_slice(), [Message::EntryPressed(one)] if *one == entry),
                "{messages:?}"
            );
            let asked = settings.update(&stage.phrases, kept.facts(), messages[0].clone());
            assert_eq!(change(asked), (entry != Entry::Knock).then_some(Change::Entry(entry)));
            settings.fail();
        }
        // The three are one stop of Tab.
        let to_them = [Tab; 8];
        for (more, entry) in
            [(&[Space][..], Entry::Open), (&[ArrowDown, Enter], Entry::Knock), (&[End, Enter], Entry::Locked)]
        {
            let keys = [&to_them[..], more].concat();
            let messages = view(&settings, &keys);
            assert!(
                matches!(messages.as_slice(), [Message::EntryPressed(one)] if *one == entry),
                "{messages:?}"
            );
        }
        let messages = view(&settings, &[&to_them[..], &[Tab, Enter]].concat());
        assert!(matches!(messages.as_slice(), [Message::PasswordRemoved]), "{messages:?}");
    }
}

#[test]
fn a_password_is_typed_unseen_and_kept_only_by_those_who_mean_it() {
    for stage in Stage::both(WIDE) {
        let kept = Kept::of(&stage);
        let facts = kept.facts();
        let mut settings = settings_on(&stage, facts, Page::General);
        let messages = pressed(&stage, settings.view(stage.look(), facts), "common-change");
        assert!(matches!(messages.as_slice(), [Message::PasswordPressed]), "{messages:?}");
        assert!(matches!(settings.update(&stage.phrases, facts, messages[0].clone()), Action::Run(_)));
        let open = Secret::new("열려라 참깨".to_owned());
        for (text, is_taken) in
            [("abc", false), ("abcd", true), (&"가".repeat(64), true), (&"x".repeat(65), false)]
        {
            assert_eq!(Secret::new(text.to_owned()).is_password(), is_taken, "{text}");
        }
        says(&stage, &mut settings, facts, Message::PasswordTyped(Secret::new("abc".to_owned())));
        says(&stage, &mut settings, facts, Message::PasswordFinished);
        stage.draw("17a-password", window(&stage, &settings, facts));
        let help = stage.pick("4자부터 64자까지 쓸 수 있어요.", "4 to 64 characters.");
        let seen = texts(&stage, settings.view(stage.look(), facts));
        assert_eq!(seen.iter().filter(|text| *text == help).count(), 2, "{seen:?}");
        says(&stage, &mut settings, facts, Message::PasswordTyped(open.clone()));
        let seen = picture(&stage, settings.view(stage.look(), facts), Pose::default());
        let other = Secret::new("x".repeat(open.as_str().chars().count()));
        says(&stage, &mut settings, facts, Message::PasswordTyped(other));
        let of_other = picture(&stage, settings.view(stage.look(), facts), Pose::default());
        assert!(seen == of_other, "it can be read over a shoulder");
        says(&stage, &mut settings, facts, Message::PasswordTyped(open.clone()));
        assert!(!format!("{settings:?} {:?}", Message::PasswordTyped(open.clone())).contains(open.as_str()));
        let messages = pressed(&stage, settings.view(stage.look(), facts), "board-save");
        let asked = settings.update(&stage.phrases, facts, messages[0].clone());
        assert_eq!(change(asked), Some(Change::Password(Some(open))));
        says(&stage, &mut settings, facts, Message::PasswordPressed);
        assert!(matches!(settings.escape(facts, false), Action::None), "Esc closes the field first");
        assert!(matches!(settings.escape(facts, false), Action::Close(None)));
        let messages = pressed(&stage, settings.view(stage.look(), facts), "rset-password-remove");
        let asked = settings.update(&stage.phrases, facts, messages[0].clone());
        assert_eq!(change(asked), Some(Change::Password(None)));
        let none = Facts { has_password: Some(false), ..facts };
        shows(&stage, settings.view(stage.look(), none), stage.pick("없음", "None"));
        assert!(
            !texts(&stage, settings.view(stage.look(), none)).contains(&stage.text("rset-password-remove"))
        );
    }
}

#[test]
fn how_long_history_is_kept_is_chosen_from_a_list() {
    for stage in Stage::both((1100.0, 1000.0)) {
        let kept = Kept::of(&stage);
        let facts = Facts { history: Some(History { keep: Keep::Days(45), mebibytes: 256 }), ..kept.facts() };
        let mut settings = settings_on(&stage, facts, Page::General);
        let open = stage.pick("45일", "45 days").to_owned();
        let closed = texts(&stage, settings.view(stage.look(), facts));
        assert_eq!(closed.iter().filter(|text| **text == open).count(), 1, "{closed:?}");
        says(&stage, &mut settings, facts, Message::HistoryPressed);
        let seen = texts(&stage, settings.view(stage.look(), facts));
        assert_eq!(
            seen.iter().filter(|text| **text == open).count(),
            2,
            "its own length is offered: {seen:?}"
        );
        for words in [stage.pick("7일", "7 days"), stage.pick("365일", "365 days")] {
            assert!(seen.iter().any(|text| text == words), "no {words} in {seen:?}");
        }
        let messages = pressed(&stage, settings.view(stage.look(), facts), "rset-history-none");
        let asked = settings.update(&stage.phrases, facts, messages[0].clone());
        assert_eq!(change(asked), Some(Change::Keep(Keep::Nothing)));
        assert_eq!(
            texts(&stage, settings.view(stage.look(), facts)).len(),
            closed.len(),
            "the list is closed"
        );
    }
}

#[test]
fn a_deputy_reads_what_is_the_hosts_and_changes_the_rest() {
    for stage in Stage::both(WIDE) {
        let kept = Kept::of(&stage);
        let facts = Facts { is_host: false, ..kept.facts() };
        let mut settings = settings_on(&stage, facts, Page::General);
        stage.draw("17a-deputy", window(&stage, &settings, facts));
        let seen = texts(&stage, settings.view(stage.look(), facts));
        let why = stage.pick("방장만 바꿀 수 있어요.", "Only the host can change this.");
        // The name, the password, the code, the history, the members.
        assert_eq!(seen.iter().filter(|text| *text == why).count(), 5, "{seen:?}");
        assert!(!seen.contains(&stage.text("room-close")), "{seen:?}");
        for words in ["common-change", "rset-password-remove", "common-show"] {
            let messages = pressed(&stage, settings.view(stage.look(), facts), words);
            assert!(messages.is_empty(), "{words}: {messages:?}");
        }
        // Back, the list, topic, notice, its cross, the door, and round again.
        let keys = [&[Tab; 7][..], &[Enter]].concat();
        let messages = typed(&stage, settings.view(stage.look(), facts), &keys);
        assert!(matches!(messages.as_slice(), [Message::BackPressed(false)]), "{messages:?}");
        says(&stage, &mut settings, facts, Message::Typed(Field::Topic, "국".into()));
        let asked = settings.update(&stage.phrases, facts, Message::Finished(Field::Topic));
        assert_eq!(change(asked), Some(Change::Topic(Topic::parse("국").unwrap())));
        let asked = settings.update(&stage.phrases, facts, Message::EntryPressed(Entry::Locked));
        assert_eq!(change(asked), Some(Change::Entry(Entry::Locked)));
    }
}

#[test]
fn whoever_is_banned_is_listed_with_how_long_by_whom_when_and_why() {
    for stage in Stage::both(WIDE) {
        let mut kept = Kept::of(&stage);
        let settings = settings_on(&stage, kept.facts(), Page::Bans);
        let said = [
            stage.pick(
                "이름을 바꿔도 들어올 수 없어요.",
                "A banned person cannot come in, whatever name they use.",
            ),
            stage.pick("광고왕", "PromoKing"),
            stage.pick("계속", "For good"),
            stage.pick("하늘님이 금지 · 11월 20일", "Banned by Haneul · November 20"),
            stage.pick("익명1234", "xx_loud_xx"),
            stage.pick("11월 28일까지", "Until November 28"),
            stage.pick("서연님이 금지 · 11월 21일 · 도배", "Banned by Seoyeon · November 21 · flooding"),
            "2",
        ];
        for words in said {
            shows(&stage, settings.view(stage.look(), kept.facts()), words);
        }
        kept.bans.clear();
        let nobody = stage.pick("입장이 금지된 사람이 없어요.", "Nobody is banned.");
        shows(&stage, settings.view(stage.look(), kept.facts()), nobody);
        kept.bans = crowd_of_bans(&stage, 60);
        let mut settings = settings_on(&stage, kept.facts(), Page::Bans);
        let listed = |settings: &RoomSettings| {
            let seen = texts(&stage, settings.view(stage.look(), kept.facts()));
            seen.iter().filter(|text| **text == stage.text("ban-lift")).count()
        };
        assert_eq!(listed(&settings), BANS_SHOWN);
        says(&stage, &mut settings, kept.facts(), Message::MorePressed);
        assert_eq!(listed(&settings), 60);
    }
}

#[test]
fn a_ban_is_lifted_at_once_and_comes_back_by_undo() {
    for stage in stages(WIDE) {
        let mut kept = Kept::of(&stage);
        kept.bans.insert(1, ban(&stage, (DOYUN + 3, stage.pick("도윤", "Doyun")), HANEUL, 0, None));
        let lifted = kept.bans[1].clone();
        let mut settings = settings_on(&stage, kept.facts(), Page::Bans);
        // Back, the list, the door, and the three bans.
        let keys = [&[Tab; 5][..], &[Enter]].concat();
        let messages = typed(&stage, settings.view(stage.look(), kept.facts()), &keys);
        assert!(
            matches!(messages.as_slice(), [Message::LiftPressed(one)] if *one == lifted.key),
            "{messages:?}"
        );
        let asked = settings.update(&stage.phrases, kept.facts(), messages[0].clone());
        assert!(matches!(asked, Action::Lift(one) if one == lifted.key), "{asked:?}");
        stage.draw("17b-room-bans", window(&stage, &settings, kept.facts()));
        says(&stage, &mut settings, kept.facts(), messages[0].clone());
        let toast = stage.pick("도윤님의 입장 금지를 풀었어요", "Doyun may come in again");
        let seen = texts(&stage, settings.view(stage.look(), kept.facts()));
        assert!(
            seen.iter().any(|text| text == toast) && !seen.contains(&lifted.name.to_string()),
            "{seen:?}"
        );
        let messages = pressed(&stage, settings.view(stage.look(), kept.facts()), "common-undo");
        assert!(matches!(messages.last(), Some(Message::Toast(toasts::Message::Pressed(_)))), "{messages:?}");
        let asked = settings.update(&stage.phrases, kept.facts(), messages.last().unwrap().clone());
        assert!(matches!(&asked, Action::Ban(ban) if **ban == lifted), "{asked:?}");
        shows(&stage, settings.view(stage.look(), kept.facts()), lifted.name.as_str());
    }
}

#[test]
fn the_list_leads_to_the_pages_and_escape_back_by_the_same_way() {
    for stage in Stage::both(NARROW) {
        let kept = Kept::of(&stage);
        let facts = kept.facts();
        let mut settings = RoomSettings::default();
        stage.draw("17a-list-narrow", settings.view(stage.look(), facts));
        shows(&stage, settings.view(stage.look(), facts), stage.pick("방 설정", "Room settings"));
        let messages = typed(&stage, settings.view(stage.look(), facts), &[Tab, Tab, ArrowDown, Enter]);
        assert!(matches!(messages.as_slice(), [Message::PagePressed(Page::Bans)]), "{messages:?}");
        says(&stage, &mut settings, facts, messages[0].clone());
        shows(&stage, settings.view(stage.look(), facts), &stage.text("ban-forever"));
        assert!(matches!(settings.escape(facts, true), Action::None), "to the list");
        assert!(matches!(settings.escape(facts, true), Action::Close(None)), "and out");
        let messages = pressed(&stage, settings.view(stage.look(), facts), "room-close");
        let asked = settings.update(&stage.phrases, facts, messages[0].clone());
        assert!(matches!(asked, Action::AskToClose), "{asked:?}");
        // What was typed last goes along.
        let mut settings = settings_on(&stage, facts, Page::General);
        says(&stage, &mut settings, facts, Message::Typed(Field::Topic, String::new()));
        let asked = settings.update(&stage.phrases, facts, Message::BackPressed(false));
        assert!(matches!(&asked, Action::Close(Some(Change::Topic(topic))) if topic.is_empty()), "{asked:?}");
    }
}
