//! [`DocumentAccess`]: the third step of the story, from which every document call starts.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize, Serializer};

use crate::client::Client;
use crate::error::{Rule, blank_rule};
use crate::generated::types::AccessTokenData;
use crate::http::limits::Limits;
use crate::journey::consent::{ConsentRecord, GivenConsent};
use crate::journey::holder::Holder;
use crate::journey::session::{DocType, Session};
use crate::journey::values::moment;
use crate::privacy::sensitive::Sensitive;

/// Access to a customer's documents; made by [`Authorize::send`](crate::Authorize::send).
///
/// It carries purpose and transaction id to every call, so that nobody repeats them. To go on later or on another
/// machine, serialise it, deserialise a [`StoredAccess`], and hand that to [`Client::resume`]: ids, purpose, consent and
/// expiry are kept, the holder's data and the client are not.
#[derive(Debug, Clone)]
pub struct DocumentAccess {
    pub(crate) client: Client,
    pub(crate) stored: StoredAccess,
    holder: Holder,
}

impl DocumentAccess {
    pub(crate) fn new(client: Client, stored: StoredAccess, data: AccessTokenData) -> Self {
        Self { client, stored, holder: Holder(data) }
    }

    /// Who gave access, as DigiLocker has it. All of it is absent after [`Client::resume`]: it is never stored.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }

    /// The vendor's id of the session. Every call of the customer's flow refers to it.
    pub fn transaction_id(&self) -> &str {
        self.stored.transaction_id.expose()
    }

    /// What to keep of the customer's consent, for an audit log.
    pub fn consent_record(&self) -> ConsentRecord {
        let StoredAccess { purpose, doc_types, consent, transaction_id, .. } = &self.stored;
        consent.record(purpose, doc_types, transaction_id)
    }

    /// When access began, by the client's clock.
    pub fn granted_at(&self) -> SystemTime {
        self.stored.granted_at
    }

    /// Until when the customer's consent holds, if the vendor said so in a form that is understood (inferred): seconds
    /// since the Unix epoch, milliseconds where there are too many for seconds, or a date of ISO 8601 (without a zone in
    /// UTC, without a time at its beginning).
    pub fn consent_valid_till(&self) -> Option<SystemTime> {
        self.stored.consent_valid_till
    }

    /// The same, as the vendor gave it.
    pub fn consent_valid_till_as_given(&self) -> Option<&str> {
        self.stored.consent_valid_till_as_given.as_deref()
    }

    /// When access ends, as far as the vendor said: after its `expires_in` (seconds; inferred), or with the consent,
    /// whichever comes first.
    pub fn expires_at(&self) -> Option<SystemTime> {
        [self.stored.expires_at, self.stored.consent_valid_till].into_iter().flatten().min()
    }

    /// Whether access has ended, by the client's clock. The calls do not look at it: the vendor has the last word.
    pub fn is_expired(&self) -> bool {
        self.expires_at().is_some_and(|end| end <= self.client.now())
    }
}

/// As the [`StoredAccess`] that [`Client::resume`] takes.
impl Serialize for DocumentAccess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.stored.serialize(serializer)
    }
}

/// What a store keeps of a [`DocumentAccess`]: ids, purpose, consent and expiry, and nothing of the customer.
///
/// Bind it to the customer's browser as you do with the [`Session`]: whoever can read it by another way can ask for the
/// customer's documents with your keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAccess {
    pub(crate) transaction_id: Sensitive<String>,
    pub(crate) purpose: Sensitive<String>,
    doc_types: Vec<DocType>,
    consent: GivenConsent,
    granted_at: SystemTime,
    expires_at: Option<SystemTime>,
    consent_valid_till: Option<SystemTime>,
    consent_valid_till_as_given: Option<String>,
}

impl From<DocumentAccess> for StoredAccess {
    fn from(access: DocumentAccess) -> Self {
        access.stored
    }
}

impl StoredAccess {
    pub(crate) fn new(session: &Session, granted_at: SystemTime, data: &AccessTokenData) -> Self {
        let expires_in = data.expires_in.and_then(|seconds| u64::try_from(seconds).ok());
        let valid_till = data.consent_valid_till.as_ref();
        Self {
            transaction_id: session.transaction_id.clone(),
            purpose: session.purpose.clone(),
            doc_types: session.doc_types().to_vec(),
            consent: session.consent.clone(),
            granted_at,
            expires_at: expires_in.and_then(|seconds| granted_at.checked_add(Duration::from_secs(seconds))),
            consent_valid_till: valid_till.and_then(|text| moment(text)),
            consent_valid_till_as_given: valid_till.cloned(),
        }
    }

    /// What must hold for every document call.
    pub(crate) fn rules(&self, limits: Limits) -> [Rule; 3] {
        rules(&self.purpose, &self.transaction_id, limits)
    }

    /// What every document call sends, and must not come back in any text.
    pub(crate) fn sent(&self) -> [Option<&Sensitive<String>>; 2] {
        [Some(&self.purpose), Some(&self.transaction_id)]
    }
}

/// What must hold for every call that goes on with a session.
pub(crate) fn rules(
    purpose: &Sensitive<String>,
    transaction_id: &Sensitive<String>,
    limits: Limits,
) -> [Rule; 3] {
    [
        Rule::new("/body/purpose", blank_rule(purpose)),
        Rule::new("/body/initial_deepvue_transaction_id", blank_rule(transaction_id)),
        Rule::new("/timeout", limits.broken_rule()),
    ]
}

impl Client {
    /// Goes on with a stored access, on any machine whose client has the same keys.
    pub fn resume(&self, stored: StoredAccess) -> DocumentAccess {
        DocumentAccess::new(self.clone(), stored, AccessTokenData::default())
    }
}
