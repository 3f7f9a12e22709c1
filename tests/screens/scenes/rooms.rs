//! A room, what opens over it, and what stands in it.

use std::time::Duration;

use maru::client::{ConnectError, Keeping, Ticket, Update};
use maru::store::{Salvage, StoreError};
use maru::ui::screen::room::{
    BoardMessage, ComposerMessage, Deed, DeedsMessage, EmojiMessage, MemberMessage, Message, Notice,
};
use maru::ui::screen::search;
use maru::ui::widget::ToastSort;
use maru::wire::{Closed, Delete, Edit, Kind, Live, Pin, PresenceState, Rejection, Reply};

use super::Look;
use crate::deeds::{does, id_at, live_words};
use crate::hall::{DOYUN, HANEUL, Hall, JIHUN, MINSU, SEOYEON, SORA, hostile_lines, key};
use crate::offline::offline;
use crate::room::{invitation, pastes, text, types};
use crate::search::{Kept, finds};
use crate::stage::{NOW, Stage};

/// An evening that is written without emoji, with a topic, an answer, a change, a deletion and a whisper.
pub(super) fn talk<'s>(stage: &'s Stage, host: u8) -> Hall<'s> {
    let mut hall = Hall::open(stage, host, &[HANEUL, SEOYEON, JIHUN, SORA, DOYUN], None);
    hall.time = NOW - 22 * 60_000;
    hall.arrives(host, MINSU);
    hall.presence([(MINSU, Some(PresenceState::Here)), (SORA, Some(PresenceState::Away)), (DOYUN, None)]);
    hall.minutes(4).says(SEOYEON, "여덟 시 맞죠? 방석 챙길게요.", "Eight, right? I’ll bring cushions.");
    let eight = hall.newest();
    let changed = stage.pick("아홉 시 맞죠? 방석 챙길게요.", "Nine, right? I’ll bring cushions.");
    hall.live(SEOYEON, &Live::Edit(Edit { of: eight, text: text(changed) }));
    hall.says(SEOYEON, "잘못 보냈어요", "wrong room");
    let wrong = hall.newest();
    hall.live(SEOYEON, &Live::Delete(Delete { of: wrong }));
    let answer =
        text(stage.pick("네, *아홉 시*예요. `maru`로 들어와요.", "Yes, *nine*. Come in with `maru`."));
    hall.minutes(2).live(JIHUN, &Live::Reply(Reply { to: eight, text: answer }));
    hall.minutes(3).says(JIHUN, "@하늘 몇 시쯤 와요?", "@Haneul what time are you coming?");
    let secret = stage.pick("서연이가 케이크 구웠대요.", "Seoyeon baked a cake.");
    hall.minutes(1).whispers(MINSU, HANEUL, secret);
    hall.minutes(1).says(HANEUL, "일곱 시 오십 분에 도착해요.", "I’ll be there at ten to eight.");
    hall
}

fn topic(stage: &Stage) -> &'static str {
    match stage.is_hostile {
        true => {
            "여기\u{202e}gnp.exe שלום 힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣힣"
        }
        false => stage.pick("국과 노래, 금요일 여덟 시", "Soup and songs, Friday at eight"),
    }
}

fn tell(hall: &mut Hall<'_>, message: Message) {
    drop(hall.room.update(&hall.stage.phrases, message));
}

fn compose(hall: &mut Hall<'_>, message: ComposerMessage) {
    tell(hall, Message::Composer(message));
}

fn show(name: &'static str, hall: &Hall<'_>, look: &mut Look<'_>) {
    look(name, hall.room.view(hall.stage.look()).map(drop));
}

/// Shows the talk after some messages.
fn after(
    name: &'static str,
    stage: &Stage,
    messages: impl IntoIterator<Item = Message>,
    look: &mut Look<'_>,
) {
    let mut hall = talk(stage, HANEUL);
    messages.into_iter().for_each(|message| tell(&mut hall, message));
    show(name, &hall, look);
}

pub(super) fn room(stage: &Stage, look: &mut Look<'_>) {
    after("room", stage, [], look);
    after("room-roster", stage, [Message::RosterPressed], look);
    let mut empty = Hall::open(stage, HANEUL, &[HANEUL], None);
    empty.room.invite_with(invitation());
    show("room-empty", &empty, look);
    let mut guest = talk(stage, SEOYEON);
    guest.presence([(SEOYEON, Some(PresenceState::Typing)), (JIHUN, Some(PresenceState::Typing))]);
    show("room-typing", &guest, look);
    for line in hostile_lines() {
        guest.says(JIHUN, &line, &line);
    }
    show("room-hostile-emoji", &guest, look);
    show("room-evening-emoji", &Hall::evening(stage, HANEUL), look);
}

