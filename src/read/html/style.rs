//! What tags and attributes say about how the page looks.

use super::super::numerals::Form;
use super::List;
use super::tree::{Kind, Tree};

/// Tags that begin a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "blockquote"
            | "pre"
            | "address"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "center"
            | "fieldset"
            | "legend"
            | "form"
            | "caption"
            | "dt"
            | "dd"
            | "body"
            | "hgroup"
            | "search"
    )
}

/// Bold, italic or underlined.
pub(super) fn is_strong(tree: &Tree, node: usize, name: &str) -> bool {
    match name {
        "b" | "strong" | "i" | "em" | "u" | "dfn" => true,
        "span" | "font" | "p" | "div" => declared(tree, node, "font-weight")
            .is_some_and(|weight| weight.starts_with("bold") || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)),
        _ => false,
    }
}

/// Not shown at all.
pub(super) fn is_hidden(tree: &Tree, node: usize) -> bool {
    tree.attribute(node, "hidden").is_some()
        || declared(tree, node, "display").is_some_and(|value| value == "none")
        || declared(tree, node, "visibility").is_some_and(|value| value == "hidden")
        || has_token(tree, node, &["sr-only", "visually-hidden", "screen-reader-text", "skip-link", "d-none"])
}

/// The mark of a footnote in the text, or the way back from the note.
pub(super) fn is_note_mark(tree: &Tree, node: usize) -> bool {
    if tree.attribute(node, "role").is_some_and(|role| role == "doc-noteref" || role == "doc-backlink") {
        return true;
    }
    let mark = words(tree, node);
    let mark = mark.trim().trim_matches(['[', ']', '(', ')']);
    let link = |node: usize| tree.attribute(node, "href").is_some_and(|to| to.starts_with('#'));
    let linked = link(node) || tree.nodes[node].children.iter().any(|child| link(*child));
    tree.name(node) == "sup" && linked && mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_digit() || b == b'*')
        || has_token(tree, node, &["footnote-back", "footnote-ref"])
}

/// What the portal adds: menus, banners, the foot of the site.
pub(super) fn is_margin(tree: &Tree, node: usize, in_main: bool) -> bool {
    const MENUS: &[&str] = &[
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "footer",
        "site-footer",
        "site-header",
        "page-footer",
        "pagination",
        "toolbar",
        "topbar",
        "cookie-banner",
        "share",
        "social",
        "social-links",
    ];
    let name = tree.name(node);
    match name {
        "nav" | "search" => return true,
        "footer" | "aside" if !in_main => return true,
        "header" if !in_main && (linked_share(tree, node) > 0.0 || has_tag(tree, node, &["button"]) && !has_tag(tree, node, TITLES)) => {
            return true;
        }
        "a" if !in_main && skips(tree, node) => return true,
        _ => {}
    }
    if let Some("navigation" | "banner" | "contentinfo" | "complementary" | "search") = tree.attribute(node, "role") {
        return true;
    }
    let list = is_block(name) || matches!(name, "ul" | "ol");
    list && name != "body"
        && (begins_token(tree, node, NOTICES) && is_aside(tree, node) || has_token(tree, node, MENUS) && linked_share(tree, node) >= 0.5)
}

/// Beginnings of names that only what a portal adds has: a class "cookie-consent__text", an id "crumbs".
const NOTICES: &[&str] = &["cookie", "cookies", "gdpr", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "toc", "skiplink"];

/// Most words of such an element.
const SMALL: usize = 120;

/// "Skip to main content"
fn skips(tree: &Tree, node: usize) -> bool {
    let said = words(tree, node);
    let said = said.trim();
    tree.attribute(node, "href").is_some_and(|to| to.starts_with('#'))
        && ["skip to", "jump to", "back to top"]
            .iter()
            .any(|way| said.get(..way.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(way)))
}

const TITLES: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// Whether one of these tags stands in an element.
fn has_tag(tree: &Tree, node: usize, wanted: &[&str]) -> bool {
    let mut open = tree.nodes[node].children.clone();
    while let Some(node) = open.pop() {
        if wanted.contains(&tree.name(node)) {
            return true;
        }
        open.extend(&tree.nodes[node].children);
    }
    false
}

/// Few words, no title, and nothing that directs.
fn is_aside(tree: &Tree, node: usize) -> bool {
    let said = words(tree, node);
    let directs =
        |word: &str| ["shall", "must", "may", "should", "will", "prohibited"].iter().any(|modal| word.eq_ignore_ascii_case(modal));
    said.split_whitespace().count() <= SMALL && !said.split_whitespace().any(directs) && !has_tag(tree, node, TITLES)
}

