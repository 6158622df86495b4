//! Reading a QR code out of a picture, for browsers that do not do it by themselves (Safari, Firefox). Points in, text out: there
//! is no camera here.
//!
//! A program of its own and not a part of the desk's: few phones need it, and the library meets whatever a camera sees. On some
//! of it it breaks down or goes on for seconds. So it runs in a worker (`public/decoder.js`), which the page can end at any time.

use wasm_bindgen::prelude::wasm_bindgen;

/// What the first code in a picture that can be read holds. `points` are rows of red, green, blue and opacity, a byte each, as a
/// canvas gives them; `width` and `height` count points. Nothing where there is no code, or where the points are not so many.
///
/// # Panics
/// On some pictures in which something looks like the corners of a code: the library gives up where it should say no
/// (`github.com/WanzenBug/rqrr/issues/54`). As wasm, that is the end of the program: it has to be started anew.
#[wasm_bindgen]
pub fn read(points: &[u8], width: usize, height: usize) -> Option<String> {
    if width == 0 || height == 0 || points.len() != width * height * 4 {
        return None;
    }
    let light = |x: usize, y: usize| brightness(&points[(y * width + x) * 4..]);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
    let found = picture.detect_grids();
    found.iter().find_map(|code| code.decode().ok()).map(|(_, text)| text)
}

/// How bright a point looks, from 0 to 255: eyes see most of the light in green (ITU-R BT.601).
fn brightness(point: &[u8]) -> u8 {
    let [red, green, blue] = [point[0], point[1], point[2]].map(u32::from);
    ((77 * red + 150 * green + 29 * blue) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::qr::QRBuilder;

    const TEXT: &str = "https://x.example/activities/01890a5d-ac96-774b-bcce-b302099a8057";
    const WIDTH: usize = 480;
    const HEIGHT: usize = 360;
    /// So many points of the picture for each square of the code.
    const SQUARE: f64 = 6.0;

    fn picture(light: impl Fn(f64, f64) -> u8) -> Vec<u8> {
        let places = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x as f64, y as f64)));
        let point = |(x, y)| {
            let light = light(x, y);
            [light, light, light, 255]
        };
        places.flat_map(point).collect()
    }

    /// Grey paper with the code in its middle, turned by so many degrees.
    fn sheet(degrees: f64) -> Vec<u8> {
        let code = QRBuilder::new(TEXT).build().ok().unwrap();
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let middle = code.size as f64 / 2.0;
        let inside = |at: f64| (0.0..code.size as f64).contains(&at);
        picture(|x, y| {
            let (x, y) = (x - WIDTH as f64 / 2.0, y - HEIGHT as f64 / 2.0);
            let across = ((x * cosine + y * sine) / SQUARE + middle).floor();
            let down = ((y * cosine - x * sine) / SQUARE + middle).floor();
            let dark = inside(across) && inside(down) && code[down as usize][across as usize].value();
            if dark { 70 } else { 190 }
        })
    }

    #[test]
    fn a_code_is_read_however_the_phone_is_held() {
        for degrees in [0.0, 15.0, 90.0, 180.0, 200.0] {
            assert_eq!(read(&sheet(degrees), WIDTH, HEIGHT).as_deref(), Some(TEXT), "{degrees} degrees");
        }
    }

    #[test]
    fn where_no_whole_code_is_nothing_is_read() {
        let blank = picture(|_, _| 190);
        let checks = picture(|x, y| if ((x / 7.0).floor() + (y / 7.0).floor()) % 2.0 == 0.0 { 70 } else { 190 });
        // A hand over the right half of the code.
        let mut covered = sheet(0.0);
        for line in covered.chunks_mut(WIDTH * 4) {
            line[WIDTH * 2..].fill(190);
        }
        for (name, points) in [("blank", blank), ("checks", checks), ("covered", covered)] {
            assert_eq!(read(&points, WIDTH, HEIGHT), None, "{name}");
        }
    }

    #[test]
    fn a_camera_that_shows_nothing_yet_is_no_failure() {
        assert_eq!(read(&[], 0, 0), None);
        assert_eq!(read(&[0; 12], 2, 2), None);
    }

    #[test]
    fn white_is_bright_and_black_is_not() {
        assert_eq!((brightness(&[255, 255, 255, 255]), brightness(&[0, 0, 0, 255])), (255, 0));
    }
}
