//! What people wrote, as it is drawn: marks, code, links, emoji, long lines, and the ways to what was missed.

use maru::client::Update;
use maru::wire::Shelf;

use crate::hall::{HANEUL, Hall, JIHUN, MINSU, SEOYEON, hostile_lines};
use crate::room::act;
use crate::stage::Stage;

const WIDE: (f32, f32) = (1100.0, 720.0);

/// Where a person presses what has a text.
fn press(hall: &mut Hall<'_>, text: &str) {
    act(hall, |simulator| {
        simulator.click(text).unwrap();
    });
}

fn is_shown(hall: &Hall<'_>, text: &str) -> bool {
    hall.stage.simulate(hall.room.view(hall.stage.look())).find(text).is_ok()
}

#[test]
fn marks_are_drawn_and_not_shown() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        hall.says(
            SEOYEON,
            "*굵게*, _드러냄_, ~지움~, `cargo run`, *_둘 다_* 그리고 2*3*4 😀 ❤️ 👨‍👩‍👧‍👦 👍🏽 🇰🇷",
            "*bold*, _stressed_, ~struck~, `cargo run`, *_both_* and 2*3*4 😀 ❤️ 👨‍👩‍👧‍👦 👍🏽 🇰🇷",
        );
        hall.says(
            JIHUN,
            "방을 일주일 내내 열어 두려면 안 쓰는 노트북에서 이렇게 해요:\n```shell\nmaru --host --room \"금요일 마루\"\n```\n그리고 https://notes.example.org/friday 에 적어요.",
            "If you want the room up all week, run this on the old laptop:\n```shell\nmaru --host --room \"Friday hall\"\n```\nand write it down at https://notes.example.org/friday please.",
        );
        hall.whispers(MINSU, HANEUL, "(`whispered`), *code*.");
        stage.draw("40-marks", hall.room.view(stage.look()));
        let words = stage.pick(
            "굵게, 드러냄, 지움, cargo run, 둘 다 그리고 2*3*4 😀 ❤️ 👨‍👩‍👧‍👦 👍🏽 🇰🇷",
            "bold, stressed, struck, cargo run, both and 2*3*4 😀 ❤️ 👨‍👩‍👧‍👦 👍🏽 🇰🇷",
        );
        assert!(is_shown(&hall, words));
        assert!(is_shown(&hall, "(whispered), code."));
        assert!(is_shown(
            &hall,
            stage.pick("maru --host --room \"금요일 마루\"", "maru --host --room \"Friday hall\"")
        ));
        let narrow = Stage::new(stage.phrases.language(), stage.palette, (420.0, 720.0));
        narrow.draw("40-marks-narrow", hall.room.view(narrow.look()));
    }
}

#[test]
fn a_link_shows_where_it_leads_before_anything_is_opened() {
    for stage in Stage::both(WIDE) {
        for (written, host, is_strange) in [
            ("https://notes.example.org/friday?a=b", "notes.example.org", false),
            ("https://pаypаl.com/login", "xn--pypl-53dc.com", true),
            ("https://bank.example@evil.example/", "evil.example", true),
            ("mailto:kim@example.org", "kim@example.org", false),
        ] {
            let mut hall = Hall::evening(&stage, HANEUL);
            hall.says(MINSU, written, written);
            assert!(!is_shown(&hall, host));
            press(&mut hall, written);
            assert!(is_shown(&hall, host), "{written}");
            if written.starts_with("https") {
                let name = if is_strange { "41-link-strange" } else { "41-link" };
                stage.draw(name, hall.room.view(stage.look()));
            }
            let warned = [&stage.text("link-letters"), &stage.text("link-person")];
            let kept = |text: &String| {
                if stage.is_korean() { maru::ui::widget::keep_words(text) } else { text.clone() }
            };
            assert_eq!(warned.into_iter().any(|text| is_shown(&hall, &kept(text))), is_strange);
            press(&mut hall, &stage.text("link-copy"));
            assert!(!is_shown(&hall, host) && !hall.room.takes_escape(), "the question stays");
        }
    }
}

#[test]
fn an_invite_in_a_line_can_only_be_copied() {
    let stage = &Stage::both(WIDE)[0];
    let mut hall = Hall::evening(stage, HANEUL);
    hall.says(MINSU, "maru:1abcdef", "maru:1abcdef");
    press(&mut hall, "maru:1abcdef");
    assert!(is_shown(&hall, &stage.text("link-copy")));
    assert!(!is_shown(&hall, &stage.text("link-open")));
}

#[test]
fn a_long_line_is_folded_until_it_is_asked_for() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        let lines: Vec<String> = (1..=60).map(|line| format!("{line}")).collect();
        hall.says(MINSU, &lines.join("\n"), &lines.join("\n"));
        let folded = lines[..30].join("\n");
        assert!(is_shown(&hall, &folded));
        stage.draw("42-folded", hall.room.view(stage.look()));
        press(&mut hall, &stage.text("msg-show-all"));
        assert!(is_shown(&hall, &lines.join("\n")));
        assert!(!is_shown(&hall, &stage.text("msg-show-all")));
    }
}

#[test]
fn hostile_lines_are_drawn_within_their_bounds() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, HANEUL);
        for line in hostile_lines() {
            hall.says(MINSU, &line, &line);
        }
        stage.draw("43-hostile", hall.room.view(stage.look()));
        assert!(is_shown(&hall, "here [U+202E]gnp.exe"));
    }
}

#[test]
fn lines_that_the_host_has_lost_say_so() {
    for stage in Stage::both(WIDE) {
        let mut hall = Hall::evening(&stage, SEOYEON);
        hall.says(JIHUN, "이 줄은 사라져요", "this one is lost");
        hall.tell(Update::Restored { shelf: Shelf::Room, after: 6, lost: 1 });
        stage.draw("44-lost", hall.room.view(stage.look()));
        assert!(is_shown(&hall, &stage.text("msg-lost")));
        let lost = hall.room.timeline().lines().filter(|line| line.is_lost).count();
        assert!(lost > 0);
    }
}
