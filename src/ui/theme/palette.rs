//! Every colour of both themes by the name of its use; nothing outside this file holds a colour of its own.
//!
//! The values are those of the design (`tokens.json`); each pair of text and ground reaches a contrast of 4.5 to 1.

use iced::Color;

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// Whether this is the night theme.
    pub is_night: bool,
    /// The leftmost strip with the rooms.
    pub rail: Color,
    /// The roster and other side panels.
    pub side: Color,
    /// The page that messages lie on.
    pub paper: Color,
    /// Cards, menus, dialogs, inputs and the composer.
    pub raised: Color,
    /// Read-only fields, chips and disabled fills.
    pub sunken: Color,
    /// A row or ghost button under the pointer.
    pub hover: Color,
    /// A row or button held down, and tracks of progress.
    pub pressed: Color,
    /// The active row of a menu.
    pub selected: Color,
    /// Hairline dividers and card borders.
    pub line: Color,
    /// Borders of inputs and of the composer.
    pub line_strong: Color,
    /// Text.
    pub ink: Color,
    /// Secondary text and icons.
    pub ink_second: Color,
    /// Captions, times and placeholders.
    pub ink_third: Color,
    /// Disabled text.
    pub ink_off: Color,
    /// What can be acted on: primary fills and the focus ring.
    pub accent: Color,
    /// A primary button under the pointer.
    pub accent_hover: Color,
    /// A primary button held down.
    pub accent_pressed: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// Tinted chips and icon plates.
    pub accent_soft: Color,
    /// Links and accent text.
    pub accent_ink: Color,
    /// Unread and mention text.
    pub notice: Color,
    /// The unread line and badges.
    pub notice_fill: Color,
    /// Text on a notice fill.
    pub on_notice: Color,
    /// A row that mentions the reader.
    pub notice_soft: Color,
    /// Whisper text and icons.
    pub whisper: Color,
    /// The whisper chip, its send button and border.
    pub whisper_fill: Color,
    /// Text on a whisper fill.
    pub on_whisper: Color,
    /// Whisper cards and the whisper composer.
    pub whisper_soft: Color,
    /// The border of a whisper card.
    pub whisper_line: Color,
    /// Error text.
    pub danger: Color,
    /// Destructive buttons.
    pub danger_fill: Color,
    /// A destructive button under the pointer.
    pub danger_hover: Color,
    /// A destructive button held down.
    pub danger_pressed: Color,
    /// Text on a danger fill.
    pub on_danger: Color,
    /// Plates of errors.
    pub danger_soft: Color,
    /// The border of an outlined destructive button.
    pub danger_line: Color,
    /// Warning text.
    pub warn: Color,
    /// The reconnecting bar.
    pub warn_soft: Color,
    /// The rule under the reconnecting bar.
    pub warn_line: Color,
    /// Encrypted and success text.
    pub ok: Color,
    /// The dot of somebody who is here.
    pub ok_dot: Color,
    /// Plates of success.
    pub ok_soft: Color,
    /// The ring of somebody who is away.
    pub away: Color,
    /// Code.
    pub code_fill: Color,
    /// The host card of the lobby.
    pub hero_fill: Color,
    /// Text on the host card.
    pub hero_ink: Color,
    /// The button on the host card.
    pub hero_button: Color,
    /// Text of the button on the host card.
    pub hero_button_ink: Color,
    /// Borders of secondary buttons.
    pub button_line: Color,
    /// What lies over the window behind a dialog.
    pub scrim: Color,
    /// The single shadow.
    pub shadow: Color,
    /// Scroll thumbs and offline dots.
    pub thumb: Color,
    /// A scroll thumb under the pointer, and icons of empty states.
    pub thumb_hover: Color,
    /// The eight colours that names are written in.
    pub people: [Color; 8],
}

