//! [`Holder`]: whose documents they are.

use crate::generated::types::AccessTokenData;
use crate::journey::values::{DateOfBirth, Gender, YesNo, filled, texts};

/// The holder of a DigiLocker account, as DigiLocker has it. Every value may be absent. `Debug` shows none of them.
#[derive(Debug, Clone)]
pub struct Holder(pub(crate) AccessTokenData);

impl Holder {
    texts! {
        /// The name.
        name: name;
        /// The mobile number.
        mobile: mobile;
        /// The id of the DigiLocker account.
        digilocker_id: digilockerid;
    }

    /// The date of birth.
    pub fn date_of_birth(&self) -> Option<DateOfBirth> {
        filled(self.0.dob.as_ref()).map(DateOfBirth::new)
    }

    /// The gender.
    pub fn gender(&self) -> Option<Gender> {
        filled(self.0.gender.as_ref()).map(Gender::new)
    }

    /// Whether there is an e-Aadhaar to ask for.
    pub fn has_eaadhaar(&self) -> Option<YesNo> {
        filled(self.0.eaadhaar.as_ref()).map(YesNo::new)
    }
}
