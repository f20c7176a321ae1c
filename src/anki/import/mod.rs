//! From somebody's package to a note that its reader owns, and from our own cards in it to reviews.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use self::markdown::Text;
use self::template::Fields;
use super::Note;
use super::contents::{Contents, ForeignCard, ForeignType};

mod markdown;
mod reviews;
mod template;

pub use reviews::{marks, reviews};

/// A note is cut into several where it grows longer than this, in bytes: recito reads only so much of one.
const LONGEST_NOTE: usize = 2 << 20;

/// The deepest heading of Markdown.
const DEEPEST: usize = 6;

/// What the note says that Anki keeps for readers of a version that is too old.
const STUB: &str = "Please update to the latest Anki version";

/// The cards of strangers as Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text of the note, or of several when it is long.
    pub parts: Vec<String>,
    /// Names of the pictures and sounds that the text shows.
    pub pictures: BTreeSet<String>,
    /// How many questions were written.
    pub questions: usize,
    /// How many cards have no text to ask or to answer with, such as those of masked pictures.
    pub left_out: usize,
}

/// Whether the package holds nothing but the request to update Anki.
pub fn is_stub(contents: &Contents) -> bool {
    matches!(contents.notes.as_slice(), [only] if only.fields.iter().any(|field| field.contains(STUB)))
}

/// Whether a note was made by recito.
fn is_ours(note: &Note) -> bool {
    note.guid.starts_with("recito:")
}

/// Writes down the cards that are not ours: explicit questions under the names of their decks. The
/// media will lie in `folder`, relative to the note.
pub fn document(contents: &Contents, folder: &str) -> Document {
    let mut cards: HashMap<i64, Vec<&ForeignCard>> = HashMap::new();
    for card in &contents.cards {
        cards.entry(card.note).or_default().push(card);
    }
    let mut by_deck: BTreeMap<&str, Vec<(&Note, Vec<&ForeignCard>)>> = BTreeMap::new();
    for note in contents.notes.iter().filter(|note| !is_ours(note)) {
        let mut cards = cards.remove(&note.id).unwrap_or_default();
        cards.sort_by_key(|card| card.ord);
        let deck = cards
            .first()
            .and_then(|card| contents.decks.get(&card.deck));
        let notes = by_deck.entry(deck.map_or("", String::as_str)).or_default();
        notes.push((note, cards));
    }
    let mut writer = Writer {
        folder,
        document: Document::default(),
        text: String::new(),
        under: Vec::new(),
        tags: BTreeSet::new(),
    };
    for (deck, notes) in by_deck {
        writer.headings(deck);
        for (note, cards) in notes {
            if let Some(kind) = contents.note_types.get(&note.note_type) {
                writer.note(note, kind, &cards, deck);
            } else {
                writer.document.left_out += cards.len();
            }
        }
    }
    writer.end_part();
    writer.document
}

struct Writer<'a> {
    folder: &'a str,
    document: Document,
    text: String,
    /// The headings that the text stands under.
    under: Vec<String>,
    /// Tags of the cards in the text.
    tags: BTreeSet<String>,
}

