//! [`Eaadhaar`]: the data of a customer's Aadhaar.

use tracing::warn;

use crate::error::{Error, Failure, VendorResponse, check_input};
use crate::generated::types::{ConsentFlag, EaadhaarData, EaadhaarRequest, ProofOfAddress, ProofOfIdentity};
use crate::http::hooks::Api;
use crate::http::limits::Limits;
use crate::http::origin::{Origin, origin};
use crate::journey::access::DocumentAccess;
use crate::journey::call_settings::call_settings;
use crate::journey::content::Encoded;
use crate::journey::values::{DateOfBirth, Gender, filled, texts};
use crate::operation::Operation;
use crate::privacy::sensitive::Sensitive;
use crate::privacy::uid::masked_uid;

/// Fetches an e-Aadhaar; returned by [`DocumentAccess::eaadhaar`].
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct FetchEaadhaar {
    access: DocumentAccess,
    pdf: bool,
    limits: Limits,
}

impl DocumentAccess {
    /// Fetches the data of the customer's Aadhaar.
    ///
    /// From the vendor's page [E Aadhaar](https://docs.deepvue.ai/reference/digilocker-kyc/digilocker/e-aadhaar).
    pub fn eaadhaar(&self) -> FetchEaadhaar {
        FetchEaadhaar { access: self.clone(), pdf: false, limits: self.client.limits() }
    }
}

call_settings!(FetchEaadhaar => Eaadhaar);

impl FetchEaadhaar {
    /// Sets whether to fetch a PDF, too; not by default.
    pub fn pdf(mut self, pdf: bool) -> Self {
        self.pdf = pdf;
        self
    }

    /// Sends the call.
    ///
    /// # Errors
    ///
    /// Returns an error of any [`ErrorKind`](crate::ErrorKind) of a call. The call only reads, but the vendor may bill
    /// it. Its response for a customer without an e-Aadhaar is undocumented.
    pub async fn send(self) -> Result<Eaadhaar, Error> {
        let api = self.access.client.call(Operation::Eaadhaar, self.limits);
        let (data, origin) = api.inner.track(self.run(&api)).await?;
        Ok(Eaadhaar::new(data, origin))
    }

    async fn run(&self, api: &Api) -> Result<(EaadhaarData, VendorResponse), Box<Failure>> {
        let stored = &self.access.stored;
        check_input(stored.rules(self.limits))?;
        let request = EaadhaarRequest::builder()
            .consent(ConsentFlag::Y)
            .purpose(stored.purpose.clone())
            .initial_deepvue_transaction_id(stored.transaction_id.clone())
            .generate_pdf(self.pdf);
        let send = || api.eaadhaar().body(request.clone()).send();
        let (success, response) = api.inner.send(send, &stored.sent()).await?;
        Ok((success.data.unwrap_or_default(), response))
    }
}

/// The data of an Aadhaar. Every value may be absent. `Debug` shows none of them.
///
/// ```no_run
/// use deepvue_digilocker::DocumentAccess;
///
/// # async fn example(access: DocumentAccess) -> Result<(), Box<dyn std::error::Error>> {
/// let aadhaar = access.eaadhaar().pdf(true).await?;
/// let name = aadhaar.name().map(|name| name.expose().as_str());
/// let pincode = aadhaar.address().and_then(|address| address.pincode().cloned());
/// if let Some(photo) = aadhaar.photo() {
///     let photo = photo.decode(1024 * 1024)?; // at most 1 MiB
///     println!("a photo of the kind {}", photo.kind().media_type());
/// }
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct Eaadhaar {
    data: EaadhaarData,
    origin: Origin,
}

origin!(Eaadhaar);

impl Eaadhaar {
    fn new(mut data: EaadhaarData, origin: Origin) -> Self {
        if let Some(masked) = data.masked_uid.as_ref().and_then(|uid| masked_uid(uid.expose())) {
            warn!("the vendor sent an Aadhaar number in clear; it was masked");
            data.masked_uid = Some(masked.into());
        }
        Self { data, origin }
    }

    /// Returns the masked Aadhaar number, as the vendor sent it. A number that arrives in clear is masked here, except
    /// for its last four digits.
    pub fn masked_uid(&self) -> Option<&Sensitive<String>> {
        filled(self.data.masked_uid.as_ref())
    }

    /// Returns the name.
    pub fn name(&self) -> Option<&Sensitive<String>> {
        filled(self.identity()?.name.as_ref())
    }

    /// Returns the date of birth.
    pub fn date_of_birth(&self) -> Option<DateOfBirth> {
        filled(self.identity()?.dob.as_ref()).map(DateOfBirth::new)
    }

    /// Returns the gender.
    pub fn gender(&self) -> Option<Gender> {
        filled(self.identity()?.gender.as_ref()).map(Gender::new)
    }

    /// Returns the address.
    pub fn address(&self) -> Option<Address> {
        self.data.proof_of_address.clone().map(Address)
    }

    /// Returns the photo.
    pub fn photo(&self) -> Option<Encoded> {
        filled(self.data.photo.as_ref()).map(Encoded::new)
    }

    /// Returns the PDF, if it was requested.
    pub fn document_pdf(&self) -> Option<Encoded> {
        filled(self.data.document_pdf.as_ref()).map(Encoded::new)
    }

    fn identity(&self) -> Option<&ProofOfIdentity> {
        self.data.proof_of_identity.as_ref()
    }
}

/// An address, in the parts of an Aadhaar. Every part may be absent. `Debug` shows none of them.
#[derive(Debug, Clone)]
pub struct Address(ProofOfAddress);

impl Address {
    texts! {
        /// Returns the person in whose care the holder is.
        care_of: care_of;
        /// Returns the house.
        house: house;
        /// Returns the street.
        street: street;
        /// Returns the locality.
        locality: locality;
        /// Returns the village, town or city.
        vtc: vtc;
        /// Returns the district.
        district: district;
        /// Returns the state.
        state: state;
        /// Returns the postal code.
        pincode: pincode;
        /// Returns the country.
        country: country;
    }
}
