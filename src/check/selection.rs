//! Which rules run, and where.

use globset::{Glob, GlobMatcher};

use super::RULES;

/// Which rules run.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Names of rules.
    pub rules: Vec<&'static str>,
    /// Words that are right as they are written, in lower case.
    pub words: Vec<String>,
    /// Patterns of paths, and the rules that do not run there.
    left_out: Vec<(GlobMatcher, Vec<&'static str>)>,
}

impl Selection {
    /// Every rule.
    pub fn all() -> Selection {
        Selection::of(RULES.iter().map(|rule| rule.name))
    }

    /// Every rule that does not wait to be named.
    pub fn usual() -> Selection {
        let usual = RULES.iter().filter(|rule| !rule.on_request);
        Selection::of(usual.map(|rule| rule.name))
    }

    /// These rules.
    pub fn of(rules: impl IntoIterator<Item = &'static str>) -> Selection {
        Selection {
            rules: rules.into_iter().collect(),
            ..Selection::default()
        }
    }

    /// The selection without a rule.
    #[must_use]
    pub fn without(mut self, name: &str) -> Selection {
        self.rules.retain(|rule| *rule != name);
        self
    }

    /// The selection without some rules in the files that a pattern names, relative to the root; `**` stands for any folders. The
    /// error says what is wrong with the pattern.
    pub fn without_in(
        mut self,
        pattern: &str,
        rules: Vec<&'static str>,
    ) -> Result<Selection, String> {
        let glob = Glob::new(pattern).map_err(|error| error.to_string())?;
        self.left_out.push((glob.compile_matcher(), rules));
        Ok(self)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.rules.contains(&name)
    }

    /// Whether a rule does not run in a file.
    pub(super) fn leaves_out(&self, path: &str, rule: &str) -> bool {
        let mut patterns = self.left_out.iter();
        patterns.any(|(glob, rules)| rules.contains(&rule) && glob.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_leave_rules_out_of_files() {
        let selection = Selection::all()
            .without_in("drafts/**", vec!["empty-section"])
            .unwrap();
        let check = |path: &str, rule: &str, expect: bool| {
            assert_eq!(selection.leaves_out(path, rule), expect, "{path} {rule}");
        };
        check("drafts/a/b.md", "empty-section", true);
        check("drafts/a/b.md", "empty-bullet", false);
        check("notes/drafts.md", "empty-section", false);
        assert!(Selection::all().without_in("a[", vec![]).is_err());
    }
}
