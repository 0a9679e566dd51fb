//! The cases of `docs/tricky-outlines.md`: each fixture has the tree it must give, one line a clause.

use std::collections::BTreeSet;

use clausewise::order::{Aim, Kind, Order, coverage};

/// Citation, kind and first words of every clause; several orders of a file are parted by `||`.
const TREES: &[(&str, &str)] = &[
    ("letter-i.txt", "g c Oars|h c Sails|i c Ropes|j c Nets"),
    ("roman-i.txt", "g c Oars|h l Sails|h.i c it|h.ii c the|i c Ropes"),
    ("mention.txt", "a c A|b c The|c c Oars"),
    ("two-markers.txt", "a h |a.1 c Boats|a.2 c Oars|b c Nets"),
    ("pile.txt", "A h Keys|A.1 c Keys|A.2 c Locks|A.3 c Doors|B h Lamps|B.1 c Lamps"),
    ("lost-number.txt", "A c Keys|B c Locks|C c Doors|D c Lamps"),
    ("spoilt.txt", "I h KEYS|I.p1 c Keys|II h LOCKS|II.A l Locks|II.A.i c of|II.A.ii c of|II.A.iii c of|III h DOORS|III.p1 c Doors"),
    ("running-head.txt", "A c Lamps|B c Wicks|C c Glass|D c Lamps|E c Oil|F c No|G c A|H c Lamps"),
    (
        "continued.txt",
        "4.1 h Keys|4.1.p1 c Keys|4.2 h Lamps|4.2.p1 l The|4.2.b1 c light|4.2.b2 c trim|4.2.b3 c wipe|4.3 h Doors|4.3.p1 c Doors",
    ),
    ("hyphen.txt", "A c The|B c A"),
    ("restart.md", "Keys h Keys|Keys.1 c Keys|Keys.2 c Keys|Lamps h Lamps|Lamps.1 c Lamps|Lamps.2 c Lamps"),
    ("run-in.txt", "7.4.1 h Storage|7.4.1.p1 c All|7.4.2 h Lending|7.4.2.p1 c No|7.4.3 h Loss|7.4.3.p1 c A"),
    ("terms-table.md", "2 h Definitions|2.1 d Clerk|2.2 d Watchman"),
    ("tail.txt", "A h Duties|A.1 l The|A.1.b1 c the|A.1.b2 c the|A.1.p1 c Nothing|A.2 c The"),
    ("nested-bullets.md", "b1 l Keys|b1.b1 c in|b1.b2 c at|b2 c Keys"),
    ("contents.txt", "I h Keys|I.p1 c Keys|II h Lamps|II.p1 c Lamps|III h Doors|III.p1 c Doors"),
    ("circles.txt", "1 c Keys|2 c Lamps|3 c Doors"),
    ("short-items.txt", "p1 c The|1 c Boats|2 c Lamps|3 c Lines|4 c Sails"),
    (
        "nested-numbers.md",
        "1 h Boats|1.1 c Boats|1.2 c Boats|2 h Lamps|2.1 c Lamps|2.2 c Lamps|3 h Keys|3.1 c Keys|3.2 c Keys|3.3 c Keys|4 h Doors|4.1 c Doors",
    ),
    ("two-columns.txt", "PIER-ORDER-4-LOANS h PIER|1 c The|2 c No|3 c Whoever|4 c A|5 c The"),
    ("alternating.txt", "1 c The"),
    ("gaps-no-columns.txt", "A c The|A.p1 c Room|B c Every"),
    ("boxes.txt", "A c The|A.p1 c [|A.p2 c (|A.p3 c (|A.p4 c ☐|A.p5 c ☑|B c The"),
    ("signatures.txt", "A c The|B c The"),
    (
        "state-code.txt",
        "7-3-01 h Purpose|7-3-01.A c The|7-3-01.B c It|7-3-02 h Lending|7-3-02.A c A|7-3-02.B c No|7-3-03 h Return.|7-3-03.A c The",
    ),
    ("head-in-rows.md", "I h LAMPS|I.A c Lamps"),
    (
        "words.txt",
        "1 h WHAT|1.1 d Loft.|1.2 d Mate.|2 h HOUSEKEEPING|2.1 d Skiff:|2.2 d Gig:|2.3 d Slip:|3 h LAMPS|3.1 h What|3.1.1 c A|4 h GATES|4.1 l The|4.1.1 l Against:|4.1.1.a c Boats|4.1.1.b c Strangers.|4.1.2 c At",
    ),
    ("plain.txt", "p1 c the|p2 c nobody|p3 c whoever"),
    ("references.txt", "I h KEYS|I.A c Keys|I.B c Keys|II h LAMPS|II.A c Lamps|II.B c Whoever"),
    ("two-orders.txt", "A c Keys|B c Keys|C c Keys||A c Lamps|B c Wicks"),
    (
        "sample-order.txt",
        "A c Orders|B c Orders|SAMPLE h SAMPLE|SAMPLE.p1 c MARLOW|SAMPLE.p2 c Subject:|SAMPLE.p3 c Effective|SAMPLE.p4 c Lamps|SAMPLE.p5 c Wicks",
    ),
    ("joined-columns.txt", "PIER-LOANS h PIER|1 c The|2 c No|3 c Whoever"),
    (
        "vendor-manual.txt",
        "1031.1 h PURPOSE|1031.1.p1 c This|1031.1.1 h DEFINITIONS|1031.1.1.p1 l Definitions|1031.1.1.p2 d Hand|1031.1.1.p3 d Signal|1031.2 h POLICY|1031.2.p1 c It|1031.3 h ISSUE|1031.3.p1 l The|1031.3.a c Hand|1031.3.b c Signal|1031.3.b.1 c The|1031.3.b.2 c The|1031.3.c c Spare|1031.3.1 h LOST|1031.3.1.p1 c A|1031.3.1.a c Determine|1031.3.1.b l Arrange|1031.3.1.b.1 c Near|1031.3.1.b.2 c In|1031.4 h RETURN|1031.4.p1 c Lamps|1031.4.1 h DAMAGED|1031.4.1.p1 c Members|1031.4.1.a c Shall|1031.4.1.b l Shall|1031.4.1.b.1 c Repair|1031.4.1.b.2 c Dispose|1031.5 h TRAINING|1031.5.p1 c Training",
    ),
    (
        "side-heads.txt",
        "Purpose h Purpose|Purpose.p1 c The|Policy h Policy|Policy.p1 c Quarries|Definitions h Definitions|Definitions.p1 d Quarry:|Definitions.p2 d Rim:|Patrol-Procedures h Patrol|A h Day|A.1 c Officers|A.2 c Officers|B h Night|B.1 c Officers|B.2 c A|Trespassers h Trespassers|Trespassers.p1 c Officers|Reporting h Reporting|Reporting.p1 c Each",
    ),
    (
        "actors.txt",
        "PURPOSE h PURPOSE|PURPOSE.p1 c To|PROCEDURE h PROCEDURE|PROCEDURE.p1 c When|UNIFORMED-MEMBER-OF-THE-SERVICE h UNIFORMED|1 c Determine|2 c Request|2.a c State|2.b c State|PATROL-SUPERVISOR h PATROL|3 c Respond|4 c Establish|4.NOTE h NOTE|4.NOTE.p1 c A|HARBOR-UNIT h HARBOR|5 c Take|6 c Deliver|DESK-OFFICER h DESK|7 c Make|ADDITIONAL-DATA h ADDITIONAL|ADDITIONAL-DATA.p1 c Vessels|RELATED-PROCEDURES h RELATED|RELATED-PROCEDURES.p1 c Lost",
    ),
    (
        "letter-bullets.txt",
        "1.0 h Purpose|1.0.p1 c To|2.0 h Policy|2.0.b1 c Chairs|2.0.b2 l Chairs|2.0.b2.b1 c clean|2.0.b2.b2 c dry,|2.0.b2.b3 c folded|2.0.b3 c Chairs|3.0 h Procedure|3.1 l The|3.1.b1 c counts|3.1.b2 c notes|3.1.b2.b1 c the|3.1.b2.b2 c the|3.1.b3 c locks|3.2 l Members:|3.2.b1 c carry|3.2.b2 c report|3.3 c Chairs",
    ),
    (
        "spoilt-ones.txt",
        "I h PURPOSE|I.p1 c To|II h POLICY|II.p1 c lt|III h DEFINITIONS|III.A d Found|III.B d Harbor|IV h PROCEDURES|IV.A l Upon|IV.A.1 c Tie|IV.A.2 c Look|IV.A.3 l Notify|IV.A.3.a c The|IV.A.3.b c The|IV.A.3.c l Anything|IV.A.3.c.i c oars,|IV.A.3.c.ii c sails,|IV.A.3.c.iii c fuel.|IV.B l The|IV.B.1 c Enter|IV.B.2 c Inform|IV.C c Boats|V h DlSPOSITION|V.A c Boats|V.B c Money",
    ),
    (
        "letter-paths.txt",
        "053.00 h PURPOSE|053.00.A c To|053.01 h POLICY|053.01.A c Ladders|053.01.B c No|053.02 h PROCEDURE|053.02.A l Officers|053.02.A-1 c Ask|053.02.A-2 c Wait|053.02.A-3 c Hold|053.02.B l Supervisors|053.02.B-1 c Inspect|053.02.B-2 c Note|053.03 h INSPECTION|053.03.A c Ladders|053.03.A.1 c The|053.03.A.2 c Ladders|053.03.A.2.a c The|053.03.A.2.b c A",
    ),
    (
        "task-numbers.txt",
        "8.010 h EVIDENCE|8.010-POL h POLICY|8.010-POL.p1 c Lamps|8.010-TSK-1 h RECEIVING|8.010-TSK-1.p1 l The|8.010-TSK-1.1 c Weighs|8.010-TSK-1.2 c Empties|8.010-TSK-1.3 c Places|8.010-TSK-2 h STORING|8.010-TSK-2.p1 c The|8.010-TSK-2.1 c Lamps|8.010-TSK-2.2 c Lamps|8.010-TSK-3 h RELEASING|8.010-TSK-3.p1 c No",
    ),
    (
        "counted-feet.txt",
        "A h PURPOSE|A.p1 c The|B h PROCEDURE|B.1 c Officers|B.2 l Officers|B.2.a c trained,|B.2.b c tied|B.p1 c 1|B.p2 c 2|C h AFTER|C.1 l The|C.1.a c See|C.1.b c Complete|C.2 c The|D h EQUIPMENT|D.1 c Lines",
    ),
    (
        "lone-numerals.txt",
        "I h PURPOSE|I.p1 c To|II h POLICY|II.p1 c Open|III h PROCEDURE|III.A l An|III.A.1 c Stand|III.A.2 c Ask|III.A.3 c Look|III.B c The|III.C c Each|IV h CANCELLATION|IV.p1 c This",
    ),
    (
        "page-tops.txt",
        "I h PURPOSE|I.p1 c The|II h PROCEDURE|II.A l Officers|II.A.1 c on|II.A.2 c at|II.A.3 c at|II.B c Officers|II.C l Whistles|II.C.b1 c the|II.C.b2 c the|III h REVIEW|III.p1 c This",
    ),
    (
        "fused-items.txt",
        "PURPOSE h PURPOSE|PURPOSE.p1 c The|CARE h CARE|A l Officers|A.1 c Bail|A.2 c Count|A.3 c Look|A.3.i c Wet|A.3.ii c Stains.|A.3.iii c The|A.4 c Sign|B c A|C c No|D c The|E c The|LOSS h LOSS|LOSS.p1 c Whoever|REPAIR h REPAIR|REPAIR.p1 c Boats",
    ),
    (
        "run-on.txt",
        "310.01 h Purpose|310.01.p1 c The|310.02 h Definitions|310.02.A d Lantern:|310.02.B d Beacon:|310.03 h Rules|310.03.A c Officers|310.03.B c Officers|310.03.C l An|310.03.C.1 c Light|310.03.C.2 c Tell|310.04 h Loss|310.04.p1 c Any",
    ),
    ("numbers-above.txt", "E h Use|E.1 l Care|E.1.a c Officers|E.1.b c Officers|E.1.c l For|E.1.c.1 c Lean|E.1.c.2 c Carry"),
    ("web-lines.txt", "A h Wells|A.1 c No|A.2 c Covers|B h Springs|B.1 c Springs|SCOPE h SCOPE|SCOPE.p1 c All"),
    (
        "unmarked.md",
        "Lanterns h Lanterns|Lanterns.p1 l The|Lanterns.b1 c a|Lanterns.b2 c a|Lanterns.b3 c matches|Lanterns.p2 c A|Lanterns.p3 l No|Lanterns.b4 c where|Lanterns.b5 c when|Lanterns.b6 c by|Return h Return|Return.p1 c Lanterns",
    ),
    (
        "middle-numbers.txt",
        "I h PURPOSE|I.p1 c To|II h RULES|II.A c Ladders|II.B l A|II.B.1 c two|II.B.2 c one|III h STORAGE|III.p1 c Ladders",
    ),
    (
        "table-heads.md",
        "Keeping h Keeping|Keeping.p1 l Cards|Keeping.p2 c Loan|Keeping.p3 c Arrest|Keeping.p4 c Loss|Keeping.p5 c Officers",
    ),
    ("code-sections.txt", "9-31 h Definitions.|9-31.p1 d \"Gate\"|9-32 h Locking.|9-32.a c A|9-32.b l A|9-32.b.1 c a|9-32.b.2 c an"),
    ("town-above.txt", "A c Officers|B c Lines"),
    ("remark.txt", "A l The|A.1 c Feed|A.2 c Brush|A.2.p1 c NOTE:|A.3 c Walk|A.5 c Clean|B l The|B.1 c Wash|B.1~2 c Weigh|B.2 c Enter"),
];

