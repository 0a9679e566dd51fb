use super::bad::{CATALOG, pdf};
use super::{document, shown};

/// A PDF with these content streams, one a page; `/F` is Helvetica, `/B` its bold cut. `more` goes into each page.
fn pages(contents: &[&str], more: &str) -> Vec<u8> {
    let first = 5;
    let kids: String = (0..contents.len()).map(|page| format!("{} 0 R ", first + 2 * page)).collect();
    let font = |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
    let mut objects = vec![
        CATALOG.to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", contents.len()),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    for (page, content) in contents.iter().enumerate() {
        let stream = first + 2 * page + 1;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {more} /Contents {stream} 0 R /Resources << /Font << /F 3 0 R /B 4 0 R >> >> >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    pdf(&objects)
}

/// Lines from the top of a page, one under the other.
fn lines(font: &str, top: i32, words: &[&str]) -> String {
    words.iter().enumerate().map(|(n, words)| at(font, 10, 72, top - 12 * n as i32, words)).collect()
}

fn at(font: &str, size: u32, x: i32, y: i32, words: &str) -> String {
    let words = words.replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n")
}

fn seen(content: &str) -> Vec<String> {
    shown(&document("o.pdf", &pages(&[content], "")))
}

const FULL: &str = "Handlers feed the dogs at the same hour each day and write the hour and the amount into the book";

#[test]
fn full_lines_go_on_and_gaps_part_paragraphs() {
    let content = lines("F", 700, &[FULL, "that hangs by the door.", FULL, "of the kennel."]) + &lines("F", 630, &["No dog is fed twice."]);
    let joined = format!("P {FULL} that hangs by the door.");
    assert_eq!(seen(&content), [joined, format!("P {FULL} of the kennel."), "P No dog is fed twice.".into()]);
}

#[test]
fn a_word_cut_at_the_line_s_end_is_made_whole_and_a_hyphen_that_belongs_stays() {
    let cut = "Handlers feed the dogs at the same hour each day, write the hour into the book and use a self-";
    let soft = "contained bowl. A bowl is washed at once, and the water in it is changed in quick suc-";
    let content =
        lines("F", 700, &["A self-contained bowl is one with a lid."]) + &lines("F", 660, &[cut, soft, "cession until the dog is done."]);
    let read = seen(&content);
    assert!(read[1].contains("a self-contained bowl") && read[1].contains("quick succession until"), "{read:?}");
}

#[test]
fn a_mention_at_the_start_of_a_line_is_left_to_the_outline() {
    let content = lines(
        "F",
        700,
        &[
            "Handlers feed the dogs at the same hour each day and write the hour as told in paragraph",
            "(b) of the kennel plan, and sign it.",
        ],
    );
    assert_eq!(seen(&content).len(), 1);
    assert!(seen(&content)[0].contains(" / (b) of the kennel plan"), "{:?}", seen(&content));
}

#[test]
fn the_hidden_text_of_a_scan_is_read_once() {
    let words = at("F", 10, 72, 700, "Clerks file each report.");
    assert_eq!(seen(&format!("3 Tr\n{words}")), ["P Clerks file each report."]);
    assert_eq!(seen(&format!("{words}3 Tr\n{words}")), ["P Clerks file each report."]);
}

#[test]
fn bold_is_seen_whether_the_font_says_so_or_the_words_are_drawn_twice() {
    let plain = lines("F", 600, &["Clerks file each report before the end of their shift, and keep a copy."]);
    let strong = |content: String| document("o.pdf", &pages(&[&(content + &plain)], "")).blocks[0].lines[0].strong;
    assert_eq!(strong(at("B", 10, 72, 700, "Filing of reports")), 17);
    assert_eq!(strong(at("F", 10, 72, 700, "Filing of reports") + &at("F", 10, 72, 700, "Filing of reports")), 17);
    assert_eq!(strong(at("F", 10, 72, 700, "Filing of reports")), 0);
}

#[test]
fn larger_letters_are_headings() {
    let body = lines("F", 600, &["Clerks file each report before the end of their shift, and keep a copy."]);
    assert_eq!(seen(&(at("F", 16, 72, 720, "Records") + &at("F", 13, 72, 680, "Filing") + &body))[..2], ["H1 Records", "H2 Filing"]);
}

#[test]
fn words_wrapped_in_the_cells_of_a_ruled_table_stay_in_their_cells() {
    let mut content = String::new();
    for x in [70, 250, 430] {
        content += &format!("{x} 640 m {x} 710 l S\n");
    }
    for y in [640, 675, 710] {
        content += &format!("70 {y} m 430 {y} l S\n");
    }
    content += &(at("F", 10, 75, 698, "Subject: Feeding of") + &at("F", 10, 75, 686, "dogs") + &at("F", 10, 255, 698, "Number: 26-4"));
    content += &(at("F", 10, 75, 660, "Issued: May 3, 2021") + &at("F", 10, 255, 660, "Pages: 2"));
    assert_eq!(seen(&content), ["R0 Subject: Feeding of dogs | Number: 26-4", "R0 Issued: May 3, 2021 | Pages: 2"]);
}

#[test]
fn running_heads_are_margins_and_the_first_is_the_order_s_own_head() {
    let page = |number: u32, words: &str| {
        at("F", 10, 72, 760, "Orrin Police, Order 7") + &at("F", 10, 72, 700, words) + &at("F", 10, 300, 30, &format!("Page {number} of 3"))
    };
    let all = [page(1, "Dogs are fed."), page(2, "Dogs are watered."), page(3, "Dogs are walked.")];
    let read = document("o.pdf", &pages(&all.each_ref().map(String::as_str), ""));
    assert_eq!(
        shown(&read),
        [
            "P Orrin Police, Order 7",
            "P Dogs are fed.",
            "M Page 1 of 3",
            "---",
            "M Orrin Police, Order 7",
            "P Dogs are watered.",
            "M Page 2 of 3",
            "---",
            "M Orrin Police, Order 7",
            "P Dogs are walked.",
            "M Page 3 of 3"
        ]
    );
    let pages: Vec<_> = read.blocks.iter().filter(|block| !block.lines.is_empty()).map(|block| block.place.page.unwrap()).collect();
    assert_eq!(pages, [1, 1, 1, 2, 2, 2, 3, 3, 3]);
}

#[test]
fn a_page_turned_by_the_file_or_printed_sideways_is_read_upright() {
    let words = ["Clerks file each report.", "Reports are kept for two years."];
    let upright = at("F", 10, 72, 700, words[0]) + &at("F", 10, 72, 670, words[1]);
    let turned = shown(&document("o.pdf", &pages(&[&upright], "/Rotate 90")));
    assert_eq!(turned, words.map(|words| format!("P {words}")));
    let sideways: String =
        words.iter().enumerate().map(|(n, words)| format!("BT /F 10 Tf 0 1 -1 0 {} 72 Tm ({words}) Tj ET\n", 100 + 30 * n)).collect();
    assert_eq!(seen(&sideways), words.map(|words| format!("P {words}")));
}

#[test]
fn bullets_are_items() {
    let content = at("F", 10, 90, 700, "\\225") + &at("F", 10, 108, 700, "Feed the dogs.") + &at("F", 10, 90, 680, "\\225 Water the dogs.");
    assert_eq!(seen(&content), ["I • Feed the dogs.", "I • Water the dogs."]);
}

#[test]
fn a_page_that_is_only_a_picture_is_a_doubt_where_others_have_text() {
    let image = "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    let read =
        document("o.pdf", &pages(&[&lines("F", 700, &["Clerks file each report."]), &format!("q 612 0 0 792 0 0 cm {image} Q")], ""));
    assert!(read.doubts.iter().any(|doubt| doubt.place.page == Some(2) && doubt.what.contains("ocrmypdf")), "{:?}", read.doubts);
}
