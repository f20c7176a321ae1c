//! What the parser finds in a text, without places: for comparing two texts.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::EXTENSIONS;

/// A piece of what the parser finds, for comparing two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::note) enum Piece<'t> {
    Prose(Cow<'t, str>),
    /// Text in which every space counts: code, formulas, HTML.
    Verbatim(Cow<'t, str>),
    /// Anything else, as the parser describes it.
    Sign(String),
}

/// What the parser finds in a text, in order, without places.
pub(in crate::note) fn stream(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut code = false;
    Parser::new_ext(text, EXTENSIONS).map(move |event| match event {
        Event::Text(text) if !code => Piece::Prose(text.into()),
        Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::Html(text)
        | Event::InlineHtml(text) => Piece::Verbatim(text.into()),
        sign => {
            match &sign {
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                _ => {}
            }
            Piece::Sign(format!("{sign:?}"))
        }
    })
}
