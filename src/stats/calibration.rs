//! How far the predicted chances of recall can be trusted: predictions put into bins, each with what came of
//! them. A calibrated model recalls in each bin about as often as it says.

use super::number;

/// Predictions of about the same chance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// The chances from here, from 0 to 1,
    pub from: f32,
    /// to below here; the last bin holds certainty, too.
    pub to: f32,
    pub answers: usize,
    /// Mean of the predictions.
    pub predicted: f32,
    /// Share of the answers that were recalled.
    pub recalled: f32,
}

/// Most predictions are high, since a card is due when its chance has fallen to nine in ten.
const EDGES: [f32; 9] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0];

/// The bins that hold any answer, lowest chance first.
pub(super) fn bins(recalls: &[(f32, bool)]) -> Vec<Bin> {
    let bins = EDGES.windows(2).map(|edge| {
        let last = edge[1] >= 1.0;
        let inside = recalls
            .iter()
            .filter(|(chance, _)| *chance >= edge[0] && (*chance < edge[1] || last));
        let inside: Vec<&(f32, bool)> = inside.collect();
        let count = number(inside.len().max(1));
        let recalled = inside.iter().filter(|(_, recalled)| *recalled).count();
        Bin {
            from: edge[0],
            to: edge[1],
            answers: inside.len(),
            predicted: inside.iter().map(|(chance, _)| chance).sum::<f32>() / count,
            recalled: number(recalled) / count,
        }
    });
    bins.filter(|bin| bin.answers > 0).collect()
}

/// Expected calibration error (Naeini and others, 2015): the mean distance between predicted and measured
/// recall over all answers, from 0 to 1.
pub fn error(bins: &[Bin]) -> f32 {
    let all = number(bins.iter().map(|bin| bin.answers).sum::<usize>().max(1));
    let off = |bin: &Bin| number(bin.answers) * (bin.predicted - bin.recalled).abs();
    bins.iter().map(off).sum::<f32>() / all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_are_compared_with_what_came_of_them() {
        let recalls = [(0.92, true), (0.94, false), (0.3, false), (1.0, true)];
        let found = bins(&recalls);
        let shown: Vec<_> = found
            .iter()
            .map(|bin| (bin.from, bin.answers, bin.recalled))
            .collect();
        assert_eq!(shown, [(0.0, 1, 0.0), (0.9, 2, 0.5), (0.95, 1, 1.0)]);
        assert!((found[1].predicted - 0.93).abs() < 1e-6);
        // (0.3 + 2 * 0.43 + 0) / 4
        assert!((error(&found) - 0.29).abs() < 1e-6);
        assert_eq!((bins(&[]), error(&[])), (Vec::new(), 0.0));
    }
}
