//! Two pictures side by side: how many pixels are others, and where.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, Rgba, RgbaImage};

/// By how much a channel may be another one. Processors round the blending of an edge to one level or the other; the
/// colours of the themes that lie closest together, `hover` and `sunken` of Hanji, are three apart.
const LEVELS: u8 = 2;
/// How many pixels may be others all the same: the edges of a few letters that fall on the other side of a pixel. A line of
/// one pixel around the smallest button, or a text moved by one, is more.
const PIXELS: usize = 16;

/// How many pixels are others, and a picture of where, unless it is as good as the same.
pub(crate) fn difference(expected: &RgbaImage, drawn: &RgbaImage) -> Option<(usize, RgbaImage)> {
    let (width, height) = (expected.width().max(drawn.width()), expected.height().max(drawn.height()));
    let mut others = 0;
    let shown = RgbaImage::from_fn(width, height, |x, y| {
        let [one, other] = [expected, drawn].map(|picture| picture.get_pixel_checked(x, y));
        let is_same = one.zip(other).is_some_and(|(one, other)| is_close(one, other));
        others += usize::from(!is_same);
        if is_same { faint(one) } else { Rgba([214, 0, 60, 255]) }
    });
    (others > PIXELS || expected.dimensions() != drawn.dimensions()).then_some((others, shown))
}

fn is_close(one: &Rgba<u8>, other: &Rgba<u8>) -> bool {
    one.0.iter().zip(other.0).all(|(one, other)| one.abs_diff(other) <= LEVELS)
}

/// What is the same, so pale that what is not stands out.
fn faint(pixel: Option<&Rgba<u8>>) -> Rgba<u8> {
    let grey = pixel.map_or(0, |pixel| pixel.0[1]);
    Rgba([192 + grey / 4, 192 + grey / 4, 192 + grey / 4, 255])
}

/// Reads a picture, if it is there.
pub(crate) fn read(file: &Path) -> Option<RgbaImage> {
    file.exists().then(|| image::open(file).expect("a picture").into_rgba8())
}

/// Writes a picture as small as it gets: nothing in a window is transparent, and most of it is plain.
pub(crate) fn write(file: &Path, picture: &RgbaImage) {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    let out = File::create(file).expect("a file");
    let encoder = PngEncoder::new_with_quality(out, CompressionType::Best, FilterType::NoFilter);
    let plain = DynamicImage::ImageRgba8(picture.clone()).into_rgb8();
    plain.write_with_encoder(encoder).expect("a picture is written");
}

/// Tells of pictures that nothing is drawn for, or removes them.
pub(crate) fn stray(folder: &Path, names: &BTreeSet<String>, is_writing: bool) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("a file").path());
    let strays = files.filter(|file| {
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned());
        name.is_none_or(|name| !names.contains(&name))
    });
    if is_writing {
        strays.for_each(|file| std::fs::remove_file(file).expect("it is removed"));
        return Vec::new();
    }
    strays.map(|file| format!("{}: nothing of this name is drawn", file.display())).collect()
}

#[test]
fn a_pixel_that_moved_is_seen_and_a_rounded_one_is_not() {
    let plain = RgbaImage::from_pixel(20, 20, Rgba([250, 248, 240, 255]));
    let mut rounded = plain.clone();
    rounded.pixels_mut().for_each(|pixel| pixel.0[0] -= LEVELS);
    assert!(difference(&plain, &rounded).is_none());
    let mut moved = plain.clone();
    (0..20).for_each(|x| moved.put_pixel(x, 7, Rgba([0, 0, 0, 255])));
    assert_eq!(difference(&plain, &moved).map(|(others, _)| others), Some(20));
    let larger = RgbaImage::from_pixel(20, 21, Rgba([250, 248, 240, 255]));
    assert!(difference(&plain, &larger).is_some(), "a picture of another size");
}
