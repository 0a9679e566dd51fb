use super::{document, shown};

fn page(body: &str) -> Vec<String> {
    shown(&document("order.html", format!("<!doctype html><html><body>{body}</body></html>").as_bytes()))
}

#[test]
fn lists_keep_the_markers_that_a_browser_shows() {
    let seen = page(
        "<ol type=A start=3><li>Three<li>Four<ol style='list-style-type: lower-roman'><li>One</li><li value=4>Four</li></ol></li></ol>\
         <ol reversed><li>Last</li><li>First</li></ol><ul><li>Point</li></ul>",
    );
    assert_eq!(seen, ["I C. Three", "I D. Four", "I i. One", "I iv. Four", "I 2. Last", "I 1. First", "I • Point"]);
}

#[test]
fn a_list_without_markers_keeps_those_that_were_typed() {
    assert_eq!(
        page("<ul style='list-style: none'><li>(a) Keep it.</li><li><p>(b) Seal it.</p></li></ul>"),
        ["P (a) Keep it.", "P (b) Seal it."]
    );
}

#[test]
fn the_portal_around_an_order_is_a_margin() {
    let seen = page(
        "<nav><a href=/>Home</a> <a href=/p>Policies</a></nav><div class='menu'><ul><li><a href=/x>News</a></li></ul></div>\
         <main><h1>Kennel Duty</h1><p>Handlers feed the dogs.</p><footer>Chief of Kennels</footer></main><footer>Town of Orrin</footer>",
    );
    assert_eq!(seen, ["M Home Policies", "M News", "H1 Kennel Duty", "P Handlers feed the dogs.", "P Chief of Kennels", "M Town of Orrin"]);
}

#[test]
fn notices_trails_and_ways_to_skip_are_margins_without_a_link() {
    let seen = page(
        "<div id='cookie-consent'>We bake. <button>Fine</button></div><a href='#main'>Skip to main content</a>\
         <div class='crumb-trail'>Home &gt; Kennels</div><header>Town <button>Sign in</button></header>\
         <div id='main'><h1>Kennel Duty</h1><p>See <a href='#2'>skip-step feeding</a>.</p></div>",
    );
    assert_eq!(seen, ["M We bake.", "M Skip to main content", "M Home > Kennels", "M Town", "H1 Kennel Duty", "P See skip-step feeding."]);
}

#[test]
fn what_directs_or_has_a_title_is_no_notice_whatever_its_class_says() {
    let seen = page(
        "<header><h1>Kennel Duty</h1><p>Order 7</p><button>Print</button></header>\
         <section id='cookies'><h2>Treats</h2><p>Dogs get none.</p></section><div class='toc'><p>Dogs shall be fed.</p></div>\
         <div class='no-toc'><p>Bowls are washed.</p></div>",
    );
    assert_eq!(seen, ["H1 Kennel Duty", "P Order 7", "H2 Treats", "P Dogs get none.", "P Dogs shall be fed.", "P Bowls are washed."]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    let seen = page(
        "<script>let a = 'no';</script><style>p{}</style><p hidden>no</p><p style='display: none'>no</p><p>Yes &amp; no<!-- no --></p>",
    );
    assert_eq!(seen, ["P Yes & no"]);
}

#[test]
fn struck_words_are_left_out_with_a_doubt() {
    let read = document("o.html", b"<html><body><p>Keep logs <del>for one year</del> for two years.</p></body></html>");
    assert_eq!(shown(&read), ["P Keep logs for two years."]);
    assert!(read.doubts.iter().any(|doubt| doubt.what.contains("for one year")), "{:?}", read.doubts);
}

#[test]
fn tables_are_rows_unless_they_only_lay_out_the_page() {
    let seen = page(
        "<table><tr><th>Term</th><th>Meaning</th></tr><tr><td>Lot</td><td>A fenced<br>yard</td></tr></table>\
         <table><tr><td>DUTIES</td><td><ol><li>Lock the gate.</li><li>Log the key.</li></ol></td></tr></table>",
    );
    assert_eq!(seen, ["R0 Term | Meaning", "R0 Lot | A fenced / yard", "P DUTIES", "I 1. Lock the gate.", "I 2. Log the key."]);
}

#[test]
fn a_table_with_side_heads_lays_out_the_page_in_every_row() {
    let seen = page(
        "<table><tr><td>Purpose</td><td>This order says who feeds the dogs.</td></tr>\
         <tr><td>Feeding</td><td><ol><li>Feed the dogs.</li><li>Log the hour.</li></ol></td></tr></table>",
    );
    assert_eq!(seen, ["P Purpose", "P This order says who feeds the dogs.", "P Feeding", "I 1. Feed the dogs.", "I 2. Log the hour."]);
}

#[test]
fn terms_and_their_meanings_are_rows() {
    assert_eq!(
        page("<dl><dt>Lot</dt><dd>A fenced yard.</dd><dt>Tow</dt><dd>To haul away.</dd></dl>"),
        ["R0 Lot | A fenced yard.", "R0 Tow | To haul away."]
    );
}

#[test]
fn places_are_lines_of_the_source() {
    let read = document("o.html", b"<html>\n<body>\n<h2>Duties</h2>\n\n<p>Clerks\nfile reports.</p>");
    let places: Vec<_> = read.blocks.iter().map(|block| (block.place.line, block.place.end_line)).collect();
    assert_eq!(places, [(3, 3), (5, 6)]);
}

#[test]
fn a_page_without_words_says_that_a_script_may_draw_it() {
    let why = clausewise::read::read("app.html", b"<!doctype html><html><body><div id=root></div><script>go()</script></body></html>")
        .unwrap_err();
    assert!(why.contains("print it to PDF"), "{why}");
}

#[test]
fn deep_nesting_is_read_and_nesting_without_end_is_refused() {
    let deep = |levels: usize| format!("<html><body>{}<p>At the bottom.</p>", "<div>".repeat(levels));
    assert_eq!(shown(&document("deep.html", deep(1000).as_bytes())), ["P At the bottom."]);
    assert!(clausewise::read::read("deeper.html", deep(1_000_000).as_bytes()).unwrap_err().contains("nested"));
}

#[test]
fn a_page_is_known_by_its_first_words_whatever_its_name() {
    assert_eq!(shown(&document("order.txt", b"<!DOCTYPE html>\n<html><body><h3>Scope</h3></body></html>")), ["H3 Scope"]);
}

#[test]
fn an_encoding_that_the_page_names_is_used() {
    let page = b"<html><head><meta charset=windows-1252></head><body><p>Caf\xe9 \x96 no \x93smoking\x94</p></body></html>";
    let read = document("o.html", page);
    assert_eq!(shown(&read), ["P Café – no “smoking”"]);
    assert_eq!(read.doubts, []);
}
