//! Images inside the terminal: what has to be written for a terminal to draw one. Bytes in, text out; which
//! terminal it is stands in the environment, as no terminal can be asked without waiting for it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How a terminal takes images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graphics {
    /// The graphics protocol of kitty (<https://sw.kovidgoyal.net/kitty/graphics-protocol/>): PNG.
    Kitty,
    /// Inline images of iTerm2 (<https://iterm2.com/documentation-images.html>): what the system can read.
    Iterm,
}

/// Bytes of base64 that kitty takes at once.
const CHUNK: usize = 4096;

impl Graphics {
    /// The protocol of a terminal, by `TERM`, `TERM_PROGRAM`, and whether it runs inside of another one, which
    /// would draw over it.
    pub fn of(term: &str, program: &str, inside: bool) -> Option<Graphics> {
        let inside = inside || term.starts_with("screen") || term.starts_with("tmux");
        match (term, program) {
            _ if inside => None,
            ("xterm-kitty" | "xterm-ghostty", _) | (_, "ghostty") => Some(Graphics::Kitty),
            (_, "iTerm.app" | "WezTerm" | "mintty") => Some(Graphics::Iterm),
            _ => None,
        }
    }

    /// What draws an image at the cursor, as large as it fits so many columns and rows; none for a format
    /// that the terminal does not take.
    pub(super) fn sequence(self, image: &[u8], (cols, rows): (u16, u16)) -> Option<String> {
        let text = STANDARD.encode(image);
        match self {
            Graphics::Iterm if is_picture(image) => Some(format!(
                "\u{1b}]1337;File=inline=1;width={cols};height={rows};preserveAspectRatio=1:{text}\u{7}"
            )),
            Graphics::Iterm => None,
            Graphics::Kitty => {
                let (width, height) = png_size(image)?;
                // A cell is about twice as high as wide. Only one side is given, so that the other follows.
                let wide =
                    u64::from(width) * u64::from(rows) * 2 >= u64::from(height) * u64::from(cols);
                let side = if wide {
                    format!("c={cols}")
                } else {
                    format!("r={rows}")
                };
                Some(chunks(&text, &format!("f=100,a=T,q=2,{side}")))
            }
        }
    }

    /// What takes all images away again.
    pub(super) fn clear(self) -> &'static str {
        match self {
            Graphics::Kitty => "\u{1b}_Ga=d,q=2\u{1b}\\",
            Graphics::Iterm => "",
        }
    }
}

/// The pieces in which kitty takes an image; the first says what it is.
fn chunks(text: &str, what: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut keys = format!("{what},");
    loop {
        let (chunk, more) = rest.split_at(rest.len().min(CHUNK));
        let last = u8::from(!more.is_empty());
        // Writing to a string does not fail.
        let _ = write!(out, "\u{1b}_G{keys}m={last};{chunk}\u{1b}\\");
        if more.is_empty() {
            return out;
        }
        keys.clear();
        rest = more;
    }
}

/// Width and height of a PNG, from its first chunk (<https://www.w3.org/TR/png-3/#11IHDR>).
fn png_size(image: &[u8]) -> Option<(u32, u32)> {
    let header = image.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let (width, height) = header.split_at(4);
    let number = |bytes: &[u8]| bytes.try_into().ok().map(u32::from_be_bytes);
    Some((number(width)?, number(height)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Whether it begins like PNG, JPEG, GIF or WebP.
fn is_picture(image: &[u8]) -> bool {
    let known: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    known.iter().any(|begin| image.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, bytes: usize) -> Vec<u8> {
        let mut image = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        image.extend(width.to_be_bytes());
        image.extend(height.to_be_bytes());
        image.extend(vec![7; bytes]);
        image
    }

    #[test]
    fn terminals_are_known_by_their_names() {
        for (term, program, inside, wanted) in [
            ("xterm-kitty", "", false, Some(Graphics::Kitty)),
            ("xterm-256color", "ghostty", false, Some(Graphics::Kitty)),
            ("xterm-256color", "WezTerm", false, Some(Graphics::Iterm)),
            ("xterm-kitty", "", true, None),
            ("tmux-256color", "iTerm.app", false, None),
            ("xterm-256color", "Apple_Terminal", false, None),
        ] {
            assert_eq!(
                Graphics::of(term, program, inside),
                wanted,
                "{term} {program}"
            );
        }
    }

    #[test]
    fn images_are_sent_in_pieces_that_terminals_take() {
        let sent = Graphics::Kitty
            .sequence(&png(400, 100, 9000), (80, 20))
            .unwrap();
        let pieces: Vec<&str> = sent.split_terminator("\u{1b}\\").collect();
        assert_eq!(pieces.len(), 3);
        assert!(pieces[0].starts_with("\u{1b}_Gf=100,a=T,q=2,c=80,m=1;iVBORw0KGgo"));
        assert!(pieces[1].starts_with("\u{1b}_Gm=1;") && pieces[2].starts_with("\u{1b}_Gm=0;"));
        let body = |piece: &&str| piece.split_once(';').unwrap().1.to_owned();
        let text: String = pieces.iter().map(body).collect();
        assert_eq!(STANDARD.decode(text).unwrap(), png(400, 100, 9000));
        let tall = Graphics::Kitty
            .sequence(&png(100, 400, 9), (80, 20))
            .unwrap();
        assert!(tall.contains("r=20"), "{tall}");
        let inline = Graphics::Iterm.sequence(b"GIF89a", (80, 20)).unwrap();
        assert_eq!(
            inline,
            "\u{1b}]1337;File=inline=1;width=80;height=20;preserveAspectRatio=1:R0lGODlh\u{7}"
        );
    }

    #[test]
    fn what_is_no_image_is_not_sent() {
        for (graphics, image) in [
            (Graphics::Kitty, &b"\xff\xd8\xff"[..]),
            (Graphics::Kitty, b"\x89PNG\r\n\x1a\n\0\0"),
            (Graphics::Kitty, &png(0, 5, 9)),
            (Graphics::Iterm, b"<svg/>"),
        ] {
            assert_eq!(graphics.sequence(image, (80, 20)), None);
        }
    }
}
