//! [`DocumentAccess`]: the third step of the journey, from which every document call starts.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize, Serializer};

use crate::client::Client;
use crate::error::{Rule, blank_rule};
use crate::generated::types::AccessTokenData;
use crate::http::limits::Limits;
use crate::http::origin::{Origin, origin};
use crate::journey::consent::{ConsentRecord, GivenConsent};
use crate::journey::holder::Holder;
use crate::journey::session::{DocType, Session};
use crate::journey::stored::{Time, Version};
use crate::journey::values::moment;
use crate::privacy::sensitive::Sensitive;

/// Gives access to a customer's documents; returned by [`Authorize::send`](crate::Authorize::send).
///
/// ```no_run
/// use deepvue_digilocker::{Client, DocumentAccess, StoredAccess};
///
/// # async fn example(client: Client, access: DocumentAccess) -> Result<(), Box<dyn std::error::Error>> {
/// let stored = serde_json::to_string(&access)?; // in the customer's server-side session
///
/// // later, perhaps on another machine
/// let access = client.resume(serde_json::from_str::<StoredAccess>(&stored)?);
/// if !access.is_expired() {
///     let files = access.issued_files().await?;
/// }
/// # Ok(()) }
/// ```
///
/// It carries the purpose and the transaction id to every call. To continue later or on another machine, serialise it,
/// deserialise a [`StoredAccess`], and pass that to [`Client::resume`]: ids, purpose, consent and expiry are kept, the
/// holder's data and the client are not.
#[derive(Debug, Clone)]
pub struct DocumentAccess {
    pub(crate) client: Client,
    pub(crate) stored: StoredAccess,
    holder: Holder,
    origin: Origin,
}

origin!(DocumentAccess);

impl DocumentAccess {
    pub(crate) fn new(client: Client, stored: StoredAccess, data: AccessTokenData, origin: Origin) -> Self {
        Self { client, stored, holder: Holder(data), origin }
    }

    /// Returns the person who gave access, as DigiLocker knows them. All values are absent after [`Client::resume`]:
    /// they are never stored.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// Returns the vendor's id of the session. Every call of the customer's flow refers to it.
    pub fn transaction_id(&self) -> &str {
        self.stored.transaction_id.expose()
    }

    /// Returns the requested documents.
    pub fn doc_types(&self) -> &[DocType] {
        &self.stored.doc_types
    }

    /// Returns the record of the customer's consent, for an audit log.
    pub fn consent_record(&self) -> ConsentRecord {
        let StoredAccess { purpose, doc_types, consent, transaction_id, .. } = &self.stored;
        consent.record(purpose, doc_types, transaction_id)
    }

    /// Returns when access began, by the client's clock.
    pub fn granted_at(&self) -> SystemTime {
        self.stored.granted_at.get()
    }

    /// Returns when the customer's consent expires, if the vendor said so in a known form (inferred): seconds since the
    /// Unix epoch, milliseconds if the number is too large for seconds, or an ISO 8601 date (UTC if it has no zone, the
    /// start of the day if it has no time).
    pub fn consent_valid_till(&self) -> Option<SystemTime> {
        self.stored.consent_valid_till.map(Time::get)
    }

    /// Returns the same as the text that the vendor sent.
    pub fn consent_valid_till_as_given(&self) -> Option<&str> {
        self.stored.consent_valid_till_as_given.as_deref()
    }

    /// Returns when access expires, if the vendor said so: after its `expires_in` (seconds; inferred), or with the
    /// consent, whichever comes first.
    pub fn expires_at(&self) -> Option<SystemTime> {
        let ends = [self.stored.expires_at, self.stored.consent_valid_till];
        ends.into_iter().flatten().map(Time::get).min()
    }

    /// Returns whether access has expired, by the client's clock. The calls do not check it: the vendor decides.
    pub fn is_expired(&self) -> bool {
        self.expires_at().is_some_and(|end| end <= self.client.now())
    }
}

/// Serialises the [`StoredAccess`] that [`Client::resume`] takes.
impl Serialize for DocumentAccess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.stored.serialize(serializer)
    }
}

/// The part of a [`DocumentAccess`] that can be stored: ids, purpose, consent and expiry, and no data of the customer.
///
/// Bind it to the customer's browser as you do with the [`Session`]: anybody else who gets hold of it could make your
/// service fetch the customer's documents.
///
/// The stored form has a version, and times as RFC 3339. Later releases will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAccess {
    version: Version,
    pub(crate) transaction_id: Sensitive<String>,
    pub(crate) purpose: Sensitive<String>,
    doc_types: Vec<DocType>,
    consent: GivenConsent,
    granted_at: Time,
    expires_at: Option<Time>,
    consent_valid_till: Option<Time>,
    consent_valid_till_as_given: Option<String>,
}

impl From<DocumentAccess> for StoredAccess {
    fn from(access: DocumentAccess) -> Self {
        access.stored
    }
}

impl StoredAccess {
    pub(crate) fn new(session: &Session, now: SystemTime, data: &AccessTokenData) -> Self {
        let granted_at = Time::new(now);
        let expires_in = data.expires_in.and_then(|seconds| u64::try_from(seconds).ok());
        let valid_till = data.consent_valid_till.as_ref();
        Self {
            version: Version,
            transaction_id: session.transaction_id.clone(),
            purpose: session.purpose.clone(),
            doc_types: session.doc_types().to_vec(),
            consent: session.consent.clone(),
            granted_at,
            expires_at: expires_in
                .and_then(|seconds| granted_at.get().checked_add(Duration::from_secs(seconds)))
                .map(Time::new),
            consent_valid_till: valid_till.and_then(|text| moment(text)).map(Time::new),
            consent_valid_till_as_given: valid_till.cloned(),
        }
    }

    /// Returns the rules for every document call.
    pub(crate) fn rules(&self, limits: Limits) -> [Rule; 4] {
        rules(&self.purpose, &self.transaction_id, limits)
    }

    /// Returns what every document call sends, and no text may repeat.
    pub(crate) fn sent(&self) -> [Option<&Sensitive<String>>; 2] {
        [Some(&self.purpose), Some(&self.transaction_id)]
    }
}

/// Returns the rules for every call that continues a session.
pub(crate) fn rules(
    purpose: &Sensitive<String>,
    transaction_id: &Sensitive<String>,
    limits: Limits,
) -> [Rule; 4] {
    let [timeout, attempt_timeout] = limits.rules();
    [
        Rule::new("/body/purpose", blank_rule(purpose)),
        Rule::new("/body/initial_deepvue_transaction_id", blank_rule(transaction_id)),
        timeout,
        attempt_timeout,
    ]
}

impl Client {
    /// Continues with a stored access, on any machine whose client has the same keys.
    pub fn resume(&self, stored: StoredAccess) -> DocumentAccess {
        DocumentAccess::new(self.clone(), stored, AccessTokenData::default(), Origin::default())
    }
}
