//! A comparison made by hand: three invented agencies, every kind of row and cell a report has to show.

use clausewise::corpus::Omission;
use clausewise::directive::{Authority, Directive, Phrase};
use clausewise::matrix::{Agency, Comparison};
use clausewise::order::{Clause, Force, Header, Kind, Order};
use clausewise::place::Place;
use clausewise::provision::{Aspect, CellState, ClauseRef, Link, Member, Nearest, Provision, Relation, Verdict};

/// One clause under a heading; `lead` is the index of its lead-in.
fn clause(citation: &str, kind: Kind, force: Option<Force>, text: &str, parent: Option<usize>, line: u32) -> Clause {
    let heading = kind == Kind::Heading;
    Clause {
        citation: citation.into(),
        parent,
        depth: if heading { 0 } else { 1 },
        kind,
        force,
        marker: citation.rsplit('.').next().unwrap_or_default().into(),
        heading: heading.then(|| text.into()),
        term: None,
        text: if heading { String::new() } else { text.into() },
        place: Place { line, end_line: line, page: Some(line / 20 + 1) },
    }
}

fn order(id: &str, name: &str, title: &str, number: &str, clauses: Vec<Clause>) -> Order {
    let agency = id.split('/').next().unwrap_or_default();
    Order {
        id: id.into(),
        agency: agency.into(),
        agency_name: name.into(),
        source: format!("{agency}.md"),
        header: Header {
            number: Some(number.into()),
            title: Some(title.into()),
            effective: Some("2021-03-04".into()),
            ..Header::default()
        },
        fields: vec![("NUMBER".into(), number.into())],
        clauses,
        ..Order::default()
    }
}

fn phrase(value: &str, words: &str) -> Phrase {
    Phrase { value: value.into(), words: words.into() }
}

/// A directive of this force with a few slots.
fn directive(force: Force) -> Directive {
    Directive {
        force: Some(force),
        force_words: "shall".into(),
        actors: vec![phrase("member", "employees")],
        acts: vec![phrase("access", "access")],
        situations: vec![phrase("on-duty", "while on duty")],
        ..Directive::default()
    }
}

/// A cell that says the words of these clauses.
fn says(c: &[Order], order: usize, clauses: &[usize], force: Force, relation: Option<Relation>, position: &str) -> CellState {
    let members = clauses.iter().map(|i| Member {
        clause: ClauseRef { order, clause: *i },
        text: c[order].clauses[*i].text.clone(),
        confidence: 0.9,
        directive: directive(force),
    });
    CellState::Says { members: members.collect(), relation, position: position.into(), directive: directive(force) }
}

fn silent(order: usize, clause: usize) -> CellState {
    let nearest = Nearest { clause: ClauseRef { order, clause }, score: 0.21, why: "same act, other subject".into() };
    CellState::Silent { nearest: vec![nearest], confidence: 0.8 }
}

fn row(id: &str, title: &str, topic: &str, verdict: Verdict, cells: Vec<CellState>) -> Provision {
    let reference = cells.iter().position(|c| matches!(c, CellState::Says { .. })).unwrap_or_default();
    Provision {
        id: id.into(),
        title: title.into(),
        subject: "Social Media".into(),
        topic: topic.into(),
        verdict,
        aspects: vec![],
        conflict: false,
        alone: vec![],
        reference,
        reason: "Decided by the words “shall” and “may”.".into(),
        cells,
        links: vec![],
        confidence: 0.9,
    }
}

