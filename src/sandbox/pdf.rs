//! Writes a document as a PDF of one page.

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::people::portrait;

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const REGULAR: Ref = Ref::new(5);
const BOLD: Ref = Ref::new(6);
const PHOTO: Ref = Ref::new(7);
const INFO: Ref = Ref::new(8);

const REGULAR_NAME: Name<'_> = Name(b"Regular");
const BOLD_NAME: Name<'_> = Name(b"Bold");
const PHOTO_NAME: Name<'_> = Name(b"Photo");

/// A5 landscape, in points.
const SHEET: Rect = Rect { x1: 0.0, y1: 0.0, x2: 595.0, y2: 420.0 };
const MARGIN: f32 = 36.0;

/// Where the rows start and end, from the bottom of the sheet.
const ROWS_TOP: f32 = 296.0;
const ROWS_BOTTOM: f32 = 24.0;
/// How far apart the lines of a value are, and one row from the next.
const LINE: f32 = 15.0;
const ROW: f32 = 22.0;
/// How many letters a line has room for, and how many lines a value.
const LINE_LENGTH: usize = 62;
const MAX_LINES: usize = 24;

/// Stands for a value with other letters than the sheet's fonts have: every reader has these fonts, and they are Latin.
const OTHER_SCRIPT: &str = "(in a script that this specimen can't show)";

/// Writes a document. Title, note and the names of rows must be ASCII.
pub(super) fn page(title: &str, note: &str, rows: &[(&str, String)], jpeg: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG).pages(PAGES).lang(TextStr("en"));
    pdf.document_info(INFO).title(TextStr(&format!("{title}, {note}")));
    pdf.pages(PAGES).kids([PAGE]).count(1);

    let mut page = pdf.page(PAGE);
    page.media_box(SHEET).parent(PAGES).contents(CONTENT);
    let mut resources = page.resources();
    resources.fonts().pair(REGULAR_NAME, REGULAR).pair(BOLD_NAME, BOLD);
    resources.x_objects().pair(PHOTO_NAME, PHOTO);
    resources.finish();
    page.finish();

    pdf.type1_font(REGULAR).base_font(Name(b"Helvetica"));
    pdf.type1_font(BOLD).base_font(Name(b"Helvetica-Bold"));
    let mut photo = pdf.image_xobject(PHOTO, jpeg);
    photo.filter(Filter::DctDecode);
    photo.width(portrait::WIDTH.into()).height(portrait::HEIGHT.into()).bits_per_component(8);
    photo.color_space().device_rgb();
    photo.finish();

    pdf.stream(CONTENT, &content(title, note, rows));
    pdf.finish()
}

fn content(title: &str, note: &str, rows: &[(&str, String)]) -> Vec<u8> {
    let mut content = Content::new();
    // Across the sheet, behind all else.
    content.set_fill_gray(0.92);
    write_turned(&mut content, (110.0, 60.0), "SPECIMEN");
    content.set_stroke_gray(0.6);
    content.rect(MARGIN / 2.0, MARGIN / 2.0, SHEET.x2 - MARGIN, SHEET.y2 - MARGIN).stroke();

    content.set_fill_rgb(0.72, 0.11, 0.11);
    write(&mut content, BOLD_NAME, 11.0, (MARGIN, 378.0), note);
    content.set_fill_gray(0.1);
    write(&mut content, BOLD_NAME, 24.0, (MARGIN, 340.0), title);

    let (width, height) = (f32::from(portrait::WIDTH), f32::from(portrait::HEIGHT));
    content.save_state();
    content.transform([width * 0.75, 0.0, 0.0, height * 0.75, MARGIN, 160.0]);
    content.x_object(PHOTO_NAME);
    content.restore_state();

    write_rows(&mut content, rows);
    content.finish().into_vec()
}

/// Writes the rows, smaller if they need more room than there is.
fn write_rows(content: &mut Content, rows: &[(&str, String)]) {
    let rows = rows.iter().map(|(name, value)| (*name, lines(value))).collect::<Vec<_>>();
    let needed = rows.iter().fold(0.0, |sum, (_, lines)| lines.iter().fold(sum + ROW, |sum, _| sum + LINE));
    let scale = ((ROWS_TOP - ROWS_BOTTOM) / needed).min(1.0);
    let mut line = ROWS_TOP;
    for (name, lines) in &rows {
        content.set_fill_gray(0.4);
        write(content, REGULAR_NAME, 9.0 * scale, (180.0, line), name);
        content.set_fill_gray(0.1);
        for text in lines {
            line -= LINE * scale;
            write(content, REGULAR_NAME, 12.0 * scale, (180.0, line), text);
        }
        line -= ROW * scale;
    }
}

/// Breaks a value into lines.
fn lines(value: &str) -> Vec<String> {
    if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return vec![OTHER_SCRIPT.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in value.split(' ') {
        // A word that is longer than a line is cut.
        for part in word.as_bytes().chunks(LINE_LENGTH).map(String::from_utf8_lossy) {
            match lines.last_mut() {
                Some(line) if line.is_empty() => line.push_str(&part),
                Some(line) if line.len() + 1 + part.len() <= LINE_LENGTH => {
                    line.push(' ');
                    line.push_str(&part);
                }
                _ => lines.push(part.into_owned()),
            }
        }
    }
    if lines.len() > MAX_LINES {
        lines.truncate(MAX_LINES - 1);
        lines.push("...".to_owned());
    }
    lines
}

fn write(content: &mut Content, font: Name<'_>, size: f32, (x, y): (f32, f32), text: &str) {
    content.begin_text().set_font(font, size).next_line(x, y).show(Str(text.as_bytes())).end_text();
}

/// Writes a large text, turned by thirty degrees.
fn write_turned(content: &mut Content, (x, y): (f32, f32), text: &str) {
    let (sin, cos) = 30.0_f32.to_radians().sin_cos();
    content.begin_text().set_font(BOLD_NAME, 84.0).set_text_matrix([cos, sin, -sin, cos, x, y]);
    content.show(Str(text.as_bytes())).end_text();
}
