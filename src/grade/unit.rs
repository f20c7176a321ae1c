//! Units of measure: what they measure and how large they are.

/// A unit. Units of data have two sizes, since notes use powers of 1000 and of 1024 for the same names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    /// What is measured, and per what.
    dimension: (&'static str, &'static str),
    size: f64,
    binary: f64,
}

impl Unit {
    /// Whether both measure the same.
    pub(super) fn measures_as(&self, other: &Unit) -> bool {
        self.dimension == other.dimension
    }

    /// How many of another unit this one is, when both measure the same.
    pub(super) fn ratio(&self, other: &Unit) -> Option<f64> {
        self.measures_as(other).then(|| self.size / other.size)
    }

    /// Whether `value` of this unit is `other_value` of the other.
    pub(super) fn equal(&self, value: f64, other: &Unit, other_value: f64) -> bool {
        self.measures_as(other)
            && (equal(value * self.size, other_value * other.size)
                || equal(value * self.binary, other_value * other.binary))
    }
}

/// Whether two values are the same but for rounding in the machine.
pub(super) fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// Symbol, names in the singular, dimension, size in the dimension's unit, prefixes that it takes.
type Base = (
    &'static str,
    &'static [&'static str],
    &'static str,
    f64,
    &'static str,
);

const BASES: [Base; 38] = [
    ("s", &["second", "sec"], "time", 1.0, "num"),
    ("min", &["minute", "min"], "time", 60.0, ""),
    ("m", &[], "time", 60.0, ""),
    ("h", &["hour", "hr"], "time", 3_600.0, ""),
    ("d", &["day"], "time", 86_400.0, ""),
    ("wk", &["week"], "time", 604_800.0, ""),
    ("y", &["year", "yr"], "time", 31_536_000.0, ""),
    ("mo", &["month"], "months", 1.0, ""),
    ("yr", &["year"], "months", 12.0, ""),
    ("", &["decade"], "months", 120.0, ""),
    ("", &["century"], "months", 1_200.0, ""),
    ("B", &["byte"], "data", 1.0, "kKMGTP"),
    ("b", &["bit"], "data", 0.125, "kKMGTP"),
    ("Hz", &["hertz"], "frequency", 1.0, "kMGT"),
    ("m", &["metre", "meter"], "length", 1.0, "numcdk"),
    ("ft", &["foot", "feet"], "length", 0.3048, ""),
    ("in", &["inch"], "length", 0.0254, ""),
    ("mi", &["mile"], "length", 1_609.344, ""),
    ("g", &["gram", "gramme"], "mass", 1.0, "numk"),
    ("t", &["tonne"], "mass", 1e6, ""),
    ("l", &["litre", "liter"], "volume", 1.0, "umcd"),
    ("C", &["celsius", "centigrade"], "celsius", 1.0, ""),
    ("F", &["fahrenheit"], "fahrenheit", 1.0, ""),
    ("K", &["kelvin"], "kelvin", 1.0, ""),
    ("V", &["volt"], "voltage", 1.0, "umkM"),
    ("A", &["ampere", "amp"], "current", 1.0, "um"),
    ("W", &["watt"], "power", 1.0, "umkMG"),
    ("J", &["joule"], "energy", 1.0, "mkMG"),
    ("cal", &["calorie"], "energy", 4.184, "k"),
    ("N", &["newton"], "force", 1.0, "mkM"),
    ("Pa", &["pascal"], "pressure", 1.0, "kM"),
    ("mmHg", &[], "pressure", 133.322_387_415, ""),
    ("Ω", &["ohm"], "resistance", 1.0, "mkM"),
    ("mol", &["mole"], "amount", 1.0, "numk"),
    ("%", &["percent", "per cent"], "share", 1.0, ""),
    ("$", &["dollar", "usd"], "dollars", 1.0, ""),
    ("€", &["euro", "eur"], "euros", 1.0, ""),
    ("£", &["pound", "gbp"], "pounds", 1.0, ""),
];

/// Symbol, symbol of the power of 1024, name, factor and factor counted in powers of 1024.
const PREFIXES: [(&str, &str, &str, f64, f64); 11] = [
    ("n", "", "nano", 1e-9, 1e-9),
    ("u", "", "micro", 1e-6, 1e-6),
    ("m", "", "milli", 1e-3, 1e-3),
    ("c", "", "centi", 1e-2, 1e-2),
    ("d", "", "deci", 1e-1, 1e-1),
    ("k", "ki", "kilo", 1e3, 1_024.0),
    ("K", "Ki", "kilo", 1e3, 1_024.0),
    ("M", "Mi", "mega", 1e6, 1_048_576.0),
    ("G", "Gi", "giga", 1e9, 1_073_741_824.0),
    ("T", "Ti", "tera", 1e12, 1_099_511_627_776.0),
    ("P", "Pi", "peta", 1e15, 1_125_899_906_842_624.0),
];

