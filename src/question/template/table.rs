//! `table`: a cell of a table. "HTTPS: what is the port?" And back: "Which protocol has the port “443”?"

use super::{Candidate, Evidence, Scope, Template, single, versus};
use crate::fact::table::{Cell, bare_name};
use crate::fact::{Fact, FactKind, listing, text};
use crate::lexicon;
use crate::question::card::{BLANK, Kind, Question};
use crate::question::cell::{self, accept, is_value};
use crate::question::{distractor, value};

pub(super) const TEMPLATE: Template = Template {
    name: "table",
    any_language: true,
    write,
};

/// Most words of a value that can be typed.
const WORDS: usize = 5;

/// Most words of a value that can fill a blank.
const PHRASE: usize = 3;

/// Members of a list in a cell that can be asked for together.
const MEMBERS: std::ops::RangeInclusive<usize> = 2..=7;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Cell(cell) = &fact.kind else {
        return Vec::new();
    };
    let Some(property) = &cell.series.property else {
        return Vec::new();
    };
    // "989, 990" are two things.
    let several = text::without_brackets(cell.thing()).0.contains(", ");
    if text::count(cell.thing()) > 6 || text::count(property) > 6 || several {
        return Vec::new();
    }
    let english = scope.document.is_english();
    // "Mate – who: …" is no question.
    let bare = property.to_lowercase();
    let asks = matches!(
        bare.trim_end_matches('?'),
        "who" | "what" | "which" | "when" | "where" | "why" | "how"
    );
    if english && asks && explains(property).is_none() {
        return Vec::new();
    }
    let asked = Asked {
        cell,
        property: if english {
            value::property(property, scope.document)
        } else {
            property.clone()
        },
        english,
        language: scope.document.language(),
    };
    let forward = asked.forward();
    let back = asked
        .back(forward.is_some())
        .map(|question| (question, 0.56));
    forward
        .into_iter()
        .chain(back)
        .map(|(question, base)| {
            let evidence = Evidence {
                base,
                ..Evidence::default()
            };
            TEMPLATE.candidate(question, &fact.topic, evidence)
        })
        .collect()
}

struct Asked<'a> {
    cell: &'a Cell,
    property: String,
    english: bool,
    language: Option<&'static lexicon::Language>,
}

