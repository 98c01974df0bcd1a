//! A person's portrait: a silhouette in front of the person's own colours.

use jpeg_encoder::{ColorType, Encoder};

pub(crate) const WIDTH: u16 = 160;
pub(crate) const HEIGHT: u16 = 200;

const QUALITY: u8 = 85;
const FIGURE: [u8; 3] = [0xf7, 0xf4, 0xee];

/// How many samples of a pixel are taken across and down, which smooths the outlines.
const SAMPLES: i32 = 4;

struct Ellipse {
    centre: (i32, i32),
    radius: (i32, i32),
}

const HEAD: Ellipse = Ellipse { centre: (80, 84), radius: (34, 40) };
const SHOULDERS: Ellipse = Ellipse { centre: (80, 210), radius: (64, 78) };

/// Draws a portrait in front of these colours, above and below.
pub(super) fn jpeg([above, below]: [[u8; 3]; 2]) -> Vec<u8> {
    let (width, height) = (i32::from(WIDTH), i32::from(HEIGHT));
    let mut pixels = Vec::new();
    for y in 0..height {
        let background = mix(above, below, y, height);
        for x in 0..width {
            pixels.extend(mix(background, FIGURE, covered(x, y), SAMPLES * SAMPLES));
        }
    }
    let mut jpeg = Vec::new();
    let encoded = Encoder::new(&mut jpeg, QUALITY).encode(&pixels, WIDTH, HEIGHT, ColorType::Rgb);
    debug_assert!(encoded.is_ok(), "as many pixels as announced, and memory to write them to");
    jpeg
}

/// Counts the samples of a pixel that the figure covers.
fn covered(x: i32, y: i32) -> i32 {
    let mut covered = 0;
    for place in 0..SAMPLES * SAMPLES {
        let (x, y) = (x * SAMPLES + place % SAMPLES, y * SAMPLES + place / SAMPLES);
        covered += i32::from(HEAD.holds(x, y) || SHOULDERS.holds(x, y));
    }
    covered
}

impl Ellipse {
    /// Whether a sample is inside.
    fn holds(&self, x: i32, y: i32) -> bool {
        let across = i64::from(x - self.centre.0 * SAMPLES) * i64::from(self.radius.1);
        let down = i64::from(y - self.centre.1 * SAMPLES) * i64::from(self.radius.0);
        let limit = i64::from(self.radius.0 * self.radius.1 * SAMPLES);
        across * across + down * down <= limit * limit
    }
}

/// Mixes two colours, `part` of `whole` between them.
fn mix(from: [u8; 3], to: [u8; 3], part: i32, whole: i32) -> [u8; 3] {
    let channel = |index: usize| {
        let (from, to) = (i32::from(from[index]), i32::from(to[index]));
        u8::try_from(from + (to - from) * part / whole).unwrap_or(u8::MAX)
    };
    [channel(0), channel(1), channel(2)]
}