pub(super) fn over(stage: &Stage, look: &mut Look<'_>) {
    let mut hall = talk(stage, HANEUL);
    hall.room.invite_with(invitation());
    tell(&mut hall, Message::InvitePressed);
    show("invite", &hall, look);
    after("invite-none", stage, [Message::InvitePressed], look);
    after("confirm-closing", stage, [Message::LeavePressed], look);
    after("confirm-discarding", stage, [Message::DiscardPressed(Ticket(2))], look);
    let mut hall = talk(stage, HANEUL);
    let own = hall.newest();
    does(&mut hall, own, Deed::Delete);
    show("confirm-deleting", &hall, look);
    let mut hall = talk(stage, HANEUL);
    let address = "https://notes.example.org/friday";
    hall.says(JIHUN, address, address);
    let line = id_at(&hall, hall.newest());
    tell(&mut hall, Message::LinkPressed(line, 0..address.len()));
    show("confirm-link", &hall, look);
    after("member-card", stage, [Message::Member(MemberMessage::Opened(key(MINSU)))], look);
    after("member-menu", stage, [Message::Member(MemberMessage::MenuPressed(key(MINSU)))], look);
    after("member-own", stage, [Message::Member(MemberMessage::Opened(key(HANEUL)))], look);
    after("lock-own", stage, [Message::LockPressed], look);
    for (name, is_invited) in [("lock-invited", true), ("lock-by-address", false)] {
        let mut hall = talk(stage, SEOYEON);
        hall.room.came_by_invite(is_invited);
        tell(&mut hall, Message::LockPressed);
        show(name, &hall, look);
    }
    after("board-card", stage, [Message::Board(BoardMessage::EditPressed)], look);
    let long = BoardMessage::NoticeTyped("가".repeat(501));
    after("board-long", stage, [BoardMessage::EditPressed, long].map(Message::Board), look);
}

pub(super) fn panels(stage: &Stage, look: &mut Look<'_>) {
    after("search", stage, [Message::SearchPressed], look);
    let kept = Kept::new(stage);
    let mut hall = talk(stage, HANEUL);
    finds(&mut hall, &kept, stage.pick("기타", "guitar"));
    show("search-hits", &hall, look);
    let mut hall = talk(stage, HANEUL);
    finds(&mut hall, &kept, "color:red before:tomorrow");
    show("search-nothing", &hall, look);
    let from = [Message::SearchPressed, Message::Search(search::Message::FromPressed)];
    after("search-from", stage, from, look);
    let mut hall = talk(stage, HANEUL);
    for (kind, words) in [
        (Kind::TOPIC, topic(stage)),
        (
            Kind::NOTICE,
            stage.pick("방석을 가져오세요. 마루가 차가워요.", "Bring a cushion. The floor is cold."),
        ),
    ] {
        hall.public(HANEUL, kind, words.as_bytes().to_vec(), None);
    }
    show("notice", &hall, look);
    for line in [2, 6] {
        let pin = Live::Pin(Pin { line, on: true });
        hall.public(HANEUL, pin.kind(), pin.body(), None);
    }
    tell(&mut hall, Message::Board(BoardMessage::PanelPressed));
    show("pins", &hall, look);
    hall.public(HANEUL, Kind::NOTICE, "가나다 라마바 ".repeat(60).trim().as_bytes().to_vec(), None);
    tell(&mut hall, Message::Board(BoardMessage::NoticePressed));
    show("notice-open", &hall, look);
    after("pins-none", stage, [Message::Board(BoardMessage::PanelPressed)], look);
}

