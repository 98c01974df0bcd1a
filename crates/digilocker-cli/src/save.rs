//! Saves documents, and never overwrites a file. On Unix, only their owner can read them; on Windows, they get the folder's
//! permissions.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use deepvue_digilocker::Content;

/// How many documents of one kind a folder may hold.
const MAX_SAME_NAMES: u32 = 9_999;

/// How many characters of the vendor's name for a document's kind go into the file name.
const MAX_NAME_CHARS: usize = 40;

/// Saves the content under a name made from the document's kind, and returns the path.
pub(crate) fn save(folder: &Path, doctype: &str, content: &Content) -> io::Result<PathBuf> {
    make(folder)?;
    let name = safe(doctype);
    let ending = content.kind().extension();
    for number in 1..=MAX_SAME_NAMES {
        let name = if number == 1 { format!("{name}.{ending}") } else { format!("{name}-{number}.{ending}") };
        let path = folder.join(name);
        match create(&path) {
            Ok(mut file) => {
                // A partial document is worse than none.
                file.write_all(content.bytes().expose()).inspect_err(|_| drop(fs::remove_file(&path)))?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Returns a file name of letters, digits and hyphens: in the same folder, not hidden, and safe in a shell.
fn safe(doctype: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name = doctype.chars().take(MAX_NAME_CHARS).map(plain).collect::<String>();
    // Windows reserves some short names, such as `CON`.
    format!("document-{}", name.trim_matches('-')).trim_end_matches('-').to_owned()
}

/// Creates a new file. On Unix, only its owner can read it; on Windows, it gets the folder's permissions.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Creates a folder. On Unix, only its owner can open it; on Windows, it gets the permissions of the folder around it.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::{MAX_NAME_CHARS, safe};

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
        assert_eq!(safe(&"x".repeat(500)).len(), "document-".len() + MAX_NAME_CHARS);
    }
}
