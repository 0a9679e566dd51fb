//! What stands in the document.

use super::xml::{Run, Table, paragraph};
use crate::matrix::Comparison;
use crate::provision::{CellState, Member, Provision, Verdict};
use crate::report::View;
use crate::report::brief::{Brief, brief, force, relation};
use crate::report::names::short;
use crate::report::plain::{beginning, count};
use crate::report::redline::{How, redline};
use crate::report::tables::{self, citations};

/// Letter and A4 both hold a table of this width in landscape, in twentieths of a point.
const WIDTH: u32 = 14_000;

/// More agencies than this do not fit side by side on paper; they stand below each other then.
const BESIDE: usize = 5;

/// How many rows the brief names of each kind.
const NAMED: usize = 8;

/// Longer texts are cut: the matrix has them whole.
const LONGEST: usize = 4000;

pub(super) fn document(c: &Comparison, view: &View) -> String {
    let b = brief(c, view);
    let names = short(c);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>",
    );
    top(c, &b, &mut out);
    told(c, &b, &names, &mut out);
    only(c, &b, &names, &mut out);
    gaps(c, view, &b, &names, &mut out);
    coverage(&b, &names, &mut out);
    side_by_side(c, view, &b, &names, &mut out);
    out.push_str(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"15840\" w:h=\"12240\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"900\" w:right=\"900\" w:bottom=\"900\" w:left=\"900\" w:header=\"500\" w:footer=\"500\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
    );
    out
}

fn top(c: &Comparison, b: &Brief, out: &mut String) {
    let t = b.totals;
    out.push_str(&paragraph("Title", &[("", &format!("{} compared", count(c.agencies.len(), "agency")))]));
    let sum = format!(
        ": {} agree, {} differ ({}), {} unique to one agency; in {} an agency stands alone.",
        t.agree,
        t.differ,
        count(t.conflicts, "conflict"),
        t.unique,
        count(t.alone, "row")
    );
    out.push_str(&paragraph("Normal", &[("Strong", &count(t.rows, "provision")), ("", &sum)]));
    if !c.omitted.is_empty() {
        out.push_str(&paragraph("Heading2", &[("", "Left out")]));
        for o in &c.omitted {
            out.push_str(&paragraph("ListBullet", &[("Strong", &o.source), ("", ": "), ("", &o.why)]));
        }
    }
    let mut table = Table::new(&[4600, 4000, 2600, 2800], &["Agency", "Order", "Number", "Effective"]);
    for o in &c.orders {
        let dated = o.header.effective.as_deref().unwrap_or("–");
        let number = o.header.number.as_deref().unwrap_or("–");
        table.row(&[&o.agency_name, &o.title(), number, dated].map(|text| paragraph("TableText", &[("", text)])));
    }
    out.push_str(&table.finish());
}

fn told(c: &Comparison, b: &Brief, names: &[String], out: &mut String) {
    for (title, rows) in [("Conflicts", &b.conflicts), ("Most telling differences", &b.differences)] {
        out.push_str(&paragraph("Heading1", &[("", title)]));
        if rows.is_empty() {
            out.push_str(&paragraph("Normal", &[("", "None found.")]));
        }
        for i in rows.iter().take(NAMED) {
            let p = &c.provisions[*i];
            out.push_str(&paragraph("Heading3", &[("", &p.title), ("Note", &format!("  {}", aspects(p)))]));
            for agency in p.sayers() {
                if let CellState::Says { members, position, .. } = &p.cells[agency] {
                    let cited = format!("  {}", citations(c, members));
                    out.push_str(&paragraph("ListBullet", &[("Strong", &names[agency]), ("", ": "), ("", position), ("Note", &cited)]));
                }
            }
        }
        if rows.len() > NAMED {
            out.push_str(&paragraph("Normal", &[("Note", &format!("and {} more below", rows.len() - NAMED))]));
        }
    }
}

