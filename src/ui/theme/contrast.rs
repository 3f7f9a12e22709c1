//! Every pair of text and ground that the window draws, and the contrast that each theme has to give it.
//!
//! The contrast is that of WCAG 2.x: 4.5 to 1 for text, 3 to 1 for borders, rings and dots. Disabled text is exempt.
#![cfg(test)]

use iced::Color;

use super::palette::{HANJI, NIGHT, Palette, TILES};

/// What text needs to be read, and what a sign needs to be seen.
const TEXT: f32 = 4.5;
const SIGN: f32 = 3.0;

/// A ground by its name, with what lies on it and what that needs.
type Ground = (f32, &'static str, Color, Vec<(&'static str, Color)>);

macro_rules! grounds {
    ($palette:ident: $($needs:ident on $ground:ident: $($ink:ident)+;)+) => {
        vec![$(($needs, stringify!($ground), $palette.$ground, vec![$((stringify!($ink), $palette.$ink)),+])),+]
    };
}

fn grounds(p: &Palette) -> Vec<Ground> {
    grounds! { p:
        TEXT on paper: ink ink_second ink_third accent_ink notice whisper danger warn ok;
        TEXT on side: ink ink_second ink_third accent_ink notice ok danger whisper;
        TEXT on rail: ink ink_second;
        TEXT on raised: ink ink_second ink_third accent_ink notice whisper danger warn ok;
        TEXT on sunken: ink ink_third ink_second warn;
        TEXT on hover: ink ink_second ink_third danger warn ok;
        TEXT on selected: ink accent_ink ink_second ink_third;
        TEXT on notice_soft: ink ink_second ink_third accent_ink notice;
        TEXT on whisper_soft: ink ink_second ink_third accent_ink whisper;
        TEXT on pressed: ink_second;
        TEXT on accent: on_accent;
        TEXT on accent_hover: on_accent;
        TEXT on accent_pressed: on_accent;
        TEXT on accent_soft: accent_ink ink_second ink;
        TEXT on notice_fill: on_notice;
        TEXT on whisper_fill: on_whisper;
        TEXT on danger_soft: danger ink ink_second;
        TEXT on danger_fill: on_danger;
        TEXT on danger_hover: on_danger;
        TEXT on hero_fill: hero_ink;
        TEXT on hero_button: hero_button_ink;
        TEXT on ok_soft: ink_second ok ink;
        TEXT on warn_soft: ink_second warn ink;
        SIGN on paper: line_strong accent ok_dot away;
        SIGN on raised: line_strong accent;
        SIGN on side: line_strong accent ok_dot away;
    }
}

/// The light that a colour gives, from 0 for black to 1 for white.
fn luminance(color: Color) -> f32 {
    let [red, green, blue, _] = color.into_linear();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Color, other: Color) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every pair that gives too little, in words.
fn too_faint(palette: &Palette) -> Vec<String> {
    let mut faint = Vec::new();
    let theme = if palette.is_night { "Night" } else { "Hanji" };
    let mut judge = |needs: f32, ink: &str, ground: &str, ratio: f32| {
        if ratio < needs {
            faint.push(format!("{theme}: {ink} on {ground} has {ratio:.2}, needs {needs}"));
        }
    };
    for (needs, ground, color, inks) in grounds(palette) {
        for (ink, ink_color) in inks {
            judge(needs, ink, ground, contrast(ink_color, color));
        }
    }
    for (person, ink) in palette.people.into_iter().enumerate() {
        judge(TEXT, &format!("person {person}"), "paper", contrast(ink, palette.paper));
    }
    for (person, tile) in TILES.into_iter().enumerate() {
        judge(TEXT, "the letter", &format!("tile {person}"), contrast(Color::WHITE, tile));
    }
    faint
}

#[test]
fn every_pair_of_the_design_can_be_read_in_both_themes() {
    for palette in [&HANJI, &NIGHT] {
        assert_eq!(too_faint(palette), [""; 0]);
        assert_eq!(grounds(palette).iter().map(|(.., inks)| inks.len()).sum::<usize>(), 84);
    }
}

#[test]
fn contrast_is_what_the_standard_says() {
    let near = |ratio: f32, expected: f32| (ratio - expected).abs() < 0.01;
    assert!(near(contrast(Color::BLACK, Color::WHITE), 21.0));
    assert!(near(contrast(HANJI.ink, HANJI.paper), 14.47));
    assert!(near(contrast(NIGHT.ink_third, NIGHT.notice_soft), 4.87));
}

#[test]
fn a_faint_colour_is_named() {
    let faint = too_faint(&Palette { ink_third: HANJI.thumb, ..HANJI });
    assert!(faint.iter().any(|words| words.starts_with("Hanji: ink_third on paper")), "{faint:?}");
    assert!(faint.len() > 5 && faint.iter().all(|words| words.contains("ink_third")));
}
