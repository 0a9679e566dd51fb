//! `matrix.html` in a real browser: skipped, with a line that says so, where there is none.
//!
//! With CLAUSEWISE_SHOTS=FOLDER set, pictures of the page are left there to be looked at. With CLAUSEWISE_AXE=axe.min.js set, axe-core
//! judges the page too (`npm install axe-core`).

mod common;

use std::path::PathBuf;

use clausewise::matrix::Comparison;
use clausewise::report::{File, View};
use common::browser::Browser;
use common::fixture::{comparison, hostile};
use common::report_bytes;

/// The page in a file of its own.
struct Page {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

fn page(c: &Comparison) -> Page {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("matrix.html");
    std::fs::write(&path, report_bytes(File::Html, c, &View { mine: Some(2), ..View::default() })).expect("the page");
    Page { _dir: dir, path }
}

const SHOWN: &str = "return Array.from(document.querySelectorAll('tbody.row')).filter((r) => !r.hidden).map((r) => r.id).join(' ');";

/// Sets a filter as a user would.
fn choose(browser: &Browser, id: &str, value: &str) {
    browser.run(&format!(
        "const f = document.getElementById('{id}'); f.value = '{value}'; f.dispatchEvent(new Event('input', {{bubbles: true}}));"
    ));
}

fn shows(browser: &Browser, rows: &str) {
    browser.until(&format!("const shown = (() => {{ {SHOWN} }})(); return shown === '{rows}';"));
}

#[test]
fn filters_narrow_the_rows_and_the_counts_follow() {
    let Some(browser) = Browser::start() else { return };
    let page = page(&comparison());
    browser.open(&page.path, "");
    shows(&browser, "p-00000a p-00000b p-00000c p-00000d p-00000e");
    choose(&browser, "f-verdict", "conflict");
    shows(&browser, "p-00000a");
    assert_eq!(browser.run("return document.getElementById('f-count').textContent;"), "1 of 5 rows");
    // Another filter's choices count what they would leave beside this one.
    assert_eq!(browser.run("return document.querySelector('#f-aspect option[value=force]').textContent;"), "force (1)");
    assert_eq!(browser.run("return document.querySelector('#f-verdict option[value=unique]').textContent;"), "◇ unique (2)");
    choose(&browser, "f-verdict", "");
    choose(&browser, "f-stand", "silent");
    shows(&browser, "p-00000c p-00000d");
    choose(&browser, "f-mine", "easton");
    choose(&browser, "f-stand", "only");
    shows(&browser, "p-00000a p-00000d");
    // One's own column comes first.
    assert_eq!(browser.run("return getComputedStyle(document.querySelector('.matrix thead [data-agency=easton]')).order;"), "-1");
    choose(&browser, "f-stand", "looser");
    shows(&browser, "p-00000c");
    choose(&browser, "f-stand", "");
    choose(&browser, "f-text", "badge chief");
    shows(&browser, "p-00000c");
    // Words are found by their beginnings, phrases whole.
    choose(&browser, "f-text", "adge");
    shows(&browser, "");
    choose(&browser, "f-text", "no such words");
    shows(&browser, "");
    assert_eq!(browser.run("return document.getElementById('nothing').hidden;"), false);
    browser.run("document.querySelector('#tools button[type=reset]').click();");
    shows(&browser, "p-00000a p-00000b p-00000c p-00000d p-00000e");
    choose(&browser, "f-force", "recommendation");
    shows(&browser, "p-00000c");
}

#[test]
fn the_keyboard_opens_rows_and_goes_from_one_to_the_next() {
    let Some(browser) = Browser::start() else { return };
    let page = page(&comparison());
    browser.open(&page.path, "");
    // Tab reaches the first row's title by itself.
    browser.run("document.getElementById('frame').focus();");
    browser.press(&["Tab", "Tab"]);
    let focused = "return document.activeElement.textContent;";
    assert_eq!(browser.run(focused), "Personal use on duty");
    browser.press(&["Enter"]);
    assert_eq!(browser.run("return document.activeElement.getAttribute('aria-expanded');"), "true");
    assert_eq!(browser.run("return document.querySelector('#p-00000a details').open;"), true);
    browser.press(&["Down"]);
    assert_eq!(browser.run(focused), "Marking and keeping of posts");
    browser.press(&["Up", "Escape"]);
    assert_eq!(browser.run("return document.querySelector('#p-00000a details').open;"), false);
    assert_eq!(browser.run(focused), "Personal use on duty");
}

#[test]
fn a_row_opens_to_redlines_against_any_agency() {
    let Some(browser) = Browser::start() else { return };
    let page = page(&comparison());
    // A link to a cell opens its row, even where a filter hides it.
    browser.open(&page.path, "#p-00000a-norwick");
    browser.until("return document.querySelector('#p-00000a details').open;");
    let marks = |agency: &str, tag: &str| {
        browser.run(&format!(
            "return Array.from(document.querySelectorAll('#p-00000a .side[data-agency={agency}] {tag}')).map((m) => m.textContent).join('|');"
        ))
    };
    assert_eq!(marks("norwick", "ins"), "when work allows.");
    assert_eq!(marks("norwick", "del"), "for short personal breaks.");
    assert_eq!(marks("milbrook", "ins"), "", "the reference has no redline");
    let against = |agency: &str| {
        browser.run(&format!(
            "const s = document.querySelector('#p-00000a .against select'); s.value = '{agency}'; s.dispatchEvent(new Event('change'));"
        ));
    };
    against("norwick");
    assert_eq!(marks("milbrook", "ins"), "for short personal breaks.");
    assert_eq!(marks("norwick", "ins"), "");
    against("");
    assert_eq!(marks("milbrook", "ins"), "");
    against("milbrook");
    assert_eq!(marks("norwick", "ins"), "when work allows.", "the first redline comes back");
    let slots = browser.run("return document.querySelector('#p-00000a .slots').textContent;");
    assert!(slots.as_str().is_some_and(|s| s.contains("on-duty") && s.contains("prohibition")), "{slots}");
    let silent = browser.run("return document.querySelector('#p-00000c .side.silent').textContent;");
    assert!(silent.as_str().is_some_and(|s| s.contains("same act, other subject")), "{silent}");
}

#[test]
fn the_basket_gives_markdown_and_csv_of_the_rows_picked() {
    let Some(browser) = Browser::start() else { return };
    let page = page(&comparison());
    browser.open(&page.path, "");
    browser.run("window.kept = ''; navigator.clipboard.writeText = async (text) => { window.kept = text; };");
    assert_eq!(browser.run("return document.getElementById('basket').hidden;"), true);
    browser.run("document.querySelector('#p-00000c .pick').click(); document.getElementById('b-copy').click();");
    browser.until("return window.kept !== '';");
    let text = browser.run("return window.kept;");
    let text = text.as_str().expect("text");
    assert!(text.contains("## Badge and emblem") && text.contains("without leave of the chief in writing"), "{text}");
    assert!(!text.contains("Flight log"));
    browser.run("window.blobs = []; URL.createObjectURL = (blob) => { window.blobs.push(blob); return '#'; }; document.getElementById('b-csv').click();");
    let csv = browser.later("window.blobs[0].text().then(done);");
    assert!(csv.as_str().is_some_and(|c| c.contains("p-00000c") && c.lines().count() == 3), "{csv}");
}

#[test]
fn nothing_hostile_runs_nothing_is_fetched_and_the_console_stays_empty() {
    let Some(browser) = Browser::start() else { return };
    for c in [comparison(), hostile()] {
        let page = page(&c);
        browser.open(&page.path, "");
        browser.run("document.querySelectorAll('.row .title button').forEach((b) => b.click());");
        choose(&browser, "f-text", "a");
        assert_eq!(browser.run("return document.scripts.length;"), 1);
        assert_eq!(browser.run("return document.querySelectorAll('img, iframe, object, [onerror], [onmouseover]').length;"), 0);
        let said = browser.log("browser");
        assert!(said.is_empty(), "{said:?}");
        for event in browser.log("performance") {
            let message: serde_json::Value = serde_json::from_str(event["message"].as_str().unwrap_or("{}")).expect("JSON");
            if message["message"]["method"] == "Network.requestWillBeSent" {
                let url = message["message"]["params"]["request"]["url"].as_str().unwrap_or_default().to_string();
                assert!(["file:", "data:", "about:"].iter().any(|own| url.starts_with(own)), "a request leaves the page: {url}");
            }
        }
    }
}

#[test]
fn axe_finds_nothing_serious() {
    let Some(axe) = std::env::var_os("CLAUSEWISE_AXE") else {
        eprintln!("skipped: CLAUSEWISE_AXE does not name an axe.min.js (npm install axe-core)");
        return;
    };
    let Some(browser) = Browser::start() else { return };
    let axe = std::fs::read_to_string(axe).expect("axe-core");
    let page = page(&comparison());
    for (scheme, width) in [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)] {
        browser.media("", scheme);
        browser.size(width, 1000);
        browser.open(&page.path, "");
        browser.run("document.querySelectorAll('.row .title button').forEach((b) => b.click()); document.querySelector('.pick').click();");
        browser.run(&axe);
        let found = browser.later("axe.run().then((r) => done(r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).slice(0, 3).join(' / '))));");
        assert_eq!(found, serde_json::json!([]), "{scheme} at {width}");
    }
}

