//! Where letters are, and where they were written.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::ops::Range;

use iced::advanced::graphics::text::font_system;
use iced::{Color, Point, Size};

use super::{Grain, JOINT, Run, Shown, jointed};
use crate::ui::theme::{BODY, MONO, SEMIBOLD, font_files};

/// `a *bold* word` and a line below, as a reader sees it.
const WRITTEN: &str = "a *bold* word\n둘째 줄";

fn runs() -> Vec<Run<'static>> {
    let run = |range: Range<usize>, font| Run::plain(&WRITTEN[range.clone()], range, font, Color::BLACK);
    jointed(vec![run(0..2, BODY.font), run(3..7, SEMIBOLD), run(8..WRITTEN.len(), BODY.font)])
}

fn shown(width: f32) -> (Shown, Size) {
    font_files().for_each(|font| font_system().write().unwrap().load_font(font));
    let mut shown = Shown::default();
    let size = shown.fit(&runs(), &(0..WRITTEN.len()), BODY, width);
    (shown, size)
}

#[test]
fn every_place_leads_back_to_what_was_written() {
    let (shown, size) = shown(400.0);
    assert_eq!(shown.plain(), WRITTEN.replace('*', ""));
    let word = |x: f32, y: f32| &WRITTEN[shown.reach(Point::new(x, y), Grain::Word)];
    assert_eq!(word(24.0, 10.0), "bold");
    assert_eq!(word(60.0, 10.0), "word");
    assert_eq!(word(4.0, 30.0), "둘째");
    assert_eq!(shown.reach(Point::new(0.0, 10.0), Grain::Letter), 0..0);
    assert_eq!(shown.reach(Point::new(200.0, size.height + 9.0), Grain::Letter).end, WRITTEN.len());
    assert_eq!(shown.reach(Point::new(0.0, -9.0), Grain::Letter).start, 0);
}

#[test]
fn what_is_selected_is_drawn_line_by_line() {
    let (mut shown, size) = shown(400.0);
    assert_eq!(shown.selected_bounds(), []);
    shown.select(Some(3..7));
    let [word] = shown.selected_bounds()[..] else { panic!("one line") };
    assert!(word.x > 5.0 && word.width > 15.0 && word.width < 60.0, "{word:?}");
    shown.select(Some(0..usize::MAX));
    let lines = shown.selected_bounds();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].y + lines[1].height <= size.height + 0.5);
    shown.select(None);
    assert_eq!(shown.selected_bounds(), []);
}

#[test]
fn a_narrow_text_wraps_and_nothing_is_lost() {
    let (mut shown, size) = shown(40.0);
    assert!(size.height > 3.0 * BODY.line - 0.5, "{size:?}");
    shown.select(Some(0..usize::MAX));
    assert!(shown.selected_bounds().len() >= 4);
    assert_eq!(shown.reach(Point::new(500.0, 9_999.0), Grain::Letter).end, WRITTEN.len());
}

#[test]
fn a_joint_stands_only_between_different_fonts() {
    let joints = |runs: &[Run<'_>]| runs.iter().filter(|run| run.text.contains(JOINT)).count();
    assert_eq!(joints(&runs()), 2);
    let same = |range: Range<usize>| Run::plain("ab", range, MONO.font, Color::BLACK);
    assert_eq!(joints(&jointed(vec![same(0..2), same(2..4)])), 0);
}
