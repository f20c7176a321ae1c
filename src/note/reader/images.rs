//! The images of a line.

use pulldown_cmark::{Event, Parser, Tag};

/// The targets of the images of a line, as they are written, of wiki links too.
pub(in crate::note) fn images(line: &str) -> Vec<String> {
    let mut found: Vec<String> = Parser::new(line)
        .filter_map(|event| match event {
            Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .collect();
    for part in line.split("![[").skip(1) {
        if let Some((target, _)) = part.split_once("]]") {
            found.extend(
                target
                    .split(['|', '#'])
                    .next()
                    .map(|name| name.trim().to_owned()),
            );
        }
    }
    found
}