impl Asked<'_> {
    /// The value of the thing.
    fn forward(&self) -> Option<(Question, f32)> {
        let value = self.answer();
        if !is_value(value)
            || self.is_usual()
            || !self.is_measured(value)
            || self.is_told(value)
            || self.is_spelled(value)
            || self.is_odd(value)
            || is_catalogue(&self.cell.series.things)
        {
            return None;
        }
        let parts: Vec<&str> = if value.contains("; ") {
            value.split("; ").collect()
        } else {
            // "64,000" is one number.
            let parts = listing::comma_parts(value);
            if value.contains(", ") || !value.contains(',') {
                parts
            } else {
                vec![value]
            }
        };
        if parts.len() > 1 && !value.contains(':') {
            return self.list(&parts);
        }
        if is_long(value) || value.contains(';') {
            return None;
        }
        let (prompt, base) = self.prompt(value);
        // A phrase of several words in a blank can be worded in as many ways.
        if self.english
            && prompt.contains(BLANK)
            && text::count(&text::without_brackets(value).0) > PHRASE
        {
            return None;
        }
        let mut accepted = accept(value);
        accepted.retain(|short| self.is_own(short));
        let mut question = single(prompt, value.to_string(), accepted);
        if value != self.cell.value() {
            question.accept[0].push(self.cell.value().to_string());
        }
        if value::is_number(value) {
            question.kind = Kind::Number;
        } else if prompt_has_blank(&question.prompt) {
            question.kind = Kind::Cloze;
        }
        Some((question, base))
    }

    /// The value, or the part of it that comes before its explanation where it is too long to be typed.
    fn answer(&self) -> &str {
        let value = self.cell.value();
        if !is_long(value) {
            return value;
        }
        cell::short(value, WORDS)
            .filter(|short| self.is_own(short))
            .unwrap_or(value)
    }

    /// Whether a part of the value tells it from those of the other things.
    fn is_own(&self, part: &str) -> bool {
        let key = text::key(part);
        let holds = |other: &str| {
            let other = text::key(other);
            !key.is_empty() && key.iter().all(|word| other.contains(word))
        };
        !self.cell.others().any(holds)
    }

    /// Whether a number of the value stands in the name of the thing: "Line 100" has 100 seats.
    fn is_spelled(&self, value: &str) -> bool {
        let number =
            |word: &str| -> String { word.chars().take_while(char::is_ascii_digit).collect() };
        let named: Vec<String> = self.cell.thing().split(' ').map(number).collect();
        let mut said = value.split(' ').map(number);
        said.any(|number| number.len() >= 2 && named.contains(&number))
    }

    /// Whether nearly all other values are numbers and this one is none.
    fn is_odd(&self, value: &str) -> bool {
        let counted = |value: &str| {
            let mut words = value.split(' ');
            words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        };
        let others: Vec<&str> = self.cell.others().collect();
        let all = others.iter().filter(|other| counted(other)).count();
        others.len() >= 2 && all * 4 >= others.len() * 3 && !counted(value)
    }

    /// Whether the property has the value in its name: "State: stateful".
    fn is_told(&self, value: &str) -> bool {
        let said = text::words(value);
        let names = text::words(&self.property);
        names.iter().any(|name| {
            let told = |word: &String| word.starts_with(name.as_str()) && word != name;
            name.chars().count() >= 4 && said.iter().any(told)
        })
    }

    fn prompt(&self, value: &str) -> (String, f32) {
        let (thing, property) = (self.cell.thing(), &self.property);
        let lower = property.to_lowercase();
        let bare = text::without_brackets(&lower).0;
        if let Some(verb) = self.explains() {
            return (verb.replace("{}", &self.named()), 0.6);
        }
        let plural = value::is_plural(&text::without_brackets(property).0);
        if self.english
            && plural
            && value.chars().all(|c| c.is_ascii_digit())
            && text::shape(property) == text::Shape::Fragment
        {
            return (format!("{thing}: how many {property}?"), 0.6);
        }
        if !self.english
            || !lexicon::is_property(&bare)
            || text::shape(property) != text::Shape::Fragment
        {
            return (format!("{thing} – {property}: {BLANK}"), 0.56);
        }
        if !plural {
            return (format!("{thing}: what is the {property}?"), 0.6);
        }
        (format!("{thing} – {property}: {BLANK}"), 0.56)
    }

    /// How a column that says what things are or do is asked for.
    fn explains(&self) -> Option<&'static str> {
        explains(&self.property).filter(|_| self.english)
    }

    /// The thing as it stands inside a sentence: "port 53".
    fn named(&self) -> String {
        let thing = self.cell.thing();
        let class = self.cell.series.class.as_deref().unwrap_or("\0");
        let first = class.chars().next().map_or(0, char::len_utf8);
        match thing.get(..class.len()) {
            Some(start) if start.get(first..) == class.get(first..) => {
                format!("{class}{}", &thing[class.len()..])
            }
            _ => thing.to_string(),
        }
    }

    /// A cell that lists several things.
    fn list(&self, parts: &[&str]) -> Option<(Question, f32)> {
        let short = |part: &&str| {
            (1..=4).contains(&text::count(part))
                && text::is_balanced(part)
                && (!self.english || text::shape(part) == text::Shape::Fragment)
        };
        // "10, 12, 14" are choices and no members, but for ports.
        let counted = parts
            .iter()
            .all(|part| part.chars().all(|c| c.is_ascii_digit()))
            && !self.property.to_lowercase().contains("port");
        let thing = self.cell.thing();
        let fits = !counted
            && !parts.iter().any(|part| sounds_like(part, thing))
            && MEMBERS.contains(&parts.len())
            && parts.iter().all(short)
            && !self.cell.value().contains("etc");
        let prompt = self.listed(parts.len()).filter(|_| fits)?;
        let question = Question {
            kind: Kind::List,
            prompt,
            answer: parts.iter().map(|part| (*part).to_string()).collect(),
            accept: vec![Vec::new(); parts.len()],
            ..Question::default()
        };
        Some((question, 0.58))
    }

    /// How several values are asked for.
    fn listed(&self, count: usize) -> Option<String> {
        let thing = self.cell.thing();
        if !self.english {
            let asked = self.language?.which_values(count);
            return is_single(&self.property)
                .then(|| format!("{thing} – {}: {asked}", self.property));
        }
        let bare = text::without_brackets(&self.property).0;
        let word = text::words(&bare).pop()?;
        let kinds = ["port", "protocol", "layer", "device", "type", "tool"];
        let property = if value::is_plural(&bare) {
            self.property.clone()
        } else if kinds.contains(&word.as_str()) && self.property.ends_with(&word) {
            format!("{}s", self.property)
        } else {
            return None;
        };
        (text::shape(&property) == text::Shape::Fragment)
            .then(|| format!("{thing}: what are the {count} {property}?"))
    }

    /// The thing that has the value, where no other has it and there are too many to compare.
    fn back(&self, asked: bool) -> Option<Question> {
        let (cell, value) = (self.cell, self.cell.value());
        let things = &cell.series.things;
        let class = cell.series.class.as_deref()?;
        if !self.english || things.len() < 5 || !versus::tells_apart(cell) || self.is_usual() {
            return None;
        }
        let stated = text::count(value) >= 3;
        let exact = value.contains(|c: char| c.is_ascii_digit());
        let name = text::count(value) <= 2 && value.starts_with(char::is_uppercase);
        let unique = self.distinct();
        // Asked both ways are the columns that work as names: ports, symbols.
        if asked && !(exact && unique && text::count(value) <= 2) {
            return None;
        }
        if !(stated || exact && unique || name && unique) || is_numbered(cell.thing()) {
            return None;
        }
        let property = &self.property;
        let bare = text::without_brackets(&property.to_lowercase()).0;
        let prompt = if self.explains().is_some() {
            format!("Which {class} is described as “{value}”?")
        } else if !lexicon::is_property(&bare) || text::shape(property) != text::Shape::Fragment {
            // What is asked for from the other side reads better there.
            if asked {
                return None;
            }
            format!("Which {class} matches “{property}: {value}”?")
        } else if exact && text::count(value) == 1 {
            format!("Which {class} has the {property} {value}?")
        } else if value::is_plural(&bare) {
            format!("Which {class} has these {property}: “{value}”?")
        } else {
            format!("Which {class} has this {property}: “{value}”?")
        };
        let (name, gloss) = cell.name();
        let mut question = single(prompt, name.clone(), gloss.into_iter().collect());
        let others: Vec<String> = things
            .iter()
            .map(|thing| bare_name(thing).0)
            .filter(|thing| *thing != name)
            .collect();
        question.choices = distractor::choices(&name, &distractor::of_kind(&name, &others));
        Some(question)
    }

    /// Whether half of the things or more have the same value.
    fn is_usual(&self) -> bool {
        let short = |value| cell::short(value, WORDS).filter(|_| is_long(value));
        let key = text::key(self.answer());
        let same = self
            .cell
            .others()
            .filter(|other| text::key(short(other).unwrap_or(other)) == key)
            .count()
            + 1;
        let all = self.cell.series.cells.len();
        all > 1 && same * 2 >= all && same > 1
    }

    /// Whether a column of numbers has a number here.
    fn is_measured(&self, value: &str) -> bool {
        let counted = text::words(&self.property).iter().any(|word| {
            matches!(
                word.as_str(),
                "port" | "ports" | "year" | "number" | "size" | "length"
            )
        });
        let mut words = value.split(|c: char| !c.is_alphanumeric());
        !counted || words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether no value stands twice in the column.
    fn distinct(&self) -> bool {
        let mut values: Vec<Vec<String>> = self
            .cell
            .series
            .cells
            .iter()
            .map(|(_, value)| text::key(value))
            .collect();
        let all = values.len();
        values.sort_unstable();
        values.dedup();
        values.len() == all
    }
}

