//! `clausewise explain`.

use std::io::Write;
use std::path::PathBuf;

use super::near::unknown;
use super::progress::Progress;
use super::{Ended, compare, printed};
use crate::error::Result;
use crate::matrix::Comparison;
use crate::provision::{CellState, ClauseRef, Link, Provision};
use crate::report::plain::{beginning, plain};
use crate::report::{slots, tables};

pub(super) const EXAMPLES: &str = "\
Examples:
  clausewise explain orders p-7f3a2c                  a row, by its id in any report
  clausewise explain orders easton/go-9/III.a.iv      a clause, by its id
  clausewise explain orders III.a.iv                  by its citation alone: every order that has one";

/// What `explain` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder with the orders
    #[arg(value_name = "CORPUS")]
    corpus: PathBuf,
    /// A row (p-7f3a2c), a clause (easton/go-9/III.a.iv), or a citation
    #[arg(value_name = "ROW|CLAUSE")]
    name: String,
    #[command(flatten)]
    how: compare::How,
}

pub(super) fn run(args: &Args) -> Result<Ended> {
    let progress = Progress::new();
    let corpus = args.how.corpus(&args.corpus, &progress)?;
    let comparison = args.how.compare(&corpus, &progress)?;
    drop(progress);
    let c = &comparison;
    let mut out = anstream::stdout();
    let row = c.provisions.iter().find(|p| p.id == args.name || p.id.trim_start_matches("p-") == args.name);
    if let Some(p) = row {
        printed(explain_row(c, p, &mut out))?;
    } else {
        let clauses = find(c, &args.name);
        if clauses.is_empty() {
            let ids: Vec<String> = all(c).map(|r| c.clause_id(r)).collect();
            let rows = c.provisions.iter().map(|p| p.id.as_str());
            return Err(unknown("row or clause", &args.name, ids.iter().map(String::as_str).chain(rows)));
        }
        for at in clauses {
            printed(explain_clause(c, at, &mut out))?;
        }
    }
    printed(out.flush())?;
    Ok(if c.omitted.is_empty() { Ended::Whole } else { Ended::SomethingLeftOut })
}

fn all(c: &Comparison) -> impl Iterator<Item = ClauseRef> + '_ {
    c.orders.iter().enumerate().flat_map(|(order, o)| (0..o.clauses.len()).map(move |clause| ClauseRef { order, clause }))
}

fn find(c: &Comparison, name: &str) -> Vec<ClauseRef> {
    let by_id: Vec<ClauseRef> = all(c).filter(|r| c.clause_id(*r) == name).collect();
    if !by_id.is_empty() {
        return by_id;
    }
    all(c).filter(|r| c.clause(*r).citation.eq_ignore_ascii_case(name)).collect()
}

fn explain_clause(c: &Comparison, at: ClauseRef, out: &mut dyn Write) -> std::io::Result<()> {
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}  {}", c.clause_id(at), plain(&c.orders[at.order].reading(at.clause)))?;
    let mut found = false;
    for p in &c.provisions {
        let member = p.cells.iter().any(|cell| matches!(cell, CellState::Says { members, .. } if members.iter().any(|m| m.clause == at)));
        if member {
            found = true;
            writeln!(out)?;
            explain_row(c, p, out)?;
        }
    }
    if !found {
        writeln!(out, "\nIn no row.")?;
    }
    let mut near = Vec::new();
    for p in &c.provisions {
        for cell in &p.cells {
            if let CellState::Silent { nearest, .. } = cell {
                near.extend(nearest.iter().filter(|n| n.clause == at).map(|n| (n.score, p, &n.why)));
            }
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    if !near.is_empty() {
        writeln!(out, "\nCame near, and was not taken:")?;
        for (score, p, why) in near.iter().take(5) {
            writeln!(out, "  {score:.2}  {}  {} ({})", p.id, plain(&p.title), plain(why))?;
        }
    }
    Ok(())
}

fn explain_row(c: &Comparison, p: &Provision, out: &mut dyn Write) -> std::io::Result<()> {
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    let aspects: Vec<&str> = p.aspects.iter().map(|a| a.name()).collect();
    let mut verdict = p.verdict.name().to_string();
    if !aspects.is_empty() {
        verdict.push_str(&format!(" in {}", aspects.join(", ")));
    }
    if p.conflict {
        verdict.push_str(", in conflict");
    }
    writeln!(out, "{bold}{}{bold:#}  {}  {dim}{} / {}{dim:#}", p.id, plain(&p.title), plain(&p.subject), plain(&p.topic))?;
    writeln!(out, "  {bold}{verdict}{bold:#} (confidence {:.2}): {}", p.confidence, plain(&p.reason))?;
    for (i, cell) in p.cells.iter().enumerate() {
        let agency = &c.agencies[i];
        writeln!(out)?;
        match cell {
            CellState::Says { members, relation, position, directive } => {
                let mut marks: Vec<&str> = directive.force.map(|f| f.name()).into_iter().chain(relation.map(|r| r.name())).collect();
                if i == p.reference && p.sayers().len() > 1 {
                    marks.push("reference");
                }
                if p.alone.contains(&i) {
                    marks.push("alone");
                }
                writeln!(
                    out,
                    "  {bold}{}{bold:#} {} ({}): {}",
                    plain(&agency.name),
                    tables::citations(c, members),
                    marks.join(", "),
                    plain(position)
                )?;
                for m in members {
                    writeln!(out, "    {}  {} {dim}(confidence {:.2}){dim:#}", c.clause(m.clause).citation, plain(&m.text), m.confidence)?;
                }
                for (key, title) in slots::SLOTS {
                    let value = slots::values(directive, key);
                    if !value.is_empty() {
                        writeln!(out, "    {dim}{title}:{dim:#} {} {dim}“{}”{dim:#}", plain(&value), plain(&slots::words(directive, key)))?;
                    }
                }
            }
            CellState::Silent { nearest, confidence } => {
                writeln!(out, "  {} is silent (confidence {confidence:.2}); nearest:", plain(&agency.name))?;
                for n in nearest {
                    let clause = c.clause(n.clause);
                    writeln!(
                        out,
                        "    {:.2}  {}  {} – {}",
                        n.score,
                        clause.citation,
                        beginning(&plain(clause.words()), 90),
                        plain(&n.why)
                    )?;
                }
            }
            CellState::NotHeld => writeln!(out, "  {}: no order on the subject here", plain(&agency.name))?,
        }
    }
    if !p.links.is_empty() {
        writeln!(out, "\n  {bold}Why they stand together{bold:#}")?;
    }
    p.links.iter().try_for_each(|l| explain_link(c, l, out))
}

fn explain_link(c: &Comparison, l: &Link, out: &mut dyn Write) -> std::io::Result<()> {
    let parts: Vec<String> = l.parts.iter().map(|(name, value)| format!("{name} {value:.2}")).collect();
    writeln!(out, "    {:.2}  {}  ~  {}", l.score, c.clause_id(l.a), c.clause_id(l.b))?;
    writeln!(out, "          {}", parts.join(" · "))?;
    if !l.shared.is_empty() {
        writeln!(out, "          shared: {}", plain(&l.shared.join(", ")))?;
    }
    if let Some(provision) = &l.meeting {
        writeln!(out, "          known provision: {}", plain(provision))?;
    }
    Ok(())
}
