//! What a row may be called: by its term, by the title its order gives it, or by what it directs.

use super::Desk;
use crate::normalize::sentence_case;
use crate::order::Force;
use crate::provision::Provision;
use crate::title::{Common, Source, candidates};
use crate::verdict::{Voice, run_in_title};

impl Desk<'_> {
    /// Possible titles of a row, the best first.
    pub(super) fn titles(
        &self,
        p: &Provision,
        group: &[usize],
        voices: &[Voice],
        names: &[Vec<Vec<String>>],
        common: &Common,
    ) -> Vec<String> {
        let al = &self.alignment;
        let main = |a: usize| {
            group.iter().copied().filter(|&s| al.agency[s] == a).max_by(|&x, &y| self.tie(x).total_cmp(&self.tie(y)).then(y.cmp(&x)))
        };
        let mut sayers = p.sayers();
        sayers.sort_by_key(|&a| (a != p.reference, group.iter().position(|&s| al.agency[s] == a)));
        if let Some(term) = main(p.reference).and_then(|s| al.segments[s].term.as_ref()) {
            let term: Vec<String> = term.to_lowercase().replace(',', "").split_whitespace().take(6).map(str::to_string).collect();
            return vec![format!("Definition of {}", term.join(" "))];
        }
        let sources: Vec<Source> = sayers
            .iter()
            .filter_map(|&a| main(a))
            .map(|s| {
                let v = &voices[s];
                let text = run_in_title(&v.text).map_or(v.text.as_str(), |r| &v.text[r.end..]);
                let forbids = v.directive.force == Some(Force::Prohibition);
                Source { text, lead: &v.opening, force_words: &v.directive.force_words, forbids, names: &names[al.segments[s].order] }
            })
            .collect();
        self.own_title(group).into_iter().chain(candidates(&sources, common)).collect()
    }

    /// The title one of the orders itself gives the rule: run into the paragraph, or a heading over so few statements that it is theirs.
    pub(super) fn own_title(&self, group: &[usize]) -> Option<String> {
        let al = &self.alignment;
        let mut found: Vec<String> = Vec::new();
        for &s in group {
            let seg = &al.segments[s];
            let text = seg.text(&self.orders[seg.order]);
            if let Some(run_in) = run_in_title(&text) {
                let own = text[run_in].trim_end_matches([' ', '-', '\u{2013}', '\u{2014}']);
                if own.split_whitespace().count() > 1 {
                    found.push(sentence_case(own));
                }
            }
            let over = |t: &usize| al.segments[*t].order == seg.order && al.segments[*t].headings == seg.headings;
            if let Some(heading) = seg.headings.last().filter(|_| (0..al.whole).filter(over).all(|t| group.contains(&t))) {
                let clean = crate::topic::clean(heading);
                let n = clean.split_whitespace().count();
                if (2..=6).contains(&n) && !clean.contains(',') {
                    found.push(sentence_case(&crate::subject::title_case(&clean).to_lowercase()));
                }
            }
        }
        found.sort_by(|x, y| x.len().cmp(&y.len()).then(x.cmp(y)));
        found.into_iter().next()
    }
}
