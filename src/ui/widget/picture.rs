//! The pictures that come with the program, and the QR picture of an invite.
//!
//! Decoded once per theme. A picture that cannot be decoded is left out: the window works without it.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;
use iced::widget::image::Handle;
use iced::{Color, Rectangle};
use image::{ImageFormat, RgbaImage};

use crate::ui::theme::Palette;

const HALL_DAY: &[u8] = include_bytes!("../../../assets/pictures/hall-day.png");
const HALL_NIGHT: &[u8] = include_bytes!("../../../assets/pictures/hall-night.png");
const WORDMARK: &[u8] = include_bytes!("../../../assets/pictures/wordmark.png");
const MARK: &[u8] = include_bytes!("../../../assets/pictures/mark.png");
const ICON: &[u8] = include_bytes!("../../../assets/pictures/icon.png");
const WINDOW_ICON: &[u8] = include_bytes!("../../../assets/pictures/icon-window.png");

/// The part of the hall that narrow windows show as a band, in its pixels.
pub(crate) const BAND: Rectangle<u32> = Rectangle { x: 0, y: 244, width: 800, height: 360 };
/// Pixels for each side of a QR module, and the quiet modules around all of them.
const QR_MODULE: usize = 4;
const QR_QUIET: usize = 2;
const QR_INK: [u8; 4] = [0x2A, 0x24, 0x1E, 0xFF];
const QR_PAPER: [u8; 4] = [0xFF, 0xFE, 0xFB, 0xFF];

/// The pictures of one theme, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// The hall, upright. It stays packed: a frame is compared with the one before it, byte by byte.
    pub hall: Handle,
    /// 마루 in ink.
    pub wordmark: Handle,
    /// The hall as a pale sign, for empty rooms.
    pub mark: Handle,
    /// The app icon.
    pub icon: Handle,
}

impl Pictures {
    /// Decodes the pictures for a theme.
    pub fn of(palette: &Palette) -> Self {
        Self {
            hall: Handle::from_bytes(if palette.is_night { HALL_NIGHT } else { HALL_DAY }),
            wordmark: handle(tinted(decode(WORDMARK), palette.ink)),
            mark: handle(tinted(decode(MARK), palette.thumb)),
            icon: handle(decode(ICON)),
        }
    }
}

/// Returns the icon of the window for the desktop.
pub fn window_icon() -> Option<iced::window::Icon> {
    let picture = decode(WINDOW_ICON);
    let (width, height) = picture.dimensions();
    iced::window::icon::from_rgba(picture.into_raw(), width, height).ok()
}

/// Draws `text` as a QR picture, dark on light in both themes; `None` if it is too long for one.
pub fn qr_picture(text: &str) -> Option<Handle> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = (code.size + 2 * QR_QUIET) * QR_MODULE;
    let mut pixels = Vec::with_capacity(side * side * 4);
    for y in 0..side {
        for x in 0..side {
            let module = |at: usize| (at / QR_MODULE).checked_sub(QR_QUIET).filter(|at| *at < code.size);
            let is_dark = match (module(y), module(x)) {
                (Some(y), Some(x)) => code.data.get(y * code.size + x).is_some_and(|module| module.value()),
                _ => false,
            };
            pixels.extend_from_slice(if is_dark { &QR_INK } else { &QR_PAPER });
        }
    }
    let side = u32::try_from(side).ok()?;
    Some(Handle::from_rgba(side, side, pixels))
}

fn decode(bytes: &[u8]) -> RgbaImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Png)
        .map(|picture| picture.to_rgba8())
        .unwrap_or_else(|_| RgbaImage::new(1, 1))
}

/// Keeps the shape of a picture and paints it in one colour.
fn tinted(mut picture: RgbaImage, color: Color) -> RgbaImage {
    let [red, green, blue, _] = color.into_rgba8();
    for pixel in picture.pixels_mut() {
        let [_, _, _, alpha] = pixel.0;
        pixel.0 = [red, green, blue, alpha];
    }
    picture
}

fn handle(picture: RgbaImage) -> Handle {
    let (width, height) = picture.dimensions();
    Handle::from_rgba(width, height, picture.into_raw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_can_be_decoded() {
        for bytes in [HALL_DAY, HALL_NIGHT, WORDMARK, MARK, ICON, WINDOW_ICON] {
            assert!(decode(bytes).width() > 1);
        }
        assert!(window_icon().is_some());
        for hall in [HALL_DAY, HALL_NIGHT] {
            let (width, height) = decode(hall).dimensions();
            assert!(BAND.width == width && BAND.y + BAND.height <= height);
        }
    }

    #[test]
    fn an_invite_becomes_a_qr_picture_with_a_quiet_edge() {
        let Some(Handle::Rgba { pixels, width, .. }) = qr_picture("MARU:04G7K2XV9D3RTZWB8NFYPA3S6HQ") else {
            panic!("no picture");
        };
        assert_eq!(pixels.len(), (width * width * 4) as usize);
        assert_eq!(pixels.get(..4), Some(&QR_PAPER[..]));
    }
}