fn read_all(name: &str) -> (Vec<u8>, Vec<Order>) {
    let path = format!("{}/tests/fixtures/outline/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("fixture");
    let document = clausewise::read::read(name, &bytes).expect("readable");
    let orders = clausewise::outline::orders(&document, name);
    (bytes, orders)
}

fn read(name: &str) -> (Vec<u8>, Order) {
    let (bytes, mut orders) = read_all(name);
    (bytes, orders.remove(0))
}

fn tree(order: &Order) -> String {
    let line = |clause: &clausewise::order::Clause| {
        let kind = match clause.kind {
            Kind::Heading => 'h',
            Kind::LeadIn => 'l',
            Kind::Clause => 'c',
            Kind::Definition => 'd',
        };
        format!("{} {kind} {}", clause.citation, clause.words().split(' ').next().unwrap_or_default())
    };
    order.clauses.iter().map(line).collect::<Vec<_>>().join("|")
}

#[test]
fn every_tricky_outline_gives_its_tree() {
    let wrong: Vec<String> = TREES
        .iter()
        .filter_map(|(name, wanted)| {
            let found = read_all(name).1.iter().map(tree).collect::<Vec<_>>().join("||");
            (found != *wanted).then(|| format!("{name}\n  wanted {wanted}\n  found  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fixture_stands_in_the_list_and_on_the_page() {
    let folder = format!("{}/tests/fixtures/outline", env!("CARGO_MANIFEST_DIR"));
    let files: BTreeSet<String> =
        std::fs::read_dir(folder).expect("folder").map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
    let listed: BTreeSet<String> = TREES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, listed);
    let page = include_str!("../docs/tricky-outlines.md");
    assert!(listed.iter().all(|name| page.contains(&format!("`{name}`"))));
}

#[test]
fn no_word_of_a_fixture_is_lost_or_said_twice() {
    for (name, _) in TREES {
        let (bytes, orders) = read_all(name);
        assert_eq!(coverage(&coverage::source_words(name, &bytes), &orders), [], "{name}");
    }
}

#[test]
fn what_was_mended_is_a_doubt_and_what_was_plain_is_none() {
    for name in ["pile.txt", "lost-number.txt", "spoilt.txt", "two-columns.txt", "alternating.txt", "joined-columns.txt", "spoilt-ones.txt"]
    {
        assert!(!read(name).1.doubts.is_empty(), "{name}");
    }
    for name in [
        "plain.txt",
        "letter-i.txt",
        "restart.md",
        "tail.txt",
        "nested-numbers.md",
        "gaps-no-columns.txt",
        "boxes.txt",
        "signatures.txt",
        "side-heads.txt",
        "vendor-manual.txt",
    ] {
        assert_eq!(read(name).1.doubts, [], "{name}");
    }
}

#[test]
fn words_cut_at_a_lines_end_are_whole_again() {
    let order = read("hyphen.txt").1;
    assert!(order.clauses[0].text.contains("all equipment in"));
    assert!(order.clauses[1].text.contains("No user-made tool"));
}

#[test]
fn references_point_to_their_clause_or_say_what_else_they_mean() {
    let order = read("references.txt").1;
    let shown = |r: &clausewise::order::Reference| {
        let to = r.target.map_or(if r.to == Aim::Clause { "?" } else { r.to.name() }, |target| order.clauses[target].citation.as_str());
        format!("{} {to}", order.clauses[r.clause].citation)
    };
    let found: Vec<String> = order.references.iter().map(shown).collect();
    assert_eq!(found, ["I.B I.A", "I.B II.A", "II.A order", "II.A form", "II.B I.A", "II.B I.B", "II.B ?", "II.B statute"]);
}

#[test]
fn the_columns_of_a_page_are_read_one_after_the_other_and_keep_their_lines() {
    let order = read("two-columns.txt").1;
    assert!(
        order.clauses[3]
            .text
            .ends_with("The clerk writes a receipt for it, and the receipt is kept until the boat is back at the pier with its oars.")
    );
    assert_eq!((order.clauses[4].place.line, order.clauses[4].place.end_line), (7, 9));
    assert_eq!((order.doubts[0].place.line, order.doubts[0].place.end_line), (2, 14));
}

#[test]
fn heads_with_bars_tables_titles_of_books_and_values_of_two_lines_are_fields() {
    let rows = read("head-in-rows.md").1.header;
    assert_eq!(rows.agency_name.as_deref(), Some("Quay Metropolitan Police Department"));
    assert_eq!((rows.effective.as_deref(), rows.review.as_deref()), (Some("2024-04-01"), Some("2026-04-01")));
    assert_eq!((rows.title.as_deref(), rows.rescinds.as_deref()), (Some("LAMPS"), Some("General Order 8.3 (2019)")));
    let code = read("state-code.txt").1;
    assert_eq!((code.header.title.as_deref(), code.header.number.as_deref()), (Some("LENDING OF BOATS"), Some("7-3")));
    assert!(code.fields.iter().any(|(_, value)| value == "ADA FENNIMORE"), "a signature without a label is no clause");
    let campus = read("words.txt").1.header;
    let town = read("town-above.txt").1.header;
    assert_eq!(town.agency_name.as_deref(), Some("Alderby Police Department"));
    assert_eq!(campus.agency_name.as_deref(), Some("North Quay Campus Police"));
    assert_eq!(campus.title.as_deref(), Some("Lending of Boats and the Boat Register"));
}

#[test]
fn who_signed_stands_in_the_head_and_who_approved_in_its_field() {
    let order = read("signatures.txt").1;
    assert_eq!(order.header.approved_by.as_deref(), Some("Ellis Marne, Master of the Harbor"));
    let labels: Vec<&str> = order.fields.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["Approved by", "Signature", "Date"]);
}
