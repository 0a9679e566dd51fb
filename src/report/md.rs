//! `matrix.md`: the comparison as a page that reads well on a forge and in a terminal.

use std::io::{self, Write};

use crate::matrix::Comparison;
use crate::provision::{CellState, Provision, Verdict};
use crate::report::View;
use crate::report::brief::{Brief, brief, force, relation};
use crate::report::names::short;
use crate::report::plain::{beginning, count, plain};
use crate::report::tables::citations;

/// Writes the whole comparison.
pub fn write(c: &Comparison, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let b = brief(c, view);
    writeln!(out, "# {} compared\n", count(c.agencies.len(), "agency"))?;
    orders(c, out)?;
    let t = b.totals;
    writeln!(
        out,
        "\n**{}**: {} agree, {} differ ({}), {} unique to one agency; in {} an agency stands alone.\n",
        count(t.rows, "provision"),
        t.agree,
        t.differ,
        count(t.conflicts, "conflict"),
        t.unique,
        count(t.alone, "row"),
    )?;
    left_out(c, out)?;
    told(c, &b, out)?;
    only(c, &b, out)?;
    gaps(c, view, &b, out)?;
    writeln!(out, "## The matrix\n")?;
    let mut group = (None, None);
    for p in &c.provisions {
        let here = (Some(&p.subject), Some(&p.topic));
        if here != group {
            writeln!(out, "### {}: {}\n", text(&p.subject), text(&p.topic))?;
            group = here;
        }
        row(c, p, out)?;
    }
    Ok(())
}

