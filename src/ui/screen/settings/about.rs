//! The page about Maru itself, and the one about whose work is inside.

use iced::widget::{column, container, image, row, space};
use iced::{Alignment, Element, Length};

use super::parts::Scene;
use super::{Done, Message, Page, Settings};
use crate::ui::theme::{self, CAPTION, SMALL, TITLE, UI};
use crate::ui::widget::{Icon, Tone, action, glyph, keycap, label, press, write};

/// The parts that Maru is made of and that others have made, with the licence of each.
const THANKS: [(&str, &str); 22] = [
    ("Pretendard", "OFL-1.1"),
    ("JetBrains Mono", "OFL-1.1"),
    ("Lucide", "ISC"),
    ("iced", "MIT"),
    ("tokio, tokio-util, tokio-rustls, tracing", "MIT"),
    ("rustls", "Apache-2.0, ISC, MIT"),
    ("aws-lc-rs", "ISC, Apache-2.0"),
    ("SQLite", "blessing"),
    ("rusqlite", "MIT"),
    ("fluent-bundle, unic-langid, sys-locale", "MIT, Apache-2.0"),
    ("jiff", "MIT, Unlicense"),
    ("serde, serde_json, toml, toml_edit", "MIT, Apache-2.0"),
    ("clap", "MIT, Apache-2.0"),
    ("bincode, data-encoding", "MIT"),
    ("emojis", "MIT, Apache-2.0, Unicode-3.0"),
    ("fast_qr", "MIT"),
    ("image", "MIT, Apache-2.0"),
    ("notify-rust, open, directories", "MIT, Apache-2.0"),
    ("unicode-normalization, -properties, -script, -security, -segmentation, -width", "MIT, Apache-2.0"),
    ("caseless, governor", "MIT"),
    ("if-addrs", "MIT, BSD-3-Clause"),
    ("futures, socket2, thiserror", "MIT, Apache-2.0"),
];

/// Returns what tells one build from another: the version, the protocol, the kind of link, the system.
pub(super) fn build() -> String {
    format!("{} · maru/1 · TLS 1.3 · {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS)
}

impl Settings {
    /// Draws the page.
    pub(super) fn about<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let (look, palette) = (scene.look, scene.palette());
        let (mark, words) = match self.done {
            Some(Done::Copied) => (Icon::Check, "invite-copied"),
            _ => (Icon::Copy, "about-copy"),
        };
        let copy =
            action(palette, Tone::Secondary, Some(mark), look.text(words)).on_press(Message::CopyPressed);
        let build = scene.row("about-details", Some(build()), copy);
        let command = if cfg!(target_os = "macos") { "⌘" } else { "Ctrl" };
        let caps = row![keycap(command, palette), keycap("/", palette)].spacing(5);
        let ways = vec![
            way(scene, "keys-title", None, caps.into(), Message::SheetPressed),
            way(
                scene,
                "about-thanks",
                Some("about-thanks-help"),
                space().into(),
                Message::PagePressed(Page::Thanks),
            ),
        ];
        vec![sign(scene), scene.card(vec![build, self.folder_row(scene)]), scene.card(ways)]
    }

    /// Draws whose work is inside.
    pub(super) fn thanks<'a>(&'a self, scene: Scene<'a>) -> Vec<Element<'a, Message>> {
        let palette = scene.palette();
        let rows = THANKS.map(|(name, licence)| {
            row![
                write(name, SMALL, palette.ink).width(Length::Fill),
                write(licence, CAPTION, palette.ink_third)
            ]
            .spacing(12)
            .padding([9, 0])
            .align_y(Alignment::Center)
            .into()
        });
        vec![scene.card(rows.into())]
    }
}

/// Draws the icon, the name and the version.
fn sign<'a>(scene: Scene<'a>) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let version = look.with("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
    let version = container(write(version, CAPTION.medium(), palette.accent_ink))
        .padding([4, 8])
        .style(theme::filled(palette.accent_soft, 8.0));
    let body = write(look.prose("about-body"), SMALL, palette.ink_third);
    let below: Element<'a, Message> = if scene.is_tight() {
        column![version, body].spacing(8).into()
    } else {
        row![version, body].spacing(8).align_y(Alignment::Center).into()
    };
    let size = if scene.is_tight() { 64 } else { 96 };
    let words = column![
        row![
            image(look.pictures.wordmark.clone()).width(62).height(34),
            write("Maru", TITLE, palette.ink).size(28).line_height(iced::Pixels(36.0))
        ]
        .spacing(12)
        .align_y(Alignment::Center),
        write(look.text("app-tagline"), UI, palette.ink_second),
        below
    ]
    .spacing(8)
    .width(Length::Fill);
    let icon = image(look.pictures.icon.clone()).width(size).height(size);
    scene.plain_card(container(row![icon, words].spacing(20).align_y(Alignment::Center)).padding(20))
}

/// Draws a row that leads somewhere.
fn way<'a>(
    scene: Scene<'a>,
    title: &str,
    help: Option<&str>,
    end: Element<'a, Message>,
    message: Message,
) -> Element<'a, Message> {
    let (look, palette) = (scene.look, scene.palette());
    let help = help.map(|help| scene.caption(look.prose(help)));
    let words = column![label(look.text(title), UI.medium())].push(help).spacing(1).width(Length::Fill);
    press(row![words, end, glyph(Icon::ChevronRight, 18.0)].spacing(14).align_y(Alignment::Center))
        .on_press(message)
        .width(Length::Fill)
        .height(60)
        .style(move |_| iced::widget::button::Style { text_color: palette.ink, ..Default::default() })
        .ring(palette.accent)
        .into()
}