pub(super) fn lines(stage: &Stage, look: &mut Look<'_>) {
    for (name, host) in [("line-menu-host-emoji", HANEUL), ("line-menu-emoji", JIHUN)] {
        let (mut hall, [_, guitar, ..]) = live_words(stage, host);
        show("live-words-emoji", &hall, look);
        let line = id_at(&hall, guitar);
        tell(&mut hall, Message::Deeds(DeedsMessage::MenuPressed(line, true)));
        show(name, &hall, look);
    }
    let mut hall = talk(stage, SEOYEON);
    hall.time = NOW - 4_000;
    hall.pends(1, stage.pick("놀라는 표정 연습할게요.", "I’ll practise my surprised face."));
    hall.pends(2, stage.pick("집까지 오는 약도예요.", "Here is the map to the house."));
    hall.tell(Update::Refused { ticket: Ticket(2), kind: Kind::CHAT, rejection: Rejection::BadText });
    show("own-lines", &hall, look);
    let mut hall = talk(stage, HANEUL);
    for who in [SORA, JIHUN, MINSU] {
        hall.leaves(HANEUL, who);
        hall.arrives(HANEUL, who);
    }
    hall.room.watch(false);
    hall.says(JIHUN, "아직 거기 있어요?", "Are you still there?");
    hall.room.watch(true);
    show("unread", &hall, look);
    let mut hall = talk(stage, HANEUL);
    hall.misses(HANEUL, 38);
    hall.minutes(3).says(SEOYEON, "국이 다 됐어요.", "The soup is ready.");
    show("missed", &hall, look);
}

pub(super) fn composer(stage: &Stage, look: &mut Look<'_>) {
    let typed = |name, words: &str, enters, look: &mut Look<'_>| {
        let mut hall = talk(stage, HANEUL);
        types(&mut hall, words, enters);
        show(name, &hall, look);
    };
    typed("slash", "/", false, look);
    typed("slash-wrong", stage.pick("/w 없는사람 안녕", "/w nobody hello"), false, look);
    typed("slash-mistake", "/kcik", true, look);
    typed("help", "/help", true, look);
    typed("mention", stage.pick("고마워요 @서", "Thank you @s"), false, look);
    typed("emoji-words-emoji", ":tada", false, look);
    let mut hall = talk(stage, HANEUL);
    compose(&mut hall, ComposerMessage::RecipientPressed);
    show("recipients", &hall, look);
    compose(&mut hall, ComposerMessage::Filtered("xyzzy".to_owned()));
    show("recipients-none", &hall, look);
    let mut hall = talk(stage, HANEUL);
    tell(&mut hall, Message::WhisperTo(key(MINSU)));
    types(&mut hall, stage.pick("이따 봐요", "See you later"), false);
    show("whispering", &hall, look);
    hall.presence([(MINSU, None)]);
    compose(&mut hall, ComposerMessage::Entered);
    show("whisper-left", &hall, look);
    for (name, deed) in [("answering", Deed::Reply), ("editing", Deed::Edit)] {
        let mut hall = talk(stage, HANEUL);
        let own = hall.newest();
        does(&mut hall, own, deed);
        show(name, &hall, look);
    }
    let mut hall = talk(stage, HANEUL);
    pastes(&mut hall, &"fn main() {}\n".repeat(12));
    show("long-paste", &hall, look);
    after("emoji-picker-emoji", stage, [Message::Composer(ComposerMessage::EmojiPressed)], look);
    let nothing = Message::Emoji(EmojiMessage::Typed("뷁뷁".to_owned()));
    after("emoji-none", stage, [Message::Composer(ComposerMessage::EmojiPressed), nothing], look);
}

pub(super) fn bars(stage: &Stage, look: &mut Look<'_>) {
    let mut hall = talk(stage, HANEUL);
    hall.room.tell(ToastSort::Done, stage.text("toast-copied"));
    hall.room.tell(ToastSort::Trouble, stage.look().with("compose-paste-large", &[("max", 64.into())]));
    show("toasts", &hall, look);
    let lost = |error| Update::Lost { attempt: 2, wait: Duration::from_secs(4), error };
    let mut hall = talk(stage, SEOYEON);
    hall.pends(1, stage.pick("기다리는 글", "a line that waits"));
    hall.tell(lost(ConnectError::Broken));
    show("reconnecting", &hall, look);
    let mut hall = talk(stage, SEOYEON);
    hall.tell(Update::Ended(ConnectError::Closed(Closed::RoomClosed)));
    show("closed", &hall, look);
    let mut hall = offline(stage);
    hall.tell(lost(ConnectError::NothingListens));
    show("offline", &hall, look);
    let mut hall = talk(stage, HANEUL);
    hall.room.keep_nothing();
    hall.room.notice(Notice::Salvaged(Salvage {
        lost: Some(3),
        damaged: "/home/haneul/.local/share/maru/hosted/0G0R/room.damaged-1".into(),
    }));
    hall.room.notice(Notice::NotKept(StoreError::Full));
    hall.tell(Update::Keeping(Keeping::Failed(StoreError::Full)));
    show("not-kept", &hall, look);
}