/// Paper and ink, by day.
pub static HANJI: Palette = Palette {
    is_night: false,
    rail: rgb(0xEAE0CF),
    side: rgb(0xF4EDE1),
    paper: rgb(0xFBF8F2),
    raised: rgb(0xFFFEFB),
    sunken: rgb(0xF3ECDF),
    hover: rgb(0xF1E9DC),
    pressed: rgb(0xE8DDCB),
    selected: rgb(0xE3ECE4),
    line: rgb(0xE6DBC8),
    line_strong: rgb(0x948670),
    ink: rgb(0x2A241E),
    ink_second: rgb(0x584D41),
    ink_third: rgb(0x6E6253),
    ink_off: rgb(0xA4988A),
    accent: rgb(0x1D6A61),
    accent_hover: rgb(0x175A52),
    accent_pressed: rgb(0x114740),
    on_accent: rgb(0xFFFFFF),
    accent_soft: rgb(0xDDEAE3),
    accent_ink: rgb(0x17635A),
    notice: rgb(0xB04416),
    notice_fill: rgb(0xC2501F),
    on_notice: rgb(0xFFFFFF),
    notice_soft: rgb(0xFBEADB),
    whisper: rgb(0x74406E),
    whisper_fill: rgb(0x74406E),
    on_whisper: rgb(0xFFFFFF),
    whisper_soft: rgb(0xF6ECF2),
    whisper_line: rgb(0xDDC5D8),
    danger: rgb(0xA3312A),
    danger_fill: rgb(0xB23A31),
    danger_hover: rgb(0x98302A),
    danger_pressed: rgb(0x7F2722),
    on_danger: rgb(0xFFFFFF),
    danger_soft: rgb(0xFBE8E3),
    danger_line: rgb(0xEBC4BC),
    warn: rgb(0x82550B),
    warn_soft: rgb(0xFAF0D6),
    warn_line: rgb(0xE8D3A0),
    ok: rgb(0x2C7549),
    ok_dot: rgb(0x3C9560),
    ok_soft: rgb(0xE3F0E4),
    away: rgb(0xA06F12),
    code_fill: rgb(0xF1EADD),
    hero_fill: rgb(0x1D6A61),
    hero_ink: rgb(0xFFFFFF),
    hero_button: rgb(0xFFFEFB),
    hero_button_ink: rgb(0x17635A),
    button_line: rgb(0xD9CBB4),
    scrim: veil(0x2A241E, 0x80),
    shadow: veil(0x3C2C18, 0x29),
    thumb: rgb(0xCFC2AD),
    thumb_hover: rgb(0xB5A68E),
    people: [
        rgb(0x1F6B5F),
        rgb(0x3A5B90),
        rgb(0x7B4676),
        rgb(0x9E4620),
        rgb(0x795710),
        rgb(0x49662F),
        rgb(0x9C3D4F),
        rgb(0x5C534A),
    ],
};

/// The same hall by lamplight.
pub static NIGHT: Palette = Palette {
    is_night: true,
    rail: rgb(0x131110),
    side: rgb(0x191614),
    paper: rgb(0x1E1B18),
    raised: rgb(0x292520),
    sunken: rgb(0x171412),
    hover: rgb(0x27231E),
    pressed: rgb(0x322D26),
    selected: rgb(0x21312D),
    line: rgb(0x342F28),
    line_strong: rgb(0x7D7264),
    ink: rgb(0xF0E8DC),
    ink_second: rgb(0xC8BCAB),
    ink_third: rgb(0xA29686),
    ink_off: rgb(0x665D52),
    accent: rgb(0x74C4B5),
    accent_hover: rgb(0x8AD3C5),
    accent_pressed: rgb(0x5DAE9F),
    on_accent: rgb(0x0A211D),
    accent_soft: rgb(0x213A35),
    accent_ink: rgb(0x7FCDBE),
    notice: rgb(0xF29A63),
    notice_fill: rgb(0xF0935A),
    on_notice: rgb(0x2A1206),
    notice_soft: rgb(0x38281C),
    whisper: rgb(0xDBAED4),
    whisper_fill: rgb(0xD3A1CB),
    on_whisper: rgb(0x2B1428),
    whisper_soft: rgb(0x2D2230),
    whisper_line: rgb(0x574255),
    danger: rgb(0xF28E83),
    danger_fill: rgb(0xC9483D),
    danger_hover: rgb(0xB53F35),
    danger_pressed: rgb(0x9E352C),
    on_danger: rgb(0xFFFFFF),
    danger_soft: rgb(0x38221E),
    danger_line: rgb(0x63372F),
    warn: rgb(0xE5BA66),
    warn_soft: rgb(0x332A19),
    warn_line: rgb(0x5A4A28),
    ok: rgb(0x80C99A),
    ok_dot: rgb(0x63B983),
    ok_soft: rgb(0x1F3026),
    away: rgb(0xDDAA4A),
    code_fill: rgb(0x171412),
    hero_fill: rgb(0x1C3F39),
    hero_ink: rgb(0xE6F1ED),
    hero_button: rgb(0x74C4B5),
    hero_button_ink: rgb(0x0A211D),
    button_line: rgb(0x4B443B),
    scrim: veil(0x0A0807, 0x99),
    shadow: veil(0x000000, 0x80),
    thumb: rgb(0x453E35),
    thumb_hover: rgb(0x5C5347),
    people: [
        rgb(0x7CC8BA),
        rgb(0xA0BCEB),
        rgb(0xD7A9D1),
        rgb(0xF0A87F),
        rgb(0xDFBB6B),
        rgb(0xAACB8A),
        rgb(0xF0A1AF),
        rgb(0xC4B8AA),
    ],
};

/// The fills of the eight tiles, the same in both themes; the letter on them is white.
pub static TILES: [Color; 8] = [
    rgb(0x2C776A),
    rgb(0x43659A),
    rgb(0x84517F),
    rgb(0xB4552C),
    rgb(0x8B6516),
    rgb(0x55743A),
    rgb(0xAD4A5C),
    rgb(0x655C53),
];

const fn rgb(hex: u32) -> Color {
    veil(hex, 0xFF)
}

const fn veil(hex: u32, alpha: u8) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color::from_rgba8(red, green, blue, alpha as f32 / 255.0)
}
