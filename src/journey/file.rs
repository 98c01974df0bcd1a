//! [`Document`]: one document, as its issuer made it.

use crate::error::{Error, Failure, Rule, VendorResponse, blank_rule, check_input};
use crate::generated::types::{ConsentFlag, FetchFileRequest};
use crate::http::hooks::Api;
use crate::http::limits::Limits;
use crate::http::origin::{Origin, origin};
use crate::journey::access::DocumentAccess;
use crate::journey::call_settings::call_settings;
use crate::journey::content::{Content, Encoding};
use crate::journey::issued_files::IssuedFile;
use crate::operation::Operation;
use crate::privacy::sensitive::Sensitive;

/// Fetches one document; returned by [`DocumentAccess::file`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct FetchFile {
    access: DocumentAccess,
    uri: Sensitive<String>,
    limits: Limits,
}

impl DocumentAccess {
    /// Fetches one of the documents that [`issued_files`](DocumentAccess::issued_files) lists.
    ///
    /// From the vendor's page [Download
    /// File](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/download-file).
    pub fn file(&self, file: &IssuedFile) -> FetchFile {
        let uri = file.uri().cloned().unwrap_or_else(|| String::new().into());
        FetchFile { access: self.clone(), uri, limits: self.client.limits() }
    }
}

call_settings!(FetchFile => Document);

impl FetchFile {
    /// Sends the call.
    ///
    /// # Errors
    ///
    /// Returns [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) if the document has no URI, or an error of
    /// any other [`ErrorKind`](crate::ErrorKind) of a call. The call only reads, but the vendor may bill it.
    pub async fn send(self) -> Result<Document, Error> {
        let api = self.access.client.call(Operation::FetchFile, self.limits);
        let (data, origin) = api.inner.track(self.run(&api)).await?;
        let (content, encoding) = Content::guessed(data);
        Ok(Document { content, encoding, origin })
    }

    async fn run(&self, api: &Api) -> Result<(Sensitive<String>, VendorResponse), Box<Failure>> {
        let stored = &self.access.stored;
        check_input(
            stored.rules(self.limits).into_iter().chain([Rule::new("/body/uri", blank_rule(&self.uri))]),
        )?;
        let request = FetchFileRequest::builder()
            .consent(ConsentFlag::Y)
            .purpose(stored.purpose.clone())
            .initial_deepvue_transaction_id(stored.transaction_id.clone())
            .uri(self.uri.clone());
        let [purpose, transaction_id] = stored.sent();
        let send = || api.fetch_file().body(request.clone()).send();
        let (success, response) = api.inner.send(send, &[purpose, transaction_id, Some(&self.uri)]).await?;
        Ok((success.data, response))
    }
}

/// A document. The vendor does not document its encoding: the bytes are decoded from base64 if possible, and otherwise
/// are those of the text. `Debug` shows the guesses, and nothing of the bytes.
///
/// ```no_run
/// use deepvue_digilocker::{ContentKind, Document, Encoding};
///
/// # fn example(document: Document) {
/// if document.encoding() == Encoding::Plain && document.content().kind() == ContentKind::Xml {
///     let xml = document.into_content().into_bytes(); // Sensitive<Vec<u8>>
/// }
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    content: Content,
    encoding: Encoding,
    origin: Origin,
}

origin!(Document);

impl Document {
    /// Returns the bytes, and a guess of their kind.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// Returns the bytes, owned, and a guess of their kind.
    pub fn into_content(self) -> Content {
        self.content
    }

    /// Returns its encoding on the wire.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }
}
