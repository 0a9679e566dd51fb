//! Input that no reader can read: one line each, with what to do; and nothing panics, hangs or fills the memory.

use std::io::{Cursor, Write};

use clausewise::corpus::{self, Corpus};
use clausewise::read::read;

use super::docx::{p, packed, word};
use super::{document, shown};

/// What is said of bytes that cannot be read: one line, without a path, that ends in a remedy.
fn said(name: &str, bytes: &[u8]) -> String {
    let why = read(name, bytes).err().unwrap_or_else(|| panic!("{name} was read"));
    assert!(!why.contains('\n') && why.len() < 250, "{why}");
    why
}

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers").join(path)).unwrap()
}

/// A PDF of these objects; the first is the catalog.
pub fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(out, "{place:010} 00000 n ").unwrap());
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    out
}

pub const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

fn page_with(contents: &str) -> Vec<u8> {
    let stream = format!("<< /Length {} >>\nstream\n{contents}\nendstream", contents.len());
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /I 6 0 R >> >> >>";
    let image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream";
    let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    pdf(&[CATALOG.into(), pages.into(), page.into(), stream, FONT.into(), image.into()])
}

#[test]
fn a_small_pdf_written_by_hand_is_read() {
    let words = "BT /F 12 Tf 72 700 Td (Clerks file each report.) Tj 0 -40 Td (Reports are kept for two years.) Tj ET";
    assert_eq!(shown(&document("o.pdf", &page_with(words))), ["P Clerks file each report.", "P Reports are kept for two years."]);
}

#[test]
fn a_scan_needs_ocr_and_the_program_for_it_is_named() {
    let why = said("scan.pdf", &page_with("q 612 0 0 792 0 0 cm /I Do Q"));
    assert!(why.contains("OCR") && why.contains("`ocrmypdf`"), "{why}");
}

#[test]
fn encrypted_files_are_named_as_such() {
    assert!(said("o.pdf", &fixture("bad/encrypted.pdf")).contains("encrypted PDF"));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600], &name].concat();
    assert!(said("o.docx", &ole).contains("encrypted Word document"));
    assert!(said("o.doc", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat()).contains(".docx"));
}

#[test]
fn a_pdf_that_only_forbids_changes_is_read() {
    assert!(document("o.pdf", &fixture("bad/owner-password.pdf")).blocks.len() > 20);
}

#[test]
fn a_page_tree_that_turns_in_a_circle_ends() {
    let circle = pdf(&[
        CATALOG.into(),
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>".into(),
        "<< /Type /Pages /Kids [2 0 R] /Count 1 >>".into(),
    ]);
    assert!(said("circle.pdf", &circle).contains("damaged PDF"));
}

#[test]
fn a_pdf_of_ten_thousand_pages_is_refused() {
    let kids: String = (3..10_003).map(|id| format!("{id} 0 R ")).collect();
    let mut objects = vec![CATALOG.to_owned(), format!("<< /Type /Pages /Kids [{kids}] /Count 10000 >>")];
    objects.resize(10_002, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>".to_owned());
    let why = said("manual.pdf", &pdf(&objects));
    assert!(why.contains("10000 pages") && why.contains("split"), "{why}");
}

#[test]
fn a_pdf_whose_text_unpacks_without_end_is_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let blank = vec![b' '; 1 << 20];
    (0..600).for_each(|_| packer.write_all(&blank).unwrap());
    let bomb = packer.finish().unwrap();
    let mut file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>\nendobj\n".to_vec();
    write!(file, "4 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", bomb.len()).unwrap();
    file.extend(bomb);
    file.extend(b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n");
    assert!(said("bomb.pdf", &file).contains("unpacks to more than"));
}

#[test]
fn a_damaged_archive_says_to_copy_or_save_it_again() {
    let whole = word(&p("Clerks file each report."), "", "");
    for cut in [30, whole.len() / 2, whole.len() - 10] {
        assert!(said("o.docx", &whole[..cut]).contains("damaged"));
    }
    assert!(said("o.docx", &packed(&[("word/document.xml", "<w:document><w:body>".into())])).contains("damaged Word document"));
}

#[test]
fn a_table_of_values_is_no_order() {
    assert!(said("standards.csv", b"Number,Standard\n1.1,Keys are counted\n").contains("take it out of the folder"));
}

#[test]
fn an_archive_that_is_no_word_document_is_told_apart() {
    assert!(said("o.docx", &packed(&[("a.txt", "x".into())])).contains("unpack it"));
    assert!(said("o.docx", &packed(&[("xl/workbook.xml", "x".into())])).contains("Excel"));
    assert!(said("o.odt", &packed(&[("mimetype", "application/vnd.oasis.opendocument.text".into())])).contains(".docx"));
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    (0..80).for_each(|_| archive.write_all(&blank).unwrap());
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "the bomb is no bomb");
    assert!(said("o.docx", &bomb).contains("ZIP bomb"));
}

