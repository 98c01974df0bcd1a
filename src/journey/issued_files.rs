//! [`IssuedFiles`]: the documents in a customer's DigiLocker, and the requested ones that are missing.

use std::collections::HashMap;
use std::ops::Index;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Failure, VendorResponse, check_input};
use crate::generated::types::{self, ConsentFlag, IssuedFilesRequest};
use crate::http::hooks::Api;
use crate::http::limits::Limits;
use crate::http::origin::{Origin, origin};
use crate::journey::access::DocumentAccess;
use crate::journey::call_settings::call_settings;
use crate::journey::session::DocType;
use crate::journey::stored::Version;
use crate::journey::values::texts;
use crate::operation::Operation;

/// Fetches the list of documents; returned by [`DocumentAccess::issued_files`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ListIssuedFiles {
    access: DocumentAccess,
    limits: Limits,
}

impl DocumentAccess {
    /// Lists the documents in the customer's DigiLocker.
    ///
    /// From the vendor's page [Issued Files](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/issued-files).
    pub fn issued_files(&self) -> ListIssuedFiles {
        ListIssuedFiles { access: self.clone(), limits: self.client.limits() }
    }
}

call_settings!(ListIssuedFiles => IssuedFiles);

impl ListIssuedFiles {
    /// Sends the call.
    ///
    /// # Errors
    ///
    /// Returns an error of any [`ErrorKind`](crate::ErrorKind) of a call. The call only reads, but the vendor may bill
    /// it.
    pub async fn send(self) -> Result<IssuedFiles, Error> {
        let api = self.access.client.call(Operation::IssuedFiles, self.limits);
        let (files, origin) = api.inner.track(self.run(&api)).await?;
        let requested = self.access.doc_types().to_vec();
        Ok(IssuedFiles { version: Version, requested, files, origin })
    }

    async fn run(&self, api: &Api) -> Result<(Vec<IssuedFile>, VendorResponse), Box<Failure>> {
        let stored = &self.access.stored;
        check_input(stored.rules(self.limits))?;
        let request = IssuedFilesRequest::builder()
            .consent(ConsentFlag::Y)
            .purpose(stored.purpose.clone())
            .initial_deepvue_transaction_id(stored.transaction_id.clone());
        let send = || api.issued_files().body(request.clone()).send();
        let (success, response) = api.inner.send(send, &stored.sent()).await?;
        Ok((success.data.into_iter().flatten().map(IssuedFile).collect(), response))
    }
}

/// The documents in a customer's DigiLocker, in the vendor's order. Also empty if the vendor sends no list.
///
/// ```no_run
/// use deepvue_digilocker::{DocumentAccess, Missing};
///
/// # async fn example(access: DocumentAccess) -> Result<(), deepvue_digilocker::Error> {
/// let files = access.issued_files().await?;
/// for file in &files {
///     let document = access.file(file).await?;
///     let bytes = document.into_content().into_bytes(); // Sensitive<Vec<u8>>
/// }
/// for missing in files.missing() {
///     match missing {
///         Missing::NotListed(doc_type) => println!("{doc_type} is not in the customer's DigiLocker"),
///         other => println!("{} may be there: its code is unknown", other.doc_type()),
///     }
/// }
/// # Ok(()) }
/// ```
///
/// The stored form has a version, and holds personal data. Later releases will read it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssuedFiles {
    version: Version,
    requested: Vec<DocType>,
    files: Vec<IssuedFile>,
    #[serde(skip)]
    origin: Origin,
}

origin!(IssuedFiles);

impl IssuedFiles {
    /// Returns the documents as a slice.
    pub fn as_slice(&self) -> &[IssuedFile] {
        &self.files
    }

