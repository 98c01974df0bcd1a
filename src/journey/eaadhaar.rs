//! What a customer's Aadhaar says.

use tracing::warn;

use crate::error::{Error, check_input};
use crate::generated::types::{ConsentFlag, EaadhaarData, EaadhaarRequest, ProofOfAddress, ProofOfIdentity};
use crate::http::limits::Limits;
use crate::journey::access::DocumentAccess;
use crate::journey::call_settings::call_settings;
use crate::journey::content::Encoded;
use crate::journey::values::{DateOfBirth, Gender, filled, texts};
use crate::operation::Operation;
use crate::privacy::sensitive::Sensitive;
use crate::privacy::uid::masked_uid;

/// A request for an e-Aadhaar; made by [`DocumentAccess::eaadhaar`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until send() is awaited"]
pub struct FetchEaadhaar {
    access: DocumentAccess,
    pdf: bool,
    limits: Limits,
}

impl DocumentAccess {
    /// Fetches what the customer's Aadhaar says.
    ///
    /// From the vendor's page [E Aadhaar](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/e-aadhaar).
    pub fn eaadhaar(&self) -> FetchEaadhaar {
        FetchEaadhaar { access: self.clone(), pdf: false, limits: self.client.limits() }
    }
}

call_settings!(FetchEaadhaar);

impl FetchEaadhaar {
    /// Whether a PDF is wanted, too; not by default.
    pub fn pdf(mut self, pdf: bool) -> Self {
        self.pdf = pdf;
        self
    }

    /// Makes the call.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind); the call only reads, but the vendor may bill it. What it answers for a customer
    /// without an e-Aadhaar is undocumented.
    pub async fn send(self) -> Result<Eaadhaar, Error> {
        let stored = &self.access.stored;
        check_input(stored.rules(self.limits))?;
        let request = EaadhaarRequest::builder()
            .consent(ConsentFlag::Y)
            .purpose(stored.purpose.clone())
            .initial_deepvue_transaction_id(stored.transaction_id.clone())
            .generate_pdf(self.pdf);
        let api = self.access.client.call(Operation::Eaadhaar, self.limits);
        let send = || api.eaadhaar().body(request.clone()).send();
        let (answer, _) = api.inner.send(send, &stored.sent()).await?;
        Ok(Eaadhaar::new(answer.data.unwrap_or_default()))
    }
}

/// What an Aadhaar says. Every value may be absent. `Debug` shows none of them.
#[derive(Debug, Clone)]
pub struct Eaadhaar(EaadhaarData);

impl Eaadhaar {
    fn new(mut data: EaadhaarData) -> Self {
        if let Some(masked) = data.masked_uid.as_ref().and_then(|uid| masked_uid(uid.expose())) {
            warn!("the vendor sent an Aadhaar number in clear; it was masked");
            data.masked_uid = Some(masked.into());
        }
        Self(data)
    }

    texts! {
        /// The Aadhaar number with most of its digits masked, as the vendor gave it. One that arrives in clear is masked
        /// here, but for its last four digits.
        masked_uid: masked_uid;
    }

    /// The name.
    pub fn name(&self) -> Option<&Sensitive<String>> {
        filled(self.identity()?.name.as_ref())
    }

    /// The date of birth.
    pub fn date_of_birth(&self) -> Option<DateOfBirth> {
        filled(self.identity()?.dob.as_ref()).map(DateOfBirth::new)
    }

    /// The gender.
    pub fn gender(&self) -> Option<Gender> {
        filled(self.identity()?.gender.as_ref()).map(Gender::new)
    }

    /// The address.
    pub fn address(&self) -> Option<Address> {
        self.0.proof_of_address.clone().map(Address)
    }

    /// The photo.
    pub fn photo(&self) -> Option<Encoded> {
        filled(self.0.photo.as_ref()).map(Encoded::new)
    }

    /// The PDF, if one was asked for.
    pub fn document_pdf(&self) -> Option<Encoded> {
        filled(self.0.document_pdf.as_ref()).map(Encoded::new)
    }

    fn identity(&self) -> Option<&ProofOfIdentity> {
        self.0.proof_of_identity.as_ref()
    }
}

/// An address, in the parts that an Aadhaar has. Every part may be absent. `Debug` shows none of them.
#[derive(Debug, Clone)]
pub struct Address(ProofOfAddress);

impl Address {
    texts! {
        /// In whose care.
        care_of: care_of;
        /// The house.
        house: house;
        /// The street.
        street: street;
        /// The locality.
        locality: locality;
        /// The village, town or city.
        vtc: vtc;
        /// The district.
        district: district;
        /// The state.
        state: state;
        /// The postal code.
        pincode: pincode;
        /// The country.
        country: country;
    }
}
