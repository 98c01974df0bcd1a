//! [`IssuedFiles`]: the documents in a customer's DigiLocker, and the requested ones that are missing.

use std::collections::HashMap;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::error::{Error, check_input};
use crate::generated::types::{self, ConsentFlag, IssuedFilesRequest};
use crate::http::limits::Limits;
use crate::journey::access::DocumentAccess;
use crate::journey::call_settings::call_settings;
use crate::journey::session::{DocType, Session};
use crate::journey::values::texts;
use crate::operation::Operation;

/// Fetches the list of documents; returned by [`DocumentAccess::issued_files`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until send() is awaited"]
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

call_settings!(ListIssuedFiles);

impl ListIssuedFiles {
    /// Sends the call.
    ///
    /// # Errors
    ///
    /// Returns an error of any [`ErrorKind`](crate::ErrorKind) of a call. The call only reads, but the vendor may bill
    /// it.
    pub async fn send(self) -> Result<IssuedFiles, Error> {
        let stored = &self.access.stored;
        check_input(stored.rules(self.limits))?;
        let request = IssuedFilesRequest::builder()
            .consent(ConsentFlag::Y)
            .purpose(stored.purpose.clone())
            .initial_deepvue_transaction_id(stored.transaction_id.clone());
        let api = self.access.client.call(Operation::IssuedFiles, self.limits);
        let send = || api.issued_files().body(request.clone()).send();
        let (response, _) = api.inner.send(send, &stored.sent()).await?;
        Ok(IssuedFiles(response.data.into_iter().flatten().map(IssuedFile).collect()))
    }
}

/// The documents in a customer's DigiLocker, in the vendor's order; derefs to a slice of [`IssuedFile`]. Also empty if
/// the vendor sends no list.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssuedFiles(Vec<IssuedFile>);

impl IssuedFiles {
    /// Returns the requested documents that the customer's DigiLocker does not have, by DigiLocker's usual codes.
    pub fn missing(&self, session: &Session) -> Vec<DocType> {
        self.missing_with(session, &DigilockerCodes::default())
    }

    /// Returns the requested documents that the customer's DigiLocker does not have, by codes of your own.
    pub fn missing_with(&self, session: &Session, codes: &DigilockerCodes) -> Vec<DocType> {
        let is = |file: &IssuedFile, code: &str| {
            file.doctype().is_some_and(|doctype| doctype.expose().trim().eq_ignore_ascii_case(code))
        };
        let has = |code: &String| self.iter().any(|file| is(file, code));
        let missing = |doc_type: &&DocType| !codes.0.get(doc_type).is_some_and(has);
        session.doc_types().iter().filter(missing).copied().collect()
    }
}

impl Deref for IssuedFiles {
    type Target = [IssuedFile];

    fn deref(&self) -> &[IssuedFile] {
        &self.0
    }
}

impl IntoIterator for IssuedFiles {
    type Item = IssuedFile;
    type IntoIter = std::vec::IntoIter<IssuedFile>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a IssuedFiles {
    type Item = &'a IssuedFile;
    type IntoIter = std::slice::Iter<'a, IssuedFile>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
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