    /// Returns an iterator over the documents.
    pub fn iter(&self) -> std::slice::Iter<'_, IssuedFile> {
        self.files.iter()
    }

    /// Returns the document at this place in the list.
    pub fn get(&self, index: usize) -> Option<&IssuedFile> {
        self.files.get(index)
    }

    /// Returns the number of documents.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the requested documents that are not in the list, by DigiLocker's usual codes.
    pub fn missing(&self) -> Vec<Missing> {
        self.missing_with(&DigilockerCodes::default())
    }

    /// Returns the requested documents that are not in the list, by codes of your own.
    ///
    /// ```no_run
    /// use deepvue_digilocker::{DigilockerCodes, DocType, IssuedFiles};
    ///
    /// # fn example(files: IssuedFiles) {
    /// let codes = DigilockerCodes::default().code(DocType::Dl, "DLX");
    /// let missing = files.missing_with(&codes);
    /// # }
    /// ```
    pub fn missing_with(&self, codes: &DigilockerCodes) -> Vec<Missing> {
        let is = |file: &IssuedFile, code: &str| {
            file.doctype().is_some_and(|doctype| doctype.expose().trim().eq_ignore_ascii_case(code))
        };
        let missing = |doc_type: &DocType| match codes.0.get(doc_type) {
            None => Some(Missing::CodeUnknown(*doc_type)),
            Some(code) if self.files.iter().any(|file| is(file, code)) => None,
            Some(_) => Some(Missing::NotListed(*doc_type)),
        };
        self.requested.iter().filter_map(missing).collect()
    }
}

/// A requested document that was not found in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Missing {
    /// The customer's DigiLocker does not have it.
    NotListed(DocType),
    /// Nobody can tell: [`DigilockerCodes`] has no code for it.
    CodeUnknown(DocType),
}

impl Missing {
    /// Returns the document.
    pub fn doc_type(self) -> DocType {
        let (Self::NotListed(doc_type) | Self::CodeUnknown(doc_type)) = self;
        doc_type
    }
}

impl Index<usize> for IssuedFiles {
    type Output = IssuedFile;

    fn index(&self, index: usize) -> &IssuedFile {
        &self.files[index]
    }
}

impl IntoIterator for IssuedFiles {
    type Item = IssuedFile;
    type IntoIter = std::vec::IntoIter<IssuedFile>;

    fn into_iter(self) -> Self::IntoIter {
        self.files.into_iter()
    }
}

impl<'a> IntoIterator for &'a IssuedFiles {
    type Item = &'a IssuedFile;
    type IntoIter = std::slice::Iter<'a, IssuedFile>;

    fn into_iter(self) -> Self::IntoIter {
        self.files.iter()
    }
}

/// Maps each requested document to its [`doctype`](IssuedFile::doctype) code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "codes do nothing until they are passed to missing_with()"]
pub struct DigilockerCodes(HashMap<DocType, String>);

impl Default for DigilockerCodes {
    /// Returns `ADHAR`, `PANCR` and `DRVLC` for aadhaar, pan and dl (inferred from other vendors' documentation).
    fn default() -> Self {
        let codes = [(DocType::Aadhaar, "ADHAR"), (DocType::Pan, "PANCR"), (DocType::Dl, "DRVLC")];
        Self(codes.into_iter().map(|(doc_type, code)| (doc_type, code.to_owned())).collect())
    }
}

impl DigilockerCodes {
    /// Returns no codes, to set only your own.
    pub fn none() -> Self {
        Self(HashMap::new())
    }

    /// Sets the code of one document, ignoring case.
    pub fn code(mut self, doc_type: DocType, code: impl Into<String>) -> Self {
        self.0.insert(doc_type, code.into());
        self
    }
}

/// One document in a customer's DigiLocker. Every value may be absent. `Debug` shows no personal data.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssuedFile(types::IssuedFile);

impl IssuedFile {
    texts! {
        /// Returns the kind of document, as DigiLocker's code: `ADHAR`, `PANCR`, `DRVLC` and many more (inferred). Some
        /// reveal a lot about a person.
        doctype: doctype;
        /// Returns the name of the document.
        name: name;
        /// Returns the URI by which [`DocumentAccess::file`] fetches it. It may hold the document's number.
        uri: uri;
        /// Returns the date of the document, in an undocumented form.
        date: date;
        /// Returns the name of the issuer.
        issuer: issuer;
        /// Returns the id of the issuer.
        issuer_id: issuerid;
        /// Returns the description.
        description: description;
        /// Returns the folder that holds it; often blank, and then `None`.
        parent: parent;
    }

    /// Returns the kind of entry; its values are undocumented.
    pub fn entry_type(&self) -> Option<&str> {
        plain(self.0.type_.as_ref())
    }

    /// Returns the size, in an undocumented unit; often blank, and then `None`.
    pub fn size(&self) -> Option<&str> {
        plain(self.0.size.as_ref())
    }

    /// Returns the media types in which it is available.
    pub fn mime(&self) -> &[String] {
        self.0.mime.as_deref().unwrap_or_default()
    }
}

fn plain(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}