fn orders(c: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| Agency | Order | Number | Effective | File |\n|---|---|---|---|---|")?;
    for order in &c.orders {
        let h = &order.header;
        let title = order.title();
        let cells = [
            text(&order.agency_name),
            text(&title),
            text(h.number.as_deref().unwrap_or("–")),
            text(h.effective.as_deref().unwrap_or("–")),
            text(&order.source),
        ];
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn left_out(c: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    if !c.omitted.is_empty() {
        writeln!(out, "**Left out** ({}): what these files say is not in this comparison.\n", count(c.omitted.len(), "file"))?;
        for o in &c.omitted {
            writeln!(out, "- {}: {}", text(&o.source), text(&o.why))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn told(c: &Comparison, b: &Brief, out: &mut dyn Write) -> io::Result<()> {
    for (title, rows, most) in [("Conflicts", &b.conflicts, usize::MAX), ("Telling differences", &b.differences, 10)] {
        if !rows.is_empty() {
            writeln!(out, "## {title}\n")?;
            for i in rows.iter().take(most) {
                let p = &c.provisions[*i];
                writeln!(out, "- **{}** ({}): {}", link(p), aspects(p), positions(c, p))?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn only(c: &Comparison, b: &Brief, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## What only one agency has\n")?;
    for (agency, rows) in c.agencies.iter().zip(&b.only) {
        writeln!(out, "**{}** ({})\n", text(&agency.name), count(rows.len(), "row"))?;
        for i in rows {
            let p = &c.provisions[*i];
            let how = if p.verdict == Verdict::Unique { "nobody else has it" } else { "alone in its stance" };
            let at = c.agencies.iter().position(|a| a.id == agency.id).unwrap_or_default();
            writeln!(out, "- {} – {how}: {}", link(p), said(c, &p.cells[at]))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn gaps(c: &Comparison, view: &View, b: &Brief, out: &mut dyn Write) -> io::Result<()> {
    let Some(mine) = view.mine else { return Ok(()) };
    writeln!(out, "## What most peers have and {} lacks\n", text(&c.agencies[mine].name))?;
    for i in &b.gaps[mine] {
        let p = &c.provisions[*i];
        writeln!(out, "- {}: {}", link(p), positions(c, p))?;
    }
    if b.gaps[mine].is_empty() {
        writeln!(out, "Nothing.")?;
    }
    writeln!(out)
}

fn row(c: &Comparison, p: &Provision, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "#### <a id=\"{}\"></a>{} · {}\n", slug(&p.id), text(&p.title), verdict(p))?;
    if !p.reason.is_empty() {
        writeln!(out, "{}\n", text(&p.reason))?;
    }
    for (i, cell) in p.cells.iter().enumerate() {
        let agency = text(&c.agencies[i].name);
        match cell {
            CellState::Says { members, .. } => {
                let mut marks: Vec<&str> = force(cell).map(|f| f.name()).into_iter().chain(relation(cell).map(|r| r.name())).collect();
                if p.reference == i && p.sayers().len() > 1 {
                    marks.push("reference");
                }
                if p.alone.contains(&i) {
                    marks.push("alone");
                }
                writeln!(out, "- **{agency}** {} ({})", text(&citations(c, members)), marks.join(", "))?;
                for m in members {
                    writeln!(out, "  > {}", text(&m.text))?;
                }
            }
            CellState::Silent { nearest, .. } => match nearest.first() {
                Some(n) => {
                    let near = c.clause(n.clause);
                    let words = text(&beginning(near.words(), 80)).into_owned();
                    writeln!(out, "- {agency}: silent; nearest {} “{words}” ({})", text(&near.citation), text(&n.why))?;
                }
                None => writeln!(out, "- {agency}: silent")?,
            },
            CellState::NotHeld => writeln!(out, "- {agency}: no order on the subject here")?,
        }
    }
    writeln!(out)
}

fn verdict(p: &Provision) -> String {
    let conflict = if p.conflict { " · conflict" } else { "" };
    match aspects(p) {
        a if a.is_empty() => format!("{}{conflict}", p.verdict.name()),
        a => format!("{} ({a}){conflict}", p.verdict.name()),
    }
}

fn aspects(p: &Provision) -> String {
    p.aspects.iter().map(|a| a.name()).collect::<Vec<_>>().join(", ")
}

fn positions(c: &Comparison, p: &Provision) -> String {
    let names = short(c);
    p.sayers().into_iter().map(|i| format!("{} – {}", text(&names[i]), said(c, &p.cells[i]))).collect::<Vec<_>>().join("; ")
}

fn said(c: &Comparison, cell: &CellState) -> String {
    match cell {
        CellState::Says { members, position, .. } => format!("{} ({})", text(position), text(&citations(c, members))),
        _ => String::new(),
    }
}

fn link(p: &Provision) -> String {
    format!("[{}](#{})", text(&p.title), slug(&p.id))
}

/// Ids are ours (`p-7f3a2c`); this keeps the attribute closed even if one were not.
fn slug(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// Words of an order as Markdown text: nothing in them is markup, a link, HTML or an entity.
pub(crate) fn text(words: &str) -> std::borrow::Cow<'_, str> {
    let shown = plain(words);
    if !shown.contains(SPECIAL) && !shown.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-') {
        return shown;
    }
    let mut out = String::with_capacity(shown.len() + 16);
    let leading = shown.chars().take_while(char::is_ascii_digit).count();
    for (i, c) in shown.chars().enumerate() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // "1. " and "- " at the start would begin a list.
            '.' | ')' if leading > 0 && i == leading => out.extend(['\\', c]),
            '+' | '-' if i == 0 => out.extend(['\\', c]),
            c if SPECIAL.contains(&c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    std::borrow::Cow::Owned(out)
}

const SPECIAL: &[char] = &['<', '>', '&', '\\', '`', '*', '_', '[', ']', '#', '|', '~', '!', '$'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_markup() {
        assert_eq!(text("<b>[x](y)</b> & *z*"), "&lt;b&gt;\\[x\\](y)&lt;/b&gt; &amp; \\*z\\*");
        assert_eq!(text("1. not a list"), "1\\. not a list");
        assert_eq!(text("- nor this"), "\\- nor this");
        assert_eq!(text("plain words"), "plain words");
    }
}