impl Writer<'_> {
    /// Writes the headings of a deck that do not stand above already.
    fn headings(&mut self, deck: &str) {
        let parts: Vec<String> = deck
            .split("::")
            .map(escaped)
            .filter(|part| !part.is_empty())
            .collect();
        let same = self
            .under
            .iter()
            .zip(&parts)
            .take_while(|(a, b)| a == b)
            .count();
        let new = parts.iter().enumerate().skip(same);
        for (level, heading) in new {
            let marks = "#".repeat((level + 1).min(DEEPEST));
            let gap = if self.text.is_empty() || self.text.ends_with("\n\n") {
                ""
            } else {
                "\n"
            };
            // Writing to a string does not fail.
            let _ = write!(self.text, "{gap}{marks} {heading}\n\n");
        }
        self.under = parts;
    }

    fn note(&mut self, note: &Note, kind: &ForeignType, cards: &[&ForeignCard], deck: &str) {
        self.tags
            .extend(note.tags.iter().filter_map(|tag| read_tag(tag)));
        let fields: Fields = kind
            .fields
            .iter()
            .map(String::as_str)
            .zip(note.fields.iter().map(String::as_str))
            .collect();
        if kind.cloze {
            match self.cloze(kind, &fields) {
                Some(questions) => self.document.questions += questions,
                None => self.document.left_out += cards.len(),
            }
        } else {
            for card in cards {
                let ord = usize::try_from(card.ord).unwrap_or(usize::MAX);
                let pair = kind
                    .templates
                    .get(ord)
                    .and_then(|(front, back)| self.pair(front, back, &fields));
                match pair {
                    Some(()) => self.document.questions += 1,
                    None => self.document.left_out += 1,
                }
            }
        }
        if self.text.len() > LONGEST_NOTE {
            self.end_part();
            self.headings(deck);
        }
    }

    /// A question and its answer; none when one of them has no text.
    fn pair(&mut self, front: &str, back: &str, fields: &Fields<'_>) -> Option<()> {
        let question = self.read(&template::front(front, fields));
        let answer = self.read(&template::answer(front, back, fields));
        if question.is_silent() || answer.is_silent() {
            return None;
        }
        let _ = write!(
            self.text,
            "- Q: {}\n  - A: {}\n",
            question.lines.join(" "),
            answer.lines.join("; ")
        );
        self.show(question);
        self.show(answer);
        Some(())
    }

    /// The lines of a cloze note, those behind the first below it; gives the number of blanks.
    fn cloze(&mut self, kind: &ForeignType, fields: &Fields<'_>) -> Option<usize> {
        let front = kind
            .templates
            .first()
            .map_or("", |(front, _)| front.as_str());
        let name = template::cloze_field(front).or(kind.fields.first().map(String::as_str))?;
        let marked = blanks(fields.get(name)?)?;
        let text = self.read(&marked);
        let questions = text
            .lines
            .iter()
            .map(|line| line.matches("==").count() / 2)
            .sum();
        if questions == 0 {
            return None;
        }
        for (i, line) in text.lines.iter().enumerate() {
            let indent = if i == 0 { "" } else { "  " };
            let _ = writeln!(self.text, "{indent}- {}", no_marker(line));
        }
        self.show(text);
        Some(questions)
    }

    fn read(&self, html: &str) -> Text {
        markdown::read(html, self.folder)
    }

    fn show(&mut self, text: Text) {
        self.document.pictures.extend(text.pictures);
    }

    fn end_part(&mut self) {
        if !self.text.trim().is_empty() {
            let part = std::mem::take(&mut self.text);
            self.under.clear();
            let mut text = front_matter(&std::mem::take(&mut self.tags));
            text.push_str(part.trim_end());
            self.document.parts.push(text + "\n");
        }
    }
}

/// The tags as the front matter of a note.
fn front_matter(tags: &BTreeSet<String>) -> String {
    if tags.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = tags.iter().map(|tag| format!("  - {tag}\n")).collect();
    format!("---\ntags:\n{}---\n\n", lines.concat())
}

/// A tag as notes write it; none of those that Anki sets itself.
fn read_tag(tag: &str) -> Option<String> {
    if ["leech", "marked"]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(tag))
    {
        return None;
    }
    let plain = |c: char| {
        if c.is_alphanumeric() || "-_/.".contains(c) {
            c
        } else {
            '-'
        }
    };
    let tag: String = tag.replace("::", "/").chars().map(plain).collect();
    let tag = tag.trim_matches(['-', '/']);
    (!tag.is_empty()).then(|| tag.to_owned())
}

/// A name as text of Markdown.
fn escaped(name: &str) -> String {
    let html = name.replace('&', "&amp;").replace('<', "&lt;");
    markdown::read(&html, "").lines.join(" ")
}

/// The line such that it does not begin a list of its own.
fn no_marker(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = &line[digits..];
    let is_list = if digits == 0 {
        line.starts_with(['-', '+'])
    } else {
        marker.starts_with(['.', ')'])
    };
    if is_list {
        format!("{}\\{marker}", &line[..digits])
    } else {
        line.to_owned()
    }
}