/// How the things are asked for whose column says what they are or do. The braces stand for the thing.
pub(super) fn explains(property: &str) -> Option<&'static str> {
    match property.to_lowercase().trim_end_matches('.') {
        "description" | "definition" | "what it is" | "info" | "information" | "details" => {
            Some("What is {}?")
        }
        "meaning" | "explanation" | "what it means" => Some("What does {} mean?"),
        "stands for" => Some("What does {} stand for?"),
        "what it does" | "action" => Some("What does {} do?"),
        _ => None,
    }
}

/// Whether the name of a column in another language than English names one property: "Form & size" names two.
fn is_single(property: &str) -> bool {
    let joined = text::words(property)
        .iter()
        .any(|word| lexicon::is_foreign_mark(word));
    !joined && !property.contains(['&', '/', '+']) && !property.contains(" - ")
}

/// Whether a word of a value begins as the name of the thing does.
fn sounds_like(part: &str, thing: &str) -> bool {
    const LETTERS: usize = 6;
    let starts: Vec<String> = text::words(thing)
        .iter()
        .filter(|word| word.chars().count() >= LETTERS)
        .map(|word| word.chars().take(LETTERS).collect())
        .collect();
    let words = text::words(part);
    let begins = |word: &String| starts.iter().any(|start| word.starts_with(start.as_str()));
    words.iter().any(begins)
}

