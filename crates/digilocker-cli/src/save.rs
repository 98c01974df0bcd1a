//! Writes documents to files that nobody else can read, and over none that is there.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use deepvue_digilocker::Content;

/// Writes the content under a name made of the document's kind, and says where.
pub(crate) fn save(folder: &Path, doctype: &str, content: &Content) -> io::Result<PathBuf> {
    make(folder)?;
    let name = safe(doctype);
    let ending = content.kind().extension();
    for number in 1..10_000 {
        let name = if number == 1 { format!("{name}.{ending}") } else { format!("{name}-{number}.{ending}") };
        let path = folder.join(name);
        match create(&path) {
            Ok(mut file) => {
                // Half a document is worse than none.
                file.write_all(content.bytes().expose()).inspect_err(|_| drop(fs::remove_file(&path)))?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Letters, digits and hyphens: no way into another folder, no hidden file, nothing that a shell would read.
fn safe(doctype: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name = doctype.chars().take(40).map(plain).collect::<String>();
    // Windows keeps some short names for itself, such as `CON`.
    format!("document-{}", name.trim_matches('-')).trim_end_matches('-').to_owned()
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_kind_of_document_leads_out_of_its_folder_or_hides_a_file() {
        for (doctype, name) in [
            ("DRVLC", "document-DRVLC"),
            ("../../etc/passwd", "document-etc-passwd"),
            ("/absolute", "document-absolute"),
            ("..", "document"),
            ("", "document"),
            (".hidden", "document-hidden"),
            ("a\\b:c\0d\n;rm -rf $HOME", "document-a-b-c-d--rm--rf--HOME"),
            ("CON", "document-CON"),
            ("\u{202e}fdp", "document-fdp"),
            ("पैन", "document"),
        ] {
            assert_eq!(safe(doctype), name, "{doctype}");
        }
        assert_eq!(safe(&"x".repeat(500)).len(), "document-".len() + 40);
    }
}