/// The field with its cloze marks as the blanks of [`markdown`]; none when it has no marks, or only those
/// of a masked picture.
fn blanks(field: &str) -> Option<String> {
    let field = field.replace([markdown::OPEN, markdown::CLOSE], "");
    let mut out = String::new();
    let mut rest = field.as_str();
    let mut open = 0;
    let mut found = false;
    while !rest.is_empty() {
        if let Some(inner) = mark(rest) {
            out.push(markdown::OPEN);
            open += 1;
            found = true;
            rest = inner;
        } else if let Some(behind) = rest.strip_prefix("}}").filter(|_| open > 0) {
            // What stands behind two colons is the hint.
            let start = out.rfind(markdown::OPEN).unwrap_or_default();
            if let Some(hint) = out[start..].find("::") {
                out.truncate(start + hint);
            }
            out.push(markdown::CLOSE);
            open -= 1;
            rest = behind;
        } else {
            let c = rest.chars().next().unwrap_or_default();
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (found && !out.contains("image-occlusion:")).then_some(out)
}

/// The text behind a `{{c1::` that another begins with.
fn mark(text: &str) -> Option<&str> {
    let (numbers, inner) = text.strip_prefix("{{c")?.split_once("::")?;
    let plain = !numbers.is_empty() && numbers.bytes().all(|b| b.is_ascii_digit() || b == b',');
    plain.then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRONT: &str = "{{Front}}";
    const BACK: &str = "{{FrontSide}}<hr id=answer>{{Back}}";

    fn kind(cloze: bool, templates: &[(&str, &str)]) -> ForeignType {
        let fields: &[&str] = if cloze {
            &["Text", "Extra"]
        } else {
            &["Front", "Back"]
        };
        ForeignType {
            name: "x".into(),
            cloze,
            fields: fields.iter().map(ToString::to_string).collect(),
            templates: templates
                .iter()
                .map(|(f, b)| (f.to_string(), b.to_string()))
                .collect(),
        }
    }

    /// A package with notes of one type: guid, deck, fields.
    fn contents(kind: ForeignType, notes: &[(&str, &str, &str)]) -> Contents {
        let mut contents = Contents {
            note_types: BTreeMap::from([(1, kind)]),
            ..Contents::default()
        };
        for (i, (guid, deck, fields)) in (1..).zip(notes) {
            contents.decks.insert(i, (*deck).to_owned());
            contents.notes.push(Note {
                id: i,
                guid: (*guid).into(),
                note_type: 1,
                fields: fields.split('|').map(str::to_owned).collect(),
                ..Note::default()
            });
            for (ord, _) in (0..).zip(&contents.note_types[&1].templates) {
                contents.cards.push(ForeignCard {
                    id: i * 10 + ord,
                    note: i,
                    deck: i,
                    ord,
                    suspended: false,
                    flag: 0,
                    modified: 0,
                    options: String::new(),
                    own: false,
                });
            }
        }
        contents
    }

    fn check(contents: &Contents, expect: &str, questions: usize, left_out: usize) {
        let document = document(contents, "m");
        assert_eq!(document.parts.join("---\n"), expect);
        assert_eq!(
            (document.questions, document.left_out),
            (questions, left_out)
        );
    }

    #[test]
    fn decks_are_headings_and_notes_are_questions() {
        let basic = kind(false, &[(FRONT, BACK)]);
        check(
            &contents(
                basic.clone(),
                &[
                    ("b", "B::C*", "q2|<img src=a.png>"),
                    ("a", "A", "q1|one<br>two"),
                ],
            ),
            "# A\n\n- Q: q1\n  - A: one; two\n\n# B\n\n## C\\*\n\n- Q: q2\n  - A: ![a](<m/a.png>)\n",
            2,
            0,
        );
        check(
            &contents(
                basic,
                &[
                    ("recito:basic:x", "A", "ours|o"),
                    ("y", "", "q|"),
                    ("z", "", "[sound:a.mp3]|x"),
                ],
            ),
            "",
            0,
            2,
        );
    }

    #[test]
    fn each_card_of_a_note_is_a_question() {
        let both = kind(
            false,
            &[
                (FRONT, BACK),
                ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}"),
            ],
        );
        check(
            &contents(both, &[("a", "", "f|b")]),
            "- Q: f\n  - A: b\n- Q: b\n  - A: f\n",
            2,
            0,
        );
    }

    #[test]
    fn cloze_marks_are_blanks() {
        let cloze = |text: &str| {
            contents(
                kind(true, &[("{{cloze:Text}}", "{{cloze:Text}}")]),
                &[("a", "", text)],
            )
        };
        check(
            &cloze("the {{c1::sky::colour?}} is {{c2::blue}}|x"),
            "- the ==sky== is ==blue==\n",
            2,
            0,
        );
        check(
            &cloze("a<ul><li>{{c1::b {{c2::c}}}}</li></ul>|"),
            "- a\n  - ==b c==\n",
            1,
            0,
        );
        check(&cloze("1. {{c1,2::x}}|"), "- 1\\. ==x==\n", 1, 0);
        check(&cloze("none }}|"), "", 0, 1);
        check(&cloze("{{c1::image-occlusion:rect:left=.1}}|"), "", 0, 1);
    }

    #[test]
    fn the_request_to_update_is_known() {
        let stub = |text: &str| contents(kind(false, &[(FRONT, BACK)]), &[("a", "", text)]);
        assert!(is_stub(&stub(&format!("{STUB}, then import again|"))));
        assert!(!is_stub(&stub("q|a")));
    }
}