fn only(c: &Comparison, b: &Brief, names: &[String], out: &mut String) {
    out.push_str(&paragraph("Heading1", &[("", "What only one has")]));
    for (agency, rows) in b.only.iter().enumerate() {
        out.push_str(&paragraph("Heading3", &[("", &names[agency]), ("Note", &format!("  {}", count(rows.len(), "row")))]));
        for i in rows.iter().take(NAMED) {
            let p = &c.provisions[*i];
            let how = if p.verdict == Verdict::Unique { "nobody else has it" } else { "alone in its stance" };
            let said = match &p.cells[agency] {
                CellState::Says { members, position, .. } => format!("{position} ({})", citations(c, members)),
                _ => String::new(),
            };
            let runs = [("Strong", p.title.as_str()), ("", ": "), ("", how), ("", "; "), ("", &said)];
            out.push_str(&paragraph("ListBullet", &runs));
        }
        if rows.len() > NAMED {
            out.push_str(&paragraph("Normal", &[("Note", &format!("and {} more", rows.len() - NAMED))]));
        }
    }
}

fn gaps(c: &Comparison, view: &View, b: &Brief, names: &[String], out: &mut String) {
    let Some(mine) = view.mine else { return };
    out.push_str(&paragraph("Heading1", &[("", &format!("What most peers have and {} lacks", names[mine]))]));
    if b.gaps[mine].is_empty() {
        out.push_str(&paragraph("Normal", &[("", "Nothing.")]));
    }
    for i in &b.gaps[mine] {
        let p = &c.provisions[*i];
        let have: Vec<&str> = p.sayers().into_iter().map(|a| names[a].as_str()).collect();
        out.push_str(&paragraph("ListBullet", &[("Strong", &p.title), ("", ": "), ("", &have.join(", "))]));
    }
}

fn coverage(b: &Brief, names: &[String], out: &mut String) {
    out.push_str(&paragraph("Heading1", &[("", "How much of each agency is covered")]));
    let head = ["Agency", "Clauses", "in some row", "Rows it has", "agree", "differ", "◇ or ★", "silent", "no order"];
    let mut table = Table::new(&[3600, 1300, 1300, 1300, 1300, 1300, 1300, 1300, 1300], &head);
    for (agency, v) in b.coverage.iter().enumerate() {
        let numbers = [v.clauses, v.placed, v.says, v.agree, v.differ, b.only[agency].len(), v.silent, v.not_held];
        let mut cells = vec![paragraph("TableText", &[("Strong", &names[agency])])];
        cells.extend(numbers.map(|n| paragraph("TableText", &[("", &n.to_string())])));
        table.row(&cells);
    }
    out.push_str(&table.finish());
}

/// The rows behind the brief: what differs and, where the reader named their agency, only where it takes part or lacks something.
fn side_by_side(c: &Comparison, view: &View, b: &Brief, names: &[String], out: &mut String) {
    let concerns = |i: &usize| match view.mine {
        None => true,
        Some(mine) => matches!(c.provisions[*i].cells[mine], CellState::Says { .. }) || b.gaps[mine].contains(i),
    };
    let mut rows: Vec<usize> = b.conflicts.iter().chain(&b.differences).copied().filter(|i| concerns(i)).collect();
    // In the order of the matrix: a reader looks for a topic, not for a rank.
    rows.sort_unstable();
    if rows.is_empty() {
        return;
    }
    out.push_str(&paragraph("Heading1", &[("", "Side by side")]));
    let legend = [
        ("", "The provisions that differ. Against each row's reference, "),
        ("Added", "words it has not"),
        ("", " are bold and underlined, "),
        ("Removed", "words only it has"),
        ("", " are struck through."),
    ];
    out.push_str(&paragraph("Normal", &legend));
    let mut topic = None;
    let mut group: Vec<usize> = Vec::new();
    for i in rows {
        if topic != Some(&c.provisions[i].topic) {
            flush(c, names, &group, out);
            group.clear();
            topic = Some(&c.provisions[i].topic);
        }
        group.push(i);
    }
    flush(c, names, &group, out);
}

