use std::io::{Cursor, Write};

use super::{document, shown};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// Parts of a Word file: name and content.
pub fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        archive.start_file(*name, stored).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A Word file with this body, this numbering part and these styles.
pub fn word(body: &str, numbering: &str, styles: &str) -> Vec<u8> {
    let relation = |id: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"x\" Target=\"{target}\"/>");
    let all = [("n", "numbering.xml"), ("s", "styles.xml"), ("f", "footnotes.xml"), ("h1", "header1.xml"), ("f1", "footer1.xml")];
    let relations: String = all.iter().map(|(id, target)| relation(id, target)).collect();
    let note = "<w:footnote w:id=\"2\"><w:p><w:r><w:t>Notes are kept apart.</w:t></w:r></w:p></w:footnote>";
    packed(&[
        ("word/document.xml", format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", format!("<Relationships>{relations}</Relationships>")),
        ("word/numbering.xml", format!("<w:numbering {W}>{numbering}</w:numbering>")),
        ("word/styles.xml", format!("<w:styles {W}>{styles}</w:styles>")),
        ("word/footnotes.xml", format!("<w:footnotes {W}>{note}</w:footnotes>")),
        ("word/header1.xml", format!("<w:hdr {W}>{}</w:hdr>", p("Orrin Police"))),
        ("word/footer1.xml", format!("<w:ftr {W}>{}</w:ftr>", p("Rev. 3"))),
    ])
}

pub fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

/// A paragraph of list `list` at `level`.
fn n(list: u32, level: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

/// One level of a kind of list.
fn level(at: u32, form: &str, text: &str, more: &str) -> String {
    format!("<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{form}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>")
}

fn kind(id: u32, levels: &[String]) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{}</w:abstractNum>", levels.concat())
}

fn list(id: u32, kind: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{more}</w:num>")
}

fn read(body: &str, numbering: &str, styles: &str) -> Vec<String> {
    shown(&document("order.docx", &word(body, numbering, styles)))
}

fn outline_kind() -> String {
    kind(
        0,
        &[
            level(0, "upperRoman", "%1.", ""),
            level(1, "upperLetter", "%2.", ""),
            level(2, "decimal", "%3.", ""),
            level(3, "lowerLetter", "(%4)", ""),
        ],
    )
}

#[test]
fn numbers_are_counted_level_by_level_as_word_shows_them() {
    let numbering = outline_kind() + &list(1, 0, "");
    let body = [n(1, 0, "a"), n(1, 1, "b"), n(1, 1, "c"), n(1, 2, "d"), n(1, 3, "e"), n(1, 3, "f"), n(1, 0, "g"), n(1, 1, "h")].concat();
    assert_eq!(read(&body, &numbering, ""), ["I I. a", "I A. b", "I B. c", "I 1. d", "I (a) e", "I (b) f", "I II. g", "I A. h"]);
}

#[test]
fn a_second_list_of_a_kind_goes_on_unless_it_says_where_it_starts() {
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    let numbering = kind(0, &[level(0, "decimal", "%1.", "")]) + &list(1, 0, "") + &list(2, 0, "") + &list(3, 0, restart);
    let body = [n(1, 0, "a"), p("between"), n(2, 0, "b"), n(3, 0, "c"), n(3, 0, "d")].concat();
    assert_eq!(read(&body, &numbering, ""), ["I 1. a", "P between", "I 2. b", "I 1. c", "I 2. d"]);
}

#[test]
fn paths_hold_their_parents_and_legal_levels_show_figures() {
    let numbering = kind(
        0,
        &[level(0, "upperRoman", "Article %1", ""), level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimalZero", "%1.%2.%3", "")],
    ) + &list(1, 0, "");
    let body = [n(1, 0, "a"), n(1, 0, "b"), n(1, 1, "c"), n(1, 1, "d"), n(1, 2, "e")].concat();
    assert_eq!(read(&body, &numbering, ""), ["I Article I a", "I Article II b", "I 2.1 c", "I 2.2 d", "I II.2.01 e"]);
}

#[test]
fn a_level_that_never_restarts_counts_through() {
    let numbering =
        kind(0, &[level(0, "decimal", "%1.", ""), level(1, "decimal", "Rule %2", "<w:lvlRestart w:val=\"0\"/>")]) + &list(1, 0, "");
    let body = [n(1, 0, "a"), n(1, 1, "b"), n(1, 0, "c"), n(1, 1, "d")].concat();
    assert_eq!(read(&body, &numbering, ""), ["I 1. a", "I Rule 1 b", "I 2. c", "I Rule 2 d"]);
}

#[test]
fn numbers_come_from_styles_too() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"H1\"/></w:style>";
    let numbering =
        kind(0, &[level(0, "decimal", "%1", "<w:pStyle w:val=\"H1\"/>"), level(1, "decimal", "%1.%2", "<w:pStyle w:val=\"H2\"/>")])
            + &list(1, 0, "");
    let styled = |style: &str, words: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let long = "A handler who finds a gate open at night shall close it, lock it, and write the hour into the kennel book.";
    let body = [styled("H1", "Scope"), styled("H2", "Dogs"), styled("H2", long)].concat();
    assert_eq!(read(&body, &numbering, styles), ["H1 1 Scope".to_owned(), "H2 1.1 Dogs".to_owned(), format!("I 1.2 {long}")]);
}

