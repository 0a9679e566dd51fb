//! `matrix.html`: one self-contained page, for a screen, a keyboard, a screen reader and paper; readable without JavaScript.
//!
//! This module works out what the page shows ([`view`], [`figure`]); the page itself is a template, which escapes every value. A content
//! security policy names the hashes of the page's own style and script, so that even words that slipped through could not run.

mod figure;
mod rows;
mod view;

use std::io::{self, Write};

use base64::Engine;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use sha2::{Digest, Sha256};

use crate::matrix::Comparison;
use crate::report::View;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Writes the page.
pub fn write(c: &Comparison, view: &View, sink: &mut dyn Write) -> io::Result<()> {
    // The number of columns is the only thing about the style that depends on the comparison.
    let style = format!(":root{{--n:{}}}\n{STYLE}", c.agencies.len());
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(SCRIPT)
    );
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(fault)?;
    env.set_syntax(syntax);
    // The name's ending turns escaping on.
    env.add_template("page.html", PAGE).map_err(fault)?;
    let page = Serde(view::page(c, view));
    let figure = Serde(figure::figure(c));
    let template = env.get_template("page.html").map_err(fault)?;
    template.render_captured_to(context! { policy, style, script => SCRIPT, page, figure }, sink).map(|_| ()).map_err(fault)
}

fn hash(text: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A failed write comes back as itself, anything else is a fault of the template.
fn fault(wrong: minijinja::Error) -> io::Error {
    let mut cause = std::error::Error::source(&wrong);
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return io::Error::new(io.kind(), io.to_string());
        }
        cause = inner.source();
    }
    io::Error::new(io::ErrorKind::InvalidData, format!("{wrong:#}"))
}