#[test]
fn xml_with_entities_or_without_measure_is_refused() {
    let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><w:document><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>";
    assert!(said("o.docx", &packed(&[("word/document.xml", entity.into())])).contains("entities"));
    assert!(said("o.docx", &packed(&[("word/document.xml", "<a/>".repeat(5_000_000))])).contains("more parts"));
    assert!(said("o.html", format!("<html><body>{}", "<b>x</b>".repeat(2_000_000)).as_bytes()).contains("no order"));
}

#[test]
fn a_word_document_of_pictures_needs_ocr() {
    let picture = "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>";
    assert!(said("o.docx", &word(picture, "", "")).contains("ocrmypdf"));
}

#[test]
fn empty_files_and_binary_files_say_what_to_do() {
    assert!(said("o.md", b"").contains("empty"));
    assert!(said("o.txt", b" \n\t\n").contains("empty"));
    assert!(said("o.md", &(0..=255).cycle().take(4000).collect::<Vec<u8>>()).contains("binary"));
    assert!(said("o.rtf", b"{\\rtf1\\ansi Clerks file each report.}").contains(".docx"));
}

#[test]
fn bytes_changed_or_cut_anywhere_end_in_an_answer() {
    let files =
        ["pandoc/unmanned-aircraft.docx", "pandoc/unmanned-aircraft.html", "reportlab/two-columns.pdf", "libreoffice/social-media.pdf"];
    let mut seed = 20u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for name in files {
        let whole = fixture(name);
        for round in 0..25 {
            let mut bytes = whole.clone();
            for _ in 0..=round {
                let at = next(bytes.len());
                bytes[at] = next(256) as u8;
            }
            if round % 5 == 4 {
                bytes.truncate(next(whole.len()));
            }
            if let Err(why) = read(name, &bytes) {
                assert!(!why.contains('\n'), "{why}");
            }
        }
    }
}

#[test]
fn a_text_of_200_megabytes_is_refused_by_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.txt");
    std::fs::File::create(&path).unwrap().set_len(200 << 20).unwrap();
    assert!(corpus::read_file(&path).unwrap_err().to_string().contains("larger than 64 MB"));
}

#[test]
fn one_bad_file_leaves_the_others_and_names_in_any_script_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let order = word(&[p("I. PURPOSE"), p("Clerks shall file each report before the shift ends.")].concat(), "", "");
    for name in ["приказ.docx", "警察.docx", "naïve order (1).docx"] {
        std::fs::write(folder.path().join(name), &order).unwrap();
    }
    std::fs::write(folder.path().join("broken.docx"), &order[..100]).unwrap();
    std::fs::write(folder.path().join("scan.pdf"), page_with("/I Do")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("loop.docx", folder.path().join("loop.docx")).unwrap();
    let corpus = Corpus::read(folder.path(), &|_, _| {}).unwrap();
    assert_eq!(corpus.orders.len(), 3);
    let left: Vec<&str> = corpus.omitted.iter().map(|omission| omission.source.as_str()).collect();
    assert_eq!(left, if cfg!(unix) { vec!["broken.docx", "loop.docx", "scan.pdf"] } else { vec!["broken.docx", "scan.pdf"] });
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("closed.docx");
    std::fs::write(&path, b"x").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
    // The superuser may read everything.
    if std::fs::read(&path).is_err() {
        assert!(corpus::read_file(&path).unwrap_err().to_string().contains("check that you may read it"));
    }
}