/// Whether a class or the id begins with one of these words, up to a hyphen or the like.
fn begins_token(tree: &Tree, node: usize, wanted: &[&str]) -> bool {
    let tokens = |name: &str| tree.attribute(node, name).unwrap_or_default().split_whitespace();
    let first = |token: &str| token.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned();
    tokens("class").chain(tokens("id")).any(|token| wanted.iter().any(|wanted| first(token).eq_ignore_ascii_case(wanted)))
}

/// What part of the words of an element are links.
fn linked_share(tree: &Tree, node: usize) -> f32 {
    let (mut all, mut linked) = (0usize, 0usize);
    let mut open = vec![(node, false)];
    while let Some((node, in_link)) = open.pop() {
        if let Kind::Text(words) = &tree.nodes[node].kind {
            let count = words.split_whitespace().count();
            all += count;
            linked += if in_link { count } else { 0 };
        }
        let in_link = in_link || tree.name(node) == "a";
        open.extend(tree.nodes[node].children.iter().map(|child| (*child, in_link)));
    }
    if all == 0 { 0.0 } else { linked as f32 / all as f32 }
}

/// All words of an element.
pub(super) fn words(tree: &Tree, node: usize) -> String {
    let mut out = String::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if let Kind::Text(words) = &tree.nodes[node].kind {
            out.push_str(words);
        }
        open.extend(tree.nodes[node].children.iter().rev());
    }
    out
}

fn has_token(tree: &Tree, node: usize, wanted: &[&str]) -> bool {
    let tokens = |name: &str| tree.attribute(node, name).unwrap_or_default().split_whitespace();
    tokens("class").chain(tokens("id")).any(|token| wanted.iter().any(|wanted| token.eq_ignore_ascii_case(wanted)))
}

/// The value of a property in the element's own `style`.
fn declared(tree: &Tree, node: usize, property: &str) -> Option<String> {
    let style = tree.attribute(node, "style")?;
    style.split(';').find_map(|rule| {
        let (name, value) = rule.split_once(':')?;
        name.trim().eq_ignore_ascii_case(property).then(|| value.trim().trim_end_matches("!important").trim().to_ascii_lowercase())
    })
}

/// Columns that an element stands further in than the one around it.
pub(super) fn indent(tree: &Tree, node: usize) -> u16 {
    let quote = if tree.name(node) == "blockquote" { 4 } else { 0 };
    let own = |property| declared(tree, node, property).and_then(|value| columns(&value)).unwrap_or(0.0);
    (quote as f32 + own("margin-left") + own("padding-left")).clamp(0.0, 120.0) as u16
}

/// A length as columns of text: half a letter's height each.
fn columns(value: &str) -> Option<f32> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(value.len());
    let number: f32 = value[..end].parse().ok()?;
    let points = match value[end..].trim() {
        "pt" => number,
        "px" => number * 0.75,
        "em" | "rem" => number * 12.0,
        "in" => number * 72.0,
        "cm" => number * 28.3,
        "mm" => number * 2.83,
        _ => return None,
    };
    Some((points / 6.0).round())
}

/// `<ol type="A" start="3" reversed>`, `list-style-type: lower-roman`.
pub(super) fn list(tree: &Tree, node: usize) -> List {
    let style = declared(tree, node, "list-style-type").or_else(|| declared(tree, node, "list-style")).unwrap_or_default();
    let bare = style.split_whitespace().any(|word| word == "none") || has_token(tree, node, &["list-unstyled", "no-bullets", "no-bullet"]);
    if tree.name(node) != "ol" {
        return List { form: None, bare, next: 1, step: 1 };
    }
    let kind = tree.attribute(node, "type").unwrap_or_default();
    let form = match style.split_whitespace().next().unwrap_or_default() {
        "lower-alpha" | "lower-latin" => Form::Lower,
        "upper-alpha" | "upper-latin" => Form::Upper,
        "lower-roman" => Form::LowerRoman,
        "upper-roman" => Form::UpperRoman,
        "decimal" => Form::Decimal,
        _ => match kind.trim() {
            "a" => Form::Lower,
            "A" => Form::Upper,
            "i" => Form::LowerRoman,
            "I" => Form::UpperRoman,
            _ => Form::Decimal,
        },
    };
    let back = tree.attribute(node, "reversed").is_some();
    let items = tree.nodes[node].children.iter().filter(|child| tree.name(**child) == "li").count() as i64;
    let first = tree.attribute(node, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(if back { items } else { 1 });
    List { form: Some(form), bare, next: first, step: if back { -1 } else { 1 } }
}

/// An item that is told to show none.
pub(super) fn shows_no_marker(tree: &Tree, node: usize) -> bool {
    declared(tree, node, "list-style-type")
        .or_else(|| declared(tree, node, "list-style"))
        .is_some_and(|style| style.split_whitespace().any(|word| word == "none"))
}
