//! [`Holder`]: the owner of the documents.

use crate::generated::types::AccessTokenData;
use crate::journey::values::{DateOfBirth, Gender, YesNo, filled, texts};

/// The holder of a DigiLocker account, as DigiLocker knows them. Every value may be absent. `Debug` shows none of them.
///
/// ```no_run
/// use deepvue_digilocker::{Date, DateOfBirth, DocumentAccess, Gender, Sensitive};
///
/// # fn example(access: DocumentAccess) {
/// let holder = access.holder();
/// let born: Option<Sensitive<Date>> = holder.date_of_birth().as_ref().and_then(DateOfBirth::date);
/// let is_woman = holder.gender() == Some(Gender::Female);
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Holder(pub(crate) AccessTokenData);

impl Holder {
    texts! {
        /// Returns the name.
        name: name;
        /// Returns the mobile number.
        mobile: mobile;
        /// Returns the id of the DigiLocker account.
        digilocker_id: digilockerid;
    }

    /// Returns the date of birth.
    pub fn date_of_birth(&self) -> Option<DateOfBirth> {
        filled(self.0.dob.as_ref()).map(DateOfBirth::new)
    }

    /// Returns the gender.
    pub fn gender(&self) -> Option<Gender> {
        filled(self.0.gender.as_ref()).map(Gender::new)
    }

    /// Returns whether there is an e-Aadhaar to fetch.
    pub fn has_eaadhaar(&self) -> Option<YesNo> {
        filled(self.0.eaadhaar.as_ref()).map(YesNo::new)
    }
}