/// The comparison.
pub fn comparison() -> Comparison {
    use Force::{Obligation, Permission, Prohibition, Recommendation};
    let orders = vec![
        order(
            "easton/go-9",
            "Easton Police Department",
            "Social Media",
            "General Order # 9",
            vec![
                clause("I", Kind::Heading, None, "ON DUTY", None, 3),
                clause(
                    "I.a",
                    Kind::Clause,
                    Some(Prohibition),
                    "Employees shall not look at social media while on duty for any personal reason.",
                    Some(0),
                    5,
                ),
                clause("I.b", Kind::LeadIn, Some(Obligation), "Those who post for the department shall:", Some(0), 7),
                clause("I.b.1", Kind::Clause, Some(Obligation), "say that they are members of the department", Some(2), 8),
                clause("I.b.2", Kind::Clause, Some(Obligation), "keep every record of a post for three years", Some(2), 9),
                clause("II", Kind::Heading, None, "OFF DUTY", None, 20),
                clause("II.a", Kind::Clause, Some(Prohibition), "No member comments on town affairs under an invented name.", Some(5), 22),
                clause("II.b", Kind::Clause, Some(Recommendation), "Members should think twice before they show the badge.", Some(5), 24),
            ],
        ),
        order(
            "milbrook/4-14",
            "Milbrook Police",
            "Social Networking",
            "4.14",
            vec![
                clause(
                    "1",
                    Kind::Clause,
                    Some(Permission),
                    "Employees may look at social media while on duty for short personal breaks.",
                    None,
                    4,
                ),
                clause(
                    "2",
                    Kind::Clause,
                    Some(Obligation),
                    "Whoever posts for the department shall say so and keep the records of each post for two years.",
                    None,
                    6,
                ),
                clause(
                    "3",
                    Kind::Clause,
                    Some(Prohibition),
                    "Members shall not show the badge without leave of the chief in writing.",
                    None,
                    8,
                ),
            ],
        ),
        order(
            "norwick/12",
            "Norwick Police Department",
            "Social Media",
            "12",
            vec![
                clause("A", Kind::Clause, Some(Permission), "Employees may look at social media while on duty when work allows.", None, 4),
                clause("B", Kind::Clause, Some(Obligation), "A post for the department is marked as one and kept for two years.", None, 5),
            ],
        ),
        order(
            "norwick/77",
            "Norwick Police Department",
            "Unmanned Aircraft",
            "77",
            vec![clause("A", Kind::Clause, Some(Obligation), "A pilot writes each flight into the log.", None, 3)],
        ),
    ];
    let o = &orders;
    let mut duty = row(
        "p-00000a",
        "Personal use on duty",
        "On duty",
        Verdict::Differ,
        vec![
            says(o, 0, &[1], Prohibition, Some(Relation::Conflicts), "not for any personal reason"),
            says(o, 1, &[0], Permission, None, "for short personal breaks"),
            says(o, 2, &[0], Permission, Some(Relation::Equivalent), "when work allows"),
        ],
    );
    duty.reference = 1;
    duty.conflict = true;
    duty.alone = vec![0];
    duty.aspects = vec![Aspect::Force, Aspect::Condition];
    duty.links = vec![Link {
        a: ClauseRef { order: 0, clause: 1 },
        b: ClauseRef { order: 1, clause: 0 },
        score: 0.71,
        parts: vec![("words", 0.6), ("concepts", 0.8)],
        shared: vec!["look".into(), "personal".into()],
        meeting: None,
    }];
    let records = row(
        "p-00000b",
        "Marking and keeping of posts",
        "On duty",
        Verdict::Agree,
        vec![
            says(o, 0, &[3, 4], Obligation, None, "say that they are members"),
            says(o, 1, &[1], Obligation, Some(Relation::Equivalent), "say so and keep the records"),
            says(o, 2, &[1], Obligation, Some(Relation::Equal), "marked as one and kept"),
        ],
    );
    let mut badge = row(
        "p-00000c",
        "Badge and emblem",
        "Off duty",
        Verdict::Differ,
        vec![
            says(o, 0, &[7], Recommendation, None, "should think twice"),
            says(o, 1, &[2], Prohibition, Some(Relation::Stricter), "without leave of the chief in writing"),
            silent(2, 1),
        ],
    );
    badge.aspects = vec![Aspect::Force, Aspect::Authority];
    if let CellState::Says { directive, .. } = &mut badge.cells[1] {
        directive.authority = Some(Authority {
            who: vec![phrase("chief", "the chief")],
            rank: 100,
            written: true,
            express: false,
            words: "leave of the chief in writing".into(),
        });
    }
    let name = row(
        "p-00000d",
        "Comment under another name",
        "Off duty",
        Verdict::Unique,
        vec![says(o, 0, &[6], Prohibition, None, "not under an invented name"), silent(1, 1), silent(2, 1)],
    );
    let mut flight = row(
        "p-00000e",
        "Flight log",
        "Flights",
        Verdict::Unique,
        vec![CellState::NotHeld, CellState::NotHeld, says(o, 3, &[0], Obligation, None, "writes each flight into the log")],
    );
    flight.subject = "Unmanned Aircraft".into();
    let agencies = [("easton", "Easton Police Department"), ("milbrook", "Milbrook Police"), ("norwick", "Norwick Police Department")];
    Comparison {
        agencies: agencies.map(|(id, name)| Agency { id: id.into(), name: name.into() }).into(),
        subjects: vec!["Social Media".into(), "Social Media".into(), "Social Media".into(), "Unmanned Aircraft".into()],
        provisions: vec![duty, records, badge, name, flight],
        omitted: vec![Omission {
            source: "westlake.md".into(),
            why: "the file is empty; put the order's text into it or take it away".into(),
        }],
        similarity: vec![vec![1.0, 0.4, 0.3], vec![0.4, 1.0, 0.6], vec![0.3, 0.6, 1.0]],
        orders,
    }
}

/// Words that try to be code in one format or another, put wherever an order's words go.
pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "=HYPERLINK(\"http://evil.invalid\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "]]><!--",
    "[x](javascript:alert(3)) ![y](http://evil.invalid/z.png) | `z` **b**",
    "may \u{202e}ton llahs\u{202c} post",
    "null\0byte and \u{7}bell and \u{b}tab",
    "{{ 7 * 7 }}{% raw %}",
    "</style></title></textarea>' onmouseover='x",
];

/// The comparison with [`HOSTILE`] words in every text of it, and one word of 100 kB.
pub fn hostile() -> Comparison {
    let mut c = comparison();
    let mut next = 0;
    let mut bad = || {
        next += 1;
        HOSTILE[next % HOSTILE.len()].to_string()
    };
    for agency in &mut c.agencies {
        agency.name = bad();
    }
    for order in &mut c.orders {
        order.agency_name = bad();
        order.header.number = Some(bad());
        order.header.title = Some(bad());
        order.header.effective = Some(bad());
        order.source = bad();
        for clause in &mut order.clauses {
            clause.citation = bad();
            if clause.kind == Kind::Heading { clause.heading = Some(bad()) } else { clause.text = bad() }
        }
    }
    for subject in &mut c.subjects {
        *subject = bad();
    }
    for p in &mut c.provisions {
        p.title = bad();
        p.subject = bad();
        p.topic = bad();
        p.reason = bad();
        for l in &mut p.links {
            l.shared = vec![bad(), bad()];
        }
        for cell in &mut p.cells {
            match cell {
                CellState::Says { members, position, directive, .. } => {
                    *position = bad();
                    directive.actors = vec![Phrase { value: bad(), words: bad() }];
                    for m in members {
                        m.text = bad();
                    }
                }
                CellState::Silent { nearest, .. } => nearest.iter_mut().for_each(|n| n.why = bad()),
                CellState::NotHeld => {}
            }
        }
    }
    for o in &mut c.omitted {
        o.source = bad();
        o.why = bad();
    }
    if let CellState::Says { members, .. } = &mut c.provisions[0].cells[1] {
        members[0].text = "w".repeat(100_000);
    }
    c
}
