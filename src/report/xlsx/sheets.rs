//! What stands on each sheet.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::Table;
use super::styles::Styles;
use crate::matrix::Comparison;
use crate::order::Kind;
use crate::provision::{CellState, Provision, Verdict};
use crate::report::View;
use crate::report::brief::{brief, force};
use crate::report::names::short;
use crate::report::plain::count;
use crate::report::tables;

pub(super) struct Sheets<'a> {
    pub c: &'a Comparison,
    pub view: &'a View,
    pub styles: &'a Styles,
    /// How many agencies the sheets with a column for each can show.
    pub agencies: usize,
}

/// How many rows of each kind the brief names.
const NAMED: usize = 8;

impl Sheets<'_> {
    /// A link to the row of the Matrix sheet.
    fn at(row: usize) -> String {
        format!("Matrix!A{}", row + 2)
    }

    pub(super) fn brief(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let b = brief(c, self.view);
        let names = short(c);
        let mut out = Table::plain(sheet, vec![34.0, 26.0, 20.0, 80.0])?;
        let heading = format!("{} of {} compared", count(c.orders.len(), "order"), count(c.agencies.len(), "agency"));
        out.line(&[(&heading, &s.title)])?;
        let t = b.totals;
        let conflicts = count(t.conflicts, "conflict");
        let sum = format!("{}: {} agree, {} differ ({conflicts}), {} unique", count(t.rows, "provision"), t.agree, t.differ, t.unique);
        out.line(&[(&sum, &s.section)])?;
        for o in &c.omitted {
            out.line(&[("Left out", &s.conflict), (&o.source, &s.strong), ("", &s.text), (&o.why, &s.text)])?;
        }
        out.row += 1;
        out.line(&[("Agency", &s.head), ("Order", &s.head), ("Number", &s.head), ("Effective; file", &s.head)])?;
        for o in &c.orders {
            let dated = format!("{}; {}", o.header.effective.as_deref().unwrap_or("no date"), o.source);
            let number = o.header.number.as_deref().unwrap_or("–");
            out.line(&[(&o.agency_name, &s.strong), (&o.title(), &s.text), (number, &s.text), (&dated, &s.text)])?;
        }
        let lists = [("Conflicts", &b.conflicts, &s.conflict), ("Most telling differences", &b.differences, s.verdict(Verdict::Differ))];
        for (title, rows, look) in lists {
            out.row += 1;
            out.line(&[(title, &s.section)])?;
            if rows.is_empty() {
                out.line(&[("None found.", &s.note)])?;
            }
            for i in rows.iter().take(NAMED) {
                let p = &c.provisions[*i];
                let stances = self.stances(p, &names);
                out.linked(&Self::at(*i), &p.title, &s.link, &[(&p.topic, &s.text), (&aspects(p), look), (&stances, &s.text)])?;
            }
            if rows.len() > NAMED {
                out.line(&[(&format!("and {} more: see Differences", rows.len() - NAMED), &s.note)])?;
            }
        }
        out.row += 1;
        out.line(&[("What only one has (unique, or alone in its stance)", &s.section)])?;
        for (agency, rows) in b.only.iter().enumerate() {
            for i in rows.iter().take(NAMED / 2) {
                let p = &c.provisions[*i];
                let (how, look) = how(p, s);
                out.linked(
                    &Self::at(*i),
                    &p.title,
                    &s.link,
                    &[(&names[agency], &s.strong), (how, look), (&self.said(p, agency), &s.text)],
                )?;
            }
            if rows.len() > NAMED / 2 {
                out.line(&[(&format!("{}: and {} more: see Unique", names[agency], rows.len() - NAMED / 2), &s.note)])?;
            }
        }
        if let Some(mine) = self.view.mine {
            out.row += 1;
            out.line(&[(&format!("What most peers have and {} lacks", names[mine]), &s.section)])?;
            for i in b.gaps[mine].iter().take(NAMED) {
                let p = &c.provisions[*i];
                let have = format!("{} have it", p.sayers().len());
                out.linked(
                    &Self::at(*i),
                    &p.title,
                    &s.link,
                    &[(&p.topic, &s.text), (&have, &s.text), (&self.stances(p, &names), &s.text)],
                )?;
            }
        }
        let last = out.row.max(1) - 1;
        out.sheet.set_print_area(0, 0, last, 3)?;
        Ok(())
    }

    pub(super) fn matrix(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let names = short(c);
        let fixed = [("Id", 10.0), ("Subject", 14.0), ("Topic", 16.0), ("Provision", 28.0), ("Verdict", 10.0), ("Differs in", 14.0)];
        let more = [("Conflict", 9.0), ("Alone", 14.0), ("Why", 34.0)];
        let mut columns: Vec<(String, f64)> = fixed.iter().chain(&more).map(|(t, w)| (t.to_string(), *w)).collect();
        for name in names.iter().take(self.agencies) {
            let parts = [("citation", 13.0), ("force", 14.0), ("relation", 12.0), ("words", 46.0)];
            columns.extend(parts.map(|(part, width)| (format!("{name}: {part}"), width)));
        }
        let width = columns.len();
        // Too wide for one sheet of paper: the provision stands on each.
        sheet.set_print_scale(60);
        sheet.set_repeat_columns(3, 3)?;
        let mut out = Table::new(sheet, s, &columns, 4)?;
        for (i, row) in tables::wide_rows(c).skip(1).enumerate() {
            let looks = c.provisions.get(i).map(|p| self.looks(p));
            let cells: Vec<(&str, &Format)> = row
                .iter()
                .take(width)
                .enumerate()
                .map(|(k, text)| (text.as_str(), looks.as_ref().and_then(|l| l.get(k).copied()).unwrap_or(&s.text)))
                .collect();
            out.line(&cells)?;
        }
        out.finish()
    }

    /// The looks of a line of the Matrix sheet, cell by cell.
    fn looks(&self, p: &Provision) -> Vec<&Format> {
        let s = self.styles;
        let mut looks = vec![&s.text, &s.text, &s.text, &s.strong, s.verdict(p.verdict), &s.text];
        looks.push(if p.conflict { &s.conflict } else { &s.text });
        looks.push(if p.alone.is_empty() { &s.text } else { &s.alone });
        looks.push(&s.text);
        for (i, cell) in p.cells.iter().enumerate() {
            let ground = s.state(cell);
            let cited = if p.alone.contains(&i) { &s.alone } else { ground };
            match cell {
                CellState::Says { .. } => looks.extend([cited, s.force(force(cell)), &s.text, &s.text]),
                _ => looks.extend([ground; 4]),
            }
        }
        looks
    }

    pub(super) fn differences(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let b = brief(c, self.view);
        let names = short(c);
        let fixed = [("Provision", 28.0), ("Topic", 18.0), ("Conflict", 9.0), ("Differs in", 14.0), ("Alone", 14.0), ("Why", 40.0)];
        let mut columns: Vec<(String, f64)> = fixed.iter().map(|(t, w)| (t.to_string(), *w)).collect();
        columns.extend(names.iter().take(self.agencies).map(|n| (n.clone(), 34.0)));
        let mut out = Table::new(sheet, s, &columns, 1)?;
        for i in b.conflicts.iter().chain(&b.differences) {
            let p = &c.provisions[*i];
            let alone: Vec<&str> = p.alone.iter().map(|a| names[*a].as_str()).collect();
            let said: Vec<String> = (0..self.agencies).map(|a| self.said(p, a)).collect();
            let (alone, aspects) = (alone.join("; "), aspects(p));
            let conflict = if p.conflict { ("conflict", &s.conflict) } else { ("", &s.text) };
            let mut cells = vec![(p.topic.as_str(), &s.text), conflict, (&aspects, s.verdict(p.verdict))];
            cells.push((&alone, if alone.is_empty() { &s.text } else { &s.alone }));
            cells.push((&p.reason, &s.text));
            cells.extend(said.iter().zip(&p.cells).map(|(said, cell)| (said.as_str(), s.state(cell))));
            out.linked(&Self::at(*i), &p.title, &s.link, &cells)?;
        }
        out.finish()
    }

    pub(super) fn unique(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let b = brief(c, self.view);
        let names = short(c);
        let columns = columns(&[
            ("Provision", 30.0),
            ("Agency", 20.0),
            ("How", 14.0),
            ("Topic", 18.0),
            ("Citation", 16.0),
            ("Force", 14.0),
            ("Words", 70.0),
            ("Why", 40.0),
        ]);
        let mut out = Table::new(sheet, s, &columns, 1)?;
        for (agency, rows) in b.only.iter().enumerate() {
            for i in rows {
                let p = &c.provisions[*i];
                let CellState::Says { members, .. } = &p.cells[agency] else { continue };
                let (how, look) = how(p, s);
                let (cited, words) = (tables::citations(c, members), tables::words(c, members));
                let directs = force(&p.cells[agency]);
                let force_name = directs.map_or("", |f| f.name());
                let cells = [
                    (names[agency].as_str(), &s.strong),
                    (how, look),
                    (&p.topic, &s.text),
                    (&cited, &s.text),
                    (force_name, s.force(directs)),
                    (&words, &s.text),
                    (&p.reason, &s.text),
                ];
                out.linked(&Self::at(*i), &p.title, &s.link, &cells)?;
            }
        }
        out.finish()
    }

    pub(super) fn gaps(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let b = brief(c, self.view);
        let names = short(c);
        let columns = columns(&[
            ("Provision", 30.0),
            ("Agency without it", 20.0),
            ("Topic", 18.0),
            ("Agencies with it", 30.0),
            ("Confidence", 9.0),
            ("Nearest clause", 16.0),
            ("Its words", 60.0),
            ("Why it was not taken", 30.0),
        ]);
        let mut out = Table::new(sheet, s, &columns, 1)?;
        // The reader's own gaps first.
        let mut agencies: Vec<usize> = (0..names.len()).collect();
        agencies.sort_by_key(|a| (self.view.mine != Some(*a), *a));
        for agency in agencies {
            for i in &b.gaps[agency] {
                let p = &c.provisions[*i];
                let CellState::Silent { nearest, confidence } = &p.cells[agency] else { continue };
                let have: Vec<&str> = p.sayers().into_iter().map(|a| names[a].as_str()).collect();
                let near = nearest.first();
                let citation = near.map_or("", |n| c.clause(n.clause).citation.as_str());
                let words = near.map_or("", |n| c.clause(n.clause).words());
                let cells = [
                    (names[agency].as_str(), &s.strong),
                    (&p.topic, &s.text),
                    (&have.join("; "), &s.text),
                    (&format!("{:.0} %", 100.0 * confidence), &s.text),
                    (citation, &s.text),
                    (words, &s.text),
                    (near.map_or("no clause comes near", |n| n.why.as_str()), &s.text),
                ];
                out.linked(&Self::at(*i), &p.title, &s.link, &cells)?;
            }
        }
        out.finish()
    }

    pub(super) fn clauses(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let widths = [24, 14, 18, 20, 14, 11, 18, 14, 11, 14, 14, 7, 7, 8, 26, 70, 10, 26, 10, 60, 10];
        let titles = [
            "Clause",
            "Agency",
            "Order",
            "Order title",
            "Number",
            "Effective",
            "File",
            "Citation",
            "Kind",
            "Force",
            "Term",
            "Page",
            "Line",
            "To line",
            "Under",
            "Text",
            "Provision",
            "Its title",
            "Verdict",
            "Part of the text",
            "Confidence",
        ];
        let columns: Vec<(String, f64)> = titles.iter().zip(widths).map(|(t, w)| (t.to_string(), f64::from(w))).collect();
        let mut out = Table::new(sheet, s, &columns, 1)?;
        for row in tables::clause_rows(c).skip(1) {
            let cells: Vec<(&str, &Format)> = row.iter().map(|text| (text.as_str(), &s.text)).collect();
            out.line(&cells)?;
        }
        out.finish()
    }

    pub(super) fn definitions(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let columns = columns(&[("Term", 24.0), ("Agency", 24.0), ("Order", 20.0), ("Citation", 16.0), ("Definition", 90.0)]);
        let mut found: Vec<(String, usize, usize)> = Vec::new();
        for (o, order) in c.orders.iter().enumerate() {
            for (i, clause) in order.clauses.iter().enumerate().filter(|(_, clause)| clause.kind == Kind::Definition) {
                found.push((clause.term.clone().unwrap_or_default().to_lowercase(), o, i));
            }
        }
        // One term's definitions stand together, whatever the agency.
        found.sort();
        let mut out = Table::new(sheet, s, &columns, 1)?;
        for (_, o, i) in found {
            let (order, clause) = (&c.orders[o], &c.orders[o].clauses[i]);
            out.line(&[
                (clause.term.as_deref().unwrap_or_default(), &s.strong),
                (&order.agency_name, &s.text),
                (&order.title(), &s.text),
                (&clause.citation, &s.text),
                (&clause.text, &s.text),
            ])?;
        }
        out.finish()
    }

    pub(super) fn about(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (c, s) = (self.c, self.styles);
        let mut out = Table::plain(sheet, vec![26.0, 100.0])?;
        let base = self.view.base.and_then(|i| c.orders.get(i)).map_or("in each row the most central cell".to_string(), |o| o.id.clone());
        let mine = self.view.mine.map_or("not named".to_string(), |i| c.agencies[i].name.clone());
        let shown = format!("{} of {} (matrix.csv has all)", self.agencies, c.agencies.len());
        let lines = [
            ("Made by", concat!("clausewise ", env!("CARGO_PKG_VERSION"))),
            ("Measured against (--base)", &base),
            ("The reader's agency (--mine)", &mine),
            ("Agencies with columns", &shown),
            ("A row", "One provision: a rule, and for each agency the words that speak to it, with their citation."),
            ("agree", "Two agencies or more have it, and all that have it say the same in substance."),
            (
                "differ",
                "Two agencies or more have it, and one at least differs: in force, scope, condition, authority, detail or consequence.",
            ),
            ("unique", "One agency only has it."),
            ("conflict", "One forbids, or requires approval for, what another allows; or one requires what another forbids."),
            ("alone", "In a row of three or more, the agency whose stance nobody shares."),
            ("silent", "An order of that agency on the subject is here, and has no such provision. Neither agreement nor conflict."),
            ("not-held", "No order of that agency on the subject is here."),
            (
                "relation",
                "How a cell stands to the row's reference: equal, equivalent, subset, superset, intersects, stricter, looser, conflicts.",
            ),
            ("Who decides", "The tool finds and shows. Read the words before you rely on a verdict."),
        ];
        out.line(&[("How to read this workbook", &s.title)])?;
        for (what, means) in lines {
            out.line(&[(what, &s.strong), (means, &s.text)])?;
        }
        out.row += 1;
        out.line(&[("Left out", &s.section)])?;
        if c.omitted.is_empty() {
            out.line(&[("Nothing.", &s.note)])?;
        }
        for o in &c.omitted {
            out.line(&[(&o.source, &s.strong), (&o.why, &s.text)])?;
        }
        let last = out.row - 1;
        out.sheet.set_print_area(0, 0, last, 1)?;
        Ok(())
    }

    /// What an agency says in a few words, with the citation; for the others whether it is silent or not held.
    fn said(&self, p: &Provision, agency: usize) -> String {
        match &p.cells[agency] {
            CellState::Says { members, position, .. } => format!("{position} ({})", tables::citations(self.c, members)),
            other => tables::state(other).into(),
        }
    }

    fn stances(&self, p: &Provision, names: &[String]) -> String {
        p.sayers().into_iter().map(|a| format!("{}: {}", names[a], self.said(p, a))).collect::<Vec<_>>().join(" | ")
    }
}

fn columns(named: &[(&str, f64)]) -> Vec<(String, f64)> {
    named.iter().map(|(title, width)| (title.to_string(), *width)).collect()
}

fn aspects(p: &Provision) -> String {
    p.aspects.iter().map(|a| a.name()).collect::<Vec<_>>().join("; ")
}

fn how<'a>(p: &Provision, s: &'a Styles) -> (&'static str, &'a Format) {
    if p.verdict == Verdict::Unique { ("unique", s.verdict(Verdict::Unique)) } else { ("alone", &s.alone) }
}
