//! Languages other than English, as far as questions are put in them.

use std::sync::LazyLock;

use super::entries;

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    entries(include_str!("languages.tsv"))
        .filter_map(Language::read)
        .collect()
});

/// A language other than English in which terms and lists can be asked for.
pub struct Language {
    /// Frequent function words.
    pub marks: Vec<&'static str>,
    /// The question for a term by its meaning, with `{}` for that.
    which_term: &'static str,
    /// The question for the meaning of a term, with `{}` for that.
    what_meaning: &'static str,
    /// The question for the members of a list, with `{}` for its label and `{n}` for their number.
    which_members: &'static str,
    /// The end of the question for several values, with `{n}` for their number.
    which_values: &'static str,
}

impl Language {
    fn read(line: &'static str) -> Option<Language> {
        let mut columns = line.split('\t').skip(1);
        Some(Language {
            marks: columns.next()?.split(' ').collect(),
            which_term: columns.next()?,
            what_meaning: columns.next()?,
            which_members: columns.next()?,
            which_values: columns.next()?,
        })
    }

    /// Asks which term has a meaning.
    pub fn which_term(&self, meaning: &str) -> String {
        self.which_term.replace("{}", meaning)
    }

    /// Asks what a term means.
    pub fn what_meaning(&self, term: &str) -> String {
        self.what_meaning.replace("{}", term)
    }

    /// Asks for the members of a list by its label.
    pub fn which_members(&self, count: usize, label: &str) -> String {
        let numbered = self.which_members.replace("{n}", &count.to_string());
        numbered.replace("{}", label)
    }

    /// Asks for several values of what stands in front.
    pub fn which_values(&self, count: usize) -> String {
        self.which_values.replace("{n}", &count.to_string())
    }
}

/// The languages other than English in which terms can be asked for.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}