/// All units that a text can mean: "m" is a metre or a minute, "gb" gigabytes or gigabits, while "GB" and
/// "Gb" are told apart.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let text = text.trim().trim_end_matches('.');
    let degrees = ["degrees", "degree", "°"]
        .iter()
        .find_map(|lead| text.strip_prefix(lead));
    if let Some(rest) = degrees {
        return match rest.trim() {
            "" => vec![Unit {
                dimension: ("angle", ""),
                size: 1.0,
                binary: 1.0,
            }],
            scale => simple(scale),
        };
    }
    let text = text.replace(" per ", "/");
    let rate = ["bps", "Bps"].iter().find(|end| text.ends_with(**end));
    let text = match rate {
        Some(_) => format!("{}/s", &text[..text.len() - 2]),
        None => text,
    };
    let Some((above, below)) = text.split_once('/') else {
        return simple(&text);
    };
    let below = simple(below);
    simple(above)
        .into_iter()
        .flat_map(|above| below.iter().map(move |below| (above, below)))
        .map(|(above, below)| Unit {
            dimension: (above.dimension.0, below.dimension.0),
            size: above.size / below.size,
            binary: above.binary / below.binary,
        })
        .collect()
}

/// Units without "per".
fn simple(text: &str) -> Vec<Unit> {
    let text = text.trim();
    if text.is_empty() || text.len() > 20 {
        return Vec::new();
    }
    let text = text.replace(['µ', 'μ'], "u").replace("mm Hg", "mmHg");
    let lower = text.to_lowercase();
    let named = find(|prefix, base, name| {
        name && lower
            .strip_prefix(prefix)
            .is_some_and(|rest| is_name(rest, base))
    });
    let exact = find(|prefix, base, name| !name && text.strip_prefix(prefix) == Some(base));
    // Small letters are how people type both gigabits and gigabytes.
    let careless = text == lower && exact.iter().all(|unit| unit.dimension.0 == "data");
    let mut units = if careless || (exact.is_empty() && named.is_empty()) {
        find(|prefix, base, name| {
            let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
            let start = text.get(..prefix.len()).filter(|start| same(start, prefix));
            !name && start.is_some_and(|start| same(&text[start.len()..], base))
        })
    } else {
        exact
    };
    units.extend(named);
    units
}

/// Whether a word is a unit's name or its plural.
fn is_name(word: &str, name: &str) -> bool {
    let century = name.strip_suffix('y');
    word == name
        || word.strip_suffix('s') == Some(name)
        || word.strip_suffix("es") == Some(name)
        || (century.is_some() && word.strip_suffix("ies") == century)
}

/// All units of which a prefix and a symbol (`false`) or a name (`true`) are accepted.
fn find(accepted: impl Fn(&str, &str, bool) -> bool) -> Vec<Unit> {
    let mut units = Vec::new();
    for (symbol, names, dimension, size, prefixes) in &BASES {
        let data = *dimension == "data";
        let mut push = |factor: f64, binary: f64| {
            units.push(Unit {
                dimension: (dimension, ""),
                size: size * factor,
                binary: size * if data { binary } else { factor },
            });
        };
        let symbol = Some(*symbol).filter(|symbol| !symbol.is_empty());
        let is = |signs: &[&str], name: &str| {
            symbol.is_some_and(|symbol| signs.iter().any(|sign| accepted(sign, symbol, false)))
                || names.iter().any(|base| accepted(name, base, true))
        };
        if is(&[""], "") {
            push(1.0, 1.0);
        }
        for (sign, binary_sign, name, factor, binary) in PREFIXES {
            let signs: &[&str] = if data { &[sign, binary_sign] } else { &[sign] };
            if prefixes.contains(sign) && is(signs, name) {
                push(factor, binary);
            }
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_mean_what_they_can() {
        let meets = |a: &str, x: f64, b: &str, y: f64| {
            units(a)
                .iter()
                .any(|a| units(b).iter().any(|b| a.equal(x, b, y)))
        };
        for (a, x, b, y) in [
            ("min", 1.0, "seconds", 60.0),
            ("m", 15.0, "minutes", 15.0),
            ("GB", 10.0, "MB", 10_240.0),
            ("GB", 10.0, "MB", 10_000.0),
            ("GiB", 1.0, "MiB", 1_024.0),
            ("gb", 1.0, "Gb", 1.0),
            ("gb", 1.0, "GB", 1.0),
            ("Gbps", 1.0, "Mbps", 1_000.0),
            ("MB/s", 1.0, "megabytes per second", 1.0),
            ("m/s", 3e8, "km/s", 3e5),
            ("°C", 100.0, "degrees celsius", 100.0),
            ("µm", 1_000.0, "mm", 1.0),
            ("mw", 5.0, "mW", 5.0),
            ("years", 1.0, "months", 12.0),
            ("year", 1.0, "days", 365.0),
            ("centuries", 1.0, "years", 100.0),
        ] {
            assert!(meets(a, x, b, y), "{x} {a} is {y} {b}");
        }
        for (a, x, b, y) in [
            ("GB", 10.0, "Gb", 10.0),
            ("mW", 5.0, "MW", 5.0),
            ("°C", 1.0, "°F", 1.0),
            ("Mbps", 100.0, "MB/s", 100.0),
            ("$", 5.0, "€", 5.0),
        ] {
            assert!(!meets(a, x, b, y), "{x} {a} is not {y} {b}");
        }
        assert!(units("executions").is_empty() && units("").is_empty());
    }
}