/// Whether a value has more words than can be typed, brackets aside.
fn is_long(value: &str) -> bool {
    text::count(&text::without_brackets(value).0) > WORDS
}

/// Whether the things are numbers of a catalogue: a few letters and a number, of several series.
pub(super) fn is_catalogue(things: &[String]) -> bool {
    let series: Vec<&str> = things
        .iter()
        .filter_map(|thing| {
            let (letters, number) = thing.split_once(' ')?;
            let coded = letters.chars().count() <= 3
                && letters.chars().all(char::is_uppercase)
                && number.chars().all(|c| c.is_ascii_digit());
            coded.then_some(letters)
        })
        .collect();
    let mixed = series.iter().any(|letters| *letters != series[0]);
    mixed && series.len() * 4 >= things.len() * 3
}

fn prompt_has_blank(prompt: &str) -> bool {
    prompt.contains(BLANK)
}

/// Whether the name of a thing is a number with a word in front.
fn is_numbered(thing: &str) -> bool {
    thing
        .rsplit(' ')
        .next()
        .is_some_and(|last| last.chars().all(|c| c.is_ascii_digit() || c == ','))
}

#[cfg(test)]
mod tests {
    use crate::note;
    use crate::question::write;
    use crate::source::{Source, SourceId};

    /// The cards of a note from its tables, its commands and its properties, as lines.
    fn check(text: &str, expect: &[&str]) {
        let source = Source::new("a.md", text);
        let (note, _) = note::parse(SourceId(0), &source);
        let found: Vec<String> = write(&note, &source)
            .drafts
            .iter()
            .filter(|draft| {
                matches!(
                    draft.template.as_str(),
                    "table" | "versus" | "command" | "attribute"
                )
            })
            .map(|draft| {
                let question = &draft.question;
                format!("{} {}", question.prompt, question.answer.join("; "))
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn rows_have_properties() {
        check(
            "# Metals\n\n| Metal | Density | Uses | Notes |\n|--|--|--|--|\n| Iron | 7.9 | bridges, tools | rusts |\n| Gold | 19.3 | coins, rings | soft |\n",
            &[
                "Iron: what is the density? 7.9",
                "Iron: what are the 2 uses? bridges; tools",
                "Gold: what is the density? 19.3",
                "Gold: what are the 2 uses? coins; rings",
            ],
        );
        check(
            "# Layers\n\n| Layer | Unit | Speed |\n|--|--|--|\n| 1 | bit | 9.6 Gbps |\n| 2 | frame | |\n",
            &[
                "Layer 1: what is the unit? bit",
                "Layer 1: what is the speed? 9.6 Gbps",
                "Layer 2: what is the unit? frame",
            ],
        );
    }

    #[test]
    fn what_stands_before_an_explanation_is_the_value() {
        check(
            "# Ovens\n\n| Oven | Heat | State |\n|--|--|--|\n| Wood oven | Strong, as the stones keep the warmth of a whole day | stateful |\n| Gas oven | Even | plain |\n",
            &[
                "Wood oven – heat: ____ Strong",
                "Gas oven – state: ____ plain",
            ],
        );
    }

    #[test]
    fn a_value_is_not_cut_to_what_another_has_too() {
        check(
            "# Tools\n\n| Tool | Grip | Blade |\n|--|--|--|\n| Saw | Wood (left) | wide |\n| Plane | Wood (right) | short |\n| File 30 | Steel | 30 mm |\n",
            &[
                "Saw – Grip: ____ Wood (left)",
                "Saw – Blade: ____ wide",
                "Plane – Grip: ____ Wood (right)",
                "Plane – Blade: ____ short",
                "File 30 – Grip: ____ Steel",
            ],
        );
    }

    #[test]
    fn numbers_of_a_catalogue_are_no_things() {
        check(
            "# Slides\n\n| Box | Tissue |\n|--|--|\n| EN 1 | Bone of a hen |\n| EN 2 | Skin of a frog |\n| CV 1 | Leaf of an oak |\n",
            &[],
        );
    }

    #[test]
    fn tables_in_other_languages_list_their_values() {
        check(
            "# Celler\n\nHär beskrivs de vanligaste cellerna i kroppen och vad de gör för att den ska må bra och hållas frisk.\n\n| Cell | Uppgift |\n|--|--|\n| Makrofag | Städning, försvar |\n| Neuron | Signal |\n",
            &[
                "Makrofag – Uppgift: vilka 2? Städning; försvar",
                "Neuron – Uppgift: ____ Signal",
            ],
        );
    }

    #[test]
    fn columns_are_compared() {
        check(
            "# Boats\n\n| Feature | Sailing boat | Rowing boat |\n|--|--|--|\n| Driven by | the wind | muscles |\n",
            &[
                "Sailing boat – Driven by: ____ the wind",
                "Rowing boat – Driven by: ____ muscles",
                "Which one does “Driven by: muscles” belong to: Sailing boat or Rowing boat? Rowing boat",
            ],
        );
        check(
            "# Frog vs toad\n\n| Frog | Toad |\n|--|--|\n| Has a smooth wet skin | Has a dry skin |\n| Lays eggs in clusters | Lays eggs in chains |\n",
            &[
                "Which one does “Has a smooth wet skin” belong to: Frog or Toad? Frog",
                "Which one does “Has a dry skin” belong to: Frog or Toad? Toad",
                "Which one does “Lays eggs in clusters” belong to: Frog or Toad? Frog",
                "Which one does “Lays eggs in chains” belong to: Frog or Toad? Toad",
            ],
        );
    }

    #[test]
    fn commands_are_asked_for_by_their_purpose() {
        check(
            "# Git\n\n- Throw away all local changes: `git reset --hard`\n- `git stash` - saves changes for later\n\n```sh\n# show who wrote each line\ngit blame file\n```\n",
            &[
                "Which command does this: “Throw away all local changes”? git reset --hard",
                "Which command does this: “saves changes for later”? git stash",
                "Which command does this: “show who wrote each line”? git blame file",
            ],
        );
        check(
            "# Listing\n\n| Switch | Description |\n|--|--|\n| -a | shows hidden files as well |\n| -l | one file a line |\n| -r | turns the order around |\n",
            &[
                "Which switch does this: “shows hidden files as well”? -a",
                "Which switch does this: “turns the order around”? -r",
            ],
        );
    }

    #[test]
    fn properties_belong_to_the_name_above() {
        check(
            "# Storage\n\n## Disk\n\n- Max size: 5 TB\n- Default timeout: 30 s\n- Usage: a place for files\n",
            &[
                "Disk: what is the max size? 5 TB",
                "Disk: what is the default timeout? 30 s",
            ],
        );
    }
}