#[test]
fn bullets_of_sign_fonts_are_bullets() {
    let numbering = kind(0, &[level(0, "bullet", "\u{F0B7}", ""), level(1, "bullet", "o", "")]) + &list(1, 0, "");
    assert_eq!(read(&[n(1, 0, "a"), n(1, 1, "b")].concat(), &numbering, ""), ["I • a", "I • b"]);
}

#[test]
fn an_empty_paragraph_is_counted_and_not_shown() {
    let numbering = kind(0, &[level(0, "decimal", "%1.", "")]) + &list(1, 0, "");
    assert_eq!(read(&[n(1, 0, "a"), n(1, 0, ""), n(1, 0, "c")].concat(), &numbering, ""), ["I 1. a", "I 3. c"]);
}

#[test]
fn a_number_in_a_cell_of_its_own_stands_before_the_next_cell() {
    let numbering = kind(0, &[level(0, "upperLetter", "%1.", "")]) + &list(1, 0, "");
    let row = |words: &str| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", n(1, 0, ""), p(words));
    let body = format!("<w:tbl>{}{}</w:tbl>", row("Feed."), row("Water."));
    assert_eq!(read(&body, &numbering, ""), ["R0 A. | Feed.", "R0 B. | Water."]);
}

#[test]
fn tracked_changes_are_taken_as_accepted_with_a_doubt() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">Keep logs </w:t></w:r><w:del><w:r><w:delText>one</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>two</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> years.</w:t></w:r></w:p>";
    let read = document("o.docx", &word(body, "", ""));
    assert_eq!(shown(&read), ["P Keep logs two years."]);
    assert!(read.doubts.iter().any(|doubt| doubt.what.contains("tracked change")));
}

#[test]
fn hidden_words_field_codes_and_comments_are_not_read() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
                <w:r><w:instrText>REF no</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>See 4.2</w:t></w:r>\
                <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>";
    assert_eq!(read(body, "", ""), ["P See 4.2"]);
}

#[test]
fn headers_and_footers_are_margins_and_notes_stand_at_the_end() {
    let body = "<w:p><w:r><w:t>Logs are kept</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>\
                <w:sectPr><w:headerReference r:id=\"h1\"/><w:footerReference r:id=\"f1\"/></w:sectPr>";
    assert_eq!(read(body, "", ""), ["M Orrin Police", "P Logs are kept.", "---", "P ¹ Notes are kept apart.", "M Rev. 3"]);
}

#[test]
fn a_text_box_follows_its_paragraph_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box."));
    let both = format!(
        "<mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent>"
    );
    let body = format!("<w:p><w:r><w:t>Beside the box.</w:t>{both}</w:r></w:p>{}", p("After."));
    assert_eq!(read(&body, "", ""), ["P Beside the box.", "P In the box.", "P After."]);
}

#[test]
fn breaks_tabs_hyphens_and_signs_stay_in_the_words() {
    let body = "<w:p><w:r><w:t>Order:</w:t><w:tab/><w:t>4</w:t><w:noBreakHyphen/><w:t>7</w:t><w:br/><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/>\
                <w:t xml:space=\"preserve\"> New &amp; old</w:t></w:r></w:p>";
    assert_eq!(read(body, "", ""), ["P Order:<tab>4-7 / ☐ New & old"]);
}

#[test]
fn bold_words_at_the_start_are_known() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Lot.</w:t></w:r><w:r><w:t xml:space=\"preserve\"> A fenced yard.</w:t></w:r></w:p>";
    assert_eq!(document("o.docx", &word(body, "", "")).blocks[0].lines[0].strong, 4);
}