fn flush(c: &Comparison, names: &[String], group: &[usize], out: &mut String) {
    let Some(first) = group.first() else { return };
    let p = &c.provisions[*first];
    out.push_str(&paragraph("Heading2", &[("", &format!("{}: {}", p.subject, p.topic))]));
    let n = c.agencies.len();
    if n <= BESIDE {
        let side = (WIDTH - 2000) / n.max(1) as u32;
        let widths: Vec<u32> = std::iter::once(2000).chain(std::iter::repeat_n(side, n)).collect();
        let head: Vec<&str> = std::iter::once("Provision").chain(names.iter().map(String::as_str)).collect();
        let mut table = Table::new(&widths, &head);
        for i in group {
            let p = &c.provisions[*i];
            let cells: Vec<String> = std::iter::once(title(p)).chain((0..n).map(|a| cell(c, p, a))).collect();
            table.row(&cells);
        }
        out.push_str(&table.finish());
        return;
    }
    let mut table = Table::new(&[3000, 2600, WIDTH - 5600], &["Provision", "Agency", "Words"]);
    for i in group {
        let p = &c.provisions[*i];
        for (k, agency) in p.sayers().into_iter().enumerate() {
            let name = paragraph("TableText", &[("Strong", &names[agency])]);
            table.row(&[if k == 0 { title(p) } else { String::new() }, name, cell(c, p, agency)]);
        }
    }
    out.push_str(&table.finish());
}

fn title(p: &Provision) -> String {
    let mut verdict = p.verdict.name().to_string();
    let aspects = aspects(p);
    if !aspects.is_empty() {
        verdict = format!("{verdict}: {aspects}");
    }
    let mut out = paragraph("TableText", &[("Strong", &p.title)]);
    if p.conflict {
        out.push_str(&paragraph("TableText", &[("Conflict", "conflict")]));
    }
    out + &paragraph("TableText", &[("Note", &verdict)])
}

fn cell(c: &Comparison, p: &Provision, agency: usize) -> String {
    let CellState::Says { members, .. } = &p.cells[agency] else {
        return paragraph("TableText", &[("Note", tables::state(&p.cells[agency]))]);
    };
    let mut marks: Vec<&str> = force(&p.cells[agency]).map(|f| f.name()).into_iter().collect();
    match relation(&p.cells[agency]) {
        Some(r) => marks.push(r.name()),
        None if p.reference == agency => marks.push("reference"),
        None => {}
    }
    if p.alone.contains(&agency) {
        marks.push("alone");
    }
    let cited = citations(c, members);
    let head = paragraph("TableText", &[("Strong", &cited), ("Note", &format!("  {}", marks.join(", ")))]);
    head + &words(p, agency, members)
}

/// The words, redlined against the reference where that tells something.
fn words(p: &Provision, agency: usize, members: &[Member]) -> String {
    let joined = |members: &[Member]| members.iter().map(|m| m.text.as_str()).collect::<Vec<_>>().join(" ");
    let own = joined(members);
    let own = beginning(&own, LONGEST);
    let marked = match &p.cells[p.reference] {
        CellState::Says { members, .. } if p.reference != agency => redline(&beginning(&joined(members), LONGEST), &own),
        _ => None,
    };
    let Some(pieces) = marked else { return paragraph("TableText", &[("", &own)]) };
    let mut runs: Vec<Run> = Vec::new();
    for piece in &pieces {
        let style = match piece.how {
            How::Same => "",
            How::Added => "Added",
            How::Removed => "Removed",
        };
        if !runs.is_empty() {
            runs.push(("", " "));
        }
        runs.push((style, &piece.text));
    }
    paragraph("TableText", &runs)
}

fn aspects(p: &Provision) -> String {
    p.aspects.iter().map(|a| a.name()).collect::<Vec<_>>().join(", ")
}
