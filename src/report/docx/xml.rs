//! The few elements of WordprocessingML the document is made of. Every text goes through [`escape`].

use crate::report::plain::plain;

/// Text as XML: no mark-up, no character XML forbids.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A run of text in a character style (empty for none).
pub(super) type Run<'a> = (&'static str, &'a str);

/// A paragraph in a style.
pub(super) fn paragraph(style: &str, runs: &[Run]) -> String {
    let runs: String = runs.iter().filter(|(_, text)| !text.is_empty()).map(|(style, text)| run(style, text)).collect();
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(style: &str, text: &str) -> String {
    let look = if style.is_empty() { String::new() } else { format!("<w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr>") };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A table: widths in twentieths of a point, a header row that repeats on each page, rows that are not torn apart.
pub(super) struct Table {
    widths: Vec<u32>,
    xml: String,
}

impl Table {
    pub(super) fn new(widths: &[u32], head: &[&str]) -> Self {
        let grid: String = widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
        let all: u32 = widths.iter().sum();
        let start = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        let mut table = Self { widths: widths.to_vec(), xml: start };
        let cells: Vec<String> = head.iter().map(|title| paragraph("TableHead", &[("", title)])).collect();
        table.push("<w:tblHeader/>", &cells);
        table
    }

    /// A row; each cell is one or more paragraphs, already XML.
    pub(super) fn row(&mut self, cells: &[String]) {
        self.push("", cells);
    }

    fn push(&mut self, more: &str, cells: &[String]) {
        self.xml.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>"));
        for (cell, width) in cells.iter().zip(&self.widths) {
            let cell = if cell.is_empty() { "<w:p/>" } else { cell };
            self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>"));
        }
        self.xml.push_str("</w:tr>");
    }

    /// The table, and the empty paragraph Word wants behind one.
    pub(super) fn finish(self) -> String {
        format!("{}</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>", self.xml)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_elements() {
        let xml = paragraph("Normal", &[("", "</w:t><w:evil/> & \"x\" \0")]);
        assert!(xml.contains("&lt;/w:t&gt;&lt;w:evil/&gt; &amp; &quot;x&quot; \u{fffd}"), "{xml}");
    }
}