#[test]
fn two_thousand_rows_stay_quick() {
    let Some(browser) = Browser::start() else { return };
    let mut c = comparison();
    let few = c.provisions.clone();
    for n in 0..400 {
        c.provisions.extend(few.iter().enumerate().map(|(i, p)| {
            let mut p = p.clone();
            p.id = format!("p-{:06x}", 0x1000 + n * 8 + i);
            p
        }));
    }
    let page = page(&c);
    browser.open(&page.path, "");
    let took = browser.later(
        "const start = performance.now(); const f = document.getElementById('f-verdict'); f.value = 'differ';
         f.dispatchEvent(new Event('input', {bubbles: true}));
         const look = () => { if (document.getElementById('f-count').textContent.startsWith('802 of')) requestAnimationFrame(() => done(performance.now() - start)); else setTimeout(look, 5); };
         look();",
    );
    eprintln!("a filter over {} rows took {took} ms", c.provisions.len());
    // A busy machine is slow; a page that lays all rows out anew for each of them takes minutes.
    assert!(took.as_f64().is_some_and(|ms| ms < 5000.0), "{took}");
}

#[test]
fn the_page_is_readable_without_javascript_and_in_every_size() {
    let Some(browser) = Browser::start() else { return };
    let page = page(&comparison());
    for (name, width, medium, scheme) in [
        ("light-1440", 1440, "", "light"),
        ("dark-1440", 1440, "", "dark"),
        ("light-390", 390, "", "light"),
        ("dark-390", 390, "", "dark"),
        ("print", 800, "print", "light"),
    ] {
        browser.media(medium, scheme);
        browser.size(width, 1400);
        browser.open(&page.path, "");
        let wide = browser.run("return document.documentElement.scrollWidth;").as_f64().expect("a width");
        let who = browser.run(
            "return Array.from(document.querySelectorAll('body *')).filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
             .map((e) => e.tagName + '.' + e.className).slice(0, 8).join(' ');",
        );
        assert!(wide <= f64::from(width) + 1.0, "{name}: the page is {wide} wide, and only the matrix may scroll sideways: {who}");
        browser.run("document.querySelector('#p-00000a .title button').click(); document.getElementById('frame').scrollIntoView();");
        browser.picture(name);
    }
    browser.media("", "light");
    browser.size(1440, 1400);
    browser.devtools("Emulation.setScriptExecutionDisabled", serde_json::json!({"value": true}));
    browser.open(&page.path, "");
    browser.picture("no-script");
    let text = browser.devtools("Runtime.evaluate", serde_json::json!({"expression": "document.querySelector('#tools').checkVisibility() + ' ' + document.querySelector('#p-00000a summary').checkVisibility()"}));
    if let Some(seen) = text["result"]["value"].as_str() {
        assert_eq!(seen, "false true", "no dead controls, and every row can be opened");
    }
}

/// Makes the picture of the README from the sample corpus: `cargo test --test reports_browser picture -- --ignored`.
#[test]
#[ignore = "writes docs/matrix.png"]
fn a_picture_for_the_readme() {
    let Some(browser) = Browser::start() else { return };
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let ran = common::clausewise(root, &["compare", "corpus", "-o", out.to_str().expect("a path"), "--format", "html"]);
    assert_eq!(common::code(&ran), 0, "{}", common::err(&ran));
    browser.size(1360, 860);
    browser.open(&out.join("matrix.html"), "");
    browser.run(
        "const row = document.getElementById(document.querySelector('.told a').hash.slice(1));
         row.querySelector('.title button').click(); row.scrollIntoView(); document.getElementById('tools').scrollIntoView();",
    );
    std::thread::sleep(std::time::Duration::from_millis(500));
    browser.save(&root.join("docs/matrix.png"));
    assert!(std::fs::metadata(root.join("docs/matrix.png")).expect("the picture").len() < 300_000);
}
