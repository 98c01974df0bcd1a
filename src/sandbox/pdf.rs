//! Writes a document as a PDF of one page.

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::portrait;

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

/// Writes a document. All text must be ASCII.
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

    let mut line = 296.0;
    for (name, value) in rows {
        content.set_fill_gray(0.4);
        write(&mut content, REGULAR_NAME, 9.0, (180.0, line), name);
        content.set_fill_gray(0.1);
        for text in value.lines() {
            line -= 15.0;
            write(&mut content, REGULAR_NAME, 12.0, (180.0, line), text);
        }
        line -= 22.0;
    }
    content.finish().into_vec()
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
